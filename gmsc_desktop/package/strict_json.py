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
_HALF_OF_A_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
MOST_PARTS = 4_000_000  # opening brackets and commas: what they become in memory is bounded with them


def load(data: bytes, file: str) -> Any:  # Any: any JSON value; the caller holds it against a schema
    """The value of strict JSON. Raises ``PackageRefused`` with the ``file``'s name in its sentence.

    Refused beside wrong syntax: bytes that are not UTF-8, a byte order mark, a key that stands twice, NaN and numbers
    that no computer keeps exactly or at all, deep nesting, long texts, halves of surrogate pairs.
    """
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MOST_PARTS:
        raise PackageRefused("json-big", file=file)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackageRefused("json-text", file=file) from error
    if text.startswith("\ufeff"):
        raise PackageRefused("json-text", file=file)
    value = _parse(text, file)
    _measure(value, file, len(text) > LONGEST_TEXT)
    if _HALF_OF_A_PAIR.search(text):
        _check_letters(value, file)
    return value


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


def _measure(value: Any, file: str, look_at_texts: bool) -> None:
    """Hold depth and the length of texts to their bounds, level by level."""
    level: list[Any] = [value]
    for _depth in range(DEEPEST):
        below: list[Any] = []
        for item in level:
            kind = type(item)
            if kind is list:
                below += item
            elif kind is dict:
                below += item.values()
                if look_at_texts:
                    below += item.keys()
            elif kind is str and len(item) > LONGEST_TEXT:
                raise PackageRefused("json-long", file=file)
        if not below:
            return
        level = below
    raise PackageRefused("json-deep", file=file)


def _check_letters(value: Any, file: str) -> None:
    """A whole surrogate pair has become one letter by now; half of one cannot be written as UTF-8."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise PackageRefused("json-letters", file=file) from error
