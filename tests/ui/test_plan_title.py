"""The title of a plan follows its period where a person agrees, and never where they wrote their own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from gmsc_desktop.models.plan_title import default_title, renewed_title
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.profile_plan import PlanPart
from gmsc_desktop.ui.session import Session


def put(part: PlanPart, column: str, text: str) -> None:
    """Type into a field and leave it."""
    field = part.form.rows[column].editor.widget()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


@pytest.fixture
def part(window: MainWindow) -> PlanPart:
    window.show_page("profile")
    return next(part for part in window.page.findChildren(PlanPart))


def test_another_period_offers_its_title_and_the_example_names_it(part: PlanPart, session: Session) -> None:
    assert session.snapshot.plan.title == default_title("Kabupaten Luwu", 2025, 2029)
    assert not part.renewed.isVisible()
    put(part, "period_end", "2031")
    session.flush()
    part.read()
    new = "Rencana Induk Smart City Kabupaten Luwu 2025–2031"
    assert part.renewed.isVisible()
    assert f"“{new}”" in part.renewed.words.text()
    notes = [label.text() for label in part.form.rows["title"].findChildren(QLabel)]
    assert f"Contoh: {new}." in notes
    assert session.snapshot.plan.title.endswith("2025–2029")
    part.renewed.button.click()
    session.flush()
    assert session.snapshot.plan.title == new
    assert not part.renewed.isVisible()
    session.undo()
    assert session.snapshot.plan.title.endswith("2025–2029")


def test_a_title_that_was_written_is_left_alone(part: PlanPart, session: Session) -> None:
    put(part, "title", "Luwu Cerdas 2025-2029")
    put(part, "period_end", "2031")
    session.flush()
    part.read()
    assert not part.renewed.isVisible()


@pytest.mark.parametrize(
    ("title", "renewed"),
    [
        ("Rencana Induk Smart City Kota Bogor 2025–2029", "Rencana Induk Smart City Kota Bogor 2026–2031"),
        ("Rencana Induk Smart City Kota Bogor 2025-2029 ", "Rencana Induk Smart City Kota Bogor 2026–2031"),
        ("Rencana Induk Smart City Kota Bogor 2026–2031", ""),
        ("Rencana Induk Smart City Kota Depok 2025–2029", ""),
        ("Masterplan Kota Bogor 2025–2029", ""),
        ("", ""),
    ],
)
def test_only_the_default_form_is_renewed(title: str, renewed: str) -> None:
    assert renewed_title(title, "Kota Bogor", 2026, 2031) == renewed
    assert renewed_title(title, "Kota Bogor", None, 2031) == ""
