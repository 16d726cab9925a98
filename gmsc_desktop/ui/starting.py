"""What a person is told first when a plan opens: what was found, what is safe, and the one step that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow
    from gmsc_desktop.ui.opening import OpenPlan


def tell_opened(window: MainWindow, opened: OpenPlan, first: str = "") -> None:
    """Show what opening a plan has found, after ``first``; nothing where all is as it was left."""
    from gmsc_desktop.text import _

    notices = [f"{notice.sentence} {notice.next_step}".strip() for notice in opened.document.notices]
    words = " ".join([*([first] if first else []), *notices, *opened.notes])
    if opened.document.changed_outside:
        window.say_first(words, _("Periksa data"), window.check_data, "warn")
    else:
        window.say_first(words, kind="warn" if notices else "info")
