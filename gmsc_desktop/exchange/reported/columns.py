"""What each column of a report means: realisation, money, words; its year, and its period within the year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from gmsc_desktop.exchange.initiatives.words import is_no_tick, is_tick
from gmsc_desktop.exchange.sheets import Kind, fold
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.layout import Column, Layout, Values
from gmsc_desktop.exchange.tabular.periods import period_in
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary, load, words, year_in

# Figures that have a year, and perhaps a period within it: ``Column.levels`` is (triwulan,), ``ordinal`` its number.
FIGURES = ("target", "value", "physical", "plan_amount", "budget", "revised_budget", "spending", "achievement")
MONEY = ("plan_amount", "budget", "revised_budget", "spending")
WORDS = (
    "status", "status_tick", "status_reason", "obstacle", "solution", "next_step", "narrative", "note", "as_of",
    "activity",
)  # fmt: skip
PLACES = ("initiative", "code", "number", "dimension", "agency", "year", "period", "indicator", "unit")
PROGRESS = (*PLACES, *FIGURES[:-1], *WORDS, "ignored")
QUICK_WINS = (
    "initiative", "parent", "win_tick", "code", "number", "dimension", "agency", "support", "year", "status",
    "status_reason", "problem",
    "description", "benefit_indicator", "beneficiaries", "before", "after", "steps", "schedule", "start", "end",
    "budget", "funding", "resources", "sustainability", "note", "ignored",
)  # fmt: skip
PERIODS = ("bulan", "triwulan", "semester")
_REASONED = re.compile(r"(?=\bkarena\b|\bakibat\b)|\s*[(:;,–]\s*|\s-\s", re.IGNORECASE)
_TICK = "status_tick"
_PERCENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?\s*%")
_LARGE = 1_000  # a figure above which it is no percentage
_LETTERS = re.compile(r"[A-Za-z]")
_OF_NAMES = frozenset(("initiative", "activity", "number", "group", "narrative", "year", "description", "quick_win"))
_PARENTS = frozenset(("inisiatif", "program"))  # what else stands beside quick wins ("Inovasi") describes them
_MAY_BE_STATUS = frozenset(("physical", "value", "achievement", "narrative", "note", "ignored", ""))
_TICKS = frozenset(("tick belum", "tick berjalan", "tick terlaksana"))  # of headings that are statuses
_REALISED = frozenset(("value", "physical", "spending", "status", "achievement", "obstacle"))
_KEUANGAN = frozenset(("keuangan", "keu"))
WIN_PROFILE = frozenset(("problem", "beneficiaries", "benefit_indicator", "before", "after", "sustainability", "steps"))


def vocabulary() -> Vocabulary:
    """The words of ``resources/import/progress.json``."""
    return load("progress")


def is_progress(names: Set[str], _years: Set[int]) -> bool:
    """Whether a heading is that of a table of realisation: what is carried out, and how far it came."""
    if "narrative" in names and not names & {"initiative", "activity", "code", "quick_win", "indicator"}:
        figures = names & {*_REALISED, "of_period", "money", *MONEY, "target"} - {"obstacle"}
        return len(figures) >= 2  # "Uraian" names what is carried out where nothing else does
    if len(names & _TICKS) >= 2 and names & {"initiative", "activity", "quick_win"}:
        return True
    if "of_period" in names and names & {"initiative", "activity", "quick_win"} and not names & WIN_PROFILE:
        return True
    return bool(names & {"initiative", "activity", "code", "quick_win"} and names & _REALISED and len(names) >= 3)


def is_quick_wins(names: Set[str], _years: Set[int]) -> bool:
    """Whether a heading is that of a table of quick wins: a programme, and what a profile of one tells."""
    if "quick_win" in names:
        return bool(names & {*QUICK_WINS, "indicator", "activity", "money"} - {"number", "ignored"})
    return bool("initiative" in names and len(names & WIN_PROFILE) >= 2)


def is_list_of_wins(names: Set[str], _years: Set[int]) -> bool:
    """The same where nothing in a heading speaks of quick wins, for a person who says that the table has them."""
    about = names & {"dimension", "agency", "year", "problem", "budget", "money"}
    return "initiative" in names and len(about) >= 2


def read_progress(header: Header, words_: Vocabulary, values: Values) -> Layout:
    """The meaning of every column of a table of realisation."""
    columns = [_progress_column(index, path, words_) for index, path in enumerate(header.paths)]
    columns = _shares(_of_periods(columns, values), values)
    columns = _without_words(_with_statuses(_without_counts(columns, values), values), values)
    return settle(_titled(_spent(columns, values), values))


def _spent(columns: list[Column], values: Values) -> list[Column]:
    """Where nothing but money is planned, "Realisasi" beside "Anggaran" is what of it was spent."""
    names = {column.meaning for column in columns}
    if names & {"indicator", "target", "physical", "spending"} or not names & {"money", *MONEY}:
        return columns
    slots = {(c.year, c.levels, c.ordinal) for c in columns if c.meaning in {"money", *MONEY}}
    made = []
    for column in columns:
        own = column.meaning == "value" and (column.year, column.levels, column.ordinal) in slots
        worded = any(_LETTERS.search(cell.text) for cell in values(column.index) if cell.kind is Kind.TEXT)
        made.append(replace(column, meaning="spending") if own and not worded else column)
    return made


def _shares(columns: list[Column], values: Values) -> list[Column]:
    """Without indicators "Capaian" in percent is how far it came, whatever its heading says."""
    if any(column.meaning in {"indicator", "value", "physical"} for column in columns):
        return columns
    made = []
    for column in columns:
        cells = [cell for cell in values(column.index) if not is_no_tick(cell)]
        percent = all(cell.kind is Kind.PERCENT or _PERCENT.fullmatch(fold(cell.text)) for cell in cells)
        is_share = column.meaning == "achievement" and cells and percent
        made.append(replace(column, meaning="physical") if is_share else column)
    return made


def _of_periods(columns: list[Column], values: Values) -> list[Column]:
    """Under a month or a quarter alone percentages are how far it came, large numbers what was spent."""
    made = []
    for column in columns:
        slot = (column.year, column.levels, column.ordinal)
        if any((c.year, c.levels, c.ordinal) == slot and c.meaning not in {"", "ignored"} for c in columns):
            made.append(column)  # a share of what stands beside it
            continue
        cells = [cell for cell in values(column.index) if not is_no_tick(cell)]
        numbers = [cell.number for cell in cells if cell.number is not None]
        if column.meaning or not column.ordinal or not cells:
            made.append(column)
        elif all(_PERCENT.fullmatch(fold(cell.text)) for cell in cells if cell.kind is Kind.TEXT) and not numbers:
            made.append(replace(column, meaning="physical"))
        elif not numbers:
            made.append(replace(column, meaning="narrative"))
        elif max(numbers) > _LARGE:
            made.append(replace(column, meaning="spending"))
        else:
            made.append(replace(column, meaning="physical"))
    return made


def _without_words(columns: list[Column], values: Values) -> list[Column]:
    """What is planned in words is no sum: "Rencana induk 2022" over "Uji coba"."""
    made = []
    for column in columns:
        texts = [fold(cell.text) for cell in values(column.index) if not is_no_tick(cell)]
        wordy = sum(len(_LETTERS.findall(text)) > len(text) / 2 for text in texts)
        is_plan = column.meaning in {"plan_amount", "budget", "money"} and texts and wordy > len(texts) / 2
        made.append(replace(column, meaning="target") if is_plan else column)
    return made


def _with_statuses(columns: list[Column], values: Values) -> list[Column]:
    """A column of words of the list of statuses is one, whatever its heading says: "Keterlaksanaan", "Capaian"."""
    statuses = vocabulary().raw["statuses"]
    made = []
    for column in columns:
        if column.meaning in _MAY_BE_STATUS:
            texts = [cell.text for cell in values(column.index) if cell.kind is Kind.TEXT and not is_no_tick(cell)]
            known = sum(bool(status_in(text, statuses)) for text in texts)
            if (
                texts
                and known >= 0.6 * len(texts)
                and len(texts) == sum(1 for c in values(column.index) if not is_no_tick(c))
            ):
                made.append(replace(column, meaning="status"))
                continue
        made.append(column)
    return made


def _without_counts(columns: list[Column], values: Values) -> list[Column]:
    """A column for words that holds nothing but numbers counts something: "Manfaat 2" is no description."""
    made = []
    for column in columns:
        cells = list(values(column.index)) if column.meaning == "narrative" else []
        counts = bool(cells) and all(cell.kind is Kind.NUMBER for cell in cells)
        made.append(replace(column, meaning="ignored") if counts else column)
    return made


def _progress_column(index: int, path: Sequence[str], words_: Vocabulary) -> Column:
    header = " / ".join(path)
    year = next((found for text in reversed(path) if (found := year_in(text))), None)
    period = next((told for text in reversed(path) if (told := period_in(text))), None)
    levels, number = ((period.kind,), period.number) if period else ((), None)
    if status := _status_of(path, words_):
        return Column(index, header, _TICK, (status,), year)
    names = [said.name for text in reversed(path) if (said := words_.meaning(text)) and said.name != "group"]
    names = ["initiative" if name == "quick_win" else name for name in names if name != "of_period"]
    if year or period:
        names = [name for name in names if name not in {"year", "period"}]
    meaning = _figure(names, path) if names else ""
    meaning = {"problem": "obstacle", "benefit_indicator": "narrative", "steps": "activity"}.get(meaning, meaning)
    if meaning not in {*FIGURES, *WORDS, *PLACES, "money", ""}:
        meaning = "ignored"
    return Column(index, header, meaning, levels, year, number)


def _status_of(path: Sequence[str], words_: Vocabulary) -> str:
    """A column of its own for a status, to be ticked: "Terlaksana" beside "Belum"."""
    told = words_.meaning(path[-1]) if path else None
    if told is not None and told.name in _TICKS:  # says so alone, without "Status" above it
        return status_in(path[-1], words_.raw["statuses"])
    if len(path) < 2 or not any(
        (meaning := words_.meaning(text)) and meaning.name in {"status", "value", "physical"} for text in path[:-1]
    ):
        return ""
    return status_in(path[-1], words_.raw["statuses"])


def status_in(text: str, statuses: Mapping[str, Sequence[str]]) -> str:
    """The code of the status that a text names, "" where it is none of them."""
    text = fold(text)
    plain = words(text)
    found = next((code for code, listed in statuses.items() if plain in listed), "")
    return found or (status_in(reasoned[0], statuses) if (reasoned := _REASONED.split(text, 1))[1:] else "")


def reason_in(text: str) -> str:
    """The reason that stands behind a status: "Dihentikan karena anggaran", "Tertunda (refocusing)"; "" for none."""
    return "".join(_REASONED.split(fold(text), 1)[1:]).strip(" .()")


def _figure(names: Sequence[str], path: Sequence[str]) -> str:
    """What the texts of a path mean together: "Realisasi" over "Anggaran (Rp)" is spending."""
    first, all_ = names[0], set(names)
    percent = is_percent(path[-1])
    moneyed = all_ & {"money", *MONEY}
    if "spending" in all_ or ("value" in all_ and moneyed):
        return "ignored" if percent else "spending"
    if "physical" in all_:
        return "ignored" if "target" in all_ else "physical"
    if first in {"revised_budget", "plan_amount", "budget"}:
        return first
    if first == "money" or (first == "target" and "money" in all_):
        if percent:
            return "ignored"
        return next((name for name in names if name in {"revised_budget", "plan_amount", "budget"}), "money")
    return first


def is_percent(text: str) -> bool:
    """Whether a heading says that its figures are percentages."""
    return "%" in text or "persen" in text.casefold()


def _titled(columns: list[Column], values: Values) -> list[Column]:
    """Of several columns of programmes the one with most names is the initiative's; without any, that of activities."""
    found = [column for column in columns if column.meaning == "initiative"]
    if not found:
        found = [column for column in columns if column.meaning == "activity"][:1]
        found = found or [column for column in columns if column.meaning == "narrative"][:1]
        return [replace(c, meaning="initiative") if c in found else c for c in columns]
    if len(found) == 1:
        return columns
    best = max(found, key=lambda column: (_named(column.header), sum(1 for _cell in values(column.index))))
    return [replace(c, meaning="activity") if c in found and c is not best else c for c in columns]


