"""What a person is asked before anything leaves, the contacts of members, the list of what left, and erasing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import plan
from gmsc_desktop.models.contacts import PHONE, OfficeContact, read_contacts, set_contact
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import update
from gmsc_desktop.models.outgoing import Outgoing, list_outgoing, record
from gmsc_desktop.models.records import BodyMember, Initiative
from gmsc_desktop.ui.dialogs import LineDialog
from gmsc_desktop.ui.erasing_dialog import ErasingDialog
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.private_question import LeavingDialog, contacts_of
from tests.found_in_files import places_of

NIK, MOBILE, OFFICE = "7317011203900001", "0812-3456-7890", "(0471) 387654"
LONG = 60_000


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where files go: outside the data folder."""
    folder = tmp_path / "keluar"
    folder.mkdir()
    return folder


def lines_of(dialog: LeavingDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


@pytest.fixture
def person(document: Document) -> str:
    """A member with an office phone; numbers stand in the title of the first initiative."""
    member, first = document.snapshot().all(BodyMember)[0], document.snapshot().all(Initiative)[0]
    with document.change("Isi kontak") as db:
        set_contact(db, member.person_id, PHONE, OFFICE)
        update(db, "initiative", first.id, {"title": f"Layanan {MOBILE}", "description": f"NIK {NIK}"})
    return member.person_id


@pytest.fixture
def profile(person: str, window: MainWindow) -> ProfilePage:
    window.session.reload()
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    page.tabs.choose(page.bodies)
    member = window.session.snapshot.where(BodyMember, "person_id", person)[0]
    assert page.show_record(member.id)
    return page


@pytest.fixture
def handing_in(person: str, window: MainWindow, qtbot: QtBot) -> HandingInPage:
    window.session.reload()
    window.show_page("handing_in")
    page = window.page
    assert isinstance(page, HandingInPage)
    page.measuring.stop()
    qtbot.waitUntil(lambda: page.checking.current, timeout=LONG)
    return page


def file_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))


# -- contacts


def test_a_contact_is_typed_under_the_member_saved_and_undone(
    profile: ProfilePage, person: str, document: Document
) -> None:
    part = profile.bodies.members.contacts
    assert part.isVisible()
    assert part.phone.line.text() == OFFICE
    part.mail.line.setFocus()
    QTest.keyClicks(part.mail.line, "dewan@luwukab.go.id")
    QTest.keyClick(part.mail.line, Qt.Key.Key_Return)
    assert read_contacts(document.raw)[person] == OfficeContact(OFFICE, "dewan@luwukab.go.id")
    profile.session.undo()
    assert part.mail.line.text() == ""
    assert read_contacts(document.raw)[person] == OfficeContact(OFFICE)


def test_what_is_still_being_typed_is_saved_with_everything_else(profile: ProfilePage, document: Document) -> None:
    part = profile.bodies.members.contacts
    part.mail.line.setFocus()
    QTest.keyClicks(part.mail.line, "a@b.go.id")
    profile.session.flush()
    assert [one.mail for one in read_contacts(document.raw).values()] == ["a@b.go.id"]


def test_a_private_number_is_refused_under_its_field_and_kept_nowhere(
    profile: ProfilePage, document: Document, data_dir: Path
) -> None:
    part = profile.bodies.members.contacts
    part.phone.line.setFocus()
    part.phone.line.selectAll()
    QTest.keyClicks(part.phone.line, MOBILE)
    part.mail.line.setFocus()
    assert "Nomor ponsel pribadi dan NIK tidak dicatat di sini." in part.phone.problem.words.text()
    assert part.phone.problem.isVisible()
    assert [one.phone for one in read_contacts(document.raw).values()] == [OFFICE]
    profile.session.flush()
    profile.bodies.members.grid.go_to(profile.bodies.members.grid.rows.rows[1].id)
    assert not part.phone.problem.isVisible()


# -- before it leaves


