"""What one value of the plan is: its kind, its words, its stable name in the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from gmsc_desktop.text import _, inside, kind_of
from gmsc_desktop.text import mark as m


class Kind(StrEnum):
    """How a value is written, checked and shown. Everything from ``TEXT`` to ``OWNER`` is text in the file."""

    TEXT = "text"  # one line
    PROSE = "prose"  # several lines, plain
    MARKDOWN = "markdown"  # narrative, merged whole
    CODE = "code"  # an official code or a key, as written
    CHOICE = "choice"  # a code of a list in the paket acuan
    DATE = "date"  # YYYY-MM-DD
    MONTH = "month"  # YYYY-MM
    WRITTEN = "written"  # a figure as written in its source ("BB", "<22"); ``number_column`` has the parsed number
    ORDER = "order"  # a string between its neighbours
    REFERENCE = "reference"  # the id of a row of ``target``, may be empty
    OWNER = "owner"  # the id of the row this one belongs to; never changed, never empty
    KEY_CODE = "key_code"  # text that is part of the row's derived id; never changed
    KEY_YEAR = "key_year"  # a calendar year that is part of the row's derived id; never changed
    KEY_NUMBER = "key_number"  # a whole number that is part of the row's derived id; never changed
    YEAR = "year"  # a calendar year
    INTEGER = "integer"
    MONEY = "money"  # whole Rupiah
    NUMBER = "number"
    PERCENT = "percent"  # 12.5 means 12,5 %
    PARSED = "parsed"  # the number read from a WRITTEN value, empty where it is not certain
    FLAG = "flag"  # 0 or 1


INTEGER_KINDS = frozenset({Kind.KEY_YEAR, Kind.KEY_NUMBER, Kind.YEAR, Kind.INTEGER, Kind.MONEY, Kind.FLAG})
YEAR_KINDS = frozenset({Kind.KEY_YEAR, Kind.YEAR})
REAL_KINDS = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.PARSED})
REFERENCE_KINDS = frozenset({Kind.REFERENCE, Kind.OWNER})
FIXED_KINDS = frozenset({Kind.OWNER, Kind.KEY_CODE, Kind.KEY_YEAR, Kind.KEY_NUMBER})


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One value of a record. ``key`` names it in the history for ever: never reused, kept when a column is renamed."""

    column: str
    kind: Kind
    label_text: str
    help_text: str = ""
    choices: str = ""  # name of a list in the paket acuan
    target: str = ""  # table that a reference points at
    number_column: str = ""  # for WRITTEN: where the parsed number goes
    limit: int = 300  # longest text in characters
    required: bool = False
    table: str = ""
    stable_key: str = ""

    @property
    def key(self) -> str:
        """The name in the history: ``initiative.title``."""
        return self.stable_key or f"{self.table}.{self.column}"

    @property
    def label(self) -> str:
        """The label in the chosen language."""
        return _(self.label_text)

    @property
    def help(self) -> str:
        """One sentence for the person who fills it in, may be empty."""
        return _(self.help_text)

    @property
    def editable(self) -> bool:
        """Whether a person changes it: keys, order and parsed numbers are set by their functions."""
        return self.kind not in FIXED_KINDS and self.kind not in {Kind.ORDER, Kind.PARSED}

    @property
    def storage(self) -> str:
        """The column's type in a STRICT table."""
        if self.kind in INTEGER_KINDS:
            return "INTEGER"
        return "REAL" if self.kind in REAL_KINDS else "TEXT"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One kind of record: its name in file and code, its words, its fields in the order of reading."""

    name: str
    singular_text: str
    plural_text: str
    fields: tuple[FieldSpec, ...]
    title_column: str = ""  # the column that names a record to a person

    @property
    def singular(self) -> str:
        """What one record is called."""
        return kind_of(self.singular_text)

    def counted(self, count: int) -> str:
        """What so many records are called inside a sentence, with their number: "3 inisiatif"."""
        return f"{count} {inside(kind_of(self.singular_text, count))}"

    @property
    def plural(self) -> str:
        """What the table is called."""
        return _(self.plural_text)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns but ``id``, in order."""
        return tuple(field.column for field in self.fields)

    @property
    def derived(self) -> bool:
        """Whether the row stands for a pair or a cell, so that its id follows from its keys."""
        return sum(field.kind in FIXED_KINDS for field in self.fields) > 1 or any(
            field.kind in {Kind.KEY_CODE, Kind.KEY_YEAR} for field in self.fields
        )

    def field(self, column: str) -> FieldSpec:
        """The field of a column; ``KeyError`` where there is none."""
        for field in self.fields:
            if field.column == column:
                return field
        raise KeyError(f"{self.name}.{column}")


