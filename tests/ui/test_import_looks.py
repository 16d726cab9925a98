"""What a person sees in the window of an import: letterheads, figures of years, and files that it cannot read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.importing.doors import show_import
from gmsc_desktop.ui.importing.sheet_view import SheetView
from gmsc_desktop.ui.importing.window import ImportWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.session import Session
from tests.exchange.books import Rows
from tests.exchange.test_formats import REFUSED
from tests.ui.in_import import book_at, branches, come_to_rest, dialog_of, shown_book

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
    assert spoken.startswith("2024 · ")
    assert told in spoken
    assert told in str(year.data(Qt.ItemDataRole.ToolTipRole)).replace("\xa0", " ")
    names = [line.name for line in dialog.differences.list.rows.rows]
    assert names
    assert all(name.startswith("2024 · ") for name in names), "the year is seen where there is no room for the whole"
    dialog.reject()


def dropped(widget: QWidget, path: Path) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), copy, mime, left, none))
    return enter.isAccepted()


FOREIGN = (
    ("terkunci.xlsx", "locked workbook", "hapus kata sandinya lewat Simpan Sebagai"),
    ("rpjmd.doc", "old Word", "jenis “Dokumen Word (*.docx)”"),
    ("foto.png", "picture", "Mintalah berkas Excel atau Word aslinya"),
    ("rpjmd.pdf", "pdf", "Mintalah berkas Excel atau Word aslinya"),
    ("data.xlsx", "bytes", "Yang dapat dibaca: .xlsx"),
)


def test_a_file_that_cannot_be_read_says_what_to_do_wherever_it_is_dropped(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.show_page("rpjmd")
    cut = book_at(tmp_path / "putus.xlsx", [["x"] * 30] * 40)
    cut.write_bytes(cut.read_bytes()[:-400])
    files = [(cut, "Unduh atau salin ulang berkas itu")]
    for name, what, step in FOREIGN:
        path = tmp_path / name
        path.write_bytes(REFUSED[what][0](tmp_path / "made.zip"))
        files.append((path, step))
    place: QWidget = window.page
    for path, step in files:
        assert dropped(place, path), path.name
        dialog = dialog_of(window, qtbot)
        banner = dialog.begin.banner
        qtbot.waitUntil(lambda: path.name in banner.words.text() and banner.isVisible(), timeout=20_000)  # noqa: B023
        assert step in banner.words.text()
        assert dialog.begin.choose.hasFocus()
        assert "cut" not in banner.words.text()
        place = dialog.begin
    dialog.reject()


def test_another_file_dropped_on_a_review_takes_its_place(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(window, session, tmp_path, qtbot)
    assert dropped(dialog, book_at(tmp_path / "lain.xlsx", monev(session)))
    qtbot.waitUntil(lambda: dialog.name.text().startswith("lain.xlsx · "), timeout=20_000)
    dialog.reject()


def test_a_block_of_excel_word_or_a_browser_is_reviewed_where_no_field_takes_it(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    cells = [["No", "Inisiatif", "Dimensi"], ["1", "Kebun Raya Digital", "Smart Environment"]]
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    word = f"<html><body><p class=MsoNormal>Lampiran</p><table class=MsoTableGrid>{lines}</table></body></html>"
    excel = "\r\n".join("\t".join(row) for row in cells)
    for text, html in ((excel, ""), ("Lampiran\nNo\nInisiatif\nDimensi", word), ("Kebun Raya Digital", word)):
        mime = QMimeData()
        mime.setText(text)
        if html:
            mime.setHtml(html)
        QGuiApplication.clipboard().setMimeData(mime)
        window.show_page("dimensions")
        window.show_page("initiatives")
        window.page.setFocus()
        QTest.keyClick(window.page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        dialog = dialog_of(window, qtbot)
        come_to_rest(dialog, qtbot)
        assert any("Kebun Raya Digital" in line for line in branches(dialog)), text
        dialog.reject()
        qtbot.waitUntil(lambda: not dialog.isVisible())  # noqa: B023
