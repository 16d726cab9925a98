"""Workbooks of the nomenclature: the export of SIPD, other layouts, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.nomenclature import Nomenclature, read_nomenclature
from gmsc_desktop.exchange.nomenclature_import import name_of_file, propose
from gmsc_desktop.exchange.sheets import Book, Cell, Range, Sheet
from gmsc_desktop.models.nomenclature.codes import Level
from gmsc_desktop.models.nomenclature.contents import Given, Scope
from tests.nomenclature_books import HEADINGS, HOSTILE, SMART_CITY, sample_rows, write_book


def book(*rows: tuple[str | None, ...], merged: tuple[Range, ...] = ()) -> Book:
    cells = {
        number: {place: Cell(text) for place, text in enumerate(row) if text is not None}
        for number, row in enumerate(rows)
    }
    return Book("daftar.xlsx", "xlsx", (Sheet("Lembar1", cells, merged),))


def named(found: Nomenclature, code: str) -> list[Given]:
    return [entry for entry in found.content.entries if entry.code == code]


def test_the_export_of_sipd_is_read_level_by_level_with_its_old_codes(tmp_path: Path) -> None:
    found = propose(write_book(tmp_path / "nomenklatur-sipd-2027 (1).xlsx", sample_rows())).found
    assert found.counts == (0, 3, 3, 5, 8 + 8 + 1 + 2 + 1 + len(HOSTILE))
    assert (found.rows, found.skipped) == (len(sample_rows()), 0)
    [smart] = named(found, "2.16.03.2.02.0038")
    assert smart.name == SMART_CITY.partition(" ")[2]
    assert (smart.level, smart.scope, smart.unit) == (Level.SUBACTIVITY, Scope.DISTRICT, "Dokumen")
    assert smart.indicator == "Jumlah laporan pelaksanaan koordinasi"
    assert smart.definition == "Cakupan:\n- satu"
    activity = found.content.entries[smart.above]
    programme = found.content.entries[activity.above]
    assert (activity.code, programme.code) == ("2.16.03.2.02", "2.16.03")
    assert found.content.entries[programme.above].name == "URUSAN PEMERINTAHAN BIDANG KOMUNIKASI DAN INFORMATIKA"
    [older] = found.content.replaced
    assert (older.code, older.name) == ("2.16.03.2.02.0023", "Koordinasi dan Sinkronisasi Kota Cerdas")
    assert found.content.entries[older.by] is smart


def test_a_code_with_two_names_is_two_entries_and_one_for_both_kinds_is_one(tmp_path: Path) -> None:
    found = propose(write_book(tmp_path / "a.xlsx", sample_rows())).found
    assert [(one.name, one.scope) for one in named(found, "1.01.02.3.04.0030")] == [
        ("Penyusunan Kurikulum Akademi", Scope.PROVINCE),
        ("Dukungan Pendidikan Nonformal", Scope.DISTRICT),
    ]
    [both] = named(found, "X.XX.01.2.05.0009")
    assert both.scope == Scope.PROVINCE | Scope.DISTRICT


def test_names_stay_as_printed_but_for_letters_that_cannot_be_seen(tmp_path: Path) -> None:
    found = propose(write_book(tmp_path / "a.xlsx", sample_rows())).found
    names = [one.name for one in found.content.entries if one.code.startswith("2.16.03.2.02.004")]
    assert names[:4] == list(HOSTILE[:4])
    assert names[4].split() == ["terbalik", "gnay", "baris", "kedua"]
    assert "\u202e" not in names[4]


def test_a_letterhead_a_row_of_numbers_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    letterhead = (
        "PEMERINTAH KABUPATEN CONTOH",
        "Lampiran Keputusan Menteri Dalam Negeri Nomor 900.1.15.5-3406 Tahun 2024",
    )
    rows = [sample_rows()[0], (None,) * 14, ("Catatan: contoh", *[None] * 13), sample_rows()[1]]
    proposal = propose(write_book(tmp_path / "a.xlsx", rows, letterhead=letterhead, numbered=True))
    assert proposal.name == "Keputusan Menteri Dalam Negeri Nomor 900.1.15.5-3406 Tahun 2024"
    assert proposal.found.counts[4] == 2
    assert proposal.found.skipped == 2  # the numbers of the columns, and the note


def test_headings_in_two_merged_rows_with_code_and_name_apart() -> None:
    found = read_nomenclature(book(
        ("NO", "PROGRAM", None, "KEGIATAN", None, "SUB KEGIATAN", None, "SATUAN"),
        (None, "KODE", "NAMA", "KODE", "NAMA", "KODE", "NAMA", None),
        ("1", "2.16.03", "PROGRAM APLIKASI", "2.16.03.2.02", "E-government", "2.16.03.2.02.0038", "Kota",
         "Dokumen"),
        merged=(Range(0, 1, 0, 2), Range(0, 3, 0, 4), Range(0, 5, 0, 6), Range(0, 7, 1, 7)),
    ))  # fmt: skip
    assert found.counts == (0, 0, 1, 1, 1)
    [sub] = named(found, "2.16.03.2.02.0038")
    assert (sub.name, sub.unit) == ("Kota", "Dokumen")
    assert found.content.entries[sub.above].name == "E-government"


def test_one_column_of_codes_beside_one_of_names() -> None:
    found = read_nomenclature(book(
        ("Kode", "Nomenklatur", "Kode Lama"),
        ("2", "URUSAN WAJIB BUKAN PELAYANAN DASAR", None),
        ("2 . 16", "KOMUNIKASI DAN INFORMATIKA", None),
        ("2.16.03", "PROGRAM APLIKASI", "2.10.16"),
        ("2.16.03.2.02", "E-government", None),
        ("2.16.03.2.02.08", "Kota cerdas", "2.10.2.10.01.15.01"),
    ))  # fmt: skip
    assert found.counts == (1, 1, 1, 1, 1)
    assert [(one.code, one.by) for one in found.content.replaced] == [("2.10.16", 2)]
    assert found.content.entries[4].code == "2.16.03.2.02.08"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("Nama", "Alamat"), ("Budi", "Luwu")], "bukan daftar nomenklatur"),
        ([HEADINGS], "tidak satu pun kode subkegiatan"),
        ([HEADINGS, ("PROV", "tanpa", "tanpa", "tanpa", "tanpa")], "tidak satu pun kode subkegiatan"),
    ],
)  # fmt: skip
def test_a_foreign_workbook_is_refused_in_a_sentence(rows: list[tuple[str | None, ...]], words: str) -> None:
    with pytest.raises(UserFacingError) as told:
        read_nomenclature(book(*rows))
    assert words in told.value.sentence
    assert "SIPD" in told.value.next_step


def test_progress_is_told_and_may_stop_the_reading(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    told: list[tuple[int, int]] = []

    def progress(done: int, whole: int) -> None:
        told.append((done, whole))
        raise Enough

    with pytest.raises(Enough):
        propose(write_book(tmp_path / "a.xlsx", sample_rows()), progress)
    assert told == [(0, len(sample_rows()))]


def test_a_list_is_named_after_its_file_in_words() -> None:
    assert name_of_file("nomenklatur-sipd_pemutakhiran-2027 (3).xlsx") == "Nomenklatur SIPD pemutakhiran 2027"
