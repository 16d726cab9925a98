"""The two lists of Rinci: initiatives beside indicators and programmes; chosen in many, dragged either way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.mapping_rows import DIRECT, SUPPORT
from gmsc_desktop.ui.row_list import ROW, Index, RowList, RowPainter, RowsModel

INITIATIVES, TARGETS = "application/x-gmsc-initiatives", "application/x-gmsc-targets"
_SIDE = 12
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class PairRow:
    """An initiative, an indicator or a programme; without ``choosable`` the heading above some of them.

    ``relation`` says how it is mapped to what is chosen in the other list, ``second`` how it stands by itself.
    """

    id: str
    name: str
    second: str = ""
    dimension: str = ""
    relation: str = ""
    strength: str = ""
    waits: bool = False
    choosable: bool = True


class PairModel(RowsModel[PairRow]):
    """Rows that are dragged as their ids."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def place_of(self, record_id: str) -> int:
        """Where a row is shown, -1 where it is not."""
        return next((at for at, row in enumerate(self.shown) if row.id == record_id and row.choosable), -1)

    def renew(self, rows: Sequence[PairRow]) -> None:
        """Show rows; where only what stands in them differs nothing moves, and what is chosen stays chosen."""
        if [row.id for row in rows] != [row.id for row in self.shown]:
            self.show(rows)
        elif list(rows) != self.shown:
            self.shown = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    @override
    def name(self, row: PairRow) -> str:
        return row.name

    @override
    def spoken(self, row: PairRow) -> str:
        return ", ".join(part for part in (row.name, row.relation, row.second) if part)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if not self.shown[index.row()].choosable:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [self.kind]

    @override
    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        made = QMimeData()
        ids = [self.shown[index.row()].id for index in sorted(indexes, key=lambda index: index.row())]
        made.setData(self.kind, "\n".join(ids).encode())
        return made


class _Painter(RowPainter):
    """Tile and name, below it how the row stands; at the right how it is tied to what is chosen beside."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: PairRow = index.data(ROW)
        return QSize(160, theme.px(46 if row.choosable else 32))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PairRow = index.data(ROW)
        if row.choosable:
            super().paint(painter, option, index)
            return
        painter.save()
        rect = QRectF(option.rect)
        painter.fillRect(rect, theme.colour("window"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        room = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        paint_text(painter, room, row.name, theme.font(13, theme.SEMIBOLD), theme.colour("muted"))
        painter.restore()

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: PairRow, *, on: bool) -> None:
        inner = rect.adjusted(_SIDE, 4, -_SIDE, -4)
        if row.relation:
            inner.setRight(self._relation(painter, inner, row) - 8)
        upper, side = QFontMetrics(theme.font(14)).height(), theme.px(18)
        if row.dimension:
            place = QRectF(inner.x(), inner.y() + (upper - side) / 2, side, side)
            icons.paint_tile(painter, place, row.dimension)
            inner.setLeft(inner.x() + side + 8)
        first = QRectF(inner.x(), inner.y(), inner.width(), upper)
        paint_text(painter, first, row.name, theme.font(14), theme.colour("text"))
        second = QRectF(inner.x(), first.bottom(), inner.width(), inner.bottom() - first.bottom())
        paint_text(painter, second, row.second, theme.font(12), theme.colour("warn" if row.waits else "muted"))

    def _relation(self, painter: QPainter, inner: QRectF, row: PairRow) -> float:
        """A filled dot for langsung, an empty one for pendukung, and the word; its left edge."""
        font = theme.font(12, theme.SEMIBOLD)
        wide = QFontMetrics(font).horizontalAdvance(row.relation) + 2
        word = QRectF(inner.right() - wide, inner.y(), wide, inner.height())
        paint_text(painter, word, row.relation, font, theme.colour("text"))
        icon = {DIRECT: "circle-dot", SUPPORT: "circle"}.get(row.strength, "circle-dashed")
        side = theme.px(14)
        left = word.x() - side - 5
        place = QRectF(left, inner.center().y() - side / 2, side, side)
        icons.paint(painter, place, icon, theme.colour("accent"))
        return left


class PairList(RowList):
    """One of the two lists. ``asked`` wants the chosen pairs mapped with a strength, or with "" taken apart."""

    asked = Signal(str)
    dropped = Signal(object, str, str)  # ids of the other list, the row they were dropped on, strength
    chosen_changed = Signal()
    outside_asked = Signal()

    def __init__(self, kind: str, takes: str, name: str) -> None:
        self.rows = PairModel(kind)
        super().__init__(self.rows, _Painter(), name)
        self._takes = takes
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.LinkAction)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.doubleClicked.connect(lambda _index: self.asked.emit(DIRECT))
        self._kept: list[str] = []
        self.rows.modelAboutToBeReset.connect(self._keep)
        self.rows.modelReset.connect(self._choose_again)

    @property
    def chosen(self) -> list[str]:
        """The ids of the rows that are chosen, in their order."""
        places = sorted({index.row() for index in self.selectedIndexes()})
        return [self.rows.shown[place].id for place in places if place < len(self.rows.shown)]

    def choose(self, record_id: str) -> bool:
        """Choose one row, whatever keys are held; False where it is not shown."""
        place = self.rows.place_of(record_id)
        if place >= 0:
            index, model = self.rows.index(place, 0), self.selectionModel()
            model.setCurrentIndex(index, model.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
        return place >= 0

    def _keep(self) -> None:
        self._kept = self.chosen

    def _choose_again(self) -> None:
        """After a filter the rows that were chosen are chosen still, else the first one."""
        places = [place for place in map(self.rows.place_of, self._kept) if place >= 0]
        first = next((at for at, row in enumerate(self.rows.shown) if row.choosable), -1)
        if not places and first >= 0:
            places = [first]
        for number, place in enumerate(places):
            index = self.rows.index(place, 0)
            flags = self.selectionModel().SelectionFlag
            if number == 0:
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
            else:
                self.selectionModel().select(index, flags.Select)
        self.chosen_changed.emit()

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.asked.emit(SUPPORT if event.modifiers() & _SHIFT else DIRECT)
        elif event.key() == Qt.Key.Key_Delete:
            self.asked.emit("")
        elif event.key() == Qt.Key.Key_0 and not event.modifiers():
            self.outside_asked.emit()
        else:
            super().keyPressEvent(event)

    # -- drag and drop

    def _row_at(self, event: QDropEvent) -> str:
        """The row under what is dragged here from the other list, "" for none."""
        index = self.indexAt(event.position().toPoint())
        fits = event.mimeData().hasFormat(self._takes) and index.isValid()
        return self.rows.shown[index.row()].id if fits and self.rows.shown[index.row()].choosable else ""

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(self._takes):
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()
        else:
            event.ignore()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        if self._row_at(event):
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        row = self._row_at(event)
        if not row:
            event.ignore()
            return
        ids = bytes(event.mimeData().data(self._takes).data()).decode().split()
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()
        self.dropped.emit(ids, row, SUPPORT if event.modifiers() & _SHIFT else DIRECT)


def relation_words(strengths: Sequence[str], others: int) -> tuple[str, str]:
    """How a row is tied to those chosen beside, in words, and its strength; "" where it is tied to none."""
    tied = [strength for strength in strengths if strength]
    if not tied:
        return "", ""
    strength = tied[0] if len(set(tied)) == 1 and len(tied) == others else ""
    if others > 1:
        return _("{part} dari {whole}").format(part=len(tied), whole=others), strength
    return _(tied[0]), strength
