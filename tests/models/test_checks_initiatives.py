"""Rules 14 and 16: each initiative is complete, tied to the planning document, and its sums agree."""

from __future__ import annotations

import pytest

from gmsc_desktop.models.checks import Place
from gmsc_desktop.models.snapshot import Json
from tests.models.complete_plan import Row, complete_tables, drop, found, sentences, the, titled
from tests.sample_initiatives import Tables, add


def _kurcaci(tables: Tables) -> Row:
    return titled(tables, "Rumah Kurcaci")


@pytest.mark.parametrize(
    ("values", "said", "column"),
    [
        ({"title": " "}, "Inisiatif SL-01 belum bernama.", "title"),
        ({"dimension": ""}, "Inisiatif “Rumah Kurcaci” belum memiliki dimensi utama.", "dimension"),
        ({"dimension": "XX"}, "Inisiatif “Rumah Kurcaci” belum memiliki dimensi utama.", "dimension"),
        ({"agency_id": ""}, "Inisiatif “Rumah Kurcaci” belum memiliki OPD penanggung jawab.", "agency_id"),
        ({"agency_id": "gone"}, "Inisiatif “Rumah Kurcaci” belum memiliki OPD penanggung jawab.", "agency_id"),
        ({"year_start": None}, "Tahun pelaksanaan inisiatif “Rumah Kurcaci” belum lengkap.", "year_start"),
        ({"year_end": None}, "Tahun pelaksanaan inisiatif “Rumah Kurcaci” belum lengkap.", "year_end"),
        (
            {"year_end": 2024},
            "Tahun selesai inisiatif “Rumah Kurcaci” (2024) mendahului tahun mulainya (2025).",
            "year_end",
        ),
        (
            {"year_end": 2031},
            "Inisiatif “Rumah Kurcaci” berlangsung 2025–2031, di luar periode rencana 2025–2030.",
            "year_end",
        ),
        (
            {"year_start": 2024},
            "Inisiatif “Rumah Kurcaci” berlangsung 2024–2027, di luar periode rencana 2025–2030.",
            "year_start",
        ),
    ],
)
def test_an_initiative_lacks_something(values: dict[str, Json], said: str, column: str) -> None:
    tables = complete_tables()
    kurcaci = _kurcaci(tables)
    kurcaci.update(values)
    [finding] = found(tables, "14")
    assert finding.sentence.startswith(said)
    assert finding.place == Place("initiative", str(kurcaci["id"]), column)


def test_a_name_is_taken_literally() -> None:
    tables = complete_tables()
    _kurcaci(tables).update(title="Rumah {name} <b>%s</b>", agency_id="")
    [sentence] = sentences(tables, "14")
    assert sentence.startswith("Inisiatif “Rumah {name} <b>%s</b>” belum memiliki OPD")


def test_an_initiative_has_a_sub_dimension() -> None:
    tables = complete_tables()
    kurcaci = _kurcaci(tables)["id"]
    drop(tables, "initiative_subdimension", initiative_id=kurcaci)
    [finding] = found(tables, "14")
    assert finding.sentence.startswith("Inisiatif “Rumah Kurcaci” belum memiliki sub-dimensi.")
    assert finding.place == Place("initiative_subdimension", str(kurcaci), "subdimension")


def test_an_office_that_was_dissolved_is_told_with_its_successor() -> None:
    tables = complete_tables()
    old = the(tables, "agency", id=_kurcaci(tables)["agency_id"])
    old["valid_to"] = "2026-08-31"
    assert sentences(tables, "14") == [
        "RSUD Batara Guru, penanggung jawab inisiatif “Rumah Kurcaci”, hanya berlaku sampai 31 Agustus 2026. "
        "Pilih OPD penerusnya."
    ]
    new = add(tables, "agency", "new", name="Dinas Kesehatan dan KB")
    add(tables, "agency_succession", agency_id=old["id"], successor_id=new)
    [sentence] = sentences(tables, "14")
    assert sentence.endswith("Pilih Dinas Kesehatan dan KB.")
    _kurcaci(tables)["agency_id"] = new
    assert found(tables, "14") == []


