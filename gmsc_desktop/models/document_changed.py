"""What a document says after a commit, and how its listeners hear it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gmsc_desktop.models.history import Step


@dataclass(frozen=True, slots=True)
class Changed:
    """What one commit changed: its label, and the ids by table."""

    label: str
    tables: Mapping[str, frozenset[str]]


def announce(listeners: Iterable[Callable[[Changed], None]], label: str, step: Step) -> None:
    """Tell every listener; an error of one is a mistake of the program and never a failed save."""
    tables: dict[str, set[str]] = {}
    for entry in step:
        tables.setdefault(entry.table, set()).add(entry.id)
    changed = Changed(label, {name: frozenset(ids) for name, ids in tables.items()})
    for listener in list(listeners):
        try:
            listener(changed)
        except Exception:
            sys.excepthook(*sys.exc_info())
