"""Commands that check a plan and print it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import Source, reading
from gmsc_desktop.desk import findings as desk_findings
from gmsc_desktop.desk import handing_in, packages, private
from gmsc_desktop.models import checks
from gmsc_desktop.models.checks.unchecked_words import unchecked_words
from gmsc_desktop.models.revision import revision_code
from gmsc_desktop.text import _


def find_findings(source: Source, stage: str, year: int | None = None) -> list[checks.Finding]:
    """What still stands between a source and a submission for a stage, seen today."""
    states = None if source.package else desk_findings.EvidenceStates(source.evidence)
    return desk_findings.find_findings(source.snapshot, stage, year, states)


def check(chosen: argparse.Namespace) -> Outcome:
    """Check a plan for a stage; not good while musts are open, nor where the stage is not checked at all."""
    present = date.today().year
    with reading(chosen.plan, from_backup=chosen.from_backup) as source:
        year = source.snapshot.year_at(present) if chosen.year is None else chosen.year
        findings = find_findings(source, chosen.stage, year)
        counts = checks.summary(findings)
        left = checks.unchecked(source.snapshot, chosen.stage, present)
        told = unchecked_words(source.snapshot, chosen.stage, present)
        lines = [_line(source, finding) for finding in findings]
    looked_at = _("Diperiksa untuk {stage}, tahun {year}.").format(stage=packages.stage_label(chosen.stage), year=year)
    total = _("{musts} hal wajib terbuka, {overridden} dikecualikan, {warnings} peringatan.").format(
        musts=counts.open_musts, overridden=counts.overridden, warnings=counts.warnings
    )
    value = {
        "stage": chosen.stage,
        "year": year,
        "musts_open": counts.open_musts,
        "overridden": counts.overridden,
        "warnings": counts.warnings,
        "unchecked": unchecked_json(left),
        "findings": [finding_json(finding) for finding in findings],
    }
    good = counts.open_musts == 0 and left.stage is None
    warnings = () if good or not chosen.json else (total,) if left.stage is None else (told, total)
    return Outcome([looked_at, *([told] if told else []), *lines, total], value, good, warnings)


def unchecked_json(left: checks.Unchecked) -> dict[str, object]:
    """What was not looked at, for the plan existed before; ``stage`` is true where the whole stage was not."""
    row = left.stage
    return {
        "stage": row is not None,
        "rules": list(left.rules),
        "musts": left.musts,
        "reason": row.reason if row else None,
        "person": row.person or None if row else None,
        "decided_on": row.decided_on or None if row else None,
    }


def finding_json(finding: checks.Finding) -> dict[str, object]:
    """A finding as one JSON object."""
    place = finding.place
    return {
        "key": finding.key,
        "rule": finding.rule,
        "weight": finding.weight,
        "sentence": finding.sentence,
        "place": {"table": place.table, "id": place.record_id or None, "field": place.column or None},
        "override": finding.override.reason if finding.override else None,
    }


def _line(source: Source, finding: checks.Finding) -> str:
    mark = _("dikecualikan") if finding.override else _("WAJIB") if finding.weight == "must" else _("peringatan")
    where = checks.place_label(source.snapshot, finding.place)
    return f"[{mark}] {finding.rule}. {finding.sentence} ({where})"


def export(chosen: argparse.Namespace) -> Outcome:
    """Write the plan's documents into a folder."""
    from gmsc_desktop.exports import OUTPUTS, Edition
    from gmsc_desktop.worker.paper_pictures import look

    folder = Path(chosen.folder)
    written: list[Path] = []
    with reading(chosen.plan, from_backup=chosen.from_backup) as source:
        prepared = private.prepare(source.snapshot, leaving_of(chosen), source.contacts)
        handing_in.make_folder(folder)
        edition = Edition.of(
            prepared.snapshot,
            revision_code=revision_code(prepared.snapshot),
            made_on=date.today(),
            picture=source.evidence,
            look=look,
            contacts=prepared.lines,
        )
        for output in OUTPUTS:
            target = folder / output.file_name(edition)
            handing_in.write_output(output, edition, prepared, target, source.document, chosen.recipient)
            written.append(target)
    lines = [_("Ditulis: {path}").format(path=path) for path in written]
    value = {"files": [str(path) for path in written], "masked": prepared.masked}
    return Outcome(lines, value, warnings=told_of(prepared.masked, len(prepared.contacts or {})))


def leaving_of(chosen: argparse.Namespace) -> private.Leaving:
    """What was decided on the command line about private numbers and contacts."""
    return private.Leaving(mask=chosen.mask, contacts=chosen.contacts)


def told_of(masked: int, contacts: int) -> tuple[str, ...]:
    """The notices that go to standard error: what was masked, and what was taken along."""
    lines = []
    if masked:
        lines.append(
            _("Nomor pribadi disamarkan pada {count} isian; rencana sendiri tidak berubah.").format(count=masked)
        )
    if contacts:
        lines.append(_("Kontak kantor {count} orang ikut di buku dan buku kerja.").format(count=contacts))
    return tuple(lines)
