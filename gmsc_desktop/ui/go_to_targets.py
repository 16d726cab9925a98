"""Where one can go in a plan's window: places of before, pages, commands with their keys, records, findings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.text import _
from gmsc_desktop.ui.apart import told_apart
from gmsc_desktop.ui.doors import door_to, place_title
from gmsc_desktop.ui.go_to_commands import commands, key_words, parts
from gmsc_desktop.ui.go_to_match import Target, target
from gmsc_desktop.ui.pages import PAGES

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow

# The records that people call by name, in the order in which they stand where they fit equally well.
TABLES = (
    "initiative",
    "objective",
    "programme",
    "goal",
    "mission",
    "indicator",
    "agency",
    "body",
    "legal_document",
    "original_document",
)


def gather(window: MainWindow) -> list[Target]:
    """Everything that can be gone to now, in the order in which it is shown before a letter is typed."""
    return [
        *_recent(window),
        *_pages(window),
        *commands(window),
        *parts(window),
        *_records(window),
        *_findings(window),
    ]


def _recent(window: MainWindow) -> Iterator[Target]:
    snapshot = window.session.snapshot
    for key, record_id in window.recent_places():
        entry = next(entry for entry in PAGES if entry.key == key)
        name = place_title(snapshot, window.session.pack, (key, record_id))
        if name:
            kind = _("Baru dibuka · {page}").format(page=entry.name)
            yield target(name, kind, "history", 6, partial(window.show_page, key, record_id))


def _pages(window: MainWindow) -> Iterator[Target]:
    for place, entry in enumerate(PAGES, start=1):
        keys = f" · {key_words(QKeySequence(f'Ctrl+{place}'))}" if place < 10 else ""
        yield target(
            entry.name, _("Halaman") + keys, entry.icon, 12, partial(window.show_page, entry.key), entry.name_text
        )


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
                yield target(title, kind, icon, 3, partial(window.show_page, *door), more)


def _findings(window: MainWindow) -> Iterator[Target]:
    from gmsc_desktop.ui.pages.checking import checking_of
    from gmsc_desktop.ui.pages.checks import door_of

    checking = checking_of(window.session)
    musts = {finding.key for finding in checking.open_musts}
    for finding in checking.findings:
        door = door_of(window.session.snapshot, finding.place)
        if door is not None:
            kind = _("Temuan wajib") if finding.key in musts else _("Temuan")
            icon = "circle-alert" if finding.key in musts else "triangle-alert"
            yield target(finding.sentence, kind, icon, 0, partial(window.show_page, *door))
