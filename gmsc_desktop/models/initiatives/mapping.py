"""The mapping of initiatives to indicators and programmes of a planning document, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing
from gmsc_desktop.models.checked import Given, need
from gmsc_desktop.models.reading import gone, name_of, one, where
from gmsc_desktop.models.records import RECORDS, Indicator, IndicatorMapping, Initiative, Programme, ProgrammeMapping
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

DIRECT = "langsung"


def map_to_indicator(
    db: Connection, initiative_id: str, indicator_id: str, strength: str = DIRECT, reason: str = "", page: str = ""
) -> str:
    """Say that an initiative serves an indicator, langsung or pendukung; mapping again changes strength and reason."""
    _is_inside(db, initiative_id)
    keys: dict[str, Given] = {"initiative_id": initiative_id, "indicator_id": indicator_id}
    return editing.assign(db, "indicator_mapping", keys, {"strength": strength, "reason": reason, "page": page})


def map_to_programme(
    db: Connection, initiative_id: str, programme_id: str, strength: str = DIRECT, reason: str = "", page: str = ""
) -> str:
    """Say that an initiative serves a programme, langsung or pendukung; mapping again changes strength and reason."""
    _is_inside(db, initiative_id)
    keys: dict[str, Given] = {"initiative_id": initiative_id, "programme_id": programme_id}
    return editing.assign(db, "programme_mapping", keys, {"strength": strength, "reason": reason, "page": page})


def map_pairs(db: Connection, pairs: Iterable[tuple[str, str]], strength: str = DIRECT) -> int:
    """Map initiatives to indicators and programmes, pair by pair, all or none; how many pairs that changed.

    A pair that is mapped already keeps its reason and page; its strength becomes the one given.
    """
    changed = 0
    for initiative_id, target_id in dict.fromkeys(pairs):
        _is_inside(db, initiative_id)
        table, keys = _pair(db, initiative_id, target_id)
        there: list[Record] = where(db, RECORDS[table], **keys)
        if not there or getattr(there[0], "strength", "") != strength:
            editing.assign(db, table, dict(keys), {"strength": strength})
            changed += 1
    return changed


def unmap_pairs(db: Connection, pairs: Iterable[tuple[str, str]]) -> int:
    """Take the mappings of pairs of an initiative and a target away; how many there were."""
    count = 0
    for initiative_id, target_id in dict.fromkeys(pairs):
        table, keys = _pair(db, initiative_id, target_id)
        there: list[Record] = where(db, RECORDS[table], **keys)
        for row in there:
            editing.delete(db, table, row.id)
            count += 1
    return count


def _pair(db: Connection, initiative_id: str, target_id: str) -> tuple[str, dict[str, str]]:
    """The table of a mapping and its keys; ``UserFacingError`` where the target is gone."""
    if where(db, Indicator, id=target_id):
        return "indicator_mapping", {"initiative_id": initiative_id, "indicator_id": target_id}
    one(db, Programme, target_id)
    return "programme_mapping", {"initiative_id": initiative_id, "programme_id": target_id}


def unmap(db: Connection, initiative_id: str, target_id: str) -> None:
    """Take the mapping to an indicator or a programme away; ``UserFacingError`` where there is none."""
    by_indicator = where(db, IndicatorMapping, initiative_id=initiative_id, indicator_id=target_id)
    by_programme = where(db, ProgrammeMapping, initiative_id=initiative_id, programme_id=target_id)
    if not (by_indicator or by_programme):
        raise gone("indicator_mapping")
    for by_one in by_indicator:
        editing.delete(db, "indicator_mapping", by_one.id)
    for by_other in by_programme:
        editing.delete(db, "programme_mapping", by_other.id)


def mark_outside(db: Connection, initiative_id: str, reason: str) -> None:
    """Say, with a reason, that an initiative is outside the RPJMD; a mapped one is not."""
    initiative = one(db, Initiative, initiative_id)
    by_indicator = where(db, IndicatorMapping, initiative_id=initiative_id)
    by_programme = where(db, ProgrammeMapping, initiative_id=initiative_id)
    if by_indicator or by_programme:
        raise UserFacingError(
            _("Inisiatif “{name}” masih dipetakan ke RPJMD.").format(name=name_of(db, initiative)),
            _("Hapus pemetaannya lebih dahulu bila inisiatif ini memang di luar RPJMD."),
        )
    reason = need(reason, _("Tanda di luar RPJMD perlu alasan."), _("Tulis alasannya."))
    editing.change(db, "initiative", initiative_id, {"outside_reason": reason})


def mark_all_outside(db: Connection, initiative_ids: Iterable[str], reason: str) -> int:
    """Say of several initiatives, with one reason, that they are outside the RPJMD; how many, all or none."""
    ids = list(dict.fromkeys(initiative_ids))
    for initiative_id in ids:
        mark_outside(db, initiative_id, reason)
    return len(ids)


def mark_inside(db: Connection, initiative_id: str) -> None:
    """Take back that an initiative is outside the RPJMD."""
    editing.change(db, "initiative", initiative_id, {"outside_reason": None})


def _is_inside(db: Connection, initiative_id: str) -> None:
    initiative = one(db, Initiative, initiative_id)
    if initiative.outside_reason:
        raise UserFacingError(
            _("Inisiatif “{name}” ditandai di luar RPJMD.").format(name=name_of(db, initiative)),
            _("Cabut tanda itu lebih dahulu, lalu petakan."),
        )
