"""Quick wins: a list for each year, renewed every year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing
from gmsc_desktop.models.checked import Given, checked, in_order, need
from gmsc_desktop.models.checks.wording import day
from gmsc_desktop.models.reading import gone, name_of, one, where
from gmsc_desktop.models.records import Initiative, QuickWin
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

NEW, CONTINUED, STOPPED = "baru", "lanjut", "dihentikan"

# What stays true when a quick win goes on: not its dates, and not what it is to reach next.
_CARRIED = ("problem", "beneficiaries", "benefit_indicator", "before_text", "resources", "sustainability")


def add_quick_win(db: Connection, initiative_id: str, year: int, **values: Given) -> str:
    """Make an initiative a new quick win of a year.

    ``values`` by column: problem, beneficiaries, benefit_indicator, before_text, after_text, start_on, end_on …
    It lasts at most 12 months (the guide's definition: "6 bulan sampai 1 tahun").
    """
    if where(db, QuickWin, initiative_id=initiative_id, year=year):
        raise UserFacingError(
            _("Inisiatif “{name}” sudah menjadi quick win tahun {year}.").format(
                name=name_of(db, one(db, Initiative, initiative_id)), year=year
            ),
            _("Ubah yang sudah ada."),
        )
    given = checked(db, "quick_win", {"status": NEW, **values})
    within_a_year(str(given.get("start_on") or ""), str(given.get("end_on") or ""))
    return editing.assign(db, "quick_win", {"initiative_id": initiative_id, "year": year}, given)


def within_a_year(start: str, end: str) -> None:
    """Refuse days (YYYY-MM-DD, "" for none) that are not in order or more than 12 months apart."""
    words = {"start": day(start), "end": day(end)}
    in_order(start or None, end or None, _("Quick win selesai ({end}) sebelum dimulai ({start}).").format(**words))
    if start and end and date.fromisoformat(end) > _a_year_after(date.fromisoformat(start)):
        raise UserFacingError(
            _("Quick win berlangsung paling lama 12 bulan; {start} sampai {end} lebih lama.").format(**words),
            _("Perpendek jadwalnya, atau catat kelanjutannya sebagai quick win tahun berikutnya."),
        )


def _a_year_after(day_one: date) -> date:
    return date(day_one.year + 1, day_one.month, min(day_one.day, 28) if day_one.month == 2 else day_one.day)


def continue_quick_win(db: Connection, initiative_id: str, year: int) -> str:
    """Carry the quick win of the year before on into ``year``: its profile is taken over, dates and goals are not."""
    before = where(db, QuickWin, initiative_id=initiative_id, year=year - 1)
    name = name_of(db, one(db, Initiative, initiative_id))
    if not before:
        raise UserFacingError(
            _("Inisiatif “{name}” bukan quick win tahun {year}.").format(name=name, year=year - 1),
            _("Tambahkan sebagai quick win baru."),
        )
    if before[0].status == STOPPED:
        raise UserFacingError(
            _("Quick win “{name}” tahun {year} sudah dihentikan.").format(name=name, year=year - 1),
            _("Tambahkan sebagai quick win baru bila dimulai lagi."),
        )
    carried = {column: getattr(before[0], column) for column in _CARRIED}
    return add_quick_win(db, initiative_id, year, status=CONTINUED, **carried)


def stop_quick_win(db: Connection, initiative_id: str, year: int, reason: str) -> None:
    """Stop the quick win of a year, with a reason."""
    found = where(db, QuickWin, initiative_id=initiative_id, year=year)
    if not found:
        raise gone("quick_win")
    reason = need(reason, _("Penghentian quick win perlu alasan."), _("Tulis alasannya."))
    editing.change(db, "quick_win", found[0].id, {"status": STOPPED, "status_reason": reason})
