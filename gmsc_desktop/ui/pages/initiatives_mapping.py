"""Peta RPJMD of one initiative: the indicators and programmes it serves, how strongly, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.initiatives import map_pairs, map_to_indicator, map_to_programme
from gmsc_desktop.models.records import Indicator, IndicatorMapping, Programme, ProgrammeMapping
from gmsc_desktop.models.suggestions import Suggestion
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.mapping_forms import INDICATOR, PROGRAMME, MappingForms
from gmsc_desktop.ui.pages.mapping_names import map_label, suggestion_rows
from gmsc_desktop.ui.pages.mapping_suggest import SuggestionBox, suggesting_of
from gmsc_desktop.ui.pages.own_rows import OwnRows
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.rules import all_by_rules
from gmsc_desktop.ui.tables import Column, Grid


@dataclass(frozen=True, slots=True)
class MappedRow:
    """One mapping of the initiative."""

    id: str
    table: str
    target_id: str
    kind: str
    name: str
    strength: str


class MappedPart(QWidget):
    """The mappings of one initiative; another target is found by typing a part of its name."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._session, self._initiative = page, page.session, ""
        grid = Grid(self._session, "own-mappings", _("Pemetaan ke RPJMD"), _columns(), opens=True)
        self.rows = OwnRows(
            page,
            INDICATOR,
            grid,
            _("Belum dipetakan. Cari indikator atau program RPJMD yang dilayani inisiatif ini."),
            title=_("Indikator dan program RPJMD yang dilayani"),
        )
        grid.delete_asked.disconnect()
        grid.delete_asked.connect(self._remove)
        grid.row_changed.connect(self._show_forms)
        grid.opened.connect(self._open)
        self.choice = ChoiceField((), _("Cari indikator atau program, lalu Enter…"))
        self.choice.setAccessibleName(_("Petakan ke indikator atau program RPJMD"))
        self.choice.typed.connect(self._add)
        if page.session.read_only:
            self.choice.hide()
        self.suggesting = suggesting_of(self._session)
        self.suggesting.found.connect(self._suggest)
        self.suggestions = SuggestionBox(self._session, self._take)
        self.forms = MappingForms(self._session)
        self.outside = RecordForm(self._session, "initiative")
        self.outside.add("outside_reason", use=all_by_rules("initiative", "outside_reason"))
        words = _("Isi hanya bila inisiatif ini memang di luar RPJMD; yang dipetakan tidak di luar.")
        note = Label(words, 13, tone="muted", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.rows, self.choice, self.forms, self.suggestions, self.outside, note):
            box.addWidget(part)
        box.addStretch(1)

    def show_initiative(self, initiative_id: str) -> None:
        """Show the mappings of an initiative."""
        self._initiative = initiative_id
        rows = self._rows()
        self.rows.show_rows(rows)
        self.outside.show_record(initiative_id)
        there = {row.target_id for row in rows}
        self.choice.show_text("")
        self.choice.set_options([option for option in self._targets() if option.code not in there])
        self._show_forms(self.rows.grid.current_id)
        self._suggest()

    def _suggest(self) -> None:
        """Targets whose words are like those of the initiative."""
        known = self.suggesting.now() if self._initiative and self.isVisible() else None
        found = known.for_initiative(self._initiative) if known is not None else []
        self.suggestions.show_rows(suggestion_rows(self._session, found, by_target=True))

    def _take(self, chosen: Sequence[Suggestion]) -> None:
        pairs = [(row.initiative_id, row.target_id) for row in chosen]
        if self._page.act(map_label(len(pairs)), map_pairs, pairs) is not None and self.suggestions.isHidden():
            self.rows.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._suggest()

    def _rows(self) -> list[MappedRow]:
        snapshot, pack = self._session.snapshot, self._session.pack
        made: list[MappedRow] = []
        for by_one in snapshot.where(IndicatorMapping, "initiative_id", self._initiative):
            indicator = snapshot.get(Indicator, by_one.indicator_id)
            name = indicator.text if indicator else ""
            strength = pack.label("strength", by_one.strength)
            made.append(MappedRow(by_one.id, INDICATOR, by_one.indicator_id, _("Indikator"), name, strength))
        for by_other in snapshot.where(ProgrammeMapping, "initiative_id", self._initiative):
            programme = snapshot.get(Programme, by_other.programme_id)
            name = programme.name if programme else ""
            strength = pack.label("strength", by_other.strength)
            made.append(MappedRow(by_other.id, PROGRAMME, by_other.programme_id, _("Program"), name, strength))
        return made

    def _targets(self) -> list[Option]:
        snapshot = self._session.snapshot
        words = _("{name} ({kind})")
        found = [(row.id, row.text, _("indikator")) for row in snapshot.all(Indicator)]
        found += [(row.id, row.name, _("program")) for row in snapshot.all(Programme)]
        return [Option(target, words.format(name=" ".join(name.split()), kind=kind)) for target, name, kind in found]

    def _current(self) -> MappedRow | None:
        return next((row for row in self.rows.grid.rows.shown if row.id == self.rows.grid.current_id), None)

    def _show_forms(self, _record_id: str) -> None:
        row = self._current()
        self.forms.show_mapping(row.table if row is not None else "", row.id if row is not None else "")

    def _add(self) -> None:
        target = self.choice.text()
        if not target:
            return
        use = map_to_indicator if self._session.snapshot.get(Indicator, target) is not None else map_to_programme
        made = self._page.act(_("Petakan inisiatif"), use, self._initiative, target)
        if made is None:
            self.choice.show_text("")
            return
        self.rows.grid.go_to(made)
        self.forms.focus_strength(INDICATOR if use is map_to_indicator else PROGRAMME)

    def _remove(self, _ids: Any) -> None:  # Any: what the signal carries; one row is current here
        row = self._current()
        if row is not None and self._page.delete_rows(row.table, [row.id], _("Hapus pemetaan inisiatif")):
            there = self.rows.grid if self.rows.grid.rows.shown else self.choice
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, _record_id: str) -> None:
        row = self._current()
        if row is not None:
            self._page.go_to.emit("mapping", row.target_id)


def _columns() -> list[Column]:
    return [
        Column("name", _("Yang dilayani"), lambda row: row.name, width=180, style="name", stretch=True),
        Column("kind", _("Jenis"), lambda row: row.kind, width=80, style="muted"),
        Column("strength", _("Kekuatan"), lambda row: row.strength, width=92),
    ]
