"""The card beside each plan: what lists and messages say of it without opening its file."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.platform_files import write_atomically

if TYPE_CHECKING:
    from gmsc_desktop.models.snapshot import Snapshot

CARD_NAME = "kartu.json"


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a plan from outside; derived, rewritten whole at close and at each backup."""

    id: str
    title: str
    district_code: str
    district_name: str
    period_start: int | None
    period_end: int | None
    status: str
    is_example: bool
    last_change: str  # moment in UTC, ISO 8601
    last_author: str
    size: int  # bytes of the plan's file
    format: int


def read_card(folder: Path) -> Card | None:
    """The card of a plan folder, None where it is absent or cannot be read."""
    try:
        loaded = json.loads((folder / CARD_NAME).read_text(encoding="utf-8"))
        card = Card(**{field.name: loaded[field.name] for field in fields(Card)})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return card if all(_fits(getattr(card, field.name), str(field.type)) for field in fields(Card)) else None


def _fits(value: object, kind: str) -> bool:
    kinds = {"str": str, "int": int, "bool": bool, "None": type(None)}
    return type(value) in {kinds[name.strip()] for name in kind.split("|")}


def write_card(folder: Path, card: Card) -> None:
    """Write the card whole or not at all."""
    content = json.dumps(asdict(card), ensure_ascii=False, indent=1).encode()
    write_atomically(folder / CARD_NAME, lambda stream: (stream.write(content), None)[1])


def drop_card(folder: Path) -> None:
    """The card no longer holds; lists rebuild it."""
    with suppress(OSError):
        (folder / CARD_NAME).unlink(missing_ok=True)


def make_card(snapshot: Snapshot, last: tuple[str, str], size: int, version: int) -> Card:
    """The card of a plan; ``last`` is moment and person of the newest change."""
    plan, region = snapshot.plan, snapshot.region
    return Card(
        plan.id,
        plan.title,
        region.code,
        region.name,
        plan.period_start,
        plan.period_end,
        plan.status,
        plan.is_example,
        *last,
        size,
        version,
    )
