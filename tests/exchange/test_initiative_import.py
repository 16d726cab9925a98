"""A table of initiatives becomes one change of a plan, comes again as a difference, and nothing goes by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.review import Imported, Review, Told
from gmsc_desktop.models import plan, rpjmd
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.intake.agencies import plain_name
from gmsc_desktop.models.intake.comparing import Change
from gmsc_desktop.models.intake.initiatives import Budget, Indicator, Line, prepare
from gmsc_desktop.models.intake.wanted import compare, write
from gmsc_desktop.models.records import (
    Agency,
    Initiative,
    InitiativeAgency,
    InitiativeBudget,
    InitiativeIndicator,
    InitiativeTarget,
    QuickWin,
)
from gmsc_desktop.models.snapshot import to_json
from tests.exchange.books import Rows, write_book
from tests.exchange.initiative_books import BROKEN, FLAT_LIST, MATRIX, MATRIX_MERGED, TARGETS, TARGETS_MERGED, TICKED
from tests.models.use_cases import begun

INITIATIVES = importer("initiatives")


@pytest.fixture
def document() -> Document:
    return begun()


def reviewed(document: Document, folder: Path, rows: Rows, merged: tuple[str, ...] = (), **told: Any) -> Review:
    path = write_book(folder / "matriks.xlsx", {"Tabel": rows}, merged)
    return INITIATIVES.review(read_here(path, path.name), Told(**told), document.snapshot())


def brought(
    document: Document, folder: Path, rows: Rows, merged: tuple[str, ...] = (), **told: Any
) -> tuple[Review, Imported]:
    review = reviewed(document, folder, rows, merged, **told)
    assert review.needs == []
    with document.change(review.label) as db:
        return review, INITIATIVES.write(db, review)


def budgets(document: Document) -> Mapping[tuple[str, int, str], int | None]:
    titles = {row.id: row.title for row in document.snapshot().all(Initiative)}
    return {
        (titles[row.initiative_id], row.year, row.source): row.amount
        for row in document.snapshot().all(InitiativeBudget)
    }


def test_a_matrix_becomes_one_change_and_is_taken_back_as_one(document: Document, tmp_path: Path) -> None:
    before = to_json(document.snapshot())
    _review, imported = brought(document, tmp_path, MATRIX, MATRIX_MERGED)
    snapshot = document.snapshot()
    found = [(row.code, row.title, row.dimension, row.year_start, row.year_end) for row in snapshot.all(Initiative)]
    assert found == [
        ("SG-01", "Mal Pelayanan Publik Digital", "SG", 2023, 2024),
        ("SG-02", "Satu Data Kabupaten", "SG", 2024, 2025),
        ("SL-01", "Ambulans Siaga", "SL", 2023, 2023),
    ]
    names = {row.id: row.name for row in snapshot.all(Agency)}
    first, second, third = snapshot.all(Initiative)
    assert [names[row.agency_id] for row in (first, second, third)] == ["DPMPTSP", "Diskominfo", "Dinas Kesehatan"]
    supports = {(row.initiative_id, names[row.agency_id]) for row in snapshot.all(InitiativeAgency)}
    assert supports == {
        (first.id, "Diskominfo"), (first.id, "Dinas Dukcapil"), (second.id, "Bappeda"), (third.id, "RSUD"),
        (third.id, "Dinas Pariwisata, Kebudayaan, Pemuda dan Olahraga"),
    }  # fmt: skip
    assert budgets(document)["Ambulans Siaga", 2023, "lainnya"] == 75_000_000
    [mixed] = [row.note for row in snapshot.all(InitiativeBudget) if row.note]
    assert mixed == "APBD dan CSR"
    assert (imported.table, imported.record_id) == ("initiative", first.id)
    assert imported.sentences[0].startswith("Ditambahkan: ")
    assert document.undo() is not None
    assert to_json(document.snapshot()) == before


@pytest.mark.parametrize(
    ("rows", "merged", "told"),
    [
        (MATRIX, MATRIX_MERGED, {}),
        (FLAT_LIST, (), {}),
        (TARGETS, TARGETS_MERGED, {"unit": "ribu"}),
        (TICKED, (), {"first_year": 2025}),
        (BROKEN, (), {"more": {"dimension": "SG"}}),
    ],
)
def test_the_same_file_again_changes_nothing(
    document: Document, tmp_path: Path, rows: Rows, merged: tuple[str, ...], told: dict[str, Any]
) -> None:
    brought(document, tmp_path, rows, merged, **told)
    held = to_json(document.snapshot())
    review, imported = brought(document, tmp_path, rows, merged, **told)
    assert [one for one in review.differences if one.kind != "removed"] == []
    assert imported.sentences == ("Isi berkas ini sama dengan yang sudah ada, sehingga tidak ada yang berubah.",)
    assert to_json(document.snapshot()) == held
    assert review.again


def test_a_corrected_file_is_told_as_a_difference(document: Document, tmp_path: Path) -> None:
    brought(document, tmp_path, MATRIX, MATRIX_MERGED)
    rows = [list(row) for row in MATRIX]
    rows[7][1] = "Mal Pelayanan Publik Digital Terpadu"
    rows[7][8] = 600_000_000
    rows[7][2] = None  # an empty cell takes nothing away
    del rows[8]
    review = reviewed(document, tmp_path, rows)
    told = {(one.kind, one.label, one.name): one.fields for one in review.differences}
    assert told == {
        ("changed", "Inisiatif", "Mal Pelayanan Publik Digital Terpadu"): (
            ("Nama program/inisiatif", "Mal Pelayanan Publik Digital", "Mal Pelayanan Publik Digital Terpadu"),
        ),
        ("changed", "Anggaran inisiatif", "Anggaran 2023, APBD kabupaten/kota"): (
            ("Anggaran (Rp)", "Rp500.000.000", "Rp600.000.000"),
        ),
        ("removed", "Inisiatif", "SG-02 Satu Data Kabupaten"): (),
    }
    [gone] = [one.id for one in review.differences if one.kind == "removed"]
    with document.change(review.label) as db:
        INITIATIVES.write(db, review)
    snapshot = document.snapshot()
    assert len(snapshot.all(Initiative)) == 3
    assert snapshot.all(Initiative)[0].description == "Satu pintu untuk semua izin"
    review = reviewed(document, tmp_path, rows)
    with document.change(review.label) as db:
        INITIATIVES.write(db, review, remove=[gone])
    assert [row.title for row in document.snapshot().all(Initiative)] == [
        "Mal Pelayanan Publik Digital Terpadu", "Ambulans Siaga",
    ]  # fmt: skip


def test_what_is_left_out_takes_along_what_stands_under_it(document: Document, tmp_path: Path) -> None:
    review = reviewed(document, tmp_path, TARGETS, TARGETS_MERGED, unit="ribu")
    [skipped] = [one.id for one in review.differences if one.name == "Energi Bersih"]
    with document.change(review.label) as db:
        INITIATIVES.write(db, review, skip=[skipped])
    snapshot = document.snapshot()
    assert [(row.code, row.title) for row in snapshot.all(Initiative)] == [("SV-02", "Kelola Sampah")]
    assert [row.text for row in snapshot.all(InitiativeIndicator)] == ["Sampah terkelola"]
    assert [(row.year, row.text, row.number) for row in snapshot.all(InitiativeTarget)] == [
        (2024, "65", 65.0), (2025, "70", 70.0),
    ]  # fmt: skip


def test_quick_wins_and_choices_come_along(document: Document, tmp_path: Path) -> None:
    brought(document, tmp_path, FLAT_LIST)
    snapshot = document.snapshot()
    titles = {row.id: row.title for row in snapshot.all(Initiative)}
    assert {(titles[row.initiative_id], row.year) for row in snapshot.all(QuickWin)} == {
        ("SIMPEG", 2023), ("Sekolah Digital", 2024),
    }  # fmt: skip
    waste = next(row for row in snapshot.all(Initiative) if row.title == "Bank Sampah")
    assert (waste.year_start, waste.year_end) == (2018, None)


def test_a_programme_of_the_rpjmd_is_mapped_only_where_the_text_is_its_name(document: Document, tmp_path: Path) -> None:
    with document.change("RPJMD") as db:
        made = rpjmd.add_document(db, "rpjmd", period_start=2025, period_end=2029, title="RPJMD")
        rpjmd.add_programme(db, made, "Program Aplikasi Informatika")
    rows: Rows = [
        ["No", "Inisiatif", "Dimensi", "Program RPJMD", "OPD"],
        [1, "Portal Data", "SG", "PROGRAM APLIKASI  INFORMATIKA", "Diskominfo"],
        [2, "Portal Warga", "SG", "Program Informatika", "Diskominfo"],
    ]
    review, _imported = brought(document, tmp_path, rows)
    mapped = to_json(document.snapshot())["programme_mapping"]
    titles = {row.id: row.title for row in document.snapshot().all(Initiative)}
    assert [titles[str(row["initiative_id"])] for row in mapped] == ["Portal Data"]
    told = {one.kind: one.doubt for one in review.notices}
    assert told["mapped"] is True
    assert told["rpjmd-suggestion"] is False


def prepared(document: Document, line: Line) -> list[Change]:
    wanted = prepare(document.snapshot(), [line]).wanted
    changes = compare(document.snapshot(), wanted)
    with document.change("Impor") as db:
        assert write(db, wanted, changes, today=date(2026, 1, 1)).sentences == []
    return list(changes)


def test_amounts_of_one_source_are_added_and_none_is_lost(document: Document) -> None:
    money = (Budget(2024, "", 10), Budget(2024, "lainnya", 20, "CSR"), Budget(2024, "apbd", 1), Budget(2024, "apbd", 2))
    line = Line("a", "Satu Data", dimension="SG", years=(2024,), budgets=money)
    prepared(document, line)
    assert budgets(document) == {("Satu Data", 2024, "lainnya"): 30, ("Satu Data", 2024, "apbd"): 3}
    assert prepared(document, line) == []


def test_an_indicator_keeps_its_words_where_another_like_it_stands_before_it(document: Document) -> None:
    own, like = Indicator("Jumlah titik parkir elektronik"), Indicator("Jumlah titik parkir elektronika")
    prepared(document, Line("a", "Parkir", dimension="SL", indicators=(own,)))
    changes = prepared(document, Line("a", "Parkir", dimension="SL", indicators=(like, own)))
    assert [(one.kind, one.name) for one in changes] == [("added", like.text)]
    changes = prepared(document, Line("a", "Parkir", dimension="SL", indicators=(Indicator(f"{own.text} II"),)))
    assert [(one.kind, one.name) for one in changes] == [("added", f"{own.text} II")]


def test_offices_of_one_district_are_known_with_and_without_its_name_and_districts_of_like_names_stay_apart() -> None:
    same = (
        ("Sekretariat Daerah", "Sekretariat Daerah Kabupaten Bogor"), ("Inspektorat", "Inspektorat Daerah Kota Solok"),
        ("Dinas Kesehatan", "Dinas Kesehatan Kab. Bogor"), ("Kecamatan Cibinong", "Kecamatan Cibinong Kabupaten Bogor"),
        ("Setda Kabupaten Bogor", "Sekretariat Daerah"),
    )  # fmt: skip
    assert [pair for pair in same if plain_name(pair[0]) != plain_name(pair[1])] == []
    names = ("Kecamatan Kota", "Kecamatan Kota Utara", "Kecamatan Kota Selatan", "Dinas Tata Kota", "Dinas Tata Ruang")
    assert len({plain_name(name) for name in names}) == len(names)


def test_a_source_that_was_answered_does_not_double_what_the_plan_has(document: Document, tmp_path: Path) -> None:
    rows: Rows = [["Inisiatif", "Dimensi", "Anggaran 2026"], ["Portal Data", "SG", 50_000_000]]
    brought(document, tmp_path, rows, more={"source": "csr"})
    assert budgets(document) == {("Portal Data", 2026, "csr"): 50_000_000}
    rows = [rows[0], ["Portal Data", "SG", 60_000_000]]
    brought(document, tmp_path, rows, more={"source": "apbd"})
    assert budgets(document) == {("Portal Data", 2026, "csr"): 60_000_000}


def told_of(document: Document, line: Line) -> list[str]:
    return [one.kind for one in prepare(document.snapshot(), [line]).told if one.doubt]


def test_a_closed_year_keeps_its_sums_and_says_so(document: Document) -> None:
    prepared(document, Line("a", "Satu Data", dimension="SG", years=(2026,), budgets=(Budget(2026, "apbd", 5),)))
    with document.change("Tutup") as db:
        plan.close_year(db, 2026, "Kepala dinas", date(2027, 1, 2))
    money = (Budget(2026, "apbd", 9), Budget(2026, "csr", 1), Budget(2027, "apbd", 3))
    line = Line("a", "Satu Data", dimension="SG", years=(2026,), budgets=money)
    assert told_of(document, line) == ["closed"]
    prepared(document, line)
    assert budgets(document) == {("Satu Data", 2026, "apbd"): 5, ("Satu Data", 2027, "apbd"): 3}
    assert told_of(document, Line("a", "Satu Data", dimension="SG", budgets=(Budget(2026, "apbd", 5),))) == []


def test_an_initiative_never_begins_after_its_end(document: Document) -> None:
    prepared(document, Line("a", "Satu Data", dimension="SG", years=(2026, 2027)))
    line = Line("a", "Satu Data", dimension="SG", years=(2029,), goes_on=True)
    assert told_of(document, line) == ["years"]
    assert prepared(document, line) == []
    [row] = document.snapshot().all(Initiative)
    assert (row.year_start, row.year_end) == (2026, 2027)


def test_what_was_decided_about_a_row_stays_with_its_cell(document: Document, tmp_path: Path) -> None:
    def ids(**told: Any) -> dict[str, str]:
        review = reviewed(document, tmp_path, FLAT_LIST, **told)
        return {one.name: one.id for one in review.differences if one.label == "Inisiatif"}

    before = ids(more={"dimension": "SG"})
    first = reviewed(document, tmp_path, FLAT_LIST, more={"dimension": "SG"}).branches
    place = next(branch.place for top in first for branch in top.walk() if branch.level == "initiative")
    assert place is not None
    after = ids(more={"dimension": "SG"}, cells={place: "-"})
    assert len(after) < len(before)
    assert {name: before[name] for name in after} == after
