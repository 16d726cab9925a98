"""Layouts of tables as texts: what stands in the cells, and the tree that a person reads in them, written by hand.

A file has lines ``key: value``, then ``sheet NAME`` with a row a line and its cells between strokes, then ``tree``.
In a cell ``#12.5`` is a number, ``#12.5%`` a percentage, ``\\n`` a line break, ``~`` a no-break space, ``^`` one step
of indentation; ``{b}`` before all makes it bold, ``{i}`` italic, ``{#ffcc00}`` coloured.
Keys: kind, period, years, merged and hidden (rows and columns of the first sheet), unit, first_year and level (what
a person answers), needs (what must be asked), doubts (all kinds of notices that ask for a look), told (further kinds).
``form`` is another one than a workbook: docx, ods, html, csv, pasted (``layout_writers``); a row that begins with
``>`` is a line of the document. In place of sheets ``file`` may have the content as it is: the body of a docx, the
styles and body of an ods, a page, what is pasted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

from gmsc_desktop.exchange.rpjmd.proposal import Proposal
from gmsc_desktop.exchange.rpjmd.tree import Node

FOLDER = Path(__file__).with_name("rpjmd_layouts")
_NUMBER = re.compile(r"#(-?[0-9.]+)(%?)")


@dataclass
class LayoutFile:
    """One layout with its truth."""

    told: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, list[list[str]]] = field(default_factory=dict)
    tree: list[str] = field(default_factory=list)
    file: str = ""  # what stands in the file, where its cells do not tell it

    def words(self, key: str) -> list[str]:
        """The words of a key."""
        return self.told.get(key, "").split()


def read_layout_file(path: Path) -> LayoutFile:
    """The layout in a file."""
    made = LayoutFile()
    rows: list[list[str]] | None = None
    lines = path.read_text("utf-8").splitlines()
    for at, line in enumerate(lines):
        if line == "tree":
            made.tree = [one for one in lines[at + 1 :] if one]
            break
        if line == "file":
            made.file = "\n".join(lines[at + 1 : lines.index("tree")])
            made.tree = [one for one in lines[lines.index("tree") + 1 :] if one]
            break
        if line.startswith("sheet "):
            rows = made.sheets.setdefault(line.removeprefix("sheet "), [])
        elif rows is not None:
            rows.append([cell.strip(" ") for cell in line.split("|")] if line else [])
        elif line:
            key, _colon, value = line.partition(": ")
            made.told[key] = value
    for rows in made.sheets.values():
        while rows and not rows[-1]:
            rows.pop()
    return made


def write_workbook(layout: LayoutFile, path: Path) -> Path:
    """The layout as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in layout.sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(rows, 1):
            for column, text in enumerate(cells, 1):
                if text:
                    _put(sheet.cell(row, column), text)
    for one in layout.words("merged"):
        book.worksheets[0].merge_cells(one)
    for one in layout.words("hidden"):
        if one.isdigit():
            book.worksheets[0].row_dimensions[int(one)].hidden = True
        else:
            book.worksheets[0].column_dimensions[one].hidden = True
    book.save(path)
    return path


def _put(cell: Any, text: str) -> None:
    found = _NUMBER.fullmatch(text)
    if found:
        number = float(found[1])
        cell.value = number / 100 if found[2] else int(number) if number == int(number) else number
        if found[2]:
            cell.number_format = "0.00%"
        return
    look = re.match(r"\{([bi]*)(#[0-9a-f]{6})?\}", text)
    if look:
        text = text[look.end() :]
        cell.font = Font(bold="b" in look[1], italic="i" in look[1])
        if look[2]:
            cell.fill = PatternFill("solid", fgColor=f"FF{look[2][1:].upper()}")
    plain = text.lstrip("^")
    if len(plain) < len(text):
        cell.alignment = Alignment(indent=len(text) - len(plain))
    cell.value = shown(plain)


def shown(text: str) -> str:
    """A cell's text as a person sees it."""
    found = _NUMBER.fullmatch(text)
    if found:
        return found[1].replace(".", ",") + found[2]
    return text.replace("\\n", "\n").replace("~", "\N{NO-BREAK SPACE}")


def told_tree(proposal: Proposal) -> list[str]:
    """One line a rung, outcome (~) and indicator (*), indented; @ names the OPDs, ? a figure that is doubtful."""
    lines: list[str] = []

    def tell(node: Node, depth: int) -> None:
        inset = "  " * depth
        money = "".join(f" {year}={amount}" for year, amount in node.ceilings().items())
        code = f"{node.plain_code} " if node.plain_code else ""
        owned = node.agencies and node.level in {"programme", "activity", "sub_activity"}
        offices = f" @{'; '.join(node.agencies)}" if owned else ""
        lines.append(f"{inset}{node.level}: {code}{node.text}{money}{offices}")
        lines.extend(f"{inset}  ~ {outcome}" for outcome in node.outcomes)
        for one in node.indicators:
            figures = [one.baseline.text if one.baseline else ""]
            figures += [f"{figure.text}{'?' if figure.doubt else ''}" for _year, figure in sorted(one.targets.items())]
            figures += [f"→{one.end.text}"] if one.end else []
            parts = (one.text, one.unit, "; ".join(figures), "; ".join(one.agencies))
            lines.append(f"{inset}  * {' | '.join(parts)}".rstrip(" |"))
        for child in node.children:
            tell(child, depth + 1)

    for root in proposal.tree.roots:
        tell(root, 0)
    return lines
