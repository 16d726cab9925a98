"""What a page shows, as paper and as a workbook: whole, literal, typed, on the paper that was chosen."""

from __future__ import annotations

import io
import re
import threading
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gmsc_desktop.exports import Cancelled, Edition
from gmsc_desktop.exports.charts import money_chart
from gmsc_desktop.exports.fonts import Glyphs
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.printouts import (
    ChartSection,
    Facts,
    Layout,
    Mark,
    Printable,
    PrintCell,
    PrintColumn,
    PrintLine,
    PrintTable,
    Prose,
    file_name,
    write_print_pdf,
    write_print_xlsx,
)
from gmsc_desktop.exports.printouts.pages import PdfPages
from gmsc_desktop.exports.printouts.paper import MM
from gmsc_desktop.exports.printouts.tables import SMALLEST, Scaled, Sheeted
from tests.exports.books import squeezed
from tests.exports.editions import HOSTILE, edition, final_edition

LONG = " ".join(f"kata{number}" for number in range(40))
COLUMNS = [
    PrintColumn("Kode"),
    PrintColumn("Nama", "name"),
    PrintColumn("Anggaran (Rp)", "money"),
    PrintColumn("Fisik", "percent"),
    PrintColumn("Mulai", "date"),
    PrintColumn("Langsung"),
]


def line(number: int, name: str, level: int = 0, group: str = "") -> PrintLine:
    cells = (
        PrintCell(f"SG-{number:03}"),
        PrintCell(name),
        PrintCell("1.250.000.000", 1_250_000_000),
        PrintCell("62,5 %", 62.5),
        PrintCell("21 Nov 2026", "2026-11-21"),
        PrintCell("pendukung, 3 inisiatif", mark=Mark("SG", "pendukung", 3)),
    )
    return PrintLine(cells, level, strong=not level, group=group)


def table(lines: list[PrintLine], title: str = "Daftar") -> PrintTable:
    total = [PrintCell("Jumlah"), PrintCell(), PrintCell("Rp2.500.000.000", 2_500_000_000), *[PrintCell()] * 3]
    return PrintTable(title, COLUMNS, lines, total, "Golongan")


WIDE = PrintTable(
    "Target",
    [PrintColumn("Indikator", "name"), *(PrintColumn(f"Target {year}") for year in range(2020, 2040))],
    [PrintLine([PrintCell(f"Indeks {number} {LONG}"), *[PrintCell("1.234.567,89")] * 20]) for number in range(20)],
)


def page_of(*sections: object, title: str = "Inisiatif") -> Printable:
    return Printable("inisiatif", title, ("Kabupaten Contoh · urut menurut nama",), sections)  # type: ignore[arg-type]


def printed(printable: Printable, layout: Layout | None = None, made: Edition | None = None) -> bytes:
    stream = io.BytesIO()
    write_print_pdf(made or edition(), printable, layout or Layout(), stream)
    return stream.getvalue()


def texts(content: bytes) -> list[str]:
    document = pdfium.PdfDocument(content)
    found = []
    for page in document:
        text_page = page.get_textpage()
        found.append(text_page.get_text_bounded())
        text_page.close()
        page.close()
    document.close()
    return found


def sizes(content: bytes) -> set[tuple[int, int]]:
    """Pages in millimetres."""
    document = pdfium.PdfDocument(content)
    found = {tuple(round(points / MM) for points in document.get_page_size(at)) for at in range(len(document))}
    document.close()
    return found


def workbook(printable: Printable) -> dict[str, Worksheet]:
    stream = io.BytesIO()
    write_print_xlsx(edition(), printable, stream)
    stream.seek(0)
    return {sheet.title: sheet for sheet in load_workbook(stream).worksheets}


@pytest.mark.parametrize(
    ("paper", "orientation", "size"),
    [
        ("a4", "portrait", (210, 297)),
        ("a4", "landscape", (297, 210)),
        ("f4", "portrait", (215, 330)),
        ("f4", "landscape", (330, 215)),
    ],
)
@pytest.mark.parametrize("fit", [True, False])
def test_every_page_has_its_paper_its_heading_and_its_place(
    paper: str, orientation: str, size: tuple[int, int], *, fit: bool
) -> None:
    lines = [line(number, f"Program {number} {LONG}") for number in range(40)]
    content = printed(page_of(table(lines), WIDE), Layout(paper, orientation, fit))  # type: ignore[arg-type]
    pages = texts(content)
    assert sizes(content) == {size}
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in text
        assert "DRAF · Revisi R-7F3A" in text
        assert "CONTOH – bukan dokumen resmi" in text
    listed = [text for text in pages if "SG-0" in text]
    assert all("Anggaran (Rp)" in text for text in listed), "the heading is repeated"


