"""Rules 7, 19, 20 and 21: the mapping to the RPJMD, codes, directions of targets, offices without an initiative."""

from __future__ import annotations

import pytest

from gmsc_desktop.models.checks import Place, check
from gmsc_desktop.models.checks.nomenclature import has_form
from gmsc_desktop.models.snapshot import from_json
from tests.models.complete_plan import TODAY, YEAR, complete_tables, drop, found, sentences, the, weighing
from tests.sample_initiatives import add


def test_a_sasaran_without_dimension_and_without_reason_leads_to_its_row() -> None:
    tables = complete_tables()
    objective = tables["objective"][0]
    drop(tables, "objective_dimension", objective_id=objective["id"])
    (finding,) = found(tables, "7")
    assert finding.sentence == (
        f"Sasaran RPJMD “{objective['text']}” belum dipetakan ke dimensi. "
        "Pilih sedikitnya satu dimensi, atau tandai tidak terkait dengan alasannya."
    )
    assert finding.place == Place("objective_dimension", str(objective["id"]), "dimension")
    objective.update(unrelated=True, unrelated_reason=" ")
    (finding,) = found(tables, "7")
    assert "tanpa alasan" in finding.sentence
    objective.update(unrelated_reason="Kewenangan pusat.")
    assert found(tables, "7") == []


def test_only_the_document_in_force_is_asked_for_its_mapping() -> None:
    tables = complete_tables()
    tables["objective_dimension"].clear()
    tables["planning_document"][0].update(in_force_from=YEAR + 1)
    assert found(tables, "7") == found(tables, "7b") == []


def test_an_unrelated_sasaran_that_is_served_all_the_same_is_told() -> None:
    tables = complete_tables()
    objective = the(tables, "objective", unrelated=True)
    indicator = the(tables, "indicator", objective_id=objective["id"])
    assert found(tables, "7b") == []
    row = tables["initiative"][0]["id"]
    add(tables, "indicator_mapping", "x", initiative_id=row, indicator_id=indicator["id"])
    (sentence,) = sentences(tables, "7b")
    assert "ditandai tidak terkait, tetapi masih dipetakan" in sentence


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("2.16.03.2.02.0038", True),
        ("2.16.03.2.02.08", True),
        ("2.16.03.2.02", True),
        ("2.16.03", True),
        ("X.XX.01", True),
        (" 2.16.03. ", True),
        ("2.16.3", False),
        ("2.16.03.9.02", False),
        ("216.03", False),
        ("2.16.03.2.02.00381", False),
    ],
)
def test_the_form_of_a_code(code: str, good: bool) -> None:
    assert has_form(code) is good


def test_an_initiative_says_which_of_its_codes_has_no_known_form() -> None:
    tables = complete_tables()
    row = tables["initiative"][0]
    kept = add(tables, "initiative_code", "x", initiative_id=row["id"], code="2.16.03.2.2.0038")
    (finding,) = found(tables, "19")
    assert "2.16.03.2.2.0038" in finding.sentence
    assert str(row["title"]) in finding.sentence
    assert finding.place == Place("initiative_code", kept, "code")


def test_a_code_that_the_lists_do_not_know_is_told_once_and_only_where_there_are_lists() -> None:
    tables = complete_tables()
    row = tables["initiative"][0]
    kept = add(tables, "initiative_code", "x", initiative_id=row["id"], code="9.99.03.2.02.0038")
    (finding,) = found(tables, "19b")
    told = f"Kode nomenklatur 9.99.03.2.02.0038 pada inisiatif “{row['title']}”: Kode ini belum ada di daftar."
    assert (finding.sentence, finding.place) == (told, Place("initiative_code", kept, "code"))
    plain = check(from_json(tables), "final", year=YEAR, today=TODAY, pack=weighing("must", "19b"))
    assert plain == []
    tables["initiative_code"][0]["code"] = "9.9"
    assert found(tables, "19b") == []  # rule 19 speaks of its form


@pytest.mark.parametrize(
    ("direction", "baseline", "later", "told"),
    [
        ("naik", 3.0, 2.5, "target 2025 (2,5) di bawah kondisi awal (3,0)"),
        ("turun", 3.0, 3.5, "target 2025 (3,5) di atas kondisi awal (3,0)"),
        ("tetap", 3.0, 3.5, "target 2025 (3,5) di atas kondisi awal (3,0)"),
        ("naik", 3.0, 3.0, ""),
        ("turun", 3.0, 2.5, ""),
        ("tetap", 3.0, 3.0, ""),
        ("", 3.0, 2.5, ""),
    ],
)
def test_targets_go_the_way_their_direction_says(direction: str, baseline: float, later: float, told: str) -> None:
    tables = complete_tables()
    indicator = tables["indicator"][0]
    indicator.update(direction=direction, baseline_number=baseline, baseline_text=str(baseline).replace(".", ","))
    the(tables, "target", indicator_id=indicator["id"], year=2025).update(
        number=later, text=str(later).replace(".", ",")
    )
    said = sentences(tables, "20")
    assert len(said) == bool(told)
    assert not told or told in said[0]


def test_a_target_is_held_against_the_last_one_that_is_a_number() -> None:
    tables = complete_tables()
    indicator = tables["initiative_indicator"][0]
    years = sorted(
        int(str(row["year"])) for row in tables["initiative_target"] if row["indicator_id"] == indicator["id"]
    )
    for year, number in zip(years, (500.0, None, 400.0), strict=False):
        the(tables, "initiative_target", indicator_id=indicator["id"], year=year).update(
            number=number, text="banyak" if number is None else str(int(number))
        )
    indicator["direction"] = "naik"
    (sentence,) = sentences(tables, "20")
    assert f"target {years[2]} (400) di bawah target {years[0]} (500)" in sentence


def test_an_office_that_only_supports_counts_and_one_of_the_past_is_not_asked() -> None:
    tables = complete_tables()
    office = add(tables, "agency", "baru", name="Satpol PP")
    (finding,) = found(tables, "21")
    assert finding.place == Place("agency", office, "no_initiative_reason")
    tables["agency"][-1].update(no_initiative_reason="Penegakan perda.")
    assert found(tables, "21") == []
    tables["agency"][-1].update(no_initiative_reason="", valid_to="2026-01-01")
    assert found(tables, "21") == []
    tables["agency"][-1].update(valid_to="")
    row = tables["initiative"][0]["id"]
    add(tables, "initiative_agency", "x", initiative_id=row, agency_id=office)
    assert found(tables, "21") == []


def test_before_the_first_initiative_no_office_is_asked() -> None:
    tables = complete_tables()
    tables["initiative"].clear()
    assert found(tables, "21") == []
