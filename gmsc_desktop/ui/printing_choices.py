"""The lists above the preview of a printout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.editors import ChoiceField, Option

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.page import Page


def scopes_of(page: Page | None) -> ChoiceField:
    """What a page can print; one entry alone where there is no choice."""
    field = ChoiceField(page.print_choices() if page is not None else [])
    field.removeItem(0)  # one of them is always chosen
    field.setAccessibleName(_("Yang dicetak"))
    return field


def choice_of(options: list[tuple[str, str]], kept: str, name: str) -> ChoiceField:
    """A list in which one is always chosen: the one that was kept, else the first."""
    field = ChoiceField([Option(code, label) for code, label in options])
    field.removeItem(0)  # one of them is always chosen
    field.setAccessibleName(name)
    field.show_text(kept if kept in dict(options) else options[0][0])
    return field


def fit_to_words(field: ChoiceField) -> None:
    """As wide as the longest of its entries where there is room, never wider."""
    words = max((field.fontMetrics().horizontalAdvance(field.itemText(at)) for at in range(field.count())), default=0)
    whole = words + theme.px(46)  # the arrow and the margins
    field.setMinimumWidth(min(whole, theme.px(96)))
    field.setMaximumWidth(whole)
