"""Rules 6, 13, 15 and 24: the planning document's ladder, objectives, horizons and quick wins."""

from __future__ import annotations

import pytest

from gmsc_desktop.models.checks import Place
from gmsc_desktop.models.snapshot import Json
from tests.models.complete_plan import complete_tables, drop, found, sentences, the, titled
from tests.sample_initiatives import Tables, add


def _document(tables: Tables) -> dict[str, Json]:
    return tables["planning_document"][0]


def test_an_rpjmd_has_a_vision_and_missions() -> None:
    tables = complete_tables()
    _document(tables)["vision"] = " "
    tables["mission"].clear()
    assert sentences(tables, "6") == [
        "RPJMD Kabupaten Luwu 2025–2029 belum memuat visi. Salin visinya dari dokumen resmi.",
        "RPJMD Kabupaten Luwu 2025–2029 belum memuat misi. Tambahkan sedikitnya satu misi.",
    ]
    _document(tables)["kind"] = "perubahan_rpjmd"
    assert len(sentences(tables, "6")) == 2
    for table in ("goal", "objective", "indicator"):
        tables[table].clear()
    assert sentences(tables, "6")[2].startswith("RPJMD Kabupaten Luwu 2025–2029 belum memuat tujuan.")


def test_an_rpd_begins_at_tujuan() -> None:
    tables = complete_tables()
    _document(tables).update(kind="rpd", vision="")
    tables["mission"].clear()
    assert found(tables, "6") == []
    for table in ("goal", "objective", "indicator"):
        tables[table].clear()
    [sentence] = sentences(tables, "6")
    assert sentence.startswith("RPJMD Kabupaten Luwu 2025–2029 belum memuat tujuan.")


def test_each_misi_has_a_tujuan_and_each_tujuan_a_sasaran() -> None:
    tables = complete_tables()
    document = _document(tables)["id"]
    mission = add(tables, "mission", "new", document_id=document, text="Misi baru")
    assert sentences(tables, "6") == [
        "Misi “Misi baru” belum memiliki tujuan. Tambahkan tujuannya, atau hapus misi ini."
    ]
    goal = add(tables, "goal", "new", document_id=document, mission_id=mission, text="Tujuan baru")
    lacks = found(tables, "6")
    assert [finding.sentence.split(".")[0] for finding in lacks] == [
        "Tujuan “Tujuan baru” belum memiliki sasaran",
        "Tujuan RPJMD “Tujuan baru” belum memiliki indikator",
    ]
    assert [finding.place for finding in lacks] == [Place("objective", goal, "text"), Place("indicator", goal, "text")]


def test_a_rung_that_hangs_on_nothing_is_told() -> None:
    tables = complete_tables()
    goal, objective = tables["goal"][0], tables["objective"][0]
    above = goal["mission_id"], objective["goal_id"]
    goal["mission_id"], objective["goal_id"] = None, None
    found_ = {(one.place, one.sentence.rsplit(". ", 1)[1]) for one in found(tables, "6")}
    assert (Place("goal", str(goal["id"]), "text"), "Pindahkan ke bawah misinya (Alt+↑ atau Alt+↓).") in found_
    assert (
        Place("objective", str(objective["id"]), "text"),
        "Pindahkan ke bawah tujuannya (Alt+↑ atau Alt+↓).",
    ) in found_
    goal["mission_id"], objective["goal_id"] = above
    assert found(tables, "6") == []


def test_missions_without_any_tujuan_are_told_one_by_one() -> None:
    tables = complete_tables()
    for table in ("goal", "objective", "indicator"):
        tables[table].clear()
    assert [finding.place.table for finding in found(tables, "6")] == ["goal"] * len(tables["mission"])
    _document(tables)["kind"] = "rpd"
    [finding] = found(tables, "6")
    assert finding.place == Place("goal", str(_document(tables)["id"]), "text")


def test_each_sasaran_has_an_indicator() -> None:
    tables = complete_tables()
    drop(tables, "indicator", text="Prevalensi stunting")
    [sentence] = sentences(tables, "6")
    assert sentence.startswith("Sasaran RPJMD “Menurunnya prevalensi stunting” belum memiliki indikator.")


@pytest.mark.parametrize(
    ("values", "said", "column"),
    [
        ({"unit": " "}, "Indikator RPJMD “Indeks SPBE” belum memiliki satuan.", "unit"),
        ({"baseline_text": " "}, "Indikator RPJMD “Indeks SPBE” belum memiliki kondisi awal.", "baseline_text"),
    ],
)
def test_an_indicator_has_a_unit_and_a_baseline(values: dict[str, Json], said: str, column: str) -> None:
    tables = complete_tables()
    indicator = the(tables, "indicator", text="Indeks SPBE")
    indicator.update(values)
    [finding] = found(tables, "6")
    assert finding.sentence.startswith(said)
    assert finding.place == Place("indicator", str(indicator["id"]), column)


