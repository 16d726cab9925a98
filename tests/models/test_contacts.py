"""Office contacts of persons, the list of what left, and erasing: what is refused, what is kept apart, what is gone."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gmsc_desktop.desk import forgetting, second_copy, second_place
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import contacts, erasing, library, outgoing
from gmsc_desktop.models.contacts import MAIL, PHONE, OfficeContact, read_contacts, set_contact
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import delete, update
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.merge import export_history
from gmsc_desktop.models.outgoing import Outgoing, list_outgoing
from gmsc_desktop.models.records import Person
from gmsc_desktop.package.verify import verify
from tests.found_in_files import places_of
from tests.models.plans import copy_of
from tests.sample_plan import sample_tables

OFFICE, MAILED = "(0471) 387654", "sekretariat.dewan@luwukab.go.id"
CANARY = "Sri Kenari Lestari"


@pytest.fixture
def document(data_dir: Path) -> Iterator[Document]:
    """The sample plan in a data folder, with its backups, as a window has it."""
    from gmsc_desktop.models.bulk import insert_rows

    tables = sample_tables()

    def fill(made: Document) -> None:
        with made.change("Isi contoh") as db:
            for name, rows in tables.items():
                insert_rows(db, name, rows)

    with library.created(str(tables["plan"][0]["id"]), fill):
        pass
    with library.opened(str(tables["plan"][0]["id"])) as made:
        yield made


@pytest.fixture
def person(document: Document) -> str:
    return document.snapshot().all(Person)[0].id


def put(document: Document, person: str, kind: str, text: str) -> None:
    with document.change("Ubah kontak kantor") as db:
        set_contact(db, person, kind, text)


# -- contacts


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (PHONE, "0812 3456 7890", "Nomor ponsel pribadi dan NIK tidak dicatat di sini"),
        (PHONE, "+62 811-222-333", "Nomor ponsel pribadi"),
        (PHONE, "7317011203900001", "NIK"),
        (PHONE, "belum ada", "bukan nomor telepon"),
        (PHONE, "0471 " + "1" * 130, "bukan nomor telepon|lebih panjang"),
        (MAIL, "0812-3456-7890@x.id", "Nomor ponsel pribadi"),
        (MAIL, "bukan surel", "bukan alamat surel"),
    ],
)
def test_what_is_no_office_contact_is_refused_with_a_sentence(
    document: Document, person: str, kind: str, text: str, words: str
) -> None:
    with pytest.raises(UserFacingError, match=words) as refused:
        put(document, person, kind, text)
    assert refused.value.next_step
    assert read_contacts(document.raw) == {}


def test_a_contact_is_set_changed_taken_away_and_undone_outside_the_history(document: Document, person: str) -> None:
    before = export_history(document.raw)
    put(document, person, PHONE, " (0471)  387654 ")
    put(document, person, MAIL, MAILED)
    assert read_contacts(document.raw) == {person: OfficeContact(OFFICE, MAILED)}
    put(document, person, PHONE, "(0471) 21001 ext. 12")
    put(document, person, MAIL, "")
    assert read_contacts(document.raw) == {person: OfficeContact("(0471) 21001 ext. 12")}
    document.undo()
    document.undo()
    assert read_contacts(document.raw) == {person: OfficeContact(OFFICE, MAILED)}
    assert export_history(document.raw) == before


def test_contacts_leave_with_their_person_and_come_back_with_undo(document: Document, person: str) -> None:
    put(document, person, PHONE, OFFICE)
    with document.change("Hapus orang") as db:
        delete(db, "person", person)
    assert document.raw.execute("SELECT count(*) FROM contact").fetchone() == (0,)
    document.undo()
    assert read_contacts(document.raw) == {person: OfficeContact(OFFICE)}


def test_a_private_mail_address_is_doubted_and_taken() -> None:
    assert "Pastikan ini surel kantor" in contacts.doubt(MAIL, "dewan@gmail.com")
    assert contacts.doubt(MAIL, MAILED) == contacts.doubt(PHONE, OFFICE) == ""


# -- what left


def left(document: Document, **values: object) -> str:
    with document.change("Catat yang keluar") as db:
        return outgoing.record(db, replace(Outgoing("", "pengajuan"), **values))  # type: ignore[arg-type]


def test_rounds_sequence_and_seal_go_on_after_entries_are_forgotten(document: Document) -> None:
    for number in (1, 2):
        left(document, id=f"p{number}", stage="bimtek-1", round=number, sequence=number, seal_hash=f"{number:02}" * 32)
    paper = left(document, kind="cetakan-kertas", title="Inisiatif")
    with document.change("Hapus catatan yang keluar") as db:
        assert outgoing.forget(db, ["p1", "p2"]) == 2
    assert [one.id for one in list_outgoing(document.raw)] == [paper]
    assert outgoing.next_round(document.raw, "bimtek-1") == 3
    assert outgoing.next_round(document.raw, "bimtek-2") == 1
    assert outgoing.next_sequence(document.raw) == 3
    assert outgoing.last_seal(document.raw) == "02" * 32
    left(document, id="p3", stage="bimtek-1", round=3, sequence=3, seal_hash="03" * 32)
    assert (outgoing.next_round(document.raw, "bimtek-1"), outgoing.last_seal(document.raw)) == (4, "03" * 32)


def test_the_list_is_newest_first_across_time_zones_and_a_recipient_is_named_later(document: Document) -> None:
    early = left(document, made_at="2026-11-22T08:00:00+08:00")
    late = left(document, made_at="2026-11-22T01:00:00+00:00")
    assert [one.id for one in list_outgoing(document.raw)] == [late, early]
    with document.change("Catat penerima") as db:
        outgoing.name_recipient(db, early, " Bappelitbangda   Luwu ")
    assert list_outgoing(document.raw)[1].recipient == "Bappelitbangda Luwu"
    with pytest.raises(UserFacingError, match="sudah tidak ada"), document.change("Catat penerima") as db:
        outgoing.name_recipient(db, "tidak-ada", "x")


# -- erasing


def test_erased_contacts_are_in_no_byte_of_the_data_folder(document: Document, person: str, data_dir: Path) -> None:
    put(document, person, PHONE, "(0471) 111222")
    put(document, person, PHONE, OFFICE)
    put(document, person, MAIL, MAILED)
    with document.change("Ubah nama") as db:
        update(db, "person", person, {"name": "Ketua Dewan"})
    library.back_up(document)
    assert places_of(OFFICE, data_dir)
    done = erasing.erase(document, [person], [], older_backups=True)
    assert (done.contacts, done.names, done.persons) == (2, 0, 1)
    assert "Kontak kantor 1 orang" in done.sentence, "two contacts of one person"
    assert "penyusun" not in done.sentence, "what was not erased is not spoken of"
    assert done.backups >= 1
    assert [places_of(canary, data_dir) for canary in (OFFICE, MAILED, "(0471) 111222")] == [[], [], []]
    assert document.undo_label == "Ubah nama", "the undo of other changes stays"
    document.undo()
    assert document.undo() is None or read_contacts(document.raw) == {}
    assert read_contacts(document.raw) == {}


def test_erasing_holds_in_older_backups_only_when_they_go(document: Document, person: str, data_dir: Path) -> None:
    put(document, person, PHONE, OFFICE)
    kept = library.back_up(document)
    erasing.erase(document, [person], [])
    assert places_of(OFFICE, data_dir) == [kept.name]


def test_an_authors_name_is_gone_and_does_not_come_back(document: Document, data_dir: Path) -> None:
    author = Author("11111111-1111-4111-8111-111111111111", CANARY, "LAPTOP-KENARI")
    library.remember_author(author)
    document.set_author(author)
    plan = document.snapshot().plan.id
    for title in ("Satu", "Dua"):
        with document.change("Ubah judul") as db:
            update(db, "plan", plan, {"title": title})
    left(document, made_by=CANARY)
    library.back_up(document)
    colleague = copy_of(document)
    assert {one.name for one in erasing.authors(document.raw)} >= {CANARY}
    done = erasing.erase(document, [], [author.id], older_backups=True)
    assert done.names == 1
    assert places_of(CANARY, data_dir) == []
    assert places_of("LAPTOP-KENARI", data_dir) == []
    with document.change("Ubah judul") as db:
        update(db, "plan", plan, {"title": "Tiga"})
    with colleague.change("Ubah judul") as db:
        update(db, "plan", plan, {"vision": "Visi dari rekan"})
    document.merge(export_history(colleague.raw), "Gabungkan")
    assert CANARY not in {one.name for one in erasing.authors(document.raw)}
    assert document.raw.execute("SELECT count(*) FROM change WHERE author IS NOT NULL").fetchone()[0] > 2
    colleague.close()
    document.checkpoint()
    assert places_of(CANARY, data_dir) == []


def test_what_left_with_contacts_or_names_is_named(document: Document) -> None:
    book = left(document, kind="rencana-induk", contacts=2)
    left(document, kind="buku-kerja")
    copy = left(document, kind="salinan-kerja")

    def ids(work: Callable[[], list[Outgoing]]) -> set[str]:
        return {one.id for one in work()}

    assert ids(lambda: erasing.out_of_reach(document.raw, contacts=True, names=False)) == {book}
    assert ids(lambda: erasing.out_of_reach(document.raw, contacts=False, names=True)) == {copy}
    assert ids(lambda: erasing.out_of_reach(document.raw, contacts=True, names=True)) == {book, copy}


def second_place_of(tmp_path: Path) -> second_place.Place:
    (tmp_path / "flashdisk").mkdir()
    return second_place.choose(tmp_path / "flashdisk")


def test_backups_in_a_second_place_hold_contacts_and_are_listed_once(
    document: Document, person: str, tmp_path: Path
) -> None:
    place = second_place_of(tmp_path)
    second_copy.copy_there(document, place.folder, place.id)
    [noted] = list_outgoing(document.raw)
    assert (noted.kind, noted.place, noted.contacts) == ("cadangan", str(place.folder), 0)
    assert erasing.out_of_reach(document.raw, contacts=True, names=False) == []
    put(document, person, PHONE, OFFICE)
    assert second_copy.is_due(document, place.id, datetime.now(UTC) + timedelta(hours=1)), "a contact alone is enough"
    second_copy.copy_there(document, place.folder, place.id)
    [noted] = list_outgoing(document.raw)
    assert noted.contacts == 1
    assert places_of(OFFICE, tmp_path / "flashdisk") != []
    assert erasing.out_of_reach(document.raw, contacts=True, names=False) == [noted]
    assert erasing.out_of_reach(document.raw, contacts=False, names=True) == [noted]


def test_erased_contacts_are_in_no_backup_of_the_second_place(
    document: Document, person: str, tmp_path: Path, data_dir: Path
) -> None:
    put(document, person, PHONE, OFFICE)
    place = second_place_of(tmp_path)
    first = second_copy.copy_there(document, place.folder, place.id).path
    library.back_up(document)
    strange = first.with_name("20260101T000000000000Z_00000000.gmsc")  # of another computer, which minds its own
    strange.write_bytes(b"")
    done = forgetting.erase(document, [person], [], older_backups=True)
    assert (done.swept, done.others) == (1, 1)
    assert "Di tempat kedua 1 cadangan lama ikut dihapus" in done.sentence
    assert "1 cadangan dari komputer lain" in done.sentence
    assert not first.exists()
    assert places_of(OFFICE, data_dir) == places_of(OFFICE, tmp_path / "flashdisk") == []
    [left_there] = [path for path in strange.parent.glob("*.gmsc") if path != strange]
    assert verify(left_there).checks
    strange.unlink()
    assert forgetting.erase(document, [], [], older_backups=True).others == 0
    assert erasing.out_of_reach(document.raw, contacts=True, names=False) == [], "nothing there holds contacts"


def test_a_second_place_that_is_not_there_is_told_and_named(document: Document, person: str, tmp_path: Path) -> None:
    put(document, person, PHONE, OFFICE)
    place = second_place_of(tmp_path)
    second_copy.copy_there(document, place.folder, place.id)
    (tmp_path / "flashdisk").rename(tmp_path / "di laci")
    done = forgetting.erase(document, [person], [], older_backups=True)
    assert "sedang tidak terpasang" in done.sentence
    assert "hapus sekali lagi" in done.sentence
    assert erasing.out_of_reach(document.raw, contacts=True, names=False) != []
    (tmp_path / "di laci").rename(tmp_path / "flashdisk")
    again = forgetting.erase(document, [], [], older_backups=True)
    assert again.swept == 1
    assert places_of(OFFICE, tmp_path / "flashdisk") == []


def test_a_second_place_that_keeps_its_files_is_told(
    document: Document, person: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(document, person, PHONE, OFFICE)
    place = second_place_of(tmp_path)
    second_copy.copy_there(document, place.folder, place.id)
    real = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".gmsc":
            raise OSError(errno.EROFS, "Read-only file system")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    done = forgetting.erase(document, [person], [], older_backups=True)
    assert "belum dihapus" in done.sentence
    assert erasing.out_of_reach(document.raw, contacts=True, names=False) != []
    assert read_contacts(document.raw) == {}
