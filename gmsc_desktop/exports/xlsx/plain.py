"""Every table of the plan on a sheet of its own, headings and labels from the field declarations."""

from __future__ import annotations

from openpyxl import Workbook

from gmsc_desktop.exports.names import Names
from gmsc_desktop.exports.xlsx.looks import Head, Look
from gmsc_desktop.exports.xlsx.sheet import Sheet, Value, day_value, month_value
from gmsc_desktop.models.fields import FieldSpec, Kind, TableSpec
from gmsc_desktop.models.fields.spec import REFERENCE_KINDS
from gmsc_desktop.models.snapshot import Json, Snapshot

_LOOKS = {
    Kind.MONEY: Look.MONEY, Kind.PERCENT: Look.PERCENT, Kind.DATE: Look.DATE, Kind.MONTH: Look.MONTH,
    Kind.YEAR: Look.YEAR, Kind.KEY_YEAR: Look.YEAR, Kind.INTEGER: Look.NUMBER, Kind.KEY_NUMBER: Look.NUMBER,
    Kind.NUMBER: Look.NUMBER, Kind.PARSED: Look.NUMBER,
}  # fmt: skip


def table_sheet(workbook: Workbook, snapshot: Snapshot, table: TableSpec, names: Names, mark: str) -> Sheet:
    """A sheet with every row of a table in the plan's order, ids in the last column."""
    fields = [field for field in table.fields if field.kind is not Kind.ORDER]
    heads = [Head(field.label, _look(field, table)) for field in fields]
    sheet = Sheet(workbook, table.plural, [*heads, Head("id", Look.ID)], mark=mark)
    for row in snapshot.rows(table.name):
        sheet.add(*(_value(field, getattr(row, field.column), names) for field in fields), row.id)
    return sheet


def _look(field: FieldSpec, table: TableSpec) -> Look:
    if field.column == table.title_column and field.kind in {Kind.TEXT, Kind.PROSE, Kind.CODE}:
        return Look.STRONG
    return _LOOKS.get(field.kind, Look.TEXT)


def _value(field: FieldSpec, value: Json, names: Names) -> Value:
    if value is None or value == "":
        return None
    if field.kind is Kind.DATE:
        return day_value(str(value))
    if field.kind is Kind.MONTH:
        return month_value(str(value))
    if field.kind is Kind.FLAG or field.kind in REFERENCE_KINDS or field.choices:
        return names.shown(field, value)
    return value
