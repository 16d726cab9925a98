"""The tree of a planning document, built and moved with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.pages.rpjmd_ladder import DOCUMENT, PARENTS, Node, rung_name
from gmsc_desktop.ui.pages.rpjmd_painting import NODE_ROLE, RungCells

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NO_MODIFIERS = Qt.KeyboardModifier.NoModifier
NEW = "new"  # the id of a row that is being typed and not in the plan yet


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed into a row: a new one where ``node.id`` is ``NEW``; ``after``: the sibling before it, or None."""

    node: Node
    text: str
    after: str | None
    then_below: bool  # whether a row below it is begun next


class LadderTree(QTreeWidget):
    """Enter: a row after this one. Tab, Ctrl+→: a row below it. F2: edit. Alt+↑↓: move. Delete: the branch."""

    row_changed = Signal(object)  # Node
    written = Signal(object)  # Written
    move_asked = Signal(int)
    delete_asked = Signal()
    edit_asked = Signal()  # of a text of several lines, which only the form can show

    def __init__(self, child_of: Callable[[str], str], *, read_only: bool) -> None:
        super().__init__()
        self._child_of = child_of
        self._read_only = read_only
        self._nodes: list[Node] = []
        self._items: dict[str, QTreeWidgetItem] = {}
        self._closed: set[str] = set()
        self._editor = RowEditor(self)
        self.setAccessibleName(_("Misi, tujuan, sasaran, dan program"))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegate(RungCells(self))
        self.setIndentation(theme.px(18))
        self.currentItemChanged.connect(lambda _now, _before: self._tell())
        self.itemDoubleClicked.connect(lambda _item, _column: self.edit_current())
        self.itemCollapsed.connect(lambda item: self._closed.add(_node(item).id))
        self.itemExpanded.connect(lambda item: self._closed.discard(_node(item).id))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._editor.place())

    # -- rows

    def show_nodes(self, nodes: Iterable[Node]) -> None:
        """Show other rows; what is open, closed and current stays so."""
        new = list(nodes)
        if new == self._nodes:
            return
        same = [(n.id, n.parent_id) for n in new] == [(n.id, n.parent_id) for n in self._nodes]
        self._nodes = new
        if same and self._editor.isHidden():
            for node in new:
                _dress(self._items[node.id], node)
            return
        self._rebuild()

    def _rebuild(self) -> None:
        current = self.node
        line = [node.id for node in self._neighbours()]
        self._editor.drop()
        self.blockSignals(True)
        self.clear()
        self._items = {}
        for node in self._nodes:
            parent = self._items.get(node.parent_id)
            item = QTreeWidgetItem(parent) if parent is not None else QTreeWidgetItem(self)
            _dress(item, node)
            self._items[node.id] = item
        for record_id, item in self._items.items():
            item.setExpanded(record_id not in self._closed)
        self.blockSignals(False)
        wanted = [current.id if current else "", *line]
        found = next((record_id for record_id in wanted if record_id in self._items), "")
        self.go_to(found or (self._nodes[0].id if self._nodes else ""))
        self._tell()

    def _neighbours(self) -> list[Node]:
        """Where to stand when the current row is gone: the next, the previous, the parent."""
        item = self.currentItem()
        parent = item.parent() if item is not None else None
        if item is None or parent is None:
            return []
        place = parent.indexOfChild(item)
        near = [parent.child(at) for at in (place + 1, place - 1) if 0 <= at < parent.childCount()]
        return [_node(found) for found in [*near, parent]]

    @property
    def node(self) -> Node | None:
        """The current row."""
        item = self.currentItem()
        return _node(item) if item is not None else None

    def go_to(self, record_id: str) -> bool:
        """Make a row the current one; False where the document does not have it."""
        item = self._items.get(record_id)
        if item is None:
            return False
        self.setCurrentItem(item)
        self.scrollToItem(item)
        return True

    def shown(self) -> list[tuple[Node, int]]:
        """The rows that the filter leaves, also where they are folded, each with its depth."""

        def visit(item: QTreeWidgetItem, depth: int) -> Iterator[tuple[Node, int]]:
            if not item.isHidden() and _node(item).id != NEW:
                yield _node(item), depth
                for at in range(item.childCount()):
                    yield from visit(item.child(at), depth + 1)

        return [row for item in self._roots() for row in visit(item, 0)]

    def siblings(self, node: Node) -> list[Node]:
        """The rows of one kind under one parent, in their order."""
        return [row for row in self._nodes if row.table == node.table and row.parent_id == node.parent_id]

    def branch(self, record_id: str) -> int:
        """How many rows stand below a row."""
        return sum(1 + self.branch(row.id) for row in self._nodes if row.parent_id == record_id)

    def beside(self, node: Node, step: int) -> str:
        """The parent before or after a row's parent that may hold it; "" where there is none.

        A row that hangs on the document alone goes to the nearest row that may hold it.
        """
        parent = next((row for row in self._nodes if row.id == node.parent_id), None)
        kind, here = PARENTS.get(node.table, ""), node.id
        if parent is not None and parent.table != DOCUMENT:
            kind, here = parent.table, parent.id
        order = [row.id for row in self._in_order() if row.table == kind or row.id == here]
        place = order.index(here) + step
        return order[place] if 0 <= place < len(order) else ""

    def _in_order(self) -> list[Node]:
        found: list[Node] = []

        def visit(item: QTreeWidgetItem) -> None:
            found.append(_node(item))
            for at in range(item.childCount()):
                visit(item.child(at))

        for item in self._roots():
            visit(item)
        return found

    def _roots(self) -> list[QTreeWidgetItem]:
        return [self._items[node.id] for node in self._nodes if node.parent_id not in self._items]

    def filter(self, words: str) -> None:
        """Show only rows in which every word occurs, with those above and below them."""
        wanted = words.casefold().split()

        def visit(item: QTreeWidgetItem, above: bool) -> bool:
            node = _node(item)
            text = f"{node.kind} {node.text} {node.note}".casefold()
            here = above or all(word in text for word in wanted)
            below = [visit(item.child(at), here and node.table != DOCUMENT) for at in range(item.childCount())]
            item.setHidden(not (here or any(below)))
            return here or any(below)

        for item in self._roots():
            visit(item, above=False)
            item.setHidden(False)

    def _tell(self) -> None:
        node = self.node
        if node is not None and node.id != NEW:
            self.row_changed.emit(node)

    # -- writing

    def new_sibling(self) -> None:
        """Begin a row after the current one; under the document, its first."""
        node = self.node
        if node is None or node.table == DOCUMENT:
            self.new_child()
            return
        self._begin(node.table, node.parent_id, node.id)

    def new_child(self) -> None:
        """Begin a row below the current one, after those that are there."""
        node = self.node
        table = self._child_of(node.table) if node is not None else ""
        if node is None or not table:
            return
        self._begin(table, node.id, None)

    def _begin(self, table: str, parent_id: str, after: str | None) -> None:
        parent = self._items.get(parent_id)
        if self._read_only or parent is None:
            return
        place = parent.indexOfChild(self._items[after]) + 1 if after else parent.childCount()
        item = QTreeWidgetItem()
        _dress(item, Node(table, NEW, parent_id, "", ""))
        parent.insertChild(place, item)
        parent.setExpanded(True)
        self.setCurrentItem(item)
        self._editor.open(item, "", after)

    def edit_current(self) -> None:
        """Edit the text of the current row in its place."""
        item, node = self.currentItem(), self.node
        if node is None or self._read_only:
            return
        if node.table == DOCUMENT or "\n" in node.text:
            self.edit_asked.emit()
        else:
            self._editor.open(item, node.text, None)

    # -- keys

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab begins a row below; from a program, and back with Shift, it leaves the tree."""
        node = self.node
        if forward and not self._read_only and node is not None and self._child_of(node.table):
            self.new_child()
            return True
        return super().focusNextPrevChild(forward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        work = None if self._read_only else self._work_for(event)
        if work is not None:
            work()
        else:
            super().keyPressEvent(event)

    def _work_for(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = -1 if key == Qt.Key.Key_Up else 1
            return lambda: self.move_asked.emit(step)
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            if key in _ENTER:
                return self.edit_asked.emit
            return self.new_child if key == Qt.Key.Key_Right else None
        if modifiers != _NO_MODIFIERS:
            return None
        if key in _ENTER:
            return self.new_sibling
        keys = {Qt.Key.Key_F2: self.edit_current, Qt.Key.Key_Delete: self.delete_asked.emit}
        return keys.get(Qt.Key(key))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._editor.place()

    def take_away(self, item: QTreeWidgetItem) -> None:
        """Take a row away that was begun and left empty."""
        parent = item.parent()
        if parent is not None:
            parent.removeChild(item)

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Our own ground and arrow before a row; a style may paint the accent there."""
        painter.fillRect(rect, theme.colour("selected" if self.currentIndex() == index else "surface"))
        if self.model().hasChildren(index):
            side = theme.px(14)
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            place = QRectF(rect.right() - side - 1, rect.center().y() - side / 2 + 1, side, side)
            icons.paint(painter, place, name, theme.colour("muted"))

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setIndentation(theme.px(18))
        self.doItemsLayout()


