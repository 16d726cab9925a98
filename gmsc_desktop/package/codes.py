"""The short code of a package, for people who compare packages on the telephone."""

from __future__ import annotations

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U


def short_code(digest: str) -> str:
    """Twelve letters, 60 bits, from a hexadecimal digest: ``7K3M-0Q9T-XB2A``."""
    number = int(digest[:15], 16)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(55, -1, -5))
    return "-".join((letters[:4], letters[4:8], letters[8:]))
