""" "Periksa data" in a window: what was looked at, what is not sound, and each finding mended from the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gmsc_desktop.models import attachments, backups, evidence, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.data_check import DataCheck
from gmsc_desktop.ui.data_check_dialog import DataCheckDialog
from gmsc_desktop.ui.main_window import MainWindow

NOTES = b"Notulen rapat.\n" * 500


@pytest.fixture
def noted(document: Document, tmp_path: Path) -> Path:
    """An evidence file of the plan, in its store; the sample's own, whose files are made up, is gone."""
    source = tmp_path / "notulen.txt"
    source.write_bytes(NOTES)
    stored = attachments.store(document.folder, source, source.name)
    with document.change("Tambah bukti dukung") as db:
        db.exec_driver_sql("DELETE FROM evidence_link")
        db.exec_driver_sql("UPDATE region SET logo_evidence_id=NULL")
        db.exec_driver_sql("DELETE FROM evidence")
        evidence.attach(db, stored, title="Notulen rapat")
    return attachments.path_of(document.folder, stored.sha256)


def opened(window: MainWindow, qtbot: QtBot) -> DataCheckDialog:
    """The dialog, when its check has ended."""
    window.actions_of_plan.check_data.trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, DataCheckDialog) and w.isVisible())
    qtbot.waitUntil(lambda: check_of(window).job is None, timeout=20_000)
    return dialog


def check_of(window: MainWindow) -> DataCheck:
    assert window._data_check is not None
    return window._data_check


def words(dialog: DataCheckDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(Label) if label.isVisible())


def offered(dialog: DataCheckDialog) -> set[str]:
    return {button.text() for button in dialog.steps.values() if button.isVisible()}


def alter(document: Document, statement: str) -> None:
    """Change a row behind the history's back, as a failing disk does."""
    with document.read():
        document.raw.execute("PRAGMA query_only=OFF")
        document.raw.execute("BEGIN")
        document.raw.execute(statement)
        document.raw.execute("COMMIT")
        document.raw.execute("PRAGMA query_only=ON")


def test_a_whole_plan_is_told_with_what_was_looked_at(
    window: MainWindow, document: Document, noted: Path, qtbot: QtBot
) -> None:
    library.back_up(document)
    dialog = opened(window, qtbot)
    assert dialog.verdict.text() == "Semuanya utuh. Tidak ada yang perlu dilakukan."
    qtbot.waitUntil(lambda: "catatan, " in words(dialog))  # they are laid out when the window next comes to itself
    told = words(dialog)
    records, changes = (document.raw.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("record", "change"))
    assert f"{records} catatan, {changes} perubahan" in told
    assert "1 berkas, 7,3" in told
    assert told.count("utuh\n") + told.endswith("utuh") >= 4
    assert not dialog.grid.isVisible()
    dialog.close()


def test_a_changed_value_is_decided_in_the_list(
    window: MainWindow, document: Document, noted: Path, qtbot: QtBot
) -> None:
    first, second = document.snapshot().rows("initiative")[:2]
    alter(document, f"UPDATE initiative SET title='Diubah diam-diam' WHERE id='{first.id}'")
    alter(document, f"UPDATE initiative SET title='Judul benar' WHERE id='{second.id}'")
    dialog = opened(window, qtbot)
    assert dialog.verdict.text().startswith("Ada 2 hal yang tidak sama")
    faults = {row.fault.record: row.id for row in dialog.grid.rows.rows}
    dialog.grid.go_to(faults[first.id])
    assert offered(dialog) == {
        "Pulihkan dari cadangan…", "Pakai isi menurut riwayat", "Pertahankan isi sekarang", "Ke catatannya"
    }  # fmt: skip
    dialog.steps["history"].click()
    assert window.session.record("initiative", first.id) == first
    dialog.steps["value"].click()
    assert document.raw.execute("SELECT title FROM initiative WHERE id=?", (second.id,)).fetchone() == ("Judul benar",)
    assert dialog.verdict.text().startswith("Semuanya utuh.")
    dialog.again.click()
    qtbot.waitUntil(lambda: check_of(window).job is None, timeout=20_000)
    assert dialog.verdict.text().startswith("Semuanya utuh.")
    dialog.close()


def test_a_finding_leads_to_its_record_by_enter(
    window: MainWindow, document: Document, noted: Path, qtbot: QtBot
) -> None:
    row = document.snapshot().rows("initiative")[1]
    alter(document, f"UPDATE initiative SET title='Diubah diam-diam' WHERE id='{row.id}'")
    window.show_page("overview")
    dialog = opened(window, qtbot)
    QTest.keyClick(dialog.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.key == "initiatives")
    assert not dialog.isVisible()
    dialog = opened(window, qtbot)
    assert dialog.verdict.text().startswith("Ada 1 hal"), "the report is kept"
    dialog.close()


