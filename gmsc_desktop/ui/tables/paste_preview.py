"""What a pasted block would change and what of it is refused, shown before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.tables.pasting import Cell

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.grid import Grid

MOST_SHOWN = 500


class PastePreview(QDialog):
    """A list of the cells: refused ones first, with their reason."""

    def __init__(self, grid: Grid, cells: list[Cell], beyond: int) -> None:
        super().__init__(grid)
        self.setWindowTitle(_("Tempel dari Excel"))
        self.resize(720, 440)
        taken = sum(not cell.refused for cell in cells)
        self._table = QTableWidget(0, 4, self)
        self._table.setAccessibleName(_("Sel yang akan ditempel"))
        self._fill(grid, cells)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(12)
        box.addWidget(Label(self._sentence(taken, len(cells) - taken, beyond), wrap=True))
        box.addWidget(self._table, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = Button(_("Batal"), on_click=self.reject)
        accept = Button(_("Tempel {count} sel").format(count=taken), on_click=self.accept, primary=True)
        accept.setEnabled(taken > 0)
        buttons.addWidget(cancel)
        buttons.addWidget(accept)
        box.addLayout(buttons)
        (accept if taken else cancel).setFocus()

    def _sentence(self, taken: int, refused: int, beyond: int) -> str:
        parts = [_("{count} sel akan diisi.").format(count=taken)]
        if refused:
            parts.append(_("{count} sel ditolak dan tetap seperti sekarang.").format(count=refused))
        if beyond:
            parts.append(_("{count} baris terakhir tidak mempunyai baris tujuan di tabel ini.").format(count=beyond))
        return " ".join([*parts, _("Semuanya dapat diurungkan sekaligus.")])

    def _fill(self, grid: Grid, cells: list[Cell]) -> None:
        table = self._table
        table.setHorizontalHeaderLabels([_("Baris"), _("Kolom"), _("Isi"), _("Alasan ditolak")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        shown = sorted(cells, key=lambda cell: not cell.refused)[:MOST_SHOWN]
        table.setRowCount(len(shown))
        for place, cell in enumerate(shown):
            texts = (str(cell.row + 1), grid.rows.columns[cell.column].title, cell.text, cell.refused)
            for at, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(plain.tip(text))
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                if at == 3:
                    item.setForeground(theme.colour("error"))
                table.setItem(place, at, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.setColumnWidth(0, theme.px(60))
        table.setColumnWidth(1, theme.px(150))
        table.setColumnWidth(2, theme.px(200))


def confirm(grid: Grid, cells: list[Cell], beyond: int) -> bool:
    """Whether the person takes the block."""
    return PastePreview(grid, cells, beyond).exec() == QDialog.DialogCode.Accepted
