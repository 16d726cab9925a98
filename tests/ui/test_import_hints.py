"""A window of an import says what to do where it has nothing to show yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.document import Document
from gmsc_desktop.ui.session import Session
from tests.exchange.books import Rows
from tests.ui.conftest import OpenWindow
from tests.ui.in_import import book_at, branches, press, reviewed, rpjmd_page, without_rpjmd
from tests.ui.in_question import answered

Key = Qt.Key
UNTOLD: Rows = [
    ["Tujuan/Sasaran", "Indikator", "Satuan", "Target 2026"],
    ["Layanan kesehatan yang bermutu", "IKM", "Nilai", "80"],
    ["Warga yang cerdas", "RLS", "Tahun", "8"],
]


def test_an_empty_result_says_to_answer_first_and_goes_with_the_answer(
    document: Document,
    app: QApplication,
    open_window: OpenWindow,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered(monkeypatch, "Tutup tanpa mengimpor")
    without_rpjmd(document)
    page = rpjmd_page(open_window(Session(document)))
    dialog = reviewed(page, book_at(tmp_path / "a.xlsx", UNTOLD), qtbot)
    assert dialog.tree.hint.isVisible()
    assert "Jawab dulu pertanyaan di atas" in dialog.tree.hint.text()
    assert not dialog.tree.tree.isVisible()
    press(Key.Key_Down)  # the question has the focus: Tujuan
    press(Key.Key_Return)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert dialog.tree.tree.isVisible()
    assert not dialog.tree.hint.isVisible()
    assert any("Warga yang cerdas" in line for line in branches(dialog))
    dialog.reject()
    assert not dialog.isVisible()
