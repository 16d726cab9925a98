"""Initiatives that stand upright, a label and its value in each row: "Inisiatif : Jawara Desa"."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exchange.initiatives.columns import MEANINGS, read_layout
from gmsc_desktop.exchange.sheets import Book, Cell, Kind, Row, Sheet, fold
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.layout import Table, cells_below
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary

_LONGEST_LABEL = 60  # letters
_SHARE = 0.5  # of a label's letters that belong to a phrase
_FEWEST = 2  # labels beside the name
_NAMES = frozenset(("title", "programme", "activity", "quick_win"))


def upright_tables(book: Book, words_: Vocabulary, only: str = "") -> Iterator[tuple[Sheet, Table]]:
    """A table for each sheet of such blocks: a row for each block, where its name stands, a column for each label."""
    for sheet in book.sheets:
        if only and fold(sheet.name).casefold() != fold(only).casefold():
            continue
        blocks = list(_blocks(sheet, words_))
        labels = list(dict.fromkeys(label for _row, values in blocks for label in values))
        if not blocks or len(labels) <= _FEWEST:
            continue
        first = max(sheet.width, 1)  # columns of no sheet: nothing of them is painted there
        index = {label: first + number for number, label in enumerate(labels)}
        above = {number: row for number, row in sheet.rows.items() if number < blocks[0][0]}  # the letterhead
        rows = {row: {index[label]: cell for label, cell in values.items()} for row, values in blocks}
        made = Sheet(sheet.name, {**above, **rows}, hidden=sheet.hidden)
        top = blocks[0][0]
        header = Header(made, top, top, top, (*[()] * first, *((label,) for label in labels)))
        layout = read_layout(header, words_, cells_below(made, blocks[0][0], blocks[-1][0]))
        if layout.first("title"):
            yield sheet, Table(header, layout, blocks[-1][0])


def _blocks(sheet: Sheet, words_: Vocabulary) -> Iterator[tuple[int, dict[str, Cell]]]:
    """The row of each name, and the values by label from there to the next name."""
    top, values, naming, last = -1, dict[str, Cell](), "", ""
    for number, row in sheet.rows.items():
        label, value = _labelled(row, words_)
        if label and value is None:
            continue
        if label and value is not None:
            meaning = _meaning(label, words_)
            if meaning in _NAMES and naming in {"", label}:
                if len(values) > _FEWEST:
                    yield top, values
                top, values, naming = number, {}, label
            if top >= 0:
                values.setdefault(label, value)
                last = label
        elif last and value is not None and top >= 0:  # a value goes on below
            values[last] = Cell(f"{values[last].text}\n{value.text}")
    if len(values) > _FEWEST:
        yield top, values


def _labelled(row: Row, words_: Vocabulary) -> tuple[str, Cell | None]:
    """The label of a row and its value; a row without a label has a value alone."""
    cells = [cell for _column, cell in sorted(row.items()) if fold(cell.text).strip(" :")]
    if not cells:
        return "", None
    for at, cell in enumerate(cells[:2]):
        label, colon, rest = cell.text.partition(":")
        if colon and rest.strip() and cell.kind is Kind.TEXT and _meaning(fold(label), words_):
            return fold(label), Cell(rest.strip())
        if len(cells) > at + 1 and cell.kind is Kind.TEXT and _meaning(fold(cell.text).strip(" :"), words_):
            told = cells[at + 1 :]
            joined = Cell("\n".join(one.text.strip(" :") for one in told))
            return fold(cell.text).strip(" :"), told[0] if len(told) == 1 and told[0].kind is not Kind.TEXT else joined
    return "", Cell("\n".join(cell.text for cell in cells))


def _meaning(label: str, words_: Vocabulary) -> str:
    """What a label means, "" where a text is none."""
    found = words_.meaning(label) if 0 < len(label) <= _LONGEST_LABEL else None
    if found is None or found.share < _SHARE or found.name in {"number", "ignored", "group"}:
        return ""
    return found.name if found.name in {*MEANINGS, *_NAMES} else ""
