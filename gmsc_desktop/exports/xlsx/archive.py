"""The workbook's file made the same each time: dates of its parts, its own dates, its order."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import BinaryIO

from openpyxl import Workbook

_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def save(workbook: Workbook, made_on: date, stream: BinaryIO) -> None:
    """Write the workbook; openpyxl dates it by the clock, which is put right in the finished file."""
    raw = io.BytesIO()
    workbook.save(raw)
    stamp = f"{made_on.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in made.namelist():
            content = made.read(name)
            if name == _CORE:
                content = _STAMP.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, (max(made_on.year, 1980), made_on.month, made_on.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content)
