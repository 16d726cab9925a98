"""What a person sees in the window of an import: letterheads whole, figures of years, years first in differences."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.importing.doors import show_import
from gmsc_desktop.ui.importing.sheet_view import SheetView
from gmsc_desktop.ui.importing.window import ImportWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.session import Session
from tests.exchange.books import Rows
from tests.ui.in_import import book_at, shown_book

LETTERHEAD = "MONITORING DAN EVALUASI PELAKSANAAN RENCANA INDUK SMART CITY KABUPATEN LUWU"


def monev(session: Session) -> Rows:
    names = [row.title for row in session.snapshot.all(Initiative)[:2]]
    head = ["Nama Program/Inisiatif", "OPD", "Realisasi 2024 (%)", "Pagu 2024 (Rp)", "Realisasi Anggaran 2024 (Rp)"]
    rows = [[name, "Diskominfo", 80, 500_000_000, 450_000_000] for name in names]
    return [[LETTERHEAD], ["PEMERINTAH", None, "Lampiran"], head, *rows]


def shown(window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot) -> ImportWindow:
    window.show_page("progress")
    dialog = show_import(window.page, "progress")
    shown_book(dialog, book_at(tmp_path / "monev.xlsx", monev(session)), qtbot)
    return dialog


def ink(view: SheetView, row: int, column: int) -> int:
    """How many points of a cell are written on."""
    rect = view.visualRect(view.cells.index(row, column)).adjusted(2, 4, -3, -4)
    image: QImage = view.viewport().grab(rect).toImage()
    ground = theme.colour("surface").lightness()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(abs(image.pixelColor(x, y).lightness() - ground) > 60 for x, y in points)


def test_a_letterhead_runs_over_the_empty_cells_after_it_and_no_further(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(window, session, tmp_path, qtbot)
    view = dialog.side.view
    assert ink(view, 0, 0) > 0
    assert ink(view, 0, 1) > 0, "the letterhead goes on over the second column"
    assert ink(view, 1, 1) == 0
    assert ink(view, 1, 2) > 0
    dialog.reject()


def test_the_figures_of_a_year_are_read_beside_it(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(window, session, tmp_path, qtbot)
    model = dialog.tree.model
    year = model.index(0, 0, model.index(0, 0, QModelIndex()))
    told = "Realisasi fisik 80 % · Pagu DPA Rp500.000.000 · Realisasi anggaran Rp450.000.000"
    spoken = str(year.data(Qt.ItemDataRole.AccessibleTextRole)).replace("\xa0", " ")
    assert spoken.startswith(f"2024 · {told}")
    assert told in str(year.data(Qt.ItemDataRole.ToolTipRole)).replace("\xa0", " ")
    names = [line.name for line in dialog.differences.list.rows.rows]
    assert names
    assert all(name.startswith("2024 · ") for name in names), "the year is seen where there is no room for the whole"
    dialog.reject()
