"""Rule 16: the sums of an initiative agree with each other and with the ceilings of the planning document."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import listed, years_listed
from gmsc_desktop.models.records import (
    Ceiling,
    Initiative,
    InitiativeBudget,
    Programme,
    ProgrammeMapping,
    ProgressYear,
)
from gmsc_desktop.text import _
from gmsc_desktop.values import format_rupiah


def sources_add_up(case: Case) -> Iterator[Fault]:
    """Rule 16: where a year's plan sum is filled in, the funding sources of that year add up to it."""
    for initiative in case.figures.initiatives:
        for row in case.snapshot.where(ProgressYear, "initiative_id", initiative.id):
            total = case.figures.budget(initiative.id, row.year).amount
            if row.plan_amount is None or row.plan_amount == (total or 0):
                continue
            yield _difference(case, initiative, row, total)


def _difference(case: Case, initiative: Initiative, row: ProgressYear, total: int | None) -> Fault:
    if total is None:
        sentence = _(
            "Anggaran rencana induk {year} inisiatif “{name}” {amount} belum dirinci menurut sumber dana. "
            "Isi jumlah setiap sumber dana."
        )
    else:
        sentence = _(
            "Jumlah sumber dana inisiatif “{name}” tahun {year} adalah {total}, "
            "sedangkan anggaran rencana induknya {amount}. Samakan keduanya."
        )
    amounts = {"amount": format_rupiah(row.plan_amount or 0), "total": format_rupiah(total or 0)}
    sentence = sentence.format(name=case.name(initiative), year=row.year, **amounts)
    return Fault((initiative.id, str(row.year)), sentence, Place("progress_year", row.id, "plan_amount"))


def budget_filled(case: Case) -> Iterator[Fault]:
    """Rule 16b: an initiative has a budget above zero in every year of the plan in which it runs."""
    for initiative in case.figures.initiatives:
        years = [year for year in case.snapshot.years if case.figures.runs_in(initiative, year)]
        empty = [year for year in years if not case.figures.budget(initiative.id, year).amount]
        if empty:
            sentence = _(
                "Anggaran {years} inisiatif “{name}” masih kosong atau nol. Isi menurut sumber dananya."
            ).format(years=years_listed(empty), name=case.name(initiative))
            yield Fault((initiative.id,), sentence, Place("initiative_budget", initiative.id, "amount"))


def within_ceilings(case: Case) -> Iterator[Fault]:
    """Rule 16c: what APBD pays in a year is not above the ceilings, in that year, of the programmes it is mapped to."""
    for initiative in case.figures.initiatives:
        mapped = case.snapshot.where(ProgrammeMapping, "initiative_id", initiative.id)
        found = (case.snapshot.get(Programme, mapping.programme_id) for mapping in mapped)
        programmes = [programme for programme in found if programme is not None]
        budgets = case.snapshot.where(InitiativeBudget, "initiative_id", initiative.id) if programmes else ()
        for year in sorted({row.year for row in budgets}):
            yield from _above(case, initiative, programmes, year)


def _above(case: Case, initiative: Initiative, programmes: list[Programme], year: int) -> Iterator[Fault]:
    document = case.figures.document_in_force(year)
    valid = [programme for programme in programmes if document is not None and programme.document_id == document.id]
    rows = [row for programme in valid for row in case.snapshot.where(Ceiling, "programme_id", programme.id)]
    ceilings = [row.amount for row in rows if row.year == year and row.amount is not None]
    budget = case.figures.own_budget(initiative.id, year)
    if not ceilings or budget <= sum(ceilings):
        return
    sentence = _(
        "Anggaran APBD {year} inisiatif “{name}” {budget} melebihi pagu {programmes} {ceiling}. "
        "Periksa angkanya, atau petakan program lain yang ikut membiayai."
    ).format(
        year=year,
        name=case.name(initiative),
        budget=format_rupiah(budget),
        ceiling=format_rupiah(sum(ceilings)),
        programmes=listed(case.name(programme) for programme in valid),
    )
    yield Fault((initiative.id, str(year)), sentence, Place("initiative_budget", initiative.id, "amount"))
