"""Evidence: real files through the store, links by address, many-to-many, the same content once."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest

from gmsc_desktop.models import attachments, bodies, editing, evidence, initiatives, progress
from gmsc_desktop.models.attachments import Stored
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from tests.models.use_cases import begun, count, do, refused, row

TODAY = date(2026, 11, 21)
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def document() -> Document:
    return begun()


@pytest.fixture
def mpp(document: Document) -> str:
    return do(document, lambda db: initiatives.add_initiative(db, "Mal Pelayanan Publik", "SG"))


@pytest.fixture
def entry(document: Document, mpp: str) -> str:
    return do(document, lambda db: progress.add_entry(db, mpp, 2026, as_of=date(2026, 9, 30), today=TODAY))


def stored(document: Document, name: str = "notulen.txt", content: bytes = b"Rapat Dewan\n") -> Stored:
    return attachments.store(document.folder, io.BytesIO(content), name, today=TODAY)


def attaching(
    file: Stored, owner_id: str, table: str = "initiative", page: str = "", **values: Given
) -> Callable[[Connection], str]:
    return lambda db: evidence.attach(db, file, owner_table=table, owner_id=owner_id, page=page, **values)


def linking(
    url: str, owner_id: str, seen_on: date = TODAY, title: str = "", kind: str = ""
) -> Callable[[Connection], str]:
    return lambda db: evidence.attach_link(
        db, url, seen_on, owner_table="initiative", owner_id=owner_id, title=title, kind=kind
    )


def proves(document: Document, table: str, owner_id: str) -> list[tuple[str, str]]:
    with document.read() as db:
        return [(linked.evidence.title, linked.page) for linked in evidence.evidence_of(db, table, owner_id)]


def test_a_file_becomes_evidence_with_what_is_known_of_it(document: Document, mpp: str) -> None:
    file = stored(document, "IMG-20231105-WA0012.txt")
    agency = do(document, lambda db: bodies.add_agency(db, "Diskominfo"))
    made = do(
        document,
        attaching(file, mpp, page="hlm. 3", kind="notulen", number="005/12", agency_id=agency, title="Notulen"),
    )
    told = row(document, "evidence", made)
    assert (told.sha256, told.size, told.original_name) == (file.sha256, 12, "IMG-20231105-WA0012.txt")
    assert (told.state, told.has_location) == ("utuh", 0)
    assert (told.dated, told.dated_from) == ("2023-11-05", "nama")
    assert (told.kind, told.number, told.agency_id, told.title) == ("notulen", "005/12", agency, "Notulen")
    assert proves(document, "initiative", mpp) == [("Notulen", "hlm. 3")]
    assert attachments.path_of(document.folder, told.sha256).read_bytes() == b"Rapat Dewan\n"


def test_an_empty_file_is_marked(document: Document, mpp: str) -> None:
    made = do(document, attaching(stored(document, "kosong.txt", b""), mpp))
    assert (row(document, "evidence", made).state, row(document, "evidence", made).title) == ("kosong", "kosong.txt")


def test_a_typed_date_stands_before_a_proposed_one(document: Document, mpp: str) -> None:
    made = do(document, attaching(stored(document, "20231105.txt"), mpp, dated=date(2023, 11, 7)))
    told = row(document, "evidence", made)
    assert (told.dated, told.dated_from) == ("2023-11-07", "isian")


def test_the_same_content_is_recorded_once(document: Document, mpp: str, entry: str) -> None:
    first = do(document, attaching(stored(document, "20231105.txt"), mpp, title="Notulen"))
    copy = stored(document, "salinan (2).txt")
    again = do(
        document, attaching(copy, entry, "progress_entry", "Pasal 4", title="Lain", number="7", dated="2023-11-07")
    )
    assert again == first
    assert (count(document, "evidence"), count(document, "evidence_link")) == (1, 2)
    told = row(document, "evidence", first)
    assert (told.title, told.original_name, told.number) == ("Notulen", "20231105.txt", "7")
    assert (told.dated, told.dated_from) == ("2023-11-07", "isian")
    assert do(document, attaching(copy, entry, "progress_entry", "Pasal 5", dated="2020-01-01")) == first
    assert proves(document, "progress_entry", entry) == [("Notulen", "Pasal 5")]
    assert count(document, "evidence_link") == 2
    assert row(document, "evidence", first).dated == "2023-11-07"
    with document.read() as db:
        owners = {(owner.table, owner.id, owner.page) for owner in evidence.owners_of(db, first)}
    assert owners == {("initiative", mpp, ""), ("progress_entry", entry, "Pasal 5")}


def test_a_smaller_copy_takes_the_place_and_the_first_original_stays_known(document: Document, mpp: str) -> None:
    whole, small, smaller = (stored(document, "foto.txt", content) for content in (b"whole" * 9, b"small", b"s"))
    made = do(document, attaching(whole, mpp))
    do(document, lambda db: evidence.replace_file(db, made, small))
    do(document, lambda db: evidence.replace_file(db, made, smaller))
    told = row(document, "evidence", made)
    assert (told.sha256, told.size, told.original_sha256, told.original_size) == (smaller.sha256, 1, whole.sha256, 45)
    assert do(document, attaching(whole, mpp)) == made
    assert count(document, "evidence") == 1
    document.undo()
    document.undo()
    told = row(document, "evidence", made)
    assert (told.sha256, told.original_sha256) == (whole.sha256, None)


def test_a_copy_comes_in_with_the_hash_of_its_original(document: Document, mpp: str) -> None:
    whole, copy = stored(document, "a.txt", b"with place"), stored(document, "a.txt", b"without")
    first = evidence.Original(whole.sha256, whole.size)
    made = do(document, lambda db: evidence.attach_copy(db, copy, first))
    owner = {"owner_table": "initiative", "owner_id": mpp}
    again = do(document, lambda db: evidence.attach_copy(db, copy, first, **owner))
    told = row(document, "evidence", made)
    assert (told.original_sha256, told.original_size, again) == (whole.sha256, 10, made)


def test_evidence_of_a_record_comes_by_date(document: Document, mpp: str) -> None:
    for name, content in (("tanpa.txt", b"a"), ("2024-05-01.txt", b"b"), ("2023-05-01.txt", b"c")):
        do(document, attaching(stored(document, name, content), mpp))
    assert [title for title, _page in proves(document, "initiative", mpp)] == [
        "2023-05-01.txt", "2024-05-01.txt", "tanpa.txt",
    ]  # fmt: skip


def test_a_tie_is_taken_away_and_the_evidence_stays(document: Document, mpp: str, entry: str) -> None:
    made = do(document, attaching(stored(document), mpp))
    do(document, lambda db: evidence.link(db, made, "progress_entry", entry))
    do(document, lambda db: evidence.unlink(db, made, "initiative", mpp))
    assert proves(document, "initiative", mpp) == []
    assert proves(document, "progress_entry", entry) == [("notulen.txt", "")]
    refused(document, lambda db: evidence.unlink(db, made, "initiative", mpp), "sudah tidak ada")
    do(document, lambda db: progress.delete_entry(db, entry))
    assert (count(document, "evidence"), count(document, "evidence_link")) == (1, 0)
    assert attachments.list_stored(document.folder)


@pytest.mark.parametrize("table", sorted(EVIDENCE_OWNERS))
def test_evidence_can_belong_to(document: Document, mpp: str, table: str) -> None:
    body = do(document, lambda db: bodies.add_body(db, "dewan"))
    keys: dict[str, dict[str, Given]] = {
        "progress_entry": {"initiative_id": mpp},
        "benefit": {"initiative_id": mpp},
        "quick_win": {"initiative_id": mpp, "year": 2026},
        "legal_document": {"kind": "sk_tim"},
        "meeting": {"body_id": body},
        "planning_document": {"kind": "rpjmd"},
        "original_document": {"kind": "buku_2"},
    }
    owner = {"initiative": mpp, "body": body}.get(table) or do(document, lambda db: editing.add(db, table, keys[table]))
    made = do(document, attaching(stored(document), owner, table))
    with document.read() as db:
        assert [(found.table, found.id) for found in evidence.owners_of(db, made)] == [(table, owner)]
    assert proves(document, table, owner) == [("notulen.txt", "")]


def test_what_takes_no_evidence(document: Document, mpp: str) -> None:
    file = stored(document)
    refused(document, attaching(file, NOBODY), "Inisiatif ini sudah tidak ada")
    refused(document, attaching(file, mpp, "progress_entry"), "Entri realisasi ini sudah tidak ada")
    refused(document, attaching(file, mpp, kind="rumor"), "“rumor” bukan pilihan")
    refused(document, lambda db: evidence.link(db, NOBODY, "initiative", mpp), "Bukti dukung ini sudah tidak ada")
    with pytest.raises(ValueError, match="plan takes no evidence"), document.change("Taut") as db:
        evidence.attach(db, file, owner_table="plan", owner_id=mpp)


def test_a_link_has_the_day_it_was_seen(document: Document, mpp: str, entry: str) -> None:
    url = "https://luwukab.go.id/berita/mpp?id=12"
    made = do(document, linking(url, mpp, date(2026, 3, 1), title="Berita MPP", kind="berita"))
    told = row(document, "evidence", made)
    assert (told.url, told.seen_on, told.title, told.kind) == (url, "2026-03-01", "Berita MPP", "berita")
    assert (told.sha256, told.state) == (None, None)
    assert do(document, linking(f" {url} ", mpp, date(2026, 5, 1))) == made
    assert row(document, "evidence", made).seen_on == "2026-05-01"
    assert do(document, linking(url, mpp, date(2025, 1, 1))) == made
    assert row(document, "evidence", made).seen_on == "2026-05-01"
    do(document, lambda db: evidence.link(db, made, "progress_entry", entry))
    assert (count(document, "evidence"), count(document, "evidence_link")) == (1, 2)
    assert (
        row(document, "evidence", do(document, linking("http://localhost:8080/x", mpp))).url
        == "http://localhost:8080/x"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "file:///etc/passwd", "ftp://luwukab.go.id/x", "luwukab.go.id", "https://", "https:///x",
        "https://luwu kab.go.id", "https://luwukab.go.id/\u202ex", "http://[::1", "http://luwukab.go.id:port/",
        "data:text/html,x", "https://luwukab.go.id:99999/",
    ],
)  # fmt: skip
def test_addresses_that_no_browser_opens(document: Document, mpp: str, url: str) -> None:
    refused(document, linking(url, mpp), "bukan tautan yang dapat dibuka", "https:// atau http://")


def test_addresses_that_are_not_kept(document: Document, mpp: str) -> None:
    refused(document, linking("  ", mpp), "Tautan masih kosong")
    refused(document, linking("https://admin:rahasia@luwukab.go.id", mpp), "kata sandi")
    refused(document, linking("https://luwukab.go.id/" + "a" * 2000, mpp), "paling panjang 2000 huruf")
    refused(document, linking("https://luwukab.go.id", NOBODY), "Inisiatif ini sudah tidak ada")
