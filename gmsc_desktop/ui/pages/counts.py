"""The counts beside the pages in the navigation: how many there are, or how many wait for the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui.pages.checking import checking_of
from gmsc_desktop.ui.pages.mapping_rows import count_waiting
from gmsc_desktop.ui.pages.page import Wait
from gmsc_desktop.ui.pages.progress_due import count_late
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import present_year

COUNTS: dict[str, Callable[[Session], Wait]] = {
    "initiatives": lambda session: (len(session.snapshot.all(Initiative)), ""),
    "mapping": lambda session: (count_waiting(session.figures, present_year(session.snapshot)), "warn"),
    "progress": lambda session: (count_late(session.figures, present_year(session.snapshot), date.today()), "warn"),
    "checks": lambda session: checking_of(session).wait(),
}


def waiting(key: str, session: Session) -> Wait:
    """The count of a page, (0, "") for none; read without building the page."""
    count = COUNTS.get(key)
    return count(session) if count is not None else (0, "")
