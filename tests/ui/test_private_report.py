"""A report on the data goes to whoever helps: records are known by their names, without the numbers in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.outgoing import list_outgoing
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui.data_check_report import save_report
from gmsc_desktop.ui.main_window import MainWindow
from tests.found_in_files import places_of

NIK = "7317011203900001"
LONG = 60_000


@pytest.mark.parametrize("suffix", [".txt", ".pdf"])
def test_a_report_on_the_data_names_records_without_their_numbers(
    window: MainWindow, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, suffix: str
) -> None:
    out = tmp_path / "keluar"
    out.mkdir()
    first = document.snapshot().all(Initiative)[0]
    document.raw.execute("PRAGMA query_only=OFF")
    document.raw.execute("UPDATE initiative SET title=? WHERE id=?", (f"Layanan NIK {NIK} di kantor", first.id))
    document.raw.execute("PRAGMA query_only=ON")
    window.session.reload()
    report = library.check_data(document)
    target = str(out / f"laporan{suffix}")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (target, ""))
    told: list[str] = []
    save_report(window, window.session, report, lambda words, _problem: told.append(words))
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert places_of(NIK, out) == []
    assert places_of("Layanan", out), "the record is named all the same"
    assert [one.file_name for one in list_outgoing(document.raw)] == [f"laporan{suffix}"]
