"""The RPJMD page as a person uses it: a document typed from the first misi to the last target, with keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import update
from gmsc_desktop.models.records import Goal, Indicator, Mission, Objective, PlanningDocument, Programme
from gmsc_desktop.models.rpjmd import add_document
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.pages.rpjmd_forms import NewDocumentDialog
from gmsc_desktop.ui.pages.rpjmd_ladder import Node
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def document(document: Document) -> Document:
    """The sample plan without targets."""
    with document.change("Isi contoh") as db:
        db.exec_driver_sql("DELETE FROM target")
    return document


@pytest.fixture
def page(window: MainWindow) -> RpjmdPage:
    window.show_page("rpjmd")
    found = window.page
    assert isinstance(found, RpjmdPage)
    return found


def press(key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def write(text: str, key: Key = Key.Key_Return) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
    press(key)


def stored(document: Document, query: str, *values: object) -> list[tuple[object, ...]]:
    with document.read():
        return [tuple(row) for row in document.raw.execute(query, values).fetchall()]


def seen(page: RpjmdPage) -> list[str]:
    """The texts of the tree from top to bottom."""
    index, found = page.tree.model().index(0, 0), []
    while index.isValid():
        node = index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(node, Node)
        found.append(node.text)
        index = page.tree.indexBelow(index)
    return found


def begin_document(page: RpjmdPage, session: Session, kind: str) -> str:
    made: str = session.act("Tambah dokumen", lambda db: add_document(db, kind, period_start=2031, period_end=2035))
    assert page.show_record(made)
    return made


def test_a_ladder_is_built_with_the_keyboard_alone(page: RpjmdPage, session: Session, document: Document) -> None:
    made = begin_document(page, session, "rpjmd")
    assert page.tree.hasFocus()
    press(Key.Key_Tab)
    write("Misi pertama")
    assert page.tree.hasFocus()
    press(Key.Key_Right, CONTROL)
    write("Tujuan A", Key.Key_Tab)
    write("Sasaran A1", Key.Key_Tab)
    write("Program A1a")
    press(Key.Key_Return)
    write("Program A1b")
    assert seen(page)[1:] == ["Misi pertama", "Tujuan A", "Sasaran A1", "Program A1a", "Program A1b"]
    snapshot = session.snapshot
    mission = snapshot.where(Mission, "document_id", made)[0]
    goal = snapshot.where(Goal, "mission_id", mission.id)[0]
    objective = snapshot.where(Objective, "goal_id", goal.id)[0]
    names = [row.name for row in snapshot.where(Programme, "objective_id", objective.id)]
    assert names == ["Program A1a", "Program A1b"]
    assert stored(document, "SELECT count(*) FROM programme WHERE document_id=?", made) == [(2,)]


def test_a_new_sibling_stands_right_after_its_row(page: RpjmdPage, session: Session) -> None:
    made = begin_document(page, session, "rpjmd")
    press(Key.Key_Return)
    write("Satu")
    press(Key.Key_Return)
    write("Tiga")
    press(Key.Key_Up)
    press(Key.Key_Return)
    write("Dua")
    assert seen(page)[1:] == ["Satu", "Dua", "Tiga"]
    assert [row.text for row in session.snapshot.where(Mission, "document_id", made)] == ["Satu", "Dua", "Tiga"]


def test_esc_leaves_no_row_behind(page: RpjmdPage, session: Session) -> None:
    made = begin_document(page, session, "rpjmd")
    label = session.undo_label
    press(Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "Jadi tidak")
    press(Key.Key_Escape)
    assert len(seen(page)) == 1
    assert page.tree.hasFocus()
    assert session.undo_label == label
    assert not session.snapshot.where(Mission, "document_id", made)


def test_a_row_is_edited_moved_deleted_and_brought_back(page: RpjmdPage, session: Session, document: Document) -> None:
    rows = seen(page)
    objectives = session.snapshot.all(Objective)
    first, second = (row.id for row in objectives[:2])
    assert objectives[0].goal_id == objectives[1].goal_id
    assert page.show_record(first)
    press(Key.Key_F2)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, " dan murah")
    press(Key.Key_Return)
    assert stored(document, "SELECT text FROM objective WHERE id=?", first) == [(f"{objectives[0].text} dan murah",)]
    press(Key.Key_Down, ALT)
    order = [row.id for row in session.snapshot.where(Objective, "goal_id", objectives[0].goal_id)]
    assert order[:2] == [second, first]
    assert page.tree.node is not None
    assert page.tree.node.id == first
    press(Key.Key_Delete)
    assert session.snapshot.get(Objective, first) is None
    assert not session.snapshot.where(Indicator, "objective_id", first)
    QTest.keyClick(page.tree, Key.Key_Z, CONTROL)
    assert session.snapshot.get(Objective, first) is not None
    assert len(seen(page)) == len(rows)


def test_past_the_last_row_it_moves_to_the_next_parent(page: RpjmdPage, session: Session) -> None:
    snapshot = session.snapshot
    goals = snapshot.all(Goal)
    last = snapshot.where(Objective, "goal_id", goals[0].id)[-1]
    assert page.show_record(last.id)
    press(Key.Key_Down, ALT)
    moved = session.snapshot.get(Objective, last.id)
    assert moved is not None
    assert moved.goal_id == goals[1].id
    assert session.snapshot.where(Objective, "goal_id", goals[1].id)[0].id == last.id
    press(Key.Key_Up, ALT)
    assert session.snapshot.where(Objective, "goal_id", goals[0].id)[-1].id == last.id


def test_a_row_without_a_parent_is_moved_under_one(page: RpjmdPage, session: Session) -> None:
    goals = session.snapshot.all(Goal)
    loose = session.snapshot.where(Objective, "goal_id", goals[0].id)[0].id
    session.act("Lepas", lambda db: update(db, "objective", loose, {"goal_id": None}))
    assert page.show_record(loose)
    press(Key.Key_Up, ALT)
    moved = session.snapshot.get(Objective, loose)
    assert moved is not None
    assert moved.goal_id == goals[-1].id


def test_a_whole_document_goes_and_comes_back(page: RpjmdPage, session: Session, window: MainWindow) -> None:
    shown = page.tree.node
    assert shown is not None
    rows = seen(page)
    press(Key.Key_Delete)
    assert not session.snapshot.all(PlanningDocument)
    assert not page.tree.isVisible()
    window.undo()
    assert session.snapshot.get(PlanningDocument, shown.id) is not None
    assert page.tree.isVisible()
    assert seen(page) == rows


def test_an_rpd_begins_at_tujuan(page: RpjmdPage, session: Session) -> None:
    made = begin_document(page, session, "rpd")
    press(Key.Key_Return)
    write("Tujuan tanpa misi")
    goals = session.snapshot.where(Goal, "document_id", made)
    assert [(row.text, row.mission_id) for row in goals] == [("Tujuan tanpa misi", "")]
    assert not session.snapshot.where(Mission, "document_id", made)


def test_a_target_is_kept_as_written_and_read_where_it_is_certain(
    page: RpjmdPage, session: Session, document: Document
) -> None:
    indicator = session.snapshot.all(Indicator)[0]
    assert page.show_record(indicator.id)
    assert page.indicators is not None
    grid = page.indicators.grid
    years = [column.title for column in grid.rows.columns if column.key.startswith("target-")]
    shown = next(row for row in session.snapshot.all(PlanningDocument) if row.id == indicator.document_id)
    assert shown.target_start is not None
    assert years[0] == str(shown.target_start)
    grid.setFocus()
    for text, number in (("<22", None), ("3,45", 3.45)):
        grid.go_to(indicator.id, f"target-{years[0]}")
        QTest.keyClicks(grid, text[:1])
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text[1:])
        press(Key.Key_Return)
        session.flush()
        query = "SELECT text,number FROM target WHERE indicator_id=? AND year=?"
        assert stored(document, query, indicator.id, shown.target_start) == [(text, number)]
        place = grid.rows.index(grid.rows.place_of(indicator.id), grid.rows.column_place(f"target-{years[0]}"))
        assert place.data(Qt.ItemDataRole.DisplayRole) == text
        assert ("tidak dibaca" in place.data(Qt.ItemDataRole.ToolTipRole)) == (number is None)
    press(Key.Key_Delete)
    assert stored(document, "SELECT * FROM target WHERE indicator_id=? AND year=?", indicator.id, years[0]) == []


def test_a_ceiling_and_an_office_of_a_programme(page: RpjmdPage, session: Session, document: Document) -> None:
    objective = session.snapshot.all(Objective)[0]
    assert page.show_record(objective.id)
    press(Key.Key_Tab)
    write("Program Baru")
    programme = session.snapshot.where(Programme, "objective_id", objective.id)[-1]
    assert programme.name == "Program Baru"
    part = page.forms.ceilings_part
    assert part is not None
    part.grid.setFocus()
    year = int(part.grid.rows.columns[0].title)
    QTest.keyClicks(part.grid, "1")
    write("250000000", Key.Key_Tab)
    session.flush()
    assert stored(document, "SELECT year,amount FROM ceiling WHERE programme_id=?", programme.id) == [
        (year, 1_250_000_000)
    ]
    offices = page.forms.offices
    offices.choice.setFocus()
    QTest.keyClick(offices.choice, Key.Key_Down)
    linked = stored(document, "SELECT agency_id FROM programme_agency WHERE programme_id=?", programme.id)
    assert len(linked) == 1


def test_the_mark_of_a_sasaran_that_is_not_related_waits_for_its_reason(
    page: RpjmdPage, session: Session, document: Document, qtbot: QtBot
) -> None:
    related = begin_document(page, session, "rpd")
    press(Key.Key_Return)
    write("Tujuan", Key.Key_Tab)
    write("Sasaran pertanahan")
    objective = session.snapshot.where(Objective, "document_id", related)[0]
    form = page.forms.form_of("objective")
    mark, reason = form.rows["unrelated"], form.rows["unrelated_reason"]
    box, field = mark.editor.widget(), reason.editor.widget()
    assert isinstance(box, QCheckBox)
    assert isinstance(field, QPlainTextEdit)
    box.setFocus()
    QTest.keyClick(box, Key.Key_Space)
    session.flush()
    assert "perlu alasan" in mark.binding.problem
    field.setFocus()
    QTest.keyClicks(field, "Urusan kementerian")
    session.flush()
    qtbot.waitUntil(lambda: not mark.binding.problem)
    query = "SELECT unrelated,unrelated_reason FROM objective WHERE id=?"
    assert stored(document, query, objective.id) == [(1, "Urusan kementerian")]
    assert box.isChecked()
    assert page.tree.node is not None
    assert page.tree.node.note == "tidak terkait"


def test_a_document_asks_its_years_and_tells_what_is_wrong(page: RpjmdPage, session: Session, qtbot: QtBot) -> None:
    dialog = NewDocumentDialog(session, page)
    qtbot.addWidget(dialog)
    dialog.show()
    plan = session.snapshot.plan
    proposed = (dialog.years["period_start"].text(), dialog.years["period_end"].text())
    assert proposed == (str(plan.period_start), str(plan.period_end)) == ("2025", "2029")
    for name, text in (("period_start", "2030"), ("period_end", "2026")):
        dialog.years[name].selectAll()
        QTest.keyClicks(dialog.years[name], text)
    QTest.keyClick(dialog.years["period_end"], Key.Key_Return)
    assert "mendahului" in dialog.problem.text() or "sebelum" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.years["period_start"].setText("2025")
    QTest.keyClick(dialog.years["period_end"], Key.Key_Return)
    assert not dialog.isVisible()
    made = session.snapshot.get(PlanningDocument, dialog.made)
    assert made is not None
    assert (made.period_start, made.target_end) == (2025, 2026)


def test_a_plan_that_is_read_shows_the_tree_and_writes_nothing(session: Session, open_window: OpenWindow) -> None:
    window = open_window(Session(None, session.snapshot))
    window.show_page("rpjmd")
    page = window.page
    assert isinstance(page, RpjmdPage)
    count = len(seen(page))
    assert count > 10
    for key in (Key.Key_Return, Key.Key_F2, Key.Key_Delete):
        QTest.keyClick(page.tree, key)
    assert len(seen(page)) == count
    assert page.tree.hasFocus()
    assert page.indicators is not None
    assert not page.indicators.new_row.isVisible()
