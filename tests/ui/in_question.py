"""Answers a question that a window asks, as a person would."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox


def answered(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Press the button with these words in the next question; what the question said."""
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(f"{box.text()} {box.informativeText()}")
        chosen = next(button for button in box.buttons() if button.text() == words)
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: chosen)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked
