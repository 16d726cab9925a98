"""Keeps text of people plain wherever Qt would read it as HTML; the only module that may build HTML."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QShowEvent, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QWidget
from typing_extensions import override


def tip(text: str) -> str:
    """A tooltip that shows ``text`` as it is written; plain sentences stay plain, markup is escaped."""
    if not GuiQt.mightBeRichText(text):
        return text
    return f'<p style="white-space:pre-wrap">{_escaped(text)}</p>'


def no_mnemonic(text: str) -> str:
    """Text for a button, tab or menu, where "&" would underline the next letter."""
    return text.replace("&", "&&")


class QuietDocument(QTextDocument):
    """A text document that loads nothing: no picture, no style, no file, whatever its text names."""

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return QImage()


# From left to right: what leaves everything as it is, then the other ways, the way on at the right.
_LEFT, _MIDDLE, _RIGHT = 0, 1, 3
_PLACES = {
    QMessageBox.ButtonRole.RejectRole: _LEFT,
    QMessageBox.ButtonRole.DestructiveRole: 2,
    QMessageBox.ButtonRole.AcceptRole: _RIGHT,
}


class _Message(QMessageBox):
    """Its buttons stand as in our dialogs on every system: "Batal" left of the verb."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        row = self.findChild(QDialogButtonBox)
        layout = row.layout() if row is not None else None
        if layout is not None:
            before: QWidget | None = None
            for button in sorted(self.buttons(), key=lambda one: _PLACES.get(self.buttonRole(one), _MIDDLE)):
                layout.removeWidget(button)
                layout.addWidget(button)
                if before is not None:
                    QWidget.setTabOrder(before, button)
                before = button
            layout.activate()
        super().showEvent(event)


def message(parent: QWidget | None, icon: QMessageBox.Icon, sentence: str, next_step: str = "") -> QMessageBox:
    """A message box whose two texts are plain; the caller adds buttons with verbs and shows it."""
    box = _Message(parent)
    box.setIcon(icon)
    box.setWindowTitle("GMSC Desktop")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(next_step if not GuiQt.mightBeRichText(next_step) else _escaped(next_step))
    return box


def _escaped(text: str) -> str:
    import html

    return html.escape(text)
