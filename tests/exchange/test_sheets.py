"""A sheet as it was read: names of cells, folded texts, sparse rows."""

from __future__ import annotations

import pytest

from gmsc_desktop.exchange.sheets import Cell, Sheet, cell_name, fold, with_whole_words


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (11, 1, "B12"), (0, 25, "Z1"), (0, 26, "AA1"), (9, 701, "ZZ10"), (0, 702, "AAA1")],
)
def test_a_cell_is_called_as_in_a_spreadsheet(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_blanks_of_every_kind_are_one_space() -> None:
    assert fold("\u00a0 Dinas\u00a0\u00a0Kesehatan\r\n dan\u200b\tKB ") == "Dinas Kesehatan dan KB"


def test_an_empty_place_of_a_sheet_is_none() -> None:
    sheet = Sheet("A", {3: {2: Cell("x")}})
    assert (sheet.height, sheet.width) == (4, 3)
    assert sheet.cell(3, 2) == Cell("x")
    assert sheet.cell(3, 1) is None
    assert sheet.cell(99, 2) is None


def test_a_word_parted_at_the_end_of_a_line_is_whole_and_one_said_twice_keeps_its_sign() -> None:
    assert with_whole_words("Meningkat-\nnya layanan masing-\nmasing kecamatan") == (
        "Meningkatnya layanan masing-masing kecamatan"
    )
    assert with_whole_words("perundang\x02undangan ber\x1fkala\x0bsatu") == "perundang-undangan berkala\nsatu"
    assert with_whole_words("- Rasio A -\n- rasio B") == "- Rasio A -\n- rasio B"
