"""A second place for backups: known again, never another stick, whole plans with evidence, and the truth about it."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gmsc_desktop.desk import kept_backups, outside_copies, second_copy, second_place
from gmsc_desktop.desk.kept_backups import Where
from gmsc_desktop.desk.outside_copies import read_outside
from gmsc_desktop.desk.second_place import Place, Shelter
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups, editing, evidence, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.package.meter import WorkCancelled
from gmsc_desktop.package.verify import verify
from gmsc_desktop.platform_files import drives, durable

NOW = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def plan_id(data_dir: Path, tmp_path: Path) -> str:
    """A plan with two evidence files."""
    made = new_id()

    def fill(document: Document) -> None:
        with document.change("Mulai rencana") as db:
            editing.insert(db, "plan", {"title": "Judul pertama"}, made)
            editing.insert(db, "region", {"code": "73.17", "name": "Kabupaten Luwu"})
        for number in (1, 2):
            path = tmp_path / f"notulen {number}.txt"
            path.write_text(f"Notulen rapat ke-{number}.\n" * 200)
            stored = attachments.store(document.folder, path, path.name)
            with document.change("Tambah bukti") as db:
                evidence.attach(db, stored, title=f"Notulen {number}")

    with library.created(made, fill):
        pass
    return made


@pytest.fixture
def place(data_dir: Path, tmp_path: Path) -> Place:
    """A stick that was chosen."""
    (tmp_path / "flashdisk").mkdir()
    return second_place.choose(tmp_path / "flashdisk")


def rename(document: Document, title: str) -> None:
    with document.change("Ubah judul") as db:
        db.exec_driver_sql("UPDATE plan SET title=?", (title,))
    document.close_open_row()


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def plan_place(place: Place, plan_id: str) -> Path:
    (found,) = second_place.plan_places(place.folder, plan_id)
    return found


def plan_place_files(place: Place, plan_id: str) -> Iterator[Path]:
    for folder in second_place.plan_places(place.folder, plan_id):
        yield from folder.glob("*.gmsc")


# -- the place


def test_a_place_is_known_again_and_another_stick_is_not_taken_for_it(place: Place, tmp_path: Path) -> None:
    assert second_place.read_place() == place
    assert place.find() == tmp_path / "flashdisk" / "Cadangan GMSC"
    assert "Buka paket" in (place.folder / "BACA DAHULU.txt").read_text("utf-8")
    (tmp_path / "flashdisk").rename(tmp_path / "dilepas")
    assert place.find() is None
    (tmp_path / "flashdisk").mkdir()
    assert place.find() is None
    other = second_place.choose(tmp_path / "flashdisk")
    assert other.id != place.id
    assert place.find() is None, "another stick at the same place is not the one that was chosen"
    again = second_place.choose(tmp_path / "dilepas" / "Cadangan GMSC")
    assert again.id == place.id, "the folder itself may be chosen, and is known by its id"
    second_place.forget()
    assert second_place.read_place() is None
    assert (tmp_path / "dilepas" / "Cadangan GMSC").is_dir(), "what lies there stays"


def test_a_stick_under_another_name_is_found(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "flashdisk").rename(tmp_path / "USB")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sdz1 {tmp_path}/USB vfat rw 0 0\n")
    monkeypatch.setattr(drives, "MOUNTS", mounts)
    monkeypatch.setattr(drives, "MOUNT_ROOTS", (str(tmp_path),))
    assert place.find() == tmp_path / "USB" / "Cadangan GMSC"


def test_the_data_folder_is_no_second_place(data_dir: Path) -> None:
    for folder in (data_dir, data_dir / "plans"):
        with pytest.raises(UserFacingError, match="bukan tempat kedua"):
            second_place.choose(folder)
    assert second_place.read_place() is None


def test_what_a_place_protects_from_is_told_as_far_as_it_is_known(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert second_place.shelter(tmp_path) is Shelter.SAME_DRIVE
    assert "tidak menolong" in second_place.shelter_words(Shelter.SAME_DRIVE)
    monkeypatch.setattr(second_place, "same_drive", lambda one, other: None)
    assert second_place.shelter(tmp_path) is Shelter.UNKNOWN
    assert "mungkin" in second_place.shelter_words(Shelter.UNKNOWN)
    monkeypatch.setattr(second_place, "is_removable", lambda folder: True)
    assert second_place.shelter(tmp_path) is Shelter.OUTSIDE


def test_two_parts_of_one_disk_are_one_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = tmp_path / "block"
    for name in ("sda", "sda/sda1", "sda/sda2", "sdb", "sdb/sdb1"):
        (block / name).mkdir(parents=True)
    for name in ("sda/sda1", "sda/sda2", "sdb/sdb1"):
        (block / name / "partition").write_text("1")
        (block / name.rpartition("/")[2]).symlink_to(block / name)
    monkeypatch.setattr(drives, "BLOCK_DEVICES", block)
    for number, name in enumerate(("sda1", "sda2", "sdb1")):
        monkeypatch.setattr(drives, "_mount_of", lambda path, name=name: drives.Mount(f"/dev/{name}", "/", "ext4"))
        assert drives._disks_of(tmp_path) == {("sda", "sda", "sdb")[number]}


# -- what is written there


def test_a_copy_is_a_package_with_its_evidence_beside_it_once(plan_id: str, place: Place) -> None:
    with library.opened(plan_id) as document:
        first = second_copy.copy_there(document, place.folder, place.id, now=NOW)
        assert (first.evidence, first.missing) == (2, 0)
        rename(document, "Judul kedua")
        later = second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(minutes=31))
        assert (later.evidence, later.missing) == (0, 0)
        noted = read_outside(document.folder)
    assert noted is not None
    assert (noted.at, noted.place) == ("2026-11-22T01:33:03+00:00", place.id)
    folder = plan_place(place, plan_id)
    assert folder.name.startswith("73.17 Kabupaten Luwu_")
    names = files_in(folder)
    assert [name.partition("/")[0] for name in names if "/" in name] == ["bukti", "bukti"]
    assert [second_copy.moment_of(folder / name) for name in names if "/" not in name] == [
        NOW, NOW + timedelta(minutes=31)
    ]  # fmt: skip
    report = verify(later.path)
    assert report.identity.kind == "cadangan"
    assert "Paket ini memuat 0 dari 2 berkas bukti dan dokumen asli." in report.warnings


def test_a_whole_plan_comes_back_on_another_computer(
    plan_id: str, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.opened(plan_id) as document:
        second_copy.copy_there(document, place.folder, place.id)
        wanted = {sha256: attachments.path_of(document.folder, sha256).read_bytes()
                  for sha256 in attachments.list_stored(document.folder)}  # fmt: skip
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "laptop baru"))
    (kept,) = kept_backups.list_kept(library.plan_folder(plan_id), plan_place(place, plan_id))
    assert kept.where is Where.SECOND
    told = kept_backups.look(kept)
    assert (told.plan_id, told.snapshot.plan.title, told.missing) == (plan_id, "Judul pertama", 0)
    assert told.last_by
    assert kept_backups.restore(kept).replaced is None
    with library.opened(plan_id) as document:
        assert document.snapshot().plan.title == "Judul pertama"
        assert {sha256: attachments.path_of(document.folder, sha256).read_bytes() for sha256 in wanted} == wanted
        assert library.check_data(document).good


def test_evidence_that_rotted_there_is_written_again_and_what_is_lost_is_counted(plan_id: str, place: Place) -> None:
    with library.opened(plan_id) as document:
        second_copy.copy_there(document, place.folder, place.id, now=NOW)
        files = sorted((plan_place(place, plan_id) / "bukti").rglob("*.txt"))
        good = files[0].read_bytes()
        files[0].write_bytes(good[:-1] + b"?")
        rename(document, "Judul kedua")
        assert second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=1)).evidence == 0
        copied = second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=8))
        assert (copied.evidence, files[0].read_bytes()) == (1, good)
        here = attachments.path_of(document.folder, files[1].stem)
        here.chmod(0o600)
        here.write_bytes(b"rusak")
        files[1].unlink()
        copied = second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(days=9))
        assert (copied.evidence, copied.missing) == (0, 1)
        assert not files[1].exists(), "what is no longer what its name says is not carried on"


def test_a_plan_that_is_not_what_its_history_says_pushes_out_nothing(plan_id: str, place: Place) -> None:
    with library.opened(plan_id) as document:
        second_copy.copy_there(document, place.folder, place.id, now=NOW)
        before = files_in(place.folder)
        with document._lock:
            document.raw.execute("PRAGMA query_only=OFF")
            document.raw.execute("UPDATE plan SET title='Rusak'")
            document.raw.execute("DELETE FROM temp.capture")
        with pytest.raises(UserFacingError, match="tidak sama dengan riwayatnya"):
            second_copy.copy_there(document, place.folder, place.id, now=NOW + timedelta(hours=1))
    assert files_in(place.folder) == before


def test_a_full_stick_is_told_before_anything_is_written(
    plan_id: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_copy, "free_bytes", lambda path: 1000)
    before = files_in(place.folder)
    with library.opened(plan_id) as document, pytest.raises(UserFacingError, match="penuh: perlu 9 MB"):
        second_copy.copy_there(document, place.folder, place.id)
    assert files_in(place.folder) == before


def test_a_copy_that_is_stopped_leaves_nothing_that_counts(plan_id: str, place: Place) -> None:
    stop = threading.Event()
    stop.set()
    with library.opened(plan_id) as document:
        with pytest.raises(WorkCancelled):
            second_copy.copy_there(document, place.folder, place.id, cancel=stop)
        assert read_outside(document.folder) is None
    assert not list(place.folder.rglob("*.gmsc"))


def test_a_stick_that_fails_at_any_step_leaves_what_counted_before(
    plan_id: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failed = durable.replace, 0
    with library.opened(plan_id) as document:
        first = second_copy.copy_there(document, place.folder, place.id, now=NOW).path
        rename(document, "Judul kedua")
        for step in range(20):
            left = [step]

            def replace(source: Path, target: Path, left: list[int] = left) -> None:
                if target.is_relative_to(place.folder) or target.name == outside_copies.RECORD:
                    left[0] -= 1
                    if left[0] < 0:
                        raise OSError(errno.EIO, "stick")
                real(source, target)

            monkeypatch.setattr(durable, "replace", replace)
            for path in (plan_place(place, plan_id) / "bukti").rglob("*.txt"):
                path.unlink()  # so that evidence is written again, too
            now = NOW + timedelta(hours=step + 1)
            try:
                second_copy.copy_there(document, place.folder, place.id, now=now)
            except UserFacingError:
                failed += 1
            else:
                break
            assert first.exists()
            assert verify(first).identity.plan_id == plan_id
            noted = read_outside(document.folder)
            assert noted is not None
            assert noted.at == NOW.isoformat(), "what was not finished does not count"
            assert not [path for path in place.folder.rglob("*") if path.name.endswith(".tmp")]
    assert failed >= 4, "two files, the package, the note"


def test_it_is_due_when_the_plan_changed_and_half_an_hour_has_gone(plan_id: str, place: Place) -> None:
    with library.opened(plan_id) as document:
        assert second_copy.is_due(document, place.id, NOW)
        second_copy.copy_there(document, place.folder, place.id, now=NOW)
        assert not second_copy.is_due(document, place.id, NOW + timedelta(days=3)), "nothing has changed"
        rename(document, "Judul kedua")
        assert not second_copy.is_due(document, place.id, NOW + timedelta(minutes=29))
        assert second_copy.is_due(document, place.id, NOW + timedelta(minutes=31))
        assert second_copy.is_due(document, place.id, NOW - timedelta(days=1)), "the clock was set back"
        assert second_copy.is_due(document, new_id(), NOW), "another place"


def test_old_packages_go_by_caps_of_their_own_and_those_of_others_stay(
    plan_id: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.opened(plan_id) as document:
        second_copy.copy_there(document, place.folder, place.id, now=NOW)
    folder = plan_place(place, plan_id)
    (first,) = folder.glob("*.gmsc")
    mine = first.name.partition("_")[2]
    for days in range(1, 60):
        (folder / f"{(NOW - timedelta(days=days)).strftime('%Y%m%dT%H%M%S%fZ')}_{mine}").write_bytes(b"x")
    other = folder / f"{(NOW - timedelta(days=59)).strftime('%Y%m%dT%H%M%S%fZ')}_00000000.gmsc"
    other.write_bytes(b"x")
    second_copy.rotate(folder, NOW)
    left = [moment for path in folder.glob(f"*_{mine}") if (moment := second_copy.moment_of(path)) is not None]
    assert set(left) == backups.to_keep([NOW - timedelta(days=days) for days in range(60)], NOW, second_copy.CAPS)
    assert 7 < len(left) < 20
    assert other.exists()


# -- the backups of a plan, wherever they lie


def test_the_list_has_all_backups_with_the_newest_first(plan_id: str, place: Place, tmp_path: Path) -> None:
    with library.opened(plan_id) as document:
        library.back_up(document, NOW - timedelta(hours=2))
        second_copy.copy_there(document, place.folder, place.id, now=NOW - timedelta(hours=1))
        library.back_up(document, NOW)
        for path in backups.list_backups(document.folder)[2:]:
            path.unlink()
        listed = kept_backups.list_kept(document.folder, plan_place(place, plan_id))
    told = [(one.where, one.moment) for one in listed if one.moment <= NOW]
    assert told == [
        (Where.HERE, NOW),
        (Where.SECOND, NOW - timedelta(hours=1)),
        (Where.HERE, NOW - timedelta(hours=2)),
    ]
    with library.opened(plan_id) as document:
        for days in (2, 9):
            second_copy.copy_there(document, place.folder, place.id, now=NOW - timedelta(days=days))
    other = place.folder / f"73.17 Kabupaten Luwu Baru_{plan_id}"  # the district was renamed on another computer
    other.mkdir()
    shutil.copy(next(plan_place_files(place, plan_id)), other / "20261030T010203000000Z_00000000.gmsc")
    seen = [one.moment.day for one in kept_backups.list_second(plan_id)]
    assert seen == [22, 20, 13, 30]
    (tmp_path / "flashdisk").rename(tmp_path / "dilepas")
    assert kept_backups.list_second(plan_id) == []
    with pytest.raises(UserFacingError, match="tidak ditemukan"):
        kept_backups.chosen_file(tmp_path / "tidak ada.gmsc")


def test_a_backup_of_which_a_bit_fell_is_not_looked_into(plan_id: str, place: Place) -> None:
    with library.opened(plan_id) as document:
        local = library.back_up(document)
        outside = second_copy.copy_there(document, place.folder, place.id).path
    for path in (local, outside):
        image = bytearray(path.read_bytes())
        image[len(image) // 2] ^= 1
        path.write_bytes(image)
        with pytest.raises(UserFacingError):
            kept_backups.look(kept_backups.chosen_file(path))
