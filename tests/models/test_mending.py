"""What a check has found is mended: a value either way, an evidence file by its content alone, a damaged backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups, evidence, integrity, library, mending
from gmsc_desktop.models.document_file import FILE_NAME
from gmsc_desktop.models.integrity_words import areas_of, what_to_do
from gmsc_desktop.models.snapshot import to_json
from tests.faults.script import make_plan

NOTES = b"Notulen rapat.\n" * 500


@pytest.fixture
def plan_id(data_dir: Path) -> str:
    """A closed plan with one evidence file."""
    made = make_plan(data_dir)
    with library.opened(made) as document:
        source = data_dir / "notulen.txt"
        source.write_bytes(NOTES)
        stored = attachments.store(document.folder, source, source.name)
        source.unlink()
        with document.change("Tambah bukti dukung") as db:
            db.exec_driver_sql("UPDATE evidence SET sha256=NULL")  # of the sample, whose files are made up
            evidence.attach(db, stored, title="Notulen rapat")
    return made


def tampered(plan_id: str, *statements: str) -> None:
    with closing(sqlite3.connect(library.plan_folder(plan_id) / FILE_NAME, isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


def the_file(plan_id: str) -> Path:
    folder = library.plan_folder(plan_id)
    return attachments.path_of(folder, attachments.list_stored(folder)[0])


def test_a_value_that_changed_behind_the_history_is_set_back(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        before = document.snapshot()
    rid = before.rows("initiative")[0].id
    gone = before.rows("agency")[-1].id
    tampered(
        plan_id,
        f"UPDATE initiative SET title='Diubah diam-diam' WHERE id='{rid}'",
        f"DELETE FROM agency WHERE id='{gone}'",
    )
    with library.opened(plan_id) as document:
        faults = [fault for fault in library.check_data(document).faults if fault.kind == "value"]
        assert {fault.record for fault in faults} == {rid, gone}
        count = document.raw.execute("SELECT count(*) FROM change").fetchone()
        mending.use_history(document, faults)
        assert to_json(document.snapshot()) == to_json(before)
        assert document.raw.execute("SELECT count(*) FROM change").fetchone() == count
        assert not [fault for fault in library.check_data(document).faults if fault.kind == "value"]


def test_a_value_that_a_person_stands_by_becomes_history(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        rid = document.snapshot().rows("initiative")[0].id
    tampered(plan_id, f"UPDATE initiative SET title='Judul benar',background='Bidang E' WHERE id='{rid}'")
    with library.opened(plan_id) as document:
        faults = [fault for fault in library.check_data(document).faults if fault.kind == "value"]
        assert len(faults) == 2
        mending.keep_as_it_stands(document, faults)
        row = document.raw.execute("SELECT title,background FROM initiative WHERE id=?", (rid,)).fetchone()
        assert row == ("Judul benar", "Bidang E")
        assert not [fault for fault in library.check_data(document).faults if fault.kind == "value"]


def test_only_the_very_same_content_comes_back(plan_id: str, tmp_path: Path) -> None:
    stored = the_file(plan_id)
    folder = library.plan_folder(plan_id)
    other = tmp_path / "notulen lain.txt"
    other.write_bytes(NOTES[:-1] + b"?")
    same = tmp_path / "nama apa pun.dat"
    same.write_bytes(NOTES)
    for harm in (stored.unlink, lambda: stored.write_bytes(b"rusak")):
        harm()
        lying = sorted(folder.rglob("*"))
        with pytest.raises(UserFacingError, match="bukan berkas aslinya"):
            attachments.bring_back(folder, stored.name, other)
        assert {path for path in folder.rglob("*") if path.is_file()} == {path for path in lying if path.is_file()}
        attachments.bring_back(folder, stored.name, same)
        assert stored.read_bytes() == NOTES


def test_a_missing_file_is_told_apart_from_a_changed_one_and_leads_to_its_record(plan_id: str) -> None:
    stored = the_file(plan_id)
    stored.write_bytes(b"lain")
    with library.opened(plan_id) as document:
        (changed,) = library.check_data(document).faults
        stored.unlink()
        report = library.check_data(document)
        (missing,) = report.faults
        row = document.raw.execute("SELECT id FROM evidence WHERE sha256=?", (stored.name,)).fetchone()
    assert (changed.missing, missing.missing) == (False, True)
    assert changed.record == missing.record == row[0]
    assert missing.file == stored.name
    assert [(area.title, len(area.faults)) for area in areas_of(report)] == [
        ("Berkas rencana", 0),
        ("Catatan dan riwayat", 0),
        ("Berkas bukti", 1),
        ("Cadangan", 0),
    ]
    assert what_to_do(report).startswith("Cari berkas aslinya")


def test_a_damaged_backup_gives_way_to_a_new_one(plan_id: str) -> None:
    bad = backups.list_backups(library.plan_folder(plan_id))[-1]
    bad.write_bytes(bad.read_bytes()[:-1])
    with library.opened(plan_id) as document:
        (fault,) = [fault for fault in library.check_data(document).faults if fault.kind == "backup"]
        made = mending.replace_backup(document, [fault.file])
        assert library.check_data(document).good
        assert not bad.exists()
        assert made in backups.list_backups(document.folder)


def test_a_check_of_a_long_file_stops_in_its_middle(plan_id: str) -> None:
    import threading

    stored, cancel = the_file(plan_id), threading.Event()
    with library.opened(plan_id) as document, document.freeze() as frozen:
        whole = stored.stat().st_size
        checking = integrity._Checking(frozen.raw, document.folder, lambda _path: True, None, cancel)
        assert checking._is_content(stored.name)
        assert checking._size == whole
        cancel.set()
        with pytest.raises(UserFacingError, match="dihentikan"):
            checking._is_content(stored.name)
