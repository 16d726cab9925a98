"""The office contacts of the current member: two fields under the list, outside the history, kept out of every file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.contacts import LABELS, MAIL, PHONE, OfficeContact, doubt, set_contact
from gmsc_desktop.models.document_errors import NotSaved
from gmsc_desktop.models.records import Person
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label, Surface
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.forms import Problem
from gmsc_desktop.ui.private_question import contacts_of
from gmsc_desktop.ui.session import Session


class ContactField(QWidget):
    """One contact of a person: saved on leaving; what is refused is told under it and kept nowhere."""

    def __init__(self, session: Session, kind: str, label: str) -> None:
        super().__init__()
        self._session, self._kind = session, kind
        self._person, self._saved = "", ""
        self.line = LineField()
        self.line.setAccessibleName(_(LABELS[kind]))
        words = Label(label, 13, tone="muted")
        words.setBuddy(self.line)
        self.note = ElidedLabel("", 13, tone="faint")
        self.problem = Problem()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self.line, 1)
        box.addLayout(row)
        self.note.hide()
        for part in (self.note, self.problem):
            box.addWidget(part)
        box.addStretch(1)
        self.line.typed.connect(lambda: session.is_typing(self, now=True))
        self.line.left.connect(self.submit_now)

    def show_contact(self, person_id: str, value: str) -> None:
        """Show what is known; what is being typed, or was refused, stays until another person is shown."""
        same = person_id == self._person
        if same and (self.problem.words.text() or self.line.text() != self._saved) and value == self._saved:
            return
        self._person, self._saved = person_id, value
        self.problem.say("")
        self.line.show_text(value)
        self._tell()

    def submit_now(self) -> None:
        """Save what was typed."""
        self._session.is_typing(self, now=False)
        text = " ".join(self.line.text().split())
        if text == self._saved or not self._person or self._session.is_closed:
            self.problem.say("")
            return
        person, kind, before = self._person, self._kind, self._saved
        self._saved = text
        try:
            self._session.act(_("Ubah kontak kantor"), set_contact, person, kind, text)
        except UserFacingError as error:
            if person == self._person:
                self._saved = before
                self._session.is_typing(self, now=isinstance(error, NotSaved))  # tried again, or kept elsewhere
                self.problem.say(f"{error.sentence} {error.next_step}".strip())
            return
        self.problem.say("")
        self._tell()

    def texts(self) -> list[tuple[str, str]]:
        """What stands in the line and is not saved."""
        return [(_(LABELS[self._kind]), self.line.text())] if self.line.text().strip() else []

    def _tell(self) -> None:
        shown = doubt(self._kind, self.line.text())
        self.note.setText(shown)
        self.note.setVisible(bool(shown))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submit_now()
        else:
            super().keyPressEvent(event)


class ContactsPart(Surface):
    """The contacts of one person; hidden where there is none, and in a plan that is only looked at."""

    erase_asked = Signal(str)  # the id of the person

    def __init__(self, session: Session) -> None:
        super().__init__("surface", "t")
        self._session, self.person_id = session, ""
        self.box.setContentsMargins(12, 8, 12, 10)
        self.box.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = ElidedLabel("", 14, theme.SEMIBOLD)
        head.addWidget(self.title, 1)
        self.erase = Button(_("Hapus data pribadi…"), "trash-2", lambda: self.erase_asked.emit(self.person_id))
        head.addWidget(self.erase)
        self.box.addLayout(head)
        told = _(
            "Hanya telepon dan surel kantor. Isinya tidak masuk riwayat, dan tidak ikut di berkas mana pun tanpa "
            "diminta."
        )
        self.box.addWidget(Label(told, 13, tone="faint", wrap=True))
        self.phone = ContactField(session, PHONE, _("&Telepon kantor"))
        self.mail = ContactField(session, MAIL, _("Sure&l kantor"))
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self.phone, 1)
        fields.addWidget(self.mail, 1)
        self.box.addLayout(fields)
        self.hide()

    def show_person(self, person_id: str) -> None:
        """Show the contacts of a person, "" for none."""
        self.person_id = person_id
        person = self._session.snapshot.get(Person, person_id)
        if person is None or self._session.read_only:
            self.hide()
            return
        self.title.setText(_("Kontak kantor: {name}").format(name=person.name or person.post))
        known = contacts_of(self._session).get(person_id, OfficeContact())
        self.phone.show_contact(person_id, known.phone)
        self.mail.show_contact(person_id, known.mail)
        self.show()
