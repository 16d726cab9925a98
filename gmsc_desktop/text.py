"""Texts for people: Indonesian source texts, translated where another language is chosen for the screen.

Papers, packages and the record of change are Indonesian whatever the screen speaks: what writes them runs inside
``in_source_language``, and ``source_of`` gives the Indonesian words of a text that was already translated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SOURCE_LANGUAGE = "id"
ONE, MANY = "satu: ", "banyak: "  # before the name of a kind of record in a catalogue
DOMAIN = "gmsc"

_ENTRY = r'(?m)^msgid "(.*)"\n(?:msgid_plural "(.*)"\nmsgstr\[0\] "(.*)"\nmsgstr\[1\] "(.*)"|msgstr "(.*)")'
_PLURAL = re.compile(r"\{(\w+)\|([^|{}]*)\|([^|{}]*)\}")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

_language = SOURCE_LANGUAGE
_words: Mapping[str, str] = {}
_patterns: list[tuple[re.Pattern[str], str]] | None = None
_source_only: ContextVar[bool] = ContextVar("source_only", default=False)


class Translated(str):
    """A text in the screen's language that still knows its Indonesian words.

    ``{count|finding|findings}`` in a translation is the first word where ``count`` is 1, else the second: Indonesian
    source texts have one form for every number.
    """

    source: str

    def __new__(cls, words: str, source: str) -> Translated:
        text = super().__new__(cls, words)
        text.source = source
        return text

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # two words more than str has
        return str(self), self.source

    def format(self, *values: object, **named: object) -> Translated:
        """Fill in the placeholders of both languages."""
        words = _PLURAL.sub(lambda found: found[2] if str(named.get(found[1])) == "1" else found[3], str(self))
        sources = {name: source_of(value) if isinstance(value, str) else value for name, value in named.items()}
        return Translated(words.format(*values, **named), self.source.format(*values, **sources))


def _(text: str) -> str:
    """The text in the chosen language; the Indonesian source text where no translation is there."""
    words = _words.get(text) if text and _words and not _source_only.get() else None
    return text if words is None else Translated(words, source_of(text))


def kind_of(text: str, count: int = 1) -> str:
    """What one record, or ``count`` of them, is called: Indonesian has one word for both, other languages have two."""
    words = _words.get((ONE if count == 1 else MANY) + text) if _words and not _source_only.get() else None
    return _(text) if words is None else Translated(words, source_of(text))


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that fits ``count``."""
    return _(one if count == 1 else many)


def mark(text: str) -> str:
    """Mark a source text for the catalogue where it is declared; it is translated by ``_`` where it is shown."""
    return text


def language() -> str:
    """The code of the chosen language; inside ``in_source_language`` that of the source texts."""
    return SOURCE_LANGUAGE if _source_only.get() else _language


def set_language(code: str, catalogues: Path | None = None) -> None:
    """Choose the language of all texts: ``id``, or a code with ``<catalogues>/<code>/LC_MESSAGES/gmsc.po``.

    A language without a catalogue leaves the source texts.
    """
    global _language, _words, _patterns  # noqa: PLW0603 - the language belongs to the process, as in gettext itself
    path = catalogues / code / "LC_MESSAGES" / f"{DOMAIN}.po" if catalogues is not None else None
    found = code != SOURCE_LANGUAGE and path is not None and path.is_file()
    _words = read_catalogue(path.read_text(encoding="utf-8")) if found and path is not None else {}
    _language = code if found else SOURCE_LANGUAGE
    _patterns = None


def read_catalogue(text: str) -> dict[str, str]:
    """The translations in a ``.po`` file; what is not translated yet is left out."""
    words: dict[str, str] = {}
    for one, many, words_one, words_many, single in re.findall(_ENTRY, text.replace('"\n"', "")):
        for source, translated in ((one, single or words_one), (many, words_many)):
            if source and translated:
                words[_plain(source)] = _plain(translated)
    return words


def _plain(quoted: str) -> str:
    return str(json.loads(f'"{quoted}"')) if "\\" in quoted else quoted


# -- the source language


@contextmanager
def source_language() -> Iterator[None]:
    """Inside, all texts are the Indonesian ones, whatever the screen speaks; for this thread alone."""
    token = _source_only.set(True)
    try:
        yield
    finally:
        _source_only.reset(token)


def in_source_language(function: Callable[P, R]) -> Callable[P, R]:
    """A function that writes for others than the person at the screen: papers, packages, letters."""

    @wraps(function)
    def run(*values: P.args, **named: P.kwargs) -> R:
        with source_language():
            return function(*values, **named)

    return run


def source_of(text: str) -> str:
    """The Indonesian words of a text that may be translated already; what is kept in a plan is always these."""
    return text.source if isinstance(text, Translated) else str(text)


def spoken(label: str) -> str:
    """A label that was kept in Indonesian, as the name of a change is, in the chosen language, its parts too."""
    if not label or not _words or _source_only.get() or isinstance(label, Translated):
        return label
    known = _known(label)
    if known is not None:
        return known
    for pattern, source in _filled():
        found = pattern.fullmatch(label)
        if found is not None:
            parts = found.groupdict()
            count = parts.get("count", "1")
            return _(source).format(**{name: _kind(value, count) or spoken(value) for name, value in parts.items()})
    return label


def _kind(value: str, count: str) -> str:
    """A kind of record in the name of a change, as one or as many; "" where it is none."""
    key = ONE if count == "1" else MANY
    capital = value[:1].upper() + value[1:]
    words = _words.get(key + capital)
    return inside(Translated(words, capital)) if words is not None else ""


def inside(words: str) -> str:
    """The name of a kind of record as it stands inside a sentence: OPD stays OPD."""
    if words[1:2].isupper():
        return words
    small = words[:1].lower() + words[1:]
    return Translated(small, inside(words.source)) if isinstance(words, Translated) else small


def _known(label: str) -> str | None:
    """The translation of a whole text, also where it stands inside a sentence with a small first letter."""
    if label in _words:
        return _(label)
    capital = label[:1].upper() + label[1:]
    if capital not in _words:
        return None
    words = _words[capital]
    return Translated(words if words[1:2].isupper() else words[:1].lower() + words[1:], label)


def _filled() -> list[tuple[re.Pattern[str], str]]:
    """Patterns of the names of changes, "Ubah {name}"; those that say most come first."""
    global _patterns  # noqa: PLW0603 - made once for a language
    if _patterns is None:
        sources = [text for text in _words if _is_label(text)]
        sources.sort(key=lambda text: -len(_PLACEHOLDER.sub("", text)))
        _patterns = [(re.compile(_pattern(text)), text) for text in sources]
    return _patterns


def _is_label(text: str) -> bool:
    """Whether a text may be the name of a change: a verb first, something filled in, no full stop."""
    names = _PLACEHOLDER.findall(text)
    return bool(names) and len(set(names)) == len(names) and text[:3].isalpha() and text[-1:] not in {".", ":"}


def _pattern(text: str) -> str:
    parts = _PLACEHOLDER.split(text)
    kinds = {"count": r"[\d.]+"}
    return "".join(
        f"(?P<{part}>{kinds.get(part, '.+')})" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
