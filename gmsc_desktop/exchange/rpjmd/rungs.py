"""On which rung of the tree a row stands: by its columns, labels, codes, numbers, and what stands above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.codes import Codes
from gmsc_desktop.exchange.rpjmd.letterhead import Labelled, agency_of, labels_above
from gmsc_desktop.exchange.rpjmd.levels import Scheme, further_in, headed_by_number
from gmsc_desktop.exchange.rpjmd.mixed import mixed_column
from gmsc_desktop.exchange.rpjmd.naming import is_lettered, labelled_row, named, order, programme_code
from gmsc_desktop.exchange.rpjmd.pages import PageBefore, Pages, carried_on, rows_of_page
from gmsc_desktop.exchange.rpjmd.rung_notices import look_notice, stray_notice
from gmsc_desktop.exchange.rpjmd.tree import DEPTH, LEAVES, LEVELS, NAMES, Node, Tree
from gmsc_desktop.exchange.rpjmd.widening import as_ladder, offices_lead, says_code_again
from gmsc_desktop.exchange.sheets import Kind, Place, Row, Sheet, fold
from gmsc_desktop.exchange.tabular.agencies import agencies_in, begins_as_agency
from gmsc_desktop.exchange.tabular.indicators import IndicatorReader
from gmsc_desktop.exchange.tabular.layout import Column, Layout, Table
from gmsc_desktop.exchange.tabular.rows import reaches_across
from gmsc_desktop.exchange.tabular.vocabulary import LADDER, is_total, words
from gmsc_desktop.text import _

_LISTED = ("strategy", "policy", "programme")  # of which one cell may hold a list
HEADINGS = ("affair", "field", "block")


class Rungs:
    """Where the reading stands in the tree: the node of each level that the last row left open."""

    def __init__(self, layout: Layout, tree: Tree, indicators: IndicatorReader, level: str = "") -> None:
        self._layout = layout
        self._tree = tree
        self._indicators = indicators
        self._level = level  # what a person said of rows that do not tell theirs
        self.levels = [column for column in layout.columns if column.meaning in LEVELS]
        self.ladders = layout.of(LADDER)
        if (mixed := mixed_column(layout)) is not None:
            (self.ladders if mixed.meaning == LADDER else self.levels).append(mixed)
        self._row_level = layout.first("row_level")
        self._codes = Codes(layout)
        self._blockless = {column.index for column in self.levels if column.meaning != "programme"}
        plan = [one.index for one in self.levels if one.meaning in {"goal", "objective"}]
        self._aside = {one.index for one in self.levels if one.meaning in HEADINGS and plan and one.index < min(plan)}
        self._offices_lead = offices_lead(layout)
        self.current: dict[str, Node] = {}
        self._sheet = Sheet("", {})
        self._schemes: dict[int, Scheme] = {}
        self._manners: dict[int, str] = {}
        self._lettered: set[int] = set()  # columns whose texts are counted A, B, C
        self.headings: set[int] = set()  # rows over several cells that only say what stands below them
        self._listed: list[Node] = []  # what the letterhead lists
        self._of_all: list[str] = []  # the OPD that the letterhead names
        self.guessed: list[int] = []  # rows of a ladder whose level nothing tells
        self._kept: tuple[str, ...] = ()  # levels that stand above the whole table
        self._before = PageBefore()

    def begin(
        self,
        table: Table,
        pages: Pages,
        before: Mapping[str, Node] | None = None,
        rungs: frozenset[int] = frozenset(),
    ) -> None:
        """Go to another table, one of ``pages``.

        ``before`` is where a table of the same columns left off: its next page may begin in the middle of the tree.
        ``rungs`` are the rows of a column of rungs and indicators that hold a rung.
        """
        self._sheet = sheet = table.header.sheet
        numbers, above = rows_of_page(table), range(table.above, table.header.top)
        self.current = {}
        rows = {number: sheet.row(number) for number in numbers if not rungs or number in rungs}
        for column in self.levels:
            if (wider := as_ladder(column, self._layout, rows)) is not None:
                self.levels = [one for one in self.levels if one is not column]
                self.ladders = [*self.ladders, wider]
        self._schemes = {one.index: pages.scheme(table, one, one in self._codes) for one in self.ladders}
        self._lettered = {
            column.index
            for column in (*self.levels, *self.ladders)
            if sum(is_lettered(row[column.index].text) for row in rows.values() if column.index in row) > 1
        }
        untold = [one for one in self.ladders if not self._row_level and not self._is_told(one, rows)]
        for column, level in further_in(self.ladders, untold, rows, self._level).items():
            self._settle(column, level)
        for column in [one for one in self.ladders if self._schemes[one.index].doubtful]:
            self._tree.notices.append(look_notice(Place(sheet.name, min(numbers, default=0), column.index)))
        self._manners = headed_by_number(self._layout, rows, self._indicators.has_indicator)
        told = labels_above(sheet, above, self._worded(rows))
        self._listed, self.headings = [], set()
        self._of_all = [agency for one in told if one.level == "block" for agency in agencies_in(one.text)]
        for one in told:
            if one.level != "block":
                self._enter_labelled(one, alone=sum(other.level == one.level for other in told) == 1)
        self._kept = tuple(self.current)
        self._before = PageBefore(before if not told else None)

    def go_on(self, number: int, level: str = "") -> None:
        """Hang a page's first row where the page before left off, if it says nothing of what it hangs on; it is told.

        ``level`` is that of the row, "" for one that names none.
        """
        rungs = self._before.rungs_for(level)
        if rungs and not self.current:
            self.current = rungs
            over = max(rungs.values(), key=lambda node: DEPTH[node.level])
            self._tree.notices.append(carried_on(self._sheet, number, over))

    def _worded(self, rows: Mapping[int, Row]) -> set[str]:
        """The levels that have a column with words in it; one may hold only the numbers of what stands above."""
        return {
            column.meaning
            for column in self.levels
            if any(
                letter.isalpha() for row in rows.values() if column.index in row for letter in row[column.index].text
            )
        }

    def _is_told(self, column: Column, rows: Mapping[int, Row]) -> bool:
        """Whether anything tells the level of the rows of a column of several levels."""
        texts = {number: row[column.index].text for number, row in rows.items() if column.index in row}
        if not texts or self._schemes[column.index].tells:
            return True
        return any(
            ladder.label_in(text)[0] or ladder.short_label(text)[0] or ladder.leading_code(text)[0]
            or ladder.level_by_beginning(text) or self._code(number, column) or is_total(text)
            for number, text in texts.items()
        )  # fmt: skip

    def _settle(self, column: Column, level: str) -> None:
        """Take the level that a person or the columns beside it told; without one it is asked about and not read."""
        self.ladders = [one for one in self.ladders if one is not column]
        if not level:
            self._tree.untold.append((Place(self._sheet.name, 0, column.index), column.header, column.levels))
            return
        self.levels = [*self.levels, replace(column, meaning=level)]
        if not self._level:
            sentence = _("Kolom {column} tidak menyebut tingkat barisnya; dari letaknya dianggap {level}.")
            told = sentence.format(column=column.name, level=NAMES[level].replace("_", " "))
            place = Place(self._sheet.name, 0, column.index)
            self._tree.notices.append(Notice("level-by-place", told, place, doubt=True))

    def _enter_labelled(self, one: Labelled, *, alone: bool) -> None:
        node = self.enter(one.level, one.text, one.place, "", label=False)
        node.number = node.number or one.number
        self._listed.append(node)
        if not alone:  # several missions listed above: none of them is that of the table
            del self.current[one.level]

    @property
    def deepest(self) -> Node | None:
        """The narrowest rung that a row may go on with; what stands above the whole table has no rows of its own."""
        kept = self._kept if self.levels or self.ladders else ()
        open_ = [node for level, node in self.current.items() if level not in kept]
        return max(open_, key=lambda node: DEPTH[node.level], default=None)

    @property
    def inherited(self) -> list[str]:
        """The OPDs of the block in which the reading stands, or of the whole table, where no column names any."""
        if self._layout.of("agency") and not self._offices_lead:
            return []
        block = self.current.get("block")
        return block.agencies if block is not None and block.agencies else self._of_all

    # -- one row

    def of_row(self, number: int, texts: Mapping[int, str], *, has_money: bool) -> Node | None:
        """The deepest rung that the row names; None where it only goes on with the one above."""
        deepest: Node | None = None
        made: Node | None
        across = self._across(number)
        if across is not None:
            return across
        for column in sorted((*self.levels, *self.ladders), key=order):
            text = texts.get(column.index, "")
            if not any(letter.isalpha() for letter in text):
                made = self._counted(number, column)
                if made is None and text:
                    self._tree.notices.append(stray_notice(text, Place(self._sheet.name, number, column.index)))
            elif column.index in self._aside:
                self._enter_aside(number, column, text)
                made = None
            elif column.meaning == LADDER:
                made = self._on_ladder(number, column, text, has_money=has_money)
            else:
                made = self._on_level(number, column, text, has_money=has_money)
            if made is not None and (deepest is None or DEPTH[made.level] > DEPTH[deepest.level]):
                deepest = made
        if deepest is not None:
            for level in [level for level in self.current if DEPTH[level] > DEPTH[deepest.level]]:
                del self.current[level]
        return deepest

    def _enter_aside(self, number: int, column: Column, text: str) -> None:
        """An urusan that stands before tujuan and sasaran heads none of them."""
        kept, self.current = self.current, {}
        self.enter(column.meaning, text, Place(self._sheet.name, number, column.index), self._code(number, column))
        self.current = kept

    def _across(self, number: int) -> Node | None:
        """A lone text in a row that bears a label or names an OPD, wherever it stands: "MISI 1 : …" across the page."""
        row = self._sheet.row(number)
        texts = [(column, cell) for column, cell in row.items() if cell.kind is Kind.TEXT]
        block = self._block(number)
        if block is not None:
            return block
        own = {column.index for column in (*self.levels, *self.ladders)}
        text = labelled_row(row) if not own & {texts[0][0] if texts else -1} and self._row_level is None else ""
        if not text and (len(texts) != 1 or len(row) > 1):
            return None
        place = Place(self._sheet.name, number, texts[0][0])
        self.headings |= {number} if text else set()
        text = text or texts[0][1].text
        level, _number, _rest = ladder.label_in(text)
        ladders = self.ladders and texts[0][0] not in {column.index for column in self.levels}
        wider = bool(level) and all(DEPTH[one.meaning] > DEPTH[level] for one in self.levels)
        if level and (ladders or wider or level in {"vision", "mission"}):
            return self.enter(level, text, place, "", heading=True)
        return None

    def _block(self, number: int) -> Node | None:
        """The rows of one OPD begin with a row that names it and nothing else but its sums."""
        if self._indicators.has_indicator(number) or not (self.levels or self.ladders):
            return None
        counted = {column.index for column in self._layout.of("money", "end_money", "number", "code")}
        said = {column: cell for column, cell in self._sheet.row(number).items() if column not in counted}
        if not said:
            column, cell = next(iter(self._sheet.row(number).items()))
        else:
            column, cell = next(iter(said.items()))
        if len(said) > 1 or cell.kind is not Kind.TEXT:
            return None
        name = agency_of(cell.text)
        if not name:
            plain = fold(cell.text)
            coded = self.ladders and any(one in self._codes for one in self.ladders)
            across = reaches_across(self._sheet, number, column)
            offices = self._layout.of("agency")
            leads = self._offices_lead and column == offices[0].index
            barred = (coded or column in self._blockless or bool(offices)) and not leads
            if (barred and not across) or not begins_as_agency(plain):
                return None
            name = plain
        made = self.enter("block", name, Place(self._sheet.name, number, column), "", heading=True, label=False)
        made.agencies = agencies_in(name)
        return made

    def _counted(self, number: int, column: Column) -> Node | None:
        """The misi or tujuan that a bare number means, where the letterhead lists them."""
        cell = self._sheet.row(number).get(column.index)
        told = fold(cell.text).strip(".") if cell is not None else ""
        if not told or not self._listed:
            return None
        found = [node for node in self._listed if node.level == column.meaning and node.number == told]
        if len(found) != 1:
            return None
        for level in [level for level in self.current if DEPTH[level] >= DEPTH[column.meaning]]:
            del self.current[level]
        self.current[column.meaning] = found[0]
        return found[0]

    def _on_level(self, number: int, column: Column, text: str, *, has_money: bool) -> Node:
        """The node of a text; of a list the last, where nothing in the row measures one of its entries."""
        entries = ladder.listed_in(self._sheet.row(number)[column.index].text)
        place = Place(self._sheet.name, number, column.index)
        if len(entries) < 2:
            return self._alone_on_level(number, column, text, has_money=has_money)
        measured = any(not one.levels or column.meaning in one.levels for one in self._layout.of("indicator"))
        measured = measured and self._indicators.has_indicator(number)
        if column.meaning not in _LISTED or has_money or measured:
            sentence = _("Sel {cell} memuat beberapa butir sekaligus dan diambil sebagai satu: “{text}”.")
            told = sentence.format(cell=place.cell, text=text[:80])
            self._tree.notices.append(Notice("several-texts", told, place, doubt=True))
            return self.enter(column.meaning, text, place, self._code(number, column), label=False)
        return [self.enter(column.meaning, ladder.without_letter(entry), place, "") for entry in entries][-1]

    def _alone_on_level(self, number: int, column: Column, text: str, *, has_money: bool) -> Node:
        level = column.meaning
        if level == "programme" and not self._indicators.has_indicator(number):
            beginning = ladder.level_by_beginning(text)
            headed = self._manners.get(number, "") if beginning not in LEAVES else ""
            level = beginning if beginning in {"affair", "field"} else headed or level
        place = Place(self._sheet.name, number, column.index)
        heading = level in HEADINGS and column.meaning == "programme" and has_money
        return self.enter(level, text, place, self._code(number, column), heading=heading)

    def _on_ladder(self, number: int, column: Column, text: str, *, has_money: bool) -> Node:
        code = self._code(number, column)
        heading = not self._indicators.has_indicator(number)
        if not code:
            code, text = ladder.leading_code(text)
        open_on = self.current or self._before
        open_ = next((one for level in reversed(LEAVES) if (one := open_on.get(level)) is not None), None)
        if open_ is not None and not code and self._is_outcome(text, column):
            self.go_on(number)
            if fold(text) not in open_.outcomes:
                open_.outcomes.append(fold(text))
            return open_
        scheme = self._schemes[column.index]
        level = self._ladder_level(text, code, scheme, number, heading=heading)
        place = Place(self._sheet.name, number, column.index)
        if level == "block" and not ladder.is_office_code(code):
            code = ""  # that of the bidang urusan which stands above it
        made = self.enter(level, text, place, code or scheme.code(number), heading=heading and has_money)
        if level == "block":
            made.agencies = agencies_in(text)
        return made

    def _is_outcome(self, text: str, column: Column) -> bool:
        """An outcome on a row of its own below its programme, in tables of 2025 and later (Inmendagri 2/2025)."""
        told = "outcome" in words(column.header) or column in self._codes
        return told and not ladder.label_in(text)[0] and ladder.is_outcome(text)

    def _ladder_level(self, text: str, code: str, scheme: Scheme, number: int, *, heading: bool) -> str:
        cell = self._sheet.cell(number, self._row_level.index) if self._row_level is not None else None
        if cell is not None and (told := ladder.level_named(cell.folded)):
            return told
        label = ladder.label_in(text)[0] or ladder.short_label(text)[0] or ladder.short_label(code)[0]
        if label:
            return label
        beginning = ladder.level_by_beginning(text)
        if ladder.is_office_code(code):
            return "block"
        if beginning == "block" and heading and says_code_again(code, self.current.get("field")):
            return "block"
        if beginning not in LEAVES and (counted := scheme.level(number)):
            return counted
        levels = scheme.named
        counted = ladder.level_of_code(ladder.plain_code(code), levels)
        if beginning in LEAVES and (counted in {"", *HEADINGS} or DEPTH[counted] > DEPTH[beginning]):
            return beginning
        if counted == "affair" and "field" in levels and not ladder.is_roman(code) and self._under_roman():
            return "field"
        if counted:
            return counted
        if beginning == "block":
            return "block" if heading and self.current.keys() & {"affair", "field"} else "programme"
        if beginning:
            return beginning
        if heading and self.current.keys() & {"affair", "field"}:
            return "block"
        if heading and not self.current and "affair" in levels:
            return "affair"
        self.guessed.append(number)
        return max(levels, key=DEPTH.__getitem__) if levels and not heading else "programme"

    def _under_roman(self) -> bool:
        """Whether the urusan that is open is counted I, II, III: what is counted 1, 2, 3 below it is a bidang."""
        affair = self.current.get("affair")
        return affair is not None and ladder.is_roman(affair.code)

    def _code(self, number: int, column: Column) -> str:
        return self._codes.of(self._sheet.row(number), column)

    # -- the tree

    def enter(
        self, level: str, text: str, place: Place, code: str, *, heading: bool = False, label: bool = True
    ) -> Node:
        """Go to the rung of this text: the one that is there already in this place of the tree, or a new one.

        A heading row with sums of its own begins a new block, though its name may have headed one before.
        """
        number, plain = ("", fold(text)) if not label else named(level, text, place.column in self._lettered)
        if not number and ladder.short_label(code)[0] == level:
            number, code = ladder.short_label(code)[1], ""
        if not code and level not in {"vision", "programme", "activity", "sub_activity"}:
            code, plain = ladder.leading_code(plain)
        elif not code:
            code, plain = programme_code(plain)
        if level == "mission" and code and "." not in code:
            number, code = number or code, ""
        coded = ladder.cut_to(ladder.plain_code(code), level)
        if level == "field" and re.fullmatch(r"[0-9]\.[0-9]", coded):
            coded = f"{coded}0"  # a spreadsheet keeps 2.10 as the number 2.1; the second part of a code has two digits
        self.go_on(place.row, level)
        parent = self._parent(level)
        made = Node(level, plain, place, parent, code, coded, number)
        made = self._tree.put(made, anew=heading and level in HEADINGS)
        for deeper in [one for one in self.current if DEPTH[one] >= DEPTH[level]]:
            del self.current[deeper]
        self.current[level] = made
        return made

    def _parent(self, level: str) -> Node | None:
        above = [node for name, node in self.current.items() if DEPTH[name] < DEPTH[level]]
        if level == "programme":
            above = [node for node in above if node.level not in {"strategy", "policy"}]
        if level == "policy":
            above = [node for node in above if node.level != "strategy"]
        return max(above, key=lambda node: DEPTH[node.level], default=None)
