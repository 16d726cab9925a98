"""The two-way gap report: what has no counterpart, with the question of a reviewer and the plan's answer."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.models.checks import Place, place_label
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.gaps import GROUPS, Gap, GapReport, gap_report
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.snapshot import from_json
from tests.models.complete_plan import YEAR, Row, complete_tables, drop, the, titled
from tests.sample_initiatives import Tables, add

TODAY = date(2026, 11, 21)


def report(tables: Tables, year: int | None = None) -> GapReport:
    return gap_report(Figures(from_json(tables), load()), TODAY, year)


def quiet() -> Tables:
    """A plan in which nothing lacks its counterpart."""
    tables = complete_tables()
    for row in tables["programme"]:
        row["priority"] = False
    supporting = tables["initiative"][0]["id"]
    for agency in tables["agency"]:
        add(tables, "initiative_agency", str(agency["id"]), initiative_id=supporting, agency_id=agency["id"])
    return tables


def of(tables: Tables, group: str) -> list[Gap]:
    return list(report(tables).of(group))


def objective(tables: Tables, code: str = "S1") -> Row:
    return the(tables, "objective", code=code)


def mapped_programme(tables: Tables, title: str, place: int = 0) -> Row:
    programme = tables["programme"][place]
    row = titled(tables, title)["id"]
    add(tables, "programme_mapping", title, place, initiative_id=row, programme_id=programme["id"])
    return programme


def test_a_plan_without_gaps_leaves_only_what_it_answers() -> None:
    told = report(quiet())
    assert told.open == ()
    assert {gap.group for gap in told.gaps} <= {"objective", "initiative"}
    assert told.document is not None
    assert told.sentence.endswith("0 pertanyaan terbuka.")


def test_sasaran_whose_codes_begin_anew_under_each_tujuan_are_called_by_their_path() -> None:
    tables = complete_tables()
    goal, first = tables["goal"][0], objective(tables)
    mission = the(tables, "mission", id=goal["mission_id"])
    mission["number"], goal["code"], first["code"] = "2", "1", "1"
    other = add(tables, "goal", "lain", **{key: goal[key] for key in ("document_id", "mission_id")}, code="2", text="T")
    more = {"document_id": goal["document_id"], "goal_id": other, "code": "1", "text": "Sasaran lain"}
    add(tables, "objective", "lain", **more)
    found = Figures(from_json(tables), load()).objective_codes
    assert found[str(first["id"])] == "2.1.1"
    assert {gap.name: gap.code for gap in of(tables, "objective")}["Sasaran lain"] == "2.2.1"


def test_codes_that_are_told_once_or_carry_their_path_stay_as_they_are() -> None:
    tables = complete_tables()
    assert Figures(from_json(tables), load()).objective_codes[str(objective(tables)["id"])] == "S1"
    goal, first = tables["goal"][0], objective(tables)
    the(tables, "mission", id=goal["mission_id"])["number"] = "2"
    goal["code"], first["code"] = "2.1.", "2.1.3"
    add(tables, "objective", "sama", document_id=goal["document_id"], goal_id=goal["id"], code="2.1.3", text="Sama")
    assert Figures(from_json(tables), load()).objective_codes[str(first["id"])] == "2.1.3"


def test_a_sasaran_without_initiative_asks_which_one_makes_its_dimension_true() -> None:
    tables = quiet()
    indicator = the(tables, "indicator", objective_id=objective(tables)["id"])
    drop(tables, "indicator_mapping", indicator_id=indicator["id"])
    (gap,) = [gap for gap in of(tables, "objective") if gap.open]
    assert gap.name == objective(tables)["text"]
    assert gap.question == "Sasaran ini dipetakan ke Smart Governance. Inisiatif mana yang mewujudkannya?"
    assert gap.place == Place("objective_dimension", str(objective(tables)["id"]), "dimension")
    assert report(tables).served.part == report(quiet()).served.part - 1


def test_a_sasaran_that_is_unrelated_is_answered_by_its_reason() -> None:
    tables = quiet()
    (gap,) = of(tables, "objective")
    assert (gap.reason, gap.open) == ("Kewenangan pemerintah pusat.", False)
    the(tables, "objective", unrelated=True)["unrelated_reason"] = " "
    (gap,) = of(tables, "objective")
    assert gap.open
    assert gap.question == "Apa sumbangan smart city bagi sasaran ini, atau mengapa tidak terkait?"


def test_an_indicator_beside_the_one_that_is_served_is_told() -> None:
    tables = quiet()
    row = objective(tables)
    second = add(tables, "indicator", "kedua", document_id=row["document_id"], objective_id=row["id"], text="Indeks X")
    (gap,) = of(tables, "indicator")
    assert (gap.code, gap.name, gap.place.record_id) == ("S1", "Indeks X", second)
    served = tables["initiative"][0]["id"]
    add(tables, "indicator_mapping", "kedua", initiative_id=served, indicator_id=second)
    assert of(tables, "indicator") == []
    tables["indicator_mapping"].clear()  # of a sasaran that nothing serves the sasaran itself is told
    assert of(tables, "indicator") == []
    assert row["text"] in {gap.name for gap in of(tables, "objective")}


def test_a_priority_programme_is_served_by_itself_or_by_its_indicator() -> None:
    tables = quiet()
    programme = tables["programme"][0]
    programme["priority"] = True
    (gap,) = of(tables, "programme")
    assert (gap.name, gap.place.table) == (programme["name"], "programme_mapping")
    below = add(tables, "indicator", "p", document_id=programme["document_id"], programme_id=programme["id"], text="x")
    add(tables, "indicator_mapping", "p", initiative_id=tables["initiative"][0]["id"], indicator_id=below)
    assert of(tables, "programme") == []
    tables["initiative"][0]["state"] = "ditolak"
    assert [gap.name for gap in of(tables, "programme")] == [programme["name"]]


def test_matrix_and_initiatives_are_held_against_each_other_both_ways() -> None:
    tables = quiet()
    row = objective(tables)
    assert of(tables, "dimension") == []
    add(tables, "objective_dimension", "x", objective_id=row["id"], dimension="SB", strength="pendukung")
    (empty,) = of(tables, "dimension")
    assert "dipetakan ke Smart Branding. Inisiatif mana dari dimensi itu" in empty.question
    indicator = the(tables, "indicator", objective_id=row["id"])
    other = the(tables, "initiative", dimension="SV")["id"]
    add(tables, "indicator_mapping", "y", initiative_id=other, indicator_id=indicator["id"])
    _empty, unticked = of(tables, "dimension")
    assert unticked.question.startswith("Inisiatif Smart Environment melayani sasaran ini")


def test_an_initiative_without_target_is_answered_by_its_reason() -> None:
    tables = quiet()
    row = titled(tables, "Sang Sultan")
    drop(tables, "indicator_mapping", initiative_id=row["id"])
    row["outside_reason"] = ""
    (gap,) = [gap for gap in of(tables, "initiative") if gap.open]
    assert (gap.name, gap.place) == ("Sang Sultan", Place("indicator_mapping", str(row["id"]), "indicator_id"))
    row["outside_reason"] = "Arahan nasional."
    assert [gap.reason for gap in of(tables, "initiative") if gap.name == "Sang Sultan"] == ["Arahan nasional."]


def test_an_initiative_of_another_document_is_asked_for_this_one() -> None:
    tables = quiet()
    document = tables["planning_document"][0]
    document.update(in_force_to=2025, status="diganti")
    later = add(tables, "planning_document", "baru", kind="perubahan_rpjmd", title="Perubahan RPJMD", status="berlaku")
    tables["planning_document"][-1].update(period_start=2026, period_end=2029, in_force_from=2026)
    titled(tables, "Sang Sultan")["outside_reason"] = ""
    gaps = [gap for gap in of(tables, "initiative") if gap.name == "Sang Sultan"]
    assert [gap.question for gap in gaps] == [
        "Inisiatif ini dipetakan ke dokumen lain. Sasaran mana dari Perubahan RPJMD yang dilayaninya?"
    ]
    found = report(tables).document
    assert found is not None
    assert found.id == later


def test_a_ceiling_that_is_too_low_tells_by_how_much() -> None:
    tables = quiet()
    programme = mapped_programme(tables, "Sang Sultan")
    the(tables, "ceiling", programme_id=programme["id"], year=YEAR)["amount"] = 500_000_000
    tables["initiative_budget"] = [
        row for row in tables["initiative_budget"] if row["initiative_id"] != titled(tables, "Sang Sultan")["id"]
    ]
    row = titled(tables, "Sang Sultan")["id"]
    for source, amount in (("apbd", 600_000_000), ("csr", 900_000_000)):
        add(tables, "initiative_budget", str(row), source, initiative_id=row, year=YEAR, source=source, amount=amount)
    (gap,) = of(tables, "ceiling")
    assert (gap.year, gap.amount, gap.code) == (YEAR, 100_000_000, programme["code"])
    assert "Rp600.000.000, sedangkan pagunya Rp500.000.000. Dari mana selisih Rp100.000.000 dibiayai?" in gap.question
    (line,) = report(tables).ceilings
    assert (line.mapped, line.ceiling, line.above) == (600_000_000, 500_000_000, 100_000_000)


def test_what_another_programme_can_pay_is_not_counted_twice() -> None:
    tables = quiet()
    first, second = mapped_programme(tables, "Sang Sultan"), mapped_programme(tables, "Sang Sultan", 1)
    row = titled(tables, "Sang Sultan")["id"]
    tables["initiative_budget"] = [r for r in tables["initiative_budget"] if r["initiative_id"] != row]
    add(tables, "initiative_budget", str(row), "x", initiative_id=row, year=YEAR, source="apbd", amount=700)
    ceilings = [the(tables, "ceiling", programme_id=programme["id"], year=YEAR) for programme in (first, second)]
    ceilings[0]["amount"], ceilings[1]["amount"] = 400, 300
    assert of(tables, "ceiling") == []
    ceilings[1]["amount"] = 200
    gaps = of(tables, "ceiling")
    assert [(gap.amount, "sedikitnya" in gap.question) for gap in gaps] == [(100, True), (100, True)]


def test_a_year_without_ceiling_is_asked_for() -> None:
    tables = quiet()
    programme = mapped_programme(tables, "Sang Sultan")
    drop(tables, "ceiling", programme_id=programme["id"], year=2027)
    gaps = of(tables, "ceiling")
    assert [(gap.year, gap.amount, gap.question[:22]) for gap in gaps] == [(2027, None, "Pagu 2027 belum diisi,")]


def test_an_office_without_initiative_is_asked_for_its_part() -> None:
    tables = quiet()
    add(tables, "agency", "baru", name="Satpol PP", short_name="Satpol")
    (gap,) = of(tables, "agency")
    assert (gap.code, gap.name, gap.open) == ("Satpol", "Satpol PP", True)
    tables["agency"][-1]["no_initiative_reason"] = "Penegakan perda."
    (gap,) = of(tables, "agency")
    assert gap.reason == "Penegakan perda."


def test_without_a_document_only_the_other_side_is_told() -> None:
    tables = quiet()
    tables["planning_document"].clear()
    told = report(tables)
    assert told.document is None
    assert {gap.group for gap in told.gaps} == {"initiative"}
    assert told.sentence.startswith("Belum ada RPJMD")


def test_nothing_at_all_has_no_gaps() -> None:
    tables = quiet()
    for name in ("planning_document", "initiative", "agency"):
        tables[name].clear()
    assert report(tables).gaps == ()


def test_a_draft_is_mapped_where_nothing_is_in_force() -> None:
    tables = quiet()
    tables["planning_document"][0].update(status="rancangan")
    assert report(tables).document is not None


@pytest.mark.parametrize("group", GROUPS)
def test_every_gap_has_a_question_a_place_and_an_id_of_its_own(group: str) -> None:
    from tests.demo_plan import plan

    told = gap_report(Figures(plan(), load()), TODAY)
    assert len({gap.id for gap in told.gaps}) == len(told.gaps)
    for gap in told.of(group):
        assert gap.question.endswith("?")
        assert gap.name
        assert " › " in place_label(plan(), gap.place)
