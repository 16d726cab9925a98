"""The command line with words that nobody should write: each is told in a sentence, and nothing is changed."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.models import library
from tests.commands import Run, new_plan, refused

REPOSITORY = Path(__file__).parents[1]
NEW = ("new", "--district", "73.17", "--start", "2026", "--end", "2031")


@pytest.fixture
def plan(run: Run) -> str:
    return new_plan(run)


def title(run: Run, plan: str) -> Any:
    return json.loads(run("show", plan, "--json")[1])["tables"]["plan"][0]["title"]


def spoken(*words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(REPOSITORY / "main.py"), *words]
    return subprocess.run(command, capture_output=True, cwd=folder, env={**os.environ, **settings}, check=False)


def test_a_file_named_like_a_plan_is_not_taken_for_it(
    run: Run, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (plan, plan[:6]):
        (tmp_path / name).write_text("bukan paket")
        assert run("set", name, "plan", "title", f"lewat {name}")[0] == 0
        assert title(run, plan) == f"lewat {name}"
    (tmp_path / "lain").write_text("bukan paket")
    assert "bukan paket" in refused(run("show", "lain"))


def test_a_package_in_a_folder_with_spaces_and_other_letters_is_read(run: Run, plan: str, tmp_path: Path) -> None:
    folder = tmp_path / "Berkas Bappeda é 100% #1"
    made = json.loads(run("copy", plan, str(folder), "--json")[1])["path"]
    odd = Path(made).rename(folder / "salinan kerja (1) ü.gmsc")
    assert run("verify", str(odd))[0] == 0
    assert json.loads(run("show", str(odd), "--json")[1])["plan_id"] == plan


@pytest.mark.parametrize("text", ["", " ", "x" * 5000, "../..", "a\nb", "%", "."])
def test_what_names_no_plan_is_told(run: Run, plan: str, text: str) -> None:
    assert "tidak ada" in refused(run("show", text))
    assert "tidak ada" in refused(run("set", text, "plan", "title", "x"))


@pytest.mark.parametrize("text", ["-abc", "- satu", "-5 %", "-"])
def test_a_value_may_begin_with_a_hyphen(run: Run, plan: str, text: str) -> None:
    code, _out, err = run("set", plan, "plan", "title", text)
    assert (code, err) == (0, "")
    assert title(run, plan) == text
    assert run("set", plan, "plan", "title", "--", "--dua")[0] == 0
    assert title(run, plan) == "--dua"


def test_a_value_of_a_million_letters_is_told(run: Run, plan: str) -> None:
    before = title(run, plan)
    assert "paling panjang" in refused(run("set", plan, "plan", "title", "x" * 1_000_000))
    assert title(run, plan) == before


def test_wrong_usage_is_told_in_one_language(run: Run, plan: str) -> None:
    for words in (
        ("set", plan),
        ("plans", "lagi"),
        ("check", plan, "--year", "dua"),
        ("check", plan, "--for"),
        ("terbang",),
        ("undo", plan, "--json=ya"),
    ):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        told = err.splitlines()[-1]
        assert "--help" in told
        assert not {"the", "arguments", "argument", "expected", "invalid", "choice", "unrecognized"} & set(
            told.replace(":", " ").split()
        ), told


@pytest.mark.parametrize("folder", ["", " "])
def test_an_empty_data_folder_is_not_the_usual_one(run: Run, plan: str, folder: str) -> None:
    code, out, err = run("--data", folder, "plans")
    assert (code, out) == (2, "")
    assert "--data" in err


def test_a_data_folder_of_nobody_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "~siapa-ini" in refused(run("--data", "~siapa-ini/x", "plans"))
    monkeypatch.setenv("GMSC_DATA", "~siapa-ini/x")
    assert "~siapa-ini" in refused(run("plans"))


def test_a_relative_data_folder_lies_where_the_command_was_given(tmp_path: Path) -> None:
    done = spoken("--data", "di sini", *NEW, folder=tmp_path)
    assert done.returncode == 0
    assert len(list((tmp_path / "di sini" / "plans").iterdir())) == 1
    assert spoken("plans", folder=tmp_path, GMSC_DATA="~/rumah", HOME=str(tmp_path)).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only there an argument may be bytes of no text")
def test_letters_of_another_encoding_are_told_or_left_out(plan: str, tmp_path: Path) -> None:
    bad = "\udc80"
    for words in (
        ("set", plan, "plan", "title", f"a{bad}b", "--source", f"c{bad}\n\nd"),
        (*NEW, "--separate", bad + "x", "--title", bad + "y"),
        ("add", plan, "agency", f"name=Dinas {bad}", "--source", bad),
        ("check", plan, "--for", bad),
        ("show", bad),
    ):
        done = spoken(*words, folder=tmp_path)
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        assert done.returncode in {0, 1}
    with library.opened(plan) as document:
        sources = [row[0] for row in document.raw.execute("SELECT source FROM change WHERE source IS NOT NULL")]
    assert sources == ["c d"]


def test_a_source_that_is_a_book_is_told(run: Run, plan: str) -> None:
    before = title(run, plan)
    assert "paling panjang" in refused(run("set", plan, "plan", "title", "x", "--source", "s" * 2000))
    assert title(run, plan) == before


def test_a_revision_is_of_the_same_district(run: Run, plan: str) -> None:
    other = ("new", "--district", "73.18", "--start", "2026", "--end", "2031")
    assert "Kabupaten Luwu" in refused(run(*other, "--revises", plan))
    assert "salah satu" in refused(run(*NEW, "--revises", plan, "--separate", "Rencana kawasan"))
    assert len(json.loads(run("plans", "--json")[1])) == 1


def test_a_refused_command_makes_no_folder(run: Run, plan: str, tmp_path: Path) -> None:
    folder = tmp_path / "baru"
    refused(run("export", "tidak-ada", str(folder)))
    refused(run("copy", "tidak-ada", str(folder)))
    refused(run("submit", plan, str(folder)))
    assert not folder.exists()


def test_a_submission_that_cannot_be_written_leaves_no_override(run: Run, plan: str, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    before = json.loads(run("show", plan, "--json")[1])["tables"]
    words = ("submit", plan, str(tmp_path / "berkas"), "--for", "bimtek-1", "--override", "Menunggu tanda tangan")
    refused(run(*words))
    assert json.loads(run("show", plan, "--json")[1])["tables"] == before
    refused(run("submit", plan, str(tmp_path), "--for", "bimtek-1", "--override", "x", "--evidence", "ffff"))
    assert json.loads(run("show", plan, "--json")[1])["tables"] == before


def test_a_drive_that_fills_while_writing_leaves_no_override(
    run: Run, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_what: object, **_how: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    before = json.loads(run("show", plan, "--json")[1])["tables"]
    words = ("submit", plan, str(tmp_path / "keluar"), "--for", "bimtek-1", "--override", "Menunggu tanda tangan")
    with monkeypatch.context() as broken:
        broken.setattr("gmsc_desktop.package.bag.BagWriter.finish", full)
        assert "penuh" in refused(run(*words))
    assert json.loads(run("show", plan, "--json")[1])["tables"] == before
    assert list((tmp_path / "keluar").iterdir()) == []
    assert run(*words)[0] == 0
    assert len(json.loads(run("show", plan, "--json")[1])["tables"]["finding_override"]) > 0


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe ends otherwise there")
def test_a_reader_that_leaves_early_is_no_crash(plan: str, tmp_path: Path) -> None:
    command = [sys.executable, str(REPOSITORY / "main.py"), "show", plan, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_two_at_once_lose_nothing(plan: str, tmp_path: Path) -> None:
    """Exactly one may hold the plan; the other is told who does. What was told as done is in the history."""
    done = 0
    for turn in range(3):
        commands = [
            subprocess.Popen(
                [sys.executable, str(REPOSITORY / "main.py"), "set", plan, "plan", "title", f"{turn} {who}"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=tmp_path,
            )
            for who in ("satu", "dua")
        ]
        for command in commands:
            _out, err = command.communicate()
            assert command.returncode in {0, 1}
            done += command.returncode == 0
            assert command.returncode == 0 or "sedang dibuka" in err.decode()
        assert any(command.returncode == 0 for command in commands)
    with library.opened(plan) as document:
        (count,) = document.raw.execute("SELECT count(*) FROM change").fetchone()
        assert document.raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert count == 1 + done


def test_a_backup_that_failed_is_told_beside_the_work(run: Run, plan: str) -> None:
    (library.plan_folder(plan) / "cadangan").write_text("bukan folder")
    code, out, err = run("set", plan, "plan", "title", "tetap jalan", "--json")
    assert (code, json.loads(out)["value"]) == (0, "tetap jalan")
    assert err == (
        "Cadangan rencana ini belum dapat dibuat. Rencana dan perubahan Anda sendiri tersimpan. "
        "Periksa ruang kosong dan folder cadangan rencana ini.\n"
    )


def test_a_plan_that_is_damaged_inside_is_told(run: Run, plan: str) -> None:
    run("set", plan, "plan", "title", "dua")
    path = library.plan_folder(plan) / "plan.sqlite3"
    image = bytearray(path.read_bytes())
    for page in range(4096 * 3, len(image), 4096):
        image[page : page + 16] = b"\xff" * 16
    path.write_bytes(image)
    assert "rusak" in refused(run("show", plan))
    assert "rusak" in refused(run("set", plan, "plan", "title", "x"))


def test_undo_twenty_times(run: Run, plan: str) -> None:
    first = run("show", plan, "--json")[1]
    for number in range(20):
        assert run("set", plan, "plan", "title", f"ke-{number}")[0] == 0
    for number in reversed(range(19)):
        assert run("undo", plan)[0] == 0
        assert title(run, plan) == f"ke-{number}"
    assert run("undo", plan)[0] == 0
    assert json.loads(run("show", plan, "--json")[1])["tables"] == json.loads(first)["tables"]
    assert json.loads(run("undo", plan, "--json")[1])["undone"] is None


def test_a_plan_of_a_copied_folder_does_not_take_the_place_of_the_first(run: Run, plan: str) -> None:
    other = "11111111-1111-4111-8111-111111111111"
    shutil.copytree(library.plan_folder(plan), library.plan_folder(other))
    assert run("set", plan, "plan", "title", "asli")[0] == 0
    cards = {card["id"]: card["title"] for card in json.loads(run("plans", "--json")[1])}
    assert cards == {plan: "asli", other: f"Folder ini berisi salinan rencana {plan}."}
