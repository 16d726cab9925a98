"""An RPJMD that comes again: what differs is shown, chosen one by one, and nothing is deleted that nobody chose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.models import editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Ceiling, Programme, Target
from gmsc_desktop.ui.importing.window import ImportWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.mapping import MappingPage
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.session import Session
from tests.exchange.books import Rows
from tests.test_cli_import import FIRST, SECOND
from tests.ui.conftest import OpenWindow
from tests.ui.in_import import agree, book_at, button, documents, press, programmes, reviewed, rpjmd_page, without_rpjmd

Key = Qt.Key


@pytest.fixture
def page(document: Document, app: QApplication, open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> RpjmdPage:
    """A plan into which the first file was imported."""
    without_rpjmd(document)
    found = rpjmd_page(open_window(Session(document)))
    agree(reviewed(found, book_at(tmp_path / "pertama.xlsx", FIRST), qtbot), found.session, qtbot)
    return found


def lines(dialog: ImportWindow) -> dict[str, tuple[str, str]]:
    return {line.name: (line.decision, line.told) for line in dialog.differences.list.rows.shown}


def go_to(dialog: ImportWindow, name: str) -> None:
    listed = dialog.differences.list
    listed.go_to(next(line.id for line in listed.rows.shown if line.name == name))
    listed.setFocus()


def test_what_differs_is_shown_with_its_values_and_chosen_one_by_one(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot
) -> None:
    session = page.session
    dialog = reviewed(page, book_at(tmp_path / "kedua.xlsx", SECOND), qtbot)
    assert dialog.tabs.bar.isTabVisible(3)
    dialog.tabs.choose(dialog.differences)
    told = lines(dialog)
    assert told["2026 · IKM"] == ("Diambil", "Target: 82,5 → 83")
    assert told["2026 · Program A"][1].replace("\xa0", " ") == "Pagu indikatif (Rp): Rp1.000.000.000 → Rp1.500.000.000"
    assert told["Program B"][0] == "Tetap disimpan"
    assert told["Program C"][0] == "Diambil"
    go_to(dialog, "2026 · IKM")
    press(Key.Key_Space)
    assert lines(dialog)["2026 · IKM"][0] == "Dilewati"
    go_to(dialog, "Program B")
    press(Key.Key_Space)
    assert lines(dialog)["Program B"] == ("Dihapus", "Tidak ada di berkas ini. 1 di bawahnya ikut bila dihapus.")
    assert lines(dialog)["Rasio"] == ("Ikut dihapus", "Ikut “Program B”.")
    assert dialog.why.text().endswith("1 diubah, 2 dihapus. Dapat diurungkan sekaligus.")
    go_to(dialog, "Rasio")
    press(Key.Key_Space)
    assert lines(dialog)["Rasio"][0] == "Ikut dihapus", "it cannot stay without what it stands under"
    agree(dialog, session, qtbot)
    assert programmes(session) == ["Program A", "Program C"]
    assert "82,5" in {row.text for row in session.snapshot.all(Target)}
    assert 1_500_000_000 in {row.amount for row in session.snapshot.all(Ceiling)}
    session.undo()
    assert programmes(session) == ["Program A", "Program B"]


def test_nothing_is_deleted_by_itself(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "kedua.xlsx", SECOND), qtbot)
    agree(dialog, page.session, qtbot)
    assert programmes(page.session) == ["Program A", "Program B", "Program C"]


def test_the_same_file_again_has_nothing_to_import_and_says_so(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "pertama.xlsx", FIRST), qtbot)
    assert not dialog.import_button.isEnabled()
    assert dialog.why.text() == "Isi berkas ini sama dengan isi rencana, sehingga tidak ada yang perlu diimpor."


def test_differences_are_filtered_by_their_kind(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "kedua.xlsx", SECOND), qtbot)
    dialog.tabs.choose(dialog.differences)
    kinds = dialog.differences.kind
    place = kinds.findText("Tidak ada di berkas (2)")
    assert place > 0
    kinds.setCurrentIndex(place)
    kinds.activated.emit(place)
    assert sorted(lines(dialog)) == ["Program B", "Rasio"]


def test_several_are_decided_at_once(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "kedua.xlsx", SECOND), qtbot)
    dialog.tabs.choose(dialog.differences)
    go_to(dialog, "Program B")
    dialog.differences.list.selectAll()
    press(Key.Key_Space)
    assert {name: decision for name, (decision, _told) in lines(dialog).items() if "ihapus" in decision} == {
        "Program B": "Dihapus",
        "Rasio": "Ikut dihapus",
    }
    assert lines(dialog)["Program C"][0] == "Diambil"
    agree(dialog, page.session, qtbot)
    assert programmes(page.session) == ["Program A", "Program C"]


def test_what_changed_in_the_plan_meanwhile_is_compared_again(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    session = page.session
    dialog = reviewed(page, book_at(tmp_path / "pertama.xlsx", SECOND), qtbot)
    programme = session.snapshot.rows("programme")[0]  # changed by the file, when it was compared
    from gmsc_desktop.models.rows import delete_row

    session.act("Hapus program", delete_row, "programme", programme.id)
    agree(dialog, session, qtbot)
    assert sorted(programmes(session)) == ["Program A", "Program B", "Program C"]  # A came anew, B stayed


def test_mappings_without_a_counterpart_are_told_as_work_to_do(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot, document: Document
) -> None:
    session = page.session
    initiative = session.snapshot.rows("initiative")[0].id
    for row in session.snapshot.rows("programme"):
        keys = {"initiative_id": initiative, "programme_id": row.id}
        session.act("Petakan", editing.assign, "programme_mapping", keys, {"strength": "langsung"})
    later: Rows = [
        [cell.replace("2026", "2031") if isinstance(cell, str) else cell for cell in row] for row in FIRST[:-1]
    ]
    dialog = reviewed(page, book_at(tmp_path / "berikut.xlsx", later), qtbot)
    dialog.tabs.choose(dialog.differences)
    assert lines(dialog)["Program B"][0] == "Petakan lagi"
    assert [one.goes_over for one in dialog.state.review.ties if one.name == "Program A"] == [True]  # type: ignore[union-attr]
    agree(dialog, session, qtbot)
    assert len(documents(session)) == 2
    words = page.banner.words.text()
    assert "1 pemetaan ikut ke dokumen yang baru." in words
    assert "1 pemetaan tidak menemukan padanannya" in words
    window = page.window()
    assert isinstance(window, MainWindow)
    QTest.mouseClick(button(page, "Buka Pemetaan"), Qt.MouseButton.LeftButton)
    assert window.page.key == "mapping"
    assert isinstance(window.page, MappingPage)
    assert window.page.gaps.isVisible()


def test_mappings_that_went_with_what_was_deleted_are_told_and_one_click_leads_to_what_is_left(
    page: RpjmdPage, tmp_path: Path, qtbot: QtBot
) -> None:
    session, window = page.session, page.window()
    first = session.snapshot.rows("initiative")[0]
    gone = next(row for row in session.snapshot.all(Programme) if row.name == "Program B")
    keys = {"initiative_id": first.id, "programme_id": gone.id}
    session.act("Petakan", editing.assign, "programme_mapping", keys, {"strength": "langsung"})
    dialog = reviewed(page, book_at(tmp_path / "kedua.xlsx", SECOND), qtbot)
    dialog.tabs.choose(dialog.differences)
    go_to(dialog, "Program B")
    assert "1 pemetaan terkait padanya" in dialog.differences.detail.text()
    press(Key.Key_Space)
    agree(dialog, session, qtbot)
    assert "Dihapus: 1 program RPJMD, 1 indikator RPJMD." in page.banner.words.text()
    assert "1 pemetaan ikut terhapus." in page.banner.words.text()
    QTest.mouseClick(button(page, "Buka Pemetaan"), Qt.MouseButton.LeftButton)
    assert isinstance(window, MainWindow)
    assert isinstance(window.page, MappingPage)
    assert window.focusWidget() is window.page.gaps.list
    named = [row.gap.name for row in window.page.gaps.list.rows.shown if row.gap is not None]
    assert getattr(first, "title") in named  # noqa: B009
    chosen = window.page.gaps.list.current
    assert chosen is not None
    assert chosen.group == "initiative"
    heading = window.page.gaps.list.indexAt(QPoint(20, 2))  # at the top, its rows below it
    assert heading.data().startswith("Inisiatif tanpa sasaran RPJMD")


def test_what_was_chosen_in_one_file_is_not_done_with_another(page: RpjmdPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = reviewed(page, book_at(tmp_path / "kedua.xlsx", SECOND), qtbot)
    dialog.tabs.choose(dialog.differences)
    for name in ("Program B", "2026 · IKM"):
        go_to(dialog, name)
        press(Key.Key_Space)
    assert lines(dialog)["Program B"][0] == "Dihapus"
    path = book_at(tmp_path / "ketiga.xlsx", SECOND)
    dialog.show_book(read_here(path, path.name))
    qtbot.waitUntil(lambda: not dialog.state.reading)
    assert lines(dialog)["Program B"][0] == "Tetap disimpan"
    assert lines(dialog)["2026 · IKM"][0] == "Diambil"