def test_an_export_asks_lists_the_places_and_goes_on_masked(
    handing_in: HandingInPage, answers: Callable[..., list[LeavingDialog]], monkeypatch: pytest.MonkeyPatch,
    out: Path, qtbot: QtBot, document: Document,
) -> None:  # fmt: skip
    target = out / "buku.xlsx"
    file_to(monkeypatch, target)
    words: list[str] = []

    def agree(dialog: LeavingDialog) -> None:
        words.extend(lines_of(dialog))
        assert not dialog.contacts.isChecked(), "contacts stay out unless they are ticked"
        dialog.agree.click()

    assert len(answers(LeavingDialog, agree)) == 0
    handing_in.outputs["buku-kerja"].click()
    qtbot.waitUntil(handing_in.banner.isVisible, timeout=LONG)
    assert len(words) == 2
    assert any("7317************" in line and "Deskripsi" in line for line in words)
    assert not any(NIK in line or MOBILE in line for line in words)
    assert [places_of(canary, out) for canary in (NIK, MOBILE, OFFICE)] == [[], [], []]
    [noted] = list_outgoing(document.raw)
    assert (noted.kind, noted.masked, noted.contacts, noted.file_name) == ("buku-kerja", 2, 0, "buku.xlsx")
    assert handing_in.sent.grid.rows.rows[0].what == "Buku kerja seluruh tabel (Excel)"
    assert document.snapshot().all(Initiative)[0].description == f"NIK {NIK}"


def test_ticked_contacts_go_along_and_the_tick_is_not_remembered(
    handing_in: HandingInPage, answers: Callable[..., list[LeavingDialog]], monkeypatch: pytest.MonkeyPatch,
    out: Path, qtbot: QtBot, document: Document,
) -> None:  # fmt: skip
    ticked: list[bool] = []

    def tick(dialog: LeavingDialog) -> None:
        ticked.append(dialog.contacts.isChecked())
        dialog.contacts.click()
        dialog.agree.click()

    answers(LeavingDialog, tick)
    for number in (1, 2):
        file_to(monkeypatch, out / f"{number}.xlsx")
        handing_in.outputs["buku-kerja"].click()
        qtbot.waitUntil(lambda: len(list_outgoing(document.raw)) == number, timeout=LONG)  # noqa: B023
        qtbot.waitUntil(handing_in.outputs["buku-kerja"].isEnabled, timeout=LONG)
    assert ticked == [False, False]
    assert {name.split("/")[0] for name in places_of(OFFICE, out)} == {"1.xlsx", "2.xlsx"}

    def refuse(dialog: LeavingDialog) -> None:
        ticked.append(dialog.contacts.isVisible())
        dialog.reject()

    answers(LeavingDialog, refuse)
    handing_in.outputs["tabel"].click()
    assert ticked == [False, False, False], "open data have no room for contacts, so nobody asks"


def test_going_to_edit_opens_the_field_and_writes_nothing(
    handing_in: HandingInPage, window: MainWindow, answers: Callable[..., list[LeavingDialog]], out: Path,
    monkeypatch: pytest.MonkeyPatch, document: Document,
) -> None:  # fmt: skip
    file_to(monkeypatch, out / "x.xlsx")

    def open_first(dialog: LeavingDialog) -> None:
        dialog.list.setFocus()
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)

    answers(LeavingDialog, open_first)
    handing_in.outputs["buku-kerja"].click()
    assert isinstance(window.page, InitiativesPage)
    assert window.page.grid.current_id == document.snapshot().all(Initiative)[0].id
    assert list(out.glob("*.xlsx")) == []
    assert list_outgoing(document.raw) == []


def test_a_package_is_made_masked_though_its_findings_are_open(
    handing_in: HandingInPage, answers: Callable[..., list[LeavingDialog]], out: Path, qtbot: QtBot, document: Document
) -> None:
    assert "41" in {finding.rule for finding in handing_in.checking.private}
    with document.change("Serahkan dengan alasan") as db:
        for finding in handing_in.checking.open_musts:
            plan.override(db, finding.key, finding.rule, "Tenggat", "Sari", date(2026, 11, 21))
    handing_in.session.flush()
    handing_in.checking.check_now()
    qtbot.waitUntil(lambda: handing_in.checking.current, timeout=LONG)
    handing_in.measuring.stop()
    assert {finding.rule for finding in handing_in.checking.private} == {"41"}
    handing_in.form.set_folder(out)
    answers(LeavingDialog, lambda dialog: dialog.agree.click())
    assert handing_in.form.make.isEnabled()
    handing_in.form.make.click()
    qtbot.waitUntil(lambda: not handing_in.form.result.isHidden(), timeout=LONG)
    assert [places_of(canary, out) for canary in (NIK, MOBILE, OFFICE)] == [[], [], []]
    assert [(one.kind, one.masked) for one in list_outgoing(document.raw)] == [("pengajuan", 2)]


