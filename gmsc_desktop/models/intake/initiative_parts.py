"""What hangs on an initiative from outside: offices, indicators, targets, budgets, codes, quick wins, steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.initiatives.mapping import DIRECT
from gmsc_desktop.models.initiatives.quick_wins import NEW
from gmsc_desktop.models.intake.agencies import is_many
from gmsc_desktop.models.intake.indicators import pair_indicators
from gmsc_desktop.models.intake.known import compared_title
from gmsc_desktop.models.intake.newcomers import Newcomers
from gmsc_desktop.models.intake.wanted import Told, Wanted, compare, cut, fitted, record_id
from gmsc_desktop.models.records import (
    ActionStep,
    IndicatorMapping,
    Initiative,
    InitiativeBudget,
    InitiativeCode,
    InitiativeIndicator,
    InitiativePartner,
    PlanningDocument,
    Programme,
    ProgrammeMapping,
    SmartObjective,
)
from gmsc_desktop.models.records import Indicator as RpjmdIndicator
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Json, Record, Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.values import format_rupiah

if TYPE_CHECKING:
    from gmsc_desktop.models.intake.initiatives import Budget, Indicator, Line

R = TypeVar("R", bound=Record)
_UNTOLD_SOURCE = "lainnya"
_CODE = re.compile(r"^(?:[0-9x]{1,4} )+")


class PartReader:
    """Reads the parts of lines into records that are wanted; ``objectives`` are those of several initiatives."""

    def __init__(self, snapshot: Snapshot, pack: ReferencePack, offices: Newcomers, told: list[Told]) -> None:
        self._snapshot = snapshot
        self._pack = pack
        self._offices = offices
        self._told = told
        self._figures = Figures(snapshot, pack)
        self._closed: dict[int, set[str]] = {}  # by closed year the lines whose sums are not taken
        self.objectives: list[Wanted] = []
        self._objectives: dict[tuple[str, str], str] = {
            (row.dimension, compared_title(row.text)): row.id for row in snapshot.all(SmartObjective)
        }
        self._programmes: dict[str, list[Programme]] = {}
        for row in snapshot.all(Programme):
            self._programmes.setdefault(_programme_name(row.name), []).append(row)

    def of(self, line: Line, owner: Wanted, record: Initiative | None) -> Iterator[Wanted]:
        """Everything of a line, the parents before what stands under them."""
        id_ = record.id if record else owner.id
        yield from self._subdimensions(line, id_)
        yield from self._supporting(line, id_, owner)
        yield from self._objective_links(line, id_)
        yield from self._partners(line, id_)
        known = pair_indicators(self._own(InitiativeIndicator, id_), [one.text for one in line.indicators])
        for number, one in enumerate(line.indicators):
            yield from self._indicator(line, id_, number, one, known.get(number))
        for budget in self._budgets(line, id_):
            want = self._budget(line, id_, budget)
            if self._figures.closing(budget.year) is None:
                yield want
            elif compare(self._snapshot, [want]):
                self._closed.setdefault(budget.year, set()).add(line.id)
        yield from self._codes(line, id_)
        yield from self._programme_mappings(line, id_, record)
        yield from self._steps(line, id_)
        for year in line.quick_wins:
            found = record_id(self._snapshot, "quick_win", id_, year)
            status: dict[str, Json] = {} if found else {"status": NEW}
            keys: dict[str, Json] = {"initiative_id": id_, "year": year}
            yield self._made("quick_win", f"win {year}", {**keys, **status}, str(year), line, found)

    def closed_years(self) -> Iterator[Told]:
        """Sums of closed years, which stay as they are."""
        for year, lines in sorted(self._closed.items()):
            sentence = _(
                "Tahun {year} sudah ditutup, sehingga anggaran {count} inisiatif pada tahun itu tidak diambil. Buka "
                "kembali tahun itu dengan alasan, lalu impor lagi."
            )
            yield Told("closed", sentence.format(year=year, count=len(lines)))

    def _made(
        self, table: str, id_: str, values: Mapping[str, Json], name: str, line: Line, record: str = ""
    ) -> Wanted:
        self._told += cut(table, values, line.id)
        return Wanted(table, f"{line.id} {table} {id_}", fitted(table, values), name, line.title, record)

    def _own(self, kind: type[R], owner: str) -> tuple[R, ...]:
        return self._snapshot.where(kind, "initiative_id", owner)

    def _found(self, kind: type[R], owner: str, column: str, text: str) -> str:
        """The id of the record of an initiative whose text is this one, "" where there is none."""
        wanted = compared_title(text)
        return next((row.id for row in self._own(kind, owner) if compared_title(getattr(row, column)) == wanted), "")

    # -- who and what for

    def _subdimensions(self, line: Line, owner: str) -> Iterator[Wanted]:
        for code in line.subdimensions:
            if not record_id(self._snapshot, "initiative_subdimension", owner, code):
                values: dict[str, Json] = {"initiative_id": owner, "subdimension": code}
                yield self._made("initiative_subdimension", code, values, self._pack.label("subdimension", code), line)

    def _supporting(self, line: Line, owner: str, want: Wanted) -> Iterator[Wanted]:
        record = self._snapshot.get(Initiative, want.record)
        responsible = want.values.get("agency_id") or (record.agency_id if record else "")
        seen: set[str] = set()
        for name in (*line.agencies, *line.supporting):
            if is_many(name):
                sentence = _("“{name}” pada “{title}” tidak menunjuk satu OPD, sehingga tidak diambil.")
                words = {"name": name[:60], "title": line.title[:80]}
                self._told.append(Told("many-agencies", sentence.format(**words), line.id))
                continue
            office = self._offices.office(name)
            if not office or office == responsible or office in seen:
                continue
            seen.add(office)
            if not record_id(self._snapshot, "initiative_agency", owner, office):
                values: dict[str, Json] = {"initiative_id": owner, "agency_id": office}
                yield self._made("initiative_agency", office, values, name, line)

    def _objective_links(self, line: Line, owner: str) -> Iterator[Wanted]:
        for text in line.objectives:
            key = (line.dimension, compared_title(text))
            objective = self._objectives.get(key) or self._of_another_dimension(key[1])
            if not objective:
                objective = f"objective {key[0]} {key[1]}"
                values: dict[str, Json] = {"dimension": line.dimension, "text": text}
                self._told += cut("smart_objective", values, line.id)
                label = self._pack.label("dimension", line.dimension)
                made = Wanted("smart_objective", objective, fitted("smart_objective", values), text, label)
                self.objectives.append(made)
                self._objectives[key] = objective
            if not record_id(self._snapshot, "initiative_objective", owner, objective):
                link: dict[str, Json] = {"initiative_id": owner, "smart_objective_id": objective}
                yield self._made("initiative_objective", objective, link, text, line)

    def _of_another_dimension(self, text: str) -> str:
        """The sasaran of these words where the plan has just one, in whatever dimension."""
        found = [id_ for (_dimension, own), id_ in self._objectives.items() if own == text]
        return found[0] if len(found) == 1 and self._snapshot.get(SmartObjective, found[0]) else ""

    def _partners(self, line: Line, owner: str) -> Iterator[Wanted]:
        for name, kind in line.partners:
            found = self._found(InitiativePartner, owner, "name", name)
            if not found:
                values: dict[str, Json] = {"initiative_id": owner, "name": name, "kind": kind or None}
                yield self._made("initiative_partner", name, values, name, line)

    # -- figures

    def _indicator(
        self, line: Line, owner: str, number: int, one: Indicator, known: InitiativeIndicator | None
    ) -> Iterator[Wanted]:
        values: dict[str, Json] = {
            "initiative_id": owner, "text": one.text, "unit": one.unit or None, "baseline_text": one.baseline or None,
            "baseline_year": one.baseline_year, "source": one.source or None, "kind": one.kind or None,
        }  # fmt: skip
        want = self._made("initiative_indicator", str(number), values, one.text, line, known.id if known else "")
        yield want
        indicator = known.id if known else want.id
        for target in one.targets:
            found = record_id(self._snapshot, "initiative_target", indicator, target.year)
            keys: dict[str, Json] = {"indicator_id": indicator, "year": target.year, "text": target.text}
            name = _("{text}, {year}").format(text=one.text, year=target.year)
            yield self._made("initiative_target", f"{number} {target.year}", keys, name, line, found)

    def _budgets(self, line: Line, owner: str) -> Iterator[Budget]:
        """One sum for each year and source; what has no source is of another one where the year has sums with one."""
        sums: dict[tuple[int, str], Budget] = {}
        told = {budget.year for budget in line.budgets if budget.source}
        for budget in line.budgets:
            source = budget.source or ((budget.otherwise or _UNTOLD_SOURCE) if budget.year in told else "")
            if not source and self._is_parted(line, owner, budget):
                continue
            key = (budget.year, source or self._source(owner, budget))
            before = sums.get(key)
            amount = budget.amount + (before.amount if before else 0)
            notes = dict.fromkeys(note for note in (before.note if before else "", budget.note) if note)
            sums[key] = replace(budget, source=key[1], amount=amount, note=", ".join(notes))
        yield from sums.values()

    def _budget(self, line: Line, owner: str, budget: Budget) -> Wanted:
        source, note = budget.source, budget.note
        found = record_id(self._snapshot, "initiative_budget", owner, budget.year, source)
        keys: dict[str, Json] = {"initiative_id": owner, "year": budget.year, "source": source}
        there = self._snapshot.get(InitiativeBudget, found)
        values: dict[str, Json] = {**keys, "amount": budget.amount}
        if note and (there is None or not there.note):
            values["note"] = note
        label = self._pack.label("funding_source", source)
        name = _("Anggaran {year}, {source}").format(year=budget.year, source=label)
        return self._made("initiative_budget", f"{budget.year} {source}", values, name, line, found)

    def _is_parted(self, line: Line, owner: str, budget: Budget) -> bool:
        """Whether the plan has a sum, whose source the table does not tell, from several sources: it stays as it is."""
        held = [row for row in self._own(InitiativeBudget, owner) if row.year == budget.year]
        if len(held) < 2:
            return False
        total = sum(row.amount or 0 for row in held)
        if total != budget.amount:
            sentence = _(
                "Anggaran {year} “{title}” di berkas {told}, di rencana {held} dari beberapa sumber dana, sehingga "
                "tidak diubah. Ubah per sumber dananya."
            )
            words = {"year": budget.year, "title": line.title[:60]}
            told = sentence.format(told=format_rupiah(budget.amount), held=format_rupiah(total), **words)
            self._told.append(Told("parted-money", told, line.id))
        return True

    def _source(self, owner: str, budget: Budget) -> str:
        """Where the table tells no source of money: the one that the plan has for that year, else the answer."""
        held = {row.source for row in self._own(InitiativeBudget, owner) if row.year == budget.year}
        return held.pop() if len(held) == 1 else budget.otherwise or _UNTOLD_SOURCE

    # -- ties

    def _codes(self, line: Line, owner: str) -> Iterator[Wanted]:
        held = {row.code: row for row in self._own(InitiativeCode, owner)}
        for code, name in line.codes:
            row = held.get(code)
            if row is None or (name and not row.name):
                values: dict[str, Json] = {"initiative_id": owner, "code": code, "name": name or None}
                yield self._made("initiative_code", code, values, f"{code} {name}".strip(), line, row.id if row else "")

    def _programme_mappings(self, line: Line, owner: str, record: Initiative | None) -> Iterator[Wanted]:
        """A mapping to a programme where the text is exactly the name of one; any other text stays a suggestion."""
        served = self._served(record)
        for text in line.programmes:
            if _programme_name(text) in served:
                continue
            same_name = self._programmes.get(_programme_name(text), [])
            newest = _of_newest(self._snapshot, same_name)
            words = {"text": text[:80], "title": line.title[:80]}
            if newest is None:
                sentence = _(
                    "“{title}” menyebut “{text}”, yang bukan persis satu program RPJMD di rencana ini. "
                    "Petakan di halaman Pemetaan."
                )
                self._told.append(Told("rpjmd-suggestion", sentence.format(**words), line.id, doubt=False))
                continue
            if record is not None and record.outside_reason:
                continue
            if not record_id(self._snapshot, "programme_mapping", owner, newest.id):
                sentence = _("“{title}” dipetakan ke program “{text}”, karena namanya persis sama. Periksa.")
                self._told.append(Told("mapped", sentence.format(**words), line.id))
                values: dict[str, Json] = {"initiative_id": owner, "programme_id": newest.id, "strength": DIRECT}
                yield self._made("programme_mapping", newest.id, values, newest.name, line)

    def _served(self, record: Initiative | None) -> set[str]:
        """The names of what an initiative is mapped to already."""
        owner = record.id if record else ""
        programmes = [self._snapshot.get(Programme, row.programme_id) for row in self._own(ProgrammeMapping, owner)]
        indicators = [
            self._snapshot.get(RpjmdIndicator, row.indicator_id) for row in self._own(IndicatorMapping, owner)
        ]
        return {_programme_name(one.name) for one in programmes if one} | {
            _programme_name(one.text) for one in indicators if one
        }

    def _steps(self, line: Line, owner: str) -> Iterator[Wanted]:
        for number, text in enumerate(line.steps):
            found, months = self._found(ActionStep, owner, "text", text), line.step_months.get(text)
            values: dict[str, Json] = {"initiative_id": owner, "text": text}
            if months:
                values |= {"start_month": months[0], "end_month": months[1]}
            if months or not found:
                yield self._made("action_step", str(number), values, text, line, found)


def _programme_name(text: str) -> str:
    """A name of a programme as it is compared: without its code and the word "Program" before it."""
    return _CODE.sub("", compared_title(text)).removeprefix("program ")


def _of_newest(snapshot: Snapshot, rows: Sequence[Programme]) -> Programme | None:
    """The one of these programmes that the newest planning document has, None where there are none or several."""
    if not rows:
        return None

    def newness(row: Programme) -> tuple[int, str]:
        document = snapshot.get(PlanningDocument, row.document_id)
        return ((document.period_end or document.target_end or 0) if document else 0, row.document_id)

    newest = max(newness(row) for row in rows)
    found = [row for row in rows if newness(row) == newest]
    return found[0] if len(found) == 1 else None
