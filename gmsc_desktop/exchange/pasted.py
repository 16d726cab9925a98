"""What was copied in Excel, Word, LibreOffice or a browser: cells as text with tabs, or a table as HTML."""

from __future__ import annotations

import re

from gmsc_desktop.exchange.delimited import read_pasted_text
from gmsc_desktop.exchange.html_tables import book_of_html
from gmsc_desktop.exchange.sheets import Book
from gmsc_desktop.text import _

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_MOST_LETTERS = 12_000_000


def read_pasted(text: str, html: str = "") -> Book:
    """The cells on the clipboard: the HTML where it has a table, for it tells merged cells; else the text.

    Raises ``FileRefused`` where it is more than can be taken.
    """
    if html and len(html) <= _MOST_LETTERS and _TABLE.search(html):
        return book_of_html(html, _("tempelan"), "pasted")
    return read_pasted_text(text[:_MOST_LETTERS])
