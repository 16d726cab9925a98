"""The list of a plan's backups: when each was made, how old and large it is, where it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from gmsc_desktop.desk.kept_backups import Kept
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.going_back_words import age_words, where_words
from gmsc_desktop.values import format_date_short, format_size, format_time

_KEPT = Qt.ItemDataRole.UserRole


class BackupList(QTreeWidget):
    """One row for each backup, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Daftar cadangan"))
        self.setHeaderLabels([_("Dibuat"), _("Umur"), _("Ukuran"), _("Di mana")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setFont(theme.font(14))
        self.header().setStretchLastSection(True)
        for place, width in enumerate((150, 110, 80)):
            self.header().setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(place, theme.px(width))

    @property
    def kept(self) -> Kept | None:
        """The backup in the current row."""
        return _kept_in(self.currentItem())

    def add(self, kept: Kept, at: int) -> QTreeWidgetItem:
        """A row for a backup, before the one that stands at a place."""
        local = kept.moment.astimezone()
        words = [
            f"{format_date_short(local.date())} {format_time(local)}",
            age_words(kept.moment),
            format_size(kept.size),
            where_words(kept.where),
        ]
        item = QTreeWidgetItem(words)
        item.setData(0, _KEPT, kept)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(3, plain.tip(str(kept.path)))
        self.insertTopLevelItem(at, item)
        return item

    def place_of(self, kept: Kept) -> int:
        """Where a backup stands by its age."""
        rows = [_kept_in(self.topLevelItem(at)) for at in range(self.topLevelItemCount())]
        return next((at for at, one in enumerate(rows) if one is not None and one.moment < kept.moment), len(rows))


def _kept_in(item: QTreeWidgetItem | None) -> Kept | None:
    found = item.data(0, _KEPT) if item is not None else None
    return found if isinstance(found, Kept) else None


def present_state(folder: Path) -> Snapshot | None:
    """The plan as it lies in its folder, read in a copy; None where it cannot be read."""
    from gmsc_desktop.models.document_look import look_at

    try:
        with look_at(folder) as frozen:
            snapshot = frozen.snapshot()
    except UserFacingError:
        return None
    return snapshot if snapshot.rows("plan") and snapshot.rows("region") else None
