"""Decisions that belong to no section of the plan, and the tables for programs that read data."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports.html import Html, el
from gmsc_desktop.exports.start_page.parts import Column, Table, fold, stacked
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.unchecked import HEADS, Line, note, unchecked_lines
from gmsc_desktop.exports.wording import date_text
from gmsc_desktop.models.checks import rule_name
from gmsc_desktop.models.checks.wording import record_name
from gmsc_desktop.models.records import RECORDS, FindingOverride
from gmsc_desktop.text import _


def records(view: View) -> Iterator[Html]:
    """Findings that a person decided to leave, and the data tables."""
    overrides = view.snapshot.all(FindingOverride)
    table = _overrides(view, overrides).html(_("Tidak ada temuan yang dikecualikan."))
    yield fold(_("Pengecualian pemeriksaan"), table, note=len(overrides))
    passed_over = unchecked_lines(view.edition)
    if passed_over:
        told = el("p", note())
        yield fold(_("Tahap yang tidak diperiksa (rencana lama)"), told, _unchecked(passed_over), note=len(passed_over))
    if view.tables:
        files = [el("li", el("a", label, href=path), " ", el("small", path)) for label, path in view.tables]
        about = _("Berkas CSV (UTF-8) untuk pengolah data. Kolomnya dijelaskan di datapackage.json.")
        yield fold(_("Tabel data"), el("p", about), el("ul", files, cls="files"), note=len(view.tables))


def _unchecked(lines: list[Line]) -> Html | None:
    looks = ("head", "num", "num", "", "", "")
    columns = [Column(_(head), look) if look else Column(_(head)) for head, look in zip(HEADS, looks, strict=True)]
    table = Table(_("Tahap yang tidak diperiksa (rencana lama)"), *columns, look="alone")
    for line in lines:
        table.row(*line)
    return table.html()


def _overrides(view: View, rows: tuple[FindingOverride, ...]) -> Table:
    table = Table(
        _("Temuan yang tetap dibiarkan, dengan alasan"),
        Column(_("Temuan"), "head"),
        Column(_("Alasan")),
        Column(_("Oleh")),
        Column(_("Tanggal")),
        look="alone",
    )
    for row in rows:
        rule = _("Aturan {rule}").format(rule=row.rule) if row.rule else ""
        about = [_about(view, part) for part in row.finding_key.split(":")[1:]]
        name = rule_name(view.reference, row.rule)
        found = stacked(name or rule, rule if name else "", *about)
        table.row(found, row.reason, row.person, date_text(row.decided_on))
    return table


def _about(view: View, part: str) -> str:
    """What a part of a finding's key names: a record, a year, or the label of a code; "" for a word of ours."""
    for kind in RECORDS.values():
        found = view.snapshot.get(kind, part)
        if found is not None:
            return record_name(view.reference, found)
    labels = (view.label(name, part) for name in ("dimension", "section", "body_kind"))
    return part if part.isdecimal() else next((label for label in labels if label != part), "")
