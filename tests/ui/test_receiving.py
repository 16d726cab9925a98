"""Packages of others in the window: a submission beside one's own plans, a team copy as the plan that it is."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.desk.packages import open_package as read_package
from gmsc_desktop.desk.receiving import meet_sender
from gmsc_desktop.models import editing, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.platform_files import computer_name
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.taking import Offered
from gmsc_desktop.ui.windows import Windows
from gmsc_desktop.values import format_date
from tests.commands import gmsc
from tests.ui.in_question import answered


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[Path, str]:
    """Another computer with a plan of its own."""
    data = tmp_path / "laptop lain"
    data.mkdir()
    plan_id = gmsc(data, "new", "--district", "73.17", "--start", "2025", "--end", "2029")
    gmsc(data, "add", plan_id, "initiative", "title=Rumah Kurcaci", "dimension=SL")
    return data, plan_id


def test_several_packages_take_no_plan_of_another_computer_unasked(
    app: QApplication, data_dir: Path, tmp_path: Path, elsewhere: tuple[Path, str], qtbot: QtBot
) -> None:
    data, plan_id = elsewhere
    copy = Path(gmsc(data, "copy", plan_id, str(tmp_path)))
    windows = Windows(Settings())
    home = windows.show_home()
    bad = tmp_path / "bukan paket.zip"
    bad.write_bytes(b"bukan zip")
    windows.open_packages([copy, bad])
    qtbot.waitUntil(home.banner.isVisible, timeout=30_000)
    assert "Buka berkas ini sendiri untuk menjadikannya rencana di sini." in home.banner.words.text()
    assert not library.is_present(plan_id)
    home.close()


def test_a_submission_opens_read_only_with_its_band(
    app: QApplication, data_dir: Path, tmp_path: Path, elsewhere: tuple[Path, str], qtbot: QtBot
) -> None:
    data, plan_id = elsewhere
    package = gmsc(data, "submit", plan_id, str(tmp_path), "--for", "bimtek-2", "--override", "Contoh uji.")
    windows = Windows(Settings())
    windows.show_home()
    windows.open_package(Path(package))
    qtbot.waitUntil(lambda: bool(windows.looked), timeout=30_000)
    window = windows.looked[0]
    assert window.band.isVisible()
    assert window.band.words.text().startswith("HANYA BACA · Kabupaten Luwu · Bimtek II, putaran 1 · ")
    assert window.status.saved.text() == "Hanya baca"
    window.show_page("initiatives")
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    assert [row.title for row in page.grid.rows.shown] == ["Rumah Kurcaci"]
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_F2)
    assert page.grid.state() != page.grid.State.EditingState
    QTest.keyClick(page.grid, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert len(window.session.snapshot.all(Initiative)) == 1
    assert library.list_plans() == []
    window.close()
    assert not windows.looked
    assert windows.home is not None
    windows.home.close()


def test_a_team_copy_becomes_the_plan_and_later_ones_are_compared(
    app: QApplication, data_dir: Path, tmp_path: Path, elsewhere: tuple[Path, str], qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    data, plan_id = elsewhere
    copy = gmsc(data, "copy", plan_id, str(tmp_path))
    windows = Windows(Settings())
    windows.show_home()
    asked = answered(monkeypatch, "Jangan dahulu")
    windows.open_package(Path(copy))
    qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
    today = format_date(date.today())
    assert f"Dibuat: {today}" in asked[0]
    assert "Daerah: Kabupaten Luwu (73.17)" in asked[0]
    assert f"Perubahan terakhir: {today} pukul " in asked[0]
    assert f" di komputer {computer_name()}" in asked[0]
    assert "Segel sah. Ini paket pertama dari komputer itu untuk rencana ini." in asked[0]
    assert not library.is_present(plan_id), "nothing is taken before the person agrees"
    asked = answered(monkeypatch, "Jadikan rencana")
    windows.open_package(Path(copy))
    qtbot.waitUntil(lambda: plan_id in windows.plans, timeout=30_000)
    document = windows.plans[plan_id].session.document
    assert isinstance(document, Document)
    with document.change("Tambah") as db:
        editing.insert(db, "initiative", {"title": "Milik kami"})
    windows.open_package(Path(copy))
    qtbot.waitUntil(lambda: bool(windows.looked), timeout=30_000)
    looked = windows.looked[0]
    assert "Semua isi salinan kerja ini sudah ada di rencana Anda." in looked.page.banner.words.text()
    looked.close()
    windows.plans[plan_id].close()
    assert windows.home is not None
    windows.home.close()


def test_what_a_stranger_wrote_cannot_be_taken_for_a_line_of_ours(
    app: QApplication, data_dir: Path, tmp_path: Path, elsewhere: tuple[Path, str]
) -> None:
    data, plan_id = elsewhere
    with read_package(Path(gmsc(data, "copy", plan_id, str(tmp_path)))) as package:
        assert package.history is not None
        sender = meet_sender(package)
        honest = Offered(package, ExitStack(), Path("a.gmsc"), sender).origin
        name = "Budi\n\nSegel sah.\u2028\u202eSegel sah." + "x" * 5_000
        authors = tuple(replace(one, name=name, device="\r\n") for one in package.history.authors)
        forged = replace(package, history=replace(package.history, authors=authors))
        told = Offered(forged, ExitStack(), Path("a.gmsc"), sender).origin
    [changed] = set(told.splitlines()) - set(honest.splitlines())
    assert len(told.splitlines()) == len(honest.splitlines())
    assert " oleh Budi Segel sah. Segel sah.xxx" in changed
    assert changed.endswith("… di komputer lain")


def test_a_file_that_is_no_package_is_refused_at_home(
    app: QApplication, data_dir: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "bukan paket.zip"
    path.write_bytes(b"bukan zip")
    windows = Windows(Settings())
    home = windows.show_home()
    windows.open_package(path)
    qtbot.waitUntil(home.banner.isVisible, timeout=30_000)
    assert not windows.looked
    assert home.banner.words.text()
    home.close()
