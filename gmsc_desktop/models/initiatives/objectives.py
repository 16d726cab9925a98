"""Sasaran smart city, what they rest on, and the initiatives that serve them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing
from gmsc_desktop.models.checked import checked, need
from gmsc_desktop.models.reading import pack_of
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


def add_objective(
    db: Connection, dimension: str, text: str, subdimension: str | None = None, basis: str | None = None
) -> str:
    """Add a sasaran smart city to a dimension; its sub-dimension belongs to that dimension."""
    text = need(text, _("Sasaran smart city masih kosong."), _("Tulis sasarannya sebagai satu kalimat."))
    given = {"dimension": dimension, "subdimension": subdimension, "text": text, "basis": basis}
    values = checked(db, "smart_objective", given)
    _belongs(db, str(values["dimension"] or ""), str(values["subdimension"] or ""))
    return editing.add(db, "smart_objective", values)


def _belongs(db: Connection, dimension: str, subdimension: str) -> None:
    pack = pack_of(db)
    if subdimension and pack.fact("subdimension", subdimension, "dimension") != dimension:
        raise UserFacingError(
            _("Sub-dimensi {subdimension} bukan bagian dari {dimension}.").format(
                subdimension=pack.label("subdimension", subdimension), dimension=pack.label("dimension", dimension)
            ),
            _("Pilih sub-dimensi dari dimensi itu."),
        )


def base_objective(db: Connection, smart_objective_id: str, objective_id: str) -> str:
    """Name a sasaran RPJMD on which a sasaran smart city rests."""
    keys = {"smart_objective_id": smart_objective_id, "objective_id": objective_id}
    return editing.assign(db, "smart_objective_link", keys, {})


def unbase_objective(db: Connection, smart_objective_id: str, objective_id: str) -> None:
    """A sasaran smart city rests no more on this sasaran RPJMD."""
    keys = {"smart_objective_id": smart_objective_id, "objective_id": objective_id}
    editing.clear(db, "smart_objective_link", keys)


def link_objective(db: Connection, initiative_id: str, smart_objective_id: str) -> str:
    """Say that an initiative serves a sasaran smart city."""
    keys = {"initiative_id": initiative_id, "smart_objective_id": smart_objective_id}
    return editing.assign(db, "initiative_objective", keys, {})


def unlink_objective(db: Connection, initiative_id: str, smart_objective_id: str) -> None:
    """An initiative serves this sasaran smart city no more."""
    keys = {"initiative_id": initiative_id, "smart_objective_id": smart_objective_id}
    editing.clear(db, "initiative_objective", keys)
