"""G11 on the screen: every hostile text in every field that a person types, on every page, shown as plain text."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTableView, QTreeView, QWidget

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import update
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.session import Session
from tests.exports.editions import HOSTILE
from tests.faults.gates import FULL, count
from tests.ui.conftest import OpenWindow
from tests.ui.test_walk import TEXT_KINDS, rich_text

TEXTS = [
    text for text in HOSTILE if text.isascii() or text.encode("utf-8", "ignore").decode() == text
]  # a file can hold
BAIT = ("passwd", "x.png", "javascript", "contoh.go.id")  # what the texts would have read or fetched
_opened: list[str] = []


def _note(event: str, given: tuple[object, ...]) -> None:
    if event == "open" and any(word in str(given[0]) for word in BAIT):
        _opened.append(str(given[0]))


sys.addaudithook(_note)


@pytest.fixture
def filled(session: Session, document: Document) -> Callable[[int], None]:
    """Puts the texts into the fields, each field another, and with each shift the next."""

    def fill(shift: int) -> None:
        fields = [
            (spec, field) for spec in TABLES for field in spec.fields if field.kind in TEXT_KINDS and field.editable
        ]
        with document.change("Teks jahat") as db:
            for spec in TABLES:
                mine = [(number, field) for number, (owner, field) in enumerate(fields) if owner is spec]
                for place, row in enumerate(session.snapshot.rows(spec.name) if mine else ()):
                    values = {field.column: TEXTS[(number + place + shift) % len(TEXTS)] for number, field in mine}
                    update(db, spec.name, row.id, values)
        session.flush()

    return fill


def shown(window: QWidget) -> str:
    """Everything that stands on the screen or in a table of it, as its widgets hold it."""
    texts = [label.text() for label in window.findChildren(QLabel)]
    texts += [button.text() for button in window.findChildren(QAbstractButton)]
    texts += [line.text() for line in window.findChildren(QLineEdit)]
    texts += [edit.toPlainText() for edit in window.findChildren(QPlainTextEdit)]
    for view in (*window.findChildren(QTableView), *window.findChildren(QTreeView)):
        model = view.model()
        for row in range(model.rowCount() if model is not None else 0):
            texts += [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
    return "\n".join(texts)


@pytest.mark.parametrize("shift", range(len(TEXTS)) if FULL else [29])
def test_hostile_text_stands_literally_wherever_it_is_typed(
    filled: Callable[[int], None], session: Session, open_window: OpenWindow, shift: int
) -> None:
    filled(shift)
    window = open_window(session)
    seen = ""
    for entry in PAGES:
        window.show_page(entry.key)
        assert not rich_text(window), entry.key
        seen += shown(window)
    literal = [text for text in TEXTS if text.isprintable() and 3 < len(text) < 40 and text == text.strip()]
    met = [text for text in literal if text in seen]
    assert len(met) > len(literal) / 2
    assert _opened == []
    count("G11", screens=len(PAGES))
