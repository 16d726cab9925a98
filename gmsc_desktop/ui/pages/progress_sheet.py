"""The right side of Pelaksanaan: an initiative in a year, with status and sums, form, evidence, entries, benefits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gmsc_desktop.models.records import Initiative
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Label, Surface, scrolled
from gmsc_desktop.ui.forms import Mnemonics
from gmsc_desktop.ui.pages.evidence_panel import EvidencePanel
from gmsc_desktop.ui.pages.initiative_head import InitiativeHead
from gmsc_desktop.ui.pages.progress_entry import EntryForm
from gmsc_desktop.ui.pages.progress_tables import BenefitsTable, EntriesTable
from gmsc_desktop.ui.pages.progress_year import YearCard
from gmsc_desktop.ui.session import Session


class ProgressSheet(Surface):
    """``changed`` tells that another entry is shown, or that what waits for it is different."""

    changed = Signal()

    def __init__(self, session: Session, today: Callable[[], date]) -> None:
        super().__init__("window", "t")
        self._session = session
        self._initiative, self._year, self._locked = "", 0, False
        mnemonics = Mnemonics()
        self.entry = EntryForm(session, today, mnemonics)
        self.year_card = YearCard(session, today, mnemonics)
        self.evidence = EvidencePanel(session, today=today, drafts=True)
        self.entry.add_below(self.evidence)
        self.entries = EntriesTable(session)
        self.benefits = BenefitsTable(session)
        self._head = InitiativeHead()
        self._nothing = Label("", 14, tone="muted", wrap=True)
        self._content = QWidget()
        self.area = scrolled(self._content)
        self._build()
        self.entries.chosen.connect(self.correct)
        self.entry.shown.connect(self._show_evidence)
        self.evidence.pending_changed.connect(self._take_pending)

    def _build(self) -> None:
        box = QVBoxLayout(self._content)
        box.setContentsMargins(20, 12, 20, 16)
        box.setSpacing(12)
        for part in (self._head, self.year_card, self.entry, self.entries, self.benefits):
            box.addWidget(part)
        box.addStretch(1)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.addWidget(self.area, 1)
        self.box.addWidget(self._nothing, 1)
        self.setMinimumWidth(420)

    # -- showing

    def show_initiative(self, initiative_id: str, year: int, *, locked: bool) -> None:
        """A new entry of an initiative and year."""
        self._initiative, self._year, self._locked = initiative_id, year, locked
        latest = self._session.figures.latest_entry(initiative_id, year) if locked else None
        self.entry.show_entry(initiative_id, year, latest.id if latest else "", locked=locked)
        self.area.verticalScrollBar().setValue(0)
        self._tell()

    def refresh(self, *, locked: bool) -> None:
        """Read again."""
        if locked != self._locked:
            self.show_initiative(self._initiative, self._year, locked=locked)
            return
        self._tell()
        self.entry.lock(locked=locked)
        self.entry.refresh()

    def _tell(self) -> None:
        row = self._session.snapshot.get(Initiative, self._initiative)
        self.area.setVisible(row is not None)
        self._nothing.setVisible(row is None)
        if row is None:
            self._nothing.setText(_("Tidak ada inisiatif yang dipilih untuk tahun ini."))
            return
        self.entry.setHidden(self._locked and not self.entry.entry_id)
        self._head.tell(row.dimension, row.title, self._session.figures.agency_name(row.agency_id))
        self.year_card.show_year(row.id, self._year, locked=self._locked)
        self.entries.show_year(row.id, self._year)
        self.benefits.show_initiative(row.id)

    def _show_evidence(self) -> None:
        entry = self.entry
        self.evidence.show_entry(entry.initiative_id, entry.year, entry.entry_id, locked=self._locked)
        self._take_pending()

    def _take_pending(self) -> None:
        self.entry.pending = self.evidence.pending
        self.changed.emit()

    def open_year(self) -> QWidget:
        """Open status and sums of the year; the first of their fields."""
        return self.year_card.open()

    # -- entries

    def show_entry(self, entry_id: str) -> None:
        """An entry of the year in the form."""
        self.entry.show_entry(self._initiative, self._year, entry_id, locked=self._locked)

    def correct(self, entry_id: str) -> None:
        """An entry of the year in the form, with the cursor in its percent."""
        self.show_entry(entry_id)
        self.area.ensureWidgetVisible(self.entry.fields["physical_percent"], 0, 160)
        self.entry.fields["physical_percent"].focus()

    def cancel(self) -> None:
        """Forget what was typed, and begin a new entry."""
        self.entry.empty()
        self.changed.emit()
        self.entry.fields["physical_percent"].focus()

    def delete(self) -> None:
        """Delete the entry that is shown; undo brings it back."""
        self.entry.delete()
        self.show_initiative(self._initiative, self._year, locked=self._locked)
        self.changed.emit()
