"""What every output is made from: one moment of a plan, how it is marked, and how it reports and stops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.exports.pixels import Look, Pixels, Wish
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.reference import ReferencePack, for_plan
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.exports.pictures import SmallPictures

FINAL = "final"


class Cancelled(Exception):
    """The person asked to stop; nothing was finished."""


def _no_progress(fraction: float) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


def _no_picture(sha256: str) -> Path | None:
    return None


def _no_look(wishes: Sequence[Wish], cancelled: Callable[[], bool]) -> list[Pixels | None]:
    return [None] * len(wishes)


@dataclass(frozen=True)
class Edition:
    """One edition of a plan's papers; the same edition always gives the same bytes.

    ``revision_code`` stands in every footer and names the content; ``purpose`` is a stage such as ``bimtek-2``.
    ``contacts`` are lines of office contacts by the id of the person: a person asked for them, for this file alone.
    ``progress`` is told fractions from 0 to 1. ``picture`` finds the file of a piece of evidence by its
    SHA-256, and ``look`` reads such files: never this process itself, for strangers made them.
    """

    snapshot: Snapshot
    reference: ReferencePack
    revision_code: str
    made_on: date
    draft: bool
    example: bool
    purpose: str | None = None
    progress: Callable[[float], None] = _no_progress
    cancelled: Callable[[], bool] = _never
    picture: Callable[[str], Path | None] = _no_picture
    look: Look = _no_look
    contacts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Who has pictures says who reads them."""
        if self.picture is not _no_picture and self.look is _no_look:
            raise TypeError("an edition with pictures needs somebody who looks at them")

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        *,
        revision_code: str,
        made_on: date,
        purpose: str | None = None,
        progress: Callable[[float], None] = _no_progress,
        cancelled: Callable[[], bool] = _never,
        picture: Callable[[str], Path | None] = _no_picture,
        look: Look = _no_look,
        contacts: Mapping[str, Sequence[str]] | None = None,
    ) -> Edition:
        """The edition of a snapshot: a draft until a person set the book final, an example where the plan says so."""
        plan = snapshot.plan
        draft, example = plan.status != FINAL, plan.is_example
        reference = for_plan(plan.reference_version)
        watch = (progress, cancelled, picture, look, contacts or {})
        return cls(snapshot, reference, revision_code, made_on, draft, example, purpose, *watch)

    @cached_property
    def figures(self) -> Figures:
        """The derived numbers of this edition."""
        return Figures(self.snapshot, self.reference)

    @cached_property
    def small_pictures(self) -> SmallPictures:
        """The pictures of the evidence store, small, each read once."""
        from gmsc_desktop.exports.pictures import SmallPictures

        return SmallPictures(self)

    def step(self, fraction: float) -> None:
        """Report how far the work is; raises ``Cancelled`` when the person asked to stop."""
        self.stop_if_cancelled()
        self.progress(min(max(fraction, 0.0), 1.0))

    def stop_if_cancelled(self) -> None:
        """Raises ``Cancelled`` when the person asked to stop."""
        if self.cancelled():
            raise Cancelled

    @property
    def title(self) -> str:
        """The title of the book, made from the district where none was written."""
        plan = self.snapshot.plan
        return plan.title or _("Rencana Induk Smart City {region}").format(region=self.snapshot.region.name)

    @property
    def formal_title(self) -> str:
        """What the description of a file calls the book: in nobody's own words, for no one looks there for a name."""
        named = _("Rencana Induk Smart City {region}").format(region=self.snapshot.region.name)
        return f"{named} {self.period}".rstrip()

    @property
    def period(self) -> str:
        """The plan's years: "2025–2029"; empty while they are not known."""
        plan = self.snapshot.plan
        return "–".join(str(year) for year in (plan.period_start, plan.period_end) if year is not None)

    @cached_property
    def year(self) -> int:
        """The year looked at: the last one that was reported up to the day of making, else that day's, in the plan."""
        told = [year for year in self.figures.told_years if year <= self.made_on.year]
        return told[-1] if told else self.present_year

    @property
    def present_year(self) -> int:
        """The plan's year on the day of making: of a plan that is over its last one."""
        return self.snapshot.year_at(self.made_on.year)

    @property
    def example_mark(self) -> str:
        """What every page of a demonstration plan says; empty for a real one."""
        return _("CONTOH – bukan dokumen resmi") if self.example else ""

    @property
    def draft_mark(self) -> str:
        """What every page says until a person set the book final."""
        return _("DRAF") if self.draft else ""

    @property
    def purpose_label(self) -> str:
        """The stage that the edition is made for, in words."""
        return self.reference.label("stage", self.purpose) if self.purpose else ""
