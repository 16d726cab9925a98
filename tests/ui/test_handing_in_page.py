"""Pengajuan & Cetak as a person uses it: a package with its choices, prints, the words that go along, the list."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gmsc_desktop.desk.handing_in import DATA, ONE_MAIL, PRINTED, WORKBOOK, Wanted
from gmsc_desktop.exports import OUTPUTS
from gmsc_desktop.models import attachments, plan
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import update
from gmsc_desktop.models.outgoing import list_outgoing
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.package.verify import verify
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.handing_in import HandingInPage
from gmsc_desktop.ui.pages.handing_in_work import Measuring
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_size
from tests.ui.conftest import OpenWindow

LONG = 120_000


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> HandingInPage:
    window.show_page("handing_in")
    page = window.pages["handing_in"]
    assert isinstance(page, HandingInPage)
    page.measuring.stop()
    page.form.set_folder(tmp_path)
    qtbot.waitUntil(lambda: page.checking.current, timeout=20_000)
    return page


def give_reasons(page: HandingInPage, document: Document, qtbot: QtBot) -> None:
    page.session.flush()
    page.checking.check_now()
    qtbot.waitUntil(lambda: page.checking.current, timeout=20_000)
    with document.change("Serahkan dengan alasan") as db:
        for finding in page.checking.open_musts:
            plan.override(db, finding.key, finding.rule, "Tenggat", "Sari", page.checking.at.date())  # type: ignore[union-attr]
    page.session.flush()
    page.checking.check_now()
    qtbot.waitUntil(lambda: page.checking.current and not page.checking.open_musts, timeout=20_000)
    page.measuring.stop()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()]


def test_open_musts_stand_beside_the_button_that_waits(page: HandingInPage, tmp_path: Path) -> None:
    left = len(page.checking.open_musts)
    assert left
    assert not page.form.make.isEnabled()
    assert page.form.why.text() == f"Masih ada {left} hal wajib."
    page.make_submission()
    assert page._job is None
    assert not files(tmp_path)
    assert page.form.to_checks.isVisible()
    page.form.to_checks.click()
    assert not page.isVisible()


def test_a_package_is_made_read_back_listed_and_told(
    page: HandingInPage, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    give_reasons(page, document, qtbot)
    QTest.keyClicks(page.form.recipient, "Komdigi")
    page.form.make.click()
    assert page.form.cancel.isVisible()
    assert not page.form.make.isEnabled()
    qtbot.waitUntil(lambda: page._job is None, timeout=LONG)
    path = next(path for path in files(tmp_path) if path.suffix == ".zip")
    report = verify(path)
    with document.read():
        noted = list_outgoing(document.raw)
    assert [(one.recipient, one.file_name, one.round, one.override_reason) for one in noted] == [
        ("Komdigi", path.name, 1, "Tenggat")
    ]
    assert page.form.result.isVisible()
    assert report.code in page.form.result.facts.text()
    assert page.sent.grid.current_id == noted[0].id
    page.form.result.copy.click()
    text = QGuiApplication.clipboard().text()
    assert report.code in text
    assert path.name in text
    assert "Bimtek I, putaran 1" in text


def test_nothing_stays_of_a_package_that_was_cancelled(
    page: HandingInPage, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    give_reasons(page, document, qtbot)
    page.form.make.click()
    page.form.cancel.click()
    qtbot.waitUntil(lambda: page._job is None, timeout=LONG)
    assert not files(tmp_path)
    assert page.banner.words.text() == "Dibatalkan. Tidak ada yang berubah."
    with document.read():
        assert not list_outgoing(document.raw)


def test_a_team_copy_needs_no_check(
    page: HandingInPage, document: Document, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "ask_folder", lambda _title: tmp_path)
    page.copy.click()
    qtbot.waitUntil(lambda: page._job is None, timeout=LONG)
    made = next(path for path in files(tmp_path) if path.suffix == ".gmsc")
    assert verify(made).identity.kind == "salinan-kerja"
    assert page.sent.grid.rows.rows[0].what == "Salinan kerja"


def test_the_workbook_is_written_where_the_person_wants_it(
    page: HandingInPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "buku.xlsx"
    monkeypatch.setattr(page, "ask_file", lambda _title, _name, _suffix: target)
    page.outputs["buku-kerja"].click()
    qtbot.waitUntil(lambda: page._job is None, timeout=LONG)
    assert zipfile.ZipFile(target).testzip() is None
    assert page.banner.words.text().startswith("Selesai: buku.xlsx")


def test_size_is_told_by_part_and_whether_it_fits_one_mail(page: HandingInPage, qtbot: QtBot) -> None:
    page.measuring.ask(Wanted("pengajuan", page.checking.purpose))
    assert page.form.sizes.mail.text().startswith("Ukuran sedang dihitung")
    qtbot.waitUntil(lambda: page.measuring.sizes is not None, timeout=LONG)
    sizes = page.measuring.sizes
    assert sizes is not None
    assert all(sizes.parts[part] > 1000 for part in (PRINTED, WORKBOOK, DATA))
    assert page.form.sizes.mail.text() == f"Muat dalam satu surel ({format_size(ONE_MAIL)})."
    assert "sekitar" not in page.form.sizes._whole.text()
    again = Measuring(page.session, page)
    assert again.sizes == replace(sizes, exact=False), "the next time there is something to say at once"
    page.form.sizes.tell(again.sizes, 0, 0)
    assert page.form.sizes._whole.text() == f"sekitar {format_size(sizes.whole)}"
    assert page.form.sizes.mail.text().startswith("Ukuran sedang dihitung")
    page.form.sizes.tell(sizes, 5 * 1024 * 1024, 3 * 1024 * 1024)
    assert page.form.sizes.mail.text().startswith("Tidak muat dalam satu surel (")


def test_chosen_evidence_goes_along_and_nothing_else(
    page: HandingInPage, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    stored = attachments.store(document.folder, io.BytesIO(b"catatan rapat"), "notulen.txt")
    one = page.session.snapshot.all(Evidence)[0]
    with document.change("Berkas bukti") as db:
        update(db, "evidence", one.id, {"sha256": stored.sha256, "original_name": "notulen.txt"})
    give_reasons(page, document, qtbot)
    page.form.scope.show_text("terpilih")
    page.form.scope.typed.emit()
    assert page.form.files.isVisible()
    assert page.form.files.count() == 1
    assert page.form.evidence() == set()
    page.form.files.setFocus()
    page.form.files.setCurrentRow(0)
    QTest.keyClick(page.form.files, Qt.Key.Key_Space)
    assert page.form.evidence() == {one.id}
    page.form.make.click()
    qtbot.waitUntil(lambda: page._job is None, timeout=LONG)
    made = next(path for path in files(tmp_path) if path.suffix == ".zip")
    assert verify(made).identity.evidence_here == 1


def test_every_output_has_its_button(page: HandingInPage) -> None:
    assert set(page.outputs) == {output.code for output in OUTPUTS}


def test_a_plan_that_is_looked_at_prints_and_hands_nothing_in(
    session: Session, open_window: OpenWindow, app: object
) -> None:
    looked_at = Session(None, session.snapshot)
    window = open_window(looked_at)
    window.show_page("handing_in")
    page = window.pages["handing_in"]
    assert isinstance(page, HandingInPage)
    assert not page.form.isVisible()
    assert not page.copy.isVisible()
    assert all(button.isVisible() for button in page.outputs.values())
