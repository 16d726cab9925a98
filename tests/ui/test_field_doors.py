"""A door that knows the field opens its tab and puts the cursor there; what is masked stands in no way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import plan
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import update
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.checks import ChecksPage
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.overview import OverviewPage
from gmsc_desktop.ui.private_question import LeavingDialog

NUMBER = "NIK 7317011203900001"
LONG = 60_000


@pytest.fixture
def table(window: MainWindow, document: Document) -> InitiativesPage:
    """A private number stands in the description of the first initiative; the tab Bukti was used last."""
    first = document.snapshot().all(Initiative)[0]
    with document.change("Isi") as db:
        update(db, "initiative", first.id, {"description": NUMBER})
    window.session.reload()
    window.show_page("initiatives")
    page = window.page
    assert isinstance(page, InitiativesPage)
    assert page.show_record(first.id)
    page.form.open_evidence()
    return page


@pytest.fixture
def checks(table: InitiativesPage, window: MainWindow, qtbot: QtBot) -> ChecksPage:
    window.show_page("checks")
    page = window.page
    assert isinstance(page, ChecksPage)
    page.checking.check_now()
    qtbot.waitUntil(lambda: page.checking.current, timeout=LONG)
    return page


def typed_in(window: MainWindow) -> str:
    """What stands in the seen editor in which the cursor is."""
    QApplication.processEvents()
    editor = window.focusWidget()
    assert isinstance(editor, QPlainTextEdit | QTextEdit)
    assert editor.isVisible()
    assert not editor.visibleRegion().isEmpty()
    return editor.toPlainText()


def test_a_finding_leads_into_its_field(checks: ChecksPage, window: MainWindow, table: InitiativesPage) -> None:
    [finding] = [one for one in checks.checking.findings if one.rule == "41"]
    assert checks.list.go_to(finding.key)
    checks.bar.open.click()
    assert window.page is table
    assert typed_in(window) == NUMBER


def test_the_question_about_private_numbers_leads_into_the_field(
    table: InitiativesPage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_first(dialog: LeavingDialog) -> int:
        dialog.show()
        dialog.list.setFocus()
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        dialog.hide()
        return dialog.result()

    monkeypatch.setattr(LeavingDialog, "exec", open_first)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_named: (str(tmp_path / "x.xlsx"), ""))
    window.show_page("handing_in")
    page = window.page
    assert isinstance(page, HandingInPage)
    page.measuring.stop()
    page.outputs["buku-kerja"].click()
    assert window.page is table
    assert typed_in(window) == NUMBER


def test_numbers_that_are_masked_close_the_way_to_a_package_nowhere(
    checks: ChecksPage, window: MainWindow, document: Document, qtbot: QtBot
) -> None:
    assert not checks.card.make.isEnabled()
    assert checks.card.why.text().startswith(f"Masih ada {len(checks.checking.open_musts)} hal wajib.")
    with document.change("Serahkan dengan alasan") as db:
        for finding in checks.checking.open_musts:
            plan.override(db, finding.key, finding.rule, "Tenggat", "Sari", date(2026, 11, 21))
    checks.checking.check_now()
    qtbot.waitUntil(lambda: checks.checking.current and checks.card.make.isEnabled(), timeout=LONG)
    assert {finding.rule for finding in checks.checking.private} == {"41"}
    assert "Diperiksa" in checks.facts.text()
    assert ": 0 wajib, 1 nomor pribadi, " in checks.facts.text()
    told = [row.sentence for row in checks.list.rows.shown if row.finding is None]
    assert told[0] == "1 nomor pribadi, disamarkan di dalam paket"
    spoken = window.navigation._items["checks"].data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Pemeriksaan", "nothing waits: a number that is masked stands in no way"
    window.show_page("overview")
    overview = window.page
    assert isinstance(overview, OverviewPage)
    assert (overview.strip.musts.text(), overview.strip.private.text()) == ("0 wajib", "1 nomor pribadi")
    overview.strip.private.click()
    assert overview.next.rows.shown[overview.next.place].weight == "private"
    window.show_page("checks")
    assert "1 tempat memuat nomor yang tampak pribadi: di dalam paket nomornya disamarkan." in checks.card.why.text()
    checks.card.make.click()
    page = window.page
    assert isinstance(page, HandingInPage)
    page.measuring.stop()
    assert page.form.make.isEnabled()
