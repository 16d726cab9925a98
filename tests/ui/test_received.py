"""Received submissions on the home page: kept, listed apart from one's own plans, compared, removed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.desk import received
from gmsc_desktop.models import editing, library
from gmsc_desktop.models.cards import Card
from gmsc_desktop.ui.differences import DifferencesDialog
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.plan_rows import ENTRY, Heading, row_of
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.windows import Windows
from tests.commands import gmsc
from tests.ui.in_question import answered


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Two rounds of a submission from another computer, and a team copy of the same plan."""
    data, stick = tmp_path_factory.mktemp("laptop-lain"), tmp_path_factory.mktemp("flashdisk")
    plan = gmsc(data, "new", "--district", "73.17", "--start", "2025", "--end", "2029")
    made = gmsc(data, "add", plan, "initiative", "title=Rumah Kurcaci", "dimension=SL")
    words = ("submit", plan, str(stick), "--for", "bimtek-2", "--override", "Contoh uji.")
    first = Path(gmsc(data, *words))
    gmsc(data, "set", plan, made, "title", "Rumah Belajar")
    second, copy = Path(gmsc(data, *words)), Path(gmsc(data, "copy", plan, str(stick)))
    return first, second, copy


@pytest.fixture
def windows(app: QApplication, data_dir: Path) -> Iterator[Windows]:
    """The windows of this computer, with home shown."""
    made = Windows(Settings())
    made.show_home()
    yield made
    made.quit()


def home_of(windows: Windows) -> HomeWindow:
    assert windows.home is not None
    return windows.home


def rows(home: HomeWindow) -> list[str]:
    """What the rows of the list say: headings in brackets."""
    model = home.plans.model()
    entries = [model.index(row, 0).data(ENTRY) for row in range(model.rowCount())]
    return [f"[{entry.words}]" if isinstance(entry, Heading) else row_of(entry).spoken for entry in entries]


def open_and_close(windows: Windows, path: Path, qtbot: QtBot) -> str:
    """What the window of a package said first."""
    windows.open_packages([path])
    qtbot.waitUntil(lambda: bool(windows.looked), timeout=30_000)
    window = windows.looked[-1]
    told = window.page.banner.words.text()
    window.close()
    return told


