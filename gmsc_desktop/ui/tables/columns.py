"""What a column of a table shows of a row, how it sorts and totals, and which value of the plan it edits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from gmsc_desktop.exports.printouts import ColumnKind
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.fields import BY_NAME, FieldSpec, Kind
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import RIGHT_KINDS, text_to_read

Style = Literal["text", "name", "muted", "number", "dimension", "state", "share"]
_KINDS: dict[Kind, ColumnKind] = {
    Kind.MONEY: "money", Kind.PERCENT: "percent", Kind.DATE: "date", Kind.MONTH: "month", Kind.YEAR: "year",
    Kind.INTEGER: "number", Kind.NUMBER: "number",
}  # fmt: skip
_DIGITS = re.compile(r"(\d+)")


class Row(Protocol):
    """Any frozen row with an id: a record of the plan, or what a page made of several."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows besides its text, always beside words: an icon, a share from 0 to 1, a dimension's mark."""

    icon: str = ""
    use: str = "text"  # the token that tints icon and bar
    share: float | None = None
    tick: float | None = None  # where the plan stands on the bar
    dimension: str = ""
    after: str = ""  # an icon behind the text; ``tip`` says what it means
    tip: str = ""
    hint: str = ""  # what an empty cell says in a quieter hand; never copied nor edited


NO_LOOK = Look()


def _no_look(_row: object) -> Look:
    return NO_LOOK


def _own_id(row: Row) -> str:
    return row.id


# Any: a column knows the rows of its own page, the table does not.
@dataclass(frozen=True)
class Column:
    """One column. ``value`` sorts; without it the text does. With ``field`` the cell is edited as in a spreadsheet."""

    key: str
    title: str
    text: Callable[[Any], str]
    value: Callable[[Any], Value] | None = None
    width: int = 120
    style: Style = "text"
    look: Callable[[Any], Look] = _no_look
    field: FieldSpec | None = None
    record_id: Callable[[Any], str] = _own_id
    use: Callable[[Any], UseCase] | None = None  # of a row: the use case that saves its cell; else set by its field
    total: Callable[[Sequence[Any]], str] | None = None
    stretch: bool = False
    wide_only: bool = False  # hidden in a narrow window unless the person chose to see it
    yields: bool = False  # hidden where the others have no room beside it, unless the person chose to see it
    short: Callable[[Any], str] | None = None  # instead of ``text`` in a narrow window
    short_width: int = 64
    off: bool = False  # hidden until the person chooses to see it
    picks: bool = False  # F4 asks for a list from which its value is taken
    kind: ColumnKind | None = None  # on paper and in a spreadsheet, where ``style`` does not tell it
    raw: Callable[[Any], Value] | None = None  # what a spreadsheet keeps; without it what ``value`` gives

    @property
    def right(self) -> bool:
        """Whether figures stand at the right."""
        return self.style == "number"

    def sort_key(self, row: Any) -> tuple[bool, Any]:  # Any: see above
        """Nothing sorts last; words without regard to case; digits by their number, so SG-2 precedes SG-10."""
        value = self.value(row) if self.value is not None else self.text(row)
        if value is None or value == "":
            return True, ()
        if isinstance(value, str):
            parts = _DIGITS.split(value.casefold())
            return False, tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
        return False, ((value, ""),)


def _no_texts(_texts: Sequence[str]) -> bool:
    return False


@dataclass(frozen=True)
class NewRows:
    """How the lines of a pasted block become records of a table; ``given`` is what each has besides its cells.

    Where a row shows two records, a membership and its person, ``more`` is the table of the other one, and ``add``
    takes what was read of both.
    """

    table: str
    name: str  # key of the column by which a row is known and without which, or ``or_name``, there is none
    given: Callable[[], Mapping[str, Value]] = dict
    ask: str = ""  # key of a column of a list that is asked for all lines where the block has no such column
    asked: Callable[[], str] = str  # what is proposed for it
    or_name: str = ""  # key of the column that follows the name in lists, by which a row without a name is known
    apart: tuple[str, ...] = ()  # keys of what tells two rows of one name apart, where a line has it
    more: str = ""
    add: Callable[[Any, Mapping[str, Value]], str] | None = None  # Any: a connection, which ui does not name
    left_out: Callable[[Sequence[str]], bool] = _no_texts  # whether such texts are never pasted here ...
    why_left_out: str = ""  # ... and where they belong, as a sentence
    usual: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)  # by key: whether such texts stand there

    def holds(self, field: FieldSpec) -> bool:
        """Whether a field is one of the new record's own."""
        return field.table in {self.table, self.more}


def field_column(session: Session, table: str, column: str, title: str = "", **more: Any) -> Column:  # Any: of Column
    """The column of a field of the rows' own table, edited in place."""
    spec = BY_NAME[table].field(column)

    def value(row: Any) -> Value:
        got: Value = getattr(row, column)
        return got

    def text(row: Any) -> str:
        return text_to_read(spec, value(row), session.snapshot, session.pack)

    numeric = spec.kind in RIGHT_KINDS or spec.kind in {Kind.YEAR}
    options: dict[str, Any] = {
        "value": value if numeric else None,
        "style": "number" if spec.kind in RIGHT_KINDS else "text",
        "field": spec if spec.editable else None,
        "kind": _KINDS.get(spec.kind),
        "raw": value if spec.kind in _KINDS else None,
        **more,
    }
    return Column(column, title or spec.label, text, **options)