@pytest.mark.parametrize("fit", [True, False])
@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_a_wide_table_loses_no_cell_and_breaks_no_figure(paper: str, *, fit: bool) -> None:
    text = "\n".join(texts(printed(page_of(WIDE), Layout(paper, "portrait", fit))))
    assert text.count("1.234.567,89") == 20 * 20
    for year in range(2020, 2040):
        assert f"Target {year}" in text
    assert re.search(r"Kolom 1–\d+ dari 21", text)
    assert "–21 dari 21" in text


def test_what_is_set_smaller_stays_legible_and_fits() -> None:
    ink, made = Ink(), edition()
    for width in (515.0, 760.0):
        parts = [f for f in Sheeted(WIDE, ink, made.reference).flowables(width, fit=True) if isinstance(f, Scaled)]
        assert parts
        for part in parts:
            assert part.scale * 8.5 >= SMALLEST - 0.001
            assert part.wrap(width, 10_000)[0] <= width + 0.01


def test_left_to_itself_a_wide_table_lies_across() -> None:
    assert sizes(printed(page_of(WIDE))) == {(297, 210)}
    assert sizes(printed(page_of(table([line(1, "Pendek")])))) == {(210, 297)}


def test_hostile_text_is_printed_as_it_is_written() -> None:
    lines = [line(number, f"A{number}a{text}A{number}z") for number, text in enumerate(HOSTILE)]
    words = Prose("<b>Judul</b>", "\n\n".join(HOSTILE))
    made = texts(printed(page_of(table(lines), words, title="=1+1 <i>Judul</i> & lain"), Layout(fit=False)))
    text = squeezed("".join(made))
    for number, hostile in enumerate(HOSTILE):
        assert squeezed(Glyphs().drawable(f"A{number}a{hostile}A{number}z", beside=True)) in text
    assert squeezed("=1+1 <i>Judul</i> & lain") in text
    assert "Hurufberikuttidakada" in text


def test_long_cells_are_broken_over_pages_and_nothing_is_lost() -> None:
    words = " ".join(f"w{number}w" for number in range(3000))
    text = squeezed("".join(texts(printed(page_of(table([line(1, words)]))))))
    missing = [number for number in range(3000) if f"w{number}w" not in text]
    assert not missing


def test_words_facts_charts_and_an_empty_table() -> None:
    made = edition()
    sections = (
        Facts("Data", [("Nama", "Kota X"), ("Kosong", "")]),
        Prose("Kondisi", "**Tebal** dan\n\n- butir satu", markdown=True),
        Prose("Belum", ""),
        ChartSection(lambda width: money_chart(made, width)),
        PrintTable("Kosong", COLUMNS, (), empty="Belum ada inisiatif."),
    )
    text = "\n".join(texts(printed(page_of(*sections))))
    for words in ("Nama", "Kota X", "Tebal dan", "butir satu", "Bagian ini belum diisi.", "Belum ada inisiatif."):
        assert words in text
    assert "**" not in text
    assert "Kosong\n" in text.replace("\r", "")
    assert money_chart(made, 400).title in text
    assert "Belum ada isi pada halaman ini." in "".join(texts(printed(page_of())))


def test_a_final_plan_has_no_marks() -> None:
    text = "".join(texts(printed(page_of(table([line(1, "Satu")])), made=final_edition())))
    assert "DRAF" not in text
    assert "CONTOH" not in text


def test_the_same_page_gives_the_same_bytes() -> None:
    page = page_of(table([line(1, "Satu")]))
    assert printed(page) == printed(page)
    first, second = io.BytesIO(), io.BytesIO()
    write_print_xlsx(edition(), page, first)
    write_print_xlsx(edition(), page, second)
    assert first.getvalue() == second.getvalue()


def test_it_reports_its_progress_and_stops_when_asked() -> None:
    told: list[float] = []
    page = page_of(table([line(number, LONG) for number in range(30)]))
    printed(page, made=replace(edition(), progress=told.append))
    assert told == sorted(told)
    assert told[-1] == 1
    stop = threading.Event()
    watched = replace(edition(), progress=lambda share: stop.set() if share > 0.5 else None, cancelled=stop.is_set)
    with pytest.raises(Cancelled):
        printed(page, made=watched)
    stop.set()
    with pytest.raises(Cancelled):
        write_print_xlsx(watched, page, io.BytesIO())


