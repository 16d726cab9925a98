"""Hands for the tests of an initiative's form: keys, lists, tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui.editors import ChoiceField
from gmsc_desktop.ui.pages.initiatives_form import InitiativeForm
from gmsc_desktop.ui.session import Session

Key = Qt.Key
UMUM, ANGGARAN, INDIKATOR, LANGKAH, QUICK_WIN, PETA, BUKTI = range(7)


def press(key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def write(text: str) -> None:
    for letter in text:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, letter)


def choose(field: ChoiceField, code: str) -> None:
    """Choose an entry as a person does: with the list open and Enter."""
    place = field.findData(code)
    assert place >= 0
    field.setCurrentIndex(place)
    field.activated.emit(place)


def part(form: InitiativeForm, tab: int, kind: type[QWidget]) -> QWidget:
    form.tabs.bar.setCurrentIndex(tab)
    found = form.findChild(kind)
    assert isinstance(found, kind)
    assert found.isVisible()
    return found


def one(session: Session, form: InitiativeForm) -> Initiative:
    row = session.snapshot.get(Initiative, form.form.record_id)
    assert row is not None
    return row
