"""How papers ask for small pictures: what they want, the plain points they get, and who looks for them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture of the evidence store, neither side longer than ``side`` points, upright; else on white."""

    path: Path
    side: int
    transparent: bool = False


@dataclass(frozen=True, slots=True)
class Pixels:
    """Plain points, row after row: three bytes each, or four where what is seen through stays so."""

    width: int
    height: int
    points: bytes
    transparent: bool = False

    def encoded(self) -> io.BytesIO:
        """The same as a JPEG, or as a PNG where it is transparent."""
        from PIL import Image

        image = Image.frombytes("RGBA" if self.transparent else "RGB", (self.width, self.height), self.points)
        made = io.BytesIO()
        if self.transparent:
            image.save(made, "PNG", optimize=True)
        else:
            image.save(made, "JPEG", quality=82)
        made.seek(0)
        return made


# Gives the points in the order of the wishes, None for what cannot be read. It asks its second argument now and then
# and may stop early, with nothing but None, where that says so: whoever asked then raises ``Cancelled``.
Look = Callable[[Sequence[Wish], Callable[[], bool]], list[Pixels | None]]
