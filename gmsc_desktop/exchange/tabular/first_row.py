"""Tells the first row below a heading from one more row of it, where its words are such that head columns too."""

from __future__ import annotations

import re

from gmsc_desktop.exchange.sheets import Cell, Kind, Sheet, fold
from gmsc_desktop.exchange.tabular.agencies import begins_as_agency
from gmsc_desktop.exchange.tabular.dimensions import dimension_in
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary

_LETTER_OR_NUMBER = re.compile(r"[ .-]?(?:[0-9]{1,3}|[A-Z]|[IVX]{1,4})")
_FIGURES = frozenset(("target", "money", "baseline", "end", "group", "year"))
_COUNTED = re.compile(r"\(?(?:1|i|a)[.)]?", re.IGNORECASE)


def is_first_of_rows(sheet: Sheet, row: int, heading: range, vocabulary: Vocabulary) -> bool:
    """Whether a row below ``heading`` says what the columns hold: it is counted under "No", names an office under "OPD"
    or a dimension under "Dimensi", has one status, or counts what it names: "Sasaran 1" and "Program A" below "Sasaran"
    and "Program"."""
    ticks = [c for c, cell in sheet.row(row).items() if _is_status(cell, vocabulary)]
    if len(ticks) == 1 and not _spans(sheet, heading, ticks[0]):
        return True
    for column, cell in sheet.row(row).items():
        head = next((found for above in reversed(heading) if (found := sheet.cell(above, column))), None)
        meaning = vocabulary.meaning(fold(head.text)) if head is not None else None
        if meaning is None or _spans(sheet, heading, column):
            continue
        if meaning.name == "number" and _COUNTED.fullmatch(fold(cell.text)) and len(sheet.row(row)) > 2:
            return True
        if meaning.name in {"agency", "dimension"} and _is_name(meaning.name, cell, vocabulary):
            return True
    return counts_names(sheet, row, heading, vocabulary)


def counts_names(sheet: Sheet, row: int, heading: range, vocabulary: Vocabulary) -> bool:
    """Whether a row counts what a heading names: "Sasaran 1" and "Program A" below "Sasaran" and "Program"."""
    counted = 0
    for column, cell in sheet.row(row).items():
        head = next((found for above in reversed(heading) if (found := sheet.cell(above, column))), None)
        meaning = vocabulary.meaning(head.folded) if head is not None else None
        if head is None or meaning is None or meaning.name in _FIGURES:
            continue
        text = cell.folded
        rest = text[len(head.folded) :] if text.casefold().startswith(head.folded.casefold()) else text
        counted += rest != text and _LETTER_OR_NUMBER.fullmatch(rest) is not None
    return counted > 1


def _is_status(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a cell is one of the statuses that head columns only where they stand beside each other."""
    said = vocabulary.meaning(fold(cell.text))
    return said is not None and said.name.startswith("tick ")


def _is_name(meaning: str, cell: Cell, vocabulary: Vocabulary) -> bool:
    text = fold(cell.text)
    if cell.kind is not Kind.TEXT:
        return False
    if meaning == "dimension":
        return dimension_in(text) != ""
    said = vocabulary.meaning(text)
    return begins_as_agency(text) and (said is None or said.share < 1) and " " in text


def _spans(sheet: Sheet, heading: range, column: int) -> bool:
    """Whether the heading of a column stands over others too: merged, or with nothing beside it."""
    if any(one.top in heading and one.left <= column <= one.right and one.left < one.right for one in sheet.merged):
        return True
    beside = [sheet.cell(above, column + 1) for above in heading]
    return not any(beside) and column + 1 < sheet.width
