"""Rule 21: every office has an initiative or says why it has none, and is recorded once."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import folded
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.records import Agency, InitiativeAgency
from gmsc_desktop.text import _


def with_initiatives(case: Case) -> Iterator[Fault]:
    """Rule 21: an office that exists today carries or supports an initiative, or its reason is told."""
    for agency in without_initiative(case.figures, case.day):
        if not agency.no_initiative_reason.strip():
            sentence = _(
                "{agency} belum menangani atau mendukung satu inisiatif pun. "
                "Pilih sebagai penanggung jawab atau pendukung, atau tulis alasannya."
            ).format(agency=case.name(agency))
            yield Fault((agency.id,), sentence, Place("agency", agency.id, "no_initiative_reason"))


def without_initiative(figures: Figures, day: str) -> tuple[Agency, ...]:
    """The offices that exist on a day (YYYY-MM-DD) and neither carry nor support an initiative.

    Nobody is named before there is an initiative at all.
    """
    if not figures.initiatives:
        return ()
    busy = {row.agency_id for row in figures.initiatives}
    ids = {row.id for row in figures.initiatives}
    busy |= {row.agency_id for row in figures.snapshot.all(InitiativeAgency) if row.initiative_id in ids}
    existing = (row for row in figures.snapshot.all(Agency) if row.name.strip() and _exists(row, day))
    return tuple(row for row in existing if row.id not in busy)


def _exists(agency: Agency, day: str) -> bool:
    return (not agency.valid_from or agency.valid_from <= day) and (not agency.valid_to or day <= agency.valid_to)


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
