"""The command that keeps the nomenclature of a workbook as a list of this computer."""

from __future__ import annotations

import argparse
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.exchange.nomenclature_import import keep, propose
from gmsc_desktop.models.nomenclature.codes import Level
from gmsc_desktop.models.nomenclature.contents import Version
from gmsc_desktop.models.nomenclature.words import contents_words
from gmsc_desktop.text import _

_NAMES = {
    Level.AFFAIR: "urusan",
    Level.FIELD: "bidang_urusan",
    Level.PROGRAMME: "program",
    Level.ACTIVITY: "kegiatan",
    Level.SUBACTIVITY: "subkegiatan",
}


def import_nomenclature(chosen: argparse.Namespace) -> Outcome:
    """Read the workbook that SIPD exports and keep it; a file that is none leaves the lists as they are."""
    proposal = propose(Path(chosen.file))
    added = keep(proposal, chosen.name or "")
    made = added.version
    lines = [
        _("Daftar nomenklatur “{name}” diganti.").format(name=made.name)
        if added.replaced
        else _("Daftar nomenklatur “{name}” diimpor.").format(name=made.name),
        *contents_words(made),
    ]
    warnings = []
    if proposal.found.skipped:
        warnings.append(_("{count} baris tanpa kode dilewati.").format(count=proposal.found.skipped))
    return Outcome(lines, _value(made, added.replaced, proposal.found.rows, proposal.found.skipped), warnings=warnings)


def _value(made: Version, replaced: Version | None, rows: int, skipped: int) -> dict[str, object]:
    return {
        "id": made.id,
        "name": made.name,
        "source": made.source,
        "counts": {name: made.count(level) for level, name in _NAMES.items()},
        "subkegiatan_provinsi": made.provincial,
        "subkegiatan_kabupaten_kota": made.district,
        "old_codes": made.replaced,
        "rows": rows,
        "skipped": skipped,
        "replaced": replaced.id if replaced else None,
    }
