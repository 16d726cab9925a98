"""Gate G10: hostile and messy files are read or refused with a sentence, whatever is in them; nothing else happens."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reading import read_book, read_here
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.rpjmd.proposal import propose
from gmsc_desktop.exchange.sheets import Cell, Kind
from tests.exchange.books import FLAT, write_book
from tests.exchange.hostile_books import HOSTILE as BOOKS
from tests.exchange.hostile_books import cell, with_sheet, xlsx
from tests.exchange.hostile_looks import LOOKS
from tests.exchange.old_books import write_docx, write_ods, write_xls
from tests.faults.gates import FULL, GATES, count

REPOSITORY = Path(__file__).parents[2]
HOSTILE = BOOKS | LOOKS


def outcome(path: Path) -> str:
    """The reason for which a file is refused, "" where it is read; a table in it may be refused, always with a step."""
    try:
        book = read_here(path, path.name)
    except FileRefused as refused:
        return refused.reason if refused.next_step else "no step"
    try:
        propose(book)
    except UserFacingError as told:
        return "" if told.next_step else "no step"
    return ""


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_file_is_read_or_refused(tmp_path: Path, name: str) -> None:
    make, reason = HOSTILE[name]
    path = tmp_path / "berkas.xlsx"
    path.write_bytes(make())
    assert outcome(path) == reason
    assert [one.name for one in tmp_path.iterdir()] == ["berkas.xlsx"]


def test_a_child_that_meets_a_bomb_tells_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    path.write_bytes(HOSTILE["a sheet of 140 MB"][0]())
    with pytest.raises(UserFacingError, match="memuai"):
        read_book(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_hostile_files_cost_a_child_little_and_end_in_a_sentence(tmp_path: Path) -> None:
    files = []
    for number, name in enumerate(HOSTILE if FULL else list(HOSTILE)[::12]):
        (tmp_path / str(number)).mkdir()
        files.append(tmp_path / str(number) / "berkas.xlsx")
        files[-1].write_bytes(HOSTILE[name][0]())
    command = [sys.executable, "-m", "tests.exchange.costs", *map(str, files)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    unhandled = told.pop("unhandled")
    count("G10", **told, unhandled=len(unhandled))
    assert unhandled == []
    assert told["files"] == len(files)
    assert told["megabytes"] <= GATES["G10"].most["megabytes"]


@pytest.mark.parametrize("writer", [write_xls, write_ods, write_docx, write_book])
def test_a_file_with_flipped_bits_breaks_nothing(tmp_path: Path, writer: object) -> None:
    path = tmp_path / "a.bin"
    if writer is write_book:
        write_book(path.with_suffix(".xlsx"), {"A": FLAT}).rename(path)
    else:
        writer(path, FLAT)  # type: ignore[operator]  # the three take a path and rows
    good = path.read_bytes()
    chance = random.Random(10)  # the same mutants each time
    for _round in range(60):
        changed = bytearray(good)
        for _flip in range(chance.randint(1, 6)):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed[: chance.choice([len(changed), chance.randrange(1, len(changed))])])
        assert outcome(path) != "no step"


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_sheet(cell(f"<is><t>{'x' * 40_000}</t></is>", 't="inlineStr"')))
    assert "A2" in read_here(path, "a.xlsx").notices[0]
    path.write_bytes(xlsx(drop="xl/worksheets/sheet1.xml"))
    assert "“A”" in read_here(path, "a.xlsx").notices[0]
    csv = tmp_path / "a.csv"
    csv.write_text('a;b\n"' + "x" * 200_000 + '";y\n')
    assert read_here(csv, "a.csv").notices


def test_a_command_in_a_cell_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(HOSTILE["a command in a cell"][0]())
    [sheet] = read_here(path, "a.csv").sheets
    assert sheet.rows[1][0] == Cell("=cmd|' /C calc'!A0", Kind.TEXT)
