"""What several chapters share: facts beside their labels, narrative sections, names of records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.grid import Cell, Column
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.models.records import Initiative, Section

Fact = tuple[str, Cell]


def facts(book: Book, pairs: Iterable[Fact], *, label_share: float = 1) -> None:
    """Labels at the left, values at the right; what is empty is left out."""
    grid = book.grid([Column("", label_share, muted=True), Column("", 4 - label_share)], plain=True)
    for label, value in pairs:
        if value:
            grid.row(label, value)
    book.table(grid)


def sections(book: Book, chapter: str) -> None:
    """The narrative sections of a chapter of the template, each under its heading."""
    for template in book.edition.reference.sections:
        if template.chapter == chapter:
            book.heading(template.label)
            book.narrative(section_text(book, template.code))


def section_text(book: Book, code: str) -> str:
    """The narrative of a section; empty where nobody wrote it."""
    return next((row.body for row in book.edition.snapshot.where(Section, "key", code)), "")


def initiative_name(initiative: Initiative) -> str:
    """Code and title."""
    return joined(initiative.code, initiative.title, by="  ")


def year_columns(years: Sequence[int], share: float) -> list[Column]:
    """One right-aligned column for each year."""
    return [Column(str(year), share, "right") for year in years]


def horizon_name(book: Book, initiative: Initiative) -> str:
    """The horizon in one word: "Pendek"."""
    label = book.edition.reference.label("horizon", book.edition.figures.horizon(initiative))
    return label.removeprefix("Jangka ").capitalize()
