"""``gmsc add-original`` and ``gmsc original-documents``: taken in, listed, searched, and along in a package."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gmsc_desktop.exchange.document_text import read_here
from gmsc_desktop.models.original_texts import PDF
from tests.commands import Run, new_plan, refused, value
from tests.documents import paragraph, pdf, word
from tests.exports.pages import Reading


@pytest.fixture
def plan(run: Run) -> str:
    return new_plan(run)


def test_documents_are_taken_in_listed_and_searched(run: Run, plan: str, tmp_path: Path) -> None:
    book = pdf(tmp_path / "Buku_2.pdf", ["Masterplan", "Rumah Kurcaci"])
    law = word(tmp_path / "scan.docx", paragraph("PERATURAN BUPATI LUWU NOMOR 12 TAHUN 2021"))
    first = value(run, "add-original", plan, str(book))
    second = value(run, "add-original", plan, str(law), "--title", "Perbup Smart City", "--dated", "5 Januari 2021")
    assert first["added"] is second["added"] is True
    again = value(run, "add-original", plan, str(book))
    assert (again["id"], again["added"]) == (first["id"], False)
    listed = value(run, "original-documents", plan)["documents"]
    assert [(one["id"], one["kind"], one["title"], one["pages"], one["searchable"]) for one in listed] == [
        (first["id"], "buku_2", "Buku 2", 2, True),
        (second["id"], "perkada", "Perbup Smart City", None, True),
    ]
    assert (listed[1]["number"], listed[1]["dated"]) == ("12 Tahun 2021", "2021-01-05")
    found = value(run, "original-documents", plan, "--search", "kurcaci")["found"]
    assert found == [{"id": first["id"], "page": 2, "around": "Rumah Kurcaci"}]
    code, out, _err = run("original-documents", plan)
    assert code == 0
    assert "Buku_2.pdf (" in out
    assert "2 halaman; teksnya dapat dicari." in out
    assert "5 Januari 2021" in out


def test_a_scan_is_taken_in_and_told(run: Run, plan: str, tmp_path: Path) -> None:
    code, out, err = run("add-original", plan, str(pdf(tmp_path / "scan.pdf", [None])), "--kind", "Perbup")
    assert code == 0
    assert "Perbup/Perwali/Pergub" in out
    assert "Berisi gambar pindaian; teksnya tidak dapat dicari." in err


def test_what_is_no_document_is_refused(run: Run, plan: str, tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ")
    (tmp_path / "kosong.pdf").write_bytes(b"")
    refused(run("add-original", plan, str(tmp_path / "a.exe")))
    assert "kosong (0 bita)" in refused(run("add-original", plan, str(tmp_path / "kosong.pdf")))
    assert "bukan pilihan" in refused(run("add-original", plan, str(pdf(tmp_path / "a.pdf", ["a"])), "--kind", "novel"))
    assert value(run, "original-documents", plan)["documents"] == []


def test_a_package_names_and_carries_them(run: Run, plan: str, tmp_path: Path) -> None:
    book = pdf(tmp_path / "Buku_2.pdf", ["Rumah Kurcaci"])
    made = value(run, "add-original", plan, str(book), "--kind", "buku_2", "--title", "Masterplan 2019-2023")
    run("set", plan, made["id"], "note", "Salinan dari arsip Bappeda")
    for evidence, carried in (("all", True), ("none", False)):
        words = ("--for", "bimtek-1", "--override", "Uji", "--evidence", evidence)
        package = value(run, "submit", plan, str(tmp_path / evidence), *words)["path"]
        with zipfile.ZipFile(package) as packed:
            names = packed.namelist()
            page = packed.read(next(name for name in names if name.endswith("/data/index.html")))
            kept = [name for name in names if made["sha256"] in name]
            crate = packed.read(next(name for name in names if name.endswith("/ro-crate-metadata.json"))).decode()
            paper = tmp_path / f"{evidence}.pdf"
            paper.write_bytes(packed.read(next(name for name in names if name.endswith("/rencana-induk.pdf"))))
            assert [packed.read(name) for name in kept] == ([book.read_bytes()] if carried else [])
        assert ("Dokumen asli: Masterplan 2019-2023" in crate) is carried
        annex = [leaf for leaf in read_here(paper, PDF).pages if "Salinan dari arsip Bappeda" in leaf]
        assert [("Masterplan 2019-2023" in leaf, "Buku_2.pdf" in leaf) for leaf in annex] == [(True, True)]
        text = Reading(page).text
        assert "Salinan dari arsip Bappeda" in text
        assert ("Buku_2.pdftidak disertakan" in text.replace("\n", "")) is not carried
        assert "rencana ini belum menyebut berkas bukti" in text, "an original document is no evidence"
        carriage = "semua berkasnya ikut serta (1)" if carried else "1 berkas disebut tanpa disertakan"
        assert f"Dokumen asli: {carriage}" in text.replace("\n", "")
        checked = run("verify", package)[1]
        told = "1 dari 1 berkas bukti" if carried else "Tidak satu pun dari 1 berkas bukti"
        assert f"{told} dan dokumen asli disertakan" in checked
        assert "1 dari 1 berkas itu dokumen asli." in checked
        listed = value(run, "original-documents", package)["documents"]
        assert [(one["title"], one["searchable"]) for one in listed] == [("Masterplan 2019-2023", carried)]
        assert listed[0]["problem"] == (None if carried else "missing")


def test_a_removed_document_goes_with_its_file_and_undo_brings_it_back(run: Run, plan: str, tmp_path: Path) -> None:
    made = value(run, "add-original", plan, str(pdf(tmp_path / "a.pdf", ["satu kata"])))
    value(run, "remove", plan, made["id"])
    assert value(run, "show", plan)["tables"]["evidence"] == []
    value(run, "undo", plan)
    [listed] = value(run, "original-documents", plan)["documents"]
    assert (listed["id"], listed["searchable"]) == (made["id"], True)
