"""Finds numbers of private persons in free text: NIK, family card, mobile phone; office landlines are not private."""

from __future__ import annotations

import re

from gmsc_desktop.text import _

_MOBILE = re.compile(r"(?:\+?62|0)[\s.()-]*8")
_MAYBE = re.compile(r"\d[\s.()-]*(?:\d[\s.()-]*){8}")  # fewer than nine digits are never such a number


def _names() -> dict[str, str]:
    return {"NIK": _("NIK"), "KK": _("nomor kartu keluarga"), "PHONE": _("nomor ponsel")}


def find_personal_numbers(text: str) -> list[str]:
    """What was found, masked so that a finding never repeats the number: "NIK 7317************"."""
    if not _MAYBE.search(text):
        return []
    from lokal import detect_pii, partial_mask

    found = detect_pii(text, types=("NIK", "KK", "PHONE"), min_confidence="high")
    private = [match for match in found if match.type != "PHONE" or _MOBILE.match(match.value)]
    return [f"{_names()[match.type]} {partial_mask(match.type, match.value)}" for match in private]
