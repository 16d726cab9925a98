"""Worksheets of a Bimtek come to the records that a plan has for them; what has no home is told, never dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.reported import wins, worksheets
from gmsc_desktop.exchange.reported.answers import ReportAnswers
from gmsc_desktop.exchange.reported.proposal import ReportProposal
from gmsc_desktop.exports import Edition
from gmsc_desktop.exports.xlsx import write_xlsx
from gmsc_desktop.models import rpjmd
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.intake.wanted import compare, write
from gmsc_desktop.models.records import (
    DimensionPlan,
    Objective,
    ObjectiveDimension,
    SmartMission,
    SmartObjective,
    SmartObjectiveLink,
)
from tests.exchange.books import Rows
from tests.exchange.reports import TODAY, Propose, doubts, planned, proposed
from tests.models.use_cases import do
from tests.sample_plan import sample_snapshot


@pytest.fixture
def document() -> Document:
    document = planned()
    with document.change("RPJMD") as db:
        held = rpjmd.add_document(db, "rpjmd", period_start=2021, period_end=2026)
        for text in ("Meningkatnya layanan publik", "Meningkatnya mutu lingkungan", "Terwujudnya keamanan"):
            rpjmd.add_objective(db, held, text)
    return document


def read(folder: Path, document: Document, sheets: dict[str, Rows], merged: tuple[str, ...] = ()) -> ReportProposal:
    return proposed(folder, sheets, merged, propose=worksheets.propose, document=document)


def bring(document: Document, proposal: ReportProposal) -> None:
    """Write it as one change that is taken back and done again; again it is no difference."""
    changes = compare(document.snapshot(), proposal.wanted)
    brought = do(document, lambda db: write(db, proposal.wanted, changes, today=TODAY))
    assert brought.sentences == []


MAPPING: Rows = [
    ["PEMETAAN RPJMD"],
    ["Misi", "Tujuan", "Indikator Tujuan", "Sasaran", "Indikator Sasaran", "Dimensi Smart City", None, None, None, None,
     None, "Tidak terkait", "Alasan"],
    [None, None, None, None, None, "Governance", "Branding", "Economy", "Living", "Society", "Environment", None, None],
    ["Misi 1", "Tujuan 1", "IKM", "Meningkatnya layanan publik", "IKM", "v", None, None, "√", None, None, None, None],
    [None, None, None, None, "Indeks SPBE", "v", "P", None, None, None, None, None, None],
    [None, None, None, "Meningkatnya  mutu Lingkungan", "IKLH", None, None, None, None, None, "L", None, None],
    [None, None, None, "Terwujudnya keamanan", "Kriminalitas", *[None] * 6, "v", "Wewenang pusat"],
    [None, None, None, "Sasaran yang tidak ada", "x", "v", None, None, None, None, None, None, None],
]  # fmt: skip


def test_the_matrix_of_sasaran_and_dimensions(tmp_path: Path, document: Document) -> None:
    proposal = read(
        tmp_path, document, {"Pemetaan RPJMD": MAPPING}, ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:K2")
    )
    assert doubts(proposal) == ["objective"]
    bring(document, proposal)
    snapshot = document.snapshot()
    names = {row.id: row.text for row in snapshot.all(Objective)}
    told = {(names[row.objective_id], row.dimension): row.strength for row in snapshot.all(ObjectiveDimension)}
    assert told == {
        ("Meningkatnya layanan publik", "SG"): "langsung",
        ("Meningkatnya layanan publik", "SL"): "langsung",
        ("Meningkatnya layanan publik", "SB"): "pendukung",
        ("Meningkatnya mutu lingkungan", "SV"): "langsung",
    }
    [unrelated] = [row for row in snapshot.all(Objective) if row.unrelated]
    assert (unrelated.text, unrelated.unrelated_reason) == ("Terwujudnya keamanan", "Wewenang pusat")
    again = read(tmp_path, document, {"Pemetaan RPJMD": MAPPING})
    assert compare(snapshot, again.wanted) == ()


def test_sasaran_smart_city_with_their_base(tmp_path: Path, document: Document) -> None:
    rows: Rows = [
        ["No", "Dimensi", "Sub Dimensi", "Sasaran", "Dasar"],
        [1, "Smart Governance", "Pelayanan Publik", "Layanan serba daring", "Meningkatnya layanan publik"],
        [2, None, "Bureaucracy", "Birokrasi ringkas", "Hasil SWOT"],
        [3, "Smart Living", "Entah apa", "Kota sehat", None],
    ]
    proposal = read(tmp_path, document, {"Sasaran": rows}, ("B2:B3",))
    assert doubts(proposal) == ["subdimension"]
    bring(document, proposal)
    found = {row.text: (row.dimension, row.subdimension, row.basis) for row in document.snapshot().all(SmartObjective)}
    assert found == {
        "Layanan serba daring": ("SG", "SG1", "Meningkatnya layanan publik"),
        "Birokrasi ringkas": ("SG", "SG2", "Hasil SWOT"),
        "Kota sehat": ("SL", "", ""),
    }
    assert len(document.snapshot().all(SmartObjectiveLink)) == 1
    assert compare(document.snapshot(), read(tmp_path, document, {"Sasaran": rows}, ("B2:B3",)).wanted) == ()


def test_kesenjangan_of_each_dimension(tmp_path: Path, document: Document) -> None:
    rows: Rows = [
        ["ANALISIS KESENJANGAN"],
        ["Dimensi", "Kondisi saat ini", "Tren", "Gap"],
        ["Smart Governance", "Layanan manual", "Digital", "Belum ada aplikasi"],
        [None, "Data tersebar", None, "Belum ada satu data"],
        ["Smart Environment", "Sampah 100 ton", "Ekonomi sirkular", "TPA penuh"],
    ]
    proposal = read(tmp_path, document, {"Gap": rows})
    bring(document, proposal)
    held = {row.dimension: (row.condition, row.gap) for row in document.snapshot().all(DimensionPlan)}
    assert held["SG"] == ("Layanan manual\nTren: Digital\nData tersebar", "Belum ada aplikasi\nBelum ada satu data")
    assert held["SV"] == ("Sampah 100 ton\nTren: Ekonomi sirkular", "TPA penuh")
    assert compare(document.snapshot(), read(tmp_path, document, {"Gap": rows}).wanted) == ()


def test_visi_and_misi_beside_and_below_their_labels(tmp_path: Path, document: Document) -> None:
    beside: Rows = [
        ["Visi Smart City", "Luwu cerdas 2030"],
        ["Misi Smart City", "Layanan terpadu"],
        [None, "Ekonomi digital"],
    ]
    below: Rows = [["VISI SMART CITY :"], ["Luwu cerdas 2030"], ["MISI SMART CITY"], [1, "Layanan terpadu"],
                   [2, "Ekonomi digital"]]  # fmt: skip
    for rows in (beside, below):
        if rows is beside:
            bring(document, read(tmp_path, document, {"Visi Misi": rows}))
        again = read(tmp_path, document, {"Visi Misi": rows})
        assert document.snapshot().plan.vision == "Luwu cerdas 2030"
        assert [row.text for row in document.snapshot().all(SmartMission)] == ["Layanan terpadu", "Ekonomi digital"]
        assert compare(document.snapshot(), again.wanted) == ()


def test_a_book_of_many_worksheets_tells_what_has_no_home(tmp_path: Path, document: Document) -> None:
    sheets: dict[str, Rows] = {
        "SWOT": [["Kategori", "Kekuatan", "Kelemahan", "Peluang", "Ancaman"], ["Struktur", "a", "b", "c", "d"]],
        "TOWS": [["Kategori", "Strategi SO", "Strategi WO", "Strategi ST"], ["Struktur", "a", "b", "c"]],
        "Kesiapan": [["Kategori", "Komponen", "Kondisi", "Baik", "Sedang", "Buruk"], ["Nature", "Geografi", "x", "v"]],
        "Masa Depan": [["Kategori", "Pertanyaan", "Jawaban"], ["Tren", "Apa?", "Digital"]],
        "GAP Indikator": [["Dimensi", "Sub Dimensi", "Indikator", "Satuan", "Eksisting", "Target", "Gap"],
                          ["SG", "SG1", "IKM", "nilai", 80, 90, 10]],
        "Risiko": [["No", "Uraian Risiko", "Mitigasi"], [1, "Server", "Cadangan"]],
        "Quick Win": [["Program", "Masalah", "Penerima Manfaat"], ["A", "B", "C"]],
        "Pemetaan": MAPPING,
    }  # fmt: skip
    proposal = read(tmp_path, document, sheets)
    homeless = [one.sentence for one in proposal.notices if one.kind == "homeless"]
    assert len(homeless) == 7
    assert [sheet for sheet in sheets if not any(f"“{sheet}”" in one for one in homeless)] == ["Pemetaan"]
    assert all("dokumen asli" in one or "Impor lagi" in one for one in homeless)
    assert {one.table for one in proposal.wanted} == {"objective_dimension", "objective"}
    with pytest.raises(UserFacingError) as refused:
        read(tmp_path, document, {"S": [["Nama", "Alamat"], ["A", "B"]]})
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("sheet", "table", "propose"),
    [
        ("Quick win", "quick_win", wins.propose),
        ("Matriks pemetaan", "objective_dimension", worksheets.propose),
        ("Sasaran smart city", "smart_objective", worksheets.propose),
        ("Rencana per dimensi", "dimension_plan", worksheets.propose),
    ],
)
def test_sheets_of_the_products_own_workbook_come_in_again(
    tmp_path: Path, sheet: str, table: str, propose: Propose
) -> None:
    snapshot = sample_snapshot()
    path = tmp_path / "buku-kerja.xlsx"
    with path.open("wb") as stream:
        write_xlsx(Edition.of(snapshot, revision_code="R-1", made_on=TODAY), stream)
    proposal = propose(read_here(path, path.name), ReportAnswers(sheet=sheet, unit="rupiah"), snapshot, TODAY)
    assert {one.record for one in proposal.wanted if one.table == table} == {row.id for row in snapshot.rows(table)}
    assert [one for one in compare(snapshot, proposal.wanted) if one.table != "action_step"] == []


def test_a_sasaran_without_dimension_or_reason_is_told(tmp_path: Path, document: Document) -> None:
    rows: Rows = [["Sasaran", "Sub Dimensi", "Dasar"], ["Layanan daring", "Pelayanan Publik", "x"]]
    assert doubts(read(tmp_path, document, {"Lembar": rows})) == ["dimension"]
    assert doubts(read(tmp_path, document, {"Smart Governance": rows})) == []
    objective = document.snapshot().all(Objective)[0]
    with document.change("Tandai") as db:
        rpjmd.mark_unrelated(db, objective.id, "Wewenang pusat")
    assert doubts(read(tmp_path, document, {"S": MAPPING})) == ["unrelated", "unrelated", "objective"]
    bare = [list(row) for row in MAPPING[:3]] + [
        [None, None, None, "Terwujudnya keamanan", "x", *[None] * 6, "v", None]
    ]
    assert doubts(read(tmp_path, document, {"S": bare})) == ["unrelated-reason"]
