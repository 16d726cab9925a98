"""A plan that existed before on its pages: stages that are not checked are never shown as good, and are switched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import stages
from gmsc_desktop.models.cards import make_card
from gmsc_desktop.models.checks import unchecked_stages
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.reference import load
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.checks import ChecksPage
from gmsc_desktop.ui.pages.checks_reason import ReasonDialog
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.pages.mapping_rows import document_of
from gmsc_desktop.ui.pages.overview import OverviewPage
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.plan_rows import row_of
from gmsc_desktop.ui.session import Session
from tests.models.complete_plan import TODAY
from tests.ui.conftest import OpenWindow
from tests.ui.test_checks_page import ask

SHORT = "tidak diperiksa (rencana lama)"


@pytest.fixture
def window(document: Document, app: QApplication, open_window: OpenWindow) -> MainWindow:
    """The sample plan as one that existed before."""
    with document.change("Rencana lama") as db:
        stages.begin_existing(db, "Sekda", TODAY)
    return open_window(Session(document))


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ChecksPage:
    window.show_page("checks")
    page = window.page
    assert isinstance(page, ChecksPage)
    qtbot.waitUntil(lambda: page.checking.current, timeout=20_000)
    return page


def off(document: Document) -> list[str]:
    return list(unchecked_stages(document.snapshot(), load()))


def test_the_first_stage_that_is_checked_is_looked_at_first(page: ChecksPage) -> None:
    assert page.checking.purpose == "evaluasi-1"
    labels = [page.purpose.itemText(place) for place in range(page.purpose.count())]
    assert labels[0] == "Bimtek I (tidak diperiksa)"
    assert labels[5] == "Evaluasi tahap I"


def test_an_unchecked_stage_says_so_with_rules_and_reason_and_shows_no_good_news(
    page: ChecksPage, qtbot: QtBot
) -> None:
    ask(page, qtbot, "final")
    left = page.checking.unchecked
    assert page.note.isVisible()
    assert f"{len(left.rules)} aturan, {left.musts} di antaranya wajib" in page.note.words.text()
    assert "Rencana lama: tahap ini sudah lewat" in page.note.more.text()
    assert "(Sekda, 21 November 2026)" in page.note.more.text()
    assert f": {SHORT}" in page.facts.text()
    assert "syarat dipenuhi" not in page.facts.text()
    printed = page.printable()
    assert any(SHORT in words for _label, words in _facts(printed.facts))


def _facts(facts: object) -> list[tuple[str, str]]:
    return [("", str(part)) for part in (facts if isinstance(facts, list | tuple) else [facts])]


def test_the_switch_checks_the_stage_and_undo_takes_it_back(
    page: ChecksPage, window: MainWindow, document: Document, qtbot: QtBot
) -> None:
    ask(page, qtbot, "final")
    assert page.note.button.text() == "Periksa tahap ini"
    page.note.button.setFocus()
    QTest.keyClick(page.note.button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.checking.current, timeout=20_000)
    assert off(document) == ["bimtek-1", "bimtek-2", "bimtek-3", "bimtek-4"]
    assert page.checking.open_musts
    assert "syarat dipenuhi" in page.facts.text()
    assert page.purpose.currentText() == "Masterplan final"
    assert document.undo_label == "Periksa tahap Masterplan final"
    window.undo()
    qtbot.waitUntil(lambda: page.checking.current and SHORT in page.facts.text(), timeout=20_000)
    assert len(off(document)) == 5


def test_it_is_switched_off_again_with_a_reason(page: ChecksPage, document: Document, qtbot: QtBot) -> None:
    ask(page, qtbot, "bimtek-4")
    page.note.button.click()
    qtbot.waitUntil(lambda: page.checking.current, timeout=20_000)
    assert page.note.button.text() == "Jangan periksa tahap ini…"

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReasonDialog)
        assert dialog.reason == stages.usual_reason()
        dialog._reason.show_text("")
        QTest.keyClick(dialog.agree, Qt.Key.Key_Space)  # refused: no reason
        assert dialog.isVisible()
        QTest.keyClicks(dialog._reason, "Bimtek IV selesai 2019.")
        QTest.keyClick(dialog.agree, Qt.Key.Key_Space)

    QTimer.singleShot(0, answer)
    page.note.button.click()
    qtbot.waitUntil(lambda: page.checking.current, timeout=20_000)
    assert unchecked_stages(document.snapshot(), load())["bimtek-4"].reason == "Bimtek IV selesai 2019."


def test_ringkasan_shows_such_stages_as_not_checked(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("overview")
    page = window.page
    assert isinstance(page, OverviewPage)
    page.checking.ask("final", 2026)
    qtbot.waitUntil(lambda: page.checking.current, timeout=20_000)
    assert page.strip.stages["bimtek-1"].accessibleName() == f"Bimtek I: {SHORT}"
    if not page.checking.open_musts:
        assert page.strip.musts.text() == SHORT
    assert page.strip.musts.accessibleName() == "Tahap ini tidak diperiksa (rencana lama)."


def test_a_package_of_such_a_stage_can_be_made_and_says_so_beside_the_button(
    window: MainWindow, page: ChecksPage, qtbot: QtBot
) -> None:
    ask(page, qtbot, "bimtek-2")
    window.show_page("handing_in")
    handing_in = window.page
    assert isinstance(handing_in, HandingInPage)
    musts = len(page.checking.open_musts)
    assert handing_in.form.make.isEnabled() == (not musts)
    told = handing_in.form.why.text()
    assert told == (f"Masih ada {musts} hal wajib." if musts else page.card.why.text())
    assert handing_in.form.stage.currentText() == "Bimtek II (tidak diperiksa)"


def test_whoever_only_looks_sees_why_and_switches_nothing(
    document: Document, window: MainWindow, open_window: OpenWindow, qtbot: QtBot
) -> None:
    looking = open_window(Session(None, document.snapshot()))
    looking.show_page("checks")
    page = looking.page
    assert isinstance(page, ChecksPage)
    ask(page, qtbot, "final")
    assert "Rencana lama: tahap ini sudah lewat" in page.note.more.text()
    assert page.note.isVisible()
    assert not page.note.button.isVisible()
    assert not looking.actions_of_plan.steps.isVisible()


def test_home_shows_no_share_for_it(document: Document, window: MainWindow) -> None:
    row = row_of(make_card(document.snapshot(), ("2026-11-21T08:00:00+00:00", "Ani"), 0, 1))
    assert (row.measure, row.share) == ("rencana lama", None)
    assert "tidak diperiksa" in row.more


def test_an_ordinary_plan_shows_nothing_of_all_this(session: Session, open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(session)
    window.show_page("checks")
    page = window.page
    assert isinstance(page, ChecksPage)
    for purpose in ("final", "evaluasi-1"):
        ask(page, qtbot, purpose)
        assert not page.note.isVisible()
        assert "lama" not in page.facts.text()
    assert "tidak diperiksa" not in " ".join(page.purpose.itemText(place) for place in range(page.purpose.count()))


def test_the_pages_of_a_plan_that_is_over_begin_with_its_last_year(
    document: Document, app: QApplication, open_window: OpenWindow
) -> None:
    with document.change("Rencana lama") as db:
        stages.begin_existing(db, "Sekda", TODAY)
        db.exec_driver_sql("UPDATE plan SET period_start=2019, period_end=2024")
        db.exec_driver_sql("UPDATE planning_document SET period_start=2019, in_force_from=2019, period_end=2024")
        for table in ("progress_entry", "progress_year", "year_closing"):
            db.exec_driver_sql(f"UPDATE {table} SET year=year-2")
    window = open_window(Session(document))
    for key in ("checks", "progress", "mapping", "rpjmd", "overview"):
        window.show_page(key)
    checks, progress = window.pages["checks"], window.pages["progress"]
    assert isinstance(checks, ChecksPage)
    assert isinstance(progress, ProgressPage)
    assert checks.year.currentText() == progress.years.currentText() == "2024"
    assert "2026" not in [checks.year.itemText(place) for place in range(checks.year.count())]
    mapped = document_of(window.session)
    assert mapped is not None
    assert mapped.period_end == 2024
    rpjmd, overview = window.pages["rpjmd"], window.pages["overview"]
    assert isinstance(rpjmd, RpjmdPage)
    assert isinstance(overview, OverviewPage)
    assert "dipakai tahun 2024" in rpjmd.document.currentText()
    assert overview.facts.text().startswith("Tahun 2024")
