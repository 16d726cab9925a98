"""The command line as a person or a script uses it: what it prints, writes and answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.commands import Run, new_plan, value

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture
def plan(run: Run) -> str:
    """A new plan of Kabupaten Luwu."""
    return new_plan(run)


def test_help_lists_every_command(run: Run) -> None:
    code, out, _err = run("--help")
    assert code == 0
    names = (
        "demo new plans show check set undo export submit copy verify open self-test".split()  # noqa: SIM905
    )
    assert all(f"\n    {name}" in out for name in names)
    assert "usage" not in out.lower()


@pytest.mark.parametrize("words", [("tidak-ada",), ("set",), ("new", "--district", "73.17"), ("check", "x", "--lain")])
def test_wrong_usage_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "--help" in err


def test_a_new_plan_is_listed_and_shown(run: Run, plan: str) -> None:
    (listed,) = value(run, "plans")
    assert listed["id"] == plan
    assert listed["district"] == {"code": "73.17", "name": "Kabupaten Luwu"}
    assert listed["period"] == {"start": 2026, "end": 2031}
    shown = value(run, "show", plan[:6])
    assert shown["plan_id"] == plan
    assert shown["tables"]["region"][0]["name"] == "Kabupaten Luwu"
    _code, out, _err = run("show", plan)
    assert "Kabupaten Luwu (73.17), Sulawesi Selatan" in out
    assert "Periode 2026–2031, status Draf" in out


def test_one_value_is_set_read_back_and_undone(run: Run, plan: str) -> None:
    before = value(run, "show", plan)
    code, out, err = run("set", plan, "region", "population", "365.608", "--source", "BPS, 2024")
    assert (code, out, err) == (0, "Jumlah penduduk (jiwa): 365.608\n", "")
    assert value(run, "show", plan)["tables"]["region"][0]["population"] == 365_608
    assert value(run, "undo", plan)["undone"] == "Ubah Jumlah penduduk (jiwa) (Daerah)"
    assert value(run, "show", plan)["tables"] == before["tables"]
    assert value(run, "undo", plan) == {"undone": None, "left": []}
    assert len(value(run, "plans")) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("region", "population", "banyak"), "belum dapat dibaca"),
        (("region", "judul", "x"), "tidak memiliki isian judul"),
        (("ffffffff", "title", "x"), "tidak ada di rencana ini"),
        (("plan", "status", "selesai"), "bukan pilihan"),
        (("region", "name", " "), "tidak boleh kosong"),
    ],
)
def test_what_cannot_be_set_is_told_and_changes_nothing(run: Run, plan: str, words: tuple[str, ...], told: str) -> None:
    before = value(run, "show", plan)
    code, out, err = run("set", plan, *words)
    assert (code, out) == (1, "")
    assert told in err
    assert len(err.splitlines()) >= 2, "a next step is missing"
    assert value(run, "show", plan) == before


def test_a_plan_is_made_by_hand_record_by_record(run: Run, plan: str) -> None:
    agency = value(run, "add", plan, "agency", "name=Dinas Kesehatan", "short_name=Dinkes")["id"]
    words = ("title=Rumah Kurcaci", "dimension=Smart Living", f"agency_id={agency[:8]}", "year_start=2026")
    initiative = value(run, "add", plan, "initiative", *words)["id"]
    value(
        run,
        "add",
        plan,
        "initiative_budget",
        f"initiative_id={initiative}",
        "year=2026",
        "source=apbd",
        "amount=Rp 2,5 M",
    )
    tables = value(run, "show", plan)["tables"]
    assert tables["initiative"][0]["dimension"] == "SL"
    assert tables["initiative"][0]["agency_id"] == agency
    assert tables["initiative_budget"][0]["amount"] == 2_500_000_000
    value(run, "remove", plan, initiative)
    tables = value(run, "show", plan)["tables"]
    assert (tables["initiative"], tables["initiative_budget"]) == ([], [])
    value(run, "undo", plan)
    assert value(run, "show", plan)["tables"]["initiative_budget"][0]["amount"] == 2_500_000_000


def test_the_rules_of_a_noun_hold_here_too(run: Run, plan: str) -> None:
    initiative = value(run, "add", plan, "initiative", "title=Rumah Kurcaci", "dimension=SL")["id"]
    entry = ("add", plan, "progress_entry", f"initiative_id={initiative}", "year=2026", "period=triwulan")
    value(run, *entry, "period_number=1", "as_of=31 Maret 2026", "physical_percent=40")
    before = value(run, "show", plan)
    code, _out, err = run(*entry, "period_number=2", "as_of=30 Juni 2026", "physical_percent=30")
    assert code == 1
    assert "40" in err, "the last value stands in the sentence"
    assert value(run, "show", plan) == before
    value(run, *entry, "period_number=2", "as_of=30 Juni 2026", "physical_percent=30", "note=Dihitung ulang")
    value(run, "add", plan, "year_closing", "year=2026", "person=Sekda")
    code, _out, err = run(*entry, "period_number=3", "as_of=30 September 2026", "physical_percent=60")
    assert (code, "ditutup" in err) == (1, True)


def test_a_second_plan_of_a_district_must_say_what_it_is(run: Run, plan: str) -> None:
    words = ("new", "--district", "73.17", "--start", "2027", "--end", "2032")
    code, _out, err = run(*words)
    assert code == 1
    assert f"--revises {plan[:8]}" in err
    revision = value(run, *words, "--revises", plan)["id"]
    row = value(run, "show", revision)["tables"]["plan"][0]
    assert (row["kind"], row["ancestor_plan"]) == ("revisi", plan)
    apart = value(run, *words, "--separate", "Rencana kawasan")["id"]
    row = value(run, "show", apart)["tables"]["plan"][0]
    assert (row["kind"], row["kind_reason"]) == ("terpisah", "Rencana kawasan")
    assert len(value(run, "plans")) == 3


def test_a_district_is_found_by_its_name_or_told(run: Run) -> None:
    assert value(run, "new", "--district", "baubau", "--start", "2026", "--end", "2031")["district"]["code"] == "74.72"
    code, _out, err = run("new", "--district", "malang", "--start", "2026", "--end", "2031")
    assert code == 1
    assert "35.07 Kabupaten Malang" in err
    assert "35.73 Kota Malang" in err
    code, _out, err = run("new", "--district", "99.99", "--start", "2026", "--end", "2031")
    assert (code, "--unlisted" in err) == (1, True)
    made = value(run, "new", "--district", "99.99", "--unlisted", "Kabupaten Baru", "--start", "2026", "--end", "2031")
    assert made["district"] == {"code": "99.99", "name": "Kabupaten Baru"}


def test_years_in_the_wrong_order_are_told(run: Run) -> None:
    code, _out, err = run("new", "--district", "73.17", "--start", "2031", "--end", "2026")
    assert (code, "mendahului" in err) == (1, True)
    assert value(run, "plans") == []


def test_open_musts_refuse_a_submission_until_a_reason_is_given(run: Run, plan: str, tmp_path: Path) -> None:
    code, out, err = run("check", plan, "--for", "bimtek-1")
    assert code == 1
    assert "[WAJIB] 2." in out
    out_folder = tmp_path / "keluar"
    code, _out, err = run("submit", plan, str(out_folder), "--for", "bimtek-1")
    assert code == 1
    assert "hal wajib" in err
    assert "--override" in err
    assert not list(out_folder.glob("*")) if out_folder.exists() else True
    made = value(run, "submit", plan, str(out_folder), "--for", "bimtek-1", "--override", "Menunggu tanda tangan")
    assert (made["stage"], made["round"]) == ("bimtek-1", 1)
    assert Path(made["path"]).name.startswith("GMSC_73.17_Kab-Luwu_Bimtek-1_r1_")
    again = value(run, "submit", plan, str(out_folder), "--for", "bimtek-1")
    assert again["round"] == 2
    overrides = value(run, "show", made["path"])["tables"]["finding_override"]
    assert {row["reason"] for row in overrides} == {"Menunggu tanda tangan"}


def test_show_is_exactly_what_the_package_holds(run: Run, plan: str, tmp_path: Path) -> None:
    made = value(run, "submit", plan, str(tmp_path), "--for", "bimtek-1", "--override", "alasan")
    with zipfile.ZipFile(made["path"]) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/data/rencana.json")]
        held = json.loads(archive.read(name))
    assert value(run, "show", plan) == held
    assert value(run, "show", made["path"]) == held
    copied = value(run, "copy", plan, str(tmp_path))
    assert value(run, "show", copied["path"]) == held


def test_a_team_copy_is_the_plan_elsewhere(
    run: Run, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "IMG-20261103-WA0007.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200) + b"\xff\xd9")
    initiative = value(run, "add", plan, "initiative", "title=Rumah Kurcaci", "dimension=SL")["id"]
    _code, out, err = run("attach", plan, str(photo), "--to", initiative, "--json")
    assert "Terpotong" in err
    attached = json.loads(out)
    copied = value(run, "copy", plan, str(tmp_path))["path"]
    assert value(run, "open", copied)["state"] == "contained"
    value(run, "set", plan, "plan", "title", "Di sini")
    here = value(run, "show", plan)
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "lain"))
    assert value(run, "open", copied)["state"] == "new"
    assert value(run, "plans")[0]["id"] == plan
    there = value(run, "show", plan)
    assert there["tables"]["evidence"][0]["dated"] == "2026-11-03"
    assert there["tables"]["initiative"] == here["tables"]["initiative"]
    stored = tmp_path / "lain" / "plans" / plan / "lampiran" / attached["sha256"][:2] / attached["sha256"]
    assert stored.read_bytes() == photo.read_bytes()
    value(run, "set", plan, "region", "capital", "Belopa")
    newer = value(run, "copy", plan, str(tmp_path / "kedua"))["path"]
    code, _out, err = run("set", newer, "plan", "title", "x")
    assert (code, "Paket hanya dapat dibaca" in err) == (1, True)
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "data"))
    assert value(run, "open", newer)["state"] == "diverged"
    value(run, "undo", plan)
    assert value(run, "show", plan)["tables"]["plan"][0]["title"] != "Di sini"


def test_a_damaged_package_is_refused(run: Run, plan: str, tmp_path: Path) -> None:
    path = Path(value(run, "copy", plan, str(tmp_path))["path"])
    assert value(run, "verify", str(path))["valid"] is True
    image = bytearray(path.read_bytes())
    image[len(image) // 2] ^= 1
    path.write_bytes(image)
    for command in ("verify", "open", "show"):
        code, out, err = run(command, str(path))
        assert (code, out) == (1, "")
        assert len(err.splitlines()) >= 2
    code, _out, err = run("verify", str(tmp_path / "tidak-ada.zip"))
    assert code == 1
    assert err


def test_documents_are_written_under_telling_names(run: Run, plan: str, tmp_path: Path) -> None:
    files = [Path(name) for name in value(run, "export", plan, str(tmp_path / "cetak"))["files"]]
    assert {path.suffix for path in files} >= {".pdf", ".xlsx"}
    assert all("73.17" in path.name and path.stat().st_size > 1000 for path in files)
    assert next(path for path in files if path.suffix == ".pdf").read_bytes().startswith(b"%PDF-")


def test_a_file_instead_of_a_folder_is_told(run: Run, plan: str, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    for command in ("export", "submit", "copy"):
        extra = ("--override", "x") if command == "submit" else ()
        code, _out, err = run(command, plan, str(tmp_path / "berkas"), *extra)
        assert code == 1, command
        assert "tidak dapat dibuat" in err


def test_the_self_test_passes_and_touches_nothing(run: Run, data_dir: Path) -> None:
    code, out, err = run("self-test")
    assert (code, err) == (0, "")
    assert out.count("✓") == 6
    assert value(run, "plans") == []


def test_nothing_of_it_imports_qt(data_dir: Path) -> None:
    code = (
        "import sys; from gmsc_desktop import cli\n"
        "made = cli.main(['new', '--district', '73.17', '--start', '2026', '--end', '2031'])\n"
        "print(made, [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert out.stdout.splitlines()[-1] == "0 []"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_main_without_a_screen_says_so(data_dir: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "main.py"], capture_output=True, text=True, cwd=REPOSITORY, check=False, env=environment
    )
    assert done.returncode == 1
    assert "--help" in done.stderr


def test_a_data_folder_that_takes_nothing_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "berkas").write_text("x")
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "berkas"))
    for words in (("demo",), ("new", "--district", "73.17", "--start", "2026", "--end", "2031")):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert "berkas tidak dapat dibuat atau ditulis. Rencana baru belum dibuat." in err


def test_evidence_proves_only_what_can_be_proven(run: Run, plan: str, tmp_path: Path) -> None:
    (tmp_path / "notulen.txt").write_text("Rapat")
    before = value(run, "show", plan)
    code, out, err = run("attach", plan, str(tmp_path / "notulen.txt"), "--to", "region")
    assert (code, out) == (1, "")
    assert "Bukti tidak dapat ditautkan ke Daerah.\nTautkan ke salah satu dari: Inisiatif, Entri realisasi" in err
    assert value(run, "show", plan) == before


def test_a_file_that_is_not_whole_is_told_as_it_is_added(run: Run, plan: str, tmp_path: Path) -> None:
    (tmp_path / "sk.pdf").touch()
    code, out, err = run("attach", plan, str(tmp_path / "sk.pdf"))
    assert (code, out.startswith("Bukti ditambahkan: ")) == (0, True)
    assert "Kosong (0 bita)" in err


def test_a_copy_without_a_word_on_its_evidence_is_refused(run: Run, plan: str, tmp_path: Path) -> None:
    for wanted in ("", " , "):
        code, _out, err = run("copy", plan, str(tmp_path / "keluar"), "--evidence", wanted)
        assert code == 1
        assert "Berkas bukti yang ikut belum disebut" in err
    assert not list((tmp_path / "keluar").glob("*"))
    assert run("copy", plan, str(tmp_path / "keluar"), "--evidence", "ALL")[0] == 0


def test_an_example_stays_an_example(run: Run, plan: str) -> None:
    example = value(run, "demo")["id"]
    for wanted, typed in ((example, "tidak"), (example, ""), (plan, "ya")):
        code, _out, err = run("set", wanted, "plan", "is_example", typed)
        assert code == 1
        assert "Rencana contoh tetap contoh" in err
    assert {card["id"]: card["example"] for card in value(run, "plans")} == {example: True, plan: False}
