"""From a book to a proposal of realisation: years and entries of initiatives, what is asked, all that is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gmsc_desktop.exchange.reported.answers import (
    CUMULATIVE,
    DIMENSION,
    FIGURES_ARE,
    INITIATIVE,
    OF_EACH,
    PROPOSED,
    STATUSES,
    ReportAnswers,
)
from gmsc_desktop.exchange.reported.columns import MONEY, is_progress, read_progress, vocabulary
from gmsc_desktop.exchange.reported.finding import find
from gmsc_desktop.exchange.reported.lines import LineReader
from gmsc_desktop.exchange.reported.proposal import (
    Reading,
    ReportProposal,
    column_notices,
    dimension_need,
    questions_about,
)
from gmsc_desktop.exchange.reported.rows import Row, rows_of
from gmsc_desktop.exchange.reported.years import stated_around
from gmsc_desktop.exchange.review import Amount, Branch, Notice, Question, Sum, corrected
from gmsc_desktop.exchange.sheets import Book
from gmsc_desktop.exchange.tabular.agencies import agencies_in
from gmsc_desktop.exchange.tabular.answers import Need
from gmsc_desktop.exchange.tabular.figures import SCALES
from gmsc_desktop.exchange.tabular.finding import Surroundings, file_notices
from gmsc_desktop.exchange.tabular.layout import Table, fingerprint
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.initiatives import APPROVED
from gmsc_desktop.models.intake.accumulating import accumulated, falls
from gmsc_desktop.models.intake.newcomers import LEAVE, Named, Newcomers
from gmsc_desktop.models.intake.realisation import Line, prepare
from gmsc_desktop.models.intake.wanted import Prepared, Wanted
from gmsc_desktop.models.reference import ReferencePack, for_plan
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.values import format_percent, format_rupiah


def propose(book: Book, answers: ReportAnswers, snapshot: Snapshot, today: date) -> ReportProposal:
    """Read the tables of realisation of a book. Raises ``UserFacingError`` where there is none."""
    book = corrected(book, answers.cells)
    tables, others, needs = find(book, answers, is_progress, read_progress, progress=True)
    made = _Progress(book, tables, answers, snapshot)
    needs += made.needs()
    propose_statuses = answers.more.get(STATUSES, "") != LEAVE
    prepared = prepare(snapshot, made.lines, today=today, source=book.name, propose_statuses=propose_statuses)
    made.has_proposed = any(one.kind in {"status-proposed", "state-proposed"} for one in prepared.told)
    made.statuses = {
        (str(one.values["initiative_id"]), one.values["year"]): str(one.values.get("status") or "")
        for one in prepared.wanted
        if one.table == "progress_year"
    }
    notices = [*file_notices(book, others), *column_notices(tables), *made.reading.notices]
    notices += made.reading.told([*made.newcomers.told, *prepared.told])
    return ReportProposal(
        _("Realisasi {years}").format(years=_years(made.lines)) if made.lines else _("Realisasi"),
        tuple(tables), tuple(others), made.unit, tuple(made.branches()), tuple(made.counts()),
        tuple(dict.fromkeys(notices)), tuple(needs), tuple(made.questions()),
        (*_approved(made.newcomers.wanted, prepared if propose_statuses else Prepared(()), snapshot), *prepared.wanted),
        fingerprint(tables[0].header), tuple(made.amounts()),
        tuple(made.sums),
    )  # fmt: skip


def _approved(new: Iterator[Wanted], prepared: Prepared, snapshot: Snapshot) -> Iterator[Wanted]:
    """The records that are to be made first; an initiative that ran is no mere proposal."""
    pack = for_plan(snapshot.plan.reference_version)
    years = [
        (one.values["initiative_id"], one.values["status"])
        for one in prepared.wanted
        if one.table == "progress_year" and "status" in one.values
    ]
    ran = {id_ for id_, status in years if pack.fact("progress_status", str(status), "ran") is True}
    for one in new:
        is_running = one.table == "initiative" and one.id in ran
        yield replace(one, values={**one.values, "state": APPROVED}) if is_running else one


def _years(lines: Sequence[Line]) -> str:
    years = sorted({line.year for line in lines})
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


class _Progress:
    """The lines of all tables, and what of them is asked."""

    def __init__(self, book: Book, tables: Sequence[Table], answers: ReportAnswers, snapshot: Snapshot) -> None:
        self._answers = answers
        self._pack: ReferencePack = for_plan(snapshot.plan.reference_version)
        self.reading = Reading()
        self.newcomers = Newcomers(snapshot, answers.about(INITIATIVE), dimension=answers.more.get(DIMENSION, ""))
        self._around = Surroundings(book, tables, vocabulary(), MONEY)
        self.unit = answers.unit or "rupiah"
        self.sums: list[Sum] = []
        self._last: dict[tuple[str, int], str] = {}  # by initiative and year the id of the last line
        self.has_proposed = False  # a status that the report does not tell
        self.statuses: dict[tuple[str, Json], str] = {}  # of years, those that are proposed among them
        self._found: list[tuple[Row, str, list[Line]]] = []
        for table in tables:
            self._read(table, book.name)
        read = [line for _row, _initiative, found in self._found for line in found]
        self._each = answers.more.get(FIGURES_ARE, "") == OF_EACH
        self._falls = falls(read)
        self._periods = len({(line.initiative, line.year, line.number) for line in read if line.number}) > len(
            {(line.initiative, line.year) for line in read if line.number}
        )
        self.lines = accumulated(read) if self._each else read

    def _read(self, table: Table, file: str) -> None:
        stated = stated_around(table, file)
        if stated.by_file and not table.layout.first("year") and not any(c.year for c in table.layout.columns):
            sentence = _("Tahun {year} diambil dari nama berkas, karena tabelnya tidak menyebut tahun. Periksa.")
            self.reading.notices.append(Notice("year-of-file", sentence.format(year=stated.year), doubt=True))
        rows = rows_of(table)
        reader = LineReader(self.reading, rows, stated, self._answers, SCALES[self.unit])
        for row in sorted([*rows.rows, *rows.totals], key=lambda one: one.number):
            if not row.title and not row.code:
                self.sums += reader.total(row)
                continue
            initiative = self._initiative(row, rows.text(row, "agency"))
            lines = reader.lines(row, initiative)
            if lines or not row.continued:
                self._found.append((row, initiative, lines if initiative else []))
        self.reading.notices += rows.notices

    def _initiative(self, row: Row, agencies: str) -> str:
        self.reading.places.setdefault(row.key, row.place(row.table.layout.first("initiative")))
        named = Named(row.key, row.title or row.code, row.code, row.dimension, tuple(agencies_in(agencies)))
        return self.newcomers.find(named)

    def needs(self) -> Iterator[Need]:
        """What only a person can say."""
        if not self._answers.unit and self._around.has_money:
            reason = self._around.unit_question(Decimal(amount) for amount in self.reading.amounts)
            if reason:
                yield Need("unit", reason, ("rupiah", "ribu", "juta"))
        yield from self.reading.needs()
        if self._falls and not self._answers.more.get(FIGURES_ARE):
            sentence = _(
                "Angka pada beberapa periode lebih kecil daripada periode sebelumnya. Apakah angka di tabel ini "
                "kumulatif sejak 1 Januari, atau angka setiap periode saja?"
            )
            yield Need(FIGURES_ARE, sentence, (CUMULATIVE, OF_EACH), self._figure_words())
        yield from dimension_need(self.newcomers, self._pack)

    def _figure_words(self) -> tuple[str, str]:
        return (_("Kumulatif sejak 1 Januari"), _("Setiap periode saja"))

    def questions(self) -> Iterator[Question]:
        """What a person may say beside it."""
        if self._periods and not (self._falls and not self._answers.more.get(FIGURES_ARE)):
            choices = tuple(zip((CUMULATIVE, OF_EACH), self._figure_words(), strict=True))
            answer = self._answers.more.get(FIGURES_ARE) or CUMULATIVE
            yield Question(FIGURES_ARE, _("Angka setiap periode"), choices=choices, answer=answer)
        if self.has_proposed or self._answers.more.get(STATUSES):
            choices = ((PROPOSED, _("Usulkan dari angkanya")), (LEAVE, _("Biarkan kosong")))
            answer = self._answers.more.get(STATUSES) or PROPOSED
            yield Question(STATUSES, _("Status yang tidak tertulis"), choices=choices, answer=answer)
        yield from questions_about(self.newcomers, self.reading.strange, self._pack, "progress_status")

    # -- what is seen

    def counts(self) -> Iterator[tuple[str, int]]:
        """How many initiatives, and how many lines of them."""
        yield BY_NAME["initiative"].singular, len({line.initiative for line in self.lines})
        yield BY_NAME["progress_year"].singular, len({(line.initiative, line.year) for line in self.lines})

    def amounts(self) -> Iterator[Amount]:
        """The spending of all initiatives by year."""
        sums: dict[int, int] = {}
        for line in self.lines:
            if "spending" in line.sums and not line.period:
                sums[line.year] = sums.get(line.year, 0) + line.sums["spending"]
        for year in sorted(sums):
            yield Amount(str(year), sums[year])

    def branches(self) -> Iterator[Branch]:
        """Each initiative with its years and periods, in the order of the tables."""
        by_id = {line.id: line for line in self.lines}
        groups: dict[str, list[tuple[Row, str, list[Line]]]] = {}
        for row, initiative, lines in self._found:
            key = initiative or f"? {row.title.casefold()} {row.code}"
            groups.setdefault(key, []).append((row, initiative, lines))
        for found in groups.values():
            first, initiative, _lines = found[0]
            below = tuple(self._branch(by_id[line.id], row) for row, _initiative, lines in found for line in lines)
            details = [(_("Kode"), first.code)] if first.code else []
            own = self.newcomers.known.titles.get(initiative, "")
            if own and own.casefold() != first.title.casefold():
                details.append((_("Di rencana"), own))
            if first.dimension and not own:
                details.append((_("Dimensi"), self._pack.label("dimension", first.dimension)))
            yield Branch(
                "initiative", BY_NAME["initiative"].singular, first.title or first.code, first.place(),
                tuple(details), below, bool(initiative),
            )  # fmt: skip

    def _branch(self, line: Line, row: Row) -> Branch:
        label = str(line.year)
        if line.period:
            label = f"{self._pack.label('period', line.period)} {line.number} {line.year}"
        place = self.reading.places.get(line.id, row.place())
        return Branch("progress", label, "", place, tuple(self._details(line)))

    def _last_of_year(self, line: Line) -> str:
        """The id of the last line of the same initiative and year."""
        if not self._last:
            self._last = {(one.initiative, one.year): one.id for one in self.lines}
        return self._last[line.initiative, line.year]

    def _details(self, line: Line) -> Iterator[tuple[str, str]]:
        entry, year = BY_NAME["progress_entry"], BY_NAME["progress_year"]
        if line.status:
            yield year.field("status").label, self._pack.label("progress_status", line.status)
        elif (proposed := self.statuses.get((line.initiative, line.year))) and line.id == self._last_of_year(line):
            yield _("Status (diusulkan)"), self._pack.label("progress_status", proposed)
        if line.physical is not None:
            yield entry.field("physical_percent").label, format_percent(line.physical)
        for name in MONEY:
            if name in line.sums:
                yield year.field(name).label, format_rupiah(line.sums[name])
        if line.target_text:
            yield year.field("target_text").label, line.target_text
        for one in line.indicators:
            told = " → ".join(part for part in (one.target, one.value) if part)
            yield one.text or _("Realisasi"), " ".join(part for part in (told, one.unit) if part)
        for name, text in line.texts.items():
            yield entry.field(name).label, text
        if line.remark:
            yield _("Keterangan"), line.remark
