"""What the sections of the start page are built from: tables, facts, folds, narrative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.markdown import Block, BlockKind, Run, blocks
from gmsc_desktop.exports.wording import date_text
from gmsc_desktop.text import _

WIDE = 7  # columns from which a table scrolls sideways by itself on most screens
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and how its cells look (``num`` right, ``mid`` middle, ``head`` names the row)."""

    head: Content
    look: str = ""


class Table:
    """A table filled row by row; a band begins a group of rows. Without rows it is a sentence."""

    def __init__(self, caption: str, *columns: Column, look: str = "") -> None:
        self._caption = caption
        self._columns = columns
        self._look = look
        self._groups: list[list[Html]] = [[]]
        self._foot: Html | None = None

    def __bool__(self) -> bool:
        return any(self._groups)

    def row(self, *cells: Content, look: str = "", place: str = "") -> None:
        """One row; ``place`` is its anchor."""
        told = [self._cell(column, cell) for column, cell in zip(self._columns, cells, strict=True)]
        self._groups[-1].append(el("tr", told, cls=look or None, id=place or None))

    def band(self, *content: Content) -> None:
        """A heading over the rows that follow."""
        head = el("th", content, colspan=len(self._columns), scope="rowgroup")
        self._groups.append([el("tr", head, cls="band")])

    def line(self, *content: Content, look: str) -> None:
        """A row of one text that runs over all columns."""
        head = el("th", content, colspan=len(self._columns), scope="row")
        self._groups[-1].append(el("tr", head, cls=look))

    def foot(self, *cells: Content) -> None:
        """The totals."""
        told = [self._cell(column, cell) for column, cell in zip(self._columns, cells, strict=True)]
        self._foot = el("tfoot", el("tr", told))

    def html(self, empty: str = "") -> Html | None:
        """The table; ``empty`` where it has no rows, or nothing."""
        if not self:
            return hint(empty) if empty else None
        heads = [el("th", column.head, scope="col", cls=_class(column)) for column in self._columns]
        bodies = [el("tbody", rows) for rows in self._groups if rows]
        table = el("table", el("caption", self._caption), el("thead", el("tr", heads)), bodies, self._foot)
        look = f"scroll {self._look}".strip()
        if len(self._columns) < WIDE:
            return el("div", table, cls=look)
        return el("div", table, cls=look, role="region", tabindex=0, aria_label=self._caption)

    @staticmethod
    def _cell(column: Column, cell: Content) -> Html:
        if column.look == "head":
            return el("th", cell, scope="row")
        return el("td", cell, cls=column.look or None)


def _class(column: Column) -> str | None:
    return column.look if column.look in {"num", "mid"} else None


def year_columns(years: Sequence[int]) -> list[Column]:
    """One column of figures for each year."""
    return [Column(str(year), "num") for year in years]


Fact = tuple[str, Content]


def facts(*pairs: Fact) -> Html | None:
    """Labels with their values; what is empty is left out."""
    told = [el("div", el("dt", label), el("dd", value)) for label, value in pairs if _is_told(value)]
    return el("dl", told, cls="facts") if told else None


def _is_told(value: Content) -> bool:
    return bool(value) or (isinstance(value, int) and not isinstance(value, bool))


def bullets(items: Iterable[Content]) -> Content:
    """A list; one item alone stands by itself, none is empty."""
    told = list(items)
    if len(told) < 2:
        return told[0] if told else ""
    return el("ul", [el("li", item) for item in told], cls="plain")


def fold(heading: Content, *content: Content, level: str = "h3", note: Content = "", **place: str | bool) -> Html:
    """Content under a heading that unfolds it; ``note`` stands at the right of the heading."""
    right = el("span", note, cls="note") if _is_told(note) else None
    summary = el("summary", el(level, heading), right)
    return el("details", summary, el("div", content, cls="inside"), **place)


def hint(text: str) -> Html:
    """A sentence that says what is not there."""
    return el("p", text, cls="hint")


def bar(part: float | None, colour: str) -> Html | None:
    """A bar of ``part`` percent in the colour of a class; the figure stands beside it."""
    if part is None:
        return None
    full = el("rect", width=100, height=6, cls="ground")
    done = el("rect", width=min(max(part, 0.0), 100.0), height=6, cls=colour)
    return el("svg", full, done, viewbox="0 0 100 6", preserveaspectratio="none", cls="bar", aria_hidden="true")


def time_text(start: str, end: str) -> str:
    """A time between two days: "20 Februari 2025 – 20 Februari 2030", or the one that is known."""
    if start and end:
        return f"{date_text(start)} – {date_text(end)}"
    if start:
        return _("sejak {date}").format(date=date_text(start))
    return _("sampai {date}").format(date=date_text(end)) if end else ""


def stacked(*parts: Content) -> list[Content]:
    """Parts of a cell below each other; the first as it is, the others quieter."""
    told = [part for part in parts if _is_told(part)]
    return [told[0], *(el("div", part, cls="sub") for part in told[1:])] if told else []


def labelled(label: str, text: Content) -> Html | None:
    """A value after its label, in a line of its own; nothing for an empty one."""
    return el("div", el("span", _("{label}: ").format(label=label), cls="label"), text) if _is_told(text) else None


# -- narrative --------------------------------------------------------------------------------------------------------


def narrative(text: str) -> list[Html]:
    """A Markdown text as paragraphs, lists and tables; headings in it are strong lines, so that the page's own lead."""
    made: list[Html] = []
    items: list[Html] = []
    for block in blocks(text):
        if block.depth:
            items.append(_item(block))
            continue
        made += _list(items)
        items = []
        made.append(_block(block))
    return [*made, *_list(items)]


def _list(items: list[Html]) -> list[Html]:
    return [el("ul", items, cls="told")] if items else []


def _item(block: Block) -> Html:
    look = f"deep-{min(block.depth, _DEEPEST)}{' counted' if len(block.marker) > 1 else ''}"
    return el("li", el("span", block.marker, cls="marker"), _block(block), cls=look)


def _block(block: Block) -> Html:
    if block.kind is BlockKind.RULE:
        return el("hr")
    if block.kind is BlockKind.TABLE:
        head, *rows = block.rows
        heads = el("thead", el("tr", [el("th", _runs(cell), scope="col") for cell in head]))
        body = el("tbody", [el("tr", [el("td", _runs(cell)) for cell in row]) for row in rows])
        return el("div", el("table", heads, body), cls="scroll told-table")
    if block.kind is BlockKind.CODE:
        return el("p", _runs(block.runs), cls="verbatim")
    if block.kind is BlockKind.HEADING:
        return el("p", el("strong", _runs(block.runs)), cls="subhead")
    told = el("p", _runs(block.runs))
    return el("blockquote", told) if block.quoted else told


def _runs(runs: Iterable[Run]) -> list[Content]:
    return [_run(run) for run in runs]


def _run(run: Run) -> Content:
    text: Content = run.text
    if run.code:
        text = el("code", text)
    if run.bold:
        text = el("strong", text)
    return el("em", text) if run.italic else text