def test_what_was_finished_keeps_the_old_office() -> None:
    tables = complete_tables()
    finished = titled(tables, "Gerakan Seribu NIB")  # 2025 alone
    old = add(tables, "agency", "old", name="Dinas lama", valid_to="2025-12-31")
    finished["agency_id"] = old
    assert found(tables, "14") == []
    tables["agency"][-1]["valid_to"] = "2025-06-30"
    assert len(found(tables, "14")) == 1


@pytest.mark.parametrize(
    ("values", "said", "table"),
    [
        ({"text": ""}, "Indikator inisiatif “Rumah Kurcaci” belum bernama.", "initiative_indicator"),
        ({"unit": " "}, "Indikator inisiatif “Rumah Kurcaci” belum memiliki satuan.", "initiative_indicator"),
        ({}, "Indikator inisiatif “Rumah Kurcaci” belum memiliki target.", "initiative_target"),
    ],
)
def test_an_initiative_has_an_indicator_with_unit_and_target(values: dict[str, Json], said: str, table: str) -> None:
    tables = complete_tables()
    kurcaci = _kurcaci(tables)["id"]
    indicator = the(tables, "initiative_indicator", initiative_id=kurcaci)
    indicator.update(values)
    if not values:
        for target in tables["initiative_target"]:
            target["text"] = " " if target["indicator_id"] == indicator["id"] else target["text"]
    [finding] = found(tables, "14")
    assert finding.sentence.startswith(said)
    assert (finding.place.table, finding.place.record_id) == (table, indicator["id"])
    second = add(tables, "initiative_indicator", "second", initiative_id=kurcaci, text="Keluarga", unit="keluarga")
    add(tables, "initiative_target", "second", indicator_id=second, year=2026, text="16")
    assert found(tables, "14") == []


def test_an_initiative_without_any_indicator_is_told_so() -> None:
    tables = complete_tables()
    drop(tables, "initiative_indicator", initiative_id=_kurcaci(tables)["id"])
    [sentence] = sentences(tables, "14")
    assert sentence.startswith("Inisiatif “Rumah Kurcaci” belum memiliki indikator.")


def test_an_initiative_is_mapped_or_says_why_not() -> None:
    tables = complete_tables()
    kurcaci = _kurcaci(tables)
    kurcaci["outside_reason"] = " "
    assert found(tables, "14") == []  # mapped to an indicator
    drop(tables, "indicator_mapping", initiative_id=kurcaci["id"])
    [sentence] = sentences(tables, "14")
    assert sentence.startswith("Inisiatif “Rumah Kurcaci” belum dipetakan ke RPJMD.")
    add(tables, "programme_mapping", "x", initiative_id=kurcaci["id"], programme_id=tables["programme"][0]["id"])
    assert found(tables, "14") == []


def _second_document(tables: Tables) -> None:
    """A changed RPJMD is in force from 2026; the links still belong to the first."""
    tables["planning_document"][0]["in_force_to"] = 2025
    add(tables, "planning_document", "new", kind="perubahan_rpjmd", title="Perubahan RPJMD", status="berlaku")
    tables["planning_document"][-1].update(period_start=2025, period_end=2029, in_force_from=2026)


def test_a_link_to_the_former_document_does_not_count_any_more() -> None:
    tables = complete_tables()
    _kurcaci(tables)["outside_reason"] = ""
    _second_document(tables)
    [sentence] = sentences(tables, "14")
    assert sentence.startswith(
        "Inisiatif “Rumah Kurcaci” belum dipetakan ke Perubahan RPJMD, yang berlaku pada tahun 2026."
    )


def test_an_initiative_of_former_years_keeps_its_link() -> None:
    tables = complete_tables()
    titled(tables, "Gerakan Seribu NIB")["outside_reason"] = ""  # 2025 alone
    _second_document(tables)
    assert found(tables, "14") == []


def test_a_plan_without_initiatives_and_one_with_rejected_ones_alone_are_told_so() -> None:
    tables = complete_tables()
    for initiative in tables["initiative"]:
        initiative.update(state="ditolak", agency_id="")
    [sentence] = sentences(tables, "14")
    assert sentence.startswith("Rencana ini belum memuat inisiatif.")


