"""Stages of a plan that existed before it came here: which of them are left unchecked, by whom and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing
from gmsc_desktop.models.checked import Given, need
from gmsc_desktop.models.checks.stages import EXISTING, lie_behind
from gmsc_desktop.models.checks.wording import listed, shortened
from gmsc_desktop.models.plan import the_plan
from gmsc_desktop.models.reading import pack_of, where
from gmsc_desktop.models.records import UncheckedStage
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _, in_source_language

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


@in_source_language
def usual_reason() -> str:
    """Why a stage of such a plan is not checked, where nobody wrote another reason; Indonesian, as in the package."""
    return _("Rencana lama: tahap ini sudah lewat sebelum rencananya dicatat di aplikasi ini.")


def begin_existing(db: Connection, person: str, on: date) -> None:
    """A plan that was just begun existed before: the stages that lead to its book are left unchecked."""
    editing.change(db, "plan", editing.plan_id(db), {"origin": EXISTING})
    for stage in lie_behind(pack_of(db)):
        leave_unchecked(db, stage, usual_reason(), person, on)


def leave_unchecked(db: Connection, stage: str, reason: str, person: str, on: date) -> str:
    """Check a stage no more, with reason, person and date, which travel in the package; the row's id.

    ``UserFacingError`` for a plan that began here, and for a stage that does not lie behind.
    """
    pack = pack_of(db)
    if the_plan(db).origin != EXISTING:
        raise UserFacingError(
            _("Semua tahap rencana ini diperiksa, karena rencananya disusun di aplikasi ini."),
            _("Hanya rencana lama, yang sudah ada sebelum dicatat di sini, dapat memiliki tahap yang tidak diperiksa."),
        )
    _must_lie_behind(pack, stage)
    values: dict[str, Given] = {
        "reason": need(reason, _("Tahap yang tidak diperiksa perlu alasan."), _("Tulis mengapa tahap ini dilewati.")),
        "person": need(person, _("Nama yang memutuskan masih kosong."), _("Isi nama atau jabatannya.")),
        "decided_on": on,
    }
    return editing.assign(db, UncheckedStage.TABLE, {"stage": stage}, values)


def check_again(db: Connection, stages: Iterable[str]) -> None:
    """Check stages from now on. ``UserFacingError`` for one that is checked already."""
    for stage in stages:
        _must_lie_behind(pack_of(db), stage)
        if not where(db, UncheckedStage, stage=stage):
            raise UserFacingError(
                _("Tahap “{stage}” sudah diperiksa.").format(stage=shortened(pack_of(db).label("stage", stage))),
                _("Tidak ada yang perlu dilakukan."),
            )
        editing.clear(db, UncheckedStage.TABLE, {"stage": stage})


def _must_lie_behind(pack: ReferencePack, stage: str) -> None:
    if stage in lie_behind(pack):
        return
    known = any(choice.code == stage for choice in pack.choices("stage"))
    words = _("Tahap “{stage}” selalu diperiksa.") if known else _("Tahap “{stage}” tidak dikenal.")
    raise UserFacingError(
        words.format(stage=shortened(pack.label("stage", stage))),
        _("Yang dapat tidak diperiksa: {stages}.").format(stages=listed(lie_behind(pack))),
    )
