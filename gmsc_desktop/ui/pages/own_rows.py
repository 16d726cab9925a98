"""Parts of a record's form that hold several records: a list to pick from, and a table with the form of its row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Label, ToolButton, shortcut_words
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.new_row import NewRow
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.tables import Grid, NewRows


class Picked(QWidget):
    """Names with a button to take each out, and a list to pick another one; a long list is searched by typing."""

    def __init__(
        self, title: str, more: str, add: Callable[[str], object], remove: Callable[[str], object], *, read_only: bool
    ) -> None:
        super().__init__()
        self._title, self._add, self._remove, self._read_only = title, add, remove, read_only
        self._shown: tuple[Option, ...] | None = None
        self.choice = ChoiceField((), more)
        self.choice.setAccessibleName(more)
        self.choice.typed.connect(self._chosen)
        label = Label(title, 13, tone="muted")
        label.setBuddy(self.choice)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(label)
        box.addLayout(self._lines)
        box.addWidget(self.choice)
        if read_only:
            self.choice.hide()

    def show_picked(self, picked: Sequence[Option], others: Sequence[Option]) -> None:
        """Show what is picked, and what may be."""
        self.choice.show_text("")
        self.choice.set_options(others)
        if tuple(picked) == self._shown:
            return
        self._shown = tuple(picked)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for option in picked:
            self._lines.addWidget(self._line(option))

    def _line(self, option: Option) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(Label(option.label, wrap=True), 1)
        if not self._read_only:
            words = _("Keluarkan {name}").format(name=plain.no_mnemonic(option.label))
            row.addWidget(ToolButton("x", words, on_click=lambda: self._take_out(option.code)))
        return line

    def _chosen(self) -> None:
        code = self.choice.text()
        if code:
            self._add(code)
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, code: str) -> None:
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        self._remove(code)


class OwnRows(QWidget):
    """A table as high as its rows, the line for a new one under it, and the form of the current row."""

    def __init__(
        self,
        page: Page,
        table: str,
        grid: Grid,
        empty: str,
        *,
        title: str = "",
        new_row: NewRow | None = None,
        form: RecordForm | None = None,
        adds: NewRows | None = None,
        most: int = 8,
    ) -> None:
        super().__init__()
        self._page, self._table = page, table
        self.grid, self.new_row, self.form, self._most = grid, new_row, form, most
        self._empty = Label(empty, tone="muted", wrap=True)
        self.trash = ToolButton("trash-2", shortcut_words(_("Hapus baris yang dipilih"), "Ctrl+Del"),
                                on_click=grid.ask_delete)  # fmt: skip
        if page.session.read_only:  # and never shown here: without a place it would open as a window of its own
            self.trash.hide()
        grid.adds = adds
        grid.delete_asked.connect(self._delete)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(Label(title, 13, tone="muted"), 1)
        head.addWidget(self.trash)
        box.addLayout(head)
        for part in (self._empty, grid, new_row, form):
            if part is not None:
                box.addWidget(part)
        if new_row is not None and adds is not None:
            new_row.name.pasted.connect(grid.paste_as_new)
        if form is not None:
            grid.row_changed.connect(form.show_record)
            grid.form_asked.connect(form.focus_first)
        grid.horizontalScrollBar().installEventFilter(self)

    def _delete(self, record_ids: Sequence[str]) -> None:
        self._page.delete_rows(self._table, record_ids)
        if not self.grid.rows.rows and self.new_row is not None:
            self.new_row.start_row()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.fit()

    def show_rows(self, rows: Sequence[object]) -> None:
        """Show these records; the form follows the current one."""
        self.grid.rows.set_rows(rows)
        shown = self.grid.rows.shown
        if shown and not self.grid.currentIndex().isValid():
            self.grid.go_to(shown[0].id)
        if self.form is not None:
            self.form.show_record(self.grid.current_id)
            self.form.setVisible(bool(shown))
        self.fit()

    def fit(self) -> None:
        """Make the table as high as its rows, to a limit."""
        count = len(self.grid.rows.shown)
        self.grid.setVisible(bool(count))
        self._empty.setVisible(not count)
        self.trash.setEnabled(bool(count))
        bar = self.grid.horizontalScrollBar()
        room = bar.height() if bar.isVisible() else 0
        self.grid.setFixedHeight(theme.px(32) * (1 + min(count, self._most)) + room + 4)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self.fit()
        return False
