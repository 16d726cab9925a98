"""Tables with a spreadsheet's hands over frozen rows."""

from gmsc_desktop.ui.tables.columns import NO_LOOK, Column, Look, NewRows, field_column
from gmsc_desktop.ui.tables.grid import Grid
from gmsc_desktop.ui.tables.model import RowModel
from gmsc_desktop.ui.tables.totals import Totals

__all__ = ["NO_LOOK", "Column", "Grid", "Look", "NewRows", "RowModel", "Totals", "field_column"]
