"""A block of Excel becomes new rows: as Excel writes it, looked at first, added as one step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.editing import update
from gmsc_desktop.models.plan import reopen_year
from gmsc_desktop.models.records import Agency, Body, Indicator, Initiative, InitiativeBudget, ProgressEntry, Target
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid, Totals
from gmsc_desktop.ui.tables.menu import cell_menu
from gmsc_desktop.ui.tables.paste_preview import FILL, PastePreview
from gmsc_desktop.ui.tables.pasting import read_block
from tests.ui.in_paste import copied, in_preview, shown

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def initiatives(session: Session) -> list[Initiative]:
    return list(session.snapshot.all(Initiative))


EXCEL = (
    "Nama inisiatif\tDimensi\tOPD\tMulai\tSelesai\tDeskripsi\tPagu\r\n"
    '"Rumah ""Sehat"" Desa"\tSmart Living\tDINAS KESEHATAN\t2026\t2028\t"Baris satu\nbaris dua"\t"Rp1.500.000,-"\r\n'
    "Sang Sultan\tSmart Economy\t\t2026\t2027\t\t\r\n"
    "Pasar Daring\tSmart Economy\tDinas Antah Berantah\t2027\t2025\t\t\r\n"
    "\tSmart Economy\t\t2026\t\t\t\r\n"
    "Peta Digital\tSmart Governance\tDinas Antah Berantah\t2027\t\t\t\r\n"
)


def test_offices_that_the_plan_does_not_have_are_proposed_and_made_in_the_same_step(
    grid: Grid, window: MainWindow, session: Session
) -> None:
    before, offices = initiatives(session), session.snapshot.all(Agency)
    copied(EXCEL)
    offered: list[str] = []
    in_preview(lambda preview: offered.append(preview.offices.text()))
    QTest.keyClick(grid, Key.Key_V, CONTROL | SHIFT)
    assert offered
    assert "Dinas Antah Berantah" in offered[0]
    [made] = [row for row in session.snapshot.all(Agency) if row.name == "Dinas Antah Berantah"]
    assert [row.agency_id for row in initiatives(session)[len(before) :] if row.title == "Peta Digital"] == [made.id]
    window.undo()
    assert session.snapshot.all(Agency) == offices


def test_headings_name_the_columns_and_everything_that_is_left_out_is_told(
    grid: Grid, window: MainWindow, session: Session
) -> None:
    agency = session.snapshot.all(Agency)[0]
    before = initiatives(session)
    copied(EXCEL.replace("DINAS KESEHATAN", agency.name.upper()))
    told: list[tuple[str, str, str]] = []

    def look(preview: PastePreview) -> None:
        preview.offices.setChecked(False)
        told.extend(shown(preview))

    in_preview(look)
    QTest.keyClick(grid, Key.Key_V, CONTROL | SHIFT)
    states = {text: (state, why) for state, text, why in told}
    assert states["Pasar Daring"][0] == "Ditolak"
    assert "2025" in states["Pasar Daring"][1]
    assert states[""] == ("Ditolak", "“Nama inisiatif” kosong.")
    assert states["Sang Sultan"][0] == "Dilewati"
    assert states["Peta Digital"][0] == "Baris baru"
    assert "“Dinas Antah Berantah” belum ada" in states["Peta Digital"][1]
    assert told[0][0] == told[1][0] == "Ditolak"
    made = initiatives(session)[len(before) :]
    assert [row.title for row in made] == ['Rumah "Sehat" Desa', "Peta Digital"]
    first = made[0]
    assert (first.dimension, first.agency_id, first.year_start, first.year_end) == ("SL", agency.id, 2026, 2028)
    assert first.description == "Baris satu\nbaris dua"
    assert first.code.startswith("SL-")
    assert grid.current_id == first.id
    assert session.undo_label == "Tempel 2 baris baru"
    window.undo()
    assert initiatives(session) == before


def test_a_twin_is_added_only_where_the_person_says_so(grid: Grid, session: Session) -> None:
    before = initiatives(session)
    copied("Sang Sultan\r\nSang Sultan\r\n")
    in_preview(lambda preview: preview.twins.click())
    QTest.keyClick(grid, Key.Key_V, CONTROL | SHIFT)
    made = initiatives(session)[len(before) :]
    assert [row.title for row in made] == ["Sang Sultan"] * 2
    assert {row.dimension for row in made} == {before[0].dimension}  # proposed for all: that of the current row


def test_without_headings_values_tell_the_columns_and_a_wrong_guess_is_mended(grid: Grid, session: Session) -> None:
    before = initiatives(session)
    copied("1\tTaman Baca Keliling\tSmart Society\tBantu warga\n2\tLampu Jalan Surya\tSmart Environment\tHemat\n")

    def mend(preview: PastePreview) -> None:
        titles = [choice.currentText() for choice in preview.targets]
        assert titles[1:3] == ["Nama inisiatif", "Dimensi"]
        assert titles[0] == titles[3] == "(tidak dipakai)"
        output = preview.targets[3]
        output.setCurrentIndex(output.findText("Keluaran"))
        output.typed.emit()

    in_preview(mend)
    QTest.keyClick(grid, Key.Key_V, CONTROL | SHIFT)
    made = initiatives(session)[len(before) :]
    assert [(row.title, row.dimension, row.output) for row in made] == [
        ("Taman Baca Keliling", "SS", "Bantu warga"),
        ("Lampu Jalan Surya", "SV", "Hemat"),
    ]


def test_a_block_that_reaches_below_the_last_row_fills_and_adds(grid: Grid, session: Session) -> None:
    before = initiatives(session)
    grid.go_to(grid.rows.shown[-1].id, "title")
    copied("Judul Baru\tSmart Living\nSatu Lagi\tSmart Living\n")

    def fill(preview: PastePreview) -> None:
        assert preview.way.text() == ""  # new rows are proposed: nobody's row is written over unasked
        preview.way.show_text(FILL)
        preview.way.typed.emit()

    in_preview(fill)
    QTest.keyClick(grid, Key.Key_V, CONTROL)
    after = initiatives(session)
    assert len(after) == len(before) + 1
    assert [row.title for row in after[-2:]] == ["Judul Baru", "Satu Lagi"]
    assert session.undo_label == "Tempel 1 baris baru dan 2 sel"


def test_a_code_that_is_taken_is_refused_before_anything_is_written(grid: Grid, session: Session) -> None:
    rows = initiatives(session)
    grid.go_to(rows[0].id, "code")
    copied(f"X-1\n{rows[5].code}\n")
    told: list[tuple[str, str, str]] = []
    in_preview(lambda preview: told.extend(shown(preview)))
    QTest.keyClick(grid, Key.Key_V, CONTROL)
    assert told[0][:2] == ("Ditolak", rows[5].code)
    assert "sudah dipakai" in told[0][2]
    assert [row.code for row in initiatives(session)[:2]] == ["X-1", rows[1].code]


def test_offices_are_pasted_into_the_line_of_a_new_one(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    page.tabs.choose(page.agencies)
    count = len(session.snapshot.all(Agency))
    copied("Nama OPD\tSingkatan\tBerlaku sejak\r\nDinas Perhubungan\tDishub\t02/01/2025\r\n")
    field = page.agencies.new_row.name
    field.setFocus()
    in_preview(lambda _preview: None)
    QTest.keyClick(field, Key.Key_V, CONTROL)
    assert field.text() == ""
    made = session.snapshot.all(Agency)[-1]
    assert len(session.snapshot.all(Agency)) == count + 1
    assert (made.name, made.short_name, made.valid_from) == ("Dinas Perhubungan", "Dishub", "2025-01-02")


def test_indicators_come_with_the_targets_of_their_years(window: MainWindow, session: Session) -> None:
    window.show_page("rpjmd")
    page = window.page
    assert isinstance(page, RpjmdPage)
    known = next(row for row in session.snapshot.all(Indicator) if row.objective_id)
    page.show_record(known.id)
    assert page.indicators is not None
    part = page.indicators.grid
    years = [column.title for column in part.rows.columns if column.key.startswith("target-")]
    copied(f"Indikator\tSatuan\tKondisi awal\t{years[0]}\t{years[1]}\nAngka Ketergantungan\tpersen\t12,5%\t<11\t10,5\n")
    part.setFocus()
    in_preview(lambda _preview: None)
    QTest.keyClick(part, Key.Key_V, CONTROL | SHIFT)
    made = session.snapshot.all(Indicator)[-1]
    assert (made.text, made.unit, made.baseline_text) == ("Angka Ketergantungan", "persen", "12,5%")
    assert made.objective_id == known.objective_id
    targets = [(target.year, target.text) for target in session.snapshot.where(Target, "indicator_id", made.id)]
    assert targets == [(int(years[0]), "<11"), (int(years[1]), "10,5")]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"dua\nbaris"\tx\r\n', [["dua\nbaris", "x"]]),
        ('"pipa 5"" dan 6"""\tx', [['pipa 5" dan 6"', "x"]]),
        ('pipa 5"\tx\nlain\ty', [['pipa 5"', "x"], ["lain", "y"]]),
        ("a\t\t\r\n\t\t\r\n\r\n", [["a", "", ""]]),
        ("", []),
    ],
)
def test_the_clipboard_of_a_spreadsheet_is_read(text: str, cells: list[list[str]]) -> None:
    assert read_block(text) == cells


