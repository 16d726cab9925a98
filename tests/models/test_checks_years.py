"""Rules 14b and 21b: years outside the plan, and offices that are recorded twice, are told and lead to the record."""

from __future__ import annotations

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import bodies, rows
from gmsc_desktop.models.checks import Place, check, purposes
from gmsc_desktop.models.fields import TABLES, Kind
from gmsc_desktop.models.snapshot import from_json
from tests.models.complete_plan import TODAY, YEAR, complete_tables, found, sentences, the, titled
from tests.models.plans import copy_of, merge_into
from tests.models.use_cases import begun, do
from tests.sample_initiatives import Tables, add

ADVICE = " Periksa tahunnya, atau sesuaikan periode rencana."


def test_years_outside_the_plan_are_told_together_and_lead_to_the_first() -> None:
    tables = complete_tables()
    row = str(titled(tables, "Rumah Kurcaci")["id"])
    for year in (2035, 2024):
        last = add(tables, "initiative_budget", row, year, "apbd", initiative_id=row, year=year, source="apbd")
    (finding,) = found(tables, "14b")
    assert finding.sentence == (
        "Anggaran inisiatif “Rumah Kurcaci” terisi untuk 2024 dan 2035, di luar periode rencana 2025–2030." + ADVICE
    )
    assert finding.place == Place("initiative_budget", last, "year")


@pytest.mark.parametrize(("legacy", "told"), [(True, 0), (False, 2)])
def test_what_was_entered_after_its_year_may_lie_before_the_plan(legacy: bool, told: int) -> None:
    tables = complete_tables()
    row = str(titled(tables, "Rumah Kurcaci")["id"])
    add(tables, "progress_year", row, 2022, initiative_id=row, year=2022)
    add(tables, "progress_entry", row, 2022, initiative_id=row, year=2022, as_of="2022-12-31", legacy=legacy)
    assert len(found(tables, "14b")) == told


@pytest.mark.parametrize("purpose", [purpose.code for purpose in purposes()])
def test_it_only_warns_and_does_so_for_every_purpose(purpose: str) -> None:
    tables = complete_tables()
    the(tables, "quick_win", year=YEAR).update(year=2050)
    told = [f for f in check(from_json(tables), purpose, year=YEAR, today=TODAY) if f.rule == "14b"]
    assert [finding.weight for finding in told] == ["warning"]


def _outside(tables: Tables, table: str, row: str) -> dict[str, object]:
    """A row of a table in a year that no plan of the sample has."""
    owners: dict[str, dict[str, object]] = {
        "initiative_target": {"indicator_id": the(tables, "initiative_indicator", initiative_id=row)["id"]},
        "action_step_plan": {"step_id": the(tables, "action_step", initiative_id=row)["id"], "quarter": 1},
        "target": {"indicator_id": tables["indicator"][0]["id"]},
        "ceiling": {"programme_id": tables["programme"][0]["id"]},
        "year_closing": {},
    }
    return owners.get(table, {"initiative_id": row}) | {"year": 2044}


@pytest.mark.parametrize(
    "table", [spec.name for spec in TABLES for f in spec.fields if f.kind is Kind.KEY_YEAR] + ["progress_entry"]
)
def test_every_table_of_years_is_looked_at(table: str) -> None:
    tables = complete_tables()
    row = str(tables["initiative"][0]["id"])
    if not tables["action_step"]:
        add(tables, "action_step", row, initiative_id=row, text="Latih petugas")
    made = add(tables, table, "luar", **_outside(tables, table, row))  # type: ignore[arg-type]
    (finding,) = found(tables, "14b")
    assert finding.place == Place(table, made, "year")
    assert " terisi untuk 2044, di luar " in finding.sentence


def test_a_planning_document_has_years_of_its_own() -> None:
    tables = complete_tables()
    tables["planning_document"][0].update(period_start=2025, target_start=2026, target_end=2031)
    programme = tables["programme"][0]["id"]
    for year in (2025, 2031):
        add(tables, "ceiling", "luar", year, programme_id=programme, year=year, amount=1)
    assert found(tables, "14b") == []
    add(tables, "ceiling", "luar", 2032, programme_id=programme, year=2032, amount=1)
    (sentence,) = sentences(tables, "14b")
    assert sentence == (
        "Pagu indikatif “Program Indeks SPBE” terisi untuk 2032, di luar tahun-tahun RPJMD Kabupaten Luwu 2025–2029. "
        "Periksa tahunnya, atau sesuaikan periode dan tahun target dokumennya."
    )


def test_steps_by_month_and_an_initiative_with_one_year_are_looked_at() -> None:
    tables = complete_tables()
    add(tables, "action_step", "x", text="Latih petugas", start_month="2024-11", end_month="2025-02")
    titled(tables, "Sang Sultan").update(year_start=2040, year_end=None)
    assert sentences(tables, "14b") == [
        "Rencana aksi “Latih petugas” terisi untuk 2024, di luar periode rencana 2025–2030." + ADVICE,
        "Inisiatif “Sang Sultan” terisi untuk 2040, di luar periode rencana 2025–2030." + ADVICE,
    ]
    titled(tables, "Sang Sultan").update(year_end=2041)
    assert len(sentences(tables, "14b")) == 1, "rule 14 tells of both years"
    assert any("2040–2041, di luar periode rencana 2025–2030" in told for told in sentences(tables, "14"))


def test_a_rejected_initiative_and_a_plan_without_period_are_left_alone() -> None:
    tables = complete_tables()
    the(tables, "quick_win", year=YEAR).update(year=2035)
    tables["plan"][0]["period_end"] = None
    assert found(tables, "14b") == []
    tables["plan"][0]["period_end"] = 2030
    assert len(found(tables, "14b")) == 1
    for initiative in tables["initiative"]:
        initiative["state"] = "ditolak"
    assert found(tables, "14b") == []


@pytest.mark.parametrize("year", [-4, 1, 1899, 2101, 20260])
def test_a_year_that_can_be_none_is_not_looked_at(year: int) -> None:
    with pytest.raises(UserFacingError, match="di luar jangkauan 1900 sampai 2100"):
        check(from_json(complete_tables()), "final", year=year, today=TODAY)


def test_an_office_of_a_later_time_may_have_an_old_name() -> None:
    tables = complete_tables()
    old = the(tables, "agency", short_name="Dinkes")
    add(tables, "agency", "baru", name="Dinas Kesehatan", valid_from="2026-01-01")
    (finding,) = found(tables, "21b")
    assert finding.sentence.startswith("Dinas Kesehatan tercatat lebih dari satu kali.")
    assert finding.place == Place("agency", tables["agency"][-1]["id"], "name")  # type: ignore[arg-type]
    old["valid_to"] = "2025-12-31"
    assert found(tables, "21b") == []


def test_two_copies_that_each_made_an_office_come_together_and_it_is_told() -> None:
    one = begun()
    two = copy_of(one)
    made = [do(one, lambda db: bodies.add_agency(db, "Dinas Kesehatan")),
            do(two, lambda db: bodies.add_agency(db, "DINAS KESEHATAN "))]  # fmt: skip
    merge_into(one, two)
    assert {row.id for row in one.snapshot().rows("agency")} == set(made)
    told = [f for f in check(one.snapshot(), "bimtek-1", year=YEAR, today=TODAY) if f.rule == "21b"]
    assert [finding.place.table for finding in told] == ["agency"]
    do(one, lambda db: rows.delete_row(db, "agency", told[0].place.record_id))
    assert not [f for f in check(one.snapshot(), "bimtek-1", year=YEAR, today=TODAY) if f.rule == "21b"]
