"""What every rule looks at: a plan, a purpose, a year and a day; and what it answers with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gmsc_desktop.models.checks.finding import CodeList, EvidenceFiles, Place
from gmsc_desktop.models.checks.places import way
from gmsc_desktop.models.checks.stages import is_existing
from gmsc_desktop.models.checks.wording import record_name, without_digits
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.records import Evidence, EvidenceLink
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Record, Snapshot
from gmsc_desktop.text import _

Personal = Callable[[str], list[str]]  # a text in, the personal numbers found in it out, masked


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found. ``about`` are the record ids and aspects that, with the rule, make the finding's key."""

    about: tuple[str, ...]
    sentence: str
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """One check: ``year`` is the year looked at, ``today`` the day against which offices and dates are held."""

    snapshot: Snapshot
    pack: ReferencePack
    figures: Figures
    purpose: str
    year: int
    today: date
    files: EvidenceFiles | None = None
    personal: Personal | None = None
    codes: CodeList | None = None

    def name(self, record: Record) -> str:
        """How a sentence calls a record; a record without a name says so, a personal number in a name is hidden."""
        name = record_name(self.pack, record)
        if not name:
            return _("{kind} tanpa nama").format(kind=BY_NAME[record.TABLE].singular)
        return without_digits(name) if self.personal is not None and self.personal(name) else name

    def whereabouts(self, record: Record) -> str:
        """Where a record without a telling name of its own belongs: the names of its owners and its own."""
        names = ", ".join(way(self.snapshot, self.pack, record)) or BY_NAME[record.TABLE].singular
        return without_digits(names) if self.personal is not None and self.personal(names) else names

    @property
    def day(self) -> str:
        """Today as dates are stored."""
        return self.today.isoformat()

    @property
    def standing_day(self) -> str:
        """The day against which offices and decrees are held: of an old plan that is over its last one, else today."""
        end = self.snapshot.plan.period_end
        last = f"{end}-12-31" if end is not None and is_existing(self.snapshot) else self.day
        return min(last, self.day)

    def evidence_for(self, owner: str, record_id: str) -> list[Evidence]:
        """The evidence linked to a record of the table ``owner`` that has a file or an address."""
        links = self.snapshot.where(EvidenceLink, f"{owner}_id", record_id)
        found = (self.snapshot.get(Evidence, link.evidence_id) for link in links)
        return [evidence for evidence in found if evidence is not None and (evidence.sha256 or evidence.url)]
