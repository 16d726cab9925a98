"""Every output while its drive fails in the middle: the file that was there stays as it was, and a person is told."""

from __future__ import annotations

import ast
import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gmsc_desktop.desk import handing_in
from gmsc_desktop.desk.handing_in import Wanted
from gmsc_desktop.desk.private import Leaving, prepare
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange import layouts
from gmsc_desktop.exports import OUTPUTS, Output
from gmsc_desktop.exports.printouts import Layout
from gmsc_desktop.exports.printouts.printable import Printable, Prose
from gmsc_desktop.models import attachments, library
from gmsc_desktop.models.integrity import DataReport
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, WORKING_COPY
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import durable
from gmsc_desktop.ui import data_check_report, original_copy
from gmsc_desktop.ui.help_report import ReportDialog
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.pages import evidence_outside
from gmsc_desktop.ui.printing_files import edition_maker, excel_work, pdf_work, save_work
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.unsaved import Unsaved
from tests.exports.editions import edition
from tests.test_architecture import load, product

OLD = b"what was there before"
Write = Callable[[Session, Path, QtBot], None]
PAGE = Printable("halaman", "Halaman", ["Kabupaten Contoh"], [Prose("Isi", "Kata demi kata. " * 200)])


def progress() -> Progress:
    return Progress(lambda _share, _words: None)


def paper(output: Output) -> Write:
    def write(session: Session, target: Path, _qtbot: QtBot) -> None:
        prepared = prepare(session.snapshot, Leaving(mask=True))
        handing_in.write_output(output, edition(prepared.snapshot), prepared, target)

    return write


def package(kind: str, stage: str = "") -> Write:
    def write(session: Session, target: Path, _qtbot: QtBot) -> None:
        assert session.document is not None
        handing_in.make_package(session.document, target.parent, Wanted(kind, stage, evidence=(), name=target.name))

    return write


def print_pdf(session: Session, target: Path, _qtbot: QtBot) -> None:
    content = pdf_work(edition_maker(session), PAGE, Layout())(progress())
    save_work(content, target)(progress())


def print_excel(session: Session, target: Path, _qtbot: QtBot) -> None:
    excel_work(edition_maker(session), PAGE, target)(progress())


def data_check(session: Session, target: Path, qtbot: QtBot) -> None:
    told: list[tuple[str, bool]] = []
    with choosing(target):
        data_check_report.save_report(
            None,  # type: ignore[arg-type]  # nothing is shown
            session,
            DataReport(1, 1, 0, 0),
            lambda words, wrong: told.append((words, wrong)),
        )
    qtbot.waitUntil(lambda: bool(told))
    if told[0][1]:
        raise UserFacingError(told[0][0])


def fault_report(_session: Session, target: Path, qtbot: QtBot) -> None:
    dialog = ReportDialog(None, "GMSC Desktop: 1\n" * 100)
    qtbot.addWidget(dialog)
    with choosing(target):
        dialog.save.click()
    if "tersimpan" not in dialog.banner.words.text():
        raise UserFacingError(dialog.banner.words.text())


def unsaved_texts(session: Session, target: Path, _qtbot: QtBot) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Unsaved, "as_text", lambda _unsaved: "Latar masalah\n\n" + "Kata demi kata. " * 50)
        Unsaved(session).save_apart(target)


def columns_of_a_layout(_session: Session, target: Path, _qtbot: QtBot) -> None:
    layouts.write_mapping(target, {"format": "gmsc-kolom", "columns": [{"column": "A", "header": "Misi " * 200}]})


def copy_of_an_original(session: Session, target: Path, qtbot: QtBot) -> None:
    assert session.document is not None
    stored = attachments.store(session.document.folder, Path(__file__), "asli.txt")
    row = replace(session.snapshot.all(Evidence)[0], sha256=stored.sha256)
    told: list[tuple[str, bool]] = []
    with choosing(target):
        original_copy.save_copy(None, session, row, lambda words, good: told.append((words, good)))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(told))
    if not told[0][1]:
        raise UserFacingError(told[0][0])


