"""Stages of a plan that existed before: unchecked with a reason, switched on and off, taken back, never for another."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.models import stages
from gmsc_desktop.models.cells import set_cell
from gmsc_desktop.models.checks import lie_behind, unchecked_stages
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.rows import delete_row
from gmsc_desktop.models.taking_back import undo_newest
from tests.models.use_cases import begun, count, do, refused

TODAY = date(2026, 11, 21)
BEHIND = ("bimtek-1", "bimtek-2", "bimtek-3", "bimtek-4", "final")


@pytest.fixture
def document() -> Document:
    document = begun()
    do(document, lambda db: stages.begin_existing(db, "Sekda", TODAY))
    return document


def left(document: Document) -> tuple[str, ...]:
    return tuple(unchecked_stages(document.snapshot(), load()))


def test_the_stages_that_lead_to_the_book_lie_behind_and_evaluations_do_not() -> None:
    assert lie_behind(load()) == BEHIND


def test_an_existing_plan_begins_with_those_stages_unchecked_each_with_reason_person_and_date(
    document: Document,
) -> None:
    assert left(document) == BEHIND
    row = unchecked_stages(document.snapshot(), load())["bimtek-2"]
    assert (row.person, row.decided_on) == ("Sekda", "2026-11-21")
    assert row.reason == "Rencana lama: tahap ini sudah lewat sebelum rencananya dicatat di aplikasi ini."


def test_a_stage_is_switched_on_and_off_and_taken_back(document: Document) -> None:
    do(document, lambda db: stages.check_again(db, ["final", "bimtek-1"]))
    assert left(document) == BEHIND[1:4]
    do(document, lambda db: stages.leave_unchecked(db, "final", "Bukunya sudah ditetapkan.", "Bupati", TODAY))
    assert left(document) == BEHIND[1:]
    document.undo()
    assert left(document) == BEHIND[1:4]
    document.undo()
    assert left(document) == BEHIND


def test_a_stage_that_was_switched_on_and_off_is_taken_back_without_a_window_too(document: Document) -> None:
    """The row comes back with some of its old values, which the history does not write a second time."""
    do(document, lambda db: stages.check_again(db, ["final"]))
    do(document, lambda db: stages.leave_unchecked(db, "final", "Perbup 12/2019 berlaku.", "Sekda", TODAY))
    result = undo_newest(document)
    assert result is not None
    assert result.left == ()
    assert left(document) == BEHIND[:4]


@pytest.mark.parametrize(
    ("stage", "words"), [("evaluasi-1", "“Evaluasi tahap I” selalu diperiksa"), ("bimtek-9", "tidak dikenal")]
)
def test_a_stage_that_does_not_lie_behind_is_not_switched(document: Document, stage: str, words: str) -> None:
    refused(document, lambda db: stages.leave_unchecked(db, stage, "Sudah lewat", "Sekda", TODAY), words)
    refused(document, lambda db: stages.check_again(db, [stage]), words)


def test_a_stage_is_left_unchecked_by_somebody_who_says_why(document: Document) -> None:
    refused(document, lambda db: stages.leave_unchecked(db, "final", " ", "Sekda", TODAY), "perlu alasan")
    refused(document, lambda db: stages.leave_unchecked(db, "final", "Lewat", "", TODAY), "Nama yang memutuskan")


def test_switching_on_what_is_on_is_refused_and_nothing_else_is_switched(document: Document) -> None:
    do(document, lambda db: stages.check_again(db, ["final"]))
    refused(document, lambda db: stages.check_again(db, ["bimtek-1", "final"]), "“Masterplan final” sudah diperiksa")
    assert left(document) == BEHIND[:4]


def test_a_plan_that_began_here_leaves_no_stage_unchecked() -> None:
    document = begun()
    words = "disusun di aplikasi ini"
    refused(document, lambda db: stages.leave_unchecked(db, "final", "Sudah lewat", "Sekda", TODAY), words)
    assert left(document) == ()


def test_rows_count_only_while_the_plan_is_an_existing_one_and_they_give_a_reason(document: Document) -> None:
    plan_id = document.snapshot().plan.id
    row = unchecked_stages(document.snapshot(), load())["final"]
    refused(document, lambda db: set_cell(db, "unchecked_stage", row.id, "reason", " ", TODAY), "tidak boleh kosong")
    do(document, lambda db: set_cell(db, "plan", plan_id, "origin", "", TODAY))
    assert left(document) == ()
    assert count(document, "unchecked_stage") == len(BEHIND)
    do(document, lambda db: set_cell(db, "plan", plan_id, "origin", "lama", TODAY))
    do(document, lambda db: delete_row(db, "unchecked_stage", row.id))
    assert left(document) == BEHIND[:4]
