"""The drive is full while files are made or taken in: what was asked for stays, a red line says what to do, nothing
is written by halves, and it is done as soon as there is room.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import bodies, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.nomenclature.lists import Lists
from gmsc_desktop.models.outgoing import list_outgoing
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.new_plan import NewPlanDialog
from gmsc_desktop.ui.new_plan_ways import FRESH
from gmsc_desktop.ui.nomenclature_dialog import NomenclatureDialog
from gmsc_desktop.ui.pages.evidence_intake import Given
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows
from tests.nomenclature_books import sample_rows, write_book
from tests.ui.conftest import Answer
from tests.ui.small_drive import Drive

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a small drive is mounted with means of Linux")

WAIT = 30_000


@pytest.fixture
def data_dir(drive: Drive) -> Path:
    """Everything lies on the small drive."""
    return drive.folder


def fill(drive: Drive, document: Document) -> None:
    """No room is left, not even in the plan's journal."""
    document.close_open_row()
    document.checkpoint()
    drive.fill()


def told(words: str) -> bool:
    """Whether a sentence says that the drive is full, and what to do."""
    return "penuh" in words and any(step in words for step in ("kosongkan", "Kosongkan", "Pilih"))


def test_a_package_and_its_recipient(
    window: MainWindow, document: Document, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window.show_page("handing_in")
    page = window.page
    assert isinstance(page, HandingInPage)
    page.measuring.stop()
    target = drive.folder / "keluar"
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(target))
    page.form.recipient.setText("Tim Bappelitbangda")
    fill(drive, document)
    page.make_copy()
    qtbot.waitUntil(lambda: page._job is None and page.banner.isVisible(), timeout=WAIT)
    assert told(page.banner.words.text())
    assert page.form.recipient.text() == "Tim Bappelitbangda"
    assert list(target.iterdir()) == []
    assert list_outgoing(document.raw) == []
    assert list(document.folder.glob("keluar-*")) == []
    drive.empty()
    page.make_copy()
    qtbot.waitUntil(lambda: page._job is None and page.form.result.isVisibleTo(page), timeout=WAIT)
    assert [one.recipient for one in list_outgoing(document.raw)] == ["Tim Bappelitbangda"]


def test_a_package_for_another_drive_while_the_one_of_the_plan_is_full(
    window: MainWindow, document: Document, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """What left could not be noted, so it does not leave: the next one would have the same number."""
    window.show_page("handing_in")
    page = window.page
    assert isinstance(page, HandingInPage)
    page.measuring.stop()
    target = tmp_path / "flashdisk"
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(target))
    fill(drive, document)
    page.make_copy()
    qtbot.waitUntil(lambda: page._job is None and page.banner.isVisible(), timeout=WAIT)
    assert told(page.banner.words.text())
    assert list(target.iterdir()) == []
    assert list_outgoing(document.raw) == []
    drive.empty()


def test_a_list_of_the_nomenclature(window: MainWindow, drive: Drive, tmp_path: Path, qtbot: QtBot) -> None:
    window.actions_of_plan.lists.trigger()
    dialog = window.findChild(NomenclatureDialog)
    assert isinstance(dialog, NomenclatureDialog)
    dialog.read(write_book(tmp_path / "nomenklatur-2027.xlsx", sample_rows()))
    qtbot.waitUntil(dialog.name.isVisible, timeout=WAIT)
    dialog.name.setText("Pemutakhiran 2027")
    drive.fill()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told(dialog.said.text()), timeout=WAIT)
    assert dialog.name.isVisible()
    assert dialog.name.text() == "Pemutakhiran 2027"
    assert Lists().versions == []
    assert [path for path in drive.folder.rglob("*") if "pemutakhiran" in path.name] == []
    drive.empty()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.add.isVisible, timeout=WAIT)
    assert [one.name for one in Lists().versions] == ["Pemutakhiran 2027"]
    dialog.close()


def test_a_file_as_evidence(window: MainWindow, document: Document, drive: Drive, tmp_path: Path, qtbot: QtBot) -> None:
    made = window.session.act("Tambah", lambda db: bodies.add_legal_document(db, "sk_dewan", title="SK Dewan"))
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    page.show_record(made)
    panel = page.legal.evidence
    source = tmp_path / "SK Dewan.txt"
    source.write_bytes(b"Surat keputusan\n" * 40_000)
    before = len(document.snapshot().all(Evidence))
    fill(drive, document)
    panel.take([Given(source.name, source)])
    qtbot.waitUntil(lambda: bool(panel.problem.words.text()) and not window.session.jobs.running, timeout=WAIT)
    assert told(panel.problem.words.text())
    assert len(document.snapshot().all(Evidence)) == before
    assert [path for path in (document.folder / "lampiran").rglob("*") if path.is_file()] == []
    drive.empty()
    panel.take([Given(source.name, source)])
    qtbot.waitUntil(lambda: len(document.snapshot().all(Evidence)) == before + 1, timeout=WAIT)


def test_a_new_plan(app: object, drive: Drive, answers: Answer, qtbot: QtBot) -> None:
    windows = Windows(Settings())
    home = windows.show_home()
    assert isinstance(home, HomeWindow)
    qtbot.addWidget(home)
    seen: list[tuple[str, str]] = []

    def act(dialog: NewPlanDialog) -> None:
        seen.append((dialog.form.district.text(), dialog.form.problem.text()))
        if len(seen) == 1:
            dialog.choose(FRESH)
            QTest.keyClicks(dialog.form.district, "Luwu, Sulsel")
            dialog.form.found.setCurrentRow(0)
            dialog.form.start.setText("2027")
            drive.fill()
            dialog.make.click()
        else:
            assert dialog.form.start.text() == "2027"
            dialog.reject()

    answers(NewPlanDialog, act)
    windows.new_plan()
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=WAIT)
    assert told(seen[1][1])
    assert "Luwu" in seen[1][0]
    assert library.list_plans() == []
    assert [path for path in (drive.folder / "plans").rglob("*") if path.is_file()] == []
    drive.empty()
