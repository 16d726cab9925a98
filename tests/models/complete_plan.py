"""A plan of which no rule asks anything more, and ways to look at what a check finds in a changed one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gmsc_desktop.models.checks import RULES, FileState, Finding, check, purposes
from gmsc_desktop.models.reference import ReferencePack, load
from gmsc_desktop.models.snapshot import Json, Snapshot, from_json
from gmsc_desktop.values.personal import find_personal_numbers
from tests.sample_initiatives import Tables, add
from tests.sample_plan import sample_tables

YEAR = 2026
TODAY = date(2026, 11, 21)
Row = dict[str, Json]


def complete_tables() -> Tables:
    """The sample plan with everything that any rule asks for; change rows, then look at what is found."""
    tables = sample_tables()
    tables["plan"][0].update(period_start=2025, period_end=2030)
    tables["region"][0].update(cohort_year=YEAR)
    _papers(tables)
    _bodies(tables)
    _goals(tables)
    _dimensions(tables)
    _initiatives(tables)
    _served(tables)
    _progress(tables)
    written = {section["key"] for section in tables["section"]}
    for template in load().sections:
        if template.code not in written:
            add(tables, "section", template.code, key=template.code, body=f"Isi {template.label}.")
    return tables


def _papers(tables: Tables) -> None:
    paper = add(tables, "legal_document", "nk", kind="nota_kesepakatan", number="50/DJAI/2026", dated="2026-02-10")
    add_evidence(tables, "legal_document", paper, title="Pindaian Nota Kesepakatan")
    add(tables, "legal_document", "tim", kind="sk_tim", number="188/46/2026", dated="2026-03-14", title="Tim Pelaksana")


def _bodies(tables: Tables) -> None:
    for kind in ("tim", "forum"):
        body = add(tables, "body", kind, kind=kind, name=f"{kind.capitalize()} Smart City Kabupaten Luwu")
        add(tables, "body_member", kind, body_id=body, role="Ketua", element="pemerintah")
        add(tables, "meeting", kind, body_id=body, held_on="2026-04-07", subject="Koordinasi")
    for meeting in tables["meeting"]:
        meeting["minutes"] = "Program 2026 dibahas satu per satu."


def _goals(tables: Tables) -> None:
    for goal in tables["goal"]:
        row = add(tables, "indicator", str(goal["id"]), document_id=goal["document_id"], goal_id=goal["id"])
        tables["indicator"][-1].update(text="Indeks tujuan", unit="indeks", baseline_text="2,5", baseline_year=2024)
        for year in range(2025, 2030):
            add(tables, "target", row, year, indicator_id=row, year=year, text="3,0")


def _dimensions(tables: Tables) -> None:
    covered = {objective["subdimension"] for objective in tables["smart_objective"]}
    for dimension in load().dimensions:
        for sub in dimension.subdimensions:
            if sub.code not in covered:
                add(
                    tables, "smart_objective", sub.code, dimension=dimension.code, subdimension=sub.code, text=sub.label
                )


def _initiatives(tables: Tables) -> None:
    """Two of each dimension are there; the third runs in the sixth year, and so is of the long term."""
    for place, initiative in enumerate(tables["initiative"]):
        initiative["horizon"] = ("pendek", "menengah")[place % 2]
        initiative["outside_reason"] = initiative["outside_reason"] or "Arahan nasional."
    for dimension in load().dimensions:
        row = add(tables, "initiative", dimension.code, title=f"Program lanjutan {dimension.label}")
        tables["initiative"][-1].update(
            dimension=dimension.code,
            agency_id=tables["agency"][0]["id"],
            year_start=2030,
            year_end=2030,
            outside_reason="Kelanjutan program.",
        )
        add(tables, "initiative_subdimension", row, initiative_id=row, subdimension=dimension.subdimensions[0].code)
        indicator = add(tables, "initiative_indicator", row, initiative_id=row, text="Pengguna", unit="orang")
        add(tables, "initiative_target", indicator, 2030, indicator_id=indicator, year=2030, text="500")
        add(tables, "initiative_budget", row, 2030, "apbd", initiative_id=row, year=2030, source="apbd", amount=10**8)


def _served(tables: Tables) -> None:
    """Every sasaran that is mapped to a dimension has an initiative of it."""
    mapped = {row["indicator_id"] for row in tables["indicator_mapping"]}
    dimension = {row["objective_id"]: row["dimension"] for row in tables["objective_dimension"]}
    for indicator in tables["indicator"]:
        code = dimension.get(indicator["objective_id"])
        if code and indicator["id"] not in mapped:
            row = the(tables, "initiative", dimension=code)["id"]
            add(tables, "indicator_mapping", "served", initiative_id=row, indicator_id=indicator["id"])


def _progress(tables: Tables) -> None:
    for row in tables["progress_year"]:
        row["plan_amount"] = sum_of_sources(tables, row)
        row["status_on"] = f"{row['year']}-10-31"
    for entry in tables["progress_entry"]:
        if entry["year"] == YEAR and str(entry["as_of"]).endswith("09-30"):
            add_evidence(tables, "progress_entry", str(entry["id"]), title=f"Laporan {entry['id']}")


def sum_of_sources(tables: Tables, row: Row) -> int:
    """The budget of a year's initiative over its sources, in Rupiah."""
    same = [
        b for b in tables["initiative_budget"] if (b["initiative_id"], b["year"]) == (row["initiative_id"], row["year"])
    ]
    return sum(int(budget["amount"] or 0) for budget in same)


