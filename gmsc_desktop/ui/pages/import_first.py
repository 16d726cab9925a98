"""The way from an empty page to the import that fills another page, on which this one rests."""

from __future__ import annotations

from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.importing.doors import DOORS
from gmsc_desktop.ui.pages.page import Page


def import_first(page: Page, key: str) -> Button | None:
    """A button that shows the page of an importer and opens its window; None where nothing can be written."""
    if page.session.read_only:
        return None
    door = next(one for one in DOORS if one.key == key)
    words = door.button_text
    return Button(_(words), "file-spreadsheet", lambda: page.command_asked.emit(door.page, words))
