"""Contacts of an initiative's service: the table, and the fields of a new one, kept as a draft until it is added."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import reporting
from gmsc_desktop.models.drafts import Place
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
from gmsc_desktop.ui.shown import options_for, record_title
from gmsc_desktop.ui.tables import Grid, field_column
from gmsc_desktop.values import parse_date

_TABLE = ServiceContact.TABLE


def _places(initiative_id: str) -> tuple[Place, ...]:
    """Where the texts of a new contact of an initiative are kept."""
    return tuple((_TABLE, initiative_id, column) for column in CONTACT_COLUMNS)


def _add(db: Any, initiative_id: str, told: dict[str, str], on: date) -> str:  # Any: a connection
    """The contact as told, and no draft of it any more."""
    made = set_service_contact(db, initiative_id, **told, consent_on=on)
    reporting.forget(db, _places(initiative_id))
    return made


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
        self._dirty = False  # whether something is typed that is not kept as a draft yet
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
        editor.typed.connect(lambda: self._set_dirty(True))
        editor.left.connect(self.submit_now)
        label = Label(field.label, 13, tone="muted")
        label.setBuddy(editor.widget())
        box.addWidget(label)
        box.addWidget(editor.widget())
        self.editors[column] = editor

    def show_initiative(self, initiative_id: str) -> None:
        """Show the contacts of an initiative, and what was typed for a new one of it."""
        if initiative_id != self._initiative:
            self.submit_now()
            if not self._inside.isHidden():
                self._waiting[self._initiative] = self._typed()
            self._close()
            self._initiative = initiative_id
            waiting = self._waiting.pop(initiative_id, None) or self._kept(initiative_id)
            if waiting:
                for column, text in waiting.items():
                    self.editors[column].show_text(text)
                self._show_fields()
        self.show_rows(self._session.snapshot.where(ServiceContact, "initiative_id", initiative_id))

    def _typed(self) -> dict[str, str]:
        return {column: self.editors[column].text() for column in CONTACT_COLUMNS}

    def unfinished(self) -> list[str]:
        """The initiatives for which a new contact was typed and is not added yet."""
        kept = {
            initiative: self._kept(initiative) for table, initiative, _column in self._session.drafts if table == _TABLE
        }
        every = {**kept, **self._waiting, self._initiative: self._typed()}
        return [initiative for initiative, told in every.items() if any(text.strip() for text in told.values())]

    # -- kept as a draft, so that a crash takes nothing

    def _kept(self, initiative_id: str) -> dict[str, str]:
        texts = {column: self._session.drafts.get((_TABLE, initiative_id, column), "") for column in CONTACT_COLUMNS}
        return texts if any(texts.values()) else {}

    def _set_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self._session.is_typing(self, now=dirty)

    def submit_now(self) -> None:
        """Keep what was typed beside the plan's values: it is no contact yet."""
        if not self._dirty:
            return
        self._set_dirty(False)
        texts = {place: self.editors[place[2]].text() or None for place in _places(self._initiative)}
        changed = {place: text for place, text in texts.items() if text != self._session.drafts.get(place)}
        if changed:
            self._session.submit(_("Isi kontak layanan baru"), reporting.keep, changed, refused=self._not_kept)

    def texts(self) -> list[tuple[str, str]]:
        """What stands in the fields and is not kept."""
        name = record_title(self._session.snapshot, "initiative", self._initiative)
        told = ((BY_NAME[_TABLE].field(column).label, text) for column, text in self._typed().items())
        return [(" · ".join(filter(None, (name, label))), text) for label, text in told if text.strip()]

    def _not_kept(self, error: UserFacingError) -> None:
        self._set_dirty(True)  # it stands in the fields still, and is handed over with the next try
        self.problem.setText(f"{error.sentence} {error.next_step}".strip())

    def forget(self, initiative_id: str) -> None:
        """Leave a new contact that was typed, and its draft."""
        self._waiting.pop(initiative_id, None)
        if initiative_id == self._initiative:
            self._close()
        self._session.submit(_("Batalkan kontak layanan baru"), reporting.forget, _places(initiative_id))

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
        self._set_dirty(False)
        for editor in self.editors.values():
            editor.show_text("")
        self.problem.setText("")
        self._inside.hide()
        self.more.setHidden(self._session.read_only)

    def cancel(self) -> None:
        """Leave the new contact: what was typed goes, and the cursor is where it began."""
        self.forget(self._initiative)
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
            self._set_dirty(False)
            made = self._session.act(_("Tambah kontak layanan"), _add, initiative, told, on)
        except UserFacingError as error:
            self._not_kept(error)
            return
        self._close()
        self.grid.go_to(made)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Follow the size of text."""
        super().restyle()
        self._inside.setMinimumWidth(theme.px(200))