def add_evidence(tables: Tables, owner: str, owner_id: str, **values: Json) -> Row:
    """A link as evidence of a record; ``values`` may make a file of it."""
    number = len(tables["evidence"])
    standard: Row = {"kind": "laporan", "url": f"https://luwukab.go.id/{number}", "seen_on": "2026-10-02"}
    row = add(tables, "evidence", f"complete {number}", **{**standard, **values})
    add(tables, "evidence_link", row, owner_id, evidence_id=row, **{f"{owner}_id": owner_id})
    return tables["evidence"][-1]


def the(tables: Tables, table: str, **values: Json) -> Row:
    """The first row with these values."""
    return next(row for row in tables[table] if all(row[column] == value for column, value in values.items()))


def titled(tables: Tables, title: str) -> Row:
    """The initiative with this name."""
    return the(tables, "initiative", title=title)


def drop(tables: Tables, table: str, **values: Json) -> None:
    """Take out every row with these values."""
    tables[table] = [row for row in tables[table] if any(row[column] != value for column, value in values.items())]


class Files:
    """Evidence files of which some are not as they should be."""

    def __init__(self, states: dict[str, FileState] | None = None) -> None:
        self.states = states or {}

    def state(self, sha256: str) -> FileState:
        return self.states.get(sha256, "ok")


class Codes:
    """A list of the nomenclature in which no code begins with 9."""

    def told(self, code: str) -> str:
        return "Kode ini belum ada di daftar." if code.startswith("9") else ""


def weighing(weight: str, *rules: str) -> ReferencePack:
    """A paket acuan in which these rules (all, where none is named) have one weight, and the others are silent."""
    named = rules or tuple(RULES)
    stages = [choice.code for choice in purposes()]
    return replace(load(), rule_weights={rule: dict.fromkeys(stages, weight) for rule in named})


def found(tables: Tables | Snapshot, rule: str, weight: str = "must", files: Files | None = None) -> list[Finding]:
    """What one rule finds, for the year 2026 and on 21 November 2026, whatever the purpose weighs it."""
    snapshot = tables if isinstance(tables, Snapshot) else from_json(tables)
    pack = weighing(weight, rule)
    return check(
        snapshot, "final", year=YEAR, today=TODAY, files=files or Files(), personal=find_personal_numbers,
        codes=Codes(), pack=pack,
    )  # fmt: skip


def sentences(tables: Tables | Snapshot, rule: str, files: Files | None = None) -> list[str]:
    """The sentences that one rule says."""
    return [finding.sentence for finding in found(tables, rule, files=files)]
