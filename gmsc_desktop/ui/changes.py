"""The latest changes with person and time; Enter goes to the record that was changed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from gmsc_desktop.models.recent import RecentChange, recent_changes
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Label, SearchField
from gmsc_desktop.ui.doors import Door, door_to
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import record_title
from gmsc_desktop.values import format_date_short, format_time


class ChangesDialog(QDialog):
    """``door`` is where the person wants to go, None when nowhere."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Perubahan terakhir"))
        self.resize(960, 520)
        self.door: Door | None = None
        self._session = session
        self.changes = self._read()
        self.filter = SearchField(_("Saring perubahan"), _("Saring perubahan"), 280)
        self.filter.textChanged.connect(self._filter)
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(_("Perubahan terakhir"))
        self._fill()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(12)
        line = QHBoxLayout()
        line.addWidget(Label(_("Yang terbaru di atas. Enter membuka isian yang berubah."), tone="muted"), 1)
        line.addWidget(self.filter, 1)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(_("Tutup"), on_click=self.reject))
        box.addLayout(foot)
        self.table.setFocus()

    def _read(self) -> list[RecentChange]:
        document = self._session.document
        if document is None:
            return []
        with document.read():
            return recent_changes(document.raw)

    def _fill(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([_("Waktu"), _("Siapa"), _("Perubahan"), _("Pada")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.setRowCount(len(self.changes))
        for row, change in enumerate(self.changes):
            for column, text in enumerate(self._words(change)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain.tip(f"{text}\n{change.source}".strip()))
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                table.setItem(row, column, item)
        for column, width in enumerate((150, 160, 280)):
            table.setColumnWidth(column, theme.px(width))
        table.horizontalHeader().setStretchLastSection(True)
        table.activated.connect(self._go)
        table.setCurrentCell(0, 2)

    def _words(self, change: RecentChange) -> tuple[str, str, str, str]:
        at = datetime.fromisoformat(change.at).astimezone()
        when = f"{format_date_short(at.date())} {format_time(at)}"
        name = record_title(self._session.snapshot, change.table, change.record_id) if change.table else ""
        if change.records > 1:
            name = _("{name} dan {count} lagi").format(name=name or _("Satu catatan"), count=change.records - 1)
        label = _("Urungkan: {change}").format(change=change.label) if change.kind == "undo" else change.label
        return when, change.person, label, name

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self.table.rowCount()):
            cells = (self.table.item(row, column) for column in range(4))
            whole = " ".join(cell.text() for cell in cells if cell is not None).casefold()
            self.table.setRowHidden(row, not all(word in whole for word in words))

    def _go(self, index: QModelIndex) -> None:
        change = self.changes[index.row()]
        self.door = door_to(self._session.snapshot, change.table, change.record_id)
        if self.door is not None:
            self.accept()
