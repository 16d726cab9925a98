"""The check as a whole: weights, purposes, overrides, order; and a plan of which nothing more is asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from gmsc_desktop import paths
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import reference
from gmsc_desktop.models.checks import RULES, Finding, check, place_label, purposes, rule_name, summary
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.snapshot import Json, from_json
from gmsc_desktop.values.personal import find_personal_numbers
from tests.models.complete_plan import (
    TODAY,
    YEAR,
    Files,
    add_evidence,
    complete_tables,
    drop,
    found,
    the,
    titled,
    weighing,
)
from tests.sample_initiatives import Tables, add
from tests.sample_plan import sample_snapshot

Break = Callable[[Tables], object]


def _set(table: str, **values: Json) -> Break:
    return lambda tables: tables[table][0].update(values)


def _drop(table: str, **values: Json) -> Break:
    return lambda tables: drop(tables, table, **values)


def _second_file(tables: Tables) -> None:
    add_evidence(tables, "initiative", str(tables["initiative"][0]["id"]), sha256=tables["evidence"][0]["sha256"])


def _above_ceiling(tables: Tables) -> None:
    row, programme = titled(tables, "Sang Sultan")["id"], tables["programme"][0]["id"]
    add(tables, "programme_mapping", "x", initiative_id=row, programme_id=programme)
    the(tables, "ceiling", programme_id=programme, year=YEAR)["amount"] = 1


def _falling(tables: Tables) -> None:
    indicator = tables["indicator"][0]
    indicator["baseline_number"] = 2.84
    the(tables, "target", indicator_id=indicator["id"], year=2025).update(text="2,5", number=2.5)


# One way to break each rule, and no other.
BROKEN: dict[str, Break] = {
    "1": _drop("head_of_region"),
    "1b": _set("plan", period_start=2024, period_end=2035),
    "2": _drop("legal_document", kind="nota_kesepakatan"),
    "3": _drop("legal_document", kind="sk_tim"),
    "3b": _drop("body_member", element="akademisi"),
    "4": _drop("legal_document", kind="perkada"),
    "6": _set("planning_document", vision=None),
    "7": _drop("objective_dimension", dimension="SG"),
    "7b": lambda tables: tables["indicator_mapping"].clear(),
    "13": _set("plan", vision=" "),
    "13b": _drop("smart_objective", subdimension="SL2"),
    "14": _drop("initiative_subdimension", subdimension="SG2"),
    "14b": lambda tables: the(tables, "quick_win", year=YEAR).update(year=2035),
    "15": lambda tables: titled(tables, "Rumah Kurcaci").update(horizon="menengah"),
    "15b": _drop("initiative", title="Program lanjutan Smart Living"),
    "16": _set("progress_year", plan_amount=1),
    "16b": _drop("initiative_budget", year=2030),
    "16c": _above_ceiling,
    "19": _set("programme", code="2.16.3"),
    "19b": _set("programme", code="9.99.01"),
    "20": _falling,
    "21": lambda tables: add(tables, "agency", "baru", name="Satpol PP"),
    "21b": lambda tables: add(tables, "agency", "lagi", name=" DINAS  kesehatan"),
    "24": lambda tables: the(tables, "quick_win", year=YEAR).update(status="dihentikan"),
    "27": _drop("progress_entry", as_of="2026-09-30"),
    "27b": lambda tables: tables["evidence_link"].clear(),
    "28": _set("progress_entry", physical_percent=-1.0),
    "29": _drop("benefit", dated="2026-10-01"),
    "30": _drop("meeting", subject="Koordinasi"),
    "38": _set("evidence", state="terpotong"),
    "38b": _second_file,
    "39": _drop("section", key="penutup"),
    "40": _set("region", office_name=""),
    "41": _set("plan", vision="Hubungi 081234567890."),
}


def findings_for(tables: Tables, purpose: str) -> list[Finding]:
    return check(from_json(tables), purpose, year=YEAR, today=TODAY, files=Files(), personal=find_personal_numbers)


@pytest.mark.parametrize("purpose", ["final", "evaluasi-2"])
def test_a_complete_plan_has_nothing_open(purpose: str) -> None:
    findings = findings_for(complete_tables(), purpose)
    assert [finding.sentence for finding in findings] == []
    assert summary(findings).open_musts == 0


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_content_with_the_complete_plan(rule: str) -> None:
    assert found(complete_tables(), rule) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_sees_what_is_broken_and_says_it_in_a_sentence(rule: str) -> None:
    tables = complete_tables()
    BROKEN[rule](tables)
    findings = found(tables, rule)
    assert findings
    for finding in findings:
        assert finding.rule == rule
        assert finding.open
        assert not finding.sentence[0].islower()
        assert finding.sentence.endswith(".")
        assert "{" not in finding.sentence
        assert finding.place.table in BY_NAME
        assert not finding.place.column or BY_NAME[finding.place.table].field(finding.place.column)
        assert place_label(from_json(tables), finding.place).count(" › ") >= 1


@pytest.mark.parametrize("rule", RULES)
def test_a_silent_rule_is_not_run(rule: str) -> None:
    tables = complete_tables()
    BROKEN[rule](tables)
    assert found(tables, rule, weight="silent") == []
    assert {finding.weight for finding in found(tables, rule, weight="warning")} == {"warning"}


def test_every_rule_has_a_weight_for_every_purpose_and_a_name() -> None:
    pack = load()
    assert set(pack.rule_weights) == set(RULES)
    for rule, weights in pack.rule_weights.items():
        assert rule_name(pack, rule)
        for purpose in purposes():
            assert weights[purpose.code] in {"must", "must_new", "warning", "silent"}


def test_purposes_are_told_in_the_order_of_the_programme() -> None:
    codes = [choice.code for choice in purposes()]
    assert codes[:5] == ["bimtek-1", "bimtek-2", "bimtek-3", "bimtek-4", "final"]
    assert purposes()[0].label == "Bimtek I"


def test_an_unknown_purpose_is_refused_with_a_sentence() -> None:
    with pytest.raises(UserFacingError, match="bimtek-9") as refused:
        check(sample_snapshot(), "bimtek-9", year=YEAR, today=TODAY)
    assert "bimtek-1" in refused.value.next_step
    with pytest.raises(UserFacingError):  # a column of the weights that is no purpose
        check(sample_snapshot(), "uraian", year=YEAR, today=TODAY)


def test_at_bimtek_1_nothing_of_book_2_is_asked() -> None:
    tables = complete_tables()
    for table in ("initiative", "quick_win", "smart_objective", "section", "progress_year", "progress_entry"):
        tables[table].clear()
    tables["plan"][0].update(vision=None)
    assert findings_for(tables, "bimtek-1") == []
    assert summary(findings_for(tables, "bimtek-4")).open_musts > 0


BOOK_2 = ("13", "13b", "14", "15", "15b", "16", "16b", "16c", "24", "27", "27b", "28", "29", "30", "39")


@pytest.mark.parametrize("rule", BOOK_2)
def test_at_bimtek_1_each_rule_of_book_2_is_silent(rule: str) -> None:
    tables = complete_tables()
    BROKEN[rule](tables)
    assert rule not in {finding.rule for finding in findings_for(tables, "bimtek-1")}


def test_findings_are_told_musts_first_then_by_rule_then_in_the_plans_order() -> None:
    tables = complete_tables()
    for rule in ("1b", "3b", "14", "2", "39", "16b"):
        BROKEN[rule](tables)
    findings = findings_for(tables, "final")
    order = list(RULES)
    assert findings == sorted(findings, key=lambda f: (f.weight != "must", order.index(f.rule)))
    assert next(f.rule for f in findings if f.weight == "must") == "2"
    incomplete = [f.place.record_id for f in findings if f.rule == "14"]
    assert incomplete == [row["id"] for row in tables["initiative"] if row["id"] in incomplete]
    assert len({finding.key for finding in findings}) == len(findings)


def test_a_key_fits_the_field_that_an_override_keeps_it_in() -> None:
    for rule, breaks in BROKEN.items():
        tables = complete_tables()
        breaks(tables)
        for finding in found(tables, rule):
            assert finding.key.startswith(f"{rule}:") or finding.key == rule
            assert len(finding.key) <= BY_NAME["finding_override"].field("finding_key").limit


# -- weights are data ------------------------------------------------------------------------------------------------


@pytest.fixture
def own_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the resources, of which a test may change the weights."""
    copy = tmp_path / "resources"
    shutil.copytree(paths.resource("reference"), copy / "reference")
    monkeypatch.setattr(paths, "resources_folder", lambda: copy)
    _forget()
    yield copy / "reference" / "2026.1" / "rules.csv"
    _forget()


