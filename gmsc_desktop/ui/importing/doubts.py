"""Everything that somebody should look at, with its reason: Enter goes to the cell, Space says that it was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.importing.sheet_model import cell_words
from gmsc_desktop.ui.importing.state import ReviewState
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.ui.tables.columns import Look

_CELL, _WIDEST_PLACE = 72, 200


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    state: str
    icon: str
    use: str
    place: Place | None
    sentence: str
    text: str = ""
    names_sheet: bool = False  # where the lines are of more than one sheet

    @property
    def cell(self) -> str:
        """Where it stands."""
        if self.place is None:
            return ""
        return f"{self.place.cell} · {self.place.sheet}" if self.names_sheet else self.place.cell

    @property
    def told(self) -> str:
        """The whole sentence, with the sheet that it speaks of where there are several."""
        if self.place is None or not self.names_sheet:
            return self.sentence
        return _("Lembar “{sheet}”: {sentence}").format(sheet=self.place.sheet, sentence=self.sentence)


class _List(Grid):
    seen_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, "import-doubts", _("Yang perlu dilihat"), list(_columns()), opens=True)

    def make_room(self, places: Iterable[str]) -> None:
        """Give the column of places the room in which they are read whole, so far as the sheets' names are usual."""
        metrics, at = QFontMetrics(theme.font(14)), self.rows.column_place("cell")
        needed = max((metrics.horizontalAdvance(words) + theme.px(24) for words in places), default=0)
        width = min(_WIDEST_PLACE, max(_CELL, round(needed / theme.px(100) * 100)))
        if self.rows.columns[at].width != width:
            self.rows.columns[at] = replace(self.rows.columns[at], width=width)
            self.show_columns()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.seen_asked.emit()
        else:
            super().keyPressEvent(event)


