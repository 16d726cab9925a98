"""The place is taken out of photos; the picture, its day and all else stay as they were."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from gmsc_desktop.models import attachments, evidence, evidence_copies
from gmsc_desktop.models.attachments.content import Content
from gmsc_desktop.models.attachments.dates import photo_facts
from gmsc_desktop.models.attachments.places import without_place
from gmsc_desktop.models.records import Evidence
from tests.models import attachment_files as make
from tests.models.use_cases import begun, do

PLACE = {1: "S", 2: (3.0, 22.0, 30.0), 3: "E", 4: (120.0, 15.0, 0.0)}


def photographed(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8769)[0x9003] = "2024:02:29 23:59:58"
    exif.get_ifd(0x8825).update(PLACE)
    made = io.BytesIO()
    Image.effect_noise((320, 240), 80).convert("RGB").save(made, kind, exif=exif)
    return made.getvalue()


def facts(content: bytes, kind: str) -> tuple[date | None, bool]:
    return photo_facts(Content(io.BytesIO(content)), kind)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_loses_its_place_and_nothing_else(order: str) -> None:
    before = make.jpeg(make.tiff(located=True, order=order))
    after = without_place(before, "image/jpeg")
    assert after is not None
    assert facts(before, "image/jpeg") == (date(2023, 11, 5), True)
    assert facts(after, "image/jpeg") == (date(2023, 11, 5), False)
    assert len(after) == len(before)


def test_no_point_of_the_picture_changes() -> None:
    before = photographed("JPEG")
    after = without_place(before, "image/jpeg")
    assert after is not None
    with Image.open(io.BytesIO(before)) as first, Image.open(io.BytesIO(after)) as second:
        assert ImageChops.difference(first, second).getbbox() is None
        assert second.getexif()[0x010F] == "Kamera"
        assert second.getexif().get_ifd(0x8769)[0x9003] == "2024:02:29 23:59:58"
        assert not second.getexif().get_ifd(0x8825)


def test_what_stands_behind_the_picture_and_in_xmp_goes_too() -> None:
    xmp = make.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x exif:GPSLatitude='3,22S'/>")
    plain = make.jpeg()
    before = plain[:2] + xmp + make.segment(0xE2, b"MPF\x00rest") + plain[2:] + photographed("JPEG")
    assert facts(before, "image/jpeg")[1]
    assert without_place(before, "image/jpeg") == plain


def test_a_png_loses_its_place() -> None:
    before = photographed("PNG")
    after = without_place(before, "image/png")
    assert after is not None
    assert facts(before, "image/png")[1]
    assert not facts(after, "image/png")[1]
    with Image.open(io.BytesIO(before)) as first, Image.open(io.BytesIO(after)) as second:
        assert ImageChops.difference(first, second).getbbox() is None


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_broken_photo_is_left_alone_or_without_place(cut: int) -> None:
    whole = make.jpeg(make.tiff(located=True))
    made = without_place(whole[:cut] + whole[cut + 3 :], "image/jpeg")
    assert made is None or not facts(made, "image/jpeg")[1]
    assert without_place(make.heic(make.tiff(located=True)), "image/heic") is None


def test_a_replaced_file_goes_when_its_days_are_over_and_nothing_names_it() -> None:
    document = begun()
    whole, small = (
        attachments.store(document.folder, io.BytesIO(content), "foto.txt") for content in (b"whole" * 9, b"small")
    )
    made = do(document, lambda db: evidence.attach(db, whole))
    do(document, lambda db: evidence.replace_file(db, made, small))
    evidence_copies.put_aside(document.folder, whole.sha256)
    path: Path = attachments.path_of(document.folder, whole.sha256)

    def clear(days: float) -> int:
        rows = document.snapshot().all(Evidence)
        return evidence_copies.remove_old_originals(document.folder, rows, path.stat().st_mtime + days * 86_400)

    assert clear(6.9) == 0
    document.undo()
    assert clear(8) == 0
    document.redo()
    assert (clear(8), path.exists()) == (1, False)
    assert attachments.verify(document.folder, small.sha256)
