"""PDF and Word documents as districts keep them: books with words, scans, decrees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
LAID_OUT = "<w:lastRenderedPageBreak/>"


def pdf(path: Path, pages: Sequence[str | None], password: str | None = None) -> Path:
    """A PDF whose pages have these lines; None is a page that was scanned."""
    canvas = Canvas(str(path), pagesize=(400, 500), encrypt=password)
    for page in pages:
        if page is None:
            picture = io.BytesIO()
            Image.new("RGB", (40, 50), "white").save(picture, "PNG")
            picture.seek(0)
            canvas.drawImage(ImageReader(picture), 0, 0, 400, 500)
        else:
            text = canvas.beginText(30, 460)
            for line in page.splitlines():
                text.textLine(line)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return path


def turned(path: Path, target: Path) -> Path:
    """The same PDF with its pages a quarter turn to the right."""
    with pikepdf.open(path) as document:
        for page in document.pages:
            page.rotate(90, relative=False)
        document.save(target)
    return target


def paragraph(*runs: str) -> str:
    """A paragraph of a Word document; a run that begins with a tag is taken as it is."""
    made = (run if run.startswith("<") else f"<w:t>{run}</w:t>" for run in runs)
    return f"<w:p>{''.join(f'<w:r>{run}</w:r>' for run in made)}</w:p>"


def word(path: Path, *paragraphs: str, doctype: str = "") -> Path:
    """A Word document."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        body = f"<w:body>{''.join(paragraphs)}</w:body>"
        packed.writestr("word/document.xml", f'{doctype}<w:document xmlns:w="w">{body}</w:document>')
    return path
