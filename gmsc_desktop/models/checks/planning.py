"""Rule 6: the planning document in force has its whole ladder, with indicators, units, baselines and yearly targets."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import years_listed
from gmsc_desktop.models.figures import DRAFTED
from gmsc_desktop.models.records import Goal, Indicator, Mission, Objective, PlanningDocument, Target
from gmsc_desktop.text import _


def ladder(case: Case) -> Iterator[Fault]:
    """Rule 6 for the document in force in the year looked at; an RPD has no visi and no misi."""
    document = case.figures.document_in_force(case.year)
    if document is None:
        yield _none_in_force(case)
        return
    if document.kind != "rpd":
        yield from _vision_and_missions(case, document)
    yield from _goals(case, document)
    yield from _indicators(case, document)


def _none_in_force(case: Case) -> Fault:
    draft = next(iter(case.snapshot.where(PlanningDocument, "status", DRAFTED)), None)
    if draft is None:
        sentence = _(
            "Belum ada RPJMD atau RPD yang berlaku untuk tahun {year}. "
            "Tambahkan dokumennya, atau perbaiki tahun berlakunya."
        ).format(year=case.year)
        return Fault((str(case.year),), sentence, Place("planning_document", "", "in_force_from"))
    sentence = _(
        "{document} masih rancangan, dan belum ada RPJMD atau RPD yang berlaku untuk tahun {year}. "
        "Ubah statusnya setelah ditetapkan, atau tambahkan dokumen yang berlaku."
    ).format(document=case.name(draft), year=case.year)
    return Fault((str(case.year),), sentence, Place("planning_document", draft.id, "status"))


def _vision_and_missions(case: Case, document: PlanningDocument) -> Iterator[Fault]:
    if not document.vision.strip():
        sentence = _("{document} belum memuat visi. Salin visinya dari dokumen resmi.")
        sentence = sentence.format(document=case.name(document))
        yield Fault((document.id, "vision"), sentence, Place("planning_document", document.id, "vision"))
    missions = case.snapshot.where(Mission, "document_id", document.id)
    if not missions:
        sentence = _("{document} belum memuat misi. Tambahkan sedikitnya satu misi.")
        sentence = sentence.format(document=case.name(document))
        yield Fault((document.id, "mission"), sentence, Place("mission", document.id, "text"))
    for mission in missions:
        if not case.snapshot.where(Goal, "mission_id", mission.id):
            sentence = _("Misi “{mission}” belum memiliki tujuan. Tambahkan tujuannya, atau hapus misi ini.")
            sentence = sentence.format(mission=case.name(mission))
            yield Fault((mission.id, "goal"), sentence, Place("goal", mission.id, "text"))


def _goals(case: Case, document: PlanningDocument) -> Iterator[Fault]:
    goals = case.snapshot.where(Goal, "document_id", document.id)
    has_missions = bool(case.snapshot.where(Mission, "document_id", document.id))
    if not goals and (document.kind == "rpd" or not has_missions):
        sentence = _("{document} belum memuat tujuan. Tambahkan sedikitnya satu tujuan.")
        sentence = sentence.format(document=case.name(document))
        yield Fault((document.id, "goal"), sentence, Place("goal", document.id, "text"))
    for goal in goals:
        if not case.snapshot.where(Objective, "goal_id", goal.id):
            sentence = _("Tujuan “{goal}” belum memiliki sasaran. Tambahkan sasarannya, atau hapus tujuan ini.")
            sentence = sentence.format(goal=case.name(goal))
            yield Fault((goal.id, "objective"), sentence, Place("objective", goal.id, "text"))
        if has_missions and not goal.mission_id and document.kind != "rpd":
            sentence = _(
                "Tujuan “{goal}” tidak berada di bawah misi mana pun. Pindahkan ke bawah misinya (Alt+↑ atau Alt+↓)."
            )
            yield Fault((goal.id, "mission"), sentence.format(goal=case.name(goal)), Place("goal", goal.id, "text"))
    if not goals:
        return
    for objective in case.snapshot.where(Objective, "document_id", document.id):
        if not objective.goal_id:
            sentence = _(
                "Sasaran RPJMD “{name}” tidak berada di bawah tujuan mana pun. "
                "Pindahkan ke bawah tujuannya (Alt+↑ atau Alt+↓)."
            )
            sentence = sentence.format(name=case.name(objective))
            yield Fault((objective.id, "goal"), sentence, Place("objective", objective.id, "text"))


def _indicators(case: Case, document: PlanningDocument) -> Iterator[Fault]:
    years = target_years(document)
    if not years:
        sentence = _(
            "Tahun target {document} belum lengkap. Isi tahun target pertama dan terakhirnya seperti di tabelnya."
        )
        place = Place("planning_document", document.id, "target_start")
        yield Fault((document.id, "years"), sentence.format(document=case.name(document)), place)
    for goal in case.snapshot.where(Goal, "document_id", document.id):
        yield from _measured(case, goal, years)
    for objective in case.snapshot.where(Objective, "document_id", document.id):
        yield from _measured(case, objective, years)


def target_years(document: PlanningDocument) -> range:
    """The years of the document's own target table; its period where the table's years are not told."""
    start = document.period_start if document.target_start is None else document.target_start
    end = document.period_end if document.target_end is None else document.target_end
    return range(0) if start is None or end is None else range(start, end + 1)


def _measured(case: Case, owner: Goal | Objective, years: range) -> Iterator[Fault]:
    column, kind = ("goal_id", _("Tujuan")) if isinstance(owner, Goal) else ("objective_id", _("Sasaran"))
    indicators = case.snapshot.where(Indicator, column, owner.id)
    if not indicators:
        sentence = _("{kind} RPJMD “{name}” belum memiliki indikator. Tambahkan sedikitnya satu indikator.")
        sentence = sentence.format(kind=kind, name=case.name(owner))
        yield Fault((owner.id, "indicator"), sentence, Place("indicator", owner.id, "text"))
    for indicator in indicators:
        yield from _figures(case, indicator, years)


def _figures(case: Case, indicator: Indicator, years: range) -> Iterator[Fault]:
    name = case.name(indicator)
    if not indicator.unit.strip():
        sentence = _("Indikator RPJMD “{name}” belum memiliki satuan. Isi satuannya.").format(name=name)
        yield Fault((indicator.id, "unit"), sentence, Place("indicator", indicator.id, "unit"))
    if not indicator.baseline_text.strip():
        sentence = _("Indikator RPJMD “{name}” belum memiliki kondisi awal. Isi seperti tertulis di dokumennya.")
        place = Place("indicator", indicator.id, "baseline_text")
        yield Fault((indicator.id, "baseline"), sentence.format(name=name), place)
    filled = {t.year for t in case.snapshot.where(Target, "indicator_id", indicator.id) if t.text.strip()}
    missing = [year for year in years if year not in filled]
    if missing:
        sentence = _("Target {years} indikator RPJMD “{name}” belum diisi. Isi target setiap tahun.")
        sentence = sentence.format(years=years_listed(missing), name=name)
        yield Fault((indicator.id, "target"), sentence, Place("target", indicator.id, "text"))
