"""Private numbers are found in free text, office numbers and codes are not."""

from __future__ import annotations

import pytest

from gmsc_desktop.values.personal import find_personal_numbers


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
