"""Every kind of table that can come in: one line each, imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module

from gmsc_desktop.exchange.review import Importer

_PLACES = {
    "rpjmd": "gmsc_desktop.exchange.rpjmd.importer:RPJMD",
    "initiatives": "gmsc_desktop.exchange.initiatives.importer:INITIATIVES",
    "progress": "gmsc_desktop.exchange.reported.importers:PROGRESS_IMPORTER",
    "worksheets": "gmsc_desktop.exchange.reported.importers:WORKSHEETS_IMPORTER",
    "quickwins": "gmsc_desktop.exchange.reported.importers:QUICK_WINS_IMPORTER",
}


def importer(key: str) -> Importer:
    """The importer of a kind. Raises ``KeyError`` for a key that nobody has."""
    module, _colon, name = _PLACES[key].partition(":")
    found: Importer = getattr(import_module(module), name)
    return found
