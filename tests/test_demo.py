"""The demonstration plan: whole, in itself consistent, plainly an example, and open only where it means to be."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import cast

import lokal

from gmsc_desktop.demo import demo_changes, demo_tables
from gmsc_desktop.demo.spread import all_lines
from gmsc_desktop.models import reference
from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.fields.spec import REFERENCE_KINDS, Kind
from gmsc_desktop.models.ids import derived_id, is_id
from gmsc_desktop.models.records import (
    Benefit,
    BodyMember,
    EvidenceLink,
    HeadOfRegion,
    Initiative,
    InitiativeBudget,
    InitiativeIndicator,
    InitiativeSubdimension,
    Person,
    ProgressEntry,
    ProgressValue,
    ProgressYear,
    QuickWin,
    Section,
    SmartObjective,
)
from gmsc_desktop.models.schema import create_tables
from gmsc_desktop.models.snapshot import to_json
from tests.demo_plan import DIMENSIONS, OTHER, PLAN, YEARS, plan, tables

TODAY = date(2026, 11, 21)
RUNNING = {"berjalan", "terlaksana"}
POSTS = {
    "Asisten", "Bupati", "Camat", "Direktur", "Dosen", "Inspektur", "Kepala", "Ketua", "Penjabat", "Perwakilan",
    "Pimpinan", "Pranata", "Sekretaris", "Wakil",
}  # fmt: skip
# What a public paper may never hold; posts and addresses of offices are meant to be there.
PERSONAL = {"NIK", "KK", "NPWP", "PASSPORT", "SIM", "NIP", "BPJS", "NISN", "PHONE", "BANK_ACCOUNT", "CARD", "PLATE"}


def texts() -> list[tuple[str, str]]:
    """Every text of the plan with the place where it stands."""
    found = []
    for spec in TABLES:
        for row in tables()[spec.name]:
            places = ((f"{spec.name}.{f.column}", row[f.column]) for f in spec.fields if f.storage == "TEXT")
            found += [(place, text) for place, text in places if isinstance(text, str)]
    return found


def entries_of_year() -> dict[tuple[str, int], list[ProgressEntry]]:
    groups: defaultdict[tuple[str, int], list[ProgressEntry]] = defaultdict(list)
    for entry in sorted(plan().all(ProgressEntry), key=lambda e: e.as_of):
        groups[entry.initiative_id, cast(int, entry.year)].append(entry)
    return groups


# -- whole ------------------------------------------------------------------------------------------------------------


def test_a_snapshot_takes_it_and_gives_it_back_unchanged() -> None:
    assert to_json(plan()) == tables()


def test_it_is_marked_as_an_example_of_luwu() -> None:
    assert plan().plan.is_example
    assert (plan().region.code, plan().region.name, plan().region.capital) == ("73.17", "Kabupaten Luwu", "Belopa")
    assert list(plan().years) == list(range(2025, 2031))


def test_it_has_forty_initiatives_and_more_in_all_dimensions() -> None:
    initiatives = plan().all(Initiative)
    assert 40 <= len(initiatives) <= 48
    counts = Counter(initiative.dimension for initiative in initiatives)
    assert set(counts) == set(DIMENSIONS)
    assert min(counts.values()) >= 6
    pack = reference.load()
    every = {sub.code for dimension in pack.dimensions for sub in dimension.subdimensions}
    assert {row.subdimension for row in plan().all(InitiativeSubdimension)} == every
    assert {row.subdimension for row in plan().all(SmartObjective)} == every


def test_it_tells_of_two_years_quarter_by_quarter() -> None:
    entries = plan().all(ProgressEntry)
    assert 250 <= len(entries) <= 300
    quarters = Counter((e.year, e.period_number) for e in entries if e.period == "triwulan")
    assert set(quarters) == {*((2025, q) for q in (1, 2, 3, 4)), *((2026, q) for q in (1, 2, 3))}
    assert min(quarters.values()) >= 30
    assert {row.status for row in plan().all(ProgressYear)} >= {*RUNNING, "tertunda", "dialihkan"}


def test_every_section_of_the_book_is_written() -> None:
    written = {section.key: section.body for section in plan().all(Section)}
    assert set(written) == {section.code for section in reference.load().sections}
    assert all(len(body.split()) > 40 for body in written.values())
    narratives = tables()["dimension_plan"]
    assert {row["dimension"] for row in narratives} == set(DIMENSIONS)
    assert all(len(str(row[c])) > 150 for row in narratives for c in ("condition", "gap", "strategy"))


def test_the_figures_named_in_the_narrative_are_those_of_the_plan() -> None:
    objectives, initiatives = len(plan().all(SmartObjective)), len(plan().all(Initiative))
    method = plan().where(Section, "key", "metodologi")[0].body
    assert f"{objectives} sasaran smart city" in method
    assert f"{initiatives} inisiatif" in method


# -- ids and places ---------------------------------------------------------------------------------------------------


def test_ids_follow_from_the_plans_id_alone() -> None:
    assert demo_tables(PLAN) == tables()
    mine = {str(row["id"]) for rows in tables().values() for row in rows}
    others = {str(row["id"]) for rows in demo_tables(OTHER).values() for row in rows}
    assert len(mine) == sum(len(rows) for rows in tables().values())
    assert all(is_id(one) for one in mine | others)
    assert not mine & others


def test_derived_rows_have_the_ids_that_two_people_would_make() -> None:
    snapshot = plan()
    assert snapshot.plan.id == PLAN
    assert snapshot.region.id == derived_id("region", PLAN)
    for section in snapshot.all(Section):
        assert section.id == derived_id("section", PLAN, section.key)
    for budget in snapshot.all(InitiativeBudget):
        keys = (budget.initiative_id, budget.year, budget.source)
        assert budget.id == derived_id("initiative_budget", *keys)
    for value in snapshot.all(ProgressValue):
        assert value.id == derived_id("progress_value", value.entry_id, value.indicator_id)
    for link in snapshot.all(EvidenceLink):
        [(owner, record)] = owners_of(link)
        assert link.id == derived_id("evidence_link", link.evidence_id, owner, record)


def owners_of(link: EvidenceLink) -> list[tuple[str, str]]:
    names = [f.target for f in BY_NAME["evidence_link"].fields if f.kind is Kind.REFERENCE]
    return [(name, getattr(link, f"{name}_id")) for name in names if getattr(link, f"{name}_id")]


def test_every_reference_finds_its_row() -> None:
    ids = {name: {row["id"] for row in rows} for name, rows in tables().items()}
    for spec in TABLES:
        for field in spec.fields:
            if field.kind in REFERENCE_KINDS:
                used = {row[field.column] for row in tables()[spec.name]} - {None}
                assert used <= ids[field.target], f"{spec.name}.{field.column}"


def test_positions_are_in_the_order_of_the_tables() -> None:
    for spec in TABLES:
        if "position" in spec.columns:
            positions = [str(row["position"]) for row in tables()[spec.name]]
            assert positions == sorted(positions), spec.name
            assert len(set(positions)) == len(positions)


def test_codes_are_known_to_the_reference_pack() -> None:
    pack = reference.load()
    assert plan().plan.reference_version == pack.version
    for spec in TABLES:
        for field in spec.fields:
            if field.choices:
                known = {choice.code for choice in pack.choices(field.choices)}
                used = {row[field.column] for row in tables()[spec.name]} - {None}
                assert used <= known, f"{spec.name}.{field.column}"
    for row in tables()["alignment"]:
        known = {choice.code for choice in pack.choices(str(row["framework"]))}
        assert not known or row["code"] in known


def test_values_keep_their_limits() -> None:
    for spec in TABLES:
        for field in spec.fields:
            for row in tables()[spec.name]:
                value = row[field.column]
                if isinstance(value, str):
                    assert len(value) <= field.limit or field.kind is Kind.ORDER, f"{field.key}: {value}"
                    assert value == value.strip(), f"{field.key}: {value}"
                if field.kind is Kind.DATE and value:
                    date.fromisoformat(str(value))
                if field.kind is Kind.MONTH and value:
                    assert re.fullmatch(r"20[23]\d-(0[1-9]|1[0-2])", str(value)), f"{field.key}: {value}"
                if field.required:
                    assert value not in (None, ""), field.key


# -- figures agree ----------------------------------------------------------------------------------------------------


def test_the_sources_of_a_year_are_its_planned_amount() -> None:
    sums: Counter[tuple[str, int]] = Counter()
    for budget in plan().all(InitiativeBudget):
        assert budget.amount is not None
        assert 10_000_000 <= budget.amount <= 3_000_000_000
        sums[budget.initiative_id, budget.year] += budget.amount
    for year in plan().all(ProgressYear):
        assert year.plan_amount == sums[year.initiative_id, year.year]


def test_no_year_spends_more_than_it_may() -> None:
    entries = entries_of_year()
    for year in plan().all(ProgressYear):
        allowed = year.budget if year.revised_budget is None else year.revised_budget
        assert year.spending is not None
        assert allowed is not None
        assert year.spending <= allowed
        told = entries.get((year.initiative_id, year.year))
        assert year.spending == (told[-1].spending if told else 0)


def test_figures_are_cumulative_within_the_year() -> None:
    corrected = 0
    for entries in entries_of_year().values():
        for before, after in pairwise(entries):
            assert cast(int, before.spending) <= cast(int, after.spending)
            if cast(float, before.physical_percent) > cast(float, after.physical_percent):
                assert after.note
                corrected += 1
        assert all(0 <= cast(float, entry.physical_percent) <= 100 for entry in entries)
    assert corrected == 1, "one figure is corrected downwards, so that the check has one to accept"


def test_entries_lie_in_their_year_and_not_in_the_future() -> None:
    for entry in plan().all(ProgressEntry):
        initiative = plan().get(Initiative, entry.initiative_id)
        assert initiative is not None
        assert cast(int, initiative.year_start) <= cast(int, entry.year) <= cast(int, initiative.year_end)
        assert entry.as_of.startswith(f"{entry.year}-")
        assert date.fromisoformat(entry.as_of) <= TODAY
        assert entry.narrative


def test_indicator_values_belong_to_the_initiative_and_move_in_their_direction() -> None:
    series: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for value in plan().all(ProgressValue):
        entry, indicator = (
            plan().get(ProgressEntry, value.entry_id),
            plan().get(InitiativeIndicator, value.indicator_id),
        )
        assert entry is not None
        assert indicator is not None
        assert entry.initiative_id == indicator.initiative_id
        if value.number is not None:
            series[indicator.id].append((entry.as_of, value.number))
    for indicator in plan().all(InitiativeIndicator):
        found = [number for _day, number in sorted(series[indicator.id])]
        if indicator.baseline_number is not None and found and indicator.direction == "turun":
            assert found[-1] <= indicator.baseline_number, indicator.text
    assert len(series) > 60


def test_those_that_ran_tell_of_an_obstacle_and_its_solution() -> None:
    entries = entries_of_year()
    for year in plan().all(ProgressYear):
        if year.status in RUNNING:
            told = [e for e in entries[year.initiative_id, year.year] if e.obstacle]
            assert told
            assert all(e.solution for e in told)
        else:
            assert year.status_reason
            assert year.status_on


def test_benefits_name_who_how_many_and_what_changed() -> None:
    benefits = plan().all(Benefit)
    assert {b.dated[:4] for b in benefits} == {"2025", "2026"}
    for benefit in benefits:
        assert benefit.who
        assert cast(int, benefit.count) > 0
        assert benefit.before_text != benefit.after_text


def test_targets_stand_as_written_beside_what_is_certain() -> None:
    written = {str(row["text"]): row["number"] for row in tables()["target"]}
    assert written["BB"] is None
    assert written["<12"] is None
    assert written["5,94-6,97"] is None
    assert written["3,12"] == 3.12
    assert any("." in text and number is None for text, number in written.items()), "a dot that may mean two things"


def test_quick_wins_last_no_longer_than_a_year_and_say_why_they_changed() -> None:
    wins = plan().all(QuickWin)
    assert {win.year for win in wins} == set(YEARS)
    for win in wins:
        length = date.fromisoformat(win.end_on) - date.fromisoformat(win.start_on)
        assert 0 < length.days <= 366
        assert win.status == "baru" or win.status_reason


# -- an example, of nobody --------------------------------------------------------------------------------------------


def test_people_are_posts() -> None:
    names = [person.name for person in plan().all(Person)] + [head.name for head in plan().all(HeadOfRegion)]
    assert all(name.split()[0] in POSTS for name in names)
    assert len(plan().all(BodyMember)) > 60


def test_no_personal_number_stands_anywhere() -> None:
    for place, text in texts():
        if not place.endswith((".sha256", "_id")):
            assert not PERSONAL & {match.type for match in lokal.detect_pii(text)}, f"{place}: {text}"


def test_addresses_that_are_made_up_can_never_be_real() -> None:
    for row in tables()["service_contact"]:
        assert row["value"] == "112" or str(row["value"]).endswith(".example")


# -- as a document writes it ------------------------------------------------------------------------------------------


def test_the_changes_are_the_tables_and_each_can_be_committed() -> None:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    raw.execute("PRAGMA foreign_keys=ON")
    create_tables(raw)
    changes = demo_changes(PLAN)
    assert 10 <= len(changes) <= 20
    assert len({label for label, _rows in changes}) == len(changes)
    for label, change in changes:
        assert change, label
        raw.execute("BEGIN")
        for name, rows in change.items():
            columns = ("id", *BY_NAME[name].columns)
            sql = f"INSERT INTO {name}({','.join(columns)}) VALUES({','.join('?' * len(columns))})"
            raw.executemany(sql, [[row[column] for column in columns] for row in rows])
        raw.execute("COMMIT")
    for name, rows in tables().items():
        assert raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == len(rows), name
    raw.close()


def test_a_later_year_is_written_after_an_earlier_one() -> None:
    told = [{row["year"] for row in change.get("progress_year", ())} for _label, change in demo_changes(PLAN)]
    assert [years for years in told if years] == [{2025}, {2026}]


def test_the_data_lies_with_the_resources() -> None:
    folder = Path(__file__).resolve().parent.parent / "resources" / "demo"
    read = {line.table for line in all_lines()}
    for path in folder.glob("*.csv"):
        assert path.stem in read, f"{path.name} belongs to no table"
