"""Makes the demonstration plan on this computer: its rows in labelled changes, its evidence in the store."""

from __future__ import annotations

import io
from collections.abc import Collection
from itertools import count

from gmsc_desktop.demo import demo_changes, demo_evidence
from gmsc_desktop.models import attachments, editing, library
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.text import _


def make_demo() -> str:
    """A new demonstration plan, marked CONTOH; its id. Each call makes one with an id and a title of its own."""
    plan_id = new_id()
    titles = {card.title for card in library.list_plans() if card.is_example}
    with library.created(plan_id, lambda document: _fill(document, plan_id, titles)):
        pass
    return plan_id


def _fill(document: Document, plan_id: str, titles: Collection[str]) -> None:
    for file in demo_evidence():
        attachments.store(document.folder, io.BytesIO(file.content), file.original_name)
    for label, tables in demo_changes(plan_id):
        with document.change(label, source=_("Rencana contoh")) as db:
            for name, rows in tables.items():
                insert_rows(db, name, rows)
    title = document.snapshot().plan.title
    if title in titles:
        with document.change(_("Beri rencana contoh nama lain"), source=_("Rencana contoh")) as db:
            editing.change(db, "plan", plan_id, {"title": _another(title, titles)})


def _another(title: str, titles: Collection[str]) -> str:
    """The title with the first number that no example has yet."""
    return next(name for name in (f"{title} ({number})" for number in count(2)) if name not in titles)
