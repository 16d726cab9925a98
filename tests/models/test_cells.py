"""One value set as typed: the rules of its noun hold, whichever way it comes in."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import bodies, cells, initiatives, plan, progress, rpjmd
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.rows import add_row
from tests.models.use_cases import begun, do, refused, row

TODAY = date(2026, 11, 21)
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def document() -> Document:
    return begun()


@pytest.fixture
def mpp(document: Document) -> str:
    return do(document, lambda db: initiatives.add_initiative(db, "MPP", "SG", year_start=2025, year_end=2027))


def add(document: Document, table: str, **values: str | int | float) -> str:
    return do(document, lambda db: add_row(db, table, values, TODAY))


def put(document: Document, table: str, record: str, column: str, text: str) -> object:
    do(document, lambda db: cells.set_cell(db, table, record, column, text, TODAY))
    return getattr(row(document, table, record), column)


def no(document: Document, table: str, record: str, column: str, text: str, *words: str) -> None:
    refused(document, lambda db: cells.set_cell(db, table, record, column, text, TODAY), *words)


def plan_id(document: Document) -> str:
    return document.snapshot().plan.id


def test_a_plain_value(document: Document, mpp: str) -> None:
    assert put(document, "initiative", mpp, "title", " Mal  Pelayanan ") == "Mal Pelayanan"
    assert put(document, "initiative", mpp, "description", "") is None
    no(document, "initiative", mpp, "title", "", "“Nama program/inisiatif” tidak boleh kosong")
    no(document, "initiative", NOBODY, "title", "x", "Inisiatif ini sudah tidak ada")
    no(document, "initiative", mpp, "position", "x", "“Urutan” tidak dapat diubah langsung")


@pytest.mark.parametrize(
    ("table", "first", "start", "last", "end", "words"),
    [
        (
            "agency",
            "valid_from",
            "2026-05-01",
            "valid_to",
            "30 April 2026",
            "(30 April 2026) mendahului “Berlaku sejak”",
        ),
        ("head_of_region", "from_date", "2026-05-01", "to_date", "30/04/2026", "“Sampai” (30 April 2026) mendahului"),
        ("action_step", "start_month", "2026-05", "end_month", "April 2026", "“Selesai (bulan)” (2026-04) mendahului"),
        ("legal_document", "valid_from", "2026-05-01", "valid_to", "2026-04-30", "“Berlaku sampai” (30 April 2026)"),
    ],
)
def test_a_span_does_not_end_before_it_begins(
    document: Document, table: str, first: str, start: str, last: str, end: str, words: str
) -> None:
    values = {"name": "A", "kind": "sk_tim", "text": "L"}
    named = {column: value for column, value in values.items() if BY_NAME[table].columns.count(column)}
    if table == "head_of_region":
        named["kind"] = "pj"
    if table == "action_step":
        named["kind"] = "sdm"
    made = add(document, table, **named, **{first: start})
    no(document, table, made, last, end, words)


def test_years_of_an_initiative_and_of_the_plan(document: Document, mpp: str) -> None:
    words = "“Tahun selesai” (2024) mendahului “Tahun mulai” (2025)"
    no(document, "initiative", mpp, "year_end", "2024", words)
    no(
        document,
        "plan",
        plan_id(document),
        "period_start",
        "2031",
        "“Tahun akhir” (2030) mendahului “Tahun awal” (2031)",
    )
    assert put(document, "initiative", mpp, "year_start", "") is None


def test_a_book_becomes_final_by_somebody_on_a_day(document: Document) -> None:
    record = plan_id(document)
    no(document, "plan", record, "status", "final", "Buku ditetapkan final oleh seseorang")
    put(document, "plan", record, "final_by", "Kepala Diskominfo")
    no(document, "plan", record, "status", "final", "lebih dahulu")
    put(document, "plan", record, "final_on", "1 Oktober 2026")
    assert put(document, "plan", record, "status", "Final") == "final"
    no(document, "plan", record, "final_by", "", "Buku final menyebut siapa")
    assert put(document, "plan", record, "status", "draf") == "draf"
    assert row(document, "plan", record).final_by is None
    no(document, "plan", record, "kind", "revisi", "perlu menyebut rencana yang direvisi")
    no(document, "plan", record, "kind", "terpisah", "perlu alasan")
    no(document, "plan", record, "reference_version", "1999.1", "paket acuan 1999.1")


def test_what_an_initiative_says_of_itself(document: Document, mpp: str) -> None:
    other = add(document, "initiative", title="Lain", dimension="SG")
    no(document, "initiative", other, "code", "sg-01", "sudah dipakai inisiatif “MPP”")
    no(document, "initiative", mpp, "horizon", "panjang", "perlu alasan")
    put(document, "initiative", mpp, "horizon_reason", "Bertahap")
    assert put(document, "initiative", mpp, "horizon", "panjang") == "panjang"
    no(document, "initiative", mpp, "horizon_reason", "", "perlu alasan")
    assert put(document, "initiative", mpp, "horizon", "") is None
    assert put(document, "initiative", mpp, "outside_reason", "Arahan pusat") == "Arahan pusat"
    assert put(document, "initiative", mpp, "outside_reason", "") is None
    ladder = Ladder(document)
    add(document, "indicator_mapping", initiative_id=mpp, indicator_id=ladder.indicator)
    no(document, "initiative", mpp, "outside_reason", "Arahan pusat", "masih dipetakan ke RPJMD")


class Ladder:
    """A sasaran with an indicator, and another document."""

    def __init__(self, document: Document) -> None:
        self.document = add(document, "planning_document", kind="rpjmd", period_start=2025, period_end=2029)
        other = add(document, "planning_document", kind="rpd", period_start=2024, period_end=2026)
        self.foreign = add(document, "goal", document_id=other, text="Tujuan lain")
        self.goal = add(document, "goal", document_id=self.document, text="Tujuan")
        self.objective = add(document, "objective", document_id=self.document, text="SPBE", goal_id=self.goal)
        self.indicator = add(document, "indicator", document_id=self.document, text="I", objective_id=self.objective)


def test_a_rung_stays_in_its_document(document: Document) -> None:
    ladder = Ladder(document)
    no(document, "objective", ladder.objective, "goal_id", ladder.foreign, "berasal dari dokumen lain")
    no(document, "indicator", ladder.indicator, "goal_id", ladder.foreign, "berasal dari dokumen lain")
    no(document, "indicator", ladder.indicator, "objective_id", "", "melekat pada satu")
    assert put(document, "indicator", ladder.indicator, "goal_id", ladder.goal) == ladder.goal
    assert row(document, "indicator", ladder.indicator).objective_id is None
    assert put(document, "objective", ladder.objective, "goal_id", "") is None


def test_an_unrelated_objective_has_its_reason(document: Document) -> None:
    ladder = Ladder(document)
    no(document, "objective", ladder.objective, "unrelated", "ya", "perlu alasan")
    put(document, "objective", ladder.objective, "unrelated_reason", "Pertanahan")
    assert put(document, "objective", ladder.objective, "unrelated", "ya") == 1
    no(document, "objective", ladder.objective, "unrelated_reason", "", "perlu alasan")
    refused(document, lambda db: rpjmd.tick_dimension(db, ladder.objective, "SG"), "ditandai tidak terkait")
    assert put(document, "objective", ladder.objective, "unrelated", "tidak") == 0
    cell = do(document, lambda db: rpjmd.tick_dimension(db, ladder.objective, "SG"))
    assert put(document, "objective_dimension", cell, "strength", "Pendukung") == "pendukung"
    assert put(document, "objective_dimension", cell, "note", "Lewat SPBE") == "Lewat SPBE"
    assert row(document, "objective_dimension", cell).strength == "pendukung"


def test_a_written_figure(document: Document) -> None:
    ladder = Ladder(document)
    target = add(document, "target", indicator_id=ladder.indicator, year=2026, text="3,5")
    assert row(document, "target", target).number == 3.5
    assert put(document, "target", target, "text", "BB") == "BB"
    assert row(document, "target", target).number is None
    assert put(document, "target", target, "text", "") is None


def test_the_status_of_a_year(document: Document, mpp: str) -> None:
    year = add(document, "progress_year", initiative_id=mpp, year=2026)
    assert put(document, "progress_year", year, "status", "Berjalan") == "berjalan"
    no(document, "progress_year", year, "status", "tertunda", "perlu alasan")
    put(document, "progress_year", year, "status_reason", "Anggaran digeser")
    no(document, "progress_year", year, "status", "tertunda", "perlu tanggal")
    put(document, "progress_year", year, "status_on", "1 Agustus 2026")
    assert put(document, "progress_year", year, "status", "tertunda") == "tertunda"
    no(document, "progress_year", year, "status_reason", "", "perlu alasan")
    assert put(document, "progress_year", year, "budget", "Rp 1.000.000") == 1_000_000
    no(document, "progress_year", year, "spending", "1.000.001", "melebihi pagunya Rp1.000.000")
    assert put(document, "progress_year", year, "target_text", "12 loket") == "12 loket"


def test_an_entry_keeps_its_rules(document: Document, mpp: str) -> None:
    indicator = add(document, "initiative_indicator", initiative_id=mpp, text="Izin")
    march = add(document, "progress_entry", initiative_id=mpp, year=2026, as_of="2026-03-31", physical_percent=40)
    june = add(document, "progress_entry", initiative_id=mpp, year=2026, as_of="2026-06-30", physical_percent=60)
    value = add(document, "progress_value", entry_id=june, indicator_id=indicator, text="7")
    no(document, "progress_entry", june, "physical_percent", "35", "turun dari 40")
    no(document, "progress_entry", march, "physical_percent", "61", "lebih besar daripada 60")
    no(document, "progress_entry", june, "as_of", "22 November 2026", "belum terjadi")
    no(document, "progress_entry", june, "as_of", "31 Desember 2025", "di luar tahun anggaran 2026")
    no(document, "progress_entry", june, "legacy", "ya", "dicatat oleh aplikasi")
    assert put(document, "progress_entry", june, "physical_percent", "62,5 %") == 62.5
    assert put(document, "progress_value", value, "text", "8") == "8"
    do(document, lambda db: plan.close_year(db, 2026, "Sekda", TODAY))
    for table, record, column in (
        ("progress_entry", june, "narrative"), ("progress_value", value, "text"),
    ):  # fmt: skip
        no(document, table, record, column, "9", "Tahun 2026 sudah ditutup")


def test_a_closed_year_refuses_its_sums(document: Document, mpp: str) -> None:
    year = add(document, "progress_year", initiative_id=mpp, year=2025, budget=5)
    budget = add(document, "initiative_budget", initiative_id=mpp, year=2025, source="apbd", amount=5)
    closing = add(document, "year_closing", year=2025, person="Sekda")
    for column in ("budget", "status", "target_text", "agency_id"):
        no(document, "progress_year", year, column, "", "Tahun 2025 sudah ditutup")
    no(document, "initiative_budget", budget, "amount", "6", "Tahun 2025 sudah ditutup")
    no(document, "year_closing", closing, "closed", "tidak", "tidak diubah satu per satu", "dengan nama dan alasan")
    do(document, lambda db: plan.reopen_year(db, 2025, "Sekda", TODAY, "Terlambat"))
    assert put(document, "initiative_budget", budget, "amount", "6 juta") == 6_000_000


def test_quarters_quick_wins_and_contacts(document: Document, mpp: str) -> None:
    step = add(document, "action_step", text="Langkah", initiative_id=mpp)
    quarter = add(document, "action_step_plan", step_id=step, year=2026, quarter=1, percent=40)
    assert put(document, "action_step_plan", quarter, "percent", "50") == 50
    no(document, "action_step_plan", quarter, "percent", "101", "melebihi 100 %")
    assert put(document, "action_step_plan", quarter, "percent", "") is None
    quick = add(document, "quick_win", initiative_id=mpp, year=2026, start_on="2026-01-01")
    no(document, "quick_win", quick, "end_on", "2 Januari 2027", "paling lama 12 bulan")
    no(document, "quick_win", quick, "status", "dihentikan", "perlu alasan")
    put(document, "quick_win", quick, "status_reason", "Dialihkan")
    assert put(document, "quick_win", quick, "status", "dihentikan") == "dihentikan"
    no(document, "quick_win", quick, "status_reason", "", "perlu alasan")
    contact = add(document, "service_contact", initiative_id=mpp, unit="Loket", channel="surel", value="a@luwu.go.id",
                  consent_by="Kepala", consent_on="2026-01-05", consent_how="nota dinas")  # fmt: skip
    no(document, "service_contact", contact, "consent_by", "", "hanya dicatat dengan persetujuan")
    no(document, "service_contact", contact, "value", "bukan surel", "belum dapat dipakai")
    assert put(document, "service_contact", contact, "value", "b@luwu.go.id") == "b@luwu.go.id"


def test_evidence_is_described_by_people_and_measured_by_the_program(document: Document, mpp: str) -> None:
    made = add(document, "evidence", url="https://luwukab.go.id", title="Situs")
    assert row(document, "evidence", made).seen_on == "2026-11-21"
    assert put(document, "evidence", made, "dated", "3 Mei 2026") == "2026-05-03"
    assert row(document, "evidence", made).dated_from == "isian"
    no(document, "evidence", made, "url", "javascript:alert(1)", "bukan tautan yang dapat dibuka")
    no(document, "evidence", made, "sha256", "ab", "“Sidik berkas” dicatat oleh aplikasi")
    override = do(document, lambda db: plan.override(db, "2:x", "2", "Menyusul", "Sekda", TODAY))
    no(document, "finding_override", override, "reason", "", "“Alasan” tidak boleh kosong")


def sample(db: Connection) -> dict[str, str]:
    """One record of every table that the use cases make, by table."""
    made = {"plan": str(db.exec_driver_sql("SELECT id FROM plan").scalar_one())}
    made["region"] = str(db.exec_driver_sql("SELECT id FROM region").scalar_one())
    made["agency"] = bodies.add_agency(db, "Dinas")
    made["initiative"] = initiatives.add_initiative(db, "MPP", "SG", agency_id=made["agency"])
    made["progress_entry"] = progress.add_entry(db, made["initiative"], 2026, as_of=date(2026, 9, 30), today=TODAY)
    made["progress_year"] = progress.add_year(db, made["initiative"], 2026)
    return made


MADE = ("plan", "region", "agency", "initiative", "progress_entry", "progress_year")
KEPT = {
    "plan.reference_version", "plan.is_example", "region.name", "agency.name", "initiative.title",
    "progress_entry.as_of", "progress_entry.year", "progress_entry.legacy",
}  # fmt: skip


@pytest.mark.parametrize("table", MADE)
def test_what_can_be_emptied_is_empty_and_the_rest_says_why_not(document: Document, table: str) -> None:
    made = do(document, sample)[table]
    refusals = set()
    for field in (field for field in BY_NAME[table].fields if field.editable):
        try:
            with document.change("Kosongkan") as db:
                cells.set_cell(db, table, made, field.column, "", TODAY)
        except UserFacingError as error:
            refusals.add((field.key, error.sentence[-1:] + error.next_step[-1:]))
        else:
            assert getattr(row(document, table, made), field.column) in {None, 0, "draf"}, field.key
    assert refusals == {(key, "..") for key in KEPT if key.startswith(f"{table}.")}
