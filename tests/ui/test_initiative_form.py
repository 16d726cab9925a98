"""The tabs of one initiative as a person fills them in: each step named, each taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gmsc_desktop.models.editing import update
from gmsc_desktop.models.records import (
    ActionStep,
    ActionStepPlan,
    Agency,
    Alignment,
    Indicator,
    IndicatorMapping,
    Initiative,
    InitiativeAgency,
    InitiativeIndicator,
    InitiativePartner,
    InitiativeSubdimension,
    InitiativeTarget,
    ProgrammeMapping,
    QuickWin,
    ServiceContact,
)
from gmsc_desktop.ui.editors import ChoiceField
from gmsc_desktop.ui.in_sight import bring_into_sight
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.initiatives_budget import BudgetPart
from gmsc_desktop.ui.pages.initiatives_form import InitiativeForm
from gmsc_desktop.ui.pages.initiatives_mapping import MappedPart
from gmsc_desktop.ui.pages.initiatives_rows import IndicatorsPart, QuickWinsPart, StepsPart
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow
from tests.ui.in_form import ANGGARAN, BUKTI, INDIKATOR, LANGKAH, PETA, QUICK_WIN, UMUM, choose, one, part, press, write

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(window: MainWindow) -> InitiativeForm:
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    return page.form


# -- Umum


def test_subdimensions_are_picked_and_taken_out(form: InitiativeForm, session: Session, window: MainWindow) -> None:
    row = one(session, form)
    picked = form.general.subdimensions
    there = {own.subdimension for own in session.snapshot.where(InitiativeSubdimension, "initiative_id", row.id)}
    first = str(picked.choice.itemData(1))
    assert first.startswith(row.dimension)  # those of the own dimension stand first
    assert first not in there
    choose(picked.choice, first)
    now = {own.subdimension for own in session.snapshot.where(InitiativeSubdimension, "initiative_id", row.id)}
    assert now == there | {first}
    assert picked.choice.findData(first) < 0
    assert session.undo_label == "Tambah sub-dimensi inisiatif"
    window.undo()
    assert picked.choice.findData(first) > 0


def test_supporting_offices_have_their_role_and_leave_by_ctrl_delete(
    form: InitiativeForm, session: Session, window: MainWindow
) -> None:
    row = one(session, form)
    part = form.general.agencies
    own = [link.agency_id for link in session.snapshot.where(InitiativeAgency, "initiative_id", row.id)]
    assert form.general.agency.findData(row.agency_id) < 0  # who is responsible does not support itself
    other = next(a.id for a in session.snapshot.all(Agency) if a.id not in {*own, row.agency_id})
    choose(form.general.agency, other)
    links = session.snapshot.where(InitiativeAgency, "initiative_id", row.id)
    link = next(link for link in links if link.agency_id == other)
    part.grid.go_to(link.id, "role")
    part.grid.setFocus()
    write("Jaringan")
    press(Key.Key_Return)
    session.flush()
    assert session.snapshot.get(InitiativeAgency, link.id).role == "Jaringan"  # type: ignore[union-attr]
    part.grid.go_to(link.id)
    press(Key.Key_Delete, CONTROL)
    assert session.snapshot.get(InitiativeAgency, link.id) is None
    assert window.status.back.isVisible()


def test_partners_and_alignments_begin_with_their_line(form: InitiativeForm, session: Session) -> None:
    row = one(session, form)
    line = form.general.partners.new_row
    assert line is not None
    assert line.kind is not None
    line.kind.show_text("media")
    line.start_row()
    write("Radio Suara Luwu")
    press(Key.Key_Return)
    made = session.snapshot.where(InitiativePartner, "initiative_id", row.id)[-1]
    assert (made.name, made.kind) == ("Radio Suara Luwu", "media")
    line = form.general.alignments.new_row
    assert line is not None
    line.start_row()
    write("11")
    press(Key.Key_Return)
    known = session.snapshot.where(Alignment, "initiative_id", row.id)
    assert [(own.framework, own.code) for own in known if own.code == "11"] == [("tpb", "11")]
    line.start_row()
    write("11")
    press(Key.Key_Return)  # the same once more is refused, and stays typed
    assert line.name.text() == "11"
    assert session.snapshot.where(Alignment, "initiative_id", row.id) == known


def test_a_contact_needs_consent_and_nothing_typed_is_lost(form: InitiativeForm, session: Session) -> None:
    row = one(session, form)
    contacts = form.general.contacts
    count = len(session.snapshot.where(ServiceContact, "initiative_id", row.id))
    contacts.more.click()
    contacts.editors["unit"].show_text("Loket Layanan")
    contacts.editors["channel"].show_text("telepon")
    contacts.editors["value"].show_text("(0471) 21001")
    contacts.editors["consent_on"].show_text("2 Januari 2026")
    contacts.add_button.click()
    assert contacts.problem.text() == "“Persetujuan oleh” masih kosong. Isi dahulu, lalu tambahkan."
    assert contacts.editors["consent_by"].widget().hasFocus()
    assert contacts.editors["unit"].text() == "Loket Layanan"
    contacts.editors["consent_by"].show_text("Kepala Dinas")
    contacts.editors["consent_how"].show_text("Nota dinas")
    contacts.editors["consent_on"].show_text("31/02/2026")
    contacts.add_button.click()
    assert contacts.problem.text().startswith("“Tanggal persetujuan”: ")
    assert contacts.editors["consent_on"].widget().hasFocus()
    contacts.editors["consent_on"].show_text("2 Januari 2026")
    contacts.add_button.click()
    rows = session.snapshot.where(ServiceContact, "initiative_id", row.id)
    assert len(rows) == count + 1
    assert {(r.unit, r.value, r.consent_on) for r in rows} >= {("Loket Layanan", "(0471) 21001", "2026-01-02")}
    assert not contacts.add_button.isVisible()


def test_the_field_that_waits_comes_into_sight(form: InitiativeForm, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1093, 545)
    window.show_page("initiatives")
    contacts = form.general.contacts
    contacts.more.click()
    unit = contacts.editors["unit"].widget()
    qtbot.waitUntil(lambda: not unit.visibleRegion().isEmpty())
    contacts.add_button.setFocus()
    bring_into_sight(contacts.add_button)
    qtbot.waitUntil(lambda: unit.visibleRegion().isEmpty())
    contacts.add_button.click()
    qtbot.waitUntil(lambda: unit.hasFocus() and not unit.visibleRegion().isEmpty())


def test_a_contact_waits_at_its_initiative_until_it_is_added_or_left(form: InitiativeForm, session: Session) -> None:
    row = one(session, form)
    other = next(each for each in session.snapshot.all(Initiative) if each.id != row.id)
    contacts = form.general.contacts
    contacts.more.click()
    contacts.editors["unit"].show_text("Loket Layanan")
    contacts.editors["value"].show_text("(0471) 21001")
    form.show_record(other.id)
    assert not contacts.add_button.isVisible()
    contacts.more.click()
    assert contacts.editors["unit"].text() == ""
    form.show_record(row.id)
    assert contacts.add_button.isVisible()
    assert (contacts.editors["unit"].text(), contacts.editors["value"].text()) == ("Loket Layanan", "(0471) 21001")
    contacts.editors["unit"].widget().setFocus()
    QTest.keyClick(contacts.editors["unit"].widget(), Key.Key_Escape)
    assert not contacts.add_button.isVisible()
    assert contacts.more.hasFocus()
    form.show_record(other.id)
    form.show_record(row.id)
    assert not contacts.add_button.isVisible()
    contacts.more.click()
    assert contacts.editors["unit"].text() == ""
    contacts.cancel_button.click()
    assert contacts.more.hasFocus()


# -- Indikator, Langkah, Quick win


def test_an_indicator_with_its_targets_as_written(form: InitiativeForm, session: Session) -> None:
    row = one(session, form)
    found = part(form, INDIKATOR, IndicatorsPart)
    assert isinstance(found, IndicatorsPart)
    assert found.new_row is not None
    found.new_row.start_row()
    write("Waktu tunggu")
    press(Key.Key_Return)
    made = session.snapshot.where(InitiativeIndicator, "initiative_id", row.id)[-1]
    assert made.text == "Waktu tunggu"
    assert found.form is not None
    assert found.form.record_id == made.id
    year = session.snapshot.years[0]
    found.grid.go_to(made.id, f"target-{year}")
    found.grid.setFocus()
    write("<30")
    press(Key.Key_Tab)
    write("25,5")
    press(Key.Key_Return)
    session.flush()
    targets = {t.year: (t.text, t.number) for t in session.snapshot.where(InitiativeTarget, "indicator_id", made.id)}
    assert targets == {year: ("<30", None), year + 1: ("25,5", 25.5)}


def test_a_step_with_its_months_and_quarters(form: InitiativeForm, session: Session, window: MainWindow) -> None:
    row = one(session, form)
    found = part(form, LANGKAH, StepsPart)
    assert isinstance(found, StepsPart)
    assert found.new_row is not None
    found.new_row.start_row()
    write("Susun SOP")
    press(Key.Key_Return)
    made = session.snapshot.where(ActionStep, "initiative_id", row.id)[-1]
    assert (made.text, made.kind) == ("Susun SOP", "kebijakan")
    found.grid.go_to(made.id, "start_month")
    found.grid.setFocus()
    write("Maret 2026")
    press(Key.Key_Tab)
    write("Januari 2026")
    press(Key.Key_Return)
    session.flush()
    now = session.snapshot.get(ActionStep, made.id)
    assert now is not None
    assert (now.start_month, now.end_month) == ("2026-03", "")
    assert "mendahului" in window.status.said.text()
    quarters = found.quarters.grid
    quarters.go_to(quarters.rows.shown[0].id, "q2")
    quarters.setFocus()
    write("40%")
    press(Key.Key_Return)
    session.flush()
    plans = session.snapshot.where(ActionStepPlan, "step_id", made.id)
    assert [(plan.year, plan.quarter, plan.percent) for plan in plans] == [(quarters.rows.shown[0].year, 2, 40.0)]


def test_a_quick_win_goes_on_into_the_next_year(form: InitiativeForm, session: Session) -> None:
    row = one(session, form)
    session.act("Bersihkan", lambda db: db.exec_driver_sql("DELETE FROM quick_win"))
    found = part(form, QUICK_WIN, QuickWinsPart)
    assert isinstance(found, QuickWinsPart)
    year = session.snapshot.years[0]
    choose(found.choice, str(year))
    made = session.snapshot.where(QuickWin, "initiative_id", row.id)[0]
    assert (made.year, made.status) == (year, "baru")
    session.act("Isi", update, "quick_win", made.id, {"problem": "Antrean panjang"})
    assert found.choice.itemText(found.choice.findData(str(year + 1))) == f"{year + 1}, lanjutan dari {year}"
    choose(found.choice, str(year + 1))
    after = session.snapshot.where(QuickWin, "initiative_id", row.id)[1]
    assert (after.status, after.problem) == ("lanjut", "Antrean panjang")
    assert session.undo_label == f"Jadikan quick win {year + 1}"


def test_a_reason_completes_the_choice_that_waited_for_it(form: InitiativeForm, session: Session) -> None:
    row = one(session, form)
    horizon, reason = form.form.rows["horizon"], form.form.rows["horizon_reason"]
    assert isinstance(horizon.editor, ChoiceField)
    choose(horizon.editor, "panjang")
    session.flush()
    assert one(session, form).horizon == row.horizon
    assert "alasan" in horizon.binding.problem
    assert horizon.editor.text() == "panjang"
    reason.editor.widget().setFocus()
    write("Bergantung pada pusat data provinsi")
    session.flush()
    assert one(session, form).horizon == "panjang"
    assert one(session, form).horizon_reason == "Bergantung pada pusat data provinsi"
    assert horizon.binding.problem == ""


# -- Peta RPJMD


def test_a_mapping_is_found_by_typing_explained_and_removed(
    form: InitiativeForm, session: Session, window: MainWindow
) -> None:
    row = one(session, form)
    found = part(form, PETA, MappedPart)
    assert isinstance(found, MappedPart)
    mine = session.snapshot.where(IndicatorMapping, "initiative_id", row.id)
    theirs = session.snapshot.where(ProgrammeMapping, "initiative_id", row.id)
    assert len(found.rows.grid.rows.rows) == len(mine) + len(theirs)
    there = {mapping.indicator_id for mapping in mine}
    other = next(i for i in session.snapshot.all(Indicator) if i.id not in there)
    choose(found.choice, other.id)
    made = next(m for m in session.snapshot.all(IndicatorMapping)
                if (m.initiative_id, m.indicator_id) == (row.id, other.id))  # fmt: skip
    assert made.strength == "langsung"
    assert found.rows.grid.current_id == made.id
    own = found.forms.forms["indicator_mapping"]
    assert own.isVisible()
    assert own.record_id == made.id
    choose_in = own.rows["strength"].editor
    assert isinstance(choose_in, ChoiceField)
    choose(choose_in, "pendukung")
    session.flush()
    assert session.snapshot.get(IndicatorMapping, made.id).strength == "pendukung"  # type: ignore[union-attr]
    found.rows.grid.setFocus()
    press(Key.Key_Delete, CONTROL)
    assert session.snapshot.get(IndicatorMapping, made.id) is None
    assert session.undo_label == "Hapus pemetaan inisiatif"


# -- the whole


def test_only_the_tab_that_is_shown_is_read_and_tabs_are_walked_by_keys(form: InitiativeForm, session: Session) -> None:
    assert form.findChild(BudgetPart) is None
    form.form.focus_first()
    press(Key.Key_PageDown, CONTROL)
    assert form.tabs.bar.currentIndex() == ANGGARAN
    budget = form.findChild(BudgetPart)
    assert isinstance(budget, BudgetPart)
    assert budget.grid.hasFocus()
    press(Key.Key_PageUp, CONTROL)
    press(Key.Key_PageUp, CONTROL)
    assert form.tabs.bar.currentIndex() == BUKTI


def test_ctrl_n_shows_the_name_whatever_tab_is_open(form: InitiativeForm, window: MainWindow) -> None:
    form.tabs.bar.setCurrentIndex(LANGKAH)
    QTest.keyClick(window, Key.Key_N, CONTROL)
    assert form.tabs.bar.currentIndex() == UMUM
    assert form.form.rows["title"].editor.widget().hasFocus()


def test_a_plan_that_is_read_shows_all_tabs_and_writes_nothing(session: Session, open_window: OpenWindow) -> None:
    window = open_window(Session(None, session.snapshot))
    page = window.page
    assert isinstance(page, InitiativesPage)
    for tab in range(page.form.tabs.bar.count()):
        page.form.tabs.bar.setCurrentIndex(tab)
        for choice in page.form.findChildren(ChoiceField):
            assert not (choice.isVisible() and choice.isEnabled()), choice.accessibleName()
