"""Pemetaan on paper: the matrix as it is shown; its marks differ in form, so that a grey copy keeps them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmsc_desktop.exports.printouts import Mark, Printable, PrintCell, PrintColumn, PrintLine, PrintTable
from gmsc_desktop.text import _, source_of
from gmsc_desktop.ui.pages.mapping_rows import SUPPORT, CellMark, MapRow, document_of
from gmsc_desktop.ui.pages.rpjmd_ladder import document_name
from gmsc_desktop.ui.printing_parts import filter_words, heading_facts

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.mapping import MappingPage

_LEVELS = {"objective": 0, "indicator": 1, "programme": 1}


def mapping_printable(page: MappingPage) -> Printable:
    """The rows that filter and kinds leave, under their misi."""
    session, dimensions = page.session, page.session.pack.dimensions
    document = document_of(session)
    name = document_name(document, session.pack) if document is not None else ""
    heads = [PrintColumn(_("Kode")), PrintColumn(_("Sasaran, indikator, program"), "name")]
    heads += [PrintColumn(dimension.label.replace(" ", "\n", 1)) for dimension in dimensions]
    heads.append(PrintColumn(_("Tidak terkait")))
    lines, group = [], ""
    for row in page.grid.rows.shown:
        if row.kind == "mission":
            kind = source_of(row.code)
            group = f"{kind}: {row.text}" if row.text else kind
            continue
        marks = [_mark(row.marks.get(dimension.code), dimension.code) for dimension in dimensions]
        cells = [PrintCell(row.code), PrintCell(_name(row)), *marks, PrintCell(_unrelated(row))]
        lines.append(PrintLine(cells, _LEVELS[row.kind], strong=row.kind == "objective", group=group))
    note = _("Penuh: langsung. Bergaris: pendukung. Angka: banyaknya inisiatif yang melayani; dalam kurung: "
             "ada inisiatif, tetapi sasarannya belum ditandai.")  # fmt: skip
    waiting = _("Hanya yang belum dipetakan") if page.waiting.isChecked() else ""
    table = PrintTable(
        _("Matriks"), heads, lines, group_title=_("Misi"), note=note,
        empty=_("Belum ada sasaran RPJMD yang dapat dipetakan."),
    )  # fmt: skip
    facts = heading_facts(session, name, page.facts.said, filter_words(page.filter, page.kinds), waiting)
    return Printable("pemetaan", _(page.title), facts, (table,))


def _name(row: MapRow) -> str:
    return f"{row.text} ({row.detail})" if row.detail else row.text


def _unrelated(row: MapRow) -> str:
    if row.unrelated:
        return row.reason or _("ya")
    return _("belum dipetakan") if row.waits else ""


def _mark(mark: CellMark | None, code: str) -> PrintCell:
    if mark is None:
        return PrintCell()
    if not mark.strength:
        return PrintCell(f"({mark.count})")
    name = _("pendukung") if mark.strength == SUPPORT else _("langsung")
    words = _("{strength}, {count} inisiatif").format(strength=name, count=mark.count)
    return PrintCell(words, mark=Mark(code, mark.strength, mark.count))
