"""The chapters of the master plan, one module each; their order is the order of the book."""

from __future__ import annotations

from collections.abc import Callable

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters import (
    action_plan,
    dimensions,
    evidence,
    institutions,
    mapping,
    money,
    opening,
    planning,
    progress,
    roadmap,
    unchecked,
    vision,
)

# Before the contents: identity and foreword; after it everything else.
FRONT: tuple[Callable[[Book], None], ...] = (opening.identity, opening.foreword)
BODY: tuple[Callable[[Book], None], ...] = (
    opening.summary,
    opening.introduction,
    vision.write,
    planning.write,
    dimensions.write,
    action_plan.write,
    mapping.write,
    roadmap.write,
    money.write,
    institutions.write,
    opening.closing,
    progress.write,
    evidence.write,
    unchecked.write,
)
