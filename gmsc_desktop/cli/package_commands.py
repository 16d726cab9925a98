"""Commands that make, verify and open packages."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import cast

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.paper_commands import find_findings, leaving_of, told_of
from gmsc_desktop.cli.selecting import editing, source_of
from gmsc_desktop.desk import handing_in, kept_backups, packages, private, receiving
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import checks, library
from gmsc_desktop.models import plan as plans_of
from gmsc_desktop.models.beside import carries_words
from gmsc_desktop.models.checks.unchecked_words import unchecked_words
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package import verify as verifying
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, WORKING_COPY
from gmsc_desktop.package.keys import SealState, seal_text
from gmsc_desktop.package.read import OpenedPackage
from gmsc_desktop.package.write import Written
from gmsc_desktop.text import _
from gmsc_desktop.values import format_size


def submit(chosen: argparse.Namespace) -> Outcome:
    """Make a submission package; refused while musts are open, unless a reason is given."""
    with editing(chosen.plan) as document:
        with source_of(document) as source:
            hidden = _to_mask(source.snapshot, leaving_of(chosen))
            left = [f for f in find_findings(source, chosen.stage) if f.open and f.key not in hidden]
            passed_over = unchecked_words(source.snapshot, chosen.stage, date.today().year)
        if left and not (chosen.override or "").strip():
            raise _musts_open(left, chosen.stage)
        handing_in.make_folder(Path(chosen.folder))  # before a reason is recorded for what cannot be written
        if left:
            _override(document, left, chosen.override)
        try:
            written = _write(document, chosen, SUBMISSION)
        except BaseException:
            if left:
                document.undo()
            raise
    told = told_of(len(hidden), len(source.contacts) if chosen.contacts else 0)
    return _told(written, (*([passed_over] if passed_over else []), *told))


def _to_mask(snapshot: Snapshot, leaving: private.Leaving) -> set[str]:
    """Findings that are met by masking. Raises ``PrivateNumbers``: no reason for everything hands such numbers in."""
    texts = private.private_texts(snapshot)
    private.prepare(snapshot, leaving)
    return {text.finding_key for text in texts}


def copy(chosen: argparse.Namespace) -> Outcome:
    """Make a team copy."""
    with editing(chosen.plan) as document:
        written = _write(document, chosen, WORKING_COPY)
        count = len(private.private_texts(document.snapshot()))
    return _told(written, (private.whole_plan_words(count),) if count else ())


def _musts_open(left: list[checks.Finding], stage: str) -> UserFacingError:
    first = "\n".join(f"- {finding.sentence}" for finding in left[:10])
    more = _("… dan {count} lagi").format(count=len(left) - 10) if len(left) > 10 else ""
    return UserFacingError(
        _("Masih ada {count} hal wajib untuk {stage}:\n{first}\n{more}")
        .format(count=len(left), stage=packages.stage_label(stage), first=first, more=more)
        .rstrip(),
        _('Lengkapi dahulu, atau tambahkan --override "alasan" bila tetap harus diserahkan sekarang.'),
    )


def _override(document: Document, left: Iterable[checks.Finding], reason: str) -> None:
    person = library.current_author().name
    with document.change(_("Serahkan dengan alasan")) as db:
        for finding in left:
            plans_of.override(db, finding.key, finding.rule, reason, person, date.today())


def _write(document: Document, chosen: argparse.Namespace, kind: str) -> Written:
    wanted = handing_in.Wanted(
        kind,
        chosen.stage if kind == SUBMISSION else "",
        getattr(chosen, "recipient", ""),
        _evidence(document, chosen.evidence),
        getattr(chosen, "override", None) or "",
        leaving=leaving_of(chosen) if kind == SUBMISSION else private.Leaving(),
    )
    return handing_in.make_package(document, Path(chosen.folder), wanted)


def _evidence(document: Document, wanted: str) -> set[str] | None:
    """The ids of the evidence to take along: None for all, none, or the named records."""
    wanted = wanted.strip().lower()
    if wanted == "all":
        return None
    if wanted == "none":
        return set()
    records = [row for row in document.snapshot().all(Evidence) if row.sha256]
    beginnings = [part.strip() for part in wanted.split(",") if part.strip()]
    if not beginnings:
        raise UserFacingError(
            _("Berkas bukti yang ikut belum disebut."),
            _("Tulis --evidence all, none, atau nomor bukti dipisah koma."),
        )
    unknown = [part for part in beginnings if not any(row.id.startswith(part) for row in records)]
    if unknown:
        raise UserFacingError(
            _("Bukti {ids} tidak ada di rencana ini atau hanya berupa tautan.").format(ids=", ".join(unknown)),
            _("Nomor bukti terlihat dengan perintah show PLAN --json."),
        )
    return {row.id for row in records if any(row.id.startswith(part) for part in beginnings)}


def _told(written: Written, warnings: tuple[str, ...] = ()) -> Outcome:
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
    return Outcome(lines, value, warnings=warnings)


def verify(chosen: argparse.Namespace) -> Outcome:
    """Check every byte of a package."""
    with packages.open_package(Path(chosen.package), keep_evidence=False) as package:
        report = verifying.report_on(package)
    identity, seal = report.identity, seal_text(report.seal_state)
    lines = [
        *packages.described(identity, report.seal_state),
        _("Kode: {code}").format(code=report.code),
        "",
        *(f"✓ {check}" for check in report.checks if check != seal),
        *(warning for warning in report.warnings if warning != seal),
    ]
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
    """Open a package: a submission is read, a team copy or a backup becomes the plan where it is not present."""
    with packages.open_package(Path(chosen.package)) as package:
        plan_id = package.identity.plan_id
        if package.history is None:
            outcome = _read_only(package)
        elif library.is_present(plan_id):
            outcome = _compared(package, plan_id)
        else:
            receiving.take_over(package, kept_backups.at_hand(Path(chosen.package), package))
            outcome = _taken_over(package)
        sender = receiving.meet_sender(package, accept=chosen.accept)
    lines = [*outcome.lines, *([sender.note] if sender.note else [])]
    if sender.state is SealState.CHANGED and not chosen.accept:
        lines.append(_("Untuk menerimanya, ulangi perintah ini dengan --accept."))
    value = cast("dict[str, object]", outcome.value)
    return Outcome(lines, {**value, "seal": sender.state.value, "key": sender.key_id or None})


def _taken_over(package: OpenedPackage) -> Outcome:
    plan_id = package.identity.plan_id
    words = _("Rencana dibuka: {title}")
    if package.identity.kind == BACKUP:
        words = _("Rencana dipulihkan dari cadangannya: {title}")
    lines = [
        *packages.described(package.identity, package.seal_state),
        "",
        words.format(title=package.snapshot.plan.title),
        _("Nomor: {id}").format(id=plan_id),
    ]
    if package.identity.kind == BACKUP:
        lines.append(carries_words(package.beside))
    return Outcome([*lines, *_warnings(package)], {"id": plan_id, "kind": package.identity.kind, "state": "new"})


def _warnings(package: OpenedPackage) -> list[str]:
    """The warnings of a package but for that of its seal, which is told among the lines about it."""
    return [warning for warning in package.warnings if warning != seal_text(package.seal_state)]


def _read_only(package: OpenedPackage) -> Outcome:
    identity = package.identity
    lines = [
        _("HANYA BACA: paket ini dapat dilihat, tidak dapat diubah."),
        *packages.described(identity, package.seal_state),
        _("Kode: {code}").format(code=package.code),
        "",
        _("Lihat isinya dengan show, check, atau export pada berkas paket ini."),
    ]
    value = {"id": identity.plan_id, "kind": identity.kind, "state": "read-only", "stage": identity.stage}
    return Outcome([*lines, *_warnings(package)], value)


def _compared(package: OpenedPackage, plan_id: str) -> Outcome:
    """How a team copy or backup stands to the plan that is here: contained, ahead, or both changed."""
    with library.opened(plan_id) as document:
        standing = receiving.compare(package, document)
    state = "contained" if not standing.new else "diverged" if standing.own else "ahead"
    lines = [
        *packages.described(package.identity, package.seal_state),
        "",
        standing.sentence,
        _("Rencana Anda tidak diubah."),
        *([_("Untuk kembali ke isi cadangan ini, pakai perintah restore.")] if standing.kind == BACKUP else []),
        *_warnings(package),
    ]
    new, own = standing.new, standing.own
    return Outcome(lines, {"id": plan_id, "kind": package.identity.kind, "state": state, "new": new, "own": own})
