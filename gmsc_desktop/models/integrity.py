""" "Periksa data": every record held against its history, every evidence file and every backup against its SHA-256.

Reads a frozen copy of the plan and the files of its folder, and changes nothing. SQLite's own checks see few of the
bits that a drive lets fall; what is compared here is content. What the findings mean stands in ``integrity_words``.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.settle import Difference, differences
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, format_time

Progress = Callable[[int, int], None]  # done and in all, in records and files

_BLOCK = 1024 * 1024  # bytes read at once; between two of them the person may cancel
_STEPS = 100_000  # of SQLite's machine between two looks at the cancel button
_OFTEN = 200  # records between two

# A row is a head exactly where no row of its place names it as a parent.
_WRONG_HEADS = """
SELECT r.tbl,r.id,f.key FROM op o JOIN record r ON r.n=o.record JOIN field f ON f.n=o.field WHERE o.head <> (
  NOT EXISTS(SELECT 1 FROM op q WHERE q.prev=o.n AND q.record=o.record AND q.field=o.field)
  AND NOT EXISTS(SELECT 1 FROM op_parent p JOIN op q ON q.n=p.op
                 WHERE p.parent=o.n AND q.record=o.record AND q.field=o.field)) LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written. ``kind``: file, pages, references, history, value, evidence, backup.

    ``record`` is the id of the record that it concerns; ``file`` the SHA-256 of an evidence file or the name of a
    backup, ``missing`` where it is not there at all.
    """

    kind: str
    sentence: str
    table: str = ""
    record: str = ""
    column: str = ""
    file: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class DataReport:
    """What was compared, and what does not agree; ``at`` is the moment in UTC."""

    records: int
    changes: int
    evidence: int
    backups: int
    faults: tuple[Fault, ...] = field(default=())
    evidence_size: int = 0  # bytes
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def good(self) -> bool:
        """Whether everything agrees."""
        return not self.faults

    @property
    def sentences(self) -> list[str]:
        """The report as a person reads it; the last line says what to do."""
        from gmsc_desktop.models.integrity_words import report_lines

        return report_lines(self)


def check_data(
    raw: sqlite3.Connection,
    folder: Path,
    *,
    changed_outside: bool = False,
    is_whole: Callable[[Path], bool],
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> DataReport:
    """Compare a frozen copy of a plan, and the files beside it; on any thread.

    ``changed_outside`` is what opening found; ``is_whole`` judges a backup. ``cancel``
    raises ``UserFacingError``. Nothing is written.
    """
    return _Checking(raw, folder, is_whole, progress, cancel or threading.Event()).run(changed_outside)


def check_unwritable(
    folder: Path, *, progress: Progress | None = None, cancel: threading.Event | None = None
) -> DataReport:
    """The same of a plan whose folder cannot be written, read in a copy of its own. Raises ``UserFacingError``."""
    from gmsc_desktop.models.document_copies import copy_is_good
    from gmsc_desktop.models.document_look import look_at

    with look_at(folder) as frozen:
        outside = frozen.changed_outside
        return check_data(
            frozen.raw, folder, changed_outside=outside, is_whole=copy_is_good, progress=progress, cancel=cancel
        )


class _Checking:
    """One check on its way."""

    def __init__(
        self,
        raw: sqlite3.Connection,
        folder: Path,
        is_whole: Callable[[Path], bool],
        progress: Progress | None,
        cancel: threading.Event,
    ) -> None:
        self._raw = raw
        self._folder = folder
        self._is_whole = is_whole
        self._progress = progress
        self._cancel = cancel
        self._done = 0
        self._all = 0
        self._size = 0

    def run(self, changed_outside: bool) -> DataReport:
        records = self._count("SELECT count(*) FROM record")
        changes = self._count("SELECT count(*) FROM change")
        stored, kept = attachments.list_stored(self._folder), backups.list_backups(self._folder)
        self._all = records + len(stored) + len(kept)
        faults: list[Fault] = []
        if changed_outside:
            faults.append(Fault("file", _("Berkas rencana berubah di luar aplikasi sejak terakhir ditutup.")))
        self._raw.set_progress_handler(self._cancel.is_set, _STEPS)
        try:
            faults += self._pages()
            faults += self._history(records)
        except sqlite3.OperationalError:
            self._look()  # "interrupted"
            raise
        finally:
            self._raw.set_progress_handler(None, 0)
        faults += self._evidence(stored)
        faults += self._backups(kept)
        return DataReport(records, changes, len(stored), len(kept), tuple(faults), self._size)

    def _count(self, query: str) -> int:
        return int(self._raw.execute(query).fetchone()[0])

    def _look(self) -> None:
        if self._cancel.is_set():
            raise UserFacingError(_("Pemeriksaan dihentikan. Tidak ada yang berubah."))

    def _tell(self, done: int) -> None:
        self._look()
        self._done = done
        if self._progress is not None:
            self._progress(self._done, self._all)

    def _pages(self) -> Iterator[Fault]:
        found = [str(row[0]) for row in self._raw.execute("PRAGMA integrity_check(5)")]
        if found != ["ok"]:
            yield Fault("pages", _("Susunan berkas rencana rusak: {detail}.").format(detail="; ".join(found)[:200]))
        for table, _rowid, target, _key in self._raw.execute("PRAGMA foreign_key_check").fetchmany(20):
            told = _("{table} menunjuk {target} yang tidak ada.")
            yield Fault("references", told.format(table=_singular(table), target=_singular(target)), table)

    def _history(self, records: int) -> Iterator[Fault]:
        told = _("Riwayat {table} tidak utuh pada {field}.")
        for table, record, key in self._raw.execute(_WRONG_HEADS):
            sentence = told.format(table=self._named(table, record), field=_label(table, key))
            yield Fault("history", sentence, table, record)
        seen = 0

        def each() -> None:
            nonlocal seen
            seen += 1
            if seen % _OFTEN == 0:
                self._tell(min(seen, records))

        for difference in differences(self._raw, each):
            yield self._told(difference)
        self._tell(records)

    def _evidence(self, stored: list[str]) -> Iterator[Fault]:
        query = "SELECT sha256,id,coalesce(title,original_name) FROM evidence WHERE sha256 IS NOT NULL ORDER BY id DESC"
        names = {sha256: (rid, str(name or "")) for sha256, rid, name in self._raw.execute(query)}
        for sha256 in stored:
            whole = self._is_content(sha256)
            self._tell(self._done + 1)
            if not whole:
                rid, name = names.get(sha256, ("", ""))
                told = _("Berkas bukti “{name}” rusak.") if rid else _("Sebuah berkas bukti lama rusak ({name}).")
                yield Fault("evidence", told.format(name=name or sha256[:8]), "evidence", rid, file=sha256)
        for sha256 in sorted(names.keys() - set(stored), key=lambda sha256: names[sha256][1].casefold()):
            rid, name = names[sha256]
            told = _("Berkas bukti “{name}” tidak ada di komputer ini.").format(name=name or sha256[:8])
            yield Fault("evidence", told, "evidence", rid, file=sha256, missing=True)

    def _is_content(self, sha256: str) -> bool:
        """As ``attachments.verify``, and it can be stopped in the middle of a long film."""
        digest = hashlib.sha256()
        try:
            with attachments.path_of(self._folder, sha256).open("rb") as file:
                while block := file.read(_BLOCK):
                    self._look()
                    digest.update(block)
                    self._size += len(block)
        except OSError:
            return False
        return digest.hexdigest() == sha256

    def _backups(self, kept: list[Path]) -> Iterator[Fault]:
        for path in kept:
            whole = self._is_whole(path)
            self._tell(self._done + 1)
            if not whole:
                made = backups.moment_of(path)
                told = _moment(made.astimezone()) if made else path.name
                yield Fault("backup", _("Cadangan {moment} rusak.").format(moment=told), file=path.name)

    # -- in words

    def _told(self, difference: Difference) -> Fault:
        """A difference between a table and the history."""
        table, record = difference.table, difference.record
        what = self._named(table, record)
        if difference.column:
            label = BY_NAME[table].field(difference.column).label
            told = _("{what}: isian “{field}” berisi “{stands}”, riwayatnya mencatat “{written}”.").format(
                what=what, field=label, stands=_short(difference.stands), written=_short(difference.written)
            )
        elif difference.stands is None:
            told = _("{what} hilang, padahal riwayatnya mencatatnya.").format(what=what)
        else:
            told = _("{what} ada, padahal riwayatnya tidak mencatatnya.").format(what=what)
        return Fault("value", told, table, record, difference.column)

    def _named(self, table: str, record: str) -> str:
        """A record by its name where it stands in the plan and has one, else by the beginning of its id."""
        spec = BY_NAME.get(table)
        name = ""
        if spec is not None and spec.title_column:
            row = self._raw.execute(f"SELECT {spec.title_column} FROM {table} WHERE id=?", (record,)).fetchone()
            name = str(row[0] or "") if row else ""
        return f"{_singular(table)} “{_short(name)}”" if name else f"{_singular(table)} ({record[:8]})"


def counted_anew(report: DataReport, raw: sqlite3.Connection, folder: Path) -> DataReport:
    """A report after mending: its findings stay, its counts are of what is there now. Nothing is compared."""
    stored, size = attachments.list_stored(folder), 0
    for sha256 in stored:
        with suppress(OSError):
            size += attachments.path_of(folder, sha256).stat().st_size
    records, changes = (int(raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in ("record", "change"))
    return replace(
        report,
        records=records,
        changes=changes,
        evidence=len(stored),
        evidence_size=size,
        backups=len(backups.list_backups(folder)),
    )


def _moment(moment: datetime) -> str:
    return _("{date} pukul {time}").format(date=format_date(moment.date()), time=format_time(moment))


def _short(value: Value) -> str:
    text = _("kosong") if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _singular(table: str) -> str:
    spec = BY_NAME.get(table)
    return spec.singular if spec else table


def _label(table: str, key: str) -> str:
    spec = BY_NAME.get(table)
    found = [item.label for item in spec.fields if item.key == key] if spec else []
    return found[0] if found else key
