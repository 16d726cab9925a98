"""Evidence in the second place goes with the last package there that names it, and never before."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from gmsc_desktop.desk import second_copy, second_evidence
from gmsc_desktop.desk.second_place import Place
from gmsc_desktop.models import library, rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.package.verify import verify
from tests.test_second_place import NOW, place, plan_id, plan_place

__all__ = ["place", "plan_id"]  # what the tests are given


def untie(document: Document, title: str) -> None:
    with document.change("Hapus bukti dukung") as db:
        found = db.exec_driver_sql("SELECT id FROM evidence WHERE title=?", (title,)).scalar_one()
        rows.delete_row(db, "evidence", found)


def evidence_there(place: Place, plan_id: str) -> set[str]:
    return {path.stem for path in (plan_place(place, plan_id) / "bukti").rglob("*.txt")}


def make_old(folder: Path) -> None:
    for path in folder.rglob("*.txt"):
        os.utime(path, (path.stat().st_mtime - 30 * 86400,) * 2)


def test_evidence_goes_with_the_last_package_that_names_it(plan_id: str, place: Place) -> None:
    with library.opened(plan_id) as document:
        first = second_copy.copy_there(document, place.folder, place.id, now=NOW)
        both = evidence_there(place, plan_id)
        note = plan_place(place, plan_id) / "bukti" / "catatan saya.txt"
        note.write_text("milik orang")
        untie(document, "Notulen 2")
        (kept,) = {row.sha256 for row in document.snapshot().all(Evidence)}
        make_old(place.folder)
        second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=8))
        assert evidence_there(place, plan_id) == both | {note.stem}, "the first package names it"
        of_another = first.path.with_name(first.path.name.replace(first.path.stem[-8:], "00000000"))
        first.path.rename(of_another)
        second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=16))
        assert evidence_there(place, plan_id) == both | {note.stem}, "another computer's package names it"
        unread = of_another.with_name("rusak.gmsc")
        of_another.rename(unread)
        unread.write_bytes(unread.read_bytes()[:-100])
        second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=24))
        assert evidence_there(place, plan_id) == both | {note.stem}, "a package that cannot be read may name it"
        unread.unlink()
        second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=25))
        assert evidence_there(place, plan_id) == both | {note.stem}, "it is looked for once a week"
        second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=32))
        assert evidence_there(place, plan_id) == {kept, note.stem}
        assert library.check_data(document).good


def test_young_evidence_stays_for_whoever_is_still_writing_its_package(plan_id: str, place: Place) -> None:
    with library.opened(plan_id) as document:
        first = second_copy.copy_there(document, place.folder, place.id, now=NOW)
        both = evidence_there(place, plan_id)
        untie(document, "Notulen 2")
        first.path.unlink()
        second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=8))
        assert evidence_there(place, plan_id) == both
        make_old(place.folder)
        second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=16))
        assert len(evidence_there(place, plan_id)) == 1


def test_a_place_that_refuses_while_it_is_cleared_keeps_the_copy(
    plan_id: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.opened(plan_id) as document:
        second_copy.copy_there(document, place.folder, place.id, now=NOW).path.unlink()
        untie(document, "Notulen 2")
        make_old(place.folder)

        def gone(_folder: Path) -> None:
            raise OSError(errno.ENODEV, "stick")

        monkeypatch.setattr(second_evidence, "fsync_folder", gone)
        copied = second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=8))
        assert verify(copied.path).identity.plan_id == plan_id
        assert len(evidence_there(place, plan_id)) == 2
