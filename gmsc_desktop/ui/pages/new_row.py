"""The line under a table in which a new row begins by its name, and the deleting of the current row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, Surface, ToolButton, shortcut_words
from gmsc_desktop.ui.editors import ChoiceField, LineField, Option
from gmsc_desktop.ui.tables import Grid

Add = Callable[[str, str], str | None]  # name, code of its kind; the new record's id, None where it was refused


class _NameField(LineField):
    """A line whose Enter adds."""

    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        self._add = add

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._add()
        else:
            super().keyPressEvent(event)


class NewRow(Surface):
    """Name (and kind) of a new row; Enter adds it and waits for the next one. Hidden where nothing may be written."""

    def __init__(self, placeholder: str, add: Add, kinds: Sequence[Option] = (), *, read_only: bool = False) -> None:
        super().__init__("window", "t", row=True)
        self._add = add
        self.box.setContentsMargins(8, 5, 8, 5)
        self.box.setSpacing(8)
        self.kind = ChoiceField(kinds, _("(jenisnya)")) if kinds else None
        if self.kind is not None:
            self.kind.setAccessibleName(_("Jenis dari baris baru"))
            self.kind.show_text(kinds[0].code)
            self.box.addWidget(self.kind, 1)
        self.name = _NameField(self.add)
        self.name.setPlaceholderText(placeholder)
        self.name.setAccessibleName(placeholder)
        self.name.textEdited.connect(lambda _text: self._tell(""))
        self.button = Button(_("Tambah"), "plus", self.add)
        self.problem = Label("", 13, tone="error", wrap=True)
        self.problem.hide()
        self.box.addWidget(self.name, 2)
        self.box.addWidget(self.button)
        self.box.addWidget(self.problem, 2)
        if read_only:  # and never shown by itself: without a place it would open as a window
            self.hide()

    def add(self) -> None:
        """Add what was typed; the field is empty again for the next one."""
        name = self.name.text().strip()
        if not name:
            self._tell(_("Ketik namanya dahulu, lalu tekan Enter."))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._add(name, self.kind.text() if self.kind is not None else "") is not None:
            self.name.clear()
            self._tell("")

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def start_row(self) -> None:
        """Put the cursor here, as Ctrl+N asks."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()


class _DeleteKey(QObject):
    """Ctrl+Delete in a table deletes the current row."""

    def __init__(self, grid: Grid, delete: Callable[[], object]) -> None:
        super().__init__(grid)
        self._delete = delete
        grid.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() == Qt.Key.Key_Delete:
                self._delete()
                return True
        return False


class EditedTable(QWidget):
    """A table with the line for a new row under it; Ctrl+Delete deletes the current row, undo brings it back."""

    def __init__(
        self, grid: Grid, new_row: NewRow, empty: EmptyPage, delete: Callable[[str], object], delete_name: str
    ) -> None:
        super().__init__()
        self.grid, self.new_row = grid, new_row
        self._delete = delete
        self._stack = QStackedWidget()
        self._stack.addWidget(grid)
        self._stack.addWidget(empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._stack, 1)
        box.addWidget(new_row)
        self.trash = ToolButton("trash-2", shortcut_words(delete_name, "Ctrl+Del"), on_click=self.delete)
        new_row.box.addWidget(self.trash)
        _DeleteKey(grid, self.delete)
        grid.rows.shown_changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        rows = bool(self.grid.rows.rows)
        self.trash.setEnabled(rows)
        self._stack.setCurrentIndex(0 if rows else 1)

    def first_focus(self) -> QWidget | None:
        """The table, or the line in which the first row begins."""
        if self.grid.rows.rows:
            return self.grid
        return self.new_row.name if not self.grid.rows.session.read_only else None

    def delete(self) -> None:
        """Delete the current row."""
        if self.grid.current_id and not self.grid.rows.session.read_only:
            self._delete(self.grid.current_id)
