"""A value of the plan as a field shows it for editing, and the names of records that others refer to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import BY_NAME, FieldSpec, Kind
from gmsc_desktop.models.records import RECORDS, Person
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Record, Snapshot
from gmsc_desktop.models.typed import show_value
from gmsc_desktop.text import _
from gmsc_desktop.ui.apart import told_apart
from gmsc_desktop.ui.editors import Option
from gmsc_desktop.values import MONTHS_SHORT, format_for_editing, format_number

# Free text is saved while it is typed; what must be read as a whole is saved when its field is left.
LIVE_KINDS = frozenset({Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.CODE, Kind.WRITTEN})
RIGHT_KINDS = frozenset({Kind.MONEY, Kind.INTEGER, Kind.NUMBER, Kind.PERCENT})
LISTED_KINDS = frozenset({Kind.CHOICE, Kind.REFERENCE})


def present_year(snapshot: Snapshot) -> int:
    """The year that a page begins with: this one, of a plan that is over its last one."""
    return snapshot.year_at(date.today().year)


def text_for_editing(field: FieldSpec, value: Value, pack: ReferencePack) -> str:
    """The text that a field starts with; reading it gives the same value. Codes and references stay themselves."""
    if value is None or value == "":
        return ""
    if field.kind in LISTED_KINDS:
        return str(value)
    if field.kind is Kind.FLAG:
        return "1" if value else ""
    if field.kind is Kind.MONEY:
        return format_number(int(value))
    if field.kind in {Kind.PERCENT, Kind.NUMBER, Kind.INTEGER} and not isinstance(value, str):
        return format_for_editing(Decimal(str(value)))
    return show_value(field, value, pack)


def text_to_read(field: FieldSpec, value: Value, snapshot: Snapshot, pack: ReferencePack) -> str:
    """The value as a table shows it: money without "Rp", a reference by its name."""
    if field.kind is Kind.REFERENCE and value:
        return record_title(snapshot, field.target, str(value))
    if field.kind is Kind.MONEY and isinstance(value, int):
        return format_number(value)
    if field.kind is Kind.MONTH and isinstance(value, str) and value:
        return f"{MONTHS_SHORT[int(value[5:7]) - 1]} {value[:4]}"
    return show_value(field, value, pack)


def record_title(snapshot: Snapshot, table: str, record_id: str) -> str:
    """The name by which a person knows a record; "" where it is gone."""
    row = snapshot.get(RECORDS[table], record_id)
    return _title(table, row) if row is not None else ""


def _title(table: str, row: Record) -> str:
    spec = BY_NAME[table]
    title = str(getattr(row, spec.title_column, "") or "") if spec.title_column else ""
    if isinstance(row, Person):
        title = row.name or row.post
    return title or _("({kind} tanpa nama)").format(kind=spec.singular)


def named_apart(title: str, apart: str) -> str:
    """A name with what tells it from its like before it, where a narrow list shows it first."""
    return f"{apart} · {title}" if apart else title


def options_for(field: FieldSpec, snapshot: Snapshot, pack: ReferencePack) -> list[Option]:
    """The entries of a field's list: of the paket acuan, or the records it may refer to."""
    if field.kind is Kind.REFERENCE:
        apart = told_apart(snapshot, pack, field.target)
        rows = snapshot.rows(field.target)
        return [Option(row.id, named_apart(_title(field.target, row), apart.get(row.id, ""))) for row in rows]
    dimension = field.choices == "dimension"
    return [
        Option(choice.code, choice.label, choice.code if dimension else str(choice.facts.get("dimension", "")))
        for choice in pack.choices(field.choices)
    ]