def test_a_changed_weight_in_the_reference_data_changes_the_check(own_weights: Path) -> None:
    tables = complete_tables()
    BROKEN["3b"](tables)
    assert [(f.rule, f.weight) for f in findings_for(tables, "final")] == [("3b", "warning")]
    for weight, expected in (("must", [("3b", "must")]), ("silent", [])):
        rows = own_weights.read_text(encoding="utf-8").splitlines()
        changed = [_with_weight(row, weight) if row.startswith("3b,") else row for row in rows]
        own_weights.write_text("\n".join(changed) + "\n", encoding="utf-8")
        _forget()
        assert [(f.rule, f.weight) for f in findings_for(tables, "final")] == expected


def _forget() -> None:
    reference.load.cache_clear()
    reference.for_plan.cache_clear()


def _with_weight(row: str, weight: str) -> str:
    rule, name, *_weights = row.split(",")
    return ",".join([rule, name, *[weight] * len(purposes())])


def test_a_rule_that_the_paket_acuan_does_not_know_is_not_run() -> None:
    tables = complete_tables()
    BROKEN["2"](tables)
    assert check(from_json(tables), "final", year=YEAR, today=TODAY, pack=weighing("must", "3")) == []


@pytest.mark.parametrize(
    ("kind", "cohort", "weight"),
    [
        ("induk", 2026, "must"),
        ("induk", 2025, "must"),
        ("induk", 2027, "must"),
        ("", None, "must"),
        ("induk", 2023, "warning"),
        ("revisi", 2026, "warning"),
        ("terpisah", None, "warning"),
    ],
)
def test_horizons_and_quick_wins_are_musts_for_the_first_book_of_a_new_cohort_only(
    kind: str, cohort: int | None, weight: str
) -> None:
    tables = complete_tables()
    BROKEN["15"](tables)
    BROKEN["24"](tables)
    tables["plan"][0]["kind"] = kind
    tables["region"][0]["cohort_year"] = cohort
    assert [(f.rule, f.weight) for f in findings_for(tables, "final")] == [("15", weight), ("24", weight)]
    assert {f.weight for f in findings_for(tables, "bimtek-4")} == {"warning"}


