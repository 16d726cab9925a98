"""The demonstration under the checks: open where it means to be and nowhere else."""

from __future__ import annotations

from datetime import date

import lokal
import pytest

from gmsc_desktop.demo import DELIBERATE_GAPS, Gap
from gmsc_desktop.demo.rows import make_rows
from gmsc_desktop.demo.spread import all_lines
from gmsc_desktop.models import checks
from tests.demo_plan import PLAN, plan

TODAY = date(2026, 11, 21)


def findings(purpose: str) -> list[checks.Finding]:
    def personal(text: str) -> list[str]:
        return [match.value for match in lokal.detect_pii(text)]

    return checks.check(plan(), purpose, year=2026, today=TODAY, personal=personal)


def test_it_has_two_musts_at_the_second_bimtek_and_five_at_the_third() -> None:
    musts = {purpose: checks.summary(findings(purpose)).open_musts for purpose in ("bimtek-1", "bimtek-2", "bimtek-3")}
    assert musts == {"bimtek-1": 0, "bimtek-2": 2, "bimtek-3": 5}


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    """Rule and key of everything that any purpose finds."""
    every = [purpose.code for purpose in checks.purposes()]
    return {(f.rule, f"{f.key}:{f.place.record_id}") for purpose in every for f in findings(purpose)}


@pytest.mark.parametrize("gap", DELIBERATE_GAPS, ids=lambda gap: f"{gap.rule}-{gap.key}")
def test_a_gap_left_on_purpose_is_found(gap: Gap, found: set[tuple[str, str]]) -> None:
    ids = {(line.table, line.key): str(row["id"]) for line, row in make_rows(PLAN, all_lines())}
    marks = {gap.key, ids.get((gap.table, gap.key), gap.key)}
    assert any(rule == gap.rule and marks & set(key.split(":")) for rule, key in found)


def test_nothing_else_is_found(found: set[tuple[str, str]]) -> None:
    assert {rule for rule, _key in found} == {gap.rule for gap in DELIBERATE_GAPS}
