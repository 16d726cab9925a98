"""Pemeriksaan on paper: the findings that the filter leaves, in their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import Printable, PrintCell, PrintColumn, PrintLine, PrintTable
from gmsc_desktop.text import _
from gmsc_desktop.ui.printing_parts import filter_words, heading_facts

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.checks import ChecksPage


def checks_printable(page: ChecksPage) -> Printable:
    """Findings with their place, rule and reason."""
    checking = page.checking
    heads = [PrintColumn(_("Temuan"), "name"), PrintColumn(_("Tempat")), PrintColumn(_("Aturan"))]
    reasons = any(row.reason for row in page.list.rows.shown)
    heads += [PrintColumn(_("Alasan"))] if reasons else []
    lines, group = [], ""
    for row in page.list.rows.shown:
        if row.finding is None:
            group = row.sentence
            continue
        rule = _("{number}. {rule}").format(number=row.finding.rule, rule=row.rule)
        texts = (row.sentence, row.place, rule, *([row.reason] if reasons else []))
        lines.append(PrintLine([PrintCell(text) for text in texts], group=group))
    note = page.note.words.text() if not page.note.isHidden() else ""
    why = page.note.more.text() if note else ""
    empty = _("Tidak ada temuan untuk tahap ini.") if checking.at is not None else _("Rencana belum diperiksa.")
    empty = note if checking.unchecked.stage is not None else empty
    table = PrintTable(_("Temuan"), heads, lines, group_title=_("Golongan"), empty=empty)
    stage = _("Untuk tahap {stage}, tahun {year}").format(stage=checking.purpose_name, year=checking.year)
    facts = heading_facts(page.session, stage, page.facts.said, note, why, filter_words(page.filter))
    return Printable("pemeriksaan", _(page.title), facts, (table,))
