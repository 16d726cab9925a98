"""One sheet: its headings, its typed and literal cells, its widths, how it freezes and filters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from gmsc_desktop.exports import palette
from gmsc_desktop.exports.text_clean import pieces, screen_text
from gmsc_desktop.exports.xlsx.looks import HEADING, TITLE, WIDTHS, Head, Look, set_up_print
from gmsc_desktop.text import _

Value = str | int | float | date | None
HEADINGS = 2  # the row of the headings; the row above names the sheet
# What Excel would read as a formula, a number, a day or a truth as soon as the cell is edited.
_READ_OTHERWISE = re.compile(r"[=+\-@\t].*|\d[\d.,/:%eE+-]*|true|false|benar|salah", re.DOTALL | re.IGNORECASE)
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as a letter: ECMA-376, ST_Xstring
_LINE_HEIGHT, _TALLEST = 15.0, 409.0  # points; Excel's rows are no taller
_WIDEST = 52.0  # characters of a column that takes its width from its content
_LONGEST = 32_000  # a cell holds 32,767 UTF-16 units
_CAREFUL = 15_000  # for texts that grow when escaped or have letters of two units
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text as a text: never a formula, an error or a code of letters, and marked so for later editing."""
    assert isinstance(cell, Cell)  # text stands in the first cell of merged ones
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"
    if _READ_OTHERWISE.fullmatch(text):
        cell.quotePrefix = True


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that Excel accepts: at most 31 characters, none of its signs, no other sheet of that name."""
    plain = _NOT_IN_A_NAME.sub("-", wanted).strip("' ") or _("Lembar")
    while len(plain) > 31:
        plain = plain.rpartition(" ")[0] or plain[:31]
    used = {name.casefold() for name in taken}
    name, number = plain, 2
    while name.casefold() in used:
        name, number = f"{plain[:27]} ({number})", number + 1
    return name


class Sheet:
    """A table on a sheet of its own, filled row by row."""

    def __init__(
        self, workbook: Workbook, name: str, heads: Sequence[Head], *, mark: str = "", accent: str = ""
    ) -> None:
        self.heads = heads
        self.sheet: Worksheet = workbook.create_sheet(sheet_name(name, workbook.sheetnames))
        self._longest = [len(head.label) for head in heads]
        self._next = HEADINGS + 1
        self._filtered = 0  # the last row that the filter holds, where totals follow
        self.count = 0
        title = self.sheet.cell(1, 1)
        put_text(title, f"{name} · {mark}" if mark else name)
        title.style = TITLE
        for number, head in enumerate(heads, start=1):
            cell = self.sheet.cell(HEADINGS, number)
            put_text(cell, head.label)
            cell.style = HEADING
        if accent:
            self.sheet.sheet_properties.tabColor = accent

    def add(self, *values: Value, fills: dict[int, str] | None = None) -> None:
        """One row; a text too long for a cell goes on in the rows below. ``fills`` colours cells by their column."""
        parts = [_parts(value) if isinstance(value, str) else [value] for value in values]
        for step in range(max(map(len, parts))):
            for number, part in enumerate(parts):
                value = part[step] if step < len(part) else None
                repeated = step and self.heads[number].look is Look.ID
                self._put(number, part[0] if repeated else value, (fills or {}).get(number, ""))
            self._next += 1
        self.count += 1

    def foot(self, *values: Value) -> None:
        """A row of totals in bold, which filtering and sorting leave in its place."""
        self._filtered = self._next - 1
        for number, value in enumerate(values):
            self._put(number, value, "")
            cell = self.sheet.cell(self._next, number + 1)
            cell.font = Font(name="Calibri", size=11, bold=True, color=palette.TEXT)
            cell.border = Border(top=Side(style="medium", color=palette.MUTED))
        self._next += 1

    def step(self, number: int, level: int, *, strong: bool) -> None:
        """Indent the last row's cell of a column, bold where it heads others, and fold the row under those above."""
        cell = self.sheet.cell(self._next - 1, number + 1)
        cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left", indent=1 + 2 * level)
        cell.font = Font(name="Calibri", size=11, bold=strong, color=palette.TEXT)
        self.sheet.row_dimensions[self._next - 1].outlineLevel = min(level, 7)
        self.sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)

    def _put(self, number: int, value: Value, fill: str) -> None:
        cell = self.sheet.cell(self._next, number + 1)
        cell.style = self.heads[number].look.value
        if isinstance(value, str):
            if value:
                put_text(cell, value)
                self._longest[number] = max(self._longest[number], *map(len, value[:200].split("\n")))
        elif value is not None:
            cell.value = value
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)

    def finish(self, *, left: str, frozen_columns: int = 1) -> None:
        """Freeze, filter, set widths and the way it prints; ``left`` stands at the left of each printed page's foot."""
        sheet, last = self.sheet, get_column_letter(len(self.heads))
        sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{HEADINGS + 1}"
        sheet.auto_filter.ref = f"A{HEADINGS}:{last}{max(self._filtered or self._next - 1, HEADINGS)}"
        widths = [self._width(number) for number in range(len(self.heads))]
        for number, wide in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = wide
        self._heights(widths)
        set_up_print(sheet, left, sum(widths))
        sheet.print_title_rows = f"1:{HEADINGS}"
        if self.heads[-1].look is Look.ID and len(self.heads) > 1:
            sheet.print_area = f"A1:{get_column_letter(len(self.heads) - 1)}{max(self._next - 1, HEADINGS)}"
        if sum(widths) > widths[0]:
            sheet.print_title_cols = f"A:{get_column_letter(frozen_columns)}"

    def _width(self, number: int) -> float:
        head = self.heads[number]
        return head.width or WIDTHS.get(head.look) or min(max(self._longest[number] * 1.05 + 4, 11), _WIDEST)

    def _heights(self, widths: Sequence[float]) -> None:
        """Give every row the height of its lines: not every program works it out by itself."""
        wrapped = [n for n, head in enumerate(self.heads) if head.look in {Look.TEXT, Look.STRONG}]
        self.sheet.row_dimensions[1].height = 24
        heads = max(text_lines(head.label, wide) for head, wide in zip(self.heads, widths, strict=True))
        self.sheet.row_dimensions[HEADINGS].height = max(20, _LINE_HEIGHT * heads + 4)
        for number, row in enumerate(self.sheet.iter_rows(HEADINGS + 1, self._next - 1), start=HEADINGS + 1):
            lines = max((text_lines(row[n].value, widths[n]) for n in wrapped), default=1)
            if lines > 1:
                self.sheet.row_dimensions[number].height = min(lines * _LINE_HEIGHT + 2, _TALLEST)


