"""How wide the columns of a table are, and which of them give way where there is no room for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.ui import theme

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.grid import Grid

LEAST_STRETCH = 170


def title_width(grid: Grid, title: str) -> int:
    """The width in which a heading stands whole, also in the longer words of another language."""
    return grid.horizontalHeader().fontMetrics().horizontalAdvance(title) + theme.px(20)


def width_of(grid: Grid, place: int) -> int:
    """How wide a column is before what is left is given away."""
    column = grid.rows.columns[place]
    short = grid.rows.narrow and column.short is not None
    return max(theme.px(column.short_width if short else column.width), title_width(grid, column.title))


def is_tight(grid: Grid) -> bool:
    """Whether a table in which something gives way has no room even for the others in their whole words."""
    columns = [column for column in grid.rows.columns if not column.off]
    least = theme.px(LEAST_STRETCH)
    kept = (least if column.stretch else theme.px(column.width) for column in columns if not column.yields)
    return any(column.yields for column in columns) and sum(kept) > grid.viewport().width()


def yield_room(grid: Grid) -> None:
    """Hide what gives way where the columns have no room, and show it again where they have."""
    columns = grid.rows.columns
    for place, column in enumerate(columns):
        if column.yields:
            seen = [at for at in range(len(columns)) if at == place or not grid.isColumnHidden(at)]
            least = theme.px(LEAST_STRETCH)
            needed = sum(least if columns[at].stretch else width_of(grid, at) for at in seen)
            grid.setColumnHidden(place, needed > grid.viewport().width())
