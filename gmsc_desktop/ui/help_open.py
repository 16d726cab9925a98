"""Opens the help window of a window, one for each, without bringing in its texts before they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenuBar, QWidget

if TYPE_CHECKING:
    from gmsc_desktop.ui.help import HelpWindow

SHORTCUTS, GLOSSARY = "shortcuts", "glossary"


def show_help(
    window: QWidget, menus: QMenuBar, topic: str, show_page: Callable[[str], object] | None = None
) -> HelpWindow:
    """Show a topic beside the window. Links to pages go through ``show_page``; without it they show the page's help."""
    from gmsc_desktop.ui.help import HelpWindow
    from gmsc_desktop.ui.help_texts import shortcuts_text

    found = window.findChild(HelpWindow)
    if found is None:
        found = HelpWindow(window, shortcuts_text(menus))
        found.page_asked.connect(show_page or found.show_topic)
        if show_page is not None:
            found.page_asked.connect(lambda _key: window.activateWindow())
    else:
        found.set_shortcuts(shortcuts_text(menus))
    found.show_topic(topic)
    return found
