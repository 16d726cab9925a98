"""Asked before anything leaves: private numbers that were found, and whether contacts of persons go along.

Nothing is asked where there is nothing to decide, and nothing that is answered is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.desk.private import (
    Leaving,
    Prepared,
    mask_for,
    place_and_numbers,
    printed_numbers,
    private_texts,
    whole_plan_words,
)
from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.exports.printouts.masking import masked_printable, texts_of
from gmsc_desktop.models.checks import PrivateText
from gmsc_desktop.models.contacts import OfficeContact, read_contacts
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _, in_source_language
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.doors import Door, column_behind, door_to
from gmsc_desktop.ui.editors import FlagField
from gmsc_desktop.ui.session import Session

GoTo = Callable[[str, str, str], object]  # page key, record id, column


@dataclass(frozen=True, slots=True)
class Line:
    """A place with private numbers, as a person reads it, and the page and field that show it."""

    words: str
    door: Door | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Printout:
    """What a page gave, as it may be printed, and what was decided about persons in it."""

    printable: Printable
    masked: int = 0
    contacts: int = 0


def contacts_of(session: Session) -> dict[str, OfficeContact]:
    """Office contacts by the id of the person; none for a plan that is only looked at."""
    if session.document is None:
        return {}
    with session.document.reading():
        return read_contacts(session.document.raw)


class LeavingDialog(QDialog):
    """``leaving`` after it was accepted; ``door`` where the person would rather go and edit."""

    def __init__(
        self, parent: QWidget, lines: Sequence[Line], contacts: int, *, jumps: bool = True, whole: bool = False
    ) -> None:
        super().__init__(parent)
        self.door: Door | None = None
        self.column = ""
        self._lines, self._whole = list(lines), whole
        self.setWindowTitle(_("Sebelum keluar dari komputer ini"))
        self.setMinimumWidth(theme.px(760))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        self.list = QListWidget()
        self.edit = Button(_("Buka isian ini"), "arrow-right", self._edit)
        if self._lines:
            self._tell_numbers(box)
        else:
            self.list.setParent(self)
            self.list.hide()
        self.contacts = FlagField(_("Sertakan kontak kantor {count} orang (telepon dan surel)").format(count=contacts))
        box.addWidget(self.contacts)
        if not contacts:
            self.contacts.hide()
        else:
            words = _("Tanpa centang, kontak tidak ikut. Pilihan ini hanya untuk kali ini dan tidak diingat.")
            box.addWidget(Label(words, 13, tone="muted", wrap=True))
        buttons = QHBoxLayout()
        buttons.addWidget(self.edit)
        if not (jumps and any(line.door for line in self._lines)):
            self.edit.hide()
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Batal"), "", self.reject))
        words = _("Lanjutkan dengan nomor disamarkan") if self._lines else _("Lanjutkan")
        self.agree = Button(_("Lanjutkan apa adanya") if whole else words, "", self.accept, primary=True)
        buttons.addWidget(self.agree)
        box.addStretch(0)
        box.addLayout(buttons)
        self.agree.setFocus()
        self._tell_edit()

    def _tell_numbers(self, box: QVBoxLayout) -> None:
        count = len(self._lines)
        head = _("{count} tempat memuat nomor yang tampak pribadi").format(count=count)
        box.addWidget(Label(head, 16, theme.SEMIBOLD, wrap=True))
        told = _(
            "NIK, nomor kartu keluarga, dan nomor ponsel tidak perlu keluar dari komputer ini. Buka isiannya untuk "
            "menghapusnya, atau lanjutkan: di dalam berkas nomornya disamarkan seperti di bawah ini. Rencana sendiri "
            "tidak berubah."
        )
        if self._whole:
            told = whole_plan_words(count)
        box.addWidget(Label(told, wrap=True))
        self.list.setAccessibleName(_("Tempat dengan nomor yang tampak pribadi"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)  # the place comes first, the numbers after it
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for line in self._lines:
            item = QListWidgetItem(line.words, self.list)
            item.setToolTip(plain.tip(line.words))
        self.list.setCurrentRow(0)
        high = theme.px(34 * min(max(count, 2), 6) + 8)
        self.list.setMinimumHeight(high)
        if count <= 6:
            self.list.setMaximumHeight(high)  # all are seen: no empty ground below them
        self.list.itemActivated.connect(lambda _item: self._edit())
        self.list.currentRowChanged.connect(lambda _row: self._tell_edit())
        box.addWidget(self.list, 1)

    @property
    def leaving(self) -> Leaving:
        """What was decided."""
        return Leaving(mask=bool(self._lines) and not self._whole, contacts=self.contacts.isChecked())

    def _current(self) -> Line | None:
        row = self.list.currentRow()
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if line is not None and line.door is not None else None

    def _tell_edit(self) -> None:
        self.edit.setEnabled(self._current() is not None)

    def _edit(self) -> None:
        if self.edit.isEnabled() and not self.edit.isHidden():
            line = self._current()
            if line is not None:
                self.door, self.column = line.door, line.column
            self.reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list opens the field, and does not go on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus():
            self._edit()
        else:
            super().keyPressEvent(event)


def _lines(snapshot: Snapshot, texts: Sequence[PrivateText]) -> list[Line]:
    lines = []
    for text in texts:
        door = door_to(snapshot, text.record.TABLE, text.record.id)
        column = column_behind(door, text.record.id, text.field.column)
        lines.append(Line(place_and_numbers(snapshot, text), door, column))
    return lines


def _ask(
    parent: QWidget, lines: Sequence[Line], contacts: int, go_to: GoTo | None, *, whole: bool = False
) -> Leaving | None:
    if not lines and not contacts:
        return Leaving()
    dialog = LeavingDialog(parent, lines, contacts, jumps=go_to is not None, whole=whole)
    agreed = dialog.exec() == LeavingDialog.DialogCode.Accepted
    dialog.deleteLater()
    if agreed:
        return dialog.leaving
    if dialog.door is not None and go_to is not None:
        go_to(*dialog.door, dialog.column)
    return None


def ask_leaving(parent: QWidget, session: Session, go_to: GoTo, *, contacts: bool) -> Leaving | None:
    """What is decided about the whole plan before it leaves; None where the person would rather not, or goes to edit.

    ``contacts`` says whether the file has room for contacts of persons.
    """
    lines = _lines(session.snapshot, private_texts(session.snapshot))
    return _ask(parent, lines, len(contacts_of(session)) if contacts else 0, go_to)


def agree_whole(parent: QWidget, session: Session, go_to: GoTo) -> bool:
    """Whether the plan may leave as it is, with its history: as a team copy or a backup, in which nothing is masked."""
    lines = _lines(session.snapshot, private_texts(session.snapshot))
    return _ask(parent, lines, 0, go_to, whole=True) is not None


def ask_printout(
    parent: QWidget,
    session: Session,
    make: Callable[[bool], Printable],
    go_to: GoTo | None = None,
    *,
    contacts: int = 0,
) -> Printout | None:
    """A printout as it may leave, None where the person would rather not. ``make`` is told whether contacts go along.

    ``contacts`` are those that the printout could show.
    """
    written = in_source_language(make)
    printable, snapshot = written(False), session.snapshot
    found = printed_numbers(snapshot, texts_of(printable))
    lines = _lines(snapshot, found.texts) or [Line(" ".join(line.split())[:200]) for line in found.lines]
    leaving = _ask(parent, lines, contacts, go_to)
    if leaving is None:
        return None
    if leaving.contacts:
        printable = written(True)
    if not leaving.mask:
        return Printout(printable, 0, contacts if leaving.contacts else 0)
    made = masked_printable(printable, mask_for(snapshot))
    return Printout(made, len(lines), contacts if leaving.contacts else 0)


def prepared_of(printout: Printout, snapshot: Snapshot, session: Session) -> Prepared:
    """What is noted of a printout that left."""
    return Prepared(snapshot, printout.masked, contacts_of(session) if printout.contacts else None)
