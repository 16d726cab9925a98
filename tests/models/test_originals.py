"""Original documents: stored once, byte for byte, found by their words, gone and back with undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gmsc_desktop.models import attachments, bodies, cells, evidence, original_texts, originals, rows
from gmsc_desktop.models.checks import rules
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.original_texts import BROKEN, SLOW, Searchable, Text, search_texts
from gmsc_desktop.models.originals import Taken
from gmsc_desktop.models.records import Evidence, EvidenceLink, OriginalDocument
from gmsc_desktop.models.reference import load
from tests.documents import pdf
from tests.models.use_cases import begun, count, do, row

PACK = load()
TODAY = date(2026, 11, 21)
SHA = "a" * 64


@pytest.fixture
def document() -> Document:
    return begun()


def take(document: Document, path: Path, kind: str = "buku_2", **more: str) -> str:
    stored = attachments.store(document.folder, path, path.name, today=TODAY)
    return do(document, lambda db: originals.add(db, Taken(stored, kind, originals.title_of(path.name), **more)))


def test_a_file_is_kept_byte_for_byte_and_once(document: Document, tmp_path: Path) -> None:
    path = pdf(tmp_path / "Buku_2 Masterplan.pdf", ["Masterplan"])
    made = take(document, path, number="7", dated="2021-01-05")
    [held] = originals.held(document.snapshot())
    assert held.document.id == made
    assert (held.document.kind, held.document.title) == ("buku_2", "Buku 2 Masterplan")
    assert held.file is not None
    assert attachments.path_of(document.folder, held.file.sha256).read_bytes() == path.read_bytes()
    assert (held.file.kind, held.file.dated, held.file.number) == ("dokumen", "2021-01-05", "7")
    assert take(document, path, "sk") == made
    assert (count(document, "original_document"), count(document, "evidence")) == (1, 1)


def test_evidence_that_is_there_already_is_its_file_too(document: Document, tmp_path: Path) -> None:
    path = pdf(tmp_path / "Perbup.pdf", ["Perbup"])
    stored = attachments.store(document.folder, path, path.name)
    law = do(document, lambda db: bodies.add_legal_document(db, "perkada", title="Perbup"))
    same = do(document, lambda db: evidence.attach(db, stored, owner_table="legal_document", owner_id=law))
    made = take(document, path, "perkada")
    [held] = originals.held(document.snapshot())
    assert held.file is not None
    assert held.file.id == same
    do(document, lambda db: rows.delete_row(db, "original_document", made))
    assert originals.held(document.snapshot()) == []
    assert row(document, "evidence", same).id == same, "it still proves the legal document"


def test_who_is_removed_takes_the_record_of_its_file_along_and_undo_brings_both_back(
    document: Document, tmp_path: Path
) -> None:
    made = take(document, pdf(tmp_path / "a.pdf", ["satu"]))
    before = document.snapshot()
    do(document, lambda db: rows.delete_row(db, "original_document", made))
    assert [count(document, table) for table in ("original_document", "evidence", "evidence_link")] == [0, 0, 0]
    document.undo()
    after = document.snapshot()
    for kind in (OriginalDocument, Evidence, EvidenceLink):
        assert after.all(kind) == before.all(kind)
    [held] = originals.held(after)
    assert held.file is not None
    assert attachments.verify(document.folder, held.file.sha256)


def test_a_document_whose_file_is_not_named_yet_is_told_and_gets_one(document: Document, tmp_path: Path) -> None:
    made = do(document, lambda db: rows.add_row(db, "original_document", {"kind": "sk", "title": "SK Tim"}, TODAY))
    assert [held.file for held in originals.held(document.snapshot())] == [None]
    path = pdf(tmp_path / "sk.pdf", ["SK"])
    stored = attachments.store(document.folder, path, path.name)
    do(document, lambda db: originals.give_file(db, made, stored))
    [held] = originals.held(document.snapshot())
    assert held.file is not None
    assert (held.file.title, held.file.kind) == ("SK Tim", "sk")


def test_the_record_of_its_file_follows_what_a_document_is_called(document: Document, tmp_path: Path) -> None:
    path = pdf(tmp_path / "scan.pdf", ["satu"])
    made = take(document, path, number="7")

    def told(column: str, text: str) -> None:
        do(document, lambda db: cells.set_cell(db, "original_document", made, column, text, TODAY))

    def file() -> Evidence:
        [held] = originals.held(document.snapshot())
        assert held.file is not None
        return held.file

    for column, text in (("kind", "sk"), ("title", "SK Tim"), ("number", ""), ("dated", "5 Januari 2021")):
        told(column, text)
    assert (file().kind, file().title, file().number, file().dated) == ("sk", "SK Tim", "", "2021-01-05")
    own = file().id
    do(document, lambda db: cells.set_cell(db, "evidence", own, "title", "Nama sendiri", TODAY))
    told("title", "SK Tim Pelaksana")
    assert file().title == "Nama sendiri", "a name that somebody gave to the file itself stays"


def test_a_large_book_is_not_asked_to_be_scanned_again(document: Document, tmp_path: Path) -> None:
    take(document, pdf(tmp_path / "a.pdf", ["satu"]))
    do(document, lambda db: db.exec_driver_sql("UPDATE evidence SET size=99000000"))

    def large() -> list[str]:
        findings = rules.check(document.snapshot(), "final", year=2026, today=TODAY, pack=PACK)
        return [finding.sentence for finding in findings if finding.rule == "38b"]

    assert large() == []
    do(document, lambda db: db.exec_driver_sql("DELETE FROM evidence_link"))
    assert any("sangat besar" in sentence for sentence in large())


@pytest.mark.parametrize(
    ("name", "pages", "kind"),
    [
        ("Buku_2_Masterplan.pdf", (), "buku_2"),
        ("BUKU II final.docx", (), "buku_2"),
        ("buku-1.pdf", (), "buku_1"),
        ("Buku 12.pdf", (), "lainnya"),
        ("Perwali No 3 Tahun 2020 Masterplan Smart City.pdf", (), "perkada"),
        ("SK Tim Pelaksana.pdf", (), "sk"),
        ("Desk.pdf", (), "lainnya"),
        ("scan001.pdf", ("PERATURAN  BUPATI LUWU\nNOMOR 12 TAHUN 2021 TENTANG MASTERPLAN SMART CITY",), "perkada"),
        ("scan002.pdf", ("", "KEPUTUSAN BUPATI LUWU NOMOR 188/45/2020"), "sk"),
        ("scan003.pdf", ("Ringkasan Eksekutif Masterplan Smart City",), "buku_3"),
        ("scan004.pdf", ("Foto",), "lainnya"),
    ],
)
def test_what_a_document_is_is_guessed(name: str, pages: tuple[str, ...], kind: str) -> None:
    assert originals.guess_kind(PACK, name, pages) == kind


def test_the_number_of_a_regulation_is_taken_from_its_first_page() -> None:
    page = "PERATURAN BUPATI LUWU\nNOMOR 12  TAHUN 2021\nTENTANG"
    assert originals.guess_number("perkada", PACK, (page,)) == "12 Tahun 2021"
    assert originals.guess_number("sk", PACK, ("Nomor : 188.45/7/2020.",)) == "188.45/7/2020"
    assert originals.guess_number("buku_2", PACK, (page,)) == ""
    assert originals.guess_number("perkada", PACK, ("NOMOR ... TAHUN",)) == ""
    assert originals.guess_number("perkada", PACK, ()) == ""


def test_pages_with_every_word_are_found_with_what_stands_around() -> None:
    text = Text(("Pengantar", "Rumah\nKurcaci di Luwu", "Kurcaci saja", "rumah dan kurcaci; e\ufb03sien"))
    one = Searchable(SHA, text)
    found, many = search_texts([one], "KURCACI rumah")
    assert [(hit.sha256, hit.page, hit.around) for hit in found] == [
        (SHA, 1, "Rumah Kurcaci di Luwu"),
        (SHA, 3, "rumah dan kurcaci; efficien".replace("efficien", "effisien")),
    ]
    assert many == 2
    assert [hit.page for hit in search_texts([one], "effisien")[0]] == [3], "one sign for three letters"
    assert search_texts([one], "ke") == ([], 0)
    assert search_texts([one, Searchable("b" * 64, text)], "kurcaci", limit=2)[1] == 6


def test_texts_of_documents_that_are_gone_are_swept(tmp_path: Path) -> None:
    original_texts.keep(tmp_path, SHA, Text(("satu",)))
    original_texts.keep(tmp_path, "b" * 64, Text(problem=BROKEN))
    original_texts.keep(tmp_path, "c" * 64, Text(problem=SLOW))
    assert original_texts.kept(tmp_path, "b" * 64) == Text(problem=BROKEN)
    assert original_texts.kept(tmp_path, "c" * 64) is None, "another time it may be read"
    assert original_texts.sweep(tmp_path, {SHA}) == 1
    assert original_texts.kept(tmp_path, SHA) == Text(("satu",))
    assert original_texts.kept(tmp_path, "b" * 64) is None