def _named(header: str) -> bool:
    plain = words(header)
    return any(word in plain for word in ("inisiatif", "smart city", "inovasi", "quick win", "aplikasi"))


def settle(columns: Sequence[Column]) -> Layout:
    """One column for each figure, year and period; a percentage without indicators is the physical realisation."""
    made = list(columns)
    remarks: list[tuple[str, int]] = []
    meanings = {column.meaning for column in made}
    indicators = "indicator" in meanings
    for number, column in enumerate(made):
        meaning = column.meaning
        if meaning == "money":  # of a quarter, or beside "Fisik (%)", it is what was spent; else what there is to spend
            beside = "physical" in meanings and _KEUANGAN & set(words(column.header).split())
            meaning = "spending" if column.levels or beside else "budget"
        elif meaning == "achievement":
            percent = is_percent(column.header) or "persentase" in words(column.header)
            if "value" in meanings or "physical" in meanings or (percent and indicators):
                meaning = "ignored"
            else:
                meaning = "physical" if percent else "value"
                if percent:
                    remarks.append(("achievement", column.index))
        elif meaning == "value" and not indicators and "physical" not in meanings and is_percent(column.header):
            meaning = "physical"
        made[number] = replace(column, meaning=meaning)
    return Layout(tuple(_once(made, remarks)), tuple(remarks))


