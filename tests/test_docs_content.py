"""What a page of docs/ says of the code is what the code says: rooms, commands, labels, refusals, limits."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmsc_desktop import cli
from gmsc_desktop.cli.commands import COMMANDS, Command
from gmsc_desktop.models.schema import HISTORY_DDL
from gmsc_desktop.package import bag_text, examine, history_lines, names, schema, seal, strict_json
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, SUFFIXES, WORKING_COPY, Identity
from gmsc_desktop.package.refusals import REASONS
from tests.documents import pdf
from tests.nomenclature_books import sample_rows, write_book
from tests.test_architecture import ALL, ROOMS
from tests.test_docs import FENCE, IN_BACKTICKS

DOCS = Path(__file__).resolve().parent.parent / "docs"
PACKAGE = DOCS.parent / "gmsc_desktop"
MEBIBYTE = 1024 * 1024


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of the same or a higher level."""
    level = len(heading) - len(heading.lstrip("#"))
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section {heading}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables of a page without their heading lines."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split(" |")] for line in lines]
    ruled = [number for number, row in enumerate(cells) if set(row[0]) <= {"-", "|"}]
    heads = {number - 1 for number in ruled} | set(ruled)
    return [row for number, row in enumerate(cells) if number not in heads]


# -- architecture.md


def groups(text: str) -> dict[str, tuple[str, ...]]:
    """What the page calls leaves, plan readers and file libraries."""
    found = re.findall(r"^- \*\*([a-z ]+)\*\*: (.+)$", text, re.MULTILINE)
    return {name: tuple(IN_BACKTICKS.findall(members)) for name, members in found}


