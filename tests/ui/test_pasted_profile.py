"""Lists of Excel become bodies, members, meetings and legal documents; what is left out is told before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gmsc_desktop import paths
from gmsc_desktop.models import bodies
from gmsc_desktop.models.records import Agency, Body, BodyMember, LegalDocument, Meeting, Person
from gmsc_desktop.text import set_language
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.new_row import EditedTable
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid
from gmsc_desktop.ui.tables.paste_preview import PastePreview
from tests.ui.conftest import OpenWindow
from tests.ui.in_paste import copied, in_preview, shown

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Told = list[tuple[str, str, str]]


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en", paths.resource("locale"))
    yield
    set_language("id")


@pytest.fixture
def page(window: MainWindow) -> ProfilePage:
    window.show_page("profile")
    found = window.page
    assert isinstance(found, ProfilePage)
    return found


@pytest.fixture
def forum(page: ProfilePage, session: Session) -> Body:
    """A body without members and meetings, in the current row."""
    made = session.act("Tambah", lambda db: bodies.add_body(db, "forum", name="Forum Smart City"))
    page.tabs.choose(page.bodies)
    page.bodies.grid.go_to(made)
    row = session.snapshot.get(Body, made)
    assert row is not None
    return row


def paste(grid: Grid, text: str) -> Told:
    """Paste as new rows and accept; what the preview told of each line."""
    copied(text)
    told: Told = []
    in_preview(lambda preview: told.extend(shown(preview)))
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_V, CONTROL | SHIFT)
    return told


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Kepala Dinas Kominfo\tAnggota", "Camat Belopa\tKetua"],
         [("", "Kepala Dinas Kominfo", "Anggota"), ("", "Camat Belopa", "Ketua")]),
        (["Anggota\tMuh. Yusuf\tDirektur RSUD"], [("Muh. Yusuf", "Direktur RSUD", "Anggota")]),
        (["Muh. Yusuf\tDirektur RSUD", "Sitti Aminah\tDosen"],
         [("Muh. Yusuf", "Direktur RSUD", ""), ("Sitti Aminah", "Dosen", "")]),
        (["Muh. Yusuf\tKetua", "Sitti Aminah\tAnggota"],
         [("Muh. Yusuf", "", "Ketua"), ("Sitti Aminah", "", "Anggota")]),
    ],
)  # fmt: skip
def test_a_list_without_headings_is_known_by_what_its_columns_say(
    page: ProfilePage, forum: Body, session: Session, lines: list[str], expected: list[tuple[str, str, str]]
) -> None:
    page.bodies.tabs.choose(page.bodies.members)
    paste(page.bodies.members.grid, "\r\n".join(lines))
    assert [(name, post, role) for name, post, _element, role in members(session, forum)] == expected


def legal(session: Session) -> set[LegalDocument]:
    return set(session.snapshot.all(LegalDocument))


def members(session: Session, body: Body) -> list[tuple[str, str, str, str]]:
    made = []
    for member in session.snapshot.where(BodyMember, "body_id", body.id):
        person = session.snapshot.get(Person, member.person_id)
        assert person is not None
        made.append((person.name, person.post, member.element, member.role))
    return made


def test_members_come_with_post_office_element_and_role(page: ProfilePage, forum: Body, session: Session) -> None:
    part = page.bodies.members
    page.bodies.tabs.choose(part)
    agency = session.snapshot.all(Agency)[0]
    lines = [
        "No\tNama\tJabatan\tKedudukan\tUnsur\tOPD",
        f"1\tHj. Andi Nurhayati\tKepala Dinas\tKetua\tPemerintah\t{agency.name.upper()}",
        "2\tMuh. Yusuf\tKetua STIKES\tAnggota\tPerguruan tinggi\tDinas Antah Berantah",
        "3\tSitti Aminah\t\tAnggota\tSalah\t",
        "4\t\t\tAnggota\t\t",
        "6\t\tDirektur RSUD\tAnggota\t\t",
        "5\tHj. Andi Nurhayati\tKepala Dinas\tKetua\t\t",
    ]
    field = part.new_row.name
    copied("\r\n".join(lines))
    told: Told = []

    def look(preview: PastePreview) -> None:
        preview.offices.setChecked(False)
        told.extend(shown(preview))

    in_preview(look)
    field.setFocus()
    QTest.keyClick(field, Key.Key_V, CONTROL)
    why = {text: (state, words) for state, text, words in told}
    both = "“Nama” dan “Jabatan” kosong. Isi salah satunya, lalu tempel lagi baris ini."
    assert why[""] == ("Ditolak", both)
    assert why["Direktur RSUD"] == ("Baris baru", "“Nama” belum diisi: baris ini dikenal menurut “Jabatan”.")
    assert "belum ada di “OPD”" in why["Muh. Yusuf"][1]
    assert "Salah" in why["Sitti Aminah"][1]
    assert [state for state, text, _why in told if text == "Hj. Andi Nurhayati"] == ["Dilewati", "Baris baru"]
    element = session.pack.choices("member_element")
    assert [(name, post, role) for name, post, _element, role in members(session, forum)] == [
        ("Hj. Andi Nurhayati", "Kepala Dinas", "Ketua"),
        ("Muh. Yusuf", "Ketua STIKES", "Anggota"),
        ("Sitti Aminah", "", "Anggota"),
        ("", "Direktur RSUD", "Anggota"),
    ]
    place = next(at for at, row in enumerate(part.grid.rows.shown) if row.post == "Direktur RSUD")
    cell = part.grid.rows.index(place, part.grid.rows.column_place("name"))
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Nama nama belum diisi"
    assert cell.data() == "", "what is copied and edited stays empty"
    assert members(session, forum)[0][2] in {choice.code for choice in element}
    person = session.snapshot.get(Person, session.snapshot.where(BodyMember, "body_id", forum.id)[0].person_id)
    assert person is not None
    assert person.agency_id == agency.id
    assert session.undo_label == "Tempel 4 baris baru"
    session.undo()
    assert members(session, forum) == []


@pytest.mark.usefixtures("english")
def test_headings_of_an_indonesian_list_are_known_on_an_english_screen(
    page: ProfilePage, forum: Body, session: Session
) -> None:
    page.bodies.tabs.choose(page.bodies.members)
    assert page.bodies.members.grid.rows.columns[0].title == "Name"
    paste(page.bodies.members.grid, "No\tNama\tJabatan\n1\tSitti\tLurah\n")
    assert [(name, post) for name, post, *_rest in members(session, forum)] == [("Sitti", "Lurah")]


def test_contacts_of_persons_are_left_out_with_a_reason_and_the_reason_stands_whole(
    page: ProfilePage, forum: Body, session: Session
) -> None:
    page.bodies.tabs.choose(page.bodies.members)
    said: list[str] = []
    details: list[str] = []

    def look(preview: PastePreview) -> None:
        said.append(preview.words.text())
        details.append(preview.detail.text())

    copied("Nama\tJabatan\tTelepon\nSitti\tLurah\t0811223344\n\t\t0811223355\n")
    in_preview(look)
    page.bodies.members.grid.setFocus()
    QTest.keyClick(page.bodies.members.grid, Key.Key_V, CONTROL | SHIFT)
    assert "Tidak ditempel: kolom 3 (“Telepon”). Telepon dan surel adalah data pribadi" in said[0]
    assert "Pilih tujuannya di atas" not in said[0]
    assert details == ["Baris 3: “Nama” dan “Jabatan” kosong. Isi salah satunya, lalu tempel lagi baris ini."]
    assert [name for name, *_rest in members(session, forum)] == ["Sitti"]


def test_a_person_who_is_known_is_not_recorded_twice(page: ProfilePage, forum: Body, session: Session) -> None:
    page.bodies.tabs.choose(page.bodies.members)
    known = next(row for row in session.snapshot.all(Person) if row.name and not row.agency_id)
    people = len(session.snapshot.all(Person))
    paste(page.bodies.members.grid, f"{known.name}\t{known.post}\tAnggota\nBaru Sekali\tLurah\tAnggota\n")
    assert len(session.snapshot.all(Person)) == people + 1
    assert [name for name, *_rest in members(session, forum)] == [known.name, "Baru Sekali"]


def test_without_headings_a_numbered_list_is_read_as_name_and_post(page: ProfilePage, forum: Body) -> None:
    part = page.bodies.members
    page.bodies.tabs.choose(part)
    copied("1\tAli\tKepala Dinas Komunikasi dan Informatika\n2\tBudi\tSekretaris Daerah\n")
    seen: list[str] = []

    def look(preview: PastePreview) -> None:
        seen.extend(choice.currentText() for choice in preview.targets)

    in_preview(look)
    part.new_row.name.setFocus()
    QTest.keyClick(part.new_row.name, Key.Key_V, CONTROL)
    assert seen == ["(tidak dipakai)", "Nama", "Jabatan"]
    assert [(row.name, row.post) for row in part.grid.rows.shown] == [
        ("Ali", "Kepala Dinas Komunikasi dan Informatika"),
        ("Budi", "Sekretaris Daerah"),
    ]


def test_meetings_of_one_subject_are_told_apart_by_their_day(page: ProfilePage, forum: Body, session: Session) -> None:
    page.bodies.tabs.choose(page.bodies.meetings)
    lines = [
        "Tanggal\tPokok bahasan\tPeserta\tKeputusan",
        "30/09/2026\tRapat koordinasi\t25\tDilanjutkan",
        "15 Oktober 2026\tRapat koordinasi\t31\t",
        "30 September 2026\trapat  koordinasi\t25\t",
        "31/02/2026\tEvaluasi\tdua puluh\t",
    ]
    told = paste(page.bodies.meetings.grid, "\n".join(lines))
    assert [(state, text) for state, text, _why in told] == [
        ("Dilewati", "rapat koordinasi"),
        ("Baris baru", "Evaluasi"),
        ("Baris baru", "Rapat koordinasi"),
        ("Baris baru", "Rapat koordinasi"),
    ]
    assert "Februari 2026 hanya sampai tanggal 28" in told[1][2]
    assert "“dua puluh” belum dapat dibaca" in told[1][2]
    made = session.snapshot.where(Meeting, "body_id", forum.id)
    assert sorted((row.held_on, row.subject, row.participants, row.decisions) for row in made) == [
        ("", "Evaluasi", None, ""),
        ("2026-09-30", "Rapat koordinasi", 25, "Dilanjutkan"),
        ("2026-10-15", "Rapat koordinasi", 31, ""),
    ]
    again = paste(page.bodies.meetings.grid, "30/09/2026\tRapat koordinasi\n16/10/2026\tRapat koordinasi\n")
    assert [state for state, _text, _why in again] == ["Dilewati", "Baris baru"]


def test_bodies_take_the_kind_that_is_asked_where_no_column_tells_it(page: ProfilePage, session: Session) -> None:
    page.tabs.choose(page.bodies)
    before = len(session.snapshot.all(Body))
    kind = page.bodies.table.new_row.kind
    assert kind is not None
    kind.show_text("pokja")
    paste(page.bodies.grid, "Nama lembaga\tDimensi\nPokja Layanan\tSmart Living\nPokja Data\t\n")
    made = session.snapshot.all(Body)[before:]
    assert [(row.name, row.kind, row.dimension) for row in made] == [
        ("Pokja Layanan", "pokja", "SL"),
        ("Pokja Data", "pokja", ""),
    ]
    told = paste(page.bodies.grid, "Nama lembaga\tJenis lembaga\tDimensi\nDewan Baru\tDewan Smart City\tSmart Living\n")
    assert told[0][0] == "Ditolak"
    assert "Hanya pokja" in told[0][2]
    assert len(session.snapshot.all(Body)) == before + 2


def test_legal_documents_come_with_number_day_and_status(page: ProfilePage, session: Session) -> None:
    page.tabs.choose(page.legal)
    before = legal(session)
    kinds = session.pack.choices("legal_kind")
    status = next(choice for choice in session.pack.choices("legal_status") if choice.code == "berlaku")
    lines = [
        "Jenis\tNomor\tTanggal\tTentang\tStatus\tBerlaku sejak\tBerlaku sampai",
        f"{kinds[0].label}\t100/2026\t02/01/2026\tTim Pelaksana\t{status.label}\t\t",
        f"{kinds[0].label}\t101/2026\t03/01/2026\tTim Pelaksana\t{status.label}\t\t",
        f"{kinds[0].label}\t102/2026\t\tTerbalik\t\t01/05/2026\t01/04/2026",
    ]
    told = paste(page.legal.grid, "\n".join(lines))
    assert [(state, text) for state, text, _why in told] == [
        ("Ditolak", "Terbalik"),
        ("Baris baru", "Tim Pelaksana"),
        ("Baris baru", "Tim Pelaksana"),
    ]
    made = sorted(legal(session) - before, key=lambda row: row.number)
    assert [(row.kind, row.number, row.dated, row.status) for row in made] == [
        (kinds[0].code, "100/2026", "2026-01-02", "berlaku"),
        (kinds[0].code, "101/2026", "2026-01-03", "berlaku"),
    ]
    assert page.legal.form.record_id == made[0].id


def test_a_kind_is_read_as_people_write_it_and_an_unknown_one_is_told_by_its_own_reason(
    page: ProfilePage, session: Session
) -> None:
    page.tabs.choose(page.legal)
    before = legal(session)
    lines = [
        "Jenis\tNomor\tTanggal\tTentang",
        "Perbup\t1/2026\t02/01/2026\tSatu Data",
        "Peraturan Bupati\t2/2026\t03/01/2026\tSPBE",
        "Kitab\t3/2026\t03/01/2026\tLain",
    ]
    told = paste(page.legal.grid, "\n".join(lines))
    assert told[0][:2] == ("Ditolak", "Lain")
    assert told[0][2].startswith("“Kitab” bukan pilihan untuk “Jenis”.")
    assert "kosong" not in told[0][2]
    assert {(row.kind, row.title) for row in legal(session) - before} == {("perkada", "Satu Data"), ("perkada", "SPBE")}
    page.tabs.choose(page.bodies)
    bodies_told = paste(page.bodies.grid, "Nama lembaga\tJenis lembaga\nPokja Satu\tPokja Governance\n")
    assert bodies_told[0][2].startswith("“Pokja Governance” bukan pilihan untuk “Jenis lembaga”.")


def test_what_is_not_there_yet_is_told_with_page_and_tab(page: ProfilePage) -> None:
    page.tabs.choose(page.bodies)
    told = paste(page.bodies.grid, "Nama lembaga\tJenis lembaga\tSK\nForum Uji\tForum Smart City Daerah\tSK 100/2025\n")
    assert told[0][2] == (
        "“SK 100/2025” belum ada di “SK”. Tambahkan lebih dahulu di Profil & Lembaga > Dokumen Hukum."
    )
    entry = next(entry for entry in PAGES if entry.key == "profile")
    bar = page.tabs.bar
    shown_tabs = {bar.tabText(place).replace("&&", "&") for place in range(bar.count())}
    assert set(entry.tabs.values()) <= shown_tabs


def test_days_are_seen_by_their_look_and_columns_that_go_nowhere_are_told(page: ProfilePage, forum: Body) -> None:
    part = page.bodies.meetings
    page.bodies.tabs.choose(part)
    copied("1\t12 Okt\tRapat awal\t20/10/2026\n2\t13/10/2026\tRapat kedua\t\n3\t14/10/26\tRapat ketiga\t\n")
    seen: list[str] = []
    words: list[str] = []

    def look(preview: PastePreview) -> None:
        seen.extend(choice.currentText() for choice in preview.targets)
        words.append(preview.words.text())
        preview.targets[0].show_text(str(part.grid.rows.column_place("participants")))
        preview.targets[0].typed.emit()
        words.append(preview.words.text())

    in_preview(look)
    part.new_row.name.setFocus()
    QTest.keyClick(part.new_row.name, Key.Key_V, CONTROL)
    assert seen == ["(tidak dipakai)", "(tidak dipakai)", "Pokok bahasan", "Tanggal"]
    assert "Tidak dipakai: kolom 1 (“1”), kolom 2 (“12 Okt”). Pilih tujuannya di atas" in words[0]
    assert "Tidak dipakai: kolom 2 (“12 Okt”)." in words[1]
    copied("1\t12 Okt\tRapat lagi\n2\t15/10/2026\tRapat lain\n3\t16/10/26\tRapat akhir\n")
    seen.clear()
    in_preview(lambda preview: seen.extend(choice.currentText() for choice in preview.targets))
    QTest.keyClick(part.new_row.name, Key.Key_V, CONTROL)
    assert seen == ["(tidak dipakai)", "Tanggal", "Pokok bahasan"]
    days = {row.subject: row.held_on for row in part.grid.rows.shown}
    assert (days["Rapat lagi"], days["Rapat lain"], days["Rapat akhir"]) == ("", "2026-10-15", "")


def test_the_button_pastes_and_an_empty_clipboard_is_told(
    page: ProfilePage, window: MainWindow, session: Session
) -> None:
    page.tabs.choose(page.legal)
    button = page.legal.table.paste
    assert button is not None
    assert button.isVisible()
    copied("")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "Papan klip tidak memuat teks." in window.status.said.text()
    before = legal(session)
    copied("Perbup Satu Data")
    in_preview(lambda _preview: None)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [row.title for row in legal(session) - before] == ["Perbup Satu Data"]


def test_a_plan_that_is_only_looked_at_takes_no_rows(session: Session, open_window: OpenWindow) -> None:
    window = open_window(Session(None, session.snapshot, lambda _sha256: None))
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    before = session.snapshot
    for part in (page.agencies, page.bodies, page.legal):
        page.tabs.choose(part)
        table = part if isinstance(part, EditedTable) else part.table
        assert table.paste is not None
        assert not table.paste.isVisible()
        copied("Satu\tDua\nTiga\tEmpat\n")
        table.grid.setFocus()
        QTest.keyClick(table.grid, Key.Key_V, CONTROL | SHIFT)
    assert window.session.snapshot is before
