"""What is not checked in a plan that existed before: no finding, no must, and never anything that is met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gmsc_desktop.models.cards import make_card
from gmsc_desktop.models.checks import RULES, Finding, check, lie_behind, purposes, unchecked
from gmsc_desktop.models.checks.readiness import Readiness, readiness
from gmsc_desktop.models.checks.rules import must_rules
from gmsc_desktop.models.checks.unchecked_words import stage_lines, unchecked_words
from gmsc_desktop.models.records import UncheckedStage
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.snapshot import from_json
from gmsc_desktop.values.personal import find_personal_numbers
from tests.models.complete_plan import TODAY, YEAR, Files, complete_tables, drop, the
from tests.models.test_checks import BROKEN
from tests.sample_initiatives import Tables, add

GUARDS = {"38", "38b", "41"}  # files and persons, in whatever leaves


def existing(*left: str) -> Tables:
    """The complete plan as one that existed before, with these stages unchecked."""
    tables = complete_tables()
    tables["plan"][0]["origin"] = "lama"
    for stage in left:
        add(tables, "unchecked_stage", stage, stage=stage, reason="Sudah lewat", person="Sekda")
    return tables


def findings(tables: Tables, purpose: str, year: int = YEAR, today: date = TODAY) -> list[Finding]:
    personal = find_personal_numbers
    return check(from_json(tables), purpose, year=year, today=today, files=Files(), personal=personal)


def rules(tables: Tables, purpose: str, year: int = YEAR, today: date = TODAY) -> set[str]:
    return {finding.rule for finding in findings(tables, purpose, year, today)}


@pytest.mark.parametrize("purpose", lie_behind(load()))
def test_of_an_unchecked_stage_only_what_guards_files_and_persons_is_looked_at(purpose: str) -> None:
    tables = existing(purpose)
    for rule in RULES:
        BROKEN[rule](tables)
    assert rules(tables, purpose) <= GUARDS
    assert {"38", "41"} <= rules(tables, purpose)
    left = unchecked(from_json(tables), purpose, YEAR)
    asked = {rule for rule in RULES if load().rule_weights[rule][purpose] != "silent"}
    assert set(left.rules) == asked - GUARDS
    assert left.musts == sum(load().rule_weights[rule][purpose] == "must" for rule in left.rules)
    assert left.warnings == len(left.rules) - left.musts


def test_a_complete_plan_whose_final_stage_is_unchecked_is_not_counted_as_complete() -> None:
    snapshot = from_json(existing("final"))
    assert readiness(snapshot, TODAY) == Readiness(0, 0, unchecked=True)
    assert must_rules(snapshot, "final", YEAR, YEAR) == {"38", "41"}
    card = make_card(snapshot, ("", ""), 0, 1)
    assert (card.met, card.asked, card.final_unchecked) == (None, None, True)
    whole = make_card(from_json(existing("bimtek-1")), ("", ""), 0, 1)
    assert whole.met == whole.asked
    assert whole.asked
    assert not whole.final_unchecked


def test_a_stage_that_was_switched_on_is_checked_like_that_of_any_plan() -> None:
    tables = existing("bimtek-1")
    drop(tables, "legal_document", kind="nota_kesepakatan")
    assert "2" in rules(tables, "final")
    assert "2" not in rules(tables, "bimtek-1")
    assert unchecked(from_json(tables), "final", YEAR).stage is None


@pytest.mark.parametrize("purpose", [choice.code for choice in purposes() if choice.code not in lie_behind(load())])
def test_evaluations_and_reports_stay_on_whatever_the_file_says(purpose: str) -> None:
    tables = existing(*(choice.code for choice in purposes()))
    BROKEN["1"](tables)
    assert "1" in rules(tables, purpose)
    assert unchecked(from_json(tables), purpose, YEAR).stage is None


def test_a_plan_that_began_here_is_checked_whatever_rows_its_file_has() -> None:
    tables = existing("final")
    tables["plan"][0]["origin"] = None
    BROKEN["2"](tables)
    assert "2" in rules(tables, "final")
    assert readiness(from_json(tables), TODAY).asked
    assert unchecked(from_json(tables), "final", YEAR).rules == ()


def test_an_existing_plan_is_no_first_book_of_a_new_cohort() -> None:
    tables = existing()
    tables["region"][0]["cohort_year"] = None
    BROKEN["24"](tables)
    [weight] = {finding.weight for finding in findings(tables, "final") if finding.rule == "24"}
    assert weight == "warning"


def test_the_span_of_a_period_that_is_decreed_is_not_asked_and_that_is_told() -> None:
    tables = existing()
    BROKEN["1b"](tables)
    assert "1b" not in rules(tables, "evaluasi-1")
    left = unchecked(from_json(tables), "evaluasi-1", YEAR)
    assert (left.stage, left.rules, left.musts) == (None, ("1b",), 0)
    words = unchecked_words(from_json(tables), "evaluasi-1", YEAR)
    assert words == "1 aturan tidak diperiksa (rencana lama): “Periode rencana 5 sampai 10 tahun”."


def test_of_a_plan_whose_period_is_over_nothing_is_asked_that_belongs_to_a_running_one() -> None:
    tables = existing()
    later = date(2032, 5, 1)
    for rule in ("24", "30"):
        BROKEN[rule](tables)
    assert {"24", "30"} <= rules(tables, "evaluasi-1")
    for year in (later.year, YEAR):
        assert not {"24", "30"} & rules(tables, "evaluasi-1", year, later)
    assert {"24", "30"} <= set(unchecked(from_json(tables), "evaluasi-1", later.year).rules)
    tables["plan"][0]["origin"] = None
    assert {"24", "30"} <= rules(tables, "evaluasi-1", later.year, later)


def test_heads_and_decrees_of_an_old_plan_are_held_against_the_end_of_its_period() -> None:
    tables = existing()
    later = date(2032, 5, 1)
    head, decree = the(tables, "head_of_region", post="bupati"), the(tables, "legal_document", kind="sk_tim")
    head["to_date"] = decree["valid_to"] = "2030-12-31"
    assert not {"1", "3"} & rules(tables, "evaluasi-1", 2030, later)
    head["to_date"] = decree["valid_to"] = "2030-12-30"
    told = [one.sentence for one in findings(tables, "evaluasi-1", 2030, later) if one.rule in {"1", "3"}]
    assert told[0].startswith("Kepala daerah yang menjabat pada akhir periode rencana (31 Desember 2030) belum")
    assert "berlaku hanya sampai 30 Desember 2030" in told[1]
    head["to_date"] = decree["valid_to"] = "2030-12-31"
    tables["plan"][0]["origin"] = None
    assert {"1", "3"} <= rules(tables, "evaluasi-1", 2030, later)


def test_the_agreement_of_an_existing_plan_may_have_ended_once_the_plan_had_begun() -> None:
    tables = existing()
    agreement = the(tables, "legal_document", kind="nota_kesepakatan")
    agreement["valid_to"] = "2025-03-01"
    assert "2" not in rules(tables, "evaluasi-1")
    agreement["valid_to"] = "2024-12-31"
    assert "2" in rules(tables, "evaluasi-1")


def test_words_of_an_unchecked_stage_tell_rules_reason_and_person_and_a_long_reason_is_cut() -> None:
    tables = existing("final")
    tables["unchecked_stage"][0].update(decided_on="2026-11-21")
    words = unchecked_words(from_json(tables), "final", YEAR)
    left = unchecked(from_json(tables), "final", YEAR)
    begin = (
        f"Masterplan final tidak diperiksa (rencana lama): {len(left.rules)} aturan, {left.musts} di antaranya wajib."
    )
    assert words == f"{begin} Sudah lewat (Sekda, 21 November 2026)."
    tables["unchecked_stage"][0].update(reason="panjang " * 500)
    assert len(unchecked_words(from_json(tables), "final", YEAR)) < 450
    assert unchecked_words(from_json(tables), "bimtek-99", YEAR) == ""


def test_the_lines_of_all_stages_say_which_are_checked() -> None:
    lines = stage_lines(from_json(existing("bimtek-1", "final")), YEAR)
    off = [line.stage for line in lines if line.row is not None]
    assert off == ["bimtek-1", "final"]
    assert [line.state for line in lines][:2] == ["tidak diperiksa (rencana lama)", "diperiksa"]
    assert isinstance(lines[0].row, UncheckedStage)
    assert replace(lines[0], row=None).state == "diperiksa"
