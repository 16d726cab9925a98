"""Whole records added and deleted by table: the rules of their nouns hold as in the use cases themselves."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.models import plan, stages
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.fields import BY_NAME, TABLES, Kind
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.rows import NEEDED, add_row, delete_row
from tests.models.use_cases import begun, count, do, refused, row

TODAY = date(2026, 11, 21)
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def document() -> Document:
    return begun()


@pytest.fixture
def mpp(document: Document) -> str:
    return add(document, "initiative", title="MPP", dimension="SG")


def add(document: Document, table: str, **values: Value) -> str:
    return do(document, lambda db: add_row(db, table, values, TODAY))


def no(document: Document, table: str, words: str, **values: Value) -> None:
    refused(document, lambda db: add_row(db, table, values, TODAY), words)


def close(document: Document, year: int) -> None:
    do(document, lambda db: plan.close_year(db, year, "Sekda", TODAY))


def everything(document: Document) -> dict[str, str]:
    """A record of every table, by table."""
    made: dict[str, str] = {"region": document.snapshot().region.id, "plan": document.snapshot().plan.id}

    def more(table: str, **values: Value) -> None:
        made[table] = add(document, table, **values)

    more("head_of_region", name="Bupati Luwu", post="bupati", kind="definitif", from_date="2025-02-20")
    more("smart_mission", text="Layanan cepat")
    more("section", key="penutup", body="Penutup")
    more("dimension_plan", dimension="SG", gap="Kurang")
    more("finding_override", finding_key="2:x", rule="2", reason="Menyusul", person="Sekda")
    do(document, lambda db: stages.begin_existing(db, "Sekda", TODAY))
    do(document, lambda db: stages.check_again(db, ["bimtek-1", "final"]))
    more("unchecked_stage", stage="bimtek-1", reason="Rencana lama", person="Sekda", decided_on="2026-11-21")
    more("original_document", kind="buku_2", title="Masterplan Smart City 2019-2023", dated="2019-12-30")
    more("agency", name="Dinas Lama")
    old = made["agency"]
    more("agency", name="Dinas Baru")
    more("agency_succession", agency_id=old, successor_id=made["agency"], dated="2026-01-01", basis="Perda")
    more("person", name="Andi", post="Kepala")
    more("legal_document", kind="sk_dewan", number="1")
    more("body", kind="dewan", decree_id=made["legal_document"])
    more("body_member", body_id=made["body"], person_id=made["person"], role="Ketua")
    more("meeting", body_id=made["body"], held_on="2026-03-05", subject="Rapat")
    more("planning_document", kind="rpjmd", period_start=2025, period_end=2029, vision="Maju")
    document_id = made["planning_document"]
    more("mission", document_id=document_id, text="Misi", number="1")
    more("goal", document_id=document_id, text="Tujuan", mission_id=made["mission"], code="1.1")
    more("objective", document_id=document_id, text="Sasaran", goal_id=made["goal"])
    more("strategy", objective_id=made["objective"], kind="strategi", text="Strategi")
    more("programme", document_id=document_id, name="Program", objective_id=made["objective"], priority=1)
    more("programme_agency", programme_id=made["programme"], agency_id=made["agency"])
    more("indicator", document_id=document_id, text="Indeks", objective_id=made["objective"], baseline_text="2,8")
    more("target", indicator_id=made["indicator"], year=2026, text="3,1")
    more("ceiling", programme_id=made["programme"], year=2026, amount=5)
    more("objective_dimension", objective_id=made["objective"], dimension="SG", strength="pendukung")
    more("smart_objective", dimension="SG", text="Layanan", subdimension="SG1")
    more("smart_objective_link", smart_objective_id=made["smart_objective"], objective_id=made["objective"])
    more("initiative", title="MPP", dimension="SG", horizon="panjang", horizon_reason="Bertahap")
    initiative = made["initiative"]
    more("initiative_subdimension", initiative_id=initiative, subdimension="SG1")
    more("initiative_objective", initiative_id=initiative, smart_objective_id=made["smart_objective"])
    more("initiative_agency", initiative_id=initiative, agency_id=made["agency"], role="Jaringan")
    more("initiative_partner", initiative_id=initiative, name="Bank")
    more("initiative_indicator", initiative_id=initiative, text="Izin")
    more("initiative_target", indicator_id=made["initiative_indicator"], year=2026, text="5")
    more("initiative_budget", initiative_id=initiative, year=2026, source="apbd", amount=5)
    more("initiative_code", initiative_id=initiative, code="2.16.03")
    more("indicator_mapping", initiative_id=initiative, indicator_id=made["indicator"], reason="Lewat SPBE")
    more("programme_mapping", initiative_id=initiative, programme_id=made["programme"])
    more("alignment", initiative_id=initiative, framework="tpb", code="16")
    more("action_step", initiative_id=initiative, text="Langkah", start_month="2026-01")
    more("action_step_plan", step_id=made["action_step"], year=2026, quarter=1, percent=40.0)
    more("quick_win", initiative_id=initiative, year=2026, problem="Antre")
    more("service_contact", initiative_id=initiative, unit="Loket", channel="surel", value="a@luwu.go.id",
         consent_by="Kepala", consent_on="2026-01-05", consent_how="nota dinas")  # fmt: skip
    more("progress_year", initiative_id=initiative, year=2026, status="berjalan", budget=9, spending=5)
    more("progress_entry", initiative_id=initiative, year=2026, as_of="2026-09-30", physical_percent=40.0)
    more("progress_value", entry_id=made["progress_entry"], indicator_id=made["initiative_indicator"], text="3")
    more("benefit", initiative_id=initiative, kind="layanan", who="Warga", count=7)
    more("evidence", url="https://luwukab.go.id", title="Situs")
    more("evidence_link", evidence_id=made["evidence"], progress_entry_id=made["progress_entry"], page="3")
    more("year_closing", year=2025, person="Sekda")
    return made


def test_a_record_of_every_table_is_added_and_deleted(document: Document) -> None:
    made = everything(document)
    assert set(made) == {spec.name for spec in TABLES}
    for table, record in made.items():
        assert row(document, table, record).id == record
    kept = {"plan", "region", "year_closing"}
    for table in kept:
        refused(document, lambda db, t=table: delete_row(db, t, made[t]), "tidak dapat dihapus")  # type: ignore[misc]
    for table in reversed([spec.name for spec in TABLES if spec.name not in kept]):
        before = count(document, table)
        if before and document.raw.execute(f"SELECT 1 FROM {table} WHERE id=?", (made[table],)).fetchone():
            do(document, lambda db, t=table: delete_row(db, t, made[t]))  # type: ignore[misc]
            assert count(document, table) == before - 1
    refused(document, lambda db: delete_row(db, "agency", NOBODY), "sudah tidak ada")
    refused(document, lambda db: delete_row(db, "agency", made["region"]), "sudah tidak ada")


@pytest.mark.parametrize(("table", "column"), [(table, column) for table in NEEDED for column in NEEDED[table]])
def test_what_a_noun_needs_is_needed(document: Document, table: str, column: str) -> None:
    made = everything(document)
    spec = BY_NAME[table]
    given = {field: row(document, table, made[table]).__dict__[field] for field in spec.columns}
    years = {"year": 2027} if table in {"target", "ceiling"} else {"year": 2024} if table == "year_closing" else {}
    used = {field.column for field in spec.fields if field.kind not in {Kind.ORDER, Kind.PARSED}}
    values = {field: value for field, value in given.items() if field in used and value is not None} | years
    others: dict[str, dict[str, Value]] = {
        "initiative": {"code": "SG-77"},
        "finding_override": {"finding_key": "2:y"},
        "unchecked_stage": {"stage": "final"},
    }
    values |= {key: value for key, value in others.get(table, {}).items() if key in values}
    if table == "agency_succession":
        values["agency_id"] = add(document, "agency", name="Dinas Lain")
    before = count(document, table)
    refused(document, lambda db: add_row(db, table, {k: v for k, v in values.items() if k != column}, TODAY))
    add(document, table, **values)
    assert count(document, table) == before + 1


def test_rows_of_keys_are_added_once(document: Document, mpp: str) -> None:
    budget = add(document, "initiative_budget", initiative_id=mpp, year=2026, source="apbd", amount=5)
    assert budget == derived_id("initiative_budget", mpp, 2026, "apbd")
    no(document, "initiative_budget", "sudah tercatat", initiative_id=mpp, year=2026, source="apbd", amount=6)
    add(document, "progress_year", initiative_id=mpp, year=2026)
    no(document, "progress_year", "sudah tercatat", initiative_id=mpp, year=2026)
    add(document, "quick_win", initiative_id=mpp, year=2026)
    no(document, "quick_win", "sudah tercatat", initiative_id=mpp, year=2026)


@pytest.mark.parametrize(
    ("table", "values", "words"),
    [
        ("plan", {"title": "Kedua"}, "Satu rencana memiliki satu daerah"),
        ("initiative", {"dimension": "SG"}, "“Nama program/inisiatif” tidak boleh kosong"),
        ("initiative", {"title": "MPP"}, "Dimensi utama belum dipilih"),
        ("initiative", {"title": "MPP", "dimension": "SG", "position": "U"}, "“Urutan” diisi oleh aplikasi"),
        ("initiative", {"title": "MPP", "dimension": "SG", "horizon": "panjang"}, "perlu alasan"),
        ("initiative", {"title": "A", "dimension": "SG", "year_start": 2027, "year_end": 2026}, "mendahului"),
        ("head_of_region", {"name": "A", "from_date": "2026-01-02", "to_date": "2026-01-01"}, "mendahului"),
        ("planning_document", {"kind": "rpjmd", "target_start": 2027, "target_end": 2026}, "mendahului"),
        ("body", {"kind": "dewan", "dimension": "SG"}, "Hanya pokja"),
        ("progress_entry", {"year": 2026}, "“Inisiatif” tidak boleh kosong"),
        ("evidence", {"title": "Foto"}, "berupa berkas atau tautan"),
        ("evidence", {"url": "file:///etc/passwd"}, "bukan tautan"),
        ("action_step", {}, "masih kosong"),
        ("year_closing", {"year": 2025}, "Nama yang memutuskan"),
        ("finding_override", {"finding_key": "2:x", "rule": "2"}, "perlu alasan"),
        ("section", {"key": "sampul-emas"}, "bukan pilihan"),
    ],
)  # fmt: skip
def test_what_is_not_added(document: Document, table: str, values: dict[str, Value], words: str) -> None:
    no(document, table, words, **values)


def test_rules_of_what_was_carried_out(document: Document, mpp: str) -> None:
    entry: dict[str, Value] = {"initiative_id": mpp, "year": 2025, "as_of": "2025-12-31", "physical_percent": 90.0}
    made = add(document, "progress_entry", **entry)
    assert row(document, "progress_entry", made).legacy == 1
    no(document, "progress_entry", "belum terjadi", initiative_id=mpp, year=2026, as_of="2026-12-31")
    no(document, "progress_entry", "perlu tahun dan tanggal", initiative_id=mpp, year=2026)
    no(document, "progress_year", "perlu alasan", initiative_id=mpp, year=2026, status="dihentikan")
    no(document, "progress_year", "melebihi pagunya", initiative_id=mpp, year=2026, budget=5, spending=6)
    year = add(document, "progress_year", initiative_id=mpp, year=2025, status="berjalan", spending=0)
    assert (row(document, "progress_year", year).status, row(document, "progress_year", year).spending) == (
        "berjalan",
        0,
    )
    budget = add(document, "initiative_budget", initiative_id=mpp, year=2025, source="apbd", amount=5)
    close(document, 2025)
    closed = "Tahun 2025 sudah ditutup"
    no(document, "progress_entry", closed, **{**entry, "as_of": "2025-06-30"})
    no(document, "initiative_budget", closed, initiative_id=mpp, year=2025, source="csr", amount=5)
    other = add(document, "initiative", title="Lain", dimension="SL")
    no(document, "progress_year", closed, initiative_id=other, year=2025)
    for table, record in (("progress_entry", made), ("progress_year", year), ("initiative_budget", budget)):
        refused(document, lambda db, t=table, r=record: delete_row(db, t, r), closed)  # type: ignore[misc]
    refused(document, lambda db: delete_row(db, "initiative", mpp), "sudah ditutup")
    do(document, lambda db: plan.reopen_year(db, 2025, "Sekda", TODAY, "Terlambat"))
    add(document, "year_closing", year=2025, person="Sekda", decided_on="2026-02-01")


def test_evidence_is_tied_to_one_record(document: Document, mpp: str) -> None:
    evidence = add(document, "evidence", url="https://luwukab.go.id")
    no(document, "evidence_link", "menunjuk satu catatan", evidence_id=evidence)
    body = add(document, "body", kind="forum")
    no(document, "evidence_link", "menunjuk satu catatan", evidence_id=evidence, initiative_id=mpp, body_id=body)


def test_a_successor_takes_over_here_too(document: Document) -> None:
    old, new = add(document, "agency", name="Lama"), add(document, "agency", name="Baru")
    initiative = add(document, "initiative", title="MPP", dimension="SG", agency_id=old)
    no(document, "agency_succession", "perlu tanggal", agency_id=old, successor_id=new)
    add(document, "agency_succession", agency_id=old, successor_id=new, dated="2026-01-01")
    assert row(document, "initiative", initiative).agency_id == new
