"""What the words of a heading, a cell or a sheet's name tell: periods, months, days, dimensions."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.exchange.tabular.dimensions import dimension_in, dimension_within, subdimension_in
from gmsc_desktop.exchange.tabular.periods import Months, Period, day_in, months_in, period_in
from gmsc_desktop.models import reference


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Triwulan III", "triwulan", 3),
        ("TW.2", "triwulan", 2),
        ("REALISASI S.D. TRIWULAN IV TAHUN 2022", "triwulan", 4),
        ("Semester II", "semester", 2),
        ("Nopember", "bulan", 11),
    ],
)
def test_a_period_is_read_in_any_writing(text: str, kind: str, number: int) -> None:
    assert period_in(text) == Period(kind, number)


@pytest.mark.parametrize("text", ["TW I - TW III", "Triwulan", "Triwulan V", "Tahun 2022", "Januari s.d. Maret"])
def test_what_names_no_single_period_is_none(text: str) -> None:
    assert period_in(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Januari – Juni 2024", "2024-01", "2024-06"),
        ("Mar s.d. Des", "2022-03", "2022-12"),
        ("Triwulan II 2024", "2024-04", "2024-06"),
        ("Nov 2023 - Feb 2024", "2023-11", "2024-02"),
        ("Okt - Feb 2024", "2023-10", "2024-02"),
        ("2024", "2024-01", "2024-12"),
    ],
)
def test_a_schedule_gives_its_months(text: str, start: str, end: str) -> None:
    assert months_in(text, 2022) == Months(start, end)


def test_a_schedule_without_months_gives_none() -> None:
    assert [months_in(text, 2022) for text in ("6 bulan", "bertahap", "Maret, Juni, September", "")] == [None] * 4


def test_a_letterhead_tells_its_day() -> None:
    assert day_in("Keadaan per 30 September 2022") == date(2022, 9, 30)
    assert day_in("1 Januari 2022 s.d. 31 Desember 2022") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A. SMART GOVERNANCE", "SG"),
        ("Dimensi Smart Living", "SL"),
        ("SV", "SV"),
        ("1. Lingkungan", "SV"),
        ("Aplikasi Smart Living", ""),
        ("", ""),
    ],
)
def test_a_dimension_is_known_where_a_text_names_nothing_else(text: str, code: str) -> None:
    assert dimension_in(text) == code


def test_the_name_of_a_sheet_tells_its_dimension() -> None:
    assert dimension_within("QW Smart Living 2023") == "SL"
    assert dimension_within("Monev SG") == "SG"
    assert dimension_within("Smart Living dan Smart Economy") == ""


def test_a_sub_dimension_is_known_by_code_and_by_either_name() -> None:
    pack = reference.load()
    assert [subdimension_in(text, pack) for text in ("SG1", "Pelayanan Publik", "public service", "?")] == [
        "SG1", "SG1", "SG1", "",
    ]  # fmt: skip
