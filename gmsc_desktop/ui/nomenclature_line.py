"""A field of a form that holds a code: its line with the button of the list, and below what the lists say of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.fields import FieldSpec
from gmsc_desktop.models.nomenclature.contents import Entry
from gmsc_desktop.models.nomenclature.lists import Kind
from gmsc_desktop.models.nomenclature.words import standing_words
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.controls import Button, Label, ToolButton, shortcut_words
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.nomenclature import level_of_field, listen, standing_of
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables.selecting import asks_to_pick

_IDLE_MS = 500  # after the last key: a code that is still being typed is not called unknown
_OFFERED = 2  # successors with a button each; more of them are chosen in the list


def holds(field: FieldSpec) -> bool:
    """Whether a field holds a code of the nomenclature."""
    return level_of_field(field) is not None


class CodeNote(QWidget):
    """What the lists say of a code: its name, or that it is old, with its successors, or not known."""

    def __init__(self, session: Session, take: Callable[[Entry], object]) -> None:
        super().__init__()
        self._session, self._take = session, take
        self._text = ""
        self.words = Label("", 13, tone="faint", wrap=True)
        self.successors: list[Button] = []
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.words)
        box.addLayout(self._buttons)
        self.hide()
        listen(self)

    def show_code(self, text: str) -> None:
        """Say what this code is; nothing of no code, and nothing without a list."""
        self._text = text
        self.refresh()

    def lists_changed(self) -> None:
        """A list came or went."""
        self.refresh()

    def refresh(self) -> None:
        """Ask the lists again."""
        for button in self.successors:
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.successors = []
        standing = standing_of(self._session, self._text)
        words = standing_words(standing)
        if standing.kind is Kind.KNOWN and standing.entry is not None and standing.version is not None:
            words = f"{' '.join(standing.entry.name.split())} · {standing.version.name}"
        self.words.setText(words)
        self.words.set_tone("faint" if standing.kind is Kind.KNOWN else "warn")
        if not self._session.read_only:
            for entry in standing.successors[:_OFFERED]:
                self._offer(entry)
        self.setVisible(bool(words))

    def _offer(self, entry: Entry) -> None:
        words = _("Ganti dengan kode baru {code}").format(code=entry.code)
        button = Button(plain.no_mnemonic(words), "arrow-right", lambda: self._take(entry))
        button.setToolTip(plain.tip(f"{entry.code} {' '.join(entry.name.split())}"))
        self.successors.append(button)
        self._buttons.addWidget(button)


class CodeLine(QWidget):
    """The line in which a code is typed; F4, Alt+Down or the button open the list."""

    def __init__(self, session: Session, field: FieldSpec, line: LineField) -> None:
        super().__init__()
        self._session, self._field, self._line = session, field, line
        words = shortcut_words(_("Pilih dari daftar nomenklatur"), "F4")
        self.button = ToolButton("list-checks", words, on_click=self.pick)
        self.note = CodeNote(session, self.take)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(line, 1)
        row.addWidget(self.button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addLayout(row)
        box.addWidget(self.note)
        if session.read_only:
            self.button.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_IDLE_MS)
        self._timer.timeout.connect(self._tell)
        line.textChanged.connect(self._changed)
        line.installEventFilter(self)

    def _changed(self, _text: str) -> None:
        if self._line.hasFocus() and not self._line.isReadOnly():
            self._timer.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        self.note.show_code(self._line.text())

    def pick(self) -> None:
        """Open the list with what stands in the line."""
        from gmsc_desktop.ui.nomenclature_picker import pick

        if self._line.isReadOnly():
            return
        pick(self._session, self._line, self._line.text(), level_of_field(self._field)).taken.connect(self.take)

    def take(self, entry: Entry) -> None:
        """Write the code of an entry, as printed."""
        self._line.setText(entry.code)
        self._line.typed.emit()
        self._line.left.emit()
        self._tell()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and asks_to_pick(event):
            self.pick()
            return True
        return False
