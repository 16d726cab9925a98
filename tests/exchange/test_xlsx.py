"""Workbooks are read with what matters beside the values: percentages, errors, formulas, what is hidden or merged."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gmsc_desktop.exchange.initiatives.spans import span_in
from gmsc_desktop.exchange.reading import read_book, read_here
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.sheets import Cell, Kind, Range
from gmsc_desktop.exchange.xlsx import unescaped
from tests.exchange import hostile_books
from tests.exchange.books import write_book
from tests.exchange.hostile_books import cell


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "buku.xlsx"


def test_a_cell_says_what_kind_it_is(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Teks", 0.125, 0.07, 1234.5, date(2026, 3, 2), True, "#REF!", "=1+1", 12.5, "  ", 4])
    sheet["B1"].number_format = "0.00%"
    sheet["C1"].number_format = "0%"
    sheet["G1"].data_type = "e"
    sheet["I1"].number_format = '0.0"%"'
    sheet["K1"].number_format = "00"
    book.save(path)
    [read] = read_here(path, "buku.xlsx").sheets
    assert read.rows[0] == {
        0: Cell("Teks"),
        1: Cell("12.5", Kind.PERCENT, 12.5),
        2: Cell("7", Kind.PERCENT, 7.0),
        3: Cell("1234.5", Kind.NUMBER, 1234.5),
        4: Cell("2026-03-02", Kind.DATE, 46083.0),
        5: Cell("TRUE", Kind.TRUTH),
        6: Cell("#REF!", Kind.ERROR),
        7: Cell("", Kind.UNSTORED),
        8: Cell("12.5", Kind.PERCENT, 12.5),
        10: Cell("04", Kind.NUMBER, 4.0),
    }


def test_hidden_and_merged_are_told_and_nothing_is_left_out(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 5):
        sheet.append([f"A{row}", f"B{row}", f"C{row}"])
    sheet.merge_cells("A3:B4")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("Rahasia")
    other["A1"] = "ada"
    other.sheet_state = "hidden"
    book.save(path)
    first, second = read_here(path, "buku.xlsx").sheets
    assert first.rows[1][2] == Cell("C2")
    assert first.hidden_rows == {1}
    assert first.hidden_columns == {2}
    assert first.merged == (Range(2, 0, 3, 1),)
    assert (second.hidden, second.rows[0][0].text) == (True, "ada")


def test_thousands_of_formatted_empty_cells_are_nothing(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "atas"
    for row in range(2, 3_000):
        for column in range(1, 9):
            sheet.cell(row, column).number_format = "0.00"
    sheet["H3000"] = "bawah"
    book.save(path)
    [read] = read_here(path, "buku.xlsx").sheets
    assert read.rows == {0: {0: Cell("atas")}, 2_999: {7: Cell("bawah")}}


def test_one_sheet_may_be_asked_for(path: Path) -> None:
    write_book(path, {"Satu": [["a"]], "Dua": [["b"]]})
    assert [sheet.name for sheet in read_here(path, "buku.xlsx", "dua").sheets] == ["Dua"]
    with pytest.raises(FileRefused, match="Satu, Dua"):
        read_here(path, "buku.xlsx", "Tiga")


def test_escapes_of_control_letters_are_taken_back() -> None:
    assert unescaped("baris_x000D_\nkedua") == "baris\nkedua"
    assert unescaped("a_x0041_b") == "aAb"
    assert unescaped("perundang_x0002_undangan") == "perundang_x0002_undangan"


def test_a_child_reads_the_same(path: Path) -> None:
    write_book(path, {"Satu": [["a", 1.5, None, "a"], [], ["Ω"]]}, ["A1:B1"])
    assert read_book(path) == read_here(path, "buku.xlsx")


def rewritten(path: Path, part: str, change: bytes, into: bytes) -> None:
    """Replace bytes of one part of a workbook."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    assert change in parts[part]
    parts[part] = parts[part].replace(change, into)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def test_prefixed_names_are_read(path: Path) -> None:
    write_book(path, {"Satu": [["a", 2]]})
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as old:
        content = old.read(part)
    import re

    prefixed = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content).replace(b"xmlns=", b"xmlns:x=")
    rewritten(path, part, content, prefixed)
    [read] = read_here(path, "buku.xlsx").sheets
    assert read.rows[0] == {0: Cell("a"), 1: Cell("2", Kind.NUMBER, 2.0)}


def test_an_empty_cell_without_a_place_moves_those_after_it(path: Path, tmp_path: Path) -> None:
    write_book(path, {"Tabel": [["Program"]]})
    bare = tmp_path / "tanpa-tempat.xlsx"
    row = b'<row><c><v>1</v></c><c s="0"/><c><v>3</v></c></row><row r="3"><c r="A3"/><c r="B3"><v>4</v></c></row>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                head, _mark, rest = content.partition(b"<sheetData>")
                content = head + b"<sheetData>" + row + rest[rest.index(b"</sheetData>") :]
            new.writestr(name, content)
    [sheet] = read_here(bare, bare.name).sheets
    numbers = {number: {column: cell.text for column, cell in cells.items()} for number, cells in sheet.rows.items()}
    assert numbers == {0: {0: "1", 2: "3"}, 2: {1: "4"}}


def test_a_cell_that_calls_itself_a_day_and_is_none_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "hari.xlsx"
    for stored, kind in (("besok", Kind.TEXT), ("2024-13-40", Kind.TEXT), ("2024-03-01T00:00:00Z", Kind.DATE)):
        path.write_bytes(hostile_books.xlsx({"xl/worksheets/sheet1.xml": cell(f"<v>{stored}</v>", 't="d"')}))
        [sheet] = read_here(path, path.name).sheets
        found = sheet.cell(1, 0)
        assert found is not None
        assert found.kind is kind
        span_in(found)  # raises for a day that is none
