"""Workbooks as offices make them, written with openpyxl for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def write_book(path: Path, sheets: dict[str, Rows], merged: Iterable[str] = ()) -> Path:
    """A workbook; ``merged`` ranges are those of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for one in merged:
        book.worksheets[0].merge_cells(one)
    book.save(path)
    return path


FLAT: Rows = [
    ["Misi", "Tujuan", "Sasaran", "Program", "Indikator", "Satuan", "Kondisi Awal", "Target 2025", "Target 2026",
     "OPD"],
    ["Daerah\u00a0sehat", "Warga sehat", None, None, "Angka Harapan Hidup", "Tahun", 71.2, 71.5, "71,9", None],
    ["Daerah sehat", "Warga  sehat", "Layanan baik", None, "IKM", "Indeks", "80", "B", "BB", "Dinas Kesehatan"],
    ["Daerah sehat", "Warga sehat", "Layanan baik", "Program Upaya Kesehatan", "Puskesmas BLUD", "%", 0.5, 0.6, 0.75,
     "Dinas Kesehatan"],
    ["Daerah sehat", "Warga sehat", "Layanan baik", "PROGRAM UPAYA KESEHATAN", "Imunisasi", "%", "1.250", "<22", "-",
     "Dinas Kesehatan"],
]  # fmt: skip
