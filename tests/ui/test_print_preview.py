"""The preview of a printout: pages, paper, keys, files, and a printer that writes a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.exports.printouts import Layout
from gmsc_desktop.ui import printing_run
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.printing_preview import PrintPreview
from gmsc_desktop.ui.private_question import Printout
from gmsc_desktop.ui.settings import Settings
from tests.exports.test_printouts import sizes, texts
from tests.ui.test_walk import check, rich_text


def initiatives(window: MainWindow) -> InitiativesPage:
    window.show_page("initiatives")
    page = window.page
    assert isinstance(page, InitiativesPage)
    return page


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> PrintPreview:
    """The preview of the initiatives, its pages set."""
    return opened(window, qtbot)


def opened(window: MainWindow, qtbot: QtBot) -> PrintPreview:
    window.print_page()
    found = window.findChild(PrintPreview)
    assert isinstance(found, PrintPreview)
    ready(found, qtbot)
    return found


def ready(preview: PrintPreview, qtbot: QtBot) -> None:
    qtbot.waitUntil(preview.go.isEnabled, timeout=20_000)


def test_ctrl_p_shows_the_pages(window: MainWindow, qtbot: QtBot) -> None:
    page = initiatives(window)
    QTest.keyClick(page.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = window.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    ready(preview, qtbot)
    qtbot.waitUntil(lambda: 0 in preview.view.kept)
    assert preview.isVisible()
    assert preview.view.count == len(texts(preview.content))
    _scale, image = preview.view.kept[0]
    tones = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(tones) > 10, "something is drawn"
    preview.reject()
    assert preview.view.pages is None


def test_the_button_of_a_page_shows_the_pages_too(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("checks")
    QTest.mouseClick(window.page.print_button, Qt.MouseButton.LeftButton)
    preview = window.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    ready(preview, qtbot)
    preview.reject()


def test_paper_and_direction_are_taken_and_kept(preview: PrintPreview, window: MainWindow, qtbot: QtBot) -> None:
    assert sizes(preview.content) == {(210, 297)}
    preview.paper.show_text("f4")
    preview.paper.typed.emit()
    ready(preview, qtbot)
    assert sizes(preview.content) == {(215, 330)}
    preview.way.show_text("landscape")
    preview.way.typed.emit()
    ready(preview, qtbot)
    assert sizes(preview.content) == {(330, 215)}
    preview.fit.setChecked(False)
    ready(preview, qtbot)
    preview.reject()
    again = PrintPreview(window.session, Printout(window.page.printable()), window)
    assert again.chosen == Layout("f4", "landscape", False)
    ready(again, qtbot)
    again.reject()


def test_pages_turn_with_keys_and_only_those_in_sight_are_kept(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("rpjmd")
    preview = opened(window, qtbot)
    preview.way.show_text("landscape")
    preview.way.typed.emit()
    ready(preview, qtbot)
    view = preview.view
    assert view.count > 2
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert (view.page, preview.number.value()) == (1, 2)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.page == view.count - 1
    qtbot.waitUntil(lambda: view.count - 1 in view.kept)
    near = {page for seen in view.in_sight() for page in (seen - 1, seen, seen + 1)}
    assert set(view.kept) <= near
    assert 0 not in view.kept or 0 in near
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    before = view.zoom
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > before
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == pytest.approx(before)
    preview.number.setValue(2)
    assert view.page == 1
    preview.reject()


def test_setting_can_be_cancelled_and_begun_again(window: MainWindow, qtbot: QtBot) -> None:
    preview = PrintPreview(window.session, Printout(window.page.printable()), window)
    assert preview._job is not None
    preview._job.progress.cancel.set()
    preview.open()
    qtbot.waitUntil(preview.banner.isVisible)
    assert "Dibatalkan." in preview.banner.words.text()
    assert not preview.go.isEnabled()
    preview.banner._action.click()
    ready(preview, qtbot)
    assert preview.banner.isHidden()
    preview.reject()


def test_every_part_of_the_preview_has_a_name_and_a_place(preview: PrintPreview, window: MainWindow) -> None:
    check(preview)
    assert not rich_text(preview)
    preview.reject()


# -- files


Named = Callable[[Path], None]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Named:
    """Answers where a file goes."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))

    return answer


