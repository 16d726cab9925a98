"""The file of a plan at one moment: read, written and compared a block at a time."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from gmsc_desktop.models import document_freeze, document_image
from gmsc_desktop.models.document_freeze import image_of
from gmsc_desktop.models.document_image import Image
from tests.models.plans import memory_document

CONTENT = bytes(range(256)) * 10 + b"the last block is shorter"


@pytest.fixture(params=["in memory", "in a file"])
def image(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Image:
    monkeypatch.setattr(document_image, "_BLOCK", 512)
    if request.param == "in memory":
        return Image(CONTENT)
    (tmp_path / "rencana").write_bytes(CONTENT)
    return Image(tmp_path / "rencana")


def test_an_image_is_written_as_it_is(image: Image) -> None:
    stream = io.BytesIO()
    image.write(stream)
    assert stream.getvalue() == CONTENT
    assert image.size == len(CONTENT)
    assert image.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert max(map(len, image.blocks())) == 512


def test_an_image_knows_a_file_with_the_same_bytes(image: Image, tmp_path: Path) -> None:
    copy = tmp_path / "salinan"
    copy.write_bytes(CONTENT)
    assert image.is_in(copy)


@pytest.mark.parametrize(
    "other",
    [b"", CONTENT[:-1], CONTENT + b"\0", b"\1" + CONTENT[1:], CONTENT[:512] + b"\1" + CONTENT[513:]],
    ids=["empty", "shorter", "longer", "another first byte", "another byte of a later block"],
)
def test_an_image_knows_a_file_with_other_bytes(image: Image, tmp_path: Path, other: bytes) -> None:
    copy = tmp_path / "salinan"
    copy.write_bytes(other)
    assert not image.is_in(copy)


def test_what_cannot_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    source = tmp_path / "rencana"
    source.write_bytes(CONTENT)
    image = Image(source)
    source.unlink()
    with pytest.raises(FileNotFoundError) as told:
        image.write(io.BytesIO())
    assert told.value.filename == str(source)


def test_a_file_that_is_somebody_elses_stays_when_its_image_is_closed(tmp_path: Path) -> None:
    source = tmp_path / "rencana"
    source.write_bytes(CONTENT)
    Image(source).close()
    assert source.read_bytes() == CONTENT


@pytest.mark.parametrize("most", [0, 2**40], ids=["in a file", "in memory"])
def test_the_image_of_a_plan_opens_alone_and_leaves_nothing(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "sementara"
    monkeypatch.setattr(document_freeze, "FREEZE_IN_MEMORY", most)
    monkeypatch.setattr("tempfile.tempdir", str(place))
    document = memory_document()
    with image_of(document.raw) as image:
        assert bool(list(place.glob("*/*"))) == (most == 0)
        stream = io.BytesIO()
        image.write(stream)
    assert stream.getvalue()[18:20] == b"\x01\x01"
    again = memory_document(image=stream.getvalue())
    assert again.raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert not list(place.glob("*"))
