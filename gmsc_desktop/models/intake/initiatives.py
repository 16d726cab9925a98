"""Initiatives as a table from outside tells them: lines in, records of a plan out, matched with those that it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, cast

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.initiatives import delete_initiative
from gmsc_desktop.models.intake.comparing import Change, count_ties
from gmsc_desktop.models.intake.initiative_parts import PartReader
from gmsc_desktop.models.intake.known import LIKE, KnownInitiatives, compared_code, compared_title, is_strange
from gmsc_desktop.models.intake.newcomers import Newcomers
from gmsc_desktop.models.intake.wanted import Prepared, Told, Wanted, cut, fitted
from gmsc_desktop.models.likeness import Likeness
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Json, Snapshot, make_record
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


_BLANK = cast(Initiative, make_record(BY_NAME["initiative"], "", [None] * len(BY_NAME["initiative"].fields)))


_LEAD = 0.05  # by which the likest title must be ahead of the next one
_MOST_LOOKED_AT = 6  # titles that are held against one letter by letter


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a year as it is written."""

    year: int
    text: str


@dataclass(frozen=True)
class Indicator:
    """An indicator with its targets; ``kind`` is a code of the list ``indicator_kind``."""

    text: str
    unit: str = ""
    baseline: str = ""
    baseline_year: int | None = None
    source: str = ""
    kind: str = ""
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """Whole Rupiah of a year; ``source`` is a code of the list ``funding_source``, "" where the table tells none:
    then that of the plan counts, else ``otherwise``."""

    year: int
    source: str
    amount: int
    note: str = ""
    otherwise: str = ""


