"""The very field of a record on a page: in the form that shows the record, else its cell in a table."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.tabs import Tabs, UnderlineBar
from gmsc_desktop.ui.tables import Grid


def field_place(page: QWidget, record_id: str, column: str) -> QWidget | None:
    """Show the tab of a field and give what takes its focus; None where the page has no such field of the record."""
    for form in page.findChildren(RecordForm):
        if form.record_id == record_id and column in form.rows:
            editor = form.rows[column].editor.widget()
            _choose_tabs(editor)
            if editor.isVisibleTo(page):
                return editor
    for grid in page.findChildren(Grid):
        keys = [shown.key for shown in grid.rows.columns]
        if not grid.isVisibleTo(page) or column not in keys or grid.isColumnHidden(keys.index(column)):
            continue
        if grid.go_to(record_id, column):
            return grid
    return None


def part_place(page: QWidget, title: str) -> UnderlineBar | None:
    """Show a tab of a page by its name, with the tab around it, and give the bar that takes the focus."""
    for bar in page.findChildren(UnderlineBar):
        names = [bar.tabText(place).replace("&&", "&") for place in range(bar.count())]
        place = next((at for at, name in enumerate(names) if name == title or _counted(name, title)), -1)
        if place >= 0:
            _choose_tabs(bar)
            bar.setCurrentIndex(place)
            return bar
    return None


def _counted(name: str, title: str) -> bool:
    """Whether a tab bears this name with a number behind it: "Anggota 12"."""
    return name.startswith(f"{title} ") and name[len(title) + 1 :].isdigit()


def _choose_tabs(inside: QWidget) -> None:
    """Choose, in all tabs around a widget, the one that holds it."""
    above = inside.parentWidget()
    while above is not None:
        if isinstance(above, Tabs):
            stack = above.stack
            held = (content for place in range(stack.count()) if (content := stack.widget(place)) is not None)
            holding = next((content for content in held if content.isAncestorOf(inside)), None)
            if holding is not None:  # None for the bar of these tabs itself
                above.choose(holding)
        above = above.parentWidget()