def members(cell: str, named: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """The modules or libraries of a cell, groups written out; what stands behind "not" or "all but" is left out."""
    told = re.sub(r"\(not [^)]*\)", "", cell)
    if told.startswith("all"):
        return frozenset({ALL})
    found = set(IN_BACKTICKS.findall(told))
    for name, inside in named.items():
        if re.search(rf"\b{name}\b", re.sub(r"`[^`]*`", "", told)):
            found.update(inside)
    return frozenset(found)


def never(*cells: str) -> frozenset[str]:
    parts = [part for cell in cells for part in re.findall(r"\(not ([^)]*)\)|all but (.*)", cell)]
    return frozenset(name for pair in parts for text in pair for name in IN_BACKTICKS.findall(text))


def test_the_table_of_imports_is_the_one_that_is_held() -> None:
    text = section(page("architecture.md"), "## Who may import whom")
    named = groups(text)
    told = {}
    for room_names, ours, libraries in rows(text):
        for room in IN_BACKTICKS.findall(room_names):
            told[room] = (members(ours, named) - {room}, members(libraries, named), never(ours, libraries))
    held = {
        room.name: (frozenset(room.ours) - {room.name}, frozenset(room.libraries), frozenset(room.never))
        for room in ROOMS
        if room.name and room.name != "text"
    }
    held["text"] = (frozenset(), frozenset(), frozenset())
    assert told == held


def test_the_house_has_the_rooms_that_are_there() -> None:
    drawn = FENCE.findall(section(page("architecture.md"), "## Rooms"))[0]
    told = {name.rstrip("/") for name in re.findall(r"^  (\w+(?:/|\.py)) ", drawn, re.MULTILINE)}
    there = {path.name for path in PACKAGE.iterdir() if path.name not in {"__init__.py", "__pycache__"}}
    assert told == there


def test_the_tables_of_the_history_are_told_as_they_are() -> None:
    appendix = section(page("architecture.md"), "## Appendix: the record of change")
    told = re.sub(r"--[^\n]*", "", FENCE.findall(appendix)[0].removeprefix("```sql").removesuffix("```"))
    assert told.split() == HISTORY_DDL.split()


# -- command-line.md


def test_every_command_has_its_section_and_no_other() -> None:
    text = page("command-line.md")
    assert set(re.findall(r"^## (.+)$", text, re.MULTILINE)) == {command.name for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_told_with_all_its_arguments(command: Command) -> None:
    told = section(page("command-line.md"), f"## {command.name}")
    wanted = {option[0] if option[0].startswith("-") else option[0].upper() for option, _rest in command.arguments}
    wanted = {"FIELD=VALUE" if word == "VALUES" else word for word in wanted}
    words = set(re.findall(r"--[a-z-]+|[A-Z]+(?:=[A-Z]+)?", told))
    assert wanted <= words
    assert {word for word in words if word.startswith("--")} <= wanted
    assert "JSON" in told


def examples() -> Iterator[tuple[str, int]]:
    """The lines of the page's examples, with the exit code that the comment behind them tells."""
    for block in FENCE.findall(page("command-line.md")):
        for line in block.splitlines():
            if line.startswith("gmsc "):
                words, _, comment = line.partition("#")
                yield words.removeprefix("gmsc "), int(comment.strip().removeprefix("exit ") or 0)


def test_the_examples_work(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data_dir)
    (data_dir / "notulen.txt").write_text("Rapat Dewan Smart City\n")
    pdf(data_dir / "buku-2.pdf", ["Rumah Kurcaci"])
    (data_dir / "rpjmd.csv").write_text("Sasaran;Indikator;Satuan;Target 2026\nWarga sehat;AHH;Tahun;71,5\n")
    (data_dir / "monev.csv").write_text("Program;Tahun;Realisasi Fisik (%);Kendala\nRumah Kurcaci;2025;80;-\n")
    (data_dir / "matriks.csv").write_text("Nama Program;OPD;Tahun\nSatu Data;Diskominfo;2025-2027\n")
    write_book(data_dir / "nomenklatur-sipd-2027.xlsx", sample_rows())
    known: dict[str, str] = {}
    shown = set()
    for line, wanted in examples():
        words = [
            word for written in shlex.split(line) for word in (sorted(map(str, Path().glob(written))) or [written])
        ]
        words = [re.sub(r"\b(PLAN|AGENCY|INITIATIVE)\b", lambda found: known[found[1]], word) for word in words]
        code = cli.main([*words, "--json"])
        out, err = capsys.readouterr()
        assert (code, words) == (wanted, words), err
        if code == 0 and words[0] in {"new", "add"}:
            known["PLAN" if words[0] == "new" else words[2].upper()] = json.loads(out)["id"]
        if words[0] == "remove":
            assert cli.main(["undo", known["PLAN"]]) == 0
            capsys.readouterr()
        shown.add(words[0])
    assert shown == {command.name for command in COMMANDS} - {"demo", "self-test"}


# -- package-format.md


def test_labels_of_bag_info_are_told_in_their_order() -> None:
    told = [IN_BACKTICKS.findall(row[0])[0] for row in rows(section(page("package-format.md"), "## bag-info.txt"))]
    identity = Identity(SUBMISSION, "", "", "")
    assert told == [*(label for label, _value in identity.fields()), "Payload-Oxum"]


def test_kinds_and_their_suffixes_are_told() -> None:
    told = {
        IN_BACKTICKS.findall(row[0])[0]: IN_BACKTICKS.findall(row[1])[0] for row in rows(page("package-format.md"))[:3]
    }
    assert told == SUFFIXES
    assert set(told) == {SUBMISSION, WORKING_COPY, BACKUP}


def test_the_keys_of_rencana_json_are_told() -> None:
    told = {
        name
        for row in rows(section(page("package-format.md"), "## rencana.json"))
        for name in IN_BACKTICKS.findall(row[0])
    }
    assert told == set(schema.plan_schema()["properties"])
    assert schema.ID in page("package-format.md")


def test_the_layout_has_every_file_that_a_package_may_hold() -> None:
    layout = FENCE.findall(section(page("package-format.md"), "## Layout"))[0]
    for name in (*names.TAG_FILES, seal.FILE, seal.SIGNATURE):
        assert re.search(rf"(^| ){re.escape(name)} ", layout, re.MULTILINE), name
    for name in (
        "rencana.json",
        "riwayat.jsonl",
        "skema/rencana.schema.json",
        "ro-crate-metadata.json",
        "index.html",
        "datapackage.json",
    ):
        assert names.is_listed(f"data/{name}")
        assert re.search(rf" {re.escape(name)} ", layout), name


def test_every_reason_to_refuse_is_told_once() -> None:
    table = [row for row in rows(section(page("package-format.md"), "## What the reader refuses")) if "`" in row[0]]
    told = [reason for row in table for reason in IN_BACKTICKS.findall(row[0])]
    assert sorted(told) == sorted(REASONS)


def test_limits_are_told_as_they_are() -> None:
    caps = examine.Caps()
    text = section(page("package-format.md"), "## What the reader refuses")
    told = {row[0]: row[1] for row in rows(text) if "`" not in row[0]}
    assert told == {
        "files": f"{caps.files:,}",
        "one file": f"{caps.file_bytes:,} bytes",
        "all files together": f"{caps.total_bytes // MEBIBYTE:,} MiB",
        f"swelling of one file above {caps.ratio_from // MEBIBYTE} MiB": f"{caps.ratio} times",
        "a tag file": f"{caps.tag_bytes // MEBIBYTE} MiB",
        "bag-info.txt": f"{bag_text._LONGEST_INFO // 1024} KiB",
        "rencana.json": f"{caps.plan_bytes // MEBIBYTE} MiB",
        "riwayat.jsonl": f"{caps.history_bytes // MEBIBYTE} MiB",
        "setempat.json": f"{caps.beside_bytes // MEBIBYTE} MiB",
        "a line of riwayat.jsonl": f"{history_lines.LONGEST_LINE // MEBIBYTE} MiB",
        "rows of a history": f"{history_lines.MOST_ROWS:,}",
        "a text in JSON": f"{strict_json.LONGEST_TEXT:,} characters",
        "a number in JSON": f"{strict_json.LONGEST_NUMBER} characters, whole ones within 64 bits",
        "depth of JSON": f"{strict_json.DEEPEST}",
        "memory that one JSON text may become, by estimate": f"{strict_json.MOST_MEMORY // MEBIBYTE} MiB",
        "a name, from the package's folder": f"{names.LONGEST_NAME} characters",
    }
