"""The rencana aksi: steps, and how much of each is planned to be done by the end of a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing
from gmsc_desktop.models.checked import Given, in_order, need
from gmsc_desktop.models.reading import one
from gmsc_desktop.models.records import ActionStep
from gmsc_desktop.text import _
from gmsc_desktop.values import format_percent

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

QUARTERS = range(1, 5)


def add_step(db: Connection, text: str, *, initiative_id: str | None = None, **values: Given) -> str:
    """Add a step, of an initiative or of the plan as a whole.

    ``values`` by column: kind, agency_id, start_month and end_month (YYYY-MM), output, indicator, amount.
    """
    text = need(text, _("Langkah rencana aksi masih kosong."), _("Tulis langkahnya."))
    start, end = values.get("start_month"), values.get("end_month")
    in_order(start, end, _("Bulan selesai ({end}) mendahului bulan mulai ({start}).").format(start=start, end=end))
    return editing.add(db, "action_step", {"initiative_id": initiative_id, "text": text, **values})


def plan_step_quarter(db: Connection, step_id: str, year: int, quarter: int, percent: float | None) -> None:
    """Plan how much of a step is done by the end of a quarter, 0 to 100, cumulative; None takes it away."""
    one(db, ActionStep, step_id)
    if quarter not in QUARTERS:
        raise UserFacingError(
            _("Triwulan {quarter} tidak ada.").format(quarter=quarter), _("Pilih triwulan 1 sampai 4.")
        )
    keys: dict[str, Given] = {"step_id": step_id, "year": year, "quarter": quarter}
    if percent is None:
        editing.clear(db, "action_step_plan", keys)
        return
    if percent > 100:
        raise UserFacingError(
            _("Rencana {percent} melebihi 100 %.").format(percent=format_percent(percent)),
            _("Isi angka 0 sampai 100, kumulatif sampai akhir triwulan itu."),
        )
    editing.assign(db, "action_step_plan", keys, {"percent": percent})
