"""Controls: which button stands out, and which one Enter presses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button


def test_the_primary_button_stands_out_wherever_the_focus_goes_and_enter_presses_what_has_it(
    app: QApplication, qtbot: QtBot
) -> None:
    pressed: list[str] = []
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field, other = QLineEdit(), Button("Batal", on_click=lambda: pressed.append("Batal"))
    primary = Button("Buat", on_click=lambda: pressed.append("Buat"), primary=True)
    box = QHBoxLayout(dialog)
    for part in (field, other, primary):
        box.addWidget(part)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for part in (primary, other, field, other):
        part.setFocus()
        filled = primary.grab().toImage().pixelColor(6, primary.height() // 2)
        assert filled == theme.colour("accent"), part
    QTest.keyClick(other, Qt.Key.Key_Return)
    assert pressed == ["Batal"]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pressed == ["Batal", "Buat"]
