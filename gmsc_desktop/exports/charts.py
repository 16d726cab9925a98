"""Charts as drawings that paper, start page and screen all paint, each with its sentence and its table.

They are made of the few shapes of ``shapes``, so that any painter can walk them, and nothing heavy is brought in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gmsc_desktop.exports import faces, palette
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.shapes import Dash, Drawing, Line, Rect, Shape, String
from gmsc_desktop.models.figures import Fraction, Physical, YearMoney
from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _
from gmsc_desktop.values import format_number, format_percent, format_rupiah, format_rupiah_short

Measure = Callable[[str, float], float]
WIDTH = 467.0  # points: the text width of the A4 book
_TICK = (2.0, 12.0)
_ROW = 21.0  # points from one row of a dimension to the next


@dataclass(frozen=True, slots=True)
class Door:
    """A part of a drawing that stands for a record: what it is called, and its area in points from the upper left."""

    table: str
    record_id: str
    words: str
    area: tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, the finding in one sentence, and the numbers as rows with a heading: its accessible description."""

    code: str
    title: str
    drawing: Drawing
    sentence: str
    table: list[list[str]]
    doors: tuple[Door, ...] = ()


def string(
    x: float, y: float, text: str, *, size: float = 8, ink: str = palette.TEXT, font: str = faces.REGULAR,
    anchor: Literal["start", "middle", "end"] = "start",
) -> String:  # fmt: skip
    """One line of text; ``anchor`` is start, middle or end."""
    return String(x, y, text, font, size, ink, anchor)


def rect(
    x: float, y: float, wide: float, high: float, *, fill: str = "", edge: str = "", radius: float = 0, dash: Dash = ()
) -> Rect:
    """A box; without ``fill`` it is an outline, without ``edge`` it has none."""
    return Rect(x, y, wide, high, fill or None, edge or None, radius, dash=dash)


def fitted(make: Callable[[float], Chart], width: float, high: float) -> Chart:
    """A chart at most so wide and high: a taller one is drawn for a wider sheet, then set smaller; its doors go."""
    chart = make(width)
    if chart.drawing.height <= high:
        return chart
    chart = make(width * chart.drawing.height / high)
    share = min(high / chart.drawing.height, width / chart.drawing.width)
    return replace(chart, drawing=chart.drawing.at(share), doors=())


def tile(x: float, y: float, dimension: Dimension, size: float = 16) -> list[Shape]:
    """The two letters of a dimension on its colour."""
    middle = y + size / 2 - size * 0.17
    letters = string(
        x + size / 2, middle, dimension.mark, size=size * 0.52, ink=palette.ink_on(dimension.colour),
        font=faces.SEMIBOLD, anchor="middle",
    )  # fmt: skip
    return [rect(x, y, size, size, fill=dimension.colour, radius=size / 5), letters]


def paper_width(text: str, size: float) -> float:
    """How wide a line of text is on paper, in points."""
    from gmsc_desktop.exports import fonts

    return fonts.width(text, faces.REGULAR, size)


def money_chart(edition: Edition, width: float = WIDTH, measure: Measure = paper_width) -> Chart:
    """Per year: the master plan as outline, DPA or DPPA as light fill, realisation as full fill.

    ``measure`` tells how wide a line of text becomes: points, of a text in a size in points.
    """
    years = [edition.figures.money(year) for year in edition.snapshot.years]
    scale, unit = _unit([amount for year in years for amount in _amounts(year) if amount is not None])
    drawing = Drawing(width, 158)
    _legend(drawing, width, unit, measure)
    drawing.add(Line(0, 22, width, 22, palette.BORDER))
    top = max((amount or 0 for year in years for amount in _amounts(year)), default=0)
    for number, year in enumerate(years):
        _year_bars(drawing, year, (width * number / len(years), width / len(years)), 98 / top if top else 0, scale)
    title = _("Anggaran dan realisasi per tahun")
    return Chart("anggaran-per-tahun", title, drawing, _money_sentence(edition), _money_table(years))


def _amounts(year: YearMoney) -> tuple[int | None, int | None, int | None]:
    return year.plan.amount, year.latest.amount, year.spending.amount


def _unit(amounts: Sequence[int]) -> tuple[int, str]:
    largest = max(map(abs, amounts), default=0)
    steps = ((10**12, _("triliun rupiah")), (10**9, _("miliar rupiah")), (10**6, _("juta rupiah")))
    return next(((size, name) for size, name in steps if largest >= size), (1, _("rupiah")))


