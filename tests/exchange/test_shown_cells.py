"""What readers tell of how cells are shown: indentation, bold letters, colours, numbers that no text holds."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from gmsc_desktop.exchange import book_json
from gmsc_desktop.exchange.html_tables import book_of_html
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.sheets import Book, Sheet
from tests.exchange.layout_writers import write_docx, write_ods
from tests.exchange.old_books import write_xls


def looks(sheet: Sheet) -> dict[str, str]:
    """By text how each cell is shown; the indentation as so many points before it."""
    told = {}
    for row in sheet.rows.values():
        for cell in row.values():
            told["." * (len(cell.text) - len(cell.text.lstrip())) + cell.folded] = cell.look
    return told


def word(body: str, folder: Path, numbering: str = "", styles: str = "") -> Book:
    path = write_docx(folder / "tabel.docx", body, numbering, styles)
    return read_here(path, path.name)


def cell(text: str, paragraph: str = "", run: str = "", properties: str = "") -> str:
    lines = "".join(
        f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{line}</w:t></w:r></w:p>"
        for line in text.split("|")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"


def test_a_workbook_tells_letters_and_colours(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for at, (text, font, colour) in enumerate(
        (("Tebal", Font(bold=True), ""), ("Miring", Font(italic=True), ""), ("Kuning", Font(), "FFFFFF00"),
         ("Biasa", Font(), "")), 1,
    ):  # fmt: skip
        sheet.cell(at, 1, text).font = font
        if colour:
            sheet.cell(at, 1).fill = PatternFill("solid", fgColor=colour)
    path = tmp_path / "tabel.xlsx"
    book.save(path)
    read = read_here(path, path.name)
    assert looks(read.sheets[0]) == {"Tebal": "b", "Miring": "i", "Kuning": "#ffff00", "Biasa": ""}
    handed = book_json.from_json(book_json.to_json(read), "tabel.xlsx")
    assert looks(handed.sheets[0]) == looks(read.sheets[0])


def test_a_look_that_no_reader_tells_is_refused(tmp_path: Path) -> None:
    made = book_json.to_json(book_of_html("<table><tr><td><b>A</b></table>", "x", "html"))
    made["sheets"][0]["rows"][0][2] = "t!"  # type: ignore[index]
    with pytest.raises(ValueError, match="no"):
        book_json.from_json(made, "x")


def test_a_page_tells_what_its_styles_show() -> None:
    page = (
        "<style><!-- .sub { padding-left: 24px; font-weight: 700 } .tutup{display:none} --></style><table>"
        "<tr><td><strong>Tujuan</strong></td></tr><tr><td class='sub'>Sasaran</td></tr>"
        "<tr><td bgcolor=yellow><span class=tutup>0001</span>Program</td></tr>"
        "<tr><td><div style='margin-left:10pt'><i>Giat</i></div></td></tr></table>"
    )
    [sheet] = book_of_html(page, "x", "html").sheets
    assert looks(sheet) == {"Tujuan": "b", "....Sasaran": "b", "Program": "#ffff00", "..Giat": "i"}


def test_hidden_columns_of_a_page_are_told_and_hidden_cells_among_others_are_not_there() -> None:
    whole = "<table><tr><th>A<th style='display:none'>id<th>B<tr><td>1<td style='display:none'>77<td>2</table>"
    [sheet] = book_of_html(whole, "x", "html").sheets
    assert sheet.hidden_columns == {1}
    assert {at: one.text for at, one in sheet.row(1).items()} == {0: "1", 1: "77", 2: "2"}
    [sheet] = book_of_html(whole.replace("<th style='display:none'>id", ""), "x", "html").sheets
    assert {at: one.text for at, one in sheet.row(1).items()} == {0: "1", 1: "2"}


def test_a_page_of_libreoffice_or_excel_tells_stored_numbers() -> None:
    page = (
        "<table><tr><td x:num='1500'>1,500<td x:num='0.5'>50%<td sdval='1250'>1,250<td sdval='3'>03"
        "<td sdval='2.1'>2.10</table>"
    )
    [sheet] = book_of_html(page, "x", "html").sheets
    assert [one.text for one in sheet.row(0).values()] == ["1500", "50%", "1250", "03", "2.10"]
    assert [one.number for one in sheet.row(0).values()] == [1500, None, 1250, None, None]


def test_the_caption_of_a_table_and_lines_around_a_nested_one_are_its_title() -> None:
    page = (
        "<table><tr><td><p>Dinas Sosial</p><table><caption>Tahun 2025-2029</caption>"
        "<tr><td>A<td>B<td>C<tr><td><table><tr><td>x<tr><td>y</table><td>1<td>2</table></td></tr></table>"
    )
    sheets = book_of_html(page, "x", "html").sheets
    assert [[one.text for one in row.values()] for row in sheets[1].rows.values()] == [
        ["Dinas Sosial"],
        ["Tahun 2025-2029"],
        ["A", "B", "C"],
        ["x\ny", "1", "2"],
    ]


def test_a_spreadsheet_of_libreoffice_tells_styles_of_cells_rows_and_columns(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="a" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
        '</style:style><style:style style:name="b" style:family="table-cell" style:parent-style-name="a">'
        '<style:paragraph-properties fo:margin-left="0.353cm"/></style:style>'
        '<style:style style:name="T" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    rows = (
        '<table:table-column table:default-cell-style-name="a"/>'
        "<table:table-row><table:table-cell><text:p>Tujuan</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:style-name="b"><text:p>Sasaran</text:p><draw:frame><draw:text-box>'
        "<text:p>Lihat lampiran</text:p></draw:text-box></draw:frame></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:style-name="c"><text:p><text:s text:c="3"/>Program</text:p>'
        '</table:table-cell></table:table-row><table:table-row><table:table-cell table:style-name="c"><text:p>'
        '<text:span text:style-name="T">Giat</text:span></text:p></table:table-cell></table:table-row>'
    )
    content = (
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
    )
    path = write_ods(tmp_path / "tabel.ods", content)
    assert looks(read_here(path, path.name).sheets[0]) == {
        "Tujuan": "b",
        "..Sasaran": "b",
        "...Program": "",
        "Giat": "b",
    }


def test_a_document_tells_styles_indentation_and_numbers(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Judul"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Butir"><w:basedOn w:val="Judul"/><w:pPr><w:ind w:left="240"/>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    rows = (
        cell("Tujuan", '<w:pStyle w:val="Judul"/>'),
        cell("Sasaran", '<w:pStyle w:val="Butir"/>', '<w:b w:val="0"/>'),
        cell("Program", '<w:pStyle w:val="Butir"/>', "<w:i/>", '<w:shd w:fill="FFE599"/>'),
    )
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert looks(word(body, tmp_path, numbering, styles).sheets[0]) == {
        "Tujuan": "b",
        "..III. Sasaran": "",
        "..IV. Program": "bi#ffe599",
    }


def test_what_a_document_does_not_show_is_not_read(tmp_path: Path) -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Ketik di sini</w:t></w:r></w:sdtContent>"
        "</w:sdt>"
    )
    rows = (
        "<w:tr><w:tc><w:p><w:r><w:t>Pro</w:t></w:r><w:r><w:softHyphen/><w:t>gram</w:t></w:r></w:p></w:tc>"
        f"<w:tc><w:p>{prompt}<w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Dicoret')}{cell('B')}</w:tr>"
        "<w:tr><w:tc><w:p><w:moveFrom><w:r><w:t>Pindah</w:t></w:r></w:moveFrom><w:r><w:t>C</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Sam</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>bung</w:t></w:r></w:p></w:tc></w:tr>"
    )
    [sheet] = word(f"<w:tbl>{rows}</w:tbl>", tmp_path).sheets
    assert [[one.text for one in row.values()] for row in sheet.rows.values()] == [["Program", "A"], ["C", "Sambung"]]


def test_a_table_in_a_cell_of_figures_belongs_to_it_and_one_in_a_frame_does_not(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr>{cell('x')}</w:tr><w:tr>{cell('y')}</w:tr></w:tbl>"
    rows = f"<w:tr>{cell('A')}{cell('B')}{cell('C')}</w:tr><w:tr><w:tc>{inner}</w:tc>{cell('1')}{cell('2')}</w:tr>"
    data = f"<w:tbl>{rows}</w:tbl>"
    framed = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Dinas Sosial</w:t></w:r></w:p>{data}</w:tc></w:tr></w:tbl>"
    sheets = word(framed, tmp_path).sheets
    assert [[one.text for one in row.values()] for row in sheets[1].rows.values()] == [
        ["Dinas Sosial"],
        ["A", "B", "C"],
        ["x\ny", "1", "2"],
    ]


def test_an_old_workbook_tells_letters_indentation_and_colours(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "tabel.xls", [["*Tujuan", "Indikator"], ["Sasaran", 7]], hidden_row=9)
    assert looks(read_here(path, path.name).sheets[0]) == {
        "..Tujuan": "b#00000d",
        "Indikator": "",
        "Sasaran": "",
        "7": "",
    }
