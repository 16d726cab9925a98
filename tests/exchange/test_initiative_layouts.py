"""Layouts of tables of initiatives come to the initiatives that a person would read in them."""

from __future__ import annotations

from pathlib import Path

from gmsc_desktop.exchange.initiatives.proposal import Answers, Proposal, propose
from gmsc_desktop.exchange.initiatives.tree import Entry
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.models.reference import load
from tests.exchange.books import Rows, write_book
from tests.exchange.initiative_books import (
    BROKEN,
    BY_SOURCE,
    BY_SOURCE_MERGED,
    FLAT_LIST,
    MATRIX,
    MATRIX_MERGED,
    MATRIX_TOLD,
    ROADMAP,
    TARGETS,
    TARGETS_MERGED,
    TICKED,
)


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
        "SV | Energi Bersih |  | Dishub | 2024 1500000000; 2025 2000000000",
        "SV | Kelola Sampah |  | DLH | 2024 500000000; 2025 500000000",
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
        "SS | Perpustakaan Keliling |  | Dinas Perpustakaan | 2024 apbd 200000000; 2024 csr 50000000",
        "SS | CCTV Simpang |  | Dishub | 2024 apbd 300000000; 2024 apbn 100000000",
    ]
    assert [entry.subdimensions for entry in proposal.entries] == [["SS2"], ["SS3"]]
    assert proposal.entries[0].partners == ["PT Telkom", "Universitas X"]
    assert [(one.label, one.printed, one.computed) for one in proposal.sums if not one.agrees] == [
        ("CCTV Simpang", 450_000_000, 400_000_000)
    ]
