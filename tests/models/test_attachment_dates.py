"""The date that is proposed for evidence, and whether a photo tells its place."""

from __future__ import annotations

import io
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from gmsc_desktop.models import attachments
from tests.models import attachment_files as make

TODAY = date(2026, 11, 21)
TAKEN = date(2023, 11, 5)


def keep(folder: Path, name: str, content: bytes) -> attachments.Stored:
    return attachments.store(folder, io.BytesIO(content), name, today=TODAY)


@pytest.mark.parametrize(
    "content",
    [
        make.jpeg(make.tiff(located=True)),
        make.jpeg(make.tiff(located=True, order=">")),
        make.png(make.tiff(located=True)),
        make.riff(b"WEBP", (b"VP8X", bytes(9)), (b"EXIF", make.tiff(located=True))),
        make.riff(b"WEBP", (b"EXIF", b"Exif\x00\x00" + make.tiff(located=True, order=">"))),
        make.heic(make.tiff(located=True, order=">")),
        make.tiff(located=True),
    ],
)
def test_a_photo_tells_its_day_and_that_it_tells_its_place(tmp_path: Path, content: bytes) -> None:
    stored = keep(tmp_path, "20200101_foto.jpg", content)
    assert (stored.proposed_date, stored.date_source, stored.has_location) == (TAKEN, "exif", True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_exif_that_another_program_wrote_is_read(tmp_path: Path, kind: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2024:02:29 23:59:58"
    exif[0x0132] = "2025:01:01 00:00:00"
    picture = Image.new("RGB", (640, 480), "navy")
    plain, located = io.BytesIO(), io.BytesIO()
    picture.save(plain, kind, exif=exif)
    exif.get_ifd(0x8825).update({1: "S", 2: (3.0, 22.0, 30.0), 3: "E", 4: (120.0, 15.0, 0.0)})
    picture.save(located, kind, exif=exif)
    first, second = (keep(tmp_path, "a", file.getvalue()) for file in (plain, located))
    assert (first.proposed_date, first.date_source, first.has_location) == (date(2024, 2, 29), "exif", False)
    assert (second.proposed_date, second.date_source, second.has_location) == (date(2024, 2, 29), "exif", True)
    assert first.state == second.state == "utuh"


def test_the_day_of_scanning_stands_in_and_xmp_tells_a_place(tmp_path: Path) -> None:
    assert keep(tmp_path, "a", make.jpeg(make.tiff(tag=0x9004))).proposed_date == TAKEN
    assert keep(tmp_path, "a", make.jpeg(make.tiff(tag=0x0132))).proposed_date is None
    xmp = make.segment(0xE1, b'http://ns.adobe.com/xap/1.0/\x00<x exif:GPSLatitude="3,22.5S"/>')
    stored = keep(tmp_path, "a", b"\xff\xd8" + xmp + make.jpeg()[2:])
    assert stored.has_location
    assert not keep(tmp_path, "a", make.jpeg(make.tiff())).has_location
    assert not keep(tmp_path, "a", make.jpeg(make.tiff(located=True, place=(4, 29)))).has_location
    assert not keep(tmp_path, "a", make.jpeg(make.tiff(located=True, place=(2, 29)))).has_location


def test_a_photo_of_a_telephone_is_read_wherever_its_facts_stand(tmp_path: Path) -> None:
    for before in range(1024 * 1024 - 110, 1024 * 1024 - 70):
        stored = keep(tmp_path, "IMG_0001.HEIC", make.heic(make.tiff(located=True), before))
        assert (stored.proposed_date, stored.has_location) == (TAKEN, True)


@pytest.mark.parametrize(
    "taken",
    [
        b"0000:00:00 00:00:00\x00",
        b"2023:02:30 10:00:00\x00",
        b"1970:01:01 00:00:00\x00",
        b"2026:11:23 00:00:00\x00",
        b"    :  :     :  :  \x00",
        b"20\x00",
    ],
)
def test_an_impossible_day_in_a_photo_gives_way_to_its_name(tmp_path: Path, taken: bytes) -> None:
    stored = keep(tmp_path, "IMG-20231105-WA0012.jpg", make.jpeg(make.tiff(taken)))
    assert (stored.proposed_date, stored.date_source) == (TAKEN, "nama")


def test_exif_cut_anywhere_is_no_fault(tmp_path: Path) -> None:
    exif = make.tiff(located=True)
    days = {keep(tmp_path, "foto.jpg", make.jpeg(exif[:end])).proposed_date for end in range(len(exif) + 1)}
    assert days == {None, TAKEN}
    assert keep(tmp_path, "foto.tif", exif[:9]).proposed_date is None
    for offset in (4, 10, 46):  # directories that are not there, and that point at themselves
        for value in (b"\xff\xff\xff\xff", b"\x08\x00\x00\x00"):
            assert keep(tmp_path, "x.jpg", make.jpeg(exif[:offset] + value + exif[offset + 4 :])).sha256


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("IMG-20231105-WA0012.jpg", TAKEN),
        ("VID-20231105-WA0003.mp4", TAKEN),
        ("20231105_101112.jpg", TAKEN),
        ("IMG_20231105_101112_HDR.jpg", TAKEN),
        ("20231105101112.jpg", TAKEN),
        ("PXL_20231105_101112345.jpg", TAKEN),
        ("WhatsApp Image 2023-11-05 at 10.11.12.jpeg", TAKEN),
        ("WhatsApp Image 2023-11-05 at 10.11.12 (1).jpeg", TAKEN),
        ("Screenshot_2023-11-05-10-11-12-123_com.whatsapp.jpg", TAKEN),
        ("Screenshot 2023-11-05 101112.png", TAKEN),
        ("signal-2023-11-05-101112.jpg", TAKEN),
        ("CamScanner 05-11-2023 10.11.pdf", TAKEN),
        ("Undangan 5.11.2023.pdf", TAKEN),
        ("2023-11-05 rapat, ulang 20231105.pdf", TAKEN),
        ("Undangan 05-11-2023.pdf", TAKEN),
        ("laporan 2023-01-01 sd 2023-12-31.pdf", None),
        ("NIP 197905122005011003.pdf", None),
        ("NIK 7317010511230001.jpg", None),
        ("20231332.jpg", None),
        ("20230230.jpg", None),
        ("19791105.jpg", None),
        ("20261123.jpg", None),
        ("20261122.jpg", date(2026, 11, 22)),
        ("scan 5 nov 2023.pdf", None),
        ("1699153872000.jpg", None),
        ("Perda 11-05.pdf", None),
        ("٢٠٢٣١١٠٥.jpg", None),
        ("1٥-11-2023.jpg", None),
        ("20٢٣1105.jpg", None),
        ("120231105.jpg", None),
    ],
)
def test_a_name_tells_one_day_or_none(tmp_path: Path, name: str, day: date | None) -> None:
    stored = keep(tmp_path, name, b"isi")
    assert (stored.proposed_date, stored.date_source) == (day, "nama" if day else "")


def test_the_time_of_the_file_comes_last(tmp_path: Path) -> None:
    source = tmp_path / "notulen.txt"
    source.write_bytes(b"isi")
    noon = datetime(2022, 3, 4, 12, tzinfo=UTC).timestamp()
    for moment, day in ((noon, date(2022, 3, 4)), (0, None), (2**33, None)):
        os.utime(source, (moment, moment))
        stored = attachments.store(tmp_path / "rencana", source, source.name, today=TODAY)
        assert (stored.proposed_date, stored.date_source) == (day, "berkas" if day else "")
