"""The parent's side of looking at evidence: what may be shown of files of strangers, as pixels and nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.worker.letters import Letters, letters_told
from gmsc_desktop.worker.parent import Cancel, call_in, private_folder
from gmsc_desktop.worker.viewing import FORMATS, LONGEST_SIDE, PDF

MEMORY = 900_000_000
SECONDS, SECONDS_EACH = 20.0, 2.0
VIEWABLE = frozenset({*FORMATS, PDF})
SHRINKABLE = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/bmp", "image/tiff"})
PROBLEMS = frozenset({"locked", "broken", "empty", "large", "unknown", "moving"})
_LONGEST_PHOTO = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture, or a page of a PDF counted from 0, neither side longer than ``side`` points.

    A picture that is cut off is shown as far as it goes, unless it must be ``whole``; it stands on white, unless it is
    ``transparent``, with four bytes a point.
    """

    path: Path
    media_type: str
    side: int
    page: int = 0
    whole: bool = False
    transparent: bool = False
    letters: bool = False  # where the letters of a page stand is wanted too

    @property
    def bytes_each(self) -> int:
        """Of a point."""
        return 4 if self.transparent else 3


@dataclass(frozen=True, slots=True)
class View:
    """Three bytes a point (four where so asked), row after row; or why there is nothing to see, one of ``PROBLEMS``.

    ``place`` is where a photo says that it was taken, in degrees north and east; ``letters`` where those of a page are.
    """

    width: int = 0
    height: int = 0
    pixels: bytes = b""
    pages: int = 0
    problem: str = ""
    place: tuple[float, float] | None = None
    letters: Letters | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo to be made smaller, and whether the place in it may stay."""

    path: Path
    media_type: str
    place: bool


def views(wanted: Sequence[Wanted], cancel: Cancel | None = None) -> list[View]:
    """What is to be seen of each, in order. A file over which the child breaks off spoils no other's turn.

    Raises ``UserFacingError`` for ``cancel`` and where no child can be started.
    """
    if len(wanted) > 1 and any(one.media_type == PDF for one in wanted):  # PDFium tells its errors once in a process
        return [view for one in wanted for view in views([one], cancel)]
    asked: list[dict[str, object]] = [
        {
            "media_type": one.media_type,
            "side": one.side,
            "page": one.page,
            "whole": one.whole,
            "transparent": one.transparent,
            "letters": one.letters,
        }
        for one in wanted
    ]
    with private_folder() as folder:
        told = _told(folder, "view", "views", asked, [one.path for one in wanted], cancel)
        if told is not None:
            return [_view(folder, number, *pair) for number, pair in enumerate(zip(wanted, told, strict=True))]
    if len(wanted) == 1:
        return [View(problem="broken")]
    return [view for one in wanted for view in views([one], cancel)]


def _view(folder: Path, number: int, wanted: Wanted, told: dict[str, Any]) -> View:
    if told.get("problem") in PROBLEMS:
        return View(problem=str(told["problem"]))
    width, height, pages = (told.get(name) for name in ("width", "height", "pages"))
    bound = min(wanted.side, LONGEST_SIDE)
    good = all(isinstance(length, int) and 0 < length <= bound for length in (width, height))
    if not good or not isinstance(width, int) or not isinstance(height, int) or not isinstance(pages, int):
        return View(problem="broken")
    length = width * height * wanted.bytes_each
    pixels = _read(folder / f"{number}.rgb", length)
    if len(pixels) != length:
        return View(problem="broken")
    return View(width, height, pixels, pages, "", _place(told.get("place")), letters_told(told.get("letters")))


def _place(told: object) -> tuple[float, float] | None:
    if isinstance(told, list) and len(told) == 2 and all(isinstance(part, float | int) for part in told):
        north, east = (float(part) for part in told)
        return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None
    return None


def shrunk(photos: Sequence[Photo], use: Callable[[int, bytes], object], cancel: Cancel | None = None) -> list[str]:
    """Hand each smaller photo to ``use`` with its number; the problems in order, "" for none. Raises as ``views``."""
    asked = [{"media_type": one.media_type, "place": one.place} for one in photos]
    with private_folder() as folder:
        told = _told(folder, "shrink", "shrunk", asked, [one.path for one in photos], cancel)
        if told is not None:
            problems = []
            for number, one in enumerate(told):
                content = b"" if one.get("problem") else _read(folder / f"{number}.jpg", _LONGEST_PHOTO)
                problems.append("" if content[:3] == b"\xff\xd8\xff" else str(one.get("problem") or "broken"))
                if content and not problems[-1]:
                    use(number, content)
            return problems
    if len(photos) == 1:
        return ["broken"]
    return [shrunk([one], lambda _n, data, at=place: use(at, data), cancel)[0] for place, one in enumerate(photos)]  # type: ignore[misc]  # the default binds the number


def _told(
    folder: Path,
    job: str,
    name: str,
    asked: list[dict[str, object]],
    paths: Sequence[Path],
    cancel: Cancel | None,
) -> list[dict[str, Any]] | None:
    """What the child tells of each file; None where it broke off or told something else."""
    files = {str(number): path for number, path in enumerate(paths)}
    seconds = SECONDS + SECONDS_EACH * len(paths)
    with contextlib.suppress(UserFacingError):
        told = call_in(
            folder, job, {"wanted": asked}, seconds=seconds, memory_bytes=MEMORY, files=files, cancel=cancel
        ).get(name)
        if isinstance(told, list) and len(told) == len(paths) and all(isinstance(one, dict) for one in told):
            return told
    if cancel is not None and cancel.is_set():
        raise UserFacingError("")
    return None


def _read(path: Path, most: int) -> bytes:
    """What the child left under a name, b"" where that is no plain file of at most this length."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > most:
            return b""
        return path.read_bytes()
    except OSError:
        return b""
