"""Closing: what was typed is saved, work that runs is asked about, nothing half stays, what comes late is dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import cards, drafts
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_errors import NotSaved, PlanClosed
from gmsc_desktop.models.region import find_region
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.new_plan_form import Wanted
from gmsc_desktop.ui.opening import make_new
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows
from tests.ui.conftest import OpenWindow


class Writing:
    """Work that writes a file step by step until it may end, and removes it when it is cancelled."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.release = threading.Event()
        self.begun = threading.Event()

    def __call__(self, progress: Progress) -> str:
        self.target.write_text("setengah")
        self.begun.set()
        try:
            while not self.release.wait(0.01):
                progress(1, 2)
        except UserFacingError:
            self.target.unlink()
            raise
        self.target.write_text("utuh")
        return "selesai"


@pytest.fixture
def writing(window: MainWindow, tmp_path: Path) -> Writing:
    """A window in which a package is being written."""
    work = Writing(tmp_path / "paket.zip")
    told: list[object] = []
    window.session.jobs.start("Menulis paket…", work, told.append, told.append)
    assert work.begun.wait(10)
    return work


def answer(words: str, read: Callable[[QMessageBox], object] = lambda _box: None) -> None:
    """Press the button with these words as soon as the question stands there."""

    def press() -> None:
        box = next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()), None)
        if box is None:
            QTimer.singleShot(10, press)
            return
        read(box)
        next(button for button in box.buttons() if button.text() == words).click()

    QTimer.singleShot(0, press)


def test_work_that_runs_is_asked_about_in_one_sentence(window: MainWindow, writing: Writing, qtbot: QtBot) -> None:
    seen: list[str] = []
    answer("Jangan tutup", lambda box: seen.extend([box.text(), *(button.text() for button in box.buttons())]))
    assert not window.close()
    assert seen[0] == "Pekerjaan ini belum selesai: Menulis paket…"
    assert set(seen[1:]) == {"Tunggu sampai selesai", "Batalkan dan tutup", "Jangan tutup"}
    assert window.isVisible()
    writing.release.set()
    qtbot.waitUntil(lambda: not window.session.jobs.running)
    assert window.isVisible()


def test_the_window_waits_for_its_work_and_closes_by_itself(window: MainWindow, writing: Writing, qtbot: QtBot) -> None:
    answer("Tunggu sampai selesai")
    assert not window.close()
    assert window.closes_later
    assert window.isVisible()
    writing.release.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert writing.target.read_text() == "utuh"


def test_cancelled_work_leaves_nothing_half(window: MainWindow, writing: Writing, qtbot: QtBot) -> None:
    answer("Batalkan dan tutup")
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not writing.target.exists()


def test_work_that_fails_keeps_the_window_so_that_it_can_be_read(window: MainWindow, qtbot: QtBot) -> None:
    release, told = threading.Event(), list[UserFacingError]()

    def fail(_progress: Progress) -> None:
        release.wait(10)
        raise UserFacingError("Flashdisk penuh.")

    window.session.jobs.start("Menulis paket…", fail, lambda _result: None, told.append)
    answer("Tunggu sampai selesai")
    assert not window.close()
    release.set()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(1)
    assert window.isVisible()
    assert not window.closes_later


