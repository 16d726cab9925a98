"""Quick wins: a list for each year, with what goes on and what is stopped."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.models import initiatives
from gmsc_desktop.models.document import Document
from tests.models.use_cases import begun, do, refused, row


@pytest.fixture
def document() -> Document:
    return begun()


@pytest.fixture
def mpp(document: Document) -> str:
    return do(document, lambda db: initiatives.add_initiative(db, "Mal Pelayanan Publik", "SG"))


def quick_win(document: Document, made: str) -> tuple[object, ...]:
    told = row(document, "quick_win", made)
    return (told.year, told.status, told.problem, told.before_text, told.after_text, told.start_on)


def test_a_quick_win_goes_on_into_the_next_year(document: Document, mpp: str) -> None:
    first = do(
        document,
        lambda db: initiatives.add_quick_win(
            db, mpp, 2025, problem="Antre lama", before_text="5 hari", after_text="1 hari", start_on=date(2025, 3, 1)
        ),
    )
    second = do(document, lambda db: initiatives.continue_quick_win(db, mpp, 2026))
    assert quick_win(document, first) == (2025, "baru", "Antre lama", "5 hari", "1 hari", "2025-03-01")
    assert quick_win(document, second) == (2026, "lanjut", "Antre lama", "5 hari", None, None)
    refused(document, lambda db: initiatives.add_quick_win(db, mpp, 2026), "sudah menjadi quick win tahun 2026")
    refused(document, lambda db: initiatives.continue_quick_win(db, mpp, 2026), "sudah menjadi quick win tahun 2026")
    refused(document, lambda db: initiatives.stop_quick_win(db, mpp, 2026, " "), "perlu alasan")
    do(document, lambda db: initiatives.stop_quick_win(db, mpp, 2026, "Anggaran dialihkan"))
    assert row(document, "quick_win", second).status_reason == "Anggaran dialihkan"
    assert row(document, "quick_win", first).status == "baru"
    refused(document, lambda db: initiatives.continue_quick_win(db, mpp, 2027), "tahun 2026 sudah dihentikan")
    refused(document, lambda db: initiatives.continue_quick_win(db, mpp, 2030), "bukan quick win tahun 2029")
    refused(document, lambda db: initiatives.stop_quick_win(db, mpp, 2030, "x"), "Quick win ini sudah tidak ada")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-05-01", "2026-04-30", "selesai (30 April 2026) sebelum dimulai (1 Mei 2026)"),
        ("2026-01-01", "2027-01-02", "paling lama 12 bulan; 1 Januari 2026 sampai 2 Januari 2027"),
    ],
)
def test_a_quick_win_lasts_a_year_at_most(document: Document, mpp: str, start: str, end: str, words: str) -> None:
    refused(document, lambda db: initiatives.add_quick_win(db, mpp, 2026, start_on=start, end_on=end), words)


@pytest.mark.parametrize(("start", "end"), [("2026-01-01", "2027-01-01"), ("2028-02-29", "2029-02-28")])
def test_a_quick_win_of_a_whole_year(document: Document, mpp: str, start: str, end: str) -> None:
    do(document, lambda db: initiatives.add_quick_win(db, mpp, 2026, start_on=start, end_on=end))
