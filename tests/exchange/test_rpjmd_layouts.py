"""Layouts of RPJMD and Renstra tables come to the tree that a person would read in them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.rpjmd.mapping_file import answers_from, read_mapping, to_mapping
from gmsc_desktop.exchange.rpjmd.proposal import Answers, Proposal, propose
from gmsc_desktop.exchange.rpjmd.tables import ceilings, counts
from gmsc_desktop.exchange.rpjmd.tree import Node
from gmsc_desktop.exchange.sheets import Cell, Place
from gmsc_desktop.exchange.tabular.layout import Column
from tests.exchange.books import FLAT, Rows, write_book


def outline(proposal: Proposal) -> list[str]:
    """One line a rung and indicator, indented, with the figures."""
    lines = []

    def tell(node: Node, depth: int) -> None:
        money = "".join(f" {year}={amount}" for year, amount in node.ceilings().items())
        code = f"{node.plain_code} " if node.plain_code else ""
        lines.append(f"{'  ' * depth}{node.level}: {code}{node.text}{money}")
        for one in node.indicators:
            figures = [one.baseline.text if one.baseline else "", *(f.text for _y, f in sorted(one.targets.items()))]
            figures += [f"→{one.end.text}"] if one.end else []
            lines.append(
                f"{'  ' * depth}  * {one.text} | {one.unit} | {'; '.join(figures)} | {', '.join(one.agencies)}"
            )
        for child in node.children:
            tell(child, depth + 1)

    for root in proposal.tree.roots:
        tell(root, 0)
    return lines


def read(tmp_path: Path, rows: Rows, merged: tuple[str, ...] = (), answers: Answers | None = None) -> Proposal:
    path = write_book(tmp_path / "tabel.xlsx", {"Tabel": rows}, merged)
    return propose(read_here(path, path.name), answers)


def test_a_flat_table_that_repeats_every_text(tmp_path: Path) -> None:
    path = write_book(tmp_path / "tabel.xlsx", {"Tabel": FLAT})
    book = openpyxl.load_workbook(path)
    for cell in ("G4", "H4", "I4"):
        book["Tabel"][cell].number_format = "0%"
    book.save(path)
    proposal = propose(read_here(path, path.name))
    assert outline(proposal) == [
        "mission: Daerah sehat",
        "  goal: Warga sehat",
        "    * Angka Harapan Hidup | Tahun | 71,2; 71,5; 71,9 | ",
        "    objective: Layanan baik",
        "      * IKM | Indeks | 80; B; BB | Dinas Kesehatan",
        "      programme: Program Upaya Kesehatan",
        "        * Puskesmas BLUD | % | 50%; 60%; 75% | Dinas Kesehatan",
        "        * Imunisasi | % | 1.250; <22; - | Dinas Kesehatan",
    ]
    assert proposal.years == (2025, 2026)
    [doubt] = [notice for notice in proposal.notices if notice.doubt]
    assert (doubt.kind, doubt.place and doubt.place.cell) == ("two-meanings", "G5")
    assert counts(proposal) == {"visi": 0, "misi": 1, "tujuan": 1, "sasaran": 1, "program": 1, "indikator": 4}


LABELLED: Rows = [
    ["PEMERINTAH KABUPATEN X"],
    ["RPJMD KABUPATEN X TAHUN 2025-2029"],
    [],
    ["Kode", "Misi/Tujuan/Sasaran/Program", "Indikator Kinerja", "Kondisi Awal",
     "Capaian Kinerja Program dan Kerangka Pendanaan",
     None, None, None, None, None, "Perangkat Daerah Penanggung Jawab"],
    [None, None, None, None, 2025, None, 2026, None, "Kondisi Kinerja pada akhir periode", None, None],
    [None, None, None, None, "target", "Rp", "target", "Rp", "target", "Rp", None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
    ["MISI 1 : Sehat"],
    [None, "TUJUAN 1 : Panjang umur", "Indikator Tujuan 1 : AHH", "70", "71", None, "72", None, "72", None, None],
    [None, "SASARAN 1 : Layanan", "IKM", "70", "B", None, "A", None, "A", None, "DINAS SOSIAL, PEMBERDAYAAN DESA"],
    [None, "Program 1 : Program Upaya Kesehatan", "Indikator Program 1 : Cakupan", "1", "2", 1000000000.5, "3",
     "2.000.000.000", "3", 3000000000.5, "DINAS KESEHATAN\nRSUD"],
    [None, None, "Indikator Program 2 : Rasio", "1", "2", 500000000, "3", "-", "3", None, "DINAS KESEHATAN"],
    ["Kode", "Misi/Tujuan/Sasaran/Program", "Indikator Kinerja", "Kondisi Awal"],
    ["MISI 2 : Pintar"],
    [None, "TUJUAN 1 : Cerdas", "RLS", "8", "8,1", None, "8,2", None, "8,2", None, None],
    [None, "JUMLAH", None, None, None, 1500000001, None, 2000000000, None, 3000000001, None],
]  # fmt: skip
LABELLED_MERGED = ("A4:A6", "B4:B6", "C4:C6", "D4:D6", "E4:J4", "E5:F5", "G5:H5", "I5:J5", "K4:K6", "A8:K8")
LABELLED_TREE = [
    "mission: Sehat",
    "  goal: Panjang umur",
    "    * AHH |  | 70; 71; 72; →72 | ",
    "    objective: Layanan",
    "      * IKM |  | 70; B; A; →A | DINAS SOSIAL, PEMBERDAYAAN DESA",
    "      programme: Program Upaya Kesehatan 2025=1500000001 2026=2000000000 end=3000000001",
    "        * Cakupan |  | 1; 2; 3; →3 | DINAS KESEHATAN, RSUD",
    "        * Rasio |  | 1; 2; 3; →3 | DINAS KESEHATAN",
    "mission: Pintar",
    "  goal: Cerdas",
    "    * RLS |  | 8; 8,1; 8,2; →8,2 | ",
]


def test_the_ladder_of_permendagri_86(tmp_path: Path) -> None:
    proposal = read(tmp_path, LABELLED, LABELLED_MERGED)
    assert outline(proposal) == LABELLED_TREE
    assert (proposal.kind, proposal.period) == ("rpjmd", (2025, 2029))
    assert ceilings(proposal) == {"2025": 1_500_000_001, "2026": 2_000_000_000, "akhir": 3_000_000_001}
    assert all(check.agrees for check in proposal.sums)
    assert len(proposal.sums) == 3


def test_the_same_table_without_its_merged_cells(tmp_path: Path) -> None:
    assert outline(read(tmp_path, LABELLED)) == LABELLED_TREE


def test_a_total_that_does_not_agree_is_told(tmp_path: Path) -> None:
    rows: Rows = [*LABELLED[:-1], [None, "JUMLAH", None, None, None, 1600000000]]
    [told] = [notice for notice in read(tmp_path, rows, LABELLED_MERGED).notices if notice.kind == "sum"]
    assert told.place
    assert told.place.cell == "B16"
    assert "Rp1.600.000.000" in told.sentence
    assert "Rp1.500.000.001" in told.sentence


def test_codes_tell_the_levels(tmp_path: Path) -> None:
    proposal = read(
        tmp_path,
        [
            ["Kode", "Urusan/Bidang Urusan/Program", "Indikator Program (outcome)", "Satuan", "Target 2025",
             "Pagu 2025", "Target 2026", "Pagu 2026", "OPD"],
            ["I", "URUSAN WAJIB", None, None, None, 70000000],
            ["1.01.", "PENDIDIKAN", None, None, None, 70000000, None, None, "Dinas Pendidikan"],
            ["1:01:02", "Pengelolaan Pendidikan", "APS", "%", "90", 50000000, "91", 60000000, "Dinas Pendidikan"],
            [None, None, "APM", "%", "90", 20000000, "91", None, None],
            [None, "KECAMATAN A", None, None, None, 5000000],
            ["7.01.02", "Program Pelayanan", "IKM", "Nilai", "80", 5000000, "81", 6000000, "Kecamatan A"],
            ["7.01.02", "KECAMATAN B", None, None, None, 7000000],
        ],
    )  # fmt: skip
    assert outline(proposal)[:6] == [
        "affair: I URUSAN WAJIB",
        "  field: 1.01 PENDIDIKAN",
        "    programme: 1.01.02 Pengelolaan Pendidikan 2025=70000000 2026=60000000",
        "      * APS | % | ; 90; 91 | Dinas Pendidikan",
        "      * APM | % | ; 90; 91 | Dinas Pendidikan",
        "    block: KECAMATAN A",
    ]


def test_thousands_are_asked_and_never_guessed(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Program", "Indikator", "Target 2025", "Pagu 2025 (ribuan rupiah)"],
        ["Program A", "x", "1", "1.500"],
        ["Program B", "y", "1", 2500.5],
    ]
    proposal = read(tmp_path, rows)
    [need] = proposal.needs
    assert (need.what, need.choices) == ("unit", ("rupiah", "ribu", "juta", "miliar"))
    assert "ribu" in need.sentence
    answered = read(tmp_path, rows, answers=Answers(unit="ribu"))
    assert answered.needs == ()
    assert [node.ceilings() for node in answered.nodes] == [{}, {2025: 2_500_500}]
    assert [notice.kind for notice in answered.notices if notice.doubt] == ["money"]


def test_small_sums_without_a_word_are_asked_too(tmp_path: Path) -> None:
    rows: Rows = [
        ["Program", "Indikator", "Target 2025", "Rp 2025"],
        ["Program A", "x", "1", 1500],
        ["Program B", "y", "1", 2500],
    ]
    assert [need.what for need in read(tmp_path, rows).needs] == ["unit"]


def test_the_same_sums_on_every_row_count_once(tmp_path: Path) -> None:
    head = ["Program", "Indikator", "Target 2025", "Rp 2025", "Target 2026", "Rp 2026"]
    row = ["Program A", "x", "1", 5_000_000, "2", 6_000_000]
    proposal = read(
        tmp_path, [head, row, [*row[:1], "y", *row[2:]], ["Program B", "z", "1", 7_000_000, "2", 8_000_000]]
    )
    assert [node.ceilings() for node in proposal.nodes] == [
        {2025: 5_000_000, 2026: 6_000_000},
        {2025: 7_000_000, 2026: 8_000_000},
    ]
    assert [notice.kind for notice in proposal.notices] == ["repeated-money"]


def test_years_that_are_only_counted_are_asked(tmp_path: Path) -> None:
    rows = [
        ["Sasaran", "Indikator", "Target Tahun 1", "Target Tahun II", "Satuan"],
        ["Sehat", "IKM", "80", "81", "Nilai"],
    ]
    assert [need.what for need in read(tmp_path, rows).needs] == ["years"]
    answered = read(tmp_path, rows, answers=Answers(first_year=2025))
    assert answered.needs == ()
    assert answered.years == (2025, 2026)
    assert list(answered.nodes[0].indicators[0].targets) == [2025, 2026]


def test_several_indicators_in_one_cell(tmp_path: Path) -> None:
    proposal = read(
        tmp_path,
        [
            ["Sasaran", "Indikator Sasaran", "Satuan", "Target 2025", "Target 2026"],
            ["Sehat", "1. AHH\n2. Stunting\nbalita", "Tahun\n%", "71\n14,5", "72\n14"],
            ["Pintar", "RLS\nHLS", "Tahun", "8\n12", "8,1\n12,1"],
            ["Damai", "Indeks kerukunan\numat beragama", "Nilai", "80", "81"],
        ],
    )
    assert outline(proposal) == [
        "objective: Sehat",
        "  * AHH | Tahun | ; 71; 72 | ",
        "  * Stunting balita | % | ; 14,5; 14 | ",
        "objective: Pintar",
        "  * RLS | Tahun | ; 8; 8,1 | ",
        "  * HLS | Tahun | ; 12; 12,1 | ",
        "objective: Damai",
        "  * Indeks kerukunan umat beragama | Nilai | ; 80; 81 | ",
    ]


def test_groups_of_columns_for_each_level(tmp_path: Path) -> None:
    """The mapping of RPJMD 2025-2029 in Aceh Barat: each level has its own indicator, figures, unit and OPD."""
    proposal = read(
        tmp_path,
        [
            ["VISI", "MISI", "TUJUAN", "IK TUJUAN", "BASELINE", "TARGET", "SATUAN", "OPD", "SASARAN", "IK SASARAN",
             "BASELINE", "TARGET", "SATUAN", "OPD", "PROGRAM PRIORITAS", "OUTCOME PROGRAM", "IK PROGRAM", "BASELINE",
             "TARGET", "SATUAN", "OPD PENANGGUNGJAWAB"],
            ["Maju", "Sehat", "Umur panjang", "AHH", "70", "72", "Tahun", "Dinkes", "Layanan", "IKM", "80", "85",
             "Nilai", "Dinkes", "Program A", "Meningkatnya A", "Cakupan A", "1", "2", "%", "Dinas Kesehatan"],
            ["Maju", "Sehat", "Umur panjang", "AHH", "70", "72", "Tahun", "Dinkes", "Layanan", "IKM", "80", "85",
             "Nilai", "Dinkes", "Program B", "Meningkatnya B", "Cakupan B", "3", "4", "%", "RSUD"],
        ],
    )  # fmt: skip
    assert outline(proposal) == [
        "vision: Maju",
        "  mission: Sehat",
        "    goal: Umur panjang",
        "      * AHH | Tahun | 70; →72 | Dinkes",
        "      objective: Layanan",
        "        * IKM | Nilai | 80; →85 | Dinkes",
        "        programme: Program A",
        "          * Cakupan A | % | 1; →2 | Dinas Kesehatan",
        "        programme: Program B",
        "          * Cakupan B | % | 3; →4 | RSUD",
    ]
    assert [node.outcomes for node in proposal.nodes if node.level == "programme"] == [
        ["Meningkatnya A"],
        ["Meningkatnya B"],
    ]


def test_a_book_without_such_a_table_is_refused_with_a_way_on(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="Tidak ditemukan tabel RPJMD"):
        read(tmp_path, [["Nama", "NIP"], ["Budi", "1"]])


def test_outcomes_on_rows_of_their_own(tmp_path: Path) -> None:
    """The programme table of Inmendagri 2/2025: the programme has the money, its outcome below it the indicators."""
    proposal = read(
        tmp_path,
        [
            ["Bidang Urusan/Program/Outcome", None, "Indikator Outcome", "Baseline 2024",
             "Target dan Pagu Indikatif Tahun", None, None, None, "Perangkat Daerah"],
            [None, None, None, None, 2025, None, 2026, None, None],
            [None, None, None, None, "Target", "Pagu", "Target", "Pagu", None],
            ["1.01", "PENDIDIKAN", None, None, None, "9.000.000.000", None, "9.500.000.000", None],
            ["1.01.02", "PROGRAM PENGELOLAAN PENDIDIKAN", None, None, None, "9.000.000.000", None, "9.500.000.000"],
            [None, "Meningkatnya akses pendidikan", "APS 7-12 tahun", "98,1", "98,5", None, "99", None,
             "Dinas Pendidikan"],
            [None, None, "APS 13-15 tahun", "90", "91", None, "92", None, None],
            [None, "Meningkatnya mutu pendidikan", "Literasi", "60", "61", None, "62", None, "Dinas Pendidikan"],
        ],
        ("A1:B3", "C1:C3", "D1:D3", "E1:H1", "E2:F2", "G2:H2", "I1:I3"),
    )  # fmt: skip
    assert outline(proposal) == [
        "field: 1.01 PENDIDIKAN",
        "  programme: 1.01.02 PROGRAM PENGELOLAAN PENDIDIKAN 2025=9000000000 2026=9500000000",
        "    * APS 7-12 tahun |  | 98,1; 98,5; 99 | Dinas Pendidikan",
        "    * APS 13-15 tahun |  | 90; 91; 92 | ",
        "    * Literasi |  | 60; 61; 62 | Dinas Pendidikan",
    ]
    assert proposal.nodes[1].outcomes == ["Meningkatnya akses pendidikan", "Meningkatnya mutu pendidikan"]
    assert proposal.nodes[1].indicators[0].baseline_year == 2024


def test_texts_that_stand_once_above_their_rows(tmp_path: Path) -> None:
    proposal = read(
        tmp_path,
        [
            ["MATRIKS TUJUAN DAN SASARAN"],
            ["NO", "TUJUAN", "SASARAN", "INDIKATOR TUJUAN/SASARAN", "SATUAN", "KONDISI AWAL 2024", "TARGET"],
            [None, None, None, None, None, None, 2025, 2026],
            [1, "Warga sehat", None, "AHH", "Tahun", "71,2", "71,5", "71,9"],
            [None, None, "Gizi baik", "Stunting", "%", "20", "18", "16"],
            [None, None, None, "Wasting", "%", "7", "6", "5"],
            [None, None, None, None, None, None, None, None],
            ["MISI 2: Pintar"],
            [2, "Warga cerdas", None, "RLS", "Tahun", "8", "8,1", "8,2"],
        ],
        ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "G2:H2"),
    )
    assert outline(proposal) == [
        "goal: Warga sehat",
        "  * AHH | Tahun | 71,2; 71,5; 71,9 | ",
        "  objective: Gizi baik",
        "    * Stunting | % | 20; 18; 16 | ",
        "    * Wasting | % | 7; 6; 5 | ",
        "mission: Pintar",
        "  goal: Warga cerdas",
        "    * RLS | Tahun | 8; 8,1; 8,2 | ",
    ]


def test_sheets_of_one_layout_are_read_together_and_copies_are_asked_about(tmp_path: Path) -> None:
    head = ["Sasaran", "Indikator", "Satuan", "Target 2026"]
    first, second = [head, ["Sehat", "AHH", "Tahun", "71"]], [head, ["Pintar", "RLS", "Tahun", "8"]]
    path = write_book(tmp_path / "a.xlsx", {"Misi 1": first, "Misi 2": second})
    proposal = propose(read_here(path, path.name))
    assert ([node.text for node in proposal.nodes], proposal.needs) == (["Sehat", "Pintar"], ())
    path = write_book(tmp_path / "b.xlsx", {"Draf": first, "Final": first})
    proposal = propose(read_here(path, path.name))
    assert [(need.what, need.choices) for need in proposal.needs] == [("sheet", ("Draf", "Final"))]
    chosen = propose(read_here(path, path.name), Answers(sheet="Final"))
    assert (chosen.tables[0].name, chosen.needs) == ("Final", ())


def test_doubtful_cells_are_empty_and_told(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx",
        {"T": [["Program", "Indikator", "Target 2026", "Pagu 2026"], ["Program A", "x", None, 5_000_000]]},
    )
    book = openpyxl.load_workbook(path)
    sheet = book["T"]
    sheet["C2"] = "#DIV/0!"
    sheet["C2"].data_type = "e"
    sheet["A3"], sheet["B3"], sheet["C3"], sheet["D3"] = "Program B", "y", "=1+1", "banyak"
    sheet["A4"], sheet["B4"], sheet["D4"] = "Program C", "z", 6_000_000
    sheet["C4"] = datetime.date(2026, 3, 2)
    sheet.row_dimensions[4].hidden = True
    book.save(path)
    proposal = propose(read_here(path, path.name))
    told = {(one.kind, one.place.cell) for one in proposal.notices if one.place}
    assert told == {("error", "C2"), ("unstored", "C3"), ("money", "D3"), ("date", "C4"), ("hidden-rows", "A4")}
    assert [list(node.indicators[0].targets) for node in proposal.nodes] == [[], [], [2026]]
    assert ceilings(proposal) == {"2026": 11_000_000}


def test_a_corrected_cell_is_read_instead(tmp_path: Path) -> None:
    path = write_book(tmp_path / "tabel.xlsx", {"Tabel": FLAT})
    book = read_here(path, path.name)
    first = propose(book)
    [doubt] = [notice for notice in first.notices if notice.doubt]
    assert doubt.place is not None
    told = Answers(cells={doubt.place: "1250", Place("Tabel", 4, 7): ""})
    second = propose(book, told)
    [line] = [line for line in outline(second) if "Imunisasi" in line]
    assert line.split(" | ")[2] == "1250; -"
    assert [notice for notice in second.notices if notice.doubt] == []
    assert book.sheets[0].cell(4, 6) == Cell("1.250")


def test_kind_and_period_are_answers_too(tmp_path: Path) -> None:
    proposal = read(tmp_path, FLAT, answers=Answers(kind="rpd", period=(2024, 2026)))
    assert (proposal.kind, proposal.period) == ("rpd", (2024, 2026))


def test_what_was_seen_of_other_columns_stays_told_when_one_is_answered(tmp_path: Path) -> None:
    rows: Rows = [
        ["Program", "Indikator", "Target 2025", "Pagu 2025 APBD", "Pagu 2025 APBN", "Pagu 2025 Jumlah", "Ket"],
        ["Program A Pendidikan", "Angka partisipasi", "90", 1_000_000_000, 500_000_000, 1_500_000_000, "Dinas"],
    ]
    answered = Answers(columns={6: Column(6, "Ket", "agency")})
    proposal = read(tmp_path, rows, answers=answered)
    assert [one.kind for one in proposal.notices if one.kind == "part-of-sum"] == ["part-of-sum"] * 2
    assert ceilings(proposal) == {"2025": 1_500_000_000}


def test_a_mapping_of_money_by_sources_is_read_again_and_sums_them_too(tmp_path: Path) -> None:
    rows: Rows = [
        ["Program", "Indikator", "Target 2025", "Pagu 2025 APBD", "Pagu 2025 APBN"],
        ["Program A Pendidikan", "Angka partisipasi", "90", 1_000_000_000, 500_000_000],
    ]
    proposal = read(tmp_path, rows)
    kept = tmp_path / "susunan.json"
    kept.write_text(json.dumps(to_mapping(proposal)), "utf-8")
    again = read(tmp_path, rows, answers=answers_from(read_mapping(kept), Answers()))
    assert ceilings(again) == ceilings(proposal) == {"2025": 1_500_000_000}
