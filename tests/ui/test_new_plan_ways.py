"""Three ways to begin a plan, by keyboard from home: from nothing, one that exists, a package that is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.checks import unchecked_stages
from gmsc_desktop.models.reference import load
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.new_plan import NewPlanDialog
from gmsc_desktop.ui.new_plan_ways import EXISTING, FRESH
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows


@pytest.fixture
def windows(app: QApplication, qtbot: QtBot) -> Iterator[Windows]:
    windows = Windows(Settings())
    home = windows.show_home()
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    yield windows
    windows.quit()


def then(work: Callable[[NewPlanDialog], object]) -> None:
    """Do something with the dialog that opens next."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewPlanDialog)
        try:
            work(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, run)


def keys(dialog: NewPlanDialog, *pressed: Qt.Key | str) -> None:
    """Press keys, type words: whatever has the focus takes them."""
    for key in pressed:
        widget = dialog.focusWidget()
        assert widget is not None
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key)


def ctrl_n(windows: Windows) -> HomeWindow:
    home = windows.home
    assert home is not None
    QTest.keyClick(home, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return home


def opened(windows: Windows, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: bool(windows.plans), timeout=20_000)
    return next(iter(windows.plans.values()))


def test_each_way_says_for_whom_it_is(app: QApplication) -> None:
    dialog = NewPlanDialog([], None)
    spoken = [
        str(dialog.ways.rows.data(dialog.ways.rows.index(row), Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)
    ]
    assert [one.partition(". Untuk ")[0] for one in spoken] == ["Mulai dari nol", "Masterplan sudah ada", "Buka paket"]
    assert all(one.endswith(".") for one in spoken)


def test_from_nothing_by_enter_alone(windows: Windows, qtbot: QtBot) -> None:
    enter, tab = Qt.Key.Key_Return, Qt.Key.Key_Tab
    then(lambda dialog: keys(dialog, enter, "73.17", tab, tab, tab, enter))
    ctrl_n(windows)
    snapshot = opened(windows, qtbot).session.snapshot
    assert (snapshot.region.code, snapshot.plan.origin, snapshot.plan.kind) == ("73.17", "", "induk")
    assert unchecked_stages(snapshot, load()) == {}


def test_a_plan_that_exists_is_asked_for_its_years_and_title_and_begins_with_its_stages_unchecked(
    windows: Windows, qtbot: QtBot
) -> None:
    down, enter, tab = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Tab
    told: list[str] = []

    def fill(dialog: NewPlanDialog) -> None:
        keys(dialog, down, enter, "73.17", tab, tab)
        assert dialog.focusWidget() is dialog.form.start
        assert dialog.form.start.text() == ""
        keys(dialog, "2019", tab)
        dialog.form.district.setFocus()
        keys(dialog, enter)
        told.append(dialog.form.problem.text())
        assert dialog.focusWidget() is dialog.form.end  # where it waits for the answer
        keys(dialog, "2022", tab)
        assert not dialog.form.hint.isVisible()  # its period is what it is
        keys(dialog, "Masterplan Luwu Cerdas", enter)

    then(fill)
    ctrl_n(windows)
    snapshot = opened(windows, qtbot).session.snapshot
    assert told == ["Tahun akhir masih kosong. Tulis tahunnya, seperti pada sampul rencananya."]
    assert snapshot.plan.title == "Masterplan Luwu Cerdas"
    assert (snapshot.plan.period_start, snapshot.plan.period_end, snapshot.plan.origin) == (2019, 2022, "lama")
    assert list(unchecked_stages(snapshot, load())) == ["bimtek-1", "bimtek-2", "bimtek-3", "bimtek-4", "final"]


def test_open_a_package_leads_to_the_choice_of_files(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(HomeWindow, "choose_package", lambda _home: asked.append("paket"))
    then(lambda dialog: keys(dialog, Qt.Key.Key_End, Qt.Key.Key_Return))
    ctrl_n(windows)
    assert asked == ["paket"]
    assert not windows.plans


def test_one_can_go_back_to_the_ways_and_leave_without_anything(windows: Windows) -> None:
    seen: list[bool] = []

    def back(dialog: NewPlanDialog) -> None:
        keys(dialog, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert dialog.form.title.isVisible()
        dialog.back.click()
        assert dialog.focusWidget() is dialog.ways
        seen.append(dialog.form.isVisible())
        keys(dialog, Qt.Key.Key_Home, Qt.Key.Key_Return)
        seen.append(dialog.form.title.isVisible())
        keys(dialog, Qt.Key.Key_Escape)

    then(back)
    ctrl_n(windows)
    assert seen == [False, False]
    assert not windows.plans


def test_a_way_is_chosen_with_the_mouse(app: QApplication, qtbot: QtBot) -> None:
    dialog = NewPlanDialog([], None)
    qtbot.addWidget(dialog)
    dialog.show()
    place = dialog.ways.visualRect(dialog.ways.rows.index(1, 0)).center()
    QTest.mouseClick(dialog.ways.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.form.existing
    assert dialog.form.title.isVisible()
    dialog.choose(FRESH)
    assert not dialog.form.title.isVisible()
    assert dialog.form.start.text()
    dialog.choose(EXISTING)
    QTest.keyClicks(dialog.form.district, "Luwu Utara")
    for field, year in ((dialog.form.start, "2021"), (dialog.form.end, "2026")):
        QTest.keyClicks(field, year)
    assert dialog.form.title.placeholderText() == "Rencana Induk Smart City Kabupaten Luwu Utara 2021–2026"
    assert "Bimtek I, Bimtek II, Bimtek III, Bimtek IV, dan Masterplan final" in dialog.form._unchecked.text()


def test_a_new_plan_is_begun_from_the_window_of_another(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[bool] = []
    window.new_asked.connect(lambda: asked.append(True))
    window.go_to.ask()
    QTest.keyClicks(window.go_to.field, "rencana baru")
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked == [True])
