"""G12: a single bit falls somewhere: in an evidence file, a package, a backup, the plan's file; it is noticed."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups, evidence, integrity, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_copies import copy_is_good
from gmsc_desktop.models.document_file import FILE_NAME
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.package.examine import examine
from gmsc_desktop.package.identity import WORKING_COPY
from tests.faults.gates import amount, count
from tests.faults.script import make_plan
from tests.models.complete_plan import complete_tables
from tests.models.plans import memory_document, merge_into
from tests.package.packages import written

FLIPS = amount(25, 1000)
PACKAGE_FLIPS = amount(10, 1000)


@pytest.fixture
def plan_id(fast: Path) -> str:
    """A closed plan with a backup and an evidence file."""
    made = make_plan(fast / "data", complete_tables())
    with library.opened(made) as document:
        source = fast / "notulen.txt"
        source.write_bytes(b"Notulen rapat.\n" * 500)
        stored = attachments.store(document.folder, source, source.name)
        with document.change("Tambah bukti dukung") as db:
            db.exec_driver_sql("UPDATE evidence SET sha256=NULL")  # of the sample, whose files are made up
            evidence.attach(db, stored, title="Notulen rapat")
        library.back_up(document)
    return made


def flips(path: Path, wanted: int, rng: random.Random) -> Iterator[None]:
    """One bit of the file at a time is another; it is back before the next."""
    good = path.read_bytes()
    for one in range(wanted):
        bit = rng.randrange(min(len(good), 100) * 8 if one % 4 == 0 else len(good) * 8)  # the first bytes say most
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << (bit % 8)
        path.write_bytes(bad)
        yield
    path.write_bytes(good)


def missed(path: Path, wanted: int, noticed: Callable[[], bool]) -> int:
    """How many of so many flips nobody noticed."""
    assert not noticed(), "a file that is whole is called damaged"
    return sum(not noticed() for _flip in flips(path, wanted, random.Random(1)))


def test_a_look_that_sees_nothing_misses_every_bit(tmp_path: Path) -> None:
    path = tmp_path / "berkas"
    path.write_bytes(b"isi" * 100)
    assert missed(path, 20, lambda: False) == 20
    assert path.read_bytes() == b"isi" * 100


def test_every_bit_of_an_evidence_file_counts(plan_id: str) -> None:
    folder = library.plan_folder(plan_id)
    (sha256,) = attachments.list_stored(folder)
    lost = missed(attachments.path_of(folder, sha256), FLIPS, lambda: not attachments.verify(folder, sha256))
    count("G12", evidence=FLIPS, missed=lost)
    assert lost == 0


def test_every_bit_of_a_backup_counts(plan_id: str) -> None:
    path = backups.list_backups(library.plan_folder(plan_id))[-1]
    lost = missed(path, FLIPS, lambda: not copy_is_good(path))
    count("G12", backups=FLIPS, missed=lost)
    assert lost == 0


def test_every_bit_of_a_closed_plan_counts(plan_id: str) -> None:
    folder = library.plan_folder(plan_id)
    mark = (folder / f"{FILE_NAME}.sha256").read_bytes()

    def noticed() -> bool:
        good = (folder / FILE_NAME).read_bytes()
        try:
            with Document.open(folder, library.current_author()) as document:
                return bool(document.notices)
        except UserFacingError:
            return True
        finally:
            (folder / FILE_NAME).write_bytes(good)
            (folder / f"{FILE_NAME}.sha256").write_bytes(mark)

    lost = missed(folder / FILE_NAME, FLIPS, noticed)
    count("G12", plans=FLIPS, missed=lost)
    assert lost == 0


def test_every_bit_of_a_package_counts(tmp_path: Path) -> None:
    path = written(tmp_path, WORKING_COPY).path

    def noticed() -> bool:
        """Refused, or told as one that another program has packed: a bit of a header that names no content."""
        try:
            return examine(path, trust_names=True).repacked
        except UserFacingError:
            return True

    lost = missed(path, PACKAGE_FLIPS, noticed)
    count("G12", packages=PACKAGE_FLIPS, missed=lost)
    assert lost == 0


# -- what the report says


def told(plan_id: str) -> integrity.DataReport:
    with library.opened(plan_id) as document:
        return library.check_data(document)


def test_a_whole_plan_is_called_whole(plan_id: str) -> None:
    report = told(plan_id)
    assert report.good
    assert (report.evidence, report.backups) == (1, 2)
    assert report.records > 400
    assert report.sentences[-1] == "Semuanya utuh. Tidak ada yang perlu dilakukan."


def test_what_is_damaged_is_named(plan_id: str) -> None:
    folder = library.plan_folder(plan_id)
    (sha256,) = attachments.list_stored(folder)
    attachments.path_of(folder, sha256).write_bytes(b"lain")
    backup = backups.list_backups(folder)[-1]
    backup.write_bytes(backup.read_bytes()[:-1])
    raw = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    (rid, title) = raw.execute("SELECT id,title FROM initiative ORDER BY id LIMIT 1").fetchone()
    raw.execute("UPDATE initiative SET title='Diubah diam-diam' WHERE id=?", (rid,))
    raw.close()
    with library.opened(plan_id) as document:
        assert "berubah di luar aplikasi" in document.notices[0].sentence
        report = library.check_data(document)
        kept = backups.list_backups(folder)
    assert backup in kept, "what may be damaged pushes out no backup"
    kinds = {fault.kind for fault in report.faults}
    assert kinds == {"file", "value", "evidence", "backup"}
    text = "\n".join(report.sentences)
    assert f"berisi “Diubah diam-diam”, riwayatnya mencatat “{title}”" in text
    assert "Berkas bukti “Notulen rapat” rusak." in text
    assert "pulihkan dari cadangan terbaru yang utuh" in report.sentences[-1]


def test_a_check_can_be_stopped(plan_id: str) -> None:
    import threading

    cancel = threading.Event()
    seen: list[tuple[int, int]] = []

    def progress(done: int, whole: int) -> None:
        seen.append((done, whole))
        cancel.set()

    with library.opened(plan_id) as document, pytest.raises(UserFacingError, match="dihentikan"):
        library.check_data(document, progress=progress, cancel=cancel)
    assert seen[0][0] < seen[0][1]


# -- records and their history


def alter(raw: sqlite3.Connection, rng: random.Random) -> None:
    """Something changes behind the history's back: a value, a row more, a row less, a head, what a row is about."""
    filled = [table for table in TABLES if raw.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone()]
    table = rng.choice(filled)
    rid = rng.choice([row[0] for row in raw.execute(f"SELECT id FROM {table.name}")])
    how = rng.randrange(5)
    if how == 0:
        raw.execute(f"DELETE FROM {table.name} WHERE id=?", (rid,))
    elif how == 1:
        raw.execute("INSERT INTO agency(id,name) VALUES('00000000-0000-4000-8000-000000000000','Tidak tercatat')")
    elif how == 2:
        raw.execute("UPDATE op SET head=1-head WHERE n=(SELECT n FROM op ORDER BY random() LIMIT 1)")
    elif how == 3:
        (other,) = rng.choice(raw.execute("SELECT n FROM record").fetchall()[:-1])
        followed = "(SELECT prev FROM op WHERE prev IS NOT NULL ORDER BY random() LIMIT 1)"
        raw.execute(f"UPDATE op SET record=iif(record=?,?+1,?) WHERE n={followed}", (other,) * 3)
    else:
        column = rng.choice([f for f in table.fields if f.storage != "REAL"])
        value = "x" if column.storage == "TEXT" else 987654321
        raw.execute(f"UPDATE {table.name} SET {column.column}=? WHERE id=?", (value, rid))


def test_whatever_changes_behind_the_history_is_noticed(plan_id: str, fast: Path) -> None:
    with library.opened(plan_id) as document:
        copy = memory_document()
        merge_into(copy, document)
    wanted = amount(12, 1000)
    lost = 0
    rng = random.Random(2)
    copy.raw.execute("PRAGMA query_only=OFF")
    copy.raw.execute("PRAGMA foreign_keys=OFF")

    def report() -> integrity.DataReport:
        return integrity.check_data(copy.raw, fast / "kosong", is_whole=lambda _path: True)

    assert {fault.kind for fault in report().faults} == {"evidence"}, "the copy has no files, and is else whole"
    for _one in range(wanted):
        copy.raw.execute("BEGIN")
        alter(copy.raw, rng)
        lost += not {fault.kind for fault in report().faults} - {"evidence"}
        copy.raw.execute("ROLLBACK")
    copy.close()
    count("G12", records=wanted, missed=lost)
    assert lost == 0
