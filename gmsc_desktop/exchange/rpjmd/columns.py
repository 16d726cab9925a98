"""What each column of a table means: its level, its year, and the indicator column that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd.column_order import (
    counted_from_n,
    groups_above,
    sums_beside_targets,
    sums_of_levels,
    units_behind_figures,
    without_parts_of_a_year,
    without_second_half,
    without_wider_document,
    without_years_as_values,
)
from gmsc_desktop.exchange.rpjmd.column_years import (
    counted_without_word,
    period_start,
    realised_by_title,
    year_of_title,
    years_in_rows,
    years_without_word,
)
from gmsc_desktop.exchange.rpjmd.guessing import guessed
from gmsc_desktop.exchange.rpjmd.ladder import leading_code
from gmsc_desktop.exchange.rpjmd.levels import levels_in
from gmsc_desktop.exchange.rpjmd.row_columns import kinds_in_rows, levels_in_rows
from gmsc_desktop.exchange.rpjmd.settling import (
    BARE_YEAR,
    amended_years,
    before_the_period,
    own_targets,
    settle_figures,
    sums_of_sources,
    without_changes,
)
from gmsc_desktop.exchange.rpjmd.spread import (
    indicators_without_word,
    spread_indicators,
    ticked_agencies,
    without_yes_and_no,
)
from gmsc_desktop.exchange.rpjmd.tree import LEVELS
from gmsc_desktop.exchange.sheets import Kind, fold
from gmsc_desktop.exchange.tabular.agencies import agency_heads
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.layout import Column, Layout, Values, with_blocks
from gmsc_desktop.exchange.tabular.vocabulary import (
    LADDER,
    Meaning,
    Vocabulary,
    in_full,
    ordinal_below,
    ordinal_in,
    words,
    year_in,
)

# What a column may be said to mean, by a person too. Those with a year hold one year's figure.
MEANINGS = (
    *LEVELS[:8], "programme", "activity", "sub_activity", LADDER, "outcome", "code", "indicator", "unit", "agency",
    "baseline", "target", "money", "end_target", "end_money", "number", "source", "location", "note", "direction",
    "row_year", "row_level", "row_kind", "agency_tick", "ignored",
)  # fmt: skip
_CODE_PIECE = re.compile(r"[0-9X]{1,4}(?:[.,:][0-9X]{1,4})*[.]?", re.IGNORECASE)
_LEVELS = frozenset(("vision", "mission", "goal", "objective", "programme", "activity", "affair", "field", "ladder"))
_FIGURES = frozenset(("target", "money", "baseline", "end", "unit"))
_IDENTITY = re.compile(r"id \w")  # "id_indikator" of a database holds no indicator
_CODE_OF = re.compile(r"kode \w[^/]*$")  # "kode_capaian" holds no condition
_CODED = frozenset(("baseline", "target", "money", "indicator", "unit", "end"))
_RATE = re.compile(r"(?:capaian|realisasi)\b(?!.*\bawal\b)")  # "Capaian Kinerja (%)": how much of a target was reached
_RATIO = re.compile(r"(?:rasio|tingkat|persentase) capaian\b")
_SAME_LEVELS = frozenset((*LEVELS, "ladder"))
_PLAN_LEVELS = frozenset(("vision", "mission", "goal", "objective", "strategy", "policy"))


def is_table(names: Set[str], years: Set[int]) -> bool:
    """Whether a heading is that of a table of targets: a level or an indicator, figures, three meanings at least.

    Three levels of a plan above its programmes make one without figures, too (T-C.26, table 6.1).
    """
    figures = names & _FIGURES or years or len(names & _PLAN_LEVELS) >= 3
    told = len(names) + bool(years)
    return bool((names & _LEVELS or "indicator" in names) and told >= 3 and (figures or "indicator" in names))


def read_layout(header: Header, vocabulary: Vocabulary, values: Values) -> Layout:
    """The meaning of every column of a heading; ``values`` gives the cells below a column."""
    paths, misspelt = _mended_paths(header.paths, vocabulary)
    columns = [_column(index, path, vocabulary) for index, path in enumerate(paths)]
    columns = [replace(column, header=" / ".join(header.paths[column.index])) for column in columns]
    columns = _indicators_of_group(columns, paths, vocabulary)
    groups = groups_above(header)
    columns, superseded = _superseded(columns, vocabulary, groups)
    columns, wider = without_wider_document(columns)
    columns, parts = without_parts_of_a_year(columns)
    columns, halves = without_second_half(columns, groups)
    columns = _codes_without_heading(columns, values)
    columns = without_yes_and_no(levels_in_rows(columns, values), values)
    columns = _staggered(columns, values)
    columns = spread_indicators(columns, values)
    columns = indicators_without_word(columns)
    columns = counted_from_n(columns)
    columns = counted_without_word(columns)
    columns = years_in_rows(columns, values)
    columns = kinds_in_rows(columns, values)
    columns = without_years_as_values(years_without_word(columns, values), values)
    columns = realised_by_title(columns, header, vocabulary.words_of("titles_of_what_was_reached"))
    columns = ticked_agencies(columns, values)
    columns = _agencies_in_notes(columns, values)
    columns = units_behind_figures(columns)
    columns, guesses = guessed(columns, values)
    columns = _indicator_levels(columns)
    columns = with_blocks(columns)
    columns, titled = year_of_title(columns, header)
    columns, beside = sums_beside_targets(columns)
    columns = sums_of_levels(columns)
    columns = before_the_period(columns, period_start(header))
    columns, changes = without_changes(columns)
    columns, former = amended_years(columns)
    columns, sources = sums_of_sources(columns)
    columns, areas = own_targets(columns)
    columns, remarks = settle_figures(columns)
    return Layout(
        tuple(columns),
        (
            *misspelt,
            *guesses,
            *superseded,
            *changes,
            *former,
            *sources,
            *areas,
            *wider,
            *parts,
            *halves,
            *titled,
            *beside,
            *remarks,
        ),
    )


def _mended_paths(
    paths: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> tuple[list[Sequence[str]], list[tuple[str, int]]]:
    """Headings as they were meant where they are misspelt and nobody knows them as they are."""
    made: list[Sequence[str]] = []
    remarks = []
    strict = replace(vocabulary, forgiving=False) if vocabulary.forgiving else vocabulary
    for index, path in enumerate(paths):
        mended = [text if strict.meaning(text) else vocabulary.meant(text) or text for text in path]
        known = any(strict.meaning(text) for text in mended)
        made.append(mended if known else path)
        if known and mended != list(path):
            remarks.append(("misspelt", index))
    return made, remarks


def _column(index: int, path: Sequence[str], vocabulary: Vocabulary) -> Column:
    header = " / ".join(path)
    seen = [(text, vocabulary.meaning(text)) for text in reversed(path)]
    told = [meaning for _text, meaning in seen if meaning and meaning.name != "group"]
    if not told and path and (whole := vocabulary.raw["whole_headings"].get(words(path[-1]))):
        told = [Meaning(whole, path[-1], 1.0)]
    year = next((found for text in reversed(path) if (found := year_in(text))), None)
    ordinal = next((found for text in reversed(path) if (found := ordinal_in(text)) is not None), ordinal_below(path))
    if path and _IDENTITY.match(words(path[-1])):
        return Column(index, header, "ignored")
    if not told and not year and not ordinal and path and "target" in words(path[-1]).split():
        return Column(index, header, "target")  # "Target Tahunan" over no years
    if not told:
        return Column(index, header, "year" if year or ordinal else "", year=year, ordinal=ordinal)
    if told[0].name == "indicator" and len(path) > 1 and BARE_YEAR.fullmatch(path[-1]):
        return Column(index, header, "year", year=year, ordinal=ordinal)  # "Indikator Tujuan" above "2025"
    names = [meaning.name for meaning in told]
    meaning, levels = names[0], told[0].levels
    rate = year is None and ordinal is None and "%" in path[-1] and _RATE.match(words(path[-1]))
    if (
        rate
        or (meaning in _CODED and _CODE_OF.match(in_full(path[-1])))
        or any(_RATIO.match(words(text)) for text in path)
    ):
        return Column(index, header, "ignored")
    upper = set(names[1:])
    if any({"target", "baseline"} <= vocabulary.names(text) for text in path[:-1]):
        upper -= {"target", "baseline"}  # "Target dan Capaian" heads columns of both
    if meaning == LADDER and not levels and (above := next((name for name in names[1:] if name in LEVELS), "")):
        meaning, levels = above, (above,)
    if meaning in {"target", "money"}:
        if "end" in upper:
            meaning = f"end_{meaning}"
        elif "baseline" in upper:
            meaning = "baseline" if meaning == "target" else "ignored"
    elif meaning == "end":
        meaning = "end_money" if "money" in upper else "end_target"
    elif meaning in {"code", "indicator"}:
        levels = levels_in(header)
    elif meaning == "outcome":
        levels = tuple(level for level in levels_in(path[-1]) if level in {"programme", "activity", "sub_activity"})
    if meaning == "target" and ordinal == 0 and year is None:
        meaning = "baseline"
    if meaning not in {"target", "money", "baseline"}:
        year = ordinal = None
    return Column(index, header, meaning, levels, year, ordinal)


def _indicators_of_group(columns: list[Column], paths: Sequence[Sequence[str]], vocabulary: Vocabulary) -> list[Column]:
    """Below "Indikator Kinerja" a heading "Program (outcome)" means the indicator of a programme."""

    def is_below(column: Column) -> bool:
        found = [vocabulary.meaning(text) for text in paths[column.index][:-1]]
        return any(meaning is not None and meaning.name == "indicator" for meaning in found)

    below = [c for c in columns if c.meaning in {*LEVELS, LADDER, "outcome"} and is_below(c)]
    if not any(c.meaning in {*LEVELS, LADDER} for c in columns if c not in below):
        return columns
    return [replace(c, meaning="indicator", levels=levels_in(paths[c.index][-1])) if c in below else c for c in columns]


def _superseded(
    columns: list[Column], vocabulary: Vocabulary, groups: Mapping[int, str]
) -> tuple[list[Column], list[tuple[str, int]]]:
    """In a table that sets the former text beside the new one ("semula", "menjadi"), the former is not read.

    "Lama" and "sebelum" alone say so only of what a column of the new text holds too: not "Indikator Lama Sekolah".
    """

    def says(column: Column, group: str) -> bool:
        plain = f" {words(groups.get(column.index, ''))} {words(column.header)} "
        return any(f" {phrase} " in plain for phrase in vocabulary.words_of(group))

    new = {column.meaning for column in columns if says(column, "superseding")}
    if not new:
        return columns, []
    former = [
        column.index
        for column in columns
        if says(column, "superseded")
        and not says(column, "superseding")
        and (column.meaning in new or says(column, "surely_superseded"))
    ]
    made = [replace(c, meaning="ignored", year=None, ordinal=None) if c.index in former else c for c in columns]
    return made, [("superseded", index) for index in former]


def _staggered(columns: list[Column], values: Values) -> list[Column]:
    """A heading of several levels over as many columns: each level has its own, one further in than the other."""
    made = list(columns)
    for number, column in enumerate(columns):
        left = columns[number - 1] if number else None
        if column.meaning != LADDER or (left is not None and left.meaning == LADDER and left.header == column.header):
            continue
        group = [column]
        for right in columns[number + 1 :]:
            goes_on = right.header == column.header or (not right.header and not right.meaning)
            if not goes_on or not any(cell.kind is Kind.TEXT for cell in values(right.index)):
                break
            if right.meaning != "code":
                group.append(right)
        levels = sorted(column.levels, key=LEVELS.index)
        if len(group) == len(levels) > 1:
            for one, level in zip(group, levels, strict=True):
                made[one.index] = replace(one, header=one.header or column.header, meaning=level, levels=(level,))
        elif len(group) > 1:
            for one in group:
                made[one.index] = replace(column, index=one.index)
    return made


def _codes_without_heading(columns: list[Column], values: Values) -> list[Column]:
    """A code that is spread over several columns has its heading over the first alone; or the names' heading reaches
    over it."""
    made = list(columns)
    for number, column in enumerate(made[:-1]):
        if column.header and column.header == made[number + 1].header and column.meaning in {LADDER, *LEVELS}:
            texts = [fold(cell.text) for cell in values(column.index)]
            if texts and sum(_CODE_PIECE.fullmatch(text) is not None for text in texts) >= 0.8 * len(texts):
                made[number] = replace(column, meaning="code", levels=())
    for number, column in enumerate(made):
        if number and not column.header and made[number - 1].meaning == "code":
            texts = [fold(cell.text) for cell in values(column.index)]
            if texts and all(_CODE_PIECE.fullmatch(text) for text in texts):
                made[number] = replace(column, meaning="code", levels=made[number - 1].levels)
    return made


def _agencies_in_notes(columns: list[Column], values: Values) -> list[Column]:
    """Without a column of OPDs, one of remarks that holds hardly anything but OPDs is taken for it."""
    if any(column.meaning == "agency" for column in columns):
        return columns
    for number, column in enumerate(columns):
        if column.meaning not in {"note", ""}:
            continue
        said = [cell for cell in values(column.index) if cell.kind is Kind.TEXT and cell.folded != column.header]
        texts = [leading_code(cell.text)[1].casefold() for cell in said]
        if len(texts) >= 3 and sum(text.startswith(agency_heads()) for text in texts) >= 0.8 * len(texts):
            return [*columns[:number], replace(column, meaning="agency"), *columns[number + 1 :]]
    return columns


def _indicator_levels(columns: list[Column]) -> list[Column]:
    """A lone indicator column is of every level; of several, one without a level of its own is of that on its left.

    One that names several levels is of the deepest rung of its row.
    """
    found = [column for column in columns if column.meaning == "indicator"]
    made = []
    left: Column | None = None  # the last column of a level that no indicator column follows yet
    for column in columns:
        if column.meaning in _SAME_LEVELS:
            left = column
        elif column.meaning == "outcome" and len(column.levels) == 1:
            left = replace(column, meaning=column.levels[0])  # "Sasaran Program" without a column of programmes
        if column.meaning == "indicator":
            levels = column.levels if len(column.levels) == 1 else ()
            if not column.levels and left is not None and left.meaning != LADDER:
                levels = (left.meaning,)
            alone = len(found) == 1 and not (len(column.levels) < 2 and _measures_left(columns, column))
            left = None
            column = replace(column, levels=() if alone else levels)  # noqa: PLW2901
        made.append(column)
    for at, column in enumerate(made[1:], 1):  # two columns of one heading: each row tells its own level
        if column.meaning == made[at - 1].meaning == "indicator" and column.header == made[at - 1].header:
            made[at - 1], made[at] = replace(made[at - 1], levels=()), replace(column, levels=())
    return made


def _measures_left(columns: Sequence[Column], indicator: Column) -> bool:
    """Whether programmes stand on the right of the one indicator column, and what it measures on its left."""
    levels = [one for one in columns if one.meaning in _SAME_LEVELS]
    left = [one for one in levels if one.index < indicator.index]
    right = [one for one in levels if one.index > indicator.index]
    return bool(left and right) and all(one.meaning == "programme" for one in right) and LADDER not in {
        one.meaning for one in left
    } and max(LEVELS.index(one.meaning) for one in left) < LEVELS.index("programme")  # fmt: skip


def with_answers(layout: Layout, answers: Mapping[int, Column]) -> Layout:
    """The layout with columns as a person has them; their blocks are settled anew."""
    columns = [answers.get(column.index, column) for column in layout.columns]
    columns = with_blocks([_as_told(one, answers.get(one.index)) for one in _indicator_levels(columns)])
    columns, remarks = settle_figures(columns)
    kept = (one for one in layout.remarks if one[1] not in answers)
    return Layout(tuple(columns), tuple(dict.fromkeys((*kept, *remarks))))


def _as_told(column: Column, told: Column | None) -> Column:
    """An indicator column of the one level that a person said, though it is the only one of its table."""
    one_level = told is not None and told.meaning == "indicator" and len(told.levels) == 1
    return replace(column, levels=told.levels) if told is not None and one_level else column
