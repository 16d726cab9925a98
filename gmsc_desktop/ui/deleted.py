"""What went with records that were deleted, in words: told by what really is gone, not by what should be."""

from __future__ import annotations

from collections.abc import Sequence

from gmsc_desktop.models.checks.wording import listed, record_name
from gmsc_desktop.models.fields import BY_NAME, TABLES, TableSpec
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Record, Snapshot
from gmsc_desktop.text import _, inside

_MOST_KINDS = 4  # of what went along; the rest is told as a number


def deleted_words(before: Snapshot, after: Snapshot, table: str, pack: ReferencePack) -> str:
    """One line: what was deleted, what went along with it, and from what it was only taken out."""
    gone, changed = _difference(before, after)
    own = gone.pop(table, [])
    words = _("Dihapus: {what}").format(what=_own(own, BY_NAME[table], pack))
    along = sorted(gone.items(), key=lambda entry: -len(entry[1]))
    parts = [BY_NAME[name].counted(len(rows)) for name, rows in along[:_MOST_KINDS]]
    rest = sum(len(rows) for _name, rows in along[_MOST_KINDS:])
    if rest:
        parts.append(_("{count} catatan lain").format(count=rest))
    if parts:
        words = _("{deleted}, beserta {along}").format(deleted=words, along=listed(parts))
    named = [BY_NAME[name].counted(count) for name, count in changed.items()]
    if named:
        words = _("{deleted}; dikosongkan pada {named}").format(deleted=words, named=listed(named))
    return f"{words}."


def _difference(before: Snapshot, after: Snapshot) -> tuple[dict[str, list[Record]], dict[str, int]]:
    gone: dict[str, list[Record]] = {}
    changed: dict[str, int] = {}
    for spec in TABLES:
        old, new = before.rows(spec.name), after.rows(spec.name)
        if old is new:
            continue
        now = {row.id: row for row in new}
        missing = [row for row in old if row.id not in now]
        if missing:
            gone[spec.name] = missing
        others = sum(1 for row in old if row.id in now and now[row.id] != row)
        if others:
            changed[spec.name] = others
    return gone, changed


def _own(rows: Sequence[Record], spec: TableSpec, pack: ReferencePack) -> str:
    if len(rows) == 1:
        name = record_name(pack, rows[0])
        return _("{kind} “{name}”").format(kind=inside(spec.singular), name=name) if name else inside(spec.singular)
    return spec.counted(len(rows))
