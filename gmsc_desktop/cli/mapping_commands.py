"""Commands about the mapping of a plan to its planning document."""

from __future__ import annotations

import argparse
from datetime import date

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import reading
from gmsc_desktop.models import gaps as model
from gmsc_desktop.models.checks.rules import possible_year
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.text import _


def gaps(chosen: argparse.Namespace) -> Outcome:
    """Tell the gaps between planning document and initiatives; not good while a question is open."""
    today = date.today()
    if chosen.year is not None:
        possible_year(chosen.year)
    with reading(chosen.plan, from_backup=chosen.from_backup) as source:
        figures = Figures(source.snapshot, for_plan(source.snapshot.plan.reference_version))
        report = model.gap_report(figures, today, chosen.year)
    lines = [report.sentence]
    for group in model.GROUPS:
        found = report.of(group)
        if found:
            lines += ["", f"{model.group_name(group)} ({len(found)})", *(_line(gap) for gap in found)]
    good = not report.open and report.document is not None
    return Outcome(lines, _json(report), good, (report.sentence,) if chosen.json and not good else ())


def _line(gap: model.Gap) -> str:
    name = " ".join(part for part in (gap.code, gap.name) if part)
    told = _("dijawab: {reason}").format(reason=gap.reason) if gap.reason else gap.question
    return f"- {name}: {told}"


def _json(report: model.GapReport) -> dict[str, object]:
    document = report.document
    return {
        "document": {"id": document.id, "title": document.title, "kind": document.kind} if document else None,
        "year": report.year,
        "open": len(report.open),
        "objectives": {"served": report.served.part, "count": report.served.whole},
        "initiatives": {"mapped": report.mapped.part, "count": report.mapped.whole},
        "gaps": [gap_json(gap) for gap in report.gaps],
        "ceilings": [
            {
                "programme": line.programme.id,
                "code": line.programme.code,
                "name": line.programme.name,
                "year": line.year,
                "ceiling": line.ceiling,
                "mapped": line.mapped,
                "above": line.above,
                "initiatives": [row.id for row in line.initiatives],
            }
            for line in report.ceilings
        ],
    }


def gap_json(gap: model.Gap) -> dict[str, object]:
    """A gap as one JSON object."""
    place = gap.place
    return {
        "id": gap.id,
        "group": gap.group,
        "code": gap.code,
        "name": gap.name,
        "question": gap.question,
        "reason": gap.reason or None,
        "year": gap.year,
        "amount": gap.amount,
        "place": {"table": place.table, "id": place.record_id or None, "field": place.column or None},
    }
