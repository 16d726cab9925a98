"""The commands that look after data: a check that a program can read, a backup outside, and the way back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gmsc_desktop import cli
from gmsc_desktop.cli.commands import COMMANDS, READ
from gmsc_desktop.models import backups, library


@pytest.fixture
def plan_id(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.main(["new", "--district", "73.17", "--start", "2026", "--end", "2030", "--json"]) == 0
    return str(json.loads(capsys.readouterr().out)["id"])


def rename(plan_id: str, title: str) -> None:
    assert cli.main(["set", plan_id, "plan", "title", title]) == 0


def title() -> str:
    return library.list_plans()[0].title


def test_a_check_of_whole_data_is_good_and_of_a_damaged_backup_is_not(
    plan_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check-data", plan_id]) == 0
    assert "Semuanya utuh." in capsys.readouterr().out
    path = backups.list_backups(library.plan_folder(plan_id))[-1]
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert cli.main(["check-data", plan_id, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert not found["good"]
    assert [fault["kind"] for fault in found["faults"]] == ["backup"]


def test_a_plan_goes_back_to_what_a_backup_outside_held(
    plan_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "cadangan rencana.gmsc"
    rename(plan_id, "Judul pertama")
    assert cli.main(["backup", plan_id, str(target)]) == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [target.name]
    rename(plan_id, "Judul kedua")
    capsys.readouterr()
    assert cli.main(["restore", str(target), "--json"]) == 0
    assert title() == "Judul pertama"
    replaced = json.loads(capsys.readouterr().out)["replaced"]
    assert cli.main(["restore", replaced]) == 0
    assert title() == "Judul kedua"


def test_a_backup_says_what_it_is_and_opens_as_the_plan_where_there_is_none(
    plan_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "cadangan rencana.gmsc"
    rename(plan_id, "Judul pertama")
    assert cli.main(["backup", plan_id, str(target)]) == 0
    rename(plan_id, "Judul kedua")
    capsys.readouterr()
    assert cli.main(["verify", str(target)]) == 0
    assert capsys.readouterr().out.startswith("Jenis: Cadangan rencana\n")
    assert cli.main(["verify", str(target), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "cadangan"
    assert cli.main(["open", str(target)]) == 0
    told = capsys.readouterr().out
    assert "Cadangan ini lebih lama: sesudahnya ada 1 perubahan di rencana Anda." in told
    assert "perintah restore" in told
    assert title() == "Judul kedua"
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "laptop lain"))
    assert cli.main(["open", str(target)]) == 0
    assert "Rencana dipulihkan dari cadangannya: Judul pertama\n" in capsys.readouterr().out
    assert title() == "Judul pertama"


@pytest.mark.parametrize("name", ["rencana.zip", "rencana", "."])
def test_a_backup_needs_a_name_of_its_own_form(
    plan_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert cli.main(["backup", plan_id, str(tmp_path / name)]) == 1
    assert ".gmsc" in capsys.readouterr().err


def test_a_backup_replaces_no_file(plan_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "ada.gmsc"
    target.write_text("isi lama")
    assert cli.main(["backup", plan_id, str(target)]) == 1
    assert "tidak diganti" in capsys.readouterr().err
    assert target.read_text() == "isi lama"


def test_a_plan_that_is_open_elsewhere_is_read_from_its_backup(
    plan_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rename(plan_id, "Judul pertama")
    with library.opened(plan_id) as document:
        made = backups.moment_of(library.back_up(document))
    rename(plan_id, "Judul kedua")
    rename(plan_id, "Judul ketiga")
    path = backups.list_backups(library.plan_folder(plan_id))[-1]
    path.with_name(backups.name_of(datetime.now(UTC))).write_bytes(path.read_bytes()[:-1] + b"?")  # the newest is bad
    path.with_name(f"{backups.list_backups(path.parent.parent)[-1].name}.sha256").write_text("0" * 64)
    capsys.readouterr()
    with library.opened(plan_id):
        assert cli.main(["show", plan_id]) == 1
        assert "Untuk membaca saja, ulangi dengan --from-backup." in capsys.readouterr().err
        assert cli.main(["show", plan_id, "--from-backup"]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("Judul pertama\n")
        assert made is not None
        assert err == (
            f"Dibaca dari cadangan {backups.moment_words(made)}. Perubahan sesudahnya belum terlihat di sini.\n"
        )
        assert cli.main(["show", plan_id, "--from-backup", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["tables"]["plan"][0]["title"] == "Judul pertama"
        assert cli.main(["check", plan_id, "--from-backup", "--year", "2027"]) == 1
        assert cli.main(["export", plan_id, str(tmp_path / "cetak"), "--from-backup"]) == 0
    assert list((tmp_path / "cetak").glob("*.pdf"))
    assert title() == "Judul ketiga"


def test_every_command_that_reads_a_plan_can_read_its_backup() -> None:
    plan, from_backup = READ
    reads = {command.name for command in COMMANDS if any(one is plan for one in command.arguments)}
    assert reads >= {"show", "check", "export"}
    assert {command.name for command in COMMANDS if from_backup in command.arguments} == reads


def test_the_second_place_is_chosen_and_filled_without_a_window(
    plan_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["backup", plan_id]) == 1
    assert "Tempat kedua untuk cadangan belum dipilih." in capsys.readouterr().err
    (tmp_path / "usb").mkdir()
    rename(plan_id, "Judul pertama")
    capsys.readouterr()
    assert cli.main(["backup", plan_id, "--place", str(tmp_path / "usb")]) == 0
    assert "tidak menolong bila drive rusak" in capsys.readouterr().out
    assert cli.main(["backup", plan_id, "--json"]) == 0
    path = json.loads(capsys.readouterr().out)["path"]
    rename(plan_id, "Judul kedua")
    assert cli.main(["backup", plan_id]) == 0
    capsys.readouterr()
    assert cli.main(["backups", plan_id, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["where"] for one in listed].count("second") == 3
    assert {"here", "second"} == {one["where"] for one in listed}
    assert path in [one["path"] for one in listed]
    assert [one["moment"] for one in listed] == sorted((one["moment"] for one in listed), reverse=True)
    assert cli.main(["backups", plan_id]) == 0
    assert capsys.readouterr().out.count("Tempat kedua") == 3
    assert cli.main(["restore", path]) == 0
    assert title() == "Judul pertama"
    (tmp_path / "usb").rename(tmp_path / "dilepas")
    assert cli.main(["backup", plan_id]) == 1
    assert "sedang tidak terpasang" in capsys.readouterr().err
