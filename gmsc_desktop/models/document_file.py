"""Opening a plan's file the one right way: what it is, who holds it, how it is protected."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from weakref import WeakValueDictionary

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import migrations
from gmsc_desktop.models.cards import FILE_NAME, has_backups
from gmsc_desktop.models.document_errors import (
    PlanDamaged,
    PlanForeign,
    PlanLocked,
    PlanNewer,
    damaged,
    locked,
    lost,
    not_made,
    not_opened,
    not_scrubbed,
    of_a_lock,
    of_damage,
    of_the_disk,
    of_the_folder,
    old_shape,
    unwritable,
)
from gmsc_desktop.models.document_mark import differs, drop_mark, mark_closing, read_mark
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.history import Author, History, capture_ddl, now_utc
from gmsc_desktop.models.schema import APPLICATION_ID, FORMAT, create_tables
from gmsc_desktop.platform_files import computer_name, locks_work, reading_error
from gmsc_desktop.text import _

__all__ = [
    "FILE_NAME",
    "Backup",
    "PlanDamaged",
    "PlanForeign",
    "PlanLocked",
    "PlanNewer",
    "connect",
    "create_file",
    "journal_bytes",
    "leaving",
    "nobody_here",
    "prepare",
    "protect",
    "read_holder",
    "scrub",
    "write_holder",
]

Backup = Callable[[Path, sqlite3.Connection], None]

LOCK_NAME = "lock"
AGAIN_SECONDS = (0.05, 0.1, 0.2)  # at most, before each further try

# Read back after they are set: a pragma that did not take is a bug or a foreign build of SQLite, and must not pass.
PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("locking_mode", "exclusive"),
    ("journal_mode", "wal"),
    ("synchronous", 2),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("mmap_size", 0),
    ("secure_delete", 1),
    ("temp_store", 2),
    ("wal_autocheckpoint", 0),
)


class PlanConnection(sqlite3.Connection):
    """The connection of an open plan; as long as it is open, this process knows that it is."""

    path = ""
    changed_outside = False  # the file was not what it was when it was closed

    def close(self) -> None:
        super().close()
        _open_here.pop(self.path, None)


# POSIX drops every lock that a process has on a file as soon as the process closes any handle of that file
# (https://www.sqlite.org/howtocorrupt.html, 2.2), so a plan that is open here must not even be looked into.
_open_here: WeakValueDictionary[str, PlanConnection] = WeakValueDictionary()
_opening = threading.RLock()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a plan open, since when, on which computer."""

    name: str
    computer: str
    since: str
    pid: int


