"""The profile page as a person uses it: status, heads, offices and their successors, bodies, legal documents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Agency, Body, BodyMember, HeadOfRegion, Initiative, LegalDocument, Meeting
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.profile_agencies import SuccessionDialog
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid
from tests.ui.conftest import OpenWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def document(document: Document) -> Document:
    """The sample plan with places between which there is room, as the program gives them."""
    with document.change("Isi contoh") as db:
        for table in ("agency", "body", "body_member"):
            db.exec_driver_sql(f"UPDATE {table} SET position = position || 'V'")
    return document


@pytest.fixture
def page(window: MainWindow) -> ProfilePage:
    window.show_page("profile")
    found = window.page
    assert isinstance(found, ProfilePage)
    return found


def press(key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def write(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
    press(Key.Key_Return)


def write_cell(grid: Grid, record_id: str, column: str, text: str) -> None:
    grid.setFocus()
    assert grid.go_to(record_id, column)
    QTest.keyClicks(grid, text[:1])
    write(text[1:])
    grid.rows.session.flush()


def stored(document: Document, table: str, record_id: str, column: str) -> object:
    with document.read():
        found = document.raw.execute(f"SELECT {column} FROM {table} WHERE id=?", (record_id,)).fetchone()
    return found[0] if found else None


def test_the_book_becomes_final_by_a_person_and_a_draft_again(
    page: ProfilePage, session: Session, document: Document
) -> None:
    plan = session.snapshot.plan
    QTest.mouseClick(page.plan.status.button, Qt.MouseButton.LeftButton)
    assert "kosong" in page.banner.words.text()
    assert stored(document, "plan", plan.id, "status") == "draf"
    page.plan.status.person.setFocus()
    QTest.keyClicks(page.plan.status.person, "Bupati Luwu")
    page.plan.status.button.setFocus()
    press(Key.Key_Space)
    assert stored(document, "plan", plan.id, "status") == "final"
    assert stored(document, "plan", plan.id, "final_by") == "Bupati Luwu"
    assert page.plan.status.words.text().startswith("Final: ditetapkan oleh Bupati Luwu pada ")
    assert not page.banner.isVisible()
    press(Key.Key_Space)
    assert stored(document, "plan", plan.id, "status") == "draf"


def test_tabs_are_walked_with_arrows_and_ctrl_n_begins_a_row(
    page: ProfilePage, session: Session, document: Document
) -> None:
    page.tabs.bar.setFocus()
    press(Key.Key_Right)
    press(Key.Key_Right)
    assert page.part is page.heads
    press(Key.Key_N, CONTROL)
    assert page.heads.new_row.name.hasFocus()
    count = len(session.snapshot.all(HeadOfRegion))
    write("Hj. Andi Contoh, S.Sos.")
    heads = session.snapshot.all(HeadOfRegion)
    assert len(heads) == count + 1
    made = next(row for row in heads if row.name == "Hj. Andi Contoh, S.Sos.")
    assert page.heads.new_row.name.text() == ""
    write_cell(page.heads.grid, made.id, "from_date", "20/2/2025")
    assert stored(document, "head_of_region", made.id, "from_date") == "2025-02-20"
    told: list[str] = []
    session.refused.connect(lambda sentence, _next: told.append(sentence))
    write_cell(page.heads.grid, made.id, "to_date", "1/1/2020")
    assert stored(document, "head_of_region", made.id, "to_date") is None
    assert told
    assert "mendahului" in told[0]
    place = page.heads.grid.rows.index(page.heads.grid.rows.place_of(made.id), 4)
    assert place.data(Qt.ItemDataRole.DisplayRole) == ""


def test_an_office_is_added_deleted_and_brought_back(page: ProfilePage, session: Session, window: MainWindow) -> None:
    page.tabs.choose(page.agencies)
    count = len(session.snapshot.all(Agency))
    press(Key.Key_N, CONTROL)
    write("Dinas Perhubungan")
    made = next(row for row in session.snapshot.all(Agency) if row.name == "Dinas Perhubungan")
    assert page.agencies.grid.current_id == made.id
    page.agencies.grid.setFocus()
    press(Key.Key_Delete, CONTROL)
    assert len(session.snapshot.all(Agency)) == count
    window.undo()
    assert session.snapshot.get(Agency, made.id) is not None


def test_a_successor_takes_over_what_is_still_open(page: ProfilePage, session: Session, document: Document) -> None:
    snapshot = session.snapshot
    old = next(row for row in snapshot.all(Agency) if snapshot.where(Initiative, "agency_id", row.id))
    new = next(row for row in snapshot.all(Agency) if row.id != old.id)
    page.tabs.choose(page.agencies)
    page.agencies.grid.go_to(old.id)
    dialog = SuccessionDialog(session, old, page)
    dialog.show()
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == "OPD penerus belum dipilih. Pilih dari daftar."
    dialog.successor.show_text(new.id)
    dialog.on.setText("kapan-kapan")
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.problem.text()
    dialog.on.setText("2 Januari 2027")
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert stored(document, "agency", old.id, "valid_to") == "2027-01-01"
    assert "dialihkan ke" in dialog.told
    place = page.agencies.grid.rows
    assert place.columns[place.column_place("successor")].text(old) in {new.short_name, new.name}


def test_a_member_and_a_meeting_of_a_body(page: ProfilePage, session: Session, document: Document) -> None:
    page.tabs.choose(page.bodies)
    page.bodies.table.new_row.start_row()
    write("Forum Luwu Cerdas")
    body = next(row for row in session.snapshot.all(Body) if row.name == "Forum Luwu Cerdas")
    assert page.bodies.grid.current_id == body.id
    page.bodies.tabs.choose(page.bodies.members)
    page.bodies.members.new_row.start_row()
    write("Ir. Sitti Contoh")
    member = session.snapshot.where(BodyMember, "body_id", body.id)[0]
    write_cell(page.bodies.members.grid, member.id, "post", "Ketua Forum")
    assert stored(document, "person", member.person_id, "post") == "Ketua Forum"
    assert page.bodies.tabs.bar.tabText(1) == "Anggota 1"
    page.bodies.tabs.choose(page.bodies.meetings)
    page.bodies.meetings.new_row.start_row()
    write("Rapat perdana")
    meeting = session.snapshot.where(Meeting, "body_id", body.id)[0]
    assert meeting.subject == "Rapat perdana"
    assert meeting.held_on


def test_a_legal_document_begins_with_its_kind(page: ProfilePage, session: Session, document: Document) -> None:
    page.tabs.choose(page.legal)
    kind = page.legal.table.new_row.kind
    assert kind is not None
    kind.show_text("sk_dewan")
    page.legal.table.new_row.start_row()
    write("Pembentukan Dewan Kota Cerdas")
    made = next(r for r in session.snapshot.all(LegalDocument) if r.title == "Pembentukan Dewan Kota Cerdas")
    assert made.kind == "sk_dewan"
    assert page.legal.form.record_id == made.id


@pytest.mark.parametrize("table", ["agency", "head_of_region", "body", "body_member", "legal_document", "plan"])
def test_a_door_leads_to_any_of_its_records(page: ProfilePage, session: Session, table: str) -> None:
    rows = session.snapshot.rows(table)
    assert rows
    assert page.show_record(rows[-1].id)


def test_a_plan_that_is_read_offers_nothing_that_writes(session: Session, open_window: OpenWindow) -> None:
    window = open_window(Session(None, session.snapshot))
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    assert not page.plan.status.button.isVisible()
    page.tabs.choose(page.agencies)
    assert not page.agencies.new_row.isVisible()
    press(Key.Key_Delete, CONTROL)
    assert len(page.agencies.grid.rows.rows) == len(session.snapshot.all(Agency))