# -- overrides -------------------------------------------------------------------------------------------------------


def _override(tables: Tables, key: str, reason: str = "SK sedang ditandatangani.") -> None:
    add(tables, "finding_override", key, finding_key=key, rule=key.partition(":")[0], reason=reason)
    tables["finding_override"][-1].update(person="Kepala Dinas", decided_on="2026-11-20")


def test_an_override_belongs_to_one_finding_and_stays_with_it() -> None:
    tables = complete_tables()
    for title in ("Rumah Kurcaci", "Sang Sultan"):
        titled(tables, title)["agency_id"] = None
    kurcaci, sultan = reversed(found(tables, "14"))
    _override(tables, kurcaci.key)
    tables["initiative"].reverse()  # another order and another name change no key
    titled(tables, "Rumah Kurcaci")["title"] = "Rumah Singgah Kurcaci"
    findings = {finding.key: finding for finding in found(tables, "14")}
    assert not findings[kurcaci.key].open
    decided = findings[kurcaci.key].override
    assert decided is not None
    assert decided.reason == "SK sedang ditandatangani."
    assert findings[sultan.key].open
    counts = summary(findings.values())
    assert (counts.open_musts, counts.overridden, counts.warnings) == (1, 1, 0)


def test_an_override_of_one_lack_leaves_another_lack_of_the_same_record_open() -> None:
    tables = complete_tables()
    kurcaci = titled(tables, "Rumah Kurcaci")
    kurcaci["agency_id"] = None
    [lack] = found(tables, "14")
    _override(tables, lack.key)
    kurcaci["year_end"] = None
    assert [finding.open for finding in found(tables, "14")] == [False, True]


def test_an_override_without_a_reason_is_none() -> None:
    tables = complete_tables()
    BROKEN["39"](tables)
    [finding] = found(tables, "39")
    _override(tables, finding.key, reason=" ")
    [finding] = found(tables, "39")
    assert finding.open


def test_a_warning_never_stands_in_the_way() -> None:
    tables = complete_tables()
    BROKEN["3b"](tables)
    [finding] = found(tables, "3b", weight="warning")
    assert not finding.open
    counts = summary([finding])
    assert (counts.open_musts, counts.overridden, counts.warnings) == (0, 0, 1)


def test_an_empty_plan_can_be_checked_for_every_purpose() -> None:
    plan = from_json({"plan": [{"id": "p"}], "region": [{"id": "r"}]})
    for purpose in purposes():
        findings = check(
            plan, purpose.code, year=2026, today=date(2026, 1, 2), files=Files(), personal=find_personal_numbers
        )
        assert findings
        assert all(place_label(plan, finding.place) for finding in findings)
