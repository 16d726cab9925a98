"""The evidence of one record as a strip of small pictures and files, with a place at its end to drop more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.evidence_pictures import THUMBNAIL, Pictures, paint_cropped
from gmsc_desktop.ui.pages.evidence_words import icon_of, is_changed, name_of, second_line, trouble_of, whole_words
from gmsc_desktop.ui.session import Session
from gmsc_desktop.worker.viewing import PDF

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
HINT = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()
_GAP = 8


class _Items(QAbstractListModel):
    """Pieces of evidence; behind them, where one may add, an item that adds."""

    def __init__(self, session: Session, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self._pictures = session, pictures
        self.shown: tuple[Evidence, ...] = ()
        self.adds = False
        self.hint = _("atau klik di sini")  # in the place to add: how else

    def show(self, rows: Sequence[Evidence], *, adds: bool) -> None:
        """Show other evidence; where nothing differs nothing moves."""
        if (tuple(rows), adds) == (self.shown, self.adds):
            return
        self.beginResetModel()
        self.shown, self.adds = tuple(rows), adds
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown) + self.adds

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.shown[index.row()] if index.row() < len(self.shown) else None
        if role == ROW:
            return row
        if role == HINT:
            return self.hint
        if role == Qt.ItemDataRole.DisplayRole:
            return name_of(row) if row else _("Tambah bukti")
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            words = _("Seret atau tempel berkas ke sini, atau tekan Enter")
            if row:
                words = whole_words(self.session, row, self._pictures.problem(row))
            return plain.tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None


class _Tiles(QStyledItemDelegate):
    def __init__(self, session: Session, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._pictures = session, pictures

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(THUMBNAIL.width() + _GAP, THUMBNAIL.height() + _GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect.x() + 3, option.rect.y() + 3, THUMBNAIL.width(), THUMBNAIL.height())
        row: Evidence | None = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row is None:
            _paint_place(painter, rect, index.data(HINT))
        else:
            path = self._session.evidence_path(row.sha256) if row.sha256 else None
            picture = self._pictures.picture(row, path)
            if picture is not None and not picture.isNull() and not is_changed(self._session, row):
                paint_cropped(painter, rect, picture, top=row.media_type == PDF)
            else:
                _paint_file(painter, rect, self._session, row, self._pictures.problem(row))
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus" if focused else "field"), 2))
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 7, 7)
        painter.restore()


def _paint_file(painter: QPainter, rect: QRectF, session: Session, row: Evidence, problem: str) -> None:
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(theme.colour("hover"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    side = 20
    icon = QRectF(rect.center().x() - side / 2, rect.y() + 8, side, side)
    icons.paint(painter, icon, icon_of(row), theme.colour("muted"))
    _centred(painter, QRectF(rect.x() + 6, rect.y() + 30, rect.width() - 12, 20), name_of(row), strong=True)
    trouble = trouble_of(session, row, problem)
    below = QRectF(rect.x() + 6, rect.y() + 49, rect.width() - 12, 20)
    _centred(painter, below, second_line(session, row, problem), use="error" if trouble else "muted")


def _paint_place(painter: QPainter, rect: QRectF, hint: str) -> None:
    pen = QPen(theme.colour("field"), 1.5, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
    icons.paint(painter, QRectF(rect.center().x() - 9, rect.y() + 8, 18, 18), "paperclip", theme.colour("muted"))
    _centred(painter, QRectF(rect.x() + 4, rect.y() + 28, rect.width() - 8, 20), _("Seret atau tempel"), use="text")
    _centred(painter, QRectF(rect.x() + 4, rect.y() + 47, rect.width() - 8, 20), hint)


def _centred(painter: QPainter, rect: QRectF, text: str, *, strong: bool = False, use: str = "muted") -> None:
    font = theme.font(12, theme.SEMIBOLD if strong else theme.NORMAL)
    painter.setFont(font)
    width = min(rect.width(), painter.fontMetrics().horizontalAdvance(text) + 1)
    left = rect.x() + (rect.width() - width) / 2
    colour = theme.colour("text" if strong else use)
    paint_text(painter, QRectF(left, rect.y(), width, rect.height()), text, font, colour)


class EvidenceStrip(QListView):
    """``opened`` carries the evidence to look at; ``add_asked``, ``paste_asked`` and ``remove_asked`` what keys ask."""

    opened = Signal(str)
    add_asked = Signal()
    paste_asked = Signal()
    remove_asked = Signal()
    current_changed = Signal()

    def __init__(self, session: Session, pictures: Pictures) -> None:
        super().__init__()
        self.items = _Items(session, pictures, self)
        self.setModel(self.items)
        self.setItemDelegate(_Tiles(session, pictures, self))
        self.setAccessibleName(_("Bukti dukung"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        pictures.ready.connect(self._repaint)
        self.doubleClicked.connect(lambda _index: self._activate())
        self.clicked.connect(self._clicked)

    def show_evidence(self, rows: Sequence[Evidence], *, adds: bool) -> None:
        """Show evidence; ``adds`` puts the place to add behind it."""
        self.items.show(rows, adds=adds)
        self._fit()
        self.current_changed.emit()

    def go_to(self, evidence_id: str) -> bool:
        """Choose a piece; False where it is not shown here."""
        place = next((at for at, row in enumerate(self.items.shown) if row.id == evidence_id), -1)
        if place < 0:
            return False
        self.setCurrentIndex(self.items.index(place))
        return True

    @property
    def current(self) -> Evidence | None:
        """The piece that is chosen."""
        place = self.currentIndex().row()
        return self.items.shown[place] if 0 <= place < len(self.items.shown) else None

    def _fit(self) -> None:
        across = max(1, (self.viewport().width() - 1) // (THUMBNAIL.width() + _GAP))
        rows = max(1, -(-self.items.rowCount() // across))
        self.setFixedHeight(min(rows, 3) * (THUMBNAIL.height() + _GAP) + 6)

    def _repaint(self) -> None:
        self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        if index.row() >= len(self.items.shown):
            self.add_asked.emit()

    def _activate(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current.id)
        elif self.currentIndex().isValid() and self.items.adds:
            self.add_asked.emit()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not self.currentIndex().isValid() and self.items.rowCount():
                self.setCurrentIndex(self.items.index(0))
            self._activate()
        elif key == Qt.Key.Key_Delete and self.current is not None:
            self.remove_asked.emit()
        elif key == Qt.Key.Key_V and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.paste_asked.emit()
        else:
            super().keyPressEvent(event)


def in_order(rows: Sequence[Evidence]) -> list[Evidence]:
    """The earliest date first; what has no date comes last."""
    return sorted(rows, key=lambda row: (row.dated or date.max.isoformat(), row.title, row.id))
