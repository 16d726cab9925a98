"""Reports of offices as tests read them: a plan with three initiatives, a book in, lines of words out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.reported import progress, wins
from gmsc_desktop.exchange.reported.answers import ReportAnswers
from gmsc_desktop.exchange.reported.proposal import ReportProposal
from gmsc_desktop.models import initiatives, plan
from gmsc_desktop.models.document import Document
from tests.exchange.books import Rows, write_book
from tests.models.use_cases import begun

TODAY = date(2026, 11, 22)
TITLES = {"SG": "Layanan Publik Digital", "SL": "Parkir Elektronik Terpadu", "SV": "Bank Sampah Digital"}


def planned() -> Document:
    """A plan of 2021 to 2030 with an initiative in each of three dimensions, one of them with an indicator."""
    document = begun()
    with document.change("Isi") as db:
        plan.set_period(db, 2021, 2030)
        made = {code: initiatives.add_initiative(db, title, code) for code, title in TITLES.items()}
        initiatives.add_indicator(db, made["SL"], text="Titik parkir elektronik", unit="titik")
    return document


Propose = Callable[..., ReportProposal]


def proposed(
    folder: Path, sheets: dict[str, Rows], merged: Iterable[str] = (), *, propose: Propose = progress.propose,
    name: str = "monev.xlsx", document: Document | None = None, **answers: Any,
) -> ReportProposal:  # fmt: skip
    """What a workbook comes to."""
    path = write_book(folder / name, sheets, merged)
    snapshot = (document or planned()).snapshot()
    return propose(read_here(path, name), ReportAnswers(**answers), snapshot, TODAY)


def quick_wins(folder: Path, sheets: dict[str, Rows], merged: Iterable[str] = (), **more: Any) -> ReportProposal:
    """The same of quick wins."""
    return proposed(folder, sheets, merged, propose=wins.propose, **more)


def outline(proposal: ReportProposal) -> list[str]:
    """One line for each branch, indented, with its details."""
    return [
        f"{'  ' * depth}{branch.label if branch.level == 'progress' else branch.text}"
        + "".join(f" | {label}: {value}" for label, value in branch.details if label != "Status (diusulkan)")
        for root in proposal.branches
        for depth, branches in ((0, [root]), (1, root.below))
        for branch in branches
    ]


def doubts(proposal: ReportProposal) -> list[str]:
    """The kinds of what asks for a look."""
    return [one.kind for one in proposal.notices if one.doubt]


def needs(proposal: ReportProposal) -> list[str]:
    """What must be asked."""
    return [one.what for one in proposal.needs]