def test_a_missing_file_is_taken_only_with_its_own_content(
    window: MainWindow, noted: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted.unlink()
    dialog = opened(window, qtbot)
    assert "Berkas bukti “Notulen rapat” tidak ada di komputer ini." in [
        r.fault.sentence for r in dialog.grid.rows.rows
    ]
    assert {"Pilih berkas atau paket…", "Cari di folder…", "Cari di komputer ini"} <= offered(dialog)
    wrong = tmp_path / "lain.txt"
    wrong.write_bytes(NOTES[:-1] + b"?")
    chosen: list[str] = [str(wrong)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: (chosen, ""))
    dialog.steps["file"].click()
    qtbot.waitUntil(lambda: "Tidak ada yang sama persis" in dialog.said.text(), timeout=20_000)
    assert not noted.exists()
    chosen[:] = [str(tmp_path / "notulen.txt")]
    dialog.steps["file"].click()
    qtbot.waitUntil(lambda: dialog.said.text() == "1 berkas ditemukan dan tersimpan lagi.", timeout=20_000)
    assert noted.read_bytes() == NOTES
    assert dialog.verdict.text().startswith("Semuanya utuh.")
    dialog.close()


def test_a_lost_file_can_be_taken_out_and_undone(
    window: MainWindow, document: Document, noted: Path, qtbot: QtBot
) -> None:
    noted.unlink()
    dialog = opened(window, qtbot)
    dialog.steps["remove"].click()
    assert not document.snapshot().rows("evidence")
    assert dialog.verdict.text().startswith("Semuanya utuh.")
    assert dialog.said.text() == "Catatan buktinya dihapus."
    dialog.back.click()
    assert len(document.snapshot().rows("evidence")) == 1
    assert dialog.verdict.text().startswith("Ada 1 hal"), "the finding came back with its record"
    assert not dialog.back.isVisible()
    dialog.steps["remove"].click()
    dialog.close()
    window.undo()
    assert len(document.snapshot().rows("evidence")) == 1


def test_a_result_from_before_a_change_is_shown_as_old_until_the_next_check(
    window: MainWindow, noted: Path, qtbot: QtBot
) -> None:
    noted.unlink()
    dialog = opened(window, qtbot)
    dialog.steps["remove"].click()
    dialog.close()
    dialog = opened(window, qtbot)
    assert dialog.verdict.text().startswith("Semuanya utuh."), "a mending alone makes no result old"
    dialog.close()
    window.undo()
    dialog = opened(window, qtbot)
    assert dialog.verdict.text() == "Hasil sebelum perubahan terakhir. Periksa lagi."
    assert not dialog.back.isVisible(), "the removal is undone already"
    dialog.again.click()
    qtbot.waitUntil(lambda: check_of(window).job is None, timeout=20_000)
    assert dialog.verdict.text().startswith("Ada 1 hal")
    dialog.close()


def test_the_focus_stays_where_the_person_was_and_the_counts_follow_what_was_found(
    window: MainWindow, noted: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted.unlink()
    dialog = opened(window, qtbot)
    qtbot.waitUntil(lambda: "0 berkas, " in words(dialog))
    empty = tmp_path / "kosong"
    empty.mkdir()
    monkeypatch.setattr("gmsc_desktop.desk.finding_files.places_here", lambda: [empty])
    here = dialog.steps["here"]
    here.setFocus()
    QTest.keyClick(here, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Tidak ada yang sama persis" in dialog.said.text(), timeout=20_000)
    assert dialog.focusWidget() is here
    monkeypatch.setattr("gmsc_desktop.desk.finding_files.places_here", lambda: [tmp_path])
    QTest.keyClick(here, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.said.text() == "1 berkas ditemukan dan tersimpan lagi.", timeout=20_000)
    qtbot.waitUntil(lambda: "1 berkas, 7,3" in words(dialog))
    assert dialog.focusWidget() is dialog.again, "what was pressed is gone; Enter must not close"
    QTest.keyClick(dialog.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: check_of(window).job is None, timeout=20_000)
    assert dialog.focusWidget() is dialog.again
    dialog.close()


def test_a_damaged_backup_is_replaced(window: MainWindow, document: Document, noted: Path, qtbot: QtBot) -> None:
    bad = library.back_up(document)
    bad.write_bytes(bad.read_bytes() + b"?")
    dialog = opened(window, qtbot)
    assert offered(dialog) == {"Ganti dengan cadangan baru"}
    dialog.steps["backup"].click()
    qtbot.waitUntil(lambda: "Cadangan baru dibuat" in dialog.said.text(), timeout=20_000)
    assert not bad.exists()
    assert backups.list_backups(document.folder)
    dialog.close()


@pytest.mark.parametrize("suffix", [".txt", ".pdf"])
def test_the_report_is_kept_as_a_file(
    window: MainWindow, noted: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    noted.unlink()
    dialog = opened(window, qtbot)
    target = tmp_path / f"laporan{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    dialog.keep.click()
    qtbot.waitUntil(lambda: dialog.said.text().startswith("Selesai: laporan"), timeout=20_000)
    if suffix == ".txt":
        text = target.read_text(encoding="utf-8")
    else:
        from pypdfium2 import PdfDocument

        with PdfDocument(target) as pdf:
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", " ")
    assert "Berkas bukti “Notulen rapat” tidak ada di komputer ini." in text
    assert "Cari berkas aslinya" in text
    dialog.close()


def test_a_check_that_nobody_watches_tells_in_the_page_what_it_found(
    window: MainWindow, noted: Path, qtbot: QtBot
) -> None:
    noted.unlink()
    window.check_data()
    next(w for w in QApplication.topLevelWidgets() if isinstance(w, DataCheckDialog)).close()
    qtbot.waitUntil(lambda: check_of(window).job is None, timeout=20_000)
    qtbot.waitUntil(window.page.banner.isVisible)
    assert window.page.banner.words.text().startswith("Ada 1 hal yang tidak sama")
    window.page.banner._action.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, DataCheckDialog) and w.isVisible())
    assert dialog.verdict.text().startswith("Ada 1 hal")
    dialog.close()
