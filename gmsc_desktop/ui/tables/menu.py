"""What can be done with the selected cells and rows of a table, as a menu: every entry names its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.grid import Grid


def cell_menu(grid: Grid) -> QMenu:
    """The menu of the right mouse button and of the menu key."""
    menu = QMenu(grid)
    there = bool(grid.chosen())
    writes = not grid.rows.session.read_only
    edits = writes and any(column.field is not None for column in grid.rows.columns)

    def entry(words: str, keys: str, run: Callable[[], object], *, on: bool = True) -> None:
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(f"{words}\t{shown}")
        action.setEnabled(on)
        action.triggered.connect(lambda _checked=False: run())

    entry(_("Salin"), "Ctrl+C", grid.copy, on=there)
    if edits:
        entry(_("Tempel"), "Ctrl+V", grid.paste, on=there or grid.adds is not None)
        if grid.adds is not None:
            entry(_("Tempel sebagai baris baru…"), "Ctrl+Shift+V", grid.paste_as_new)
        menu.addSeparator()
        entry(_("Isi ke bawah"), "Ctrl+D", grid.fill_down, on=there)
        entry(_("Kosongkan sel"), "Del", grid.clear_cells, on=there)
        if any(column.picks for column in grid.rows.columns):
            entry(_("Pilih dari daftar…"), "F4", grid.ask_pick, on=grid.picks_here())
    menu.addSeparator()
    entry(_("Pilih seluruh baris"), "Ctrl+Space", grid.select_rows, on=there)
    if writes and grid.receivers(SIGNAL("delete_asked(PyObject)")):
        count = len(grid.chosen_ids)
        words = _("Hapus {count} baris").format(count=count) if count > 1 else _("Hapus baris")
        entry(words, "Ctrl+Del", grid.ask_delete, on=there)
    return menu
