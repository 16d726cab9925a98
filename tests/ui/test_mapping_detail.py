"""Rinci as a person uses it: pairs chosen in two lists by keys, mouse and dragging; many at once, one undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gmsc_desktop.models.records import Indicator, IndicatorMapping, Initiative, Objective, ProgrammeMapping
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.mapping import MappingPage
from gmsc_desktop.ui.pages.mapping_detail import DetailView
from gmsc_desktop.ui.pages.mapping_pairs import INITIATIVES, PairList
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow
from tests.ui.test_mapping_views import choose
from tests.ui.test_printing import table_of

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(window: MainWindow) -> DetailView:
    window.show_page("mapping")
    page = window.page
    assert isinstance(page, MappingPage)
    choose(page, "Rinci")
    return page.detail


def pairs(session: Session) -> dict[tuple[str, str], str]:
    made = {(row.initiative_id, row.indicator_id): row.strength for row in session.snapshot.all(IndicatorMapping)}
    return made | {(r.initiative_id, r.programme_id): r.strength for r in session.snapshot.all(ProgrammeMapping)}


def free(session: Session, count: int = 2) -> tuple[list[str], str]:
    """Initiatives that may be mapped, and an indicator that none of them serves."""
    target = session.snapshot.where(Indicator, "objective_id", session.snapshot.all(Objective)[0].id)[0].id
    mapped = {pair[0] for pair in pairs(session) if pair[1] == target}
    found = [row.id for row in session.figures.initiatives if row.id not in mapped and not row.outside_reason]
    return found[:count], target


def choose_rows(view: PairList, ids: list[str]) -> None:
    """Choose rows as a person does: the first by the arrow keys, the others with Ctrl and a click."""
    view.setFocus()
    assert view.choose(ids[0])
    for record_id in ids[1:]:
        index = view.rows.index(view.rows.place_of(record_id), 0)
        view.scrollTo(index)
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    assert view.chosen == [row.id for row in view.rows.shown if row.id in ids]


def told(view: PairList, record_id: str) -> str:
    return view.rows.spoken(view.rows.shown[view.rows.place_of(record_id)])


def test_enter_maps_what_is_chosen_in_both_lists_as_one_change(view: DetailView, session: Session) -> None:
    initiatives, target = free(session)
    before = pairs(session)
    choose_rows(view.initiatives, initiatives)
    choose_rows(view.targets, [target])
    assert view.told.text() == "2 inisiatif × 1 indikator/program"
    QTest.keyClick(view.targets, Qt.Key.Key_Return)
    made = {pair: strength for pair, strength in pairs(session).items() if pair not in before}
    assert made == dict.fromkeys([(row, target) for row in initiatives], "langsung")
    assert session.undo_label == "Petakan 2 pasangan inisiatif dan RPJMD"
    assert view.targets.hasFocus()
    assert (view.initiatives.chosen, view.targets.chosen) == (
        sorted(initiatives, key=view.initiatives.chosen.index),
        [target],
    )
    assert "langsung" in told(view.initiatives, initiatives[0])
    assert "2 dari 2" in told(view.targets, target)
    session.undo()
    assert pairs(session) == before


def test_shift_enter_supports_and_delete_takes_apart(view: DetailView, session: Session) -> None:
    (initiative,), target = free(session, 1)
    choose_rows(view.targets, [target])
    choose_rows(view.initiatives, [initiative])
    QTest.keyClick(view.initiatives, Qt.Key.Key_Return, SHIFT)
    assert pairs(session)[initiative, target] == "pendukung"
    assert "pendukung" in told(view.targets, target)
    assert view.forms.forms["indicator_mapping"].isVisible()
    QTest.keyClick(view.initiatives, Qt.Key.Key_Return)
    assert pairs(session)[initiative, target] == "langsung"
    QTest.keyClick(view.initiatives, Qt.Key.Key_Delete)
    assert (initiative, target) not in pairs(session)
    assert view.forms.isHidden()


def drop(view: PairList, kind: str, ids: list[str], record_id: str, modifiers: Qt.KeyboardModifier = NONE) -> bool:
    """Drop ids on a row; whether they were taken."""
    index = view.rows.index(view.rows.place_of(record_id), 0)
    view.scrollTo(index)
    data = QMimeData()
    data.setData(kind, "\n".join(ids).encode())
    place = QPointF(view.visualRect(index).center())
    button, action = Qt.MouseButton.LeftButton, Qt.DropAction.LinkAction
    enter = QDragEnterEvent(place.toPoint(), action, data, button, modifiers)
    QApplication.sendEvent(view.viewport(), enter)
    event = QDropEvent(place, action, data, button, modifiers)
    event.setAccepted(False)
    QApplication.sendEvent(view.viewport(), event)
    return enter.isAccepted() and event.isAccepted()


def test_initiatives_are_dragged_onto_a_target_and_a_target_onto_an_initiative(
    view: DetailView, session: Session
) -> None:
    initiatives, target = free(session)
    choose_rows(view.initiatives, initiatives)
    carried = view.initiatives.rows.mimeData(view.initiatives.selectedIndexes())
    ids = bytes(carried.data(INITIATIVES).data()).decode().split()
    assert sorted(ids) == sorted(initiatives)
    assert drop(view.targets, INITIATIVES, ids, target)
    assert {pairs(session)[row, target] for row in initiatives} == {"langsung"}
    session.undo()
    assert drop(view.initiatives, view.targets.rows.kind, [target], initiatives[0], SHIFT)
    assert pairs(session)[initiatives[0], target] == "pendukung"


def test_what_is_foreign_is_not_taken(view: DetailView, session: Session) -> None:
    (initiative,), target = free(session, 1)
    before = pairs(session)
    assert not drop(view.targets, "text/plain", [initiative], target)
    assert not drop(view.targets, view.targets.rows.kind, [target], target)
    assert pairs(session) == before


def test_zero_says_of_several_that_they_are_outside(view: DetailView, session: Session) -> None:
    chosen = [row.id for row in session.figures.initiatives if not session.figures.is_mapped(row.id)][:2]
    assert len(chosen) == 2
    choose_rows(view.initiatives, chosen)
    QTest.keyClick(view.initiatives, Qt.Key.Key_0)
    assert view.reason.field.hasFocus()
    QTest.keyClicks(view.reason.field, "Arahan nasional")
    QTest.keyClick(view.reason.field, Qt.Key.Key_Return)
    kept = [session.snapshot.get(Initiative, row) for row in chosen]
    assert [row.outside_reason for row in kept if row is not None] == ["Arahan nasional"] * 2
    assert session.undo_label == "Tandai 2 inisiatif di luar RPJMD"
    assert view.initiatives.hasFocus()
    assert "di luar RPJMD: Arahan nasional" in told(view.initiatives, chosen[0])


def test_what_stands_against_it_is_told_and_nothing_is_mapped(view: DetailView, session: Session) -> None:
    outside = next(row.id for row in session.figures.initiatives if row.outside_reason)
    (initiative,), target = free(session, 1)
    before = pairs(session)
    choose_rows(view.initiatives, [initiative, outside])
    choose_rows(view.targets, [target])
    button = next(found for found in view.page.findChildren(Button) if found.text() == "Petakan ke inisiatif")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "ditandai di luar RPJMD" in view.page.banner.words.text()
    assert pairs(session) == before


def test_filters_narrow_both_lists_and_what_is_printed(view: DetailView, session: Session) -> None:
    whole = len(table_of(view.printable()).lines)
    assert whole == len([pair for pair in pairs(session) if pair[0] in session.figures.initiative_ids])
    QTest.keyClicks(view.filter, "kurcaci")
    assert [row.name.split(" ", 1)[1] for row in view.initiatives.rows.shown] == ["Rumah Kurcaci"]
    assert 0 < len(table_of(view.printable()).lines) < whole
    view.filter.clear()
    QTest.keyClick(view.waiting, Qt.Key.Key_Space)
    assert all(row.waits for row in view.initiatives.rows.shown)


def test_an_initiative_without_target_is_chosen_here_from_its_gap(view: DetailView, session: Session) -> None:
    page = view.page
    waiting = next(
        row for row in session.figures.initiatives if not session.figures.is_mapped(row.id) and not row.outside_reason
    )
    assert page.show_record(waiting.id)
    assert isinstance(page, MappingPage)
    assert page.view is view
    assert view.initiatives.chosen == [waiting.id]


def test_a_plan_that_is_only_read_is_told_its_mappings_and_no_keys(session: Session, open_window: OpenWindow) -> None:
    window = open_window(Session(None, session.snapshot, lambda _sha256: None))
    window.show_page("mapping")
    page = window.page
    assert isinstance(page, MappingPage)
    choose(page, "Rinci")
    initiatives, target = free(session, 1)
    choose_rows(page.detail.initiatives, initiatives)
    choose_rows(page.detail.targets, [target])
    assert page.detail.hint.text() == "Belum dipetakan."
