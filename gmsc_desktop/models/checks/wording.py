"""How findings name records, days and lists in a sentence, without ever repeating a personal number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from gmsc_desktop.models.fields import BY_NAME, Kind
from gmsc_desktop.models.records import Evidence, LegalDocument, Person, PlanningDocument
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date

NAME_LENGTH = 80  # characters; a longer name would bury the sentence

# Sixteen digits (NIK) or an Indonesian mobile number, with the separators that people type.
_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)(?:\d(?:[ .()-]{0,2}\d){15}|(?:\+?62|0)[ .()-]{0,2}8(?:[ .()-]{0,2}\d){7,11})(?!\d)"
)
_DIGIT = re.compile(r"\d")


def listed(items: Iterable[str]) -> str:
    """``a``, ``a dan b``, ``a, b, dan c``."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    if len(words) == 2:
        return _("{first} dan {second}").format(first=words[0], second=words[1])
    return _("{others}, dan {last}").format(others=", ".join(words[:-1]), last=words[-1])


def years_listed(years: Iterable[int]) -> str:
    """Years with runs drawn together: ``2026, 2028, dan 2030–2032``."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed(word for run in runs for word in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)))


def day(iso: str) -> str:
    """``21 November 2026`` from ``2026-11-21``; what is no day stays as it is written."""
    try:
        return format_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def shortened(text: str, length: int = NAME_LENGTH) -> str:
    """A text on one line, cut at a word where it is too long."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[length // 2 :] else cut}…"


def folded(name: str) -> str:
    """A name for comparing: capitals and spaces do not part two."""
    return " ".join(name.split()).casefold()


def without_digits(text: str) -> str:
    """The text with every digit hidden: its words still tell which record is meant."""
    return _DIGIT.sub("•", text)


def record_name(pack: ReferencePack, record: Record, length: int = NAME_LENGTH) -> str:
    """What a person calls a record, one line; personal numbers in it are hidden; "" where it has no name of its own."""
    name = shortened(_own_name(pack, record), length)
    return _PERSONAL_NUMBER.sub(lambda found: without_digits(found[0]), name)


def _own_name(pack: ReferencePack, record: Record) -> str:
    if isinstance(record, PlanningDocument):
        return record.title or _planning_name(pack, record)
    if isinstance(record, LegalDocument):
        return record.title or " ".join(filter(None, (pack.label("legal_kind", record.kind), record.number)))
    if isinstance(record, Evidence):
        return record.title or record.original_name or record.url
    if isinstance(record, Person):
        return record.name or record.post
    return _titled(pack, record) or _choice_name(pack, record)


def _planning_name(pack: ReferencePack, document: PlanningDocument) -> str:
    kind = pack.label("planning_kind", document.kind)
    period = "–".join(str(year) for year in (document.period_start, document.period_end) if year is not None)
    return " ".join(filter(None, (kind, period)))


def _titled(pack: ReferencePack, record: Record) -> str:
    spec = BY_NAME[record.TABLE]
    if not spec.title_column:
        return ""
    field = spec.field(spec.title_column)
    value = str(getattr(record, field.column) or "")
    if field.choices:
        return pack.label(field.choices, value)
    return day(value) if field.kind is Kind.DATE else value


def _choice_name(pack: ReferencePack, record: Record) -> str:
    """A record without a title is told by its year or by its kind."""
    for field in BY_NAME[record.TABLE].fields:
        value = getattr(record, field.column)
        if field.kind is Kind.KEY_YEAR:
            return str(value)
        if field.choices and value:
            return pack.label(field.choices, value)
    return ""
