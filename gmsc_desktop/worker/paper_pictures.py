"""The small pictures of papers, read by a child process: ``Edition.look`` for whoever makes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports.pixels import Pixels, Wish
from gmsc_desktop.worker.viewing import ANY
from gmsc_desktop.worker.views import View, Wanted, views


@dataclass(frozen=True, slots=True)
class _Asked:
    cancelled: Callable[[], bool]

    def is_set(self) -> bool:
        """Whether the person asked to stop."""
        return self.cancelled()


def look(wishes: Sequence[Wish], cancelled: Callable[[], bool]) -> list[Pixels | None]:
    """The points of each wish, in order, by one child; None for what cannot be read, and where it was stopped.

    A child that breaks off or takes too long costs no other picture: each is then tried once more alone.
    """
    wanted = [Wanted(wish.path, ANY, wish.side, whole=True, transparent=wish.transparent) for wish in wishes]
    try:
        seen = views(wanted, _Asked(cancelled))
    except UserFacingError:  # stopped, or no room for the child's folder: the paper itself then tells that
        return [None] * len(wishes)
    return [_pixels(view, wish) for view, wish in zip(seen, wishes, strict=True)]


def _pixels(view: View, wish: Wish) -> Pixels | None:
    return None if view.problem else Pixels(view.width, view.height, view.pixels, wish.transparent)
