"""Commands that make, verify and open packages."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.paper_commands import find_findings
from gmsc_desktop.cli.selecting import Source, editing, source_of
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, checks, library, outgoing
from gmsc_desktop.models import plan as plans_of
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.package import read
from gmsc_desktop.package import verify as verifying
from gmsc_desktop.package.bag import EvidenceFile
from gmsc_desktop.package.contents import documents_for
from gmsc_desktop.package.identity import SUBMISSION, WORKING_COPY
from gmsc_desktop.package.write import PackageRequest, Written, write_package
from gmsc_desktop.text import _
from gmsc_desktop.values import format_size


def submit(chosen: argparse.Namespace) -> Outcome:
    """Make a submission package; refused while musts are open, unless a reason is given."""
    with editing(chosen.plan) as document:
        with source_of(document) as source:
            left = [finding for finding in find_findings(source, chosen.stage) if finding.open]
        if left and not (chosen.override or "").strip():
            raise _musts_open(left, chosen.stage)
        if left:
            _override(document, left, chosen.override)
        written = _write(document, chosen, SUBMISSION)
    return _told(written)


def copy(chosen: argparse.Namespace) -> Outcome:
    """Make a team copy."""
    with editing(chosen.plan) as document:
        written = _write(document, chosen, WORKING_COPY)
    return _told(written)


def _musts_open(left: list[checks.Finding], stage: str) -> UserFacingError:
    first = "\n".join(f"- {finding.sentence}" for finding in left[:10])
    more = _("… dan {count} lagi").format(count=len(left) - 10) if len(left) > 10 else ""
    return UserFacingError(
        _("Masih ada {count} hal wajib untuk tahap {stage}:\n{first}\n{more}")
        .format(count=len(left), stage=stage, first=first, more=more)
        .rstrip(),
        _('Lengkapi dahulu, atau tambahkan --override "alasan" bila tetap harus diserahkan sekarang.'),
    )


def _override(document: Document, left: Iterable[checks.Finding], reason: str) -> None:
    person = library.current_author().name
    with document.change(_("Serahkan dengan alasan")) as db:
        for finding in left:
            plans_of.override(db, finding.key, finding.rule, reason, person, date.today())


def _write(document: Document, chosen: argparse.Namespace, kind: str) -> Written:
    folder = Path(chosen.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            _("Folder {folder} tidak dapat dibuat.").format(folder=folder), _("Pilih folder lain yang dapat ditulis.")
        ) from error
    stage = chosen.stage if kind == SUBMISSION else ""
    with source_of(document) as source:
        evidence = _evidence(source, chosen.evidence)
        made_at = datetime.now()
        round_number = outgoing.next_round(document.raw, stage) if stage else None
        request = PackageRequest(
            kind=kind,
            snapshot=source.snapshot,
            history=source.history or HistoryExport((), ()),
            package_id=new_id(),
            made_at=made_at,
            stage=stage,
            round=round_number,
            sequence=outgoing.next_sequence(document.raw),
            previous_seal=outgoing.last_seal(document.raw),
            evidence=evidence,
            documents=documents_for(
                source.snapshot,
                made_at=made_at,
                stage=stage,
                round_number=round_number,
                evidence=evidence,
                picture=source.evidence,
            ),
        )
        written = write_package(folder, request)
    _note(document, written, chosen)
    return written


def _evidence(source: Source, wanted: str) -> tuple[EvidenceFile, ...]:
    """The evidence files to take along: all, none, or those of the named records, each content once."""
    records = [row for row in source.snapshot.all(Evidence) if row.sha256]
    wanted = wanted.strip().lower()
    if wanted == "none":
        return ()
    if wanted != "all":
        ids = [part.strip() for part in wanted.split(",") if part.strip()]
        if not ids:
            raise UserFacingError(
                _("Berkas bukti yang ikut belum disebut."),
                _("Tulis --evidence all, none, atau nomor bukti dipisah koma."),
            )
        unknown = [part for part in ids if not any(row.id.startswith(part) for row in records)]
        if unknown:
            raise UserFacingError(
                _("Bukti {ids} tidak ada di rencana ini atau hanya berupa tautan.").format(ids=", ".join(unknown)),
                _("Nomor bukti terlihat dengan perintah show PLAN --json."),
            )
        records = [row for row in records if any(row.id.startswith(part) for part in ids)]
    files: dict[str, EvidenceFile] = {}
    for row in records:
        path = source.evidence(row.sha256)
        if path is not None:
            suffix = Path(row.original_name).suffix.lstrip(".").lower()
            files.setdefault(row.sha256, EvidenceFile(row.sha256, suffix, path, row.title or row.original_name))
    return tuple(files[sha256] for sha256 in sorted(files))


def _note(document: Document, written: Written, chosen: argparse.Namespace) -> None:
    identity = written.identity
    entry = outgoing.Outgoing(
        package_id=identity.package_id,
        kind=identity.kind,
        stage=identity.stage,
        round=identity.round or 0,
        sequence=identity.sequence or 0,
        made_on=identity.made_on,
        made_by=library.current_author().name,
        recipient=getattr(chosen, "recipient", ""),
        contents=identity.evidence,
        file_name=written.name,
        size=written.size,
        digest=written.digest,
        seal_hash=written.seal_hash,
        override_reason=getattr(chosen, "override", None) or "",
    )
    with document.change(_("Catat paket yang keluar")) as db:
        outgoing.record(db, entry)


def _told(written: Written) -> Outcome:
    lines = [
        _("Paket dibuat: {path}").format(path=written.path),
        _("Ukuran {size}, kode {code}").format(size=format_size(written.size), code=written.code),
    ]
    value = {
        "path": str(written.path),
        "kind": written.identity.kind,
        "stage": written.identity.stage or None,
        "round": written.identity.round,
        "size": written.size,
        "digest": written.digest,
        "code": written.code,
    }
    return Outcome(lines, value)


def verify(chosen: argparse.Namespace) -> Outcome:
    """Check every byte of a package."""
    report = verifying.verify(Path(chosen.package))
    lines = [*(f"✓ {check}" for check in report.checks), *report.warnings, _("Kode: {code}").format(code=report.code)]
    identity = report.identity
    value = {
        "valid": True,
        "kind": identity.kind,
        "plan": identity.plan_id,
        "stage": identity.stage or None,
        "round": identity.round,
        "example": identity.example,
        "digest": report.digest,
        "code": report.code,
        "seal": report.seal_state.value,
        "warnings": list(report.warnings),
    }
    return Outcome(lines, value)


def open_package(chosen: argparse.Namespace) -> Outcome:
    """Open a package: a submission is read, a team copy becomes the plan where it is not present."""
    with read.open_package(Path(chosen.package)) as package:
        if package.history is None:
            return _read_only(package)
        plan_id = package.identity.plan_id
        if library.is_present(plan_id):
            return _compared(package, plan_id)
        library.create_from(plan_id, package.history, lambda folder: _bring(package, folder), package.snapshot)
    lines = [
        _("Rencana dibuka: {title}").format(title=package.snapshot.plan.title),
        _("Nomor: {id}").format(id=plan_id),
    ]
    return Outcome([*lines, *package.warnings], {"id": plan_id, "kind": package.identity.kind, "state": "new"})


def _bring(package: read.OpenedPackage, folder: Path) -> None:
    """Take the evidence over; each file is hashed once more on its way into the store."""
    for sha256, path in package.evidence.items():
        stored = attachments.store(folder, path, path.name)
        if stored.sha256 != sha256:
            shutil.rmtree(folder / "lampiran", ignore_errors=True)
            raise UserFacingError(
                _("Berkas bukti berubah selama dibaca, jadi paket tidak dibuka."),
                _("Coba lagi. Tidak ada yang berubah."),
            )


def _read_only(package: read.OpenedPackage) -> Outcome:
    identity = package.identity
    lines = [
        _("HANYA BACA · {region} · {stage}, putaran {round} · {date}").format(
            region=identity.region_name, stage=identity.stage, round=identity.round, date=identity.made_on
        ),
        package.snapshot.plan.title,
        _("Lihat isinya dengan show, check, atau export pada berkas paket ini."),
    ]
    value = {"id": identity.plan_id, "kind": identity.kind, "state": "read-only", "stage": identity.stage}
    return Outcome([*lines, *package.warnings], value)


def _compared(package: read.OpenedPackage, plan_id: str) -> Outcome:
    """How a team copy stands to the plan that is here: contained, ahead, or both changed; nothing is written."""
    with library.opened(plan_id) as document, source_of(document) as source:
        here = {change.id for change in source.history.changes} if source.history else set()
    there = {change.id for change in package.history.changes} if package.history else set()
    new, own = len(there - here), len(here - there)
    if not new:
        state, line = "contained", _("Semua isi salinan kerja ini sudah ada di rencana Anda.")
    elif not own:
        state, line = "ahead", _("Salinan kerja ini lebih maju: ada {new} perubahan yang belum ada di rencana Anda.")
    else:
        state, line = (
            "diverged",
            _("Keduanya berubah: {new} perubahan hanya di salinan kerja, {own} hanya di rencana Anda."),
        )
    lines = [line.format(new=new, own=own), _("Rencana Anda tidak diubah.")]
    return Outcome(lines, {"id": plan_id, "kind": package.identity.kind, "state": state, "new": new, "own": own})
