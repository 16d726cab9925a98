"""Ctrl+Z and Ctrl+Y in a field belong to the plan."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from typing_extensions import override


class DocumentUndo(QObject):
    """Leaves Ctrl+Z and Ctrl+Y to the plan: without it a field would answer with its own, private undo."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo) or _is_ctrl_y(event):
                event.ignore()
                return True
        return False


def _is_ctrl_y(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
