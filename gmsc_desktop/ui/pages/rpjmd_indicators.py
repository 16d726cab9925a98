"""Indicators of a rung with the target years of their document, and the ceilings and offices of a program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.models import editing, rpjmd
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.records import Agency, Ceiling, Indicator, PlanningDocument, Programme, ProgrammeAgency
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.controls import Button, EmptyPage, Label
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.pages.new_row import EditedTable, NewRow
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.rpjmd_ladder import Node
from gmsc_desktop.ui.pages.target_columns import number_look, target_column
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid, NewRows, field_column
from gmsc_desktop.values import format_number

OWNER_COLUMNS = {"goal": "goal_id", "objective": "objective_id", "programme": "programme_id"}


def target_years(document: PlanningDocument | None) -> tuple[int, ...]:
    """The years of the document's own target table; of its period where they are not told."""
    if document is None:
        return ()
    first = document.target_start or document.period_start
    last = document.target_end or document.period_end
    return tuple(range(first, min(last, first + 30) + 1)) if first and last else ()


def _put_ceiling(year: int, row: Programme) -> UseCase:
    def use(db: Any, _record_id: str, value: Value) -> None:  # Any: a connection, which ui does not name
        rpjmd.set_ceiling(db, row.id, year, None if value is None else int(value))

    return use


class IndicatorsPart(EditedTable):
    """The indicators of one rung: as many target columns as its document has target years."""

    def __init__(self, session: Session, page: Page, years: Sequence[int]) -> None:
        self._session, self._page, self._node = session, page, Node("goal", "", "", "", "")
        self._document = ""
        super().__init__(
            Grid(session, f"indicators-{len(years)}", _("Daftar indikator"), self._columns(years)),
            NewRow(_("Indikator baru"), self._add, read_only=session.read_only),
            EmptyPage("target", _("Belum ada indikator."), _("Ketik indikatornya di baris bawah, lalu tekan Enter.")),
            lambda ids: page.delete_rows(Indicator.TABLE, ids),
            _("Hapus indikator"),
            NewRows(Indicator.TABLE, "text", self._owner),
        )

    def _columns(self, years: Sequence[int]) -> list[Column]:
        session = self._session
        return [
            field_column(session, "indicator", "text", width=220, style="name", stretch=True),
            field_column(session, "indicator", "unit", width=80),
            field_column(session, "indicator", "direction", width=66),
            field_column(
                session, "indicator", "baseline_text", width=96, style="state",
                look=lambda row: number_look(row.baseline_text, row.baseline_number),
            ),
            field_column(session, "indicator", "baseline_year", _("Tahun awal"), width=86, off=True),
            *(target_column(session, "target", year, rpjmd.set_target) for year in years),
            field_column(
                session, "indicator", "end_text", width=110, style="state", off=True,
                look=lambda row: number_look(row.end_text, row.end_number),
            ),
            field_column(session, "indicator", "agency_id", width=150, off=True),
            field_column(session, "indicator", "source", width=150, off=True),
        ]  # fmt: skip

    def show_node(self, document_id: str, node: Node) -> None:
        """Show the indicators of a rung."""
        self._document, self._node = document_id, node
        found = self._session.snapshot.where(Indicator, OWNER_COLUMNS[node.table], node.id)
        self.grid.rows.set_rows(found)

    def _owner(self) -> dict[str, Value]:
        return {"document_id": self._document, OWNER_COLUMNS[self._node.table]: self._node.id}

    def _add(self, text: str, _kind: str) -> str | None:
        owner = {OWNER_COLUMNS[self._node.table]: self._node.id}
        record_id = self._page.act(
            _("Tambah indikator"), lambda db: rpjmd.add_indicator(db, self._document, text, **owner)
        )
        if record_id is not None:
            self.grid.go_to(record_id)
        return record_id


class CeilingsPart(QWidget):
    """The ceilings of a program, one column for each target year."""

    def __init__(self, session: Session, years: Sequence[int]) -> None:
        super().__init__()
        self._session = session
        label = Label(_("Pagu indikatif (Rp)"), 13, tone="muted")
        self.grid = Grid(session, f"ceilings-{len(years)}", _("Pagu indikatif per tahun"), self._columns(years))
        self.grid.setFixedHeight(self.grid.horizontalHeader().height() + self.grid.rowHeight(0) + 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 0)
        box.setSpacing(3)
        box.addWidget(label)
        box.addWidget(self.grid)

    def _columns(self, years: Sequence[int]) -> list[Column]:
        def amount(year: int, row: Programme) -> int | None:
            found = self._session.snapshot.get(Ceiling, derived_id("ceiling", row.id, year))
            return found.amount if found else None

        def text(year: int, row: Programme) -> str:
            found = amount(year, row)
            return "" if found is None else format_number(found)

        def record_id(year: int, row: Programme) -> str:
            return derived_id("ceiling", row.id, year)

        return [
            Column(
                f"ceiling-{year}", str(year), partial(text, year), partial(amount, year), width=130, style="number",
                field=BY_NAME["ceiling"].field("amount"), record_id=partial(record_id, year),
                use=partial(_put_ceiling, year),
            )
            for year in years
        ]  # fmt: skip

    def show_programme(self, programme: Programme | None) -> None:
        """Show the ceilings of a program."""
        self.grid.rows.set_rows([programme] if programme is not None else [])


class OfficesPart(QWidget):
    """The offices that carry a program: each with its button to take it out, and a list to add one."""

    def __init__(self, session: Session, act: Callable[..., object]) -> None:
        super().__init__()
        self._session, self._act, self._programme = session, act, ""
        self._shown: tuple[tuple[str, str], ...] | None = None
        self.choice = ChoiceField((), _("Tambah OPD…"))
        self.choice.setAccessibleName(_("Tambah OPD program"))
        self.choice.typed.connect(self._add)
        if session.read_only:
            self.choice.hide()
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 0)
        box.setSpacing(3)
        box.addWidget(Label(_("OPD program"), 13, tone="muted"))
        box.addLayout(self._box)
        box.addWidget(self.choice)

    def show_programme(self, programme_id: str) -> None:
        """Show the offices of a program."""
        self._programme = programme_id
        snapshot = self._session.snapshot
        links = {link.agency_id for link in snapshot.where(ProgrammeAgency, "programme_id", programme_id)}
        offices = snapshot.all(Agency)
        self.choice.set_options([Option(row.id, row.name) for row in offices if row.id not in links])
        self.choice.show_text("")
        shown = tuple((row.id, row.name) for row in offices if row.id in links)
        if shown != self._shown:
            self._shown = shown
            self._fill(shown)

    def _fill(self, shown: Sequence[tuple[str, str]]) -> None:
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for agency_id, name in shown:
            self._box.addWidget(self._line(agency_id, name))

    def _line(self, agency_id: str, name: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = Label(name, wrap=True)
        take_out = Button(_("Keluarkan"), "x", lambda: self._remove(agency_id))
        take_out.setAccessibleName(_("Keluarkan {agency} dari program").format(agency=plain.no_mnemonic(name)))
        if self._session.read_only:
            take_out.hide()
        row.addWidget(words, 1)
        row.addWidget(take_out)
        return line

    def _keys(self, agency_id: str) -> dict[str, str]:
        return {"programme_id": self._programme, "agency_id": agency_id}

    def _add(self) -> None:
        agency_id = self.choice.text()
        if agency_id and self._programme:
            self._act(_("Tambah OPD program"), editing.assign, "programme_agency", self._keys(agency_id), {})
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, agency_id: str) -> None:
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        self._act(_("Keluarkan OPD dari program"), editing.clear, "programme_agency", self._keys(agency_id))
