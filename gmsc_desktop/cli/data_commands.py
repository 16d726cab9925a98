"""Commands that look after a plan's data: whether it is whole, copies of it, and going back to one."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome, tell
from gmsc_desktop.cli.selecting import editing
from gmsc_desktop.desk import handing_in, receiving
from gmsc_desktop.models import integrity, library, restoring
from gmsc_desktop.models.backups import SUFFIX
from gmsc_desktop.models.document_errors import PlanUnwritable
from gmsc_desktop.package.read import open_package
from gmsc_desktop.text import _


def check_data(chosen: argparse.Namespace) -> Outcome:
    """Hold every record against its history, every evidence file and backup against its SHA-256."""
    try:
        with editing(chosen.plan) as document:
            report = library.check_data(document)
    except PlanUnwritable as error:
        report = integrity.check_unwritable(library.plan_folder(library.find(chosen.plan)))
        tell(f"{error.sentence} {error.next_step}")
    value = {
        "good": report.good,
        "records": report.records,
        "changes": report.changes,
        "evidence": report.evidence,
        "backups": report.backups,
        "faults": [asdict(fault) for fault in report.faults],
    }
    return Outcome(report.sentences, value, report.good)


def backup(chosen: argparse.Namespace) -> Outcome:
    """Write the plan with its history and evidence to a file outside, read back before it counts."""
    target = Path(chosen.file).absolute()
    wanted = handing_in.backup_named(target)
    try:
        with editing(chosen.plan) as document:
            written = handing_in.make_package(document, target.parent, wanted)
    except PlanUnwritable as error:
        written = handing_in.copy_unwritable(library.plan_folder(library.find(chosen.plan)), target.parent, wanted)
        tell(f"{error.sentence} {error.next_step}")
    value = {"path": str(target), "size": written.size, "digest": written.digest, "code": written.code}
    return Outcome([_("Cadangan dibuat: {path}").format(path=target)], value)


def restore(chosen: argparse.Namespace) -> Outcome:
    """Make the state of a backup or team copy the plan again; what it replaces is kept."""
    source = Path(chosen.file)
    if source.suffix == SUFFIX:
        done = restoring.restore_backup(source)
    else:
        with open_package(source) as package:
            done = receiving.restore(package)
    lines = [_("Rencana {id} dipulihkan dari {name}.").format(id=done.plan_id, name=source.name)]
    if done.replaced is not None:
        lines.append(_("Keadaan sebelumnya disimpan di {path}.").format(path=done.replaced))
    return Outcome(lines, {"id": done.plan_id, "replaced": str(done.replaced) if done.replaced else None})
