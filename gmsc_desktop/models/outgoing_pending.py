"""What is about to leave, noted in the plan's folder before its file has its name.

Who makes a package may be ended between the package and its note in the plan, by a power cut or by the end of the
window that asked a child for it. Then this note is what the next start, or the next package, takes over, so that no
round and no sequence is ever given twice. A note may stand for a file that did not get its name after all: a number
that is left out harms nobody, one that is given twice does.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.ids import is_id
from gmsc_desktop.models.outgoing import Outgoing, record
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document import Document
    from gmsc_desktop.models.document_core import Connection

PREFIX, SUFFIX = "keluar-", ".json"


def announce(plan: Path, entry: Outgoing) -> None:
    """Note in a plan's folder what is about to get its name. Raises ``UserFacingError``: then it must not get it."""
    content = json.dumps(asdict(entry), ensure_ascii=False).encode()
    write_atomically(_place(plan, entry.id), lambda stream: (stream.write(content), None)[1])


def withdraw(plan: Path, entry_id: str) -> None:
    """It stands in the plan now, or it did not leave. What the drive keeps all the same, the next start settles."""
    with suppress(OSError):
        _place(plan, entry_id).unlink(missing_ok=True)


def settle(document: Document) -> int:
    """Take over into the plan what left without being noted there, and how much. Outside any change.

    Nothing is lost where the drive refuses: the notes stay for the next time.
    """
    waiting = {}
    for path in sorted(document.folder.glob(f"{PREFIX}*{SUFFIX}")):
        with suppress(OSError):  # what cannot be read now, as by a scanner that holds it, waits for the next time
            waiting[path] = _read(path)
    entries = [entry for entry in waiting.values() if entry is not None]
    if not waiting:
        return 0
    try:
        with document.change(_("Catat yang keluar")) as db:
            noted = sum(_note(db, entry) for entry in entries)
    except UserFacingError:
        return 0
    for path in waiting:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return noted


def _note(db: Connection, entry: Outgoing) -> bool:
    if db.exec_driver_sql("SELECT 1 FROM outgoing WHERE id=?", (entry.id,)).first() is not None:
        return False
    record(db, entry)
    return True


def _place(plan: Path, entry_id: str) -> Path:
    return plan / f"{PREFIX}{entry_id}{SUFFIX}"


def _read(path: Path) -> Outgoing | None:
    """The entry, None for a file that is none of ours any more. Raises ``OSError``."""
    kinds = {one.name: int if one.type == "int" else str for one in fields(Outgoing)}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    if not isinstance(told, dict) or told.keys() != kinds.keys() or not is_id(str(told["id"])):
        return None
    return Outgoing(**told) if all(type(told[name]) is kind for name, kind in kinds.items()) else None
