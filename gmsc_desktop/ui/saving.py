"""How far what was typed is saved, and who may hold typed text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _

Done = Callable[[Any], object]  # Any: the result of the work that was submitted; each caller knows its own
Refused = Callable[[UserFacingError], object]


class Saving(Enum):
    """What the status line tells of what was typed."""

    SAVED = "saved"
    WAITING = "waiting"
    FAILED = "failed"


class Typing(Protocol):
    """Something that may hold typed text that was not handed over yet: a binding, an open cell."""

    def submit_now(self) -> None:
        """Hand over what was typed."""

    def texts(self) -> list[tuple[str, str]]:
        """What it holds, each text with the words that stand over it, for a file elsewhere."""


class ReadOnlyError(UserFacingError):
    """A plan that was received to be read is never changed."""

    def __init__(self) -> None:
        super().__init__(
            _("Rencana ini hanya dibuka untuk dibaca."), _("Buka salinan kerjanya bila Anda perlu mengubah isinya.")
        )


@dataclass(frozen=True)
class Waiting:
    """A change that is on its way to the file, as it was submitted."""

    label: str
    work: Callable[..., object]
    values: tuple[object, ...]
    done: Done | None
    refused: Refused | None
