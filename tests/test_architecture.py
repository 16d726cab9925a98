"""Holds every module against the table of who may import whom (docs/architecture.md), and against our habits."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "gmsc_desktop"
ALL = "*"


@dataclass(frozen=True)
class Room:
    """One line of the table: a module, or a package with all that lies in it."""

    name: str
    ours: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    way_out: str = "Move the code to the room that may, or hand the value in as an argument."


LEAVES = ("values", "paths", "platform_files")
READS_PLANS = (
    "models.snapshot", "models.records", "models.reference", "models.figures", "models.checks", "models.fields",
    "models.revision",
)  # fmt: skip
FILE_LIBRARIES = ("openpyxl", "pikepdf", "pypdfium2", "PIL", "docx", "pptx", "lxml")
FROZEN = "Read from models.snapshot; what must be written is returned as values and written by models."
OPENS_PLANS = ("models.document", "models.library")

# Errors and texts may be imported everywhere, and each room may import itself. The longest name that fits counts.
ROOMS = (
    Room("", way_out="The package itself says its version, so that importing it costs nothing."),
    Room("errors"),
    Room("text"),
    Room("late", libraries=("typing_extensions",)),
    Room("values", libraries=("lokal",)),
    Room("paths", libraries=("platformdirs",)),
    Room("platform_files"),
    Room("faults", ("paths",)),
    Room(
        "models",
        LEAVES,
        ("sqlalchemy",),
        way_out="A file format is read in exchange/ or package/ and handed in as values.",
    ),
    Room("models.region", ("models", *LEAVES), ("sqlalchemy", "lokal")),
    Room("models.records", way_out="Records are plain frozen dataclasses: the standard library is all they need."),
    Room("models.fields", way_out="Fields are told without sqlalchemy, so that windows and exports can read them."),
    Room(
        "models.migrations", way_out="A migration is plain SQL: it must do the same when today's schema is long gone."
    ),
    Room("exchange", ("models", "worker", *LEAVES), (*FILE_LIBRARIES, "python_calamine"), OPENS_PLANS),
    Room("exports", (*READS_PLANS, *LEAVES), (*FILE_LIBRARIES, "reportlab", "markdown_it"), way_out=FROZEN),
    Room(
        "package",
        ("exports", "worker", "models.merge", "models.changesets", "models.beside", *READS_PLANS, *LEAVES),
        (*FILE_LIBRARIES, "cryptography", "fastjsonschema"),
        way_out=FROZEN,
    ),
    Room("demo", ("models", *LEAVES), ("PIL", "reportlab")),
    Room("desk", ("models", "package", "exports", "worker", *LEAVES)),
    Room(
        "ui",
        ("models", "exchange", "exports", "package", "desk", "worker", "ui", "demo", "faults", *LEAVES),
        ("PySide6", "PySide6Qlementine", "shiboken6", "typing_extensions"),
    ),
    Room("worker", (ALL,), (ALL,), ("ui", "app", "PySide6")),
    Room("cli", (ALL,), (ALL,), ("PySide6",), "The window is opened by app, and app alone starts Qt."),
    Room("app", (ALL,), (ALL,)),
    Room("main", (ALL,)),
)
EVERYWHERE = ("errors", "text", "late", "__version__")

# These start with every command and before the first paint: what is heavy is imported in the function that needs it.
STARTERS = ("main", "cli", "app", "worker")
HEAVY = ("sqlalchemy", "openpyxl", "reportlab", "docx", "cryptography", "pikepdf", "PIL", "PySide6")
# Read before any plan is open: nothing they import may bring these in.
LIGHT = {
    "models.fields": ("sqlalchemy",),
    "models.records": ("sqlalchemy",),
    "models.checks": ("sqlalchemy",),
    "models.library": ("sqlalchemy",),
    "models.document": ("sqlalchemy",),
    "cli": HEAVY,
    "app": HEAVY,
}
CONNECTS = re.compile(r"models\.(document\w*|library|nomenclature\.file)(\..*)?")
WEAK_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "handler", "handlers", "misc"}
FILE_LINES, FUNCTION_LINES = 400, 60


@dataclass(frozen=True)
class Source:
    """A module: its name below the package (``models.schema``; ``main`` for main.py), and its text."""

    name: str
    text: str
    is_package: bool = False


@dataclass(frozen=True)
class Import:
    """Something that a module imports; ``early`` when it happens as the module itself is imported."""

    target: str
    line: int
    early: bool


def room_of(name: str) -> Room | None:
    fitting = [room for room in ROOMS if within(name, room.name)]
    return max(fitting, key=lambda room: len(room.name), default=None)


def within(name: str, room: str) -> bool:
    return room == ALL or name == room or name.startswith(f"{room}.")


def imports(source: Source) -> Iterator[Import]:
    """Everything imported anywhere in a module, also by a literal name given to ``import_module``."""
    yield from _imports(source, ast.parse(source.text), early=True)


def _imports(source: Source, node: ast.AST, *, early: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, early) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = _base(source, child)
            yield from (Import(f"{base}.{alias.name}", child.lineno, early) for alias in child.names)
        elif isinstance(child, ast.Call) and _called(child) in {"import_module", "__import__"}:
            names = [argument.value for argument in child.args[:1] if isinstance(argument, ast.Constant)]
            yield from (Import(str(name), child.lineno, early) for name in names)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or _for_types_only(child)
            yield from _imports(source, child, early=early and not later)


def _base(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    here = [PACKAGE, *filter(None, source.name.split("."))]
    up = node.level - (1 if source.is_package else 0)
    return ".".join([*here[: len(here) - up], *filter(None, [node.module])])


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def import_faults(source: Source) -> Iterator[str]:
    room = room_of(source.name)
    if room is None:
        yield f"line 1: {source.name} stands in no room\n  Way out: give it a line in ROOMS, and say why it is new."
        return
    for found in imports(source):
        top, _, rest = found.target.partition(".")
        allowed = top in sys.stdlib_module_names or top == "_typeshed"
        if top == PACKAGE:
            allowed = _ours(room, source, rest)
        elif not allowed:
            allowed = any(within(top, library) for library in room.libraries) and top not in room.never
        if not allowed:
            yield f"line {found.line}: {room.name or PACKAGE} may not import {found.target}\n  Way out: {room.way_out}"
        if any(within(source.name, starter) for starter in STARTERS) and found.early and top in HEAVY:
            yield f"line {found.line}: {top} is heavy\n  Way out: import it in the function that needs it."


def _ours(room: Room, source: Source, target: str) -> bool:
    return not target.startswith(room.never) and any(
        within(target, name) for name in (*room.ours, *EVERYWHERE, room.name, source.name)
    )


def connection_faults(source: Source) -> Iterator[str]:
    """Only a document opens a database or begins a transaction."""
    if CONNECTS.fullmatch(source.name):
        return
    tree = ast.parse(source.text)
    sqlite = {alias.asname or alias.name for node in ast.walk(tree) if isinstance(node, ast.Import)
              for alias in node.names if alias.name.startswith("sqlite3")}  # fmt: skip
    for node in ast.walk(tree):
        what = ""
        if isinstance(node, ast.Attribute) and node.attr == "connect" and ast.unparse(node.value) in sqlite:
            what = "sqlite3.connect"
        elif isinstance(node, ast.ImportFrom) and node.module in {"sqlite3", "sqlalchemy"}:
            what = next((name.name for name in node.names if name.name in {"connect", "create_engine"}), "")
        elif isinstance(node, ast.Attribute) and node.attr == "create_engine":
            what = "create_engine"
        elif (
            isinstance(node, ast.Call) and _called(node) in {"begin", "begin_nested"} and not node.args + node.keywords
        ):
            what = f".{_called(node)}()"
        if what:
            place = getattr(node, "lineno", 1)
            yield f"line {place}: {what} outside models/document*.py\n  Way out: take the connection as an argument."


def habit_faults(source: Source, *, functions: bool = True) -> Iterator[str]:
    tree = ast.parse(source.text)
    if tree.body and not ast.get_docstring(tree):
        yield "line 1: no docstring\n  Way out: open with one sentence that says what the module is for."
    if source.text.count("\n") > FILE_LINES:
        yield f"line {FILE_LINES}: longer than {FILE_LINES} lines\n  Way out: split it by noun."
    if WEAK_NAMES & set(re.split(r"[._]", source.name)):
        yield "line 1: the name says nothing\n  Way out: name it by the noun of the domain that it is about."
    for node in ast.walk(tree) if functions else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"line {node.lineno}: {node.name} has {length} lines\n  Way out: one function a thing."


def product() -> list[Path]:
    return [ROOT / "main.py", *sorted((ROOT / PACKAGE).rglob("*.py"))]


def load(path: Path) -> Source:
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[1:] if parts[0] == PACKAGE else parts
    is_package = path.name == "__init__.py"
    return Source(".".join(parts[:-1] if is_package else parts), path.read_text(encoding="utf-8"), is_package)


def report(path: Path, faults: Iterator[str]) -> str:
    return "\n".join(f"{path.relative_to(ROOT)}, {fault}" for fault in faults)


def path_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", product(), ids=path_id)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    faults = report(path, import_faults(load(path)))
    assert not faults, f"\n{faults}"


@pytest.mark.parametrize("path", product(), ids=path_id)
def test_only_a_document_opens_a_database(path: Path) -> None:
    faults = report(path, connection_faults(load(path)))
    assert not faults, f"\n{faults}"


def other_sources() -> list[Path]:
    return [
        ROOT / "setup.py",
        *(path for folder in ("tools", "benchmarks", "tests") for path in (ROOT / folder).rglob("*.py")),
    ]


@pytest.mark.parametrize("path", [*product(), *sorted(other_sources())], ids=path_id)
def test_a_module_keeps_our_habits(path: Path) -> None:
    functions = not path.is_relative_to(ROOT / "tests")
    faults = report(path, habit_faults(load(path), functions=functions))
    assert not faults, f"\n{faults}"


def exists(name: str) -> bool:
    place = ROOT.joinpath(PACKAGE, *name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


@pytest.mark.parametrize("name", [name for name in LIGHT if exists(name)])
def test_a_light_module_brings_in_nothing_heavy(name: str) -> None:
    program = f"import sys, {PACKAGE}.{name}; print(*(set({LIGHT[name]!r}) & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout.strip(), (
        f"{name} imports {done.stdout.strip()}; import it where it is used (-X importtime shows)"
    )


# -- the checker is held against made-up modules, so that it cannot pass by seeing nothing ----------------------------

FORBIDDEN = {
    "text": "from gmsc_desktop import values",
    "values": "import sqlalchemy",
    "platform_files": "from gmsc_desktop.models import library",
    "models.initiatives": "import PySide6.QtCore",
    "models.progress": "def f():\n    import openpyxl",
    "models.checks": "from gmsc_desktop.package.write import write",
    "models.bodies": "import lokal",
    "models.records.plan": "import sqlalchemy",
    "models.fields.plan": "from gmsc_desktop.models.schema import metadata",
    "models.migrations": "from gmsc_desktop.models import schema",
    "exchange.workbook": "from gmsc_desktop.models.document import Document",
    "exchange.pasted": "from ..models import document_freeze",
    "exports.pdf": "from sqlalchemy import select",
    "exports.xlsx": "from gmsc_desktop.models import initiatives",
    "exports.charts": "from gmsc_desktop import models",
    "package.write": "import gmsc_desktop.models.document",
    "package.seal": "from importlib import import_module\nimport_module('gmsc_desktop.models.library')",
    "package.bag": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sqlalchemy import Connection",
    "desk.inbox": "from PySide6 import QtWidgets",
    "ui.pages.home": "import sqlalchemy as sa",
    "cli": "from reportlab.pdfgen import canvas",
    "app": "try:\n    import PySide6\nexcept ImportError:\n    pass",
    "main": "import gmsc_desktop.cli, sqlalchemy",
    "worker": "from gmsc_desktop.ui import jobs",
    "worker.child": "import pikepdf",
    "attic": "import json",
}
PERMITTED = {
    "values": "from gmsc_desktop.errors import UserFacingError\nfrom gmsc_desktop.text import _\nimport lokal",
    "models.region": "import lokal\nfrom sqlalchemy import select\nfrom gmsc_desktop.models.schema import region",
    "models.progress": "from . import schema\nfrom gmsc_desktop.values import money\nimport gmsc_desktop.models.ids",
    "platform_files": "from _typeshed import ReadableBuffer\nfrom gmsc_desktop import __version__",
    "exports.pdf": "from gmsc_desktop.models.snapshot import Plan\nfrom .charts import bars\nimport reportlab",
    "exports.xlsx": "from gmsc_desktop.models.records.plan import Plan\nfrom gmsc_desktop.models import checks, fields",
    "package.write": "from gmsc_desktop.exports import pdf\nfrom gmsc_desktop.models import merge\nimport cryptography",
    "cli": "def main():\n    import sqlalchemy\n    from gmsc_desktop.models.document import Document",
    "app": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from PySide6.QtWidgets import QWidget",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_checker_sees_a_forbidden_import(name: str) -> None:
    faults = list(import_faults(Source(name, FORBIDDEN[name])))
    assert faults
    assert all("Way out: " in fault for fault in faults)


@pytest.mark.parametrize("name", PERMITTED)
def test_the_checker_lets_a_permitted_import_pass(name: str) -> None:
    assert list(import_faults(Source(name, PERMITTED[name]))) == []


@pytest.mark.parametrize(
    "text",
    [
        "import sqlite3\nsqlite3.connect('x')",
        "import sqlite3 as db\ndb.connect('x')",
        "from sqlite3 import connect",
        "from sqlalchemy import create_engine",
        "import sqlalchemy\nsqlalchemy.create_engine('x')",
        "def f(db):\n    with db.begin():\n        pass",
    ],
)
def test_the_checker_sees_a_second_connection(text: str) -> None:
    assert list(connection_faults(Source("models.initiatives", text)))
    assert list(connection_faults(Source("models.libraryish", text)))
    for owner in ("models.document", "models.document_freeze", "models.library"):
        assert list(connection_faults(Source(owner, text))) == []


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("models.plan", "x = 1\n", "docstring"),
        ("models.plan", '"""P."""\n' + "x = 1\n" * 400, "longer than 400 lines"),
        ("models.plan", '"""P."""\ndef f():\n' + "    x = 1\n" * 60, "f has 61 lines"),
        ("exports.pdf_utils", '"""P."""\n', "name says nothing"),
        ("ui.manager.rows", '"""P."""\n', "name says nothing"),
    ],
)
def test_the_checker_sees_a_broken_habit(name: str, text: str, seen: str) -> None:
    [fault] = habit_faults(Source(name, text))
    assert seen in fault
    assert list(habit_faults(Source("models.plan", '"""P."""\ndef f():\n' + "    x = 1\n" * 59))) == []


def test_the_checker_reads_the_real_modules() -> None:
    names = {load(path).name for path in product()}
    assert {"main", "text", "errors", "paths", "models"} <= names
    assert all(room.way_out for room in ROOMS)