# -- rule 16: money ----------------------------------------------------------------------------------------------------


def test_sources_that_do_not_add_up_are_told_with_both_sums() -> None:
    tables = complete_tables()
    kurcaci = _kurcaci(tables)["id"]
    row = the(tables, "progress_year", initiative_id=kurcaci, year=2026)
    row["plan_amount"] = 425_000_000
    [finding] = found(tables, "16")
    assert finding.sentence == (
        "Jumlah sumber dana inisiatif “Rumah Kurcaci” tahun 2026 adalah Rp400.000.000, "
        "sedangkan anggaran rencana induknya Rp425.000.000. Samakan keduanya."
    )
    assert finding.place == Place("progress_year", str(row["id"]), "plan_amount")
    budget = {"initiative_id": kurcaci, "year": 2026, "source": "csr", "amount": 25_000_000}
    add(tables, "initiative_budget", "csr", **budget)
    assert found(tables, "16") == []


def test_a_plan_sum_that_is_empty_is_not_compared_and_one_of_zero_is() -> None:
    tables = complete_tables()
    row = the(tables, "progress_year", initiative_id=_kurcaci(tables)["id"], year=2026)
    row["plan_amount"] = None
    assert found(tables, "16") == []
    row["plan_amount"] = 0
    assert len(found(tables, "16")) == 1
    drop(tables, "initiative_budget", initiative_id=row["initiative_id"], year=2026)
    assert found(tables, "16") == []
    row["plan_amount"] = 5
    [sentence] = sentences(tables, "16")
    assert sentence.startswith("Anggaran rencana induk 2026 inisiatif “Rumah Kurcaci” Rp5 belum dirinci")


def test_empty_and_zero_budgets_are_told_by_their_years() -> None:
    tables = complete_tables()
    kurcaci = _kurcaci(tables)["id"]
    drop(tables, "initiative_budget", initiative_id=kurcaci, year=2026)
    the(tables, "initiative_budget", initiative_id=kurcaci, year=2027)["amount"] = 0
    assert sentences(tables, "16b") == [
        "Anggaran 2026 dan 2027 inisiatif “Rumah Kurcaci” masih kosong atau nol. Isi menurut sumber dananya."
    ]


def _mapped_to_programme(tables: Tables, amount: int | None) -> None:
    programme = tables["programme"][0]["id"]
    add(tables, "programme_mapping", "x", initiative_id=_kurcaci(tables)["id"], programme_id=programme)
    the(tables, "ceiling", programme_id=programme, year=2026)["amount"] = amount


@pytest.mark.parametrize(("amount", "count"), [(399_999_999, 1), (400_000_000, 0), (None, 0)])
def test_a_budget_above_the_ceiling_of_its_programme_is_warned_of(amount: int | None, count: int) -> None:
    tables = complete_tables()
    _mapped_to_programme(tables, amount)
    findings = found(tables, "16c", weight="warning")
    assert len(findings) == count
    if findings:
        assert findings[0].sentence.startswith(
            "Anggaran APBD 2026 inisiatif “Rumah Kurcaci” Rp400.000.000 "
            "melebihi pagu Program Indeks SPBE Rp399.999.999."
        )


def test_what_others_than_the_own_apbd_pay_is_not_held_against_a_ceiling() -> None:
    tables = complete_tables()
    _mapped_to_programme(tables, 400_000_000)
    row = str(_kurcaci(tables)["id"])
    add(tables, "initiative_budget", row, "csr", initiative_id=row, year=2026, source="csr", amount=10**9)
    assert found(tables, "16c") == []


def test_the_ceilings_of_several_programmes_add_up() -> None:
    tables = complete_tables()
    _mapped_to_programme(tables, 1)
    programme = tables["programme"][1]["id"]
    add(tables, "programme_mapping", "y", initiative_id=_kurcaci(tables)["id"], programme_id=programme)
    assert found(tables, "16c") == []


def test_ceilings_of_a_document_that_is_not_in_force_that_year_do_not_bind() -> None:
    tables = complete_tables()
    _mapped_to_programme(tables, 1)
    _second_document(tables)
    assert found(tables, "16c") == []
