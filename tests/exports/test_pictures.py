"""Pictures of the evidence store on paper: small, upright, of named formats alone; what is none is told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from gmsc_desktop.exports import Edition
from gmsc_desktop.exports.pictures import thumbnail
from gmsc_desktop.models.snapshot import from_json
from tests.exports.books import Reading
from tests.exports.editions import MADE_ON, REVISION
from tests.sample_initiatives import add
from tests.sample_plan import sample_tables


def photo(path: Path, size: tuple[int, int] = (1600, 900), kind: str = "JPEG", **more: object) -> Path:
    """A picture of one colour, another for each name."""
    Image.new("RGB", size, (path.name.encode()[0] * 3 % 256, 90, 150)).save(path, kind, **more)
    return path


def size_of(made: io.BytesIO | None) -> tuple[int, int]:
    assert made is not None
    with Image.open(made) as image:
        return image.size


def test_a_photo_becomes_small(tmp_path: Path) -> None:
    made = thumbnail(photo(tmp_path / "a"), 320)
    assert size_of(made) == (320, 180)


def test_a_photo_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways
    assert size_of(thumbnail(photo(tmp_path / "a", exif=exif), 320)) == (180, 320)


def test_transparency_becomes_white_on_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(tmp_path / "a", "PNG")
    made = thumbnail(tmp_path / "a", 20)
    assert made is not None
    with Image.open(made) as image:
        assert image.convert("RGB").getpixel((10, 10)) == (255, 255, 255)
    kept = thumbnail(tmp_path / "a", 20, keep_transparency=True)
    assert kept is not None
    with Image.open(kept) as image:
        assert image.mode == "RGBA"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\xff\xd8\xff\xe0" + b"\x00" * 40,
        b"GIF89a\xff\xff\xff\xff\x00\x00\x00",
    ],
)
def test_what_is_no_picture_gives_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert thumbnail(tmp_path / "a", 320) is None


def test_a_cut_off_photo_gives_none(tmp_path: Path) -> None:
    whole = photo(tmp_path / "a").read_bytes()
    (tmp_path / "b").write_bytes(whole[: len(whole) // 3])
    assert thumbnail(tmp_path / "b", 320) is None


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "a", "PNG")
    assert (tmp_path / "a").stat().st_size < 100_000
    assert thumbnail(tmp_path / "a", 320) is None


def test_a_missing_file_gives_none(tmp_path: Path) -> None:
    assert thumbnail(tmp_path / "absent", 320) is None


def test_pictures_stand_beside_what_they_prove(tmp_path: Path) -> None:
    tables = sample_tables()
    store = {}
    for number, row in enumerate(row for row in tables["evidence"] if row["sha256"]):
        store[str(row["sha256"])] = photo(tmp_path / str(number))
    (tmp_path / "2").write_bytes(b"not a picture")
    logo = add(tables, "evidence", "logo", kind="dokumen", title="Lambang", sha256="e" * 64, media_type="image/png")
    store["e" * 64] = photo(tmp_path / "logo", (400, 500), "PNG")
    tables["region"][0]["logo_evidence_id"] = logo
    reading = Reading.of(Edition.of(from_json(tables), revision_code=REVISION, made_on=MADE_ON, picture=store.get))
    with reading.pdf() as pdf:
        counts = [len(page.get_images()) for page in pdf.pages]
    assert counts[0] == 1  # the emblem
    shown = [number for number, count in enumerate(counts) if count and number]
    assert sum(counts) == 4
    assert all("No. 1" in reading.pages[number] for number in shown)
    assert "Gambar bukti nomor 3 tidak dapat ditampilkan." in " ".join(reading.pages)
