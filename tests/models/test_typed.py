"""Typed texts become values by the rules of their fields, and are shown as a person reads them."""

from __future__ import annotations

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import BY_NAME, FieldSpec
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.typed import read_text, read_value, show_value

PACK = load()
AN_ID = "11111111-2222-4333-8444-555555555555"


def field(key: str) -> FieldSpec:
    table, column = key.split(".")
    return BY_NAME[table].field(column)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("initiative_budget.amount", "Rp 1.500.000,-", 1_500_000),
        ("initiative_budget.amount", "2,5 M", 2_500_000_000),
        ("initiative_budget.amount", "0", 0),
        ("initiative.year_start", "TA 2026", 2026),
        ("region.population", "373.234", 373_234),
        ("region.area_km2", "3000,25", 3000.25),
        ("progress_entry.physical_percent", "12,5 %", 12.5),
        ("meeting.held_on", "21 Nov 2026", "2026-11-21"),
        ("meeting.held_on", "21/11/2026", "2026-11-21"),
        ("action_step.start_month", "2026-03", "2026-03"),
        ("action_step.start_month", "Maret 2026", "2026-03"),
        ("action_step.start_month", "3-2026", "2026-03"),
        ("action_step.start_month", "03/2026", "2026-03"),
        ("objective.unrelated", "Ya", 1),
        ("objective.unrelated", "tidak", 0),
        ("initiative.dimension", "SG", "SG"),
        ("initiative.dimension", "smart governance", "SG"),
        ("progress_year.status", "Belum dimulai", "belum"),
        ("initiative.agency_id", AN_ID, AN_ID),
        ("target.text", " BB ", "BB"),
        ("initiative.title", "Mal \n Pelayanan\tPublik", "Mal Pelayanan Publik"),
        ("initiative.title", "Mal\u000bPelayanan\u2028Publik", "Mal Pelayanan Publik"),
        ("initiative.title", "Luwu\x00\x07\x9f\ud83d", "Luwu"),
        ("initiative.description", "satu\r\n\r\ndua\rtiga", "satu\n\ndua\ntiga"),
        ("section.body", "# Judul\n\n- butir  dua spasi", "# Judul\n\n- butir  dua spasi"),
        ("initiative.code", "SG-01", "SG-01"),
        ("initiative.title", "   ", None),
        ("initiative_budget.amount", "", None),
        ("initiative.title", "=SUM(A1)", "=SUM(A1)"),
        ("initiative.title", "<b>tebal</b>", "<b>tebal</b>"),
    ],
)
def test_what_is_read(key: str, text: str, value: Value) -> None:
    assert read_value(field(key), text, PACK) == value


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("initiative_budget.amount", "banyak", "“banyak”"),
        ("initiative_budget.amount", "1,5", "belum pasti"),
        ("meeting.participants", "12,5", "“12,5” bukan bilangan bulat"),
        ("initiative.year_start", "26", "dapat berarti 1926 atau 2026"),
        ("meeting.held_on", "31/02/2026", "Tanggal 31 tidak ada"),
        ("action_step.start_month", "2026-13", "“Mulai (bulan)” tidak terbaca sebagai bulan: 2026-13"),
        ("action_step.start_month", "13/2026", "tidak terbaca sebagai bulan: 13/2026"),
        ("action_step.start_month", "5 Maret 2026", "tidak terbaca sebagai bulan"),
        ("action_step.start_month", "kapan-kapan", "tidak terbaca sebagai bulan: kapan-kapan"),
        ("action_step.start_month", "\uff12026-03", "tidak terbaca sebagai bulan"),
        ("objective.unrelated", "mungkin", "“Tidak terkait” dijawab ya atau tidak"),
        ("initiative.dimension", "Smart Village", "“Smart Village” bukan pilihan untuk “Dimensi utama”"),
        ("initiative.agency_id", "Diskominfo", "“OPD penanggung jawab” memerlukan nomor catatan, bukan “Diskominfo”"),
        ("initiative.title", "x" * 301, "“Nama program/inisiatif” paling panjang 300 huruf; teks ini 301 huruf"),
        ("initiative.description", "x" * 4001, "paling panjang 4000 huruf"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_next_step(key: str, text: str, words: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        read_value(field(key), text, PACK)
    assert words in caught.value.sentence
    assert caught.value.next_step.endswith(".")


def test_an_unknown_choice_names_those_it_may_be() -> None:
    with pytest.raises(UserFacingError) as caught:
        read_value(field("progress_year.status"), "macet", PACK)
    assert "berjalan (Berjalan)" in caught.value.next_step


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("legal_document.kind", "Perbup", "perkada"),
        ("legal_document.kind", "perwali", "perkada"),
        ("legal_document.kind", "Perbup/Perwali/Pergub", "perkada"),
        ("legal_document.kind", "PERATURAN  BUPATI", "perkada"),
        ("legal_document.kind", "Peraturan Wali Kota", "perkada"),
        ("legal_document.kind", "Peraturan Daerah", "perda"),
        ("legal_document.kind", "Keputusan Bupati", "sk_lain"),
        ("body.kind", "Kelompok kerja", "pokja"),
        ("initiative_budget.source", "DAK", "apbn"),
    ],
)
def test_a_choice_is_known_by_the_words_people_write(key: str, text: str, code: str) -> None:
    assert read_value(field(key), text, PACK) == code