def test_selected_rows_are_deleted_with_what_hangs_on_them_and_brought_back_by_the_button(
    grid: Grid, window: MainWindow, session: Session
) -> None:
    before = session.snapshot
    grid.go_to(grid.rows.shown[1].id, "title")
    QTest.keyClick(grid, Key.Key_Down, SHIFT)
    gone = {row.id for row in grid.rows.shown[1:3]}
    QTest.keyClick(grid, Key.Key_Delete, CONTROL)
    assert {row.id for row in before.all(Initiative)} - {row.id for row in initiatives(session)} == gone
    budgets = sum(len(before.where(InitiativeBudget, "initiative_id", row)) for row in gone)
    told = window.status.said.text()
    assert told.startswith("Dihapus: 2 inisiatif, beserta ")
    assert f"{budgets} anggaran inisiatif" in told
    assert session.undo_label == "Hapus 2 inisiatif"
    assert window.status.back.isVisible()
    assert grid.hasFocus()
    QTest.mouseClick(window.status.back, Qt.MouseButton.LeftButton)
    assert initiatives(session) == list(before.all(Initiative))
    assert session.snapshot.all(InitiativeBudget) == before.all(InitiativeBudget)
    assert not window.status.back.isVisible()


def open_2025(session: Session) -> None:
    """The sample plan has closed 2025: what that year holds stays."""
    session.act("Buka kembali", reopen_year, 2025, "Bupati", date(2026, 1, 31), "Uji")