@contextmanager
def choosing(target: Path) -> Iterator[None]:
    """The person chooses a file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getSaveFileName", lambda *_values: (str(target), ""))
        yield


# File -> who writes it, and the module that calls write_atomically for it.
WRITERS: dict[str, tuple[Write, str]] = {
    **{f"{output.code}{output.suffix}": (paper(output), "desk.handing_in") for output in OUTPUTS},
    "pengajuan.zip": (package(SUBMISSION, "bimtek-1"), "package.write"),
    "salinan.gmsc": (package(WORKING_COPY), "package.write"),
    "cadangan.gmsc": (package(BACKUP), "package.write"),
    "halaman.pdf": (print_pdf, "ui.printing_files"),
    "halaman.xlsx": (print_excel, "ui.printing_files"),
    "periksa-data.pdf": (data_check, "ui.data_check_report"),
    "periksa-data.txt": (data_check, "ui.data_check_report"),
    "laporan.txt": (fault_report, "ui.help_report"),
    "belum-tersimpan.txt": (unsaved_texts, "ui.unsaved"),
    "salinan.pdf": (copy_of_an_original, "ui.original_copy"),
    "susunan-kolom.json": (columns_of_a_layout, "exchange.layouts"),
}
# Who writes atomically what stays on this computer: cards, keys, copies to look at.
STAYS = {"desk.outside_copies", "desk.received", "package.keys", "ui.pages.evidence_outside"}
ELSEWHERE = {"desk.second_copy", "desk.second_place"}  # tests/test_second_place.py


@contextmanager
def failing(how: str, folder: Path, after: int) -> Iterator[None]:
    """The drive of ``folder`` takes ``after`` bytes and no more, forgets what it took, or gives back something else."""
    write_durably, write, fsync, digest = (
        durable._write_durably, durable._DigestingFile.write, os.fsync, durable.digest_of,
    )  # fmt: skip
    here: list[int] = []

    def in_folder(temporary: Path, *rest: object, **more: object) -> bytes:
        if temporary.parent == folder:
            here.append(0)
        try:
            return write_durably(temporary, *rest, **more)  # type: ignore[arg-type]
        finally:
            if how != "changed":
                here.clear()

    def some(file: durable._DigestingFile, data: bytes) -> int:
        if here and how == "full":
            here[0] += len(data)
            if here[0] > after:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(file, data)

    def forget(handle: int) -> None:
        if here and how == "unsynced":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        fsync(handle)

    def other(path: Path, *, past_cache: bool = False) -> bytes:
        found = digest(path, past_cache=past_cache)
        return found[::-1] if here and past_cache else found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "_write_durably", in_folder)
        patch.setattr(durable._DigestingFile, "write", some)
        patch.setattr(os, "fsync", forget)
        if how == "changed":
            for place in ("gmsc_desktop.platform_files.durable", "gmsc_desktop.package.write"):
                patch.setattr(f"{place}.is_removable", lambda _path: True)
            patch.setattr(durable, "digest_of", other)
        yield


@pytest.mark.parametrize("name", WRITERS)
def test_what_was_there_stays_when_the_drive_fails_in_the_middle(
    session: Session, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    write, _module = WRITERS[name]
    good, target = tmp_path / "baik" / name, tmp_path / "flashdisk" / name
    for folder in (good.parent, target.parent):
        folder.mkdir()
    write(session, good, qtbot)
    size = good.stat().st_size
    assert size > 200
    replaces = _module != "package.write"  # a package never takes the place of another
    if replaces:
        target.write_bytes(OLD)
    for how in ("full", "unsynced", "changed"):
        with failing(how, target.parent, size // 2), pytest.raises(UserFacingError) as told:
            write(session, target, qtbot)
        assert told.value.sentence
        assert [(path.name, path.read_bytes()) for path in target.parent.iterdir()] == (
            [(name, OLD)] if replaces else []
        )
    write(session, target, qtbot)
    assert target.read_bytes() != OLD
    assert [path.name for path in target.parent.iterdir()] == [name]


def test_every_module_that_writes_what_leaves_is_tried() -> None:
    calling = set()
    for path in product():
        source = load(path)
        tree = ast.parse(source.text)
        if any(isinstance(node, ast.Call) and "write_atomically" in ast.unparse(node.func) for node in ast.walk(tree)):
            calling.add(source.name)
    leaving = {name for name in calling if not name.startswith(("models", "platform_files"))}
    assert leaving == {module for _write, module in WRITERS.values()} | STAYS | ELSEWHERE


def test_a_copy_to_look_at_is_whole_or_told(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_outside, "make_private_folder", lambda _parent: tmp_path / "salinan")
    (tmp_path / "salinan").mkdir()
    kept = tmp_path / "bukti.pdf"
    kept.write_bytes(b"isi" * 1000)
    row = next(row for row in session.snapshot.all(Evidence) if not row.url)
    copy = evidence_outside.copy_of(kept, row)
    assert copy.read_bytes() == kept.read_bytes()
    copy.chmod(0o600)
    copy.unlink()
    with failing("full", tmp_path / "salinan", 1000), pytest.raises(UserFacingError):
        evidence_outside.copy_of(kept, row)
    assert list((tmp_path / "salinan").iterdir()) == []


def test_a_copy_to_look_at_tells_no_name_and_goes_at_the_next_start(session: Session, tmp_path: Path) -> None:
    kept = tmp_path / "isi"
    kept.write_bytes(b"%PDF-1.7 isi" * 100)
    row = replace(
        next(row for row in session.snapshot.all(Evidence) if not row.url),
        original_name="KTP Siti Aminah 7317015203850002.PDF",
        media_type="application/pdf",
    )
    copy = evidence_outside.copy_of(kept, row)
    assert copy.name == "bukti.pdf"
    assert "Siti" not in str(copy)
    assert copy.is_relative_to(data_folder() / "dilihat")
    again = evidence_outside.copy_of(kept, row)
    assert copy.exists(), "another program may still show it"
    assert again != copy
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    folder = copy.parent
    tag = folder.name.split("-")
    folder.rename(folder.with_name("-".join((*tag[:2], str(ended.pid), tag[3]))))
    library.list_plans()
    assert list((data_folder() / "dilihat").iterdir()) == [again.parent], "what a process left that has ended is gone"


@pytest.mark.parametrize("name", ["rencana-induk.pdf", "buku-kerja.xlsx", "tabel.zip", "halaman.xlsx"])
def test_a_drive_without_room_is_told_before_pages_are_made(
    session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made: list[int] = []
    monkeypatch.setattr(durable, "free_bytes", lambda _path: handing_in.LEAST_ROOM - 1)
    monkeypatch.setattr(durable, "_write_durably", lambda *_given, **_more: made.append(1))
    with pytest.raises(UserFacingError) as told:
        WRITERS[name][0](session, tmp_path / name, qtbot)
    assert "penuh: perlu lebih dari 1 MB, tersisa" in told.value.sentence
    assert "Kosongkan ruang" in told.value.next_step
    assert not made
