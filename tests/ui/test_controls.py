"""Controls: which button stands out, which one Enter presses, and words that are seen whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QLineEdit, QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, EmptyPage, SearchField, ToolButton


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


def test_the_second_sentence_of_a_message_is_no_error(app: QApplication, qtbot: QtBot) -> None:
    for look in ("light", "dark", "contrast"):
        theme.apply(app, look, 100)
        box = plain.message(
            None, QMessageBox.Icon.Information, "Layar berbahasa Inggris.", "Dokumen tetap berbahasa Indonesia."
        )
        qtbot.addWidget(box)
        label = next(found for found in box.findChildren(QLabel) if found.text().startswith("Dokumen"))
        label.ensurePolished()  # the style chooses the colour's role
        assert label.palette().color(label.foregroundRole()) == theme.colour("text"), look


def test_the_buttons_of_a_message_stand_as_in_the_dialogs_the_verb_at_the_right(
    app: QApplication, qtbot: QtBot
) -> None:
    role = QMessageBox.ButtonRole
    box = plain.message(None, QMessageBox.Icon.Question, "Pekerjaan ini belum selesai.", "Rencana Anda tetap utuh.")
    qtbot.addWidget(box)
    verb = box.addButton("Tunggu sampai selesai", role.AcceptRole)
    other = box.addButton("Batalkan dan tutup", role.DestructiveRole)
    stay = box.addButton("Jangan tutup", role.RejectRole)
    box.setDefaultButton(verb)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    assert sorted((stay, other, verb), key=lambda button: button.x()) == [stay, other, verb]
    stay.setFocus()
    QTest.keyClick(stay, Qt.Key.Key_Tab)
    assert other.hasFocus()


def test_a_message_with_a_way_to_see_more_shows_it_between_leaving_and_going_on(
    app: QApplication, qtbot: QtBot
) -> None:
    box = plain.message(None, QMessageBox.Icon.Warning, "Ada kesalahan.", "Buka lagi aplikasinya.")
    qtbot.addWidget(box)
    view = box.addButton("Lihat laporan…", QMessageBox.ButtonRole.ActionRole)
    close = box.addButton("Tutup pesan ini", QMessageBox.ButtonRole.RejectRole)
    box.show()
    qtbot.waitUntil(box.isVisible)
    assert sorted((view, close), key=lambda button: button.x()) == [close, view]


@pytest.mark.parametrize("width", [460, 700])
def test_words_of_an_empty_page_are_never_cut(app: QApplication, qtbot: QtBot, width: int) -> None:
    how = "Unduh daftar urusan, program, kegiatan, dan subkegiatan sebagai Excel, atau minta kepada Bappeda. " * 3
    empty, around = EmptyPage("list-checks", "Belum ada daftar di komputer ini.", how), QWidget()
    box = QVBoxLayout(around)
    box.addWidget(empty)
    box.addStretch(1)
    qtbot.addWidget(around)
    around.resize(width, 500)
    around.show()
    for label in empty.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()


@pytest.mark.parametrize("stacked", [False, True])
def test_what_was_told_is_put_away_by_a_button_that_the_keyboard_reaches(
    app: QApplication, qtbot: QtBot, stacked: bool
) -> None:
    around = QWidget()
    box, field, banner = QVBoxLayout(around), QLineEdit(), Banner(stacked=stacked, closes=True)
    for part in (field, banner):
        box.addWidget(part)
    qtbot.addWidget(around)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    banner.say("info", "Terakhir kali rencana ini tidak ditutup seperti biasa.")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    focus = around.focusWidget()
    assert isinstance(focus, ToolButton)
    assert focus.accessibleName() == "Tutup pemberitahuan ini"
    QTest.keyClick(focus, Qt.Key.Key_Space)
    assert not banner.isVisible()
    banner.say("warn", "Yang lain.")
    assert banner.isVisible()


@pytest.mark.parametrize("percent", [90, 130])
def test_a_field_that_filters_shows_all_that_it_says_in_a_narrow_row(
    app: QApplication, qtbot: QtBot, percent: int
) -> None:
    theme.apply(app, "light", percent)
    around = QWidget()
    row, field = QHBoxLayout(around), SearchField("Saring kesenjangan  Ctrl+F", "Saring kesenjangan", 100)
    row.addWidget(field, 1)
    row.addWidget(QLineEdit(), 9)
    qtbot.addWidget(around)
    around.resize(300, 60)
    around.show()
    words = field.fontMetrics().horizontalAdvance(field.placeholderText())
    assert field.width() > words + theme.px(40), "the lens stands before the words"
