"""Rotating backups of one plan: which are due, which are kept, and whether one is good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gmsc_desktop.models.document_mark import mark_of
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, format_time

FOLDER = "cadangan"
SUFFIX = ".sqlite3"
INTERVAL = timedelta(minutes=30)
KEEP_ALL = timedelta(days=2)
KEPT_BY_PERIOD = (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9))  # daily, weekly, monthly
MOST_RECENT = 60  # of the two days in which all are kept
MOST_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Caps:
    """How much is kept: all of a time but ``recent`` at most, then the newest of so many periods, and bytes in all."""

    keep_all: timedelta
    recent: int
    by_period: tuple[tuple[str, int], ...]
    bytes: int


_NAME = "%Y%m%dT%H%M%S%fZ"


def name_of(moment: datetime) -> str:
    """The file name of a backup made at a moment."""
    return moment.astimezone(UTC).strftime(_NAME) + SUFFIX


def moment_of(path: Path) -> datetime | None:
    """When a backup was made, from its name; None for a file that is none."""
    try:
        return datetime.strptime(path.name.removesuffix(SUFFIX), _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def moment_words(moment: datetime) -> str:
    """A moment in local time as people read it: "21 November 2026 pukul 10.42"."""
    at = moment.astimezone()
    return _("{date} pukul {time}").format(date=format_date(at.date()), time=format_time(at))


def list_backups(folder: Path) -> list[Path]:
    """The backups of a plan folder, oldest first."""
    found = ((moment_of(path), path) for path in (folder / FOLDER).glob(f"*{SUFFIX}"))
    return [path for _, path in sorted((moment, path) for moment, path in found if moment is not None)]


def caps() -> Caps:
    """What is kept of a plan on its own computer."""
    return Caps(KEEP_ALL, MOST_RECENT, KEPT_BY_PERIOD, MOST_BYTES)


def to_keep(moments: Iterable[datetime], now: datetime, most: Caps | None = None) -> set[datetime]:
    """Which backups stay: all of two days (the newest ``MOST_RECENT``), then the newest of each day, week and month."""
    most = most or caps()
    newest_first = sorted(moments, reverse=True)
    recent = [moment for moment in newest_first if now - moment <= most.keep_all][: most.recent]
    kept = set(recent)
    for pattern, count in most.by_period:
        seen: dict[str, datetime] = {}
        for moment in newest_first:
            seen.setdefault(moment.strftime(pattern), moment)
        kept.update(list(seen.values())[:count])
    return kept


def rotate(folder: Path, now: datetime) -> list[Path]:
    """Delete the backups that the schedule no longer keeps, never the newest or the one of now; what was deleted."""
    paths = {moment: path for path in list_backups(folder) if (moment := moment_of(path)) is not None}
    return rotate_files(paths, now, caps())


def rotate_files(paths: Mapping[datetime, Path], now: datetime, most: Caps) -> list[Path]:
    """The same for any files by the moments in which they were made."""
    kept = to_keep(paths, now, most)
    never = {max(paths, default=now), now}
    gone = [path for moment, path in paths.items() if moment not in kept | never]
    size = 0
    for moment in sorted(kept, reverse=True):
        size += _size(paths[moment])
        if size > most.bytes and moment not in never:
            gone.append(paths[moment])
    return [path for path in gone if _delete(path)]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _delete(path: Path) -> bool:
    """Whether it is gone; what somebody is reading goes the next time."""
    try:
        path.unlink(missing_ok=True)
        mark_of(path).unlink(missing_ok=True)
    except OSError:
        return False
    return True
