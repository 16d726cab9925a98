"""Keeps text of people plain wherever Qt would read it as HTML; the only module that may build HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget


def tip(text: str) -> str:
    """A tooltip that shows ``text`` as it is written; plain sentences stay plain, markup is escaped."""
    if not GuiQt.mightBeRichText(text):
        return text
    return f'<p style="white-space:pre-wrap">{_escaped(text)}</p>'


def no_mnemonic(text: str) -> str:
    """Text for a button, tab or menu, where "&" would underline the next letter."""
    return text.replace("&", "&&")


def message(parent: QWidget | None, icon: QMessageBox.Icon, sentence: str, next_step: str = "") -> QMessageBox:
    """A message box whose two texts are plain; the caller adds buttons with verbs and shows it."""
    from gmsc_desktop.ui.message_box import MessageBox

    box = MessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle("GMSC Desktop")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(next_step if not GuiQt.mightBeRichText(next_step) else _escaped(next_step))
    return box


def _escaped(text: str) -> str:
    import html

    return html.escape(text)