class RowEditor(LineField):
    """The line in which a row is typed. Enter saves, Tab saves and begins a row below, Esc gives up."""

    def __init__(self, tree: LadderTree) -> None:
        super().__init__()
        self._tree = tree
        self._item: QTreeWidgetItem | None = None
        self._after: str | None = None
        self._before = ""
        self.setParent(tree.viewport())
        self.setAutoFillBackground(True)
        self.hide()

    def open(self, item: QTreeWidgetItem, text: str, after: str | None) -> None:
        """Edit a row; ``after`` is the sibling before a new one."""
        self._item, self._after, self._before = item, after, text
        node = _node(item)
        self.setAccessibleName(node.kind)
        self.setPlaceholderText(_("Tulis {rung}, lalu tekan Enter").format(rung=rung_name(node.table).lower()))
        self.setText(text)
        self._tree.scrollToItem(item)
        self.place()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Stand over the row."""
        if self._item is not None:
            rect = self._tree.visualItemRect(self._item)
            self.setGeometry(QRect(rect.x(), rect.y(), self._tree.viewport().width() - rect.x() - 4, rect.height()))

    def drop(self) -> None:
        """Forget the row, because rows are shown anew."""
        self._item = None
        self.hide()

    def finish(self, *, save: bool, then_below: bool = False, back: bool = True) -> None:
        """End editing; the row is saved, or as it was."""
        item, self._item = self._item, None
        if item is None:
            return
        node, text = _node(item), " ".join(self.text().split())
        self.hide()
        if back:
            self._tree.setFocus(Qt.FocusReason.OtherFocusReason)
        keep = save and bool(text) and text != self._before
        if node.id == NEW:
            before = self._after
            self._tree.take_away(item)
            if before or not keep:
                self._tree.go_to(before or node.parent_id)
        if keep:
            self._tree.written.emit(Written(node, text, self._after, then_below))
        elif save and then_below and text:
            self._tree.new_child()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        self.finish(save=True, then_below=forward)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.finish(save=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(save=False)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.finish(save=True, back=False)


def _node(item: QTreeWidgetItem) -> Node:
    node = item.data(0, NODE_ROLE)
    assert isinstance(node, Node)
    return node


def _dress(item: QTreeWidgetItem, node: Node) -> None:
    item.setData(0, NODE_ROLE, node)
    spoken = " ".join(part for part in (node.kind, node.text, node.note) if part)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
    item.setToolTip(0, plain.tip(spoken))