def test_the_pages_are_saved_as_they_are_shown(
    preview: PrintPreview, named: Named, tmp_path: Path, qtbot: QtBot
) -> None:
    named(tmp_path / "cetakan")
    QTest.mouseClick(preview.pdf, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(preview.banner.isVisible)
    assert "Selesai: cetakan.pdf" in preview.banner.words.text()
    assert (tmp_path / "cetakan.pdf").read_bytes() == preview.content
    preview.reject()


def test_a_file_that_cannot_be_written_is_told(
    preview: PrintPreview, named: Named, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "berkas").write_text("")
    named(tmp_path / "berkas" / "cetakan.pdf")
    QTest.mouseClick(preview.pdf, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(preview.banner.isVisible)
    assert "Selesai" not in preview.banner.words.text()
    assert preview.go.isEnabled()
    preview.reject()


def test_ctrl_e_writes_the_page_to_excel(window: MainWindow, named: Named, tmp_path: Path, qtbot: QtBot) -> None:
    page = initiatives(window)
    target = tmp_path / "inisiatif.xlsx"
    named(target)
    QTest.keyClick(page.grid, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.banner.isVisible)
    assert "Selesai: inisiatif.xlsx" in page.banner.words.text()
    sheet = load_workbook(target)["Daftar inisiatif"]
    assert sheet.max_row == 2 + len(page.grid.rows.shown) + 1
    assert Settings().choice("folder_cetakan") == str(tmp_path)


def test_nothing_is_written_where_the_person_changes_their_mind(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: ("", ""))
    window.page_to_excel()
    assert not window.session.jobs.running


# -- a printer


def to_file(monkeypatch: pytest.MonkeyPatch, target: Path, set_up: Callable[[QPrinter], object] | None = None) -> None:
    """The person agrees to print, on a printer that writes a PDF."""

    def agree(_parent: object, printer: QPrinter, _pages: int) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(72)
        if set_up is not None:
            set_up(printer)
        return True

    monkeypatch.setattr(printing_run, "ask_printer", agree)


def printed_pages(target: Path) -> list[tuple[int, int]]:
    document = pdfium.PdfDocument(target)
    found = [document.get_page_size(page) for page in range(len(document))]
    document.close()
    return [(round(wide * 25.4 / 72), round(high * 25.4 / 72)) for wide, high in found]


def test_every_page_goes_to_the_printer_on_its_paper(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "keluar.pdf"
    to_file(monkeypatch, target)
    window.show_page("rpjmd")
    Settings().keep_choice("kertas", "f4")
    preview = opened(window, qtbot)
    QTest.mouseClick(preview.go, Qt.MouseButton.LeftButton)
    assert not preview.go.isEnabled()
    qtbot.waitUntil(preview.banner.isVisible, timeout=20_000)
    assert "Semua halaman sudah dikirim" in preview.banner.words.text()
    pages = printed_pages(target)
    wide, high = preview.view.pages.size(0) if preview.view.pages else (0, 0)
    assert pages == [(330, 215) if wide > high else (215, 330)] * preview.view.count
    assert target.stat().st_size > 5_000, "the pages are not empty"
    preview.reject()


def test_chosen_pages_alone_are_printed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "keluar.pdf"

    def second(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 2)

    to_file(monkeypatch, target, second)
    window.show_page("rpjmd")
    preview = opened(window, qtbot)
    preview.print_pages()
    qtbot.waitUntil(preview.banner.isVisible, timeout=20_000)
    assert len(printed_pages(target)) == 1
    preview.reject()


def test_printing_can_be_cancelled(
    preview: PrintPreview, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    to_file(monkeypatch, tmp_path / "keluar.pdf")
    preview.print_pages()
    QTest.mouseClick(preview.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(preview.banner.isVisible)
    assert "Pencetakan dibatalkan." in preview.banner.words.text()
    assert preview.go.isEnabled()
    preview.reject()


def test_closing_gives_up_what_is_being_printed(
    preview: PrintPreview, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    to_file(monkeypatch, tmp_path / "keluar.pdf")
    preview.print_pages()
    run = preview._run
    assert run is not None
    preview.reject()
    assert run.over


def test_without_a_printer_the_way_out_is_told(preview: PrintPreview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmsc_desktop.ui.printing_run.QPrinterInfo.availablePrinterNames", lambda: [])
    preview.print_pages()
    assert "Belum ada pencetak" in preview.banner.words.text()
    assert "Simpan sebagai PDF" in preview.banner.words.text()
    preview.reject()


def test_no_printer_is_a_file(app: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    to_file = QPrintDialog.PrintDialogOption.PrintToFile
    asked: list[bool] = []

    def show(dialog: QPrintDialog) -> int:
        asked.append(dialog.testOption(to_file))
        return 0

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Kantor"])
    monkeypatch.setattr(QPrintDialog, "exec", show)
    parent = QWidget()
    qtbot.addWidget(parent)
    for pages in (7, 0):
        assert not printing_run.ask_printer(parent, printing_run.make_printer("a4", landscape=False, title="x"), pages)
    assert asked == [False, False]


def test_a_page_that_can_print_more_offers_it_in_the_preview(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("dimensions")
    preview = opened(window, qtbot)
    scope = preview.scope
    assert scope.isVisible()
    assert [scope.itemText(place) for place in range(scope.count())] == ["Hanya Smart Governance", "Semua dimensi"]
    one = "".join(texts(preview.content))
    assert "Smart Society: " not in one
    scope.setFocus()
    QTest.keyClick(scope, Qt.Key.Key_Down)
    ready(preview, qtbot)
    qtbot.waitUntil(lambda: "semua dimensi" in preview.windowTitle())
    ready(preview, qtbot)
    every = "".join(texts(preview.content))
    figures = window.session.figures
    for dimension in window.session.pack.dimensions:
        assert f"{dimension.label}: " in every
        for initiative in figures.of_dimension(dimension.code)[:1]:
            assert initiative.title.split()[0] in every
    preview.reject()
    assert window.page.print_choice == ""


def test_other_pages_offer_no_choice(window: MainWindow, qtbot: QtBot) -> None:
    initiatives(window)
    preview = opened(window, qtbot)
    assert not preview.scope.isVisible()
    preview.reject()
