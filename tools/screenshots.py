"""Render every page of the window into a folder: looks, sizes, 125 %, an empty plan, read-only, with errors.

``python tools/screenshots.py [FOLDER [VARIANT ...]]`` writes
``<folder>/<variant>-<page>.png`` for each of ``VARIANTS``.
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
    from PySide6.QtWidgets import QApplication

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


VARIANTS = {
    "light": Variant(),
    "dark": Variant(look="dark"),
    "contrast": Variant(look="contrast"),
    "narrow": Variant((1093, 545)),
    "narrow-dark": Variant((1093, 545), "dark"),
    "large": Variant((1920, 1009)),
    "large-dark": Variant((1920, 1009), "dark"),
    "scaled-125": Variant((1093, 545), scale="1.25"),
    "text-130": Variant(percent=130),
    "text-90": Variant(percent=90),
    "empty": Variant(plan="empty"),
    "read-only": Variant(plan="package"),
    "errors": Variant(plan="errors"),
}


def main() -> int:
    """Render the named variants, or all, each in a process of its own."""
    words = sys.argv[1:]
    if words[:1] == ["--one"]:
        _render(Path(words[1]), words[2], json.loads(words[3]))
        return 0
    folder = Path(words[0]) if words else ROOT / "out" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        plans = _make_plans(Path(data))
        for name in words[1:] or VARIANTS:
            environment = _environment(data, QT_SCALE_FACTOR=VARIANTS[name].scale)
            command = [sys.executable, __file__, "--one", str(folder.absolute()), name, json.dumps(plans)]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            print(f"{name}: {len(list(folder.glob(f'{name}-*.png')))} pictures in {folder}")
    return 0


def _environment(data: str, **more: str) -> dict[str, str]:
    return {**os.environ, "GMSC_DATA": data, "QT_QPA_PLATFORM": "offscreen", **more}


def _make_plans(data: Path) -> dict[str, str]:
    """What each kind of plan is opened by: an id, or a package's file."""

    def gmsc(*words: str) -> str:
        command = [sys.executable, str(ROOT / "main.py"), *words, "--json"]
        environment = _environment(str(data))
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        loaded = json.loads(done.stdout)
        return str(loaded.get("path") or loaded.get("id"))

    demo = gmsc("demo")
    package = gmsc("submit", demo, str(data), "--for", "bimtek-2", "--override", "Contoh: temuan dibiarkan terbuka.")
    empty = gmsc("new", "--district", "73.17", "--start", "2025", "--end", "2029")
    return {"demo": demo, "errors": demo, "empty": empty, "package": package}


def _render(folder: Path, name: str, plans: dict[str, str]) -> None:
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop import app as application
    from gmsc_desktop.ui import theme
    from gmsc_desktop.ui.pages import PAGES

    variant = VARIANTS[name]
    app = QApplication([])
    hook, windows = application.compose(app)
    theme.apply(app, variant.look, variant.percent)
    home = windows.show_home()
    home.resize(*variant.size)
    _settle(app)
    home.grab().save(str(folder / f"{name}-home.png"))
    windows.open_any(plans[variant.plan])
    window = _wait_for_window(app)
    window.resize(*variant.size)
    for page in PAGES:
        window.show_page(page.key)
        _settle(app)
        if variant.plan == "errors" and not _mistake(app, window):
            continue
        window.grab().save(str(folder / f"{name}-{page.key}.png"))
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
