"""Commands that check a plan and print it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import Source, reading
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import checks
from gmsc_desktop.models.attachments import digest_of_file
from gmsc_desktop.models.revision import revision_code
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _
from gmsc_desktop.values.personal import find_personal_numbers


class _Files:
    """The evidence files of a source, each hashed once when it is asked for."""

    def __init__(self, evidence: Callable[[str], Path | None]) -> None:
        self._evidence = evidence

    def state(self, sha256: str) -> checks.FileState:
        """Whether the file is there and is what its hash says."""
        path = self._evidence(sha256)
        if path is None:
            return "missing"
        return "ok" if digest_of_file(path) == sha256 else "changed"


def find_findings(source: Source, stage: str, year: int | None = None) -> list[checks.Finding]:
    """What still stands between a source and a submission for a stage, seen today."""
    today = date.today()
    return checks.check(
        source.snapshot,
        stage,
        year=year or today.year,
        today=today,
        files=None if source.package else _Files(source.evidence),
        personal=find_personal_numbers,
    )


def check(chosen: argparse.Namespace) -> Outcome:
    """Check a plan for a stage; not good while musts are open."""
    with reading(chosen.plan) as source:
        findings = find_findings(source, chosen.stage, chosen.year)
        counts = checks.summary(findings)
        lines = [_line(source, finding) for finding in findings]
    total = _("{musts} hal wajib terbuka, {overridden} dikecualikan, {warnings} peringatan.").format(
        musts=counts.open_musts, overridden=counts.overridden, warnings=counts.warnings
    )
    value = {
        "stage": chosen.stage,
        "musts_open": counts.open_musts,
        "overridden": counts.overridden,
        "warnings": counts.warnings,
        "findings": [finding_json(finding) for finding in findings],
    }
    good = counts.open_musts == 0
    return Outcome([*lines, total], value, good, () if good else (total,) if chosen.json else ())


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

    folder = Path(chosen.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            _("Folder {folder} tidak dapat dibuat.").format(folder=folder), _("Pilih folder lain yang dapat ditulis.")
        ) from error
    written: list[Path] = []
    with reading(chosen.plan) as source:
        edition = Edition.of(
            source.snapshot,
            revision_code=revision_code(source.snapshot),
            made_on=date.today(),
            picture=source.evidence,
        )
        for output in OUTPUTS:
            target = folder / output.file_name(edition)
            write_atomically(target, lambda stream, output=output: output.function(edition, stream))  # type: ignore[misc]
            written.append(target)
    lines = [_("Ditulis: {path}").format(path=path) for path in written]
    return Outcome(lines, {"files": [str(path) for path in written]})
