"""The sheet of an import: what its columns mean, where its heading stands, and layouts that are known again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.exchange.review import Branch
from gmsc_desktop.exchange.sheets import Book, Cell, Place, Range, Sheet
from gmsc_desktop.models.document import Document
from gmsc_desktop.ui.importing.doors import show_import
from gmsc_desktop.ui.importing.sheet_model import SheetModel
from gmsc_desktop.ui.importing.window import ImportWindow
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.session import Session
from tests.exchange.books import FLAT, Rows, write_book
from tests.exchange.test_rpjmd_layouts import LABELLED, LABELLED_MERGED
from tests.ui.conftest import OpenWindow
from tests.ui.in_import import (
    agree,
    book_at,
    branches,
    button,
    come_to_rest,
    press,
    reviewed,
    rpjmd_page,
    without_rpjmd,
)

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
STRANGE: Rows = [  # neither the heading nor the cells of a column tell that it holds indicators
    [*row[:4], name, *row[5:]] for row, name in zip(FLAT, ("Ukuran rahasia", "AHH", "IKM", "BLUD", "UCI"), strict=True)
]


@pytest.fixture
def page(document: Document, app: QApplication, open_window: OpenWindow) -> RpjmdPage:
    """The page RPJMD of a plan in which nothing of it was typed yet."""
    without_rpjmd(document)
    return rpjmd_page(open_window(Session(document)))


def headers(dialog: ImportWindow) -> list[str]:
    cells = dialog.side.view.cells
    return [cells.header_words(column)[0] for column in range(cells.columnCount())]


def choose_meaning(dialog: ImportWindow, name: str, qtbot: QtBot) -> None:
    """In the list of meanings that was just opened, as a person types it."""
    field = dialog.side.matcher.meaning
    qtbot.waitUntil(field.view().isVisible)
    place = field.findText(name)
    assert place >= 0
    field.hidePopup()
    field.setCurrentIndex(place)
    field.activated.emit(place)
    come_to_rest(dialog, qtbot)


def test_an_unknown_column_gets_its_meaning_by_keyboard_and_is_known_the_next_time(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = book_at(tmp_path / "aneh.xlsx", STRANGE)
    dialog = reviewed(page, path, qtbot)
    assert headers(dialog)[3:6] == ["Program", "Belum dikenali", "Satuan"]
    assert not any("Indikator" in line for line in branches(dialog))
    dialog.side.go_to(Place("Tabel", 1, 4), focus=True)
    assert dialog.side.matcher.name.text() == "Kolom E: Ukuran rahasia"
    press(Key.Key_Down, ALT)
    choose_meaning(dialog, "Indikator", qtbot)
    assert headers(dialog)[4] == "Indikator"
    assert sum("Indikator" in line for line in branches(dialog)) == 4
    agree(dialog, page.session, qtbot)
    again = reviewed(page, path, qtbot)
    assert headers(again)[4] == "Indikator"
    assert "seperti terakhir kali" in again.banner.words.text()
    QTest.mouseClick(button(again.banner, "Baca menurut kepalanya"), Qt.MouseButton.LeftButton)
    come_to_rest(again, qtbot)
    assert headers(again)[4] == "Belum dikenali"
    assert not again.banner.isVisible()


def test_a_click_on_a_header_asks_and_a_year_is_typed(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    rows: Rows = [[*FLAT[0][:7], "Angka kesatu", *FLAT[0][8:]], *FLAT[1:]]
    dialog = reviewed(page, book_at(tmp_path / "tahun.xlsx", rows), qtbot)
    view = dialog.side.view
    header = view.horizontalHeader()
    view.scrollTo(view.cells.index(0, 7))
    spot = QPoint(header.sectionViewportPosition(7) + 10, 8)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    choose_meaning(dialog, "Target tahunan", qtbot)
    matcher = dialog.side.matcher
    assert matcher.year.isVisible()
    dialog.side.refresh()  # as after another answer that was still being read
    assert matcher.meaning.text() == "target"
    matcher.year.setFocus()
    QTest.keyClicks(matcher.year, "2025")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.state.told.columns[7].year == 2025)
    come_to_rest(dialog, qtbot)
    assert headers(dialog)[7] == "Target tahunan 2025"
    dialog.tree.show_place(Place("Tabel", 2, 4))
    assert "2025: B" in dialog.tree.details.toPlainText()
    QTest.mouseClick(matcher.back, Qt.MouseButton.LeftButton)
    come_to_rest(dialog, qtbot)
    assert headers(dialog)[7] == "Belum dikenali"


def test_the_level_that_a_column_of_indicators_measures_is_chosen(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot
) -> None:
    rows: Rows = [
        ["Tujuan", "Sasaran", "Indikator", "Satuan", "Target 2025"],
        ["Warga sehat", "Layanan bermutu", "Usia harapan hidup", "Tahun", "72"],
    ]
    dialog = reviewed(page, book_at(tmp_path / "tingkat.xlsx", rows), qtbot)

    def found(text: str) -> Branch:
        assert dialog.state.review is not None
        return next(one for one in dialog.state.review.walk() if one.text == text)

    matcher = dialog.side.matcher
    dialog.side.go_to(Place("Tabel", 1, 0), focus=True)
    assert not matcher.level.isVisible()
    dialog.side.go_to(Place("Tabel", 1, 2), focus=True)
    assert matcher.level.isVisible()
    assert matcher.level.accessibleName() == "Tingkat kolom C"
    owner = found("Layanan bermutu")
    assert [one.text for one in owner.below] == ["Usia harapan hidup"]
    matcher.level.setFocus()
    QTest.keyClicks(matcher.level, "Tu")
    matcher.level.activated.emit(matcher.level.currentIndex())
    come_to_rest(dialog, qtbot)
    assert dialog.state.told.columns[2].levels == ("goal",)
    owner = found("Warga sehat")
    assert [one.text for one in owner.below] == ["Usia harapan hidup", "Layanan bermutu"]
    assert matcher.level.label == "Tujuan"


def test_a_workbook_without_anything_in_it_asks_for_another_one(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "kosong.xlsx", []), qtbot)
    assert dialog.side.banner.words.text() == "Berkas “kosong.xlsx” tidak berisi apa-apa. Pilih berkas lain."


def test_a_heading_that_nobody_knows_is_marked_by_hand(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    rows: Rows = [["Lampiran"], ["I", "II", "III"], ["Sehat", "Layanan", "IKM"]]
    dialog = reviewed(page, book_at(tmp_path / "romawi.xlsx", rows), qtbot)
    assert "Tidak ditemukan tabel RPJMD" in dialog.side.banner.words.text()
    assert not dialog.import_button.isEnabled()
    assert dialog.why.text() == "Tabelnya belum ditemukan."
    dialog.side.go_to(Place("Tabel", 1, 0), focus=True)
    QTest.mouseClick(dialog.side.heading, Qt.MouseButton.LeftButton)
    come_to_rest(dialog, qtbot)
    assert not dialog.side.banner.isVisible()
    for column, name in enumerate(("Misi", "Sasaran", "Indikator")):
        dialog.side.go_to(Place("Tabel", 2, column), focus=True)
        press(Key.Key_Down, ALT)
        choose_meaning(dialog, name, qtbot)
    assert branches(dialog) == ["Misi Sehat", "  Sasaran Layanan", "    Indikator IKM"]


def test_a_layout_is_saved_and_opened_as_a_small_file(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = book_at(tmp_path / "aneh.xlsx", STRANGE)
    dialog = reviewed(page, path, qtbot)
    dialog.side.go_to(Place("Tabel", 1, 4), focus=True)
    press(Key.Key_Down, ALT)
    choose_meaning(dialog, "Indikator", qtbot)
    dialog.layouts.save_layout(tmp_path / "susunan")
    kept = json.loads((tmp_path / "susunan.json").read_text("utf-8"))
    assert {one["header"]: one["meaning"] for one in kept["columns"]}["Ukuran rahasia"] == "indicator"
    other = show_import(page, "rpjmd")
    other.show_book(dialog.state.book)
    come_to_rest(other, qtbot)
    assert headers(other)[4] == "Belum dikenali"
    other.layouts.open_layout(tmp_path / "susunan.json")
    come_to_rest(other, qtbot)
    assert headers(other)[4] == "Indikator"
    (tmp_path / "lain.json").write_text("{}")
    other.layouts.open_layout(tmp_path / "lain.json")
    assert "bukan berkas susunan kolom" in other.banner.words.text()


def test_another_sheet_is_looked_at_and_read(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_book(tmp_path / "dua.xlsx", {"Satu": LABELLED, "Dua": FLAT, "Catatan": [["apa saja"]]})
    dialog = reviewed(page, path, qtbot)
    side = dialog.side
    names = [side.chooser.itemText(place) for place in range(1, side.chooser.count())]
    assert names == ["Satu · dibaca", "Dua · ada tabel, tidak dibaca", "Catatan"]
    side.chooser.setCurrentIndex(2)
    side.chooser.activated.emit(2)
    assert side.read_this.isVisible()
    QTest.mouseClick(side.read_this, Qt.MouseButton.LeftButton)
    come_to_rest(dialog, qtbot)
    assert branches(dialog)[0] == "Misi Daerah sehat"
    assert not side.read_this.isVisible()


def test_cells_tell_their_kind_their_doubts_and_what_was_merged(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "rpjmd.xlsx", LABELLED, LABELLED_MERGED), qtbot)
    view = dialog.side.view
    assert view.rowSpan(3, 0) == 3
    assert view.columnSpan(7, 0) == 11
    assert [view.cells.family(10, column) for column in range(6)] == [
        "code", "level", "indicator", "figure", "figure", "money",
    ]  # fmt: skip
    assert view.cells.is_heading(4)
    assert not view.cells.is_heading(8)
    assert view.cells.index(10, 5).data() == "1.000.000.000,5"
    flat = reviewed(page, book_at(tmp_path / "flat.xlsx", FLAT), qtbot)
    told = str(flat.side.view.cells.index(4, 6).data(Qt.ItemDataRole.AccessibleTextRole))
    assert told.startswith("G5 · 1.250 · ")
    assert "ribuan atau pecahan" in told


def test_of_a_large_sheet_only_what_is_seen_is_asked_for(
    page: RpjmdPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = {column: Cell(str(text)) for column, text in enumerate(FLAT[0])}
    line = {column: Cell(str(text)) for column, text in enumerate(FLAT[2]) if text is not None}
    rows = {0: head, **dict.fromkeys(range(1, 40), line), 60_000: {0: Cell("catatan")}}
    merged = (Range(2, 0, 5, 0),)
    asked: Counter[int] = Counter()
    data = SheetModel.data

    def counted(self: SheetModel, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        asked[index.row()] += 1
        return data(self, index, role)

    monkeypatch.setattr(SheetModel, "data", counted)
    dialog = show_import(page, "rpjmd")
    dialog.show_book(Book("besar.xlsx", "xlsx", (Sheet("Tabel", rows, merged),)))
    come_to_rest(dialog, qtbot)
    dialog.grab()
    assert dialog.side.view.cells.rowCount() == 60_001
    assert len(asked) < 60
    assert max(asked) < 100
