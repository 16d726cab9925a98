"""What was checked of a package and what came of it, for ``gmsc verify`` and for the page that opens one."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from gmsc_desktop.exports.proof import only_originals
from gmsc_desktop.models.beside import carries_words
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.package.identity import BACKUP, Identity
from gmsc_desktop.package.keys import SealState, seal_text
from gmsc_desktop.package.read import OpenedPackage, open_package
from gmsc_desktop.text import _


@dataclass(frozen=True)
class Report:
    """A package that passed. ``checks`` are sentences about what was done, in order; a refusal is raised instead."""

    identity: Identity
    digest: str
    code: str
    seal_state: SealState
    key_id: str
    checks: tuple[str, ...]
    warnings: tuple[str, ...]


def verify(path: Path, *, keys: Path | None = None, cancel: threading.Event | None = None) -> Report:
    """Check every byte of a package, and keep nothing of it. Raises ``UserFacingError``, mostly ``PackageRefused``."""
    with open_package(path, keep_evidence=False, keys=keys, cancel=cancel) as opened:
        return report_on(opened)


def report_on(opened: OpenedPackage) -> Report:
    """The report on a package that is open."""
    return Report(
        identity=opened.identity,
        digest=opened.digest,
        code=opened.code,
        seal_state=opened.seal_state,
        key_id=opened.seal.key_id if opened.seal else "",
        checks=tuple(_checks(opened)),
        warnings=opened.warnings,
    )


def _checks(opened: OpenedPackage) -> list[str]:
    records = sum(len(opened.snapshot.rows(table.name)) for table in TABLES)
    checks = [
        _("Susunan ZIP dan BagIt 1.0 benar; tidak ada berkas lain atau tersembunyi."),
        _("{count} berkas sama dengan sidik SHA-512 di daftarnya.").format(count=opened.files),
        _("Rencana sesuai skema versi {version}: {count} catatan, semua rujukan ada.").format(
            version=opened.header.version, count=records
        ),
        _evidence(opened.identity.evidence_here, opened.identity.evidence_named, len(only_originals(opened.snapshot))),
    ]
    if opened.history is not None:
        checks.append(_("Riwayat utuh: {count} perubahan.").format(count=len(opened.history.changes)))
    if opened.identity.kind == BACKUP:
        checks.append(carries_words(opened.beside))
    if opened.seal is not None:
        checks.append(seal_text(opened.seal_state))
    return checks


def _evidence(here: int, named: int, originals: int) -> str:
    """What of the evidence that the plan names came along, and how much of it are original documents."""
    if not named:
        return _("Rencana ini belum mempunyai berkas bukti, jadi tidak ada yang disertakan.")
    told = _("{here} dari {named} berkas bukti disertakan, semuanya sama dengan sidiknya.")
    if not here:
        told = _("Tidak satu pun dari {named} berkas bukti disertakan; rencana hanya menyebutnya.")
    if originals:
        told = _("{here} dari {named} berkas bukti dan dokumen asli disertakan, semuanya sama dengan sidiknya.")
        if not here:
            told = _("Tidak satu pun dari {named} berkas bukti dan dokumen asli disertakan; rencana hanya menyebutnya.")
        told += " " + _("{originals} dari {named} berkas itu dokumen asli.")
    return told.format(here=here, named=named, originals=originals)
