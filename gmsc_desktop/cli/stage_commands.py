"""The command that tells and switches which stages of a plan that existed before are checked."""

from __future__ import annotations

import argparse
from datetime import date

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import editing, reading
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import checks, library
from gmsc_desktop.models import stages as stages_of
from gmsc_desktop.models.checks.unchecked_words import StageLine, decision, stage_lines
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _


def stages(chosen: argparse.Namespace) -> Outcome:
    """List the stages behind an existing plan with what is checked; switch them where that is asked for."""
    if chosen.reason and not chosen.leave:
        raise UserFacingError(
            _("Alasan hanya untuk tahap yang tidak diperiksa."),
            _("Sebut tahapnya dengan --leave, atau hapus --reason."),
        )
    if not chosen.check and not chosen.leave:
        with reading(chosen.plan, from_backup=chosen.from_backup) as source:
            return _told(source.snapshot)
    if chosen.from_backup:
        raise UserFacingError(
            _("Cadangan hanya dapat dibaca, sehingga tahapnya tidak dapat diubah di sana."),
            _("Ulangi tanpa --from-backup."),
        )
    with editing(chosen.plan) as document:
        with document.change(_label(chosen)) as db:
            stages_of.check_again(db, dict.fromkeys(chosen.check))
            for stage in dict.fromkeys(chosen.leave):
                reason, person = chosen.reason or stages_of.usual_reason(), library.current_author().name
                stages_of.leave_unchecked(db, stage, reason, person, date.today())
        return _told(document.snapshot())


def _label(chosen: argparse.Namespace) -> str:
    both = sorted(set(chosen.check) & set(chosen.leave))
    if both:
        raise UserFacingError(
            _("Tahap {stages} disebut dengan --check dan --leave.").format(stages=", ".join(both)),
            _("Hapus salah satunya dari perintahnya."),
        )
    names = ", ".join(dict.fromkeys([*chosen.check, *chosen.leave]))
    return (
        _("Periksa tahap {stage}").format(stage=names)
        if not chosen.leave
        else _("Ubah tahap yang diperiksa: {stages}").format(stages=names)
    )


def _told(snapshot: Snapshot) -> Outcome:
    if not checks.is_existing(snapshot):
        line = _("Semua tahap rencana ini diperiksa, karena rencananya disusun di aplikasi ini.")
        return Outcome([line], {"existing": False, "stages": []})
    lines = stage_lines(snapshot, date.today().year)
    return Outcome([_line(one) for one in lines], {"existing": True, "stages": [_json(one) for one in lines]})


def _line(one: StageLine) -> str:
    if one.row is None:
        return f"{one.stage:<10}{one.label}: {one.state}"
    words = _("{rules} aturan, {musts} di antaranya wajib").format(rules=one.rules, musts=one.musts)
    return f"{one.stage:<10}{one.label}: {one.state}, {words}. {decision(one.row)}"


def _json(one: StageLine) -> dict[str, object]:
    row = one.row
    return {
        "stage": one.stage,
        "checked": row is None,
        "rules_unchecked": one.rules if row is not None else 0,
        "musts_unchecked": one.musts if row is not None else 0,
        "reason": row.reason if row is not None else None,
        "person": row.person or None if row is not None else None,
        "decided_on": row.decided_on or None if row is not None else None,
    }
