"""Suggestions for the mapping of initiatives to indicators and programmes, by likeness of words; never applied here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.likeness import Likeness, Parts
from gmsc_desktop.models.records import (
    Indicator,
    IndicatorMapping,
    Initiative,
    InitiativeIndicator,
    Objective,
    Programme,
    ProgrammeAgency,
    ProgrammeMapping,
)

MOST = 5  # more would be a list, not a suggestion
_LEAST = 0.10  # below it two texts share but a word by chance
_SAME_AGENCY = 0.06  # what one office for both adds


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair that might be mapped, with the words that both have; ``same_agency``: one office carries both."""

    initiative_id: str
    target_id: str
    score: float
    words: tuple[str, ...]
    same_agency: bool


class Suggestions:
    """The suggestions of one moment of a plan, for the planning document in force in a year (else the newest)."""

    def __init__(self, figures: Figures, year: int) -> None:
        snapshot = self._snapshot = figures.snapshot
        document = figures.document_to_map(year)
        document_id = document.id if document is not None else ""
        related = {row.id for row in snapshot.where(Objective, "document_id", document_id) if not row.unrelated}
        self._targets: dict[str, frozenset[str]] = {}  # of each target the offices that carry it
        texts: dict[str, Parts] = {}
        for programme in snapshot.where(Programme, "document_id", document_id):
            if programme.objective_id in related or not programme.objective_id:
                texts[programme.id] = self._of_programme(programme)
                offices = snapshot.where(ProgrammeAgency, "programme_id", programme.id)
                self._targets[programme.id] = frozenset(row.agency_id for row in offices)
        for indicator in snapshot.where(Indicator, "document_id", document_id):
            if indicator.objective_id in related or indicator.programme_id in self._targets:
                texts[indicator.id] = self._of_indicator(indicator)
                above = self._targets.get(indicator.programme_id, frozenset())
                self._targets[indicator.id] = above | ({indicator.agency_id} - {""})
        self._initiatives = {row.id: row for row in figures.initiatives if not row.outside_reason.strip()}
        texts |= {row.id: self._of_initiative(row) for row in figures.initiatives}
        self._likeness = Likeness(texts)
        self._mapped = {(row.initiative_id, row.indicator_id) for row in snapshot.all(IndicatorMapping)}
        self._mapped |= {(row.initiative_id, row.programme_id) for row in snapshot.all(ProgrammeMapping)}

    def _of_initiative(self, row: Initiative) -> Parts:
        indicators = self._snapshot.where(InitiativeIndicator, "initiative_id", row.id)
        rest = [row.background, row.output, row.impact, *(indicator.text for indicator in indicators)]
        return [(row.title, 2.0), (row.description, 1.0), *((text, 0.6) for text in rest)]

    def _of_programme(self, row: Programme) -> Parts:
        objective = self._snapshot.get(Objective, row.objective_id)
        return [(row.name, 2.0), (row.outcome, 1.0), (objective.text if objective is not None else "", 0.5)]

    def _of_indicator(self, row: Indicator) -> Parts:
        programme = self._snapshot.get(Programme, row.programme_id)
        objective = self._snapshot.get(Objective, row.objective_id or (programme.objective_id if programme else ""))
        above = [programme.name if programme is not None else "", objective.text if objective is not None else ""]
        return [(row.text, 2.0), *((text, 0.5) for text in above)]

    def for_initiative(self, initiative_id: str) -> list[Suggestion]:
        """At most five targets that an initiative might serve; what it serves already is none of them."""
        if initiative_id not in self._initiatives:
            return []
        free = {target for target in self._targets if (initiative_id, target) not in self._mapped}
        found = self._likeness.like(initiative_id, free, least=_LEAST)
        return _best(self._made(initiative_id, row.id, row.score, row.words) for row in found)

    def for_targets(self, target_ids: Iterable[str], dimension: str = "") -> list[Suggestion]:
        """At most five initiatives (of a dimension) that might serve one of some targets, with the one it fits best."""
        among = {row.id for row in self._initiatives.values() if dimension in ("", row.dimension)}
        best: dict[str, Suggestion] = {}
        served: set[str] = set()
        for target in [target for target in target_ids if target in self._targets]:
            served |= {row for row in self._initiatives if (row, target) in self._mapped}
            for row in self._likeness.like(target, among, least=_LEAST):
                made = self._made(row.id, target, row.score, row.words)
                if row.id not in best or made.score > best[row.id].score:
                    best[row.id] = made
        return _best(made for initiative_id, made in best.items() if initiative_id not in served)

    def _made(self, initiative_id: str, target_id: str, score: float, words: tuple[str, ...]) -> Suggestion:
        agency = self._initiatives[initiative_id].agency_id
        same = bool(agency) and agency in self._targets[target_id]
        made = Suggestion(initiative_id, target_id, score, words, same)
        return replace(made, score=score + _SAME_AGENCY) if same else made


def _best(found: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(found, key=lambda row: (-row.score, row.initiative_id, row.target_id))[:MOST]
