"""Columns of months, quarters and semesters that are ticked: when a step is done."""

from __future__ import annotations

from collections.abc import Sequence

from gmsc_desktop.exchange.tabular.layout import Column
from gmsc_desktop.exchange.tabular.periods import months_of, period_in

_LONGEST = 20  # letters of a heading that is a month or a quarter


def period_column(index: int, header: str, path: Sequence[str], year: int | None) -> Column | None:
    """The column of one month, quarter or semester; None where a heading names none."""
    for text in (path[-1], " ".join(path[-2:])):
        if len(path[-1]) <= _LONGEST and (found := period_in(text)):
            return Column(index, header, "period_tick", (found.kind,), year, found.number)
    return None


def schedule_of(ticks: Sequence[Column], year: int) -> tuple[str, str] | None:
    """First and last month (YYYY-MM) of ticked columns; ``year`` is that of columns without one, None without any."""
    months = []
    for column in ticks:
        own = column.year or year
        if not own or column.ordinal is None:
            return None
        first, last = months_of(column.levels[0], column.ordinal)
        months += [f"{own}-{first:02d}", f"{own}-{last:02d}"]
    return (min(months), max(months)) if months else None
