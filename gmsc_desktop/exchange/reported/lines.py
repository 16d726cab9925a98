"""The rows of one table of realisation as lines: one for each year and period of which a row tells something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from gmsc_desktop.exchange.initiatives.extras import is_telling
from gmsc_desktop.exchange.reported.answers import STATUS, ReportAnswers
from gmsc_desktop.exchange.reported.columns import FIGURES, MONEY, WORDS, reason_in, status_in, vocabulary
from gmsc_desktop.exchange.reported.proposal import Reading
from gmsc_desktop.exchange.reported.rows import Row, Rows
from gmsc_desktop.exchange.reported.years import Stated
from gmsc_desktop.exchange.review import Notice, Sum
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, fold
from gmsc_desktop.exchange.tabular.agencies import agencies_in
from gmsc_desktop.exchange.tabular.figures import figure_in
from gmsc_desktop.exchange.tabular.layout import Column
from gmsc_desktop.exchange.tabular.periods import Period, day_in, period_in
from gmsc_desktop.exchange.tabular.rows import percent_in, rupiah_in
from gmsc_desktop.exchange.tabular.vocabulary import year_in, years_in
from gmsc_desktop.models.intake.indicators import IndicatorLine
from gmsc_desktop.models.intake.realisation import Line, joined
from gmsc_desktop.text import _, in_source_language
from gmsc_desktop.values import try_number

Slot = tuple[int | None, str, int | None]  # year, period, its number, as the heading of a column says them
_TEXTS = ("narrative", "obstacle", "solution", "next_step")


class LineReader:
    """Reads the rows of one table."""

    def __init__(self, reading: Reading, rows: Rows, stated: Stated, answers: ReportAnswers, scale: Decimal) -> None:
        self._reading = reading
        self._rows = rows
        self._table = rows.table
        self._stated = stated
        self._answers = answers
        self._scale = scale
        self._layout = rows.table.layout
        self._tell = rows.notices.append
        self._slots = self._of_columns()
        self._dated = any(slot[0] for slot in self._slots)
        self._own_indicators = self._layout.first("indicator") is not None
        self._fractions = {column.index for column in self._layout.of("physical") if self._holds_fractions(column)}
        self._spent: dict[int, list[int]] = {}  # by column, for the printed totals
        self._since: dict[int, int] = {}
        self._placeless: set[str] = set()  # headings of columns without a place, told
        self._tell_columns()

    def _of_columns(self) -> dict[Slot, list[Column]]:
        slots: dict[Slot, list[Column]] = {}
        for column in self._layout.columns:
            if column.meaning in FIGURES or column.meaning in WORDS:
                period = column.levels[0] if column.levels and column.meaning != "status_tick" else ""
                slots.setdefault((column.year, period, column.ordinal if period else None), []).append(column)
        return dict(sorted(slots.items(), key=lambda item: (item[0][0] or 0, item[0][2] or 99)))

    def _tell_columns(self) -> None:
        """Figures without a year beside others that have one are of no year; fractions are read as percentages."""
        for column in self._slots.get((None, "", None), []) if self._dated else []:
            if column.meaning in FIGURES:
                sentence = _(
                    "Kolom {column} (“{header}”) tidak menyebut tahun dan tidak dibaca. Cocokkan kolomnya bila perlu."
                )
                place = Place(self._table.name, self._table.header.bottom, column.index)
                self._tell(
                    Notice("without-year", sentence.format(column=column.name, header=column.header), place, doubt=True)
                )
        for index in sorted(self._fractions):
            column = self._layout.columns[index]
            place = Place(self._table.name, self._table.header.bottom, index)
            sentence = _(
                "Kolom {column} (“{header}”) berisi angka 0 sampai 1; dibaca sebagai pecahan, jadi 0,5 berarti 50 %. "
                "Periksa."
            )
            self._tell(
                Notice("fractions", sentence.format(column=column.name, header=column.header), place, doubt=True)
            )

    def _holds_fractions(self, column: Column) -> bool:
        header, sheet = self._table.header, self._table.header.sheet
        cells = [sheet.cell(row, column.index) for row in sheet.rows if header.first <= row <= self._table.last]
        known = [number for cell in cells if (number := _bare_number(cell)) is not None]
        return bool(known) and max(known) <= 1 and any(0 < number < 1 for number in known)

    # -- one row

    def lines(self, row: Row, initiative: str) -> list[Line]:
        """The lines of a row."""
        made: list[Line] = []
        for slot, columns in self._slots.items():
            if self._dated and slot[0] is None:
                continue
            if found := self._line(row, initiative, slot, columns):
                made.append(found)
        common = self._slots.get((None, "", None), []) if self._dated else []
        told = self._words(row, [column for column in common if column.meaning in WORDS])
        if told and not made and any(told.values()):
            self._tell(Notice("words-left", self._words_left(row), row.place(), doubt=True))
        elif told and made:
            made[-1] = _with_words(made[-1], told)
        if made and (more := self._without_place(row)):
            made[-1] = _with_words(made[-1], {"remark": more})
        return made

    def _without_place(self, row: Row) -> str:
        """What columns without a place say in words, with their headings, for the text of the entry.

        Our own workbook, which has a column of ids, says nothing there that the plan has not.
        """
        told: list[str] = []
        others = self._layout.of("", "ignored")
        if any(fold(column.header).casefold() == "id" for column in others):
            return ""
        for column in others:
            cell = row.cells.get(column.index)
            if cell is not None and is_telling(column, cell):
                heading = fold(column.header.rpartition(" / ")[2])
                told.append(f"{heading}: {fold(cell.text)}")
                if heading not in self._placeless:
                    self._placeless.add(heading)
                    sentence = _("Kolom {column} (“{header}”) tidak mempunyai tempat sendiri; isinya masuk ke uraian.")
                    words = {"column": column.name, "header": heading[:60]}
                    self._tell(Notice("no-place", sentence.format(**words), row.place(column)))
        return "\n".join(told)

    def _words_left(self, row: Row) -> str:
        sentence = _("Keterangan “{title}” tidak diambil karena barisnya tidak berisi angka tahun mana pun.")
        return sentence.format(title=row.title[:60])

    def _line(self, row: Row, initiative: str, slot: Slot, columns: list[Column]) -> Line | None:
        year = slot[0] or self._year(row)
        figures = {column.meaning: column for column in columns if column.meaning in FIGURES}
        sums = {
            name: amount
            for name in MONEY
            if name in figures and (amount := self._money(row, figures[name])) is not None
        }
        physical = self._percent(row, figures.get("physical"))
        target, value = (self._figure(row, figures.get(name)) for name in ("target", "value"))
        words = self._words(row, [column for column in columns if column.meaning in WORDS])
        if not (sums or physical is not None or target or value or any(words.values())):
            return None
        if year is None:
            self._reading.yearless.append(self._table.name)
            return None
        period = Period(slot[1], slot[2]) if slot[2] else self._period(row)
        unit = self._rows.text(row, "unit")
        indicators, target_text = self._indicators(row, unit, target, value)
        line = Line(
            f"{row.key} {year} {slot[1]}{slot[2] or ''}", initiative, row.title or row.code, year,
            period.kind if period else "", period.number if period else None, self._as_of(row),
            target_text=target_text, sums=sums, physical=physical, indicators=indicators, agency=self._agency(row),
        )  # fmt: skip
        telling = next((figures[name] for name in ("physical", "spending", "value") if name in figures), columns[0])
        self._reading.places[line.id] = row.place(telling)
        return _with_words(line, words)

    def _year(self, row: Row) -> int | None:
        column = self._layout.first("year")
        if column is not None and column.index in row.cells:
            text = fold(row.cells[column.index].text)
            found = year_in(text)
            if found is not None or not years_in(text):
                return found or self._around(row)
            sentence = _("“{text}” di sel {cell} bukan satu tahun, sehingga barisnya tidak diambil. Tulis satu tahun.")
            place = row.place(column)
            self._tell(Notice("year", sentence.format(text=text[:40], cell=place.cell), place, doubt=True))
            return None
        return self._around(row)

    def _around(self, row: Row) -> int | None:
        return (row.stated.year if row.stated else None) or self._stated.year or self._answers.year

    def _period(self, row: Row) -> Period | None:
        for column in self._layout.of("period"):
            text = fold(row.cells[column.index].text) if column.index in row.cells else ""
            if text:
                heading = column.header.rpartition("/")[2]
                return period_in(text) or period_in(f"{heading} {text}")
        return (row.stated.period if row.stated else None) or self._stated.period

    def _as_of(self, row: Row) -> str:
        for column in self._layout.of("as_of"):
            cell = row.cells.get(column.index)
            if cell is not None and cell.kind is Kind.DATE:
                return cell.text[:10]
            if cell is not None and (day := day_in(cell.text)):
                return day.isoformat()
        return self._stated.as_of if not row.stated else ""

    def _agency(self, row: Row) -> str:
        return next(iter(agencies_in(self._rows.text(row, "agency"))), "")

    # -- figures

    def _money(self, row: Row, column: Column) -> int | None:
        amount = rupiah_in(row.cells.get(column.index), row.place(column), self._scale, self._tell)
        if amount is not None:
            self._reading.amounts.append(amount)
            self._spent.setdefault(column.index, []).append(amount)
        return amount

    def _percent(self, row: Row, column: Column | None) -> float | None:
        if column is None:
            return None
        cell = row.cells.get(column.index)
        found = percent_in(cell, row.place(column), self._tell)
        scaled = found is not None and column.index in self._fractions and _bare_number(cell) is not None
        return round(found * 100, 6) if found is not None and scaled else found

    def _figure(self, row: Row, column: Column | None) -> str:
        """A figure as it is written; of a cell with several lines all of them."""
        cell = row.cells.get(column.index) if column else None
        if column is None or cell is None:
            return ""
        if cell.kind is Kind.TEXT and "\n" in cell.text.strip():
            return self._rows.prose(row, column)
        found = figure_in(cell, row.place(column), self._tell)
        return "" if found is None or not found.text.strip("-–— ") else found.text

    def _indicators(self, row: Row, unit: str, target: str, value: str) -> tuple[tuple[IndicatorLine, ...], str]:
        """The values by indicator, and the target in words where no indicator is named."""
        text = self._rows.text(row, "indicator") if self._own_indicators else ""
        names, units, targets, values = (one.splitlines() for one in (text, unit, target, value))
        if len(names) > 1 and len(names) == max(len(targets), len(values)):
            return tuple(
                IndicatorLine(name, _at(units, n) or (units[0] if units else ""), _at(targets, n), _at(values, n))
                for n, name in enumerate(names)
            ), ""
        if text:
            return (IndicatorLine(fold(text), fold(unit), fold(target), fold(value)),), ""
        told = (IndicatorLine("", fold(unit), "", fold(value)),) if value else ()
        return told, " ".join(part for part in (fold(target), fold(unit)) if part) if target else ""

    # -- words

    def _words(self, row: Row, columns: list[Column]) -> dict[str, str]:
        """What a row says beside figures, by column of the plan; ``remark`` and ``status`` among them."""
        made: dict[str, str] = {}
        for column in columns:
            text = self._rows.prose(row, column)
            if not text or column.meaning == "as_of":
                continue
            if column.meaning == "status_tick":
                if fold(text).casefold() in vocabulary().words_of("ticks"):
                    made["status"] = column.levels[0]
            elif column.meaning == "status":
                known = status_in(text, vocabulary().raw["statuses"])
                found = self._reading.status(fold(text), known, self._answers.about(STATUS), row.place(column))
                made["status"] = found
                if known and (reason := reason_in(text)):
                    made["status_reason"] = joined([made.get("status_reason", ""), reason])
            else:
                name = {"note": "remark", "activity": "narrative"}.get(column.meaning, column.meaning)
                said = _activity(text) if column.meaning == "activity" else text
                made[name] = joined([made.get(name, ""), said])
        return {name: text for name, text in made.items() if text}

    # -- totals

    def total(self, row: Row) -> Iterator[Sum]:
        """A printed total of each column of money beside what the rows above it come to."""
        for column in self._layout.of(*MONEY):
            cell = row.cells.get(column.index)
            printed = rupiah_in(cell, row.place(column), self._scale, self._tell) if cell else None
            if printed is None:
                continue
            told = self._spent.get(column.index, [])
            since = sum(told[self._since.get(column.index, 0) :])
            computed = since if abs(since - printed) <= 2 else sum(told)
            self._since[column.index] = len(told)
            label = next((fold(one.text) for one in row.cells.values() if one.kind is Kind.TEXT), _("Jumlah"))
            year = column.year or self._around(row)
            yield Sum(
                f"{label[:60]}, {column.header.rpartition(' / ')[2]}", row.place(column), str(year or ""), printed,
                computed, abs(printed - computed) <= 2,
            )  # fmt: skip


def _with_words(line: Line, words: Mapping[str, str]) -> Line:
    texts = {name: joined([line.texts.get(name, ""), words.get(name, "")]) for name in _TEXTS}
    return replace(
        line,
        texts={name: text for name, text in texts.items() if text},
        remark=joined([line.remark, words.get("remark", "")]),
        status=words.get("status", "") or line.status,
        status_reason=words.get("status_reason", "") or line.status_reason,
    )


def _bare_number(cell: Cell | None) -> float | None:
    """The number of a cell without a sign of percent, also one that a text file has as text: "0,85"."""
    if cell is None or cell.kind not in {Kind.NUMBER, Kind.TEXT}:
        return None
    if cell.kind is Kind.NUMBER:
        return cell.number
    plain = fold(cell.text)
    return try_number(plain) if plain[-1:].isdigit() else None


def _at(lines: list[str], number: int) -> str:
    return lines[number].strip() if number < len(lines) else ""


@in_source_language
def _activity(text: str) -> str:
    return _("Kegiatan: {text}").format(text=text)
