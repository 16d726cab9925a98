"""Rules 27, 28 and 29: what ran is reported, with figures that can be true, evidence, benefit and obstacle."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.models.checks import Finding, Place, check
from gmsc_desktop.models.snapshot import Json, from_json
from tests.models.complete_plan import (
    YEAR,
    Row,
    add_evidence,
    complete_tables,
    drop,
    found,
    sentences,
    the,
    titled,
    weighing,
)
from tests.sample_initiatives import Tables, add


def _year(tables: Tables, year: int = YEAR) -> Row:
    return the(tables, "progress_year", initiative_id=titled(tables, "Rumah Kurcaci")["id"], year=year)


def _entry(tables: Tables, as_of: str = "2026-09-30") -> Row:
    return the(tables, "progress_entry", initiative_id=titled(tables, "Rumah Kurcaci")["id"], as_of=as_of)


def _found_on(tables: Tables, rule: str, today: date, year: int = YEAR) -> list[Finding]:
    return check(from_json(tables), "laporan", year=year, today=today, pack=weighing("must", rule))


# -- rule 27: reported -------------------------------------------------------------------------------------------------


def test_an_entry_is_due_since_the_last_finished_quarter_began() -> None:
    tables = complete_tables()
    _entry(tables)["as_of"] = "2026-07-01"
    assert found(tables, "27") == []
    _entry(tables, "2026-07-01")["as_of"] = "2026-06-30"
    [finding] = found(tables, "27")
    assert finding.sentence.startswith(
        "Inisiatif “Rumah Kurcaci” belum memiliki entri realisasi sejak awal Triwulan III 2026."
    )
    assert finding.place == Place("progress_entry", str(titled(tables, "Rumah Kurcaci")["id"]), "as_of")


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 3, 31), None),
        (date(2026, 4, 1), "Triwulan I "),
        (date(2026, 9, 30), "Triwulan II "),
        (date(2026, 12, 31), "Triwulan III "),
        (date(2027, 5, 1), "Triwulan IV "),
    ],
)
def test_which_quarter_is_due(today: date, quarter: str | None) -> None:
    tables = complete_tables()
    drop(tables, "progress_entry", initiative_id=titled(tables, "Rumah Kurcaci")["id"])
    said = [f.sentence for f in _found_on(tables, "27", today) if "Rumah Kurcaci" in f.sentence]
    assert [quarter in sentence for sentence in said] == ([True] if quarter else []) if quarter else not said


@pytest.mark.parametrize(
    ("status", "due", "asked"),
    [
        ("berjalan", True, True),
        ("", True, True),
        ("terlaksana", False, True),
        ("belum", False, False),
        ("tertunda", False, False),
        ("dihentikan", False, False),
        ("dialihkan", False, False),
    ],
)
def test_the_status_says_whether_something_is_to_be_reported(status: str, due: bool, asked: bool) -> None:
    tables = complete_tables()
    _year(tables)["status"] = status
    drop(tables, "progress_entry", initiative_id=titled(tables, "Rumah Kurcaci")["id"])
    drop(tables, "benefit", initiative_id=titled(tables, "Rumah Kurcaci")["id"])
    assert bool(found(tables, "27")) is due
    assert bool(found(tables, "27b")) is asked
    assert [finding.key.rsplit(":", 1)[1] for finding in found(tables, "29")] == ["benefit", "obstacle"] * asked


def test_a_year_without_a_row_is_asked_while_the_initiative_is_planned_for_it() -> None:
    tables = complete_tables()
    kurcaci = titled(tables, "Rumah Kurcaci")
    for table in ("progress_year", "progress_entry"):
        drop(tables, table, initiative_id=kurcaci["id"])
    [finding] = found(tables, "27b")
    assert finding.sentence.startswith("Pelaksanaan inisiatif “Rumah Kurcaci” tahun 2026 belum tercatat.")
    kurcaci.update(year_start=2027, year_end=2028)
    assert found(tables, "27b") == []


def test_what_ran_beyond_its_years_is_asked_too() -> None:
    tables = complete_tables()
    titled(tables, "Rumah Kurcaci")["year_end"] = 2025
    drop(tables, "evidence_link", progress_entry_id=_entry(tables)["id"])
    [finding] = found(tables, "27b")
    assert finding.sentence.startswith("Pelaksanaan inisiatif “Rumah Kurcaci” tahun 2026 belum memiliki bukti.")
    assert finding.place == Place("evidence_link", str(_entry(tables)["id"]), "evidence_id")


# -- rule 28: plausible ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "note", "wrong"),
    [
        (-0.5, "Koreksi.", True),
        (0.0, "", False),
        (100.0, "", False),
        (100.5, " ", True),
        (120.0, "Tambahan unit.", False),
    ],
)
def test_physical_realisation_lies_between_0_and_100_or_is_explained(percent: float, note: str, wrong: bool) -> None:
    tables = complete_tables()
    entry = _entry(tables)
    entry.update(physical_percent=percent, note=note)
    _entry(tables, "2026-06-30")["physical_percent"] = None
    findings = found(tables, "28")
    assert [finding.place for finding in findings] == wrong * [
        Place("progress_entry", str(entry["id"]), "physical_percent")
    ]


def test_the_wrong_figure_is_told_as_indonesians_write_it() -> None:
    tables = complete_tables()
    _entry(tables)["physical_percent"] = 112.5
    [sentence] = sentences(tables, "28")
    assert sentence.startswith("Realisasi fisik inisiatif “Rumah Kurcaci” per 30 September 2026 tertulis 112,5\u00a0%.")


@pytest.mark.parametrize(
    ("budget", "revised", "note", "wrong"),
    [
        (380_000_000, None, "", True),
        (500_000_000, 380_000_000, "", True),
        (380_000_000, 500_000_000, "", False),
        (None, None, "", False),
        (380_000_000, None, "Tambahan dari CSR.", False),
        (400_000_000, None, "", False),
    ],
)
def test_spending_above_the_budget_is_explained(
    budget: int | None, revised: int | None, note: str, wrong: bool
) -> None:
    tables = complete_tables()
    _year(tables).update(budget=budget, revised_budget=revised)
    _entry(tables).update(spending=400_000_000, note=note)
    said = sentences(tables, "28")
    assert len(said) == wrong
    for sentence in said:
        assert "Rp400.000.000 melebihi pagu 2026 Rp380.000.000" in sentence


def test_the_spending_of_a_year_is_held_against_its_budget_too() -> None:
    tables = complete_tables()
    _year(tables).update(budget=100, revised_budget=None, spending=100)
    for entry in tables["progress_entry"]:
        entry["spending"] = None
    assert found(tables, "28") == []
    _year(tables)["spending"] = 101
    [finding] = found(tables, "28")
    assert "Rp101 melebihi pagunya Rp100" in finding.sentence
    _entry(tables)["note"] = " "
    assert len(found(tables, "28")) == 1
    assert finding.place.column == "spending"
    _entry(tables)["note"] = "Dana hibah."
    assert found(tables, "28") == []


@pytest.mark.parametrize(
    ("column", "before", "now", "said"),
    [
        (
            "physical_percent",
            60.0,
            55.5,
            "Realisasi fisik inisiatif “Rumah Kurcaci” per 30 September 2026 turun dari 60",
        ),
        ("spending", 200, 150, "Realisasi anggaran inisiatif “Rumah Kurcaci” per 30 September 2026 turun dari Rp200"),
    ],
)
def test_a_figure_that_falls_within_the_year_is_explained(column: str, before: Json, now: Json, said: str) -> None:
    tables = complete_tables()
    _entry(tables, "2026-06-30")[column] = before
    _entry(tables)[column] = now
    [finding] = found(tables, "28")
    assert finding.sentence.startswith(said)
    assert f"menjadi {'Rp150' if column == 'spending' else '55,5'}" in finding.sentence
    assert finding.place == Place("progress_entry", str(_entry(tables)["id"]), column)
    _entry(tables)["note"] = " "
    assert len(found(tables, "28")) == 1
    _entry(tables)["note"] = "Angka Juni salah ketik."
    assert found(tables, "28") == []
    _entry(tables).update({"note": "", column: before})
    assert found(tables, "28") == []


def test_a_new_year_begins_at_nothing_and_entries_of_one_day_have_no_order() -> None:
    tables = complete_tables()
    _entry(tables, "2025-09-30")["physical_percent"] = 99.0
    _entry(tables, "2026-06-30")["physical_percent"] = 10.0
    assert found(tables, "28") == []
    kurcaci = titled(tables, "Rumah Kurcaci")["id"]
    for row_id, percent in (("first", 30.0), ("second", 20.0)):
        values: Row = {"initiative_id": kurcaci, "year": YEAR, "as_of": "2026-08-01", "physical_percent": percent}
        add(tables, "progress_entry", **values)
        tables["progress_entry"][-1]["id"] = row_id
    _entry(tables)["physical_percent"] = 25.0
    assert found(tables, "28") == []
    _entry(tables)["physical_percent"] = 15.0
    assert len(found(tables, "28")) == 1


@pytest.mark.parametrize("status", ["tertunda", "dihentikan", "dialihkan"])
def test_a_status_that_stops_needs_its_reason_and_its_date(status: str) -> None:
    tables = complete_tables()
    _year(tables).update(status=status, status_reason=" ", status_on="")
    assert [finding.place.column for finding in found(tables, "28")] == ["status_reason", "status_on"]
    _year(tables).update(status_reason="Efisiensi anggaran.", status_on="2026-05-02")
    assert found(tables, "28") == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"as_of": ""}, "Sebuah entri realisasi inisiatif “Rumah Kurcaci” belum bertanggal."),
        (
            {"as_of": "2026-11-22"},
            "Entri realisasi inisiatif “Rumah Kurcaci” per 22 November 2026 mendahului hari ini.",
        ),
        (
            {"year": None},
            "Entri realisasi inisiatif “Rumah Kurcaci” per 30 September 2026 belum memiliki tahun anggaran.",
        ),
        (
            {"as_of": "2025-12-31"},
            "Entri realisasi inisiatif “Rumah Kurcaci” per 31 Desember 2025 berada di luar tahun anggaran 2026.",
        ),
    ],
)
def test_an_entry_has_a_day_of_its_budget_year_that_has_come(values: dict[str, Json], said: str) -> None:
    tables = complete_tables()
    entry = _entry(tables)
    entry.update(values)
    entry["note"] = "Angka diperiksa."
    _entry(tables, "2026-06-30")["note"] = "Angka diperiksa."
    [sentence] = sentences(tables, "28")
    assert sentence.startswith(said)


def test_an_entry_may_be_of_today() -> None:
    tables = complete_tables()
    _entry(tables)["as_of"] = "2026-11-21"
    assert found(tables, "28") == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("progress_year", "status_on"),
        ("benefit", "dated"),
        ("evidence", "dated"),
        ("evidence", "seen_on"),
        ("meeting", "held_on"),
    ],
)
def test_what_happened_does_not_lie_ahead(table: str, column: str) -> None:
    tables = complete_tables()
    tables[table][0][column] = "2026-11-21"
    assert found(tables, "28") == []
    tables[table][0][column] = "2026-11-22"
    [finding] = found(tables, "28")
    assert "belum tiba (22 November 2026)" in finding.sentence
    assert finding.place == Place(table, str(tables[table][0]["id"]), column)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("progress_year", "budget"),
        ("progress_entry", "spending"),
        ("initiative_budget", "amount"),
        ("ceiling", "amount"),
    ],
)
def test_money_is_never_below_zero(table: str, column: str) -> None:
    tables = complete_tables()
    tables[table][-1][column] = -5
    [finding] = [finding for finding in found(tables, "28") if ":negative:" in finding.key]
    assert "tertulis -Rp5." in finding.sentence
    assert finding.place == Place(table, str(tables[table][-1]["id"]), column)


def test_the_owner_of_negative_money_is_named() -> None:
    tables = complete_tables()
    _year(tables)["plan_amount"] = -1
    [sentence] = sentences(tables, "28")
    assert sentence.startswith("Anggaran rencana induk (Rp) pada “Rumah Kurcaci, 2026” tertulis -Rp1.")


# -- rule 29: benefit and obstacle -------------------------------------------------------------------------------------


def test_a_benefit_counts_with_a_figure_or_evidence_in_the_year() -> None:
    tables = complete_tables()
    kurcaci = titled(tables, "Rumah Kurcaci")["id"]
    benefit = the(tables, "benefit", initiative_id=kurcaci, dated="2026-10-01")
    for column, value in (("count", 16), ("before_text", "7"), ("after_text", "1")):
        benefit.update(count=None, before_text=" ", after_text=" ")
        benefit[column] = value
        assert found(tables, "29") == []
    benefit.update(count=None, before_text=" ", after_text=" ")
    [finding] = found(tables, "29")
    assert finding.sentence.startswith(
        "Manfaat inisiatif “Rumah Kurcaci” tahun 2026 belum tercatat dengan angka atau bukti."
    )
    add_evidence(tables, "benefit", str(benefit["id"]))
    assert found(tables, "29") == []
    benefit["dated"] = "2025-10-01"
    assert len(found(tables, "29")) == 1


def test_an_obstacle_is_told_once_a_year() -> None:
    tables = complete_tables()
    _entry(tables)["obstacle"] = ""
    assert found(tables, "29") == []
    _entry(tables, "2026-06-30")["obstacle"] = " "
    [finding] = found(tables, "29")
    assert finding.sentence.startswith("Kendala inisiatif “Rumah Kurcaci” tahun 2026 belum tercatat.")
    assert finding.place == Place("progress_entry", str(_entry(tables)["id"]), "obstacle")
