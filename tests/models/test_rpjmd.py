"""Planning documents: the ladder within one document, figures as written, ties to dimensions, order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gmsc_desktop.models import bodies, editing, initiatives, rpjmd
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.reference import load
from tests.models.use_cases import begun, count, do, refused, row

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def document() -> Document:
    return begun()


def planning(document: Document, kind: str = "rpjmd", start: int = 2025, **values: Given) -> str:
    return do(document, lambda db: rpjmd.add_document(db, kind, period_start=start, period_end=2029, **values))


class Ladder:
    """A small RPJMD: one of each rung."""

    def __init__(self, document: Document, first_target: int = 2025, last_target: int = 2029) -> None:
        self.document = planning(document, title="RPJMD Luwu", target_start=first_target, target_end=last_target)
        self.mission = do(document, lambda db: rpjmd.add_mission(db, self.document, "Tata kelola", "1"))
        self.goal = do(document, lambda db: rpjmd.add_goal(db, self.document, "Layanan", mission_id=self.mission))
        self.objective = do(document, lambda db: rpjmd.add_objective(db, self.document, "SPBE", goal_id=self.goal))
        self.programme = do(
            document,
            lambda db: rpjmd.add_programme(
                db, self.document, "Aplikasi Informatika", objective_id=self.objective, code="2.16.03", priority=True
            ),
        )
        self.indicator = do(
            document,
            lambda db: rpjmd.add_indicator(
                db, self.document, "Indeks SPBE", objective_id=self.objective, unit="indeks", direction="naik"
            ),
        )


def set_target(document: Document, ladder: Ladder, year: int, text: str | None) -> None:
    do(document, lambda db: rpjmd.set_target(db, ladder.indicator, year, text))


def targets(document: Document) -> list[tuple[int, str, float | None]]:
    return document.raw.execute("SELECT year,text,number FROM target ORDER BY year").fetchall()


def test_a_document_has_its_own_target_years(document: Document) -> None:
    made = planning(document, target_start=2026, target_end=2030, status="berlaku", regulation="Perda 3/2025")
    told = row(document, "planning_document", made)
    assert (told.kind, told.period_start, told.target_start, told.target_end) == ("rpjmd", 2025, 2026, 2030)

    def add(**values: int) -> Callable[[Connection], str]:
        return lambda db: rpjmd.add_document(db, "rpjmd", **{"period_start": 2025, "period_end": 2029, **values})

    refused(document, add(period_end=2024), "Periode dokumen berakhir (2024) sebelum dimulai (2025)")
    refused(document, add(target_start=2027, target_end=2026), "Tahun target terakhir (2026) mendahului")
    refused(document, add(in_force_from=2027, in_force_to=2026), "Masa berlaku dokumen berakhir (2026)")
    refused(document, lambda db: rpjmd.add_document(db, "kajian", period_start=2025, period_end=2029), "“kajian”")


def test_a_transition_document_has_neither_vision_nor_missions(document: Document) -> None:
    transition = planning(document, "rpd")
    refused(document, lambda db: rpjmd.add_mission(db, transition, "Misi"), "RPD tidak memuat visi dan misi")
    refused(
        document,
        lambda db: rpjmd.add_document(db, "rpd", period_start=2024, period_end=2026, vision="Maju"),
        "RPD tidak memuat visi dan misi",
    )
    goal = do(document, lambda db: rpjmd.add_goal(db, transition, "Tujuan"))
    assert row(document, "goal", goal).mission_id is None


def test_every_rung_stands_in_the_document_of_its_parent(document: Document) -> None:
    ladder, other = Ladder(document), planning(document, "perubahan_rpjmd", 2027)
    words = "berasal dari dokumen lain"
    refused(document, lambda db: rpjmd.add_goal(db, other, "T", mission_id=ladder.mission), "Misi “Tata kelola”", words)
    refused(document, lambda db: rpjmd.add_objective(db, other, "S", goal_id=ladder.goal), words)
    refused(document, lambda db: rpjmd.add_programme(db, other, "P", objective_id=ladder.objective), words)

    def foreign(**parent: str) -> Callable[[Connection], str]:
        return lambda db: rpjmd.add_indicator(db, other, "I", **parent)

    refused(document, foreign(goal_id=ladder.goal), words)
    refused(document, foreign(objective_id=ladder.objective), words)
    refused(document, foreign(programme_id=ladder.programme), words)
    refused(document, lambda db: rpjmd.add_goal(db, NOBODY, "T"), "Dokumen perencanaan ini sudah tidak ada")
    refused(
        document, lambda db: rpjmd.add_objective(db, ladder.document, "S", goal_id=NOBODY), "Tujuan ini sudah tidak"
    )


def test_a_rung_without_words_is_refused(document: Document) -> None:
    ladder = Ladder(document)
    refused(document, lambda db: rpjmd.add_mission(db, ladder.document, " "), "Misi masih kosong")
    refused(document, lambda db: rpjmd.add_goal(db, ladder.document, ""), "Tujuan masih kosong")
    refused(document, lambda db: rpjmd.add_objective(db, ladder.document, ""), "Sasaran masih kosong")
    refused(document, lambda db: rpjmd.add_programme(db, ladder.document, ""), "Nama program masih kosong")
    refused(document, lambda db: rpjmd.add_strategy(db, ladder.objective, "strategi", ""), "masih kosong")
    refused(
        document, lambda db: rpjmd.add_indicator(db, ladder.document, "", goal_id=ladder.goal), "Indikator masih kosong"
    )


def test_an_indicator_hangs_on_one_rung(document: Document) -> None:
    ladder = Ladder(document)
    words = "melekat pada satu tujuan, sasaran, atau program"
    refused(document, lambda db: rpjmd.add_indicator(db, ladder.document, "I"), words)
    refused(
        document,
        lambda db: rpjmd.add_indicator(db, ladder.document, "I", goal_id=ladder.goal, objective_id=ladder.objective),
        words,
    )


def test_a_programme_names_its_offices(document: Document) -> None:
    ladder = Ladder(document)
    agency = do(document, lambda db: bodies.add_agency(db, "Diskominfo"))
    made = do(document, lambda db: rpjmd.add_programme(db, ladder.document, "Program", agencies=[agency]))
    assert document.raw.execute("SELECT programme_id,agency_id FROM programme_agency").fetchall() == [(made, agency)]
    refused(document, lambda db: rpjmd.add_programme(db, ladder.document, "P", agencies=[NOBODY]), "sudah tidak ada")


def test_a_target_keeps_its_text_beside_the_number(document: Document) -> None:
    ladder = Ladder(document)
    for year, text in ((2025, "3,12"), (2026, "BB"), (2027, "<22"), (2028, "0")):
        set_target(document, ladder, year, text)
    assert targets(document) == [(2025, "3,12", 3.12), (2026, "BB", None), (2027, "<22", None), (2028, "0", 0.0)]
    do(document, lambda db: rpjmd.set_target(db, ladder.indicator, 2025, "A"))
    do(document, lambda db: rpjmd.set_target(db, ladder.indicator, 2026, " "))
    do(document, lambda db: rpjmd.set_target(db, ladder.indicator, 2027, None))
    do(document, lambda db: rpjmd.set_target(db, ladder.indicator, 2029, None))
    assert targets(document) == [(2025, "A", None), (2028, "0", 0.0)]


def test_targets_lie_in_the_documents_own_years(document: Document) -> None:
    ladder = Ladder(document, 2026, 2030)
    do(document, lambda db: rpjmd.set_target(db, ladder.indicator, 2030, "4"))
    words = "Tahun 2025 di luar tahun target RPJMD Luwu, yaitu 2026–2030"
    refused(document, lambda db: rpjmd.set_target(db, ladder.indicator, 2025, "3"), words)
    refused(document, lambda db: rpjmd.set_ceiling(db, ladder.programme, 2025, 1), words)


def test_a_ceiling_that_is_empty_is_not_zero(document: Document) -> None:
    ladder = Ladder(document)
    do(document, lambda db: rpjmd.set_ceiling(db, ladder.programme, 2025, 0))
    do(document, lambda db: rpjmd.set_ceiling(db, ladder.programme, 2026, 1_500_000_000))
    do(document, lambda db: rpjmd.set_ceiling(db, ladder.programme, 2026, None))
    assert document.raw.execute("SELECT year,amount FROM ceiling").fetchall() == [(2025, 0)]
    refused(document, lambda db: rpjmd.set_ceiling(db, ladder.programme, 2026, -1), "tidak boleh kurang dari nol")
    refused(document, lambda db: rpjmd.set_ceiling(db, ladder.programme, 2026, 10**19), "terlalu besar")


def test_the_state_at_the_beginning_is_kept_as_written(document: Document) -> None:
    ladder = Ladder(document)
    do(document, lambda db: rpjmd.set_baseline(db, ladder.indicator, "2,84", 2024))
    told = row(document, "indicator", ladder.indicator)
    assert (told.baseline_text, told.baseline_number, told.baseline_year) == ("2,84", 2.84, 2024)
    do(document, lambda db: rpjmd.set_baseline(db, ladder.indicator, None))
    told = row(document, "indicator", ladder.indicator)
    assert (told.baseline_text, told.baseline_number, told.baseline_year) == (None, None, None)


def test_an_objective_serves_dimensions_or_is_unrelated(document: Document) -> None:
    ladder = Ladder(document)
    cell = do(document, lambda db: rpjmd.tick_dimension(db, ladder.objective, "SG"))
    assert do(document, lambda db: rpjmd.tick_dimension(db, ladder.objective, "SG", "pendukung", "lewat SPBE")) == cell
    told = row(document, "objective_dimension", cell)
    assert (told.strength, told.note) == ("pendukung", "lewat SPBE")
    words = ("Sasaran “SPBE” masih dipetakan ke Smart Governance", "Hapus pemetaannya")
    refused(document, lambda db: rpjmd.mark_unrelated(db, ladder.objective, "Alasan"), *words)
    do(document, lambda db: rpjmd.untick(db, ladder.objective, "SG"))
    refused(document, lambda db: rpjmd.mark_unrelated(db, ladder.objective, ""), "perlu alasan")
    do(document, lambda db: rpjmd.mark_unrelated(db, ladder.objective, "Urusan pertanahan"))
    assert row(document, "objective", ladder.objective).unrelated == 1
    refused(document, lambda db: rpjmd.tick_dimension(db, ladder.objective, "SG"), "ditandai tidak terkait", "Cabut")
    do(document, lambda db: rpjmd.mark_related(db, ladder.objective))
    assert row(document, "objective", ladder.objective).unrelated_reason is None
    refused(document, lambda db: rpjmd.tick_dimension(db, ladder.objective, "SX"), "“SX” bukan pilihan")
    refused(document, lambda db: rpjmd.tick_dimension(db, ladder.objective, "SG", "kuat"), "“kuat” bukan pilihan")


def test_the_document_in_force_is_the_one_the_figures_tell(document: Document) -> None:
    first = planning(document, status="diganti")
    revised = planning(document, "perubahan_rpjmd", status="berlaku", in_force_from=2027)
    planning(document, status="rancangan")
    figures = Figures(document.snapshot(), load())
    for year, expected in ((2024, None), (2025, first), (2026, first), (2027, revised), (2029, revised), (2030, None)):
        with document.read() as db:
            assert rpjmd.document_in_force(db, year) == expected
        told = figures.document_in_force(year)
        assert (told.id if told else None) == expected


def order_of(document: Document, table: str, column: str, parent: str | None) -> list[str]:
    query = f"SELECT coalesce(text,'') FROM {table} WHERE {column} IS ? ORDER BY position,id"
    return [text for (text,) in document.raw.execute(query, (parent,))]


def test_rungs_are_moved_within_and_between_parents(document: Document) -> None:
    ladder = Ladder(document)
    other = do(document, lambda db: rpjmd.add_goal(db, ladder.document, "Ekonomi", mission_id=ladder.mission))

    def add(name: str) -> str:
        return do(document, lambda db: rpjmd.add_objective(db, ladder.document, name, goal_id=other))

    made = {name: add(name) for name in ("A", "B", "C")}

    def move(name: str, parent: str | None, after: str | None = None) -> None:
        where = made[after] if after else None
        do(document, lambda db: rpjmd.move(db, "objective", made[name], parent_id=parent, after=where))

    move("C", other)
    assert order_of(document, "objective", "goal_id", other) == ["C", "A", "B"]
    move("C", other, "A")
    assert order_of(document, "objective", "goal_id", other) == ["A", "C", "B"]
    move("A", other, "B")
    assert order_of(document, "objective", "goal_id", other) == ["C", "B", "A"]
    do(document, lambda db: rpjmd.move(db, "objective", made["B"], parent_id=ladder.goal, after=ladder.objective))
    assert order_of(document, "objective", "goal_id", ladder.goal) == ["SPBE", "B"]
    move("A", None)
    assert order_of(document, "objective", "goal_id", None) == ["A"]
    do(document, lambda db: rpjmd.move(db, "mission", ladder.mission, parent_id=None))


def test_rows_that_two_people_put_at_one_place_are_spread(document: Document) -> None:
    ladder = Ladder(document)

    def add(name: str) -> str:
        return do(document, lambda db: rpjmd.add_goal(db, ladder.document, name))

    goals = [add(name) for name in ("A", "B", "C")]
    with document.change("Gabung") as db:
        for goal in goals:
            editing.update(db, "goal", goal, {"position": "U"})
    shown = order_of(document, "goal", "mission_id", None)
    by_text = {row(document, "goal", goal).text: goal for goal in goals}
    last, first = by_text[shown[2]], by_text[shown[0]]
    do(document, lambda db: rpjmd.move(db, "goal", last, parent_id=None, after=first))
    assert order_of(document, "goal", "mission_id", None) == [shown[0], shown[2], shown[1]]


def test_what_may_not_be_moved(document: Document) -> None:
    ladder, other = Ladder(document), planning(document, "perubahan_rpjmd", 2027)
    foreign = do(document, lambda db: rpjmd.add_goal(db, other, "Tujuan lain"))
    refused(
        document,
        lambda db: rpjmd.move(db, "objective", ladder.objective, parent_id=foreign),
        "Tujuan “Tujuan lain” berasal dari dokumen lain",
    )
    refused(document, lambda db: rpjmd.move(db, "indicator", ladder.indicator, parent_id=None), "melekat pada satu")
    refused(document, lambda db: rpjmd.move(db, "goal", ladder.goal, parent_id=NOBODY), "Misi ini sudah tidak ada")
    refused(document, lambda db: rpjmd.move(db, "goal", NOBODY, parent_id=None), "Tujuan ini sudah tidak ada")
    refused(
        document,
        lambda db: rpjmd.move(db, "goal", ladder.goal, parent_id=ladder.mission, after=foreign),
        "sudah tidak ada",
    )


def test_an_indicator_is_moved_to_a_programme(document: Document) -> None:
    ladder = Ladder(document)
    do(document, lambda db: rpjmd.move(db, "indicator", ladder.indicator, parent_id=ladder.programme))
    told = row(document, "indicator", ladder.indicator)
    assert (told.goal_id, told.objective_id, told.programme_id) == (None, None, ladder.programme)


def test_strategies_are_arranged(document: Document) -> None:
    ladder = Ladder(document)

    def add(text: str) -> str:
        return do(document, lambda db: rpjmd.add_strategy(db, ladder.objective, "strategi", text))

    one, two = add("Satu"), add("Dua")
    do(document, lambda db: rpjmd.arrange_strategy(db, one, after=two))
    assert order_of(document, "strategy", "objective_id", ladder.objective) == ["Dua", "Satu"]


def test_a_branch_is_deleted_with_all_that_stands_below(document: Document) -> None:
    ladder = Ladder(document)
    do(document, lambda db: rpjmd.set_target(db, ladder.indicator, 2026, "3"))
    do(document, lambda db: rpjmd.set_ceiling(db, ladder.programme, 2026, 5))
    initiative = do(document, lambda db: initiatives.add_initiative(db, "MPP", "SG"))
    do(document, lambda db: initiatives.map_to_indicator(db, initiative, ladder.indicator))
    do(document, lambda db: initiatives.map_to_programme(db, initiative, ladder.programme))
    do(document, lambda db: rpjmd.delete_branch(db, "mission", ladder.mission))
    for table in ("mission", "goal", "objective", "programme", "indicator", "target", "ceiling", "indicator_mapping"):
        assert count(document, table) == 0, table
    assert (count(document, "planning_document"), count(document, "initiative")) == (1, 1)
    refused(document, lambda db: rpjmd.delete_branch(db, "mission", ladder.mission), "Misi ini sudah tidak ada")
