"""Makes the demonstration's papers as PDF: decrees, minutes, quarterly reports, every page marked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gmsc_desktop.demo.cells import Line, read_lines
from gmsc_desktop.models.reference import load
from gmsc_desktop.paths import resource
from gmsc_desktop.values import format_date, format_number, format_rupiah

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable
    from reportlab.platypus.doctemplate import BaseDocTemplate

WARNING = "CONTOH – bukan dokumen resmi"
_NOTICE = (
    "Naskah ini dibuat oleh GMSC Desktop untuk memperlihatkan cara kerja aplikasi. Nomor, tanggal, isi, dan "
    "keputusannya adalah rekaan, dan hanya menyebut jabatan."
)
_ELEMENTS = {
    "pemerintah": "Pemerintah",
    "akademisi": "Akademisi",
    "usaha": "Dunia usaha",
    "komunitas": "Komunitas",
    "media": "Media",
}
_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_DECREED_BODIES = {"sk-dewan": ("dewan",), "sk-tim": ("tim", "sekretariat"), "sk-forum": ("forum",)}


def paper(kind: str, key: str) -> bytes:
    """The bytes of a paper, the same at every call: ``decree``, ``minutes``, ``report`` or ``book``, and its key."""
    from reportlab import rl_config
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate

    rl_config.useA85 = 0  # the setting belongs to the process: as the book sets it, or the bytes would depend on it
    stories = {"decree": _decree, "minutes": _minutes, "report": _report, "book": _book}
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        title=f"{WARNING}: {key}",
        author="GMSC Desktop",
        invariant=1,
        leftMargin=24 * mm,
        rightMargin=20 * mm,
        topMargin=28 * mm,
        bottomMargin=20 * mm,
    )
    document.build(list(stories[kind](key)), onFirstPage=_mark, onLaterPages=_mark)
    return file.getvalue()


def _line(table: str, key: str) -> Line:
    return next(line for line in read_lines(table) if line.key == key)


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso))


@cache
def _fonts() -> None:
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    for name, weight in (("Contoh", "Regular"), ("Contoh-Bold", "Bold")):
        registerFont(TTFont(name, str(resource(f"fonts/SourceSans3-{weight}.ttf"))))
    registerFontFamily("Contoh", normal="Contoh", bold="Contoh-Bold", italic="Contoh", boldItalic="Contoh-Bold")


def _mark(canvas: Canvas, document: BaseDocTemplate) -> None:
    """What stands on every page: the warning above, the page number below."""
    _fonts()
    width, height = document.pagesize
    canvas.setFillColorRGB(0.61, 0.17, 0.10)
    canvas.setFont("Contoh-Bold", 11)
    canvas.drawCentredString(width / 2, height - 42, WARNING)
    canvas.setFillColorRGB(0.35, 0.38, 0.42)
    canvas.setFont("Contoh", 9)
    canvas.drawCentredString(width / 2, 34, f"Halaman {document.page}")


def _text(words: str, size: float = 10.5, *, bold: bool = False, centred: bool = False, indent: float = 0) -> Flowable:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    _fonts()
    style = ParagraphStyle(
        "teks",
        fontName="Contoh-Bold" if bold else "Contoh",
        fontSize=size,
        leading=size * 1.4,
        spaceAfter=size * 0.6,
        alignment=1 if centred else 0,
        leftIndent=indent,
    )
    return Paragraph(escape(words), style)


def _table(rows: list[list[str]], widths: list[float]) -> Flowable:
    from reportlab.lib import colors
    from reportlab.platypus import Table

    cells = [[_text(cell, 8.5, bold=number == 0) for cell in row] for number, row in enumerate(rows)]
    lines = [("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#B8C0C8"))]
    head = [("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#E9EEF1")), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(cells, colWidths=widths, repeatRows=1, style=[*lines, *head])


def _written(markdown: str) -> Iterator[Flowable]:
    """The narrative of a meeting: paragraphs, and lists of both kinds as indented lines."""
    for line in filter(None, (line.strip() for line in markdown.splitlines())):
        listed = line.startswith("- ") or line[:1].isdigit()
        yield _text(line.replace("- ", "• ", 1) if line.startswith("- ") else line, indent=14 if listed else 0)


def _decree(key: str) -> Iterator[Flowable]:
    cells = _line("legal_document", key).cells
    yield _text(cells["title"], 15, bold=True, centred=True)
    yield _text(f"Nomor {cells['number']}, {_day(cells['dated'])}", centred=True)
    if cells["parties"]:
        yield _text(f"Para pihak: {cells['parties']}", centred=True)
    yield _text(_NOTICE)
    for body in _DECREED_BODIES.get(key, ()):
        yield from _members(body)
    yield _text(f"Ditandatangani oleh {cells['signatory']} (contoh, tanpa tanda tangan).")


def _members(body: str) -> Iterator[Flowable]:
    yield _text(_line("body", body).cells["name"], 12, bold=True)
    rows = [["Kedudukan", "Jabatan", "Unsur"]]
    for line in read_lines("body_member"):
        if line.cells["body_id"] == body:
            person = _line("person", line.cells["person_id"]).cells["name"]
            rows.append([line.cells["role"], person, _ELEMENTS[line.cells["element"]]])
    yield _table(rows, [110, 250, 100])


def _minutes(key: str) -> Iterator[Flowable]:
    cells = _line("meeting", key).cells
    yield _text("Notulen Rapat", 16, bold=True, centred=True)
    yield _text(_line("body", cells["body_id"]).cells["name"], 12, centred=True)
    yield _text(f"{_day(cells['held_on'])} · {cells['participants']} peserta", centred=True)
    yield _text(cells["subject"], 12, bold=True)
    yield from _written(cells["minutes"])
    yield _text("Keputusan", 12, bold=True)
    yield from _written(cells["decisions"])
    yield _text(_NOTICE, 9)


def _report(period: str) -> Iterator[Flowable]:
    """The report of a quarter (``2026/3``): a first page, then a page for each dimension, which evidence links name."""
    from reportlab.platypus import PageBreak

    year, quarter = period.split("/")
    yield _text(
        f"Laporan Pelaksanaan Smart City sampai dengan Triwulan {_QUARTERS[quarter]} Tahun {year}", 16, bold=True
    )
    yield _text("Sekretariat Smart City, Dinas Komunikasi, Informatika, Statistik dan Persandian", 11)
    yield _text(_NOTICE)
    titles = {line.key: line.cells["title"] for line in read_lines("initiative")}
    entries = [
        line.cells
        for line in read_lines("progress_entry")
        if (line.cells["period"], line.cells["year"], line.cells["period_number"]) == ("triwulan", year, quarter)
    ]
    yield _text(f"Jumlah program yang melapor: {format_number(len(entries))}.")
    for _dimension, group in groupby(entries, lambda cells: cells["initiative_id"][:2]):
        yield PageBreak()
        rows = [["Kode", "Program", "Fisik (%)", "Realisasi anggaran", "Uraian"]]
        for cells in group:
            code = cells["initiative_id"]
            spent = format_rupiah(int(cells["spending"]))
            rows.append([code, titles[code], cells["physical_percent"], spent, cells["narrative"]])
        yield _table(rows, [42, 130, 46, 82, 170])


def _book(key: str) -> Iterator[Flowable]:
    """A short book of the plan: a title page, where it leads, then a page for each dimension with its programmes."""
    from reportlab.platypus import PageBreak, Spacer

    cells, plan = _line("original_document", key).cells, read_lines("plan")[0].cells
    yield Spacer(1, 150)
    yield _text(cells["title"], 20, bold=True, centred=True)
    yield _text(read_lines("region")[0].cells["office_name"], 12, centred=True)
    yield _text(_day(cells["dated"]), centred=True)
    yield Spacer(1, 40)
    yield _text(_NOTICE)
    yield PageBreak()
    yield _text("Visi", 14, bold=True)
    yield _text(plan["vision"])
    yield _text("Misi", 14, bold=True)
    for number, line in enumerate(read_lines("smart_mission"), start=1):
        yield _text(f"{number}. {line.cells['text']}", indent=14)
    strategies = {line.key: line.cells["strategy"] for line in read_lines("dimension_plan")}
    for dimension in load(plan["reference_version"]).dimensions:
        yield PageBreak()
        yield _text(dimension.label, 16, bold=True)
        yield from _written(strategies[dimension.code])
        rows = [["Kode", "Program", "Tahun", "Uraian"]]
        for line in read_lines("initiative"):
            if line.key.startswith(f"{dimension.code}-"):
                years = "–".join((line.cells["year_start"], line.cells["year_end"]))
                rows.append([line.key, line.cells["title"], years, line.cells["description"]])
        yield _table(rows, [42, 130, 58, 240])
