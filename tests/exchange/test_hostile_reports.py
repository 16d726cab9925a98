"""Gate G10 for reports: whatever stands in a cell, realisation and quick wins are read, asked about or refused.

What is taken can be written, and comes again without a difference.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.reported import progress, wins
from gmsc_desktop.exchange.reported.answers import ReportAnswers
from gmsc_desktop.exchange.reported.proposal import ReportProposal
from gmsc_desktop.exchange.sheets import Book, Cell, Kind, Sheet
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.intake.wanted import compare, write
from tests.exchange.books import write_book
from tests.exchange.old_books import write_docx, write_ods, write_xls
from tests.exchange.reports import TODAY, planned
from tests.exchange.test_progress_layouts import QUARTERS

LIST = [
    ["Kode", "Program", "Dimensi", "Tahun", "Indikator", "Satuan", "Target", "Realisasi", "Fisik (%)", "Pagu (Rp)",
     "Realisasi Anggaran (Rp)", "Status", "Kendala", "Keterangan", "OPD"],
    ["SG-01", "Layanan Publik Digital", "SG", "2022", "A", "%", "1", "2", "50", "100", "90", "Selesai", "x", "y",
     "Dinkes"],
    ["", "Parkir Elektronik Terpadu", "SL", "2023", "Titik parkir elektronik", "titik", "1", "2", "60", "9", "8",
     "Tertunda", "x", "y", "Dinas Sosial"],
    ["", "Kelas Pintar", "SS", "2023", "C", "titik", "1", "2", "60", "9", "8", "?", "x", "y", "Disdik"],
]  # fmt: skip
WINS = [
    ["Program", "Dimensi", "Tahun", "Masalah", "Penerima Manfaat", "Tahapan", "Jadwal", "Anggaran", "Sebelum",
     "Sesudah", "Status", "OPD"],
    ["Bank Sampah Digital", "SV", "2024", "Sampah", "Warga", "1. A (Mei)", "Mei - Juni", "100", "1", "2", "Baru",
     "DLH"],
    ["Kelas Pintar", "SS", "2024", "Buku", "Siswa", "A; B", "2024", "Rp1", "1", "2", "Lanjut", "Disdik"],
]  # fmt: skip
PROFILE = [
    ["1", "Nama Program", ":", "Bank Sampah Digital"], ["2", "Masalah", ":", "Sampah"],
    ["3", "Penerima Manfaat", ":", "Warga"], ["4", "Jadwal", ":", "Mei - Juni"], ["5", "Tahun", ":", "2024"],
    ["6", "Dimensi", ":", "SV"], ["7", "Tahapan", ":", "1. A"],
]  # fmt: skip
TABLES: dict[str, tuple[list[list[str]], Callable[..., ReportProposal]]] = {
    "list": (LIST, progress.propose),
    "quarters": ([["" if cell is None else str(cell) for cell in row] for row in QUARTERS], progress.propose),
    "wins": (WINS, wins.propose),
    "profile": (PROFILE, wins.propose),
}
NASTY = [
    Cell("9" * 400), Cell("-5"), Cell("1e308", Kind.NUMBER, 1e308), Cell("-1", Kind.NUMBER, -1.0),
    Cell("99999999999999999999", Kind.NUMBER, 1e20), Cell("250", Kind.PERCENT, 250.0), Cell("0.1", Kind.NUMBER, 0.1),
    Cell("2022-13-45", Kind.DATE), Cell("2022-02-03", Kind.DATE), Cell("#REF!", Kind.ERROR), Cell("", Kind.UNSTORED),
    Cell("x" * 32_000), Cell("\x00\ud800\u202e"), Cell("=cmd|' /C calc'!A0"), Cell("2021 - 2023"), Cell("Tahun 0001"),
    Cell("2999"), Cell("JUMLAH"), Cell("SMART LIVING"), Cell("Triwulan IX"), Cell("0", Kind.TRUTH), Cell("1.250"),
    Cell("Dihentikan"), Cell("Program"), Cell("1\n2\n3"), Cell("٣٤٥"), Cell("²"), Cell("Rp1.000.000.000.000.000.000"),
]  # fmt: skip


def as_book(rows: list[list[Cell | None]]) -> Book:
    cells = {
        number: {column: cell for column, cell in enumerate(row) if cell is not None} for number, row in enumerate(rows)
    }
    return Book("monev.xlsx", "xlsx", (Sheet("S", {number: row for number, row in cells.items() if row}),))


def cells_of(rows: list[list[str]]) -> list[list[Cell | None]]:
    return [[Cell(text) if text else None for text in row] for row in rows]


def written_twice(
    document: Document, propose: Callable[..., ReportProposal], book: Book, answers: ReportAnswers
) -> None:
    """Write what is taken, take it back; where nothing was refused, the same book again is no difference."""
    proposal = propose(book, answers, document.snapshot(), TODAY)
    if proposal.needs:
        return
    changes = compare(document.snapshot(), proposal.wanted)
    with document.change("Impor") as db:
        brought = write(db, proposal.wanted, changes, today=TODAY)
    if not brought.sentences:
        again = propose(book, answers, document.snapshot(), TODAY)
        left = [one for one in compare(document.snapshot(), again.wanted) if one.table != "initiative"]
        assert [(one.kind, one.table, one.name[:40], one.fields) for one in left] == []
    if changes:
        document.undo()


@pytest.mark.parametrize("name", TABLES)
def test_any_cell_may_hold_anything(name: str) -> None:
    rows, propose = TABLES[name]
    document = planned()
    chance = random.Random(f"report {name}")  # the same mutants each time
    answers = ReportAnswers(unit="rupiah", more={"year": "2022", "figures": "cumulative", "dimension": "SG"})
    steps: list[str] = []
    for _round in range(100):
        made = cells_of(rows)
        for _change in range(chance.randint(1, 5)):
            row = chance.choice(made[1:] if chance.random() < 0.9 else made)
            row[chance.randrange(len(row))] = chance.choice([*NASTY, None])
        try:
            written_twice(document, propose, as_book(made), answers)
        except UserFacingError as told:
            steps.append(told.next_step)
    assert all(steps)


@pytest.mark.parametrize("writer", [write_xls, write_ods, write_docx, write_book])
def test_a_report_with_flipped_bits_breaks_nothing(tmp_path: Path, writer: Callable[[Path, Any], object]) -> None:
    path = tmp_path / "a.xlsx"
    writer(path, {"A": LIST} if writer is write_book else LIST)
    good, snapshot = path.read_bytes(), planned().snapshot()
    chance = random.Random(11)
    steps: list[str] = []
    for _round in range(40):
        changed = bytearray(good)
        for _flip in range(chance.randint(1, 6)):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed[: chance.choice([len(changed), chance.randrange(1, len(changed))])])
        for propose in (progress.propose, wins.propose):
            try:
                propose(read_here(path, path.name), ReportAnswers(), snapshot, TODAY)
            except (FileRefused, UserFacingError) as told:
                steps.append(told.next_step)
    assert all(steps)


def test_a_long_report_is_read_in_one_go() -> None:
    rows = [
        ["Program", "Tahun", "Fisik (%)", "Kendala"],
        *([f"Program ke {n}", "2022", "50", "x"] for n in range(1_500)),
    ]
    proposal = progress.propose(as_book(cells_of(rows)), ReportAnswers(), planned().snapshot(), date(2026, 1, 1))
    assert len(proposal.branches) == 1_500
