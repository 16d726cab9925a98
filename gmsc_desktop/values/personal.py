"""Finds numbers of private persons in free text: NIK, family card, mobile phone; office landlines are not private."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from gmsc_desktop.text import _

_MOBILE = re.compile(r"(?:\+?62|0)[\s.()-]*8")
_MAYBE = re.compile(r"\d[\s.()-]*(?:\d[\s.()-]*){8}")  # fewer than nine digits are never such a number
_IN_BRACKETS = re.compile(r"\((?:\+?62|0)8\d{1,2}\)[ -]?\d{3,4}[ -]?\d{3,5}(?!\d)")  # (0812) 3456-7890: not in lokal
_DIGIT = re.compile(r"\d")
_SHOWN = 4  # digits that stay, so that a person knows which number is meant


def _names() -> dict[str, str]:
    return {"NIK": _("NIK"), "KK": _("nomor kartu keluarga"), "PHONE": _("nomor ponsel")}


def find_personal_numbers(text: str) -> list[str]:
    """What was found, masked so that a finding never repeats the number: "NIK 7317************"."""
    return [f"{_names()[match.type]} {_hidden(match.value)}" for match in _private(text)]


def personal_digits(text: str) -> list[str]:
    """The digits of each number that was found, by which the same number is known again however it is written."""
    return [digits_of(match.value) for match in _private(text)]


def digits_of(text: str) -> str:
    """The digits of a number, a mobile number beginning with 0: "+62 811-222" and "0811 222" are one."""
    digits = "".join(_DIGIT.findall(text))
    return f"0{digits[2:]}" if digits.startswith("628") else digits


def mask_personal_numbers(text: str, keep: Collection[str] = ()) -> str:
    """The text with all but the first four digits of each number as stars; ``keep`` has digits of numbers that stay."""
    for match in reversed(_private(text)):
        if digits_of(match.value) not in keep:
            text = f"{text[: match.start]}{_hidden(match.value)}{text[match.end :]}"
    return text


@dataclass(frozen=True, slots=True)
class _Match:
    type: str
    value: str
    start: int
    end: int


def _private(text: str) -> list[_Match]:
    """The private numbers of a text in their order, none over another."""
    if not _MAYBE.search(text):
        return []
    from lokal import detect_pii

    found = [
        _Match(match.type, match.value, match.start, match.end)
        for match in detect_pii(text, types=("NIK", "KK", "PHONE"), min_confidence="high")
        if match.type != "PHONE" or _MOBILE.match(match.value)
    ]
    for other in _IN_BRACKETS.finditer(text):
        if not any(match.start < other.end() and other.start() < match.end for match in found):
            found.append(_Match("PHONE", other[0], other.start(), other.end()))
    return sorted(found, key=lambda match: match.start)


def _hidden(number: str) -> str:
    """The first four digits, the others as stars, between the signs that stood between them."""
    digits = iter(range(len(number)))
    return _DIGIT.sub(lambda found: found[0] if next(digits) < _SHOWN else "*", number)
