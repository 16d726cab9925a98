"""The import of initiatives as windows and commands see it: a review, the answers to it, one change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.initiatives import seen
from gmsc_desktop.exchange.initiatives.columns import MAPPING
from gmsc_desktop.exchange.initiatives.extras import DESCRIBE
from gmsc_desktop.exchange.initiatives.into_plan import left_out, line_id, lines_of
from gmsc_desktop.exchange.initiatives.proposal import Answers, Proposal, propose
from gmsc_desktop.exchange.initiatives.summing import EVENLY, FIRST
from gmsc_desktop.exchange.review import Imported, Meaning, Notice, Question, Review, Told
from gmsc_desktop.exchange.sheets import Book, Place, column_index
from gmsc_desktop.exchange.tabular.differing import differences_of, sentences_of
from gmsc_desktop.exchange.tabular.districts import district_question
from gmsc_desktop.exchange.tabular.importing import (
    columns_of,
    sheet_question,
    tables_seen,
    told_with_mapping,
    unit_question,
)
from gmsc_desktop.exchange.tabular.layout import Column
from gmsc_desktop.exchange.tabular.mapping_file import to_mapping
from gmsc_desktop.models.intake.comparing import Change
from gmsc_desktop.models.intake.initiatives import Line, prepare, removed
from gmsc_desktop.models.intake.initiatives import remove as remove_rows
from gmsc_desktop.models.intake.wanted import Prepared, compare, write
from gmsc_desktop.models.reference import ReferencePack, for_plan
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _


@dataclass(frozen=True)
class _Made:
    """What a review was made of."""

    proposal: Proposal
    lines: tuple[Line, ...]
    prepared: Prepared
    changes: tuple[Change, ...]
    today: date


class InitiativesImporter:
    """Reads, compares and writes the initiatives of one file."""

    key = "initiatives"

    @property
    def title(self) -> str:
        """What its window is called."""
        return _("Impor tabel inisiatif")

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What a column may be said to mean."""
        return seen.meanings()

    def review(self, book: Book, told: Told, snapshot: Snapshot) -> Review:
        """Read the book. Raises ``UserFacingError`` where there is no such table in it."""
        pack = for_plan(snapshot.plan.reference_version)
        answers = answers_of(told)
        _hold_code(answers.dimension, [(one.code, one.label) for one in pack.dimensions])
        _hold_code(answers.source, [(one.code, one.label) for one in pack.choices("funding_source")])
        proposal = propose(book, pack, answers, snapshot.plan.period_start)
        lines = tuple(lines_of(proposal))
        prepared = prepare(snapshot, lines)
        proposal = _asked_of(proposal, lines, prepared)
        changes = (*compare(snapshot, prepared.wanted), *removed(snapshot, lines, prepared))
        known = sum(bool(want.record) for want in prepared.wanted if want.table == "initiative")
        title = _("Tabel inisiatif")
        return Review(
            title,
            _("Impor inisiatif dari {file}").format(file=proposal.book),
            tables_seen(proposal.tables, proposal.others),
            seen.branches_of(proposal, pack),
            seen.counts_of(proposal),
            seen.amounts_of(proposal),
            seen.sums_of(proposal),
            (*left_out(proposal), *_told(proposal, prepared), *proposal.notices),
            (*district_question(proposal.tables, snapshot.region, told.more), *_questions(proposal, told, pack)),
            tuple(differences_of(changes, prepared.wanted, snapshot)),
            (),
            _("{count} inisiatif di berkas ini").format(count=known) if known else "",
            proposal.fingerprint,
            _Made(proposal, lines, prepared, changes, date.today()),
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
        made = _made(review)
        brought = write(db, made.prepared.wanted, made.changes, today=made.today, skip=skip)
        gone = remove_rows(db, made.changes, remove)
        sentences = list(sentences_of(brought))
        if gone:
            sentences.append(_("Dihapus: {count} inisiatif.").format(count=gone))
        own = [want.id for want in made.prepared.wanted if want.table == "initiative"]
        first = next((brought.ids[one] for one in own if one in brought.ids), "")
        return Imported(tuple(sentences), "initiative" if first else "", first)

    def mapping(self, review: Review, told: Told) -> dict[str, Any]:
        """The meanings of the columns as a small file has them."""
        table = _made(review).proposal.tables[0]
        return to_mapping(table, review.fingerprint, MAPPING, unit=told.unit, first_year=told.first_year)

    def told_from(self, path: Path, told: Told, review: Review | None = None) -> Told:
        """The answers of such a file."""
        table = _made(review).proposal.tables[0] if review is not None else None
        return told_with_mapping(path, MAPPING, told, answers_of(told), table)


INITIATIVES = InitiativesImporter()


def _made(review: Review) -> _Made:
    assert isinstance(review.made, _Made)
    return review.made


def answers_of(told: Told) -> Answers:
    """What a person said, as the reading takes it."""
    dimension, source = told.more.get("dimension", ""), told.more.get("source", "")
    win = told.more.get("quick_win_year", "")
    year = told.more.get("year", "")  # a command has one option for the year that a table does not name
    first_year = told.first_year or (int(year) if year.isdigit() else None)
    columns = columns_of(told)
    title = column_index(told.more.get("title", ""))
    if title is not None:
        columns = {title: Column(title, "", "title"), **columns}
    win_year = int(win) if win.isdigit() else None
    return Answers(
        told.sheet, told.unit, first_year, columns, told.heading, told.cells, dimension, source, win_year,
        told.more.get("spread", ""), told.more.get("extras", ""),
    )  # fmt: skip


def _asked_of(proposal: Proposal, lines: Sequence[Line], prepared: Prepared) -> Proposal:
    """The proposal without the question about the dimension, where the plan has all initiatives that tell none."""
    known = {want.id for want in prepared.wanted if want.table == "initiative" and want.record}
    if all(line.dimension or line.id in known for line in lines):
        return replace(proposal, needs=tuple(need for need in proposal.needs if need.what != "dimension"))
    return proposal


def _hold_code(answer: str, choices: Sequence[tuple[str, str]]) -> None:
    """Refuse an answer that is none of the choices."""
    if answer and answer not in {code for code, _label in choices}:
        raise UserFacingError(
            _("“{answer}” bukan jawaban yang dikenal.").format(answer=answer[:60]),
            _("Pilih salah satu: {choices}.").format(choices=", ".join(f"{code} ({label})" for code, label in choices)),
        )


def _told(proposal: Proposal, prepared: Prepared) -> Iterator[Notice]:
    """What the plan says to the rows, at the place of each."""
    places: Mapping[str, Place] = {line_id(entry): entry.place for entry in proposal.entries}
    for one in prepared.told:
        yield Notice(one.kind, one.sentence, places.get(one.row), one.doubt)


def _questions(proposal: Proposal, told: Told, pack: ReferencePack) -> Iterator[Question]:
    needs = {need.what: need for need in proposal.needs}
    yield from sheet_question(proposal.tables, proposal.others, needs)
    if "columns" in needs:
        layout = proposal.tables[0].layout
        columns = tuple((one.name, f"{one.name} {one.header}"[:60].strip()) for one in layout.columns)
        yield Question(
            "title", _("Kolom nama inisiatif"), needs["columns"].sentence, columns, needed=True,
            empty=_("Pilih kolom"),
        )  # fmt: skip
    if proposal.has_money:
        yield unit_question(proposal.unit, needs)
    if "years" in needs or answers_of(told).first_year:
        sentence = needs["years"].sentence if "years" in needs else ""
        answer = str(proposal.first_year) if proposal.first_year else ""
        yield Question("first_year", _("Tahun 1 adalah"), sentence, answer=answer, needed="years" in needs, year=True)
    if "dimension" in needs or told.more.get("dimension"):
        need = needs.get("dimension")
        choices = tuple((one.code, one.label) for one in pack.dimensions)
        yield Question(
            "dimension", _("Dimensi"), need.sentence if need else "", choices, told.more.get("dimension", ""),
            bool(need), empty=_("Pilih dimensi"),
        )  # fmt: skip
    if any(entry.is_quick_win and not entry.quick_wins for entry in proposal.entries):
        sentence = _("Tabel ini menandai quick win tanpa tahunnya. Bila semua dari satu tahun, tulis di sini.")
        answer = told.more.get("quick_win_year", "")
        yield Question("quick_win_year", _("Tahun quick win"), sentence, answer=answer, year=True)
    if any(entry.is_undated for entry in proposal.entries) or told.more.get("spread"):
        sentence = _(
            "Ada anggaran untuk beberapa tahun tanpa rincian per tahun. Tanpa jawaban, anggaran itu tidak dicatat."
        )
        spread = ((EVENLY, _("Bagi rata ke semua tahun")), (FIRST, _("Catat pada tahun pertama")))
        answer = told.more.get("spread", "")
        yield Question("spread", _("Anggaran tanpa tahun"), sentence, spread, answer, empty=_("Jangan dicatat"))
    if any(entry.extras or entry.notes for entry in proposal.entries):
        sentence = _("Kolom yang tidak mempunyai tempat di rencana dapat ditambahkan ke deskripsi inisiatifnya.")
        extras = ((DESCRIBE, _("Tambahkan ke deskripsi")),)
        answer = told.more.get("extras", "")
        yield Question("extras", _("Kolom lain"), sentence, extras, answer, empty=_("Hanya ditunjukkan"))
    if proposal.has_untold_source:
        choices = tuple((one.code, one.label) for one in pack.choices("funding_source"))
        sentence = _("Tabel ini tidak menyebut sumber dana. Bila semua dari satu sumber, pilih di sini.")
        yield Question(
            "source", _("Sumber dana"), sentence, choices, told.more.get("source", ""), empty=_("Tidak diketahui")
        )
