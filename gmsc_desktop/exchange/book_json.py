"""A book as plain JSON, as the child hands it over: each text once, each row a flat list; read back as a stranger's."""

from __future__ import annotations

from typing import Any

from gmsc_desktop.exchange.limits import MOST_CELLS, MOST_COLUMN, MOST_FILLS, MOST_RANGES, MOST_ROW
from gmsc_desktop.exchange.sheets import LOOK, Book, Cell, Kind, Range, Sheet

_FORMS = frozenset(("xlsx", "xls", "ods", "html", "docx", "csv", "xml", "pasted"))


def to_json(book: Book) -> dict[str, object]:
    """The book as lists, texts and whole numbers."""
    texts: dict[str, int] = {}
    sheets = [_sheet(sheet, texts) for sheet in book.sheets]
    return {"form": book.form, "texts": list(texts), "sheets": sheets, "notices": list(book.notices)}


def _sheet(sheet: Sheet, texts: dict[str, int]) -> dict[str, object]:
    rows: list[list[object]] = []
    for number, row in sheet.rows.items():
        flat: list[object] = [number]
        for column, cell in row.items():
            flat += (column, cell.kind.value + cell.look, texts.setdefault(cell.text, len(texts)))
        rows.append(flat)
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "rows": rows,
        "merged": [[one.top, one.left, one.bottom, one.right] for one in sheet.merged],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "fills": _fills(sheet),
    }


def _fills(sheet: Sheet) -> dict[str, list[int]]:
    """Rows and columns by colour, one after the other."""
    made: dict[str, list[int]] = {}
    for (row, column), colour in sheet.fills.items():
        made.setdefault(colour, []).extend((row, column))
    return made


def from_json(value: dict[str, Any], name: str) -> Book:
    """The book again. Raises ``ValueError`` for anything that ``to_json`` does not make."""
    try:
        return _book(value, name)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError("no book") from error


def _book(value: dict[str, Any], name: str) -> Book:
    texts = value["texts"]
    if value["form"] not in _FORMS or not all(isinstance(text, str) for text in (*texts, *value["notices"])):
        raise ValueError("no book")
    kinds = {kind.value: kind for kind in Kind}
    counts = {"cells": 0, "ranges": 0, "fills": 0}
    sheets = tuple(_read_sheet(sheet, texts, kinds, counts) for sheet in value["sheets"])
    return Book(name, value["form"], sheets, tuple(value["notices"]))


def _read_sheet(value: dict[str, Any], texts: list[str], kinds: dict[str, Kind], counts: dict[str, int]) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    made: dict[tuple[str, int], Cell] = {}
    for flat in value["rows"]:
        row: dict[int, Cell] = {}
        for at in range(1, len(flat), 3):
            column, kind, text = flat[at : at + 3]
            key = (kind, text)
            if key not in made:
                made[key] = _cell(kinds[kind[:1]], texts[text], kind[1:])
            row[_within(column, MOST_COLUMN)] = made[key]
        counts["cells"] += len(row)
        rows[_within(flat[0], MOST_ROW)] = row
    counts["ranges"] += len(value["merged"])
    if counts["cells"] > MOST_CELLS or counts["ranges"] > MOST_RANGES or not isinstance(value["name"], str):
        raise ValueError("no book")
    merged = tuple(Range(*(_within(side, MOST_ROW) for side in one)) for one in value["merged"])
    hidden_rows = frozenset(_within(row, MOST_ROW) for row in value["hidden_rows"])
    hidden_columns = frozenset(_within(column, MOST_COLUMN) for column in value["hidden_columns"])
    fills = _read_fills(value["fills"], counts)
    return Sheet(value["name"], rows, merged, hidden_rows, hidden_columns, value["hidden"] is True, fills)


def _read_fills(value: dict[str, list[int]], counts: dict[str, int]) -> dict[tuple[int, int], str]:
    made: dict[tuple[int, int], str] = {}
    for colour, flat in value.items():
        if not LOOK.fullmatch(colour):
            raise ValueError("no colour")
        for at in range(0, len(flat), 2):
            made[_within(flat[at], MOST_ROW), _within(flat[at + 1], MOST_COLUMN)] = colour
    counts["fills"] += len(made)
    if counts["fills"] > MOST_FILLS:
        raise ValueError("no book")
    return made


def _cell(kind: Kind, text: str, look: str) -> Cell:
    if not LOOK.fullmatch(look):
        raise ValueError("no look")
    return Cell(text, kind, float(text) if kind in {Kind.NUMBER, Kind.PERCENT} else None, look)


def _within(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("no place")
    return value
