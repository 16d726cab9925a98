"""The imports of realisation and of quick wins as windows and commands see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reported import progress, wins, worksheets
from gmsc_desktop.exchange.reported.answers import YEAR, ReportAnswers
from gmsc_desktop.exchange.reported.columns import MONEY, PERIODS, PROGRESS, QUICK_WINS
from gmsc_desktop.exchange.reported.proposal import ReportProposal
from gmsc_desktop.exchange.review import ColumnSeen, Family, Imported, Meaning, Question, Review, TableSeen, Told
from gmsc_desktop.exchange.sheets import Book
from gmsc_desktop.exchange.tabular import mapping_file
from gmsc_desktop.exchange.tabular.differing import differences_of, sentences_of
from gmsc_desktop.exchange.tabular.districts import district_question
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.mapping_file import MappingKind
from gmsc_desktop.models.intake.comparing import Change
from gmsc_desktop.models.intake.wanted import Wanted, compare, write
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_UNITS = {"rupiah": m("Rupiah"), "ribu": m("Ribuan rupiah"), "juta": m("Jutaan rupiah"), "miliar": m("Miliar rupiah")}
LABELS = {
    "initiative": m("Program/inisiatif"),
    "code": m("Kode"),
    "number": m("Nomor urut"),
    "dimension": m("Dimensi"),
    "agency": m("OPD penanggung jawab"),
    "year": m("Tahun"),
    "period": m("Periode"),
    "indicator": m("Indikator"),
    "unit": m("Satuan"),
    "target": m("Target"),
    "value": m("Realisasi"),
    "physical": m("Realisasi fisik (%)"),
    "plan_amount": m("Anggaran rencana induk (Rp)"),
    "budget": m("Pagu DPA (Rp)"),
    "revised_budget": m("Pagu DPPA (Rp)"),
    "spending": m("Realisasi anggaran (Rp)"),
    "status": m("Status"),
    "status_tick": m("Status (dicentang)"),
    "status_reason": m("Alasan"),
    "obstacle": m("Kendala"),
    "solution": m("Solusi"),
    "next_step": m("Tindak lanjut"),
    "narrative": m("Uraian"),
    "note": m("Keterangan"),
    "as_of": m("Keadaan per tanggal"),
    "activity": m("Kegiatan"),
    "ignored": m("Tidak dipakai"),
}
WIN_LABELS = LABELS | {
    "parent": m("Inisiatif induk"),
    "win_tick": m("Tanda quick win"),
    "support": m("OPD pendukung dan mitra"),
    "problem": m("Masalah (isu strategis)"),
    "description": m("Deskripsi"),
    "benefit_indicator": m("Indikator manfaat"),
    "beneficiaries": m("Penerima manfaat"),
    "before": m("Sebelum"),
    "after": m("Target sesudah"),
    "steps": m("Langkah"),
    "schedule": m("Jadwal"),
    "start": m("Mulai"),
    "end": m("Selesai"),
    "budget": m("Anggaran (Rp)"),
    "funding": m("Sumber dana"),
    "resources": m("Sumber daya"),
    "sustainability": m("Rencana keberlanjutan"),
}
SHEET_LABELS = {
    "objective": m("Sasaran"), "dimension": m("Dimensi"), "subdimension": m("Sub-dimensi"), "basis": m("Dasar"),
    "tick": m("Dimensi (dicentang)"), "unrelated": m("Tidak terkait"), "reason": m("Alasan"),
    "condition": m("Kondisi saat ini"), "trend": m("Tren"), "gap": m("Kesenjangan"), "strategy": m("Strategi"),
    "mission": m("Misi"), "goal": m("Tujuan"), "indicator": m("Indikator"), "code": m("Kode"),
    "number": m("Nomor urut"), "note": m("Keterangan"), "ignored": m("Tidak dipakai"),
}  # fmt: skip
_FAMILIES: dict[str, Family] = {
    "initiative": "level", "parent": "level", "activity": "level", "code": "code", "number": "code",
    "dimension": "level",
    "agency": "agency", "support": "agency", "year": "time", "period": "time", "as_of": "time", "schedule": "time",
    "start": "time", "end": "time", "indicator": "indicator", "unit": "indicator", "target": "figure",
    "value": "figure", "physical": "figure", **dict.fromkeys(MONEY, "money"), "ignored": "ignored",
}  # fmt: skip
CODES = ("SG", "SB", "SE", "SL", "SS", "SV")  # of dimensions that a worksheet ticks
_DATED = frozenset(("target", "value", "physical", *MONEY, "status"))


class _Propose(Protocol):
    def __call__(self, book: Book, answers: ReportAnswers, snapshot: Snapshot, today: date) -> ReportProposal: ...


@dataclass(frozen=True)
class Made:
    """What a review was made of."""

    proposal: ReportProposal
    changes: tuple[Change, ...]
    today: date

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The records that the table comes to."""
        return self.proposal.wanted


