"""The sheet as a spreadsheet shows it: coloured by meaning, headed by what each column means, edited in place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.exchange.review import Notice, TableSeen
from gmsc_desktop.exchange.sheets import Place, Sheet, cell_name, column_name
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.importing.families import ground
from gmsc_desktop.ui.importing.sheet_model import SheetModel, cell_words, widest_texts
from gmsc_desktop.ui.importing.state import ReviewState
from gmsc_desktop.ui.marks import paint_text

Index = QModelIndex | QPersistentModelIndex
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOST_SPANS = 20_000
_LETTER = 7.4  # pixels of a letter at 100 %, on average


class SheetView(QTableView):
    """``cell_changed`` tells where the person is; what is asked of a column, a row or a cell goes out as signals."""

    cell_changed = Signal(int, int)
    column_asked = Signal(int)
    branch_asked = Signal(int, int)
    heading_asked = Signal(int, int)
    restore_asked = Signal(object)

    def __init__(self, state: ReviewState) -> None:
        super().__init__()
        self.cells = SheetModel(state, self)
        self.setAccessibleName(_("Lembar yang diimpor"))
        self.setModel(self.cells)
        self.setItemDelegate(SheetCells(self))
        self.setHorizontalHeader(MeaningHeader(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(20)
        rows.setHighlightSections(False)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.horizontalHeader().setFixedHeight(theme.px(44))

    def show_sheet(self, sheet: Sheet, tables: list[TableSeen], notices: list[Notice]) -> None:
        """Show a sheet and what was recognised in it."""
        found_now = not self.cells.tables and bool(tables)
        if found_now:
            self._set_widths(sheet, tables[0])
        if not self.cells.show_sheet(sheet, tables, notices):
            self.viewport().update()
            self.horizontalHeader().viewport().update()
            if found_now:
                self._go_to_table()
            return
        self.clearSpans()
        for one in sheet.merged[:_MOST_SPANS]:
            rows = min(one.bottom, sheet.height - 1) - one.top + 1
            columns = min(one.right, sheet.width - 1) - one.left + 1
            if rows > 0 and columns > 0 and rows * columns > 1:
                self.setSpan(one.top, one.left, rows, columns)
        self._set_widths(sheet, tables[0] if tables else None)
        self._go_to_table()

    def _set_widths(self, sheet: Sheet, table: TableSeen | None) -> None:
        """As wide as the texts of a column, within reason."""
        for column, letters in widest_texts(sheet, table).items():
            self.setColumnWidth(column, theme.px(max(64, min(24 + int(letters * _LETTER), 230))))

    def _go_to_table(self) -> None:
        """Begin at the heading of the table that is read, else at the first row that holds something."""
        rows, table = self.cells.sheet.rows, self.cells.main_table()
        row = table.top if table is not None else next(iter(rows), 0)
        column = min(self.cells.sheet.row(row), default=0)
        if rows:
            self.setCurrentIndex(self.cells.index(row, column))
            self.scrollTo(self.cells.index(row, column), QAbstractItemView.ScrollHint.PositionAtTop)

    def go_to(self, place: Place) -> None:
        """Make a cell of the sheet that is shown the current one, and bring it into sight."""
        index = self.cells.index(place.row, place.column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.horizontalHeader().viewport().update()
        if current.isValid():
            self.cell_changed.emit(current.row(), current.column())

    # -- keys and menu

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters open a cell; they never jump to another row."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if not here.isValid() or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what an editor did not take is not for the cell
        elif event.key() == Qt.Key.Key_Down and alt:
            self.column_asked.emit(here.column())
        elif event.key() in _ENTER and not alt:
            if self.cells.is_heading(here.row()):
                self.column_asked.emit(here.column())
            else:
                self.branch_asked.emit(here.row(), here.column())
        elif event.key() == Qt.Key.Key_Delete:
            self.cells.setData(here, "")
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(here.data(Qt.ItemDataRole.DisplayRole)))
        else:
            super().keyPressEvent(event)

    def rows_chosen(self) -> tuple[int, int]:
        """The first and the last row in which cells are selected."""
        rows = [one.row() for one in self.selectedIndexes()] or [max(self.currentIndex().row(), 0)]
        return min(rows), max(rows)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.cell_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def cell_menu(self) -> QMenu:
        """What can be done with the current cell, its column and the selected rows."""
        menu, here = QMenu(self), self.currentIndex()
        if not here.isValid():
            return menu
        row, column = here.row(), here.column()
        name = column_name(column)
        menu.addAction(_("Perbaiki isi sel {cell}").format(cell=cell_name(row, column)), lambda: self.edit(here))
        if self.cells.is_corrected(row, column):
            back = _("Kembalikan isi sel {cell}").format(cell=cell_name(row, column))
            menu.addAction(back, lambda: self.restore_asked.emit(self.cells.place(here)))
        if self.cells.main_table() is not None:
            menu.addAction(_("Arti kolom {column}…").format(column=name), lambda: self.column_asked.emit(column))
            menu.addAction(_("Tunjukkan di hasil"), lambda: self.branch_asked.emit(row, column))
        top, bottom = self.rows_chosen()
        rows = str(top + 1) if top == bottom else f"{top + 1}–{bottom + 1}"
        words = _("Jadikan baris {rows} kepala tabel").format(rows=rows)
        menu.addAction(words, lambda: self.heading_asked.emit(top, bottom))
        return menu


class MeaningHeader(QHeaderView):
    """Two lines for each column: its letter, and what it means; a click asks for another meaning."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.sectionClicked.connect(view.column_asked.emit)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        words, family = self._view.cells.header_words(section)
        here = self._view.currentIndex().column() == section
        area = QRectF(rect)
        painter.save()
        painter.fillRect(area, ground(family) if family is not None else theme.colour("window"))
        room = area.adjusted(8, 3, -6, -3)
        top = QRectF(room.x(), room.y(), room.width(), room.height() / 2)
        below = QRectF(room.x(), room.center().y(), room.width(), room.height() / 2)
        font = theme.font(12, theme.SEMIBOLD if here else theme.NORMAL)
        paint_text(painter, top, column_name(section), font, theme.colour("text" if here else "muted"))
        if section in self._view.cells.sheet.hidden_columns:
            side = theme.px(14)
            icons.paint(painter, QRectF(top.right() - side, top.y(), side, side), "eye-off", theme.colour("muted"))
        use = "warn" if family == "unknown" else "muted" if family == "ignored" else "text"
        paint_text(painter, below, words, theme.font(12, theme.SEMIBOLD), theme.colour(use))
        painter.fillRect(QRectF(area.right(), area.y(), 1, area.height()), theme.colour("border"))
        line = theme.colour("accent" if here else "border")
        painter.fillRect(QRectF(area.x(), area.bottom() - (2 if here else 0), area.width(), 3 if here else 1), line)
        painter.restore()


