"""Profiles that stand upright, a label and its value in each row: "Nama program | Bank Sampah Digital"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gmsc_desktop.exchange.reported.columns import QUICK_WINS, WIN_PROFILE, vocabulary, win_meaning
from gmsc_desktop.exchange.reported.rows import Row, Rows, named_in
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Book, Cell, Kind, Place, Sheet, fold
from gmsc_desktop.exchange.tabular.dimensions import dimension_in, dimension_within
from gmsc_desktop.exchange.tabular.headers import Header
from gmsc_desktop.exchange.tabular.layout import Column, Layout, Table
from gmsc_desktop.text import _

_LONGEST_LABEL = 60  # letters
_SHARE = 0.5  # of a label's letters that belong to a phrase
_FEWEST = 2  # labels of a profile beside the name


@dataclass
class _Profile:
    """One profile: by meaning the label and the cells of its value, each with its place."""

    top: int
    values: dict[str, tuple[str, list[tuple[int, int, Cell]]]] = field(default_factory=dict)
    left: list[tuple[int, int, str]] = field(default_factory=list)  # labels that nobody knows, with their places

    @property
    def is_one(self) -> bool:
        """Whether it names a programme, and enough of what a profile tells."""
        return "initiative" in self.values and len(self.values.keys() & WIN_PROFILE) >= _FEWEST


def upright_rows(book: Book, only: str) -> list[Rows]:
    """The profiles of a book as rows of tables whose columns are their labels; ``only`` names one sheet."""
    wanted = [sheet for sheet in book.sheets if not only or fold(sheet.name).casefold() == fold(only).casefold()]
    return [_rows(sheet, profile) for sheet in wanted for profile in _profiles(sheet) if profile.is_one]


def _profiles(sheet: Sheet) -> Iterator[_Profile]:
    profile: _Profile | None = None
    meaning = ""
    for number, row in sheet.rows.items():
        cells = [one for column, cell in row.items() if fold(cell.text).strip(" :") for one in _parted(column, cell)]
        label = next((one for one in cells[:2] if _label(one[1])), None)
        if label is not None and len(cells) > cells.index(label) + 1:
            meaning = _label(label[1])
            if profile is None or (meaning == "initiative" and meaning in profile.values):
                if profile is not None:
                    yield profile
                profile = _Profile(number)
            told = [(number, column, cell) for column, cell in cells[cells.index(label) + 1 :]]
            profile.values.setdefault(meaning, (fold(label[1].text).strip(" :"), []))[1].extend(told)
        elif label is None and profile is not None and cells:
            value = profile.values[meaning][1][0][1] if meaning else -1
            if meaning and cells[0][0] >= value:  # the value goes on below
                profile.values[meaning][1].extend((number, column, cell) for column, cell in cells)
            elif len(cells) > 1:
                meaning = ""
                named = next((one for one in cells if not fold(one[1].text).strip(" .").isdecimal()), cells[0])
                profile.left.append((number, named[0], fold(named[1].text).strip(" :")))
        elif label is not None:
            meaning = ""
    if profile is not None:
        yield profile


def _parted(column: int, cell: Cell) -> list[tuple[int, Cell]]:
    """A cell, or the label and the value of one that holds both: "Dimensi : Smart Society"."""
    label, colon, value = cell.text.partition(":")
    if colon and cell.kind is Kind.TEXT and value.strip() and _label(Cell(label)):
        return [(column, Cell(label)), (column, Cell(value.strip()))]
    return [(column, cell)]


def _label(cell: Cell) -> str:
    """What a label means, "" where a cell is none."""
    text = fold(cell.text).strip(" :")
    if cell.kind is not Kind.TEXT or len(text) > _LONGEST_LABEL:
        return ""
    found = vocabulary().meaning(text)
    meaning = win_meaning(found.name) if found is not None and found.share >= _SHARE else ""
    meaning = "initiative" if meaning == "quick_win" else meaning
    return meaning if meaning in QUICK_WINS and meaning not in {"number", "ignored"} else ""


def _rows(sheet: Sheet, profile: _Profile) -> Rows:
    first = max(sheet.width, 1)  # columns of no sheet: nothing of them is painted there
    columns, cells, origins = [], {}, {}
    for number, (meaning, (label, told)) in enumerate(profile.values.items()):
        index = first + number
        columns.append(Column(index, label, meaning))
        row, column, cell = told[0]
        text = "\n".join(one.text.strip() for _row, _column, one in told)
        cells[index] = Cell(text) if len(told) > 1 else cell
        origins[index] = (row, column)
    last = max(row for _label_, told in profile.values.values() for row, _column, _cell in told)
    paths = (*[()] * first, *((one.header,) for one in columns))
    header = Header(sheet, profile.top, profile.top, profile.top, paths)
    table = Table(header, Layout(tuple(columns)), last)
    title, code = named_in(table, profile.top, cells, lambda _notice: None)
    said = next((fold(cells[one.index].text) for one in columns if one.meaning == "dimension"), "")
    dimension = dimension_in(said) or dimension_within(said) or dimension_within(sheet.name)
    made = Rows(table)
    if title or code:
        made.rows.append(Row(table, profile.top, cells, title, code, dimension, origins=origins))
    place = Place(sheet.name, profile.top, 0)
    sentence = _("Lembar “{sheet}” dibaca sebagai profil: setiap baris berisi nama isian dan nilainya.")
    made.notices.append(Notice("upright", sentence.format(sheet=sheet.name), place))
    for row, column, label in profile.left:
        sentence = _("Isian “{label}” tidak diambil karena tidak dikenali. Isi sendiri bila perlu.")
        told_at = Place(sheet.name, row, column)
        made.notices.append(Notice("left", sentence.format(label=label[:60]), told_at))
    return made
