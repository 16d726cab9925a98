"""The tab of original documents as tests use it: documents, and waiting until they are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.records import OriginalDocument
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.original_texts import texts_of
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.profile_originals import OriginalsPart
from tests.documents import LAID_OUT, paragraph, pdf, word


def on_tab(window: MainWindow) -> ProfilePage:
    window.show_page("profile")
    page = window.pages["profile"]
    assert isinstance(page, ProfilePage)
    page.tabs.choose(page.originals)
    return page


def book(folder: Path, name: str = "Buku_2 Masterplan.pdf") -> Path:
    return pdf(folder / name, ["Masterplan Smart City", "Pengantar", "Rumah Kurcaci Pattallassang"])


def law(folder: Path) -> Path:
    head = paragraph("PERATURAN BUPATI LUWU NOMOR 12 TAHUN 2021")
    return word(folder / "scan001.docx", head, paragraph(LAID_OUT, "Pasal 1. Rumah Kurcaci."))


def chosen(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    names = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (names, ""))


def come(qtbot: QtBot, part: OriginalsPart, count: int) -> list[OriginalDocument]:
    """Wait until the list has so many documents, the work has ended, and what they say is known."""
    session = part._session
    qtbot.waitUntil(lambda: not session.jobs.running, timeout=20_000)
    qtbot.waitUntil(lambda: len(part.grid.rows.rows) == count, timeout=20_000)
    qtbot.waitUntil(lambda: not texts_of(session).is_reading, timeout=20_000)
    return list(session.snapshot.all(OriginalDocument))


def cell(part: OriginalsPart, row: int, key: str) -> str:
    model = part.grid.rows
    return str(model.index(row, model.column_place(key)).data())
