"""Starts the window: look, language, crash hook, one instance for each data folder, home or a plan."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gmsc_desktop.errors import UserFacingError
    from gmsc_desktop.ui.crash import CrashHook
    from gmsc_desktop.ui.windows import Windows


SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_screen() -> bool:
    """Whether a window can be opened here."""
    return not sys.platform.startswith("linux") or any(map(os.environ.get, SCREENS))


def run(plan: str = "", style: str = "") -> int:
    """Open the window and stay until it is closed; the exit code. ``plan`` is a plan of this computer or a package."""
    gc.disable()  # nothing that a start brings in is ever forgotten; ``Collecting`` searches later
    from PySide6.QtWidgets import QApplication

    take_back_import()
    from gmsc_desktop.ui.collecting import Collecting
    from gmsc_desktop.ui.instance import Instance, not_heard

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("GMSC Desktop")
    instance = Instance()
    if not instance.is_first:
        if instance.call_first(wanted(plan)):
            return 0
        _tell(app, not_heard(instance))
        return 1
    hook, windows = compose(app, style)
    collecting = Collecting(app)
    windows.built.connect(collecting.opened)
    windows.gone.connect(collecting.closed)
    try:
        if plan:
            windows.open_any(plan)
        else:
            windows.show_home()
        instance.listen(windows.bring_up)
        code = app.exec()
        from gmsc_desktop.models import ballast

        ballast.keep()
    except Exception as fault:  # before the first window or after the last one: nobody else would tell it
        hook.take(fault)
        app.processEvents()
        code = 1
    finally:
        collecting.stop()
        hook.remove()
        instance.close()
    return code


def take_back_import() -> None:
    """Give Python its own import again.

    PySide puts one in its place that reads, and keeps, the source of every module imported after it, to see whether
    that asks for ``__feature__``, Qt's names in another spelling. None of ours does, and every start would pay for it.
    """
    import builtins

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def wanted(plan: str) -> str:
    """What a second start asks the first for: a file by its whole path, because the first stands in another folder."""
    return str(Path(plan).absolute()) if plan and Path(plan).is_file() else plan


def _tell(app: QApplication, error: UserFacingError) -> None:
    """One box, in the program's own look, for a start that comes to nothing."""
    from PySide6.QtWidgets import QMessageBox

    from gmsc_desktop.text import _
    from gmsc_desktop.ui import plain, theme
    from gmsc_desktop.ui.settings import Settings

    theme.apply(app, Settings().theme, Settings().text_percent)
    box = plain.message(None, QMessageBox.Icon.Warning, error.sentence, error.next_step)
    box.addButton(_("Tutup"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def compose(app: QApplication, style: str = "") -> tuple[CrashHook, Windows]:
    """Settings, language, look and crash hook, and the windows that use them."""
    from gmsc_desktop.paths import chosen_language, resource
    from gmsc_desktop.text import SOURCE_LANGUAGE, language, set_language
    from gmsc_desktop.ui import theme
    from gmsc_desktop.ui.crash import CrashHook
    from gmsc_desktop.ui.qt_text import QtWords
    from gmsc_desktop.ui.settings import Settings
    from gmsc_desktop.ui.windows import Windows

    settings = Settings()
    set_language(chosen_language(), resource("locale"))
    hook = CrashHook(settings)
    hook.install()
    if language() == SOURCE_LANGUAGE:
        app.installTranslator(QtWords(app))
    theme.apply(app, settings.theme, settings.text_percent, style or "qlementine")
    return hook, Windows(settings, ended_hard=hook.ended_hard)
