"""A link as evidence: its address, and the day on which it was seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.evidence import address
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.pages.progress_fields import EntryField, day_for_editing
from gmsc_desktop.ui.session import Session


class AddressDialog(QDialog):
    """Asks until ``save(address, day)`` has kept it: what that refuses is told, and the address stays as typed."""

    def __init__(self, parent: QWidget, session: Session, today: date, save: Callable[[str, date], object]) -> None:
        super().__init__(parent)
        self._save = save
        self._session, self._today = session, today
        self.url, self.seen_on = "", today
        self.setWindowTitle(_("Tambah tautan bukti"))
        self.setFixedWidth(theme.px(520))
        spec = BY_NAME["evidence"]
        self.fields = {
            "url": EntryField(spec.field("url"), _("&Alamat lengkap dari peramban")),
            "seen_on": EntryField(spec.field("seen_on"), _("&Dilihat tanggal")),
        }
        self.fields["url"].set_note(_("Awalnya https:// atau http://. Isinya dapat berubah; catat tanggal melihatnya."))
        self.fields["seen_on"].set_note("")
        self.fields["seen_on"].show_text(day_for_editing(today), None)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(Button(_("Batal"), "", self.reject))
        line.addWidget(Button(_("Tambah tautan"), "", self._agree, primary=True))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        for field in self.fields.values():
            box.addWidget(field)
            widget = field.editor.widget()
            if isinstance(widget, LineField):
                widget.returnPressed.connect(self._agree)
        box.addLayout(line)

    def _agree(self) -> None:
        url = self.fields["url"]
        try:
            self.url = address(url.editor.text())
        except UserFacingError as error:
            url.tell(f"{error.sentence} {error.next_step}".strip())
            url.focus()
            return
        url.tell("")
        try:
            seen = self.fields["seen_on"].read(self._session.pack)
        except UserFacingError:
            self.fields["seen_on"].focus()
            return
        self.seen_on = date.fromisoformat(seen) if isinstance(seen, str) and seen else self._today
        try:
            self._save(self.url, self.seen_on)
        except UserFacingError as error:
            url.tell(f"{error.sentence} {error.next_step}".strip())
            url.focus()
            return
        self.accept()
