"""The derived numbers: what ran of what was planned, sums that do not hide what is empty, the document in force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gmsc_desktop.models.figures import Figures, Fraction, Total, total
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.snapshot import Snapshot, from_json
from tests.sample_initiatives import Tables, add
from tests.sample_plan import sample_tables


@pytest.fixture
def tables() -> Tables:
    return sample_tables()


def figures(tables: Tables) -> Figures:
    return Figures(from_json(tables), load())


def test_keterlaksanaan_counts_what_ran_of_what_was_planned(tables: Tables) -> None:
    told = figures(tables)
    assert told.rate(2025, "SE") == Fraction(2, 2)
    assert told.rate(2026, "SB") == Fraction(1, 2)  # one of the two is tertunda
    assert told.rate(2026) == Fraction(10, 11)
    assert told.rate(2026).sentence == "10 dari 11 program, 91\u00a0%"
    assert told.rate(2040).percent is None
    assert told.rate(2040).sentence == "tidak ada program"


def test_the_words_for_keterlaksanaan_are_those_of_the_status_list(tables: Tables) -> None:
    told = figures(tables)
    assert told.ran_words == "berjalan atau terlaksana"
    statuses = {row["status"] for row in tables["progress_year"] if row["year"] == 2026}
    assert statuses == {"berjalan", "tertunda"}, "ten that run, none of them terlaksana"
    assert told.rate_sentence(2026) == (
        "Keterlaksanaan program 2026: 10 dari 11 program, 91\u00a0%, berjalan atau terlaksana."
    )
    assert told.rate_sentence(2040) == "Tidak ada program yang direncanakan untuk tahun 2040."


def test_a_rejected_proposal_counts_nowhere(tables: Tables) -> None:
    before = figures(tables)
    tables["initiative"][4]["state"] = "ditolak"
    after = figures(tables)
    assert after.rate(2025, "SE") == Fraction(1, 1)
    assert len(after.initiatives) == len(before.initiatives) - 1
    assert (after.budget_of("SE").amount or 0) < (before.budget_of("SE").amount or 0)


def test_empty_is_not_zero() -> None:
    assert total([None, None]) == Total(None, 0, 2)
    assert total([0, None]) == Total(0, 1, 1)
    assert total([5, 7]) == Total(12, 2, 0)


def test_money_of_a_year_tells_how_many_are_empty(tables: Tables) -> None:
    money = figures(tables).money(2026, "SB")
    assert money.plan == Total(1_080_000_000, 2, 0)
    assert money.budget == Total(1_040_000_000, 2, 0)
    assert money.revised == Total(150_000_000, 1, 1)
    assert money.latest == Total(150_000_000 + 880_000_000, 2, 0)
    assert money.spending == Total(90_000_000, 1, 1)


def test_spending_falls_back_on_the_latest_entry(tables: Tables) -> None:
    row = tables["initiative"][0]["id"]
    for progress in tables["progress_year"]:
        progress["spending"] = None
    assert figures(tables).spending(str(row), 2025) == 600_000_000


def test_physical_takes_the_latest_entry_and_the_plan_of_its_quarter(tables: Tables) -> None:
    physical = figures(tables).physical(2025, "SG")
    assert (physical.percent, physical.planned, physical.reported, physical.programmes) == (89.0, 75.0, 1, 1)


@pytest.mark.parametrize(
    ("end", "chosen", "expected"),
    [(2025, "", "pendek"), (2026, "", "menengah"), (2029, "", "menengah"), (2030, "", "panjang"), (2050, "", "panjang"),
     (2025, "panjang", "panjang"), (None, "", "pendek")],
)  # fmt: skip
def test_the_horizon_follows_the_year_of_the_end(tables: Tables, end: int | None, chosen: str, expected: str) -> None:
    tables["initiative"][0] |= {"year_start": 2025, "year_end": end, "horizon": chosen}
    told = figures(tables)
    assert told.horizon(first(told.snapshot)) == expected


def first(snapshot: Snapshot) -> Initiative:
    return snapshot.all(Initiative)[0]


def test_the_horizon_of_an_undated_initiative_is_unknown(tables: Tables) -> None:
    told = figures(tables)
    assert told.horizon(replace(first(told.snapshot), year_start=None, year_end=None)) == ""


def test_the_document_in_force_is_the_newest_that_holds_the_year(tables: Tables) -> None:
    tables["planning_document"][0]["status"] = "diganti"
    add(tables, "planning_document", "p", kind="perubahan_rpjmd", title="Perubahan", status="berlaku",
        in_force_from=2027, period_start=2025, period_end=2029)  # fmt: skip
    add(tables, "planning_document", "r", kind="rpjmd", title="Rancangan", status="rancangan", period_start=2025)
    told = figures(tables)
    titles = {year: (document.title if document else "") for year in range(2024, 2031)
              for document in [told.document_in_force(year)]}  # fmt: skip
    assert titles[2026] == "RPJMD Kabupaten Luwu 2025–2029"
    assert (titles[2027], titles[2029]) == ("Perubahan", "Perubahan")
    assert (titles[2024], titles[2030]) == ("", "")


def test_what_serves_an_objective(tables: Tables) -> None:
    told = figures(tables)
    objective = str(tables["objective"][0]["id"])
    assert [row.title for row in told.serving(objective)] == ["Mal Pelayanan Publik", "Satu Data dan Geoportal"]
    assert told.serving(objective, "SL") == ()
    assert told.strengths(objective) == {"SG": "langsung"}
    assert told.mapped("SG") == Fraction(2, 2)
    assert told.mapped("SV") == Fraction(0, 2)
    assert told.mapped("SG", "another document") == Fraction(0, 2)


def test_a_programme_mapping_serves_the_programmes_objective(tables: Tables) -> None:
    initiative, programme = str(tables["initiative"][-1]["id"]), str(tables["programme"][-1]["id"])
    add(tables, "programme_mapping", initiative_id=initiative, programme_id=programme, strength="pendukung")
    told = figures(tables)
    assert [row.id for row in told.serving(str(tables["objective"][-1]["id"]))] == [initiative]
    assert told.mapped("SV") == Fraction(1, 2)