def test_a_submission_is_kept_listed_and_opened_again_without_its_stick(
    windows: Windows, sent: tuple[Path, Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stik"
    stick.mkdir()
    path = Path(shutil.copy(sent[0], stick))
    open_and_close(windows, path, qtbot)
    shutil.rmtree(stick)
    [one] = received.list_received()
    assert (one.region_name, one.stage, one.round, one.origin) == ("Kabupaten Luwu", "bimtek-2", 1, str(path))
    assert one.path.read_bytes() == sent[0].read_bytes()
    assert library.list_plans() == []
    home = home_of(windows)
    [heading, told] = rows(home)
    assert heading == "[Pengajuan yang diterima]"
    assert told.startswith("Kabupaten Luwu, Bimtek II, putaran 1 · Rencana Induk")
    assert "Segel sah, paket pertama dari komputer itu" in told
    assert "Hari ini" in told
    QTest.keyClick(home.plans, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(windows.looked), timeout=30_000)
    assert windows.looked[0].band.words.text().startswith("HANYA BACA · Kabupaten Luwu · Bimtek II, putaran 1 · ")
    assert windows.looked[0].windowTitle() == "Kabupaten Luwu (hanya baca) – GMSC Desktop"
    home.activateWindow()
    QTest.keyClick(home.plans, Qt.Key.Key_Return)
    assert len(windows.looked) == 1


def test_the_same_package_is_told_as_there_and_a_later_round_is_held_against_it(
    windows: Windows, sent: tuple[Path, Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    open_and_close(windows, sent[0], qtbot)
    kept = received.list_received()
    again = Path(shutil.copy(sent[0], tmp_path / "salinan lagi.zip"))
    assert "Paket ini sudah ada di daftar, diterima" in open_and_close(windows, again, qtbot)
    assert received.list_received() == kept
    windows.open_packages([sent[1]])
    qtbot.waitUntil(lambda: bool(windows.looked), timeout=30_000)
    assert "Segel sah, komputer yang sama seperti sebelumnya" in rows(home_of(windows))[1]
    banner = windows.looked[0].page.banner
    assert "Sebelumnya diterima Bimtek II, putaran 1" in banner.words.text()
    banner._action.click()
    qtbot.waitUntil(
        lambda: any(isinstance(w, DifferencesDialog) for w in QApplication.topLevelWidgets()), timeout=30_000
    )
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, DifferencesDialog))
    assert dialog.table()[0] == ["Catatan", "Isian", "Bimtek II, putaran 1", "Bimtek II, putaran 2"]
    told = {(row[1], row[2], row[3]) for row in dialog.table()[1:]}
    assert ("Nama program/inisiatif", "Rumah Kurcaci", "Rumah Belajar") in told
    dialog.copy_all()
    assert "Rumah Kurcaci\tRumah Belajar" in QGuiApplication.clipboard().text()
    dialog.close()


def test_another_version_of_a_package_stands_beside_the_first(
    data_dir: Path, sent: tuple[Path, Path, Path], windows: Windows, qtbot: QtBot
) -> None:
    open_and_close(windows, sent[0], qtbot)
    [one] = received.list_received()
    card = one.path.with_name(received.CARD_NAME)
    other = json.loads(card.read_text())
    other["package_id"] = next(iter(set_id(sent[1])))
    card.write_text(json.dumps(other))
    told = open_and_close(windows, sent[1], qtbot)
    assert "Paket dengan nomor yang sama diterima" in told
    assert "Keduanya disimpan." in told
    assert len(received.list_received()) == 2


def set_id(path: Path) -> set[str]:
    """The id of a package, from its plain words."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith("bag-info.txt"))
        lines = archive.read(name).decode().splitlines()
    return {line.partition(": ")[2] for line in lines if line.startswith("GMSC-Paket: ")}


def test_several_packages_go_on_past_a_bad_one(
    windows: Windows, sent: tuple[Path, Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "rusak.zip"
    bad.write_bytes(b"bukan zip")
    home = home_of(windows)
    windows.open_packages([bad, sent[0], sent[1]])
    qtbot.waitUntil(home.banner.isVisible, timeout=60_000)
    assert home.banner.words.text().startswith("2 dari 3 paket ada di daftar. rusak.zip: ")
    assert len(received.list_received()) == 2
    assert not windows.looked


def test_a_missing_file_is_told_and_removing_says_what_stays(
    windows: Windows, sent: tuple[Path, Path, Path], qtbot: QtBot
) -> None:
    open_and_close(windows, sent[0], qtbot)
    [one] = received.list_received()
    one.path.unlink()
    home = home_of(windows)
    home.refresh()
    assert "Berkasnya tidak ada lagi." in rows(home)[1]
    QTest.keyClick(home.plans, Qt.Key.Key_Return)
    assert home.banner.words.text().endswith("Buka lagi dari berkas asalnya, atau hapus dari daftar.")
    open_and_close(windows, sent[0], qtbot)
    [one] = received.list_received()
    assert one.is_there
    home.remove_received(one)
    assert received.list_received() == []
    assert not one.path.exists()
    assert sent[0].exists()


def test_a_damaged_copy_in_the_list_is_refused_and_a_lost_card_is_made_again(
    windows: Windows, sent: tuple[Path, Path, Path], qtbot: QtBot
) -> None:
    open_and_close(windows, sent[0], qtbot)
    [one] = received.list_received()
    one.path.with_name(received.CARD_NAME).write_text("{")
    [unknown] = received.list_received()
    assert (unknown.digest, unknown.file_name) == ("", one.file_name)
    home = home_of(windows)
    home.refresh()
    assert "Keterangannya hilang." in rows(home)[1]
    open_and_close(windows, unknown.path, qtbot)
    assert [kept.digest for kept in received.list_received()] == [one.digest]
    content = bytearray(one.path.read_bytes())
    content[len(content) // 2] ^= 1
    one.path.write_bytes(bytes(content))
    windows.open_received(received.list_received()[0])
    qtbot.waitUntil(home.banner.isVisible, timeout=30_000)
    assert not windows.looked


def test_own_plans_stand_above_and_the_list_is_found_by_stage(
    windows: Windows, sent: tuple[Path, Path, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "Jadikan rencana")
    windows.open_packages([sent[2]])
    qtbot.waitUntil(lambda: bool(windows.plans), timeout=30_000)
    next(iter(windows.plans.values())).close()
    windows.show_home()
    open_and_close(windows, sent[0], qtbot)
    home = home_of(windows)
    told = rows(home)
    assert [told[0], told[2]] == ["[Rencana saya]", "[Pengajuan yang diterima]"]
    assert "1 inisiatif" in told[1]
    assert " syarat final" in told[1]
    assert isinstance(home.plans.current_entry(), Card)
    QTest.keyClick(home.plans, Qt.Key.Key_Down)
    assert not isinstance(home.plans.current_entry(), Card)
    assert not home.search.isVisible()
    QTest.keyClick(home, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(home.search, "bimtek")
    assert [row.partition(",")[0] for row in rows(home)] == ["[Pengajuan yang diterima]", "Kabupaten Luwu"]
    menu = [action.text() for action in home.plans.menu().actions() if action.text()]
    assert menu == ["Buka", "Bandingkan dengan yang sebelumnya…", "Buka folder", "Salin lokasi", "Hapus dari daftar…"]


def test_a_team_copy_that_parted_shows_what_merges_and_what_waits(
    windows: Windows, sent: tuple[Path, Path, Path], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "Jadikan rencana")
    windows.open_packages([sent[2]])
    qtbot.waitUntil(lambda: bool(windows.plans), timeout=30_000)
    plan_id, window = next(iter(windows.plans.items()))
    initiative = window.session.snapshot.rows("initiative")[0].id
    there = tmp_path / "laptop tim"
    there.mkdir()
    gmsc(there, "open", str(sent[2]))
    gmsc(there, "set", plan_id, initiative, "title", "Rumah Tim")
    gmsc(there, "add", plan_id, "initiative", "title=Pasar Tim", "dimension=SE")
    copy = Path(gmsc(there, "copy", plan_id, str(tmp_path)))
    document = window.session.document
    assert document is not None
    with document.change("Ubah nama") as db:
        editing.update(db, "initiative", initiative, {"title": "Rumah Kami"})
    windows.open_packages([copy])
    qtbot.waitUntil(lambda: bool(windows.looked), timeout=30_000)
    looked = windows.looked[0]
    assert looked.page.banner.words.text().startswith("Keduanya berubah: ")
    looked.page.banner._action.click()
    dialog = next(w for w in looked.findChildren(DifferencesDialog))
    lines = {row[1]: row for row in dialog.table()[1:]}
    assert lines["Nama program/inisiatif"][2:5] == ["Rumah Kami", "Rumah Tim", "Rumah Belajar"]
    assert "Di sini " in lines["Nama program/inisiatif"][5]
    assert "Di salinan " in lines["Nama program/inisiatif"][5]
    assert lines["Nama program/inisiatif"][6] == "Perlu diputuskan"
    assert dialog.table()[1][6] == "Perlu diputuskan"
    assert [text.toPlainText() for text in dialog.texts] == ["Rumah Kami", "Rumah Tim", "Rumah Belajar"]
    assert lines["Seluruh catatan"][2:4] == ["Tidak ada", "Ada"]
    assert lines["Seluruh catatan"][6] == "Dari salinan"
    assert received.list_received() == []
    pdf = tmp_path / "perbedaan.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(pdf))
    dialog.print_to(printer)
    printed = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert "Rumah Tim" in printed
    assert "Perlu diputuskan" in printed
    dialog.close()


def shows(windows: Windows, count: int) -> bool:
    """Whether so many packages are looked at."""
    return len(windows.looked) == count


def test_two_submissions_and_the_own_plan_stand_side_by_side(
    windows: Windows, sent: tuple[Path, Path, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "Jadikan rencana")
    windows.open_packages([sent[2]])
    qtbot.waitUntil(lambda: bool(windows.plans), timeout=30_000)
    for count, path in enumerate(sent[:2], start=1):
        windows.open_packages([path])
        qtbot.waitUntil(partial(shows, windows, count), timeout=30_000)
    own = next(iter(windows.plans.values()))
    assert not own.session.read_only
    assert all(window.session.read_only and window.isVisible() for window in windows.looked)
    titles = [window.session.snapshot.rows("initiative")[0] for window in windows.looked]
    assert titles[0] != titles[1]
    windows.looked[0].close()
    assert [window.isVisible() for window in (own, *windows.looked)] == [True, True]
