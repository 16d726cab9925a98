"""A planning document from outside, compared with the plan and written: only what was decided, taken back as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from gmsc_desktop.models import editing, rpjmd
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.intake import matching
from gmsc_desktop.models.intake.agencies import KnownAgencies, is_many, plain_name
from gmsc_desktop.models.intake.comparing import Comparison, compare
from gmsc_desktop.models.intake.incoming import Incoming
from gmsc_desktop.models.intake.writing import Written, write
from gmsc_desktop.models.records import Agency, Indicator, Objective, ObjectiveDimension, PlanningDocument, Programme
from tests.models.use_cases import begun, do

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

ROWS: Rows = {
    "agency": [{"id": "d", "name": "DINAS KESEHATAN"}, {"id": "s", "name": "Seluruh Perangkat Daerah"}],
    "goal": [{"id": "t", "text": "Warga sehat"}],
    "objective": [
        {"id": "s1", "goal_id": "t", "text": "Layanan baik"},
        {"id": "s2", "goal_id": "t", "text": "Gizi baik"},
    ],
    "programme": [{"id": "p", "objective_id": "s1", "code": "1.02.02", "name": "Program Upaya Kesehatan"}],
    "programme_agency": [{"id": "x", "programme_id": "p", "agency_id": "d"}],
    "indicator": [
        {"id": "i1", "objective_id": "s2", "text": "Stunting", "unit": "%", "baseline_text": "1.250", "agency_id": "d"},
        {"id": "i2", "programme_id": "p", "text": "Cakupan", "unit": "%"},
    ],
    "target": [{"id": "g", "indicator_id": "i1", "year": 2026, "text": "3949.125", "number": None}],
    "ceiling": [{"id": "c", "programme_id": "p", "year": 2026, "amount": 5_000_000}],
}


def incoming(rows: Rows = ROWS, kind: str = "rpjmd", years: tuple[int, ...] = (2026, 2027)) -> Incoming:
    return Incoming(kind, "RPJMD Luwu", (2025, 2029), years, "", rows)


@pytest.fixture
def document() -> Document:
    return begun()


def bring(document: Document, document_from_outside: Incoming, **decided: Any) -> tuple[Comparison, Written]:
    """Compare and write as one change, which is taken back and done again on the way."""
    comparison = compare(document.snapshot(), document_from_outside)
    return comparison, do(document, lambda db: write(db, document_from_outside, comparison, **decided))


def changed(rows: Rows, table: str, **by_id: Mapping[str, Any] | None) -> Rows:
    """The rows with some of one table changed, or left out where None."""
    made = [
        {**row, **(by_id.get(str(row["id"])) or {})} for row in rows[table] if by_id.get(str(row["id"]), {}) is not None
    ]
    return {**rows, table: made}


def test_an_uncertain_number_stays_empty_beside_its_text(document: Document) -> None:
    bring(document, incoming())
    snapshot = document.snapshot()
    stunting = next(row for row in snapshot.all(Indicator) if row.text == "Stunting")
    assert (stunting.baseline_text, stunting.baseline_number) == ("1.250", None)
    [target] = snapshot.rows("target")
    assert (getattr(target, "text"), getattr(target, "number")) == ("3949.125", None)  # noqa: B009


def test_a_figure_with_another_sign_before_its_fraction_is_the_same(document: Document) -> None:
    def with_figures(baseline: str, target: str, number: float | None) -> Incoming:
        rows = changed(ROWS, "indicator", i1={"baseline_text": baseline, "baseline_number": 70.33})
        return incoming(changed(rows, "target", g={"text": target, "number": number}))

    bring(document, with_figures("70.33", "71.5", 71.5))
    assert compare(document.snapshot(), with_figures("70,33", "71,5", 71.5)).changes == ()
    changes = compare(document.snapshot(), with_figures("70,33", "71,5", None)).changes
    assert [one.table for one in changes] == ["target"]  # it may be another number


def test_what_is_skipped_is_left_out_with_what_stands_below_it(document: Document) -> None:
    _comparison, written = bring(document, incoming(), skip={"p", "d"})
    snapshot = document.snapshot()
    assert [row.text for row in snapshot.all(Indicator)] == ["Stunting"]
    assert snapshot.all(Programme) == ()
    assert snapshot.all(Agency) == ()
    assert written.added == {"planning_document": 1, "goal": 1, "objective": 2, "indicator": 1, "target": 1}


def test_nothing_is_deleted_unless_a_person_says_so(document: Document) -> None:
    bring(document, incoming())
    fewer = incoming(changed(changed(ROWS, "objective", s2=None), "indicator", i1=None))
    fewer = replace(fewer, rows={**fewer.rows, "target": []})
    comparison, written = bring(document, fewer)
    assert [(one.table, one.name) for one in comparison.of("removed")] == [("objective", "Gizi baik")]
    assert written.removed == {}
    assert len(document.snapshot().all(Objective)) == 2
    gone = {one.id for one in comparison.of("removed")}
    _comparison, written = bring(document, fewer, remove=gone)
    assert written.removed == {"objective": 1, "indicator": 1}
    assert [row.text for row in document.snapshot().all(Objective)] == ["Layanan baik"]
    assert [row.text for row in document.snapshot().all(Indicator)] == ["Cakupan"]


def test_a_table_with_some_years_of_a_document_and_no_period_is_a_part_of_it(document: Document) -> None:
    bring(document, incoming(years=(2025, 2026, 2027, 2028, 2029)))
    part = replace(incoming(changed(ROWS, "programme", p=None)), period=None)
    part = replace(part, rows={**part.rows, "ceiling": [], "programme_agency": []})
    comparison, written = bring(document, part)
    [known] = document.snapshot().all(PlanningDocument)
    assert comparison.document_id == known.id
    assert written.added == {}
    assert len(document.snapshot().all(Programme)) == 1, "what the part does not have stays"
    assert compare(document.snapshot(), replace(part, period=(2026, 2027))).document_id == ""
    assert compare(document.snapshot(), replace(part, years=(2029, 2030))).document_id == ""


def test_a_renamed_programme_is_known_by_its_code_and_keeps_its_ties(document: Document) -> None:
    bring(document, incoming())
    before = document.snapshot()
    with document.change("Petakan") as db:
        rpjmd.tick_dimension(db, before.all(Objective)[0].id, "SL")
    renamed = incoming(changed(ROWS, "programme", p={"name": "Program Pemenuhan Upaya Kesehatan Perorangan"}))
    comparison, _written = bring(document, renamed)
    [change] = comparison.changes
    assert (change.kind, change.table, [one.column for one in change.fields]) == ("changed", "programme", ["name"])
    after = document.snapshot()
    assert after.all(Programme)[0].id == before.all(Programme)[0].id
    assert len(after.all(ObjectiveDimension)) == 1


def test_ties_that_find_no_match_in_the_next_document_are_told(document: Document) -> None:
    bring(document, incoming())
    objectives = document.snapshot().all(Objective)
    with document.change("Petakan") as db:
        for objective in objectives:
            rpjmd.tick_dimension(db, objective.id, "SL")
    later = incoming(changed(ROWS, "objective", s2={"text": "Sesuatu yang lain sama sekali"}), years=(2031, 2032))
    comparison, written = bring(document, replace(later, period=(2030, 2034)))
    assert [(tie.name, bool(tie.target)) for tie in comparison.ties] == [("Layanan baik", True), ("Gizi baik", False)]
    assert written.carried == 1
    assert len(document.snapshot().all(PlanningDocument)) == 2
    assert len(document.snapshot().all(ObjectiveDimension)) == 3


def test_an_office_is_known_by_its_short_form(document: Document) -> None:
    with document.change("Tambah") as db:
        editing.add(db, "agency", {"name": "Dinas Kesehatan Kabupaten Luwu"})
        editing.add(db, "agency", {"name": "Badan Perencanaan", "short_name": "Bapperida"})
    known = KnownAgencies(document.snapshot().all(Agency))
    health, planning = (row.id for row in document.snapshot().all(Agency))
    assert [known.find(name) for name in ("DINKES", "dinas  kesehatan", "BAPPERIDA", "Dinas Sosial")] == [
        health,
        health,
        planning,
        None,
    ]
    assert plain_name("SATPOL PP") == plain_name("Satuan Polisi Pamong Praja")
    assert is_many("Seluruh Perangkat Daerah")
    comparison, written = bring(document, incoming())
    assert "agency" not in {one.table for one in comparison.changes}
    assert "agency" not in written.added


def test_a_text_that_is_too_long_is_cut_and_told(document: Document) -> None:
    _comparison, written = bring(
        document, incoming(changed(ROWS, "programme", p={"name": "Program " + "panjang " * 90}))
    )
    assert len(document.snapshot().all(Programme)[0].name) <= 500
    assert "dipotong" in written.sentences[0]


def test_a_renstra_is_a_document_of_its_own(document: Document) -> None:
    bring(document, incoming())
    bring(document, replace(incoming(kind="renstra"), title="Renstra Dinas Kesehatan"))
    bring(document, replace(incoming(kind="renstra"), title="Renstra Dinas Sosial"))
    kinds = [row.kind for row in document.snapshot().all(PlanningDocument)]
    assert kinds == ["rpjmd", "renstra", "renstra"]


def test_the_likest_texts_are_found_first_and_letters_are_compared_within_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    same = "meningkatnya kualitas layanan kesehatan warga di kecamatan {}"
    texts = [same.format(name) for name in ("Walenrang", "Belopa", "Bua Ponrang")]
    others = [same.format(name) for name in ("Bua-Ponrang", "Walenrang Utara", "Belopa.")]
    found = matching._likest_first(texts, others)
    first: dict[int, int] = {}
    for at, to in found:
        first.setdefault(at, to)
    assert first == {0: 1, 1: 2, 2: 0}
    assert len(found) == 9, "all of them are more than 80 % alike"
    monkeypatch.setattr(matching, "_MOST_LETTERS", 3 * len(texts[2]) * len(others[1]))
    bounded = matching._likest_first(texts, others)
    assert 1 <= len(bounded) <= 4
    assert (0, 1) in bounded, "what has most words in common is compared before the bound is reached"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("program a", "program b", False),
        ("pembangunan jalan tahap 1", "pembangunan jalan tahap 2", False),
        ("peningkatan layanan rsud kelas ii", "peningkatan layanan rsud kelas iii", False),
        ("layanan baik", "layanan naik", False),
        ("meningkatnya kualitas layanan kesehatan", "meningkatnya kualitas pelayanan kesehatan", True),
    ],
)
def test_short_names_and_those_with_another_number_are_not_taken_for_the_same(one: str, other: str, same: bool) -> None:
    assert bool(matching._likest_first([one], [other])) is same


def test_a_sasaran_with_another_name_is_known_by_what_stands_below_it(document: Document) -> None:
    rows = {**ROWS, "indicator": [*ROWS["indicator"], {"id": "i3", "objective_id": "s1", "text": "IKM", "unit": "%"}]}
    bring(document, incoming(rows))
    before = {row.text: row.id for row in document.snapshot().all(Objective)}
    renamed = changed(rows, "objective", s1={"text": "Terwujudnya derajat kesehatan yang setinggi-tingginya"})
    comparison = compare(document.snapshot(), incoming(renamed))
    [one] = comparison.changes
    assert (one.kind, one.table, one.id) == ("changed", "objective", before["Layanan baik"])
    other = changed(rows, "objective", s2={"text": "Terwujudnya derajat kesehatan yang setinggi-tingginya"})
    kinds = {(change.kind, change.table) for change in compare(document.snapshot(), incoming(other)).changes}
    assert ("added", "objective") in kinds, "with one indicator below it, it may well be another one"
