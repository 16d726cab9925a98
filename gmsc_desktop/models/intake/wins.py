"""Quick wins as a table from outside tells them: rows in, quick wins and their steps out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.initiatives import within_a_year
from gmsc_desktop.models.initiatives.quick_wins import CONTINUED, NEW, STOPPED
from gmsc_desktop.models.intake.known import compared_title
from gmsc_desktop.models.intake.realisation import joined
from gmsc_desktop.models.intake.wanted import Prepared, Told, Wanted, cut, fitted, record_id
from gmsc_desktop.models.records import ActionStep, QuickWin
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.text import _

TEXTS = (
    "problem", "beneficiaries", "benefit_indicator", "before_text", "after_text", "resources", "sustainability",
    "status_reason",
)  # fmt: skip


@dataclass(frozen=True)
class StepLine:
    """A step (tahapan) with its months (YYYY-MM) where they are certain."""

    text: str
    start_month: str = ""
    end_month: str = ""


@dataclass(frozen=True)
class WinLine:
    """What one row tells of a quick win; ``initiative`` as in ``realisation.Line``, days as YYYY-MM-DD."""

    id: str
    initiative: str
    title: str
    year: int
    status: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    start_on: str = ""
    end_on: str = ""
    steps: tuple[StepLine, ...] = ()


def prepare(snapshot: Snapshot, lines: Sequence[WinLine]) -> Prepared:
    """The quick wins and steps of the rows, and what is to be told; several rows of one are drawn together."""
    told: list[Told] = []
    wanted: list[Wanted] = []
    groups: dict[tuple[str, int], list[WinLine]] = defaultdict(list)
    for line in lines:
        groups[line.initiative, line.year].append(line)
    seen: set[tuple[str, str]] = set()
    for (initiative, year), found in groups.items():
        wanted.append(_win(snapshot, initiative, year, found, told))
        wanted += _steps(snapshot, initiative, found, seen)
    return Prepared(tuple(wanted), tuple(told))


def _win(snapshot: Snapshot, initiative: str, year: int, lines: Sequence[WinLine], told: list[Told]) -> Wanted:
    first = lines[0]
    values: dict[str, Json] = {column: joined(line.texts.get(column, "") for line in lines) for column in TEXTS}
    found = record_id(snapshot, "quick_win", initiative, year)
    status = next((line.status for line in lines if line.status), "")
    if status == STOPPED and not values["status_reason"]:
        sentence = _(
            "“{title}” dihentikan tanpa alasan di berkas ini, sehingga statusnya tidak diambil. "
            "Tulis alasannya, lalu impor lagi."
        )
        told.append(Told("status-reason", sentence.format(title=first.title[:60]), first.id))
        status = ""
    values["status"] = status or ("" if found else _first_status(snapshot, initiative, year))
    starts, ends = {line.start_on for line in lines} - {""}, {line.end_on for line in lines} - {""}
    start, end = min(starts, default=""), max(ends, default="")
    try:
        within_a_year(start, end)
    except UserFacingError as refused:
        sentence = _("Jadwal “{title}” tidak diambil: {reason}")
        told.append(Told("schedule", sentence.format(title=first.title[:60], reason=refused.sentence), first.id))
        start = end = ""
    values |= {"start_on": start or None, "end_on": end or None}
    told += cut("quick_win", values, first.id)
    name = _("{title}, {year}").format(title=first.title, year=year)
    kept = {column: value for column, value in fitted("quick_win", values).items() if value != ""}
    keys: dict[str, Json] = {"initiative_id": initiative, "year": year}
    return Wanted("quick_win", f"win {initiative} {year}", {**keys, **kept}, name, first.title, found)


def _first_status(snapshot: Snapshot, initiative: str, year: int) -> str:
    """A quick win of the year before goes on; any other is new."""
    before = snapshot.get(QuickWin, record_id(snapshot, "quick_win", initiative, year - 1))
    return CONTINUED if before is not None and before.status != STOPPED else NEW


def _steps(
    snapshot: Snapshot, initiative: str, lines: Sequence[WinLine], seen: set[tuple[str, str]]
) -> Iterator[Wanted]:
    """The steps of an initiative, each text once over all its years: by its text a step is known again."""
    there = {compared_title(row.text): row for row in snapshot.where(ActionStep, "initiative_id", initiative)}
    for line in lines:
        for number, step in enumerate(line.steps):
            text = str(fitted("action_step", {"text": step.text}).get("text", ""))
            key = compared_title(text)
            if not key or (initiative, key) in seen:
                continue
            seen.add((initiative, key))
            values: dict[str, Json] = {"initiative_id": initiative, "text": text}
            values |= {"start_month": step.start_month or None, "end_month": step.end_month or None}
            found = there.get(key)
            yield Wanted(
                "action_step", f"{line.id} step {number}", fitted("action_step", values), step.text, line.title,
                found.id if found else "",
            )  # fmt: skip
