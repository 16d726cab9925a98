"""Realisation from outside becomes years and entries by the rules of progress, as one change, and comes again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from gmsc_desktop.models import initiatives, plan, progress
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.intake.accumulating import accumulated, falls
from gmsc_desktop.models.intake.indicators import IndicatorLine
from gmsc_desktop.models.intake.known import KnownInitiatives, compared_code
from gmsc_desktop.models.intake.newcomers import Named, Newcomers
from gmsc_desktop.models.intake.realisation import Line, prepare
from gmsc_desktop.models.intake.wanted import Brought, Prepared, compare, write
from gmsc_desktop.models.records import (
    InitiativeIndicator,
    InitiativeTarget,
    ProgressEntry,
    ProgressValue,
    ProgressYear,
)
from tests.models.use_cases import begun, do

TODAY = date(2028, 5, 20)


@pytest.fixture
def document() -> Document:
    document = begun()
    with document.change("Isi") as db:
        initiatives.add_initiative(db, "Layanan Publik Digital", "SG")
        parking = initiatives.add_initiative(db, "Parkir Elektronik Terpadu", "SL")
        initiatives.add_indicator(db, parking, text="Titik parkir elektronik", unit="titik")
    return document


def initiative(document: Document, code: str) -> str:
    return next(id_ for id_, own in KnownInitiatives(document.snapshot()).codes.items() if own == code)


def line(document: Document, **told: Any) -> Line:
    found = initiative(document, told.pop("code", "SG-01"))
    values: dict[str, Any] = {"id": "r1", "initiative": found, "title": "Layanan", "year": 2026, **told}
    return Line(**values)


def bring(document: Document, *lines: Line) -> tuple[Prepared, Brought]:
    prepared = ready(document, lines)
    changes = compare(document.snapshot(), prepared.wanted)
    return prepared, do(document, lambda db: write(db, prepared.wanted, changes, today=TODAY))


def ready(document: Document, lines: Sequence[Line]) -> Prepared:
    return prepare(document.snapshot(), lines, today=TODAY, source="monev.xlsx")


def entries(document: Document) -> list[ProgressEntry]:
    return sorted(document.snapshot().all(ProgressEntry), key=lambda row: row.as_of)


def test_a_year_becomes_its_sums_and_one_entry_marked_as_past(document: Document) -> None:
    told = line(
        document, status="terlaksana", physical=95.0, sums={"budget": 500, "spending": 450},
        target_text="1 aplikasi", texts={"obstacle": "Tenaga terbatas"}, remark="Selesai",
    )  # fmt: skip
    prepared, brought = bring(document, told)
    assert prepared.told == ()
    [entry] = entries(document)
    assert (entry.as_of, entry.legacy, entry.physical_percent, entry.spending) == ("2026-12-31", True, 95.0, 450)
    assert (entry.obstacle, entry.narrative, entry.note) == ("Tenaga terbatas", "Selesai", "")
    [year] = document.snapshot().all(ProgressYear)
    assert (year.status, year.budget, year.spending, year.target_text) == ("terlaksana", 500, 450, "1 aplikasi")
    assert brought.added == {"progress_entry": 1, "progress_year": 1}
    again = ready(document, [told])
    assert compare(document.snapshot(), again.wanted) == ()


def test_a_value_that_differs_is_told_before_and_after_and_an_empty_one_takes_nothing_away(document: Document) -> None:
    bring(document, line(document, physical=50.0, texts={"obstacle": "Hujan"}, sums={"budget": 10}))
    prepared = ready(document, [line(document, physical=70.0)])
    [change] = compare(document.snapshot(), prepared.wanted)
    assert (change.kind, change.table) == ("changed", "progress_entry")
    assert [(one.column, one.before, one.after) for one in change.fields] == [("physical_percent", 50.0, 70.0)]
    bring(document, line(document, physical=70.0))
    assert [(one.physical_percent, one.obstacle) for one in entries(document)] == [(70.0, "Hujan")]


def test_a_figure_that_asks_for_a_note_says_where_it_is_from_and_is_a_doubt(document: Document) -> None:
    prepared, _brought = bring(document, line(document, physical=120.0, sums={"budget": 100, "spending": 130}))
    assert [one.kind for one in prepared.told] == ["note"]
    [entry] = entries(document)
    assert entry.note == "Riwayat, dari berkas “monev.xlsx”: angka dicatat seperti tertulis di sana."
    [year] = document.snapshot().all(ProgressYear)
    assert year.spending == 130
    assert compare(document.snapshot(), ready(document, [line(document, physical=120.0)]).wanted) == ()


def test_a_remark_of_the_file_is_the_better_note(document: Document) -> None:
    bring(document, line(document, physical=120.0, remark="Melebihi target karena hibah"))
    assert entries(document)[0].note == "Melebihi target karena hibah"


def test_quarters_that_fall_are_seen_and_can_be_added_up(document: Document) -> None:
    quarters = [
        line(document, id=f"r{n}", period="triwulan", number=n, physical=figure, sums={"spending": n * 10})
        for n, figure in ((1, 30.0), (2, 20.0), (3, 25.0), (4, 25.0))
    ]
    assert falls(quarters)
    prepared, _brought = bring(document, *accumulated(quarters))
    assert prepared.told == ()
    told = [(one.as_of[5:], one.period_number, one.physical_percent, one.spending) for one in entries(document)]
    assert told == [("03-31", 1, 30.0, 10), ("06-30", 2, 50.0, 30), ("09-30", 3, 75.0, 60), ("12-31", 4, 100.0, 100)]
    assert not falls(accumulated(quarters))


def test_a_higher_figure_before_one_of_the_plan_without_a_note_is_not_taken(document: Document) -> None:
    own = initiative(document, "SG-01")
    with document.change("Catat") as db:
        progress.add_entry(db, own, 2026, as_of=date(2026, 12, 31), today=TODAY, physical_percent=60.0)
    prepared, _brought = bring(document, line(document, period="triwulan", number=3, physical=80.0))
    assert [one.kind for one in prepared.told] == ["figures"]
    assert [one.physical_percent for one in entries(document)] == [60.0]


def test_a_closed_year_takes_nothing_and_says_so_unless_it_has_it_all(document: Document) -> None:
    told = line(document, physical=40.0)
    bring(document, told)
    with document.change("Tutup") as db:
        plan.close_year(db, 2026, "Sekda", date(2027, 1, 31))
    assert ready(document, [told]).told == ()
    prepared, brought = bring(document, line(document, physical=41.0))
    assert [one.kind for one in prepared.told] == ["closed"]
    assert "2026 sudah ditutup" in prepared.told[0].sentence
    assert (brought.added, brought.changed) == ({}, {})


def test_what_lies_ahead_is_not_taken_and_the_running_year_is_told_as_of_today(document: Document) -> None:
    running = line(document, year=2028, physical=10.0)
    prepared, _brought = bring(document, running, line(document, id="r2", year=2029, physical=1.0))
    assert {one.kind for one in prepared.told} == {"ahead"}
    assert [(one.as_of, one.legacy) for one in entries(document)] == [("2028-05-20", False)]


def test_a_year_outside_the_plan_is_taken_and_told(document: Document) -> None:
    prepared, _brought = bring(document, line(document, year=2022, physical=10.0))
    assert [one.kind for one in prepared.told] == ["outside"]
    assert entries(document)[0].year == 2022


def test_a_status_that_needs_a_reason_is_taken_with_one_and_told_without(document: Document) -> None:
    prepared, _brought = bring(document, line(document, status="tertunda"))
    assert [one.kind for one in prepared.told] == ["status-reason"]
    assert document.snapshot().all(ProgressYear) == ()
    bring(document, line(document, status="tertunda", texts={"obstacle": "Refocusing anggaran"}))
    [year] = document.snapshot().all(ProgressYear)
    assert (year.status, year.status_reason, year.status_on) == ("tertunda", "Refocusing anggaran", "2026-12-31")


def test_values_of_own_indicators_and_words_for_the_others(document: Document) -> None:
    told = line(
        document, code="SL-01",
        indicators=(IndicatorLine("Titik Parkir Elektronik", "titik", "20", "18"),
                    IndicatorLine("Pendapatan", "", "5", "4")),
    )  # fmt: skip
    prepared, _brought = bring(document, told)
    assert [one.kind for one in prepared.told] == ["indicator"]
    snapshot = document.snapshot()
    assert [(one.text, one.number) for one in snapshot.all(ProgressValue)] == [("18", 18.0)]
    assert [(one.year, one.text) for one in snapshot.all(InitiativeTarget)] == [(2026, "20")]
    assert entries(document)[0].narrative == "Pendapatan: 4 (target 5)."
    assert compare(snapshot, ready(document, [told]).wanted) == ()


def test_a_target_that_the_plan_has_otherwise_stays_and_is_told(document: Document) -> None:
    [own] = document.snapshot().all(InitiativeIndicator)
    with document.change("Target") as db:
        initiatives.set_target(db, own.id, 2026, "25")
    told = line(document, code="SL-01", indicators=(IndicatorLine("Titik parkir elektronik", "", "20", "18"),))
    prepared, _brought = bring(document, told)
    assert [one.kind for one in prepared.told] == ["target"]
    assert [one.text for one in document.snapshot().all(InitiativeTarget)] == ["25"]


def test_several_rows_of_one_initiative_are_added_and_a_repeated_sum_is_taken_once(document: Document) -> None:
    rows = [line(document, id=f"r{n}", sums={"budget": 100, "spending": n * 10}) for n in (1, 2, 3)]
    prepared, _brought = bring(document, *rows)
    assert sorted(one.kind for one in prepared.told) == ["added-money", "repeated-money"]
    [year] = document.snapshot().all(ProgressYear)
    assert (year.budget, year.spending) == (100, 60)


def test_what_a_person_leaves_out_stays_out_with_all_below_it(document: Document) -> None:
    told = line(
        document, code="SL-01", indicators=(IndicatorLine("Titik parkir elektronik", "", "", "18"),), status="berjalan"
    )
    prepared = ready(document, [told])
    changes = compare(document.snapshot(), prepared.wanted)
    entry = next(one for one in changes if one.table == "progress_entry")
    do(document, lambda db: write(db, prepared.wanted, changes, today=TODAY, skip={entry.id}))
    assert entries(document) == []
    assert document.snapshot().all(ProgressValue) == ()
    assert len(document.snapshot().all(ProgressYear)) == 1


def test_an_initiative_is_known_by_code_title_and_likeness(document: Document) -> None:
    known = KnownInitiatives(document.snapshot())
    service, parking = initiative(document, "SG-01"), initiative(document, "SL-01")
    assert [compared_code(code) for code in ("SG-01", "sg.1", "SG 001", "3", "")] == ["sg.1", "sg.1", "sg.1", "", ""]
    assert (known.find("sg 1", "").id, known.find("", "LAYANAN publik  digital").how) == (service, "title")
    found = known.find("", "Sistem Parkir Elektronik Terpadu")
    assert (found.id, found.how) == (parking, "alike")
    less = known.find("", "Parkir Elektronik Terpadu Pasar Sentral")
    assert (less.id, less.how) == (parking, "alike")
    assert 0.75 <= less.likeness < 0.99
    lost = known.find("9", "Bank Sampah Unit")
    assert (lost.id, lost.how) == ("", "")
    assert known.find("SL-01", "Layanan Publik Digital").id == service  # the title tells more than a wrong code


def test_rows_of_one_period_stand_together_when_figures_are_those_of_each_period(document: Document) -> None:
    def quarter(id_: str, number: int, spending: int) -> Line:
        return line(document, id=id_, period="triwulan", number=number, sums={"spending": spending}, physical=20.0)

    rows = [quarter("a", 1, 10), quarter("b", 1, 20), quarter("c", 2, 5), quarter("d", 2, 6)]
    assert falls(rows)
    bring(document, *accumulated(rows))
    assert [(one.spending, one.physical_percent) for one in entries(document)] == [(30, 20.0), (41, 40.0)]


def test_the_order_of_rows_within_a_period_makes_no_figure_fall(document: Document) -> None:
    amounts = [(1, 100), (1, 5), (2, 8), (2, 110)]
    rows = [
        line(document, id=f"r{at}", period="triwulan", number=number, sums={"spending": amount})
        for at, (number, amount) in enumerate(amounts)
    ]
    assert not falls(rows)


def test_an_indicator_with_another_number_in_its_name_is_another_one(document: Document) -> None:
    told = IndicatorLine("Titik parkir elektronik II", "titik", "", "7")
    prepared, _brought = bring(document, line(document, code="SL-01", indicators=(told,)))
    assert [one.kind for one in prepared.told] == ["indicator"]
    assert document.snapshot().all(ProgressValue) == ()
    assert entries(document)[0].narrative == "Titik parkir elektronik II: 7 titik."


def test_several_values_of_one_indicator_are_told_and_none_is_taken_for_the_right_one(document: Document) -> None:
    rows = [
        line(document, id=id_, code="SL-01", indicators=(IndicatorLine("Titik parkir elektronik", "titik", "", value),))
        for id_, value in (("a", "8"), ("b", "9"))
    ]
    prepared, brought = bring(document, *rows)
    assert [one.kind for one in prepared.told] == ["several-values"]
    assert (document.snapshot().all(ProgressValue), brought.sentences) == ((), [])
    assert entries(document)[0].narrative.splitlines() == [
        "Titik parkir elektronik: 8 titik.", "Titik parkir elektronik: 9 titik.",
    ]  # fmt: skip
    assert compare(document.snapshot(), ready(document, rows).wanted) == ()


def test_a_target_of_one_row_and_the_value_of_another_go_together(document: Document) -> None:
    parts = [IndicatorLine("Titik parkir elektronik", "titik", "10", ""),
             IndicatorLine("Titik parkir elektronik", "titik", "", "8")]  # fmt: skip
    bring(document, *(line(document, id=f"r{at}", code="SL-01", indicators=(one,)) for at, one in enumerate(parts)))
    assert [one.text for one in document.snapshot().all(ProgressValue)] == ["8"]
    assert [one.text for one in document.snapshot().all(InitiativeTarget)] == ["10"]


def test_days_are_told_as_people_write_them(document: Document) -> None:
    rows = [line(document, id="a", physical=10.0), line(document, id="b", physical=20.0)]
    rows.append(line(document, id="c", year=2025, as_of="2024-03-01", physical=5.0))
    prepared, _brought = bring(document, *rows)
    told = {one.kind: one.sentence for one in prepared.told}
    assert "per 31 Desember 2026," in told["physical"]
    assert "tanggal 1 Maret 2024 tidak termasuk" in told["day"]
    [first, *_more] = ready(document, [line(document, physical=50.0)]).wanted
    assert first.name == "Layanan, keadaan 31 Desember 2026"


def test_a_title_with_another_number_is_asked_about_and_never_taken_for_the_one_beside_it(document: Document) -> None:
    with document.change("Isi") as db:
        first = initiatives.add_initiative(db, "Desa Digital Tahap I", "SG")
    known = KnownInitiatives(document.snapshot())
    assert known.find("", "Desa Digital (Tahap 1)").id == first
    assert known.find("", "Desa Digital Tahap II").id == ""
    assert known.find("", "Desa Digital Tahap II").near[0] == first


def test_a_code_beside_a_title_that_is_hardly_its_own_is_told(document: Document) -> None:
    newcomers = Newcomers(document.snapshot(), {})
    for row, title in (("a", "Layanan Parkir Desa"), ("b", "Parkir")):
        code = "SG-01" if row == "a" else "SL-01"
        assert newcomers.find(Named(row, title, code)) == initiative(document, code)
    assert [(one.kind, one.row) for one in newcomers.told] == [("strange-code", "a")]


def test_an_indicator_that_is_only_like_its_own_is_told(document: Document) -> None:
    texts = ("1. Titik parkir elektronik", "Titik parkir elektronika")
    kinds = []
    for text in texts:
        told = line(document, code="SL-01", indicators=(IndicatorLine(text, "titik", "", "7"),))
        kinds.append([one.kind for one in ready(document, [told]).told])
    assert kinds == [[], ["indicator-alike"]]
