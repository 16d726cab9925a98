"""How a year of an initiative stands: its status with reason and day, and the four sums, in one line that opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import progress, reporting
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.binding import Write
from gmsc_desktop.ui.controls import Card, ElidedLabel, IconLabel, Label, ToolButton
from gmsc_desktop.ui.editors import ChoiceField, Option, TextField
from gmsc_desktop.ui.field_words import edit_label
from gmsc_desktop.ui.forms import Mnemonics, RecordForm
from gmsc_desktop.ui.pages.progress_due import STATE_LOOKS
from gmsc_desktop.ui.pages.progress_fields import EntryField, day_for_editing
from gmsc_desktop.ui.saving import Done, Refused
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_rupiah

SUMS = {
    "plan_amount": m("Rencana induk"),
    "budget": m("DPA"),
    "revised_budget": m("DPPA"),
    "spending": m("Realisasi"),
}
_SPEC = BY_NAME["progress_year"]


class YearCard(Card):
    """One line: status and sums. Opened, each is a field that is saved when it is left."""

    def __init__(self, session: Session, today: Callable[[], date], mnemonics: Mnemonics) -> None:
        super().__init__(padding=8)
        self._session, self._today = session, today
        self._initiative, self._year, self._locked = "", 0, False
        self._icon = IconLabel("circle", "faint")
        self._status = Label("", 14, theme.SEMIBOLD)
        self.sums_line = ElidedLabel("", 13, tone="muted")
        self.toggle = ToolButton("chevron-right", _("Buka status dan anggaran tahun ini"), "", self._toggle)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self._status)
        line.addWidget(self.sums_line, 1)
        line.addWidget(self.toggle)
        self.box.setContentsMargins(16, 4, 8, 4)
        self.box.addLayout(line)
        self.inside = QWidget()
        self.inside.hide()
        box = QVBoxLayout(self.inside)
        box.setContentsMargins(0, 4, 8, 8)
        box.setSpacing(12)
        self._make_status(box, mnemonics)
        self.sums = RecordForm(session, "progress_year", mnemonics)
        self.sums.box.setContentsMargins(0, 0, 0, 0)
        self.sums.add("plan_amount", "budget", write={c: self._sum_writer(c) for c in SUMS})
        self.sums.add("revised_budget", "spending", write={c: self._sum_writer(c) for c in SUMS})
        box.addWidget(self.sums)
        self.box.addWidget(self.inside)

    def _make_status(self, box: QVBoxLayout, mnemonics: Mnemonics) -> None:
        choices = [Option(choice.code, choice.label) for choice in self._session.pack.choices("progress_status")]
        self.status = EntryField(
            _SPEC.field("status"), mnemonics.mark(_("Status tahun ini")), editor=ChoiceField(choices)
        )
        self.on = EntryField(_SPEC.field("status_on"), mnemonics.mark(_("Tanggal status")))
        self.reason = EntryField(_SPEC.field("status_reason"), mnemonics.mark(_("Alasan")), editor=TextField(1, 4))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.status, 1)
        line.addWidget(self.on, 1)
        box.addLayout(line)
        box.addWidget(self.reason)
        for field in (self.status, self.on, self.reason):
            field.set_note("")
            field.left.connect(self._save_status)
        self.status.typed.connect(self._status_chosen)

    # -- showing

    def show_year(self, initiative_id: str, year: int, *, locked: bool) -> None:
        """Show a year of an initiative."""
        moved = (initiative_id, year) != (self._initiative, self._year)
        self._initiative, self._year, self._locked = initiative_id, year, locked or self._session.read_only
        row = self._session.figures.progress(initiative_id, year)
        self.sums.show_record(row.id if row else derived_id("progress_year", initiative_id, year))
        stored = (row.status, row.status_reason, row.status_on) if row else ("", "", "")
        if moved or not self._is_typing():
            self.status.show_text(stored[0], None)
            self.reason.show_text(stored[1], None)
            self.on.show_text(day_for_editing(date.fromisoformat(stored[2])) if _is_day(stored[2]) else stored[2], None)
            self._show_reason()
        for field in (self.status, self.on, self.reason):
            field.editor.set_read_only(self._locked)
        for sums in self.sums.rows.values():
            sums.editor.set_read_only(self._locked)
        self._tell(stored[0])

    def _is_typing(self) -> bool:
        fields = (self.status, self.on, self.reason)
        return any(field.editor.text() != field.base for field in fields)

    def _tell(self, status: str) -> None:
        pack, figures = self._session.pack, self._session.figures
        icon, use = STATE_LOOKS.get(status, ("circle", "faint"))
        self._icon.set_icon(icon, use)
        self._status.setText(pack.label("progress_status", status) if status else _("Status belum diisi"))
        row = figures.progress(self._initiative, self._year)
        amounts = {column: getattr(row, column) if row else None for column in SUMS}
        amounts["plan_amount"] = figures.plan_amount(self._initiative, self._year)
        amounts["spending"] = figures.spending(self._initiative, self._year)
        parts = [
            f"{_(SUMS[column])} {format_rupiah(amount)}" for column, amount in amounts.items() if amount is not None
        ]
        self.sums_line.setText(
            " · ".join(parts) or _("Anggaran dan realisasi tahun {year} belum diisi").format(year=self._year)
        )

    def open(self) -> QWidget:
        """Show status and sums; the first field that can take the focus, or the button that opened them."""
        if self.inside.isHidden():
            self._toggle()
        first = self.status.editor.widget()
        return first if first.isEnabled() else self.toggle

    def _toggle(self) -> None:
        opened = self.inside.isHidden()
        self.inside.setVisible(opened)
        self.toggle.set_icon("chevron-down" if opened else "chevron-right")
        self.toggle.set_name(
            _("Tutup status dan anggaran tahun ini") if opened else _("Buka status dan anggaran tahun ini")
        )

    # -- status

    def _needs_reason(self) -> bool:
        code = self.status.editor.text()
        return self._session.pack.fact("progress_status", code, "needs_reason") is True

    def _show_reason(self) -> None:
        needed = self._needs_reason()
        self.reason.setVisible(needed or bool(self.reason.editor.text()))
        self.on.setVisible(needed or bool(self.on.editor.text()))

    def _status_chosen(self) -> None:
        if self._needs_reason() and not self.on.editor.text():
            self.on.editor.show_text(day_for_editing(min(self._today(), date(self._year, 12, 31))))
        self._show_reason()
        self._save_status()

    def _save_status(self) -> None:
        """Save once it is whole: some statuses only with a reason and a day; till then it says what is missing."""
        if self._locked or not self._initiative or not self._is_typing():
            return
        reason, status = self.reason.editor.text().strip(), self.status.editor.text()
        try:
            on = self.on.read(self._session.pack)
        except UserFacingError:
            return
        whole = not self._needs_reason() or (reason and on)
        self.status.set_note("" if whole else _("Tersimpan setelah alasan dan tanggalnya diisi."))
        if whole:
            day = date.fromisoformat(on) if isinstance(on, str) else None
            record = derived_id("progress_year", self._initiative, self._year)
            self._session.hand_over(
                _("Ubah status pelaksanaan"), lambda db, _field, _record, _text, *more: progress.set_status(db, *more),
                _SPEC.field("status_reason"), record, reason, self._initiative, self._year, status, reason, day,
                done=lambda _done: self._saved(), refused=self._refused,
            )  # fmt: skip

    def _saved(self) -> None:
        for field in (self.status, self.on, self.reason):
            field.base = field.editor.text()
        self.status.tell("")

    def _refused(self, error: UserFacingError) -> None:
        self.status.tell(f"{error.sentence} {error.next_step}".strip())

    # -- sums

    def _sum_writer(self, column: str) -> Write:
        field = _SPEC.field(column)

        def write(record: str, text: str, done: Done, refused: Refused) -> None:
            amount = read_value(field, text, self._session.pack)
            self._session.hand_over(
                edit_label(field), lambda db, _field, _record, _text, *more: reporting.set_sum(db, *more),
                field, record, text, self._initiative, self._year, column, amount, done=done, refused=refused,
            )  # fmt: skip

        return write


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