def text_lines(value: object, wide: float) -> int:
    """How many lines a text takes in a column of so many characters; estimated, a little more than less."""
    room = max(int(wide * 0.88) - 2, 1)
    return sum(1 + len(line) // room for line in value[:6000].split("\n")) if isinstance(value, str) else 1


def _parts(text: str) -> list[str]:
    """A text as cells hold it: without controls, in pieces that fit, each but the last saying that it goes on."""
    plain = screen_text(text)
    if len(plain) <= _CAREFUL:
        return [plain]
    simple = plain.isascii() and not _ESCAPE.search(plain)
    made = list(pieces(plain, _LONGEST if simple else _CAREFUL))
    note = _("(bersambung ke baris berikut)")
    return [*(f"{piece} {note}" for piece in made[:-1]), made[-1]]


def month_value(iso: str) -> Value:
    """``2026-11`` as the first day of that month; what is no month as its text."""
    return day_value(f"{iso}-01") if re.fullmatch(r"\d{4}-\d{2}", iso) and _is_day(f"{iso}-01") else iso or None


def day_value(iso: str) -> Value:
    """``2026-11-21`` as a date; what is no date, or before Excel's first day, as its text."""
    return date.fromisoformat(iso) if _is_day(iso) else iso or None


def _is_day(iso: str) -> bool:
    try:
        return date.fromisoformat(iso).year >= 1901
    except ValueError:
        return False
