"""Beside the table: one initiative with its tabs. Tabs are built when opened, read while shown."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.records import ActionStep, Initiative, InitiativeBudget, InitiativeIndicator, QuickWin
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Surface, scrolled
from gmsc_desktop.ui.pages.evidence_panel import listen_for
from gmsc_desktop.ui.pages.initiative_head import InitiativeHead
from gmsc_desktop.ui.pages.initiatives_general import GeneralPart
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.tabs import Tabs
from gmsc_desktop.ui.session import touches

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.initiatives_evidence import EvidencePart


class _Part(Protocol):
    def show_initiative(self, initiative_id: str) -> object: ...


Inside = InitiativeBudget | QuickWin | InitiativeIndicator | ActionStep  # rows of an initiative with a tab of theirs


@dataclass
class _Tab:
    """One tab: how it is made, what it reads, and what it is once it was opened."""

    make: Callable[[], QWidget]
    tables: frozenset[str]
    place: QVBoxLayout
    area: QScrollArea
    part: QWidget | None = None


class InitiativeForm(Surface):
    """The head with name and mark, and the tabs of one initiative."""

    def __init__(self, page: Page) -> None:
        super().__init__("surface", "l")
        self._page, self._session, self._record_id = page, page.session, ""
        self._head = InitiativeHead()
        self._head.setContentsMargins(20, 12, 20, 4)
        self.general = GeneralPart(page)
        self.form = self.general.form
        self.tabs = Tabs(_("Bagian inisiatif"), tight=True)
        self._tabs: list[_Tab] = []
        self.box.addWidget(self._head)
        self.box.addWidget(self.tabs, 1)
        self._add(_("Umum"), lambda: self.general, _GENERAL)
        listen_for(self._tabs[0].area, lambda: self.open_evidence().own)
        self._budgets = self._add(_("Anggaran"), self._budget, _MONEY)
        self._targets = self._add(
            _("Indikator"), self._indicators, {"initiative_indicator", "initiative_target", "plan"}
        )
        self._actions = self._add(_("Langkah"), self._steps, {"action_step", "action_step_plan", "agency", "plan"})
        self._quick_win = self._add(_("Quick win"), self._quick_wins, {"quick_win", "plan"})
        self._add(_("RPJMD"), self._mapped, _MAPPED)
        self._proof = self._add(_("Bukti"), self._evidence, _PROVED)
        self.tabs.bar.currentChanged.connect(lambda _place: self._show(None))
        self.setMinimumWidth(320)
        self._session.changed.connect(self._changed)
        self._show(None)

    # -- building

    def _add(self, title: str, make: Callable[[], QWidget], tables: Collection[str]) -> _Tab:
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(16, 8, 16, 16)
        area = scrolled(content)
        tab = _Tab(make, frozenset(tables), inside, area)
        self._tabs.append(tab)
        self.tabs.add(title, area)
        return tab

    def _budget(self) -> QWidget:
        from gmsc_desktop.ui.pages.initiatives_budget import BudgetPart

        return BudgetPart(self._session)

    def _indicators(self) -> QWidget:
        from gmsc_desktop.ui.pages.initiatives_rows import IndicatorsPart

        return IndicatorsPart(self._page, tuple(self._session.snapshot.years))

    def _steps(self) -> QWidget:
        from gmsc_desktop.ui.pages.initiatives_rows import StepsPart

        return StepsPart(self._page)

    def _quick_wins(self) -> QWidget:
        from gmsc_desktop.ui.pages.initiatives_rows import QuickWinsPart

        return QuickWinsPart(self._page)

    def _mapped(self) -> QWidget:
        from gmsc_desktop.ui.pages.initiatives_mapping import MappedPart

        return MappedPart(self._page)

    def _evidence(self) -> QWidget:
        from gmsc_desktop.ui.pages.initiatives_evidence import EvidencePart

        part = EvidencePart(self._page, self._open_proved)
        part.listen(self._proof.area)
        return part

    # -- evidence

    def open_evidence(self) -> EvidencePart:
        """Show the tab Bukti."""
        from gmsc_desktop.ui.pages.initiatives_evidence import EvidencePart

        self.tabs.choose(self._proof.area)
        part = self._proof.part
        assert isinstance(part, EvidencePart)
        return part

    def _open_proved(self, table: str, record_id: str) -> None:
        """Show a record that evidence proves where it is filled in."""
        if table != "quick_win":
            self._page.go_to.emit("progress", record_id if table == "progress_entry" else self._record_id)
            return
        from gmsc_desktop.ui.pages.initiatives_rows import QuickWinsPart

        self.tabs.choose(self._quick_win.area)
        part = self._quick_win.part
        assert isinstance(part, QuickWinsPart)
        part.grid.go_to(record_id)
        part.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_inside(self, row: Inside) -> QWidget | None:
        """Show a row in its tab; the table in which it is the current one."""
        from gmsc_desktop.ui.pages.initiatives_budget import BudgetPart
        from gmsc_desktop.ui.pages.own_rows import OwnRows

        tabs = {
            InitiativeBudget: self._budgets, QuickWin: self._quick_win, InitiativeIndicator: self._targets,
            ActionStep: self._actions,
        }  # fmt: skip
        tab = tabs[type(row)]
        self.tabs.choose(tab.area)
        if isinstance(tab.part, BudgetPart) and isinstance(row, InitiativeBudget):
            return tab.part.grid if tab.part.go_to(row) else None
        if isinstance(tab.part, OwnRows):
            return tab.part.grid if tab.part.grid.go_to(row.id) else None
        return None

    # -- what is shown

    def show_record(self, record_id: str) -> None:
        """Show an initiative, "" for none."""
        self._record_id = record_id
        self._tell()
        self._show(None)

    def _changed(self, changed: object) -> None:
        tables = changed if isinstance(changed, frozenset) else None
        self._tell()
        if self.isVisible() or tables is None:
            self._show(tables)

    def _show(self, changed: frozenset[str] | None) -> None:
        """Read the tab that is shown."""
        tab = self._tabs[max(self.tabs.bar.currentIndex(), 0)]
        if tab.part is None:
            tab.part = tab.make()
            tab.place.addWidget(tab.part)
            tab.place.addStretch(1)
            tab.part.show()
        if tab.part is self.general:
            self.general.show_initiative(self._record_id, changed)
        elif touches(changed, tab.tables):
            self._read(tab.part)

    def _read(self, part: QWidget) -> None:
        shown: _Part = part  # type: ignore[assignment]  # every tab but the first is a part with this one method
        shown.show_initiative(self._record_id)

    def _tell(self) -> None:
        row = self._session.record("initiative", self._record_id)
        if not isinstance(row, Initiative):
            return
        label = self._session.pack.label("dimension", row.dimension) if row.dimension else ""
        self._head.tell(row.dimension, row.title, " · ".join(part for part in (row.code, label) if part))

    # -- where the cursor is

    def focus_first(self) -> None:
        """Put the cursor into the first field of the tab that is shown."""
        tab = self._tabs[self.tabs.bar.currentIndex()]
        if tab.part is self.general:
            self.form.focus_first()
            return
        inside = tab.part.findChildren(QWidget) if tab.part is not None else []
        takes = Qt.FocusPolicy.TabFocus
        first = next((one for one in inside if one.focusPolicy() & takes and one.isVisible() and one.isEnabled()), None)
        (first or self.tabs.bar).setFocus(Qt.FocusReason.OtherFocusReason)

    def select_title(self) -> None:
        """Go to the name and select it, so that typing replaces it."""
        self.tabs.bar.setCurrentIndex(0)
        title = self.form.rows["title"].editor.widget()
        if isinstance(title, QLineEdit):
            title.setFocus(Qt.FocusReason.OtherFocusReason)
            title.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Page Down and Ctrl+Page Up go through the tabs."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self.tabs.bar.setCurrentIndex((self.tabs.bar.currentIndex() + step) % self.tabs.bar.count())
        self.focus_first()


_GENERAL = {
    "initiative", "initiative_subdimension", "initiative_objective", "initiative_agency", "initiative_partner",
    "initiative_code", "alignment", "service_contact", "smart_objective", "agency",
}  # fmt: skip
_MONEY = {"initiative", "initiative_budget", "progress_year", "action_step", "plan"}
_PROVED = {"progress_entry", "quick_win", "benefit", "evidence", "evidence_link", "year_closing"}
_MAPPED = {"initiative", "indicator_mapping", "programme_mapping", "indicator", "programme"}
