"""What each column of a table of initiatives means, by its heading and, where that says too little, by its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from gmsc_desktop.exchange.initiatives.schedule import period_column
from gmsc_desktop.exchange.initiatives.words import horizon_in, is_no_tick, is_tick, value_of, value_within
from gmsc_desktop.exchange.sheets import Cell, Kind, fold
from gmsc_desktop.exchange.tabular.dimensions import dimension_in
from gmsc_desktop.exchange.tabular.figures import is_amount
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.layout import Column, Layout, Values, with_blocks
from gmsc_desktop.exchange.tabular.mapping_file import MappingKind
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary, ordinal_in, words, year_in, years_in

# What a column may be said to mean, by a person too. Those with a year hold one year's figure or mark.
MEANINGS = (
    "title", "names", "code", "dimension", "subdimension", "description", "background", "objective", "output", "impact",
    "agency", "supporting", "partner", "indicator", "unit", "baseline", "target", "end_target", "money", "total_money",
    "funding", "years", "year_start", "year_end", "year_tick", "period_tick", "horizon", "quick_win", "kind", "form",
    "state", "step",
    "initiative_code", "rpjmd_programme", "rpjmd_objective", "rpjmd_indicator", "outside_reason", "source", "note",
    "number", "ignored",
)  # fmt: skip
DATED = frozenset(("target", "money", "baseline", "year_tick", "quick_win", "names"))
# One column may be that of one dimension, horizon or source of money alone: its ``levels`` has the code.
_CODES = (
    "SG", "SB", "SE", "SL", "SS", "SV", "pendek", "menengah", "panjang", "apbd", "apbd_prov", "apbn", "desa", "csr",
    "kpbu", "swasta", "lainnya", "quick_win", "bulan", "triwulan", "semester",
)  # fmt: skip
MAPPING = MappingKind(MEANINGS, _CODES, "initiatives")

_NAMES = ("title", "programme", "activity", "step", "quick_win")  # what may name an initiative, the surest first
QUICK_WIN = "quick_win"  # the level of a title that names quick wins
_TELLING = frozenset((
    "dimension", "dimension_tick", "subdimension", "description", "agency", "supporting", "years", "year_start",
    "money",
    "target", "quick_win", "horizon", "horizon_tick", "output", "impact", "indicator", "form", "kind", "funding",
    "objective", "background", "total_money", "partner", "state",
))  # fmt: skip
_OF_ITS_OWN = frozenset(("target", "money", "baseline", "quick_win", "end", "funding_tick"))  # may stand over a year
_BY_CELLS = ("kind", "form", "state", "horizon")  # told apart by what their cells say
_RPJMD = {"programme": "rpjmd_programme", "title": "rpjmd_programme", "objective": "rpjmd_objective",
          "indicator": "rpjmd_indicator"}  # fmt: skip
_RUNS = frozenset(("money", "target", "year_tick", "year"))
_ORDINAL_ALONE = re.compile(r"[Tt][- +]?([1-9]|10)")  # "T1", "T+1"
_MOST_ABOVE = 12  # rows of a letterhead
_SHORT_ORDINAL = 4  # letters
_LARGE = 100_000  # a figure above which a column without a word is money
_SURE = 0.6  # of the cells of a column that say the same kind of thing
_SINGLE = frozenset((
    "title", "dimension", "code", "number", "subdimension", "objective", "years", "year_start", "year_end", "kind",
    "form", "state", "unit",
))  # fmt: skip


def is_table(names: Set[str], years: Set[int]) -> bool:
    """Whether a heading is that of a table of initiatives: something that names them, and something about them."""
    named = names & set(_NAMES)
    if not named:  # a matrix whose cells are the names, by dimension and horizon or year
        return "dimension" in names and ("horizon_tick" in names or len(years) >= 2)
    about = len(names & _TELLING) + bool(years)
    surely = bool(names & {"title", "number"})
    return bool(named) and (about >= 2 or (surely and about >= 1))


def read_layout(header: Header, vocabulary: Vocabulary, values: Values) -> Layout:
    """The meaning of every column of a heading; ``values`` gives the cells below a column."""
    columns = [_column(index, path, vocabulary) for index, path in enumerate(header.paths)]
    columns = [_period(_by_cells(column, values), header.paths[column.index], values) for column in columns]
    columns = _years(_under_one_heading(columns, header), values, speaks_of_money(header, vocabulary, columns))
    columns = _named(columns, values)
    if not any(column.meaning == "title" for column in columns):
        columns = _names_in_cells(columns, values)
    return _settled(_offices(columns))


def _names_in_cells(columns: list[Column], values: Values) -> list[Column]:
    """Without a column of names those of horizons and years hold them, where their cells are words."""
    return [
        replace(column, meaning="names")
        if column.meaning in {"horizon", "year_tick", "target"} and _holds_names(column, values)
        else column
        for column in columns
    ]


def _column(index: int, path: Sequence[str], vocabulary: Vocabulary) -> Column:
    header = " / ".join(path)
    told = [vocabulary.meaning(text) for text in reversed(path)]
    names = [one.name for one in told if one is not None and one.name != "group"]
    year = next((found for text in reversed(path) if (found := year_in(text))), None)
    ordinal = next((found for text in reversed(path) if (found := ordinal_in(text)) is not None), None)
    if ordinal is None and len(path) > 1 and len(path[-1]) <= _SHORT_ORDINAL:  # "TAHUN" over "I", "II" …
        ordinal = ordinal_in(" ".join(path[-2:]))
    if ordinal is None and path and (short := _ORDINAL_ALONE.fullmatch(path[-1].strip())):
        ordinal = int(short[1])
    if year or ordinal:
        own = next((name for name in names if name in _OF_ITS_OWN), "")
        code = value_within("funding", path[-1]) if own == "funding_tick" else ""
        if own == "funding_tick":
            own = "money"
        if not own and names and names[0] in {"year_start", "year_end", "indicator", "note", "unit", "total_money"}:
            own = names[0] if names[0] != "indicator" else "target"
        return Column(index, header, own or "year", (code,) if code else (), year, ordinal)
    if not names:
        return Column(index, header, "")
    meaning, upper = names[0], set(names[1:])
    plain = f" {words(header)} "
    if " rpjmd " in plain or (upper & {"rpjmd_programme", "rpjmd_objective", "rpjmd_indicator"}):
        meaning = _RPJMD.get(meaning, meaning)
    if meaning in {"output", "impact"} and "indicator" in upper:
        meaning = "indicator"
    if meaning == "end":
        meaning = "end_target"
    if meaning.endswith("_tick"):
        return _one_code(index, header, path, meaning, upper)
    return Column(index, header, meaning)


def _one_code(index: int, header: str, path: Sequence[str], meaning: str, upper: Set[str]) -> Column:
    """A column that stands for one dimension, horizon or source of money."""
    if meaning == "dimension_tick":
        return Column(index, header, "dimension", (dimension_in(path[-1]),))
    if meaning == "horizon_tick":
        return Column(index, header, "horizon", (horizon_in(path[-1]),))
    code = value_within("funding", path[-1])
    return Column(index, header, "money" if "money" in upper else "funding", (code,) if code else ())


# -- by what the cells say


def _texts(column: Column, values: Values) -> list[str]:
    return [fold(cell.text) for cell in values(column.index) if cell.kind is Kind.TEXT and not is_no_tick(cell)]


def _share(texts: Sequence[str], known: Iterable[bool]) -> float:
    return sum(known) / len(texts) if texts else 0.0


def _by_cells(column: Column, values: Values) -> Column:
    """ "Status", "Jenis" and "Kategori" head many things: the cells say which; a source of money may have amounts."""
    if column.meaning == "funding" and column.levels:
        sums = any(
            is_amount(cell.text) or (cell.kind is Kind.NUMBER and (cell.number or 0) > 1)
            for cell in values(column.index)
        )
        return replace(column, meaning="money") if sums else column
    if column.meaning == "years" and _is_ticked(column, values):  # months of a year, a column for each
        return replace(column, meaning="ignored")
    if column.meaning not in {*_BY_CELLS, ""} or column.levels:
        return column
    texts = _texts(column, values)
    shares = {
        group: _share(texts, (bool(value_of(group, text)) for text in texts)) for group in ("kind", "form", "state")
    }
    shares["horizon"] = _share(texts, (bool(horizon_in(text)) for text in texts))
    shares["dimension"] = _share(texts, (bool(dimension_in(text)) for text in texts))
    shares["funding"] = (
        _share(texts, (bool(value_of("funding", text)) for text in texts)) if not column.meaning else 0.0
    )
    if shares.get(column.meaning, 0.0) >= _SURE:
        return column
    best = max(shares, key=lambda name: shares[name])
    enough = shares[best] >= _SURE and (column.meaning or len(texts) >= 2)
    return replace(column, meaning=best) if enough else column


def _period(column: Column, path: Sequence[str], values: Values) -> Column:
    """A month or quarter whose cells are ticked, or empty as where their colour tells, is one of a schedule."""
    if column.meaning not in {"ignored", "year", "years", ""} or not path:
        return column
    cells = [cell for cell in values(column.index) if not is_no_tick(cell)]
    if cells and not all(is_tick(cell) for cell in cells):
        return column
    return period_column(column.index, column.header, path, column.year) or column


def _is_ticked(column: Column, values: Values) -> bool:
    cells = [cell for cell in values(column.index) if not is_no_tick(cell)]
    return bool(cells) and sum(is_tick(cell) for cell in cells) >= _SURE * len(cells)


def _under_one_heading(columns: list[Column], header: Header) -> list[Column]:
    """Where merged cells were lost, "Anggaran" stands over the first of its years alone: the others have it too."""
    made: list[Column] = []
    for column in columns:
        before = made[-1] if made else None
        follows = before is not None and _follows(column, before) and len(header.paths[column.index]) == 1
        if before is not None and follows and column.meaning == "year" and before.meaning in _RUNS:
            made.append(replace(column, meaning=before.meaning, levels=before.levels))
        else:
            made.append(column)
    return made


def _follows(column: Column, before: Column) -> bool:
    """Whether a column has a later year than the one on its left."""
    if column.year and before.year:
        return column.year > before.year
    return bool(column.ordinal and before.ordinal and column.ordinal > before.ordinal)


def speaks_of_money(header: Header, vocabulary: Vocabulary, columns: Iterable[Column]) -> bool:
    """Whether the letterhead says that the figures of a table are sums, or a column what they come to."""
    rows = [header.sheet.row(number) for number in range(max(0, header.top - _MOST_ABOVE), header.top)]
    texts = [cell.folded for row in rows for cell in row.values() if cell.kind is Kind.TEXT and len(cell.text) < 200]
    units = [phrase for listed in vocabulary.raw["thousands"].values() for phrase in listed if phrase.isalpha()]
    told = {word for text in texts for word in words(text).split()}
    return bool(told & {"rp", "rupiah", "pendanaan", "anggaran", "pagu", *units}) or any(
        column.meaning == "total_money" for column in columns
    )


def _years(columns: list[Column], values: Values, moneyed: bool) -> list[Column]:
    """Columns whose heading is a year alone: ticks, money, or targets where there is an indicator; each run of years
    is one of them."""
    columns = [
        replace(column, meaning="funding") if column.meaning == "year" and _names_sources(column, values) else column
        for column in columns
    ]
    runs: list[list[Column]] = []
    for column in columns:
        if column.meaning == "year":
            if runs and runs[-1][-1].index == column.index - 1 and _follows(column, runs[-1][-1]):
                runs[-1].append(column)
            else:
                runs.append([column])
    measured = any(column.meaning == "indicator" for column in columns)
    told = {
        column.index: meaning for run in runs for meaning in [_of_run(run, values, measured, moneyed)] for column in run
    }
    return [replace(column, meaning=told.get(column.index, column.meaning)) for column in columns]


def _names_sources(column: Column, values: Values) -> bool:
    """Whether the cells of a year say where its money comes from."""
    texts = _texts(column, values)
    return bool(texts) and _share(texts, (bool(value_of("funding", text)) for text in texts)) >= _SURE


def _of_run(run: Sequence[Column], values: Values, measured: bool, moneyed: bool) -> str:
    cells = [cell for column in run for cell in values(column.index) if not is_no_tick(cell)]
    numbers = [abs(cell.number) for cell in cells if cell.number is not None]
    if numbers and sum(number >= _LARGE for number in numbers) > len(cells) / 2:
        return "money"
    ticked = sum(is_tick(cell) for cell in cells)
    if moneyed and not measured and len(numbers) > len(cells) / 2 and ticked < len(cells) / 2:
        return "money"
    return "target" if cells and ticked < 0.8 * len(cells) and measured else "year_tick"


def _named(columns: list[Column], values: Values) -> list[Column]:
    """One column names the initiatives; a further "Program" is that of the RPJMD, a further "Kegiatan" a step."""
    present = [name for name in _NAMES if any(column.meaning == name for column in columns)]
    if not present:
        return columns
    chosen = next(column for column in columns if column.meaning == present[0])
    if chosen.meaning == QUICK_WIN and not _holds_names(chosen, values):
        return columns
    made = []
    for column in columns:
        meaning = column.meaning
        if column.index == chosen.index:
            made.append(replace(column, meaning="title", levels=(QUICK_WIN,) if meaning == QUICK_WIN else ()))
            continue
        if meaning in {"programme", "title"}:
            meaning = "rpjmd_programme" if meaning == "programme" else "second"
        elif meaning == "activity":
            meaning = "step"
        made.append(replace(column, meaning=meaning))
    return made


def _holds_names(column: Column, values: Values) -> bool:
    """Whether the cells are words, not ticks and years."""
    texts = [text for text in _texts(column, values) if not is_tick(Cell(text)) and not years_in(text)]
    return len(texts) > sum(not is_no_tick(cell) for cell in values(column.index)) / 2


def _offices(columns: list[Column]) -> list[Column]:
    """Of several columns of offices the first has those that are responsible."""
    first = next((column.index for column in columns if column.meaning == "agency"), None)
    return [
        replace(column, meaning="supporting") if column.meaning == "agency" and column.index != first else column
        for column in columns
    ]


def _settled(columns: list[Column]) -> Layout:
    """One column of each meaning that has but one value; of a target without a year that of the end."""
    remarks: list[tuple[str, int]] = []
    taken: set[tuple[object, ...]] = set()
    made: list[Column] = []
    parted = any(column.meaning == "money" for column in columns)
    for column in columns:
        meaning = column.meaning
        if meaning == "total_money" and not parted:  # nothing that it is the total of
            meaning, parted = "money", True
        if meaning == "target" and column.year is None and column.ordinal is None:
            meaning = "end_target"
            remarks.append(("target-without-year", column.index))
        key = (meaning, column.levels, column.year, column.ordinal)
        if meaning == "second" or ((meaning in _SINGLE or meaning == "money") and key in taken):
            remarks.append(("second-column", column.index))
            meaning = "ignored"
        taken.add(key)
        made.append(replace(column, meaning=meaning))
    return Layout(tuple(with_blocks(made)), tuple(remarks))


def with_answers(layout: Layout, answers: Mapping[int, Column]) -> Layout:
    """The layout with columns as a person has them; what they name as the title is the only one."""
    titled = any(column.meaning == "title" for column in answers.values())
    columns = []
    for column in layout.columns:
        told = answers.get(column.index)
        if told is None and titled and column.meaning == "title":
            told = replace(column, meaning="")
        columns.append(told or column)
    return _settled(columns)


def cell_says(cell: Cell | None) -> str:
    """The text of a cell with its lines, "" where it holds nothing but a dash."""
    return "" if cell is None or is_no_tick(cell) else cell.text
