"""One measurement of the window in a process of its own.

Called as ``python -m benchmarks.window_child STARTED WHAT [PLAN [STYLE]]``; ``STARTED`` is the parent's monotonic clock
in seconds. The last line printed is a JSON object: milliseconds, or MB.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

    from gmsc_desktop.ui.main_window import MainWindow
    from gmsc_desktop.ui.windows import Windows

LETTERS = 240
SETTLE = 2.0  # seconds
BETWEEN = 0.025  # seconds from key to key: faster than anybody types
Told = dict[str, Any]


def main() -> int:
    """Run one measurement and print what came out."""
    started, what, *rest = sys.argv[1:]
    print(json.dumps(MEASURED[what](float(started), *rest)))
    sys.stdout.flush()
    os._exit(0)  # leaving a window's process is not measured


# -- starts -------------------------------------------------------------------------------------------------------


def bare(started: float) -> Told:
    """A window of the same style with one label."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication([])
    from gmsc_desktop.ui import theme

    theme.apply(app, "light", 100)
    window = QMainWindow()
    window.setCentralWidget(QLabel("GMSC"))
    window.resize(1366, 697)
    window.show()
    _until(lambda: _has_painted(window))
    return {"painted": _since(started), "worked": _worked()}


def home(started: float) -> Told:
    """Home on the screen, by the program's own start: painted whole, with its plan, before what it begins then."""
    told: Told = {}

    @cache
    def watch() -> None:
        from gmsc_desktop.ui.home import HomeWindow

        paint = HomeWindow.paintEvent

        def painting(self: HomeWindow, event: QPaintEvent) -> None:
            assert self.plans.isVisible()  # with plans alone; it is painted in one go with home
            self.painted.disconnect()
            self.painted.connect(lambda: told.update(painted=_since(started), worked=_worked()))
            paint(self, event)

        HomeWindow.paintEvent = painting  # type: ignore[method-assign]

    _start(started, lambda: watch() or bool(told))
    return told


def cold(started: float, plan: str) -> Told:
    """The program with a plan in its arguments: the page on the screen."""
    from PySide6.QtWidgets import QApplication

    def painted() -> bool:
        from gmsc_desktop.ui.main_window import MainWindow

        found = [window for window in QApplication.topLevelWidgets() if isinstance(window, MainWindow)]
        return bool(found) and _has_painted(found[0].page)

    return _start(started, painted, plan)


def _start(started: float, painted: Callable[[], bool], *words: str) -> Told:
    """From the start of the process to the first paint, by the program's own ``main``."""
    from PySide6.QtWidgets import QApplication

    import main as program

    told: Told = {}

    def execute(*_nothing: object) -> int:
        _until(painted)
        told.update(painted=_since(started), worked=_worked())
        return 0

    QApplication.exec = execute  # type: ignore[method-assign]
    sys.argv = ["main.py", *words]
    program.main()
    return told


def click(_started: float, plan: str) -> Told:
    """From home, once what a plan needs is imported."""
    windows = _compose()[1]
    shown = windows.show_home()
    _until(lambda: shown._painted)
    _until(lambda: not any(thread.name == "gmsc-prefetch" for thread in threading.enumerate()))
    start = time.monotonic()
    windows.open_plan(plan)
    _until(lambda: _shows_page(windows))
    return {"painted": _since(start)}


# -- letters ------------------------------------------------------------------------------------------------------


