"""The imported lists as windows read them: what a code is for the open plan, and who hears that the lists changed."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakSet

import shiboken6

from gmsc_desktop.models.fields import FieldSpec
from gmsc_desktop.models.nomenclature.codes import Level
from gmsc_desktop.models.nomenclature.contents import Scope
from gmsc_desktop.models.nomenclature.file import UnreadableList
from gmsc_desktop.models.nomenclature.lists import NOTHING, SHARED, Kind, Standing
from gmsc_desktop.models.nomenclature.words import standing_words
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import NO_LOOK, Look

# Field -> the level that its codes most often are.
CODES = {"programme.code": Level.PROGRAMME, "initiative_code.code": Level.SUBACTIVITY}
_ICONS = {Kind.OLD: "history", Kind.UNKNOWN: "info", Kind.ELSEWHERE: "info"}


class Listener(Protocol):
    """A part of a window that shows what the lists say."""

    def lists_changed(self) -> None:
        """A list was imported or deleted: ask again."""
        ...


_LISTENERS: WeakSet[Listener] = WeakSet()


def listen(listener: Listener) -> None:
    """Let a widget hear of every change of the lists, as long as it lives."""
    _LISTENERS.add(listener)


def ring() -> None:
    """The lists changed: let go of those that are open, and tell every window."""
    SHARED.let_go()
    for listener in list(_LISTENERS):
        if shiboken6.isValid(listener):
            listener.lists_changed()


def level_of_field(field: FieldSpec) -> Level | None:
    """The level that the codes of a field most often are; None for a field that holds no code of the nomenclature."""
    return CODES.get(f"{field.table}.{field.column}")


def scope_of(session: Session) -> Scope:
    """Whether the plan is of a province or of a district."""
    return Scope.PROVINCE if session.snapshot.region.kind == "province" else Scope.DISTRICT


def standing_of(session: Session, text: str) -> Standing:
    """What a code is for the open plan; nothing is said where the lists cannot be read."""
    try:
        return SHARED.get().standing(text, scope_of(session))
    except UnreadableList:
        return NOTHING


def look_of(session: Session, text: str) -> Look:
    """How a code stands in a cell: an old or unknown one has a mark, and the tip says what it means."""
    standing = standing_of(session, text)
    icon = _ICONS.get(standing.kind, "")
    if icon:
        return Look(after=icon, tip=standing_words(standing))
    return Look(tip=standing.entry.name) if standing.entry is not None else NO_LOOK
