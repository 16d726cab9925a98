"""What still stands between a plan and a purpose, with what its evidence files say; light, for the first page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from gmsc_desktop.models import attachments, checks
from gmsc_desktop.models.nomenclature.contents import Scope
from gmsc_desktop.models.nomenclature.file import UnreadableList
from gmsc_desktop.models.nomenclature.lists import Lists
from gmsc_desktop.models.nomenclature.words import standing_words
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.values.personal import find_personal_numbers

FindFile = Callable[[str], Path | None]  # from a SHA-256 to the stored file, None where it is not here


class EvidenceStates:
    """Whether evidence files are there and what their hashes say; each is hashed once while it does not change."""

    def __init__(self, find: FindFile) -> None:
        self._find = find
        self._known: dict[str, tuple[tuple[int, int], checks.FileState]] = {}

    def state(self, sha256: str) -> checks.FileState:
        """What stands in the store under this hash."""
        path = self._find(sha256)
        if path is None:
            return "missing"
        try:
            status = path.stat()
            mark = (status.st_size, status.st_mtime_ns)
            known = self._known.get(sha256)
            if known is None or known[0] != mark:
                whole = attachments.digest_of_file(path) == sha256
                known = self._known[sha256] = (mark, "ok" if whole else "changed")
        except FileNotFoundError:
            return "missing"
        return known[1]


def find_findings(
    snapshot: Snapshot, stage: str, year: int | None = None, states: checks.EvidenceFiles | None = None
) -> list[checks.Finding]:
    """What still stands between a plan and a submission for a stage, seen today, in ``year`` or the plan's present one.

    Without ``states`` evidence is judged by its records alone.
    """
    today = date.today()
    year = snapshot.year_at(today.year) if year is None else year
    with imported_codes(snapshot) as codes:
        return checks.check(
            snapshot, stage, year=year, today=today, files=states, personal=find_personal_numbers, codes=codes
        )


class Codes:
    """What the imported lists of the nomenclature say of a code, for a plan of a district or a province."""

    def __init__(self, lists: Lists, scope: Scope) -> None:
        self._lists, self._scope = lists, scope

    def told(self, code: str) -> str:
        """That a code is unknown, or old with its successors; "" where there is nothing to say.

        Nor where a list turns out to be damaged: that is no fault of the plan, and no reason not to check it.
        """
        try:
            return standing_words(self._lists.standing(code, self._scope))
        except UnreadableList:
            return ""


@contextmanager
def imported_codes(snapshot: Snapshot) -> Iterator[Codes | None]:
    """The lists of this computer, open for one check and on its own thread; None where there are none to read."""
    scope = Scope.PROVINCE if snapshot.region.kind == "province" else Scope.DISTRICT
    lists = Lists()
    try:
        yield Codes(lists, scope) if lists.files else None
    finally:
        lists.close()
