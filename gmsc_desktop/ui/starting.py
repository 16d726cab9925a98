"""What a person is told or asked when a plan opens: what was found, what is safe, and the step that helps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from gmsc_desktop.models.data_place import warning
from gmsc_desktop.paths import data_folder
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain

if TYPE_CHECKING:
    from gmsc_desktop.errors import UserFacingError
    from gmsc_desktop.ui.home import HomeWindow
    from gmsc_desktop.ui.main_window import MainWindow
    from gmsc_desktop.ui.opening import OpenPlan
    from gmsc_desktop.ui.settings import Settings

_CLOCK_TOLD = "jam_mundur"  # of the settings: for which plan and moment the clock was told

LOOK, CHANGE, STAY = "look", "change", "stay"


def tell_opened(window: MainWindow, opened: OpenPlan, first: str = "", *, straight: bool = False) -> None:
    """Show what opening a plan has found, after ``first``; nothing where all is as it was left.

    ``straight``: home was not shown, which else tells where the data lie.
    """
    notices = [f"{notice.sentence} {notice.next_step}".strip() for notice in opened.document.notices]
    clock = _clock_words(opened, window.settings)
    place = warning(data_folder()) if straight else None
    placed = f"{place.sentence} {place.next_step}" if place is not None else ""
    words = " ".join(part for part in (first, *notices, *opened.notes, clock, placed) if part)
    if opened.document.changed_outside:
        window.say_first(words, _("Periksa data"), window.check_data, "warn")
    else:
        window.say_first(words, kind="warn" if notices or clock or placed else "info")


def tell_place(home: HomeWindow, short: str) -> None:
    """Where the data lie in a place that other computers see: said on home in short, with what to do."""

    def explain() -> None:
        told = warning(data_folder())
        if told is not None:
            box = plain.message(home, QMessageBox.Icon.Warning, told.sentence, told.next_step)
            box.addButton(_("Tutup"), QMessageBox.ButtonRole.AcceptRole)
            box.exec()

    home.banner.say("warn", short, _("Lihat langkahnya"), explain)


def _clock_words(opened: OpenPlan, settings: Settings) -> str:
    """That the clock was set back, told once for each plan and moment."""
    from gmsc_desktop.ui.opening import moment_words

    if opened.ahead is None:
        return ""
    told = f"{opened.plan_id} {opened.ahead.isoformat()}"
    if settings.choice(_CLOCK_TOLD) == told:
        return ""
    settings.keep_choice(_CLOCK_TOLD, told)
    words = _(
        "Jam komputer ini menunjukkan {now}, lebih awal daripada perubahan terakhir rencana ini ({latest}). Urutan "
        "perubahan tetap benar, karena mengikuti riwayat dan bukan jam. Periksa tanggal dan jam komputer ini."
    )
    return words.format(now=moment_words(datetime.now(UTC)), latest=moment_words(opened.ahead))


def ask_perhaps_open(parent: QWidget, error: UserFacingError) -> str:
    """Another computer may be at work on the plan: ``LOOK``, ``CHANGE`` or ``STAY``, as the person decides."""
    box = plain.message(
        parent,
        QMessageBox.Icon.Warning,
        error.sentence,
        _(
            "Tidak ada yang berubah. Pastikan dahulu rencana ini sudah ditutup di sana: bila dua komputer mengubahnya "
            "bersamaan, salah satu hasilnya dapat hilang."
        ),
    )
    look = box.addButton(_("Buka untuk dibaca"), QMessageBox.ButtonRole.AcceptRole)
    change = box.addButton(_("Buka untuk diubah"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("Jangan buka"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(look)
    box.setEscapeButton(stay)
    box.exec()
    chosen = box.clickedButton()
    return LOOK if chosen is look else CHANGE if chosen is change else STAY
