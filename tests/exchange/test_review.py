"""What a review tells of a table of RPJMD, and how the answers to it are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange import layouts
from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.review import ColumnSeen, Review, Told, corrected
from gmsc_desktop.exchange.sheets import Book, Cell, Place, Sheet
from gmsc_desktop.models.snapshot import Snapshot, from_json
from tests.exchange.books import FLAT, Rows, write_book
from tests.exchange.test_rpjmd_layouts import LABELLED, LABELLED_MERGED
from tests.sample_plan import sample_tables

RPJMD = importer("rpjmd")
MONEY: Rows = [
    ["Misi", "Tujuan", "Sasaran", "Program", "Indikator", "Target Tahun 1", "Pagu Tahun 1 (Rp. 000)"],
    ["Sehat", "Umur", "Layanan", "Program A", "Cakupan", "60", 1_000_000],
]


@pytest.fixture
def plan() -> Snapshot:
    tables = sample_tables()
    for name in (
        "planning_document",
        "mission",
        "goal",
        "objective",
        "strategy",
        "programme",
        "programme_agency",
        "indicator",
        "target",
        "ceiling",
        "objective_dimension",
        "indicator_mapping",
        "programme_mapping",
    ):
        tables[name] = []
    return from_json(tables)  # fmt: skip


def book(tmp_path: Path, rows: Rows, merged: tuple[str, ...] = ()) -> Book:
    path = write_book(tmp_path / "tabel.xlsx", {"Tabel": rows}, merged)
    return read_here(path, path.name)


def lines(review: Review) -> list[str]:
    return [f"{branch.label}: {branch.text}" for branch in review.walk()]


def questions(review: Review) -> dict[str, tuple[str, bool]]:
    return {one.what: (one.answer, one.needed) for one in review.questions}


def test_a_review_shows_tree_counts_and_sums_with_their_places(tmp_path: Path, plan: Snapshot) -> None:
    review = RPJMD.review(book(tmp_path, LABELLED, LABELLED_MERGED), Told(), plan)
    assert lines(review)[:5] == [
        "Misi 1: Sehat", "Tujuan 1: Panjang umur", "Indikator: AHH", "Sasaran 1: Layanan", "Indikator: IKM",
    ]  # fmt: skip
    programme = next(branch for branch in review.walk() if branch.level == "programme")
    assert programme.place
    assert programme.place.cell == "B11"
    assert ("Pagu 2025", "Rp1.500.000.001") in programme.details
    assert ("Program", 1) in review.counts
    assert [(one.label, one.amount) for one in review.amounts][:2] == [("2025", 1_500_000_001), ("2026", 2_000_000_000)]
    assert [one.agrees for one in review.sums] == [True, True, True]
    [table] = review.tables
    assert (table.top, table.bottom, table.read) == (3, 5, True)
    assert [column.meaning for column in table.columns[:5]] == ["code", "ladder", "indicator", "baseline", "target"]
    assert review.again == ""
    assert {one.kind for one in review.differences} == {"added"}


def test_what_only_a_person_knows_is_needed_until_it_is_answered(tmp_path: Path, plan: Snapshot) -> None:
    read = book(tmp_path, MONEY)
    empty = RPJMD.review(read, Told().with_answer("first_year", "2025"), plan)
    assert questions(empty)["unit"] == ("", True)
    assert [one.what for one in empty.needs] == ["unit"]
    told = Told().with_answer("first_year", "2025").with_answer("unit", "ribu")
    answered = RPJMD.review(read, told, plan)
    assert answered.needs == []
    assert questions(answered) == {"unit": ("ribu", False), "first_year": ("2025", False), "kind": ("rpjmd", False)}
    assert [one.amount for one in answered.amounts] == [1_000_000_000]


def test_a_table_without_years_asks_for_its_period(tmp_path: Path, plan: Snapshot) -> None:
    read = book(tmp_path, [["Misi", "Tujuan", "Sasaran", "Indikator"], ["Sehat", "Umur", "Layanan", "IKM"]])
    assert questions(RPJMD.review(read, Told(), plan))["period"] == ("", True)
    assert questions(RPJMD.review(read, Told().with_answer("period", "besok"), plan))["period"] == ("besok", True)
    review = RPJMD.review(read, Told().with_answer("period", "2025-2029"), plan)
    assert review.needs == []
    assert review.title.endswith("2025–2029")


def test_the_meaning_of_a_column_is_an_answer(tmp_path: Path, plan: Snapshot) -> None:
    rows: Rows = [[*FLAT[0][:4], "Ukuran rahasia", *FLAT[0][5:]], *FLAT[1:]]
    read = book(tmp_path, rows)
    before = RPJMD.review(read, Told(), plan)
    assert before.tables[0].columns[4].meaning == "indicator"  # as the only column of texts that is left
    assert sum(branch.level == "indicator" for branch in before.walk()) == 4
    told = Told(columns={4: ColumnSeen(4, "Ukuran rahasia", "ignored")})
    after = RPJMD.review(read, told, plan)
    assert not any(branch.level == "indicator" for branch in after.walk())
    kept = tmp_path / "susunan.json"
    layouts.write_mapping(kept, RPJMD.mapping(after, told))
    again = RPJMD.told_from(kept, Told(), before)
    assert lines(RPJMD.review(read, again, plan)) == lines(after)
    other = RPJMD.review(book(tmp_path, LABELLED, LABELLED_MERGED), Told(), plan)
    with pytest.raises(UserFacingError, match="mulai kolom A"):
        RPJMD.told_from(kept, Told(), other)


def test_heading_rows_can_be_told(tmp_path: Path, plan: Snapshot) -> None:
    read = book(tmp_path, [["apa"], ["I", "II", "III"], ["Sehat", "Layanan", "IKM"]])
    with pytest.raises(UserFacingError):
        RPJMD.review(read, Told(), plan)
    columns = {
        0: ColumnSeen(0, "I", "mission"),
        1: ColumnSeen(1, "II", "objective"),
        2: ColumnSeen(2, "III", "indicator"),
    }
    review = RPJMD.review(read, Told(sheet="Tabel", heading=(1, 1), columns=columns), plan)
    assert lines(review) == ["Misi: Sehat", "Sasaran: Layanan", "Indikator: IKM"]


def test_corrected_cells_stand_in_the_place_of_those_of_the_book() -> None:
    sheet = Sheet("A", {0: {0: Cell("x"), 2: Cell("y")}, 3: {1: Cell("z")}})
    made = corrected(Book("b", "xlsx", (sheet, Sheet("B", {}))), {
        Place("A", 0, 1): "baru", Place("A", 0, 2): " ", Place("A", 3, 1): "", Place("A", 2, 0): "antara",
        Place("C", 0, 0): "tidak ada",
    })  # fmt: skip
    assert made.sheets[0].rows == {0: {0: Cell("x"), 1: Cell("baru")}, 2: {0: Cell("antara")}}
    assert list(made.sheets[0].rows) == [0, 2]
    assert made.sheets[1].rows == {}


def test_another_sheet_forgets_what_was_told_about_the_first() -> None:
    told = Told(columns={0: ColumnSeen(0, "")}, heading=(1, 2), unit="ribu").with_answer("sheet", "Lain")
    assert told == Told(sheet="Lain", unit="ribu")
