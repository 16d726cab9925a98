"""Commands that look after a plan's data: whether it is whole, copies of it, and going back to one."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome, tell
from gmsc_desktop.cli.selecting import editing, pack_of
from gmsc_desktop.desk import forgetting, handing_in, kept_backups, private, second_copy, second_place
from gmsc_desktop.desk.outgoing_words import outgoing_words
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import erasing, integrity, library
from gmsc_desktop.models.backups import moment_words
from gmsc_desktop.models.document_errors import PlanPerhapsOpen, PlanUnwritable
from gmsc_desktop.models.ids import is_id
from gmsc_desktop.models.outgoing import list_outgoing
from gmsc_desktop.text import _
from gmsc_desktop.values import format_size


def check_data(chosen: argparse.Namespace) -> Outcome:
    """Hold every record against its history, every evidence file and backup against its SHA-256."""
    try:
        with editing(chosen.plan) as document:
            report = library.check_data(document)
    except (PlanUnwritable, PlanPerhapsOpen) as error:
        report = integrity.check_unwritable(library.plan_folder(library.find(chosen.plan)))
        tell(f"{error.sentence} {error.next_step}")
    value = {
        "good": report.good,
        "records": report.records,
        "changes": report.changes,
        "evidence": report.evidence,
        "backups": report.backups,
        "faults": [asdict(fault) for fault in report.faults],
    }
    return Outcome(report.sentences, value, report.good)


def backup(chosen: argparse.Namespace) -> Outcome:
    """Write the plan with its history and evidence to a file outside, read back before it counts."""
    if chosen.place:
        second_place.choose(Path(chosen.place))
    if not chosen.file:
        return _to_second_place(chosen)
    target = Path(chosen.file).absolute()
    wanted = handing_in.backup_named(target)
    try:
        with editing(chosen.plan) as document:
            written = handing_in.make_package(document, target.parent, wanted)
    except (PlanUnwritable, PlanPerhapsOpen) as error:
        written = handing_in.copy_unwritable(library.plan_folder(library.find(chosen.plan)), target.parent, wanted)
        tell(f"{error.sentence} {error.next_step}")
    value = {"path": str(target), "size": written.size, "digest": written.digest, "code": written.code}
    return Outcome([_("Cadangan dibuat: {path}").format(path=target), private.backup_words()], value)


def _to_second_place(chosen: argparse.Namespace) -> Outcome:
    place = second_place.read_place()
    if place is None:
        raise UserFacingError(
            _("Tempat kedua untuk cadangan belum dipilih."),
            _("Tulis nama berkas .gmsc, atau pilih tempatnya dengan --place FOLDER."),
        )
    root = place.find()
    if root is None:
        raise UserFacingError(
            _("Tempat kedua ({name}) sedang tidak terpasang.").format(name=place.name),
            _("Pasang flashdisk itu, atau tulis nama berkas .gmsc."),
        )
    with editing(chosen.plan) as document:
        copied = second_copy.copy_there(document, root, place.id)
    protects = second_place.shelter(root)
    lines = [_("Cadangan ditulis ke tempat kedua: {path}").format(path=copied.path)]
    if copied.missing:
        lines.append(
            _("{count} berkas bukti tidak ada di komputer ini, sehingga tidak ikut.").format(count=copied.missing)
        )
    value = {
        "path": str(copied.path),
        "evidence": copied.evidence,
        "missing": copied.missing,
        "shelter": protects.value,
    }
    return Outcome([*lines, second_place.shelter_words(protects), private.backup_words()], value)


def list_backups(chosen: argparse.Namespace) -> Outcome:
    """Every backup from which the plan could be restored, newest first; also of a plan that cannot be opened."""
    plan_id = chosen.plan if is_id(chosen.plan) else library.find(chosen.plan)
    found = kept_backups.list_kept(library.plan_folder(plan_id)) + kept_backups.list_second(plan_id)
    found.sort(key=lambda one: one.moment, reverse=True)
    lines = [
        f"{moment_words(one.moment)} · {format_size(one.size)} · {kept_backups.where_words(one.where)} · {one.path}"
        for one in found
    ]
    value = [
        {"path": str(one.path), "moment": one.moment.isoformat(), "size": one.size, "where": one.where.value}
        for one in found
    ]
    return Outcome(lines or [_("Belum ada cadangan rencana ini di sini.")], value)


def sent(chosen: argparse.Namespace) -> Outcome:
    """Everything that left this computer, newest first."""
    with editing(chosen.plan) as document, document.reading():
        rows, pack = list_outgoing(document.raw), pack_of(document)
    lines = [outgoing_words(row, pack) for row in rows] or [_("Belum ada yang keluar dari komputer ini.")]
    return Outcome(lines, [asdict(row) for row in rows])


def erase(chosen: argparse.Namespace) -> Outcome:
    """Erase contacts of persons and names of authors; without a choice, tell whose there are."""
    with editing(chosen.plan) as document:
        with document.reading():
            people, authors = erasing.people_with_contacts(document.raw), erasing.authors(document.raw)
        if not (chosen.person or chosen.author or chosen.backups):
            lines = [_("Kontak: {name} ({id})").format(name=name, id=one) for one, name in people]
            lines += [_("Penyusun: {name} ({id})").format(name=one.name, id=one.id) for one in authors]
            value = {"contacts": dict(people), "authors": {one.id: one.name for one in authors}}
            return Outcome(lines or [_("Tidak ada kontak dan nama penyusun yang tercatat.")], value)
        persons = _chosen(chosen.person, [one for one, _name in people])
        names = _chosen(chosen.author, [one.id for one in authors])
        done = forgetting.erase(document, persons, names, older_backups=chosen.backups)
        with document.reading():
            pack = pack_of(document)
            away = erasing.out_of_reach(document.raw, contacts=bool(persons), names=bool(names))
    lines = [done.sentence]
    if not chosen.backups:
        lines.append(_("Cadangan yang lebih lama mungkin masih memuatnya. Tambahkan --backups untuk menghapusnya."))
    lines += [_("Tidak terjangkau lagi: {what}").format(what=outgoing_words(row, pack)) for row in away]
    told = {
        "contacts": done.erased.contacts,
        "names": done.erased.names,
        "backups": done.erased.backups,
        "second_place": done.swept,
        "away": [asdict(row) for row in away],
    }
    return Outcome(lines, told)


def _chosen(wanted: list[str], known: list[str]) -> list[str]:
    """The ids that beginnings of ids, or ``all``, name."""
    if "all" in wanted:
        return known
    found = [[one for one in known if one.startswith(text.lower())] for text in wanted]
    for text, ids in zip(wanted, found, strict=True):
        if len(ids) != 1:
            raise UserFacingError(
                _("“{text}” tidak menunjuk tepat satu orang.").format(text=text[:60]),
                _("Lihat nomornya dengan perintah erase PLAN tanpa pilihan."),
            )
    return [ids[0] for ids in found]


def restore(chosen: argparse.Namespace) -> Outcome:
    """Make the state of a backup or team copy the plan again; what it replaces is kept."""
    source = Path(chosen.file)
    done = kept_backups.restore(kept_backups.chosen_file(source))
    lines = [_("Rencana {id} dipulihkan dari {name}.").format(id=done.plan_id, name=source.name)]
    if done.replaced is not None:
        lines.append(_("Keadaan sebelumnya disimpan di {path}.").format(path=done.replaced))
    warnings = (done.note,) if done.note else ()
    return Outcome(
        lines, {"id": done.plan_id, "replaced": str(done.replaced) if done.replaced else None}, warnings=warnings
    )
