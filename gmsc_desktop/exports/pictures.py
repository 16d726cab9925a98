"""Pictures of the evidence store made small for paper and page; what cannot be read is told, never guessed."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.models.records import Evidence

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")
MOST_PIXELS = 64_000_000
MOST_BYTES = 64 * 1024 * 1024


def thumbnail(path: Path, side: int, *, keep_transparency: bool = False) -> io.BytesIO | None:
    """A JPEG (or PNG) of at most ``side`` pixels each way; None where it is no picture that we read.

    Only named formats, sizes capped before anything is unpacked, the first frame alone.
    """
    from PIL import Image

    failures = (OSError, ValueError, SyntaxError, ArithmeticError, Image.DecompressionBombError, Warning)
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path, formats=FORMATS) as image:
                return _small(image, side, keep_transparency) if image.width * image.height <= MOST_PIXELS else None
    except failures:
        return None


def _small(image: Picture, side: int, transparent: bool) -> io.BytesIO:
    from PIL import ImageOps

    image.draft("RGB", (side, side))
    small = ImageOps.exif_transpose(image)
    small.thumbnail((side, side))
    made = io.BytesIO()
    if transparent:
        small.convert("RGBA").save(made, "PNG", optimize=True)
    else:
        _on_white(small).save(made, "JPEG", quality=82)
    made.seek(0)
    return made


def _on_white(image: Picture) -> Picture:
    from PIL import Image

    if image.mode not in {"RGBA", "LA", "P", "PA"}:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def evidence_picture(edition: Edition, evidence: Evidence, side: int) -> io.BytesIO | None:
    """The small picture of a piece of evidence whose file is in the store."""
    if not evidence.sha256 or not evidence.media_type.startswith("image/"):
        return None
    path = edition.picture(evidence.sha256)
    return thumbnail(path, side) if path is not None else None


def emblem(edition: Edition, side: int) -> io.BytesIO | None:
    """The district's emblem as PNG, where the plan names one whose file is in the store."""
    evidence = edition.snapshot.get(Evidence, edition.snapshot.region.logo_evidence_id)
    path = edition.picture(evidence.sha256) if evidence is not None and evidence.sha256 else None
    return thumbnail(path, side, keep_transparency=True) if path is not None else None
