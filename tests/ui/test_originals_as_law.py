"""A regulation that is kept as an original document becomes a legal document by one button."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import checks, rows
from gmsc_desktop.models.records import EvidenceLink, LegalDocument
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.checks import door_of
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.profile_originals import OriginalsPart
from tests.ui.in_originals import book, chosen, come, law


def test_one_button_records_number_and_file_and_the_finding_leads_to_it(
    papers: OriginalsPart, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session, page = window.session, window.page
    assert isinstance(page, ProfilePage)
    for row in session.snapshot.all(LegalDocument):
        session.act("Hapus", rows.delete_row, "legal_document", row.id)
    chosen(monkeypatch, book(tmp_path), law(tmp_path))
    papers.ask_files()
    first, second = come(qtbot, papers, 2)
    papers.grid.go_to(first.id)
    assert not papers.as_law.isVisible()  # a book is no legal document

    def asked() -> list[checks.Finding]:
        today = date(2026, 11, 22)
        found = checks.check(session.snapshot, "final", year=2026, today=today, pack=session.pack)
        return [one for one in found if one.place.record_id == second.id]

    (finding,) = asked()
    assert "tersimpan sebagai dokumen asli" in finding.sentence
    door = door_of(session.snapshot, finding.place)
    assert door is not None
    window.show_page(*door)
    assert papers.grid.current_id == second.id
    QTest.mouseClick(papers.as_law, Qt.MouseButton.LeftButton)
    (made,) = session.snapshot.all(LegalDocument)
    assert (made.kind, made.number, made.title) == ("perkada", "12 Tahun 2021", "scan001")
    assert len(session.snapshot.where(EvidenceLink, "legal_document_id", made.id)) == 1
    assert page.legal.grid.isVisible()
    assert page.legal.grid.current_id == made.id
    assert not papers.as_law.isVisibleTo(papers)
    assert asked() == []
    assert "Periksa tanggal" in window.status.said.text()
    session.undo()  # one step takes all of it back
    assert session.snapshot.all(LegalDocument) == ()
    assert len(session.snapshot.where(EvidenceLink, "original_document_id", second.id)) == 1
