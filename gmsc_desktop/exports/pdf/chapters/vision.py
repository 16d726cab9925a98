"""Vision, missions and direction of the smart city."""

from __future__ import annotations

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.parts import sections
from gmsc_desktop.exports.pdf.grid import Column
from gmsc_desktop.models.records import SmartMission
from gmsc_desktop.text import _


def write(book: Book) -> None:
    """The chapter."""
    snapshot = book.edition.snapshot
    book.chapter(_("Visi dan Misi Smart City"))
    book.heading(_("Visi"))
    book.narrative(snapshot.plan.vision, lead=True)
    if snapshot.plan.vision_keywords:
        book.note(_("Kata kunci: {words}").format(words=snapshot.plan.vision_keywords))
    book.heading(_("Misi"))
    grid = book.grid([Column("", 6, "right", bold=True), Column("", 100)])
    for number, mission in enumerate(snapshot.all(SmartMission), start=1):
        grid.row(str(number), mission.text)
    book.table(grid, empty=_("Misi smart city belum diisi."))
    sections(book, "visi")
