"""Nothing leaves by a way that nobody asked about: who makes an edition or a package has prepared the plan for it."""

from __future__ import annotations

import ast
from pathlib import Path

PRODUCT = Path(__file__).parents[1] / "gmsc_desktop"
MAKERS = {"documents_for", "tables_for", "PackageRequest", "write_package", "write_print_pdf", "write_print_xlsx"}
ASKERS = {"prepare", "as_printed"}
# Makes editions that stay on the screen; makes papers from what its caller prepared; copies the whole plan as it is.
APART = {"ui/pages/overview.py", "package/contents.py", "desk/second_copy.py"}


def names_called(path: Path) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    names = set()
    for call in calls:
        function = call.func
        if isinstance(function, ast.Name):
            names.add(function.id)
        elif isinstance(function, ast.Attribute):
            owner = function.value.id if isinstance(function.value, ast.Name) else ""
            names.add("Edition.of" if (owner, function.attr) == ("Edition", "of") else function.attr)
    return names


def test_who_makes_something_that_leaves_has_asked_first() -> None:
    makers = {}
    for room in ("ui", "cli", "desk", "package", "worker"):
        for path in (PRODUCT / room).rglob("*.py"):
            called = names_called(path)
            if called & (MAKERS | {"Edition.of"}):
                makers[path.relative_to(PRODUCT).as_posix()] = called
    assert makers.keys() >= APART, "an exception that is none any more"
    silent = [name for name, called in makers.items() if name not in APART and not called & ASKERS]
    assert silent == [], "ask desk.private.prepare, or take what a page shows from ui.private_question"
    assert len(makers) > len(APART) + 2
