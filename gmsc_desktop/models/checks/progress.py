"""Rules 27 and 29: what ran in the year looked at is reported, with evidence, benefit and obstacle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.records import Benefit, Initiative
from gmsc_desktop.text import _

DONE = "terlaksana"
_QUARTERS = ("I", "II", "III", "IV")


def last_quarter(case: Case) -> Iterator[Fault]:
    """Rule 27: each running initiative has an entry since the last finished quarter of the year began."""
    quarter = _finished_quarter(case)
    if not quarter:
        return
    begins = f"{case.year:04d}-{3 * quarter - 2:02d}-01"
    for initiative in _running(case, finished=False):
        if not any(entry.as_of >= begins for entry in case.figures.entries(initiative.id, case.year)):
            sentence = _(
                "Inisiatif “{name}” belum memiliki entri realisasi sejak awal Triwulan {quarter} {year}. "
                "Catat realisasi terakhirnya."
            ).format(name=case.name(initiative), quarter=_QUARTERS[quarter - 1], year=case.year)
            about = (initiative.id, str(case.year), str(quarter))
            yield Fault(about, sentence, Place("progress_entry", initiative.id, "as_of"))


def _finished_quarter(case: Case) -> int:
    """The last quarter of the year looked at that is over today, 1 to 4; 0 while none is."""
    ends = [date(case.year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(days=1) for quarter in range(1, 5)]
    return sum(end < case.today for end in ends)


def reported_with_evidence(case: Case) -> Iterator[Fault]:
    """Rule 27b: each initiative that ran in the year, or does not say that it did not, has an entry with evidence."""
    for initiative in _running(case, finished=True):
        entries = case.figures.entries(initiative.id, case.year)
        values = {"name": case.name(initiative), "year": case.year}
        if not entries:
            sentence = _(
                "Pelaksanaan inisiatif “{name}” tahun {year} belum tercatat. "
                "Catat realisasinya dengan bukti, atau tetapkan statusnya."
            ).format(**values)
            yield Fault((initiative.id, str(case.year)), sentence, Place("progress_entry", initiative.id, "as_of"))
        elif not any(case.evidence_for("progress_entry", entry.id) for entry in entries):
            sentence = _(
                "Pelaksanaan inisiatif “{name}” tahun {year} belum memiliki bukti. Tautkan foto, dokumen, atau tautan."
            )
            about = (initiative.id, str(case.year), "evidence")
            yield Fault(about, sentence.format(**values), Place("evidence_link", entries[-1].id, "evidence_id"))


def benefit_and_obstacle(case: Case) -> Iterator[Fault]:
    """Rule 29: each initiative that ran tells, in the year, a benefit with a figure or evidence, and an obstacle."""
    for initiative in _running(case, finished=True):
        values = {"name": case.name(initiative), "year": case.year}
        if not any(_proven(case, benefit) for benefit in case.snapshot.where(Benefit, "initiative_id", initiative.id)):
            sentence = _(
                "Manfaat inisiatif “{name}” tahun {year} belum tercatat dengan angka atau bukti. "
                "Catat siapa penerimanya, berapa, dan tanggalnya."
            ).format(**values)
            about = (initiative.id, str(case.year), "benefit")
            yield Fault(about, sentence, Place("benefit", initiative.id, "who"))
        entries = case.figures.entries(initiative.id, case.year)
        if not any(entry.obstacle.strip() for entry in entries):
            sentence = _(
                "Kendala inisiatif “{name}” tahun {year} belum tercatat. "
                "Tulis kendalanya, atau bahwa tidak ada kendala."
            ).format(**values)
            about = (initiative.id, str(case.year), "obstacle")
            place = Place("progress_entry", entries[-1].id if entries else initiative.id, "obstacle")
            yield Fault(about, sentence, place)


def _proven(case: Case, benefit: Benefit) -> bool:
    figures = benefit.count is not None or benefit.before_text.strip() or benefit.after_text.strip()
    return benefit.dated[:4] == str(case.year) and bool(figures or case.evidence_for("benefit", benefit.id))


def _running(case: Case, *, finished: bool) -> Iterator[Initiative]:
    """The initiatives that ran in the year, and those planned for it whose status is not told yet.

    ``finished`` also takes those whose work of the year is done.
    """
    for initiative in case.figures.initiatives:
        progress = case.figures.progress(initiative.id, case.year)
        status = progress.status if progress else ""
        untold = not status and case.figures.runs_in(initiative, case.year)
        if (untold or case.figures.ran(initiative.id, case.year)) and (finished or status != DONE):
            yield initiative
