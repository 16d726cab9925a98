"""Numbers, Rupiah and percentages: what is typed is read exactly, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmsc_desktop.values import (
    MAX_AMOUNT,
    NBSP,
    ValueProblem,
    format_for_editing,
    format_number,
    format_percent,
    format_rupiah,
    format_rupiah_short,
    parse_number,
    parse_percent,
    parse_rupiah,
    parse_whole,
    try_number,
)

AMOUNTS = st.integers(-MAX_AMOUNT, MAX_AMOUNT)
NUMBERS = st.integers(0, 8).flatmap(lambda places: st.decimals(-MAX_AMOUNT, MAX_AMOUNT, places=places)) | st.decimals(
    -10000, 10000, places=3
)


def refusal(parse: Callable[[str], object], text: str) -> ValueProblem:
    with pytest.raises(ValueProblem) as caught:
        parse(text)
    assert caught.value.sentence.endswith(".")
    assert caught.value.next_step.endswith(".")
    return caught.value


# ---- Rupiah


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1.500.000,-", 1_500_000),
        ("1.500.000,--", 1_500_000),
        ("1.500.000.-", 1_500_000),
        ("Rp1.500.000,=", 1_500_000),
        ("Rp 1.500.000", 1_500_000),
        ("Rp. 1.500.000,00", 1_500_000),
        ("rp1.500.000.", 1_500_000),
        ("IDR 1,500,000.00", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000", 1_500_000),
        (f"Rp{NBSP}1.500.000{NBSP}", 1_500_000),
        ("1\u2009500\u202f000", 1_500_000),
        ("Ｒｐ１．５００", 1_500),
        ("\ufeff1.500", 1_500),
        ("1500000.00", 1_500_000),
        ("1.500", 1_500),
        ("1.000", 1_000),
        ("100,00", 100),
        ("5 rupiah", 5),
        ("(1.000)", -1_000),
        ("(Rp1.000)", -1_000),
        ("Rp(1.000)", -1_000),
        ("-Rp1.500", -1_500),
        ("Rp -1.500", -1_500),
        ("−1.500", -1_500),
        ("-0", 0),
        ("Rp 2,5 M", 2_500_000_000),
        ("2.5 M", 2_500_000_000),
        ("2,5 m", 2_500_000_000),
        ("2,5 miliar", 2_500_000_000),
        ("2,5 Milyar rupiah", 2_500_000_000),
        ("750 juta", 750_000_000),
        ("750jt", 750_000_000),
        ("12,345678 jt.", 12_345_678),
        ("500 rb", 500_000),
        ("500 ribu", 500_000),
        ("1.250,5 juta", 1_250_500_000),
        ("1,2 T", 1_200_000_000_000),
        ("1.000.000 triliun", MAX_AMOUNT),
        ("(2,5 M)", -2_500_000_000),
    ],
)
def test_rupiah_is_read_as_people_write_it(typed: str, amount: int) -> None:
    assert parse_rupiah(typed) == amount
    assert type(parse_rupiah(typed)) is int


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2,288", "dua ribu dua ratus delapan puluh delapan atau dua koma dua delapan delapan"),
        ("1,000", "seribu atau satu"),
        ("1.50", "belum pasti"),
        ("1.5", "belum pasti"),
        ("1.00", "belum pasti"),
        ("2,5", "belum pasti"),
        ("2,288 M", "Rp2.288.000.000.000 atau Rp2.288.000.000"),
        ("1.500 juta", "Rp1.500.000.000 atau Rp1.500.000"),
        ("Rp1.500,50", "bukan jumlah Rupiah bulat"),
        ("Rp1500,5", "bukan jumlah Rupiah bulat"),
        ("1,2345 rb", "bukan jumlah Rupiah bulat"),
        ("1.500,000", "belum dapat dibaca"),
        ("1.500.00", "belum dapat dibaca"),
        ("15.00.000", "belum dapat dibaca"),
        ("0.500", "belum dapat dibaca"),
        ("1.500-", "belum dapat dibaca"),
        ("-(1.500)", "belum dapat dibaca"),
        ("-Rp-1.500", "belum dapat dibaca"),
        ("(1.500", "belum dapat dibaca"),
        ("10²", "belum dapat dibaca"),
        ("٣٠٠", "belum dapat dibaca"),
        ("5%", "belum dapat dibaca"),
        ("2 M,-", "belum dapat dibaca"),
        ("750 million", "belum dapat dibaca"),
        ("1.500 dan 2.000", "belum dapat dibaca"),
        ("80\n100", "belum dapat dibaca"),
        ("=1+1", "belum dapat dibaca"),
        ("1e9", "belum dapat dibaca"),
        ("NaN", "belum dapat dibaca"),
        ("9" * 200, "belum dapat dibaca"),
        ("1.000.000.000.000.000.001", "terlalu besar"),
        ("1000000,1 T", "terlalu besar"),
        ("", "masih kosong"),
        (" - ", "masih kosong"),
    ],
)
def test_rupiah_is_never_guessed_nor_rounded(typed: str, told: str) -> None:
    assert told in refusal(parse_rupiah, typed).sentence


def test_a_refusal_of_sen_names_the_two_whole_amounts() -> None:
    assert refusal(parse_rupiah, "Rp1.500,50").next_step == "Tulis tanpa sen: Rp1.500 atau Rp1.501."


def test_long_rubbish_is_quoted_short() -> None:
    assert len(refusal(parse_rupiah, "x" * 100_000).sentence) < 120


@given(AMOUNTS)
def test_rupiah_comes_back_as_it_was_written(amount: int) -> None:
    written = format_rupiah(amount)
    for typed in (written, f"{written},-", f"{written},00", written.replace(".", " "), str(amount), f"{amount:,}.00"):
        if typed != f"{amount:,}.00" or abs(amount) >= 1000:
            assert parse_rupiah(typed) == amount


@given(st.integers(0, 10**9), st.sampled_from([("rb", 10**3), ("jt", 10**6), ("miliar", 10**9)]))
def test_a_unit_multiplies_exactly(amount: int, unit: tuple[str, int]) -> None:
    word, size = unit
    assert parse_rupiah(f"{format_for_editing(Decimal(amount) / size)} {word}") == amount


@given(st.text(alphabet="0123456789., -()RpMjt%", max_size=20))
def test_any_text_gives_whole_rupiah_or_a_sentence(typed: str) -> None:
    try:
        amount = parse_rupiah(typed)
    except ValueProblem:
        return
    assert type(amount) is int
    assert abs(amount) <= MAX_AMOUNT


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "Rp0"),
        (999, "Rp999"),
        (1_500_000, "Rp1.500.000"),
        (-1_500_000, "-Rp1.500.000"),
        (10**18, "Rp1" + ".000" * 6),
    ],
)
def test_rupiah_in_full(amount: int, written: str) -> None:
    assert format_rupiah(amount) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "Rp0"),
        (999, "Rp999"),
        (1_000, "Rp1 rb"),
        (999_949, "Rp999,9 rb"),
        (999_950, "Rp1 jt"),
        (12_400_000_000, "Rp12,4 M"),
        (999_950_000, "Rp1 M"),
        (999_949_999, "Rp999,9 jt"),
        (-1_250_000, "-Rp1,3 jt"),
        (1_234_500_000_000_000, "Rp1.234,5 T"),
    ],
)
def test_rupiah_in_short(amount: int, written: str) -> None:
    assert format_rupiah_short(amount) == written.replace(" ", NBSP)


# ---- numbers and percentages


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("007", "7"),
        ("1234", "1234"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 500 000", "1500000"),
        ("1 500", "1500"),
        ("2,84", "2.84"),
        ("4.10", "4.10"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("2,2880", "2.288"),
        ("1234.567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("1,234.567", "1234.567"),
        ("12.", "12"),
        ("-5,5", "-5.5"),
        ("+5,5", "5.5"),
        ("(1.234,5)", "-1234.5"),
        (f"−1{NBSP}000", "-1000"),
    ],
)
def test_a_certain_number_is_read_exactly(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "readings", "ways"),
    [
        ("1.500", "1.500 dapat berarti seribu lima ratus atau satu koma lima.", "Tulis 1500 atau 1,5."),
        ("1,500", "1,500 dapat berarti seribu lima ratus atau satu koma lima.", "Tulis 1500 atau 1,5."),
        (
            "-63.091",
            "63.091 dapat berarti enam puluh tiga ribu sembilan puluh satu "
            "atau enam puluh tiga koma nol sembilan satu.",
            "Tulis 63091 atau 63,0910.",
        ),
    ],
)
def test_a_number_with_two_readings_is_refused_and_both_are_named(typed: str, readings: str, ways: str) -> None:
    problem = refusal(parse_number, typed)
    assert (problem.sentence, problem.next_step) == (readings, ways)


@pytest.mark.parametrize(
    "typed", ["", "-", "abc", "12 km", "1,5 juta", "Rp5", "5%", "5,-", "01.500", "1.2.3", "1e5", ".5"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    refusal(parse_number, typed)


@pytest.mark.parametrize(
    ("typed", "count"), [("1500", 1500), ("1.500", 1500), ("12.500.000", 12_500_000), ("12,0", 12), ("(1.500)", -1500)]
)
def test_counts_are_read(typed: str, count: int) -> None:
    assert parse_whole(typed) == count


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12,5", "bukan bilangan bulat"),
        ("1.50", "bukan bilangan bulat"),
        ("1,500", "seribu lima ratus atau satu koma lima"),
        ("1.500 orang", "belum dapat dibaca"),
        ("Rp1.500", "belum dapat dibaca"),
        ("1.000.000.000.000.000.001", "terlalu besar"),
    ],
)
def test_counts_are_never_guessed_nor_rounded(typed: str, told: str) -> None:
    assert told in refusal(parse_whole, typed).sentence


@given(AMOUNTS)
def test_a_count_comes_back_as_it_was_written(count: int) -> None:
    assert parse_whole(format_number(count)) == count


@given(NUMBERS)
def test_a_number_for_editing_comes_back_exactly(number: Decimal) -> None:
    assert parse_number(format_for_editing(number)) == number


@given(NUMBERS)
def test_a_number_to_look_at_is_never_read_as_another(number: Decimal) -> None:
    try:
        read = parse_number(format_number(number))
    except ValueProblem:
        return
    assert read == number


@given(NUMBERS)
def test_a_percentage_comes_back_exactly(number: Decimal) -> None:
    assert parse_percent(format_percent(number)) == number


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        (1234.5, None, "1.234,5"),
        (1500, None, "1.500"),
        (Decimal("4.10"), None, "4,1"),
        (2, 2, "2,00"),
        (Decimal("2.345"), 2, "2,35"),
        (-0.001, 1, "0,0"),
        (-1234567, None, "-1.234.567"),
        (0.1, None, "0,1"),
        (Decimal("1E+3"), None, "1.000"),
    ],
)
def test_numbers_are_written_with_dots_and_a_comma(number: float | Decimal, decimals: int | None, written: str) -> None:
    assert format_number(number, decimals) == written


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_not_finite_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_number(number)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5%", "12.5"),
        ("12,5 %", "12.5"),
        (f"12,5{NBSP}%", "12.5"),
        ("12.5 persen", "12.5"),
        ("-0,99", "-0.99"),
        ("100％", "100"),
    ],
)
def test_percentages_are_read(typed: str, number: str) -> None:
    assert parse_percent(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "%", "Rp5%", "12,345%", "5‰", "5%%", "5 dari 10"])
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    refusal(parse_percent, typed)


def test_percentages_are_written_with_a_space_that_does_not_break() -> None:
    assert format_percent(12.5) == "12,5\u00a0%"
    assert format_percent(Decimal("66.666"), 1) == "66,7\u00a0%"


@pytest.mark.parametrize(
    ("target", "number"),
    [
        ("2,84", 2.84),
        ("4.10", 4.1),
        ("12,5%", 12.5),
        ("98 %", 98.0),
        ("50.00%", 50.0),
        ("-0.00", 0.0),
        ("-0,99", -0.99),
        ("1.234.567", 1234567.0),
        ("16882632150", 16882632150.0),
        ("62,0450", 62.045),
        ("75", 75.0),
    ],
)
def test_a_certain_target_has_a_number(target: str, number: float) -> None:
    assert try_number(target) == number


@pytest.mark.parametrize(
    "target",
    [
        "", "BB", "<22", "≤5 menit", "70,38-70,76", "80-60", "2.3:1000", "< 49/100.000 penduduk", "276 Desa", "1 pasar",
        "2 jenis",
        "1.000*", "1.500", "63.091", "2,288", "80 100", "80\n100", "(5)", "Rp5", "1e5", "nan", "inf", "²", "1" * 5000,
    ],
)  # fmt: skip
def test_an_uncertain_target_has_none(target: str) -> None:
    assert try_number(target) is None


@given(st.text())
def test_no_target_raises(target: str) -> None:
    number = try_number(target)
    assert number is None or abs(number) <= MAX_AMOUNT