def test_a_printout_is_asked_about_for_what_it_shows_alone(
    person: str, window: MainWindow, answers: Callable[..., list[LeavingDialog]], monkeypatch: pytest.MonkeyPatch,
    out: Path, qtbot: QtBot, document: Document,
) -> None:  # fmt: skip
    window.session.reload()
    words: list[list[str]] = []

    def agree(dialog: LeavingDialog) -> None:
        words.append(lines_of(dialog))
        dialog.agree.click()

    seen = answers(LeavingDialog, agree)
    window.show_page("rpjmd")
    file_to(monkeypatch, out / "rpjmd.xlsx")
    window.page_to_excel()
    qtbot.waitUntil(window.page.banner.isVisible, timeout=LONG)
    assert seen == []
    window.show_page("initiatives")
    file_to(monkeypatch, out / "inisiatif.xlsx")
    window.page_to_excel()
    qtbot.waitUntil(window.page.banner.isVisible, timeout=LONG)
    [[line]] = words
    assert "0812-****-****" in line
    assert places_of(MOBILE, out) == []
    assert places_of("0812-****-****", out)
    assert {(one.kind, one.masked) for one in list_outgoing(document.raw)} == {
        ("cetakan-excel", 0),
        ("cetakan-excel", 1),
    }


@pytest.mark.parametrize("wanted", [True, False])
def test_the_profile_prints_contacts_only_where_they_are_asked_for(
    profile: ProfilePage, wanted: bool, answers: Callable[..., list[LeavingDialog]], monkeypatch: pytest.MonkeyPatch,
    out: Path, qtbot: QtBot, window: MainWindow,
) -> None:  # fmt: skip
    file_to(monkeypatch, out / "profil.xlsx")
    words: list[list[str]] = []

    def answer(dialog: LeavingDialog) -> None:
        words.append(lines_of(dialog))
        if wanted:
            dialog.contacts.click()
        dialog.agree.click()

    answers(LeavingDialog, answer)
    window.page_to_excel()
    qtbot.waitUntil(profile.banner.isVisible, timeout=LONG)
    assert words == [[]], "it is asked about the contacts alone"
    assert bool(places_of(OFFICE, out)) is wanted
    assert contacts_of(window.session)


