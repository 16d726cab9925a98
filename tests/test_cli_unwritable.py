"""Commands on a plan in a data folder that cannot be written: reading works, changing says what to do instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gmsc_desktop.models import library
from tests.commands import Run, new_plan, value
from tests.unwritable import lying_in, unwritable


@pytest.fixture
def plan(run: Run) -> str:
    return new_plan(run)


@pytest.mark.parametrize("forgotten", [(), ("penyusun.json",), ("kartu.json", "plan.sqlite3.sha256")])
def test_reading_commands_read_and_say_that_it_is_read_only(
    run: Run, plan: str, data_dir: Path, tmp_path: Path, forgotten: tuple[str, ...]
) -> None:
    for name in forgotten:
        for path in data_dir.rglob(name):
            path.unlink()
    folder = library.plan_folder(plan)
    told = value(run, "show", plan) if not forgotten else None
    before = lying_in(data_dir)
    with unwritable(data_dir):
        code, out, err = run("show", plan)
        assert (code, "Kabupaten Luwu (73.17)" in out) == (0, True)
        named = data_dir if "penyusun.json" in forgotten else folder
        assert err.startswith(f"Folder {named} tidak dapat ditulis, sehingga rencana ini hanya dapat dibaca.")
        code, out, err = run("check", plan)
        assert (code, "Diperiksa untuk" in out) == (1, True)
        code, out, err = run("export", plan, str(tmp_path / "cetakan"))
        assert code == 0, err
        assert list((tmp_path / "cetakan").glob("*.pdf"))
        assert [card["district"]["name"] for card in value(run, "plans")] == ["Kabupaten Luwu"]
        if told is not None:
            code, out, err = run("show", plan, "--json")
            assert json.loads(out) == told
    assert lying_in(data_dir) == before


def test_changing_commands_name_the_folder_and_the_way_on(run: Run, plan: str, data_dir: Path, tmp_path: Path) -> None:
    before = lying_in(data_dir)
    file = tmp_path / "foto.txt"
    file.write_text("isi")
    with unwritable(data_dir):
        for words in (
            ("set", plan, "plan", "title", "Judul lain"),
            ("undo", plan),
            ("attach", plan, str(file)),
            ("copy", plan, str(tmp_path / "salinan")),
        ):
            code, out, err = run(*words)
            assert (code, out) == (1, ""), words
            assert f"Folder {library.plan_folder(plan)} tidak dapat ditulis" in err, words
            assert "salin folder datanya ke komputer ini" in err
    assert lying_in(data_dir) == before


def test_a_plan_that_cannot_be_written_is_checked_and_copied_to_another_place(
    run: Run, plan: str, data_dir: Path, tmp_path: Path
) -> None:
    folder = library.plan_folder(plan)
    before = lying_in(data_dir)
    target = tmp_path / "salinan.gmsc"
    with unwritable(data_dir):
        code, out, err = run("check-data", plan)
        assert (code, "Semuanya utuh." in out) == (0, True), err
        assert f"Folder {folder} tidak dapat ditulis" in err
        code, out, err = run("backup", plan, str(target))
        assert code == 0, err
    assert lying_in(data_dir) == before
    code, out, err = run("restore", str(target), "--json")
    assert (code, json.loads(out)["id"]) == (0, plan), err
    newest = sorted(folder.glob("cadangan/*.sqlite3"))[-1]
    newest.write_bytes(newest.read_bytes() + b"?")
    with unwritable(data_dir):
        code, out, err = run("check-data", plan, "--json")
        assert (code, [fault["kind"] for fault in json.loads(out)["faults"]]) == (1, ["backup"])
