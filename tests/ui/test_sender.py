"""A package from another computer of its sender: told, asked about, accepted; and what a package says of itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.desk import received
from gmsc_desktop.ui.controls import ToolButton
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.pages.handing_in_origin import grouped
from gmsc_desktop.ui.sender import SenderDialog
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows
from tests.commands import gmsc


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two rounds of a submission, the second sealed on another computer."""
    data, stick = tmp_path_factory.mktemp("laptop-lain"), tmp_path_factory.mktemp("flashdisk")
    plan = gmsc(data, "new", "--district", "73.17", "--start", "2025", "--end", "2029")
    words = ("submit", plan, str(stick), "--for", "bimtek-2", "--override", "Contoh uji.")
    first = Path(gmsc(data, *words))
    shutil.rmtree(data / "kunci")
    return first, Path(gmsc(data, *words))


@pytest.fixture
def windows(app: QApplication, data_dir: Path) -> Iterator[Windows]:
    """The windows of this computer, with home shown."""
    made = Windows(Settings())
    made.show_home()
    yield made
    made.quit()


def opened(windows: Windows, path: Path, qtbot: QtBot) -> MainWindow:
    """The window of a package."""
    before = len(windows.looked)
    windows.open_packages([path])
    qtbot.waitUntil(lambda: len(windows.looked) > before, timeout=30_000)
    return windows.looked[-1]


def words_in(widget: QWidget) -> str:
    """All words that are seen in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def answer(press: str, seen: list[str]) -> None:
    """Press a button of the question that comes up, and note what it says."""

    def later() -> None:
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SenderDialog) and w.isVisible())
        focus = dialog.focusWidget()
        seen.append(f"{words_in(dialog)}\n[{focus.text() if isinstance(focus, QPushButton) else ''}]")
        getattr(dialog, press).click()

    QTimer.singleShot(0, later)


def test_another_computer_is_asked_about_and_accepted_in_the_window(
    windows: Windows, sent: tuple[Path, Path], qtbot: QtBot
) -> None:
    opened(windows, sent[0], qtbot).close()
    window = opened(windows, sent[1], qtbot)
    banner, seen = window.page.banner, list[str]()
    assert "komputer yang lain dari sebelumnya" in banner.words.text()
    assert "--accept" not in banner.words.text()
    assert [banner._action.text(), banner._other.text()] == ["Lihat perbedaan", "Terima komputer pengirim…"]
    answer("later", seen)
    banner._other.click()
    assert "Harus sama: " in seen[0]
    assert "bukan dengan membalas pesan" in seen[0]
    assert seen[0].endswith("[Tanyakan dahulu]")
    assert {one.seal for one in received.list_received()} == {"unknown", "changed"}
    window.show_page("handing_in")
    page = window.page
    assert isinstance(page, HandingInPage)
    assert page.origin is not None
    answer("agree", seen)
    page.origin.accept.click()
    assert not page.origin.accept.isVisible()
    assert "dari komputer yang sama seperti sebelumnya" in words_in(page.origin)
    assert page.banner.words.text().startswith("Komputer pengirim diterima.")
    assert page.banner._action.text() == "Lihat perbedaan"
    assert {one.seal for one in received.list_received()} == {"unknown", "ok"}
    window.close()
    again = opened(windows, sent[1], qtbot)
    assert "komputer yang lain" not in again.page.banner.words.text()


def test_a_package_says_what_it_is_and_what_can_be_done_with_it(
    windows: Windows, sent: tuple[Path, Path], qtbot: QtBot
) -> None:
    window = opened(windows, sent[0], qtbot)
    window.show_page("handing_in")
    page = window.page
    assert isinstance(page, HandingInPage)
    assert page.origin is not None
    [kept] = received.list_received()
    told = words_in(page.origin)
    for words in (
        "Paket pengajuan Bimtek II, putaran 1",
        "Kabupaten Luwu (73.17)",
        "Segel sah. Ini paket pertama dari komputer itu",
        kept.file_name,
        grouped(kept.digest),
        "Ctrl+P",
    ):
        assert words in told, words
    copy = next(button for button in page.origin.findChildren(ToolButton) if button.accessibleName() == "Salin sidik")
    copy.setFocus()
    QTest.keyClick(copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == kept.digest
    [facts] = page.printable().sections
    assert "Kabupaten Luwu (73.17)" in str(facts)
    assert kept.digest[:8] in str(facts)
