"""Tables that go on in the next sheet, or behind a page of a document, without their heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Kind, Place, Sheet
from gmsc_desktop.exchange.tabular.headers import Header, is_column_numbers
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.text import _

_FIGURES = ("baseline", "target", "money", "end_target", "end_money")
_SHARE = 0.8
_LEAST = 4  # cells of figures by which a table is known to go on


def with_continued(
    found: Sequence[tuple[Sheet, Sequence[Table]]],
) -> tuple[list[Table], list[Sheet], list[Notice]]:
    """All tables, among them those without a heading that go on with the last one before; the sheets that have none."""
    tables: list[Table] = []
    left: list[Sheet] = []
    notices: list[Notice] = []
    last: Table | None = None
    for sheet, own in found:
        if own:
            tables += own
            last = own[-1]
            continue
        table = _continued(sheet, last) if last is not None and sheet.rows else None
        if table is None or last is None:
            left.append(sheet)
            last = None if sheet.rows else last
            continue
        sentence = _("Tabel di lembar “{sheet}” tidak mempunyai kepala kolom dan dibaca sebagai lanjutan “{before}”.")
        place = Place(sheet.name, table.header.first, 0)
        told = sentence.format(sheet=sheet.name, before=last.name)
        notices.append(Notice("continued", told, place, doubt=True))
        tables.append(table)
    return tables, left, notices


def _continued(sheet: Sheet, before: Table) -> Table | None:
    """The rows of a sheet under the columns of the table before; None where they hold something else."""
    full = [number for number, row in sheet.rows.items() if len(row) > 1]
    if not full or sheet.width > len(before.header.paths):
        return None
    numbered = len(sheet.row(full[0])) > _LEAST and is_column_numbers(sheet, full[0])
    if not numbered and not _figures_agree(sheet, full, before.layout.of(*_FIGURES)):
        return None
    top = max(full[0] - 1, 0)
    header = Header(sheet, top, top, full[0], before.header.paths)
    return replace(before, header=header, last=sheet.height - 1, above=top)


def _figures_agree(sheet: Sheet, rows: Sequence[int], columns: Sequence[Column]) -> bool:
    cells = [cell for number in rows for one in columns if (cell := sheet.cell(number, one.index)) is not None]
    figures = [cell for cell in cells if cell.kind is not Kind.TEXT or any(letter.isdigit() for letter in cell.text)]
    return len(cells) >= min(_LEAST, len(columns)) and len(figures) >= _SHARE * len(cells) and len(columns) > 1
