"""The order of rows that a person arranges: keys between which there is always room for one more.

A key is a fraction in base 62 without its point, digits ``0-9A-Za-z``, so keys sort as plain ASCII (SQLite's BINARY).
It never ends in ``0``, so that there is room before it. Moving one row changes one row.
"""

from __future__ import annotations

import re

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_BASE = len(_DIGITS)
_LEAST_BITS = 5  # of a digit: 62 > 2**5
_KEY = re.compile("[0-9A-Za-z]*[1-9A-Za-z]")

# Room kept between neighbours, and after the last or before the first: it decides how soon keys grow.
_ROOM_BETWEEN = 4
_ROOM_AT_END = 1000


def between(a: str | None, b: str | None) -> str:
    """A key after ``a`` and before ``b``; ``None`` is the open end. Raises `ValueError` unless ``a < b``."""
    return n_between(a, b, 1)[0]


def n_between(a: str | None, b: str | None, n: int) -> list[str]:
    """``n`` keys in order after ``a`` and before ``b``, evenly spread; at an open end close to their neighbour.

    Raises `ValueError` unless ``a < b``. Two people who insert at one place apart get the same key; rows are therefore
    sorted by key and id, and whoever inserts between two equal keys spreads their neighbours anew.
    """
    _check(a, b)
    if n < 1:
        return []
    length = _first_length(a, b)
    while True:
        whole = _BASE**length
        low = 0 if a is None else _floor(a, length)
        high = whole if b is None else _ceiling(b, length)
        if values := _spread(low, high, n, open_start=a is None, open_end=b is None):
            return [_key(value, length) for value in values]
        length += 1


def _first_length(a: str | None, b: str | None) -> int:
    """A length below which nothing lies between: what long neighbours have in common is passed over at once."""
    longest = max(len(a or ""), len(b or ""))
    gap = (_BASE**longest if b is None else _floor(b, longest)) - (0 if a is None else _floor(a, longest))
    return max(1, longest - gap.bit_length() // _LEAST_BITS)


def _spread(low: int, high: int, n: int, *, open_start: bool, open_end: bool) -> list[int]:
    """``n`` whole numbers between ``low`` and ``high``, both excluded; none where there is too little room."""
    gap = high - low
    if open_start == open_end:
        if gap < _ROOM_BETWEEN * (n + 1):
            return []
        return [low + gap * i // (n + 1) for i in range(1, n + 1)]
    if gap <= _ROOM_AT_END * n:
        return []
    first = low + 1 if open_end else high - n
    return list(range(first, first + n))


def _check(a: str | None, b: str | None) -> None:
    for key in (a, b):
        if key is not None and _KEY.fullmatch(key) is None:
            raise ValueError(f"not an order key: {key!r}")
    if a is not None and b is not None and a >= b:
        raise ValueError(f"no room between {a!r} and {b!r}")


def _floor(key: str, length: int) -> int:
    value = 0
    for digit in key[:length].ljust(length, "0"):
        value = value * _BASE + _VALUES[digit]
    return value


def _ceiling(key: str, length: int) -> int:
    return _floor(key, length) + (len(key) > length)


def _key(value: int, length: int) -> str:
    digits = []
    for _place in range(length):
        value, digit = divmod(value, _BASE)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits)).rstrip("0")
