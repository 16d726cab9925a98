"""What a person has said about a table, and what only a person can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.exchange.tabular.layout import Column


@dataclass(frozen=True)
class TableAnswers:
    """What a person has said: a sheet, the unit of money, the year of "Tahun 1", meanings of columns by their index.

    ``rows`` are the first and the last row of the heading, where it was not found or not rightly. ``cells`` are texts
    that stand in place of those of the book.
    """

    sheet: str = ""
    unit: str = ""
    first_year: int | None = None
    columns: Mapping[int, Column] = field(default_factory=dict)
    rows: tuple[int, int] | None = None
    cells: Mapping[Place, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Need:
    """A question that only a person can answer: ``what`` is a word for programs, ``choices`` its answers.

    ``labels`` are the words for the choices, where a person would not know the codes.
    """

    what: str
    sentence: str
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