def test_a_row_that_does_not_fit_its_headings_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells under 6 headings"):
        PrintTable("Salah", COLUMNS, [PrintLine([PrintCell(), PrintCell()])])


# -- the workbook


def test_cells_are_numbers_and_days_and_the_total_is_left_by_the_filter() -> None:
    rows = [line(1, "Satu", group="Wajib"), line(2, "Dua", 1, group="Wajib")]
    sheet = workbook(page_of(table(rows)))["Daftar"]
    assert [cell.value for cell in sheet[2]] == [
        "Golongan", "Kode", "Nama", "Anggaran (Rp)", "Fisik (%)", "Mulai", "Langsung",
    ]  # fmt: skip
    values = [cell.value for cell in sheet[3]]
    assert values[:5] == ["Wajib", "SG-001", "Satu", 1_250_000_000, 62.5]
    assert values[5].date().isoformat() == "2026-11-21"  # type: ignore[union-attr]
    assert values[6] == "pendukung, 3 inisiatif"
    assert sheet["D5"].value == 2_500_000_000
    assert sheet["D5"].font.b
    assert sheet.auto_filter.ref == "A2:G4"
    assert sheet.freeze_panes == "D3"
    assert sheet["C4"].alignment.indent > sheet["C3"].alignment.indent
    assert sheet.row_dimensions[4].outlineLevel == 1


def test_no_cell_is_a_formula() -> None:
    lines = [line(number, text) for number, text in enumerate(HOSTILE)]
    sheets = workbook(page_of(table(lines, "=1+1 [x]"), Prose("=2+2", "=3+3"), title="@SUM(A1)"))
    cells = [cell for sheet in sheets.values() for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert {"=3+3", "=2+2", "@SUM(A1)"} <= {cell.value for cell in cells}


def test_words_and_charts_have_their_sheets() -> None:
    made = edition()
    chart_of_money = ChartSection(lambda width: money_chart(made, width))
    sheets = workbook(page_of(chart_of_money, Prose("Kondisi", "Baik."), Facts("", [("A", "b")])))
    chart = next(iter(sheets.values()))
    assert chart["A3"].value == made.snapshot.years[0]
    amounts = [cell.value for cell in chart["B"][2:] if cell.value is not None]
    assert amounts
    assert all(isinstance(amount, int) for amount in amounts)
    words = {row[0].value: row[1].value for row in sheets["Isian"].iter_rows(min_row=3)}
    assert words == {"Kondisi": "Baik.", "A": "b"}
    about = {row[0].value: row[1].value for row in sheets["Keterangan"].iter_rows(min_row=3)}
    assert about["Halaman"] == "Inisiatif"
    assert about["Yang ditampilkan"] == "Kabupaten Contoh · urut menurut nama"


def test_an_empty_page_is_a_workbook_that_opens() -> None:
    assert list(workbook(page_of())) == ["Keterangan"]


def test_the_file_name_tells_page_district_and_revision() -> None:
    name = file_name(edition(), page_of(title="x"), ".pdf")
    assert name.startswith("inisiatif_")
    assert name.endswith("_R-7F3A_CONTOH.pdf")
    assert edition().snapshot.region.code in name


# -- pictures of the pages


def test_pages_become_pictures_whole_and_in_strips() -> None:
    pages = PdfPages(printed(page_of(table([line(number, LONG) for number in range(40)]))))
    assert pages.count > 1
    whole = pages.picture(0, 1.0)
    assert (whole.width, whole.height) == (596, 842)
    assert len(whole.data) == whole.stride * whole.height
    assert len(set(whole.data)) > 16, "something is drawn"
    parts = [pages.picture(0, 1.0, top=top, high=min(100, whole.height - top)) for top in range(0, whole.height, 100)]
    assert sum(part.height for part in parts) == whole.height
    joined = b"".join(part.data for part in parts)
    assert len(joined) == len(whole.data)
    assert max(abs(one - other) for one, other in zip(joined, whole.data, strict=True)) < 16, "no seam is seen"
    grey = pages.picture(0, 1.0, grey=True)
    assert grey.stride < whole.stride
    pages.close()
