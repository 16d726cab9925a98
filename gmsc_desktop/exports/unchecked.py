"""Stages that were not checked, as every paper tells them: one line each, and what that means."""

from __future__ import annotations

from typing import NamedTuple

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.wording import date_text, joined
from gmsc_desktop.models.checks import is_existing
from gmsc_desktop.models.checks.unchecked_words import StageLine, stage_lines
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

HEADS = (m("Tahap"), m("Aturan"), m("Di antaranya wajib"), m("Alasan"), m("Oleh"), m("Tanggal"))


class Line(NamedTuple):
    """One stage that was not checked, in the order of ``HEADS``."""

    stage: str
    rules: int
    musts: int
    reason: str
    person: str
    day: str


def unchecked_lines(edition: Edition) -> list[Line]:
    """The stages that were not checked; none of a plan that began here."""
    return [_line(one) for one in stage_lines(edition.snapshot, edition.made_on.year) if one.row is not None]


def _line(one: StageLine) -> Line:
    row = one.row
    assert row is not None
    return Line(one.label, one.rules, one.musts, row.reason, row.person, date_text(row.decided_on))


def note() -> str:
    """What it means that a stage was not checked."""
    return _(
        "Rencana ini sudah ada sebelum dicatat di aplikasi. Aturan tahap-tahap berikut tidak diperiksa, "
        "jadi tidak boleh dibaca sebagai terpenuhi. Berkas bukti dan nomor pribadi tetap diperiksa."
    )


def told(edition: Edition) -> str:
    """The same in one line, for a sheet of facts; "" where every stage is checked."""
    lines = unchecked_lines(edition)
    if not lines:
        return ""
    stages = joined(*(line.stage for line in lines))
    return _("{stages}. Tidak dihitung sebagai terpenuhi.").format(stages=stages)


def origin_told(edition: Edition) -> str:
    """That the plan existed before; "" for one that began here."""
    return edition.reference.label("plan_origin", edition.snapshot.plan.origin) if is_existing(edition.snapshot) else ""


def stage_told(edition: Edition) -> str:
    """How the stage for which a paper is made stands: "tidak diperiksa …"; "" where it is checked."""
    lines = {one.stage: one for one in stage_lines(edition.snapshot, edition.made_on.year)}
    one = lines.get(edition.purpose or "")
    return one.state if one is not None and one.row is not None else ""
