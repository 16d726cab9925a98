"""Commands that make, show and change a plan."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import Source, find_record, pack_of, reading
from gmsc_desktop.cli.selecting import editing as open_for_editing
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, checks, evidence, library, reference, stages
from gmsc_desktop.models import plan as plans_of
from gmsc_desktop.models.cards import Card
from gmsc_desktop.models.checks.wording import listed
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.plan_title import default_title
from gmsc_desktop.models.region import Region, find_region, search_regions
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.models.taking_back import undo_newest
from gmsc_desktop.models.undo import Left
from gmsc_desktop.text import _, spoken


def demo(_chosen: argparse.Namespace) -> Outcome:
    """Make the demonstration plan."""
    from gmsc_desktop.demo.loading import make_demo

    there = [card for card in library.list_plans() if card.is_example]
    notes = [
        _("Contoh yang sudah ada tetap ada: {title} ({id}).").format(title=card.title, id=card.id[:8]) for card in there
    ]
    return _made(make_demo(), tuple(notes))


def _made(plan_id: str, notes: tuple[str, ...] = ()) -> Outcome:
    card = next(card for card in library.list_plans() if card.id == plan_id)
    lines = [_("Rencana dibuat: {title}").format(title=card.title), _("Nomor: {id}").format(id=card.id), *notes]
    return Outcome(lines, card_json(card))


def card_json(card: Card) -> dict[str, object]:
    """A card as the JSON of ``new``, ``demo`` and ``plans``."""
    return {
        "id": card.id,
        "title": card.title,
        "district": {"code": card.district_code, "name": card.district_name},
        "period": {"start": card.period_start, "end": card.period_end},
        "status": card.status,
        "example": card.is_example,
        "last_change": card.last_change,
        "size": card.size,
    }


def new(chosen: argparse.Namespace) -> Outcome:
    """Make a new plan for a district."""
    region, note = _region(chosen.district, chosen.unlisted)
    if chosen.start > chosen.end:
        raise UserFacingError(
            _("Tahun akhir ({end}) mendahului tahun awal ({start}).").format(end=chosen.end, start=chosen.start),
            _("Tulis tahun awal lebih dahulu, misalnya --start 2026 --end 2031."),
        )
    kind, ancestor = _kind(chosen, region)
    plan_id, existing = new_id(), bool(chosen.existing)
    title = chosen.title or default_title(region.name, chosen.start, chosen.end)

    def fill(document: Document) -> None:
        with document.change(_("Catat rencana yang sudah ada") if existing else _("Mulai rencana baru")) as db:
            plans_of.begin(
                db,
                plan_id=plan_id,
                title=title,
                region=region,
                period_start=chosen.start,
                period_end=chosen.end,
                kind=kind,
                ancestor_plan=ancestor,
                kind_reason=chosen.separate or "",
                reference_version=reference.CURRENT_VERSION,
            )
            if existing:
                stages.begin_existing(db, library.current_author().name, date.today())

    with library.created(plan_id, fill):
        pass
    hint = _existing_note() if existing else plans_of.period_hint(chosen.start, chosen.end)
    return _made(plan_id, tuple(filter(None, (note, hint))))


def _existing_note() -> str:
    pack = reference.load()
    left = listed(pack.label("stage", stage) for stage in checks.lie_behind(pack))
    return _("Tidak diperiksa (rencana lama): {stages}. Lihat atau ubah dengan perintah stages.").format(stages=left)


def _region(text: str, unlisted: str | None) -> tuple[Region, str]:
    found = find_region(text)
    if found is not None:
        return found, found.note
    if unlisted:
        kind = "kota" if unlisted.lower().startswith("kota ") else "kabupaten"
        return Region(text, unlisted, kind, "", ""), _(
            "Daerah ini belum ada di daftar; namanya disimpan seperti ditulis."
        )
    matches = search_regions(text)
    if len(matches) == 1:
        return matches[0].region, matches[0].reason or matches[0].region.note
    if matches:
        known = "; ".join(f"{match.region.code} {match.region.name}" for match in matches[:6])
        raise UserFacingError(
            _("“{text}” cocok dengan beberapa daerah: {known}.").format(text=text[:60], known=known),
            _("Tulis kodenya, misalnya --district {code}.").format(code=matches[0].region.code),
        )
    raise UserFacingError(
        _("Daerah “{text}” tidak ditemukan.").format(text=text[:60]),
        _("Periksa ejaannya, atau tulis kode dan namanya sendiri dengan --unlisted."),
    )


def _kind(chosen: argparse.Namespace, region: Region) -> tuple[str, str]:
    if chosen.revises and chosen.separate:
        raise UserFacingError(
            _("Pilih salah satu: revisi dari rencana lain, atau rencana terpisah."),
            _("Hapus --revises atau --separate dari perintahnya."),
        )
    if chosen.revises:
        ancestor = library.find(chosen.revises)
        card = next(card for card in library.list_plans() if card.id == ancestor)
        if card.district_code != region.code:
            raise UserFacingError(
                _("Rencana {id} bukan rencana {name}: {title}.").format(
                    id=ancestor[:8], name=region.name, title=card.title
                ),
                _("Revisi memperbarui rencana daerah yang sama. Pilih rencana daerah ini."),
            )
        return "revisi", ancestor
    if chosen.separate:
        return "terpisah", ""
    there = [card for card in library.list_plans() if card.district_code == region.code and not card.is_example]
    if there:
        raise UserFacingError(
            _("{name} sudah memiliki rencana di komputer ini: {title}.").format(name=region.name, title=there[0].title),
            _("Bila ini revisinya, tambahkan --revises {id}. Bila terpisah, tulis alasannya dengan --separate.").format(
                id=there[0].id[:8]
            ),
        )
    return "induk", ""


def plans(_chosen: argparse.Namespace) -> Outcome:
    """List the plans of this computer."""
    cards = library.list_plans()
    lines = [f"{card.id}  {card.title}" + (_("  (contoh)") if card.is_example else "") for card in cards]
    return Outcome(
        lines or [_("Belum ada rencana. Mulai dengan perintah new, atau coba perintah demo.")],
        [card_json(card) for card in cards],
    )


def show(chosen: argparse.Namespace) -> Outcome:
    """Show a plan: in words, or exactly what ``rencana.json`` holds."""
    with reading(chosen.plan, from_backup=chosen.from_backup) as source:
        return Outcome(_words(source.snapshot), _plan_value(source))


def _plan_value(source: Source) -> dict[str, object]:
    """What ``rencana.json`` holds: of a package what it does hold, of a plan what a package made now would hold."""
    from gmsc_desktop.models.changesets import HistoryExport
    from gmsc_desktop.package.history_lines import history_mark
    from gmsc_desktop.package.plan_json import plan_json
    from gmsc_desktop.package.write import APPLICATION

    if source.package is not None:
        header = source.package.header
        return plan_json(source.snapshot, application=header.application, history=header.history)
    mark = history_mark(source.history or HistoryExport((), ()))
    return plan_json(source.snapshot, application=APPLICATION, history=mark)


def _words(snapshot: Snapshot) -> list[str]:
    plan, region = snapshot.plan, snapshot.region
    pack = reference.for_plan(plan.reference_version)
    lines = [
        plan.title,
        f"{region.name} ({region.code}), {region.province_name}".rstrip(", "),
        _("Periode {start}–{end}, status {status}").format(
            start=plan.period_start, end=plan.period_end, status=pack.label("book_status", plan.status or "draf")
        ),
        _("Nomor: {id}").format(id=plan.id),
        "",
    ]
    if plan.is_example:
        lines.insert(0, _("CONTOH – bukan dokumen resmi"))
    counts = [(spec.plural, len(snapshot.rows(spec.name))) for spec in BY_NAME.values()]
    return lines + [f"{count:>7}  {name}" for name, count in counts if count]


def attach(chosen: argparse.Namespace) -> Outcome:
    """Add an evidence file, and link it to a record."""
    with open_for_editing(chosen.plan) as document:
        owner = find_record(document, chosen.record) if chosen.record else None
        if owner is not None and owner[0] not in EVIDENCE_OWNERS:
            raise UserFacingError(
                _("Bukti tidak dapat ditautkan ke {table}.").format(table=BY_NAME[owner[0]].singular),
                _("Tautkan ke salah satu dari: {tables}.").format(tables=", ".join(map(_, EVIDENCE_OWNERS.values()))),
            )
        path = Path(chosen.file)
        stored = attachments.store(document.folder, path, path.name)
        with document.change(_("Tambah bukti dukung")) as db:
            rid = evidence.attach(
                db,
                stored,
                title=chosen.title or path.stem,
                owner_table=owner[0] if owner else None,
                owner_id=owner[1] if owner else None,
                page=chosen.page or "",
            )
        told = _("Keadaan berkas ini: {state}. Tambahkan berkas yang utuh bila ada.").format(
            state=pack_of(document).label("evidence_state", stored.state)
        )
    line = _("Bukti ditambahkan: {id}").format(id=rid)
    return Outcome([line], {"id": rid, "sha256": stored.sha256}, warnings=() if stored.state == "utuh" else (told,))


def undo(chosen: argparse.Namespace) -> Outcome:
    """Take back the newest change set."""
    with open_for_editing(chosen.plan) as document:
        result = undo_newest(document)
    if result is None:
        return Outcome([_("Tidak ada perubahan yang dapat diurungkan.")], {"undone": None, "left": []})
    lines = [_("Diurungkan: {label}").format(label=spoken(result.label)), *map(_left, result.left)]
    left = [{"table": item.table, "id": item.id, "field": item.column or None} for item in result.left]
    return Outcome(lines, {"undone": result.label, "records": result.done, "left": left})


def _left(item: Left) -> str:
    spec = BY_NAME[item.table]
    if item.column:
        name = f"{spec.singular} › {spec.field(item.column).label}"
        return _("Tetap, karena sudah diubah lagi: {name} ({id})").format(name=name, id=item.id[:8])
    return _("Tetap, karena sudah diubah atau dipakai: {name} ({id})").format(name=spec.singular, id=item.id[:8])
