"""Ringkasan as a person uses it: every number leads to its records, findings jump, the chart has its table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from gmsc_desktop import paths
from gmsc_desktop.exports import palette
from gmsc_desktop.exports.charts import Chart, rect
from gmsc_desktop.exports.shapes import Drawing, Line, Polygon, String
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.text import set_language
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.chart_view import ChartView
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.overview import OverviewPage
from gmsc_desktop.ui.session import Session
from tests.ui.conftest import OpenWindow


@pytest.fixture
def page(window: MainWindow) -> OverviewPage:
    window.show_page("overview")
    page = window.pages["overview"]
    assert isinstance(page, OverviewPage)
    page.checking.ask("bimtek-2", 2026)
    return page


def shown(page: OverviewPage, row: int, key: str) -> str:
    place = page.grid.rows.column_place(key)
    return str(page.grid.rows.index(row, place).data(Qt.ItemDataRole.DisplayRole))


def put(page: OverviewPage, row: int, key: str) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.grid.rows.index(row, page.grid.rows.column_place(key)))


def test_six_rows_show_the_numbers_of_the_figures(page: OverviewPage) -> None:
    figures, dimensions = page.session.figures, page.session.pack.dimensions
    assert [row.id for row in page.grid.rows.shown] == [dimension.code for dimension in dimensions]
    for place, dimension in enumerate(dimensions):
        assert shown(page, place, "initiatives") == str(len(figures.of_dimension(dimension.code)))
        rate = figures.rate(page.year, dimension.code)
        assert shown(page, place, "rate") == (f"{rate.part} dari {rate.whole}" if rate.whole else "")
    assert page.facts.text().endswith(f"keterlaksanaan {figures.rate(page.year).sentence}")
    assert "Keterlaksanaan" in [column.title for column in page.grid.rows.columns]


def test_a_number_opens_its_records_by_key_and_by_click(window: MainWindow, page: OverviewPage) -> None:
    put(page, 1, "initiatives")
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert window.page.key == "initiatives"
    rows = getattr(window.page, "grid").rows.shown  # noqa: B009  # the page's own table
    assert rows
    assert {row.dimension for row in rows} == {page.session.pack.dimensions[1].code}
    window.show_page("overview")
    index = page.grid.rows.index(0, page.grid.rows.column_place("rate"))
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=QRect(page.grid.visualRect(index)).center())
    assert window.page.key == "progress"


def test_the_worst_findings_stand_first_and_jump(window: MainWindow, page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.checking.at is not None, timeout=10_000)
    rows = page.next.rows.shown
    weights = [row.weight for row in rows]
    assert weights == sorted(weights)
    assert page.strip.musts.text() == f"{weights.count('must')} wajib"
    assert page.strip.warnings.text() == f"{weights.count('warning')} peringatan"
    place = next(at for at, row in enumerate(rows) if row.page not in {"", "overview"})
    page.next.setFocus()
    page.next.setCurrentIndex(page.next.rows.index(place))
    QTest.keyClick(page.next, Qt.Key.Key_Return)
    assert window.page.key == rows[place].page


@pytest.mark.parametrize("size", [(1366, 697), (1093, 545)])
def test_what_comes_next_is_told_in_whole_sentences(
    window: MainWindow, page: OverviewPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    qtbot.waitUntil(lambda: page.checking.at is not None, timeout=10_000)
    qtbot.waitUntil(lambda: page.next.width() > 200)
    page.next.doItemsLayout()
    heights = set()
    for place, row in enumerate(page.next.rows.shown):
        rect = page.next.visualRect(page.next.rows.index(place))
        words = QRect(0, 0, rect.width() - 73, 1000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        needed = QFontMetrics(theme.font(14)).boundingRect(words, wrap, row.sentence).height()
        assert rect.height() >= needed + QFontMetrics(theme.font(13)).height(), row.sentence
        heights.add(rect.height())
    assert len(heights) > 1, "a short sentence takes no more room than it needs"


def test_another_stage_is_asked_for_in_the_strip(page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.checking.at is not None, timeout=10_000)
    QTest.mouseClick(page.strip.stages["bimtek-3"], Qt.MouseButton.LeftButton)
    assert page.checking.purpose == "bimtek-3"
    assert "tahap sekarang" in page.strip.stages["bimtek-3"].accessibleName()
    assert "tahap sekarang" not in page.strip.stages["bimtek-2"].accessibleName()
    qtbot.waitUntil(lambda: page.checking.at is not None, timeout=10_000)


def test_the_chart_tells_its_sentence_and_shows_its_table(page: OverviewPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.chart.view.chart is not None)
    chart = page.chart.view.chart
    assert chart is not None
    assert page.chart.view.accessibleDescription() == chart.sentence == page.chart.sentence.text()
    page.chart.view.setFocus()
    QTest.keyClick(page.chart.view, Qt.Key.Key_T)
    table = page.chart.table
    assert table is not None
    assert table.isVisible()
    assert [list(row.cells) for row in table.rows.shown] == chart.table[1:]
    QTest.keyClick(table, Qt.Key.Key_T)
    assert page.chart.view.isVisible()


def test_a_plan_without_initiatives_says_how_to_begin(
    document: Document, page: OverviewPage, window: MainWindow
) -> None:
    from gmsc_desktop.models.editing import delete

    with document.change("Kosongkan") as db:
        for row in page.session.snapshot.all(Initiative):
            delete(db, "initiative", row.id)
    assert {shown(page, place, "initiatives") for place in range(6)} == {"0"}
    assert "Belum ada inisiatif" in page.facts.text()


def test_every_shape_is_painted_in_the_colours_of_the_theme(open_window: OpenWindow, qtbot: QtBot) -> None:
    drawing = Drawing(200, 100)
    drawing.add(rect(0, 80, 20, 20, fill=palette.ACCENT))
    drawing.add(Polygon((100, 0, 140, 0, 140, 40, 100, 40), fill=palette.ACCENT))
    drawing.add(Line(0, 30, 40, 30, palette.ACCENT, 4))
    drawing.add(String(100, 80, "WWW", size=14, ink=palette.TEXT))
    window = QMainWindow()
    qtbot.addWidget(window)
    view = ChartView()
    window.setCentralWidget(view)
    window.resize(340, 200)
    view.set_chart(lambda _width: Chart("uji", "Uji", drawing, "Satu kalimat.", [["A"], ["1"]]))
    window.show()
    picture = view.grab().toImage()
    wanted = theme.colour("accent").rgb()
    for x, y in ((10, 90), (120, 20), (20, 30)):
        place = (round(4 + x * view.scale), round(4 + (100 - y) * view.scale))
        assert picture.pixelColor(*place).rgb() == wanted, (x, y)
    inked = {picture.pixelColor(x, y).rgb() for x in range(154, 200) for y in range(18, 34)}
    assert theme.colour("text").rgb() in inked


@pytest.fixture(params=["id", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param, paths.resource("locale"))
    yield request.param
    set_language("id")


def test_no_column_of_the_six_rows_is_cut_in_any_window_and_size_of_text(
    spoken: str, app: QApplication, session: Session, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(session)
    window.show_page("overview")
    page = window.page
    assert isinstance(page, OverviewPage)
    grid, beside = page.grid, set()

    def fits() -> bool:
        columns = sum(grid.columnWidth(place) for place in range(grid.rows.columnCount()))
        return grid.whole_width() <= columns <= grid.viewport().width() and page.next.width() > 200

    for percent in theme.TEXT_SIZES:
        theme.apply(app, "light", percent)
        for size in ((1024, 520), (1093, 545), (1366, 697)):
            window.resize(*size)
            qtbot.waitUntil(fits, timeout=2_000)
            assert grid.whole_width() > theme.px(600)
            beside.add(page.next.mapTo(page, QPoint()).y() < grid.mapTo(page, QPoint()).y() + grid.height() // 2)
    assert beside == {True, False}
    theme.apply(app, "light", 100)