@dataclass(frozen=True)
class ReportImporter:
    """Reads, compares and writes one kind of report."""

    key: str
    title_text: str
    listed: tuple[str, ...]
    labels: dict[str, str]
    propose: _Propose
    shown: str  # the table whose records are shown after the import

    @property
    def title(self) -> str:
        """What its window is called."""
        return _(self.title_text)

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What a column may be said to mean."""
        return tuple(
            Meaning(key, _(self.labels[key]), _FAMILIES.get(key, "text"), key in _DATED and self.key == "progress")
            for key in self.listed
        )

    @property
    def _kind(self) -> MappingKind:
        return MappingKind(self.listed, (*PERIODS, *CODES), self.key)

    def review(self, book: Book, told: Told, snapshot: Snapshot) -> Review:
        """Read the book. Raises ``UserFacingError`` where there is no such table in it."""
        today = date.today()
        proposal = self.propose(book, self._answers(told), snapshot, today)
        changes = compare(snapshot, proposal.wanted)
        known = any(want.record for want in proposal.wanted if want.table == self.shown)
        return Review(
            proposal.title,
            _("Impor {title}").format(title=proposal.title),
            (*(_seen(one, read=True) for one in proposal.tables), *(_seen(one, read=False) for one in proposal.others)),
            proposal.branches,
            proposal.counts,
            proposal.amounts,
            proposal.sums,
            proposal.notices,
            (*district_question(proposal.tables, snapshot.region, told.more), *_questions(proposal, told)),
            tuple(differences_of(changes, proposal.wanted, snapshot)),
            (),
            proposal.title if known else "",
            proposal.fingerprint,
            Made(proposal, changes, today),
        )

    def write(
        self,
        db: Any,  # the connection of a change
        review: Review,
        *,
        skip: Collection[str] = (),
        remove: Collection[str] = (),
    ) -> Imported:
        """Write what a review said."""
        made = review.made
        assert isinstance(made, Made)
        brought = write(db, made.wanted, made.changes, today=made.today, skip=skip)
        first = next((want for want in made.wanted if want.table == self.shown and want.id in brought.ids), None)
        return Imported(
            tuple(sentences_of(brought)), self.shown if first else "", brought.ids[first.id] if first else ""
        )

    def mapping(self, review: Review, told: Told) -> dict[str, Any]:
        """The meanings of the columns as a small file has them."""
        made = review.made
        assert isinstance(made, Made)
        return mapping_file.to_mapping(
            (*made.proposal.tables, *made.proposal.others)[0],
            review.fingerprint,
            self._kind,
            unit=told.unit,
            first_year=told.first_year,
        )

    def told_from(self, path: Path, told: Told, review: Review | None = None) -> Told:
        """The answers of such a file."""
        mapping = mapping_file.read_mapping(path, self._kind)
        made = review.made if review is not None else None
        if isinstance(made, Made) and (
            wrong := mapping_file.other_headings(mapping, (*made.proposal.tables, *made.proposal.others)[0])
        ):
            sentence = _("Susunan kolom di berkas pemetaan lain dari tabel ini, mulai kolom {column}.")
            raise UserFacingError(
                sentence.format(column=wrong[0]),
                _("Buka susunan kolom yang lain, atau cocokkan kolom tabel ini sendiri."),
            )
        answers = mapping_file.answers_from(mapping, self._answers(told))
        columns = {index: _column_seen(column) for index, column in answers.columns.items()}
        return Told(
            told.sheet, answers.unit, answers.first_year, told.heading, {**columns, **told.columns}, told.cells,
            told.more,
        )  # fmt: skip

    def _answers(self, told: Told) -> ReportAnswers:
        columns = {
            index: Column(one.index, one.header, one.meaning, one.levels, one.year, one.ordinal)
            for index, one in told.columns.items()
        }
        more = dict(told.more)
        if told.first_year and YEAR not in more:  # a command has one option for the year that a table does not name
            more[YEAR] = str(told.first_year)
        return ReportAnswers(told.sheet, told.unit, told.first_year, columns, told.heading, told.cells, more)


def _seen(table: Table, *, read: bool) -> TableSeen:
    header = table.header
    width = max(header.sheet.width, 1)  # what stands upright has no columns of the sheet
    columns = tuple(_column_seen(one) for one in table.layout.columns if one.index < width)
    return TableSeen(table.name, header.top, header.bottom, header.first, table.last, columns, read)


def _column_seen(one: Column) -> ColumnSeen:
    return ColumnSeen(one.index, one.header, one.meaning, one.year, one.ordinal, one.levels)


def _questions(proposal: ReportProposal, told: Told) -> Iterator[Question]:
    needs = {need.what: need for need in proposal.needs}
    names = tuple(dict.fromkeys(one.name for one in (*proposal.tables, *proposal.others)))
    if len(names) > 1:
        sentence = needs["sheet"].sentence if "sheet" in needs else ""
        answer = "" if "sheet" in needs else told.sheet
        empty = _("Pilih lembar") if "sheet" in needs else _("Semua lembar dengan kolom yang sama")
        choices = tuple((name, name) for name in names)
        yield Question("sheet", _("Lembar"), sentence, choices, answer, "sheet" in needs, empty=empty)
    if any(column.meaning in MONEY for table in proposal.tables for column in table.layout.columns):
        sentence = needs["unit"].sentence if "unit" in needs else ""
        answer = "" if "unit" in needs else proposal.unit
        units = tuple((code, _(label)) for code, label in _UNITS.items())
        yield Question("unit", _("Satuan uang"), sentence, units, answer, "unit" in needs, empty=_("Pilih satuan"))
    if YEAR in needs or YEAR in told.more:
        sentence = needs[YEAR].sentence if YEAR in needs else ""
        yield Question(YEAR, _("Tahun"), sentence, answer=told.more.get(YEAR, ""), needed=YEAR in needs, year=True)
    for what, need in needs.items():
        if what not in {"sheet", "unit", YEAR}:
            choices = tuple(zip(need.choices, need.labels or need.choices, strict=True))
            label = {"dimension": _("Dimensi inisiatif baru")}.get(what, _("Angka setiap periode"))
            yield Question(what, label, need.sentence, choices, "", needed=True, empty=_("Pilih jawabannya"))
    yield from proposal.questions


PROGRESS_IMPORTER = ReportImporter(
    "progress", m("Impor realisasi tahun lampau"), PROGRESS, LABELS, progress.propose, "progress_entry"
)
QUICK_WINS_IMPORTER = ReportImporter(
    "quickwins", m("Impor quick win"), QUICK_WINS, WIN_LABELS, wins.propose, "quick_win"
)
WORKSHEETS_IMPORTER = ReportImporter(
    "worksheets",
    m("Impor kertas kerja Bimtek"),
    worksheets.WORKSHEETS,
    SHEET_LABELS,
    worksheets.propose,
    "smart_objective",
)
