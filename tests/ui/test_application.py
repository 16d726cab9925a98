"""The program as it starts: one instance, Qt's words in Indonesian, the look, the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from gmsc_desktop import cli
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.instance import Instance
from gmsc_desktop.ui.qt_text import QtWords
from gmsc_desktop.ui.tokens import SCHEMES, Tokens

ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
qt = QCoreApplication([])
from gmsc_desktop.ui.instance import Instance
second = Instance()
sys.exit(3 if second.is_first else 0 if second.call_first(sys.argv[1]) else 4)
"""


def test_a_second_start_raises_the_first_and_says_which_plan(app: QApplication, data_dir: Path, qtbot: QtBot) -> None:
    first = Instance()
    assert first.is_first
    heard: list[str] = []
    first.listen(heard.append)
    qtbot.waitUntil(lambda: first.serving)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen([sys.executable, "-c", SECOND, "73f0"], cwd=ROOT, env=environment)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    assert heard == ["73f0"]
    assert child.wait(10) == 0
    first.close()
    again = Instance()
    assert again.is_first
    again.close()


def test_a_program_that_ends_before_it_listens_never_does(app: QApplication, data_dir: Path, qtbot: QtBot) -> None:
    first = Instance()
    first.listen(lambda _plan: None)
    first.close()
    assert first._job is not None
    with qtbot.waitSignal(first._job.ended, timeout=20_000):
        pass
    assert not first.serving


def test_qt_speaks_indonesian(app: QApplication) -> None:
    words = QtWords(app)
    assert app.installTranslator(words)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    texts = sorted(button.text() for button in box.buttons())
    app.removeTranslator(words)
    assert texts == ["Batal", "Simpan"]
    assert QCoreApplication.translate("anywhere", "no such text") == "no such text"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", SCHEMES.values(), ids=SCHEMES)
def test_words_stand_out_on_every_ground(tokens: Tokens) -> None:
    for use in ("text", "muted", "faint", "accent", "ok", "warn", "error"):
        for ground in ("surface", "window"):
            assert contrast(getattr(tokens, use), getattr(tokens, ground)) >= 4.5, (use, ground)
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.focus, tokens.surface) >= 3
    assert contrast(tokens.focus, tokens.selected) >= 3
    for use in ("ok", "warn", "error"):
        assert contrast(getattr(tokens, use), getattr(tokens, f"{use}_ground")) >= 4.5


@pytest.mark.parametrize("style", ["qlementine", "fusion"])
def test_every_style_keeps_our_font_and_palette(app: QApplication, style: str) -> None:
    theme.apply(app, "dark", 130, style)
    assert theme.is_qlementine() == (style == "qlementine")
    assert app.font().family() == "Source Sans 3"
    assert app.font().pixelSize() == 18
    assert app.palette().window().color().name().upper() == SCHEMES["dark"].window
    assert app.styleSheet() == ""
    theme.apply(app, "light", 100)


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        (["73f0a1b2"], "73f0a1b2"),
        (["--data", "deadbeef", "cafe1234"], "cafe1234"),
        (["--style", "fusion"], ""),
        (["demo"], ""),
        (["show", "73f0a1b2"], ""),
        ([], ""),
    ],
)
def test_a_plan_in_the_place_of_a_command_opens_the_window(words: list[str], plan: str) -> None:
    assert cli._plan_named(words) == plan
