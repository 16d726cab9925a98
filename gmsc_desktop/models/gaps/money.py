"""Programme ceilings of the planning document against the budgets of the initiatives that are mapped to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.gaps.gap import Gap
from gmsc_desktop.models.records import Ceiling, Initiative, InitiativeBudget, Programme, ProgrammeMapping
from gmsc_desktop.text import _
from gmsc_desktop.values import format_rupiah


@dataclass(frozen=True, slots=True)
class CeilingLine:
    """One programme in one year, in whole Rupiah; ``ceiling`` is None where the document tells none for that year.

    ``mapped`` is what the district's own APBD pays for the initiatives mapped to it. ``least`` is what of that has no
    room elsewhere: an initiative mapped to several programmes may be paid by the others up to their ceilings.
    """

    programme: Programme
    year: int
    ceiling: int | None
    mapped: int
    least: int
    initiatives: tuple[Initiative, ...]

    @property
    def above(self) -> int:
        """By how much the ceiling is surely too low, 0 where it is not or where none is told."""
        return max(0, self.least - self.ceiling) if self.ceiling is not None else 0


def ceiling_lines(figures: Figures) -> list[CeilingLine]:
    """Every programme with mapped initiatives, in every year in which its document is in force and money is planned."""
    snapshot = figures.snapshot
    budget_years = sorted({row.year for row in snapshot.all(InitiativeBudget)})
    documents = {year: figures.document_in_force(year) for year in budget_years}
    made: list[CeilingLine] = []
    for programme in snapshot.all(Programme):
        initiatives = _mapped_to(figures, programme)
        for year in budget_years if initiatives else ():
            document = documents[year]
            if document is not None and document.id == programme.document_id:
                made += _line(figures, programme, year, initiatives)
    return made


def _mapped_to(figures: Figures, programme: Programme) -> tuple[Initiative, ...]:
    ids = {row.initiative_id for row in figures.snapshot.where(ProgrammeMapping, "programme_id", programme.id)}
    return tuple(row for row in figures.initiatives if row.id in ids) if ids else ()


def _line(
    figures: Figures, programme: Programme, year: int, initiatives: tuple[Initiative, ...]
) -> Iterator[CeilingLine]:
    amounts = [(row, figures.own_budget(row.id, year)) for row in initiatives]
    paid = [(row, amount) for row, amount in amounts if amount]
    if paid:
        least = sum(max(0, amount - _elsewhere(figures, row, programme, year)) for row, amount in paid)
        mapped = sum(amount for _row, amount in paid)
        ceiling = _ceiling(figures, programme, year)
        yield CeilingLine(programme, year, ceiling, mapped, least, tuple(row for row, _amount in paid))


def _ceiling(figures: Figures, programme: Programme, year: int) -> int | None:
    rows = figures.snapshot.where(Ceiling, "programme_id", programme.id)
    return next((row.amount for row in rows if row.year == year), None)


def _elsewhere(figures: Figures, initiative: Initiative, programme: Programme, year: int) -> int:
    """The ceilings of the other programmes of the same document to which an initiative is mapped."""
    rows = figures.snapshot.where(ProgrammeMapping, "initiative_id", initiative.id)
    found = (figures.snapshot.get(Programme, row.programme_id) for row in rows if row.programme_id != programme.id)
    others = [row for row in found if row is not None and row.document_id == programme.document_id]
    return sum(_ceiling(figures, row, year) or 0 for row in others)


def above_ceilings(lines: list[CeilingLine]) -> Iterator[Gap]:
    """A gap for each programme and year whose ceiling does not hold the mapped budgets, or is not told."""
    for line in lines:
        if line.ceiling is None or line.above:
            programme, year = line.programme, line.year
            place = Place("programme", programme.id, "")
            yield Gap(
                f"ceiling:{programme.id}:{year}", "ceiling", programme.code, programme.name, _question(line), place,
                year=year, amount=line.above or None,
            )  # fmt: skip


def _question(line: CeilingLine) -> str:
    if line.ceiling is None:
        told = _(
            "Pagu {year} belum diisi, sedangkan {count} inisiatif merencanakan {mapped} dari APBD. Berapa pagunya?"
        )
    elif line.least < line.mapped:
        told = _(
            "Dari anggaran APBD {year} {mapped} milik {count} inisiatif, sedikitnya {least} tidak tertampung "
            "program lain, sedangkan pagunya {ceiling}. Dari mana selisih {above} dibiayai?"
        )
    else:
        told = _(
            "Anggaran APBD {year} dari {count} inisiatif {mapped}, sedangkan pagunya {ceiling}. "
            "Dari mana selisih {above} dibiayai?"
        )
    return told.format(
        year=line.year,
        count=len(line.initiatives),
        mapped=format_rupiah(line.mapped),
        least=format_rupiah(line.least),
        ceiling=format_rupiah(line.ceiling or 0),
        above=format_rupiah(line.above),
    )
