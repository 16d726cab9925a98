"""The plan as a whole: what it is, its book, decisions on findings, years that are closed and opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gmsc_desktop.models import plan
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.ids import derived_id, new_id
from gmsc_desktop.models.region import Region
from tests.models.plans import memory_document
from tests.models.use_cases import LUWU, begun, count, do, refused, row

PLAN_ID = "11111111-2222-4333-8444-555555555555"
DAY = date(2026, 2, 3)


@pytest.fixture
def document() -> Document:
    return begun()


def beginning(**facts: object) -> Callable[[Connection], str]:
    values: dict[str, object] = {
        "plan_id": PLAN_ID, "title": "Rencana", "region": LUWU, "period_start": 2026, "period_end": 2030,
    }  # fmt: skip
    return lambda db: plan.begin(db, **(values | facts))  # type: ignore[arg-type]


def test_a_plan_begins_with_its_region() -> None:
    document = memory_document()
    assert do(document, beginning(is_example=True)) == PLAN_ID
    told = row(document, "plan", PLAN_ID)
    assert (told.title, told.kind, told.status) == ("Rencana", "induk", "draf")
    assert (told.period_start, told.period_end, told.reference_version) == (2026, 2030, "2026.1")
    assert told.is_example == 1
    region = row(document, "region", derived_id("region", PLAN_ID))
    assert (region.code, region.name, region.kind) == ("73.17", "Kabupaten Luwu", "kabupaten")
    assert (region.province_code, region.province_name) == ("73", "Sulawesi Selatan")


def test_a_province_or_an_unknown_district_can_own_a_plan() -> None:
    document = memory_document()
    do(document, beginning(region=Region("73", "Provinsi Sulawesi Selatan", "provinsi", "73", "Sulawesi Selatan")))
    assert document.snapshot().region.kind == "provinsi"
    unknown = memory_document()
    do(unknown, beginning(region=Region("", "Kabupaten Luwu Tengah", "kabupaten", "", "")))
    assert (unknown.snapshot().region.name, unknown.snapshot().region.code) == ("Kabupaten Luwu Tengah", "")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"title": "  "}, "Judul"),
        ({"period_end": 2025}, "Tahun akhir (2025) mendahului tahun awal (2026)"),
        ({"kind": "revisi"}, "perlu menyebut rencana yang direvisi"),
        ({"kind": "terpisah", "kind_reason": " "}, "perlu alasan"),
        ({"kind": "lain"}, "bukan pilihan untuk “Jenis rencana”"),
        ({"region": Region("73.17", "", "kabupaten", "73", "")}, "“Nama daerah” tidak boleh kosong"),
        ({"reference_version": "1999.1"}, "paket acuan 1999.1"),
        ({"period_start": 26}, "di luar jangkauan"),
        ({"title": "x" * 301}, "paling panjang 300 huruf"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_begin(facts: dict[str, object], words: str) -> None:
    refused(memory_document(), beginning(**facts), words)


def test_a_file_holds_one_plan(document: Document) -> None:
    refused(document, beginning(), "sudah memuat sebuah rencana", "daftar rencana")
    with pytest.raises(ValueError, match="bukan-id"), memory_document().change("Mulai") as db:
        beginning(plan_id="bukan-id")(db)


def test_a_second_plan_says_what_it_is() -> None:
    revision, separate = memory_document(), memory_document()
    do(revision, beginning(kind="revisi", ancestor_plan=new_id()))
    do(separate, beginning(kind="terpisah", kind_reason="Kawasan industri dibiayai tersendiri"))
    assert revision.snapshot().plan.kind == "revisi"
    assert separate.snapshot().plan.kind_reason == "Kawasan industri dibiayai tersendiri"


def test_a_long_period_is_a_matter_of_the_checks(document: Document) -> None:
    do(document, lambda db: plan.set_period(db, 2025, 2045))
    assert document.snapshot().plan.period_end == 2045
    refused(document, lambda db: plan.set_period(db, 2030, 2029), "Tahun akhir (2029) mendahului tahun awal (2030)")


def test_facts_of_the_region_and_its_heads(document: Document) -> None:
    do(document, lambda db: plan.set_region(db, {"capital": "Belopa", "population": 373_234, "area_km2": 3000.25}))
    assert document.snapshot().region.population == 373_234
    refused(document, lambda db: plan.set_region(db, {"population": -1}), "tidak boleh kurang dari nol")

    def head(db: Connection, start: date, end: date | None) -> str:
        return plan.add_head_of_region(db, name="Pj. Bupati", post="bupati", kind="pj", from_date=start, to_date=end)

    head_id = do(document, lambda db: head(db, date(2024, 1, 5), date(2025, 2, 19)))
    assert row(document, "head_of_region", head_id).to_date == "2025-02-19"
    words = "Masa jabatan berakhir (1 Januari 2024) sebelum dimulai (5 Januari 2025)"
    refused(document, lambda db: head(db, date(2025, 1, 5), date(2024, 1, 1)), words)


def test_a_book_is_a_draft_until_a_person_sets_it_final(document: Document) -> None:
    refused(document, lambda db: plan.set_final(db, " ", DAY), "Nama yang menetapkan")
    do(document, lambda db: plan.set_final(db, "Kepala Diskominfo", DAY))
    told = document.snapshot().plan
    assert (told.status, told.final_by, told.final_on) == ("final", "Kepala Diskominfo", "2026-02-03")
    refused(document, lambda db: plan.set_final(db, "Sekda", DAY), "oleh Kepala Diskominfo pada 3 Februari 2026")
    do(document, plan.reopen_draft)
    told = document.snapshot().plan
    assert (told.status, told.final_by, told.final_on) == ("draf", "", "")


def test_narrative(document: Document) -> None:
    do(document, lambda db: plan.set_vision(db, "Luwu yang **melayani**", "melayani; lestari"))
    do(document, lambda db: plan.set_vision(db, "Luwu yang lestari"))
    assert (document.snapshot().plan.vision, document.snapshot().plan.vision_keywords) == (
        "Luwu yang lestari",
        "melayani; lestari",
    )
    section = do(document, lambda db: plan.write_section(db, "penutup", "Baris satu\r\n\r\nBaris dua"))
    assert row(document, "section", section).body == "Baris satu\n\nBaris dua"
    assert do(document, lambda db: plan.write_section(db, "penutup", None)) == section
    assert row(document, "section", section).body is None
    refused(document, lambda db: plan.write_section(db, "sampul-emas", "x"), "“sampul-emas” bukan pilihan")
    mission = do(document, lambda db: plan.add_smart_mission(db, "Layanan yang cepat"))
    assert row(document, "smart_mission", mission).position
    refused(document, lambda db: plan.add_smart_mission(db, ""), "masih kosong")


def test_the_texts_of_a_dimension_are_written_apart(document: Document) -> None:
    first = do(document, lambda db: plan.write_dimension(db, "SG", condition="Keadaan", gap="Kurang"))
    second = do(document, lambda db: plan.write_dimension(db, "SG", strategy="Jalan", gap=None))
    assert first == second
    told = row(document, "dimension_plan", first)
    assert (told.condition, told.gap, told.strategy) == ("Keadaan", None, "Jalan")
    refused(document, lambda db: plan.write_dimension(db, "XX", gap="x"), "“XX” bukan pilihan untuk “Dimensi”")
    with pytest.raises(KeyError), document.change("Tulis") as db:
        plan.write_dimension(db, "SG", colour="merah")


def test_a_decision_belongs_to_one_finding(document: Document) -> None:
    def decide(db: Connection, reason: str, person: str = "Sekda", rule: str = "2") -> str:
        return plan.override(db, "2:nota_kesepakatan", rule, reason, person, DAY)

    made = do(document, lambda db: decide(db, "Naskah aslinya di Komdigi"))
    assert do(document, lambda db: decide(db, "Naskah aslinya menyusul")) == made
    told = row(document, "finding_override", made)
    assert (told.finding_key, told.rule, told.person) == ("2:nota_kesepakatan", "2", "Sekda")
    assert (told.reason, told.decided_on) == ("Naskah aslinya menyusul", "2026-02-03")
    refused(document, lambda db: decide(db, " "), "perlu alasan")
    refused(document, lambda db: decide(db, "Alasan", ""), "perlu nama")
    refused(document, lambda db: decide(db, "Alasan", rule="99"), "Aturan “99” tidak dikenal")
    do(document, lambda db: plan.withdraw_override(db, "2:nota_kesepakatan"))
    assert count(document, "finding_override") == 0
    refused(document, lambda db: plan.withdraw_override(db, "2:nota_kesepakatan"), "sudah tidak ada")
    assert do(document, lambda db: decide(db, "Sekali lagi")) == made


def test_a_year_is_closed_and_opened_again_with_a_reason(document: Document) -> None:
    def closed(year: int) -> bool:
        with document.read() as db:
            return plan.is_closed(db, year)

    do(document, lambda db: plan.close_year(db, 2025, "Kepala Bappeda", DAY))
    assert (closed(2025), closed(2026)) == (True, False)
    refused(document, lambda db: plan.require_open(db, 2025), "Tahun 2025 sudah ditutup", "Buka kembali tahun 2025")
    refused(document, lambda db: plan.close_year(db, 2025, "Sekda", DAY), "sudah ditutup")
    refused(document, lambda db: plan.reopen_year(db, 2025, "Sekda", DAY, "  "), "perlu alasan")
    refused(document, lambda db: plan.reopen_year(db, 2026, "Sekda", DAY, "Salah"), "tidak sedang ditutup")
    do(document, lambda db: plan.reopen_year(db, 2025, "Sekda", DAY, "Realisasi triwulan IV terlambat"))
    (told,) = document.raw.execute("SELECT closed,person,reason FROM year_closing").fetchall()
    assert told == (0, "Sekda", "Realisasi triwulan IV terlambat")
    assert not closed(2025)
    do(document, lambda db: plan.close_year(db, 2025, "Kepala Bappeda", DAY))
    assert closed(2025)


def test_what_has_not_begun_is_not_closed(document: Document) -> None:
    refused(document, lambda db: plan.close_year(db, 2027, "Sekda", DAY), "Tahun 2027 belum dimulai pada 3 Februari")
    refused(document, lambda db: plan.close_year(db, 2025, "", DAY), "Nama yang memutuskan")
