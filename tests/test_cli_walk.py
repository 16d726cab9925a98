"""Every command once as it works, once refused and once used wrongly: exit codes, and where words and JSON go."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from gmsc_desktop.cli import DONE, REFUSED, WRONG_USAGE
from gmsc_desktop.cli.commands import COMMANDS
from tests.commands import Run, new_plan, refused, value
from tests.documents import pdf
from tests.exchange.books import Rows
from tests.exchange.books import write_book as write_rows
from tests.nomenclature_books import sample_rows, write_book
from tests.test_cli_import import FIRST, book

Words = tuple[str, ...]


@dataclass(frozen=True)
class World:
    """What the commands are used on: a plan with an initiative, a package, a file, a folder."""

    run: Run
    plan: str
    initiative: str
    folder: Path
    numbers: count[int] = field(default_factory=count)

    def another(self) -> str:
        """The id of one initiative more."""
        return str(
            value(self.run, "add", self.plan, "initiative", f"title=Yang {next(self.numbers)}", "dimension=SL")["id"]
        )

    def copy(self) -> str:
        return str(value(self.run, "copy", self.plan, str(self.folder / "keluar"))["path"])

    def file(self, name: str = "notulen.txt") -> str:
        (self.folder / name).write_text("Notulen rapat")
        return str(self.folder / name)

    def monev(self) -> str:
        rows: Rows = [["Program", "Tahun", "Realisasi Fisik (%)"], ["Rumah Kurcaci", 2025, next(self.numbers)]]
        return str(write_rows(self.folder / "monev.xlsx", {"Monev": rows}))

    def book(self) -> str:
        return str(pdf(self.folder / "Buku 2.pdf", [f"Rumah Kurcaci {next(self.numbers)}"]))


@pytest.fixture
def world(run: Run, tmp_path: Path) -> World:
    plan = new_plan(run)
    made = value(run, "add", plan, "initiative", "title=Rumah Kurcaci", "dimension=SL")
    return World(run, plan, str(made["id"]), tmp_path)


NEW = ("--start", "2026", "--end", "2030")
ASKED = ("--for", "bimtek-1", "--override", "SK menyusul")
MISSING = "tidak-ada"
# Command -> how it works, how it is refused (None: it cannot be).
WALK: dict[str, tuple[Callable[[World], Words], Callable[[World], Words] | None]] = {
    "demo": (lambda w: (), None),
    "new": (
        lambda w: ("--district", "73.18", "--separate", f"Ke-{next(w.numbers)}", *NEW),
        lambda w: ("--district", MISSING, *NEW),
    ),
    "plans": (lambda w: (), None),
    "show": (lambda w: (w.plan,), lambda w: (MISSING,)),
    "check": (lambda w: (w.plan, "--for", "bimtek-1"), lambda w: (MISSING,)),
    "stages": (lambda w: (w.plan,), lambda w: (w.plan, "--leave", "final")),
    "gaps": (lambda w: (w.plan,), lambda w: (w.plan, "--year", "0")),
    "set": (
        lambda w: (w.plan, "plan", "title", "Rencana lain"),
        lambda w: (w.plan, w.initiative, MISSING, "x"),
    ),
    "add": (lambda w: (w.plan, "agency", f"name=Dinas {next(w.numbers)}"), lambda w: (w.plan, "agency")),
    "remove": (lambda w: (w.plan, w.another()), lambda w: (w.plan, "00000000")),
    "attach": (lambda w: (w.plan, w.file()), lambda w: (w.plan, str(w.folder / MISSING))),
    "original-documents": (lambda w: (w.plan, "--search", "kurcaci"), lambda w: (MISSING,)),
    "add-original": (lambda w: (w.plan, w.book()), lambda w: (w.plan, w.book(), "--kind", MISSING)),
    "undo": (lambda w: (w.plan,), lambda w: (MISSING,)),
    "check-data": (lambda w: (w.plan,), lambda w: (MISSING,)),
    "backup": (
        lambda w: (w.plan, str(w.folder / f"{next(w.numbers)}.gmsc")),
        lambda w: (w.plan, w.file("rencana.gmsc")),
    ),
    "backups": (lambda w: (w.plan,), lambda w: (MISSING,)),
    "restore": (lambda w: (w.copy(),), lambda w: (w.file("x.sqlite3"),)),
    "export": (lambda w: (w.plan, str(w.folder / "cetak")), lambda w: (MISSING, str(w.folder))),
    "submit": (lambda w: (w.plan, str(w.folder / "a"), *ASKED), lambda w: (w.plan, str(w.folder), *ASKED[:2])),
    "copy": (lambda w: (w.plan, str(w.folder / "a")), lambda w: (w.plan, str(w.folder), "--evidence", MISSING)),
    "verify": (lambda w: (w.copy(),), lambda w: (w.file(),)),
    "open": (lambda w: (w.copy(),), lambda w: (w.file(),)),
    "sent": (lambda w: (w.plan,), lambda w: (MISSING,)),
    "erase": (lambda w: (w.plan,), lambda w: (w.plan, "--person", MISSING)),
    "import-nomenclature": (
        lambda w: (str(write_book(w.folder / "nomenklatur-2027.xlsx", sample_rows())),),
        lambda w: (w.file(),),
    ),
    "import-rpjmd": (lambda w: (w.plan, book(w.folder, FIRST)), lambda w: (w.plan, w.file())),
    "import-table": (
        lambda w: (w.plan, w.monev(), "--as", "progress"),
        lambda w: (w.plan, w.file(), "--as", "progress"),
    ),
    "self-test": (lambda w: (), None),
}
NOT_GOOD = {"check", "gaps"}  # of an empty plan musts and questions are open
LONG = {"demo", "self-test"}  # done once, as JSON


def test_every_command_is_walked() -> None:
    assert set(WALK) == {command.name for command in COMMANDS}


@pytest.mark.parametrize("name", WALK)
def test_a_command_that_works_prints_words_or_one_json_value(world: World, name: str) -> None:
    works, _refused = WALK[name]
    expected = REFUSED if name in NOT_GOOD else DONE
    if name not in LONG:
        code, out, err = world.run(name, *works(world))
        assert code == expected, err
        assert out.strip()
        assert not out.lstrip().startswith(("{", "[{"))
    code, out, err = world.run(name, *works(world), "--json")
    assert code == expected, err
    assert isinstance(json.loads(out), dict | list)
    assert bool(err) == (name in NOT_GOOD)


@pytest.mark.parametrize("name", [name for name, (_works, refuses) in WALK.items() if refuses])
def test_a_refusal_is_a_sentence_with_its_next_step_and_no_json(world: World, name: str) -> None:
    refuses = WALK[name][1]
    assert refuses is not None
    before = sorted(path.name for path in world.folder.rglob("*.gmsc"))
    words = refused(world.run(name, *refuses(world)))
    assert refused(world.run(name, *refuses(world), "--json")) == words
    assert name == "backup" or sorted(path.name for path in world.folder.rglob("*.gmsc")) == before


@pytest.mark.parametrize("name", WALK)
def test_wrong_usage_is_told_with_the_way_to_the_help(run: Run, name: str) -> None:
    for words in ((name, "--tidak-ada"), ("--json", name, *"abcdef", "--tidak-ada")):
        code, out, err = run(*words)
        assert (code, out) == (WRONG_USAGE, ""), words
        assert f"gmsc {name} --help" in err
    code, out, err = run(name, "--help")
    assert (code, err) == (DONE, "")
    assert out
