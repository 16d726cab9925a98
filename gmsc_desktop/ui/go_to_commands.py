"""Everything that can be done from a plan's window by its name: buttons, menus, commands and tabs of every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, ToolButton
from gmsc_desktop.ui.field_places import part_place
from gmsc_desktop.ui.go_to_match import Target, target
from gmsc_desktop.ui.pages import PAGES, Command, PageEntry

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow


def commands(window: MainWindow) -> Iterator[Target]:
    """What the page offers, then the menus, then what other pages offer; what cannot be done now is left out."""
    taken: set[str] = set()
    for name, kind, first, go, more in (*_buttons(window), *_actions(window), *_menus(window), *_elsewhere(window)):
        if name and name not in taken:
            taken.add(name)
            yield target(name, kind, "play", first, go, more)


_Found = tuple[str, str, float, Callable[[], object], str]  # name, kind, how much it comes first, way, more words


def _buttons(window: MainWindow) -> Iterator[_Found]:
    """The page's own buttons; outside its head and tools those whose name says enough by itself."""
    page = window.page
    found = [button for kind in (Button, ToolButton) for button in page.findChildren(kind)]
    named = [(button, button_name(button)) for button in found if button.isVisible() and button.isEnabled()]
    known = Counter(name for _button, name in named)
    for button, name in named:
        above = page.head.isAncestorOf(button) or page.tools.isAncestorOf(button)
        if button in (page.print_button, page.excel_button) or not (above or known[name] == 1):
            continue
        yield name, _("Perintah di halaman ini"), 9, button.click, ""


def button_name(button: QAbstractButton) -> str:
    """What a button says, or is called where it shows an icon alone; without the keys in its tip."""
    words = button.text().replace("&&", "\0").replace("&", "").replace("\0", "&").strip()
    return words or button.accessibleName().partition(" (")[0].strip()


def _actions(window: MainWindow) -> Iterator[_Found]:
    known = window.actions_of_plan
    more = {known.print: _("PDF, kertas, pencetak"), known.excel: _("Ke Excel, ekspor, xlsx")}
    for action in window.actions():
        if action.isEnabled() and action not in {*known.pages, known.go_to}:
            yield _name(action), _kind(action), 8, action.trigger, more.get(action, "")


def _menus(window: MainWindow) -> Iterator[_Found]:
    """Themes, sizes of text, languages, what stands in Bantuan: all of the menu bar that has no keys of its own."""
    own = set(window.actions())
    for top in window.top.menus.actions():
        for menus, action in _below(top):
            if action not in own and action.isEnabled() and _name(action):
                name = ": ".join((*menus, _name(action)))
                chosen = action.isCheckable() and action.isChecked()
                yield name, _("Perintah · sedang dipakai") if chosen else _kind(action), 8, action.trigger, ""
    yield _("Siapa yang mengetik…"), _("Perintah"), 8, window.top.person.click, ""


def _below(action: QAction) -> Iterator[tuple[tuple[str, ...], QAction]]:
    """The actions of a menu with the names of the menus between."""
    menu = action.menu()
    for inner in menu.actions() if isinstance(menu, QMenu) else ():
        if isinstance(inner.menu(), QMenu):
            yield from (((_name(inner), *names), leaf) for names, leaf in _below(inner))
        else:
            yield (), inner


def _elsewhere(window: MainWindow) -> Iterator[_Found]:
    """The commands of the other pages: the page is shown, then its button is pressed."""
    for entry in PAGES:
        for command in entry.commands:
            if entry.key == window.page.key and (not command.part_text or button_of(window.page, command) is not None):
                continue  # among the buttons of the page
            if not (command.writes and window.session.read_only):
                yield command.name, _("Perintah · {page}").format(page=entry.name), 7, partial(
                    press, window, entry, command
                ), ""  # fmt: skip


def press(window: MainWindow, entry: PageEntry, command: Command) -> None:
    """Show a page and press the button of a command; where that cannot be now, the status line says so."""
    if command.part_text:
        show_part(window, entry.key, _(command.part_text))
    else:
        window.show_page(entry.key)
    button = button_of(window.page, command)
    if button is not None and button.isEnabled():
        button.click()
    else:
        words = _("“{command}” belum dapat dilakukan sekarang. Lihat halaman ini untuk apa yang masih kurang.")
        window.status.say(words.format(command=command.name))


def button_of(page: QWidget, command: Command) -> QAbstractButton | None:
    """The button of a page that a command presses."""
    begins = command.name.rstrip("…")
    found = (button for kind in (Button, ToolButton) for button in page.findChildren(kind))
    return next((b for b in found if b.isVisible() and _says(b, begins)), None)


def _says(button: QAbstractButton, begins: str) -> bool:
    return button_name(button).startswith(begins) or button.accessibleName().startswith(begins)


def parts(window: MainWindow) -> Iterator[Target]:
    """The tabs of every page."""
    for entry in PAGES:
        kind = _("Bagian · {page}").format(page=entry.name)
        for part in entry.parts:
            yield target(_(part), kind, entry.icon, 7, partial(show_part, window, entry.key, _(part)), entry.name)
        for dimension in window.session.pack.dimensions if entry.key == "dimensions" else ():
            go = partial(window.show_page, entry.key, dimension.code)
            yield target(dimension.label, kind, entry.icon, 7, go, entry.name)


def show_part(window: MainWindow, key: str, name: str) -> None:
    """Show a page and the tab of it that is called so, the focus in what it begins with; the tabs are a step back."""
    window.show_page(key)
    bar = part_place(window.page, name)
    if bar is not None:
        tabs, first = bar.parentWidget(), window.page.first_focus()
        of_page = window.page.tools.isAncestorOf(bar)  # else they are those of a part, perhaps of another one
        within = of_page or (first is not None and tabs is not None and tabs.isAncestorOf(first))
        (first if first is not None and within else bar).setFocus(Qt.FocusReason.OtherFocusReason)


def _name(action: QAction) -> str:
    return action.text().partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def _kind(action: QAction) -> str:
    keys = action_keys(action)
    return _("Perintah · {keys}").format(keys=keys) if keys else _("Perintah")


def action_keys(action: QAction) -> str:
    """The keys of an action for a person; of a key that only a table hears, as it stands in the action's text."""
    shown = [key_words(sequence) for sequence in action.shortcuts()]
    return " / ".join(shown) or action.text().partition("\t")[2]


def key_words(sequence: QKeySequence) -> str:
    """Keys as this system writes them."""
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)
