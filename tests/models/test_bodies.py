"""Offices and their successors, legal documents, bodies with members and meetings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gmsc_desktop.models import bodies, cells, editing, plan, rows
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.ids import derived_id
from tests.models.use_cases import begun, count, do, refused, row

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def document() -> Document:
    return begun()


def agency(document: Document, name: str, **values: str) -> str:
    return do(document, lambda db: bodies.add_agency(db, name, **values))


def initiative(document: Document, agency_id: str, start: int | None, end: int | None, state: str = "disetujui") -> str:
    values = {"title": "Inisiatif", "agency_id": agency_id, "year_start": start, "year_end": end, "state": state}
    return do(document, lambda db: editing.add(db, "initiative", values))


def year(document: Document, initiative_id: str, number: int, status: str, on: str | None = None) -> str:
    keys: dict[str, Given] = {"initiative_id": initiative_id, "year": number}
    return do(document, lambda db: editing.assign(db, "progress_year", keys, {"status": status, "status_on": on}))


def succeed(document: Document, old: str, new: str, on: date = NEW_YEAR) -> list[str]:
    return do(document, lambda db: bodies.succeed(db, old, new, on, "Perda Nomor 7 Tahun 2025"))


def responsible(document: Document, initiative_id: str, *years: int) -> list[str]:
    with document.read() as db:
        told = [bodies.agency_in_year(db, initiative_id, number) for number in years]
    snapshot = document.snapshot()
    assert told == [bodies.agency_in_year(snapshot, initiative_id, number) for number in years]
    return told


def test_an_office_has_a_validity(document: Document) -> None:
    made = agency(document, "Dinas Komunikasi dan Informatika", short_name="Diskominfo", valid_from="2017-01-01")
    told = row(document, "agency", made)
    assert (told.name, told.short_name, told.valid_from) == (
        "Dinas Komunikasi dan Informatika", "Diskominfo", "2017-01-01",
    )  # fmt: skip
    refused(document, lambda db: bodies.add_agency(db, "  "), "“Nama OPD” tidak boleh kosong")
    refused(
        document,
        lambda db: bodies.add_agency(db, "Dinas", valid_from=date(2026, 5, 1), valid_to="2026-04-30"),
        "berakhir (30 April 2026) sebelum dimulai (1 Mei 2026)",
    )


def test_the_successor_takes_over_what_is_open(document: Document) -> None:
    old, new = agency(document, "Dinas Lama"), agency(document, "Dinas Baru")
    running = initiative(document, old, 2024, 2027)
    undated = initiative(document, old, None, None)
    foreign = initiative(document, new, 2024, 2027)
    assert set(succeed(document, old, new)) == {running, undated}
    assert row(document, "agency", old).valid_to == "2025-12-31"
    assert row(document, "agency", new).valid_from is None
    link = row(document, "agency_succession", derived_id("agency_succession", old, new))
    assert (link.dated, link.basis) == ("2026-01-01", "Perda Nomor 7 Tahun 2025")
    for moved in (running, undated, foreign):
        assert row(document, "initiative", moved).agency_id == new


def test_what_is_finished_or_given_up_stays_with_the_old_office(document: Document) -> None:
    old, new = agency(document, "Dinas Lama"), agency(document, "Dinas Baru")
    past = initiative(document, old, 2023, 2025)
    done = initiative(document, old, 2025, 2026)
    year(document, done, 2026, "terlaksana")
    stopped, handed_on = initiative(document, old, 2024, 2030), initiative(document, old, 2024, 2030)
    year(document, stopped, 2025, "dihentikan", "2025-06-01")
    year(document, handed_on, 2025, "dialihkan", "2025-06-01")
    rejected = initiative(document, old, 2026, 2028, state="ditolak")
    yearly = initiative(document, old, 2024, 2028)  # done in a year that is not its last goes on
    year(document, yearly, 2025, "terlaksana")
    delayed = initiative(document, old, 2024, 2028)
    year(document, delayed, 2025, "tertunda", "2025-06-01")
    later = initiative(document, old, 2024, 2028)  # given up after the successor took over
    year(document, later, 2026, "dihentikan", "2026-08-17")
    assert set(succeed(document, old, new)) == {yearly, delayed, later}
    for kept in (past, done, stopped, handed_on, rejected):
        assert row(document, "initiative", kept).agency_id == old


def test_finished_years_keep_the_old_name(document: Document) -> None:
    old, new, newest = (agency(document, name) for name in ("Dinas Lama", "Dinas Baru", "Badan"))
    moved = initiative(document, old, 2023, 2030)
    year(document, moved, 2024, "terlaksana")
    do(document, lambda db: editing.add(db, "progress_entry", {"initiative_id": moved, "year": 2023}))
    succeed(document, old, new)
    assert responsible(document, moved, 2022, 2023, 2024, 2025, 2026, 2027) == [old, old, old, old, new, new]
    year(document, moved, 2026, "berjalan")
    succeed(document, new, newest, date(2028, 7, 1))
    assert responsible(document, moved, 2023, 2024, 2025, 2026, 2027, 2028, 2029) == [
        old, old, old, new, new, newest, newest,
    ]  # fmt: skip
    assert responsible(document, "00000000-0000-4000-8000-000000000000", 2026) == [""]


def test_a_closed_or_finished_year_of_the_change_keeps_the_old_name(document: Document) -> None:
    old, new = agency(document, "Dinas Lama"), agency(document, "Dinas Baru")
    closed, finished, open_year = (initiative(document, old, 2025, 2028) for _ in range(3))
    year(document, closed, 2026, "berjalan")
    year(document, finished, 2026, "terlaksana", "2026-10-01")
    year(document, open_year, 2026, "berjalan")
    assert set(succeed(document, old, new, date(2026, 11, 1))) == {closed, finished, open_year}
    assert responsible(document, finished, 2025, 2026, 2027) == [old, old, new]
    assert responsible(document, open_year, 2025, 2026, 2027) == [old, new, new]
    other = agency(document, "Badan")
    do(document, lambda db: plan.close_year(db, 2026, "Sekda", date(2027, 1, 5)))
    succeed(document, new, other, date(2026, 12, 1))
    assert responsible(document, closed, 2025, 2026, 2027) == [old, new, other]


def test_unfinished_steps_move_with_their_initiative(document: Document) -> None:
    old, new = agency(document, "Dinas Lama"), agency(document, "Dinas Baru")
    moved = initiative(document, old, 2025, 2028)

    def step(end: str | None) -> str:
        values = {"initiative_id": moved, "text": "Langkah", "agency_id": old, "end_month": end}
        return do(document, lambda db: editing.add(db, "action_step", values))

    past, ahead, undated = step("2025-12"), step("2026-03"), step(None)
    succeed(document, old, new)
    told = [row(document, "action_step", made).agency_id for made in (past, ahead, undated)]
    assert told == [old, new, new]


def test_one_office_may_be_divided_among_several(document: Document) -> None:
    old, one, two = (agency(document, name) for name in ("Dinas Lama", "Dinas Satu", "Dinas Dua"))
    moved = initiative(document, old, 2025, 2028)
    assert succeed(document, old, one) == [moved]
    assert succeed(document, old, two) == []
    refused(document, succession(old, one), "Dinas Satu sudah tercatat sebagai penerus Dinas Lama")
    third = agency(document, "Dinas Tiga")
    refused(document, succession(old, third, date(2027, 1, 1)), "sudah diteruskan OPD lain sejak 1 Januari 2026")


def succession(old: str, new: str, on: date = NEW_YEAR) -> Callable[[Connection], list[str]]:
    return lambda db: bodies.succeed(db, old, new, on, "")


def test_no_office_succeeds_itself(document: Document) -> None:
    first, second, third = (agency(document, name) for name in ("Dinas A", "Dinas B", "Dinas C"))
    refused(document, succession(first, first), "Dinas A tidak dapat menjadi penerus dirinya sendiri")
    succeed(document, first, second)
    succeed(document, second, third, date(2027, 1, 1))
    refused(document, succession(third, first, date(2028, 1, 1)), "Dinas A", "tidak dapat menjadi penerusnya")
    refused(document, succession(second, first), "tidak dapat menjadi penerusnya")


def test_dates_of_a_succession(document: Document) -> None:
    old = agency(document, "Dinas Lama", valid_from="2026-01-01")
    ended, coming = (
        agency(document, "Dinas A", valid_to="2026-02-01"),
        agency(document, "Dinas B", valid_from="2027-01-01"),
    )
    refused(document, succession(old, ended), "Dinas Lama baru berlaku sejak 1 Januari 2026")
    refused(document, succession(old, ended, date(2026, 6, 1)), "Dinas A hanya berlaku sampai 1 Februari 2026")
    refused(document, succession(old, coming, date(2026, 6, 1)), "Dinas B baru berlaku sejak 1 Januari 2027")
    refused(document, succession(old, "00000000-0000-4000-8000-000000000000"), "sudah tidak ada di rencana")


def test_legal_documents(document: Document) -> None:
    made = do(document, lambda db: bodies.add_legal_document(db, "sk_dewan", number="188/45", dated=date(2025, 3, 14)))
    assert (row(document, "legal_document", made).number, row(document, "legal_document", made).dated) == (
        "188/45",
        "2025-03-14",
    )
    refused(document, lambda db: bodies.add_legal_document(db, "surat_cinta"), "bukan pilihan untuk “Jenis”")
    refused(document, lambda db: bodies.add_legal_document(db, ""), "“Jenis” tidak boleh kosong")
    refused(
        document, lambda db: bodies.add_legal_document(db, "sk_tim", dated="14 Maret"), "tidak terbaca sebagai tanggal"
    )


def test_a_body_takes_its_members_by_name_or_by_post(document: Document) -> None:
    decree = do(document, lambda db: bodies.add_legal_document(db, "sk_dewan"))
    council = do(document, lambda db: bodies.add_body(db, "dewan", name="Dewan Smart City", decree_id=decree))
    team = do(document, lambda db: bodies.add_body(db, "tim"))

    def member(db: Connection, body: str = council, **values: str) -> str:
        return bodies.add_member(db, body, **{"post": "Bupati Luwu", "element": "pemerintah", **values})

    chair = do(document, lambda db: member(db, role="Ketua"))
    person = row(document, "person", row(document, "body_member", chair).person_id)
    assert (person.name, person.post) == (None, "Bupati Luwu")
    do(document, lambda db: member(db, body=team, role="Pengarah"))
    assert count(document, "person") == 1
    outsider = do(
        document, lambda db: member(db, post="Dosen", organisation="Universitas Andi Djemma", element="akademisi")
    )
    assert row(document, "body_member", outsider).element == "akademisi"
    assert count(document, "person") == 2
    refused(
        document, lambda db: member(db, role="Ketua"), "Bupati Luwu sudah tercatat sebagai anggota Dewan Smart City"
    )
    refused(document, lambda db: member(db, post=" "), "perlu nama atau jabatan")
    refused(document, lambda db: member(db, element="hantu"), "bukan pilihan untuk “Unsur”")
    assert count(document, "body_member") == 3


def test_only_a_working_group_is_for_one_dimension(document: Document) -> None:
    do(document, lambda db: bodies.add_body(db, "pokja", dimension="SG"))
    refused(document, lambda db: bodies.add_body(db, "dewan", dimension="SG"), "Hanya pokja")


def test_meetings(document: Document) -> None:
    forum = do(document, lambda db: bodies.add_body(db, "forum"))
    made = do(document, lambda db: bodies.add_meeting(db, forum, date(2026, 3, 5), "Peninjauan", participants=24))
    assert (row(document, "meeting", made).held_on, row(document, "meeting", made).participants) == ("2026-03-05", 24)
    refused(document, lambda db: bodies.add_meeting(db, forum, date(2026, 3, 5), ""), "Pokok bahasan")
    refused(
        document,
        lambda db: bodies.add_meeting(db, forum, date(2026, 3, 5), "Rapat", participants=-1),
        "tidak boleh kurang dari nol",
    )


@pytest.mark.parametrize("name", ["Dinas Kesehatan", " dinas  KESEHATAN "])
def test_an_office_that_is_there_is_not_recorded_again(document: Document, name: str) -> None:
    made, other = agency(document, "Dinas Kesehatan"), agency(document, "Dinas Sosial")
    words = ("OPD “Dinas Kesehatan” sudah tercatat", made[:8], "Pakai yang sudah ada")
    refused(document, lambda db: bodies.add_agency(db, name), *words)
    today = date(2026, 11, 21)
    refused(document, lambda db: rows.add_row(db, "agency", {"name": name}, today), *words)
    refused(document, lambda db: cells.set_cell(db, "agency", other, "name", name, today), *words)
    do(document, lambda db: cells.set_cell(db, "agency", made, "name", "DINAS KESEHATAN", today))
    assert row(document, "agency", made).name == "DINAS KESEHATAN"


def test_the_name_of_an_office_that_ended_is_free_afterwards(document: Document) -> None:
    agency(document, "Dinas Pariwisata", valid_to="2020-12-31")
    refused(document, lambda db: bodies.add_agency(db, "Dinas Pariwisata"), "sesudah 31 Desember 2020")
    assert agency(document, "Dinas Pariwisata", valid_from="2021-01-01")


def test_an_office_that_is_named_anywhere_is_not_deleted(document: Document) -> None:
    old, new = agency(document, "Dinas Lama"), agency(document, "Dinas Baru")
    initiative(document, old, 2026, 2027)
    initiative(document, old, 2024, 2025)
    succeed(document, old, new)
    told = "Dinas Lama masih disebut di 2 catatan (1 penerus OPD, 1 inisiatif), jadi tidak dihapus."
    refused(document, lambda db: rows.delete_row(db, "agency", old), told)
    refused(document, lambda db: rows.delete_row(db, "agency", new), "Dinas Baru masih disebut di 2 catatan")
    unused = agency(document, "Dinas Tak Dipakai", valid_to="2020-12-31")
    do(document, lambda db: rows.delete_row(db, "agency", unused))
