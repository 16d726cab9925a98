"""The home page: painted before anything heavy, plans from their cards, three ways to begin."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import data_place, library
from gmsc_desktop.models.checks.institutions import SHORTEST_SPAN
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.region import find_region
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.new_plan import NewPlanDialog
from gmsc_desktop.ui.new_plan_ways import FRESH
from gmsc_desktop.ui.opening import make_new
from gmsc_desktop.ui.plan_rows import state_of, when_changed
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows
from gmsc_desktop.values import format_size

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "hashlib",
    "sqlite3",
    "typing_extensions",
    "sqlalchemy",
    "reportlab",
    "openpyxl",
    "cryptography",
    "PIL",
    "lokal",
    "PySide6.QtNetwork",
    "gmsc_desktop.models.records",
)
AT_FIRST_PAINT = """
import linecache, sys
from PySide6.QtWidgets import QApplication
import main
run = QApplication.exec
def execute(*nothing):
    [home] = [window for window in QApplication.topLevelWidgets() if hasattr(window, "painted")]
    home.painted.disconnect()  # what home begins then brings in the rest
    home.painted.connect(tell)
    return run()
def tell():
    heavy = [name for name in {heavy!r} if name in sys.modules]
    print(*heavy, *(name for name in linecache.cache if "gmsc_desktop/ui" in name.replace(chr(92), "/")))
    QApplication.quit()