def table(name: str, singular: str, plural: str, *fields: FieldSpec, title: str = "") -> TableSpec:
    """A table whose fields know its name."""
    return TableSpec(name, singular, plural, tuple(replace(field, table=name) for field in fields), title)


def text(column: str, label: str, help_text: str = "", *, limit: int = 300, required: bool = False) -> FieldSpec:
    """One line of text."""
    return FieldSpec(column, Kind.TEXT, label, help_text, limit=limit, required=required)


def prose(column: str, label: str, help_text: str = "", *, limit: int = 4000) -> FieldSpec:
    """Several lines of plain text."""
    return FieldSpec(column, Kind.PROSE, label, help_text, limit=limit)


def markdown(column: str, label: str, help_text: str = "") -> FieldSpec:
    """A narrative in Markdown."""
    return FieldSpec(column, Kind.MARKDOWN, label, help_text, limit=200_000)


def code(column: str, label: str, help_text: str = "", *, limit: int = 80) -> FieldSpec:
    """An official code or a key, kept as written."""
    return FieldSpec(column, Kind.CODE, label, help_text, limit=limit)


def choice(column: str, label: str, choices: str, help_text: str = "", *, required: bool = False) -> FieldSpec:
    """A code of the list ``choices`` of the paket acuan."""
    return FieldSpec(column, Kind.CHOICE, label, help_text, choices=choices, limit=40, required=required)


def reference(column: str, label: str, target: str, help_text: str = "") -> FieldSpec:
    """The id of a row of another table, may be empty."""
    return FieldSpec(column, Kind.REFERENCE, label, help_text, target=target, limit=36)


def owner(column: str, label: str, target: str) -> FieldSpec:
    """The row this one belongs to."""
    return FieldSpec(column, Kind.OWNER, label, target=target, limit=36, required=True)


def key_code(column: str, label: str, choices: str = "") -> FieldSpec:
    """Text that is part of the row's derived id."""
    return FieldSpec(column, Kind.KEY_CODE, label, choices=choices, limit=120, required=True)


def key_year(column: str = "year", label: str = m("Tahun")) -> FieldSpec:
    """A calendar year that is part of the row's derived id."""
    return FieldSpec(column, Kind.KEY_YEAR, label, required=True)


def written(column: str, label: str, number_column: str, help_text: str = "") -> FieldSpec:
    """A figure kept as written, with its parsed number in ``number_column``."""
    return FieldSpec(column, Kind.WRITTEN, label, help_text, number_column=number_column)


def parsed(column: str, label: str) -> FieldSpec:
    """The parsed number beside a written figure."""
    return FieldSpec(column, Kind.PARSED, label)


def simple(kind: Kind, column: str, label: str, help_text: str = "", *, required: bool = False) -> FieldSpec:
    """A field of a kind that needs no more than its words."""
    return FieldSpec(column, kind, label, help_text, required=required)


def money(column: str, label: str, help_text: str = "") -> FieldSpec:
    """Whole Rupiah; empty is not zero."""
    return simple(Kind.MONEY, column, label, help_text)


def date(column: str, label: str, help_text: str = "") -> FieldSpec:
    """A calendar day."""
    return simple(Kind.DATE, column, label, help_text)


def year(column: str, label: str, help_text: str = "") -> FieldSpec:
    """A calendar year."""
    return simple(Kind.YEAR, column, label, help_text)


def flag(column: str, label: str, help_text: str = "") -> FieldSpec:
    """Yes or no; empty is no."""
    return simple(Kind.FLAG, column, label, help_text)


def order() -> FieldSpec:
    """The place among its neighbours, a base-62 string."""
    return FieldSpec("position", Kind.ORDER, m("Urutan"), limit=400)
