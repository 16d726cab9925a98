"""The codes of the nomenclature of one initiative: typed, pasted or picked; old and unknown ones are marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from gmsc_desktop.models.editing import update
from gmsc_desktop.models.nomenclature.contents import Entry
from gmsc_desktop.models.records import InitiativeCode
from gmsc_desktop.models.rows import add_row
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import ToolButton, shortcut_words
from gmsc_desktop.ui.nomenclature import CODES, listen, look_of
from gmsc_desktop.ui.nomenclature_line import CodeNote
from gmsc_desktop.ui.nomenclature_picker import pick
from gmsc_desktop.ui.pages.new_row import NewRow
from gmsc_desktop.ui.pages.own_rows import OwnRows
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.tables import Grid, NewRows, field_column
from gmsc_desktop.ui.tables.selecting import asks_to_pick

TABLE = InitiativeCode.TABLE
_LEVEL = CODES[f"{TABLE}.code"]


class CodesPart(OwnRows):
    """F4 in a cell or in the line below opens the list; what it gives is code and name, as one change."""

    def __init__(self, page: Page) -> None:
        session = page.session
        self._initiative_id = ""
        columns = [
            field_column(session, TABLE, "code", width=150, picks=True, look=lambda row: look_of(session, row.code)),
            field_column(session, TABLE, "name", width=180, style="name", stretch=True, picks=True),
        ]
        new_row = NewRow(_("Kode baru, seperti di DPA"), self._add, read_only=session.read_only)
        super().__init__(
            page, TABLE, Grid(session, "own-codes", _("Kode nomenklatur"), columns), _("Belum ada kode nomenklatur."),
            title=_("Kode nomenklatur"), new_row=new_row,
            adds=NewRows(TABLE, "code", lambda: {"initiative_id": self._initiative_id}),
        )  # fmt: skip
        self.line = new_row
        words = shortcut_words(_("Pilih dari daftar nomenklatur"), "F4")
        self.pick_button = ToolButton("list-checks", words, on_click=self.pick_new)
        new_row.put(self.pick_button)
        new_row.name.installEventFilter(self)
        self.note = CodeNote(session, self._take_successor)
        box = self.layout()
        assert box is not None
        box.addWidget(self.note)
        self.grid.row_changed.connect(lambda _row: self._tell())
        self.grid.pick_asked.connect(self.pick_for)
        listen(self)

    def show_initiative(self, initiative_id: str, rows: Sequence[InitiativeCode]) -> None:
        """Show the codes of an initiative."""
        self._initiative_id = initiative_id
        self.show_rows(rows)
        self._tell()

    def _row(self, record_id: str) -> InitiativeCode | None:
        return self._page.session.snapshot.get(InitiativeCode, record_id)

    def _tell(self) -> None:
        row = self._row(self.grid.current_id)
        self.note.show_code(row.code if row is not None else "")

    def lists_changed(self) -> None:
        """A list came or went: other cells are marked now."""
        self.grid.viewport().update()

    # -- what a person does

    def _add(self, code: str, _kind: str) -> str | None:
        given = {"initiative_id": self._initiative_id, "code": code}
        return self._page.act(_("Tambah kode nomenklatur"), add_row, TABLE, given, date.today())

    def pick_new(self) -> None:
        """Take a code from the list as a new row."""
        picker = pick(self._page.session, self.line.name, self.line.name.text(), _LEVEL)
        picker.taken.connect(self._add_entry)

    def _add_entry(self, entry: Entry) -> None:
        given = {"initiative_id": self._initiative_id, "code": entry.code, "name": _name(entry)}
        made = self._page.act(_("Tambah kode nomenklatur"), add_row, TABLE, given, date.today())
        if made is not None:
            self.line.name.clear()
            self.grid.go_to(made, "code")

    def pick_for(self, record_id: str) -> None:
        """Take code and name of a row from the list."""
        session = self._page.session
        session.flush()
        row = self._row(record_id)
        if row is None:
            return
        column = self.grid.rows.columns[self.grid.currentIndex().column()].key
        text = (row.name if column == "name" else row.code) or row.code or row.name
        pick(session, self.grid, text, _LEVEL).taken.connect(lambda entry: self._take(record_id, entry))

    def _take_successor(self, entry: Entry) -> None:
        self._take(self.grid.current_id, entry)

    def _take(self, record_id: str, entry: Entry) -> None:
        if self._row(record_id) is not None:
            self._page.act(_("Ganti kode nomenklatur"), set_code_and_name, record_id, entry.code, _name(entry))
            self._tell()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line.name:
            asked = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and asks_to_pick(event)
            if asked:
                self.pick_new()
            return asked
        return super().eventFilter(watched, event)


def _name(entry: Entry) -> str:
    return " ".join(entry.name.split())


def set_code_and_name(db: Any, record_id: str, code: str, name: str) -> None:  # Any: a connection
    """Write what the list says of an entry into a row."""
    update(db, TABLE, record_id, {"code": code, "name": name})