_LOOKS = (("", palette.ACCENT), (palette.tint(palette.ACCENT, 0.22), palette.ACCENT), (palette.ACCENT, palette.ACCENT))


def _legend(drawing: Drawing, width: float, unit: str, measure: Measure) -> None:
    names = (_("Rencana induk"), _("Pagu DPPA/DPA"), _("Realisasi"))
    x = width - sum(measure(name, 8) + 24 for name in names)
    drawing.add(string(0, 146, _("dalam {unit}").format(unit=unit), ink=palette.MUTED))
    for name, (fill, edge) in zip(names, _LOOKS, strict=True):
        drawing.add(rect(x + 10, 145.5, 8, 8, fill=fill, edge=edge))
        drawing.add(string(x + 22, 146, name, ink=palette.MUTED))
        x += measure(name, 8) + 24


def _year_bars(drawing: Drawing, year: YearMoney, place: tuple[float, float], high: float, scale: int) -> None:
    left, wide = place
    shown = [(amount, look) for amount, look in zip(_amounts(year), _LOOKS, strict=True) if amount is not None]
    bar = min(24.0, wide * 0.86 / max(len(shown), 1))
    x = left + wide / 2 - bar * len(shown) / 2
    size = min(8.0, bar / 2.3 + 0.6)
    for amount, (fill, edge) in shown:
        tall = max(amount * high, 0.4)
        drawing.add(rect(x + bar * 0.08, 22, bar * 0.84, tall, fill=fill, edge=edge))
        text = format_number(amount / scale, 1 if scale > 1 else 0)
        font = faces.SEMIBOLD if fill == edge else faces.REGULAR
        drawing.add(string(x + bar / 2, 22 + tall + 3, text, size=size, font=font, anchor="middle"))
        x += bar
    drawing.add(string(left + wide / 2, 8, str(year.year), size=9, anchor="middle"))


def _money_sentence(edition: Edition) -> str:
    money = edition.figures.money(edition.year)
    if money.spending.amount is None:
        whole = edition.figures.budget_of()
        if whole.amount is None:
            return _("Anggaran belum diisi.")
        return _("Anggaran rencana induk seluruhnya {amount}; realisasi belum diisi.").format(
            amount=format_rupiah_short(whole.amount)
        )
    name, base = (_("pagu"), money.latest.amount) if money.latest.amount else (_("rencana induk"), money.plan.amount)
    told = _("Realisasi {year} sebesar {amount}").format(
        year=money.year, amount=format_rupiah_short(money.spending.amount)
    )
    if base:
        share = format_percent(100 * money.spending.amount / base, 0)
        told = _("{told}, {share} dari {name} {base}").format(
            told=told, share=share, name=name, base=format_rupiah_short(base)
        )
    return _("{told}.").format(told=told) + _empty_note(money)


def _empty_note(money: YearMoney) -> str:
    notes = []
    if money.latest.empty:
        notes.append(_("Pagu {empty} program belum diisi.").format(empty=money.latest.empty))
    if money.spending.empty:
        notes.append(_("Realisasi {empty} program belum diisi.").format(empty=money.spending.empty))
    return "".join(f" {note}" for note in notes)


def _money_table(years: Sequence[YearMoney]) -> list[list[str]]:
    heading = [_("Tahun"), _("Rencana induk (Rp)"), _("Pagu DPA (Rp)"), _("Pagu DPPA (Rp)"), _("Realisasi (Rp)")]
    rows = [[str(y.year), *(_rupiah(t.amount) for t in (y.plan, y.budget, y.revised, y.spending))] for y in years]
    return [heading, *rows]


def _rupiah(amount: int | None) -> str:
    return "" if amount is None else format_rupiah(amount).replace("Rp", "")


