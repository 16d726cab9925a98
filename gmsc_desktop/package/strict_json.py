"""JSON as strangers send it: taken only where every reader would understand the same."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from gmsc_desktop.package.refusals import PackageRefused

LONGEST_TEXT = 1_000_000  # characters of one text
LONGEST_NUMBER = 40  # characters of one number as written
LARGEST_INTEGER = 2**63 - 1  # and its counterpart below zero: what a database keeps
DEEPEST = 24
MOST_MEMORY = 176 * 1024 * 1024  # bytes that one text may become, by the estimate below
_HALF_OF_A_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")
_TWO_BYTES, _FOUR_BYTES = re.compile(rb"[\xc4-\xef]"), re.compile(rb"[\xf0-\xff]")  # letters that widen a whole text
# Most that each sign can become, measured with Python 3.11 to 3.13: an object of few keys, a list, a value with its
# place in a list, a key with its place in an object and in the list of pairs from which the object is made.
_BYTES_FOR = {b"{": 192, b"[": 96, b",": 80, b":": 160}


def load(data: bytes, file: str) -> Any:  # Any: any JSON value; the caller holds it against a schema
    """The value of strict JSON. Raises ``PackageRefused`` with the ``file``'s name in its sentence.

    Refused beside wrong syntax: bytes that are not UTF-8, a byte order mark, a key that stands twice, NaN and numbers
    that no computer keeps exactly or at all, deep nesting, long texts, halves of surrogate pairs.
    """
    if memory_for(data) > MOST_MEMORY:
        raise PackageRefused("json-big", file=file)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackageRefused("json-text", file=file) from error
    if text.startswith("\ufeff"):
        raise PackageRefused("json-text", file=file)
    long = len(text) > LONGEST_TEXT
    value = _parse(text, file)
    del text
    _measure(value, file, long, _HALF_OF_A_PAIR.search(data) is not None)
    return value


def memory_for(data: bytes) -> int:
    """Bytes of memory that reading this JSON takes at most: itself, its letters decoded, its texts, its values."""
    letter = 4 if b"\\u" in data or _FOUR_BYTES.search(data) else 2 if _TWO_BYTES.search(data) else 1
    return len(data) * (1 + 2 * letter) + sum(data.count(sign) * each for sign, each in _BYTES_FOR.items())


def _parse(text: str, file: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=lambda pairs: _unique(pairs, file),
            parse_constant=lambda name: _refuse_number(name, file),
            parse_float=lambda number: _finite(number, file),
            parse_int=lambda number: _bounded(number, file),
        )
    except json.JSONDecodeError as error:
        raise PackageRefused("json", file=file, line=error.lineno) from error
    except RecursionError as error:
        raise PackageRefused("json-deep", file=file) from error


def _unique(pairs: list[tuple[str, Any]], file: str) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _value in pairs]
        raise PackageRefused("json-twice", file=file, name=next(name for name in names if names.count(name) > 1))
    return value


def _refuse_number(written: str, file: str) -> float:
    raise PackageRefused("json-number", file=file, name=written)


def _finite(written: str, file: str) -> float:
    number = float(written) if len(written) <= LONGEST_NUMBER else math.inf
    return number if math.isfinite(number) else _refuse_number(written, file)


def _bounded(written: str, file: str) -> int | float:
    number = int(written) if len(written) <= LONGEST_NUMBER else LARGEST_INTEGER + 1
    return number if -LARGEST_INTEGER - 1 <= number <= LARGEST_INTEGER else _refuse_number(written, file)


def _measure(value: Any, file: str, look_at_texts: bool, look_at_letters: bool) -> None:
    """Hold depth and texts to their bounds, level by level."""
    level: list[Any] = [value]
    for _depth in range(DEEPEST):
        below: list[Any] = []
        for item in level:
            kind = type(item)
            if kind is list:
                below += item
            elif kind is dict:
                below += item.values()
                if look_at_texts or look_at_letters:
                    below += item.keys()
            elif kind is str:
                if len(item) > LONGEST_TEXT:
                    raise PackageRefused("json-long", file=file)
                if look_at_letters and not item.isascii():
                    _check_letters(item, file)
        if not below:
            return
        level = below
    raise PackageRefused("json-deep", file=file)


def _check_letters(text: str, file: str) -> None:
    """A whole surrogate pair has become one letter by now; half of one cannot be written as UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PackageRefused("json-letters", file=file) from error
