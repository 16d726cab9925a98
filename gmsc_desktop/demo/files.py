"""The demonstration's evidence files: drawn pictures, papers and a small data set, made anew with the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gmsc_desktop.demo.cells import Line, read_lines
from gmsc_desktop.demo.papers import paper
from gmsc_desktop.demo.pictures import picture

_PRICES = {"Beras medium": 13_600, "Cabai rawit": 46_000, "Telur ayam": 29_500, "Minyak goreng": 17_800}
_DAYS = 28


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file; the evidence row that belongs to it carries the same ``sha256``, name and media type."""

    original_name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The file's hash in hexadecimal: the name under which it is stored."""
        return hashlib.sha256(self.content).hexdigest()


def demo_evidence() -> list[EvidenceFile]:
    """Every evidence file, the same bytes at each call; evidence that is a link has none."""
    return [file_of(line) for line in read_lines("evidence") if line.cells["drawn"]]


def file_of(line: Line) -> EvidenceFile:
    """The file of a line of evidence.csv."""
    return _file(line.key)


@cache
def _file(key: str) -> EvidenceFile:
    cells = next(line.cells for line in read_lines("evidence") if line.key == key)
    return EvidenceFile(cells["original_name"], cells["media_type"], _content(key, cells))


def _content(key: str, cells: dict[str, str]) -> bytes:
    sort, _colon, what = cells["drawn"].partition(":")
    day = date.fromisoformat(cells["dated"])
    if sort == "gambar":
        located, from_camera = cells["has_location"] == "ya", cells["dated_from"] == "exif"
        return picture(key, what, cells["title"], day, cells["media_type"], from_camera=from_camera, located=located)
    if sort == "harga":
        return _prices(day)
    return paper(sort, what)


def _prices(last: date) -> bytes:
    """Four weeks of prices as a market clerk writes them down, as comma-separated text."""
    dice = random.Random(last.toordinal())  # noqa: S311 - made-up prices
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(["CONTOH", "tanggal", "komoditas", "harga_rupiah_per_kg"])
    for day in (last - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)):
        for goods, price in _PRICES.items():
            writer.writerow(["contoh", day.isoformat(), goods, price + dice.randrange(-8, 9) * 100])
    return file.getvalue().encode()
