"""The drive is full while somebody hands something over: every dialog and bar keeps what was typed, says in red what to
do, writes nothing by halves, and does it as soon as there is room.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import bodies
from gmsc_desktop.models.contacts import read_contacts
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.outgoing import PRINT_PAPER, Outgoing, list_outgoing, record
from gmsc_desktop.models.records import Agency, BodyMember, FindingOverride, Objective, PlanningDocument
from gmsc_desktop.ui.dialogs import LineDialog
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.checks import ChecksPage
from gmsc_desktop.ui.pages.checks_reason import ReasonDialog
from gmsc_desktop.ui.pages.evidence_address import AddressDialog
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.pages.mapping import MappingPage
from gmsc_desktop.ui.pages.new_row import NewRow
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.profile_agencies import SuccessionDialog
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.pages.rpjmd_forms import NewDocumentDialog
from gmsc_desktop.ui.session import Session
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


def changes(document: Document) -> int:
    return int(document.raw.execute("SELECT count(*) FROM change").fetchone()[0])


def test_the_reason_of_an_exemption(
    window: MainWindow, document: Document, drive: Drive, answers: Answer, qtbot: QtBot
) -> None:
    window.show_page("checks")
    page = window.page
    assert isinstance(page, ChecksPage)
    page.purpose.show_text("final")
    page.purpose.typed.emit()
    qtbot.waitUntil(lambda: page.checking.current, timeout=WAIT)
    page.list.go_to(page.checking.open_musts[0].key)

    def act(dialog: ReasonDialog) -> None:
        QTest.keyClicks(dialog._reason, "Menunggu Perkada")
        fill(drive, document)
        dialog.agree.click()
        assert dialog.isVisible()
        assert told(dialog._problem.words.text())
        assert dialog.reason == "Menunggu Perkada"
        assert document.snapshot().all(FindingOverride) == ()
        drive.empty()
        dialog.agree.click()
        assert not dialog.isVisible()

    assert len(answers(ReasonDialog, act)) == 0
    page.give_reason()
    assert [row.reason for row in document.snapshot().all(FindingOverride)] == ["Menunggu Perkada"]


def test_the_successor_of_an_agency(window: MainWindow, session: Session, document: Document, drive: Drive) -> None:
    first, second = session.snapshot.all(Agency)[:2]
    dialog = SuccessionDialog(session, first, window)
    dialog.show()
    dialog.successor.show_text(second.id)
    dialog.basis.setText("Perda Nomor 2 Tahun 2026")
    before = changes(document)
    fill(drive, document)
    dialog.go.click()
    assert dialog.isVisible()
    assert told(dialog.problem.text())
    assert (dialog.successor.text(), dialog.basis.text()) == (second.id, "Perda Nomor 2 Tahun 2026")
    assert changes(document) == before
    drive.empty()
    dialog.go.click()
    assert not dialog.isVisible()
    assert changes(document) == before + 1
    dialog.deleteLater()


def test_a_planning_document(window: MainWindow, session: Session, document: Document, drive: Drive) -> None:
    dialog = NewDocumentDialog(session, window)
    dialog.show()
    dialog.years["period_end"].setText("2031")
    before = len(session.snapshot.all(PlanningDocument))
    fill(drive, document)
    dialog.make_button.click()
    assert dialog.isVisible()
    assert told(dialog.problem.text())
    assert dialog.years["period_end"].text() == "2031"
    assert len(document.snapshot().all(PlanningDocument)) == before
    drive.empty()
    dialog.make_button.click()
    assert not dialog.isVisible()
    assert len(document.snapshot().all(PlanningDocument)) == before + 1
    dialog.deleteLater()


def test_the_reason_of_what_is_not_mapped(window: MainWindow, document: Document, drive: Drive) -> None:
    with document.change("Kosongkan") as db:
        db.exec_driver_sql("DELETE FROM objective_dimension")
    window.session.reload()
    window.show_page("mapping")
    page = window.page
    assert isinstance(page, MappingPage)
    row = next(row for row in page.grid.rows.shown if row.kind == "objective")
    page.grid.go_to(row.id)
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_0)
    QTest.keyClicks(page.reason.field, "Bukan kewenangan daerah")
    fill(drive, document)
    QTest.keyClick(page.reason.field, Qt.Key.Key_Return)
    assert told(page.banner.words.text())
    assert page.reason.isVisible()
    assert page.reason.field.text() == "Bukan kewenangan daerah"
    drive.empty()
    QTest.keyClick(page.reason.field, Qt.Key.Key_Return)
    kept = document.snapshot().get(Objective, row.id)
    assert kept is not None
    assert (kept.unrelated, kept.unrelated_reason) == (True, "Bukan kewenangan daerah")
    assert not page.reason.isVisible()


def test_for_whom_something_was(window: MainWindow, document: Document, drive: Drive, answers: Answer) -> None:
    with document.change("Catat yang keluar") as db:
        record(db, Outgoing("", PRINT_PAPER, "Inisiatif"))
    window.show_page("handing_in")
    page = window.page
    assert isinstance(page, HandingInPage)
    page.measuring.stop()

    def act(dialog: LineDialog) -> None:
        QTest.keyClicks(dialog.field, "Bappelitbangda")
        fill(drive, document)
        dialog.agree.click()
        assert dialog.isVisible()
        assert told(dialog.problem.text())
        assert dialog.field.text() == "Bappelitbangda"
        drive.empty()
        dialog.agree.click()
        assert not dialog.isVisible()

    answers(LineDialog, act)
    page.sent.grid.go_to(page.sent.grid.rows.rows[0].id)
    page.sent.ask_recipient()
    assert [one.recipient for one in list_outgoing(document.raw)] == ["Bappelitbangda"]
    assert page.sent.grid.rows.rows[0].sent.recipient == "Bappelitbangda"


def test_a_link_as_evidence_is_there_with_its_record_or_not_at_all(
    window: MainWindow, document: Document, drive: Drive, answers: Answer
) -> None:
    made = window.session.act("Tambah", lambda db: bodies.add_legal_document(db, "sk_dewan", title="SK Dewan"))
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    page.show_record(made)
    before = changes(document)

    def act(dialog: AddressDialog) -> None:
        url = dialog.fields["url"].editor.widget()
        assert isinstance(url, QLineEdit)
        QTest.keyClicks(url, "https://jdih.luwukab.go.id/sk-100")
        fill(drive, document)
        QTest.keyClick(url, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert told(dialog.fields["url"].problem.words.text())
        assert url.text() == "https://jdih.luwukab.go.id/sk-100"
        assert changes(document) == before
        drive.empty()
        QTest.keyClick(url, Qt.Key.Key_Return)
        assert not dialog.isVisible()

    answers(AddressDialog, act)
    page.legal.evidence.add_link.click()
    assert changes(document) == before + 1, "the link and its tie are one change"
    assert [row.url for row in page.legal.evidence.strip.items.shown] == ["https://jdih.luwukab.go.id/sk-100"]


def test_an_office_contact(window: MainWindow, document: Document, drive: Drive) -> None:
    member = window.session.snapshot.all(BodyMember)[0]
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    page.tabs.choose(page.bodies)
    assert page.show_record(member.id)
    part = page.bodies.members.contacts
    fill(drive, document)
    part.phone.line.setFocus()
    QTest.keyClicks(part.phone.line, "(0471) 21001")
    QTest.keyClick(part.phone.line, Qt.Key.Key_Return)
    assert told(part.phone.problem.words.text())
    assert part.phone.line.text() == "(0471) 21001"
    assert read_contacts(document.raw) == {}
    assert window.session.holds_typing, "closing asks about it"
    drive.empty()
    window.session.flush()
    assert [one.phone for one in read_contacts(document.raw).values()] == ["(0471) 21001"]
    assert not part.phone.problem.isVisible()


def test_a_sum_of_a_year(progress_due: ProgressPage, window: MainWindow, document: Document, drive: Drive) -> None:
    page = progress_due
    page.show_year(2027)
    first = page.list.current_id
    page.sheet.year_card.toggle.click()
    field = page.sheet.year_card.sums.rows["plan_amount"].editor.widget()
    assert isinstance(field, QLineEdit)
    assert not field.isReadOnly()
    fill(drive, document)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1,5 miliar")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    window.session.flush()
    query = "SELECT plan_amount FROM progress_year WHERE initiative_id=? AND year=2027"
    before = document.raw.execute(query, (first,)).fetchall()
    assert before != [(1_500_000_000,)]
    assert "1,5 miliar" in field.text()
    assert told(window.status.saved.text())
    page.show_year(2026)
    page.show_year(2027)
    assert "1,5 miliar" in field.text()
    drive.empty()
    window.status.again.click()
    window.session.flush()
    assert document.raw.execute(query, (first,)).fetchall() == [(1_500_000_000,)]
    assert not window.session.unsaved


def test_the_name_of_a_new_row(window: MainWindow, document: Document, drive: Drive) -> None:
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    page.tabs.choose(page.agencies)
    line = next(found for found in page.agencies.findChildren(NewRow) if found.isVisible())
    before = len(window.session.snapshot.all(Agency))
    fill(drive, document)
    line.name.setFocus()
    QTest.keyClicks(line.name, "Dinas Perpustakaan dan Kearsipan")
    QTest.keyClick(line.name, Qt.Key.Key_Return)
    assert told(page.banner.words.text())
    assert line.name.text() == "Dinas Perpustakaan dan Kearsipan"
    assert len(document.snapshot().all(Agency)) == before
    drive.empty()
    QTest.keyClick(line.name, Qt.Key.Key_Return)
    assert line.name.text() == ""
    assert page.banner.isHidden()
    assert len(document.snapshot().all(Agency)) == before + 1
