"""Hands for the tests of pasting: what Excel copies, and the look at it before it is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gmsc_desktop.ui.tables.paste_preview import PastePreview


def copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def in_preview(work: Callable[[PastePreview], object]) -> list[PastePreview]:
    """Do something in the dialog as soon as it is open, and accept it where it may be."""
    seen: list[PastePreview] = []

    def act() -> None:
        preview = QApplication.activeModalWidget()
        assert isinstance(preview, PastePreview)
        seen.append(preview)
        work(preview)
        button = preview.accept_button if preview.accept_button.isEnabled() else preview.cancel_button
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, act)
    return seen


def shown(preview: PastePreview) -> list[tuple[str, str, str]]:
    rows = preview.list.rows
    keys = [rows.column_place(key) for key in ("state", "text", "why")]
    made = [tuple(str(rows.index(row, place).data()) for place in keys) for row in range(len(rows.shown))]
    return [(state, text, why) for state, text, why in made]
