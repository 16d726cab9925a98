"""The six aligned rows of Ringkasan: what each dimension has, how far it is, and where each number leads."""

from __future__ import annotations

from dataclasses import dataclass

from gmsc_desktop.models.figures import Figures, Fraction
from gmsc_desktop.models.records import PlanningDocument
from gmsc_desktop.text import _
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Look
from gmsc_desktop.values import format_percent, format_rupiah_short


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One dimension in a year; ``unmapped`` is the first initiative that serves nothing of the RPJMD, "" for none."""

    id: str
    name: str
    initiatives: tuple[str, ...]
    mapped: Fraction
    unmapped: str
    rate: Fraction
    physical: float | None
    planned: float | None
    amount: int | None
    spending: int | None


def dimension_rows(session: Session, year: int) -> list[DimensionRow]:
    """The six dimensions in their official order."""
    figures = session.figures
    document = figures.document_in_force(year)
    return [_row(figures, d.code, d.label, year, document) for d in session.pack.dimensions]


def _row(figures: Figures, code: str, name: str, year: int, document: PlanningDocument | None) -> DimensionRow:
    rows = figures.of_dimension(code)
    document_id = document.id if document else ""
    physical, money = figures.physical(year, code), figures.money(year, code)
    return DimensionRow(
        code,
        name,
        tuple(row.id for row in rows),
        figures.mapped(code, document_id),
        next((row.id for row in rows if not figures.is_mapped(row.id, document_id)), ""),
        figures.rate(year, code),
        physical.percent,
        physical.planned,
        money.latest.amount if money.latest.amount is not None else money.plan.amount,
        money.spending.amount,
    )


def columns(year: int) -> list[Column]:
    """The columns of the six rows; a number is opened with Enter or a click."""
    return [
        Column(
            "dimension", _("Dimensi"), lambda row: row.name, width=160, style="dimension", stretch=True,
            look=lambda row: Look(dimension=row.id),
        ),
        Column(
            "initiatives", _("Inisiatif"), lambda row: str(len(row.initiatives)), lambda row: len(row.initiatives),
            width=68, style="number",
        ),
        Column("mapped", _("Terpetakan"), _mapped, width=96, style="state", look=_mapped_look),
        Column(
            "rate", _("Keterlaksanaan"), _rate, lambda row: row.rate.percent, width=112, style="number", kind="text",
            look=lambda row: Look(tip=_("Keterlaksanaan {year}: {told}").format(year=year, told=row.rate.sentence)),
        ),
        Column(
            "physical", _("Fisik | rencana"), lambda row: _percent(row.physical), lambda row: row.physical, width=118,
            style="share", look=_physical_look,
        ),
        Column(
            "amount", _("Pagu {year}").format(year=year), lambda row: _money(row.amount), lambda row: row.amount,
            width=84, style="number", look=_money_look, kind="money",
        ),
    ]  # fmt: skip


def _mapped(row: DimensionRow) -> str:
    left = row.mapped.whole - row.mapped.part
    if not row.mapped.whole:
        return ""
    return _("{count} belum").format(count=left) if left else _("semua")


def _mapped_look(row: DimensionRow) -> Look:
    if not row.mapped.whole:
        return Look()
    return Look("circle-check", "ok") if row.mapped.part == row.mapped.whole else Look("circle-dashed", "warn")


def _rate(row: DimensionRow) -> str:
    if not row.rate.whole:
        return ""
    return _("{part} dari {whole}").format(part=row.rate.part, whole=row.rate.whole)


def _physical_look(row: DimensionRow) -> Look:
    if row.physical is None and row.planned is None:
        return Look()
    tick = None if row.planned is None else row.planned / 100
    tip = _("Realisasi fisik {physical}; rencana {planned}").format(
        physical=_percent(row.physical) or _("belum dilaporkan"), planned=_percent(row.planned) or _("belum diisi")
    )
    return Look(use=row.id, share=(row.physical or 0) / 100, tick=tick, tip=tip)


def _money_look(row: DimensionRow) -> Look:
    if row.spending is None:
        return Look(tip=_("Realisasi belum diisi."))
    return Look(tip=_("Realisasi {amount}").format(amount=format_rupiah_short(row.spending)))


def _percent(value: float | None) -> str:
    return "" if value is None else format_percent(value, 0)


def _money(amount: int | None) -> str:
    return "" if amount is None else format_rupiah_short(amount)
