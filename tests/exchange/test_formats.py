"""One table in every format that is read comes to the same tree; what is not read is refused with a way on."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gmsc_desktop.exchange.html_tables import book_of_html
from gmsc_desktop.exchange.pasted import read_pasted
from gmsc_desktop.exchange.reading import read_book, read_here
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.rpjmd.proposal import propose
from gmsc_desktop.exchange.sheets import Cell, Kind, Range
from tests.exchange.books import Rows, write_book
from tests.exchange.old_books import compound_file, html, shown, write_docx, write_ods, write_spreadsheet_xml, write_xls
from tests.exchange.test_rpjmd_layouts import outline

TABLE: Rows = [
    ["Sasaran", "Program", "Indikator", "Satuan", "Kondisi Awal", "Target 2026", "Pagu 2026", "OPD"],
    ["Warga sehat", None, "AHH", "Tahun", 71, "71,9", None, "Dinas Kesehatan"],
    ["Warga sehat", "Program A – Ω", "Cakupan\nimunisasi", "%", 0.5, 0.75, 1_500_000_000, "Dinas Kesehatan\nRSUD"],
]
TREE = [
    "objective: Warga sehat",
    "  * AHH | Tahun | 71; 71,9 | Dinas Kesehatan",
    "  programme: Program A – Ω 2026=1500000000",
    "    * Cakupan imunisasi | % | 50%; 75% | Dinas Kesehatan, RSUD",
]


def as_csv(path: Path, rows: Rows) -> Path:
    lines = [";".join(f'"{shown(value)}"' for value in row) for row in rows]
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    return path


def as_html(path: Path, rows: Rows) -> Path:
    path.write_text(html(rows), "utf-8")
    return path


WRITERS: dict[str, Callable[[Path, Rows], Path]] = {
    "csv": as_csv,
    "docx": write_docx,
    "html": as_html,
    "ods": write_ods,
    "xls": write_xls,
    "xml": write_spreadsheet_xml,
}


@pytest.mark.parametrize("form", WRITERS)
def test_a_format_is_known_by_its_content_and_comes_to_the_same_tree(tmp_path: Path, form: str) -> None:
    path = WRITERS[form](tmp_path / "rpjmd.xls", TABLE)  # offices name everything .xls
    book = read_book(path)
    assert book.form == form
    assert outline(propose(book)) == TREE


def test_old_workbooks_tell_percentages_errors_and_what_is_hidden(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", [["Teks", 0.125, 12.5], ["atas"], ["#REF!", 3]])
    [sheet] = read_here(path, "a.xls").sheets
    assert sheet.rows[0] == {0: Cell("Teks"), 1: Cell("12.5", Kind.PERCENT, 12.5), 2: Cell("12.5", Kind.NUMBER, 12.5)}
    assert sheet.rows[2][0] == Cell("#REF!", Kind.ERROR)
    assert sheet.hidden_rows == {2}


def test_an_open_document_tells_percentages_errors_and_what_is_hidden(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["Baris\ndua", 0.125], ["atas"], ["#REF!", 3]])
    [sheet] = read_here(path, "a.ods").sheets
    assert sheet.rows[0] == {0: Cell("Baris\ndua"), 1: Cell("12.5", Kind.PERCENT, 12.5)}
    assert sheet.rows[2] == {0: Cell("#REF!", Kind.ERROR), 1: Cell("3", Kind.NUMBER, 3.0)}
    assert sheet.hidden_rows == {2}


def test_lines_above_a_table_tell_the_period_and_the_unit(tmp_path: Path) -> None:
    rows: Rows = [["Program", "Indikator", "Target Tahun 1", "Rp Tahun 1"], ["Program A", "x", "1", "1500"]]
    for path in (
        write_docx(tmp_path / "a.docx", rows, "RPJMD 2025-2029\n(dalam ribuan rupiah)"),
        as_html(tmp_path / "a.html", rows),
    ):
        if path.suffix == ".html":
            path.write_text(html(rows, "RPJMD 2025-2029 (dalam ribuan rupiah)"))
        proposal = propose(read_here(path, path.name))
        assert proposal.period == (2025, 2029)
        assert [need.what for need in proposal.needs] == ["unit"]
        assert proposal.years == (2025,)


def test_a_table_that_was_copied_is_read_from_the_clipboard() -> None:
    text = "Sasaran\tIndikator\tSatuan\tTarget 2026\r\nWarga sehat\tAHH\tTahun\t71,5\r\n"
    fragment = "Version:0.9\r\nStartHTML:1\r\n<html><body><!--StartFragment-->" + html(
        [line.split("\t") for line in text.split("\r\n") if line]
    )
    for book in (read_pasted(text), read_pasted("", fragment), read_pasted(text, "<b>tebal</b>")):
        assert book.form == "pasted"
        assert outline(propose(book)) == ["objective: Warga sehat", "  * AHH | Tahun | ; 71,5 | "]


def test_spans_of_html_are_merged_cells() -> None:
    page = (
        "<table><tr><th rowspan=2>Sasaran<th colspan=2>2026<tr><th>Target<th>Rp"
        "<tr style='display:none'><td>A&nbsp;B<td>1<td><script>x</script>2</table>"
    )
    [sheet] = book_of_html(page, "x", "html").sheets
    assert sheet.merged == (Range(0, 0, 1, 0), Range(0, 1, 0, 2))
    assert sheet.rows[1] == {1: Cell("Target"), 2: Cell("Rp")}
    assert [cell.text for cell in sheet.rows[2].values()] == ["A B", "1", "2"]
    assert sheet.hidden_rows == {2}


def test_merged_cells_of_a_document_are_merged(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write_docx(path, [["A", "B"], ["", "C"]])
    with zipfile.ZipFile(path) as old:
        text = old.read("word/document.xml").decode()
    first, second, third = text.split("<w:tcPr/>", 1)[0], *text.split("<w:tcPr/>", 1)[1].split("<w:tcPr/>", 1)
    text = f'{first}<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{second}<w:tcPr/>{third}'
    head, tail = text.split("<w:tr>", 2)[0:2], text.split("<w:tr>", 2)[2]
    text = "<w:tr>".join([*head, tail.replace("<w:tcPr/>", "<w:tcPr><w:vMerge/></w:tcPr>", 1)])
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("word/document.xml", text)
    [sheet] = read_here(path, "a.docx").sheets
    assert sheet.merged == (Range(0, 0, 1, 0),)
    assert sheet.rows[1] == {1: Cell("C")}


def zipped(path: Path, **parts: str) -> bytes:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path.read_bytes()


REFUSED: dict[str, tuple[Callable[[Path], bytes], str, str]] = {
    "empty": (lambda _p: b"", "empty", "kosong"),
    "locked workbook": (
        lambda _p: compound_file({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}),
        "locked",
        "kata sandi",
    ),
    "locked old workbook": (lambda p: write_xls(p, [["a"]], locked=True).read_bytes(), "locked", "kata sandi"),
    "old Word": (lambda _p: compound_file({"WordDocument": b"x"}), "doc", "Dokumen Word (*.docx)"),
    "old slides": (lambda _p: compound_file({"PowerPoint Document": b"x"}), "slides", "Bappeda"),
    "very old workbook": (lambda _p: compound_file({"Book": b"x"}), "old-workbook", "Simpan Sebagai"),
    "pdf": (lambda _p: b"%PDF-1.7\n...", "pdf", "berkas Excel atau Word aslinya"),
    "picture": (lambda _p: b"\x89PNG\r\n\x1a\n", "picture", "Bappeda"),
    "archive": (lambda _p: b"Rar!\x1a\x07", "archive", "Keluarkan isinya"),
    "zip of files": (lambda p: zipped(p, a_dot_txt="x"), "archive", "Keluarkan isinya"),
    "binary workbook": (lambda p: zipped(p, xl__workbook_dot_bin="x"), "binary-workbook", "Simpan Sebagai"),
    "slides": (lambda p: zipped(p, ppt__presentation_dot_xml="x"), "slides", "Bappeda"),
    "rich text": (lambda _p: b"{\\rtf1 x}", "doc", "Word"),
    "mail page": (lambda _p: b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "mail-page", "Simpan Sebagai"),
    "frames": (lambda _p: b"<html><frameset><frame src=x></frameset></html>", "frames", "Simpan Sebagai"),
    "bytes": (lambda _p: bytes(range(256)) * 8, "unknown", ".xlsx"),
    "page without a table": (lambda _p: b"<html><body><p>Masuk</body></html>", "no-table", "tabel"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, what: str) -> None:
    make, reason, step = REFUSED[what]
    path = tmp_path / "berkas.xlsx"
    path.write_bytes(make(tmp_path / "made.zip"))
    with pytest.raises(FileRefused) as caught:
        read_here(path, "berkas.xlsx")
    assert caught.value.reason == reason
    assert step in f"{caught.value.sentence} {caught.value.next_step}"
    assert "berkas.xlsx" in caught.value.sentence


def test_a_workbook_that_was_cut_off_is_told_so(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["x"] * 30] * 40})
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(FileRefused) as caught:
        read_here(path, "a.xlsx")
    assert caught.value.reason == "cut-off"


def test_an_open_document_with_a_password_is_told_so(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["x"]])
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(FileRefused, match="kata sandi"):
        read_here(path, "a.ods")
