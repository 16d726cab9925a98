"""Rules 13, 15 and 24: vision, objectives, horizons and quick wins of the six dimensions."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import listed
from gmsc_desktop.models.records import QuickWin, SmartObjective
from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _

NEAR_HORIZONS = ("pendek", "menengah")
FAR_HORIZON = "panjang"
STOPPED = "dihentikan"


def vision_and_objectives(case: Case) -> Iterator[Fault]:
    """Rule 13: the plan has a vision, each dimension an objective."""
    plan = case.snapshot.plan
    if not plan.vision.strip():
        sentence = _("Visi smart city belum ditulis. Tulis satu sampai tiga kalimat yang sejalan dengan visi RPJMD.")
        yield Fault(("vision",), sentence, Place("plan", plan.id, "vision"))
    for dimension in case.pack.dimensions:
        if not _objectives(case, dimension):
            sentence = _("{dimension} belum memiliki sasaran smart city. Tambahkan sedikitnya satu sasaran.")
            sentence = sentence.format(dimension=dimension.label)
            yield Fault((dimension.code,), sentence, Place("smart_objective", dimension.code, "text"))


def subdimension_objectives(case: Case) -> Iterator[Fault]:
    """Rule 13b: each of the eighteen sub-dimensions has an objective; one finding for each dimension that has some."""
    for dimension in case.pack.dimensions:
        objectives = _objectives(case, dimension)
        covered = {objective.subdimension for objective in objectives}
        missing = [sub for sub in dimension.subdimensions if sub.code not in covered]
        if objectives and missing:
            sentence = _(
                "{count} sub-dimensi {dimension} belum memiliki sasaran: {names}. Tambahkan sasarannya."
            ).format(count=len(missing), dimension=dimension.label, names=listed(f"“{sub.label}”" for sub in missing))
            about = (dimension.code, *(sub.code for sub in missing))
            yield Fault(about, sentence, Place("smart_objective", missing[0].code, "text"))


def _objectives(case: Case, dimension: Dimension) -> list[SmartObjective]:
    return [o for o in case.snapshot.where(SmartObjective, "dimension", dimension.code) if o.text.strip()]


def near_horizons(case: Case) -> Iterator[Fault]:
    """Rule 15: each dimension has an initiative of the short and one of the middle term."""
    for dimension in case.pack.dimensions:
        for horizon in NEAR_HORIZONS:
            yield from _horizon(case, dimension, horizon)


def far_horizon(case: Case) -> Iterator[Fault]:
    """Rule 15b: each dimension has an initiative of the long term, where the plan reaches that far."""
    reach = case.pack.fact("horizon", NEAR_HORIZONS[-1], "years")
    if isinstance(reach, int) and 0 < len(case.snapshot.years) <= reach:
        return
    for dimension in case.pack.dimensions:
        yield from _horizon(case, dimension, FAR_HORIZON)


def _horizon(case: Case, dimension: Dimension, horizon: str) -> Iterator[Fault]:
    if any(case.figures.horizon(row) == horizon for row in case.figures.of_dimension(dimension.code)):
        return
    term = case.pack.label("horizon", horizon).lower()
    sentence = _("{dimension} belum memiliki inisiatif {term}. Tambahkan satu, atau sesuaikan tahun selesai yang ada.")
    sentence = sentence.format(dimension=dimension.label, term=term)
    yield Fault((dimension.code, horizon), sentence, Place("initiative", dimension.code, "horizon"))


def quick_wins(case: Case) -> Iterator[Fault]:
    """Rule 24: each dimension has a quick win in the year looked at that was not stopped."""
    going = {w.initiative_id for w in case.snapshot.all(QuickWin) if w.year == case.year and w.status != STOPPED}
    for dimension in case.pack.dimensions:
        if not any(initiative.id in going for initiative in case.figures.of_dimension(dimension.code)):
            sentence = _(
                "{dimension} belum memiliki quick win tahun {year}. Pilih satu inisiatifnya sebagai quick win."
            )
            sentence = sentence.format(dimension=dimension.label, year=case.year)
            yield Fault((dimension.code, str(case.year)), sentence, Place("quick_win", dimension.code, "year"))
