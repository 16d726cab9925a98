"""Render every page of the window on the demonstration plan, light and dark, into a folder of pictures."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

SIZES = ((1366, 697), (1093, 545))


def main() -> int:
    """Write ``<folder>/<page>-<theme>-<width>.png`` for each page, theme and size; the folder is the argument."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "out" / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        os.environ["GMSC_DATA"] = data
        _render(folder)
    return 0


def _render(folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop import app as application
    from gmsc_desktop.demo.loading import make_demo
    from gmsc_desktop.ui import theme

    plan = make_demo()
    app = QApplication([])
    hook, windows = application.compose(app)
    for look in ("light", "dark"):
        theme.apply(app, look, 100)
        home = windows.show_home()
        home.resize(*SIZES[0])
        _settle(app)
        home.grab().save(str(folder / f"home-{look}-{SIZES[0][0]}.png"))
        windows.open_any(plan)
        window = _wait_for_window(app)
        _pages(app, window, folder, look)
        window.close()
        _settle(app)
    hook.remove()


def _pages(app: QApplication, window: MainWindow, folder: Path, look: str) -> None:
    from gmsc_desktop.ui.pages import PAGES

    for size in SIZES:
        window.resize(*size)
        for page in PAGES:
            window.show_page(page.key)
            _settle(app)
            window.grab().save(str(folder / f"{page.key}-{look}-{size[0]}.png"))


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
