"""Private numbers are found in free text, office numbers and codes are not."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from gmsc_desktop.values.personal import (
    digits_of,
    find_personal_numbers,
    mask_personal_numbers,
    personal_digits,
)


@pytest.mark.parametrize(
    "text",
    [
        "Hubungi 0812-3456-7890 pada jam kerja",
        "WA +62 811 222 3333",
        "NIK 7317011203900001 atas nama penerima",
        "6281234567890",
    ],
)
def test_private_numbers_are_found_and_masked(text: str) -> None:
    (found,) = find_personal_numbers(text)
    digits = "".join(letter for letter in text if letter.isdigit())
    assert "".join(letter for letter in found if letter.isdigit()) != digits
    assert "*" in found or "•" in found or "x" in found.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Kantor (0471) 321456",
        "Anggaran Rp1.500.000.000.000 untuk 2026",
        "Kode 2.16.03.2.02.0038 dan 2.16.0.00.0.00.01.0000",
        "Surat B-1384/DJAI/AI.01.04/12/2023",
        "Target 70,38-70,76 persen pada 2026–2030",
        "Luas 3.000,25 km² dan penduduk 365.608 jiwa",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_personal_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIK 7317 0112 0390 0001.", "NIK 7317 **** **** ****."),
        ("Hubungi (0812) 3456-7890 atau +62 811-222-3333", "Hubungi (0812) ****-**** atau +62 81*-***-****"),
        ("wa.me/6281234567890", "wa.me/6281*********"),
        ("Kantor (0471) 321456", "Kantor (0471) 321456"),
    ],
)
def test_all_but_four_digits_are_masked_in_place(text: str, masked: str) -> None:
    assert mask_personal_numbers(text) == masked
    assert find_personal_numbers(masked) == [], "what is masked is not found again"


def test_a_number_that_may_stay_stays_however_it_is_written() -> None:
    text = "WA 0811-222-3333 dan 0812-3456-7890"
    assert mask_personal_numbers(text, {digits_of("+62 811 222 3333")}) == "WA 0811-222-3333 dan 0812-****-****"
    assert personal_digits(text) == ["08112223333", "081234567890"]


def test_a_large_plan_is_searched_as_fast_as_it_is_read() -> None:
    """Texts without nine digits near each other never reach the library that knows what a number is."""
    with patch("lokal.detect_pii", side_effect=AssertionError("asked about a text that can hold no number")):
        assert find_personal_numbers("Pagu Rp1.500.000 tahun 2026. " * 1000) == []
