"""Two things of one name are told apart where they are chosen: in Ctrl+K, in lists, beside the matrix."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gmsc_desktop.models import editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.initiatives import map_to_indicator
from gmsc_desktop.models.records import Agency, Indicator, Initiative, Objective
from gmsc_desktop.ui.apart import words_apart
from gmsc_desktop.ui.go_to_match import Target
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.mapping import MappingPage
from gmsc_desktop.ui.session import Session


@pytest.fixture
def twins(session: Session, document: Document) -> list[str]:
    """Two initiatives of one name, without codes, of two OPD."""
    agencies = session.snapshot.all(Agency)[:2]
    made = []
    for agency in agencies:
        with document.change("Tambah") as db:
            values = {"title": "Rumah Pintar", "dimension": "SL", "agency_id": agency.id}
            made.append(editing.insert(db, "initiative", values))
    return made


def labels(session: Session) -> list[str]:
    return [agency.short_name or agency.name for agency in session.snapshot.all(Agency)[:2]]


def test_ctrl_k_names_the_office_of_each(window: MainWindow, session: Session, twins: list[str]) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.go_to.field, "rumah pintar")
    rows = window.go_to.list
    found = [rows.item(place).data(Qt.ItemDataRole.UserRole) for place in range(rows.count())]
    kinds = [target.kind for target in found if isinstance(target, Target) and target.name == "Rumah Pintar"]
    assert kinds == [f"{label} · Inisiatif" for label in labels(session)]
    window.go_to.leave(back=True)


def test_the_panel_beside_the_matrix_names_the_office_of_each(
    window: MainWindow, session: Session, document: Document, twins: list[str]
) -> None:
    window.show_page("mapping")
    page = window.pages["mapping"]
    assert isinstance(page, MappingPage)
    indicator = next(
        row for row in session.snapshot.all(Indicator) if row.objective_id and not _unrelated(session, row)
    )
    for initiative in twins:
        with document.change("Petakan") as db:
            map_to_indicator(db, initiative, indicator.id)
    assert page.grid.go_to(indicator.id)
    panel = page.panel
    panel.show_cell(next(row for row in page.grid.rows.rows if row.id == indicator.id), "SL")
    shown = [
        str(panel.list.rows.index(place, 0).data(Qt.ItemDataRole.DisplayRole))
        for place in range(panel.list.rows.rowCount())
    ]
    names = [f"{label} · Rumah Pintar" for label in labels(session)]
    assert sorted(name for name in shown if "Rumah Pintar" in name) == sorted(names)
    entries = [panel.choice.itemText(place) for place in range(panel.choice.count())]
    assert sorted(entry for entry in entries if "Rumah Pintar" in entry) == sorted(names)


def _unrelated(session: Session, row: Indicator) -> bool:
    objective = session.snapshot.get(Objective, row.objective_id)
    return objective is None or objective.unrelated


def test_a_code_comes_first_and_nothing_at_all_is_numbered(session: Session) -> None:
    first = replace(session.snapshot.all(Initiative)[0], title="Sama", code="", agency_id="", dimension="")
    first = replace(first, year_start=None, year_end=None)
    bare = [replace(first, id="a"), replace(first, id="b", title="  sama ")]
    told = words_apart(session.snapshot, session.pack, "initiative", bare)
    assert told == {"a": "1 dari 2", "b": "2 dari 2"}
    coded = [replace(bare[0], code="SG-1"), replace(bare[1], code="SG-2"), replace(first, id="c", title="Lain")]
    assert words_apart(session.snapshot, session.pack, "initiative", coded) == {"a": "SG-1", "b": "SG-2"}
    assert words_apart(session.snapshot, session.pack, "initiative", coded, code=False) == {}
