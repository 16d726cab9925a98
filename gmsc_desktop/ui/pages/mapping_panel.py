"""Beside the matrix: the initiatives behind the current cell, what each mapping says, and adding or removing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.initiatives import map_pairs, map_to_indicator, map_to_programme, unmap
from gmsc_desktop.models.records import Indicator, Initiative
from gmsc_desktop.models.suggestions import Suggestion
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.apart import words_apart
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label, Surface, scrolled
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.fitting import WholeWords
from gmsc_desktop.ui.pages.mapping_forms import MappingForms
from gmsc_desktop.ui.pages.mapping_names import link_names, map_label, suggestion_rows, target_options
from gmsc_desktop.ui.pages.mapping_rows import Link, MapRow, links_behind, targets_of
from gmsc_desktop.ui.pages.mapping_suggest import SuggestionBox, suggesting_of
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.shown import named_apart
from gmsc_desktop.ui.tables import Column, Grid, Look
from gmsc_desktop.ui.tokens import DIMENSION_MARKS


class _InitiativeChoice(ChoiceField):
    """The initiatives that can be mapped; Enter maps the chosen one. An open list keeps its Enter."""

    def __init__(self, add: Callable[[], None]) -> None:
        super().__init__(empty=_("Pilih inisiatif…"))
        self._add = add

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)  # a name that was typed is settled first
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text():
            event.accept()
            self._add()


class MappingPanel(Surface):
    """What is behind the current cell. ``opened`` carries the initiative whose form is wanted."""

    opened = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__("surface", "l")
        self._page, self._session = page, page.session
        self._row: MapRow | None = None
        self._dimension = ""
        self._where = ElidedLabel("", 13, tone="muted")
        self._name = Label("", 16, theme.SEMIBOLD, wrap=True)
        self._told = Label("", 13, tone="muted", wrap=True)
        self._names: dict[str, str] = {}  # of the links that are shown, each told from its like
        columns = _columns(self._names)
        self.list = Grid(self._session, "mapping-links", _("Inisiatif di balik sel ini"), columns, opens=True)
        self.list.row_changed.connect(self._show_link)
        self.list.opened.connect(self._open)
        self.forms = MappingForms(self._session)
        self.remove_button = Button(_("Hapus pemetaan"), "trash-2", self.remove, danger=True)
        self.target = ChoiceField()
        self.target.setAccessibleName(_("Indikator atau program yang dilayani"))
        self.choice = _InitiativeChoice(self.add)
        self.choice.setAccessibleName(_("Inisiatif yang dipetakan"))
        self.adding = self._adding()
        self.suggesting = suggesting_of(self._session)
        self.suggesting.found.connect(self._suggest)
        self.suggestions = SuggestionBox(self._session, self.take)
        self._lay_out()
        self.setMinimumWidth(280)

    def _adding(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(4, 4, 4, 4)
        box.setSpacing(6)
        self._target_label = Label(_("Melayani indikator atau program"), 13, tone="muted")
        hint = Label(
            _("Pilih inisiatifnya, lalu tekan Enter atau “Petakan ke inisiatif”."), 13, tone="faint", wrap=True
        )
        targets = (self._target_label, self.target, WholeWords(self.target))
        for part in (*targets, Label(_("Inisiatif"), 13, tone="muted"), self.choice, WholeWords(self.choice), hint):
            box.addWidget(part)
        return made

    def _lay_out(self) -> None:
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(6)
        for part in (self._where, self._name, self._told, self.list, self.forms):
            box.addWidget(part)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.remove_button)
        box.addLayout(line)
        box.addWidget(self.adding)
        box.addWidget(self.suggestions)
        box.addStretch(1)
        self.box.addWidget(scrolled(content), 1)

    # -- what is shown

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Without room for both columns the names stay, longer ones sooner; the strength stands in the form below."""
        initiatives = [link.initiative.id for link in self.list.rows.rows]
        room = 296 if len(initiatives) == len({*initiatives}) else 440
        self.list.hide_column("strength", self.width() < theme.px(room))

    def show_cell(self, row: MapRow | None, dimension: str) -> None:
        """Show what is behind a cell, or behind a row where the cell is of no dimension."""
        self._row, self._dimension = row, dimension
        links = links_behind(self._session, row, dimension) if row is not None else []
        self._names.clear()
        self._names.update(link_names(self._session, links))
        label = self._session.pack.label("dimension", dimension) if dimension else _("semua dimensi")
        self._where.setText(f"{row.code} × {label}".strip(" ×") if row is not None and row.code else label)
        self._name.setText(row.text if row is not None else "")
        self._told.setText(_told(row, len(links)))
        self.list.rows.set_rows(links)
        self.list.setVisible(bool(links))
        self._fit()
        self.list.setFixedHeight(theme.px(32) * (1 + min(len(links), 7)) + 4)
        if links and not self.list.currentIndex().isValid():
            self.list.go_to(links[0].id)
        self._show_link(self.list.current_id)
        self._offer()
        self._suggest()

    def _suggest(self) -> None:
        """Initiatives whose words are like those of the row's indicators and programmes."""
        known = self.suggesting.now() if self._row is not None else None
        targets = targets_of(self._session, self._row) if self._row is not None else []
        found = known.for_targets(targets, self._dimension) if known is not None and targets else []
        one = len(targets) == 1
        self.suggestions.show_rows(suggestion_rows(self._session, found, by_target=False, one_target=one))

    def take(self, chosen: Sequence[Suggestion]) -> None:
        """Map what was suggested and chosen, as one change."""
        made = self._page.act(map_label(len(chosen)), map_pairs, [(row.initiative_id, row.target_id) for row in chosen])
        if made is not None and self.suggestions.isHidden():
            self.focus_choice()

    def _link(self) -> Link | None:
        return next((link for link in self.list.rows.shown if link.id == self.list.current_id), None)

    def _show_link(self, _record_id: str) -> None:
        link = self._link()
        self.forms.show_mapping(link.table if link is not None else "", link.id if link is not None else "")
        self.remove_button.setVisible(link is not None and not self._session.read_only)

    def _offer(self) -> None:
        """The targets of the row, and the initiatives that are not mapped to the chosen one yet."""
        targets = targets_of(self._session, self._row) if self._row is not None else []
        chosen = self.target.text()
        self.target.set_options(target_options(self._session, targets))
        self.target.show_text(chosen if chosen in targets else targets[0] if targets else "")
        several = len(targets) > 1
        self.target.setVisible(several)
        self._target_label.setVisible(several)
        rows = [row for row in self._session.figures.initiatives if self._dimension in ("", row.dimension)]
        apart = words_apart(self._session.snapshot, self._session.pack, Initiative.TABLE, rows)
        self.choice.set_options(
            [Option(row.id, named_apart(row.title, apart.get(row.id, "")), row.dimension) for row in rows]
        )
        self.adding.setVisible(bool(targets) and not self._session.read_only)

    def offer(self, initiative: Initiative) -> None:
        """Propose an initiative that waits to be mapped."""
        self.choice.show_text(initiative.id)

    # -- what a person does

    def add(self) -> None:
        """Map the chosen initiative; where none is chosen the cursor goes to the list."""
        target, initiative_id = self.target.text(), self.choice.text()
        if not target or not initiative_id:
            self.focus_choice()
            if not target:
                self._page.banner.say("info", _("Pilih dahulu sasaran yang mempunyai indikator atau program."))
            return
        use = map_to_indicator if self._session.snapshot.get(Indicator, target) is not None else map_to_programme
        made = self._page.act(_("Petakan inisiatif"), use, initiative_id, target)
        if made is not None:
            self.choice.show_text("")
            self.list.go_to(made)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_choice(self) -> None:
        """Put the cursor into the list of initiatives; where a row has none, to where the page begins."""
        target = self.choice if self.choice.isVisible() else self._page.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        """Take the current mapping away; undo brings it back."""
        link = self._link()
        if link is not None:
            self._page.act(_("Hapus pemetaan inisiatif"), unmap, link.initiative.id, link.target_id)
            if self.list.isVisible():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.focus_choice()

    def _open(self, _record_id: str) -> None:
        link = self._link()
        if link is not None:
            self.opened.emit(link.initiative.id)


def _told(row: MapRow | None, count: int) -> str:
    if row is None:
        return ""
    if row.unrelated:
        return _("Tidak terkait: {reason}").format(reason=row.reason)
    if row.kind == "mission":
        return _("Pilih sasaran atau indikator di bawah misi ini.")
    if not count:
        return _("Belum ada inisiatif yang dipetakan ke sini.")
    return _("{count} pemetaan inisiatif melayani bagian ini. Enter membuka inisiatifnya.").format(count=count)


def _columns(names: Mapping[str, str]) -> list[Column]:
    def name(row: Any) -> str:  # Any: a Link, which the column does not know
        return names.get(row.id, row.initiative.title)

    def look(row: Any) -> Look:
        tip = f"{row.initiative.title} ({DIMENSION_MARKS.get(row.initiative.dimension, '')}) – {row.target}"
        return Look(dimension=row.initiative.dimension, tip=tip)

    return [
        Column("initiative", _("Inisiatif"), name, width=150, style="dimension", stretch=True, look=look),
        Column("strength", _("Kekuatan"), lambda row: _(row.strength), width=88, style="muted"),
    ]
