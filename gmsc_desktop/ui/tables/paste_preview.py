"""What a pasted block would change and what of it is refused, shown before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, Card, Label
from gmsc_desktop.ui.tables.columns import NO_LOOK, Column, Look
from gmsc_desktop.ui.tables.grid import Grid
from gmsc_desktop.ui.tables.pasting import Cell


class PastePreview(QDialog):
    """A list of the cells: refused ones first, with their reason."""

    def __init__(self, grid: Grid, cells: list[Cell], beyond: int) -> None:
        super().__init__(grid)
        self.setWindowTitle(_("Tempel dari Excel"))
        self.resize(720, 440)
        taken = sum(not cell.refused for cell in cells)
        self.list = Grid(grid.rows.session, "paste", _("Sel yang akan ditempel"), _columns())
        shown = sorted(cells, key=lambda cell: not cell.refused)
        rows = [_Row(str(at), cell, grid.rows.columns[cell.column].title) for at, cell in enumerate(shown)]
        self.list.rows.set_rows(rows)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(12)
        box.addWidget(Label(self._sentence(taken, len(cells) - taken, beyond), wrap=True))
        card = Card(padding=2)
        card.box.addWidget(self.list)
        box.addWidget(card, 1)
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


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    cell: Cell
    title: str


def _columns() -> list[Column]:
    return [
        Column("row", _("Baris"), lambda row: str(row.cell.row + 1), lambda row: row.cell.row, width=64, style="muted"),
        Column("column", _("Kolom"), lambda row: row.title, width=150),
        Column("text", _("Isi"), lambda row: row.cell.text, width=200, style="name"),
        Column(
            "refused", _("Alasan ditolak"), lambda row: row.cell.refused, width=240, style="state", stretch=True,
            look=lambda row: Look("circle-alert", "error") if row.cell.refused else NO_LOOK,
        ),
    ]  # fmt: skip


def confirm(grid: Grid, cells: list[Cell], beyond: int) -> bool:
    """Whether the person takes the block."""
    return PastePreview(grid, cells, beyond).exec() == QDialog.DialogCode.Accepted
