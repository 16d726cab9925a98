"""The list of a plan's backups: when each was made, how old and large it is, where it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.desk.kept_backups import Kept, where_words
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.going_back_words import age_words
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.values import format_date_short, format_size, format_time

Index = QModelIndex | QPersistentModelIndex
_KEPT = Qt.ItemDataRole.UserRole
_SIZE, _WHERE = 2, 3  # columns


class _Cells(QStyledItemDelegate):
    """A row as in all our lists: the chosen one on ``selected``, a ring around it while the list has the focus."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.px(32))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state = QRectF(option.rect), option.state
        on, over = bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if on else "hover" if over else "surface"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        words = rect.adjusted(8, 0, -8, 0)
        text = str(index.data() or "")
        paint_text(painter, words, text, theme.font(14), theme.colour("text"), right=index.column() == _SIZE)
        if on and self._has_focus():
            ring = theme.colour("focus")
            for line in (
                QRectF(rect.x(), rect.y(), rect.width(), 2),
                QRectF(rect.x(), rect.bottom() - 2, rect.width(), 2),
            ):
                painter.fillRect(line, ring)
            if index.column() == 0:
                painter.fillRect(QRectF(rect.x(), rect.y(), 2, rect.height()), ring)
            if index.column() == _WHERE:
                painter.fillRect(QRectF(rect.right() - 2, rect.y(), 2, rect.height()), ring)
        painter.restore()

    def _has_focus(self) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and view.hasFocus()


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
        self.setItemDelegate(_Cells(self))
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
        item.setTextAlignment(_SIZE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(_WHERE, plain.tip(str(kept.path)))
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
