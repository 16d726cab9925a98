"""The district's emblem: a picture of the plan's store, named by the region; papers and lists show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.models import editing, evidence
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


def set_emblem(db: Connection, region_id: str, stored: evidence.StoredFile) -> str:
    """Make a stored picture the emblem; the evidence's id. The one before stays among the evidence."""
    evidence_id = evidence.attach(db, stored, title=_("Lambang daerah"))
    editing.change(db, "region", region_id, {"logo_evidence_id": evidence_id})
    return evidence_id


def remove_emblem(db: Connection, region_id: str) -> None:
    """The region has no emblem any more; its file stays in the store."""
    editing.change(db, "region", region_id, {"logo_evidence_id": None})
