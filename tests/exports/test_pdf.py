"""The book as a reader gets it: complete, marked, numbered, embedded, the same each time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gmsc_desktop.exports import Cancelled, Edition
from gmsc_desktop.exports.pdf import write_pdf
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.models.snapshot import from_json
from tests.exports.books import Reading, squeezed
from tests.exports.editions import MADE_ON, REVISION, edition, final_edition
from tests.sample_initiatives import Tables, add
from tests.sample_plan import sample_snapshot, sample_tables


@pytest.fixture(scope="module")
def draft() -> Reading:
    return Reading.of(edition())


@pytest.fixture(scope="module")
def final() -> Reading:
    return Reading.of(final_edition())


def test_every_font_is_embedded(draft: Reading) -> None:
    assert any("SourceSans3" in name for name in draft.fonts)
    assert all(draft.fonts.values()), draft.fonts


def test_every_page_tells_its_number_and_the_revision(draft: Reading) -> None:
    count = len(draft.pages)
    assert count > 30
    for number, text in enumerate(draft.pages[1:], start=2):
        assert f"Halaman {number} dari {count}" in text
        assert REVISION in text
    assert REVISION in draft.pages[0]


def test_an_example_says_so_on_every_page(draft: Reading) -> None:
    assert all("CONTOH – bukan dokumen resmi" in text for text in draft.pages)


def test_a_draft_says_so_on_every_page(draft: Reading) -> None:
    assert all("DRAF" in text for text in draft.pages)
    assert "Bagian ini belum diisi." in " ".join(draft.pages)


def test_a_final_book_has_no_marks_and_no_hints(final: Reading) -> None:
    text = " ".join(final.pages)
    for absent in (
        "CONTOH",
        "DRAF",
        "Bagian ini belum diisi",
        "Belum ada",
        "belum dicatat",
        "Metodologi",
        "Gambaran Umum",
    ):
        assert absent not in text
    assert "1.2 Landasan Hukum" in text  # the empty section before it took no number


def test_everything_of_the_plan_is_told(draft: Reading) -> None:
    plan = sample_snapshot()
    for row in plan.all(Initiative):
        assert squeezed(row.title) in draft.text
        assert squeezed(row.background) in draft.text
    for told in (
        "Luwu yang melayani, sejahtera, dan lestari", "13 desa", "Tujuan Meningkatnya derajat kesehatan", "<122",
        "Kewenangan pemerintah pusat", "10 dari 11 program, 91 %", "Waktu layanan (hari) 7 → 1", "188/45/2025",
        "Universitas Cokroaminoto Palopo", "20.240.000.000", "Dosen ilmu komputer",
        "Tertunda Lahan belum siap.", "Kendala Jaringan terputus-putus.", "IMG-20250630-WA0012.jpg", "alinea 2",
        "Bidang penuh: berjalan atau terlaksana.",
        "Keterlaksanaan: program yang berjalan atau terlaksana, dari yang direncanakan",
        "TPB 09 Industri, Inovasi dan Infrastruktur", "Feb 2026", "Indikator: Indeks SPBE (langsung)",
    ):  # fmt: skip
        assert squeezed(told) in draft.text, told


def test_the_contents_gives_the_right_pages(draft: Reading) -> None:
    outline = {squeezed(title): page for _level, title, page in draft.outline}
    listed = 0
    for page in (text for text in draft.pages[:8] if "Daftar Isi" in text or "Daftar Tabel" in text):
        for line in page.splitlines():
            found = re.fullmatch(r"(.*?)[ .]{4,}(\d+)\s*", line)
            if not found:
                continue
            title, number = squeezed(found[1]), int(found[2])
            assert title in squeezed(draft.pages[number - 1]), line
            assert outline.get(title, number) == number
            listed += 1
    assert listed > 60


def test_the_outline_has_chapters_sections_and_initiatives(draft: Reading) -> None:
    titles = [title for _level, title, _page in draft.outline]
    assert {"BAB I Pendahuluan", "BAB IV Smart Governance", "LAMPIRAN A Pelaksanaan"} <= set(titles)
    assert "SG-01 Mal Pelayanan Publik" in titles
    assert {level for level, _title, _page in draft.outline} == {0, 1, 2}
    for _level, title, page in draft.outline:
        assert squeezed(title) in squeezed(draft.pages[page - 1])


def test_an_initiative_without_a_dimension_has_its_place() -> None:
    tables = sample_tables()
    tables["initiative"][0]["dimension"] = ""
    reading = Reading.of(edition(from_json(tables)))
    titles = {title: level for level, title, _page in reading.outline}
    assert titles["BAB X Inisiatif tanpa Dimensi"] == 0
    assert titles["SG-01 Mal Pelayanan Publik"] == 1


def test_no_heading_stands_alone_at_the_foot_of_a_page(draft: Reading) -> None:
    headings = {squeezed(title) for _level, title, _page in draft.outline}
    for text in draft.pages[1:]:
        lines = [line for line in text.splitlines() if line.strip()]
        body = [line for line in lines if not re.search(r"Halaman \d+ dari|· Revisi|^DRAF$|^Revisi ", line)]
        assert squeezed(body[-1]) not in headings, body[-3:]


def test_headings_of_a_table_repeat_on_each_page() -> None:
    tables = sample_tables()
    for number in range(120):
        add(tables, "action_step", kind="literasi", text=f"Langkah nomor {number}", amount=1_000_000)
    pages = Reading.of(edition(from_json(tables))).pages
    told = [text for text in pages if "Langkah nomor" in text]
    assert len(told) >= 4
    assert all("Keluaran dan" in text and "Anggaran (Rp)" in text for text in told)


def test_the_document_tells_what_it_is(draft: Reading) -> None:
    with draft.pdf() as pdf:
        assert str(pdf.docinfo["/Title"]) == "Rencana Induk Smart City Kabupaten Luwu 2025–2029"
        assert str(pdf.docinfo["/Author"]) == "Kabupaten Luwu"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261121")
        assert str(pdf.Root.Lang) == "id-ID"


def test_one_edition_gives_the_same_bytes(draft: Reading) -> None:
    assert Reading.of(edition()).content == draft.content


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_nothing_to_complain_about(draft: Reading, tmp_path: Path) -> None:
    path = tmp_path / "buku.pdf"
    path.write_bytes(draft.content)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_progress_is_told_and_cancel_is_heard() -> None:
    told: list[float] = []

    def watched(limit: int) -> Edition:
        return Edition.of(
            sample_snapshot(), revision_code=REVISION, made_on=MADE_ON, progress=told.append,
            cancelled=lambda: len(told) >= limit,
        )  # fmt: skip

    write_pdf(watched(10**6), io.BytesIO())
    assert told == sorted(told)
    assert told[-1] == 1
    whole = len(told)
    for limit in (1, whole // 3, whole - 5):
        told.clear()
        with pytest.raises(Cancelled):
            write_pdf(watched(limit), io.BytesIO())


def test_an_empty_plan_makes_a_book_that_says_what_is_missing() -> None:
    tables: Tables = {name: [] for name in sample_tables()} | {
        "plan": [{"id": "p"}], "region": [{"id": "r", "name": "Kota Nunukan"}],
    }  # fmt: skip
    text = Reading.of(edition(from_json(tables))).text
    for told in ("Pemerintah Kota Nunukan", "Misi smart city belum diisi.", "Belum ada inisiatif pada dimensi ini.",
                 "Periode rencana belum diisi"):  # fmt: skip
        assert squeezed(told) in text


def test_a_final_book_of_an_empty_plan_is_still_a_book() -> None:
    tables: Tables = {name: [] for name in sample_tables()} | {
        "plan": [{"id": "p", "status": "final"}], "region": [{"id": "r", "name": ""}],
    }  # fmt: skip
    reading = Reading.of(edition(from_json(tables)))
    assert "belum diisi." not in " ".join(reading.pages)
    assert len(reading.pages) >= 2
