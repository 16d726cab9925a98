"""The import of RPJMD, RPD and Renstra as windows and commands see it: a review, the answers to it, one change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.review import ColumnSeen, Imported, Meaning, Question, Review, Told
from gmsc_desktop.exchange.rpjmd import seen
from gmsc_desktop.exchange.rpjmd.differing import differences_of, document_words, sentences_of, ties_of
from gmsc_desktop.exchange.rpjmd.into_plan import left_out, to_incoming
from gmsc_desktop.exchange.rpjmd.levels import levels_in
from gmsc_desktop.exchange.rpjmd.mapping_file import answers_from, other_headings, read_mapping, to_mapping
from gmsc_desktop.exchange.rpjmd.plan_owners import with_owners_of_plan
from gmsc_desktop.exchange.rpjmd.proposal import Answers, Proposal, propose
from gmsc_desktop.exchange.sheets import Book
from gmsc_desktop.exchange.tabular.districts import district_question
from gmsc_desktop.exchange.tabular.importing import column_seen, sheet_question, unit_question
from gmsc_desktop.exchange.tabular.layout import Column, period_in
from gmsc_desktop.models.intake.comparing import Comparison, compare
from gmsc_desktop.models.intake.incoming import Incoming
from gmsc_desktop.models.intake.writing import write
from gmsc_desktop.models.records import PlanningDocument
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _

_LEVELLED = frozenset(("ladder", "code", "indicator"))
_LADDER_LEVELS = ("mission", "goal", "objective", "programme")


@dataclass(frozen=True)
class _Made:
    """What a review was made of."""

    proposal: Proposal
    incoming: Incoming
    comparison: Comparison


class RpjmdImporter:
    """Reads, compares and writes one planning document."""

    key = "rpjmd"

    @property
    def title(self) -> str:
        """What its window is called."""
        return _("Impor RPJMD, RPD, atau Renstra")

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What a column may be said to mean."""
        return seen.meanings()

    def review(self, book: Book, told: Told, snapshot: Snapshot) -> Review:
        """Read the book. Raises ``UserFacingError`` where there is no such table in it."""
        proposal = with_owners_of_plan(propose(book, answers_of(told), first_year_of(snapshot)), snapshot)
        asked = tuple(district_question((*proposal.tables, *proposal.joined), snapshot.region, told.more))
        of_another = any(one.needed for one in asked)  # until it is answered, whose document it is stays open
        incoming = to_incoming(proposal, "" if of_another else snapshot.region.name)
        comparison = compare(snapshot, incoming)
        known = document_words(snapshot, comparison.document_id)
        return Review(
            incoming.title if of_another else known or incoming.title,
            _("Impor {title}").format(title=incoming.title),
            seen.tables_seen(proposal),
            seen.branches_of(proposal),
            seen.counts_seen(proposal),
            seen.amounts_of(proposal),
            seen.sums_of(proposal),
            (*left_out(proposal), *proposal.notices),
            (
                *asked,
                *_questions(proposal, told, comparison, snapshot),
            ),
            tuple(differences_of(comparison, incoming, snapshot)),
            tuple(ties_of(comparison)),
            known,
            proposal.fingerprint,
            _Made(proposal, incoming, comparison),
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
        written = write(db, made.incoming, made.comparison, skip=skip, remove=remove)
        told = tuple(sentences_of(written, made.comparison))
        left = "mapping" if written.untied or any(not tie.target for tie in made.comparison.ties) else ""
        return Imported(told, "planning_document", written.document_id, left)

    def mapping(self, review: Review, told: Told) -> dict[str, Any]:
        """The meanings of the columns as a small file has them."""
        return to_mapping(_made(review).proposal, unit=told.unit, first_year=told.first_year)

    def told_from(self, path: Path, told: Told, review: Review | None = None) -> Told:
        """The answers of such a file."""
        mapping = read_mapping(path)
        if review is not None and (wrong := other_headings(mapping, _made(review).proposal)):
            raise other_layout(wrong[0], _("Buka susunan kolom yang lain, atau cocokkan kolom tabel ini sendiri."))
        answers = answers_from(mapping, answers_of(told))
        columns = {index: column_seen(column) for index, column in answers.columns.items()}
        return Told(
            told.sheet,
            answers.unit,
            answers.first_year,
            told.heading,
            {**columns, **told.columns},
            told.cells,
            told.more,
        )


RPJMD = RpjmdImporter()


def other_layout(column: str, next_step: str) -> UserFacingError:
    """A mapping file was made for a table with other headings."""
    sentence = _("Susunan kolom di berkas pemetaan lain dari tabel ini, mulai kolom {column}.")
    return UserFacingError(sentence.format(column=column), next_step)


def first_year_of(snapshot: Snapshot) -> int | None:
    """The year of "Tahun 1" as the plan tells it: of its one planning document, else of its own five years."""
    documents = snapshot.all(PlanningDocument)
    starts = {row.target_start or row.period_start for row in documents} - {None}
    if len(starts) == 1:
        return starts.pop()
    start, end = snapshot.plan.period_start, snapshot.plan.period_end
    return start if not documents and start and end and end - start == 4 else None


def _made(review: Review) -> _Made:
    assert isinstance(review.made, _Made)
    return review.made


# -- answers


def answers_of(told: Told) -> Answers:
    """What a person said, as the reading takes it."""
    columns = {index: _column(one) for index, one in told.columns.items()}
    kind, period = told.more.get("kind", ""), period_in([told.more.get("period", "")])
    level = told.more.get("levels", "")
    return Answers(told.sheet, told.unit, told.first_year, columns, told.heading, told.cells, kind, period, level)


def _column(one: ColumnSeen) -> Column:
    levels = one.levels
    if one.meaning in _LEVELLED and not levels:
        levels = levels_in(one.header) or (_LADDER_LEVELS if one.meaning == "ladder" else ())
    return Column(one.index, one.header, one.meaning, levels, one.year, one.ordinal)


def _questions(proposal: Proposal, told: Told, comparison: Comparison, snapshot: Snapshot) -> Iterator[Question]:
    asked = {need.what: need for need in proposal.needs}
    needs = {what: need.sentence for what, need in asked.items()}
    read = (*proposal.tables, *proposal.joined)
    yield from sheet_question(read, proposal.others, asked)
    if any(one.meaning in {"money", "end_money"} for table in read for one in table.layout.columns):
        yield unit_question(proposal.unit, asked)
    ordinals = proposal.tables[0].layout.ordinals
    if ordinals and not proposal.tables[0].layout.years:
        answer = str(proposal.years[0] - ordinals[0] + 1) if proposal.years else ""
        yield Question(
            "first_year", _("Tahun pertama"), needs.get("years", ""), answer=answer, needed="years" in needs, year=True
        )
    if "levels" in needs or told.more.get("levels"):
        levels = next((need.choices for need in proposal.needs if need.what == "levels"), tuple(seen.LEVEL_LABELS)[:-1])
        choices = tuple((level, _(seen.LEVEL_LABELS[level])) for level in levels)
        answer = told.more.get("levels", "")
        yield Question(
            "levels", _("Tingkat baris"), needs.get("levels", ""), choices, answer, "levels" in needs,
            empty=_("Pilih tingkat"),
        )  # fmt: skip
    kinds = for_plan(snapshot.plan.reference_version).choices("planning_kind")
    yield Question(
        "kind", _("Jenis dokumen"), choices=tuple((one.code, one.label) for one in kinds), answer=proposal.kind
    )
    if not (proposal.years or proposal.period or comparison.document_id) or "period" in told.more:
        needed = not (proposal.years or proposal.period)
        sentence = _("Berkas ini tidak menyebut tahun atau periodenya. Tulis periodenya, misalnya 2025–2029.")
        yield Question("period", _("Periode"), sentence, answer=told.more.get("period", ""), needed=needed)
