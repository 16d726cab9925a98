"""A child that was taken over says that all is well: its words and its files are judged as a stranger's."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.package import read
from gmsc_desktop.package.read import open_package, read_package_job
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.write import Written

Answer = dict[str, object]
PLAN, HISTORY = "isi/data/rencana.json", "isi/data/riwayat.jsonl"


def lying(monkeypatch: pytest.MonkeyPatch, lie: Callable[[Path, Answer], Answer]) -> None:
    """The job runs here, and ``lie`` changes what it left and what it says."""

    def call_in(folder: Path, _job: str, request: Answer, *, files: dict[str, Path], **_more: Any) -> Answer:
        answer = read_package_job(folder, {**request, "files": {name: str(path) for name, path in files.items()}})
        return lie(folder, answer)

    monkeypatch.setattr(read, "call_in", call_in)


def refusal_of(path: Path) -> PackageRefused:
    with pytest.raises(PackageRefused) as caught, open_package(path):
        pytest.fail("it was opened")
    return caught.value


def edit(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def link(name: str, target: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).symlink_to(target)

    return change


def move_away(folder: Path) -> None:
    (folder / "isi" / "data").rename(folder / "lain")
    (folder / "isi" / "data").symlink_to(folder / "lain")


def folder_for_plan(folder: Path) -> None:
    (folder / PLAN).unlink()
    (folder / PLAN).mkdir()


LIES: list[tuple[str, Callable[[Path], object]]] = [
    ("another plan", edit(PLAN, lambda data: data.replace(b"Luwu", b"Luwi"))),
    ("another history", edit(HISTORY, lambda data: data.replace(b"Ubah", b"Ubar"))),
    ("a shorter history", edit(HISTORY, lambda data: data[: data.rindex(b"\n", 0, -1) + 1])),
    ("another manifest", edit("isi/manifest-sha512.txt", lambda data: data.replace(b"0", b"1"))),
    ("another description", edit("isi/bag-info.txt", lambda data: data.replace(b"73.17", b"73.18"))),
    ("no plan", lambda folder: (folder / PLAN).unlink()),
    ("no history", lambda folder: (folder / HISTORY).unlink()),
    ("no manifest", lambda folder: (folder / "isi/manifest-sha512.txt").unlink()),
    ("half a seal", lambda folder: (folder / "isi/segel.json.minisig").unlink()),
    ("a folder for a plan", folder_for_plan),
    ("evidence that is gone", lambda folder: next((folder / "isi/data/bukti").rglob("*.jpg")).unlink()),
    ("evidence that is shorter", lambda folder: os.truncate(next((folder / "isi/data/bukti").rglob("*.jpg")), 3)),
    ("a link for a plan", link(PLAN, "/etc/hostname")),
    ("a link for a folder", move_away),
]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize(("lie", "change"), LIES, ids=[case[0] for case in LIES])
def test_files_are_held_against_the_lists_again(
    working_copy: Written, monkeypatch: pytest.MonkeyPatch, lie: str, change: Callable[[Path], object]
) -> None:
    lying(monkeypatch, lambda folder, answer: (change(folder), answer)[1])
    assert refusal_of(working_copy.path).sentence


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"refused": None},
        {"refused": ["changed"]},
        {"refused": "sebab baru"},
        {"refused": "changed"},
        {"refused": "changed", "facts": []},
        {"refused": "changed", "facts": {"count": 1}},
        {"refused": "changed", "facts": {"reason": "x", "count": 1, "name": "x"}},
    ],
)
def test_an_answer_that_makes_no_sense_opens_nothing(
    working_copy: Written, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    lying(monkeypatch, lambda folder, _answer: answer)
    assert refusal_of(working_copy.path).reason == "unreadable"


def test_a_refusal_s_words_are_ours(working_copy: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {"count": "{name}", "name": "<b>\u202e\n" + "x" * 5000}
    lying(monkeypatch, lambda folder, _answer: {"refused": "changed", "facts": facts, "sentence": "Bayar dahulu"})
    told = refusal_of(working_copy.path)
    assert "Bayar" not in told.sentence
    assert "\n" not in told.sentence
    assert len(told.sentence) < 250
