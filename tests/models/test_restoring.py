"""Going back to a backup: the plan is what the backup held, what it replaced is kept, and a bad one changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gmsc_desktop.desk import handing_in, kept_backups, receiving
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups, drafts, editing, library, outgoing, restoring
from gmsc_desktop.models.contacts import PHONE, OfficeContact, read_contacts, set_contact
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME, PlanLocked
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.outgoing import Outgoing
from gmsc_desktop.package.read import open_package
from tests.found_in_files import places_of

FIRST, SECOND = "Judul pertama", "Judul kedua"


@pytest.fixture
def plan_id(data_dir: Path) -> str:
    """A plan that is called SECOND now, with a backup in which it is called FIRST."""
    made = new_id()

    def fill(document: Document) -> None:
        with document.change("Mulai rencana") as db:
            editing.insert(db, "plan", {"title": FIRST}, made)
            editing.insert(db, "region", {"code": "73.17", "name": "Kabupaten Luwu"})

    with library.created(made, fill) as document:
        library.back_up(document)
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", made, {"title": SECOND})
    return made


def backup_of(plan_id: str) -> Path:
    return backups.list_backups(library.plan_folder(plan_id))[0]


def title_of(plan_id: str) -> str:
    with library.opened(plan_id) as document:
        assert document.notices == []
        return document.snapshot().plan.title or ""


def test_the_plan_is_what_the_backup_held_and_what_it_replaced_can_be_restored_again(plan_id: str) -> None:
    done = restoring.restore_backup(backup_of(plan_id))
    assert [card.title for card in library.list_plans()] == [FIRST]
    assert title_of(plan_id) == FIRST
    assert done.replaced in backups.list_backups(library.plan_folder(plan_id))
    assert done.replaced is not None
    restoring.restore_backup(done.replaced)
    assert title_of(plan_id) == SECOND


def test_a_damaged_plan_is_set_aside_with_its_journal(plan_id: str) -> None:
    folder = library.plan_folder(plan_id)
    (folder / FILE_NAME).write_bytes(b"bukan rencana")
    (folder / f"{FILE_NAME}-wal").write_bytes(b"jurnal lama")
    done = restoring.restore_backup(backup_of(plan_id))
    assert title_of(plan_id) == FIRST
    assert done.replaced is not None
    assert (done.replaced / FILE_NAME).read_bytes() == b"bukan rencana"
    assert (done.replaced / f"{FILE_NAME}-wal").read_bytes() == b"jurnal lama"
    assert not (folder / f"{FILE_NAME}-wal").exists()


def test_a_plan_whose_file_is_gone_comes_back(plan_id: str) -> None:
    folder = library.plan_folder(plan_id)
    (folder / FILE_NAME).unlink()
    (folder / f"{FILE_NAME}-wal").write_bytes(b"jurnal lama")
    assert restoring.restore_backup(backup_of(plan_id)).replaced is None
    assert title_of(plan_id) == FIRST


def test_a_plan_that_is_open_is_not_replaced(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        with pytest.raises(PlanLocked):
            restoring.restore_backup(backup_of(plan_id))
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", plan_id, {"title": "Judul ketiga"})
    assert title_of(plan_id) == "Judul ketiga"


def test_a_plan_that_is_open_here_is_the_restored_one_afterwards(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        assert document.undo_label is None
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", plan_id, {"title": "Judul ketiga"})
        assert document.undo_label == "Ubah judul"
        done = restoring.restore_backup(backup_of(plan_id), document)
        assert document.snapshot().plan.title == FIRST
        assert document.undo_label is None
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", plan_id, {"title": "Judul sesudahnya"})
    assert title_of(plan_id) == "Judul sesudahnya"
    assert done.replaced is not None
    restoring.restore_backup(done.replaced)
    assert title_of(plan_id) == "Judul ketiga"


def test_what_stops_a_restore_on_its_way_changes_nothing(plan_id: str) -> None:
    """The person cancels at every step of it in turn."""
    last = 0
    for step in range(1, 100):
        told: list[str] = []

        def tell(_done: int, _all: int, sentence: str, told: list[str] = told, step: int = step) -> None:
            told.append(sentence)
            if len(told) == step:
                raise UserFacingError("Dibatalkan")

        with library.opened(plan_id) as document:
            before = backups.list_backups(document.folder)
            try:
                restoring.restore_backup(backup_of(plan_id), document, tell)
            except UserFacingError:
                last = step
                assert document.snapshot().plan.title == SECOND
                assert backups.list_backups(document.folder) == before
                with document.change("Ubah judul") as db:
                    editing.update(db, "plan", plan_id, {"title": SECOND})
                continue
            assert document.snapshot().plan.title == FIRST
            break
    assert last >= 3


def test_a_full_drive_leaves_the_open_plan_as_it_is(plan_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> Path:
        raise UserFacingError("penuh")

    with library.opened(plan_id) as document:
        with document.change("Ubah judul") as db:
            editing.update(db, "plan", plan_id, {"title": "Judul ketiga"})
        monkeypatch.setattr(restoring, "keep_copy", full)
        with pytest.raises(UserFacingError, match="penuh"):
            restoring.restore_backup(backup_of(plan_id), document)
        assert document.snapshot().plan.title == "Judul ketiga"
        assert document.undo_label == "Ubah judul", "nothing was replaced, so all can still be undone"
        document.undo()
    assert title_of(plan_id) == SECOND


def test_a_backup_of_which_a_bit_fell_is_refused(plan_id: str) -> None:
    backup = backup_of(plan_id)
    image = bytearray(backup.read_bytes())
    image[image.index(FIRST.encode())] ^= 1
    backup.write_bytes(image)
    before = sorted(path.name for path in backup.parent.iterdir())
    with pytest.raises(UserFacingError, match="bukan cadangan yang utuh"):
        restoring.restore_backup(backup)
    backup.with_name(f"{backup.name}.sha256").unlink()
    with pytest.raises(UserFacingError, match="tidak sama dengan riwayatnya"):
        restoring.restore_backup(backup)
    assert title_of(plan_id) == SECOND
    assert {path.name for path in backup.parent.iterdir()} >= set(before) - {f"{backup.name}.sha256"}


def test_a_file_that_is_no_backup_is_refused(plan_id: str, tmp_path: Path) -> None:
    other = tmp_path / "lain.sqlite3"
    other.write_bytes(b"SQLite format 3\x00" + bytes(200))
    for path in (other, tmp_path / "tidak-ada.sqlite3"):
        with pytest.raises(UserFacingError, match="bukan cadangan"):
            restoring.restore_backup(path)
    assert title_of(plan_id) == SECOND


def test_a_backup_restores_on_another_computer(plan_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "dari-rekan.sqlite3"
    shutil.copyfile(backup_of(plan_id), copy)
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "lain"))
    assert restoring.restore_backup(copy).plan_id == plan_id
    assert title_of(plan_id) == FIRST


# -- what a plan has beside its history


def person_with(document: Document, phone: str, name: str = "Kepala Dinas") -> str:
    with document.change("Tambah orang") as db:
        made = editing.insert(db, "person", {"name": name})
        set_contact(db, made, PHONE, phone)
    return made


def left(document: Document, sequence: int, stage: str = "") -> str:
    kind = "pengajuan" if stage else "salinan-kerja"
    entry = Outgoing(
        "", kind, stage=stage, round=sequence if stage else 0, sequence=sequence, seal_hash=f"{sequence:0128x}"
    )
    with document.change("Catat yang keluar") as db:
        return outgoing.record(db, entry)


def test_what_left_since_a_backup_has_left_all_the_same_and_no_number_is_given_twice(plan_id: str) -> None:
    with library.opened(plan_id) as document:
        first = left(document, 1, "bimtek-1")
        kept = library.back_up(document)
        second = left(document, 2, "bimtek-1")
        third = left(document, 3)
        with document.change("Hapus catatan yang keluar") as db:
            outgoing.forget(db, [third])
        restoring.restore_backup(kept, document)
        assert {one.id for one in outgoing.list_outgoing(document.raw)} == {first, second}
        assert outgoing.next_round(document.raw, "bimtek-1") == 3
        assert outgoing.next_sequence(document.raw) == 4
        assert outgoing.last_seal(document.raw) == f"{3:0128x}"


def test_contacts_become_those_of_the_backup_and_those_of_now_are_kept_with_the_state_they_belong_to(
    plan_id: str,
) -> None:
    with library.opened(plan_id) as document:
        person = person_with(document, "(0471) 21001")
        kept = library.back_up(document)
        with document.change("Ubah kontak kantor") as db:
            set_contact(db, person, PHONE, "(0471) 387654")
        done = restoring.restore_backup(kept, document)
        assert read_contacts(document.raw) == {person: OfficeContact("(0471) 21001")}
        assert done.replaced is not None
        restoring.restore_backup(done.replaced, document)
        assert read_contacts(document.raw) == {person: OfficeContact("(0471) 387654")}
        assert document.undo_label is None


def package_of(document: Document, folder: Path, kind: str) -> Path:
    return handing_in.make_package(document, folder, handing_in.Wanted(kind)).path


@pytest.mark.parametrize("opened", [True, False])
def test_a_backup_file_brings_contacts_unread_texts_and_what_left(plan_id: str, tmp_path: Path, opened: bool) -> None:
    with library.opened(plan_id) as document:
        person = person_with(document, "(0471) 21001")
        sent = left(document, 1, "bimtek-1")
        with document.change("Simpan ketikan") as db:
            drafts.keep(db, "plan", plan_id, "period_start", "dua ribu")
        path = package_of(document, tmp_path, "cadangan")
        with document.change("Ubah kontak kantor") as db:
            set_contact(db, person, PHONE, "")
            drafts.clear(db, "plan", plan_id, "period_start")
        later = left(document, 3, "bimtek-1")
        if opened:
            kept_backups.restore(kept_backups.chosen_file(path), document)
    if not opened:
        kept_backups.restore(kept_backups.chosen_file(path))
    with library.opened(plan_id) as document:
        assert read_contacts(document.raw) == {person: OfficeContact("(0471) 21001")}
        assert drafts.read_drafts(document.raw) == {("plan", plan_id, "period_start"): "dua ribu"}
        known = {one.id: one for one in outgoing.list_outgoing(document.raw)}
        assert known.keys() >= {sent, later}
        [itself] = known.keys() - {sent, later}
        assert (known[itself].kind, known[itself].sequence, known[itself].contacts) == ("cadangan", 2, 1)
        assert outgoing.next_round(document.raw, "bimtek-1") == 4
        assert outgoing.next_sequence(document.raw) == 4


def test_a_backup_file_goes_on_where_it_was_on_another_computer(
    plan_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.opened(plan_id) as document:
        person = person_with(document, "(0471) 21001")
        left(document, 1, "bimtek-1")
        written = handing_in.make_package(document, tmp_path, handing_in.Wanted("cadangan", recipient="Lemari arsip"))
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "lain"))
    with open_package(written.path) as package:
        receiving.take_over(package)
    with library.opened(plan_id) as document:
        assert read_contacts(document.raw) == {person: OfficeContact("(0471) 21001")}
        newest = outgoing.list_outgoing(document.raw)[0]
        assert (newest.recipient, newest.digest, newest.size) == ("Lemari arsip", written.digest, written.size)
        assert outgoing.next_sequence(document.raw) == 3
        assert outgoing.last_seal(document.raw) == written.seal_hash
        assert outgoing.next_round(document.raw, "bimtek-1") == 2
        assert document.undo_label is None


def test_a_team_copy_brings_no_contacts_so_those_of_now_stay(plan_id: str, tmp_path: Path) -> None:
    with library.opened(plan_id) as document:
        person = person_with(document, "(0471) 21001")
        path = package_of(document, tmp_path / "keluar", "salinan-kerja")
        assert places_of("21001", tmp_path / "keluar") == []
        later = person_with(document, "(0471) 387654", "Sekretaris")
        kept_backups.restore(kept_backups.chosen_file(path), document)
        assert read_contacts(document.raw) == {person: OfficeContact("(0471) 21001")}, "the later one is gone with her"
        query = "SELECT count(*) FROM contact WHERE person_id=?"
        assert document.raw.execute(query, (later,)).fetchone() == (0,)
