"""Charts: shapes that any painter knows, values on the bars, letters beside colours, a sentence and a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gmsc_desktop.exports import Edition, palette
from gmsc_desktop.exports.charts import CHARTS, WIDTH, Chart, budget_chart, dimension_chart, money_chart
from gmsc_desktop.exports.shapes import Drawing, Line, Rect, Shape, String
from gmsc_desktop.models.snapshot import from_json
from tests.exports.editions import edition
from tests.sample_plan import sample_tables

Make = Callable[[Edition], Chart]
PAINTABLE = (Rect, Line, String)


def shapes(drawing: Drawing) -> Iterator[Shape]:
    yield from drawing.contents


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in shapes(drawing) if isinstance(shape, String)]


@pytest.mark.parametrize("make", CHARTS)
def test_a_chart_is_shapes_a_sentence_and_a_table(make: Make) -> None:
    chart = make(edition())
    assert all(type(shape) in PAINTABLE for shape in shapes(chart.drawing))
    assert chart.sentence.endswith(".")
    heading, *rows = chart.table
    assert rows
    assert all(len(row) == len(heading) for row in rows)
    for shape in shapes(chart.drawing):
        if isinstance(shape, Rect):
            assert 0 <= shape.x <= shape.x + shape.width <= WIDTH + 0.1
            assert 0 <= shape.y <= shape.y + shape.height <= chart.drawing.height


@pytest.mark.parametrize("make", [dimension_chart, budget_chart])
def test_every_series_carries_its_letters(make: Make) -> None:
    told = texts(make(edition()).drawing)
    assert {"Go", "Br", "Ec", "Li", "So", "En"} <= set(told)


def test_what_runs_is_not_told_as_done() -> None:
    chart = dimension_chart(edition())
    assert chart.sentence == edition().figures.rate_sentence(2026)
    assert chart.sentence.endswith("%, berjalan atau terlaksana.")


def test_money_is_written_on_its_bars() -> None:
    chart = money_chart(edition())
    told = texts(chart.drawing)
    assert {"4,1", "3,9", "3,8", "6,4", "6,2", "2,8", "dalam miliar rupiah", "2029"} <= set(told)
    assert chart.table[1] == ["2025", "4.070.000.000", "3.930.000.000", "590.000.000", "3.790.000.000"]
    assert chart.sentence.startswith("Realisasi 2026 sebesar Rp2,8\u00a0M, 45\u00a0% dari pagu Rp6,2\u00a0M.")
    assert "Realisasi 1 program belum diisi." in chart.sentence


def test_plan_is_an_outline_and_realisation_is_filled() -> None:
    bars = [shape for shape in shapes(money_chart(edition()).drawing) if isinstance(shape, Rect) and shape.height > 10]
    outlined = [bar for bar in bars if bar.fill is None]
    filled = [bar for bar in bars if bar.fill == palette.ACCENT]
    assert (len(outlined), len(filled)) == (5, 2)
    assert all(bar.edge is not None for bar in outlined)


def test_the_plan_stands_as_a_tick_on_physical_realisation() -> None:
    chart = dimension_chart(edition())
    assert "89\u00a0%" in texts(chart.drawing)
    assert "2/2" in texts(chart.drawing)
    ticks = [s for s in shapes(chart.drawing) if isinstance(s, Rect) and (s.width, s.height) == (2.0, 12.0)]
    assert len(ticks) == 5  # one dimension has no plan of steps for the year
    assert chart.table[1] == ["Smart Governance", "2 dari 2 program, 100\u00a0%", "89\u00a0%", "75\u00a0%"]


def test_a_year_without_reports_shows_no_bar() -> None:
    tables = sample_tables()
    for name in ("progress_year", "progress_entry", "progress_value", "initiative_budget"):
        tables[name] = []
    nothing = edition(from_json(tables))
    assert money_chart(nothing).sentence == "Anggaran belum diisi."
    assert not [
        shape for shape in shapes(money_chart(nothing).drawing) if isinstance(shape, Rect) and shape.height > 10
    ]
    assert money_chart(nothing).table[1] == ["2025", "", "", "", ""]


def test_eleven_years_still_fit() -> None:
    tables = sample_tables()
    tables["plan"][0] |= {"period_start": 2025, "period_end": 2035}
    drawing = money_chart(edition(from_json(tables))).drawing
    assert {str(year) for year in range(2025, 2036)} <= set(texts(drawing))
    assert max(s.x + s.width for s in shapes(drawing) if isinstance(s, Rect)) <= WIDTH