class DoubtsPart(QWidget):
    """Doubts that nobody has seen stand first, then corrections, then what was seen and what is mere information."""

    cell_asked = Signal(object, bool)
    count_changed = Signal(int)  # how many nobody has seen

    def __init__(self, state: ReviewState) -> None:
        super().__init__()
        self._state = state
        self.seen_ones: set[Notice] = set()
        self._lines: dict[str, tuple[_Line, Notice | None]] = {}
        self.words = Label("", 13, tone="muted", wrap=True)
        self.list = _List(state.session)
        self.list.opened.connect(lambda line_id: self._go(line_id, focus=True))
        self.list.row_changed.connect(self._row_changed)
        self.list.seen_asked.connect(self.mark_seen)
        self.detail = Label("", 13, wrap=True)
        self.correct = Button(_("Perbaiki selnya"), on_click=lambda: self._go(self.list.current_id, focus=True))
        self.seen = Button(_("Sudah dilihat"), "check", self.mark_seen)
        self.all_seen = Button(_("Semua sudah dilihat"), on_click=self._mark_all)
        self.back = Button(_("Kembalikan isi sel"), "undo-2", self._take_back)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.all_seen)
        foot.setSpacing(8)
        for button in (self.correct, self.seen, self.back):
            foot.addWidget(button)
        self.back.hide()
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 0)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        box.addWidget(self.detail)
        box.addLayout(foot)

    def forget(self) -> None:
        """Nobody looked at anything yet: another file has doubts of its own."""
        self.seen_ones = set()

    # -- showing

    def refresh(self) -> None:
        """Show the notices of the review, and what was corrected."""
        found = list(self._found())
        if len({line.place.sheet for line, _notice in found if line.place is not None}) > 1:
            found = [(replace(line, names_sheet=True), notice) for line, notice in found]
        self._lines = {line.id: (line, notice) for line, notice in found}
        self.list.rows.set_rows([line for line, _notice in found])
        self.list.make_room({line.cell for line, _notice in found})
        open_ones = sum(line.use == "warn" for line, _notice in found)
        if open_ones:
            words = _("{count} belum dilihat. Enter menuju selnya, Spasi menandai sudah dilihat.")
            self.words.setText(words.format(count=open_ones))
        else:
            self.words.setText(_("Semua sudah dilihat.") if found else _("Tidak ada yang perlu dilihat."))
        self.all_seen.setVisible(open_ones > 1)
        self.count_changed.emit(open_ones)
        self._row_changed(self.list.current_id)

    def _found(self) -> Iterator[tuple[_Line, Notice | None]]:
        notices = list(self._state.review.notices) if self._state.review is not None else []
        numbered = [(f"n{at}", one) for at, one in enumerate(dict.fromkeys(notices))]
        for line_id, one in numbered:
            if one.doubt and one not in self.seen_ones:
                yield self._line(line_id, one, (_("Perlu dilihat"), "triangle-alert", "warn")), one
        for place, text in self._state.told.cells.items():
            before = self._state.original(place) or _("kosong")
            sentence = _("Isi sel {cell} diperbaiki dari “{before}” menjadi “{after}”.")
            told = sentence.format(cell=place.cell, before=before[:80], after=text[:80] or _("kosong"))
            name = f"c{place.sheet}!{place.cell}"
            yield _Line(name, _("Diperbaiki"), "check", "accent", place, told, text), None
        for line_id, one in numbered:
            if one.doubt and one in self.seen_ones:
                yield self._line(line_id, one, (_("Sudah dilihat"), "check", "ok")), one
        for line_id, one in numbered:
            if not one.doubt:
                yield self._line(line_id, one, (_("Keterangan"), "info", "muted")), one

    def _line(self, line_id: str, notice: Notice, state: tuple[str, str, str]) -> _Line:
        place, text = notice.place, ""
        sheet = self._state.sheet(place.sheet) if place is not None else None
        if sheet is not None and place is not None:
            text = cell_words(sheet.cell(place.row, place.column))
        return _Line(line_id, *state, place, notice.sentence, text)

    def _row_changed(self, line_id: str) -> None:
        line, notice = self._lines.get(line_id, (None, None))
        self.detail.setText(line.told if line is not None else "")
        self.detail.setVisible(line is not None)
        self.correct.setVisible(line is not None and line.place is not None)
        self.seen.setVisible(line is not None and line.use in {"warn", "ok"})
        self.seen.setText(_("Belum dilihat") if line is not None and line.use == "ok" else _("Sudah dilihat"))
        self.back.setVisible(line is not None and notice is None)
        if line is not None and line.place is not None and self.list.hasFocus():
            self._go(line_id, focus=False)

    # -- doing

    def _go(self, line_id: str, *, focus: bool) -> None:
        line, _notice = self._lines.get(line_id, (None, None))
        if line is not None and line.place is not None:
            self.cell_asked.emit(line.place, focus)

    def mark_seen(self) -> None:
        """Somebody looked at the current line; once more: nobody did."""
        _line, notice = self._lines.get(self.list.current_id, (None, None))
        if notice is None or not notice.doubt:
            return
        self.seen_ones ^= {notice}
        self.refresh()

    def _mark_all(self) -> None:
        review = self._state.review
        if review is not None:
            self.seen_ones |= set(review.doubts)
            self.refresh()

    def _take_back(self) -> None:
        line, notice = self._lines.get(self.list.current_id, (None, None))
        if line is not None and notice is None and line.place is not None:
            self._state.correct(line.place, None)


def _short(line: _Line) -> str:
    """The cell alone, where there is no room for its sheet too: the sentence below the list tells it."""
    return line.place.cell if line.place is not None else ""


def _columns() -> Iterator[Column]:
    yield Column(
        "state", _("Keadaan"), lambda row: row.state, width=124, style="state", look=lambda row: Look(row.icon, row.use)
    )
    yield Column("cell", _("Sel"), lambda row: row.cell, width=_CELL, style="muted", short=_short, short_width=_CELL)
    yield Column("why", _("Keterangan"), lambda row: row.sentence, width=200, stretch=True)
    yield Column("text", _("Isi sel"), lambda row: row.text, width=110, yields=True)
