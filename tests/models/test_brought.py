"""How far an existing plan is brought in follows from its records: each step is done by what is there, not before."""

from __future__ import annotations

from gmsc_desktop.models.brought import brought
from gmsc_desktop.models.snapshot import from_json
from tests.models.complete_plan import add_evidence, complete_tables, drop, the
from tests.sample_initiatives import Tables, add

YEAR = 2028


def plan() -> Tables:
    tables = complete_tables()
    tables["plan"][0].update(origin="lama", status="final", period_start=2025, period_end=2030)
    return tables


def test_of_an_empty_plan_nothing_is_done() -> None:
    tables = plan()
    for name in tables:
        if name not in {"plan", "region"}:
            tables[name] = []
    tables["plan"][0].update(status="draf")
    here = brought(from_json(tables), YEAR)
    assert (here.originals, here.head, here.regulation, here.final) == (0, False, False, False)
    assert (here.document, here.objectives, here.initiatives) == ("", 0, 0)
    assert (here.years, here.told) == ((2025, 2026, 2027), ())


def test_an_original_document_counts_with_its_file() -> None:
    tables = plan()
    row = add(tables, "original_document", "buku", kind="buku_2", title="Buku 2")
    assert brought(from_json(tables), YEAR).originals == 0
    add_evidence(tables, "original_document", row, title="Buku 2")
    assert brought(from_json(tables), YEAR).originals == 1


def test_the_head_is_one_of_the_plans_own_time() -> None:
    tables = plan()
    head = the(tables, "head_of_region", post="bupati")
    drop(tables, "head_of_region", post="wakil_bupati")
    assert brought(from_json(tables), YEAR).head
    head.update(from_date="2015-01-01", to_date="2024-12-31")
    assert not brought(from_json(tables), YEAR).head
    head.update(from_date="2031-01-01", to_date=None)
    assert not brought(from_json(tables), YEAR).head


def test_a_draft_regulation_and_one_without_a_number_are_not_enough() -> None:
    tables = plan()
    paper = the(tables, "legal_document", kind="perkada")
    paper.update(number="12/2025", status="berlaku")
    assert brought(from_json(tables), YEAR).regulation
    paper.update(status="rancangan")
    assert not brought(from_json(tables), YEAR).regulation
    paper.update(status="berlaku", number=" ")
    assert not brought(from_json(tables), YEAR).regulation


def test_a_planning_document_counts_once_it_has_sasaran() -> None:
    tables = plan()
    here = brought(from_json(tables), YEAR)
    assert here.document == tables["planning_document"][0]["id"]
    assert here.objectives == sum(row["document_id"] == here.document for row in tables["objective"])
    tables["objective"] = []
    assert brought(from_json(tables), YEAR).document == ""


def test_a_year_is_told_by_what_was_carried_out_and_not_by_its_budget() -> None:
    tables = plan()
    tables["progress_entry"], tables["progress_year"] = [], []
    row = tables["initiative"][0]["id"]
    made = add(tables, "progress_year", 2025, initiative_id=row, year=2025, plan_amount=5_000_000)
    assert brought(from_json(tables), YEAR).told == ()
    the(tables, "progress_year", id=made)["spending"] = 4_000_000
    add(tables, "progress_entry", 2027, initiative_id=row, year=2027, as_of="2027-12-31", physical_percent=80.0)
    add(tables, "progress_entry", 2028, initiative_id=row, year=2028, as_of="2028-03-31", physical_percent=10.0)
    assert brought(from_json(tables), YEAR).told == (2025, 2027)


def test_a_year_in_which_nothing_was_planned_is_not_waited_for() -> None:
    tables = plan()
    for row in tables["initiative"]:
        row.update(year_start=2026, year_end=2030)
    assert brought(from_json(tables), YEAR).years == (2026, 2027)
    tables["initiative"][0].update(year_start=None)
    assert brought(from_json(tables), YEAR).years == (2025, 2026, 2027)
