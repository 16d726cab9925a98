"""The command that takes a table of RPJMD, RPD or Renstra into a plan."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import editing, reading
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.layouts import remember, remembered_place
from gmsc_desktop.exchange.reading import read_book
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.importer import first_year_of, other_layout
from gmsc_desktop.exchange.rpjmd.into_plan import left_out, to_incoming
from gmsc_desktop.exchange.rpjmd.mapping_file import (
    answers_from,
    other_headings,
    read_mapping,
    to_mapping,
)
from gmsc_desktop.exchange.rpjmd.plan_owners import with_owners_of_plan
from gmsc_desktop.exchange.rpjmd.proposal import Answers, Proposal, propose
from gmsc_desktop.exchange.rpjmd.tables import counts, to_json, tree_json
from gmsc_desktop.exchange.rpjmd.tree import NAMES
from gmsc_desktop.exchange.tabular.districts import district_notices, district_sentence
from gmsc_desktop.exchange.tabular.layout import period_in
from gmsc_desktop.exchange.tabular.sums import END
from gmsc_desktop.models.backing_up import keep_before
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.intake.comparing import Comparison, compare
from gmsc_desktop.models.intake.writing import Written, write
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.values import format_rupiah

_MOST_LINES = 12  # rows with doubts that are told to a person; the JSON has all of them


def import_rpjmd(chosen: argparse.Namespace) -> Outcome:
    """Read a table, show what it comes to, and write it as one change; without an answer that it needs, nothing."""
    if chosen.dry_run:
        with reading(chosen.plan) as source:
            return _shown(source.snapshot, _proposal(chosen, source.snapshot))
    with editing(chosen.plan) as document:
        snapshot = document.snapshot()
        proposal = _proposal(chosen, snapshot)
        if proposal.needs:
            return _shown(snapshot, proposal)
        incoming = to_incoming(proposal, snapshot.region.name)
        comparison = compare(snapshot, incoming)
        keep_before(document, len(comparison.changes))
        with document.change(_("Impor {title}").format(title=incoming.title)) as db:
            written = write(db, incoming, comparison)
    outcome = _done(proposal, comparison, written)
    if chosen.mapping and not remember(proposal.fingerprint, to_mapping(proposal)):
        told = _("Susunan kolom ini tidak dapat diingat di komputer ini. Sertakan --mapping lagi lain kali.")
        outcome = replace(outcome, warnings=[*outcome.warnings, told])
    return outcome


def _proposal(chosen: argparse.Namespace, snapshot: Snapshot) -> Proposal:
    answers = Answers(
        chosen.sheet or "",
        chosen.unit or "",
        chosen.first_year,
        kind=chosen.kind or "",
        period=_period(chosen.period or ""),
        level=_level(chosen.level or ""),
    )
    mapping: dict[str, Any] | None = None
    if chosen.mapping:
        mapping = read_mapping(Path(chosen.mapping))
        answers = answers_from(mapping, answers)
    book = read_book(Path(chosen.file))
    proposal = propose(book, answers, first_year_of(snapshot))
    if mapping is not None and (wrong := other_headings(mapping, proposal)):
        raise other_layout(wrong[0], _("Impor tanpa --mapping, atau buat berkas pemetaan dari tabel ini."))
    place = remembered_place(proposal.fingerprint)
    if mapping is None and place.is_file():  # what was answered about this layout before, without unit and years
        with suppress(UserFacingError):  # nobody chose this file: a damaged one is as good as none
            answers = answers_from(read_mapping(place), answers)
        proposal = propose(book, answers, first_year_of(snapshot))
    told = district_notices(district_sentence((*proposal.tables, *proposal.joined), snapshot.region))
    return with_owners_of_plan(replace(proposal, notices=(*told, *proposal.notices)), snapshot)


def _level(told: str) -> str:
    """The level that "sasaran" or "objective" names, "" for "". Raises ``UserFacingError``."""
    plain = told.strip().casefold().replace(" ", "_")
    if not plain or plain in NAMES:
        return plain
    found = [level for level, name in NAMES.items() if name == plain]
    if not found:
        listed = ", ".join(NAMES.values())
        raise UserFacingError(
            _("Tingkat “{level}” tidak dikenal.").format(level=told),
            _("Pilih salah satu tingkat ini: {levels}.").format(levels=listed),
        )
    return found[0]


def _period(told: str) -> tuple[int, int] | None:
    """The years of "2025-2029", None for "". Raises ``UserFacingError``."""
    found = period_in([told])
    if told and found is None:
        raise UserFacingError(
            _("Periode “{period}” tidak dapat dibaca.").format(period=told),
            _("Tulis tahun pertama dan terakhirnya, misalnya 2025-2029."),
        )
    return found


# -- what is told


def _shown(snapshot: Snapshot, proposal: Proposal) -> Outcome:
    comparison = compare(snapshot, to_incoming(proposal, snapshot.region.name))
    told = [*_counted(proposal), *_compared(comparison)]
    value = {"imported": False, **_value(proposal, comparison), "tree": tree_json(proposal)}
    return Outcome(told, value, good=not proposal.needs, warnings=_warnings(proposal))


def _done(proposal: Proposal, comparison: Comparison, written: Written) -> Outcome:
    lines = [*_counted(proposal), *written.sentences]
    lines.append(_("Sudah diimpor sebagai satu perubahan. Perintah undo mengembalikannya."))
    if written.carried:
        lines.append(_("{count} pemetaan ikut ke dokumen yang baru.").format(count=written.carried))
    lines += _left(comparison)
    value = {
        "imported": True,
        **_value(proposal, comparison),
        "document": written.document_id,
        "written": {"added": written.added, "changed": written.changed, "carried": written.carried},
    }
    value["notices"] += [
        {"kind": "cut", "sentence": one, "sheet": None, "cell": None, "doubt": True} for one in written.sentences
    ]
    return Outcome(lines, value)


def _value(proposal: Proposal, comparison: Comparison) -> dict[str, Any]:
    value = to_json(proposal)
    value["notices"] += [notice_json(one) for one in left_out(proposal)]
    value["changes"] = {
        kind: [
            {
                "table": one.table,
                "id": one.id,
                "name": one.name,
                "ties": one.ties,
                "fields": [{"field": f.column, "before": f.before, "after": f.after} for f in one.fields],
            }
            for one in comparison.of(kind)
        ]
        for kind in ("added", "changed", "removed")
    }
    value["unmapped"] = [
        {"table": one.table, "id": one.id, "name": one.name} for one in comparison.ties if not one.target
    ]
    return value


def notice_json(one: Notice) -> dict[str, Any]:
    place = one.place
    return {
        "kind": one.kind,
        "sentence": one.sentence,
        "sheet": place.sheet if place else None,
        "cell": place.cell if place else None,
        "doubt": one.doubt,
    }


def _counted(proposal: Proposal) -> list[str]:
    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts(proposal).items() if count)
    sheets = ", ".join(f"“{one.name}”" for one in (*proposal.tables, *proposal.joined))
    lines = [_("{file}, lembar {sheets}: {counts}.").format(file=proposal.book, sheets=sheets, counts=told)]
    for year, amount in proposal.ceilings.items():
        told_year = _("akhir") if year == END else year
        lines.append(_("Pagu {year}: {amount}").format(year=told_year, amount=format_rupiah(amount)))
    return [*lines, *doubt_lines([*left_out(proposal), *proposal.notices])]


def doubt_lines(notices: Sequence[Notice]) -> Iterator[str]:
    """One line for each row that asks for a look, the rows of most kinds first."""
    plain = [notice for notice in notices if not notice.doubt]
    yield from (f"- {notice.sentence}" for notice in plain)
    rows: dict[object, list[Notice]] = {}
    for notice in notices:
        if notice.doubt:
            at = (notice.kind, notice.place.sheet, notice.place.row) if notice.place else (notice.kind, "", id(notice))
            rows.setdefault(at, []).append(notice)
    for found in list(rows.values())[:_MOST_LINES]:
        more = _(" (dan {count} sel lain di baris itu)").format(count=len(found) - 1) if len(found) > 1 else ""
        yield f"- {found[0].sentence}{more}"
    if len(rows) > _MOST_LINES:
        yield _("… dan {count} baris lain yang perlu dilihat; --json menyebut semuanya.").format(
            count=len(rows) - _MOST_LINES
        )


def _compared(comparison: Comparison) -> Iterator[str]:
    for kind, sentence in (
        ("added", _("Akan ditambahkan: {counts}.")),
        ("changed", _("Akan berubah: {counts}.")),
    ):
        tables = Counter(one.table for one in comparison.of(kind))
        if tables:
            listed = ", ".join(f"{count} {BY_NAME[table].singular}" for table, count in tables.items())
            yield sentence.format(counts=listed)
    yield from _left(comparison)


def _left(comparison: Comparison) -> Iterator[str]:
    removed = comparison.of("removed")
    if removed:
        sentence = _(
            "{count} catatan tidak ada di berkas ini dan tetap disimpan, misalnya “{name}”. Hapus sendiri bila memang "
            "tidak berlaku lagi."
        )
        yield sentence.format(count=len(removed), name=removed[0].name[:60])
    lost = [tie for tie in comparison.ties if not tie.target]
    if lost:
        sentence = _(
            "{count} pemetaan tidak menemukan padanannya di dokumen yang baru, misalnya “{name}”. Petakan lagi."
        )
        yield sentence.format(count=len(lost), name=lost[0].name[:60])


def _warnings(proposal: Proposal) -> list[str]:
    steps = {
        "unit": _("Ulangi dengan --unit rupiah, ribu, juta, atau miliar."),
        "years": _("Ulangi dengan --first-year dan tahunnya."),
        "sheet": _("Ulangi dengan --sheet dan nama lembarnya."),
        "levels": _("Ulangi dengan --level dan tingkatnya: {levels}."),
    }
    told = []
    for need in proposal.needs:
        levels = ", ".join(NAMES.get(choice, choice).replace("_", " ") for choice in need.choices)
        told.append(f"{need.sentence} {steps[need.what].format(levels=levels)}")
    return told
