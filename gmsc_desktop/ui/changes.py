"""The latest changes with person and time; Enter goes to the record that was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models.recent import RecentChange, recent_changes
from gmsc_desktop.text import _, in_source_language, spoken
from gmsc_desktop.ui.controls import Button, Card, ElidedLabel, Label, SearchField, shortcut_words
from gmsc_desktop.ui.doors import Door, door_to
from gmsc_desktop.ui.printing_parts import filter_words, grid_table, heading_facts
from gmsc_desktop.ui.private_question import Printout, ask_printout
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import record_title
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.values import format_date_short, format_time


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    at: str
    when: str
    label: str
    where: str
    change: RecentChange


class ChangesDialog(QDialog):
    """``door`` is where the person wants to go, None when nowhere."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Perubahan terakhir"))
        self.resize(960, 480)
        self.door: Door | None = None
        self._session = session
        self.filter = SearchField(_("Saring perubahan"), _("Saring perubahan"), 280)
        self.grid = Grid(session, "changes", _("Perubahan terakhir"), _columns(), opens=True)
        self.grid.rows.set_rows(self._read())
        self.filter.textChanged.connect(self.grid.rows.set_filter)
        self.grid.opened.connect(self._go)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(12)
        line = QHBoxLayout()
        line.addWidget(Label(_("Yang terbaru di atas. Enter membuka isian yang berubah."), tone="muted"), 1)
        line.addWidget(self.filter, 1)
        box.addLayout(line)
        card = Card(padding=2)
        card.box.addWidget(self.grid)
        box.addWidget(card, 1)
        foot = QHBoxLayout()
        self.print_button = Button(_("Cetak…"), "printer", self.print_list)
        self.print_button.setToolTip(shortcut_words(_("Cetak daftar ini"), "Ctrl+P"))
        self.excel_button = Button(_("Ke Excel…"), "file-spreadsheet", self.to_excel)
        for button in (self.print_button, self.excel_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_list)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.to_excel)
        self._told = ElidedLabel("", 13, tone="muted")
        foot.addWidget(self._told, 1)
        foot.addWidget(Button(_("Tutup"), on_click=self.reject))
        box.addLayout(foot)
        self.grid.setFocus()

    @in_source_language
    def printable(self) -> Printable:
        """The changes that the filter leaves."""
        facts = heading_facts(self._session, filter_words(self.filter))
        table = grid_table(self.grid, _("Perubahan terakhir"), empty=_("Belum ada perubahan."))
        return Printable("perubahan", _("Perubahan terakhir"), facts, (table,))

    def print_list(self) -> None:
        """The list as it will lie on paper."""
        from gmsc_desktop.ui.printing_preview import PrintPreview

        printout = self._printout()
        if printout is None:
            return
        preview = PrintPreview(self._session, printout, self)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def to_excel(self) -> None:
        """The list as a workbook."""
        from gmsc_desktop.ui.printing_files import list_to_excel

        printout = self._printout()
        if printout is not None:
            list_to_excel(self, self._session, printout, lambda _kind, words, _target: self._told.setText(words))

    def _printout(self) -> Printout | None:
        return ask_printout(self, self._session, lambda _contacts: self.printable())

    def _read(self) -> list[_Row]:
        document = self._session.document
        if document is None:
            return []
        with document.reading():
            changes = recent_changes(document.raw)
        return [self._row(number, change) for number, change in enumerate(changes)]

    def _row(self, number: int, change: RecentChange) -> _Row:
        name = record_title(self._session.snapshot, change.table, change.record_id) if change.table else ""
        if change.records > 1:
            name = _("{name} dan {count} lagi").format(name=name or _("Satu catatan"), count=change.records - 1)
        label = spoken(change.label)
        label = _("Urungkan: {change}").format(change=label) if change.kind == "undo" else label
        return _Row(str(number), change.at, _when(change.at), label, name, change)

    def _go(self, row_id: str) -> None:
        row = next((row for row in self.grid.rows.rows if row.id == row_id), None)
        if row is None:
            return
        self.door = door_to(self._session.snapshot, row.change.table, row.change.record_id)
        if self.door is not None:
            self.accept()


def _columns() -> list[Column]:
    return [
        Column("when", _("Waktu"), lambda row: row.when, lambda row: row.at, width=150, style="muted"),
        Column("who", _("Siapa"), lambda row: row.change.person, width=150),
        Column("what", _("Perubahan"), lambda row: row.label, width=300, style="name"),
        Column("where", _("Pada"), lambda row: row.where, width=240, stretch=True),
        Column("source", _("Asal"), lambda row: row.change.source, width=160, off=True),
    ]


def _when(moment: str) -> str:
    """A moment of the record of change in local time; "" for what a migration did, which has none."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment).astimezone()
    return f"{format_date_short(at.date())} {format_time(at)}"