def test_a_team_copy_says_that_it_is_the_plan_as_it_is(
    handing_in: HandingInPage, answers: Callable[..., list[LeavingDialog]], document: Document
) -> None:
    def look(dialog: LeavingDialog) -> None:
        words = " ".join(label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text"))
        assert "memuat rencana dan riwayatnya apa adanya" in words
        assert dialog.agree.text() == "Lanjutkan apa adanya"
        assert not dialog.contacts.isVisible()
        dialog.reject()

    assert len(answers(LeavingDialog, look)) == 0
    handing_in.copy.click()
    assert list_outgoing(document.raw) == []
    assert "kontak kantor orang tidak ikut" in handing_in.copy.toolTip()


# -- what left


@pytest.fixture
def listed(document: Document, handing_in: HandingInPage) -> HandingInPage:
    with document.change("Catat yang keluar") as db:
        record(db, Outgoing("", "cetakan-kertas", "Program/Inisiatif", place="HP LaserJet", made_by="Sari"))
        record(
            db, Outgoing("", "rencana-induk", recipient="Bappelitbangda", place="/media/flashdisk", digest="ab" * 32)
        )
    handing_in.refresh(None)
    return handing_in


def test_the_list_is_searched_and_told_by_kind(listed: HandingInPage) -> None:
    sent = listed.sent
    assert {row.what for row in sent.grid.rows.rows} == {
        "Cetakan di kertas: Program/Inisiatif", "Rencana induk, siap cetak (PDF)",
    }  # fmt: skip
    assert "2 kali keluar" in listed.facts.text()
    sent.filter.setText("bappelit")
    assert [row.what for row in sent.grid.rows.shown] == ["Rencana induk, siap cetak (PDF)"]
    sent.grid.go_to(sent.grid.rows.shown[0].id)
    assert not sent.copy_text.isEnabled(), "words go along with packages alone"
    table = listed.printable().sections[0]
    assert len(table.lines) == 1, "what goes to Excel is what the filter leaves"  # type: ignore[union-attr]


def test_a_recipient_is_noted_afterwards(listed: HandingInPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LineDialog, "exec", lambda box: box.field.setText("Sekda") or box.agree.click() or box.result())
    listed.sent.grid.go_to(next(row.id for row in listed.sent.grid.rows.rows if "kertas" in row.what))
    listed.sent.recipient.click()
    assert {row.sent.recipient for row in listed.sent.grid.rows.rows} == {"Sekda", "Bappelitbangda"}


@pytest.mark.parametrize("agreed", [True, False])
def test_an_entry_is_deleted_after_a_question(
    listed: HandingInPage, agreed: bool, answers: Callable[..., list[QMessageBox]], document: Document
) -> None:
    def answer(box: QMessageBox) -> None:
        assert "Berkas yang sudah keluar tetap ada pada penerimanya" in box.informativeText()
        role = QMessageBox.ButtonRole.AcceptRole if agreed else QMessageBox.ButtonRole.RejectRole
        next(button for button in box.buttons() if box.buttonRole(button) is role).click()

    seen = answers(QMessageBox, answer)
    listed.sent.grid.setFocus()
    QTest.keyClick(listed.sent.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert len(seen) == 1
    assert len(list_outgoing(document.raw)) == (1 if agreed else 2)
    assert listed.sent.copied.isVisible() is agreed


# -- erasing


def test_the_window_erases_what_is_ticked_and_names_what_it_cannot_reach(
    profile: ProfilePage, answers: Callable[..., list[ErasingDialog]], document: Document, data_dir: Path, qtbot: QtBot
) -> None:
    with document.change("Catat yang keluar") as db:
        record(db, Outgoing("", "buku-kerja", contacts=1, recipient="Bappelitbangda", place="/media/flashdisk"))

    def tick(dialog: ErasingDialog) -> None:
        assert dialog.agree.isEnabled(), "the member whose button was pressed is ticked"
        assert "Bappelitbangda" in dialog.away.text()
        dialog.with_backups.setChecked(not dialog.with_backups.isHidden())
        dialog.agree.click()

    answers(ErasingDialog, tick)
    profile.bodies.members.contacts.erase.setFocus()
    QTest.keyClick(profile.bodies.members.contacts.erase, Qt.Key.Key_Return)
    qtbot.waitUntil(profile.banner.isVisible, timeout=LONG)
    assert profile.banner.words.text().startswith("Kontak kantor 1 orang sudah dihapus untuk selamanya.")
    assert profile.window().focusWidget() is profile.bodies.members.grid
    assert (profile.bodies.members.contacts.phone.line.text(), read_contacts(document.raw)) == ("", {})
    assert places_of(OFFICE, data_dir) == []
    profile.go_to.emit("overview", "")
    assert profile.banner.isHidden()


def test_nothing_is_erased_while_nothing_is_ticked(
    profile: ProfilePage, answers: Callable[..., list[ErasingDialog]], document: Document, window: MainWindow
) -> None:
    def look(dialog: ErasingDialog) -> None:
        assert dialog.list.count() == 2, "one contact, and the name of who typed the sample"
        assert (dialog.agree.isEnabled(), dialog.missing.text()) == (False, "Centang dahulu yang akan dihapus.")
        dialog.reject()

    answers(ErasingDialog, look)
    window.actions_of_plan.erase.trigger()
    assert len(read_contacts(document.raw)) == 1
