"""From a book of Bimtek worksheets to a proposal: each sheet is known by its columns; what has no home is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reported.answers import ReportAnswers
from gmsc_desktop.exchange.reported.columns import is_progress, is_quick_wins
from gmsc_desktop.exchange.reported.columns import vocabulary as of_reports
from gmsc_desktop.exchange.reported.proposal import Reading, ReportProposal, column_notices
from gmsc_desktop.exchange.review import Branch, Notice, corrected
from gmsc_desktop.exchange.sheets import Book, Place, Sheet, fold
from gmsc_desktop.exchange.tabular.dimensions import dimension_in, dimension_within, subdimension_in
from gmsc_desktop.exchange.tabular.finding import file_notices, left_sheets, tables_of
from gmsc_desktop.exchange.tabular.headers import Header, find_headers, header_at
from gmsc_desktop.exchange.tabular.layout import Column, Layout, Table, Values, fingerprint
from gmsc_desktop.exchange.tabular.rows import held_by_merges, hidden_notices, is_noise, prose_in, without_number
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary, is_total, load, words
from gmsc_desktop.models.intake.worksheets import GapLine, MappingLine, ObjectiveLine, Worksheets, prepare
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

WORKSHEETS = (
    "objective", "dimension", "subdimension", "basis", "tick", "unrelated", "reason", "condition", "trend", "gap",
    "strategy", "mission", "goal", "indicator", "code", "number", "note", "ignored",
)  # fmt: skip
_TITLES = {
    "mapping": m("Pemetaan RPJMD"), "objectives": m("Sasaran smart city"), "gaps": m("Analisis kesenjangan"),
    "vision": m("Visi dan misi smart city"), "swot": m("Analisis SWOT"), "tows": m("Analisis TOWS"),
    "readiness": m("Analisis kesiapan"), "future": m("Analisis masa depan"), "indicator_gap": m("Gap indikator"),
    "risk": m("Manajemen risiko"), "quickwins": m("Quick win"), "progress": m("Realisasi"),
}  # fmt: skip
_CARRIED = frozenset(("dimension", "subdimension", "objective", "goal", "mission"))


def vocabulary() -> Vocabulary:
    """The words of ``resources/import/worksheets.json``."""
    return load("worksheets")


def kind_of(names: Set[str]) -> str:
    """Which worksheet has columns of these meanings: mapping, objectives, gaps, or one that no plan has a place for."""
    if {"objective", "tick"} <= names:
        return "mapping"
    if {"strength", "weakness"} <= names or {"opportunity", "threat"} <= names:  # two of the four fields at least
        return "swot"
    homeless: Mapping[str, Sequence[str]] = vocabulary().raw["homeless"]
    for kind, wanted in homeless.items():
        if set(wanted) <= names:
            return kind
    if "gap" in names and names & {"condition", "trend"}:
        return "gaps"
    if "objective" in names and (names & {"subdimension", "basis"} or "dimension" in names):
        return "objectives"
    return ""


def is_worksheet(names: Set[str], _years: Set[int]) -> bool:
    """Whether a heading is that of one of the worksheets."""
    return bool(kind_of(names))


def read_worksheet(header: Header, words_: Vocabulary, _values: Values) -> Layout:
    """The meaning of every column; the code of a dimension that is ticked is its level."""
    columns = []
    for index, path in enumerate(header.paths):
        names = [told.name for text in reversed(path) if (told := words_.meaning(text)) and told.name != "group"]
        meaning = names[0] if names else ""
        levels: tuple[str, ...] = ()
        if meaning == "tick":
            code = next((found for text in reversed(path) if (found := dimension_in(text))), "")
            meaning, levels = ("tick", (code,)) if code else ("ignored", ())
        columns.append(Column(index, " / ".join(path), meaning, levels))
    return Layout(tuple(columns))


def propose(book: Book, answers: ReportAnswers, snapshot: Snapshot, today: date) -> ReportProposal:
    """Read every worksheet of a book. Raises ``UserFacingError`` where there is none."""
    del today
    book = corrected(book, answers.cells)
    made = _Reader(book, answers, snapshot)
    if not made.read and not made.others:
        raise UserFacingError(
            _("Tidak ditemukan kertas kerja Bimtek di berkas “{name}”.").format(name=book.name),
            _(
                "Yang dapat diambil: Pemetaan RPJMD, Sasaran smart city, Analisis kesenjangan, serta Visi dan misi "
                "smart city. Untuk RPJMD, inisiatif, realisasi, dan quick win pilih jenis impornya."
            ),
        )
    prepared = prepare(snapshot, made.sheets())
    notices = [
        *file_notices(book, ()),
        *left_sheets(made.unknown),
        *made.reading.notices,
        *made.reading.told(prepared.told),
    ]
    return ReportProposal(
        _("Kertas kerja Bimtek"), tuple(made.read), tuple(made.others), "rupiah", tuple(made.branches),
        tuple(made.counts()), tuple(dict.fromkeys(notices)), (), (), prepared.wanted,
        fingerprint(made.read[0].header) if made.read else "",
    )  # fmt: skip


class _Reader:
    def __init__(self, book: Book, answers: ReportAnswers, snapshot: Snapshot) -> None:
        self._pack = for_plan(snapshot.plan.reference_version)
        self.reading = Reading()
        self.read: list[Table] = []
        self.others: list[Table] = []
        self.branches: list[Branch] = []
        self.vision, self.missions = "", list[str]()
        self.unknown: list[Sheet] = []
        self._mapping: list[MappingLine] = []
        self._objectives: list[ObjectiveLine] = []
        self._gaps: list[GapLine] = []
        for sheet in book.sheets:
            if answers.sheet and fold(sheet.name).casefold() != fold(answers.sheet).casefold():
                continue
            tables = list(tables_of(sheet, vocabulary(), is_worksheet, read_worksheet, answers))
            for table in tables:
                self._table(replace(table, layout=_answered(table.layout, answers)))
            if not tables:
                self._loose(sheet)

    def sheets(self) -> Worksheets:
        """What was read, for the plan."""
        return Worksheets(self._mapping, self._objectives, self._gaps, self.vision, self.missions)

    def counts(self) -> Iterator[tuple[str, int]]:
        """How many rows of each worksheet were read."""
        for kind, rows in (("mapping", self._mapping), ("objectives", self._objectives), ("gaps", self._gaps)):
            if rows:
                yield _(_TITLES[kind]), len(rows)
        if self.vision or self.missions:
            yield _(_TITLES["vision"]), bool(self.vision) + len(self.missions)

    def _table(self, table: Table) -> None:
        kind = kind_of({column.meaning for column in table.layout.columns})
        if kind not in {"mapping", "objectives", "gaps"}:
            self._homeless(table, kind)
            return
        self.read.append(table)
        self.reading.notices += [*column_notices([table]), *hidden_notices(table.header, table.layout, table.last)]
        below = tuple(branch for row in self._rows(table) if (branch := self._row(kind, table, *row)))
        place = Place(table.name, table.header.top, 0)
        self.branches.append(Branch("worksheet", _(_TITLES[kind]), table.name, place, (), below))

    def _homeless(self, table: Table, kind: str) -> None:
        name, place = table.name, Place(table.name, table.header.top, 0)
        self.others.append(table)
        label = _(_TITLES[kind]) if kind else name
        if kind in {"quickwins", "progress"}:
            sentence = _("Lembar “{sheet}” berisi {label}, yang tidak diambil di sini. Impor lagi dengan jenis itu.")
        else:
            sentence = _(
                "Lembar “{sheet}” dikenali sebagai {label}. Rencana belum mempunyai tempat untuk isinya, sehingga "
                "tidak diambil. Simpan berkas ini sebagai dokumen asli."
            )
        told = sentence.format(sheet=name, label=label)
        self.reading.notices.append(Notice("homeless", told, place, doubt=True))
        self.branches.append(Branch("worksheet", label, name, place, taken=False))

    # -- rows

    def _rows(self, table: Table) -> Iterator[tuple[int, dict[str, str], str]]:
        """Each row with its texts by meaning and the dimension above it; what is merged down stands in each row."""
        sheet, header = table.header.sheet, table.header
        merged = held_by_merges(sheet, header.first, table.last)
        dimension = dimension_within(table.name)
        above: dict[str, str] = {}
        for number in [row for row in sheet.rows if header.first <= row <= table.last]:
            cells = {column: cell for column, cell in sheet.row(number).items() if fold(cell.text)}
            texts = [fold(cell.text) for cell in cells.values()]
            if not cells or is_noise(header, number) or any(is_total(text) for text in texts[:2]):
                continue
            heading = next((code for text in texts if (code := dimension_in(text))), "")
            if heading and len(cells) <= 2 and not any(len(text) > 60 for text in texts):
                first = table.layout.first("dimension")
                if first is None or first.index not in cells or len(cells) == 1:
                    dimension, above = heading, {}
                    continue
            found: dict[str, str] = {}
            for column in table.layout.columns:
                origin = merged.get((number, column.index), (number, column.index))
                cell = sheet.cell(*origin)
                place = Place(table.name, number, column.index)
                text = prose_in(cell, place, self.reading.notices.append)
                if text and column.meaning:
                    key = f"tick {column.levels[0]}" if column.meaning == "tick" else column.meaning
                    found[key] = "\n".join(part for part in (found.get(key, ""), text) if part)
            for meaning in _CARRIED:
                if meaning in found:
                    above[meaning] = found[meaning]
                elif meaning in above and (meaning != "objective" or any(key.startswith("tick") for key in found)):
                    found[meaning] = above[meaning]
            yield number, found, dimension

    def _row(self, kind: str, table: Table, number: int, found: dict[str, str], above: str) -> Branch | None:
        row = f"{table.name}!{number}"
        place = Place(table.name, number, min(table.header.sheet.row(number), default=0))
        self.reading.places[row] = place
        told = found.get("dimension", "")
        dimension = dimension_in(told) or dimension_within(told) or above
        if kind == "mapping":
            return self._mapped(row, place, found)
        if not dimension:
            if any(found.get(key) for key in ("objective", "condition", "gap")):
                sentence = _("Dimensi baris ini tidak dikenali, sehingga barisnya tidak diambil. Periksa sel {cell}.")
                notice = Notice("dimension", sentence.format(cell=place.cell), place, doubt=True)
                self.reading.notices.append(notice)
            return None
        return (self._objective if kind == "objectives" else self._gap)(row, place, found, dimension)

    def _mapped(self, row: str, place: Place, found: dict[str, str]) -> Branch | None:
        text = fold(found.get("objective", ""))
        ticks = {key[5:]: _strength(told) for key, told in found.items() if key.startswith("tick ") and _ticked(told)}
        unrelated = _ticked(found.get("unrelated", ""))
        if not text or not (ticks or unrelated):
            return None
        reason = found.get("reason", "") or found.get("note", "")
        self._mapping.append(MappingLine(row, text, ticks, unrelated, reason))
        labels = [self._pack.label("dimension", code) for code in ticks] or [_("Tidak terkait")]
        return Branch("mapping", _("Sasaran"), text, place, ((_("Dimensi"), ", ".join(labels)),))

    def _objective(self, row: str, place: Place, found: dict[str, str], dimension: str) -> Branch | None:
        text = fold(found.get("objective", ""))
        if not text:
            return None
        told = fold(found.get("subdimension", ""))
        code = subdimension_in(told, self._pack, dimension)
        if told and not code:
            sentence = _("Sub-dimensi “{text}” di baris {row} tidak dikenali dan dikosongkan. Pilih sendiri nanti.")
            number = place.row + 1
            self.reading.notices.append(
                Notice("subdimension", sentence.format(text=told[:60], row=number), place, doubt=True)
            )
        self._objectives.append(ObjectiveLine(row, text, dimension, code, found.get("basis", "")))
        details = [(_("Dimensi"), self._pack.label("dimension", dimension))]
        if code:
            details.append((_("Sub-dimensi"), self._pack.label("subdimension", code)))
        if found.get("basis"):
            details.append((_("Dasar"), found["basis"]))
        return Branch("smart_objective", _("Sasaran smart city"), text, place, tuple(details))

    def _gap(self, row: str, place: Place, found: dict[str, str], dimension: str) -> Branch | None:
        texts = {name: found.get(name, "") for name in ("condition", "trend", "gap", "strategy")}
        if not any(texts.values()):
            return None
        self._gaps.append(GapLine(row, dimension, **texts))
        labels = (_("Kondisi"), _("Tren"), _("Kesenjangan"), _("Strategi"))
        details = tuple((label, text) for label, text in zip(labels, texts.values(), strict=True) if text)
        return Branch("dimension_plan", self._pack.label("dimension", dimension), "", place, details)

    # -- visi and misi, and sheets of other kinds

    def _loose(self, sheet: Sheet) -> None:
        """A sheet without such a table: visi and misi beside or below their labels, or a table of another import."""
        own = self._labelled(sheet)
        if own:
            header = header_at(sheet, own[0].row, own[0].row, vocabulary())
            self.read.append(Table(header, Layout(()), sheet.height - 1))
            below = [Branch("vision", _("Visi smart city"), self.vision, own[0])] if self.vision else []
            below += [Branch("smart_mission", _("Misi smart city"), text, own[-1]) for text in self.missions]
            self.branches.append(Branch("worksheet", _(_TITLES["vision"]), sheet.name, own[0], (), tuple(below)))
            return
        if self._is_told_apart(sheet):
            return
        self.unknown.append(sheet)

    def _is_told_apart(self, sheet: Sheet) -> bool:
        """Whether a sheet holds a table that another import takes, which is told."""
        for kind, is_table in (("quickwins", is_quick_wins), ("progress", is_progress)):
            if headers := find_headers(sheet, of_reports(), is_table):
                self._homeless(Table(headers[0], Layout(()), sheet.height - 1), kind)
                return True
        return False

    def _labelled(self, sheet: Sheet) -> list[Place]:
        places: list[Place] = []
        section = ""
        for number, row in sheet.rows.items():
            texts = [
                (column, fold(cell.text).strip(" :")) for column, cell in row.items() if fold(cell.text).strip(" :")
            ]
            if not texts:
                continue
            label = vocabulary().meaning(texts[0][1]) if len(texts[0][1]) < 40 else None
            if label is not None and label.name in {"vision", "smart_mission"} and label.share > 0.6:
                section = label.name
                places.append(Place(sheet.name, number, texts[0][0]))
                texts = texts[1:]
            for _column, text in texts:
                if section and not words(text).isdigit() and len(words(text)) > 2:
                    self._say(section, text)
        return places

    def _say(self, section: str, text: str) -> None:
        if section == "vision":
            self.vision = f"{self.vision}\n{text}".strip()
        else:
            self.missions.append(without_number(text))


def _answered(layout: Layout, answers: ReportAnswers) -> Layout:
    if not answers.columns:
        return layout
    return Layout(tuple(answers.columns.get(column.index, column) for column in layout.columns))


def _ticked(text: str) -> bool:
    plain = fold(text).casefold()
    return plain in vocabulary().words_of("ticks") or bool(_strength(plain))


def _strength(text: str) -> str:
    plain = fold(text).casefold().partition("(")[0].strip()
    listed: Mapping[str, Sequence[str]] = vocabulary().raw["strengths"]
    return next((code for code, phrases in listed.items() if plain in phrases), "")
