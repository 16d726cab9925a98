"""What would result, as a tree: from a branch to its cell, and from any cell to the branch that it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.exchange.review import Branch, Notice, Review
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.controls import Card
from gmsc_desktop.ui.marks import paint_text

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_UNIT = re.compile(r" \((?:Rp|%)\)$")
_OPEN_UP_TO = 400  # branches that are shown unfolded


@dataclass(eq=False)
class _Item:
    branch: Branch
    parent: _Item | None
    row: int
    below: list[_Item] = field(default_factory=list)
    doubts: int = 0


class BranchModel(QAbstractItemModel):
    """The branches of a review for Qt, with a way from places to them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: list[_Item] = []
        self._items: list[_Item] = []
        self._by_place: dict[Place, _Item] = {}
        self._rows: dict[str, tuple[list[int], list[_Item]]] = {}  # by sheet: rows in order, the last branch of each

    def show_review(self, branches: Sequence[Branch], doubts: Sequence[Notice]) -> None:
        """Show other branches."""
        self.beginResetModel()
        self._items, self._by_place = [], {}
        self._roots = [self._item(branch, None, row) for row, branch in enumerate(branches)]
        self._sort_rows()
        for notice in doubts:
            item = self._at(notice.place) if notice.place is not None else None
            if item is not None and not _in_its_row(item.branch, notice):
                item = None  # a total, a row that was left: of no branch
            while item is not None:
                item.doubts += 1
                item = item.parent
        self.endResetModel()

    def _item(self, branch: Branch, parent: _Item | None, row: int) -> _Item:
        item = _Item(branch, parent, row)
        self._items.append(item)
        if branch.place is not None:
            self._by_place.setdefault(branch.place, item)
        item.below = [self._item(one, item, at) for at, one in enumerate(branch.below)]
        return item

    def _sort_rows(self) -> None:
        last: dict[str, dict[int, _Item]] = {}
        for item in self._items:
            if item.branch.place is not None:
                last.setdefault(item.branch.place.sheet, {})[item.branch.place.row] = item
        self._rows = {}
        for sheet, by_row in last.items():
            rows = sorted(by_row)
            self._rows[sheet] = rows, [by_row[row] for row in rows]

    def _at(self, place: Place) -> _Item | None:
        """The branch that a cell began, else the deepest one of its row or of the rows above."""
        exact = self._by_place.get(place)
        if exact is not None:
            return exact
        rows, items = self._rows.get(place.sheet, ([], []))
        at = bisect_right(rows, place.row) - 1
        return items[at] if at >= 0 else None

    def index_at(self, place: Place) -> QModelIndex:
        """The index of the branch to which a cell belongs; an invalid one where it belongs to none."""
        item = self._at(place)
        return _ROOT if item is None else self.createIndex(item.row, 0, item)

    def __len__(self) -> int:
        return len(self._items)

    @staticmethod
    def item(index: Index) -> _Item | None:
        """What stands behind an index."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, _Item) else None

    # -- what Qt asks

    @override
    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        item = self.item(parent)
        listed = item.below if item is not None else self._roots
        return self.createIndex(row, column, listed[row]) if 0 <= row < len(listed) and column == 0 else QModelIndex()

    @override
    def parent(self, child: Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # QObject has one without index
        item = self.item(child)
        if item is None or item.parent is None:
            return QModelIndex()
        return self.createIndex(item.parent.row, 0, item.parent)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        item = self.item(parent)
        return len(item.below if item is not None else self._roots)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.item(index)
        if item is None:
            return None
        branch = item.branch
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{branch.label} {branch.text}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(" · ".join(part for part in (branch.text, _told(branch)) if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = [f"{branch.label}: {branch.text}" if branch.text else branch.label]
            told += [_told(branch)] if branch.details else []
            told += [] if branch.taken else [_("tidak diambil")]
            told += [_("{count} perlu dilihat").format(count=item.doubts)] if item.doubts else []
            return " · ".join(told)
        return None


def _told(branch: Branch) -> str:
    """The details in one line; a unit in the label is left out where the value has it: "Pagu Rp1.500.000"."""
    told = " · ".join(f"{_UNIT.sub('', label)} {value}" for label, value in branch.details)
    return " ".join(told.split())


def _in_its_row(branch: Branch, notice: Notice) -> bool:
    return branch.place is not None and notice.place is not None and branch.place.row == notice.place.row


class _Rows(QStyledItemDelegate):
    """A row: what it is, small; its text; at the right how many doubts are in it, or that it is not taken."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.px(28))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item, rect = BranchModel.item(index), QRectF(option.rect)
        if item is None:
            return
        branch, current = item.branch, self._tree.currentIndex() == index
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if current else "surface"))
        room = rect.adjusted(4, 0, -8, 0)
        if item.doubts:
            words = str(item.doubts)
            width = paint_text(painter, room, words, theme.font(12, theme.SEMIBOLD), theme.colour("warn"), right=True)
            side = theme.px(14)
            place = QRectF(room.right() - width - side - 4, room.center().y() - side / 2, side, side)
            icons.paint(painter, place, "triangle-alert", theme.colour("warn"))
            room.adjust(0, 0, -width - side - 12, 0)
        elif not branch.taken:
            width = paint_text(painter, room, _("tidak diambil"), theme.font(12), theme.colour("muted"), right=True)
            room.adjust(0, 0, -width - 8, 0)
        half = QRectF(room).adjusted(0, 0, -room.width() / 2, 0)
        width = paint_text(painter, half, branch.label, theme.font(12, theme.SEMIBOLD), theme.colour("muted"))
        room.adjust(width + 8, 0, 0, 0)
        use = "text" if branch.taken else "muted"
        width = paint_text(painter, room, branch.text, theme.font(14), theme.colour(use))
        room.adjust(width + (12 if width else 0), 0, 0, 0)
        if not branch.text:  # a year or period: its figures are what it is about
            paint_text(painter, room, _told(branch), theme.font(13), theme.colour(use))
        elif room.width() > theme.px(90):
            paint_text(painter, room, _told(branch), theme.font(12), theme.colour("faint"))
        if current and self._tree.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class _Tree(QTreeView):
    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ResultTree(QWidget):
    """The tree with the details of its current branch below; ``cell_asked`` tells the cell, and whether to go there."""

    cell_asked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.model = BranchModel(self)
        self.tree = _Tree()
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_Rows(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.setAccessibleName(_("Hasil yang akan diimpor"))
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.tree.selectionModel().currentChanged.connect(self._current_changed)
        self.tree.entered.connect(lambda: self._ask(focus=True))
        self.tree.doubleClicked.connect(lambda _index: self._ask(focus=True))
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFrameShape(QFrame.Shape.NoFrame)
        self.details.setAccessibleName(_("Isi baris yang dipilih"))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 0)
        box.setSpacing(6)
        card = Card(padding=2)
        card.box.addWidget(self.tree)
        box.addWidget(card, 1)
        box.addWidget(self.details)
        self._following = False
        self._place: Place | None = None
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.details.setFont(theme.font(13))
        self.details.setFixedHeight(theme.px(92))

    def show_review(self, review: Review) -> None:
        """Show the branches of a review; the one that was shown stays the current one."""
        place = self._place
        self.model.show_review(review.branches, review.doubts)
        if len(self.model) <= _OPEN_UP_TO:
            self.tree.expandAll()
        else:
            self.tree.expandToDepth(1)
        self._follow(self.model.index_at(place) if place is not None else self.model.index(0, 0))

    def show_place(self, place: Place) -> bool:
        """Go to the branch of a cell; False where it has none."""
        index = self.model.index_at(place)
        self._follow(index)
        return index.isValid()

    def _follow(self, index: QModelIndex) -> None:
        if not index.isValid():
            self.details.setPlainText("")
            return
        self._following = True
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)
        self._following = False

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        item = self.model.item(current)
        if item is None:
            return
        branch = item.branch
        self._place = branch.place
        lines = [f"{branch.label}: {branch.text}"]
        lines += [f"{label}: {value}" for label, value in branch.details]
        self.details.setPlainText("\n".join(lines))
        if not self._following:
            self._ask(focus=False)

    def _ask(self, *, focus: bool) -> None:
        if self._place is not None:
            self.cell_asked.emit(self._place, focus)
