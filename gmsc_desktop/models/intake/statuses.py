"""Statuses that follow from what was reported, where the report tells none: proposed, never over one that is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gmsc_desktop.models.checks.wording import years_listed
from gmsc_desktop.models.figures import Figures, span
from gmsc_desktop.models.initiatives import APPROVED, PROPOSED
from gmsc_desktop.models.intake.wanted import Told, Wanted
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.intake.realisation import Line

NOT_BEGUN, RUNNING, DONE = "belum", "berjalan", "terlaksana"
_WHOLE = 100  # percent
_NOTHING = re.compile(r"\s*(?:0+(?:[.,]0+)?\s*%?|[-–—]*|(?:belum|tidak|nihil)\b.*)\s*", re.IGNORECASE | re.DOTALL)


class Statuses:
    """The statuses of years, and of initiatives, of one report; ``this_year`` is that of the import."""

    def __init__(self, snapshot: Snapshot, figures: Figures, pack: ReferencePack, this_year: int) -> None:
        self._snapshot = snapshot
        self._figures = figures
        self._pack = pack
        self._this_year = this_year
        self._ran: dict[str, None] = {}  # initiatives that ran, by what is reported
        self.derived: list[tuple[str, int]] = []

    def of_year(self, initiative: str, year: int, lines: Sequence[Line], reported: Collection[int]) -> str:
        """The status of a year by its figures, "" where they tell none or the plan has something there already.

        ``reported`` are all years of the initiative that the report has.
        """
        there = self._figures.progress(initiative, year)
        if self._figures.closing(year) is not None or (there and (there.status or there.spending is not None)):
            return ""
        found = self._by_figures(lines)
        unfinished = any(line.physical is not None for line in lines)  # below 100 %, or it were done
        if found == RUNNING and not unfinished and self._is_over(initiative, year, reported):
            found = DONE
        if found:
            self.derived.append((initiative, year))
        return found

    def _by_figures(self, lines: Sequence[Line]) -> str:
        when = [(line.period, line.number, line.as_of) for line in lines if line.physical is not None][-1:]
        last = [line for line in lines if (line.period, line.number, line.as_of) in when]
        percents = [line.physical for line in last if line.physical is not None]
        spent = [line.sums["spending"] for line in lines if "spending" in line.sums]
        values = [one.value for line in lines for one in line.indicators if one.value.strip()]
        if percents and min(percents) >= _WHOLE:
            return DONE
        if any(percents) or any(spent) or any(not _NOTHING.fullmatch(value) for value in values):
            return RUNNING
        return NOT_BEGUN if percents or spent or values else ""

    def _is_over(self, initiative: str, year: int, reported: Collection[int]) -> bool:
        """Whether a year is the last of those planned, all of them are past, and each was reported or ran."""
        record = self._snapshot.get(Initiative, initiative)
        start, end = span(record) if record else (None, None)
        if start is None or end is None or year != end or end >= self._this_year:
            return False
        return all(one in reported or self._figures.ran(initiative, one) for one in range(start, end + 1))

    def note(self, initiative: str, status: str) -> None:
        """Remember what a year's status says of the initiative."""
        if status and self._pack.fact("progress_status", status, "ran") is True:
            self._ran[initiative] = None

    def approved(self) -> Iterator[Wanted]:
        """What ran was approved once: initiatives of the plan that are mere proposals yet."""
        for initiative in self._ran:
            record = self._snapshot.get(Initiative, initiative)
            if record is not None and record.state in {"", PROPOSED}:
                name = f"{record.code} {record.title}".strip()
                yield Wanted("initiative", record.id, {"state": APPROVED}, name, "", record.id)

    def told(self) -> Iterator[Told]:
        """What was proposed."""
        if self.derived:
            sentence = _(
                "Status {count} pelaksanaan tahunan tidak tertulis dan diusulkan dari angkanya: {done} bila 100 %, "
                "atau bila tanpa persen dan semua tahun rencananya sudah lewat; {running} bila sebagian, {none} bila "
                "nol. Periksa."
            )
            labels = {
                name: self._pack.label("progress_status", code)
                for name, code in (("done", DONE), ("running", RUNNING), ("none", NOT_BEGUN))
            }
            yield Told("status-proposed", sentence.format(count=len(self.derived), **labels), doubt=False)
        count = sum(1 for _one in self.approved())
        if count:
            sentence = _(
                "{count} inisiatif yang sudah berjalan masih berstatus usulan dan diusulkan menjadi {label}. Hapus "
                "centangnya bila tidak sesuai."
            )
            label = self._pack.label("initiative_state", APPROVED)
            yield Told("state-proposed", sentence.format(count=count, label=label), doubt=False)


def unplanned(snapshot: Snapshot, groups: Mapping[tuple[str, int], Line]) -> Iterator[Told]:
    """Years of the plan that were reported of an initiative and are none of its own: taken all the same, and told."""
    found: dict[str, list[int]] = {}
    for initiative, year in groups:
        record = snapshot.get(Initiative, initiative)
        start, end = span(record) if record else (None, None)
        if start is not None and end is not None and not start <= year <= end and year in snapshot.years:
            found.setdefault(initiative, []).append(year)
    for initiative, years in found.items():
        line = groups[initiative, years[0]]
        sentence = _(
            "“{title}” tidak direncanakan pada {years}, tetapi realisasinya ada dan tetap dicatat. Perbaiki tahun "
            "pelaksanaannya bila perlu."
        )
        yield Told("unplanned", sentence.format(title=line.title[:60], years=years_listed(years)), line.id)


def reason_without_place(line: Line, pack: ReferencePack) -> str:
    """The reason behind a status that keeps none; "" where there is none, or the status has a place for it."""
    kept = line.status and pack.fact("progress_status", line.status, "needs_reason")
    return "" if kept else line.status_reason


def of_several(last: Line, lines: Sequence[Line], pack: ReferencePack) -> tuple[Line, list[Told]]:
    """The last line with a status; where rows of the same day differ, the initiative is running, which is told."""
    when = (last.period, last.number, last.as_of)
    found = {one.status for one in lines if one.status and (one.period, one.number, one.as_of) == when}
    if len(found) < 2 or not found <= {NOT_BEGUN, RUNNING, DONE}:
        return last, []
    sentence = _("Baris “{title}” tahun {year} berbeda statusnya; dicatat {status}. Periksa.")
    words = {"title": last.title[:60], "year": last.year, "status": pack.label("progress_status", RUNNING)}
    return replace(last, status=RUNNING), [Told("several-statuses", sentence.format(**words), last.id)]
