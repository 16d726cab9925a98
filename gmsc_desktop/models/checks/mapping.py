"""Rule 7: every sasaran of the planning document is mapped to a dimension, or marked as unrelated with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import listed
from gmsc_desktop.models.records import Objective
from gmsc_desktop.text import _


def every_objective(case: Case) -> Iterator[Fault]:
    """Rule 7 for the document in force in the year looked at; without one rule 6 speaks."""
    for objective in _objectives(case):
        if case.figures.strengths(objective.id):
            continue
        if not objective.unrelated:
            sentence = _(
                "Sasaran RPJMD “{name}” belum dipetakan ke dimensi. "
                "Pilih sedikitnya satu dimensi, atau tandai tidak terkait dengan alasannya."
            )
            yield _fault(case, objective, "dimension", sentence)
        elif not objective.unrelated_reason.strip():
            sentence = _("Sasaran RPJMD “{name}” ditandai tidak terkait tanpa alasan. Tulis alasannya.")
            yield _fault(case, objective, "reason", sentence)


def served_objectives(case: Case) -> Iterator[Fault]:
    """Rule 7b: a mapped sasaran is served by an initiative; one that is unrelated is neither mapped nor served."""
    for objective in _objectives(case):
        dimensions, serving = case.figures.strengths(objective.id), case.figures.serving(objective.id)
        if objective.unrelated and (dimensions or serving):
            sentence = _(
                "Sasaran RPJMD “{name}” ditandai tidak terkait, tetapi masih dipetakan. "
                "Cabut tanda itu, atau hapus pemetaannya."
            )
            yield _fault(case, objective, "unrelated", sentence)
        elif dimensions and not serving:
            sentence = _(
                "Sasaran RPJMD “{name}” dipetakan ke {dimensions}, tetapi belum ada inisiatif yang melayaninya. "
                "Petakan inisiatif ke indikator atau programnya."
            )
            labels = listed(case.pack.label("dimension", code) for code in dimensions)
            yield _fault(case, objective, "initiative", sentence, dimensions=labels)


def _objectives(case: Case) -> tuple[Objective, ...]:
    document = case.figures.document_in_force(case.year)
    return case.snapshot.where(Objective, "document_id", document.id) if document is not None else ()


def _fault(case: Case, objective: Objective, aspect: str, sentence: str, **values: str) -> Fault:
    sentence = sentence.format(name=case.name(objective), **values)
    return Fault((objective.id, aspect), sentence, Place("objective_dimension", objective.id, "dimension"))
