"""The table of a page with a spreadsheet's hands: move, edit, copy, paste, fill down, clear, sort, choose columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.editors import ChoiceField
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.tables import widths
from gmsc_desktop.ui.tables.columns import Column, NewRows
from gmsc_desktop.ui.tables.model import Index, RowModel
from gmsc_desktop.ui.tables.painting import Cells
from gmsc_desktop.ui.tables.selecting import SelectingView, asks_to_pick
from gmsc_desktop.values import format_date

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Grid(SelectingView):
    """A table over a ``RowModel``. ``row_changed`` carries the id of the row in which the current cell stands."""

    row_changed = Signal(str)
    form_asked = Signal()  # Ctrl+Enter: put the cursor into the form
    delete_asked = Signal(object)  # Ctrl+Delete: the ids of the rows in which cells are selected
    opened = Signal(str)  # Enter or a double click in a list whose rows open something

    def __init__(
        self, session: Session, name: str, accessible_name: str, columns: Sequence[Column], *, opens: bool = False
    ) -> None:
        super().__init__()
        self._opens = opens
        self.rows = RowModel(session, columns, self)
        self._name = name
        self._session = session
        self._current = ("", 0)  # id and column, kept while rows are shown anew
        self._row = 0
        self._yielding = False  # whether columns may give way: the person has chosen none
        self.replacing = False  # whether typing opened the editor
        self.adds: NewRows | None = None  # how pasted lines become new rows, where they may
        self.setAccessibleName(accessible_name)
        self.setModel(self.rows)
        self.setItemDelegate(Cells(self))
        self._dress()
        self.rows.modelAboutToBeReset.connect(self._remember)
        self.rows.modelReset.connect(self._restore)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        if self._opens:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            self.doubleClicked.connect(lambda _index: self.opened.emit(self.current_id))
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self.sort_by)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: self.column_menu().exec(header.mapToGlobal(place)))
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.horizontalHeader().setFixedHeight(theme.px(32))
        self.show_columns()

    # -- columns and order

    def show_columns(self) -> None:
        """Show the columns that the person chose, else those that fit the window."""
        chosen = Settings().columns(self._name)
        window = self.window()
        self.rows.narrow = theme.is_narrow(window.width()) or widths.is_tight(self)
        for place, column in enumerate(self.rows.columns):
            fits = not column.off and not (column.wide_only and self.rows.narrow)
            self.setColumnHidden(place, column.key not in chosen if chosen is not None else not fits)
            self.setColumnWidth(place, widths.width_of(self, place))
        self._yielding = chosen is None
        self._stretch()

    def whole_width(self) -> int:
        """The width in which no shown column is narrower than it was declared, nor than its heading."""
        shown = [place for place in range(len(self.rows.columns)) if not self.isColumnHidden(place)]
        columns = [self.rows.columns[place] for place in shown]
        return sum(max(theme.px(column.width), widths.title_width(self, column.title)) for column in columns)

    def gave_way(self, place: int) -> bool:
        """Whether a column is hidden for want of room alone."""
        return self._yielding and self.rows.columns[place].yields and self.isColumnHidden(place)

    def _stretch(self) -> None:
        """Give the room that is left to the column that stretches, never less than it needs to be read."""
        if self._yielding:
            widths.yield_room(self)
        for place, column in enumerate(self.rows.columns):
            if column.stretch and not self.isColumnHidden(place):
                others = sum(self.columnWidth(at) for at in range(len(self.rows.columns)) if at != place)
                self.setColumnWidth(place, max(theme.px(widths.LEAST_STRETCH), self.viewport().width() - others))

    def column_menu(self) -> QMenu:
        """A menu in which columns are shown or hidden; the choice is kept."""
        menu = QMenu(self)
        for place, column in enumerate(self.rows.columns):
            action = menu.addAction(column.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(column.style != "name")
            action.toggled.connect(lambda on, place=place: self._show_column(place, on))
        return menu

    def _show_column(self, place: int, on: bool) -> None:
        self._yielding = False
        self.setColumnHidden(place, not on)
        self._stretch()
        seen = [column.key for at, column in enumerate(self.rows.columns) if not self.isColumnHidden(at)]
        Settings().keep_columns(self._name, seen)

    def hide_column(self, key: str, hidden: bool) -> None:
        """Hide or show a column for now; the choice of the person is not touched."""
        self.setColumnHidden(self.rows.column_place(key), hidden)
        self._stretch()

    def sort_by(self, place: int) -> None:
        """Order by a column: upwards, downwards, then as the plan does."""
        key = self.rows.columns[place].key
        before = self.rows.sorted_by
        if before is None or before[0] != key:
            self.rows.sort_rows(key)
        elif not before[1]:
            self.rows.sort_rows(key, descending=True)
        else:
            self.rows.sort_rows(None)
        header = self.horizontalHeader()
        now = self.rows.sorted_by
        header.setSortIndicatorShown(now is not None)
        if now is not None:
            order = Qt.SortOrder.DescendingOrder if now[1] else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(place, order)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (theme.is_narrow(self.window().width()) or widths.is_tight(self)) != self.rows.narrow:
            self.show_columns()
        else:
            self._stretch()

    # -- where we are

    @property
    def current_id(self) -> str:
        """The id of the row in which the current cell stands; "" where there is none."""
        index = self.currentIndex()
        return str(self.rows.shown[index.row()].id) if 0 <= index.row() < len(self.rows.shown) else ""

    def go_to(self, record_id: str, key: str = "") -> bool:
        """Make a row's cell the current one; False where the row is not shown."""
        place = self.rows.place_of(record_id)
        if place < 0:
            return False
        column = self.rows.column_place(key) if key else self._first_column()
        self.setCurrentIndex(self.rows.index(place, column))
        return True

    def _first_column(self) -> int:
        seen = [place for place in range(len(self.rows.columns)) if not self.isColumnHidden(place)]
        names = [place for place in seen if self.rows.columns[place].style == "name"]
        return next(iter([*names, *seen]), 0)

    def _remember(self) -> None:
        self._current = (self.current_id, max(self.currentIndex().column(), 0))
        self._row = self.currentIndex().row()

    def _restore(self) -> None:
        if not self.rows.shown:
            self.row_changed.emit("")
            return
        record_id, column = self._current
        place = self.rows.place_of(record_id)
        if place < 0:
            place = min(max(self._row, 0), len(self.rows.shown) - 1)
            column = column or self._first_column()
        self.setCurrentIndex(self.rows.index(place, column))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if previous.isValid():  # the row of the current cell has its own ground
            self.viewport().update()
        if current.isValid() and current.row() < len(self.rows.shown):
            self.row_changed.emit(self.rows.shown[current.row()].id)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.shown:
            self.setCurrentIndex(self.rows.index(0, self._first_column()))

    @override
    def edit(  # type: ignore[override]  # the stubs know two forms; Qt calls the longer one for keys and clicks
        self, index: Index, trigger: QAbstractItemView.EditTrigger | None = None, event: QEvent | None = None
    ) -> bool:
        """Typing replaces what stands in a cell; F2 and a double click put the cursor behind it."""
        self.replacing = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        if trigger is None:
            super().edit(index)  # comes back here with a trigger and no event
            return True
        return bool(super().edit(index, trigger, cast(QEvent, event)))

    # -- keys

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters open a cell; they never jump to another row as in a list, and no row is read for it."""
        if self._opens:
            super().keyboardSearch(search)

    def step_for(self, event: QKeyEvent) -> tuple[int, int] | None:
        """Rows and columns that Enter and Tab move; None for other keys."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return None
        if event.key() in _ENTER:
            return (-1 if back else 1), 0
        if event.key() == Qt.Key.Key_Backtab or (event.key() == Qt.Key.Key_Tab and back):
            return 0, -1
        return (0, 1) if event.key() == Qt.Key.Key_Tab else None

    def step_by(self, down: int, right: int) -> bool:
        """Go to another cell; right of the last column is the next row. False at the edge of the table."""
        seen = [place for place in range(len(self.rows.columns)) if not self.isColumnHidden(place)]
        index = self.currentIndex()
        row, place = index.row() + down, index.column()
        if right:
            at = seen.index(place) + right if place in seen else 0
            if not 0 <= at < len(seen):
                row, at = row + right, 0 if right > 0 else len(seen) - 1
            place = seen[at]
        if not 0 <= row < len(self.rows.shown):
            return False
        self.setCurrentIndex(self.rows.index(row, place))
        self.setFocus()
        return True

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the cells; past the last or before the first one it leaves the table."""
        return self.step_by(0, 1 if forward else -1) or super().focusNextPrevChild(forward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        work = self._work_for(event, control)
        if work is not None:
            work()
            return
        if event.key() == Qt.Key.Key_Space and not control and self._opens_list():
            return
        step = self.step_for(event)
        if step is None or not (self.step_by(*step) or event.key() in _ENTER):
            super().keyPressEvent(event)

    def _work_for(self, event: QKeyEvent, control: bool) -> Callable[[], object] | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste
        if event.key() == Qt.Key.Key_V and control and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return self.paste_as_new
        if self._opens and event.key() in _ENTER:
            return partial(self.opened.emit, self.current_id)
        if asks_to_pick(event) and self.picks_here():
            return self.ask_pick
        if not control:
            return self.clear_cells if event.key() == Qt.Key.Key_Delete else None
        if event.key() in _ENTER:
            return self.form_asked.emit
        keys = {
            Qt.Key.Key_D: self.fill_down,
            Qt.Key.Key_Delete: self.ask_delete,
            Qt.Key.Key_Semicolon: self.write_today,
            Qt.Key.Key_Space: self.select_rows,
        }
        return keys.get(Qt.Key(event.key()))

    def _opens_list(self) -> bool:
        index = self.currentIndex()
        if not index.isValid() or not self.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.edit(index)
        editor = self.indexWidget(index) or self.viewport().findChild(ChoiceField)
        if isinstance(editor, ChoiceField):
            editor.showPopup()
        return True

    # -- cells

    def ask_delete(self) -> None:
        """Ask the page to delete the selected rows."""
        if self.chosen_ids and not self.rows.session.read_only:
            self.delete_asked.emit(self.chosen_ids)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from gmsc_desktop.ui.tables.menu import cell_menu

        cell_menu(self).exec(event.globalPos())

    def copy(self) -> None:
        """Copy the selected cells; several with their headings, as a spreadsheet takes them."""
        cells = self.chosen()
        if not cells:
            return
        places = sorted({index.column() for index in cells})
        by_row: dict[int, dict[int, str]] = {}
        for index in cells:
            by_row.setdefault(index.row(), {})[index.column()] = str(index.data(Qt.ItemDataRole.DisplayRole))
        lines = [[row.get(place, "") for place in places] for row in by_row.values()]
        if len(cells) > 1:
            lines.insert(0, [self.rows.columns[place].title for place in places])
        QGuiApplication.clipboard().setText("\n".join("\t".join(map(_as_cell, line)) for line in lines))

    def paste(self) -> None:
        """Paste a block from the current cell on, after a look at what is taken and what is refused."""
        from gmsc_desktop.ui.tables.pasting import paste_into

        paste_into(self)

    def paste_as_new(self) -> None:
        """Paste a block as new rows, after a look at what is taken and what is refused."""
        from gmsc_desktop.ui.tables.pasting import paste_into

        if self.adds is not None:
            paste_into(self, as_new=True)

    def fill_down(self) -> None:
        """Write what stands in the top row of the selection into the rows below it; in one row alone, what is above."""
        cells = self.chosen()
        rows = sorted({index.row() for index in cells})
        if len(rows) == 1 and rows[0] > 0:
            rows.insert(0, rows[0] - 1)
        if len(rows) < 2:
            return
        wanted: list[tuple[int, int, str]] = []
        for index in cells:
            if index.row() != rows[0]:
                top = self.rows.index(rows[0], index.column())
                wanted.append((index.row(), index.column(), str(top.data(Qt.ItemDataRole.EditRole))))
        self.write(_("Isi ke bawah"), wanted)

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self.write(_("Kosongkan sel"), [(index.row(), index.column(), "") for index in self.chosen()])

    def write_today(self) -> None:
        """Today's date into the current cell."""
        index = self.currentIndex()
        if index.isValid():
            today = format_date(date.today())
            self.write(_("Isi tanggal hari ini"), [(index.row(), index.column(), today)])

    def write(self, label: str, cells: Sequence[tuple[int, int, str]]) -> int:
        """Write several cells (row, column, text) as one change; the count written. What cannot be read is left out."""
        from gmsc_desktop.ui.tables.pasting import write_cells

        return write_cells(self.rows, label, cells)


def _as_cell(text: str) -> str:
    """A cell of the clipboard: quoted where a tab, a line break or a quote stands in it."""
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\t\n"') else text