def test_a_word_inside_a_longer_label_is_no_name_of_it() -> None:
    with pytest.raises(UserFacingError):
        read_value(field("initiative_budget.source"), "kota", PACK)  # of “APBD kabupaten/kota”


def test_no_two_entries_of_a_list_are_named_by_one_word() -> None:
    for name, choices in PACK.lists.items():
        for choice in choices:
            for word in (choice.code, choice.label_text, *choice.also, *choice.label_text.split("/")):
                assert {other.code for other in choices if other.named(word)} <= {choice.code}, (name, word)


def test_a_text_that_fits_exactly() -> None:
    assert read_text(field("initiative.title"), " " + "x" * 300 + "\n") == "x" * 300
    assert read_text(field("initiative.title"), " \n") is None


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("initiative_budget.amount", 1_500_000, "Rp1.500.000"),
        ("initiative_budget.amount", 0, "Rp0"),
        ("initiative_budget.amount", None, ""),
        ("progress_entry.physical_percent", 12.5, "12,5\u00a0%"),
        ("progress_entry.physical_percent", 0.1, "0,1\u00a0%"),
        ("meeting.held_on", "2026-11-21", "21 November 2026"),
        ("initiative.dimension", "SG", "Smart Governance"),
        ("initiative.dimension", "SZ", "SZ"),
        ("objective.unrelated", 1, "Ya"),
        ("objective.unrelated", 0, "Tidak"),
        ("initiative.year_start", 2026, "2026"),
        ("target.year", 2026, "2026"),
        ("region.population", 373_234, "373.234"),
        ("region.area_km2", 3000.25, "3.000,25"),
        ("initiative.title", "Mal Pelayanan Publik", "Mal Pelayanan Publik"),
        ("initiative.title", "", ""),
        ("section.body", "# Judul", "# Judul"),
    ],
)
def test_what_is_shown(key: str, value: Value, shown: str) -> None:
    assert show_value(field(key), value, PACK) == shown


@pytest.mark.parametrize("key", ["initiative_budget.amount", "progress_entry.physical_percent", "meeting.held_on",
                                 "initiative.dimension", "objective.unrelated", "initiative.year_start"])  # fmt: skip
@pytest.mark.parametrize("text", ["2026", "1.500.000", "ya", "SL", "3 Mei 2026", "12,75"])
def test_what_is_shown_is_read_again(key: str, text: str) -> None:
    try:
        value = read_value(field(key), text, PACK)
    except UserFacingError:
        return
    assert read_value(field(key), show_value(field(key), value, PACK), PACK) == value