def _once(columns: Sequence[Column], remarks: list[tuple[str, int]]) -> list[Column]:
    taken: set[tuple[object, ...]] = set()
    made = []
    for column in columns:
        key = (column.meaning, column.year, column.levels, column.ordinal)
        single = column.meaning in {*FIGURES, "initiative", "code", "dimension", "year", "period", "as_of", "unit"}
        if single and key in taken:
            remarks.append(("second", column.index))
            made.append(replace(column, meaning="ignored"))
            continue
        taken.add(key)
        made.append(column)
    return made


def read_quick_wins(header: Header, words_: Vocabulary, values: Values) -> Layout:
    """The meaning of every column of a table of quick wins."""
    columns = []
    for index, path in enumerate(header.paths):
        texts = [told for text in reversed(path) if (told := _of_win(text, words_))]
        named = [name for name in texts if name not in {"group", "period"}]
        meaning = win_meaning(named[0]) if named else ""
        if meaning == "ignored" or meaning not in {*QUICK_WINS, "quick_win", ""}:
            meaning = next((name for name in named[1:] if name in WIN_PROFILE and not meaning), "ignored")
        year = next((found for text in reversed(path) if (found := year_in(text))), None)
        columns.append(Column(index, " / ".join(path), meaning, (), year))
    return settle_quick_wins(_with_parent(columns, values))


