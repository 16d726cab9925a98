"""Layouts of tables of initiatives come to the initiatives that a person would read in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from gmsc_desktop.exchange.initiatives.headings import subdimension_of
from gmsc_desktop.exchange.initiatives.into_plan import lines_of
from gmsc_desktop.exchange.initiatives.proposal import Answers, Proposal, propose
from gmsc_desktop.exchange.initiatives.spans import span_of
from gmsc_desktop.exchange.initiatives.tree import Entry
from gmsc_desktop.exchange.initiatives.words import value_of
from gmsc_desktop.exchange.pasted import read_pasted
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.models.reference import load
from tests.exchange.books import Rows, write_book
from tests.exchange.initiative_books import (
    BELOW,
    BROKEN,
    BY_SOURCE,
    BY_SOURCE_MERGED,
    COUNTED,
    FLAT_LIST,
    GROUPED,
    GROUPED_MERGED,
    HORIZONS,
    LONG_FORM,
    LONG_FORM_MERGED,
    MATRIX,
    MATRIX_MERGED,
    MATRIX_TOLD,
    OUTCOMES,
    QUARTERS,
    QUARTERS_MERGED,
    ROADMAP,
    ROMAN,
    ROMAN_MERGED,
    TARGETS,
    TARGETS_MERGED,
    TICKED,
    TWICE,
)
from tests.exchange.old_books import write_docx, write_ods, write_xls


def line(entry: Entry) -> str:
    """One line with what matters most."""
    offices = ", ".join(entry.agencies) + (f" + {', '.join(entry.supporting)}" if entry.supporting else "")
    money = "; ".join(
        f"{year} {source} {amount}".replace("  ", " ") for (year, source), amount in entry.amounts.items()
    )
    years = " ".join(map(str, sorted(entry.years)))
    return " | ".join(part for part in (entry.dimension, entry.title, years, offices, money))


def outline(proposal: Proposal) -> list[str]:
    """One line an initiative."""
    return [line(entry) for entry in proposal.entries]


def read_sheets(tmp_path: Path, sheets: dict[str, Rows], answers: Answers | None = None) -> Proposal:
    path = write_book(tmp_path / "inisiatif.xlsx", sheets)
    return propose(read_here(path, path.name), load(), answers)


def read(tmp_path: Path, rows: Rows, merged: tuple[str, ...] = (), answers: Answers | None = None) -> Proposal:
    path = write_book(tmp_path / "inisiatif.xlsx", {"Tabel": rows}, merged)
    return propose(read_here(path, path.name), load(), answers)


def kinds(proposal: Proposal) -> set[str]:
    return {notice.kind for notice in proposal.notices}


def test_a_matrix_with_headings_of_dimensions_ticks_and_amounts(tmp_path: Path) -> None:
    proposal = read(tmp_path, MATRIX, MATRIX_MERGED)
    assert outline(proposal) == MATRIX_TOLD
    assert proposal.needs == ()
    assert [(one.label, one.year, one.agrees) for one in proposal.sums] == [
        ("Jumlah", 2023, True), ("Jumlah", 2024, True), ("Jumlah", 2025, True),
        ("Jumlah seluruhnya", 2023, True), ("Jumlah seluruhnya", 2024, True), ("Jumlah seluruhnya", 2025, False),
    ]  # fmt: skip
    assert {"agencies", "funding", "sum"} <= kinds(proposal)


def test_the_same_matrix_without_its_merged_cells(tmp_path: Path) -> None:
    assert outline(read(tmp_path, MATRIX)) == MATRIX_TOLD


def test_a_flat_list_with_years_in_words(tmp_path: Path) -> None:
    proposal = read(tmp_path, FLAT_LIST)
    assert outline(proposal) == [
        "SG | SIMPEG | 2023 2024 2025 | BKPSDM | ",
        "SG | e-Planning | 2023 2024 | Bappeda | ",
        "SS | Sekolah Digital | 2024 2026 | Disdik | ",
        "SV | Bank Sampah | 2018 | DLH | ",
    ]
    one, two, three, four = proposal.entries
    assert [entry.subdimensions for entry in proposal.entries] == [["SG1"], ["SG3"], ["SS2"], []]
    assert (one.is_quick_win, two.is_quick_win, three.quick_wins, four.goes_on) == (True, False, {2024}, True)
    assert [entry.choices.get("kind") for entry in proposal.entries] == ["pengembangan", "baru", "existing", None]
    assert one.texts == {"description": ["Data pegawai"]}
    assert [notice.place.cell for notice in proposal.notices if notice.kind == "choice" and notice.place] == ["I5"]
    [left] = [notice.sentence for notice in proposal.notices if notice.kind == "columns-left"]
    assert "J (Lokasi)" in left


def test_a_sheet_for_each_dimension(tmp_path: Path) -> None:
    proposal = read_sheets(tmp_path, ROADMAP)
    assert outline(proposal) == [
        "SB | Festival Kota |  | Disparbud | ",
        "SB | Kota Kreatif |  | Dinas Pariwisata | ",
        "SE | Pasar Digital |  | Disperindag | ",
    ]
    assert [entry.horizon for entry in proposal.entries] == ["pendek", "menengah", "panjang"]
    assert [table.name for table in proposal.tables] == ["Smart Branding", "Smart Economy"]


def test_targets_and_amounts_by_year(tmp_path: Path) -> None:
    proposal = read(tmp_path, TARGETS, TARGETS_MERGED)
    assert [need.what for need in proposal.needs] == ["unit"]
    proposal = read(tmp_path, TARGETS, TARGETS_MERGED, Answers(unit="ribu"))
    assert proposal.needs == ()
    assert outline(proposal) == [
        "SV | Energi Bersih | 2024 2025 | Dishub | 2024 1500000000; 2025 2000000000",
        "SV | Kelola Sampah | 2024 2025 | DLH | 2024 500000000; 2025 500000000",
    ]
    first, second = proposal.entries
    told = [(one.text, one.unit, one.baseline and one.baseline.text, [f.text for _y, f in sorted(one.targets.items())])
            for one in first.indicators]  # fmt: skip
    assert told == [("Lampu surya", "titik", "10", ["20", "30"]), ("Penghematan", "%", "0", ["5", "7,5"])]
    assert (first.code, second.code) == ("SV-01", "SV-02")
    assert first.codes == [("2.15.02.2.01", "Penyediaan Perlengkapan Jalan")]
    assert second.codes == [("2.11.11", "")]


def test_ticks_of_dimensions_and_of_years_without_a_year(tmp_path: Path) -> None:
    proposal = read(tmp_path, TICKED)
    assert [need.what for need in proposal.needs] == ["years"]
    proposal = read(tmp_path, TICKED, answers=Answers(first_year=2025))
    assert proposal.needs == ()
    assert outline(proposal) == ["SG | Desa Digital | 2025 2026 | DPMD | ", "SB | Kampung Wisata | 2027 | Dispar | "]
    steps = [[text for text, _place in entry.steps] for entry in proposal.entries]
    assert steps == [["Pelatihan perangkat desa", "Pemasangan internet"], ["Penataan"]]


def test_a_table_from_word_with_horizons_and_broken_titles(tmp_path: Path) -> None:
    proposal = read(tmp_path, BROKEN)
    [need] = proposal.needs
    assert (need.what, need.choices[0], need.labels[0]) == ("dimension", "SG", "Smart Governance")
    proposal = read(tmp_path, BROKEN, answers=Answers(dimension="SG"))
    assert outline(proposal) == [
        "SG | Sistem Informasi Pelayanan dan Pengaduan Terpadu | 2024 | Dinas PMD | 2024 150000000",
        "SG | Kartu Tani | 2024 2025 | Dinas Pertanian | 0 250000000",
        "SG | Gudang Pangan | 2025 2026 2027 2028 | Dinas Ketahanan Pangan | 0 1000000000",
    ]
    assert [entry.horizon for entry in proposal.entries] == ["pendek", "pendek", "menengah"]
    assert {"spread", "money-without-year"} <= kinds(proposal)


def test_amounts_by_source_below_sub_dimensions(tmp_path: Path) -> None:
    proposal = read(tmp_path, BY_SOURCE, BY_SOURCE_MERGED)
    assert outline(proposal) == [
        "SS | Perpustakaan Keliling | 2024 | Dinas Perpustakaan | 2024 apbd 200000000; 2024 csr 50000000",
        "SS | CCTV Simpang | 2024 | Dishub | 2024 apbd 300000000; 2024 apbn 100000000",
    ]
    assert [entry.subdimensions for entry in proposal.entries] == [["SS2"], ["SS3"]]
    assert proposal.entries[0].partners == ["PT Telkom", "Universitas X"]
    assert [(one.label, one.printed, one.computed) for one in proposal.sums if not one.agrees] == [
        ("CCTV Simpang", 450_000_000, 400_000_000)
    ]


def test_a_row_for_each_year_and_source(tmp_path: Path) -> None:
    proposal = read(tmp_path, LONG_FORM, LONG_FORM_MERGED)
    assert outline(proposal) == [
        "SG | Arsip Digital | 2024 2025 |  | 2024 apbd 100000000; 2025 apbd 120000000; 2025 apbn 80000000",
        "SS | Kelas Daring | 2025 |  | 2025 desa 60000000",
    ]
    assert [entry.code for entry in proposal.entries] == ["SG-07", "SS-02"]


def test_a_sheet_for_each_horizon_goes_on_with_the_one_before(tmp_path: Path) -> None:
    proposal = read_sheets(tmp_path, HORIZONS)
    assert outline(proposal) == [
        "SE | Kartu Nelayan | 2025 2027 2028 | Dinas Perikanan | ",
        "SL | Pelabuhan Pintar | 2028 | Dishub | ",
    ]
    assert proposal.needs == ()
    assert [entry.horizon for entry in proposal.entries] == ["pendek", "menengah"]
    assert proposal.entries[0].quick_wins == {2028}


def test_the_same_table_on_two_sheets_is_asked_about(tmp_path: Path) -> None:
    need = read_sheets(tmp_path, TWICE).needs[0]
    assert (need.what, need.choices) == ("sheet", ("Matriks", "Rekap"))
    proposal = read_sheets(tmp_path, TWICE, Answers(sheet="rekap"))
    assert [need.what for need in proposal.needs] == ["dimension"]
    assert [(entry.title, entry.dimension) for entry in proposal.entries] == [
        ("Sistem Antrean", "SL"), ("Parkir Daring", ""),
    ]  # fmt: skip
    told = {(one.kind, one.place.cell if one.place else "") for one in proposal.notices if one.doubt}
    assert {("years", "D2"), ("stray", "A3"), ("money", "E3"), ("dimension", "B4")} <= told


def test_objectives_and_groups_as_headings(tmp_path: Path) -> None:
    proposal = read(tmp_path, GROUPED, GROUPED_MERGED)
    assert outline(proposal) == ["SL | Posyandu Digital |  | Dinkes | ", "SL | Ambulans Desa |  | Dinkes + DPMD | "]
    assert proposal.entries[0].objectives == ["Warga sehat dan terlayani"]
    assert proposal.entries[0].texts == {"output": ["Aplikasi"], "impact": ["Data gizi\nlengkap"]}
    [heading] = [one.sentence for one in proposal.notices if one.kind == "heading"]
    assert "KELOMPOK PRIORITAS" in heading


@pytest.mark.parametrize("writer", [write_xls, write_ods, write_docx])
def test_a_matrix_in_another_format(tmp_path: Path, writer: Callable[..., object]) -> None:
    path = tmp_path / "matriks.bin"
    writer(path, FLAT_LIST)
    proposal = propose(read_here(path, path.name), load())
    assert [entry.title for entry in proposal.entries] == ["SIMPEG", "e-Planning", "Sekolah Digital", "Bank Sampah"]
    assert [entry.dimension for entry in proposal.entries] == ["SG", "SG", "SS", "SV"]


def test_a_block_copied_from_a_document(tmp_path: Path) -> None:
    block = "No\tNama Program\tOPD\tTahun\n1\tSatu Peta\tDinas PUPR\t2025 s/d 2027\n2\tSatu Data\tDiskominfo\t2026"
    proposal = propose(read_pasted(block), load(), Answers(dimension="SG"))
    assert outline(proposal) == [
        "SG | Satu Peta | 2025 2026 2027 | Dinas PUPR | ",
        "SG | Satu Data | 2026 | Diskominfo | ",
    ]


def test_a_cell_that_a_person_corrects_is_read_anew(tmp_path: Path) -> None:
    proposal = read(tmp_path, FLAT_LIST, answers=Answers(cells={Place("Tabel", 4, 8): "Baru"}))
    assert proposal.entries[3].choices == {"kind": "baru"}
    assert "choice" not in kinds(proposal)


def test_hidden_rows_are_taken_and_told(tmp_path: Path) -> None:
    path = write_book(tmp_path / "matriks.xlsx", {"Tabel": FLAT_LIST})
    book = openpyxl.load_workbook(path)
    book["Tabel"].row_dimensions[3].hidden = True
    book.save(path)
    proposal = propose(read_here(path, path.name), load())
    assert len(proposal.entries) == 4
    assert "hidden-rows" in kinds(proposal)


def test_every_word_of_the_lists_is_known() -> None:
    pack = load()
    for group, name in (("kind", "initiative_kind"), ("form", "initiative_form"), ("state", "initiative_state"),
                        ("funding", "funding_source"), ("horizons", "horizon")):  # fmt: skip
        for choice in pack.choices(name):
            assert value_of(group, choice.label_text) == choice.code
    for dimension in pack.dimensions:
        for sub in dimension.subdimensions:
            assert {subdimension_of(text, pack) for text in (sub.code, sub.label_text)} == {sub.code}


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2023-2025", [2023, 2024, 2025]),
        ("2023 – 25", [2023, 2024, 2025]),
        ("2023 s.d. 2025", [2023, 2024, 2025]),
        ("2023 s/d 2024", [2023, 2024]),
        ("2023 sampai dengan 2025", [2023, 2024, 2025]),
        ("2023, 2025", [2023, 2025]),
        ("2023/2024", [2023, 2024]),
        ("Triwulan II 2024", [2024]),
        ("2025-2023", [2023, 2025]),
        ("bertahap", []),
    ],
)
def test_years_in_words(written: str, years: list[int]) -> None:
    assert list(span_of(written).years) == years


def test_ordinals_of_years() -> None:
    assert span_of("Tahun 1-3").ordinals == (1, 2, 3)
    assert span_of("Tahun ke-2").ordinals == (2,)
    assert span_of("Tahun 1 s.d. 5").resolved(lambda ordinal: 2024 + ordinal).years == (2025, 2026, 2027, 2028, 2029)


def test_what_stands_below_the_table_is_told_and_left(tmp_path: Path) -> None:
    below: Rows = [[], ["Belopa, 5 Mei 2023"], ["BUPATI LUWU"], [], ["H. A. B."]]
    proposal = read(tmp_path, [*FLAT_LIST, *below])
    assert len(proposal.entries) == 4
    assert "below-table" in kinds(proposal)


def test_a_sheet_that_goes_on_without_its_heading(tmp_path: Path) -> None:
    head, rest = MATRIX[:9], MATRIX[11:]
    proposal = read_sheets(tmp_path, {"Hal 1": head, "Hal 2": rest})
    assert [entry.title for entry in proposal.entries] == [
        "Mal Pelayanan Publik Digital", "Satu Data Kabupaten", "Ambulans Siaga",
    ]  # fmt: skip
    assert "continued" in kinds(proposal)


def test_quarters_below_years_and_names_of_quick_wins(tmp_path: Path) -> None:
    proposal = read(tmp_path, QUARTERS, QUARTERS_MERGED, Answers(dimension="SG"))
    assert outline(proposal) == ["SG | Satu Pintu | 2024 | DPMPTSP | ", "SG | Dua Pintu | 2025 | DPMPTSP | "]
    assert all(entry.is_quick_win for entry in proposal.entries)


def test_roman_years_below_one_heading(tmp_path: Path) -> None:
    proposal = read(tmp_path, ROMAN, ROMAN_MERGED, Answers(first_year=2026))
    assert outline(proposal) == ["SE | UMKM Naik Kelas | 2026 2027 | Dinas Koperasi dan UMKM + Diskominfo | "]


def test_tables_of_dimensions_below_each_other(tmp_path: Path) -> None:
    assert outline(read(tmp_path, BELOW)) == [
        "SG | Satu | 2024 | Diskominfo | ", "SB | Dua | 2025 | Dispar | ", "SL | Tiga | 2025 2026 | Dinkes | ",
    ]  # fmt: skip


def test_sheets_of_dimensions_with_columns_of_their_own(tmp_path: Path) -> None:
    proposal = read_sheets(tmp_path, COUNTED)
    assert outline(proposal) == ["SG | Layanan Satu |  | Dinkes | ", "SL | Layanan Dua |  | Dinkes | "]
    assert "sheet-left" in kinds(proposal)


def test_indicators_of_output_and_outcome(tmp_path: Path) -> None:
    [line_] = lines_of(read(tmp_path, OUTCOMES, answers=Answers(dimension="SL")))
    told = [(one.text, one.kind, [target.text for target in one.targets]) for one in line_.indicators]
    assert told == [("Rumah dibedah", "keluaran", ["10"]), ("Rumah layak (%)", "hasil", ["50"])]
