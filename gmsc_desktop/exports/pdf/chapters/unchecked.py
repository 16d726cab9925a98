"""The annex that says which stages of a plan that existed before were not checked, why, and by whose decision."""

from __future__ import annotations

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.grid import Column
from gmsc_desktop.exports.unchecked import HEADS, note, unchecked_lines
from gmsc_desktop.text import _


def write(book: Book) -> None:
    """The annex; a plan of which every stage is checked has none."""
    lines = unchecked_lines(book.edition)
    if not lines:
        return
    book.chapter(_("Tahap yang Tidak Diperiksa"), numbering="lampiran")
    book.text(note())
    stage, rules, musts, reason, person, day = (_(head) for head in HEADS)
    grid = book.grid(
        [
            Column(stage, 38),
            Column(rules, 22, "right"),
            Column(musts, 22, "right"),
            Column(reason, 66),
            Column(person, 30),
            Column(day, 26),
        ]
    )
    for line in lines:
        grid.row(*map(str, line))
    book.table(grid, _("Tahap yang tidak diperiksa (rencana lama)"))
