"""``gmsc gaps``: a person's lines, a program's JSON, and an exit code that tells whether a question is open."""

from __future__ import annotations

import json

import pytest

from tests.commands import Run, new_plan, value


@pytest.fixture
def plan(run: Run) -> str:
    """A new plan."""
    return new_plan(run)


def test_gaps_are_told_with_their_questions_until_they_are_answered(run: Run, plan: str) -> None:
    code, out, _err = run("gaps", plan)
    assert (code, out.splitlines()[0]) == (
        1, "Belum ada RPJMD atau RPD yang dapat dipetakan. Tambahkan dokumennya di halaman RPJMD.",
    )  # fmt: skip
    document = value(run, "add", plan, "planning_document", "kind=rpjmd", "period_start=2025", "period_end=2029")["id"]
    words = (f"document_id={document}", "code=1.1", "text=Menurunnya risiko bencana")
    objective = str(value(run, "add", plan, "objective", *words)["id"])
    code, out, _err = run("gaps", plan, "--year", "2026")
    assert code == 1
    question = "Apa sumbangan smart city bagi sasaran ini, atau mengapa tidak terkait?"
    assert f"- 1.1 Menurunnya risiko bencana: {question}" in out
    code, out, err = run("gaps", plan, "--json")
    told = json.loads(out)
    assert (code, told["open"], told["objectives"]) == (1, 1, {"served": 0, "count": 1})
    assert "1 pertanyaan terbuka." in err
    (gap,) = told["gaps"]
    assert (gap["group"], gap["question"], gap["reason"]) == ("objective", question, None)
    assert gap["place"] == {"table": "objective_dimension", "id": objective, "field": "dimension"}
    value(run, "set", plan, objective, "unrelated_reason", "Kewenangan pusat.")
    value(run, "set", plan, objective, "unrelated", "ya")
    code, out, err = run("gaps", plan)
    assert (code, err) == (0, "")
    assert "- 1.1 Menurunnya risiko bencana: dijawab: Kewenangan pusat." in out
    assert json.loads(run("gaps", plan, "--json")[1])["gaps"][0]["reason"] == "Kewenangan pusat."


def test_a_year_that_can_be_none_is_refused(run: Run, plan: str) -> None:
    code, out, err = run("gaps", plan, "--year", "20260")
    assert (code, out) == (1, "")
    assert err.startswith("Tahun 20260 di luar jangkauan")