def test_after_the_last_row_the_focus_goes_to_how_to_begin(grid: Grid, window: MainWindow, session: Session) -> None:
    open_2025(session)
    grid.selectAll()
    QTest.keyClick(grid, Key.Key_Delete, CONTROL)
    assert initiatives(session) == []
    assert QApplication.focusWidget() is window.page.first_focus()
    window.undo()
    assert grid.isVisible()
    assert len(grid.rows.shown) == 12


def test_what_only_named_a_deleted_record_stays_and_that_is_told(window: MainWindow, session: Session) -> None:
    window.show_page("profile")
    page = window.page
    assert isinstance(page, ProfilePage)
    body = next(row for row in session.snapshot.all(Body) if row.decree_id)
    named = len(session.snapshot.where(Body, "decree_id", body.decree_id))
    page.show_record(body.decree_id)
    QTest.keyClick(page.legal.grid, Key.Key_Delete, CONTROL)
    assert window.status.said.text().startswith("Dihapus: dokumen hukum “")
    assert f"dikosongkan pada {named} lembaga" in window.status.said.text()
    window.undo()
    assert len(session.snapshot.where(Body, "decree_id", body.decree_id)) == named


def test_what_a_closed_year_holds_is_not_deleted_and_nothing_else_either(
    grid: Grid, window: MainWindow, session: Session
) -> None:
    held = next(row for row in session.snapshot.all(ProgressEntry) if row.year == 2025)
    before = initiatives(session)
    grid.selectAll()
    QTest.keyClick(grid, Key.Key_Delete, CONTROL)
    assert initiatives(session) == before
    page = window.page
    assert "ditutup" in page.banner.words.text()
    assert page.banner.isVisible()
    assert held in session.snapshot.all(ProgressEntry)


def test_the_menu_of_a_row_names_the_keys_and_deletes(grid: Grid, session: Session, window: MainWindow) -> None:
    open_2025(session)
    count = len(initiatives(session))
    menu = cell_menu(grid)
    words = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert "Tempel sebagai baris baru…" in words
    words["Hapus baris"].trigger()
    assert len(initiatives(session)) == count - 1
    window.actions_of_plan.undo.trigger()
    window.actions_of_plan.delete_rows.trigger()
    assert len(initiatives(session)) == count - 1


def test_an_edited_row_stays_where_it_is_until_the_next_filter_or_order(
    grid: Grid, window: MainWindow, session: Session
) -> None:
    page = window.page
    assert isinstance(page, InitiativesPage)
    page.filter.setText("sang")
    totals = page.findChild(Totals)
    assert isinstance(totals, Totals)
    row = grid.rows.shown[0]
    page.form.form.rows["title"].editor.widget().setFocus()
    session.act("Ubah nama", update, "initiative", row.id, {"title": "Nama Lain", "description": ""})
    assert [shown.title for shown in grid.rows.shown] == ["Nama Lain"]
    assert totals.count.text() == "1 dari 12 baris; 1 tidak cocok lagi dengan saringan"
    page.filter.setText("sang ")
    assert grid.rows.shown == []
    page.filter.clear()
    grid.sort_by(grid.rows.column_place("title"))
    order = [shown.id for shown in grid.rows.shown]
    session.act("Ubah nama", update, "initiative", order[0], {"title": "Zzz"})
    assert [shown.id for shown in grid.rows.shown] == order
    grid.sort_by(grid.rows.column_place("title"))
    assert grid.rows.shown[0].id == order[0]  # downwards, Zzz is the first
