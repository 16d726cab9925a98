"""The meanings of all columns as a small file: saved, opened, and what is remembered forgotten."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange import layouts
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import ToolButton
from gmsc_desktop.ui.importing.begin import FOLDER
from gmsc_desktop.ui.importing.state import ReviewState
from gmsc_desktop.ui.settings import Settings


class LayoutButton(ToolButton):
    """Opens a menu; ``said`` carries the kind of a banner and its sentence."""

    said = Signal(str, str)

    def __init__(self, state: ReviewState) -> None:
        super().__init__("table-2", _("Susunan kolom"), _("Susunan kolom"), self._show_menu)
        self._state = state

    def _show_menu(self) -> None:
        menu = self.columns_menu()
        menu.exec(self.mapToGlobal(self.rect().bottomLeft()))
        menu.deleteLater()

    def columns_menu(self) -> QMenu:
        """What can be done with the meanings of the columns as a whole."""
        menu, state = QMenu(self), self._state
        menu.addAction(_("Simpan susunan kolom…"), self._ask_where).setEnabled(state.review is not None)
        menu.addAction(_("Buka susunan kolom…"), self._ask_which)
        menu.addSeparator()
        told = state.told
        menu.addAction(_("Baca menurut kepala tabel"), state.read_by_headings).setEnabled(
            bool(told.columns or told.heading)
        )
        return menu

    def _ask_where(self) -> None:
        kept = Path(Settings().choice(FOLDER)) / _("susunan-kolom.json")
        kinds = _("Susunan kolom (*.json)")
        name, _kind = QFileDialog.getSaveFileName(self, _("Simpan susunan kolom"), str(kept), kinds)
        if name:
            self.save_layout(Path(name))

    def save_layout(self, path: Path) -> None:
        """Write the meanings of the columns into a file."""
        review = self._state.review
        if review is None:
            return
        place = path if path.suffix else path.with_suffix(".json")
        try:
            layouts.write_mapping(place, self._state.importer.mapping(review, self._state.told))
        except UserFacingError as error:
            self.said.emit("error", f"{error.sentence} {error.next_step}".strip())
        except OSError:
            self.said.emit("error", _("Berkas itu tidak dapat ditulis. Pilih nama atau folder lain."))
        else:
            self.said.emit("info", _("Susunan kolom disimpan sebagai {name}.").format(name=place.name))

    def _ask_which(self) -> None:
        kept, kinds = Settings().choice(FOLDER), _("Susunan kolom (*.json)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Buka susunan kolom"), kept, kinds)
        if name:
            self.open_layout(Path(name))

    def open_layout(self, path: Path) -> None:
        """Take the meanings of the columns from a file."""
        try:
            self._state.read_layout(path)
        except UserFacingError as error:
            self.said.emit("error", f"{error.sentence} {error.next_step}".strip())
