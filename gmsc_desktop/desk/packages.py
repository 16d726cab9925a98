"""Packages of others, read and described: what a person wants to know before looking into one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from gmsc_desktop.desk.foreign import foreign
from gmsc_desktop.models import reference
from gmsc_desktop.package import read
from gmsc_desktop.package.identity import ALL_EVIDENCE, BACKUP, NO_EVIDENCE, SUBMISSION, WORKING_COPY, Identity
from gmsc_desktop.package.keys import SealState, seal_text
from gmsc_desktop.package.read import OpenedPackage
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date


@contextmanager
def open_package(
    path: Path, *, keep_evidence: bool = True, cancel: threading.Event | None = None
) -> Iterator[OpenedPackage]:
    """A package, checked, as ``package.read.open_package``; a file that is something else is refused as what it is."""
    told = foreign(path) if path.is_dir() else None
    if told is not None:
        raise told
    with ExitStack() as stack:
        try:
            package = stack.enter_context(read.open_package(path, keep_evidence=keep_evidence, cancel=cancel))
        except PackageRefused as refused:
            raise (foreign(path) or refused) from refused
        yield package


def kind_words(identity: Identity) -> str:
    """ "Paket pengajuan Bimtek I, putaran 1", "Salinan kerja untuk tim", "Cadangan rencana"."""
    if identity.kind == BACKUP:
        return _("Cadangan rencana")
    if identity.kind != SUBMISSION:
        return _("Salinan kerja untuk tim")
    return _("Paket pengajuan {stage}").format(stage=stage_words(identity))


def stage_words(identity: Identity) -> str:
    """ "Bimtek I, putaran 1"; "" for a team copy or a backup."""
    stage = stage_label(identity.stage) if identity.stage else ""
    if stage and identity.round:
        return _("{stage}, putaran {round}").format(stage=stage, round=identity.round)
    return stage


def stage_label(stage: str) -> str:
    """A stage as the paket acuan names it: "Bimtek I"."""
    return reference.load().label("stage", stage)


def band(identity: Identity) -> str:
    """One line above a package that is looked at: whose it is, from which stage and day."""
    others = {WORKING_COPY: _("Salinan kerja"), BACKUP: _("Cadangan")}
    kind = others.get(identity.kind) or stage_words(identity)
    return " · ".join(part for part in (_("HANYA BACA"), identity.region_name, kind, made_on(identity)) if part)


def made_on(identity: Identity) -> str:
    """The day on which a package was made, as a person reads it."""
    return format_date(date.fromisoformat(identity.made_on))


def described(identity: Identity, seal: SealState) -> list[str]:
    """What a package is, line by line: kind, district, plan, day and office, the evidence in it, its seal."""
    return [*(f"{label}: {told}" for label, told in facts(identity)), seal_text(seal)]


def facts(identity: Identity) -> list[tuple[str, str]]:
    """What a package is, as labels with their words; nothing of its seal."""
    region = " ".join(part for part in (identity.region_name, f"({identity.region_code})") if part != "()")
    made = _("{day} oleh {office}") if identity.office else "{day}"
    told = [
        (_("Jenis"), kind_words(identity)),
        (_("Daerah"), region),
        (_("Rencana"), identity.title),
        (_("Dibuat"), made.format(day=made_on(identity), office=identity.office)),
        (_("Isi"), _contents(identity)),
    ]
    return [(label, words) for label, words in told if words]


def _contents(identity: Identity) -> str:
    here, named = identity.evidence_here, identity.evidence_named
    if not named:
        return _("rencana tanpa berkas lain, karena belum ada bukti atau dokumen asli yang tercatat")
    if identity.evidence == NO_EVIDENCE or not here:
        return _("rencana tanpa berkas bukti dan dokumen asli ({named} tercatat)").format(named=named)
    if identity.evidence == ALL_EVIDENCE and here >= named:
        return _("rencana dengan semua berkas bukti dan dokumen aslinya ({named})").format(named=named)
    return _("rencana dengan {here} dari {named} berkas bukti dan dokumen aslinya").format(here=here, named=named)
