"""Knows an office again by its name, its short form, or a usual abbreviation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache

from gmsc_desktop.models.records import Agency
from gmsc_desktop.paths import resource

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_PLACE = re.compile(r"(?<!\btata)\s+(?:kabupaten|kota|kab)\b.*$")
_PLACE_OF_PART = re.compile(r"\s+(?:kabupaten|kab)\b.*$")  # "Kecamatan Kota Utara" is a name
_PART = re.compile(r"(?:kecamatan|kelurahan|distrik|camat|lurah)\b")
_OF_DISTRICT = re.compile(r"\s+daerah$")  # "Inspektorat", "Inspektorat Daerah", "Inspektorat Daerah Kota …"
_MANY = re.compile(r"(?:[0-9]+|seluruh|semua)\b", re.IGNORECASE)


def plain_name(name: str) -> str:
    """A name as it is compared: small letters, no signs, abbreviations written out, without the district behind it."""
    plain = _NOT_A_LETTER.sub(" ", name.casefold().replace("&", " dan ")).strip()
    place = _PLACE_OF_PART if _PART.match(plain) else _PLACE
    plain = place.sub("", plain) or plain
    return _OF_DISTRICT.sub("", _aliases().get(plain, plain))


def is_many(name: str) -> bool:
    """Whether a text stands for many offices at once: "Seluruh Perangkat Daerah", "29 Perangkat Daerah"."""
    return _MANY.match(name.strip()) is not None


class KnownAgencies:
    """The offices of a plan, found by name."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._known: dict[str, str] = {}
        for agency in agencies:
            for name in (agency.name, agency.short_name):
                if name:
                    self._known.setdefault(plain_name(name), agency.id)

    def find(self, name: str) -> str | None:
        """The id of the office that a name means, None where the plan has none of it."""
        return self._known.get(plain_name(name))


@cache
def _aliases() -> dict[str, str]:
    raw: dict[str, list[str]] = json.loads(resource("import/agencies.json").read_text("utf-8"))["short_forms"]
    return {
        _NOT_A_LETTER.sub(" ", short.casefold()).strip(): _NOT_A_LETTER.sub(" ", name.casefold()).strip()
        for name, listed in raw.items()
        for short in listed
    }
