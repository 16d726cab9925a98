"""What is due in a year: which initiatives still have to be reported, in the order in which they wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.records import Initiative, ProgressEntry
from gmsc_desktop.text import _
from gmsc_desktop.values import MONTHS, format_date_short, format_percent

QUARTERS = ("I", "II", "III", "IV")
FINISHED = "terlaksana"  # the status of which rule 27 asks no further entry
Wait = Literal["late", "open", "told", "rest"]
_ORDER: tuple[Wait, ...] = ("late", "open", "told", "rest")
_ICONS: dict[Wait, tuple[str, str]] = {
    "late": ("clock", "warn"),
    "open": ("circle-dashed", "muted"),
    "told": ("circle-check", "ok"),
    "rest": ("circle", "faint"),
}
STATE_LOOKS = {  # icon and colour of a status of the year
    "berjalan": ("play", "accent"),
    "terlaksana": ("circle-check", "ok"),
    "tertunda": ("clock", "warn"),
    "dihentikan": ("x", "error"),
    "dialihkan": ("log-out", "muted"),
}


@dataclass(frozen=True, slots=True)
class DueRow:
    """One initiative in a year: its last value, and in words what it waits for."""

    id: str
    name: str
    dimension: str
    agency: str
    last: str
    last_period: str
    wait: Wait
    words: str
    status: str

    @property
    def icon(self) -> tuple[str, str]:
        """Icon and the use of its colour."""
        return STATE_LOOKS.get(self.status, _ICONS["rest"]) if self.wait == "rest" else _ICONS[self.wait]

    @property
    def spoken(self) -> str:
        """The whole row as a sentence."""
        return ", ".join(part for part in (self.name, self.words, self.last, self.last_period) if part)


def finished_quarter(year: int, today: date) -> int:
    """The last quarter of the year that is over, 1 to 4; 0 while none is (as rule 27 counts)."""
    return sum(quarter_end(year, quarter) < today for quarter in range(1, 5))


def present_quarter(year: int, today: date) -> int:
    """The quarter in which today stands; 4 for a past year, 0 for one that has not begun."""
    if year != today.year:
        return 4 if year < today.year else 0
    return (today.month + 2) // 3


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(days=1)


def period_end(year: int, period: str, number: int) -> date:
    """The last day of a month, quarter or semester of a year."""
    months = {"bulan": 1, "triwulan": 3, "semester": 6}.get(period, 12) * number
    return date(year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def period_words(entry: ProgressEntry) -> str:
    """The period of an entry: "TW III 2026", "September 2026"; without one its day, of a past year that it is past."""
    number = entry.period_number or 0
    if entry.period == "triwulan" and 1 <= number <= 4:
        return _("TW {quarter} {year}").format(quarter=QUARTERS[number - 1], year=entry.year)
    if entry.period == "semester" and 1 <= number <= 2:
        return _("Semester {half} {year}").format(half=QUARTERS[number - 1], year=entry.year)
    if entry.period == "bulan" and 1 <= number <= 12:
        return f"{_(MONTHS[number - 1])} {entry.year}"
    if entry.legacy and entry.as_of == f"{entry.year}-12-31":
        return _("Riwayat {year}").format(year=entry.year)
    return day_words(entry.as_of)


def day_words(iso: str) -> str:
    """``30 Sep 2026``; what is no day stays as it is written."""
    try:
        return format_date_short(date.fromisoformat(iso))
    except ValueError:
        return iso


def short_day(iso: str) -> str:
    """``30 Sep``: a day of the year that is looked at anyway."""
    return day_words(iso).removesuffix(f" {iso[:4]}")


def is_late(figures: Figures, initiative: Initiative, year: int, today: date) -> bool:
    """Whether it runs and nothing is told of it since the last finished quarter began."""
    quarter = finished_quarter(year, today)
    if not quarter or not _runs(figures, initiative, year):
        return False
    return not _told_since(figures, initiative.id, year, quarter)


def proposed_quarter(figures: Figures, initiative_id: str, year: int, today: date) -> tuple[int, date | None]:
    """What the next entry is about: the quarter that is due, else the present one, and its last day so far; 0: none."""
    quarter, present = finished_quarter(year, today), present_quarter(year, today)
    due = quarter if quarter and not _told_since(figures, initiative_id, year, quarter) else present
    return due, min(quarter_end(year, due), today) if due else None


def count_late(figures: Figures, year: int, today: date) -> int:
    """How many initiatives wait for an entry."""
    return sum(is_late(figures, row, year, today) for row in figures.initiatives)


def due_rows(figures: Figures, year: int, today: date) -> list[DueRow]:
    """The initiatives of a year, first those that wait longest, then those of the running quarter, then the rest."""
    rows = [row for row in figures.initiatives if belongs(figures, row, year)]
    made = [(_row(figures, initiative, year, today), place) for place, initiative in enumerate(rows)]
    latest = {row.id: _last_day(figures, row.id, year) for row in rows}

    def order(item: tuple[DueRow, int]) -> tuple[int, str, int]:
        row, place = item
        return _ORDER.index(row.wait), latest[row.id] if row.wait == "late" else "", place

    return [row for row, _place in sorted(made, key=order)]


def belongs(figures: Figures, initiative: Initiative, year: int) -> bool:
    """Whether an initiative stands in the list of a year: it is planned for it, or something is told of it."""
    return (
        figures.runs_in(initiative, year)
        or figures.progress(initiative.id, year) is not None
        or bool(figures.entries(initiative.id, year))
    )


def _runs(figures: Figures, initiative: Initiative, year: int) -> bool:
    progress = figures.progress(initiative.id, year)
    status = progress.status if progress else ""
    if not status:
        return figures.runs_in(initiative, year)
    return status != FINISHED and figures.ran(initiative.id, year)


def _told_since(figures: Figures, initiative_id: str, year: int, quarter: int) -> bool:
    return _last_day(figures, initiative_id, year) >= f"{year:04d}-{3 * quarter - 2:02d}-01"


def _last_day(figures: Figures, initiative_id: str, year: int) -> str:
    latest = figures.latest_entry(initiative_id, year)
    return latest.as_of if latest else ""


def _row(figures: Figures, initiative: Initiative, year: int, today: date) -> DueRow:
    wait, words = _wait(figures, initiative, year, today)
    told = [entry for entry in figures.entries(initiative.id, year) if entry.physical_percent is not None]
    last = told[-1] if told else figures.latest_entry(initiative.id, year)
    percent = last.physical_percent if last else None
    return DueRow(
        initiative.id,
        initiative.title or _("(inisiatif tanpa nama)"),
        initiative.dimension,
        figures.agency_name(initiative.agency_id, short=True),
        format_percent(percent) if percent is not None else "",
        period_words(last) if last else "",
        wait,
        words,
        progress.status if (progress := figures.progress(initiative.id, year)) else "",
    )


def _wait(figures: Figures, initiative: Initiative, year: int, today: date) -> tuple[Wait, str]:
    progress = figures.progress(initiative.id, year)
    if not _runs(figures, initiative, year):
        status = figures.reference.label("progress_status", progress.status) if progress else ""
        return "rest", status or _("Tidak direncanakan tahun ini")
    quarter, present = finished_quarter(year, today), present_quarter(year, today)
    if not present:
        return "rest", _("Tahun {year} belum dimulai").format(year=year)
    last = _last_day(figures, initiative.id, year)
    if quarter and not _told_since(figures, initiative.id, year, quarter):
        return "late", _late_words(year, quarter, last, today)
    if present > quarter and not _told_since(figures, initiative.id, year, present):
        return "open", _("TW {quarter} sedang berjalan").format(quarter=QUARTERS[present - 1])
    return "told", _("Tercatat TW {quarter}").format(quarter=QUARTERS[max(present, 1) - 1])


def _late_words(year: int, quarter: int, last: str, today: date) -> str:
    if not last:
        return _("Belum ada entri tahun {year}").format(year=year)
    days = (today - quarter_end(year, quarter)).days
    return _("TW {quarter} terlambat {days} hari").format(quarter=QUARTERS[quarter - 1], days=days)
