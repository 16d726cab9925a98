"""Years, dates, times, sizes and words: what is typed is read, or refused with the part that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmsc_desktop.values import (
    NBSP,
    ValueProblem,
    format_date,
    format_date_short,
    format_size,
    format_time,
    parse_date,
    parse_year,
    terbilang,
)

DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def refusal(parse: Callable[[str], object], text: str) -> ValueProblem:
    with pytest.raises(ValueProblem) as caught:
        parse(text)
    assert caught.value.next_step.endswith(".")
    return caught.value


@pytest.mark.parametrize("typed", ["2026", " 2026 ", "Tahun 2026", "TA 2026", "thn. 2026", "２０２６"])
def test_years_are_read(typed: str) -> None:
    assert parse_year(typed) == 2026


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("26", "1926 atau 2026"),
        ("2025-2029", "belum dapat dibaca"),
        ("20266", "di luar jangkauan"),
        ("0026", "di luar jangkauan"),
        ("2.026", "belum dapat dibaca"),
        ("", "masih kosong"),
    ],
)
def test_other_years_are_refused(typed: str, told: str) -> None:
    assert told in refusal(parse_year, typed).sentence


@pytest.mark.parametrize(
    "typed",
    [
        "21 November 2026", "21 Nov 2026", "21 nopember 2026", "21 Nop. 2026", "21-Nov-2026", "21November2026",
        "21 November, 2026", "November 21, 2026", "21-11-2026", "21/11/2026",
        "21.11.2026", "21 / 11 / 2026", "21 11 2026", "2026-11-21",
        "2026/11/21", "2026-11-21 00:00:00", "2026-11-21T00:00", "Sabtu, 21 November 2026",
        f"21{NBSP}November{NBSP}2026", "21–11–2026",
    ],
)  # fmt: skip
def test_one_date_in_many_hands(typed: str) -> None:
    assert parse_date(typed) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Jan", 1), ("Djanuari", 1), ("January", 1), ("Peb", 2), ("Pebruari", 2), ("Feb", 2), ("February", 2),
        ("Mar", 3), ("Mrt", 3), ("March", 3), ("Apr", 4), ("Mei", 5), ("May", 5), ("Jun", 6),
        ("Djuni", 6), ("June", 6), ("Jul", 7),
        ("July", 7), ("Agt", 8), ("Agust", 8), ("Ags", 8), ("Agu", 8), ("Aug", 8), ("August", 8), ("Sep", 9),
        ("Sept", 9), ("Okt", 10), ("Oct", 10), ("October", 10), ("Nop", 11),
        ("Nov", 11), ("Des", 12), ("Dec", 12), ("December", 12),
    ],
)  # fmt: skip
def test_months_have_many_names(name: str, month: int) -> None:
    assert parse_date(f"5 {name} 2026") == date(2026, month, 5)


def test_the_day_always_comes_first() -> None:
    assert parse_date("05/06/2026") == date(2026, 6, 5)


@pytest.mark.parametrize(
    ("typed", "told", "next_step"),
    [
        ("11/21/2026", "Bulan 21 tidak ada", "Untuk 21 November 2026 tulis 21/11/2026."),
        ("13/13/2026", "Bulan 13 tidak ada", "Perbaiki angka bulannya."),
        ("1/0/2026", "Bulan 0 tidak ada", "Perbaiki angka bulannya."),
        ("31/02/2026", "Februari 2026 hanya sampai tanggal 28", "Perbaiki angka harinya."),
        ("29 Feb 2025", "Februari 2025 hanya sampai tanggal 28", "Perbaiki angka harinya."),
        ("0/5/2026", "Tanggal 0 tidak ada", "Perbaiki angka harinya."),
        ("21/11/26", "Tahun 26 dapat berarti 1926 atau 2026", "misalnya 2026"),
        ("21 Nov 26", "Tahun 26 dapat berarti 1926 atau 2026", "misalnya 2026"),
        ("26-11-21", "Tahun 21 dapat berarti 1921 atau 2021", "misalnya 2026"),
        ("21/11/20266", "di luar jangkauan", "misalnya 2026"),
        ("21 Foo 2026", "Bulan “foo” tidak dikenal", "21 November 2026"),
        ("21 Dju 2026", "Bulan “dju” tidak dikenal", "21 November 2026"),
        ("21 Ma 2026", "Bulan “ma” tidak dikenal", "21 November 2026"),
        ("21 No 2026", "Bulan “no” tidak dikenal", "21 November 2026"),
        ("Senin, 21 November 2026", "21 November 2026 bukan hari Senin", "Periksa tanggalnya"),
        ("November 2026", "belum dapat dibaca", "21/11/2026"),
        ("21-11/2026", "belum dapat dibaca", "21/11/2026"),
        ("2026-11-21 13:00", "belum dapat dibaca", "21/11/2026"),
        ("46347", "belum dapat dibaca", "21/11/2026"),
        ("", "masih kosong", ""),
    ],
)
def test_a_wrong_date_is_told_with_the_part_that_is_wrong(typed: str, told: str, next_step: str) -> None:
    problem = refusal(parse_date, typed)
    assert told in problem.sentence
    assert next_step in problem.next_step


@given(DATES)
def test_dates_come_back_as_they_were_written(day: date) -> None:
    for written in (format_date(day), format_date_short(day), day.isoformat(), day.strftime("%d/%m/%Y")):
        assert parse_date(written) == day


@given(st.text(alphabet="0123456789/-. novsabtu,:", max_size=20))
def test_any_text_gives_a_date_or_a_sentence(typed: str) -> None:
    try:
        assert parse_date(typed).year >= 1900
    except ValueProblem:
        return


def test_dates_and_times_are_written_the_indonesian_way() -> None:
    assert format_date(date(2026, 11, 21)) == "21 November 2026"
    assert format_date_short(date(2026, 8, 1)) == "1 Agt 2026"
    assert format_time(time(14, 5)) == "14.05"
    assert format_time(datetime(2026, 11, 21, 7, 30)) == "07.30"


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 KB"),
        (1024, "1 KB"),
        (102_298, "99,9 KB"),
        (102_400, "100 KB"),
        (126_925, "124 KB"),
        (1_022_900, "999 KB"),
        (1_046_733, "1 MB"),
        (1_258_291, "1,2 MB"),
        (1024**2 - 1, "1 MB"),
        (247_463_936, "236 MB"),
        (1024**3 - 1, "1 GB"),
        (5 * 10**15, "4.547 TB"),
    ],
)
def test_sizes_are_written_as_the_file_manager_counts_with_three_digits_at_most(size: int, written: str) -> None:
    assert format_size(size) == written.replace(" ", NBSP)


def test_amounts_in_words() -> None:
    assert terbilang(1_500_000) == "satu juta lima ratus ribu"