def test_a_change_that_was_not_saved_is_told_before_it_is_lost(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.problem = NotSaved("Cakram penuh. Perubahan terakhir belum tersimpan.")
    seen: list[str] = []
    answer("Kembali ke rencana", lambda box: seen.append(box.text()))
    assert not window.close()
    assert seen == ["Cakram penuh. Perubahan terakhir belum tersimpan."]
    answer("Tutup tanpa perubahan terakhir")
    assert window.close()


def test_what_comes_after_closing_finds_nothing_and_changes_nothing(
    session: Session, window: MainWindow, document: Document, qtbot: QtBot
) -> None:
    release, told, ended = threading.Event(), list[object](), threading.Event()

    def read_late(_progress: Progress) -> None:
        release.wait(10)
        try:
            document.freeze()
        finally:
            ended.set()

    job = session.jobs.start("Membaca", read_late, told.append, told.append)
    initiative = session.snapshot.rows("initiative")[0].id
    session.close()
    document.close()
    release.set()
    assert ended.wait(10)
    qtbot.waitUntil(lambda: not job.running)
    assert told == []
    session.submit("Terlambat", lambda _db: told.append("ditulis"))
    session.flush()
    session.field_left()
    session._committed.emit(None)
    assert session.outgoing() == []
    assert session.record("initiative", initiative) is not None
    for page in window.pages.values():
        page.refresh(None)
    window.status.tell_saved()
    window.status.tell_copy()
    assert told == []
    with pytest.raises(PlanClosed):
        document.snapshot()
    with pytest.raises(PlanClosed), document.change("Terlambat"):
        pass


def two_plans(windows: Windows, qtbot: QtBot) -> list[MainWindow]:
    for code in ("73.17", "32.71"):
        region = find_region(code)
        assert region is not None
        windows.open_plan(make_new(Wanted(region, 2025, 2029)))
    qtbot.waitUntil(lambda: len(windows.plans) == 2, timeout=20_000)
    return list(windows.plans.values())


def test_quitting_closes_every_window_and_goes_on_after_the_work(
    app: QApplication, data_dir: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    windows = Windows(Settings())
    home = windows.show_home()
    first, _second = two_plans(windows, qtbot)
    windows.show_home()
    work = Writing(tmp_path / "paket.zip")
    first.session.jobs.start("Menulis paket…", work, lambda _result: None, lambda _error: None)
    answer("Tunggu sampai selesai")
    home.quit_asked.emit()
    assert first.isVisible()
    work.release.set()
    qtbot.waitUntil(lambda: not windows.plans and not home.isVisible())
    assert work.target.read_text() == "utuh"
    assert all(card.format for card in cards.list_cards())


def test_a_service_contact_that_was_typed_stands_there_again_after_a_crash(
    window: MainWindow, document: Document, open_window: OpenWindow
) -> None:
    page = window.page
    assert isinstance(page, InitiativesPage)
    row, contacts = page.grid.rows.shown[0], page.form.general.contacts
    page.grid.go_to(row.id)
    contacts.more.click()
    QTest.keyClicks(contacts.editors["value"].widget(), "layanan@contoh.go.id")
    contacts.editors["unit"].widget().setFocus()
    window.session.flush()
    again = open_window(Session(document)).page  # as the next start finds the plan
    assert isinstance(again, InitiativesPage)
    again.grid.go_to(row.id)
    found = again.form.general.contacts
    assert found.add_button.isVisible()
    assert found.editors["value"].text() == "layanan@contoh.go.id"
    assert again.unfinished()[1] == row.id
    found.cancel()
    again.session.flush()
    contacts.cancel()  # closing would ask
    assert drafts.read_drafts(document.raw) == {}


@pytest.mark.parametrize(("words", "closes"), [("Kembali ke isian", False), ("Tutup tanpa isian itu", True)])
def test_a_service_contact_that_was_typed_and_not_added_is_asked_about(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, words: str, closes: bool
) -> None:
    page = window.page
    assert isinstance(page, InitiativesPage)
    first, other = page.grid.rows.shown[0], page.grid.rows.shown[1]
    page.grid.go_to(first.id)
    contacts = page.form.general.contacts
    contacts.more.click()
    contacts.editors["value"].widget().setFocus()
    QTest.keyClicks(contacts.editors["value"].widget(), "layanan@contoh.go.id")
    page.grid.go_to(other.id)  # what was typed waits with its initiative
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        chosen = next(button for button in box.buttons() if button.text() == words)
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: chosen)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert window.close() == closes
    assert asked == [f"Kontak layanan baru untuk “{first.title}” belum ditambahkan."]
    kept = {place for place in window.session.drafts if place[0] == "service_contact"}
    assert kept == (set() if closes else {("service_contact", first.id, "value")})
    if not closes:
        assert page.grid.current_id == first.id
        assert contacts.editors["value"].text() == "layanan@contoh.go.id"
        contacts.cancel()
