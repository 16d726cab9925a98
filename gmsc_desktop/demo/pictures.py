"""Makes the demonstration's pictures: a drawn scene, a plate that says CONTOH, the date as a camera writes it."""

from __future__ import annotations

import io
import random
from datetime import date
from typing import TYPE_CHECKING

from gmsc_desktop.demo.scenes import HEIGHT, SCENES, WIDTH, Canvas
from gmsc_desktop.paths import resource
from gmsc_desktop.values import format_date

if TYPE_CHECKING:
    from PIL.Image import Exif, Image
    from PIL.ImageFont import FreeTypeFont

PLATE = 86
WARNING = "CONTOH – gambar rekaan, bukan dokumentasi sebenarnya"

_EXIF_PART, _GPS_PART = 0x8769, 0x8825
_SOFTWARE, _CHANGED_AT, _TAKEN_AT = 0x0131, 0x0132, 0x9003
_BELOPA = {1: "S", 2: (3.0, 23.0, 15.4), 3: "E", 4: (120.0, 22.0, 8.0)}


def picture(
    name: str, scene: str, title: str, day: date, media_type: str, *, from_camera: bool, located: bool
) -> bytes:
    """The bytes of a picture, the same at every call.

    ``name`` decides what chance decides; a picture that went through a messenger has lost its date and place.
    """
    from PIL import Image, ImageDraw

    dice = random.Random(name)  # noqa: S311 - it places clouds and people, nothing depends on its secrecy
    image = Image.new("RGB", (WIDTH, HEIGHT))
    SCENES[scene](Canvas(ImageDraw.Draw(image), dice))
    photo = media_type == "image/jpeg"
    image = _grained(image, dice) if photo else image
    _write_plate(image, title, day)
    file = io.BytesIO()
    if photo:
        exif = _camera_facts(day, dice, located=located) if from_camera else Image.Exif()
        image.save(file, "JPEG", quality=52, exif=exif)
    else:
        image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _grained(image: Image, dice: random.Random) -> Image:
    """Unevenness as of a lens in poor light, so that the file weighs what a small photograph weighs."""
    from PIL import Image as Images

    size = (WIDTH // 40, HEIGHT // 40)
    noise = Images.frombytes("L", size, dice.randbytes(size[0] * size[1])).resize(image.size)
    return Images.blend(image, Images.merge("RGB", (noise, noise, noise)), 0.05)


def _write_plate(image: Image, title: str, day: date) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    top = HEIGHT - PLATE
    draw.rectangle((0, top, WIDTH, HEIGHT), fill="#FFFFFF")
    draw.rectangle((0, top, 12, HEIGHT), fill="#C8553D")
    draw.text((32, top + 10), WARNING, fill="#9B2C1A", font=_font("Bold", 26))
    draw.text((32, top + 46), f"{title} · {format_date(day)}", fill="#2E3440", font=_font("Regular", 24))


def _font(weight: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(resource(f"fonts/SourceSans3-{weight}.ttf")), size)


def _camera_facts(day: date, dice: random.Random, *, located: bool) -> Exif:
    from PIL import Image

    exif = Image.Exif()
    taken = f"{day:%Y:%m:%d} {dice.randrange(8, 17):02}:{dice.randrange(60):02}:{dice.randrange(60):02}"
    exif[_SOFTWARE] = "GMSC Desktop - CONTOH"
    exif[_CHANGED_AT] = taken
    exif.get_ifd(_EXIF_PART)[_TAKEN_AT] = taken
    if located:
        exif.get_ifd(_GPS_PART).update(_BELOPA)
    return exif
