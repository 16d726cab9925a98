"""The flow misi – sasaran – dimension – initiative: what it ties, what it leaves loose, and how it is drawn."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.exports import Edition, palette
from gmsc_desktop.exports.charts import WIDTH, Chart
from gmsc_desktop.exports.flow import Flow, flow_of
from gmsc_desktop.exports.flow_chart import flow_chart
from gmsc_desktop.exports.shapes import Drawing, Line, Polygon, Rect, String
from gmsc_desktop.exports.svg import figure_of
from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.snapshot import from_json
from tests.demo_plan import plan
from tests.models.complete_plan import drop, the, titled
from tests.sample_initiatives import Tables, add
from tests.sample_plan import sample_tables

PAINTABLE = (Rect, Line, String, Polygon)


def flow(tables: Tables) -> Flow:
    return flow_of(Figures(from_json(tables), load()), 2026)


def chart(tables: Tables, width: float = WIDTH) -> Chart:
    return flow_chart(Edition.of(from_json(tables), revision_code="x", made_on=date(2026, 11, 21)), width)


def strings(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


def ribbons(drawing: Drawing) -> list[Polygon]:
    return [shape for shape in drawing.contents if isinstance(shape, Polygon)]


def many(count: int, dimension: str = "SG") -> Tables:
    """The sample plan with so many more initiatives of a dimension, each of which serves the first indicator."""
    tables = sample_tables()
    indicator = tables["indicator"][0]["id"]
    for number in range(count):
        row = add(tables, "initiative", f"n{number}", title=f"Layanan daring nomor {number}", dimension=dimension)
        tables["initiative"][-1]["state"] = "disetujui"
        add(tables, "indicator_mapping", row, initiative_id=row, indicator_id=indicator, strength="langsung")
    return tables


def test_a_tie_goes_by_indicator_by_programme_and_by_its_indicators() -> None:
    tables = sample_tables()
    tables["indicator_mapping"].clear()
    objective, programme = tables["objective"][0], tables["programme"][0]
    row = titled(tables, "Sang Sultan")["id"]
    below = add(tables, "indicator", "p", document_id=programme["document_id"], programme_id=programme["id"], text="x")
    add(tables, "indicator_mapping", "p", initiative_id=row, indicator_id=below, strength="pendukung")
    assert flow(tables).links == {(objective["id"], "SE"): (1, False)}
    add(tables, "programme_mapping", "q", initiative_id=row, programme_id=programme["id"], strength="langsung")
    assert flow(tables).links == {(objective["id"], "SE"): (1, True)}
    titled(tables, "Sang Sultan")["state"] = "ditolak"
    assert flow(tables).links == {}


def test_what_is_loose_is_told_by_state_and_sentence() -> None:
    tables = sample_tables()
    row = titled(tables, "Sang Sultan")
    drop(tables, "indicator_mapping", initiative_id=row["id"])
    states = {node.name: node.state for node in flow(tables).initiatives}
    assert states["Sang Sultan"] == "waiting"
    assert states["BOTAK (Tanpa Plastik)"] == "outside"
    objectives = {node.name: node.state for node in flow(tables).objectives}
    assert objectives["Terwujudnya tertib administrasi pertanahan"] == "unrelated"
    assert "belum dipetakan." in flow(tables).sentence
    told = chart(tables).table
    assert ["", "belum dipetakan", "Smart Economy", "Sang Sultan", ""] in told


def test_without_misi_the_flow_begins_with_tujuan() -> None:
    tables = sample_tables()
    tables["mission"].clear()
    for goal in tables["goal"]:
        goal["mission_id"] = None
    made = flow(tables)
    assert made.top_kind == "goal"
    assert {node.name for node in made.tops} == {goal["text"] for goal in tables["goal"]}
    assert chart(tables).title == "Dari tujuan ke inisiatif"


def test_a_sasaran_without_misi_is_not_lost() -> None:
    tables = sample_tables()
    tables["objective"][0]["goal_id"] = None
    made = flow(tables)
    assert len(made.objectives) == len(tables["objective"])
    assert made.tops[-1].name == "Tanpa misi"
    assert tables["objective"][0]["text"] in {node.name for node in made.objectives if node.parent == ""}


def test_the_drawing_is_shapes_inside_its_edges_with_letters_beside_colours() -> None:
    for width in (240.0, WIDTH, 900.0):
        made = flow_chart(Edition.of(plan(), revision_code="x", made_on=date(2026, 11, 21)), width)
        assert all(type(shape) in PAINTABLE for shape in made.drawing.contents)
        for shape in made.drawing.contents:
            if isinstance(shape, Rect):
                assert -0.1 <= shape.x <= shape.x + shape.width <= width + 0.1
                assert 0 <= shape.y <= shape.y + shape.height <= made.drawing.height
        assert {"Go", "Br", "Ec", "Li", "So", "En"} <= set(strings(made.drawing))


def test_boxes_of_a_column_never_lie_over_each_other() -> None:
    lonely = many(20, "SV")  # one initiative in each of the other dimensions: lower than the box of a dimension must be
    first = {row["dimension"]: row["id"] for row in reversed(lonely["initiative"])}
    rows = lonely["initiative"]
    lonely["initiative"] = [row for row in rows if row["dimension"] == "SV" or row["id"] in first.values()]
    for tables in (sample_tables(), many(1), many(40), lonely):
        made = chart(tables)
        columns: dict[float, list[tuple[float, float]]] = {}
        for door in made.doors:
            left, top, _wide, high = door.area
            columns.setdefault(round(left), []).append((top, top + high))
        assert len(columns) == 4
        for spans in columns.values():
            for (_top, end), (start, _end) in zip(sorted(spans), sorted(spans)[1:], strict=False):
                assert end <= start + 0.01


def test_direct_ribbons_are_filled_and_supporting_ones_outlined() -> None:
    tables = sample_tables()
    tint = palette.tint(load().dimensions[0].colour, palette.RIBBON)
    for row in tables["indicator_mapping"]:
        row["strength"] = "langsung"
    assert all(shape.fill is not None for shape in ribbons(chart(tables).drawing))
    fills = [shape.fill for shape in ribbons(chart(tables).drawing)]
    assert tint in fills
    for row in tables["indicator_mapping"]:
        row["strength"] = "pendukung"
    hollow = [shape for shape in ribbons(chart(tables).drawing) if shape.fill is None]
    assert len(hollow) == len(flow(tables).links)
    assert all(shape.dash for shape in hollow)


def test_forty_initiatives_are_all_named_and_two_hundred_are_counted() -> None:
    told = strings(chart(many(40)).drawing)
    assert all(any(f"nomor {number}" in text for text in told) for number in range(40))
    crowded = chart(many(200))
    assert any(text.startswith("dan ") and text.endswith(" inisiatif lain") for text in strings(crowded.drawing))
    assert crowded.drawing.height < 1100
    assert len(crowded.table) > 200


def test_every_part_that_stands_for_a_record_is_a_door_to_it() -> None:
    tables = sample_tables()
    doors = {(door.table, door.record_id) for door in chart(tables).doors}
    assert {("initiative", str(row["id"])) for row in tables["initiative"]} <= doors
    assert {("objective", str(row["id"])) for row in tables["objective"]} <= doors
    assert ("dimension", "SG") in doors


@pytest.mark.parametrize("empty", ["planning_document", "initiative"])
def test_a_plan_without_one_side_says_what_to_do(empty: str) -> None:
    tables = sample_tables()
    tables[empty].clear()
    made = chart(tables)
    assert made.sentence.endswith(".")
    assert "Isi dahulu" in made.sentence or "Tambahkan inisiatif" in made.sentence
    assert made.drawing.height > 0


def test_a_private_number_in_a_name_is_hidden() -> None:
    tables = sample_tables()
    the(tables, "initiative", title="Sang Sultan")["title"] = "Sultan 081234567890"
    made = chart(tables)
    assert "081234567890" not in " ".join(strings(made.drawing))
    assert "081234567890" not in " ".join(cell for row in made.table for cell in row)


def test_names_of_people_stay_text_in_svg() -> None:
    tables = sample_tables()
    titled(tables, "Sang Sultan")["title"] = "<script>x</script>"
    made = chart(tables)
    svg = figure_of(made.drawing, made.title, made.sentence, "alur")
    assert "<script>" not in str(svg)
