"""Small pictures of the evidence store for paper and page; what cannot be read is told, never guessed.

No file of the store is decoded here: ``Edition.look`` gives plain points, and these are encoded anew.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.pixels import Wish
from gmsc_desktop.models.records import Evidence

BATCH = 24  # pictures that are looked at together


class SmallPictures:
    """The small pictures of one edition, each read once. Raises ``Cancelled`` where the edition is."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._made: dict[Wish, bytes | None] = {}

    def prepare(self, wishes: Iterable[Wish]) -> Iterator[float]:
        """Read many, batch after batch; gives after each how much of all is done, from 0 to 1."""
        waiting = [wish for wish in dict.fromkeys(wishes) if wish not in self._made]
        for start in range(0, len(waiting), BATCH):
            self._read(waiting[start : start + BATCH])
            yield min(1.0, (start + BATCH) / len(waiting))

    def get(self, wish: Wish) -> io.BytesIO | None:
        """A JPEG, or a PNG of what is transparent; None where it is no picture that can be read."""
        if wish not in self._made:
            self._read([wish])
        made = self._made[wish]
        return None if made is None else io.BytesIO(made)

    def _read(self, wishes: Sequence[Wish]) -> None:
        self._edition.stop_if_cancelled()
        seen = self._edition.look(wishes, self._edition.cancelled)
        self._edition.stop_if_cancelled()
        for wish, pixels in zip(wishes, seen, strict=True):
            self._made[wish] = None if pixels is None else pixels.encoded().getvalue()


def evidence_wish(edition: Edition, evidence: Evidence, side: int) -> Wish | None:
    """What to ask for a piece of evidence that is a picture and whose file is in the store."""
    if not evidence.sha256 or not evidence.media_type.startswith("image/"):
        return None
    path = edition.picture(evidence.sha256)
    return None if path is None else Wish(path, side)


def emblem_wish(edition: Edition, side: int) -> Wish | None:
    """What to ask for the district's emblem, where the plan names one whose file is in the store."""
    evidence = edition.snapshot.get(Evidence, edition.snapshot.region.logo_evidence_id)
    path = edition.picture(evidence.sha256) if evidence is not None and evidence.sha256 else None
    return None if path is None else Wish(path, side, transparent=True)


def emblem(edition: Edition, side: int) -> io.BytesIO | None:
    """The district's emblem as PNG; None where there is none to be shown."""
    wish = emblem_wish(edition, side)
    return None if wish is None else edition.small_pictures.get(wish)
