"""The demonstration's evidence: the files that its rows describe, made anew with the same bytes, plainly examples."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from functools import cache

import pypdfium2
from PIL import Image

from gmsc_desktop.demo import EvidenceFile
from gmsc_desktop.demo import files as demo_files
from gmsc_desktop.models import originals
from gmsc_desktop.models.original_texts import Searchable, Text, search_texts
from gmsc_desktop.models.records import Evidence, EvidenceLink, Initiative, ProgressEntry
from tests.demo_plan import evidence_files, plan


def test_evidence_rows_describe_exactly_these_files() -> None:
    kept = {row.sha256: row for row in plan().all(Evidence) if row.sha256}
    assert set(kept) == set(evidence_files())
    for sha256, file in evidence_files().items():
        row = kept[sha256]
        facts = (row.original_name, row.media_type, row.size, row.state)
        assert facts == (file.original_name, file.media_type, len(file.content), "utuh")
    assert 20 <= len(kept) <= 31
    assert sum(len(file.content) for file in evidence_files().values()) < 1_500_000
    assert {row.sha256 == "" for row in plan().all(Evidence) if row.url} == {True}


def test_evidence_is_the_same_in_another_process() -> None:
    program = "from gmsc_desktop.demo import demo_evidence; print(*sorted(f.sha256 for f in demo_evidence()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == sorted(evidence_files())


def test_pictures_open_and_carry_the_cameras_date() -> None:
    rows = [row for row in plan().all(Evidence) if row.media_type.startswith("image/")]
    located = 0
    for row in rows:
        with Image.open(io.BytesIO(evidence_files()[row.sha256].content)) as image:
            image.load()
            exif = image.getexif()
        taken = exif.get_ifd(0x8769).get(0x9003)
        assert (str(taken)[:10].replace(":", "-") == row.dated) if row.dated_from == "exif" else taken is None
        assert bool(exif.get_ifd(0x8825)) is row.has_location
        located += row.has_location
        digits = re.sub(r"\D", "", row.original_name)
        assert row.dated.replace("-", "") in digits, "the name tells the day, as a camera or a messenger writes it"
    assert len(rows) >= 15
    assert located == 1


def pages(file: EvidenceFile) -> list[str]:
    document = pypdfium2.PdfDocument(file.content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_papers_say_on_every_page_that_they_are_none() -> None:
    papers = [file for file in evidence_files().values() if file.media_type == "application/pdf"]
    assert len(papers) >= 5
    for file in papers:
        assert all("CONTOH – bukan dokumen resmi" in page for page in pages(file)), file.original_name


def test_a_link_to_a_report_names_the_page_that_tells_of_the_initiative() -> None:
    seen = 0
    for link in plan().all(EvidenceLink):
        if link.page:
            evidence, entry = plan().get(Evidence, link.evidence_id), plan().get(ProgressEntry, link.progress_entry_id)
            assert evidence is not None
            assert entry is not None
            initiative = plan().get(Initiative, entry.initiative_id)
            assert initiative is not None
            page = pages_of(evidence.sha256)[int(link.page) - 1]
            assert initiative.code in page
            assert " ".join(entry.narrative.split())[:30] in page
            seen += 1
    assert seen > 60


@cache
def pages_of(sha256: str) -> list[str]:
    return pages(evidence_files()[sha256])


def test_the_files_are_made_once_and_lightly() -> None:
    program = (
        "import sys; from gmsc_desktop.demo import demo_changes; "
        "print(*sorted({'PIL', 'reportlab', 'sqlalchemy', 'PySide6'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not done.stdout.strip(), "importing the demonstration brings in nothing heavy"
    assert demo_files.demo_evidence()[0] is demo_files.demo_evidence()[0]


def test_the_original_document_tells_every_programme_and_is_found_by_its_words() -> None:
    [held] = originals.held(plan())
    assert held.file is not None
    text = Text(tuple(pages_of(held.file.sha256)))
    assert (held.document.kind, len(text.pages)) == ("buku_3", 8), "a title, vision and missions, six dimensions"
    whole = " ".join(" ".join(text.pages).split())
    assert all(row.code in whole for row in plan().all(Initiative))
    [hit], _count = search_texts([Searchable(held.file.sha256, text)], "rumah kurcaci")
    assert hit.page > 1
