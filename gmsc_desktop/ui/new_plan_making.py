"""Makes the plan that was asked for; where that is refused, asks again with everything as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.ui.new_plan import NewPlanDialog

if TYPE_CHECKING:
    from gmsc_desktop.ui.home import HomeWindow
    from gmsc_desktop.ui.jobs import Progress
    from gmsc_desktop.ui.windows import Windows


def make_asked(windows: Windows, home: HomeWindow, dialog: NewPlanDialog) -> None:
    """Ask how to begin; make the plan and open it, or let a package be chosen."""
    agreed = dialog.exec() == NewPlanDialog.DialogCode.Accepted
    wanted = dialog.wanted if agreed else None
    if wanted is None:
        dialog.deleteLater()
        if agreed and dialog.opens_package:
            home.choose_package()
        return

    def work(_progress: Progress) -> str:
        from gmsc_desktop.ui import opening

        return opening.make_new(wanted)

    def made(plan_id: str) -> None:
        dialog.deleteLater()
        windows.open_plan(plan_id)

    def refused(error: UserFacingError) -> None:
        dialog.form.refuse(error)
        make_asked(windows, home, dialog)

    home.jobs.start(_("Membuat rencana…"), work, made, refused)