def letters_bare(_started: float) -> Told:
    """A multi-line field alone."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    app = QApplication([])
    from gmsc_desktop.ui import theme

    theme.apply(app, "light", 100)
    window, field = QMainWindow(), QPlainTextEdit()
    window.setCentralWidget(field)
    window.resize(1366, 697)
    window.show()
    return _type(field)


def letters(_started: float, plan: str) -> Told:
    """The description of an initiative, saved by itself while somebody types on."""
    from PySide6.QtWidgets import QPlainTextEdit

    from gmsc_desktop.ui.pages.initiatives import InitiativesPage

    window = _open(plan)
    window.show_page("initiatives")
    page = window.page
    assert isinstance(page, InitiativesPage)
    field = page.form.form.rows["description"].editor.widget()
    assert isinstance(field, QPlainTextEdit)
    session = window.session
    settled = time.monotonic() + SETTLE  # drawing the chart and the first check belong to opening
    _until(lambda: time.monotonic() > settled)
    saves: list[object] = []
    session.changed.connect(lambda _changed: saves.append(1))
    told = _type(field)
    _until(lambda: session.saving.name == "SAVED")
    assert saves
    return {**told, "saves": len(saves)}


def _type(field: QPlainTextEdit) -> Told:
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
    from PySide6.QtGui import QKeyEvent

    painted: list[float] = []

    class Painted(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                painted.append(time.monotonic())
            return False

    watcher = Painted()
    field.viewport().installEventFilter(watcher)
    field.setFocus()
    _until(field.hasFocus)
    waits = []
    for count in range(LETTERS):
        painted.clear()
        length = field.document().characterCount()
        start = time.monotonic()
        letter = "abc "[count % 4]
        QCoreApplication.postEvent(
            field, QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
        )
        _until(lambda at=length: field.document().characterCount() > at and bool(painted))  # type: ignore[misc]
        waits.append((painted[-1] - start) * 1000)
        _until(lambda at=start: time.monotonic() - at > BETWEEN)  # type: ignore[misc]
    return {"longest": max(waits), "median": sorted(waits)[len(waits) // 2]}


# -- pages, styles -----------------------------------------------------------------------------------------------


def pages(_started: float, plan: str) -> Told:
    """Every change of page when all have been seen, the longest and the usual; filters; milliseconds to paint."""
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop.ui.pages import PAGES

    window = _open(plan)
    for entry in PAGES:
        _shown(window, entry.key)
    times = {entry.key: min(_shown(window, entry.key) for _ in range(3)) for entry in PAGES}
    told = {f"page shown again: {key}": spent for key, spent in times.items()}
    for key in ("initiatives", "progress"):
        _shown(window, key)
        field = window.page.filter_field()
        assert field is not None
        spent = []
        for text in ("s", "sm", "sma", "smar", "smart", ""):
            start = time.monotonic()
            field.setText(text)
            window.page.repaint()
            QApplication.processEvents()
            spent.append((time.monotonic() - start) * 1000)
        told[f"a letter in the filter: {key}"] = max(spent)
    return told


def _shown(window: MainWindow, key: str) -> float:
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop.ui.pages import PAGES

    other = PAGES[0].key if key != PAGES[0].key else PAGES[-1].key
    window.show_page(other)
    QApplication.processEvents()
    start = time.monotonic()
    window.show_page(key)
    QApplication.processEvents()
    window.repaint()
    return (time.monotonic() - start) * 1000


def repaint(_started: float, plan: str, style: str) -> Told:
    """The page of initiatives painted whole, best of 40."""
    window = _open(plan, style)
    window.show_page("initiatives")
    _until(lambda: _has_painted(window.page))
    spent = []
    for _ in range(40):
        start = time.thread_time()
        window.grab()
        spent.append(time.thread_time() - start)
    return {"repaint": min(spent) * 1000}


# -- plans --------------------------------------------------------------------------------------------------------


def demo(_started: float) -> Told:
    """Makes the demonstration plan."""
    from gmsc_desktop.demo.loading import make_demo

    return {"plan": make_demo()}


def many(_started: float) -> Told:
    """Makes a plan with twelve times the demonstration's records: over 3,000 progress entries."""
    from benchmarks.plans import tables_of
    from gmsc_desktop.models import library
    from gmsc_desktop.models.bulk import insert_rows
    from gmsc_desktop.models.document import Document

    plan_id, tables = tables_of(12)

    def fill(document: Document) -> None:
        with document.change("Isi rencana") as db:
            for name, rows in tables.items():
                insert_rows(db, name, rows)

    with library.created(plan_id, fill):
        pass
    return {"plan": plan_id}


# -- what they share ----------------------------------------------------------------------------------------------


def _compose(style: str = "", *, collecting: bool = False) -> tuple[QApplication, Windows]:
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop import app as application

    application.take_back_import()  # as the program's own start does
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    windows = application.compose(app, style)[1]
    if collecting:  # as the program's own start does
        from gmsc_desktop.ui.collecting import Collecting

        windows.built.connect(Collecting(app).opened)
    _kept.append(windows)
    return app, windows


def _open(plan: str, style: str = "") -> MainWindow:
    windows = _compose(style, collecting=True)[1]
    windows.open_any(plan)
    _until(lambda: _shows_page(windows))
    window = next(iter(windows.plans.values()))
    window.resize(1366, 697)
    return window


def _shows_page(windows: Windows) -> bool:
    return bool(windows.plans) and _has_painted(next(iter(windows.plans.values())).page)


def _has_painted(widget: QWidget) -> bool:
    return _watch(widget) and widget.isVisible()


def _watch(widget: QWidget) -> bool:
    """Whether it has been painted; begins to look the first time."""
    from PySide6.QtCore import QEvent, QObject

    if id(widget) not in _watched:

        class Paints(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
                if event.type() == QEvent.Type.Paint:
                    _seen.add(id(widget))
                return False

        _watched[id(widget)] = Paints()
        widget.installEventFilter(_watched[id(widget)])
        widget.update()
    return id(widget) in _seen


def _until(true: Callable[[], bool]) -> None:
    """Let the window live until it is so; the loop sleeps between events, as the program's own does."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    if true():
        return
    loop, look = QEventLoop(), QTimer()
    end = time.monotonic() + 60
    look.setTimerType(Qt.TimerType.PreciseTimer)
    look.timeout.connect(lambda: loop.quit() if true() or time.monotonic() > end else None)
    look.start(1)
    loop.exec()
    if not true():
        raise SystemExit("it did not come within a minute")


def _worked() -> float:
    """Milliseconds of the processor that this thread took so far: the same on a busy machine and on a quiet one."""
    return time.thread_time() * 1000


def _since(moment: float) -> float:
    return (time.monotonic() - moment) * 1000


_kept: list[object] = []
_seen: set[int] = set()
_watched: dict[int, Any] = {}
MEASURED: dict[str, Callable[..., Told]] = {
    "bare": bare,
    "home": home,
    "cold": cold,
    "click": click,
    "letters-bare": letters_bare,
    "letters": letters,
    "pages": pages,
    "repaint": repaint,
    "demo": demo,
    "many": many,
}

if __name__ == "__main__":
    sys.exit(main())
