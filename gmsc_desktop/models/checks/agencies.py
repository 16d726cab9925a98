"""Rule 21b: an office is recorded once."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import folded
from gmsc_desktop.models.records import Agency
from gmsc_desktop.text import _


def recorded_once(case: Case) -> Iterator[Fault]:
    """Rule 21b: no two offices of one time have one name, as after the merge of two copies that both added it."""
    first: dict[str, list[Agency]] = {}
    for agency in case.snapshot.all(Agency):
        same = first.setdefault(folded(agency.name), [])
        if agency.name.strip() and any(are_one(agency, other) for other in same):
            sentence = _(
                "{agency} tercatat lebih dari satu kali. "
                "Pakai satu saja: pindahkan inisiatif dan tautannya ke salah satunya, lalu hapus yang lain."
            )
            yield Fault((agency.id,), sentence.format(agency=case.name(agency)), Place("agency", agency.id, "name"))
        same.append(agency)


def are_one(one: Agency, other: Agency) -> bool:
    """Whether two offices have one name, and days on which both are valid: a later one may have an old one's name."""
    if folded(one.name) != folded(other.name):
        return False
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: Agency, other: Agency) -> bool:
    return bool(one.valid_to and other.valid_from and one.valid_to < other.valid_from)
