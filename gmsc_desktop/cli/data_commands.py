"""Commands that look after a plan's data: is it whole."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import editing
from gmsc_desktop.models import library


def check_data(chosen: argparse.Namespace) -> Outcome:
    """Hold every record against its history, every evidence file and backup against its SHA-256."""
    with editing(chosen.plan) as document:
        report = library.check_data(document)
    value = {
        "good": report.good,
        "records": report.records,
        "changes": report.changes,
        "evidence": report.evidence,
        "backups": report.backups,
        "faults": [asdict(fault) for fault in report.faults],
    }
    return Outcome(report.sentences, value, report.good)
