"""How cells look: the named styles that all sheets share, and the print set-up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gmsc_desktop.exports import palette
from gmsc_desktop.text import _

HEADING, TITLE = "judul kolom", "judul lembar"
_PRINTED = 190.0  # characters of width that are still legible side by side on A4 across
_LINE = Side(style="thin", color=palette.BORDER)


class Look(StrEnum):
    """How a column's cells are shown; each is a named style of the workbook."""

    TEXT = "teks"
    STRONG = "nama"
    MONEY = "rupiah"
    NUMBER = "angka"
    PERCENT = "persen"
    YEAR = "tahun"
    DATE = "tanggal"
    MONTH = "bulan"
    ID = "id"


# [$-421] is Indonesian: the names of months are right on every computer.
_FORMATS = {
    Look.MONEY: "#,##0",
    Look.NUMBER: "General",
    Look.PERCENT: 'General" %"',
    Look.YEAR: "0",
    Look.DATE: "[$-421]d mmmm yyyy",
    Look.MONTH: "[$-421]mmmm yyyy",
}
WIDTHS = {
    Look.MONEY: 18.0,
    Look.NUMBER: 12.0,
    Look.PERCENT: 10.0,
    Look.YEAR: 9.0,
    Look.DATE: 18.0,
    Look.MONTH: 16.0,
    Look.ID: 7.0,
}


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its heading, the look of its cells, its width in characters (0: by its content)."""

    label: str
    look: Look = Look.TEXT
    width: float = 0


def add_styles(workbook: Workbook) -> None:
    """The named styles that all sheets share."""
    for look in Look:
        style = NamedStyle(look.value, number_format=_FORMATS.get(look, "General"))
        style.font = Font(name="Calibri", size=8 if look is Look.ID else 11, bold=look is Look.STRONG,
                          color=palette.FAINT if look is Look.ID else palette.TEXT)  # fmt: skip
        text = look in {Look.TEXT, Look.STRONG}
        # "fill" cuts an id at the edge of its narrow column instead of letting it run on.
        across = "fill" if look is Look.ID else "left" if text else "general"
        style.alignment = Alignment(vertical="top", wrap_text=text, indent=int(text), horizontal=across)
        style.border = Border(bottom=_LINE)
        workbook.add_named_style(style)
    heading = NamedStyle(HEADING, border=Border(bottom=Side(style="medium", color=palette.MUTED)))
    heading.font = Font(name="Calibri", size=11, bold=True, color=palette.TEXT)
    heading.fill = PatternFill("solid", fgColor="ECEFF3")
    heading.alignment = Alignment(vertical="center", horizontal="left", wrap_text=True, indent=1)
    workbook.add_named_style(heading)
    title = NamedStyle(TITLE)
    title.font = Font(name="Calibri", size=14, bold=True, color=palette.TEXT)
    workbook.add_named_style(title)


def set_up_print(sheet: Worksheet, left: str, wide: float = 0) -> None:
    """A4 across, page x of y; ``wide`` characters of columns on so many pages side by side that they stay legible."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = max(1, round(wide / _PRINTED + 0.4))
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    page = _("Halaman {page} dari {total}").format(page="&P", total="&N")
    foot = sheet.oddFooter
    assert foot is not None  # every new sheet has one
    foot.left.text = left[:80].replace("&", "&&")
    foot.right.text = page
