"""The guided start of a plan that existed before: steps follow the plan, lead to their places, and can be put away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import library, plan, stages
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.initiatives import add_initiative
from gmsc_desktop.models.rows import add_row
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.importing.window import ImportWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.overview import OverviewPage
from gmsc_desktop.ui.pages.overview_start import IMPORT, Step
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.session import Session
from tests.models.complete_plan import TODAY
from tests.models.use_cases import LUWU
from tests.sample_plan import sample_tables
from tests.ui.conftest import OpenWindow

INITIATIVE_KNOWN = "1 inisiatif tercatat. Quick win belum ada; tabelnya dapat diimpor di halaman Inisiatif."
IMPORTS = {"Impor RPJMD": "rpjmd", "Impor inisiatif": "initiatives", "Impor realisasi tahun lalu": "progress"}


def has_window(key: str) -> bool:
    """Whether a page has an import to which a step can lead."""
    return any(c.name_text.startswith(IMPORT) for entry in PAGES if entry.key == key for c in entry.commands)


@pytest.fixture
def document(data_dir: object) -> Iterator[Document]:
    """An existing plan of 2019 to 2022 with nothing in it yet."""
    plan_id = new_id()

    def fill(document: Document) -> None:
        with document.change("Catat") as db:
            plan.begin(db, plan_id=plan_id, title="Lama", region=LUWU, period_start=2019, period_end=2022)
            stages.begin_existing(db, "Sekda", TODAY)

    with library.created(plan_id, fill) as made:
        yield made


@pytest.fixture
def page(document: Document, app: QApplication, open_window: OpenWindow) -> OverviewPage:
    window = open_window(Session(document))
    window.show_page("overview")
    page = window.page
    assert isinstance(page, OverviewPage)
    return page


def window_of(page: OverviewPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def step(page: OverviewPage, name: str) -> Step:
    return next(row for row in page.start.list.rows.shown if row.name == name)


def go(page: OverviewPage, name: str) -> None:
    place = page.start.list.rows.shown.index(step(page, name))
    page.start.list.go_to_place(place)
    QTest.keyClick(page.start.list, Qt.Key.Key_Return)


def test_the_steps_stand_first_and_the_first_that_is_not_done_has_the_focus(page: OverviewPage) -> None:
    assert page.start.isVisible()
    assert page.first_focus() is page.start.list
    assert page.start.list.place == 0
    names = [row.name for row in page.start.list.rows.shown]
    assert names == [
        "Masukkan dokumen asli", "Catat penetapannya", "Impor RPJMD", "Impor inisiatif", "Impor realisasi tahun lalu",
        "Lihat yang masih perlu diperiksa",
    ]  # fmt: skip
    assert not any(row.done for row in page.start.list.rows.shown)
    assert page.start.count.text() == f"0 dari {len(names)} langkah selesai"
    assert step(page, "Impor realisasi tahun lalu").sentence.endswith("Belum: 2019–2022.")


def test_a_step_that_was_done_leads_on_to_the_next_that_is_not(page: OverviewPage, document: Document) -> None:
    steps = page.start.list
    steps.go_to_place([row.name for row in steps.rows.shown].index("Impor inisiatif"))
    with document.change("Tambah inisiatif") as db:
        add_initiative(db, "Antrean Daring", "SL")
    assert step(page, "Impor inisiatif").done
    assert steps.rows.shown[steps.place].name == "Impor realisasi tahun lalu"


def test_every_step_leads_to_a_place_that_is_there(page: OverviewPage) -> None:
    for row in page.start.list.rows.shown:
        entry = next(entry for entry in PAGES if entry.key == row.page)
        assert not row.part or row.part in entry.parts


def test_a_step_leads_to_its_page_and_tab_by_key_and_by_click(page: OverviewPage, qtbot: QtBot) -> None:
    window = window_of(page)
    go(page, "Catat penetapannya")
    assert window.page.key == "profile"
    shown = getattr(window.page, "tabs").bar  # noqa: B009  # the page's own tabs
    assert shown.tabText(shown.currentIndex()).replace("&", "") == "Kepala Daerah"
    focus = window.focusWidget()
    assert isinstance(focus, QLineEdit), "the line in which the first head of region is typed"
    assert focus.accessibleName() == "Nama kepala daerah baru"
    window.show_page("overview")
    place = page.start.list.rows.shown.index(step(page, "Lihat yang masih perlu diperiksa"))
    centre = page.start.list.visualRect(page.start.list.rows.index(place, 0)).center()
    QTest.mouseClick(page.start.list.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert window.page.key == "checks"


def test_the_step_of_original_documents_leads_to_their_tab(page: OverviewPage) -> None:
    window = window_of(page)
    go(page, "Masukkan dokumen asli")
    assert isinstance(window.page, ProfilePage)
    assert window.page.part is window.page.originals
    focus = window.focusWidget()
    assert isinstance(focus, Button)
    assert focus.text() == "Tambah dokumen asli…"


def test_the_empty_list_of_initiatives_begins_with_the_import_that_such_a_plan_needs(page: OverviewPage) -> None:
    window = window_of(page)
    window.show_page("initiatives")
    focus = window.focusWidget()
    assert isinstance(focus, Button)
    assert focus.text() == "Impor tabel inisiatif…"
    others = [one for one in window.page.findChildren(Button) if one.isVisible() and one.text() == "Inisiatif baru"]
    assert others[-1].mapTo(window, others[-1].rect().topLeft()).y() > focus.mapTo(window, focus.rect().topLeft()).y()


@pytest.mark.parametrize(("name", "page_key"), [one for one in IMPORTS.items() if has_window(one[1])])
def test_a_step_of_an_import_opens_its_window_over_its_page(
    page: OverviewPage, qtbot: QtBot, name: str, page_key: str
) -> None:
    window = window_of(page)
    go(page, name)
    assert window.page.key == page_key
    opened = window.findChild(ImportWindow)
    assert opened is not None
    assert opened.isVisible()
    opened.reject()
    qtbot.waitUntil(lambda: not opened.isVisible())


def test_a_step_that_is_done_leads_to_what_is_there(page: OverviewPage) -> None:
    page.session.act("Tambah inisiatif", add_initiative, "MPP", "SG")
    go(page, "Impor inisiatif")
    assert window_of(page).page.key == "initiatives"
    assert window_of(page).findChild(ImportWindow) is None


def test_the_empty_mapping_leads_to_the_import_on_which_it_rests(page: OverviewPage, qtbot: QtBot) -> None:
    window = window_of(page)
    window.show_page("mapping")
    shown = [one for one in window.page.findChildren(Button) if one.text() == "Impor tabel RPJMD…" and one.isVisible()]
    shown[0].click()
    assert window.page.key == "rpjmd"
    opened = window.findChild(ImportWindow)
    assert opened is not None
    opened.reject()
    qtbot.waitUntil(lambda: not opened.isVisible())


def test_a_step_is_done_by_what_the_plan_has_and_open_again_when_that_is_taken_back(page: OverviewPage) -> None:
    page.session.act("Tambah inisiatif", add_initiative, "MPP", "SG")
    assert step(page, "Impor inisiatif").done
    assert step(page, "Impor inisiatif").sentence == INITIATIVE_KNOWN
    spoken = str(page.start.list.rows.data(page.start.list.rows.index(page.start.list.rows.shown.index(
        step(page, "Impor inisiatif")), 0), Qt.ItemDataRole.AccessibleTextRole))  # fmt: skip
    assert spoken == f"Impor inisiatif, selesai, {INITIATIVE_KNOWN}"
    page.session.undo()
    assert not step(page, "Impor inisiatif").done


def test_the_steps_are_put_away_and_brought_back_from_everywhere(page: OverviewPage, document: Document) -> None:
    window = window_of(page)
    page.start.away.click()
    assert not page.start.isVisible()
    assert page.first_focus() is page.grid
    page.refresh(None)
    assert not page.start.isVisible()
    window.show_page("rpjmd")
    window.go_to.ask()
    QTest.keyClicks(window.go_to.field, "langkah rencana lama")
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Return)
    assert window.page is page
    assert page.start.isVisible()


def test_an_ordinary_plan_has_no_steps_and_no_command_for_them(
    app: QApplication, document: Document, open_window: OpenWindow
) -> None:
    tables = sample_tables()

    def fill(made: Document) -> None:
        with made.change("Isi") as db:
            for name, rows in tables.items():
                insert_rows(db, name, rows)

    with library.created(str(tables["plan"][0]["id"]), fill) as made:
        window = open_window(Session(made))
        window.show_page("overview")
        page = window.page
        assert isinstance(page, OverviewPage)
        assert not page.start.isVisible()
        assert not window.actions_of_plan.steps.isVisible()
        window.show_page("profile")
        assert isinstance(window.page, ProfilePage)
        assert not window.page.plan.status.day.isVisible()
        window.show_page("overview")
        window.go_to.ask()
        QTest.keyClicks(window.go_to.field, "langkah rencana lama")
        assert window.actions_of_plan.steps.isEnabled() is False
        window.close()


def test_the_book_of_an_existing_plan_is_final_since_the_day_that_a_person_writes(page: OverviewPage) -> None:
    window = window_of(page)
    window.show_part("profile", "Rencana")
    assert isinstance(window.page, ProfilePage)
    status = window.page.plan.status
    assert status.day.isVisible()
    QTest.keyClicks(status.person, "Bupati Luwu")
    for words, told in (("12 Maret 2099", "(12 Maret 2099) belum tiba"), ("besok", "besok")):
        status.day.clear()
        QTest.keyClicks(status.day, words)
        status.button.click()
        assert told in window.page.banner.words.text()
        assert page.session.snapshot.plan.status == "draf"
    status.day.clear()
    QTest.keyClicks(status.day, "12 Maret 2020")
    status.button.click()
    row = page.session.snapshot.plan
    assert (row.status, row.final_by, row.final_on) == ("final", "Bupati Luwu", "2020-03-12")
    assert not status.day.isVisible()
    window.show_page("overview")
    assert step(page, "Catat penetapannya").sentence == (
        "Belum tercatat: kepala daerah saat itu dan nomor Perbup/Perwali."
    )


def test_a_regulation_that_is_kept_already_is_recorded_from_where_it_is(page: OverviewPage, document: Document) -> None:
    with document.change("Catat") as db:
        add_row(db, "head_of_region", {"name": "Andi", "post": "bupati"}, TODAY)
        add_row(db, "original_document", {"kind": "perkada", "title": "Perbup", "number": "12 Tahun 2021"}, TODAY)
    window = window_of(page)
    assert step(page, "Catat penetapannya").sentence.endswith("sudah ada di Dokumen Asli; catat dari sana.")
    go(page, "Catat penetapannya")
    assert isinstance(window.page, ProfilePage)
    assert window.page.originals.as_law.isVisible()


def test_the_origin_of_a_plan_stands_in_its_profile_and_can_be_set_right(page: OverviewPage) -> None:
    window = window_of(page)
    window.show_part("profile", "Rencana")
    assert isinstance(window.page, ProfilePage)
    row = window.page.plan.form.rows["origin"]
    assert row.isVisible()
    assert row.editor.text() == "lama"
    row.editor.show_text("baru")
    row.editor.typed.emit()
    page.session.flush()
    assert page.session.snapshot.plan.origin == "baru"
    window.show_page("overview")
    assert not page.start.isVisible()
