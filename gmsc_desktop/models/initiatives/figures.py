"""What an initiative promises in figures: indicators, yearly targets, budgets by year and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.models import editing, plan
from gmsc_desktop.models.checked import Given, need
from gmsc_desktop.models.reading import one
from gmsc_desktop.models.records import Initiative, InitiativeIndicator
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


def add_indicator(db: Connection, initiative_id: str, text: str, **values: Given) -> str:
    """Add an indicator; ``values`` by column: kind, unit, direction, baseline_text, baseline_year, source."""
    text = need(text, _("Indikator inisiatif masih kosong."), _("Tulis apa yang diukur."))
    return editing.add(db, "initiative_indicator", {"initiative_id": initiative_id, "text": text, **values})


def set_target(db: Connection, indicator_id: str, year: int, text: str | None) -> None:
    """Set the target of a year as written, its number beside it where it is certain; empty takes it away."""
    one(db, InitiativeIndicator, indicator_id)
    keys: dict[str, Given] = {"indicator_id": indicator_id, "year": year}
    if text is None or not text.strip():
        editing.clear(db, "initiative_target", keys)
    else:
        editing.assign(db, "initiative_target", keys, {"text": text})


def set_budget(
    db: Connection, initiative_id: str, year: int, source: str, amount: int | None, note: str | None = None
) -> None:
    """Set the budget of a year and source in whole Rupiah; None takes it away, which is not the same as zero.

    A ``note`` that is not given stays as it is.
    It is the master plan's sum of that year, so a closed year refuses it.
    """
    one(db, Initiative, initiative_id)
    plan.require_open(db, year)
    keys: dict[str, Given] = {"initiative_id": initiative_id, "year": year, "source": source}
    if amount is None:
        editing.clear(db, "initiative_budget", keys)
    else:
        told: dict[str, Given] = {"amount": amount} if note is None else {"amount": amount, "note": note}
        editing.assign(db, "initiative_budget", keys, told)
