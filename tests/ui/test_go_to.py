"""Ctrl+K: a few letters lead to every page, record, command and finding; Esc leads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.records import (
    ActionStep,
    Initiative,
    InitiativeBudget,
    InitiativeIndicator,
    Objective,
    ProgressYear,
)
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.go_to_commands import button_of, show_part
from gmsc_desktop.ui.go_to_match import Target, fit, words_of
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import PAGES, PageEntry
from gmsc_desktop.ui.pages.checking import checking_of
from gmsc_desktop.ui.pages.dimensions_tabs import DimensionTabs
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.pages.tabs import UnderlineBar
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def ask(window: MainWindow, qtbot: QtBot, text: str = "") -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, Qt.Key.Key_K, CONTROL)
    assert window.go_to.field.hasFocus()
    QTest.keyClicks(window.go_to.field, text)


def names(window: MainWindow) -> list[str]:
    rows = window.go_to.list
    found = [rows.item(place).data(Qt.ItemDataRole.UserRole) for place in range(rows.count())]
    return [target.name for target in found if isinstance(target, Target)]


def kinds(window: MainWindow) -> list[str]:
    rows = window.go_to.list
    return [rows.item(place).data(Qt.ItemDataRole.UserRole).kind for place in range(rows.count())]


def enter(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("pemetaan", True),
        ("pem", True),
        ("PEMETAAN rpjmd", True),
        ("rpjmd pemetaan", True),
        ("pemetan", True),
        ("pemtaan", True),
        ("pmetaan", True),
        ("pemetaaan", True),
        ("rpjdm", True),
        ("taan", True),
        ("pmtn", True),
        ("pelaksanaan", False),
        ("pemetaan xyz", False),
    ],
)
def test_what_is_typed_is_forgiven_within_reason(typed: str, fits: bool) -> None:
    assert (fit(words_of(typed), words_of("Pemetaan RPJMD")) > 0) == fits


def test_the_nearer_name_stands_first() -> None:
    def score(text: str) -> float:
        return fit(words_of("rumah"), words_of(text))

    assert score("Rumah") > score("Rumah Kurcaci") > score("Tata rumah") > score("Perumahan") > score("Rumpah")
    assert fit(words_of("éfisien"), words_of("Efisien")) > 0


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_a_pages_name_leads_to_it(window: MainWindow, qtbot: QtBot, entry: object) -> None:
    ask(window, qtbot, entry.name.lower())  # type: ignore[attr-defined]
    enter(window, qtbot)
    assert window.page.key == entry.key  # type: ignore[attr-defined]
    assert not window.go_to.isVisible()


def test_words_of_an_initiative_in_any_order_lead_to_it(window: MainWindow, qtbot: QtBot) -> None:
    row = window.session.snapshot.all(Initiative)[2]
    window.show_page("checks")
    ask(window, qtbot, " ".join(reversed(row.title.split()[:3])).lower())
    assert names(window)[0] == row.title
    enter(window, qtbot)
    assert window.page.key == "initiatives"
    assert window.recent_places()[0] == ("initiatives", row.id)


@pytest.mark.parametrize(
    ("kind", "page", "own"),
    [
        (ActionStep, "initiatives", lambda row: row.text),
        (InitiativeIndicator, "initiatives", lambda row: row.text),
        (InitiativeBudget, "initiatives", lambda row: f"Anggaran inisiatif {row.year}"),
        (ProgressYear, "progress", lambda row: f"Pelaksanaan tahunan {row.year}"),
    ],
)
def test_a_row_inside_an_initiative_is_offered_again_with_the_initiative(
    window: MainWindow, qtbot: QtBot, kind: type[ActionStep], page: str, own: Callable[..., str]
) -> None:
    row = window.session.snapshot.all(kind)[0]
    initiative = window.session.snapshot.get(Initiative, row.initiative_id)
    assert initiative is not None
    window.show_page(page, row.id)
    window.show_page("overview")
    ask(window, qtbot)
    assert names(window)[0] == f"{own(row)} · {initiative.title}"
    assert kinds(window)[0].startswith("Baru dibuka · ")
    enter(window, qtbot)
    assert window.page.key == page


def test_a_place_that_was_gone_to_is_offered_first_the_next_time(window: MainWindow, qtbot: QtBot) -> None:
    row = window.session.snapshot.all(Objective)[0]
    window.show_page("rpjmd", row.id)
    window.show_page("overview")
    ask(window, qtbot)
    assert names(window)[0] == " ".join(row.text.split())[:200]
    enter(window, qtbot)
    assert window.page.key == "rpjmd"


def test_arrows_choose_and_esc_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    before = QApplication.focusWidget()
    ask(window, qtbot)
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Down)
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Down)
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Up)
    assert window.go_to.list.currentRow() == 1
    QTest.keyClick(window.go_to.field, Qt.Key.Key_Escape)
    assert not window.go_to.isVisible()
    assert QApplication.focusWidget() is before
    assert window.page.key == "initiatives"


def test_a_command_is_done_from_its_name_and_tells_its_keys(window: MainWindow, qtbot: QtBot) -> None:
    wide = window.navigation.width()
    ask(window, qtbot, "ringkas navigasi")
    target = window.go_to.list.item(0).data(Qt.ItemDataRole.UserRole)
    assert "Ctrl+B" in target.kind
    enter(window, qtbot)
    assert window.navigation.width() < wide


def test_the_button_in_a_pages_head_is_a_command(window: MainWindow, qtbot: QtBot) -> None:
    count = len(window.session.snapshot.all(Initiative))
    ask(window, qtbot, "inisiatif baru")
    enter(window, qtbot)
    window.session.flush()
    assert len(window.session.snapshot.all(Initiative)) == count + 1


def test_a_finding_leads_to_its_place(window: MainWindow, qtbot: QtBot) -> None:
    checking = checking_of(window.session)
    qtbot.waitUntil(lambda: checking.at is not None, timeout=10_000)
    finding = next(finding for finding in checking.findings if "tujuan" in finding.sentence or finding.open)
    ask(window, qtbot, finding.sentence[:60])
    assert " ".join(finding.sentence.split())[:200] in names(window)


def test_nothing_that_fits_is_told_and_enter_does_nothing(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot, "qqqqzzzz")
    assert names(window) == []
    assert "Periksa ejaannya" in window.go_to.said.text()
    enter(window, qtbot)
    assert window.go_to.isVisible()


def test_it_goes_away_when_the_focus_does(window: MainWindow, qtbot: QtBot) -> None:
    ask(window, qtbot)
    window.navigation.list.setFocus()
    qtbot.waitUntil(lambda: not window.go_to.isVisible())
    assert window.navigation.list.hasFocus()


def test_it_works_where_a_package_is_only_looked_at_and_offers_nothing_that_writes(
    session: Session, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(Session(None, session.snapshot))
    ask(window, qtbot, "simpan sekarang")
    assert "Simpan sekarang" not in names(window)
    window.go_to.field.clear()
    QTest.keyClicks(window.go_to.field, "rpjmd")
    enter(window, qtbot)
    assert window.page.key == "rpjmd"


def test_it_fits_into_the_smallest_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 520)
    ask(window, qtbot)
    content = window.centralWidget()
    assert content is not None
    assert content.rect().contains(window.go_to.geometry())


def test_every_tab_is_found_by_its_name_from_another_page(window: MainWindow, qtbot: QtBot) -> None:
    for entry in PAGES:
        window.show_page(entry.key)
        bars = [bar for bar in window.page.findChildren(UnderlineBar) if not isinstance(bar, DimensionTabs)]
        shown = {bar.tabText(at).rstrip(" 0123456789") for bar in bars for at in range(bar.count())}
        assert shown == set(entry.parts), f"{entry.key}: name its tabs in PAGES"
    for name, key in (("Anggaran", "initiatives"), ("Rapat", "profile"), ("Smart Living", "dimensions")):
        window.show_page("overview")
        ask(window, qtbot, name.lower())
        at = next(at for at, kind in enumerate(kinds(window)) if names(window)[at] == name and "Bagian" in kind)
        window.go_to.list.setCurrentRow(at)
        enter(window, qtbot)
        assert window.page.key == key
        focus = QApplication.focusWidget()
        assert isinstance(focus, UnderlineBar)
        assert focus.isVisible()
        assert focus.tabText(focus.currentIndex()).startswith(name)


@pytest.mark.parametrize(("typed", "scheme"), [("gelap", "dark"), ("kontras tinggi", "contrast")])
def test_a_theme_is_chosen_by_its_name(window: MainWindow, qtbot: QtBot, typed: str, scheme: str) -> None:
    ask(window, qtbot, typed)
    assert names(window)[0].startswith("Tema: ")
    enter(window, qtbot)
    assert theme.scheme() == scheme
    ask(window, qtbot, typed)
    assert kinds(window)[0] == "Perintah · sedang dipakai"


def test_what_the_menus_hold_is_found(window: MainWindow, qtbot: QtBot) -> None:
    for typed, name in (
        ("130", "Ukuran teks: 130 %"),
        ("english", "Bahasa: English"),
        ("laporan masalah", "Laporan masalah…"),
        ("ke excel", "Halaman ini ke Excel…"),
        ("pdf", "Cetak halaman ini…"),
        ("mengetik", "Siapa yang mengetik…"),
    ):
        ask(window, qtbot, typed)
        assert name in names(window)[:4], typed
        QTest.keyClick(window.go_to.field, Qt.Key.Key_Escape)
    ask(window, qtbot, "ke excel")
    assert kinds(window)[names(window).index("Halaman ini ke Excel…")] == "Perintah · Ctrl+E"


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_command_of_a_page_has_its_button_and_is_found_from_elsewhere(
    window: MainWindow, qtbot: QtBot, entry: PageEntry
) -> None:
    for command in entry.commands:
        window.show_page("rpjmd" if entry.key == "overview" else "overview")
        ask(window, qtbot, command.name.rstrip("…"))
        assert command.name in names(window)[:3]
        if command.part_text:
            show_part(window, entry.key, command.part_text)
        else:
            window.show_page(entry.key)
        assert button_of(window.page, command) is not None, command.name


def test_an_export_is_done_by_its_name_from_any_page(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(HandingInPage, "export", lambda _page, output: asked.append(output.suffix))
    ask(window, qtbot, "buku rencana pdf")
    assert kinds(window)[0] == "Perintah · Pengajuan & Cetak"
    enter(window, qtbot)
    assert (window.page.key, asked) == ("handing_in", [".pdf"])
