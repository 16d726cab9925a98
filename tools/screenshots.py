"""Render every page and dialog into a folder: looks, sizes, 125 %, an empty plan, read-only, with errors, English.

``python tools/screenshots.py [FOLDER [VARIANT ...]]`` writes
``<folder>/<variant>-<page>.png`` for each of ``VARIANTS``, and ``<folder>/<variant>-dialog-<name>.png`` where a variant
has ``dialogs``. A dialog that is larger than the window it is looked at in is told: on such a screen it would be cut.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from gmsc_desktop.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True)
class Variant:
    """How the window is looked at. ``scale`` is the system's own, ``percent`` the size of text of the program."""

    size: tuple[int, int] = (1366, 697)  # 1366 x 768 less title and task bar
    look: str = "light"
    plan: str = "demo"
    percent: int = 100
    scale: str = "1"
    dialogs: bool = False
    language: str = "id"


VARIANTS = {
    "light": Variant(dialogs=True),
    "dark": Variant(look="dark", dialogs=True),
    "contrast": Variant(look="contrast", dialogs=True),
    "narrow": Variant((1093, 545), dialogs=True),
    "narrow-dark": Variant((1093, 545), "dark"),
    "large": Variant((1920, 1009)),
    "large-dark": Variant((1920, 1009), "dark"),
    "scaled-125": Variant((1093, 545), scale="1.25"),
    "text-130": Variant(percent=130),
    "text-90": Variant(percent=90),
    "empty": Variant(plan="empty"),
    "existing": Variant(plan="existing"),
    "existing-narrow": Variant((1093, 545), "dark", plan="existing"),
    "read-only": Variant(plan="package"),
    "errors": Variant(plan="errors"),
    "english": Variant(dialogs=True, language="en"),
}


def main() -> int:
    """Render the named variants, or all, each in a process of its own."""
    words = sys.argv[1:]
    if words[:1] == ["--one"]:
        _render(Path(words[1]), words[2], json.loads(words[3]))
        return 0
    folder = Path(words[0]) if words else ROOT / "out" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        data = str(Path(room) / "data")
        Path(data).mkdir()
        plans = _make_plans(Path(data))
        for name in words[1:] or VARIANTS:
            environment = _environment(data, QT_SCALE_FACTOR=VARIANTS[name].scale, GMSC_LANG=VARIANTS[name].language)
            command = [sys.executable, __file__, "--one", str(folder.absolute()), name, json.dumps(plans)]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            print(f"{name}: {len(list(folder.glob(f'{name}-*.png')))} pictures in {folder}")
    return 0


def _environment(data: str, **more: str) -> dict[str, str]:
    return {**os.environ, "GMSC_DATA": data, "QT_QPA_PLATFORM": "offscreen", **more}


def _make_plans(data: Path) -> dict[str, str]:
    """What each kind of plan is opened by: an id, or a package's file."""

    def gmsc(*words: str, place: Path = data) -> str:
        command = [sys.executable, str(ROOT / "main.py"), *words, "--json"]
        environment = _environment(str(place))
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        loaded = json.loads(done.stdout)
        return str(loaded.get("path") or loaded.get("id"))

    demo = gmsc("demo")
    package = gmsc("submit", demo, str(data), "--for", "bimtek-2", "--override", "Contoh: temuan dibiarkan terbuka.")
    empty = gmsc("new", "--district", "73.17", "--start", "2025", "--end", "2029")
    old = gmsc("new", "--district", "73.18", "--start", "2019", "--end", "2024", "--existing")
    other = data / "laptop-lain"
    sent = gmsc("new", "--district", "73.22", "--start", "2025", "--end", "2029", place=other)
    team_copy = gmsc("copy", sent, str(data), place=other)
    return {"demo": demo, "errors": demo, "empty": empty, "existing": old, "package": package, "team copy": team_copy}


def _render(folder: Path, name: str, plans: dict[str, str]) -> None:
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop import app as application
    from gmsc_desktop.ui import theme
    from gmsc_desktop.ui.pages import PAGES
    from tools.screenshot_dialogs import Scene, render_dialogs

    variant = VARIANTS[name]
    app = QApplication([])
    hook, windows = application.compose(app)
    theme.apply(app, variant.look, variant.percent)

    def save(widget: QWidget, page: str) -> None:
        widget.grab().save(str(folder / f"{name}-{page}.png"))
        if widget.width() > variant.size[0] or widget.height() > variant.size[1]:
            print(f"{name}-{page} is cut: {widget.width()} x {widget.height()} in {variant.size}")

    home = windows.show_home()
    home.resize(*variant.size)
    _settle(app)
    save(home, "home")
    windows.open_any(plans[variant.plan])
    window = _wait_for_window(app)
    window.resize(*variant.size)
    for page in PAGES:
        window.show_page(page.key)
        _settle(app)
        if variant.plan == "errors" and not _mistake(app, window):
            continue
        save(window, page.key)
    if variant.dialogs:
        render_dialogs(Scene(windows, window, Path(plans["team copy"]), Path(os.environ["GMSC_DATA"]).parent, save))
    sys.stdout.flush()
    window.session.flush()
    window.close()
    _settle(app)
    hook.remove()
    os._exit(0)  # nothing of it is kept


def _mistake(app: QApplication, window: MainWindow) -> bool:
    """Type into the first form of the page what is refused; False where the page has no such field."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit

    from gmsc_desktop.ui.forms import FieldRow

    wrong = {"year_end": "1999", "period_end": "dua ribu"}
    for row in window.page.findChildren(FieldRow):
        field = row.field.column if row.isVisible() else ""
        editor = row.editor.widget()
        if field in wrong and isinstance(editor, QLineEdit) and editor.isEnabled():
            editor.setFocus()
            editor.selectAll()
            QTest.keyClicks(editor, wrong[field])
            QTest.keyClick(editor, Qt.Key.Key_Tab)
            _settle(app)
            return True
    return False


def _wait_for_window(app: QApplication) -> MainWindow:
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop.ui.main_window import MainWindow

    end = time.monotonic() + 60
    while time.monotonic() < end:
        _settle(app)
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow) and widget.isVisible():
                return widget
    raise SystemExit("the plan's window did not open")


def _settle(app: QApplication, seconds: float = 0.6) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
