"""Pemeriksaan as a person uses it: what is missing, where it leads, what is left with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.cards import make_card
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import FindingOverride
from gmsc_desktop.ui.doors import Door
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.checks import ChecksPage, door_of
from gmsc_desktop.ui.pages.checks_list import FindingRow
from gmsc_desktop.ui.pages.checks_reason import ReasonDialog
from gmsc_desktop.ui.plan_rows import row_of
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from tests.ui.conftest import OpenWindow


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ChecksPage:
    window.show_page("checks")
    page = window.pages["checks"]
    assert isinstance(page, ChecksPage)
    ask(page, qtbot, "final")
    return page


def ask(page: ChecksPage, qtbot: QtBot, purpose: str) -> None:
    page.purpose.show_text(purpose)
    page.purpose.typed.emit()
    qtbot.waitUntil(lambda: page.checking.current, timeout=20_000)


def answer(reason: str, *, for_all: bool) -> None:
    """Fill in the dialog that opens next, and agree."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReasonDialog)
        QTest.keyClick(dialog.agree, Qt.Key.Key_Space)  # refused: no reason yet
        assert dialog.isVisible()
        QTest.keyClicks(dialog._reason, reason)
        dialog._all.setChecked(for_all)
        QTest.keyClick(dialog.agree, Qt.Key.Key_Space)

    QTimer.singleShot(0, fill)


def headings(page: ChecksPage) -> list[str]:
    return [row.sentence for row in page.list.rows.shown if row.finding is None]


def leading_to_a_record(page: ChecksPage) -> tuple[FindingRow, Door]:
    """A finding that leads to one record of another page."""
    snapshot = page.session.snapshot
    for row in page.list.rows.shown:
        door = door_of(snapshot, row.finding.place) if row.finding is not None else None
        if door is not None and door[1]:
            return row, door
    raise AssertionError("no finding of the sample plan leads anywhere")


def overrides(document: Document) -> list[tuple[str, str, str]]:
    return [(row.finding_key, row.reason, row.person) for row in document.snapshot().all(FindingOverride)]


def test_musts_stand_before_warnings_and_count_in_the_navigation(page: ChecksPage, window: MainWindow) -> None:
    musts = len(page.checking.open_musts)
    assert musts > 0
    assert headings(page)[0] == f"{musts} wajib dipenuhi sebelum diserahkan"
    assert headings(page)[-1].endswith("peringatan, paket tetap dapat diserahkan")
    item = window.navigation._items["checks"]
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == f"Pemeriksaan, {musts} menunggu"
    assert f"{musts} wajib" in page.facts.text()
    assert not page.card.make.isEnabled()
    assert page.card.why.text().startswith(f"Masih ada {musts} hal wajib.")


def test_home_and_page_count_the_same_of_the_same_rules(page: ChecksPage) -> None:
    card = make_card(page.session.snapshot, ("", ""), 0, 1)
    open_rules = {row.finding.rule for row in page.list.rows.shown if row.finding is not None and row.group == "must"}
    assert card.asked is not None
    assert f", {card.asked - len(open_rules)} dari {card.asked} syarat dipenuhi" in page.facts.text()
    files_alone = {"38"}  # the sample plan has no evidence files; home judges by the records, and says so
    assert card.met == card.asked - len(open_rules - files_alone)
    assert row_of(card).measure == f"{card.met} dari {card.asked} syarat final"
    assert "berkas bukti diperiksa setelah rencana dibuka" in row_of(card).more
    assert "Satu syarat dapat memuat beberapa hal wajib." in page.facts.toolTip()


def test_the_purpose_is_kept_and_changes_what_is_asked(page: ChecksPage, qtbot: QtBot) -> None:
    final = page.checking.findings
    ask(page, qtbot, "bimtek-1")
    assert page.checking.findings != final
    assert Settings().choice(f"tahap/{page.session.snapshot.plan.id}") == "bimtek-1"