def dimension_chart(edition: Edition, width: float = WIDTH) -> Chart:
    """Six aligned rows: keterlaksanaan as a fraction and a bar, physical realisation with its plan as a tick."""
    year, dimensions = edition.year, edition.reference.dimensions
    drawing = Drawing(width, 20 + _ROW * len(dimensions))
    columns = (148.0, width - 180)
    for x, text in zip(columns, (_("Keterlaksanaan"), _("Realisasi fisik dan rencana (garis tegak)")), strict=True):
        drawing.add(string(x, drawing.height - 10, text, ink=palette.MUTED))
    table = [[_("Dimensi"), _("Keterlaksanaan {year}").format(year=year), _("Realisasi fisik"), _("Rencana fisik")]]
    for number, dimension in enumerate(dimensions):
        y = drawing.height - 36 - _ROW * number
        rate, physical = edition.figures.rate(year, dimension.code), edition.figures.physical(year, dimension.code)
        _dimension_row(drawing, dimension, rate, physical, (y, *columns))
        share = [_percent(physical.percent), _percent(physical.planned)]
        table.append([dimension.label, rate.sentence, *share])
    title = _("Keterlaksanaan dan realisasi fisik {year}").format(year=year)
    return Chart("dimensi", title, drawing, edition.figures.rate_sentence(year), table)


def _dimension_row(
    drawing: Drawing, dimension: Dimension, rate: Fraction, physical: Physical, place: tuple[float, float, float]
) -> None:
    y, left, right = place
    for shape in tile(0, y, dimension):
        drawing.add(shape)
    drawing.add(string(23, y + 5, dimension.label, size=9, font=faces.SEMIBOLD))
    told = f"{rate.part}/{rate.whole}" if rate.whole else "–"
    drawing.add(string(left + 24, y + 5, told, size=9, anchor="end"))
    if rate.percent is not None:
        _bar(drawing, (left + 32, y + 5), 84, rate.percent, dimension)
    drawing.add(string(right + 34, y + 5, _percent(physical.percent) or "–", size=9, anchor="end"))
    if physical.percent is not None or physical.planned is not None:
        _bar(drawing, (right + 42, y + 5), 136, physical.percent or 0, dimension)
    if physical.planned is not None:
        tick = right + 42 + 136 * min(physical.planned, 100) / 100
        drawing.add(rect(tick - _TICK[0], y + 8 - _TICK[1] / 2, _TICK[0] * 2, _TICK[1], fill=palette.WHITE))
        drawing.add(rect(tick - _TICK[0] / 2, y + 8 - _TICK[1] / 2, *_TICK, fill=palette.TEXT))


def _bar(drawing: Drawing, place: tuple[float, float], wide: float, percent: float, dimension: Dimension) -> None:
    x, y = place
    drawing.add(rect(x, y, wide, 6, fill=palette.LINE))
    if percent > 0:
        drawing.add(rect(x, y, wide * min(percent, 100) / 100, 6, fill=dimension.colour))


def _percent(value: float | None) -> str:
    return "" if value is None else format_percent(value, 0)


def budget_chart(edition: Edition, width: float = WIDTH) -> Chart:
    """The master plan's budget of each dimension over all years, as horizontal bars with the amount beside."""
    dimensions = edition.reference.dimensions
    totals = [edition.figures.budget_of(dimension.code) for dimension in dimensions]
    top = max((whole.amount or 0 for whole in totals), default=0)
    drawing = Drawing(width, _ROW * len(dimensions))
    for number, (dimension, whole) in enumerate(zip(dimensions, totals, strict=True)):
        y = drawing.height - 18 - _ROW * number
        for shape in tile(0, y, dimension):
            drawing.add(shape)
        drawing.add(string(23, y + 5, dimension.label, size=9, font=faces.SEMIBOLD))
        long = (width - 230) * (whole.amount or 0) / top if top else 0
        if long:
            drawing.add(rect(148, y + 3, long, 10, fill=dimension.colour))
        told = "–" if whole.amount is None else format_rupiah_short(whole.amount)
        drawing.add(string(148 + long + 6, y + 5, told, size=9))
    rows = [[d.label, _rupiah(t.amount)] for d, t in zip(dimensions, totals, strict=True)]
    whole = edition.figures.budget_of()
    amount = _("belum diisi") if whole.amount is None else format_rupiah_short(whole.amount)
    sentence = _("Anggaran rencana induk {period} seluruhnya {amount}.").format(period=edition.period, amount=amount)
    title = _("Anggaran rencana induk per dimensi")
    return Chart("anggaran-per-dimensi", title, drawing, sentence, [[_("Dimensi"), _("Anggaran (Rp)")], *rows])


CHARTS: tuple[Callable[[Edition], Chart], ...] = (dimension_chart, money_chart, budget_chart)
