"""A package is noted in the folder of its plan before it has its name: see ``models.outgoing_pending``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from gmsc_desktop.models import library, outgoing_pending
from gmsc_desktop.models.outgoing import Outgoing
from gmsc_desktop.package.write import Written


class Announcing:
    """One package on its way into a file; ``plan`` is the folder of its plan, None where nothing can be noted."""

    def __init__(self, plan: Path | None, entry_of: Callable[[Written], Outgoing]) -> None:
        self._plan, self._entry_of = plan, entry_of
        self._told: Written | None = None

    def announce(self, written: Written) -> None:
        """It is whole, and has its name as soon as this returns. Raises ``UserFacingError``: then it gets none."""
        if self._plan is None:
            return
        self._told = written
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        entry = replace(self._entry_of(written), made_at=now, made_by=library.current_author().name)
        outgoing_pending.announce(self._plan, entry)

    def take_back(self) -> None:
        """It did not get its name; where it did, and only the drive's word for it is missing, the note stays."""
        told = self._told
        if self._plan is not None and told is not None and not told.path.exists():
            outgoing_pending.withdraw(self._plan, told.identity.package_id)