def read_holder(folder: Path) -> Holder | None:
    """What the lock file says; None where there is none or it cannot be read."""
    try:
        return Holder(**json.loads((folder / LOCK_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_holder(folder: Path, author: Author) -> None:
    """Say who holds the plan. It only names; what counts is SQLite's own lock."""
    holder = Holder(author.name, computer_name(), now_utc(), os.getpid())
    with suppress(OSError):  # a name that cannot be written keeps nobody from the plan
        (folder / LOCK_NAME).write_text(json.dumps(asdict(holder)), encoding="utf-8")


@contextmanager
def leaving(folder: Path) -> Iterator[None]:
    """A plan's connection is closed within: its mark is written before, and nobody holds it any more."""
    with ExitStack() as handles:
        mark_closing(folder / FILE_NAME, handles)
        with suppress(OSError):  # on Windows somebody may be reading it
            (folder / LOCK_NAME).unlink(missing_ok=True)
        yield


def journal_bytes(folder: Path) -> int:
    """How much stands in the journal of a plan and not in its file yet."""
    try:
        return (folder / f"{FILE_NAME}-wal").stat().st_size
    except OSError:
        return 0


def _locked(folder: Path) -> PlanLocked:
    holder = read_holder(folder)
    return locked(holder.name, holder.computer, holder.since) if holder else locked("", "", "")


def inspect(path: Path) -> int:
    """The format of a plan's file from its first bytes, before anything opens it.

    Raises ``PlanDamaged``, ``PlanForeign`` or ``PlanNewer``; the file is only read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        if has_backups(path.parent):
            raise lost() from None
        raise UserFacingError(_("Rencana ini tidak ditemukan."), _("Periksa daftar rencana di Beranda.")) from None
    except OSError as error:
        raise reading_error(error, path) from error
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        raise damaged()
    return _judge(int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))


def _judge(application: int, version: int) -> int:
    if application != APPLICATION_ID:
        raise PlanForeign(
            _("Berkas ini bukan rencana GMSC Desktop."),
            _("Tidak ada yang berubah. Pilih paket atau rencana yang lain."),
        )
    if version > FORMAT:
        raise PlanNewer(
            _("Rencana ini dibuat dengan GMSC Desktop yang lebih baru."),
            _("Tidak ada yang berubah. Perbarui aplikasi di komputer ini, lalu buka lagi."),
        )
    return version


def create_file(folder: Path) -> None:
    """An empty plan in an existing, empty folder; ``UserFacingError`` where the disk refuses, and nothing stays."""
    path = folder / FILE_NAME
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            protect(raw)
            create_tables(raw)
    except BaseException as error:
        for name in (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-journal"):
            with suppress(OSError):  # the drive may be gone; what stays in a draft's folder is swept
                (folder / name).unlink(missing_ok=True)
        if of_the_disk(error):
            raise not_made(error, folder) from error
        raise


def connect(folder: Path, backup: Backup | None = None) -> sqlite3.Connection:
    """The one connection of an existing plan: inspected, locked, recovered, checked, migrated, ready for changes.

    ``backup`` is called with the folder and the connection before a migration begins. Two that reach for the lock
    in the same instant can both be refused; each then tries again after a moment of its own, and one gets it.
    """
    for most in AGAIN_SECONDS:
        try:
            with _opening:
                return _connect(folder, backup)
        except PlanLocked:
            if os.path.realpath(folder / FILE_NAME) in _open_here:
                raise
        time.sleep(random.uniform(0, most))  # noqa: S311 - no secret
    with _opening:
        return _connect(folder, backup)


def _connect(folder: Path, backup: Backup | None) -> PlanConnection:
    path = folder / FILE_NAME
    known_as = os.path.realpath(path)
    if known_as in _open_here:
        raise _locked(folder)
    inspect(path)
    mark, odd = _look_at_mark(path)
    raw: PlanConnection | None = None
    try:
        raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0, factory=PlanConnection)
        raw.path = known_as
        _open_here[known_as] = raw
        version = _take_hold(raw)
        raw.changed_outside = odd and read_mark(path) == mark  # else another window was at it meanwhile
        drop_mark(path)
        if version < FORMAT:
            migrate(raw, version, folder, backup)
        _set_up(raw)
    except BaseException as error:
        if raw is not None:
            raw.close()
        if isinstance(error, sqlite3.Error):
            _tell(error, folder)
        if isinstance(error, OSError):
            raise (unwritable(folder) if of_the_folder(error) else not_opened(error, folder)) from error
        raise
    return raw


@contextmanager
def nobody_here(folder: Path) -> Iterator[None]:
    """While a plan's file is looked into: nobody in this process has it open or opens it. Raises ``PlanLocked``."""
    with _opening:
        if os.path.realpath(folder / FILE_NAME) in _open_here:
            raise _locked(folder)
        yield


def _take_hold(raw: sqlite3.Connection) -> int:
    """Protect, lock, recover and check the file; its format. What no disk and no lock explains is damage."""
    try:
        protect(raw)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("COMMIT")
        version = _judge(_pragma(raw, "application_id"), _pragma(raw, "user_version"))
        _check_pages(raw)
    except UnicodeDecodeError as error:  # a name inside the file is no text any more
        raise damaged() from error
    except sqlite3.Error as error:
        if of_the_disk(error) or of_a_lock(error):
            raise
        raise damaged() from error
    return version


def _look_at_mark(path: Path) -> tuple[str, bool]:
    """The file's mark, and whether the file differs from it; looked at before SQLite opens the file."""
    mark = read_mark(path)
    try:
        return mark, bool(mark) and differs(path, mark)
    except OSError as error:
        raise reading_error(error, path) from error


def _tell(error: sqlite3.Error, folder: Path) -> None:
    """Raise the sentence for what the file or its disk refused; a mistake of the program is none."""
    if of_damage(error):
        raise damaged() from error
    if of_the_folder(error) or (of_a_lock(error) and not locks_work(folder / FILE_NAME)):
        raise unwritable(folder) from error
    if of_a_lock(error):
        raise _locked(folder) from error
    if of_the_disk(error):
        raise not_opened(error, folder) from error


def _check_pages(raw: sqlite3.Connection) -> None:
    """Asked twice where it is not well: an error of the drive in the middle of the check is told as damage, too."""
    if any(raw.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" for _again in range(2)):
        return
    raise damaged()


def _pragma(raw: sqlite3.Connection, name: str) -> int:
    return int(raw.execute(f"PRAGMA {name}").fetchone()[0])


def protect(raw: sqlite3.Connection) -> None:
    """Set the pragmas and read each one back; ``RuntimeError`` where one did not take."""
    for name, value in PRAGMAS:
        raw.execute(f"PRAGMA {name}={value}")
    for name, value in PRAGMAS:
        found = raw.execute(f"PRAGMA {name}").fetchone()
        if found is not None and found[0] != value:
            raise RuntimeError(f"PRAGMA {name} is {found[0]!r}, wanted {value!r}")


def _set_up(raw: sqlite3.Connection) -> None:
    for table in TABLES:  # a plan of the same format number from before the first release may lack columns
        there = {row[1] for row in raw.execute(f"PRAGMA table_info({table.name})")}
        if not there.issuperset(field.column for field in table.fields):
            raise old_shape()
    if [row[2] for row in raw.execute("PRAGMA table_info(change)") if row[1] == "id"] != ["BLOB"]:
        raise old_shape()
    try:
        prepare(raw)
    except sqlite3.OperationalError as error:  # a table or column that should be there is not
        raise (error if of_the_disk(error) else old_shape()) from error


def prepare(raw: sqlite3.Connection) -> None:
    """Set up capture; from here on the file is read-only but inside a change."""
    for statement in capture_ddl():
        raw.execute(statement)
    raw.execute("PRAGMA query_only=ON")


def scrub(raw: sqlite3.Connection, folder: Path) -> None:
    """Leave nothing in a plan's files of what was deleted: neither in free pages nor in the journal."""
    try:
        raw.execute("PRAGMA query_only=OFF")
        raw.execute("DELETE FROM temp.capture")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise not_scrubbed(folder) from error
    finally:
        raw.execute("PRAGMA query_only=ON")


def migrate(raw: sqlite3.Connection, version: int, folder: Path, backup: Backup | None) -> None:
    """Bring an older plan to the present format in one transaction, after a backup; effects go into the history."""
    if any(step not in migrations.STEPS for step in range(version, FORMAT)):
        raise old_shape()
    if backup is not None:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        backup(folder, raw)
    raw.execute("PRAGMA foreign_keys=OFF")  # as https://www.sqlite.org/lang_altertable.html, 7, asks; checked below
    try:
        raw.execute("BEGIN IMMEDIATE")
        _run_steps(raw, version)
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    raw.execute("PRAGMA foreign_keys=ON")


def _run_steps(raw: sqlite3.Connection, version: int) -> None:
    history = History(raw, Author("00000000-0000-0000-0000-000000000000", "GMSC Desktop", ""))
    for step in range(version, FORMAT):
        history.write_migration(step + 1, migrations.STEPS[step](raw))
        raw.execute(f"PRAGMA user_version={step + 1}")
    if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise RuntimeError("a migration left dangling references")
