"""One sentence in a page or a dialog about what happened, with the step that helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Card, IconLabel, Label, ToolButton


class Banner(Card):
    """One sentence in the page with an icon and its action, seldom a second one; hidden while nothing is to be said.

    ``stacked``: the actions stand below the words, where the banner is narrow. ``closes``: a person can put it away.
    """

    _ICONS: ClassVar = {"info": "info", "warn": "triangle-alert", "error": "circle-alert"}

    def __init__(self, *, stacked: bool = False, closes: bool = False) -> None:
        super().__init__(row=not stacked, padding=8)
        self._icon = IconLabel("", "accent", 18)
        self.words = Label(wrap=True)
        self._run: Callable[[], object] | None = None
        self._run_other: Callable[[], object] | None = None
        self._action = Button("", on_click=lambda: self._run() if self._run else None)
        self._other = Button("", on_click=lambda: self._run_other() if self._run_other else None)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self.words, 1)
        self.box.addLayout(line, 1)
        steps = QVBoxLayout()
        for button in (self._action, self._other):
            steps.addWidget(button)
        self.box.addLayout(steps)
        if closes:
            away = ToolButton("x", _("Tutup pemberitahuan ini"), on_click=self.hide)
            (line if stacked else self.box).addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(
        self,
        kind: Literal["info", "warn", "error"],
        sentence: str,
        action: str = "",
        run: Callable[[], object] | None = None,
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a sentence; the action stands beside it where one is named, ``other`` under that."""
        use = f"{kind}_ground"
        self.set_use(use, "border" if theme.scheme() == "contrast" else use)
        self._icon.set_icon(self._ICONS[kind], "accent" if kind == "info" else kind)
        self.words.setText(sentence)
        self._action.setText(plain.no_mnemonic(action))
        self._action.setVisible(bool(action))
        self._run = run
        words, self._run_other = other or ("", None)
        self._other.setText(plain.no_mnemonic(words))
        self._other.setVisible(bool(words))
        self.show()
