"""From a workbook of SIPD to a list in the data folder, for the window and the command alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gmsc_desktop.exchange.nomenclature import Nomenclature, printable, read_nomenclature
from gmsc_desktop.exchange.reading import read_book
from gmsc_desktop.models.nomenclature.lists import Added, add_list, tidy_name
from gmsc_desktop.worker.parent import Cancel

Progress = Callable[[int, int], object]

_COPY = re.compile(r"\s*\(\d+\)$")
_SIGNS = re.compile(r"[\s_\-]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A workbook that was read; nothing is kept yet. ``name`` is what the list may be called."""

    source: str
    name: str
    found: Nomenclature


def propose(path: Path, progress: Progress | None = None, cancel: Cancel | None = None) -> Proposal:
    """Read a workbook. ``progress`` gets rows done and rows in all, and may raise to cancel.

    ``cancel`` stops the child that reads the file. Raises ``UserFacingError``; nothing is kept yet.
    """
    found = read_nomenclature(read_book(path, cancel=cancel), progress)
    return Proposal(path.name, tidy_name(found.title) or name_of_file(path.name), found)


def keep(proposal: Proposal, name: str = "", place: Path | None = None) -> Added:
    """Keep what was read as a list, in the data folder or in ``place``.

    Raises ``UserFacingError``; then the lists are as they were.
    """
    return add_list(proposal.found.content, name=name or proposal.name, source=proposal.source, place=place)


def name_of_file(file_name: str) -> str:
    """A name for people from the name of a file: ``nomenklatur-sipd_2027 (1).xlsx``: Nomenklatur SIPD 2027."""
    words = _SIGNS.sub(" ", _COPY.sub("", Path(printable(file_name)).stem)).strip()
    words = re.sub(r"\bsipd\b", "SIPD", words, flags=re.IGNORECASE)
    return tidy_name(words[:1].upper() + words[1:])
