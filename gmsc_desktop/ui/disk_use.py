"""At the foot of home: how much room everything takes, added up on a thread after the page is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.late import bring_in
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.jobs import Job, Progress
from gmsc_desktop.values import format_size

if TYPE_CHECKING:
    from gmsc_desktop.desk.disk_use import DiskUse


class DiskUseLabel(Label):
    """Empty until it is known; its tip names the parts. Asked again while it counts, it counts once more."""

    def __init__(self) -> None:
        super().__init__("", 13, tone="muted")
        self._job: Job | None = None
        self._again = False

    def measure(self) -> None:
        """Count again; what is shown stays until the new number is there."""
        if self._job is not None and self._job.running:
            self._again = True
            return
        self._job = Job("", _measure, self._tell, lambda _error: None, self)
        self._job.ended.connect(self._ended)
        self._job.start()

    def _ended(self) -> None:
        if self._again:
            self._again = False
            self.measure()

    def _tell(self, found: DiskUse) -> None:
        words = _("Data di komputer ini: {size}").format(size=format_size(found.whole))
        self.setText(words if found.whole else "")
        self.setToolTip(plain.tip("\n".join(found.parts)))
        self.setAccessibleDescription("; ".join(found.parts))


def _measure(progress: Progress) -> DiskUse:
    found: DiskUse = bring_in("gmsc_desktop.desk.disk_use").measure(lambda: progress(0, 0))
    return found
