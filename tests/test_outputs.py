"""Every file that leaves is written by ``write_atomically``: each module is read for other ways of writing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import Source, load, path_id, product, report

WAY_OUT = "Way out: fill a stream, and give it to platform_files.write_atomically."
WRITING_MODE = set("wax+")
METHODS = {  # of any object; those of one argument alone that a str has too are told apart by their number
    "write_text", "write_bytes", "rename", "hardlink_to", "symlink_to", "touch", "setOutputFileName",
}  # fmt: skip
REPLACE = "platform_files.replace"
FUNCTIONS = {
    REPLACE, "os.replace", "os.rename", "os.link", "os.symlink", "os.fdopen", "os.truncate",
    "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree", "shutil.move", "shutil.make_archive",
    "tempfile.mkstemp", "tempfile.NamedTemporaryFile", "canvas.Canvas", "reportlab.pdfgen.canvas.Canvas",
}  # fmt: skip
TYPES = {"QFile", "QSaveFile", "QTemporaryFile", "QPdfWriter", "QImageWriter", "QSvgGenerator", "QTextDocumentWriter"}
TAKES_STREAM = {"ZipFile", "SimpleDocTemplate", "BaseDocTemplate", "save"}
STREAMS = ("BinaryIO", "IO[bytes]", "IO[str]", "TextIO", "BytesIO", "StringIO", "QBuffer")

# Module -> why what it does by itself is no file that leaves, and what that is.
ALLOWED: dict[str, tuple[str, set[str]]] = {
    "platform_files.durable": ("the one function itself", {"os.open", "replace", "rename", "hardlink_to"}),
    "faults": ("the file that a dying process writes", {"open w", "replace"}),
    "cli": ("what nobody reads any more goes to the null device", {"os.open"}),
    # The data folder: opened by nobody else, with a durability of its own.
    "models.attachments.store": ("the store: named by content, synced, compared", {"open xb", REPLACE}),
    "models.document_file": ("the words of a lock, which need not last", {"write_text"}),
    "models.plan_folders": ("a folder made beside takes its place", {REPLACE}),
    "models.restoring": ("a damaged plan set aside, and the state that takes its place", {"shutil.copyfile", REPLACE}),
    "desk.received": ("a folder made beside takes its place", {REPLACE}),
    "ui.pages.evidence_pictures": ("small pictures that can be made again", {"QImageWriter", "replace"}),
    # Private folders, which go with the process.
    "models.backup_look": ("a copy to look at", {"shutil.copyfile"}),
    "models.document_look": ("a copy to look at", {"open xb"}),
    "package.examine": ("a stranger's package, unpacked", {"open xb", "write_bytes"}),
    "worker.child": ("what the child leaves for its parent", {"open w", "write_text"}),
    "worker.jobs": ("what the child leaves for its parent", {"write_text"}),
    "worker.viewing": ("what the child leaves for its parent", {"write_bytes", "save(target)"}),
    "worker.parent": ("what the child is asked", {"write_text"}),
    "worker.errand": ("what the child is asked, and that it is to stop", {"write_text", "touch"}),
    "worker.errand_child": ("what the child leaves for its parent", {"open w", "write_text"}),
    "package.schema": ("a page of the developers' documentation", {"write_bytes"}),
}


def write_faults(source: Source) -> Iterator[str]:
    """Every place that makes or changes a file by itself."""
    _why, allowed = ALLOWED.get(source.name, ("", set[str]()))
    for line, what in writes(ast.parse(source.text)):
        if what not in allowed:
            yield f"line {line}: {what}\n  {WAY_OUT}"


def writes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    yield from _writes(tree, {}, _names(tree))


def _names(tree: ast.Module) -> dict[str, str]:
    """What the names that a module imports stand for: ``copyfile`` for ``shutil.copyfile``."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname: alias.name for alias in node.names if alias.asname}
    return found


def _writes(node: ast.AST, streams: dict[str, str], names: dict[str, str]) -> Iterator[tuple[int, str]]:
    for child in ast.iter_child_nodes(node):
        known = streams
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            known = streams | _streams(child)
        elif isinstance(child, ast.ImportFrom):
            yield from ((child.lineno, alias.name) for alias in child.names if alias.name in TYPES)
        elif isinstance(child, ast.Call):
            what = _written(child, streams, names)
            if what:
                yield child.lineno, what
        yield from _writes(child, known, names)


