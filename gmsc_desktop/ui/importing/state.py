"""What the parts of the window share: the book, what the person said, the review that follows, a way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.layouts import remembered_place
from gmsc_desktop.exchange.review import ColumnSeen, Importer, Meaning, Review, TableSeen, Told, corrected
from gmsc_desktop.exchange.sheets import Book, Place, Sheet
from gmsc_desktop.ui.jobs import Jobs, Progress
from gmsc_desktop.ui.session import Session

_PAUSE = 80  # milliseconds after an answer before the book is read again


class ReviewState(QObject):
    """Reads again after each answer, on a thread of its own; the newest answer counts."""

    changed = Signal()  # another review, or a refusal
    reading_changed = Signal()
    told_changed = Signal()  # an answer, before the review that follows

    def __init__(self, session: Session, importer: Importer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.importer = importer
        self.meanings: Mapping[str, Meaning] = {one.key: one for one in importer.meanings}
        self.jobs = Jobs(self)
        self.book = Book("", "", ())
        self.shown = self.book  # with what was corrected
        self.told = Told()
        self.review: Review | None = None
        self.refused: UserFacingError | None = None
        self.remembered = False  # whether the columns are as this computer remembers the layout
        self.reading = False
        self._before: list[Told] = []
        self._known = Told()  # what this computer remembers of the layout
        self._asked_for_memory = False
        self._snapshot = session.snapshot
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._read)

    # -- answers

    def open(self, book: Book) -> None:
        """Another book: what was said of the one before is forgotten."""
        self.book = self.shown = book
        self.told, self._before, self._known = Told(), [], Told()
        self.review, self.refused = None, None
        self.remembered, self._asked_for_memory = False, False
        self._pause.stop()
        if book.sheets:
            self._read()

    def tell(self, told: Told) -> None:
        """What the person says now; the review follows."""
        if told == self.told:
            return
        self._before.append(self.told)
        self._take(told)

    def answer(self, what: str, text: str) -> None:
        """A question was answered."""
        self.tell(self.told.with_answer(what, text))

    def set_column(self, column: ColumnSeen | None, index: int) -> None:
        """What a column means; None: as it is read by itself."""
        columns = {at: one for at, one in self.told.columns.items() if at != index}
        if column is not None:
            columns[index] = column
        self.tell(replace(self.told, columns=columns))

    def correct(self, place: Place, text: str | None) -> None:
        """Another text for a cell; None: as the file has it."""
        cells = {at: one for at, one in self.told.cells.items() if at != place}
        if text is not None and text != self.original(place):
            cells[place] = text
        self.tell(replace(self.told, cells=cells))

    def set_heading(self, sheet: str, rows: tuple[int, int] | None) -> None:
        """These rows of a sheet are the heading of the table that is read; None: it is looked for."""
        self.tell(replace(self.told, sheet=sheet, heading=rows, columns={}))

    def read_layout(self, path: Path) -> None:
        """The columns as a file says. Raises ``UserFacingError``."""
        self.tell(self.importer.told_from(path, replace(self.told, columns={}), self.review))

    def read_by_headings(self) -> None:
        """Without what is remembered about this layout, and what was said of its columns and of where it begins."""
        self.remembered = False
        self.tell(replace(self.told, columns={}, heading=None))

    def step_back(self) -> bool:
        """Take the last answer back; False where there is none."""
        if not self._before:
            return False
        self._take(self._before.pop())
        return True

    def _take(self, told: Told) -> None:
        self.told = told
        self.shown = corrected(self.book, told.cells)
        self._set_reading(True)
        self._pause.start()
        self.told_changed.emit()

    @property
    def edits(self) -> int:
        """How many cells and columns a person has set in this window."""
        known = self._known.columns
        return len(self.told.cells) + sum(known.get(at) != one for at, one in self.told.columns.items())

    @property
    def answers(self) -> int:
        """How many questions a person has answered in this window, where the table begins among them."""
        told, known = self.told, self._known
        where = (told.sheet, told.heading)
        single = ((where, (known.sheet, known.heading)), (told.unit, known.unit), (told.first_year, known.first_year))
        said = sum(now != before and now not in {None, "", ("", None)} for now, before in single)
        return said + sum(known.more.get(what) != answer for what, answer in told.more.items())

    # -- reading

    def read_again(self) -> None:
        """Read with the plan as it is now."""
        self._read()

    @property
    def is_current(self) -> bool:
        """Whether the review was held against the plan as it is now."""
        return self._snapshot is self.session.snapshot and not self.reading

    def _read(self) -> None:
        self._pause.stop()
        book, told, snapshot, importer = self.book, self.told, self.session.snapshot, self.importer
        self._set_reading(True)

        def work(_progress: Progress) -> Review:
            return importer.review(book, told, snapshot)

        def is_old() -> bool:
            if told is self.told and book is self.book:
                self._snapshot = snapshot
                return False
            return True

        def done(review: Review) -> None:
            if not is_old():
                self._was_read(review, None)

        def failed(error: UserFacingError) -> None:
            if not is_old():
                self._was_read(None, error)

        self.jobs.start("", work, done, failed)

    def _was_read(self, review: Review | None, refused: UserFacingError | None) -> None:
        if review is not None and not self._asked_for_memory:
            self._asked_for_memory = True
            if self._remember(review):
                return
        self.review, self.refused = review, refused
        self._set_reading(False)
        self.changed.emit()

    def _remember(self, review: Review) -> bool:
        """Read again with the columns as this computer knows the layout, where it does."""
        place = remembered_place(review.fingerprint)
        if not review.fingerprint or not place.is_file() or self.told.columns:
            return False
        try:
            told = self.importer.told_from(place, self.told, review)
        except UserFacingError:  # nobody chose this file: a damaged one is as good as none
            return False
        if _meanings(told.columns.values()) == _meanings(_columns(review, told)):
            return False  # it says what is read by itself
        self.told, self.remembered, self._known = told, True, told
        self._read()
        return True

    def _set_reading(self, reading: bool) -> None:
        if reading != self.reading:
            self.reading = reading
            self.reading_changed.emit()

    # -- what is looked up

    def sheet(self, name: str) -> Sheet | None:
        """A sheet with what was corrected in it."""
        return next((one for one in self.shown.sheets if one.name == name), None)

    def original(self, place: Place) -> str:
        """What the file has in a cell."""
        sheet = next((one for one in self.book.sheets if one.name == place.sheet), None)
        cell = sheet.cell(place.row, place.column) if sheet is not None else None
        return cell.text if cell is not None else ""

    def tables_of(self, sheet: str) -> list[TableSeen]:
        """The tables of a sheet, those that are read first."""
        found = self.review.tables if self.review is not None else ()
        return [one for one in found if one.sheet == sheet]

    def close(self) -> None:
        """Nobody waits any more."""
        self._pause.stop()
        self.jobs.close()


def _columns(review: Review, told: Told) -> list[ColumnSeen]:
    columns = review.tables[0].columns if review.tables else ()
    return [one for one in columns if one.index in told.columns]


def _meanings(columns: Iterable[ColumnSeen]) -> set[tuple[object, ...]]:
    return {(one.index, one.meaning, one.year, one.ordinal, one.levels) for one in columns}
