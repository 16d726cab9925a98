"""What the child shows of pictures and PDF files, what it says of those it cannot, and photos made smaller."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from gmsc_desktop import worker
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments
from gmsc_desktop.worker import views as parent
from gmsc_desktop.worker.views import Photo, View, Wanted, shrunk, views
from tests.models import attachment_files as make

JPEG, PDF = "image/jpeg", "application/pdf"
PLACE = {1: "S", 2: (3.0, 22.0, 30.0), 3: "E", 4: (120.0, 15.0, 0.0)}


def papers(path: Path, colours: str, password: str | None = None) -> Path:
    """A PDF with a page of each colour: r, g or b."""
    canvas = Canvas(str(path), pagesize=(300, 400), encrypt=password)
    for colour in colours:
        canvas.setFillColorRGB(*(float(letter == colour) for letter in "rgb"))
        canvas.rect(0, 0, 300, 400, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def photo(path: Path, size: tuple[int, int] = (400, 300), *, turned: int = 1, located: bool = False) -> Path:
    """A JPEG, red left and blue right, as a camera writes it."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif.get_ifd(0x8769)[0x9003] = "2026:10:05 10:11:12"
    if located:
        exif.get_ifd(0x8825).update(PLACE)
    picture.save(path, "JPEG", exif=exif, quality=95)
    return path


def colour(view: View, x: int, y: int) -> str:
    """Which of the three is strongest at a point."""
    place = 3 * (y * view.width + x)
    points = view.pixels[place : place + 3]
    return "rgb"[points.index(max(points))]


def test_a_photo_is_small_and_upright(tmp_path: Path) -> None:
    [view] = views([Wanted(photo(tmp_path / "a.jpg", turned=6), JPEG, 100)])
    assert (view.width, view.height, view.pages, view.problem) == (75, 100, 1, "")
    assert (colour(view, 37, 10), colour(view, 37, 90)) == ("r", "b")


def test_a_photo_tells_where_it_was_taken(tmp_path: Path) -> None:
    seen = views(
        [Wanted(photo(tmp_path / "a.jpg", located=True), JPEG, 50), Wanted(photo(tmp_path / "b.jpg"), JPEG, 50)]
    )
    assert [view.place for view in seen] == [(-3.375, 120.25), None]


def test_the_pages_of_a_pdf_are_seen_one_by_one(tmp_path: Path) -> None:
    path = papers(tmp_path / "a.pdf", "rgb")
    seen = views([Wanted(path, PDF, 200, page) for page in (0, 1, 2, 9)])
    assert {(view.width, view.height, view.pages) for view in seen} == {(150, 200, 3)}
    assert [colour(view, 75, 100) for view in seen] == ["r", "g", "b", "b"]


def test_what_cannot_be_shown_is_told_and_spoils_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 rubbish")
    pikepdf.new().save(tmp_path / "pageless.pdf")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff rubbish")
    (tmp_path / "large.png").write_bytes(make.png(dims=(9_000, 9_000)))
    (tmp_path / "phone.heic").write_bytes(make.heic(make.tiff()))
    wanted = [
        Wanted(papers(tmp_path / "locked.pdf", "r", "rahasia"), PDF, 100),
        *(Wanted(tmp_path / f"{name}.pdf", PDF, 100) for name in ("broken", "pageless", "empty")),
        Wanted(tmp_path / "broken.jpg", JPEG, 100),
        Wanted(tmp_path / "large.png", "image/png", 100),
        Wanted(tmp_path / "phone.heic", "image/heic", 100),
        Wanted(photo(tmp_path / "good.jpg"), "image/png", 100),
        Wanted(photo(tmp_path / "good.jpg"), JPEG, 100),
    ]
    told = [view.problem for view in views(wanted)]
    assert told == ["locked", "broken", "empty", "empty", "broken", "large", "unknown", "broken", ""]


def test_a_child_that_breaks_off_is_asked_for_each_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = photo(tmp_path / "a.jpg")
    asked: list[int] = []
    call_in = worker.call_in

    def breaking(*args: object, **named: object) -> dict[str, object]:
        files = named["files"]
        assert isinstance(files, dict)
        asked.append(len(files))
        if any(name.name == "bad.jpg" for name in files.values()):
            raise UserFacingError("Terhenti")
        return call_in(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(parent, "call_in", breaking)
    seen = views([Wanted(path, JPEG, 50), Wanted(tmp_path / "bad.jpg", JPEG, 50)])
    assert asked == [2, 1, 1]
    assert [view.problem for view in seen] == ["", "broken"]


def test_pixels_that_do_not_fit_their_size_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, object] = {}

    def lying(folder: Path, *_args: object, **_named: object) -> dict[str, object]:
        (folder / "0.rgb").write_bytes(bytes(299))
        return {"views": [told]}

    monkeypatch.setattr(parent, "call_in", lying)
    for lie in (
        {"width": 10, "height": 10, "pages": 1},
        {"width": 0, "height": 10, "pages": 1},
        {"width": 100_000, "height": 100_000, "pages": 1},
        {"width": "10", "height": 10, "pages": 1},
        {"problem": "<b>"},
        {"width": 10, "height": 10, "pages": None, "place": [1, 2]},
        {},
    ):
        told.clear()
        told.update(lie)
        assert views([Wanted(tmp_path / "a.jpg", JPEG, 50)]) == [View(problem="broken")]


def test_looking_can_be_called_off(tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(UserFacingError):
        views([Wanted(photo(tmp_path / "a.jpg"), JPEG, 50)] * 2, cancel)


@pytest.mark.parametrize("place", [True, False])
def test_a_photo_is_made_smaller_with_its_time_and_its_place_only_where_that_may_stay(
    tmp_path: Path, place: bool
) -> None:
    path = photo(tmp_path / "a.jpg", (4_000, 3_000), turned=6, located=True)
    made: dict[int, bytes] = {}
    (tmp_path / "half.jpg").write_bytes(path.read_bytes()[:20_000])
    problems = shrunk(
        [Photo(tmp_path / "half.jpg", JPEG, place), Photo(path, JPEG, place)], lambda n, data: made.update({n: data})
    )
    assert (problems, set(made)) == (["broken", ""], {1})
    with Image.open(io.BytesIO(made[1])) as small:
        exif = small.getexif()
        assert (small.size, exif.get(0x0112), small.getpixel((700, 20))) == ((1_440, 1_920), None, (254, 0, 0))
        assert bool(exif.get_ifd(0x8825)) is place
    stored = attachments.store(tmp_path, io.BytesIO(made[1]), "a.jpg")
    assert (str(stored.proposed_date), stored.date_source, stored.has_location) == ("2026-10-05", "exif", place)
