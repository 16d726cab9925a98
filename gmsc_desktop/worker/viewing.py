"""In the child: pictures and PDF pages as plain pixels, photos made smaller. Formats are named, sizes capped."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from gmsc_desktop.worker.letters import letters_job

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

PDF = "application/pdf"
# Media type -> the one decoder that may open it. HEIF only where the library has one.
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
}
ANY = "image/*"  # whichever of these it is
MOST_PIXELS = 120_000_000  # of a JPEG, which is made smaller while it is decoded
MOST_WHOLE_PIXELS = 40_000_000  # of what is decoded whole first: 160 MB
LONGEST_SIDE = 2_400  # of what is given back
SMALL_SIDE, QUALITY = 1_920, 85

_DOCUMENT_ERRORS = {0: "empty", 4: "locked"}  # FPDF_ERR_SUCCESS: no page; FPDF_ERR_PASSWORD (PDFium, fpdfview.h)
# Exif 2.32: what stays with a smaller copy beside the place: camera, time and its zone.
_KEPT_FIRST, _KEPT_PHOTO = (0x010F, 0x0110, 0x0132), (0x9003, 0x9004, 0x9010, 0x9011, 0x9012)
_PHOTO, _PLACE = 0x8769, 0x8825


class _CannotShow(Exception):
    """Why something is not shown: "locked", "broken", "empty", "large", "unknown"."""


def view_job(folder: Path, request: dict[str, object]) -> dict[str, object]:
    """Each wanted picture or page as ``N.rgb`` with its size; or the problem with it.

    Three bytes a point, four where it was asked for ``transparent``.
    """
    wanted, files = cast(list[dict[str, Any]], request["wanted"]), cast(dict[str, str], request["files"])
    return {"views": [_view(folder, number, one, Path(files[str(number)])) for number, one in enumerate(wanted)]}


def _view(folder: Path, number: int, wanted: dict[str, Any], path: Path) -> dict[str, object]:
    side, kind, pages = min(int(wanted["side"]), LONGEST_SIDE), str(wanted["media_type"]), 1
    place: list[float] | None = None
    letters: dict[str, object] | None = None
    transparent = wanted.get("transparent") is True
    try:
        with _told():
            if kind == PDF:
                image, pages, letters = _page(path, int(wanted["page"]), side, letters=wanted.get("letters") is True)
            else:
                image, place = _picture(path, kind, side, whole=wanted.get("whole") is True, transparent=transparent)
    except _CannotShow as why:
        return {"problem": str(why)}
    (folder / f"{number}.rgb").write_bytes(image.tobytes())
    return {"width": image.width, "height": image.height, "pages": pages, "place": place, "letters": letters}


@contextmanager
def _told() -> Iterator[None]:
    """Whatever a library says of a stranger's file is one of our few words."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = MOST_PIXELS
            yield
    except (_CannotShow, MemoryError):
        raise
    except Image.DecompressionBombError as bomb:
        raise _CannotShow("large") from bomb
    except Exception as error:  # libraries raise anything on a broken file
        raise _CannotShow("broken") from error


def _opened(path: Path, kind: str) -> Picture:
    from PIL import Image

    Image.init()
    names = FORMATS.values() if kind == ANY else [FORMATS.get(kind, "")]
    known = [name for name in names if name in Image.OPEN]
    if not known:
        raise _CannotShow("unknown")
    image = Image.open(path, formats=known)
    if image.width * image.height > (MOST_PIXELS if image.format == "JPEG" else MOST_WHOLE_PIXELS):
        raise _CannotShow("large")
    return image


def _picture(
    path: Path, kind: str, side: int, *, whole: bool, transparent: bool
) -> tuple[Picture, list[float] | None]:  # fmt: skip
    """Upright, on white, at most ``side`` points each way; and where it was taken, where it tells."""
    from PIL import ImageFile, ImageOps

    ImageFile.LOAD_TRUNCATED_IMAGES = not whole  # else the part that came along is shown
    with _opened(path, kind) as image:
        place = _place(image)
        image.draft("RGB", (side, side))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((side, side))
        return upright.convert("RGBA") if transparent else _on_white(upright), place


def _place(image: Picture) -> list[float] | None:
    """Degrees north and east (CIPA DC-008, 4.6.6: degrees, minutes, seconds and the half of the globe)."""
    told = image.getexif().get_ifd(_PLACE)
    made = []
    for half, value, back in ((1, 2, "S"), (3, 4, "W")):
        try:
            degrees, minutes, seconds = (float(part) for part in told[value])
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            return None
        angle = degrees + minutes / 60 + seconds / 3600
        if not 0 <= angle <= 180:
            return None
        made.append(-angle if told.get(half) == back else angle)
    return made


def _on_white(image: Picture) -> Picture:
    from PIL import Image

    if image.mode not in {"RGBA", "LA", "P", "PA"}:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _page(path: Path, number: int, side: int, *, letters: bool) -> tuple[Picture, int, dict[str, object] | None]:
    """A page of a PDF, counted from 0 and never past the last, how many there are, and where its letters stand."""
    import pypdfium2

    if not path.stat().st_size:
        raise _CannotShow("empty")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _CannotShow(_DOCUMENT_ERRORS.get(error.err_code, "broken")) from error
    pages = len(document)
    if not pages:
        raise _CannotShow("empty")
    page = document[min(max(number, 0), pages - 1)]
    scale = side / max(1.0, *page.get_size())
    image = page.render(scale=scale, may_draw_forms=False).to_pil()
    image.thumbnail((side, side))
    return _on_white(image), pages, letters_job(page) if letters else None


def shrink_job(folder: Path, request: dict[str, object]) -> dict[str, object]:
    """Each photo as ``N.jpg``, its longer side at most ``SMALL_SIDE``, with the time it was taken; or the problem."""
    wanted, files = cast(list[dict[str, Any]], request["wanted"]), cast(dict[str, str], request["files"])
    told: list[dict[str, object]] = []
    for number, one in enumerate(wanted):
        try:
            with _told():
                _shrink(Path(files[str(number)]), one, folder / f"{number}.jpg")
        except _CannotShow as why:
            told.append({"problem": str(why)})
        else:
            told.append({})
    return {"shrunk": told}


def _shrink(path: Path, wanted: dict[str, Any], target: Path) -> None:
    from PIL import ImageFile, ImageOps

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # never a copy of half a photo in the place of the photo
    with _opened(path, str(wanted["media_type"])) as image:
        if getattr(image, "n_frames", 1) > 1:
            raise _CannotShow("moving")
        facts = _facts(image, place=bool(wanted["place"]))
        profile = image.info.get("icc_profile")
        image.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((SMALL_SIDE, SMALL_SIDE))
        colours = {"icc_profile": profile} if profile and upright.mode == "RGB" else {}
        _on_white(upright).save(target, "JPEG", quality=QUALITY, optimize=True, exif=facts, **colours)


def _facts(image: Picture, *, place: bool) -> bytes:
    """The Exif of a smaller copy: camera and time, and the place where that may stay."""
    from PIL import Image

    first, made = image.getexif(), Image.Exif()
    for tag in _KEPT_FIRST:
        if tag in first:
            made[tag] = first[tag]
    photo = first.get_ifd(_PHOTO)
    kept = {tag: photo[tag] for tag in _KEPT_PHOTO if tag in photo}
    if kept:
        made.get_ifd(_PHOTO).update(kept)
    if place and first.get_ifd(_PLACE):
        made.get_ifd(_PLACE).update(first.get_ifd(_PLACE))
    return made.tobytes()