def test_enter_goes_to_the_record_of_a_finding(page: ChecksPage, window: MainWindow) -> None:
    row, door = leading_to_a_record(page)
    assert row.finding is not None
    assert page.list.leads(row)
    page.list.go_to(row.finding.key)
    page.list.setFocus()
    asked: list[tuple[str, str]] = []
    page.go_to_field.connect(lambda key, record_id, _column: asked.append((key, record_id)))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.page.key == door[0]
    assert asked == [door]


def test_a_click_on_the_line_of_the_place_goes_there(page: ChecksPage, window: MainWindow) -> None:
    row, door = leading_to_a_record(page)
    assert row.finding is not None
    index = page.list.rows.index(page.list.rows.place_of(row.finding.key))
    page.list.scrollTo(index)
    rect = page.list.visualRect(index)
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert window.page.key == "checks"
    arrow = rect.topRight()
    arrow.setX(arrow.x() - 20)
    arrow.setY(rect.center().y())
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
    assert window.page.key == door[0]


def test_one_must_is_left_with_a_reason_and_the_reason_is_withdrawn(
    page: ChecksPage, document: Document, qtbot: QtBot
) -> None:
    before = len(page.checking.open_musts)
    row = page.list.current
    assert row is not None
    assert row.finding is not None
    answer("SK sedang ditandatangani", for_all=False)
    page.bar.reason.click()
    qtbot.waitUntil(lambda: page.checking.current and len(page.checking.open_musts) == before - 1, timeout=20_000)
    assert overrides(document) == [(row.finding.key, "SK sedang ditandatangani", page.session.author_name)]
    assert "1 diserahkan dengan alasan" in headings(page)
    after = page.list.current
    assert after is not None
    assert after.group == "must"  # the person goes on with what is still open
    page.list.go_to(row.finding.key)
    decided = page.list.current
    assert decided is not None
    assert decided.second.startswith("Alasan: SK sedang ditandatangani (")
    page.bar.withdraw.click()
    qtbot.waitUntil(lambda: page.checking.current and len(page.checking.open_musts) == before, timeout=20_000)
    assert overrides(document) == []


def test_one_reason_for_all_opens_the_way_to_the_package(page: ChecksPage, window: MainWindow, qtbot: QtBot) -> None:
    answer("Tenggat hari ini", for_all=True)
    page.bar.reason.click()
    qtbot.waitUntil(lambda: page.checking.current and not page.checking.open_musts, timeout=20_000)
    qtbot.waitUntil(page.card.make.isEnabled)
    page.card.make.click()
    assert window.page.key == "handing_in"


def test_the_filter_leaves_what_holds_the_words(page: ChecksPage) -> None:
    word = page.checking.findings[0].sentence.split()[0]
    QTest.keyClicks(page.filter, word)
    assert all(word.casefold() in row.data_text for row in map(_Shown, page.list.rows.shown) if row.finding)
    QTest.keyClicks(page.filter, "zzzz")
    assert page._stack.currentIndex() == 3


class _Shown:
    def __init__(self, row: object) -> None:
        self.finding = getattr(row, "finding", None)
        parts = (getattr(row, name) for name in ("sentence", "place", "rule", "reason"))
        self.data_text = " ".join(map(str, parts)).casefold()


def test_a_change_elsewhere_is_checked_again_without_asking(page: ChecksPage, document: Document, qtbot: QtBot) -> None:
    from gmsc_desktop.models.editing import update

    at = page.checking.at
    with document.change("Kosongkan nama") as db:
        update(db, "region", page.session.snapshot.region.id, {"office_name": ""})
    qtbot.waitUntil(lambda: page.checking.current and page.checking.at != at, timeout=20_000)


def test_a_plan_that_is_looked_at_is_checked_and_not_changed(
    session: Session, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(Session(None, session.snapshot))
    window.show_page("checks")
    page = window.pages["checks"]
    assert isinstance(page, ChecksPage)
    ask(page, qtbot, "final")
    assert page.checking.open_musts
    assert not page.bar.reason.isVisible()
    assert not page.card.make.isVisible()
    assert page.card.why.text() == "Rencana ini hanya dibuka untuk dibaca."
