"""Rule 20: the targets of an indicator go the way that its direction says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.records import Indicator, Initiative, InitiativeIndicator, InitiativeTarget, Target
from gmsc_desktop.text import _

RISES, FALLS, STAYS = "naik", "turun", "tetap"
_Value = tuple[str, float]  # what the value is called with its figure as written, and its number


def consistent(case: Case) -> Iterator[Fault]:
    """Rule 20: kondisi awal and the targets after it, as far as they are numbers; one finding an indicator."""
    document = case.figures.document_in_force(case.year)
    for indicator in case.snapshot.where(Indicator, "document_id", document.id) if document is not None else ():
        targets = case.snapshot.where(Target, "indicator_id", indicator.id)
        yield from _of(case, indicator, targets, _("indikator RPJMD “{name}”").format(name=case.name(indicator)))
    for initiative in case.figures.initiatives:
        yield from _of_initiative(case, initiative)


def _of_initiative(case: Case, initiative: Initiative) -> Iterator[Fault]:
    for indicator in case.snapshot.where(InitiativeIndicator, "initiative_id", initiative.id):
        targets = case.snapshot.where(InitiativeTarget, "indicator_id", indicator.id)
        words = _("indikator “{name}” inisiatif “{initiative}”")
        words = words.format(name=case.name(indicator), initiative=case.name(initiative))
        yield from _of(case, indicator, targets, words)


def _of(
    case: Case, indicator: Indicator | InitiativeIndicator, targets: tuple[Target | InitiativeTarget, ...], name: str
) -> Iterator[Fault]:
    values: list[_Value] = []
    if indicator.baseline_number is not None:
        words = _("kondisi awal ({value})").format(value=indicator.baseline_text.strip())
        values.append((words, indicator.baseline_number))
    for target in sorted(targets, key=lambda row: row.year):
        if target.number is not None:
            words = _("target {year} ({value})").format(year=target.year, value=target.text.strip())
            values.append((words, target.number))
    for before, after in pairwise(values):
        if _against(indicator.direction, before[1], after[1]):
            sentence = _("Arah {indicator} {direction}, tetapi {after} {way} {before}. Periksa arahnya atau angkanya.")
            sentence = sentence.format(
                indicator=name,
                direction=case.pack.label("direction", indicator.direction).lower(),
                after=after[0],
                way=_("di bawah") if after[1] < before[1] else _("di atas"),
                before=before[0],
            )
            yield Fault((indicator.id,), sentence, Place(indicator.TABLE, indicator.id, "direction"))
            return


def _against(direction: str, before: float, after: float) -> bool:
    if direction == RISES:
        return after < before
    if direction == FALLS:
        return after > before
    return direction == STAYS and after != before
