"""From a book to a proposal of quick wins: their profiles, steps and initiatives, what is asked, what has no home."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.initiatives.extras import is_telling
from gmsc_desktop.exchange.initiatives.words import is_tick
from gmsc_desktop.exchange.reported.answers import DIMENSION, INITIATIVE, STATUS, ReportAnswers
from gmsc_desktop.exchange.reported.columns import (
    MONEY,
    by_year,
    is_list_of_wins,
    is_quick_wins,
    read_quick_wins,
    reason_in,
    status_in,
    vocabulary,
)
from gmsc_desktop.exchange.reported.finding import find
from gmsc_desktop.exchange.reported.proposal import (
    Reading,
    ReportProposal,
    column_notices,
    dimension_need,
    questions_about,
)
from gmsc_desktop.exchange.reported.rows import Row, Rows, rows_of
from gmsc_desktop.exchange.reported.upright import upright_rows
from gmsc_desktop.exchange.reported.years import Stated, stated_around
from gmsc_desktop.exchange.review import Branch, Notice, Question, corrected
from gmsc_desktop.exchange.sheets import Book, Kind, fold
from gmsc_desktop.exchange.tabular.agencies import agencies_in
from gmsc_desktop.exchange.tabular.answers import Need
from gmsc_desktop.exchange.tabular.figures import SCALES
from gmsc_desktop.exchange.tabular.finding import Surroundings, file_notices
from gmsc_desktop.exchange.tabular.layout import Column, Table, fingerprint
from gmsc_desktop.exchange.tabular.periods import Months, day_in, months_in
from gmsc_desktop.exchange.tabular.rows import rupiah_in, without_number
from gmsc_desktop.exchange.tabular.vocabulary import year_in, years_in
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.intake.known import compared_title
from gmsc_desktop.models.intake.newcomers import Named, Newcomers
from gmsc_desktop.models.intake.realisation import end_of, joined
from gmsc_desktop.models.intake.wins import TEXTS, StepLine, WinLine, prepare
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.text import _, in_source_language
from gmsc_desktop.values import format_date, format_rupiah

_MEANT = {"before": "before_text", "after": "after_text"}
_ITEM = re.compile(r"(?:^|\n|;)\s*(?:[-–•*▪]|[0-9]{1,2}[.)]|[a-z][.)])?\s*")
_INLINE = re.compile(r"(?<=\s)(?=(?:[0-9]{1,2}|[a-z])[.)]\s+\S)")
_IN_BRACKETS = re.compile(
    r"\s*[(\[]([^()\[\]]{3,40})[)\]]\s*[.;]?$|\s*[:–-]\s+([A-Za-z][A-Za-z .–-]{2,30}(?:20[0-9]{2})?)$"
)


def propose(book: Book, answers: ReportAnswers, snapshot: Snapshot, today: date) -> ReportProposal:
    """Read the tables of quick wins of a book. Raises ``UserFacingError`` where there is none."""
    del today  # quick wins have years, and are no report of a day
    book = corrected(book, answers.cells)
    tables, others, needs, rows = _tables(book, answers)
    made = _Wins(book, tables, rows, answers, snapshot)
    needs += made.needs()
    prepared = prepare(snapshot, made.lines)
    notices = [*file_notices(book, others), *column_notices(tables), *made.reading.notices]
    notices += made.reading.told([*made.newcomers.told, *prepared.told])
    years = sorted({line.year for line in made.lines})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    return ReportProposal(
        _("Quick win {years}").format(years=span).strip(), tuple(tables), tuple(others), made.unit,
        tuple(made.branches()), tuple(made.counts()), tuple(dict.fromkeys(notices)), tuple(needs),
        tuple(made.questions()), (*made.newcomers.wanted, *prepared.wanted), fingerprint(tables[0].header),
    )  # fmt: skip


def _tables(book: Book, answers: ReportAnswers) -> tuple[list[Table], list[Table], list[Need], list[Rows]]:
    """The tables with their rows; where there is none, profiles that stand upright."""
    try:
        tables, others, needs = find(book, answers, is_quick_wins, read_quick_wins, progress=False)
    except UserFacingError:
        profiles = upright_rows(book, answers.sheet)
        if profiles:
            return [one.table for one in profiles], [], [], profiles
        tables, others, needs = find(book, answers, is_list_of_wins, read_quick_wins, progress=False)
    return (
        tables,
        others,
        needs,
        [rows_of(replace(table, layout=one)) for table in tables for one in by_year(table.layout)],
    )


@dataclass(frozen=True, slots=True)
class _Read:
    row: Row
    initiative: str
    line: WinLine | None


class _Wins:
    """The quick wins of all tables, and what of them is asked."""

    def __init__(
        self, book: Book, tables: Sequence[Table], read: Sequence[Rows], answers: ReportAnswers, snapshot: Snapshot
    ) -> None:
        self._answers = answers
        self._pack = for_plan(snapshot.plan.reference_version)
        self.reading = Reading()
        self.newcomers = Newcomers(
            snapshot, answers.about(INITIATIVE), add=True, dimension=answers.more.get(DIMENSION, "")
        )
        self._around = Surroundings(book, tables, vocabulary(), MONEY)
        self.unit = answers.unit or "rupiah"
        self._found: list[_Read] = []
        for rows in read:
            table = rows.table
            stated = stated_around(table, book.name)
            if stated.by_file and not any(column.year for column in table.layout.of("initiative", "year")):
                sentence = _("Tahun {year} diambil dari nama berkas, karena tabelnya tidak menyebut tahun. Periksa.")
                self.reading.notices.append(Notice("year-of-file", sentence.format(year=stated.year), doubt=True))
            for row in rows.rows:
                if is_win(row):
                    self._row(rows, row, stated)
            self.reading.notices += rows.notices
        self.lines = [one.line for one in self._found if one.line is not None]

    def _row(self, rows: Rows, row: Row, stated: Stated) -> None:
        first = row.table.layout.first("initiative")
        row = replace(row, key_of=first.index) if first and first.year else row
        self.reading.places.setdefault(row.key, row.place(first))
        several = self._has_several_years(rows, row)
        year = None if several else self._year_of(rows, row, stated)
        agencies = tuple(agencies_in(rows.text(row, "agency")))
        if not row.continued and len(agencies) > 1:
            sentence = _("“{title}” menyebut beberapa OPD; yang pertama dianggap penanggung jawabnya.")
            self._tell(rows, "agencies", sentence.format(title=row.title[:60]), row)
        parent = parent_of(row, rows)
        title, code = (parent, "") if parent else (row.title or row.code, row.code)
        named = Named(row.key, title, code, row.dimension, agencies, self._facts(rows, row, year))
        initiative = self.newcomers.find(named)
        if year is None and not several:
            self.reading.yearless.append(row.table.name)
        line = self._line(rows, row, initiative, year) if initiative and year is not None else None
        self._found.append(_Read(row, initiative, line))

    def _tell(self, rows: Rows, kind: str, sentence: str, row: Row, *, doubt: bool = False) -> None:
        rows.notices.append(Notice(kind, sentence, row.place(), doubt))

    def _year_of(self, rows: Rows, row: Row, stated: Stated) -> int | None:
        own = year_in(fold(rows.text(row, "year")))
        told = own or next((one.year for one in row.table.layout.of("initiative") if one.year), None)
        told = told or (row.stated.year if row.stated else None) or stated.year
        headed = {column.year for column in row.table.layout.of("schedule", "start", "end") if column.year}
        if scheduled := year_in(fold(rows.text(row, "schedule", "start"))):
            headed.add(scheduled)
        return told or (headed.pop() if len(headed) == 1 else None) or self._answers.year

    def _has_several_years(self, rows: Rows, row: Row) -> bool:
        """Whether a row names more than one year: a quick win is of one, and which is not guessed."""
        text = fold(rows.text(row, "year"))
        if year_in(text) is not None or not years_in(text):
            return False
        place = row.place(row.table.layout.first("year"))
        sentence = _("“{text}” di sel {cell} bukan satu tahun, sehingga barisnya tidak diambil. Tulis satu tahun.")
        rows.notices.append(Notice("year", sentence.format(text=text[:40], cell=place.cell), place, doubt=True))
        return True

    def _facts(self, rows: Rows, row: Row, year: int | None) -> dict[str, Json]:
        """What a new initiative gets of its row."""
        return {
            "description": rows.text(row, "description"), "impact": rows.text(row, "benefit_indicator"),
            "year_start": year, "year_end": year,
        }  # fmt: skip

    def _line(self, rows: Rows, row: Row, initiative: str, year: int) -> WinLine:
        texts = {name: rows.text(row, name) for name in (*TEXTS, "before", "after")}
        texts = {_MEANT.get(name, name): text for name, text in texts.items() if text}
        texts["resources"] = joined([texts.get("resources", ""), *self._money(rows, row)])
        self._tell_homeless(rows, row, initiative)
        start, end = self._days(rows, row, year)
        status = fold(rows.text(row, "status"))
        if status:
            known = status_in(status, vocabulary().raw["win_statuses"])
            column = row.table.layout.first("status")
            if known and (reason := reason_in(status)):
                texts["status_reason"] = joined([texts.get("status_reason", ""), reason])
            status = self.reading.status(status, known, self._answers.about(STATUS), row.place(column))
        steps = tuple(steps_in(rows.text(row, "steps"), year)) if not self._is_schedule(rows, row, year) else ()
        if (parent := parent_of(row, rows)) and compared_title(parent) != compared_title(row.title):
            sentence = _(
                "Quick win “{title}” dicatat pada inisiatif “{parent}”, dan namanya menjadi langkah rencana aksinya."
            )
            self._tell(rows, "parent", sentence.format(title=row.title[:60], parent=parent[:60]), row)
            steps = (StepLine(row.title, start[:7], end[:7]), *steps)
        return WinLine(
            row.key, initiative, row.title or row.code, year, status,
            {name: text for name, text in texts.items() if text}, start, end, steps,
        )  # fmt: skip

    def _tell_homeless(self, rows: Rows, row: Row, initiative: str) -> None:
        """What a quick win has no field for, and an initiative of the plan keeps as it has it."""
        left = ["support", "note"] + (["description"] if initiative in self.newcomers.known.titles else [])
        for column in row.table.layout.of(*left, "ignored", ""):
            cell = row.cells.get(column.index)
            if cell is not None and is_telling(column, cell):
                sentence = _(
                    "“{header}” milik “{title}” tidak mempunyai tempat pada quick win: “{text}”. Isi sendiri pada "
                    "inisiatifnya bila perlu."
                )
                words = {"header": fold(column.header)[:40], "title": row.title[:60], "text": fold(cell.text)[:80]}
                self._tell(rows, "left", sentence.format(**words), row)

    def _money(self, rows: Rows, row: Row) -> Iterator[str]:
        """Every amount in words; the heading of each where there are several."""
        columns = row.table.layout.of("budget")
        funding, told = fold(rows.text(row, "funding")), False
        for column in columns:
            cell = row.cells.get(column.index)
            if cell is None:
                continue
            if cell.kind is Kind.TEXT and not any(letter.isdigit() for letter in cell.text):
                yield _of_money(fold(cell.text), "")
                continue
            doubts: list[Notice] = []
            amount = rupiah_in(cell, row.place(column), SCALES[self.unit], doubts.append)
            if doubts and cell.kind is Kind.TEXT:  # "APBDes 50 juta" says enough where money is told in words
                yield _of_money(fold(cell.text), "")
                continue
            rows.notices += doubts
            if amount is not None:
                self.reading.amounts.append(amount)
                heading = column.header.rpartition(" / ")[2] if len(columns) > 1 else ""
                told = not heading
                yield _of_money(format_rupiah(amount), heading or funding)
        if funding and not told:
            yield _of_money("", funding)

    def _days(self, rows: Rows, row: Row, year: int) -> tuple[str, str]:
        """The first and the last day of a schedule, where both are certain; else the schedule is told."""
        bounds = [self._day(row, row.table.layout.first(name), year, last=name == "end") for name in ("start", "end")]
        if any(bounds):
            return bounds[0], bounds[1]
        text = fold(rows.text(row, "schedule"))
        if not text and self._is_schedule(rows, row, year):
            text = fold(rows.text(row, "steps"))
        if not text:
            return "", ""
        months = months_in(text, year)
        if months is None:
            sentence = _("Jadwal “{text}” tidak menyebut bulan mulai dan selesainya, sehingga tanggalnya dikosongkan.")
            column = row.table.layout.first("schedule")
            rows.notices.append(Notice("schedule", sentence.format(text=text[:60]), row.place(column), doubt=True))
            return "", ""
        return first_day(months), last_day(months)

    def _is_schedule(self, rows: Rows, row: Row, year: int) -> bool:
        """Whether the steps are months and nothing else, as under "Tahapan dan Jadwal"."""
        return months_in(rows.text(row, "steps"), year) is not None

    def _day(self, row: Row, column: Column | None, year: int, *, last: bool) -> str:
        cell = row.cells.get(column.index) if column else None
        if cell is None:
            return ""
        if cell.kind is Kind.DATE:
            return cell.text[:10]
        if day := day_in(cell.text):
            return day.isoformat()
        months = months_in(cell.text, year)
        return (last_day(months) if last else first_day(months)) if months else ""

    # -- what is asked and seen

    def needs(self) -> Iterator[Need]:
        """What only a person can say."""
        if not self._answers.unit and self._around.has_money:
            reason = self._around.unit_question(Decimal(amount) for amount in self.reading.amounts)
            if reason:
                yield Need("unit", reason, ("rupiah", "ribu", "juta"))
        yield from self.reading.needs()
        yield from dimension_need(self.newcomers, self._pack)

    def questions(self) -> Iterator[Question]:
        """What a person may say beside it."""
        yield from questions_about(self.newcomers, self.reading.strange, self._pack, "quick_win_status")

    def counts(self) -> Iterator[tuple[str, int]]:
        """How many quick wins, and how many new initiatives with them."""
        yield BY_NAME["quick_win"].singular, len({(line.initiative, line.year) for line in self.lines})
        new = sum(want.table == "initiative" for want in self.newcomers.wanted)
        if new:
            yield _("Inisiatif baru"), new

    def branches(self) -> Iterator[Branch]:
        """Each row with what it tells, in the order of the tables."""
        for one in self._found:
            row, details = one.row, []
            own = self.newcomers.known.titles.get(one.initiative, "")
            if own and own.casefold() != row.title.casefold():
                details.append((_("Di rencana"), own))
            elif not own:
                details.append((_("Inisiatif"), _("baru") if one.initiative else _("tidak diambil")))
            if row.dimension:
                details.append((_("Dimensi"), self._pack.label("dimension", row.dimension)))
            label = BY_NAME["quick_win"].singular
            below = tuple(
                Branch("action_step", BY_NAME["action_step"].singular, step.text, row.place(),
                       tuple(_step_details(step)))
                for step in (one.line.steps if one.line else ())
            )  # fmt: skip
            details += _win_details(one.line) if one.line else []
            yield Branch(
                "quick_win", label, row.title or row.code, self.reading.places[row.key], tuple(details), below,
                one.line is not None,
            )  # fmt: skip


def is_win(row: Row) -> bool:
    """Whether a row of a list of initiatives is ticked as a quick win; of a table without such ticks each is one."""
    column = row.table.layout.first("win_tick")
    return column is None or is_tick(row.cells.get(column.index))


def parent_of(row: Row, rows: Rows) -> str:
    """The initiative that a quick win belongs to, where the table has a column for it and the row names one."""
    return without_number(fold(rows.text(row, "parent")))


def _win_details(line: WinLine) -> list[tuple[str, str]]:
    spec = BY_NAME["quick_win"]
    found = [(spec.field("year").label, str(line.year))]
    found += [(spec.field(name).label, text) for name, text in line.texts.items()]
    for name, day in (("start_on", line.start_on), ("end_on", line.end_on)):
        if day:
            found.append((spec.field(name).label, format_date(date.fromisoformat(day))))
    return found


def _step_details(step: StepLine) -> Iterator[tuple[str, str]]:
    spec = BY_NAME["action_step"]
    if step.start_month:
        yield spec.field("start_month").label, step.start_month
        yield spec.field("end_month").label, step.end_month


def steps_in(text: str, year: int) -> Iterator[StepLine]:
    """The steps of a cell: its lines or numbered pieces, each with its months where it names them."""
    for piece in _ITEM.split(_INLINE.sub("\n", text)):
        step = fold(piece).strip(" ;,")
        if not step:
            continue
        named = _IN_BRACKETS.search(step)
        months = months_in(named[1] or named[2], year) if named else None
        if named and months:
            yield StepLine(step[: named.start()].strip(" ;,:"), months.start, months.end)
        else:
            yield StepLine(step)


def first_day(months: Months) -> str:
    """The first day of a span of months."""
    return f"{months.start}-01"


def last_day(months: Months) -> str:
    """The last day of a span of months."""
    return end_of(12, int(months.end[:4]), int(months.end[5:]))


@in_source_language
def _of_money(amount: str, source: str) -> str:
    if amount and source:
        return _("Anggaran {amount} ({source})").format(amount=amount, source=source)
    return _("Anggaran {amount}").format(amount=amount) if amount else _("Sumber dana: {source}").format(source=source)
