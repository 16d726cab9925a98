""" "Periksa data": every record held against its history, every evidence file and every backup against its SHA-256.

Reads a frozen copy of the plan and the files of its folder, and changes nothing. SQLite's own checks see few of the
bits that a drive lets fall; what is compared here is content.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.settle import Difference, differences
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, format_time

Progress = Callable[[int, int], None]  # done and in all, in records and files

# A row is a head exactly where no row of its place names it as a parent.
_WRONG_HEADS = """
SELECT r.tbl,r.id,f.key FROM op o JOIN record r ON r.n=o.record JOIN field f ON f.n=o.field WHERE o.head <> (
  NOT EXISTS(SELECT 1 FROM op q WHERE q.prev=o.n)
  AND NOT EXISTS(SELECT 1 FROM op_parent p JOIN op q ON q.n=p.op
                 WHERE p.parent=o.n AND q.record=o.record AND q.field=o.field)) LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written. ``kind``: file, pages, references, history, value, evidence, backup."""

    kind: str
    sentence: str
    table: str = ""
    record: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class DataReport:
    """What was compared, and what does not agree."""

    records: int
    changes: int
    evidence: int
    backups: int
    faults: tuple[Fault, ...] = field(default=())

    @property
    def good(self) -> bool:
        """Whether everything agrees."""
        return not self.faults

    @property
    def sentences(self) -> list[str]:
        """The report as a person reads it; the last line says what to do."""
        lines = [
            _("{records} catatan dibandingkan dengan riwayatnya ({changes} perubahan).").format(
                records=self.records, changes=self.changes
            ),
            _("{count} berkas bukti dan {backups} cadangan dibandingkan dengan sidiknya.").format(
                count=self.evidence, backups=self.backups
            ),
        ]
        if self.good:
            return [*lines, _("Semuanya utuh. Tidak ada yang perlu dilakukan.")]
        lines += [fault.sentence for fault in self.faults]
        return [*lines, self._next_step()]

    def _next_step(self) -> str:
        kinds = {fault.kind for fault in self.faults}
        if kinds <= {"evidence"}:
            return _("Tambahkan lagi berkas bukti itu dari aslinya atau dari salinan kerja rekan.")
        if kinds <= {"backup"}:
            return _("Rencana Anda sendiri utuh. Buat cadangan baru sekarang, lalu hapus cadangan yang rusak.")
        return _("Buat salinan kerja dari rencana ini, lalu pulihkan dari cadangan terbaru yang utuh.")


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
    return _Checking(raw, folder, is_whole, progress, cancel).run(changed_outside)


class _Checking:
    """One check on its way."""

    def __init__(
        self,
        raw: sqlite3.Connection,
        folder: Path,
        is_whole: Callable[[Path], bool],
        progress: Progress | None,
        cancel: threading.Event | None,
    ) -> None:
        self._raw = raw
        self._folder = folder
        self._is_whole = is_whole
        self._progress = progress
        self._cancel = cancel
        self._done = 0
        self._all = 0

    def run(self, changed_outside: bool) -> DataReport:
        records = self._count("SELECT count(*) FROM record")
        changes = self._count("SELECT count(*) FROM change")
        stored, kept = attachments.list_stored(self._folder), backups.list_backups(self._folder)
        self._all = records + len(stored) + len(kept)
        faults: list[Fault] = []
        if changed_outside:
            faults.append(Fault("file", _("Berkas rencana berubah di luar aplikasi sejak terakhir ditutup.")))
        faults += self._pages()
        faults += self._history()
        self._step(records)
        faults += self._evidence(stored)
        faults += self._backups(kept)
        return DataReport(records, changes, len(stored), len(kept), tuple(faults))

    def _count(self, query: str) -> int:
        return int(self._raw.execute(query).fetchone()[0])

    def _step(self, count: int = 1) -> None:
        if self._cancel is not None and self._cancel.is_set():
            raise UserFacingError(_("Pemeriksaan dihentikan. Tidak ada yang berubah."))
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._all)

    def _pages(self) -> Iterator[Fault]:
        found = [str(row[0]) for row in self._raw.execute("PRAGMA integrity_check(5)")]
        if found != ["ok"]:
            yield Fault("pages", _("Susunan berkas rencana rusak: {detail}.").format(detail="; ".join(found)[:200]))
        for table, _rowid, target, _key in self._raw.execute("PRAGMA foreign_key_check").fetchmany(20):
            told = _("{table} menunjuk {target} yang tidak ada.")
            yield Fault("references", told.format(table=_singular(table), target=_singular(target)), table)

    def _history(self) -> Iterator[Fault]:
        told = _("Riwayat {table} ({id}) tidak utuh pada {field}.")
        for table, record, key in self._raw.execute(_WRONG_HEADS):
            sentence = told.format(table=_singular(table), id=record[:8], field=_label(table, key))
            yield Fault("history", sentence, table, record)
        for difference in differences(self._raw):
            yield _told(difference)

    def _evidence(self, stored: list[str]) -> Iterator[Fault]:
        query = "SELECT sha256,coalesce(title,original_name) FROM evidence WHERE sha256 IS NOT NULL"
        names = dict(self._raw.execute(query))
        for sha256 in stored:
            self._step()
            if not attachments.verify(self._folder, sha256):
                name = names.get(sha256)
                told = _("Berkas bukti “{name}” rusak.") if name else _("Sebuah berkas bukti lama rusak ({name}).")
                yield Fault("evidence", told.format(name=name or sha256[:8]), "evidence", sha256)
        for sha256 in sorted(names.keys() - set(stored)):
            told = _("Berkas bukti “{name}” tidak ada di komputer ini.").format(name=names[sha256])
            yield Fault("evidence", told, "evidence", sha256)

    def _backups(self, kept: list[Path]) -> Iterator[Fault]:
        for path in kept:
            self._step()
            if not self._is_whole(path):
                made = backups.moment_of(path)
                told = _moment(made.astimezone()) if made else path.name
                yield Fault("backup", _("Cadangan {moment} rusak.").format(moment=told))


def _told(difference: Difference) -> Fault:
    """A difference between a table and the history, in words."""
    table, record = difference.table, difference.record
    what = f"{_singular(table)} ({record[:8]})"
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
