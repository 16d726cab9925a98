"""A plan that existed before, without a window: made, checked, switched, handed in; every paper says what was not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gmsc_desktop.exports import Edition
from gmsc_desktop.models import library
from gmsc_desktop.models.cards import Card
from gmsc_desktop.models.snapshot import Snapshot, from_json
from tests.commands import Run, refused, value
from tests.exports.books import Reading as BookReading
from tests.exports.editions import MADE_ON
from tests.exports.pages import Reading
from tests.exports.test_xlsx import opened
from tests.sample_initiatives import add
from tests.sample_plan import sample_tables

OLD = ("--start", "2019", "--end", "2024", "--existing")
BEHIND = ["bimtek-1", "bimtek-2", "bimtek-3", "bimtek-4", "final"]


@pytest.fixture
def plan(run: Run) -> str:
    code, out, err = run("new", "--district", "73.17", *OLD, "--json")
    assert code == 0, err
    return str(json.loads(out)["id"])


def card(plan: str) -> Card:
    return next(card for card in library.list_plans() if card.id == plan)


def test_a_new_existing_plan_says_what_is_not_checked(run: Run) -> None:
    code, out, _err = run("new", "--district", "73.17", *OLD)
    assert code == 0
    assert "Tidak diperiksa (rencana lama): Bimtek I, Bimtek II, Bimtek III, Bimtek IV, dan Masterplan final." in out
    assert "pedoman menganjurkan" not in out


def test_an_unchecked_stage_is_told_by_check_and_is_no_success(run: Run, plan: str) -> None:
    code, out, _err = run("check", plan, "--for", "bimtek-3")
    assert code == 1
    assert "Bimtek III tidak diperiksa (rencana lama): " in out
    assert "0 hal wajib terbuka" in out
    code, out, err = run("check", plan, "--for", "bimtek-3", "--json")
    told = json.loads(out)
    assert (code, told["musts_open"], told["findings"]) == (1, 0, [])
    assert told["unchecked"]["stage"] is True
    assert told["unchecked"]["musts"] > 5
    assert {"2", "6", "14"} <= set(told["unchecked"]["rules"])
    assert told["unchecked"]["reason"].startswith("Rencana lama: ")
    assert "tidak diperiksa" in err


def test_stages_are_listed_and_switched_and_undone(run: Run, plan: str) -> None:
    told = value(run, "stages", plan)
    assert [one["stage"] for one in told["stages"] if not one["checked"]] == BEHIND
    assert (card(plan).met, card(plan).asked, card(plan).final_unchecked) == (None, None, True)
    told = value(run, "stages", plan, "--check", "final", "--check", "bimtek-4")
    assert [one["stage"] for one in told["stages"] if not one["checked"]] == BEHIND[:3]
    assert run("check", plan, "--for", "final")[1].count("[WAJIB]") > 5
    assert card(plan).asked
    told = value(run, "stages", plan, "--leave", "final", "--reason", "Perbup 12/2019 sudah berlaku.")
    assert told["stages"][-1]["reason"] == "Perbup 12/2019 sudah berlaku."
    run("undo", plan)
    assert value(run, "stages", plan)["stages"][-1]["checked"] is True
    lines = run("stages", plan)[1].splitlines()
    assert lines[-1] == "final     Masterplan final: diperiksa"
    assert lines[0].startswith("bimtek-1  Bimtek I: tidak diperiksa (rencana lama), ")


def test_what_cannot_be_switched_is_refused(run: Run, plan: str) -> None:
    assert "“Evaluasi tahap I” selalu diperiksa" in refused(run("stages", plan, "--leave", "evaluasi-1"))
    assert "“bimtek-9” tidak dikenal" in refused(run("stages", plan, "--check", "bimtek-9"))
    assert "dengan --check dan --leave" in refused(run("stages", plan, "--check", "final", "--leave", "final"))
    assert "--leave" in refused(run("stages", plan, "--reason", "Sudah lewat"))
    assert "hanya dapat dibaca" in refused(run("stages", plan, "--check", "final", "--from-backup"))
    begun = str(value(run, "new", "--district", "73.18", "--start", "2026", "--end", "2031")["id"])
    assert value(run, "stages", begun) == {"existing": False, "stages": []}
    assert "disusun di aplikasi ini" in refused(run("stages", begun, "--leave", "final"))


def test_a_receiver_of_a_package_sees_that_its_stage_was_not_checked_and_why(
    run: Run, plan: str, tmp_path: Path
) -> None:
    code, out, err = run("submit", plan, str(tmp_path), "--for", "final", "--json")
    assert code == 0, err
    assert "Masterplan final tidak diperiksa (rencana lama)" in err
    package = json.loads(out)["path"]
    for command in ("verify", "open"):
        out = run(command, package)[1]
        assert "Masterplan final tidak diperiksa (rencana lama): " in out
        assert "Rencana lama: tahap ini sudah lewat" in out
        assert "✓ Masterplan" not in out
    told = json.loads(run("check", package, "--for", "final", "--json")[1])
    assert told["unchecked"]["stage"] is True
    rows = json.loads(run("show", package, "--json")[1])["tables"]["unchecked_stage"]
    assert sorted(row["stage"] for row in rows) == BEHIND
    other = json.loads(run("submit", plan, str(tmp_path), "--for", "evaluasi-2", "--override", "Menyusul", "--json")[1])
    assert "tidak diperiksa (rencana lama)" in run("verify", other["path"])[1]  # the span of its period alone
    assert "Evaluasi tahap II tidak diperiksa" not in run("verify", other["path"])[1]


# -- papers


def snapshot(*left: str) -> Snapshot:
    tables = sample_tables()
    tables["plan"][0]["origin"] = "lama"
    for stage in left:
        add(tables, "unchecked_stage", stage, stage=stage, reason=f"Buku {stage} lama", person="Sekda Luwu")
    return from_json(tables)


def edition(plan: Snapshot, purpose: str | None = None) -> Edition:
    return Edition.of(plan, revision_code="R-1", made_on=MADE_ON, purpose=purpose)


def test_the_book_has_an_annex_on_unchecked_stages_and_none_without() -> None:
    text = " ".join(" ".join(BookReading.of(edition(snapshot("bimtek-2", "final"))).pages).split())
    for words in ("Tahap yang Tidak Diperiksa", "Buku bimtek-2 lama", "Sekda Luwu", "Sudah ada sebelumnya"):
        assert words in text
    assert "Tidak Diperiksa" not in " ".join(BookReading.of(edition(from_json(sample_tables()))).pages)


def test_the_start_page_tells_them_in_its_head_and_in_its_notes() -> None:
    text = " ".join(Reading.of(edition(snapshot("bimtek-2"), "bimtek-2")).text.split())
    assert "Pemeriksaan tahap ini" in text
    assert "Buku bimtek-2 lama" in text
    assert "tidak boleh dibaca sebagai terpenuhi" in text
    other = " ".join(Reading.of(edition(snapshot("bimtek-2"), "evaluasi-1")).text.split())
    assert "Pemeriksaan tahap ini" not in other
    ordinary = " ".join(Reading.of(edition(from_json(sample_tables()), "bimtek-2")).text.split())
    assert "tidak diperiksa (rencana lama)" not in ordinary


def test_the_workbook_tells_them_on_its_first_sheet_and_lists_them() -> None:
    workbook = opened(edition(snapshot("bimtek-2", "final")))
    facts = {row[0].value: row[1].value for row in workbook["Ringkasan"].iter_rows(min_row=2, max_row=20)}
    assert facts["Tidak diperiksa (rencana lama)"] == "Bimtek II, Masterplan final. Tidak dihitung sebagai terpenuhi."
    cells = {cell.value for row in workbook["Tahap tidak diperiksa"].iter_rows() for cell in row}
    assert "Buku final lama" in cells
    ordinary = opened(edition(from_json(sample_tables())))
    assert "Asal rencana" not in {row[0].value for row in ordinary["Ringkasan"].iter_rows(min_row=2, max_row=20)}