def _of_win(text: str, words_: Vocabulary) -> str:
    """What a text of a heading means; of "Target Quick Win" what stands beside those words."""
    told = words_.meaning(text)
    if told is None or told.name != "quick_win" or told.share == 1:
        return told.name if told else ""
    rest = words_.meaning(f" {words(text)} ".replace(f" {told.phrase} ", " "))
    return told.name if rest is None or rest.name in _OF_NAMES else rest.name


def _with_parent(columns: list[Column], values: Values) -> list[Column]:
    """Beside a column of quick wins one of programmes names the initiative that each belongs to."""
    wins = [column for column in columns if column.meaning == "quick_win"]
    if not wins:
        return _titled(columns, values)
    first = wins[0]
    if len(wins) > 1 and len({column.year for column in wins if column.year}) == len(wins):
        return [replace(c, meaning="initiative") if c in wins else c for c in columns]
    if found := _marks_wins(first, values):
        made = [replace(c, meaning=found if c is first else "ignored") if c in wins else c for c in columns]
        return _titled(made, values)
    made = [replace(c, meaning="initiative" if c is first else "ignored") if c in wins else c for c in columns]
    others = [c for c in columns if c.meaning == "initiative"]
    parent = next((c for c in others if _PARENTS & set(words(c.header).split())), None)
    return [replace(c, meaning="parent" if c is parent else "description") if c in others else c for c in made]


def by_year(layout: Layout) -> list[Layout]:
    """A layout for each column of quick wins where each year has its own: "Quick Win 2023", "Quick Win 2024"."""
    wins = [column for column in layout.of("initiative") if column.year]
    if len(wins) < 2:
        return [layout]
    return [
        Layout(
            tuple(
                replace(c, meaning="ignored", header="") if c in wins and c is not own else c for c in layout.columns
            ),
            layout.remarks,
        )
        for own in wins
    ]


def _marks_wins(column: Column, values: Values) -> str:
    """What a column of quick wins is where it names none: a tick, or the year of each; "" where it names them."""
    cells = [cell for cell in values(column.index) if not is_no_tick(cell)]
    if cells and all(is_tick(cell) for cell in cells):
        return "win_tick"
    return "year" if cells and all(year_in(cell.text) and len(cell.text) < 10 for cell in cells) else ""


def win_meaning(name: str) -> str:
    """What a word of a report means in a table of quick wins."""
    return _WIN_MEANINGS.get(name, name)


_WIN_MEANINGS = {
    "money": "budget", "plan_amount": "budget", "revised_budget": "budget", "baseline": "before", "target": "after",
    "indicator": "benefit_indicator", "obstacle": "problem", "activity": "steps", "next_step": "sustainability",
    "narrative": "description", "as_of": "schedule", "value": "after", "physical": "ignored", "achievement": "ignored",
    "spending": "ignored",
}  # fmt: skip


def settle_quick_wins(columns: Sequence[Column]) -> Layout:
    """The columns as they are: several may tell of one thing, and are drawn together."""
    return Layout(tuple(columns))


def with_answers(layout: Layout, answers: Mapping[int, Column], *, progress: bool) -> Layout:
    """The layout with columns as a person has them."""
    columns = [_answered(answers[c.index]) if c.index in answers else c for c in layout.columns]
    return settle(columns) if progress else settle_quick_wins(columns)


def _answered(column: Column) -> Column:
    """A column that a person gave a meaning keeps the year and the period of its heading."""
    year = column.year if column.year is not None else year_in(column.header)
    period = period_in(column.header)
    if period and not column.ordinal:
        return replace(column, year=year, levels=(period.kind,), ordinal=period.number)
    return replace(column, year=year)
