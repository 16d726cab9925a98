"""Imports of workbooks: an RPJMD of 400 indicators read, recognised and previewed, beside libraries that only read it;
300 initiatives of ten years reviewed for an empty plan, and for one that has them.

The second workbook is the first one with 60,000 rows behind it that are formatted and empty, as offices have them.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from benchmarks.measure import Figure, best_of
from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.exchange.reading import read_book
from gmsc_desktop.exchange.review import Review, Told
from gmsc_desktop.exchange.rpjmd.proposal import Proposal, propose
from gmsc_desktop.exchange.rpjmd.tables import to_json, tree_json
from gmsc_desktop.models.snapshot import Snapshot
from tests.models.use_cases import begun

INDICATORS, EMPTY_ROWS, COLUMNS = 400, 60_000, 17
INITIATIVES, YEARS = 300, range(2025, 2035)
_REPORTS = {  # by kind: the file, what writes it, and what it is called
    "progress": ("monev.xlsx", "write_monev", "realisation of 300 initiatives, ten years"),
    "quickwins": ("quick-win.xlsx", "write_wins", "300 quick wins"),
}
_DIMENSIONS = ("Governance", "Branding", "Economy", "Living", "Society", "Environment")
_ROOT = Path(__file__).resolve().parent.parent
# A process of its own, so that what it takes at most is that of this reading alone; a child of it reads the file.
_PEAK = """
import resource
from gmsc_desktop.exchange.reading import read_book
from gmsc_desktop.exchange.rpjmd.proposal import propose
from gmsc_desktop.exchange.rpjmd.tables import to_json, tree_json
proposal = propose(read_book(Path(sys.argv[1])))
to_json(proposal), tree_json(proposal)
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024)
"""

_PEAK_REPORTED = """
import resource
from benchmarks.imports import review_reported
from tests.models.use_cases import begun
review_reported(sys.argv[2], Path(sys.argv[1]), begun().snapshot())
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024)
"""


def figures(folder: Path, scale: int) -> Iterator[Figure]:
    """Time and memory of both workbooks; the size of a plan makes no difference."""
    if scale > 1:
        return
    plain, padded = folder / "rpjmd.xlsx", folder / "rpjmd-kosong.xlsx"
    peaks = {key: _peak_of(folder, key) for key in _REPORTS}  # while this process is small: a child begins as it is
    for path, count in ((plain, 0), (padded, EMPTY_ROWS)):
        _alone(
            "from benchmarks.imports import write_rpjmd; write_rpjmd(Path(sys.argv[1]), int(sys.argv[2]))", path, count
        )
    small, large = float(_alone(_PEAK, plain)), float(_alone(_PEAK, padded))
    counted = preview(plain)
    told = f"{sum(len(node.indicators) for node in counted.nodes)} indicators, {len(counted.nodes)} rungs"
    one, other = best_of(5, lambda: preview(plain)), best_of(5, lambda: preview(padded))
    yield Figure(
        "RPJMD read and previewed", one, "python-calamine, values alone", best_of(3, lambda: calamine(plain)), told
    )
    yield Figure("with 60,000 empty rows", other, "without them", one, f"{padded.stat().st_size / 1e6:.1f} MB packed")
    yield Figure("the same", other, "python-calamine, values alone", best_of(3, lambda: calamine(padded)))
    yield Figure("the same", other, "openpyxl, read-only", best_of(1, lambda: openpyxl_rows(padded)))
    yield Figure("memory of the larger process", small, "the bound", 150.0, unit="MB")
    yield Figure("memory with 60,000 empty rows", large, "without them", small, unit="MB")
    yield from _initiatives(folder / "inisiatif.xlsx")
    yield from _reported(folder, peaks)


def _initiatives(path: Path) -> Iterator[Figure]:
    """A matrix for an empty plan, and again for the plan that took it in."""
    write_initiatives(path)
    document = begun()
    empty = document.snapshot()
    new = best_of(3, lambda: review_initiatives(path, empty))
    review = review_initiatives(path, empty)
    written = time.perf_counter()
    with document.change(review.label) as db:
        importer("initiatives").write(db, review)
    written = (time.perf_counter() - written) * 1000
    full = document.snapshot()
    again = best_of(3, lambda: review_initiatives(path, full))
    told = f"{len(empty.rows('initiative'))} then {len(full.rows('initiative'))} initiatives in the plan"
    yield Figure("300 initiatives of ten years reviewed", new, "the bound", 2_000.0, told)
    yield Figure("the same for a plan that has them", again, "the bound", 2_000.0, told)
    yield Figure("written as one change", written, "its review", new, f"{len(review.differences)} records")


def _peak_of(folder: Path, key: str) -> float:
    """Megabytes of the larger process that reviews a report."""
    _name, write, _words = _REPORTS[key]
    _alone(f"from benchmarks.imports import {write}; {write}(Path(sys.argv[1]))", folder / _name)
    return float(_alone(_PEAK_REPORTED, folder / _name, key))


def _reported(folder: Path, peaks: Mapping[str, float]) -> Iterator[Figure]:
    """Realisation of ten years of 300 initiatives and a quick win of each, held against what merely reads the file."""
    document = begun()
    empty = document.snapshot()
    with document.change("Inisiatif") as db:
        importer("initiatives").write(db, review_initiatives(folder / "inisiatif.xlsx", empty))
    snapshot = document.snapshot()
    matrix = best_of(3, lambda: review_initiatives(folder / "inisiatif.xlsx", snapshot))
    for key, (name, _write, words) in _REPORTS.items():
        once = partial(review_reported, key, folder / name, snapshot)
        told, took = f"{len(once().differences)} records", best_of(3, once)
        yield Figure(f"{words} reviewed", took, "a matrix of as many initiatives", matrix, told)
        beside = best_of(3, partial(calamine, folder / name))
        yield Figure("the same", took, "python-calamine, values alone", beside)
        yield Figure("memory of the larger process", peaks[key], "the bound", 150.0, unit="MB")


def _alone(program: str, *words: object) -> str:
    """What a small program prints, in a process of its own."""
    command = [sys.executable, "-c", f"import sys\nfrom pathlib import Path\n{program}", *map(str, words)]
    return subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def preview(path: Path) -> Proposal:
    """What the command does before it tells: read in a child, recognise, lay out as JSON."""
    proposal = propose(read_book(path))
    to_json(proposal)
    tree_json(proposal)
    return proposal


def calamine(path: Path) -> object:
    """The values of every sheet."""
    import python_calamine

    with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
        return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def openpyxl_rows(path: Path) -> object:
    """The values of every sheet."""
    import openpyxl

    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    made = [list(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets]
    workbook.close()
    return made


def write_rpjmd(path: Path, empty_rows: int = 0) -> None:
    """A table in the layout of Permendagri 86/2017 with merged headings, percentages and money."""
    import openpyxl

    book = openpyxl.Workbook(write_only=False)
    sheet = book.worksheets[0]
    sheet.title = "RPJMD"
    sheet.append(["RPJMD KABUPATEN CONTOH TAHUN 2025-2029"])
    sheet.append([])
    years = [part for year in range(2025, 2030) for part in (year, None)]
    sheet.append([
        "Kode", "Misi/Tujuan/Sasaran/Program Pembangunan Daerah", "Indikator Kinerja", "Satuan", "Kondisi Awal",
        *years, "Kondisi Akhir", "Perangkat Daerah Penanggung Jawab",
    ])  # fmt: skip
    sheet.append([None] * 5 + ["Target", "Rp"] * 5)
    for number in range(INDICATORS):
        if number % 80 == 0:
            sheet.append([f"MISI {number // 80 + 1} : Mewujudkan tata kelola ke-{number // 80 + 1}"])
        if number % 40 == 0:
            sheet.append([None, f"TUJUAN {number // 40 + 1} : Meningkatnya mutu layanan ke-{number // 40 + 1}"])
        if number % 20 == 0:
            sheet.append([None, f"SASARAN {number // 20 + 1} : Terwujudnya layanan yang mudah ke-{number // 20 + 1}"])
        rung = (
            f"Program {number // 2 + 1} : Program Pengelolaan Urusan ke-{number // 2 + 1}" if number % 2 == 0 else None
        )
        money = 1_000_000_000 + number if number % 2 == 0 else None
        targets = [part for year in range(5) for part in (0.5 + year / 100, money)]
        office = f"Dinas Urusan ke-{number % 30 + 1}"
        sheet.append([None, rung, f"Persentase capaian layanan ke-{number + 1}", "%", 0.45, *targets, 0.6, office])
    for row in range(sheet.max_row + 1, sheet.max_row + 1 + empty_rows):
        for column in range(1, COLUMNS + 1):
            sheet.cell(row, column).number_format = "0.00%"
    book.save(path)


def write_initiatives(path: Path) -> None:
    """A matrix of 300 initiatives with targets and amounts of ten years, indicators and several offices each."""
    import openpyxl

    book = openpyxl.Workbook(write_only=False)
    sheet = book.worksheets[0]
    sheet.title = "Matriks"
    years = [part for year in YEARS for part in (year, None)]
    head = ["No", "Nama Inisiatif", "OPD", "Indikator", "Satuan", "Kondisi Awal"]
    sheet.append([*head, *years, "Sumber Dana"])
    sheet.append([None] * len(head) + ["Target", "Rp"] * len(YEARS))
    for number in range(INITIATIVES):
        if number % 50 == 0:
            sheet.append([None, f"Smart {_DIMENSIONS[number // 50]}"])
        figures = [part for year in YEARS for part in (f"{number + year - 2000} unit", 100_000_000 + number)]
        offices = f"Dinas Urusan ke-{number % 30 + 1}\nBadan Urusan ke-{number % 7 + 1}"
        sheet.append([number + 1, f"Layanan dan aplikasi ke-{number + 1} untuk warga", offices,
                      f"Jumlah layanan ke-{number + 1} yang dipakai", "unit", "0", *figures, "APBD"])  # fmt: skip
    book.save(path)


def review_initiatives(path: Path, snapshot: Snapshot) -> Review:
    """What the window shows: read in a child, recognised, compared with the plan."""
    return importer("initiatives").review(read_book(path), Told(), snapshot)


def write_monev(path: Path) -> None:
    """The realisation of 300 initiatives, a block of four columns for each of ten past years."""
    import openpyxl

    book = openpyxl.Workbook(write_only=False)
    sheet = book.worksheets[0]
    head = ["No", "Nama Inisiatif", "OPD"]
    years = [part for year in range(2015, 2025) for part in (f"Tahun {year}", None, None, None)]
    sheet.append([*head, *years])
    sheet.append(
        [None] * len(head) + ["Target", "Realisasi Fisik (%)", "Anggaran (Rp)", "Realisasi Anggaran (Rp)"] * 10
    )
    for number in range(INITIATIVES):
        figures = [part for year in range(10) for part in (f"{year} unit", 60 + year, 10**9 + number, 9 * 10**8 + year)]
        name = f"Layanan dan aplikasi ke-{number + 1} untuk warga"
        sheet.append([number + 1, name, f"Dinas Urusan ke-{number % 30 + 1}", *figures])
    book.save(path)


def write_wins(path: Path) -> None:
    """A quick win of each of 300 initiatives."""
    import openpyxl

    book = openpyxl.Workbook(write_only=False)
    sheet = book.worksheets[0]
    sheet.append(["No", "Nama Quick Win", "Inisiatif", "Tahun", "Masalah", "Penerima Manfaat", "Sebelum", "Sesudah"])
    for number in range(INITIATIVES):
        name = f"Layanan dan aplikasi ke-{number + 1} untuk warga"
        sheet.append([number + 1, name, name, 2026, "Antrean panjang", "Warga", "3 hari", "1 jam"])
    book.save(path)


def review_reported(key: str, path: Path, snapshot: Snapshot) -> Review:
    """What the window shows of realisation or quick wins."""
    return importer(key).review(read_book(path), Told(), snapshot)