@dataclass(frozen=True)
class Line:
    """What a table tells of one initiative; ``id`` is its own, ``values`` are by column of the initiative.

    ``agencies`` are names, the responsible office first; ``partners`` names with the code of their element;
    ``codes`` those of the nomenclature with names; ``programmes`` texts that may name a programme of the RPJMD;
    ``step_months`` has first and last month of a step (YYYY-MM) by its text; ``is_dated_by_figures``: the years are but
    those of sums and targets, and change nothing where the plan has years.
    """

    id: str
    title: str
    code: str = ""
    dimension: str = ""
    years: tuple[int, ...] = ()
    goes_on: bool = False
    horizon: str = ""
    horizon_reason: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    subdimensions: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    indicators: tuple[Indicator, ...] = ()
    budgets: tuple[Budget, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    quick_wins: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    step_months: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_dated_by_figures: bool = False


def prepare(snapshot: Snapshot, lines: Sequence[Line]) -> Prepared:
    """The records of the lines, offices first, and what is to be told; nothing is written."""
    told: list[Told] = []
    fitting = [made for line in lines if (made := _fitting(line, told)).title]
    return _Preparing(snapshot, fitting, told).prepared()


def _fitting(line: Line, told: list[Told]) -> Line:
    """The line with its names as they would be stored: only so what was taken in before is known again."""

    def fit(table: str, column: str, text: str) -> str:
        told.extend(cut(table, {column: text}, line.id))
        return str(fitted(table, {column: text}).get(column) or "")

    def fit_all(table: str, column: str, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(made for text in texts if (made := fit(table, column, text)))

    indicators = (replace(one, text=fit("initiative_indicator", "text", one.text)) for one in line.indicators)
    partners = ((fit("initiative_partner", "name", name), kind) for name, kind in line.partners)
    return replace(
        line,
        title=fit("initiative", "title", line.title),
        code=fit("initiative", "code", line.code),
        objectives=fit_all("smart_objective", "text", line.objectives),
        agencies=fit_all("agency", "name", line.agencies),
        supporting=fit_all("agency", "name", line.supporting),
        partners=tuple(pair for pair in partners if pair[0]),
        indicators=tuple(one for one in indicators if one.text),
        codes=tuple((fit("initiative_code", "code", code), name) for code, name in line.codes),
        steps=fit_all("action_step", "text", line.steps),
    )


def removed(snapshot: Snapshot, lines: Sequence[Line], prepared: Prepared) -> Iterator[Change]:
    """Initiatives of the plan that a table of their dimension does not have; nothing of it goes by itself."""
    matched = {want.record for want in prepared.wanted if want.table == "initiative"}
    dimensions = {line.dimension for line in lines}
    for row in snapshot.all(Initiative):
        if row.dimension in dimensions and row.id not in matched:
            ties = count_ties(snapshot, "initiative", row.id)
            yield Change("removed", "initiative", row.id, f"{row.code} {row.title}".strip(), ties=ties)


def remove(db: Connection, changes: Iterable[Change], chosen: Collection[str]) -> int:
    """Delete the initiatives that the table does not have and that a person chose; how many.

    Raises ``UserFacingError`` where one has realisation in a closed year.
    """
    found = [change for change in changes if change.kind == "removed" and change.id in chosen]
    for change in found:
        delete_initiative(db, change.id)
    return len(found)


class _Preparing:
    def __init__(self, snapshot: Snapshot, lines: Sequence[Line], told: list[Told]) -> None:
        self._snapshot = snapshot
        self._lines = lines
        self._known = KnownInitiatives(snapshot)
        self._rows = {row.id: row for row in snapshot.all(Initiative)}
        self._by_titles: dict[str, list[Initiative]] = {}
        for row in self._rows.values():
            self._by_titles.setdefault(compared_title(row.title), []).append(row)
        self._offices = Newcomers(snapshot, {})
        self._pack = for_plan(snapshot.plan.reference_version)
        self._figures = Figures(snapshot, self._pack)
        self._codes = {row.code.casefold() for row in self._rows.values() if row.code}
        self._told = told
        self._parts = PartReader(snapshot, self._pack, self._offices, self._told)

    def prepared(self) -> Prepared:
        """Match all lines, then read each."""
        matches = self._matched()
        made: list[Wanted] = []
        for line in self._lines:
            record = self._rows.get(matches.get(line.id, ""))
            want = self._initiative(line, record)
            made += [want, *self._parts.of(line, want, record)]
        self._told += self._parts.closed_years()
        wanted = [*self._offices.wanted, *self._parts.objectives, *made]
        return Prepared(tuple(wanted), tuple(self._told))

    # -- which record

    def _matched(self) -> dict[str, str]:
        """The record of each line: by its code, then its title, then by likeness in its dimension; each once."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for match in (self._by_code, self._by_title, self._by_title_anywhere, self._by_likeness):
            for line in self._lines:
                record = "" if line.id in found else match(line)
                if record and record not in taken:
                    found[line.id] = record
                    taken.add(record)
                    self._tell_how(line, record)
        return found

    def _by_code(self, line: Line) -> str:
        if not compared_code(line.code):
            return ""
        found = self._known.find(line.code, line.title)
        if found.how == "code" and is_strange(found):
            sentence = _(
                "Kode {code} di berkas milik “{title}”, tetapi di rencana milik “{own}”; dianggap inisiatif yang lain."
            )
            words = {"code": line.code, "title": line.title[:80], "own": self._known.titles[found.id][:80]}
            self._told.append(Told("strange-code", sentence.format(**words), line.id))
            return ""
        return found.id if found.how == "code" else ""

    def _by_title(self, line: Line) -> str:
        same = [row for row in self._titled(line) if row.dimension == line.dimension]
        return same[0].id if same else ""

    def _by_title_anywhere(self, line: Line) -> str:
        same = self._titled(line)
        return same[0].id if len(same) == 1 else ""

    def _titled(self, line: Line) -> list[Initiative]:
        return self._by_titles.get(compared_title(line.title), [])

    def _by_likeness(self, line: Line) -> str:
        """The one initiative of the dimension whose title is surely a version of this one."""
        same = {row.id for row in self._rows.values() if row.dimension == line.dimension}
        title = compared_title(line.title)
        scored = []
        for one in self._likeness.like(line.id, same)[:_MOST_LOOKED_AT]:
            own = compared_title(self._rows[one.id].title)
            ratio = SequenceMatcher(None, title, own, autojunk=False).ratio()
            scored.append((max(ratio, one.score), one.id))
        scored.sort(reverse=True)
        sure = scored and scored[0][0] >= LIKE and (len(scored) == 1 or scored[0][0] - scored[1][0] >= _LEAD)
        return scored[0][1] if sure else ""

    @cached_property
    def _likeness(self) -> Likeness:
        """All titles of plan and table, by their words."""
        titles = {row.id: row.title for row in self._rows.values()} | {line.id: line.title for line in self._lines}
        return Likeness({id_: [(title, 1.0)] for id_, title in titles.items()})

    def _tell_how(self, line: Line, record: str) -> None:
        own = self._known.titles[record]
        if compared_title(own) != compared_title(line.title):
            sentence = _("“{title}” dianggap inisiatif “{own}” di rencana; namanya akan diubah. Periksa.")
            self._told.append(Told("alike", sentence.format(title=line.title[:80], own=own[:80]), line.id))

    # -- its own values

    def _initiative(self, line: Line, record: Initiative | None) -> Wanted:
        values: dict[str, Json] = {"title": line.title, "dimension": line.dimension or None, **line.values}
        if line.agencies and (office := self._offices.office(line.agencies[0])):
            values["agency_id"] = office
        told_already = line.is_dated_by_figures and record is not None and (record.year_start or record.year_end)
        if line.years and not told_already and not self._begins_after_its_end(line, record):
            values["year_start"] = line.years[0]
            if not line.goes_on:
                values["year_end"] = line.years[-1]
            self._tell_gaps(line)
        if line.horizon and self._is_other_horizon(line, record):
            values |= {"horizon": line.horizon, "horizon_reason": line.horizon_reason}
        if code := self._code(line, record):
            values["code"] = code
        if record is not None and values.get("outside_reason") and self._is_mapped(record):
            del values["outside_reason"]
        self._told += cut("initiative", values, line.id)
        owner = self._pack.label("dimension", line.dimension) if line.dimension else ""
        return Wanted(
            "initiative", line.id, fitted("initiative", values), line.title, owner, record.id if record else ""
        )

    def _begins_after_its_end(self, line: Line, record: Initiative | None) -> bool:
        """Whether a line without an end begins after the end that the plan has, which is told."""
        end = record.year_end if record is not None and line.goes_on else None
        if end is None or line.years[0] <= end:
            return False
        sentence = _(
            "“{title}” mulai {start} di berkas, padahal di rencana selesai {end}, sehingga tahunnya tidak diambil. "
            "Perbaiki tahun selesainya di rencana, lalu impor lagi."
        )
        words = {"title": line.title[:80], "start": line.years[0], "end": end}
        self._told.append(Told("years", sentence.format(**words), line.id))
        return True

    def _tell_gaps(self, line: Line) -> None:
        missing = [year for year in range(line.years[0], line.years[-1]) if year not in line.years]
        if missing:
            sentence = _("“{title}” tidak ditandai pada {years}; dicatat dari {first} sampai {last} tanpa jeda.")
            words = {"title": line.title[:80], "first": line.years[0], "last": line.years[-1]}
            self._told.append(
                Told("gap-in-years", sentence.format(years=", ".join(map(str, missing)), **words), line.id)
            )

    def _is_other_horizon(self, line: Line, record: Initiative | None) -> bool:
        """Whether the years would not give this horizon by themselves, and the plan does not have it already."""
        if record is not None and (record.horizon == line.horizon or record.horizon_reason):
            return False
        years = {"year_start": line.years[0], "year_end": line.years[-1]} if line.years else {}
        seen = replace(record or _BLANK, horizon="", **years)  # type: ignore[arg-type]  # two whole numbers
        return self._figures.horizon(seen) != line.horizon

    def _code(self, line: Line, record: Initiative | None) -> str:
        """The code of a line where it is one of an initiative, and no other has it."""
        code = " ".join(line.code.split())
        if not compared_code(code) or (record is not None and compared_code(record.code) == compared_code(code)):
            return ""
        if code.casefold() in self._codes:
            if record is None and not any(one.row == line.id and one.kind == "strange-code" for one in self._told):
                sentence = _("Kode {code} sudah dipakai; “{title}” diberi kode berikutnya.")
                self._told.append(Told("code", sentence.format(code=code, title=line.title[:80]), line.id))
            return ""
        self._codes.add(code.casefold())
        return code

    def _is_mapped(self, record: Initiative) -> bool:
        return any(
            row.initiative_id == record.id  # type: ignore[attr-defined]  # both tables of mappings have it
            for table in ("indicator_mapping", "programme_mapping")
            for row in self._snapshot.rows(table)
        )
