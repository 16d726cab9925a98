"""A line of parts that stand beside each other where there is room for their words, else below each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.editors import ChoiceField


class WholeWords(Label):
    """Under a list whose field is too narrow for the name that is chosen: that name, whole."""

    def __init__(self, choice: ChoiceField) -> None:
        super().__init__("", 13, tone="muted", wrap=True)
        self._choice = choice
        self.hide()
        choice.words_fit.connect(self._tell)

    def _tell(self, fits: bool) -> None:
        self.setText("" if fits else self._choice.label)
        self.setHidden(not self.text())


class FittingLine(QWidget):
    """Looks again when it gets another width, and when something else is chosen in one of its lists."""

    def __init__(self, spacing: int = 12, below: int = 12) -> None:
        super().__init__()
        self._spacing, self._below = spacing, below
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(spacing)

    def add(self, part: QWidget, stretch: int = 1) -> None:
        """One more part at the end."""
        self.box.addWidget(part, stretch)

    def is_beside(self) -> bool:
        """Whether the parts stand beside each other now."""
        return self.box.direction() == QBoxLayout.Direction.LeftToRight

    def _fit(self) -> None:
        places = range(self.box.count())
        shown = [at for at in places if (item := self.box.itemAt(at)) is not None and not item.isEmpty()]
        shares = {at: max(self.box.stretch(at), 1) for at in shown}
        room = self.width() - self._spacing * (len(shown) - 1)
        beside = all(self._needed(at) * sum(shares.values()) <= room * shares[at] for at in shown)
        if beside == self.is_beside():
            return
        ways = QBoxLayout.Direction
        self.box.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.box.setSpacing(self._spacing if beside else self._below)

    def _needed(self, at: int) -> int:
        """The width in which nothing that is chosen in a part is cut; other parts can be read in any."""
        item = self.box.itemAt(at)
        part = item.widget() if item is not None else None
        if part is None:
            return 0
        choices = [part] if isinstance(part, ChoiceField) else part.findChildren(ChoiceField)
        return max((choice.words_width() for choice in choices), default=0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)
