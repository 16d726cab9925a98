"""What a person typed or pasted, made plain; what the digits in it can mean; the refusal when that is not certain."""

from __future__ import annotations

import re
from decimal import Decimal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _

LONGEST = 80  # characters; nothing longer is a number or a date
_QUOTED = 40

# Blanks of spreadsheets and typography become a space, invisible marks vanish, dashes that stand for minus become "-",
# full-width forms become ASCII. Superscripts and digits of other scripts are left as they are, and so are refused.
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF), None),
    **dict.fromkeys((*range(0x2010, 0x2015), 0x2212), "-"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    0x2019: "'",
}

_GROUPS = "[1-9][0-9]{{0,2}}(?:{0}[0-9]{{3}})+"
_WHOLE = "0|[1-9][0-9]*"
_GRAMMARS = (
    re.compile(rf"({_WHOLE}|{_GROUPS.format('[.]')})(?:,([0-9]+))?"),  # Indonesian
    re.compile(rf"({_WHOLE}|{_GROUPS.format(',')})(?:[.]([0-9]+))?"),  # English
    re.compile(rf"({_GROUPS.format(' ')})(?:[.,]([0-9]+))?"),  # the SI's
)
_DIGITS = re.compile("[0-9]+")
_DOT_GROUPS = re.compile(_GROUPS.format("[.]"))


class ValueProblem(UserFacingError):
    """A typed value that cannot be read with certainty: says why, and how to write it."""


def plain(text: str) -> str:
    """``text`` in lower case with plain signs and single spaces; line breaks and tabs inside it stay.

    Raises `ValueProblem` where nothing, or only a dash, was typed.
    """
    written = re.sub(" +", " ", text.translate(_PLAIN)).strip().casefold()
    if not written.strip("-="):
        raise ValueProblem(_("Isian ini masih kosong."), _("Tulis nilainya lebih dahulu."))
    return written


def quote(text: str) -> str:
    """``text`` short enough to stand in a sentence."""
    typed = " ".join(text.split())
    return typed if len(typed) <= _QUOTED else f"{typed[: _QUOTED - 1]}…"


def readings(body: str) -> list[Decimal]:
    """Every number that digits, dots, commas and spaces can mean, the largest first: none, one, or two."""
    if _DIGITS.fullmatch(body):
        return [Decimal(body)]
    found = {
        Decimal(f"{re.sub('[., ]', '', match[1])}.{match[2] or ''}")
        for grammar in _GRAMMARS
        if (match := grammar.fullmatch(body))
    }
    return sorted(found, reverse=True)


def has_dot_groups(body: str) -> bool:
    """Whether dots stand in it as Indonesians part thousands, and nothing else does: ``1.500``, ``12.500.000``."""
    return _DOT_GROUPS.fullmatch(body) is not None
