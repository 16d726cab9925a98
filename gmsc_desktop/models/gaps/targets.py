"""What of the planning document no initiative serves, and where the matrix says other than the initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import listed
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.gaps.gap import Gap
from gmsc_desktop.models.records import (
    Indicator,
    IndicatorMapping,
    Objective,
    PlanningDocument,
    Programme,
    ProgrammeMapping,
)
from gmsc_desktop.text import _


def _labels(figures: Figures, codes: list[str]) -> str:
    return listed(figures.reference.label("dimension", code) for code in codes)


def unserved_objectives(figures: Figures, document: PlanningDocument) -> Iterator[Gap]:
    """Sasaran that no initiative serves; one that is marked as unrelated has its reason for an answer."""
    for objective in figures.snapshot.where(Objective, "document_id", document.id):
        if figures.serving(objective.id):
            continue
        code, dimensions = figures.objective_codes[objective.id], list(figures.strengths(objective.id))
        if dimensions:
            question = _("Sasaran ini dipetakan ke {dimensions}. Inisiatif mana yang mewujudkannya?")
            question = question.format(dimensions=_labels(figures, dimensions))
        else:
            question = _("Apa sumbangan smart city bagi sasaran ini, atau mengapa tidak terkait?")
        reason = objective.unrelated_reason.strip() if objective.unrelated else ""
        place = Place("objective_dimension", objective.id, "dimension")
        yield Gap(
            f"objective:{objective.id}",
            "objective",
            code,
            objective.text,
            question,
            place,
            reason,
        )


def unserved_indicators(figures: Figures, document: PlanningDocument) -> Iterator[Gap]:
    """Indicators of sasaran that are served, but not by way of this indicator."""
    snapshot = figures.snapshot
    for objective in snapshot.where(Objective, "document_id", document.id):
        if objective.unrelated or not figures.serving(objective.id):
            continue
        for indicator in snapshot.where(Indicator, "objective_id", objective.id):
            if not _counts(figures, snapshot.where(IndicatorMapping, "indicator_id", indicator.id)):
                question = _("Inisiatif lain melayani sasarannya. Dengan apa target indikator ini dicapai?")
                place = Place("indicator_mapping", indicator.id, "indicator_id")
                id_, code = f"indicator:{indicator.id}", figures.objective_codes[objective.id]
                yield Gap(id_, "indicator", code, indicator.text, question, place)


def unserved_programmes(figures: Figures, document: PlanningDocument) -> Iterator[Gap]:
    """Priority programmes to which, and to whose indicators, no initiative is mapped."""
    snapshot = figures.snapshot
    for programme in snapshot.where(Programme, "document_id", document.id):
        objective = snapshot.get(Objective, programme.objective_id)
        if not programme.priority or (objective is not None and objective.unrelated):
            continue
        mappings: list[ProgrammeMapping | IndicatorMapping] = [
            *snapshot.where(ProgrammeMapping, "programme_id", programme.id)
        ]
        for indicator in snapshot.where(Indicator, "programme_id", programme.id):
            mappings += snapshot.where(IndicatorMapping, "indicator_id", indicator.id)
        if not _counts(figures, mappings):
            question = _("Program ini prioritas daerah. Inisiatif mana yang mendukungnya?")
            place = Place("programme_mapping", programme.id, "programme_id")
            yield Gap(f"programme:{programme.id}", "programme", programme.code, programme.name, question, place)


def _counts(figures: Figures, mappings: Iterable[ProgrammeMapping | IndicatorMapping]) -> bool:
    """Whether one of the mappings is of an initiative that is part of the plan."""
    return any(mapping.initiative_id in figures.initiative_ids for mapping in mappings)


def matrix_differences(figures: Figures, document: PlanningDocument) -> Iterator[Gap]:
    """Served sasaran whose dimensions in the matrix are not those of the initiatives that serve them."""
    for objective in figures.snapshot.where(Objective, "document_id", document.id):
        serving = figures.serving(objective.id)
        if not serving:
            continue
        order = [dimension.code for dimension in figures.reference.dimensions]
        ticked, code = set(figures.strengths(objective.id)), figures.objective_codes[objective.id]
        there = {row.dimension for row in serving if row.dimension}
        place = Place("objective_dimension", objective.id, "dimension")
        empty = [code for code in order if code in ticked - there]
        if empty:
            question = _("Sasaran ini dipetakan ke {dimensions}. Inisiatif mana dari dimensi itu yang melayaninya?")
            question = question.format(dimensions=_labels(figures, empty))
            yield Gap(
                f"empty:{objective.id}",
                "dimension",
                code,
                objective.text,
                question,
                place,
            )
        unticked = [code for code in order if code in there - ticked]
        if unticked:
            question = _(
                "Inisiatif {dimensions} melayani sasaran ini, tetapi matriks tidak menandainya. "
                "Apakah sasaran ini juga dipetakan ke sana?"
            )
            question = question.format(dimensions=_labels(figures, unticked))
            yield Gap(
                f"unticked:{objective.id}",
                "dimension",
                code,
                objective.text,
                question,
                place,
            )
