"""A look at one piece of evidence, with its title and date to correct, and the way to the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.records import Evidence, EvidenceLink
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label, ToolButton, scrolled
from gmsc_desktop.ui.forms import Mnemonics, Problem, RecordForm
from gmsc_desktop.ui.pages.evidence_outside import open_outside
from gmsc_desktop.ui.pages.evidence_pictures import Pictures
from gmsc_desktop.ui.pages.evidence_sheet import PagedSheet
from gmsc_desktop.ui.pages.evidence_words import (
    advice_of,
    date_of,
    hidden_words,
    icon_of,
    name_of,
    place_words,
    second_line,
)
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_size

LARGE = 1_600  # the longer side of what is decoded to look at


class PreviewDialog(QDialog):
    """Page Up and Page Down go through the pieces, with Ctrl through the pages of one; Esc closes.

    ``owner`` is the record that they prove, as table and id: the page or article that is meant is typed for it.
    """

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        pictures: Pictures,
        rows: Sequence[Evidence],
        first: Evidence,
        owner: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._pictures, self._owner = session, pictures, owner
        self._ids = [row.id for row in rows]
        self._place = self._ids.index(first.id)
        self.setWindowTitle(_("Bukti dukung"))
        self.resize(960, 480)
        self.view = PagedSheet()
        self.name = ElidedLabel("", 16, theme.SEMIBOLD)
        self.facts = Label("", 13, tone="muted", wrap=True)
        mnemonics = Mnemonics()
        self.form, self.use = (
            RecordForm(session, "evidence", mnemonics),
            RecordForm(session, "evidence_link", mnemonics),
        )
        self.use.add("page", notes={"page": _("Contoh: hlm. 12, Pasal 4. Berlaku untuk catatan ini saja.")})
        for columns in (("title",), ("kind", "dated"), ("seen_on",), ("number",), ("note",)):
            self.form.add(*columns)
        self.problem = Problem()
        self._build()
        pictures.ready.connect(self._ready)
        self.view.turned.connect(lambda _page: self._show_again())
        self._show()

    def _build(self) -> None:
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 8, 0)
        fields.setSpacing(8)
        for part in (self.use, self.form):
            fields.addWidget(part)
        fields.addStretch(1)
        self.back = ToolButton("arrow-up", _("Bukti sebelumnya (Page Up)"), "", lambda: self._go(-1))
        self.forth = ToolButton("arrow-down", _("Bukti berikutnya (Page Down)"), "", lambda: self._go(1))
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addWidget(self.forth)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Buka…"), "external-link", self._open))
        buttons.addWidget(Button(_("Tutup"), "", self.accept))
        holder = QWidget()
        side = QVBoxLayout(holder)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.name)
        side.addWidget(self.facts)
        side.addWidget(scrolled(inside), 1)
        side.addWidget(self.problem)
        side.addLayout(buttons)
        holder.setFixedWidth(theme.px(330))
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(16)
        box.addWidget(self.view, 1)
        box.addWidget(holder)

    @property
    def row(self) -> Evidence | None:
        """The piece that is looked at."""
        return self._session.snapshot.get(Evidence, self._ids[self._place])

    def _link(self, row: Evidence) -> EvidenceLink | None:
        """What ties it to the record for which it is looked at."""
        if self._owner is None:
            return None
        table, record_id = self._owner
        links = self._session.snapshot.where(EvidenceLink, "evidence_id", row.id)
        return next((link for link in links if getattr(link, f"{table}_id") == record_id), None)

    def _show(self) -> None:
        row = self.row
        if row is None:
            self.reject()
            return
        self.view.start()
        self.name.setText(name_of(row))
        self.form.show_record(row.id)
        self.form.rows["seen_on"].setVisible(bool(row.url))
        link = self._link(row)
        self.use.setVisible(link is not None)
        self.use.show_record(link.id if link is not None else "")
        self.back.setEnabled(self._place > 0)
        self.forth.setEnabled(self._place < len(self._ids) - 1)
        self._show_picture(row)

    def _tell(self, row: Evidence) -> None:
        problem = self._pictures.problem(row)
        lines = [" · ".join(part for part in (date_of(self._session, row), second_line(self._session, row)) if part)]
        if row.original_size is not None:
            lines.append(_("Diubah dari berkas asli {size}.").format(size=format_size(row.original_size)))
        if row.has_location:
            where = place_words(self._pictures.place(row))
            lines.append(_("Foto ini memuat lokasi (GPS); ikut terbaca bila berkasnya diserahkan."))
            lines += [_("Lokasi: {place}").format(place=where)] if where else []
        self.facts.setText("\n".join(lines))
        self.problem.say(advice_of(self._session, row, problem))

    def _show_picture(self, row: Evidence) -> None:
        path = self._session.evidence_path(row.sha256) if row.sha256 else None
        picture = self._pictures.picture(row, path, LARGE, self.view.page)
        problem = self._pictures.problem(row)
        self._tell(row)
        sheet = self.view.sheet
        if picture is None:
            sheet.show_words(icon_of(row), _("Membuka…"))
        elif not picture.isNull():
            sheet.show_picture(picture, name_of(row))
            self.view.show_pages(self._pictures.pages(row))
        elif row.url:
            sheet.show_words("link-2", row.url)
        else:
            sheet.show_words(icon_of(row), advice_of(self._session, row, problem) or hidden_words(row, problem))

    def _show_again(self) -> None:
        row = self.row
        if row is not None:
            self._show_picture(row)

    def _ready(self, sha256: str) -> None:
        row = self.row
        if row is not None and row.sha256 == sha256:
            self._show_picture(row)

    def _go(self, step: int) -> None:
        if 0 <= self._place + step < len(self._ids):
            self._place += step
            self._show()

    def _open(self) -> None:
        row = self.row
        if row is not None:
            self.problem.say(open_outside(self, self._session, row))

    @override
    def done(self, result: int) -> None:
        self._session.flush()
        super().done(result)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            super().keyPressEvent(event)
            return
        step = -1 if event.key() == Qt.Key.Key_PageUp else 1
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.view.turn(step)
        else:
            self._go(step)