def _streams(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> dict[str, str]:
    """The names in a function that are streams: its arguments by their types, and what it makes in memory."""
    found: dict[str, str] = {}
    for argument in (*function.args.args, *function.args.kwonlyargs):
        kind = ast.unparse(argument.annotation) if argument.annotation else ""
        if any(stream in kind for stream in STREAMS):
            found[argument.arg] = kind
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(f"{name}(" in ast.unparse(node.value) for name in STREAMS):
            found |= {target.id: "made" for target in node.targets if isinstance(target, ast.Name)}
    return found


def _written(call: ast.Call, streams: dict[str, str], names: dict[str, str]) -> str:
    """What a call writes by itself, "" for nothing."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    full = ast.unparse(call.func)
    top, dot, rest = full.partition(".")
    full = f"{names.get(top, top)}{dot}{rest}".removeprefix("gmsc_desktop.")
    full = REPLACE if full == "files.replace" else full  # a name under which some modules know it
    first = ast.unparse(call.args[0]) if call.args else ""
    if full in {"os.fdopen", "canvas.Canvas", "reportlab.pdfgen.canvas.Canvas"}:
        written = _mode(call, named=True) if full == "os.fdopen" else first not in streams
        return full if written else ""
    if full in FUNCTIONS:
        return full
    if full == "os.open":
        return full if "O_WR" in ast.unparse(call) or "O_RDWR" in ast.unparse(call) or "O_CREAT" in first else ""
    if name == "open" and (mode := _mode(call, named=isinstance(call.func, ast.Name) or full == "io.open")):
        return f"open {mode}"
    if isinstance(call.func, ast.Attribute) and name in METHODS:
        return name
    if name == "replace" and len(call.args) == 1 and not call.keywords:
        return "replace"
    if (
        name in TAKES_STREAM
        and (name != "save" or isinstance(call.func, ast.Attribute))
        and call.args
        and first not in streams
    ):
        mode = _mode(call, named=True) if name == "ZipFile" else "w"
        return f"{name}({first})" if mode else ""
    return ""


def _mode(call: ast.Call, *, named: bool) -> str:
    """The mode of an ``open`` where it writes; one that is not written out might."""
    given = [word.value for word in call.keywords if word.arg == "mode"]
    place = 1 if named else 0
    given += call.args[place : place + 1]
    if not given:
        return ""
    if not isinstance(given[0], ast.Constant):
        return "" if not named else "?"
    return str(given[0].value) if WRITING_MODE & set(str(given[0].value)) else ""


@pytest.mark.parametrize("path", product(), ids=path_id)
def test_a_module_writes_no_file_by_itself(path: Path) -> None:
    faults = report(path, write_faults(load(path)))
    assert not faults, f"\n{faults}"


def test_whoever_may_write_by_itself_still_does() -> None:
    done: dict[str, set[str]] = {}
    for path in product():
        source = load(path)
        for _line, what in writes(ast.parse(source.text)):
            done.setdefault(source.name, set()).add(what)
    assert done == {name: allowed for name, (_why, allowed) in ALLOWED.items()}
    assert not [name for name in ALLOWED if name.startswith(("exports", "exchange"))]


@pytest.mark.parametrize(
    "text",
    [
        "open('x.pdf', 'wb')",
        "open('x.pdf', mode='w')",
        "def f(path, mode):\n    open(path, mode)",
        "path.open('wb')",
        "path.open(mode='a')",
        "io.open('x', 'r+')",
        "from os import open as o\nos.open('x', os.O_WRONLY | os.O_CREAT)",
        "path.write_text('isi')",
        "path.write_bytes(b'isi')",
        "path.replace(target)",
        "made.rename(target)",
        "import shutil\nshutil.copy2(a, b)",
        "from shutil import copyfile\ncopyfile(a, b)",
        "import shutil as s\ns.move(a, b)",
        "zipfile.ZipFile(path, 'w')",
        "zipfile.ZipFile(path, mode='a')",
        "def f(path: Path):\n    workbook.save(path)",
        "image.save(str(target), 'PNG')",
        "canvas.Canvas(str(target))",
        "SimpleDocTemplate(name)",
        "from PySide6.QtCore import QFile",
        "from PySide6.QtGui import QPdfWriter",
        "printer.setOutputFileName(name)",
        "tempfile.NamedTemporaryFile()",
        "from gmsc_desktop.platform_files import replace\nreplace(a, b)",
        "import os\nos.replace(a, b)",
    ],
)
def test_the_checker_sees_a_file_written_another_way(text: str) -> None:
    [fault] = write_faults(Source("exports.pdf", text))
    assert WAY_OUT in fault


@pytest.mark.parametrize(
    "text",
    [
        "open('x.pdf')",
        "path.open('rb')",
        "path.open(encoding='utf-8')",
        "text.replace('a', 'b')",
        "replace(row, title='x')",
        "zipfile.ZipFile(path)",
        "def f(stream: BinaryIO):\n    zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED)\n    workbook.save(stream)",
        "def f():\n    made = io.BytesIO()\n    image.save(made, 'PNG')",
        "painter.save()",
        "write_atomically(target, fill)",
        "os.fdopen(handle, 'rb')",
        "shutil.copyfileobj(a, b)",
    ],
)
def test_the_checker_lets_reading_and_streams_pass(text: str) -> None:
    assert not list(write_faults(Source("exports.pdf", text)))
