"""The first sheet: what the plan is, the six dimensions in figures, and a way to every other sheet."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from gmsc_desktop.exports import palette, unchecked
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.text_clean import screen_text
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.exports.xlsx.looks import HEADING, TITLE, Look, set_up_print
from gmsc_desktop.exports.xlsx.sheet import Sheet, Value, put_text, text_lines
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date

_WIDTHS = (34.0, 16.0, 22.0, 34.0, 24.0)
_LONGEST = 1000  # letters of a fact here; its own sheet has it whole


def write_summary(sheet: Worksheet, edition: Edition, others: Sequence[Sheet]) -> None:
    """Fill the sheet; ``others`` are all other sheets in their order."""
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDE"[number]].width = width
    _put(sheet, 1, 1, edition.title, TITLE)
    row = 2
    for label, value in _facts(edition):
        if value:
            _put(sheet, row, 1, label, Look.TEXT)
            _put(sheet, row, 2, value[:_LONGEST], Look.STRONG)
            sheet.row_dimensions[row].height = 15.0 * text_lines(value[:_LONGEST], sum(_WIDTHS[1:])) + 1
            sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=len(_WIDTHS))
            row += 1
    row = _dimensions(sheet, edition, row + 1)
    _index(sheet, others, row + 1)
    sheet.freeze_panes = "A2"
    sheet.sheet_properties.tabColor = palette.TEXT
    set_up_print(sheet, footer(edition))


def footer(edition: Edition) -> str:
    """Marks and revision, for the foot of each printed page."""
    revision = _("Revisi {code}").format(code=edition.revision_code)
    return joined(edition.example_mark, edition.draft_mark, revision, format_date(edition.made_on), by=" · ")


def _facts(edition: Edition) -> list[tuple[str, str]]:
    region, plan = edition.snapshot.region, edition.snapshot.plan
    return [
        (_("Keterangan"), edition.example_mark),
        (_("Status buku"), edition.draft_mark or _("Final")),
        (_("Daerah"), joined(region.name, region.province_name)),
        (_("Kode wilayah"), region.code),
        (_("Periode rencana"), edition.period),
        (_("Visi smart city"), plan.vision),
        (_("Perangkat daerah penyusun"), region.office_name),
        (_("Disiapkan untuk"), edition.purpose_label),
        (_("Asal rencana"), unchecked.origin_told(edition)),
        (_("Tidak diperiksa (rencana lama)"), unchecked.told(edition)),
        (_("Paket acuan"), edition.reference.title),
        (_("Revisi"), edition.revision_code),
        (_("Dibuat"), format_date(edition.made_on)),
    ]


def _dimensions(sheet: Worksheet, edition: Edition, row: int) -> int:
    figures, year = edition.figures, edition.year
    heads = (_("Dimensi"), _("Inisiatif"), _("Terpetakan ke RPJMD"), _("Keterlaksanaan {year}").format(year=year),
             _("Anggaran rencana induk (Rp)"))  # fmt: skip
    sheet.row_dimensions[row].height = 34
    for column, head in enumerate(heads, start=1):
        _put(sheet, row, column, head, HEADING)
    for dimension in (*edition.reference.dimensions, None):
        code = dimension.code if dimension else ""
        row += 1
        label = dimension.label if dimension else _("Jumlah")
        _put(sheet, row, 1, label, Look.STRONG)
        _put(sheet, row, 2, len(figures.of_dimension(code)), Look.NUMBER)
        _put(sheet, row, 3, figures.mapped(code).part, Look.NUMBER)
        _put(sheet, row, 4, figures.rate(year, code).sentence, Look.TEXT)
        _put(sheet, row, 5, figures.budget_of(code).amount, Look.MONEY)
    return row + 1


def _index(sheet: Worksheet, others: Sequence[Sheet], row: int) -> None:
    for column, head in enumerate((_("Lembar"), _("Baris")), start=1):
        _put(sheet, row, column, head, HEADING)
    for other in others:
        row += 1
        name = other.sheet.title
        _put(sheet, row, 1, name, Look.TEXT)
        _put(sheet, row, 2, other.count, Look.NUMBER)
        place = f"A{row}"
        quoted = name.replace("'", "''")
        sheet[place].hyperlink = Hyperlink(ref=place, location=f"'{quoted}'!A1", display=name)
        sheet[place].font = Font(name="Calibri", size=11, color=palette.ACCENT, underline="single")


def _put(sheet: Worksheet, row: int, column: int, value: Value, style: str) -> None:
    cell = sheet.cell(row, column)
    cell.style = str(style)
    if isinstance(value, str):
        put_text(cell, screen_text(value))
    else:
        cell.value = value
