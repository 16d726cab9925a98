"""The words of PDF and Word documents, page by page, from a child that hostile ones do not take along."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path

import pikepdf
import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange import document_text, text_reading
from gmsc_desktop.exchange.document_text import read_here
from gmsc_desktop.exchange.text_reading import read_text, text_of
from gmsc_desktop.models import attachments
from gmsc_desktop.models.original_texts import (
    BROKEN,
    CHANGED,
    DOCX,
    LOCKED,
    MISSING,
    PDF,
    SLOW,
    UNREADABLE,
    kept,
    path_of,
    words,
)
from tests.documents import BREAK, LAID_OUT, paragraph, pdf, word
from tests.exchange.hostile_books import LAUGHS, OUTSIDE


def test_the_pages_of_a_pdf_are_read_one_by_one(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", ["Buku 2\nMasterplan Smart City", "Rumah Kurcaci", None])
    text = read_text(path, PDF)
    assert text.pages == ("Buku 2\nMasterplan Smart City", "Rumah Kurcaci", "")
    assert (text.paged, text.pictures, text.cut, text.problem) == (True, True, False, "")
    assert words(text) == "3 halaman; teksnya dapat dicari. 1 halaman berupa gambar atau kosong."


def test_a_scan_says_so(tmp_path: Path) -> None:
    text = read_text(pdf(tmp_path / "a.pdf", [None, None]), PDF)
    assert text.is_scan
    assert words(text) == "Berisi gambar pindaian; teksnya tidak dapat dicari."
    empty = read_text(pdf(tmp_path / "b.pdf", [""]), PDF)
    assert words(empty) == "Tidak memuat teks yang dapat dicari."


def test_a_word_document_has_the_pages_on_which_word_laid_it_out(tmp_path: Path) -> None:
    path = word(
        tmp_path / "a.docx",
        paragraph("Bab I ", "Pendahuluan"),
        BREAK,
        paragraph(LAID_OUT, "Bab II"),
        paragraph("Satu kali", LAID_OUT, " lagi"),
    )
    text = read_text(path, DOCX)
    assert text.paged
    assert text.pages == ("Bab I Pendahuluan", "Bab II\nSatu kali", "lagi")


def test_a_word_document_without_pages_is_read_in_parts(tmp_path: Path) -> None:
    long = [paragraph(f"Alinea {number} " + "kata " * 200) for number in range(12)]
    text = read_text(word(tmp_path / "a.docx", *long, BREAK, paragraph("Penutup")), DOCX)
    assert not text.paged
    assert len(text.pages) > 2
    assert text.pages[0].startswith("Alinea 0")
    assert text.pages[-1].endswith("Penutup")
    assert words(text) == "Teksnya dapat dicari."


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = "<mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>".format(paragraph("Kotak"))
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="w" xmlns:mc="m">{box}</w:document>')
    assert read_text(path, DOCX).pages == ("Kotak",)


def test_a_word_that_goes_on_in_the_next_line_is_one_word() -> None:
    assert document_text._plain("ling\ufffe\r\nkungan  hidup\x00\r\n\r\nasri") == "lingkungan hidup\nasri"


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 rubbish")
    (tmp_path / "empty.pdf").write_bytes(b"")
    pikepdf.new().save(tmp_path / "pageless.pdf")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 rubbish")
    assert read_text(pdf(tmp_path / "locked.pdf", ["Rahasia"], "kunci"), PDF).problem == LOCKED
    for name in ("broken.pdf", "empty.pdf", "pageless.pdf"):
        assert read_text(tmp_path / name, PDF).problem == BROKEN, name
    assert read_text(tmp_path / "broken.docx", DOCX).problem == BROKEN
    assert read_text(tmp_path / "a.jpg", "image/jpeg").problem == UNREADABLE
    assert read_text(tmp_path / "gone.pdf", PDF).problem == MISSING


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS + "<w:document/>",
        OUTSIDE + "<w:document>&a;</w:document>",
        "<a>" * 200_000,
        '<?xml version="1.0" encoding="none-such"?><w:document/>',
        "<w:document><w:t>tidak ditutup",
    ],
    ids=["laughs", "outside", "deep", "encoding", "cut off"],
)
def test_hostile_word_documents_are_broken_and_nothing_else(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", content)
    assert read_text(path, DOCX).problem == BROKEN


def test_a_word_document_that_swells_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<a>" + b" " * (130 * 1024 * 1024))
    assert path.stat().st_size < 1_000_000
    assert read_text(path, DOCX).problem in {BROKEN, SLOW}


def test_a_pdf_of_endless_pages_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page tree that leads back to itself, and more pages than are read."""
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.Pages.Kids.append(made.Root.Pages)
    made.Root.Pages.Count = 1_000_000
    made.save(tmp_path / "loop.pdf")
    assert not any(read_text(tmp_path / "loop.pdf", PDF).pages)
    monkeypatch.setattr(document_text, "MOST_PAGES", 2)
    text = read_here(pdf(tmp_path / "b.pdf", ["satu", "dua", "tiga"]), PDF)
    assert (text.pages, text.cut) == (("satu", "dua"), True)
    assert words(text).endswith("Sisanya terlalu panjang dan tidak ikut dicari.")


def test_many_letters_and_little_time_are_cut_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path / "a.pdf", ["satu dua tiga", "empat"])
    assert read_here(path, PDF, until=0.0).problem == SLOW
    monkeypatch.setattr(document_text, "MOST_PAGE_LETTERS", 4)
    text = read_here(path, PDF)
    assert (text.pages, text.cut) == (("satu", "empa"), True)
    monkeypatch.setattr(document_text, "MOST_BYTES", 8)
    assert read_here(path, PDF).pages == ("satu",)


def test_a_child_that_does_not_come_back_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reading, "SECONDS", 0.0)
    monkeypatch.setattr(text_reading, "GRACE", 0.0)
    assert read_text(pdf(tmp_path / "a.pdf", ["satu"]), PDF).problem == SLOW


def test_a_person_can_stop_it(tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(UserFacingError):
        read_text(pdf(tmp_path / "a.pdf", ["satu"]), PDF, cancel)


def test_the_words_are_kept_by_content_and_made_again(tmp_path: Path) -> None:
    stored = attachments.store(tmp_path, pdf(tmp_path / "a.pdf", ["Rumah Kurcaci"]), "a.pdf")
    at = attachments.path_of(tmp_path, stored.sha256)
    text = text_of(tmp_path, stored.sha256, at, PDF)
    assert kept(tmp_path, stored.sha256) == text
    path_of(tmp_path, stored.sha256).write_text('{"version": 1, "pages": [7]}', "utf-8")
    assert kept(tmp_path, stored.sha256) is None
    assert text_of(tmp_path, stored.sha256, at, PDF) == text
    path_of(tmp_path, stored.sha256).unlink()
    at.chmod(0o600)
    at.write_bytes(b"%PDF-1.4 lain")
    assert text_of(tmp_path, stored.sha256, at, PDF).problem == CHANGED
    assert text_of(tmp_path, stored.sha256, None, PDF).problem == MISSING
    assert kept(tmp_path, stored.sha256) is None