def test_targets_are_asked_for_the_years_of_the_documents_own_table() -> None:
    tables = complete_tables()
    _document(tables).update(target_start=2026, target_end=2030)
    for target in tables["target"]:
        target["year"] = int(str(target["year"])) + 1
    assert found(tables, "6") == []
    indicator = the(tables, "indicator", text="Indeks SPBE")["id"]
    for year in (2027, 2030):
        the(tables, "target", indicator_id=indicator, year=year)["text"] = ""
    assert sentences(tables, "6") == [
        "Target 2027 dan 2030 indikator RPJMD “Indeks SPBE” belum diisi. Isi target setiap tahun."
    ]


def test_a_target_as_written_is_a_target_also_without_a_number() -> None:
    tables = complete_tables()
    for target in tables["target"]:
        target.update(text="N/A", number=None)
    assert found(tables, "6") == []


def test_indicators_of_programmes_are_not_asked() -> None:
    tables = complete_tables()
    programme = tables["programme"][0]
    add(tables, "indicator", "p", document_id=programme["document_id"], programme_id=programme["id"], text="Cakupan")
    assert found(tables, "6") == []


def test_the_years_of_targets_must_be_known() -> None:
    tables = complete_tables()
    _document(tables).update(target_start=None, period_start=None, in_force_from=2025)
    [finding] = found(tables, "6")
    assert finding.sentence.startswith("Tahun target RPJMD Kabupaten Luwu 2025–2029 belum lengkap.")


def test_only_the_document_in_force_is_asked() -> None:
    tables = complete_tables()
    add(tables, "planning_document", "old", kind="rpd", title="RPD 2022–2024", status="diganti")
    tables["planning_document"][-1].update(period_start=2022, period_end=2024)
    assert found(tables, "6") == []
    _document(tables)["in_force_from"] = 2027
    [finding] = found(tables, "6")
    assert finding.sentence.startswith("Belum ada RPJMD atau RPD yang berlaku untuk tahun 2026.")
    _document(tables)["status"] = "rancangan"
    [finding] = found(tables, "6")
    assert finding.sentence.startswith("RPJMD Kabupaten Luwu 2025–2029 masih rancangan")
    assert finding.place.column == "status"


# -- rules 13, 15, 24: the six dimensions ------------------------------------------------------------------------------


def test_a_dimension_without_an_objective_is_named() -> None:
    tables = complete_tables()
    drop(tables, "smart_objective", dimension="SE")
    [finding] = found(tables, "13")
    assert finding.sentence.startswith("Smart Economy belum memiliki sasaran smart city.")
    assert finding.place == Place("smart_objective", "SE", "text")
    assert found(tables, "13b") == []  # told once


def test_sub_dimensions_are_told_by_dimension() -> None:
    tables = complete_tables()
    drop(tables, "smart_objective", subdimension="SL2")
    the(tables, "smart_objective", subdimension="SL3")["text"] = " "
    drop(tables, "smart_objective", subdimension="SV1")
    living, environment = sentences(tables, "13b")
    assert living.startswith("2 sub-dimensi Smart Living belum memiliki sasaran: “")
    assert environment.startswith(
        "1 sub-dimensi Smart Environment belum memiliki sasaran: “Program Proteksi Lingkungan”."
    )


def test_horizons_follow_from_the_years_where_none_is_chosen() -> None:
    tables = complete_tables()
    kurcaci = titled(tables, "Rumah Kurcaci")
    kurcaci.update(horizon=None, year_start=2025, year_end=2025)
    assert found(tables, "15") == []
    kurcaci["year_end"] = 2027
    [sentence] = sentences(tables, "15")
    assert sentence.startswith("Smart Living belum memiliki inisiatif jangka pendek.")


def test_a_rejected_proposal_serves_no_dimension() -> None:
    tables = complete_tables()
    titled(tables, "Rumah Kurcaci")["state"] = "ditolak"
    assert [f.key for f in found(tables, "15")] == ["15:SL:pendek"]
    assert [f.key for f in found(tables, "24")] == ["24:SL:2026"]


def test_the_long_term_is_asked_only_of_plans_that_reach_it() -> None:
    tables = complete_tables()
    drop(tables, "initiative", title="Program lanjutan Smart Living")
    [sentence] = sentences(tables, "15b")
    assert sentence.startswith("Smart Living belum memiliki inisiatif jangka panjang.")
    tables["plan"][0]["period_end"] = 2029
    assert found(tables, "15b") == []
    tables["plan"][0]["period_end"] = None
    assert len(found(tables, "15b")) == 1  # without a period nothing says that it does not reach so far


def test_quick_wins_of_another_year_do_not_count() -> None:
    tables = complete_tables()
    for quick_win in tables["quick_win"]:
        quick_win["year"] = 2025
    findings = found(tables, "24")
    assert len(findings) == 6
    assert findings[0].sentence.startswith("Smart Governance belum memiliki quick win tahun 2026.")
    assert findings[0].place == Place("quick_win", "SG", "year")
