"""How findings name lists, years, days and records."""

from __future__ import annotations

import pytest

from gmsc_desktop.models.checks.wording import day, listed, record_name, shortened, years_listed
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.snapshot import Json, from_json
from tests.models.complete_plan import Row


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")],
)
def test_a_list_reads_as_a_sentence(items: list[str], said: str) -> None:
    assert listed(items) == said


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2026], "2026"),
        ([2027, 2026], "2026 dan 2027"),
        ([2026, 2027, 2028], "2026–2028"),
        ([2026, 2028, 2030, 2031, 2032], "2026, 2028, dan 2030–2032"),
        ([2026, 2027, 2029], "2026, 2027, dan 2029"),
    ],
)
def test_years_in_a_row_are_drawn_together(years: list[int], said: str) -> None:
    assert years_listed(years) == said


def test_a_day_is_told_in_words_and_what_is_none_as_written() -> None:
    assert day("2026-03-05") == "5 Maret 2026"
    assert day("Maret 2026") == "Maret 2026"


def test_a_long_text_is_cut_at_a_word_and_one_long_word_where_it_ends() -> None:
    assert shortened("satu dua\ntiga", 20) == "satu dua tiga"
    assert shortened("satu dua tiga empat", 15) == "satu dua tiga…"
    assert shortened("satu dua tiga", 13) == "satu dua tiga"
    assert shortened("a" * 30, 10) == "a" * 9 + "…"


@pytest.mark.parametrize(
    ("table", "values", "name"),
    [
        ("planning_document", {"kind": "rpd", "period_start": 2024, "period_end": 2026}, "RPD 2024–2026"),
        ("legal_document", {"kind": "sk_dewan", "number": "188/45"}, "SK Dewan Smart City 188/45"),
        ("evidence", {"url": "https://luwukab.go.id/112"}, "https://luwukab.go.id/112"),
        ("body", {"kind": "tim"}, "Tim Pelaksana"),
        ("progress_year", {"year": 2026}, "2026"),
        ("section", {"key": "penutup"}, "Penutup"),
        ("initiative", {}, ""),
        ("initiative", {"title": "Sang Sultan 7317-0141-0190-0001"}, "Sang Sultan ••••-••••-••••-••••"),
        ("initiative", {"title": "Layanan (0812) 3456-7890"}, "Layanan (••••) ••••-••••"),
        ("initiative", {"title": "Layanan 0471 331 1123 tahun 2026"}, "Layanan 0471 331 1123 tahun 2026"),
    ],
)
def test_a_record_is_called_by_what_is_known_of_it(table: str, values: dict[str, Json], name: str) -> None:
    row: Row = dict.fromkeys(BY_NAME[table].columns)
    [record] = from_json({table: [{**row, "id": "one", **values}]}).rows(table)
    assert record_name(load(), record) == name
