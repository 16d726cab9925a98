"""Figures as a document writes them, in tables of indicators: how each was read, and one column for each year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.records import InitiativeTarget, Target
from gmsc_desktop.text import _
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import NO_LOOK, Column, Look
from gmsc_desktop.ui.tables.columns import Row
from gmsc_desktop.values import format_number

SetTarget = Callable[[Any, str, int, str | None], None]  # Any: a connection, which ui does not name


def number_look(text: str, number: float | None) -> Look:
    """How a figure as written was read: its number, or that it is none."""
    if not text:
        return NO_LOOK
    if number is None:
        return Look("info", "muted", tip=_("Disimpan seperti tertulis; tidak dibaca sebagai angka."))
    return Look(tip=_("Dibaca sebagai angka {number}.").format(number=format_number(Decimal(str(number)))))


def target_column(
    session: Session, table: Literal["target", "initiative_target"], year: int, set_target: SetTarget
) -> Column:
    """The target of a year of each indicator, saved by its use case; an empty cell is none."""

    def target(row: Row) -> Target | InitiativeTarget | None:
        record_id = derived_id(table, row.id, year)
        if table == "target":
            return session.snapshot.get(Target, record_id)
        return session.snapshot.get(InitiativeTarget, record_id)

    def text(row: Row) -> str:
        found = target(row)
        return found.text if found else ""

    def look(row: Row) -> Look:
        found = target(row)
        return number_look(found.text, found.number) if found else NO_LOOK

    def put(row: Row) -> UseCase:
        def use(db: Any, _record_id: str, value: Value) -> None:  # Any: see ``SetTarget``
            set_target(db, row.id, year, None if value is None else str(value))

        return use

    return Column(
        f"target-{year}", str(year), text, lambda row: found.number if (found := target(row)) else None,
        width=64, style="state", look=look, field=BY_NAME[table].field("text"),
        record_id=lambda row: derived_id(table, row.id, year), use=put,
    )  # fmt: skip