class SheetCells(QStyledItemDelegate):
    """A cell on the ground of its column; headings in bold, doubts with a corner, corrections underlined."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, row, column = self._view.cells, index.row(), index.column()
        rect = QRectF(option.rect)
        seen = rect.intersected(QRectF(self._view.viewport().rect()))  # of a merged cell the part that is in sight
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        heading, family = model.is_heading(row), model.family(row, column)
        painter.save()
        base = theme.colour("selected") if chosen else ground(family) if family else theme.colour("surface")
        painter.fillRect(rect, base)
        use = "text" if family not in {None, "ignored"} else "muted"
        font = theme.font(13, theme.SEMIBOLD if heading else theme.NORMAL)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        painter.fillRect(QRectF(rect.right() - 1, rect.y(), 1, rect.height()), theme.colour("line"))
        run = self._run(row, column)
        if run is not None:
            self._running(painter, run, rect, base)
        else:
            self._words(painter, seen.adjusted(6, 0, -6, -1), text, font, use, right=model.is_right(row, column))
        if model.is_corrected(row, column):
            painter.fillRect(QRectF(rect.x() + 4, rect.bottom() - 3, rect.width() - 8, 2), theme.colour("accent"))
        if model.doubts(row, column):
            corner = [rect.topRight(), rect.topRight() - QPointF(9, 0), rect.topRight() + QPointF(0, 9)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warn"))
            painter.drawPolygon(QPolygonF(corner))
        if self._view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus" if self._view.hasFocus() else "field"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _run(self, row: int, column: int) -> tuple[str, QRectF] | None:
        """The text that runs through a cell, and its room: outside of tables it goes on over empty cells after it."""
        view, model = self._view, self._view.cells
        if model.table_at(row) is not None:
            return None
        filled = sorted(place for place, cell in model.sheet.row(row).items() if cell_words(cell))
        start = next((place for place in reversed(filled) if place <= column), None)
        if start is None or model.is_right(row, start) or view.columnSpan(row, start) > 1:
            return None
        end = next((place for place in filled if place > start), model.columnCount()) - 1
        left = view.columnViewportPosition(start)
        right = view.columnViewportPosition(end) + view.columnWidth(end)
        return cell_words(model.sheet.cell(row, start)), QRectF(left, 0, right - left, 0)

    def _running(self, painter: QPainter, run: tuple[str, QRectF], rect: QRectF, base: QColor) -> None:
        """The part of a running text that is in this cell; the line between two cells is left out within it."""
        text, font = run[0], theme.font(13)
        room = QRectF(run[1].x(), rect.y(), run[1].width(), rect.height()).adjusted(6, 0, -6, -1)
        if room.left() + QFontMetricsF(font).horizontalAdvance(text) > rect.right() and room.right() > rect.right():
            painter.fillRect(QRectF(rect.right() - 1, rect.y(), 1, rect.height() - 1), base)
        painter.save()
        painter.setClipRect(rect)
        paint_text(painter, room, text, font, theme.colour("muted"))
        painter.restore()

    def _words(self, painter: QPainter, room: QRectF, text: str, font: QFont, use: str, *, right: bool) -> None:
        if not text or room.width() < 4:
            return
        if room.height() < theme.px(44):
            paint_text(painter, room, text, font, theme.colour(use), right=right)
            return
        painter.setFont(font)
        painter.setPen(theme.colour(use))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.setClipRect(room)
        high = painter.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() > room.height()
        up = Qt.AlignmentFlag.AlignTop if high else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(side | up | Qt.TextFlag.TextWordWrap), text)
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = LineField()
        editor.setParent(parent)
        editor.setAccessibleName(_("Isi sel {cell}").format(cell=cell_name(index.row(), index.column())))
        editor.setAutoFillBackground(True)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()
