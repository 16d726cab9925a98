"""The command that takes any other table into a plan: one for all kinds of which ``exchange.importers`` has one."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.rpjmd_import import doubt_lines, notice_json
from gmsc_desktop.cli.selecting import editing, reading
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.exchange.layouts import remember, remembered_place
from gmsc_desktop.exchange.reading import read_book
from gmsc_desktop.exchange.review import Branch, Importer, Question, Review, Told
from gmsc_desktop.exchange.sheets import Book
from gmsc_desktop.exchange.tabular.districts import DISTRICT, GO_ON, district_notices
from gmsc_desktop.models.backing_up import keep_before
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.values import format_rupiah

_OPTIONS = {"sheet": "--sheet", "unit": "--unit", "year": "--year", "first_year": "--year", "dimension": "--dimension"}


def import_table(chosen: argparse.Namespace) -> Outcome:
    """Read a table, show what it comes to, and write it as one change; without an answer that it needs, nothing."""
    kind = importer(chosen.kind)
    book = read_book(Path(chosen.file))
    if chosen.dry_run:
        with reading(chosen.plan) as source:
            return _shown(chosen, book, _review(kind, chosen, book, source.snapshot)[0])
    with editing(chosen.plan) as document:
        snapshot = document.snapshot()
        review, told = _review(kind, chosen, book, snapshot)
        if review.needs:
            return _shown(chosen, book, review)
        coming = [one for one in review.differences if one.kind != "removed"]
        if coming:
            keep_before(document, len(coming))
            with document.change(review.label) as db:
                imported = kind.write(db, review)
            sentences = list(imported.sentences)
        else:
            sentences = [_("Isi berkas ini sama dengan yang sudah ada, sehingga tidak ada yang berubah.")]
        taken = any(branch.taken and branch.level != "worksheet" for branch in review.walk())
        if not taken:
            sentences = [_("Tidak ada baris yang diambil. Lihat apa yang perlu diperiksa, perbaiki, lalu impor lagi.")]
    lines = [*_counted(book, review), *sentences, *_left(review)]
    if coming:
        lines.append(_("Sudah diimpor sebagai satu perubahan. Perintah undo mengembalikannya."))
    outcome = Outcome(lines, {"imported": bool(coming), **_value(chosen, book, review)}, good=taken)
    if chosen.mapping and not remember(review.fingerprint, kind.mapping(review, told)):
        words = _("Susunan kolom ini tidak dapat diingat di komputer ini. Sertakan --mapping lagi lain kali.")
        outcome = replace(outcome, warnings=[*outcome.warnings, words])
    return outcome


def _review(kind: Importer, chosen: argparse.Namespace, book: Book, snapshot: Snapshot) -> tuple[Review, Told]:
    more = {name: str(answer) for name in ("year", "dimension") if (answer := getattr(chosen, name))}
    more[DISTRICT] = GO_ON  # who gives a command named plan and file: it is told, not asked
    told = Told(chosen.sheet or "", chosen.unit or "", more={**more, **_answers(chosen.answer or [])})
    if chosen.mapping:
        told = kind.told_from(Path(chosen.mapping), told)
    review = kind.review(book, told, snapshot)
    if chosen.mapping:  # now that the table is known: whether the file was made for its headings
        kind.told_from(Path(chosen.mapping), told, review)
        return _with_district(review), told
    place = remembered_place(review.fingerprint)
    if place.is_file():  # what was answered about this layout before
        with suppress(UserFacingError):  # nobody chose this file: a damaged one is as good as none
            told = kind.told_from(place, told, review)
        review = kind.review(book, told, snapshot)
    return _with_district(review), told


def _with_district(review: Review) -> Review:
    """With the remark that the file names another district."""
    told = "".join(one.sentence for one in review.questions if one.what == DISTRICT)
    return replace(review, notices=(*district_notices(told), *review.notices))


def _answers(given: list[str]) -> dict[str, str]:
    """Answers to questions of ``questions``: ``WHAT=ANSWER``."""
    made = {}
    for one in given:
        what, equals, answer = one.rpartition("=")
        if not equals or not what.strip() or not answer.strip():
            raise UserFacingError(
                _("“{text}” bukan jawaban.").format(text=one[:80]),
                _("Tulis sebagai PERTANYAAN=JAWABAN, seperti pada questions di keluaran --json."),
            )
        made[what] = answer.strip()
    return made


# -- what is told


def _shown(chosen: argparse.Namespace, book: Book, review: Review) -> Outcome:
    lines = [*_counted(book, review), *_compared(review)]
    value = {
        "imported": False,
        **_value(chosen, book, review),
        "tree": [_branch_json(branch) for branch in review.branches],
    }
    return Outcome(lines, value, good=not review.needs, warnings=[_asked(one) for one in review.needs])


def _asked(one: Question) -> str:
    option = _OPTIONS.get(one.what)
    if option:
        words = "|".join(code for code, _label in one.choices) or "…"
        return f"{one.sentence} {_('Ulangi dengan {option} {words}.').format(option=option, words=words)}"
    choices = ", ".join(f"{code} ({label})" for code, label in one.choices)
    step = _("Ulangi dengan --answer “{what}=…”: {choices}.").format(what=one.what, choices=choices)
    return f"{one.sentence} {step}"


def _counted(book: Book, review: Review) -> Iterator[str]:
    told = ", ".join(f"{label} {count}" for label, count in review.counts)
    sheets = ", ".join(f"“{name}”" for name in _sheets(review))
    yield _("{file}, lembar {sheets}: {counts}.").format(file=book.name, sheets=sheets, counts=told)
    for amount in review.amounts:
        yield f"{amount.label}: {format_rupiah(amount.amount)}"
    for one in review.sums:
        if not one.agrees:
            sentence = _("{label} tercetak {printed}, barisnya berjumlah {computed}. Periksa.")
            words = {"printed": format_rupiah(one.printed), "computed": format_rupiah(one.computed)}
            yield f"- {sentence.format(label=one.label, **words)}"
    yield from doubt_lines(review.notices)


def _sheets(review: Review) -> list[str]:
    return list(dict.fromkeys(table.sheet for table in review.tables if table.read))


def _compared(review: Review) -> Iterator[str]:
    for kind, sentence in (("added", _("Akan ditambahkan: {counts}.")), ("changed", _("Akan berubah: {counts}."))):
        labels = Counter(one.label for one in review.differences if one.kind == kind)
        if labels:
            yield sentence.format(counts=", ".join(f"{count} {label}" for label, count in labels.items()))
    yield from _left(review)


def _left(review: Review) -> Iterator[str]:
    removed = [one for one in review.differences if one.kind == "removed"]
    if removed:
        sentence = _(
            "{count} catatan tidak ada di berkas ini dan tetap disimpan, misalnya “{name}”. Hapus sendiri bila memang "
            "tidak berlaku lagi."
        )
        yield sentence.format(count=len(removed), name=removed[0].name[:60])


def _value(chosen: argparse.Namespace, book: Book, review: Review) -> dict[str, Any]:
    units = [one.answer for one in review.questions if one.what == "unit"]
    return {
        "file": book.name,
        "format": book.form,
        "as": chosen.kind,
        "title": review.title,
        "unit": units[0] if units else "rupiah",
        "sheets": _sheets(review),
        "fingerprint": review.fingerprint,
        "columns": [
            {"column": one.name, "header": one.header, "meaning": one.meaning or None, "levels": list(one.levels),
             "year": one.year, "ordinal": one.ordinal}
            for one in review.tables[0].columns
            if one.header or one.meaning
        ],
        "counts": dict(review.counts),
        "amounts": {one.label: one.amount for one in review.amounts},
        "sums": [
            {"label": one.label, "year": one.year, "printed": one.printed, "computed": one.computed,
             "agrees": one.agrees}
            for one in review.sums
        ],
        "notices": [notice_json(one) for one in review.notices],
        "needs": [_question_json(one) for one in review.needs],
        "questions": [_question_json(one) for one in review.questions if not one.needed],
        "changes": {
            kind: [
                {"id": one.id, "kind": one.label, "name": one.name, "owner": one.owner,
                 "fields": [{"field": label, "before": before, "after": after} for label, before, after in one.fields]}
                for one in review.differences
                if one.kind == kind
            ]
            for kind in ("added", "changed", "removed")
        },
    }  # fmt: skip


def _question_json(one: Question) -> Mapping[str, Any]:
    return {
        "what": one.what, "label": one.label, "sentence": one.sentence, "answer": one.answer or None,
        "choices": [{"code": code, "label": label} for code, label in one.choices],
    }  # fmt: skip


def _branch_json(branch: Branch) -> dict[str, Any]:
    return {
        "level": branch.level, "label": branch.label, "text": branch.text, "taken": branch.taken,
        "sheet": branch.place.sheet if branch.place else None, "cell": branch.place.cell if branch.place else None,
        "details": [{"label": label, "value": value} for label, value in branch.details],
        "below": [_branch_json(one) for one in branch.below],
    }  # fmt: skip
