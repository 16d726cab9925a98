"""What tells two records of one name apart: their code, OPD, years or what they belong to, in a few words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.spec import REFERENCE_KINDS
from gmsc_desktop.models.records import RECORDS, Agency
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Record, Snapshot
from gmsc_desktop.text import _

_LONGEST = 48  # letters of a parent's name


def told_apart(snapshot: Snapshot, pack: ReferencePack, table: str, *, code: bool = True) -> dict[str, str]:
    """Words for each record of a table whose name another one has too; the others are not in it.

    Without ``code`` the code is not among the words, for lists that show it anyway.
    """
    return words_apart(snapshot, pack, table, snapshot.rows(table), code=code)


def words_apart(
    snapshot: Snapshot, pack: ReferencePack, table: str, rows: Iterable[Record], *, code: bool = True
) -> dict[str, str]:
    """The same among some records of a table."""
    column = BY_NAME[table].title_column
    groups: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        groups[" ".join(str(getattr(row, column, "") or "").casefold().split())].append(row)
    told: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            told.update(_of_group(snapshot, pack, group, code=code))
    return told


def _of_group(snapshot: Snapshot, pack: ReferencePack, group: list[Record], *, code: bool) -> dict[str, str]:
    facts = [list(_facts(snapshot, pack, row)) for row in group]
    codes = [one[0] for one in facts]
    if len({*codes}) == len(codes):  # shown already where ``code`` is not asked for
        return {row.id: one for row, one in zip(group, codes, strict=True) if one} if code else {}
    for place in range(1, len(facts[0])):
        words = [one[place] for one in facts]
        if all(words) and len({*words}) == len(words):
            return {row.id: one for row, one in zip(group, words, strict=True)}
    every = [" · ".join(part for part in one[0 if code else 1 :] if part) for one in facts]
    if all(every) and len({*every}) == len(every):
        return {row.id: one for row, one in zip(group, every, strict=True)}
    return {
        row.id: _("{place} dari {count}").format(place=place, count=len(group)) for place, row in enumerate(group, 1)
    }


def _facts(snapshot: Snapshot, pack: ReferencePack, row: Record) -> Iterator[str]:
    """Code, OPD, dimension, years and the record it belongs to, in this order; "" for what it has not."""

    def value(column: str) -> str:
        return str(getattr(row, column, "") or "")

    yield value("code")
    agency = snapshot.get(Agency, value("agency_id"))
    yield (agency.short_name or agency.name) if agency is not None else ""
    yield pack.label("dimension", value("dimension")) if value("dimension") else ""
    yield "–".join(dict.fromkeys(part for part in (value("year_start"), value("year_end")) if part))
    yield _parent(snapshot, row)


def _parent(snapshot: Snapshot, row: Record) -> str:
    for field in reversed(BY_NAME[row.TABLE].fields):  # the nearest owner stands last
        if field.kind not in REFERENCE_KINDS or field.target == "agency":
            continue
        parent = snapshot.get(RECORDS[field.target], str(getattr(row, field.column, "") or ""))
        title = str(getattr(parent, BY_NAME[field.target].title_column, "") or "") if parent is not None else ""
        if title:
            return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return ""
