"""From a book to a proposal: which table is read, what is asked, the tree, its sums and all that is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.review import Notice, corrected
from gmsc_desktop.exchange.rpjmd.building import Builder
from gmsc_desktop.exchange.rpjmd.columns import is_table, read_layout, with_answers
from gmsc_desktop.exchange.rpjmd.further import without_office
from gmsc_desktop.exchange.rpjmd.joining import join, of_one_kind
from gmsc_desktop.exchange.rpjmd.ownerless import tell_ownerless
from gmsc_desktop.exchange.rpjmd.pages import Pages
from gmsc_desktop.exchange.rpjmd.sums import check_sums, programme_sums, take_repeated_once
from gmsc_desktop.exchange.rpjmd.tree import LEVELS, Node, Tree
from gmsc_desktop.exchange.rpjmd.vocabulary import vocabulary
from gmsc_desktop.exchange.sheets import Book, Place, Sheet, column_name
from gmsc_desktop.exchange.tabular.answers import Need, TableAnswers
from gmsc_desktop.exchange.tabular.beside import beside_notices
from gmsc_desktop.exchange.tabular.continuing import with_continued
from gmsc_desktop.exchange.tabular.figures import SCALES
from gmsc_desktop.exchange.tabular.finding import (
    MONEY,
    Surroundings,
    alike,
    file_notices,
    left_sheets,
    no_table,
    on_sheet,
    overlap,
    rows_of,
    said_of,
    tables_of,
    without_blank_words,
)
from gmsc_desktop.exchange.tabular.layout import Layout, Table, fingerprint, period_in
from gmsc_desktop.exchange.tabular.sums import SumCheck, sum_notices
from gmsc_desktop.exchange.tabular.units import Units
from gmsc_desktop.exchange.tabular.vocabulary import LADDER, Vocabulary, words
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_COVER = 40  # rows of a sheet without a table that are looked at
_SAME = frozenset(("ladder", "programme", "indicator", "objective"))  # columns by which a table is known again


@dataclass(frozen=True)
class Answers(TableAnswers):
    """The same with the kind and the period of the document, and the level of rows that do not tell theirs."""

    kind: str = ""
    period: tuple[int, int] | None = None
    level: str = ""


@dataclass(frozen=True)
class Proposal:
    """Everything a review shows.

    ``tables`` are those of the same columns that were read, ``joined`` further ones that go on with them, ``others``
    those that were found beside them.
    """

    book: str
    form: str
    kind: str
    period: tuple[int, int] | None
    years: tuple[int, ...]
    unit: str
    tables: tuple[Table, ...]
    others: tuple[Table, ...]
    tree: Tree
    sums: tuple[SumCheck, ...]
    notices: tuple[Notice, ...]
    needs: tuple[Need, ...]
    fingerprint: str
    joined: tuple[Table, ...] = ()

    @property
    def nodes(self) -> list[Node]:
        """Every node in the order of the table."""
        return self.tree.nodes()

    @property
    def ceilings(self) -> dict[int | str, int]:
        """Whole Rupiah by year over all programmes."""
        return programme_sums(self.nodes)


def propose(book: Book, answers: Answers | None = None, first_year: int | None = None) -> Proposal:
    """Read the table of a book. ``first_year`` is that of "Tahun 1" where neither file nor person tells it.

    Raises ``UserFacingError`` where there is no such table.
    """
    answers = answers or Answers()
    book = without_blank_words(corrected(book, answers.cells))
    words_ = vocabulary()
    found = [(sheet, list(_tables(sheet, words_, answers))) for sheet in book.sheets]
    if not any(tables for _sheet, tables in found):  # its headings may be misspelt
        found = [(sheet, list(_tables(sheet, replace(words_, forgiving=True), answers))) for sheet in book.sheets]
    if not any(tables for _sheet, tables in found):
        raise _no_table(book)
    tables, left, continued = with_continued(found)
    chosen, others, needs = _choose(tables, answers)
    told = _Context(book, chosen, words_)
    years, year_notices = _years(chosen[0].layout, told, answers, first_year)
    if not years and chosen[0].layout.ordinals:
        needs.append(_years_needed())
    unit = answers.unit
    units = Units([*chosen, *others], words_, MONEY, unit)
    tree, joined = _build(chosen, others if _may_join(answers, needs) else (), years, units, answers.level)
    needs += _levels_needed(tree)
    others = [one for one in others if not any(one is other for other in joined)]
    told = _Context(book, [*chosen, *joined], words_)
    if not unit and told.has_money:
        reason = units.question([*chosen, *joined])
        reason = reason or told.unit_question(a for node in tree.nodes() for a in node.money.values())
        if reason:
            needs.append(Need("unit", reason, tuple(SCALES)))
    kind = answers.kind or told.kind({node.level for node in tree.nodes()})
    sums = check_sums(tree)
    notices = [
        *file_notices(book, others),
        *beside_notices(book, tables),
        *left_sheets([] if answers.sheet else left),
        *continued,
        *year_notices,
        *_column_notices([chosen[0], *joined]),
        *units.notices([*chosen, *joined]),
    ]
    notices += [*tree.notices, *sum_notices(sums), *without_office(tree.nodes()), *_nothing_read(tree, chosen[0])]
    all_years = _all_years([chosen[0], *joined], years) or _years_of_rows(tree)
    return Proposal(
        book.name, book.form, kind, answers.period or told.period or _period_of_cover(left),
        tuple(all_years),
        unit or "rupiah", tuple(chosen),
        tuple(others), tree, tuple(sums), tuple(_once(notices)), tuple(needs), fingerprint(chosen[0].header),
        tuple(joined),
    )  # fmt: skip


def _period_of_cover(sheets: Sequence[Sheet]) -> tuple[int, int] | None:
    """The period that sheets without a table tell, where all that tell one agree: a cover, a list of contents."""
    texts = [cell.folded for sheet in sheets for row in [*sheet.rows.values()][:_COVER] for cell in row.values()]
    found = {period for text in texts if (period := period_in([text]))}
    return found.pop() if len(found) == 1 else None


def _no_table(book: Book) -> UserFacingError:
    return no_table(
        book,
        _("Tidak ditemukan tabel RPJMD atau Renstra di berkas “{name}”.").format(name=book.name),
        _(
            "Tabelnya perlu kepala kolom seperti Tujuan, Sasaran, Program, Indikator, dan Target per tahun. Periksa "
            "berkasnya, atau cocokkan kolomnya sendiri."
        ),
    )


# -- tables of a sheet


def _tables(sheet: Sheet, words_: Vocabulary, answers: Answers) -> Iterator[Table]:
    for table in tables_of(sheet, words_, is_table, read_layout, answers):
        fitting = said_of(table, answers.columns)
        told = with_answers(table.layout, fitting) if fitting else table.layout
        yield replace(table, layout=told)


def _score(table: Table) -> tuple[float, ...]:
    """How much a table is what is looked for: targets by year, rungs, indicators, rows; hidden sheets come last."""
    layout = table.layout
    levels = {column.meaning for column in layout.columns} & {
        "ladder", "programme", "objective", "goal", "mission", "vision",
    }  # fmt: skip
    figures = len(layout.of("target", "end_target"))
    return (
        not table.header.sheet.hidden,
        bool(layout.of("indicator")) + 2 * bool(levels) + bool(figures) + 0.5 * bool(layout.of("money")),
        min(rows_of(table), 2_000) * (1 + min(figures, 5)),
    )


def _choose(tables: Sequence[Table], answers: Answers) -> tuple[list[Table], list[Table], list[Need]]:
    """The best table, with the others of the very same columns; the same programmes twice are asked about."""
    none = _("Lembar “{sheet}” tidak berisi tabel RPJMD atau Renstra.").format(sheet=answers.sheet)
    wanted = on_sheet(tables, answers.sheet, none)
    best = max(wanted, key=_score)
    seen = [one for one in wanted if one.header.sheet.hidden == best.header.sheet.hidden]
    same = [one for one in seen if alike(one, best)]
    needs: list[Need] = []
    rivals = [one for one in seen if one is best or alike(one, best) or of_one_kind(one, best)]
    names = tuple(dict.fromkeys(one.name for one in rivals if one is best or overlap([best, one], _SAME)))
    if len(names) == 1 and len(same) > 1 and overlap(same, _SAME):
        same = [best]
    elif len(names) > 1:
        sentence = _("Beberapa lembar memuat tabel yang sama: {sheets}. Lembar mana yang diimpor?")
        needs.append(Need("sheet", sentence.format(sheets=", ".join(names)), names))
        same = [best]
    return same, [table for table in tables if not any(table is one for one in same)], needs


def _may_join(answers: Answers, needs: Sequence[Need]) -> bool:
    """Whether other tables are looked at: not where a person chose a sheet or a heading, or has a sheet to choose."""
    return not (answers.sheet or answers.rows or any(need.what == "sheet" for need in needs))


def _build(
    tables: Sequence[Table], others: Sequence[Table], years: Mapping[int, int], units: Units, level: str
) -> tuple[Tree, list[Table]]:
    """The tree of the tables, and of the others those that go on with them."""

    def build(table: Table, tree: Tree) -> None:
        Builder(table.layout, years, units.scales(table), tree, level).read(table)
        take_repeated_once(tree)

    tree = Tree()
    pages = Pages(tables)
    left_off: Mapping[str, Node] = {}
    for table in tables:
        left_off = Builder(table.layout, years, units.scales(table), tree, level).read(table, pages, left_off)
    take_repeated_once(tree)
    tell_ownerless(tree)
    return tree, join(tree, tables, others, build)


def _nothing_read(tree: Tree, table: Table) -> Iterator[Notice]:
    """That a table was found and none of its rows read, as where they were taken for its heading."""
    if tree.roots or tree.ownerless or tree.untold:
        return
    sentence = _(
        "Tidak ada baris yang terbaca di bawah kepala tabel di lembar “{sheet}” baris {row}. Periksa baris kepalanya, "
        "lalu pilih baris yang benar."
    )
    place = Place(table.name, table.header.top, 0)
    yield Notice("nothing-read", sentence.format(sheet=table.name, row=table.header.top + 1), place, doubt=True)


def _levels_needed(tree: Tree) -> list[Need]:
    """The question about rows that do not tell their level."""
    if not tree.untold:
        return []
    place, header, levels = tree.untold[0]
    sentence = _(
        "Kolom {column} (“{header}”) memuat beberapa tingkat, tetapi barisnya tidak menunjukkan tingkatnya. Bila semua "
        "baris setingkat, pilih tingkatnya. Bila tidak, beri nomor 1, 1.1, 1.1.1 di berkasnya, atau awali uraiannya "
        "dengan tingkatnya, misalnya “Sasaran: …”, lalu impor lagi."
    )
    named = tuple(sorted(levels, key=LEVELS.index)) or ("mission", "goal", "objective", "programme")
    told = sentence.format(column=column_name(place.column), header=header[:60])
    return [Need("levels", told, named)]


def _all_years(tables: Sequence[Table], years: Mapping[int, int]) -> list[int]:
    """The target years of all tables, in order."""
    named = {year for table in tables for year in table.layout.years}
    return sorted(named | {years[n] for table in tables for n in table.layout.ordinals if n in years})


# -- what stands around the table


_OF_OFFICES = frozenset(("activity", "sub_activity"))  # levels that a Renstra alone has


class _Context(Surroundings):
    """What tells the kind of the document."""

    def kind(self, levels: Set[str] = frozenset()) -> str:
        """rpjmd, rpd, perubahan_rpjmd or renstra; ``levels`` are those of the tree."""
        for kind, listed in self._words.raw["documents"].items():
            phrases = [f" {words(phrase)} " for phrase in listed]
            if any(phrase in f" {words(text)} " for text in self.named for phrase in phrases):
                return str(kind)
        columns = [column for table in self._tables for column in table.layout.columns]
        meanings = levels | {name for c in columns for name in (c.levels if c.meaning == LADDER else (c.meaning,))}
        return "renstra" if meanings & _OF_OFFICES else "rpjmd"


def _years(
    layout: Layout, told: _Context, answers: Answers, first_year: int | None
) -> tuple[dict[int, int], list[Notice]]:
    """The year of each "Tahun n", and where it was taken from."""
    ordinals = layout.ordinals
    if not ordinals:
        return {}, []
    notices: list[Notice] = []
    start = answers.first_year
    if start is None and told.period:
        start = told.period[0]
        sentence = _("Tahun 1 dianggap {year}, dari periode {start}–{end} yang tertulis pada berkas.")
        notices.append(Notice("years", sentence.format(year=start, start=start, end=told.period[1]), doubt=True))
    if start is None and first_year is not None:
        start = first_year
        sentence = _("Berkas tidak menyebut tahunnya; Tahun 1 dianggap {year}, dari periode di rencana ini.")
        notices.append(Notice("years", sentence.format(year=start), doubt=True))
    return ({} if start is None else {n: start + n - 1 for n in range(1, 21)}), notices


def _years_of_rows(tree: Tree) -> list[int]:
    """The years of a table that has a row for each."""
    nodes = tree.nodes()
    found = {year for node in nodes for one in node.indicators for year in one.targets}
    return sorted(found | {year for node in nodes for year in node.money if isinstance(year, int)})


def _years_needed() -> Need:
    return Need("years", _("Tabel ini hanya menyebut Tahun 1, Tahun 2, dan seterusnya. Tahun berapakah Tahun 1?"))


_REMARKS = {
    "target-without-year": m("Kolom {column} (“{header}”) berisi target tanpa tahun; dicatat sebagai kondisi akhir."),
    "money-without-year": m("Kolom {column} (“{header}”) berisi uang tanpa tahun; tidak menjadi pagu tahun mana pun."),
    "second-of-a-year": m("Kolom {column} (“{header}”) mengulang tahun yang sudah ada dan tidak dibaca."),
    "year-of-title": m("Kolom {column} (“{header}”) tidak menyebut tahun; tahunnya diambil dari judul di atas tabel."),
    "year-of-target": m(
        "Kolom {column} (“{header}”) tidak menyebut tahun; tahunnya diambil dari target di sebelahnya."
    ),
    "other-document": m(
        "Kolom {column} (“{header}”) dianggap milik dokumen yang lebih tinggi daripada tabel ini dan tidak dibaca."
    ),
    "other-half": m(
        "Mulai kolom {column} (“{header}”) tabel ini menyebut semuanya sekali lagi; bagian itu tidak dibaca. Periksa "
        "bagian mana yang berlaku."
    ),
    "part-of-a-year": m("Kolom {column} (“{header}”) berisi angka sebagian tahun dan tidak dibaca."),
    "total-column": m("Kolom {column} (“{header}”) berisi jumlah beberapa tahun dan tidak dibaca."),
    "misspelt": m("Judul kolom {column} (“{header}”) tampaknya salah ketik; periksa apakah artinya tepat."),
    "superseded": m("Kolom {column} (“{header}”) berisi isi sebelum perubahan dan tidak dibaca."),
    "change": m("Kolom {column} (“{header}”) berisi selisih sebelum dan sesudah perubahan dan tidak dibaca."),
    "realised": m("Kolom {column} (“{header}”) berisi capaian tahun yang bertarget dan tidak dibaca."),
    "part-of-sum": m("Kolom {column} (“{header}”) adalah bagian dari jumlah tahun itu; yang dibaca kolom jumlahnya."),
    "source-of-sum": m("Kolom {column} (“{header}”) dijumlahkan dengan sumber dana lain di tahun yang sama."),
    "wider-area": m("Kolom {column} (“{header}”) berisi angka nasional atau provinsi dan tidak dibaca."),
    "guessed-indicator": m("Kolom {column} (“{header}”) dianggap indikator menurut isinya; periksa artinya."),
    "guessed-unit": m("Kolom {column} (“{header}”) dianggap satuan menurut isinya; periksa artinya."),
    "unknown-figures": m("Kolom {column} (“{header}”) berisi angka, tetapi judulnya tidak dikenali; tidak dibaca."),
    "earlier-condition": m("Kolom {column} (“{header}”) berisi kondisi tahun yang lebih awal dan tidak dibaca."),
}


_DOUBTFUL = frozenset((
    "guessed-indicator", "guessed-unit", "unknown-figures", "second-of-a-year", "year-of-title", "other-document",
    "other-half", "misspelt",
))  # fmt: skip


def _column_notices(tables: Sequence[Table]) -> Iterator[Notice]:
    for table in tables:
        yield from _notices_of_columns(table)


def _notices_of_columns(table: Table) -> Iterator[Notice]:
    for word, index in table.layout.remarks:
        column = table.layout.columns[index]
        place = Place(table.name, table.header.bottom, index)
        told = _(_REMARKS[word]).format(column=column.name, header=column.header)
        yield Notice(word, told, place, doubt=word in _DOUBTFUL)
    unread = [c for c in table.layout.columns if c.meaning in {"", "ignored", "location", "note"} and c.header]
    if unread:
        listed = ", ".join(f"{c.name} ({c.header[:40]})" for c in unread[:12])
        yield Notice("columns-left", _("Kolom yang tidak dibaca: {columns}.").format(columns=listed))


def _once(notices: Iterable[Notice]) -> list[Notice]:
    return list(dict.fromkeys(notices))
