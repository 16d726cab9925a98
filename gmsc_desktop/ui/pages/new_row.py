"""The line under a table in which a new row begins by its name, and the deleting of the current row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, Surface, ToolButton, shortcut_words
from gmsc_desktop.ui.editors import ChoiceField, LineField, Option
from gmsc_desktop.ui.fitting import FittingLine
from gmsc_desktop.ui.tables import Grid, NewRows

Add = Callable[[str, str], str | None]  # name, code of its kind; the new record's id, None where it was refused


class _NameField(LineField):
    """A line whose Enter adds; several lines or cells on the clipboard are pasted as rows."""

    pasted = Signal()

    def __init__(self, add: Callable[[], object]) -> None:
        super().__init__()
        self._add = add

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._add()
        elif event.matches(QKeySequence.StandardKey.Paste) and _holds_block():
            self.pasted.emit()
        else:
            super().keyPressEvent(event)


def _holds_block() -> bool:
    """Whether more than one cell is on the clipboard."""
    text = QGuiApplication.clipboard().text().rstrip("\r\n")
    return "\n" in text or "\t" in text


class NewRow(Surface):
    """Name (and kind) of a new row; Enter adds it and waits for the next one. Hidden where nothing may be written."""

    def __init__(self, placeholder: str, add: Add, kinds: Sequence[Option] = (), *, read_only: bool = False) -> None:
        super().__init__("window", "t")
        self._add = add
        self.box.setContentsMargins(8, 5, 8, 5)
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self.kind = ChoiceField(kinds, _("(jenisnya)")) if kinds else None
        if self.kind is not None:
            self.kind.setAccessibleName(_("Jenis dari baris baru"))
            self.kind.show_text(kinds[0].code)
        self.name = _NameField(self.add)
        self.name.setPlaceholderText(placeholder)
        self.name.setAccessibleName(placeholder)
        self.name.textEdited.connect(lambda _text: self._tell(""))
        self.button = Button(_("Tambah"), "plus", self.add)
        self.problem = Label("", 13, tone="error", wrap=True)
        self.problem.hide()
        self._line.addWidget(self.name, 2)
        self._line.addWidget(self.button)
        self._line.addWidget(self.problem, 2)
        self._lay_out()
        if read_only:  # and never shown by itself: without a place it would open as a window
            self.hide()

    def _lay_out(self) -> None:
        """The kind before the name; above it where its words would be cut there."""
        if self.kind is None:
            self.box.addLayout(self._line)
            return
        rest = QWidget()
        rest.setLayout(self._line)
        line = FittingLine(8, 6)
        line.add(self.kind)
        line.add(rest, 3)
        self.box.addWidget(line)

    def put(self, part: QWidget) -> None:
        """One more part at the end of the line."""
        self._line.addWidget(part)

    @property
    def kind_code(self) -> str:
        """The kind of a new row that is chosen, "" where there are none."""
        return self.kind.text() if self.kind is not None else ""

    def add(self) -> None:
        """Add what was typed; the field is empty again for the next one."""
        name = self.name.text().strip()
        if not name:
            self._tell(_("Ketik namanya dahulu, lalu tekan Enter."))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._add(name, self.kind_code) is not None:
            self.name.clear()
            self._tell("")

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def start_row(self) -> None:
        """Put the cursor here, as Ctrl+N asks."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()


class EditedTable(QWidget):
    """A table with the line for a new row under it; Ctrl+Delete deletes the selected rows, undo brings them back.

    With ``adds`` a block of a spreadsheet becomes new rows, pasted into the table or into the line under it.
    """

    def __init__(
        self,
        grid: Grid,
        new_row: NewRow,
        empty: EmptyPage,
        delete: Callable[[Sequence[str]], object],
        delete_name: str,
        adds: NewRows | None = None,
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
        grid.adds = adds
        grid.delete_asked.connect(self._delete_rows)
        self.paste: ToolButton | None = None
        if adds is not None:
            new_row.name.pasted.connect(grid.paste_as_new)
            words = shortcut_words(_("Tempel dari Excel sebagai baris baru"), "Ctrl+Shift+V")
            self.paste = ToolButton("clipboard-paste", words, on_click=grid.paste_as_new)
            new_row.put(self.paste)
        new_row.put(self.trash)
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

    def _delete_rows(self, record_ids: Sequence[str]) -> None:
        self._delete(record_ids)
        if not self.grid.rows.rows:  # the table is hidden now, and must not take the focus with it
            self.new_row.start_row()

    def delete(self) -> None:
        """Delete the selected rows."""
        self.grid.ask_delete()
