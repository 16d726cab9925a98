"""Which tables of a book are read: all of one layout, and further ones of the same kind that speak of other years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reported.answers import ReportAnswers
from gmsc_desktop.exchange.reported.columns import vocabulary, with_answers
from gmsc_desktop.exchange.reported.years import stated_around
from gmsc_desktop.exchange.sheets import Book, fold
from gmsc_desktop.exchange.tabular.answers import Need
from gmsc_desktop.exchange.tabular.finding import ReadLayout, overlap, rows_of, tables_of
from gmsc_desktop.exchange.tabular.headers import IsTable
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.text import _

_NAMES = frozenset(("initiative", "code", "indicator"))


def find(
    book: Book, answers: ReportAnswers, is_table: IsTable, read: ReadLayout, *, progress: bool
) -> tuple[list[Table], list[Table], list[Need]]:
    """The tables that are read, those beside them, and what must be asked. Raises ``UserFacingError`` without any."""
    tables = list(_tables(book, answers, is_table, read, progress=progress))
    if not tables:
        raise _no_table(book, progress=progress)
    wanted = [one for one in tables if not answers.sheet or fold(one.name).casefold() == fold(answers.sheet).casefold()]
    if not wanted:
        names = ", ".join(dict.fromkeys(one.name for one in tables))
        raise UserFacingError(
            _("Lembar “{sheet}” tidak berisi tabel yang dicari.").format(sheet=answers.sheet),
            _("Pilih salah satu lembar ini: {sheets}.").format(sheets=names),
        )
    best = max(wanted, key=_score)
    same = [one for one in wanted if _alike(one, best) and one.header.sheet.hidden == best.header.sheet.hidden]
    needs: list[Need] = []
    if not answers.sheet and (twice := _twice(same, book.name)):
        names_ = tuple(dict.fromkeys(one.name for one in twice))
        if len(names_) > 1:
            sentence = _("Beberapa lembar memuat tabel yang sama: {sheets}. Lembar mana yang diimpor?")
            needs.append(Need("sheet", sentence.format(sheets=", ".join(names_)), names_))
            same = [best]
    return same, [one for one in tables if not any(one is other for other in same)], needs


def _tables(
    book: Book, answers: ReportAnswers, is_table: IsTable, read: ReadLayout, *, progress: bool
) -> Iterator[Table]:
    for sheet in book.sheets:
        for table in tables_of(sheet, vocabulary(), is_table, read, answers):
            told = with_answers(table.layout, answers.columns, progress=progress) if answers.columns else table.layout
            yield replace(table, layout=told)


def _no_table(book: Book, *, progress: bool) -> UserFacingError:
    if not any(sheet.rows for sheet in book.sheets):
        return UserFacingError(
            _("Berkas “{name}” tidak berisi apa-apa.").format(name=book.name), _("Pilih berkas lain.")
        )
    if progress:
        return UserFacingError(
            _("Tidak ditemukan tabel realisasi di berkas “{name}”.").format(name=book.name),
            _(
                "Tabelnya perlu kepala kolom seperti Program, Target, Realisasi, dan Realisasi Anggaran. Periksa "
                "berkasnya, atau cocokkan kolomnya sendiri."
            ),
        )
    return UserFacingError(
        _("Tidak ditemukan tabel quick win di berkas “{name}”.").format(name=book.name),
        _(
            "Tabelnya perlu kepala kolom seperti Program, Masalah, Penerima Manfaat, dan Tahapan. Periksa berkasnya, "
            "atau cocokkan kolomnya sendiri."
        ),
    )


def _score(table: Table) -> tuple[float, ...]:
    known = {column.meaning for column in table.layout.columns} - {"", "ignored"}
    return (not table.header.sheet.hidden, len(known) * min(rows_of(table), 200))


def _alike(one: Table, other: Table) -> bool:
    """Whether two tables have the same columns, whatever their years are."""

    def meanings(table: Table) -> list[tuple[object, ...]]:
        return [(c.index, c.meaning) for c in table.layout.columns if c.meaning not in {"", "ignored", "number"}]

    ours, theirs = meanings(one), meanings(other)
    return ours == theirs or {m for _i, m in ours} == {m for _i, m in theirs}


def _twice(tables: Sequence[Table], file: str) -> list[Table]:
    """Tables that say of the same initiatives what they did in the same year."""
    groups: dict[object, list[Table]] = {}
    for table in tables:
        stated = stated_around(table, file)
        years = frozenset((c.year, c.levels, c.ordinal) for c in table.layout.columns if c.year)
        told = years or (stated.year, stated.period, stated.as_of)
        own_years = table.layout.first("year") is not None
        groups.setdefault("own" if own_years else told, []).append(table)
    found = [group for key, group in groups.items() if key != "own" and len(group) > 1 and overlap(group, _NAMES)]
    return found[0] if found else []
