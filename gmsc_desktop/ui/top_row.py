"""The row above everything: the menu bar, the search over the whole plan, undo, redo, changes, theme, who types."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.actions import PlanActions
from gmsc_desktop.ui.controls import SearchField, Surface, ToolButton, shortcut_words
from gmsc_desktop.ui.menu_bar import MenuBar, ThemeButton


class TopRow(Surface):
    """40 high; its buttons trigger the same actions as the menus."""

    def __init__(self, actions: PlanActions) -> None:
        super().__init__("window", "b", row=True)
        self._actions = actions
        self.box.setContentsMargins(8, 0, 12, 1)
        self.box.setSpacing(4)
        self.menus = MenuBar()
        actions.fill(self.menus)
        self.search = SearchField(_("Cari di seluruh rencana  Ctrl+Shift+F"), _("Cari di seluruh rencana"), 340)
        self._narrow = False
        self.undo = ToolButton("undo-2", "", on_click=actions.undo.trigger)
        self.redo = ToolButton("redo-2", "", on_click=actions.redo.trigger)
        self.changes = ToolButton("history", _("Perubahan terakhir"), on_click=actions.changes.trigger)
        self.changes.setEnabled(actions.changes.isEnabled())
        self.theme = ThemeButton(actions.settings)
        self.person = ToolButton("user-round", _("Siapa yang mengetik"), " ", on_click=self._people)
        self.box.addWidget(self.menus)
        self.box.addStretch(1)
        self.box.addWidget(self.search)
        self.box.addStretch(1)
        for button in (self.undo, self.redo, self.changes, self.theme, self.person):
            self.box.addWidget(button)
        actions.steps_changed.connect(self.tell_steps)
        actions.person_changed.connect(self.tell_person)
        self.restyle()
        self.tell_steps()
        self.tell_person()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setFixedHeight(theme.px(40))
        self.search.setFixedWidth(theme.px(260 if self._narrow else 340))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the person's name gives way to the icon."""
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.person.setToolButtonStyle(style)
        self._narrow = narrow
        self.restyle()

    def tell_steps(self) -> None:
        """Name in the tips what would be undone and redone."""
        self.undo.set_name(shortcut_words(self._actions.undo.text().replace("&", ""), "Ctrl+Z"))
        self.redo.set_name(shortcut_words(self._actions.redo.text().replace("&", ""), "Ctrl+Y"))
        self.undo.setEnabled(self._actions.undo.isEnabled())
        self.redo.setEnabled(self._actions.redo.isEnabled())

    def tell_person(self) -> None:
        """The name in the corner."""
        name = self._actions.person_name()
        self.person.setText(plain.no_mnemonic(name if len(name) <= 24 else f"{name[:23]}…"))
        self.person.set_name(_("Yang mengetik: {name}").format(name=name))

    def _people(self) -> None:
        menu = self._actions.people_menu()
        menu.exec(self.person.mapToGlobal(self.person.rect().bottomLeft()))
