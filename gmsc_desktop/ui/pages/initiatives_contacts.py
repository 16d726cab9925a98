"""Contacts of an initiative's service: the table, and the fields of a new one, which wait until it is added."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.initiatives import CONTACT_COLUMNS, set_service_contact
from gmsc_desktop.models.records import ServiceContact
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.editors import ChoiceField, Editor
from gmsc_desktop.ui.forms import make_editor
from gmsc_desktop.ui.in_sight import bring_into_sight
from gmsc_desktop.ui.pages.own_rows import OwnRows
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.rules import by_rules
from gmsc_desktop.ui.shown import options_for
from gmsc_desktop.ui.tables import Grid, field_column
from gmsc_desktop.values import parse_date


class _Fields(QWidget):
    """The fields of a new contact; Esc in any of them leaves."""

    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ContactsPart(OwnRows):
    """Contacts of the service, each with the consent by which it is public; a new one is told as a whole."""

    def __init__(self, page: Page) -> None:
        self._page, self._session, self._initiative = page, page.session, ""
        columns = [
            field_column(self._session, "service_contact", column, width=width, style="name" if at == 2 else "text",
                         use=lambda _row, column=column: by_rules("service_contact", column))
            for at, (column, width) in enumerate(zip(CONTACT_COLUMNS, (120, 110, 130, 120, 120, 130), strict=True))
        ]  # fmt: skip
        super().__init__(
            page, "service_contact", Grid(self._session, "own-contacts", _("Kontak layanan"), columns),
            _("Belum ada kontak layanan. Yang dicatat di sini terbuka untuk umum, dengan persetujuan pemiliknya."),
            title=_("Kontak layanan"),
        )  # fmt: skip
        self.more = Button(_("Tambah kontak layanan…"), "plus", self._open)
        if self._session.read_only:
            self.more.hide()
        self.editors: dict[str, Editor] = {}
        self._waiting: dict[str, dict[str, str]] = {}  # by initiative: what was typed and is not added yet
        self._inside = _Fields(self)
        self._inside.left.connect(self.cancel)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(3)
        for column in CONTACT_COLUMNS:
            self._add_editor(inside, column)
        self.problem = Label("", 13, tone="error", wrap=True)
        self.add_button = Button(_("Tambah kontak"), "plus", self.add)
        self.cancel_button = Button(_("Batal"), on_click=self.cancel)
        inside.addWidget(Label(_(
            "“Persetujuan oleh”: siapa yang menyetujui kontak ini terbuka untuk umum. “Cara persetujuan”: "
            "bukti tertulisnya, misalnya surat pernyataan atau nota dinas."
        ), 13, tone="muted", wrap=True))  # fmt: skip
        inside.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.add_button)
        inside.addLayout(buttons)
        box = self.layout()
        assert box is not None
        box.addWidget(self.more)
        box.addWidget(self._inside)
        self._inside.hide()

    def _add_editor(self, box: QVBoxLayout, column: str) -> None:
        field = BY_NAME["service_contact"].field(column)
        editor = make_editor(field)
        if isinstance(editor, ChoiceField):
            editor.set_options(options_for(field, self._session.snapshot, self._session.pack))
        editor.widget().setAccessibleName(field.label)
        label = Label(field.label, 13, tone="muted")
        label.setBuddy(editor.widget())
        box.addWidget(label)
        box.addWidget(editor.widget())
        self.editors[column] = editor

    def show_initiative(self, initiative_id: str) -> None:
        """Show the contacts of an initiative, and what was typed for a new one of it."""
        if initiative_id != self._initiative:
            if not self._inside.isHidden():
                self._waiting[self._initiative] = self._typed()
            self._close()
            self._initiative = initiative_id
            waiting = self._waiting.pop(initiative_id, None)
            if waiting is not None:
                for column, text in waiting.items():
                    self.editors[column].show_text(text)
                self._show_fields()
        self.show_rows(self._session.snapshot.where(ServiceContact, "initiative_id", initiative_id))

    def _typed(self) -> dict[str, str]:
        return {column: self.editors[column].text() for column in CONTACT_COLUMNS}

    def unfinished(self) -> list[str]:
        """The initiatives for which a new contact was typed and is not added yet."""
        every = {**self._waiting, self._initiative: self._typed()}
        return [initiative for initiative, told in every.items() if any(text.strip() for text in told.values())]

    def _show_fields(self) -> None:
        self._inside.show()
        self.more.hide()

    def _open(self) -> None:
        self._show_fields()
        self._go_to(self.editors[CONTACT_COLUMNS[0]].widget())

    def _go_to(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(widget)

    def _close(self) -> None:
        for editor in self.editors.values():
            editor.show_text("")
        self.problem.setText("")
        self._inside.hide()
        self.more.setHidden(self._session.read_only)

    def cancel(self) -> None:
        """Leave the new contact: what was typed goes, and the cursor is where it began."""
        self._close()
        self._go_to(self.more)

    def _ask_for(self, column: str, words: str) -> None:
        """Tell what a field waits for, with the cursor in it."""
        self.problem.setText(words)
        self._go_to(self.editors[column].widget())

    def add(self) -> None:
        """Add the contact as typed; what stands in the way is told under it, and nothing typed is lost."""
        told = self._typed()
        initiative = self._initiative
        labels = {column: BY_NAME["service_contact"].field(column).label for column in CONTACT_COLUMNS}
        empty = next((column for column in CONTACT_COLUMNS if not told[column].strip()), "")
        if empty:
            self._ask_for(empty, _("“{label}” masih kosong. Isi dahulu, lalu tambahkan.").format(label=labels[empty]))
            return
        try:
            on = parse_date(told.pop("consent_on"))
        except UserFacingError as error:
            self._ask_for("consent_on", f"“{labels['consent_on']}”: {error.sentence} {error.next_step}".strip())
            return
        try:
            made = self._session.act(
                _("Tambah kontak layanan"),
                lambda db: set_service_contact(db, initiative, **told, consent_on=on),
            )
        except UserFacingError as error:
            self.problem.setText(f"{error.sentence} {error.next_step}".strip())
            return
        self._close()
        self.grid.go_to(made)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Follow the size of text."""
        super().restyle()
        self._inside.setMinimumWidth(theme.px(200))
