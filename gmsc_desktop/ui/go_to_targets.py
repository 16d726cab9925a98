"""Where one can go in a plan's window: places of before, pages, commands with their keys, records, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.text import _
from gmsc_desktop.ui.apart import told_apart
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.doors import door_to
from gmsc_desktop.ui.go_to_match import fit, words_of
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.shown import record_title

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow

# The records that people call by name, in the order in which they stand where they fit equally well.
TABLES = ("initiative", "objective", "programme", "goal", "mission", "indicator", "agency", "body", "legal_document")
_LONGEST = 200  # letters of a name that are looked at and shown


@dataclass(frozen=True)
class Target:
    """One place: its name, what it is, its icon, its words for the search, how much it comes first, how to go there."""

    name: str
    kind: str
    icon: str
    words: tuple[str, ...]
    first: float
    go: Callable[[], object]


def best(targets: list[Target], text: str, limit: int) -> list[Target]:
    """The targets that fit a text, the best first; all in their order where nothing was typed."""
    wanted = words_of(text)
    if not wanted:
        return targets[:limit]
    scored = [(fit(wanted, target.words), target) for target in targets]
    found = [(score + target.first, place) for place, (score, target) in enumerate(scored) if score > 0]
    found.sort(key=lambda item: (-item[0], item[1]))
    return [targets[place] for _score, place in found[:limit]]


def gather(window: MainWindow) -> list[Target]:
    """Everything that can be gone to now, in the order in which it is shown before a letter is typed."""
    return [
        *_recent(window),
        *_pages(window),
        *_commands(window),
        *_records(window),
        *_findings(window),
    ]


def _target(name: str, kind: str, icon: str, first: float, go: Callable[[], object], more: str = "") -> Target:
    name = " ".join(name.split())[:_LONGEST]
    return Target(name, kind, icon, words_of(f"{name} {more}"), first, go)


def _recent(window: MainWindow) -> Iterator[Target]:
    snapshot = window.session.snapshot
    for key, record_id in window.recent_places():
        entry = next(entry for entry in PAGES if entry.key == key)
        name = next((name for table in entry.shows if (name := record_title(snapshot, table, record_id))), "")
        if name:
            kind = _("Baru dibuka · {page}").format(page=entry.name)
            yield _target(name, kind, "history", 6, partial(window.show_page, key, record_id))


def _pages(window: MainWindow) -> Iterator[Target]:
    for place, entry in enumerate(PAGES, start=1):
        keys = f" · {_keys(QKeySequence(f'Ctrl+{place}'))}" if place < 10 else ""
        yield _target(
            entry.name, _("Halaman") + keys, entry.icon, 12, partial(window.show_page, entry.key), entry.name_text
        )


def _commands(window: MainWindow) -> Iterator[Target]:
    """What the page's head offers, then the actions of the menus; what cannot be done now is left out."""
    taken: set[str] = set()
    for button in window.page.findChildren(Button):
        name = button.text().replace("&", "").strip()
        if name and name not in taken and button.isVisible() and button.isEnabled() and _in_head(window, button):
            taken.add(name)
            yield _target(name, _("Perintah di halaman ini"), "play", 9, button.click)
    skipped = {*window.actions_of_plan.pages, window.actions_of_plan.go_to}
    for action in window.actions():
        name = action.text().partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&").strip()
        if name and name not in taken and action.isEnabled() and action not in skipped:
            taken.add(name)
            keys = action_keys(action)
            kind = _("Perintah · {keys}").format(keys=keys) if keys else _("Perintah")
            yield _target(name, kind, "play", 8, action.trigger)


def _in_head(window: MainWindow, button: Button) -> bool:
    return window.page.head.isAncestorOf(button)


def action_keys(action: QAction) -> str:
    """The keys of an action for a person; of a key that only a table hears, as it stands in the action's text."""
    shown = [_keys(sequence) for sequence in action.shortcuts()]
    return " / ".join(shown) or action.text().partition("\t")[2]


def _keys(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def _records(window: MainWindow) -> Iterator[Target]:
    snapshot = window.session.snapshot
    for table in TABLES:
        spec = BY_NAME[table]
        apart = told_apart(snapshot, window.session.pack, table, code=False)
        for row in snapshot.rows(table):
            door = door_to(snapshot, table, row.id)
            title = str(getattr(row, spec.title_column, "") or "")
            if door is not None and title:
                icon = next(entry.icon for entry in PAGES if entry.key == door[0])
                code = str(getattr(row, "code", "") or "")
                dimension = window.session.pack.label("dimension", str(getattr(row, "dimension", "") or ""))
                more = f"{code} {getattr(row, 'short_name', '') or ''} {dimension} {apart.get(row.id, '')}"
                kind = " · ".join(filter(None, (apart.get(row.id, ""), f"{spec.singular} {code}".strip())))
                yield _target(title, kind, icon, 3, partial(window.show_page, *door), more)


def _findings(window: MainWindow) -> Iterator[Target]:
    from gmsc_desktop.ui.pages.checking import checking_of
    from gmsc_desktop.ui.pages.checks import door_of

    for finding in checking_of(window.session).findings:
        door = door_of(window.session.snapshot, finding.place)
        if door is not None:
            kind = _("Temuan wajib") if finding.open else _("Temuan")
            icon = "circle-alert" if finding.open else "triangle-alert"
            yield _target(finding.sentence, kind, icon, 0, partial(window.show_page, *door))