QApplication.exec = execute
sys.argv = ["main.py"]
main.main()
"""


def test_home_is_painted_before_anything_heavy_is_imported_or_any_source_read(data_dir: Path) -> None:
    program = AT_FIRST_PAINT.format(heavy=HEAVY)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "\n", done.stdout


def wanted_plan(district: str = "73.17", start: int = 2025) -> str:
    from gmsc_desktop.ui.new_plan_form import Wanted

    region = find_region(district)
    assert region is not None
    return make_new(Wanted(region, start, start + 4))


def shown_names(home: HomeWindow) -> list[str]:
    model = home.plans.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_without_plans_the_ways_to_begin_stand_alone(app: QApplication, data_dir: Path) -> None:
    home = HomeWindow(Settings())
    home.show()
    assert not home.plans.isVisible()
    assert [button.text() for button in (home.new, home.open, home.demo)] == [
        "Rencana baru…",
        "Buka paket…",
        "Coba contoh",
    ]
    home.close()


def test_plans_are_listed_filtered_and_pinned_from_their_cards(app: QApplication, data_dir: Path) -> None:
    luwu, bogor = wanted_plan("73.17"), wanted_plan("32.71")
    home = HomeWindow(Settings())
    home.show()
    assert sorted(shown_names(home)) == ["Kabupaten Luwu", "Kota Bogor"]
    last = shown_names(home)[-1]
    home.plans.toggle_pin({"Kabupaten Luwu": luwu, "Kota Bogor": bogor}[last])
    assert shown_names(home)[0] == last
    QTest.keyClicks(home.search, "bogor")
    assert shown_names(home) == ["Kota Bogor"]
    with_enter: list[str] = []
    home.plans.opened.connect(with_enter.append)
    QTest.keyClick(home.plans, Qt.Key.Key_Return)
    assert with_enter == [bogor]
    card = next(card for card in library.list_plans() if card.id == bogor)
    assert state_of(card)[2].startswith("Draf")
    assert when_changed(card.last_change).startswith("Hari ini ")
    home.close()


def test_a_new_plan_asks_for_district_and_years_alone(app: QApplication, data_dir: Path) -> None:
    dialog = NewPlanDialog([], None)
    dialog.choose(FRESH)
    assert (
        int(dialog.form.end.text()) - int(dialog.form.start.text()) == SHORTEST_SPAN
    )  # what is offered is never warned of
    QTest.keyClicks(dialog.form.district, "luw")
    QTest.keyClick(dialog.form.district, Qt.Key.Key_Down)
    region = dialog.form.region
    assert region is not None
    assert region.name == "Kabupaten Luwu Utara"
    dialog.form.start.setText("2031")
    dialog.form.end.setText("2027")
    dialog.make.click()
    assert dialog.wanted is None
    assert dialog.form.problem.text() == "Tahun akhir (2027) mendahului tahun awal (2031). Ubah salah satunya."
    for field, text in ((dialog.form.start, "2025"), (dialog.form.end, "2029")):
        field.selectAll()
        QTest.keyClicks(field, text)
    assert dialog.form.hint.text().startswith("Periode 2025–2029 berselisih 4 tahun; pedoman menganjurkan 5 sampai 10")
    QTest.keyClick(dialog.form.end, Qt.Key.Key_Backspace)
    assert not dialog.form.hint.text()
    QTest.keyClicks(dialog.form.end, "9")
    dialog.make.click()
    assert dialog.wanted is not None
    assert (dialog.wanted.region.code, dialog.wanted.start, dialog.wanted.end) == ("73.22", 2025, 2029)
    plan_id = make_new(dialog.wanted)
    [card] = library.list_plans()
    assert (card.id, card.title) == (plan_id, "Rencana Induk Smart City Kabupaten Luwu Utara 2025–2029")


def test_a_second_plan_of_a_district_says_how_it_relates(app: QApplication, data_dir: Path) -> None:
    first = wanted_plan()
    dialog = NewPlanDialog(library.list_plans(), None)
    dialog.show()
    dialog.choose(FRESH)
    QTest.keyClicks(dialog.form.district, "kabupaten luwu")
    assert dialog.form.revises.isVisible()
    dialog.make.click()
    assert dialog.wanted is not None
    assert (dialog.wanted.kind, dialog.wanted.ancestor) == ("revisi", first)
    dialog.close()


@pytest.mark.parametrize("lost", [False, True])
def test_asking_for_a_new_plan_knows_the_others_from_their_cards_and_looks_only_for_a_lost_one(
    app: QApplication, data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, lost: bool
) -> None:
    first = wanted_plan()
    if lost:
        (library.plan_folder(first) / "kartu.json").unlink()
    else:
        monkeypatch.setattr(library, "list_plans", lambda: pytest.fail("every plan was looked into"))
    windows = Windows(Settings())
    windows.show_home()
    related: list[bool] = []

    def look(dialog: NewPlanDialog) -> None:
        dialog.choose(FRESH)
        QTest.keyClicks(dialog.form.district, "kabupaten luwu")
        related.append(dialog.form.revises.isVisible())
        dialog.reject()

    monkeypatch.setattr(NewPlanDialog, "showEvent", lambda self, _event: QTimer.singleShot(0, lambda: look(self)))
    windows.new_plan()
    qtbot.waitUntil(lambda: bool(related), timeout=20_000)
    assert related == [True]
    windows.quit()


def test_home_takes_keys_while_the_place_of_the_data_is_still_asked_for(
    app: QApplication, data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted_plan()
    asked, answered = threading.Event(), threading.Event()

    def slow_share(_folder: Path) -> str:
        asked.set()
        assert answered.wait(20)
        return "Folder data ada di cakram jaringan. Buka rencana di satu komputer saja."

    monkeypatch.setattr(data_place, "warning_in_short", slow_share)
    home = HomeWindow(Settings())
    home.show()
    qtbot.waitUntil(asked.is_set, timeout=20_000)
    QTest.keyClicks(home.search, "bogor")
    assert shown_names(home) == []
    assert not home.banner.isVisible()
    answered.set()
    qtbot.waitUntil(home.banner.isVisible, timeout=20_000)
    assert home.banner.words.text().startswith("Folder data ada di cakram jaringan.")
    home.close()


def test_a_plan_opens_in_its_window_and_home_raises_it_again(app: QApplication, data_dir: Path, qtbot: QtBot) -> None:
    plan_id = wanted_plan()
    windows = Windows(Settings())
    home = windows.show_home()
    QTest.keyClick(home.plans, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: plan_id in windows.plans, timeout=10_000)
    window = windows.plans[plan_id]
    assert window.isVisible()
    assert not home.isVisible()
    assert window.windowTitle() == "Kabupaten Luwu – GMSC Desktop"
    windows.open_plan(plan_id)
    assert list(windows.plans) == [plan_id]
    window.close()
    assert not windows.plans
    with library.opened(plan_id) as document:
        assert isinstance(document, Document)
    home.close()


def test_a_plan_that_is_not_there_is_told_at_home(app: QApplication, data_dir: Path) -> None:
    windows = Windows(Settings())
    windows.open_any("deadbeef")
    assert windows.home is not None
    assert windows.home.banner.isVisible()
    assert "deadbeef" in windows.home.banner.words.text()
    windows.home.close()


def test_a_start_with_a_plan_goes_straight_into_it(app: QApplication, data_dir: Path, qtbot: QtBot) -> None:
    plan_id = wanted_plan()
    windows = Windows(Settings())
    windows.open_any(plan_id[:8])
    qtbot.waitUntil(lambda: plan_id in windows.plans, timeout=10_000)
    assert windows.home is None
    windows.plans[plan_id].close()


def test_the_foot_counts_evidence_backups_and_what_was_received(
    app: QApplication, data_dir: Path, qtbot: QtBot
) -> None:
    plan_id = wanted_plan()
    folder = library.plan_folder(plan_id)
    for place, size in (
        (folder / "lampiran" / "ab" / "bukti", 300_000),
        (folder / "cadangan" / "kemarin", 200_000),
        (data_dir / "diterima" / ("0" * 32) / "paket.zip", 100_000),
        (data_dir / "log" / "gmsc.log", 5_000_000),
    ):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes(size))
    home = HomeWindow(Settings())
    home.show()
    qtbot.waitUntil(lambda: bool(home.disk_use.text()), timeout=30_000)
    tip = home.disk_use.toolTip()
    assert f"Berkas bukti: {format_size(300_000)}" in tip
    assert f"Pengajuan yang diterima: {format_size(100_000)}" in tip
    counted = sum(
        path.stat().st_size for name in ("plans", "diterima") for path in (data_dir / name).rglob("*") if path.is_file()
    )
    assert counted > 600_000
    assert home.disk_use.text() == f"Data di komputer ini: {format_size(counted)}"
    (folder / "lampiran" / "ab" / "lagi").write_bytes(bytes(2_000_000))
    home.refresh()
    qtbot.waitUntil(
        lambda: home.disk_use.text() == f"Data di komputer ini: {format_size(counted + 2_000_000)}", timeout=30_000
    )
    home.close()
