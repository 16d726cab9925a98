"""A finding about a piece of evidence leads to where that piece is seen: an entry, a tab Bukti, a decree."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gmsc_desktop.models import editing
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Agency, Body, Initiative, LegalDocument, ProgressEntry
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.ui.doors import door_title, door_to
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.evidence_strip import EvidenceStrip
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.session import Session
from tests.ui.in_form import UMUM


def proof(document: Document, session: Session, owner: Record | None) -> str:
    """A link of an OPD as evidence, of an owner where one is given."""
    values: dict[str, Value] = {
        "kind": "dokumen", "title": "Laporan", "url": "https://contoh.go.id/laporan",
        "agency_id": session.snapshot.all(Agency)[0].id,
    }  # fmt: skip
    with document.change("Bukti") as db:
        made = editing.insert(db, "evidence", values)
        if owner is not None:
            editing.insert(db, "evidence_link", {"evidence_id": made, f"{owner.TABLE}_id": owner.id})
    return made


def go(window: MainWindow, evidence_id: str) -> None:
    door = door_to(window.session.snapshot, "evidence", evidence_id)
    assert door is not None
    window.show_page(*door)


def chosen(window: MainWindow) -> str:
    """The piece in the strip that has the focus and is seen."""
    strip = window.focusWidget()
    assert isinstance(strip, EvidenceStrip)
    QApplication.processEvents()
    assert strip.isVisible()
    assert not strip.visibleRegion().isEmpty()
    assert strip.current is not None
    return strip.current.id


def test_of_an_entry(window: MainWindow, document: Document, session: Session) -> None:
    entry = session.snapshot.all(ProgressEntry)[0]
    piece = proof(document, session, entry)
    go(window, piece)
    page = window.page
    assert isinstance(page, ProgressPage)
    assert (page.list.current_id, page.year, page.entry.entry_id) == (entry.initiative_id, entry.year, entry.id)
    assert chosen(window) == piece
    initiative = session.snapshot.get(Initiative, entry.initiative_id)
    door = door_to(session.snapshot, "evidence", piece)
    assert door is not None
    assert initiative is not None
    assert door_title(session.snapshot, door) == initiative.title


def test_of_an_initiative(window: MainWindow, document: Document, session: Session) -> None:
    initiative = session.snapshot.all(Initiative)[-1]
    piece = proof(document, session, initiative)
    window.show_page("initiatives")
    page = window.page
    assert isinstance(page, InitiativesPage)
    page.form.tabs.bar.setCurrentIndex(UMUM)
    window.show_page("overview")
    go(window, piece)
    assert window.page is page
    assert page.grid.current_id == initiative.id
    assert chosen(window) == piece


@pytest.mark.parametrize("kind", [Body, LegalDocument])
def test_of_what_the_profile_holds(
    window: MainWindow, document: Document, session: Session, kind: type[Body] | type[LegalDocument]
) -> None:
    owner = session.snapshot.all(kind)[-1]
    go(window, proof(document, session, owner))
    page = window.page
    assert isinstance(page, ProfilePage)
    part = page.bodies if kind is Body else page.legal
    assert part.isVisible()
    assert part.grid.current_id == owner.id


def test_of_nothing_it_leads_to_where_it_is_given_to_an_initiative(
    window: MainWindow, document: Document, session: Session
) -> None:
    proof(document, session, None)
    piece = proof(document, session, None)
    go(window, piece)
    page = window.page
    assert isinstance(page, ProgressPage)
    assert page.assign.isVisible()
    assert [row.id for row in page.assign.chosen()] == [piece]
    focus = window.focusWidget()
    assert focus is page.assign.search
    page.assign.assign()
    door = door_to(session.snapshot, "evidence", piece)
    assert door is not None
    assert not page.assign.offers(piece)


def test_the_emblem_leads_to_its_district(window: MainWindow, document: Document, session: Session) -> None:
    piece = proof(document, session, None)
    with document.change("Lambang") as db:
        editing.update(db, "region", session.snapshot.region.id, {"logo_evidence_id": piece})
    assert door_to(session.snapshot, "evidence", piece) == ("profile", session.snapshot.region.id)
