"""The card beside each plan: what lists and messages say of it without opening its file."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop import platform_files as files
from gmsc_desktop.models.ids import is_id
from gmsc_desktop.paths import plans_folder
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.snapshot import Snapshot

FILE_NAME, CARD_NAME = "plan.sqlite3", "kartu.json"


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a plan from outside; derived, rewritten whole at close and at each backup.

    What has a default may be absent in a card of an earlier version.
    """

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
    initiatives: int | None = None
    met: int | None = None  # of the ``asked`` musts of the final book
    asked: int | None = None
    emblem: str = ""  # SHA-256 of the district's emblem in the plan's store
    emblem_type: str = ""  # its media type
    final_unchecked: bool = False  # the final book lies behind it and is not checked: nothing is asked, nothing met


def list_cards(rebuild: Callable[[Path], Card] | None = None) -> list[Card]:
    """The cards of all plans of this computer, the newest change first; no plan is opened.

    A plan whose card is missing is listed by its id alone, without a format, or as ``rebuild`` makes it of its folder.
    ``UserFacingError`` where the folder of plans cannot be read.
    """
    make = rebuild or _unread
    cards = [_whose(path, read_card(path) or make(path)) if _is_here(path) else _lost(path) for path in plan_paths()]
    return sorted(cards, key=lambda card: (card.last_change, card.id), reverse=True)


def plan_paths() -> list[Path]:
    """The folders of all plans of this computer, also of those whose file is lost and whose backups are there."""
    root = plans_folder()
    try:
        paths = list(root.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise files.reading_error(error, root) from error
    return sorted(path for path in paths if is_id(path.name) and (_is_here(path) or has_backups(path)))


def _is_here(folder: Path) -> bool:
    return (folder / FILE_NAME).exists()


def has_backups(folder: Path) -> bool:
    """Whether a plan's folder holds backups, good or not."""
    from gmsc_desktop.models import backups  # brings in what reads plans

    return any((folder / backups.FOLDER).glob(f"*{backups.SUFFIX}"))


def _lost(folder: Path) -> Card:
    """A plan whose file is gone; its name is kept where its card is there."""
    told = _("Berkas rencana ini tidak ada lagi di foldernya, tetapi cadangannya masih ada.")
    card = read_card(folder)
    return card_without_plan(folder, f"{card.district_name}: {told}" if card is not None else told)


def _whose(folder: Path, card: Card) -> Card:
    """The card, unless the folder holds a copy of another plan's: two files of one plan would part unseen."""
    if card.id == folder.name:
        return card
    return card_without_plan(folder, _("Folder ini berisi salinan rencana {id}.").format(id=card.id))


def card_without_plan(folder: Path, told: str) -> Card:
    """What a list shows of a folder whose plan cannot be opened: its id and why."""
    return Card(folder.name, told, "", "", None, None, "", False, "", "", 0, 0)


def _unread(folder: Path) -> Card:
    """A plan that has lost its card, before anybody has looked into it."""
    return card_without_plan(folder, "")


def read_card(folder: Path) -> Card | None:
    """The card of a plan folder, None where it is absent or cannot be read."""
    try:
        loaded = json.loads((folder / CARD_NAME).read_text(encoding="utf-8"))
        told = {field.name for field in fields(Card) if field.default is MISSING or field.name in loaded}
        card = Card(**{name: loaded[name] for name in told})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return card if all(_fits(getattr(card, field.name), str(field.type)) for field in fields(Card)) else None


def _fits(value: object, kind: str) -> bool:
    kinds = {"str": str, "int": int, "bool": bool, "None": type(None)}
    return type(value) in {kinds[name.strip()] for name in kind.split("|")}


def write_card(folder: Path, card: Card) -> None:
    """Write the card whole or not at all."""
    content = json.dumps(asdict(card), ensure_ascii=False, indent=1).encode()
    files.write_atomically(folder / CARD_NAME, lambda stream: (stream.write(content), None)[1])


def drop_card(folder: Path) -> None:
    """The card no longer holds; lists rebuild it."""
    with suppress(OSError):
        (folder / CARD_NAME).unlink(missing_ok=True)


def make_card(snapshot: Snapshot, last: tuple[str, str], size: int, version: int) -> Card:
    """The card of a plan; ``last`` is moment and person of the newest change."""
    from gmsc_desktop.models.checks.readiness import readiness
    from gmsc_desktop.models.records import Evidence, Initiative

    plan, region = snapshot.plan, snapshot.region
    ready = readiness(snapshot, date.today())
    emblem = snapshot.get(Evidence, region.logo_evidence_id)
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
        len(snapshot.all(Initiative)),
        None if ready.unchecked else ready.met,
        None if ready.unchecked else ready.asked,
        emblem.sha256 if emblem is not None else "",
        emblem.media_type if emblem is not None else "",
        ready.unchecked,
    )
