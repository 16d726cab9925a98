"""Texts for people: Indonesian source texts, translated through gettext when another language is chosen."""

from __future__ import annotations

import gettext
from pathlib import Path

_translations: gettext.NullTranslations = gettext.NullTranslations()


def _(text: str) -> str:
    """The text in the chosen language; the Indonesian source text where no translation is there."""
    return _translations.gettext(text) if text else text


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that fits ``count``; Indonesian has one form, other languages may have more."""
    return _translations.ngettext(one, many, count)


def mark(text: str) -> str:
    """Mark a source text for the catalogue where it is declared; it is translated by ``_`` where it is shown."""
    return text


def set_language(code: str, catalogue: Path | None = None) -> None:
    """Choose the language of all texts: ``id``, or a code with ``<catalogue>/<code>/LC_MESSAGES/gmsc.mo``."""
    global _translations  # noqa: PLW0603 - the language belongs to the process, as in gettext itself
    if code == "id" or catalogue is None:
        _translations = gettext.NullTranslations()
    else:
        _translations = gettext.translation("gmsc", str(catalogue), [code], fallback=True)
