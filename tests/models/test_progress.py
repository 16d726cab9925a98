"""What was carried out: statuses, sums, cumulative entries with their rules, closed years, benefits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gmsc_desktop.models import bodies, editing, initiatives, plan, progress
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.checks import check
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from tests.models.use_cases import begun, count, do, refused, row

TODAY = date(2026, 11, 21)
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def document() -> Document:
    return begun()


@pytest.fixture
def mpp(document: Document) -> str:
    return do(document, lambda db: initiatives.add_initiative(db, "Mal Pelayanan Publik", "SG"))


def adding(initiative: str, as_of: date, **told: Any) -> Callable[[Connection], str]:  # Any: values of several kinds
    facts: dict[str, Any] = {"year": as_of.year, "as_of": as_of, "today": TODAY, **told}
    return lambda db: progress.add_entry(db, initiative, **facts)


def add(document: Document, initiative: str, month: int, **told: Any) -> str:
    return do(document, adding(initiative, date(2026, month, 28), **told))


def changing(entry: str, **told: Any) -> Callable[[Connection], None]:  # Any: values of several kinds
    return lambda db: progress.change_entry(db, entry, today=TODAY, **told)


def close(document: Document, year: int) -> None:
    do(document, lambda db: plan.close_year(db, year, "Kepala Bappeda", TODAY))


# -- the year of an initiative


def test_some_statuses_need_a_reason_and_a_date(document: Document, mpp: str) -> None:
    do(document, lambda db: progress.set_status(db, mpp, 2026, "berjalan"))
    for status, label in (("tertunda", "Tertunda"), ("dihentikan", "Dihentikan"), ("dialihkan", "Dialihkan")):
        refused(document, status_of(mpp, status, "", TODAY), f"Status {label}", "“Mal Pelayanan Publik” perlu alasan")
        refused(document, status_of(mpp, status, "Anggaran", None), f"Status {label}", "perlu tanggal")
    do(document, status_of(mpp, "tertunda", "Anggaran digeser", date(2026, 8, 1)))
    (told,) = document.raw.execute("SELECT year,status,status_reason,status_on FROM progress_year").fetchall()
    assert told == (2026, "tertunda", "Anggaran digeser", "2026-08-01")
    do(document, status_of(mpp, "Berjalan", "", None))
    (told,) = document.raw.execute("SELECT year,status,status_reason,status_on FROM progress_year").fetchall()
    assert told == (2026, "berjalan", None, None)
    refused(document, status_of(mpp, "macet", "", None), "“macet” bukan pilihan untuk “Status”")
    refused(document, status_of(NOBODY, "berjalan", "", None), "Inisiatif ini sudah tidak ada")


def status_of(initiative: str, status: str, reason: str, on: date | None) -> Callable[[Connection], None]:
    return lambda db: progress.set_status(db, initiative, 2026, status, reason, on)


def sums(initiative: str, year: int = 2026, **amounts: int | None) -> Callable[[Connection], None]:
    return lambda db: progress.set_sums(db, initiative, year, **amounts)


def test_the_four_sums_are_set_apart(document: Document, mpp: str) -> None:
    def told() -> tuple[object, ...]:
        query = "SELECT plan_amount,budget,revised_budget,spending FROM progress_year"
        return tuple(document.raw.execute(query).fetchone())

    do(document, sums(mpp, plan_amount=900, budget=800))
    do(document, sums(mpp, revised_budget=0))
    assert told() == (900, 800, 0, None)
    do(document, sums(mpp, revised_budget=None, spending=0))
    assert told() == (900, 800, None, 0)
    refused(document, sums(mpp, budget=-5), "“Pagu DPA (Rp)” tidak boleh kurang dari nol")
    refused(document, sums(NOBODY, budget=5), "Inisiatif ini sudah tidak ada")
    with pytest.raises(KeyError), document.change("Isi") as db:
        progress.set_sums(db, mpp, 2026, money=1)


def test_spending_above_the_pagu_is_explained_in_an_entry(document: Document, mpp: str) -> None:
    do(document, sums(mpp, budget=1_000, revised_budget=800))
    words = ("tahun 2026, Rp900, melebihi pagunya Rp800", "tulis penjelasan pada entri")
    refused(document, sums(mpp, spending=900), *words)
    do(document, sums(mpp, spending=800))
    refused(document, sums(mpp, revised_budget=700), "Rp800, melebihi pagunya Rp700")
    do(document, sums(mpp, revised_budget=None, spending=1_000))
    add(document, mpp, 6, spending=1_100, note="Kurang bayar tahun lalu")
    do(document, sums(mpp, spending=1_100))


def test_what_a_year_is_to_reach(document: Document, mpp: str) -> None:
    do(document, lambda db: progress.set_target_text(db, mpp, 2026, "12 loket"))
    assert document.raw.execute("SELECT target_text FROM progress_year").fetchone() == ("12 loket",)


def test_a_year_that_belonged_to_another_office_says_so(document: Document) -> None:
    old, new = (do(document, agency(name)) for name in ("Dinas Lama", "Dinas Baru"))
    values: dict[str, Given] = {"title": "MPP", "agency_id": old, "year_start": 2023, "year_end": 2028}
    made = do(document, lambda db: editing.add(db, "initiative", values))
    do(document, lambda db: bodies.succeed(db, old, new, date(2026, 1, 1), "Perda"))
    do(document, lambda db: progress.set_status(db, made, 2024, "terlaksana"))
    do(document, lambda db: progress.set_status(db, made, 2026, "berjalan"))
    told = document.raw.execute("SELECT year,agency_id FROM progress_year ORDER BY year").fetchall()
    assert told == [(2024, old), (2025, old), (2026, None)]


def agency(name: str) -> Callable[[Connection], str]:
    return lambda db: bodies.add_agency(db, name)


# -- entries


def test_an_entry_keeps_all_that_is_told(document: Document, mpp: str) -> None:
    indicator = do(document, lambda db: initiatives.add_indicator(db, mpp, "Izin selesai"))
    made = do(
        document,
        adding(
            mpp, date(2026, 9, 30), period="triwulan", physical_percent=62.5, spending=250_000_000,
            narrative="Loket **dibuka**.", obstacle="Jaringan", solution="Radio", next_step="Serat optik",
            verified_by="Kepala Bidang", values={indicator: "1.234,5"},
        ),
    )  # fmt: skip
    told = row(document, "progress_entry", made)
    assert (told.year, told.as_of, told.period, told.period_number) == (2026, "2026-09-30", "triwulan", 3)
    assert (told.physical_percent, told.spending, told.legacy) == (62.5, 250_000_000, 0)
    assert (told.narrative, told.obstacle, told.solution, told.next_step, told.verified_by) == (
        "Loket **dibuka**.", "Jaringan", "Radio", "Serat optik", "Kepala Bidang",
    )  # fmt: skip
    assert document.raw.execute("SELECT entry_id,indicator_id,text,number FROM progress_value").fetchall() == [
        (made, indicator, "1.234,5", 1234.5)
    ]
    with document.read() as db:
        latest = progress.latest_entry(db, mpp, 2026)
        assert latest is not None
        assert latest.id == made
        assert progress.latest_entry(db, mpp, 2025) is None
        assert progress.values_of(db, made) == {indicator: "1.234,5"}


def test_the_last_value_in_view_is_that_of_the_latest_day(document: Document, mpp: str) -> None:
    add(document, mpp, 9, physical_percent=60)
    add(document, mpp, 3, physical_percent=20)
    with document.read() as db:
        assert [entry.physical_percent for entry in progress.entries(db, mpp, 2026)] == [20, 60]
        latest = progress.latest_entry(db, mpp, 2026)
    assert latest is not None
    assert latest.as_of == "2026-09-28"


def test_an_entry_of_a_past_year_can_be_made_today_and_says_so(document: Document, mpp: str) -> None:
    past = do(document, adding(mpp, date(2024, 12, 31), physical_percent=100))
    assert row(document, "progress_entry", past).legacy == 1
    assert row(document, "progress_entry", add(document, mpp, 10)).legacy == 0
    do(document, changing(past, narrative="Selesai"))
    assert row(document, "progress_entry", past).legacy == 1


def test_the_day_lies_in_the_year_and_not_ahead(document: Document, mpp: str) -> None:
    do(document, adding(mpp, TODAY))
    words = ("Keadaan per 1 Januari 2026 berada di luar tahun anggaran 2025", "31 Desember 2025")
    refused(document, adding(mpp, date(2026, 1, 1), year=2025), *words)
    words = ("Keadaan per 22 November 2026 belum terjadi; hari ini 21 November 2026", "hari ini atau sebelumnya")
    refused(document, adding(mpp, date(2026, 11, 22)), *words)
    refused(document, adding(NOBODY, TODAY), "Inisiatif ini sudah tidak ada")
    entry = add(document, mpp, 3)
    refused(document, changing(entry, as_of=date(2025, 12, 31)), "di luar tahun anggaran 2026")
    refused(document, changing(entry, as_of=None), "perlu tahun dan tanggal")
    refused(document, changing(NOBODY), "Entri realisasi ini sudah tidak ada")


@pytest.mark.parametrize(
    ("period", "number", "words"),
    [
        ("triwulan", 5, "Triwulan 5 tidak ada"),
        ("semester", 0, "Semester 0 tidak ada"),
        ("bulan", 13, "Bulan 13 tidak ada"),
        ("triwulan", 4, "Triwulan IV belum dimulai pada 30 September 2026"),
        ("bulan", 10, "Bulan 10 belum dimulai pada 30 September 2026"),
        (None, 3, "Periode entri belum dipilih"),
        ("windu", 1, "“windu” bukan pilihan untuk “Periode”"),
    ],
)
def test_periods_that_are_refused(document: Document, mpp: str, period: str | None, number: int, words: str) -> None:
    refused(document, adding(mpp, date(2026, 9, 30), period=period, period_number=number), words)


@pytest.mark.parametrize(("period", "number"), [("bulan", 9), ("triwulan", 3), ("semester", 2)])
def test_the_period_of_the_day_where_none_is_told(document: Document, mpp: str, period: str, number: int) -> None:
    made = do(document, adding(mpp, date(2026, 9, 30), period=period))
    assert row(document, "progress_entry", made).period_number == number
    earlier = do(document, adding(mpp, date(2026, 10, 5), period=period, period_number=1))
    assert row(document, "progress_entry", earlier).period_number == 1
    do(document, changing(earlier, period_number=number))
    assert row(document, "progress_entry", earlier).period_number == number
    refused(document, changing(earlier, period_number=99), "99 tidak ada")


def test_a_figure_that_falls_needs_a_note(document: Document, mpp: str) -> None:
    add(document, mpp, 3, physical_percent=40, spending=500)
    add(document, mpp, 6)  # tells no figure, so March stays the last value
    words = ("Realisasi fisik turun dari 40", "(per 28 Maret 2026) menjadi 35,5", "tulis penjelasannya")
    refused(document, adding(mpp, date(2026, 9, 28), physical_percent=35.5, spending=500), *words)
    money = "Realisasi anggaran turun dari Rp500 (per 28 Maret 2026) menjadi Rp400"
    refused(document, adding(mpp, date(2026, 9, 28), physical_percent=40, spending=400, note=" "), money)
    add(document, mpp, 9, physical_percent=35, spending=400, note="Pengembalian belanja")
    add(document, mpp, 10, physical_percent=36, spending=450)
    refused(document, adding(mpp, date(2026, 11, 1), physical_percent=35), "turun dari 36")
    do(document, adding(mpp, date(2025, 12, 31), physical_percent=90))
    do(document, adding(mpp, date(2026, 2, 1), physical_percent=5))  # another year begins at nothing


def test_a_figure_over_its_bound_needs_a_note(document: Document, mpp: str) -> None:
    do(document, sums(mpp, budget=1_000, revised_budget=800))
    refused(document, adding(mpp, TODAY, physical_percent=100.5), "Realisasi fisik 100,5", "melebihi 100 %")
    refused(document, adding(mpp, TODAY, spending=801), "Rp801 melebihi pagu tahun 2026, Rp800", "penjelasannya")
    refused(document, adding(mpp, TODAY, spending=-1, note="x"), "tidak boleh kurang dari nol")
    refused(document, adding(mpp, TODAY, physical_percent=-0.5, note="x"), "tidak boleh kurang dari nol")
    add(document, mpp, 9, physical_percent=100, spending=800)
    add(document, mpp, 10, physical_percent=120, spending=900, note="Volume ditambah")


def test_an_earlier_entry_made_later_is_held_against_its_neighbours(document: Document, mpp: str) -> None:
    add(document, mpp, 3, physical_percent=20)
    june = add(document, mpp, 6, physical_percent=50)
    words = (
        "Realisasi fisik 55",
        "lebih besar daripada 50",
        "(per 28 Juni 2026)",
        "penjelasan pada entri 28 Juni 2026",
    )
    refused(document, adding(mpp, date(2026, 4, 30), physical_percent=55, note="Ada"), *words)
    refused(document, adding(mpp, date(2026, 4, 30), physical_percent=10), "turun dari 20")
    april = do(document, adding(mpp, date(2026, 4, 30), physical_percent=30))
    do(document, changing(june, note="Pengukuran ulang"))
    do(document, changing(april, physical_percent=55))
    assert row(document, "progress_entry", june).physical_percent == 50


def test_a_changed_entry_is_held_against_its_neighbours(document: Document, mpp: str) -> None:
    add(document, mpp, 3, physical_percent=20, spending=100)
    june = add(document, mpp, 6, physical_percent=50, spending=200)
    add(document, mpp, 9, physical_percent=80, spending=300)
    refused(document, changing(june, physical_percent=15), "turun dari 20", "Maret 2026")
    refused(document, changing(june, physical_percent=85), "lebih besar daripada 80")
    refused(document, changing(june, spending=301), "Realisasi anggaran Rp301 lebih besar daripada Rp300")
    refused(document, changing(june, as_of=date(2026, 10, 1)), "turun dari 80", "28 September 2026")
    do(document, changing(june, physical_percent=15, note="Perbaikan hitungan"))
    refused(document, changing(june, note=None), "turun dari 20")
    do(document, changing(june, physical_percent=None, spending=None, note=""))
    do(document, changing(june, physical_percent=80.0, spending=300, narrative="Sama"))
    told = row(document, "progress_entry", june)
    assert (told.physical_percent, told.spending, told.narrative, told.as_of) == (80, 300, "Sama", "2026-06-28")


def test_of_one_day_the_lowest_figure_counts(document: Document, mpp: str) -> None:
    add(document, mpp, 3, physical_percent=40)
    add(document, mpp, 3, physical_percent=30)
    add(document, mpp, 6, physical_percent=35)
    refused(document, adding(mpp, date(2026, 6, 28), physical_percent=29), "turun dari 30")


def test_what_passes_here_passes_the_check_of_rule_28(document: Document, mpp: str) -> None:
    do(document, sums(mpp, budget=500))
    add(document, mpp, 3, physical_percent=40, spending=500)
    add(document, mpp, 6, physical_percent=30, spending=600, note="Koreksi")
    add(document, mpp, 6, physical_percent=50, spending=500)
    do(document, adding(mpp, date(2025, 12, 31), physical_percent=90))
    do(document, status_of(mpp, "dihentikan", "Selesai lebih cepat", date(2026, 9, 1)))
    do(document, sums(mpp, spending=600))
    findings = check(document.snapshot(), "laporan", year=2026, today=TODAY)
    assert [finding.sentence for finding in findings if finding.rule == "28"] == []


def test_a_later_entry_never_changes_an_earlier_one(document: Document, mpp: str) -> None:
    march = add(document, mpp, 3, physical_percent=40)
    before = row(document, "progress_entry", march)
    add(document, mpp, 6, physical_percent=60, spending=5)
    assert row(document, "progress_entry", march) == before


def test_values_belong_to_the_initiatives_own_indicators(document: Document, mpp: str) -> None:
    other = do(document, lambda db: initiatives.add_initiative(db, "Lain", "SL"))
    foreign = do(document, lambda db: initiatives.add_indicator(db, other, "Kunjungan"))
    own = do(document, lambda db: initiatives.add_indicator(db, mpp, "Izin"))
    refused(document, adding(mpp, TODAY, values={foreign: "5"}), "Indikator “Kunjungan” milik inisiatif lain")
    refused(document, adding(mpp, TODAY, values={NOBODY: "5"}), "Indikator inisiatif ini sudah tidak ada")
    entry = do(document, adding(mpp, TODAY, values={own: "BB"}))
    do(document, lambda db: progress.change_entry(db, entry, today=TODAY, values={own: "A"}))
    assert document.raw.execute("SELECT text,number FROM progress_value").fetchall() == [("A", None)]
    do(document, lambda db: progress.change_entry(db, entry, today=TODAY, values={own: None}))
    assert count(document, "progress_value") == 0
    refused(document, lambda db: progress.change_entry(db, entry, today=TODAY, values={foreign: "1"}), "inisiatif lain")


def test_a_closed_year_stays_as_it_is(document: Document, mpp: str) -> None:
    entry = do(document, adding(mpp, date(2025, 12, 31), physical_percent=90))
    close(document, 2025)
    closed = "Tahun 2025 sudah ditutup"
    refused(document, adding(mpp, date(2025, 6, 30), physical_percent=10), closed, "Buka kembali tahun 2025")
    refused(document, changing(entry, narrative="x"), closed)
    refused(document, lambda db: progress.delete_entry(db, entry), closed)
    refused(document, sums(mpp, 2025, spending=5), closed)
    refused(document, lambda db: progress.set_status(db, mpp, 2025, "terlaksana"), closed)
    refused(document, lambda db: progress.set_target_text(db, mpp, 2025, "x"), closed)
    add(document, mpp, 3, physical_percent=5)
    do(document, lambda db: plan.reopen_year(db, 2025, "Sekda", TODAY, "Realisasi terlambat"))
    do(document, changing(entry, narrative="Diperbaiki"))
    do(document, lambda db: progress.delete_entry(db, entry))
    assert count(document, "progress_entry") == 1


def test_no_entry_is_moved_into_a_closed_year(document: Document, mpp: str) -> None:
    entry = add(document, mpp, 3)
    close(document, 2025)
    refused(document, changing(entry, year=2025, as_of=date(2025, 3, 1)), "Tahun 2025 sudah ditutup")


# -- benefits


def test_a_benefit_is_told_before_and_after(document: Document, mpp: str) -> None:
    made = do(
        document,
        lambda db: progress.add_benefit(
            db, mpp, kind="lingkungan", who="Warga Belopa", count=1200, count_unit="keluarga", measure="Sampah ke TPA",
            before_text="41,5", after_text="±30", unit="ton/hari", source="DLH", dated=date(2026, 9, 1),
        ),
    )  # fmt: skip
    told = row(document, "benefit", made)
    assert (told.kind, told.count, told.before_text, told.before_number) == ("lingkungan", 1200, "41,5", 41.5)
    assert (told.after_text, told.after_number, told.dated) == ("±30", None, "2026-09-01")
    refused(document, lambda db: progress.add_benefit(db, mpp, kind="rasa"), "“rasa” bukan pilihan")
    refused(document, lambda db: progress.add_benefit(db, mpp, count=-1), "tidak boleh kurang dari nol")
    refused(document, lambda db: progress.add_benefit(db, NOBODY), "Inisiatif ini sudah tidak ada")
