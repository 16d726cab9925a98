"""Pictures of the evidence store on paper: small, upright, of named formats alone; what is none is told."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gmsc_desktop.exports import Cancelled, Edition
from gmsc_desktop.exports.pictures import BATCH
from gmsc_desktop.exports.pixels import Pixels, Wish
from gmsc_desktop.models.snapshot import Snapshot, from_json
from gmsc_desktop.worker.paper_pictures import look
from tests.exports.books import Reading
from tests.exports.editions import MADE_ON, REVISION
from tests.sample_initiatives import add
from tests.sample_plan import sample_tables


def photo(path: Path, size: tuple[int, int] = (1600, 900), kind: str = "JPEG", **more: object) -> Path:
    """A picture of one colour, another for each name."""
    Image.new("RGB", size, (path.name.encode()[0] * 3 % 256, 90, 150)).save(path, kind, **more)
    return path


def thumbnail(path: Path, side: int, *, keep_transparency: bool = False) -> io.BytesIO | None:
    """What a paper shows of one file."""
    [seen] = look([Wish(path, side, keep_transparency)], lambda: False)
    return None if seen is None else seen.encoded()


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
    reading = Reading.of(
        Edition.of(from_json(tables), revision_code=REVISION, made_on=MADE_ON, picture=store.get, look=look)
    )
    with reading.pdf() as pdf:
        counts = [len(page.get_images()) for page in pdf.pages]
    assert counts[0] == 1  # the emblem
    shown = [number for number, count in enumerate(counts) if count and number]
    assert sum(counts) == 4
    assert all("No. 1" in reading.pages[number] for number in shown)
    assert "Gambar bukti nomor 3 tidak dapat ditampilkan." in " ".join(reading.pages)


BAD = ("bomb", "cut", "huge", "killer")


def mixed(folder: Path) -> tuple[Snapshot, dict[str, Path]]:
    """Four good photos among four pictures that harm whoever opens them, all of one initiative that is reported."""
    folder.mkdir()
    photos = [photo(folder / f"{letter}.jpg") for letter in "kmps"]
    Image.new("1", (20_000, 20_000)).save(folder / "bomb", "PNG")
    whole = photos[0].read_bytes()
    (folder / "cut").write_bytes(whole[: len(whole) // 2])
    Image.new("L", (12_000, 12_000)).save(folder / "huge", "TIFF", compression="tiff_lzw")
    photo(folder / "killer")
    names = [name for pair in zip(photos, BAD, strict=True) for name in (pair[0], folder / pair[1])]
    tables = sample_tables()
    initiative = tables["progress_entry"][0]["initiative_id"]
    tables["evidence"], tables["evidence_link"] = [], []
    tables["region"][0]["logo_evidence_id"] = None
    store = {}
    for number, path in enumerate(names):
        sha256 = f"{number:064x}"
        row = add(tables, "evidence", f"p{number}", kind="foto", title="Foto", sha256=sha256, media_type="image/jpeg")
        add(tables, "evidence_link", f"l{number}", evidence_id=row, initiative_id=initiative)
        store[sha256] = path
    return from_json(tables), store


def shown_and_told(edition: Edition) -> tuple[int, str]:
    """How many pictures the book has, and its words."""
    reading = Reading.of(edition)
    with reading.pdf() as pdf:
        return sum(len(page.get_images()) for page in pdf.pages), " ".join(" ".join(reading.pages).split())


def test_pictures_that_harm_cost_no_other_and_not_the_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, store = mixed(tmp_path / "simpanan")
    child = [sys.executable, str(Path(__file__).with_name("killed_child.py"))]
    monkeypatch.setattr("gmsc_desktop.worker.parent.program", lambda: child)
    told: list[float] = []
    edition = Edition.of(
        snapshot, revision_code=REVISION, made_on=MADE_ON, progress=told.append, picture=store.get, look=look
    )
    count, words = shown_and_told(edition)
    assert count == 4
    assert "Gambar bukti nomor 2, 4, 6, 8 tidak dapat ditampilkan." in words
    assert told == sorted(told)
    assert told[-1] == 1


def test_this_process_opens_no_file_of_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, store = mixed(tmp_path / "simpanan")
    opened = []
    real = Image.open

    def watched(file: Any, *args: Any, **named: Any) -> Any:
        opened.append(file)
        return real(file, *args, **named)

    monkeypatch.setattr(Image, "open", watched)
    edition = Edition.of(snapshot, revision_code=REVISION, made_on=MADE_ON, picture=store.get, look=look)
    _count, words = shown_and_told(edition)
    assert "Gambar bukti nomor 2, 4, 6 tidak dapat ditampilkan." in words  # nothing kills this child
    assert opened
    assert all(isinstance(file, io.BytesIO) for file in opened)


def test_pictures_are_read_in_batches_and_a_stop_is_heard_between(tmp_path: Path) -> None:
    asked: list[int] = []

    def counting(wishes: Sequence[Wish], _cancelled: Callable[[], bool]) -> list[Pixels | None]:
        asked.append(len(wishes))
        return [Pixels(1, 1, b"abc")] * len(wishes)

    edition = Edition.of(
        from_json(sample_tables()), revision_code=REVISION, made_on=MADE_ON,
        cancelled=lambda: len(asked) == 2, picture=lambda _sha: tmp_path, look=counting,
    )  # fmt: skip
    wishes = [Wish(tmp_path / str(number), 9) for number in range(3 * BATCH)]
    with pytest.raises(Cancelled):
        list(edition.small_pictures.prepare(wishes))
    assert asked == [BATCH, BATCH]


def test_a_child_is_stopped_with_the_book(tmp_path: Path) -> None:
    assert look([Wish(photo(tmp_path / "a"), 20)], lambda: True) == [None]


def test_an_edition_with_pictures_says_who_reads_them() -> None:
    with pytest.raises(TypeError):
        Edition.of(from_json(sample_tables()), revision_code=REVISION, made_on=MADE_ON, picture=lambda _sha: None)


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells a process's peak in /proc there")
def test_the_bombs_leave_this_process_small(tmp_path: Path) -> None:
    """The peak of a process that looks at them all, beside one that looks at one small picture."""
    mixed(tmp_path / "simpanan")
    program = (
        "import sys; from pathlib import Path; from gmsc_desktop.exports.pixels import Wish\n"
        "from gmsc_desktop.worker.paper_pictures import look\n"
        "seen = look([Wish(Path(name), 360) for name in sys.argv[1:]], lambda: False)\n"
        "[one.encoded() for one in seen if one is not None]\n"
        "status = Path('/proc/self/status').read_text()\n"
        "peak = next(line for line in status.splitlines() if line.startswith('VmHWM:')).split()[1]\n"
        "print(sum(one is not None for one in seen), peak)"
    )

    def peak(*names: str) -> tuple[int, int]:
        paths = [str(tmp_path / "simpanan" / name) for name in names]
        done = subprocess.run([sys.executable, "-c", program, *paths], capture_output=True, text=True, check=True)
        count, kilobytes = done.stdout.split()
        return int(count), int(kilobytes)

    (few, small), (many, large) = peak("k.jpg"), peak("k.jpg", "bomb", "cut", "huge", "p.jpg")
    assert (few, many) == (1, 2)
    assert large - small < 20_000  # the bomb alone is 50 MB unpacked, the TIFF 144
