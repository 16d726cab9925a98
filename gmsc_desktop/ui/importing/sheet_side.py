"""The left side: which sheet, what the current column means, the cells, what the current cell says, the legend."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.exchange.review import Family
from gmsc_desktop.exchange.sheets import Place, Sheet, cell_name
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, Card, Label
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.importing.families import family_words, ground
from gmsc_desktop.ui.importing.matcher import Matcher
from gmsc_desktop.ui.importing.sheet_model import cell_words
from gmsc_desktop.ui.importing.sheet_view import SheetView
from gmsc_desktop.ui.importing.state import ReviewState

_SHOWN = 120  # letters of a cell under the sheet; the whole of it stands in its editor and its tip


class SheetSide(QWidget):
    """Shows the sheet that is read, or another one to look at; ``branch_asked`` carries a place."""

    branch_asked = Signal(object)

    def __init__(self, state: ReviewState) -> None:
        super().__init__()
        self._state = state
        self._shown = ""
        self.chooser = ChoiceField((), _("(tidak ada lembar)"))
        self.chooser.setAccessibleName(_("Lembar yang ditampilkan"))
        self.chooser.typed.connect(lambda: self.show_sheet(self.chooser.text()))
        self.read_this = Button(_("Baca lembar ini"), on_click=self._read_this)
        self.heading = Button(_("Jadikan kepala tabel"), on_click=self._mark_heading)
        self.matcher = Matcher(state)
        self.view = SheetView(state)
        self.cell = Label("", 13, tone="muted")
        self.cell.setWordWrap(True)
        self.banner = Banner()
        self.legend = Legend()
        self._build()
        self.view.cell_changed.connect(self._cell_changed)
        self.view.column_asked.connect(self._ask_column)
        self.view.heading_asked.connect(self._set_heading)
        self.view.branch_asked.connect(lambda row, column: self.branch_asked.emit(Place(self._shown, row, column)))
        self.view.restore_asked.connect(lambda place: state.correct(place, None))
        self.view.cells.corrected.connect(state.correct)
        state.told_changed.connect(self.refresh)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.chooser, 1)
        top.addWidget(self.read_this)
        top.addWidget(self.heading)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(top)
        box.addWidget(self.matcher)
        box.addWidget(self.banner)
        card = Card(padding=2)
        card.box.addWidget(self.view)
        box.addWidget(card, 1)
        box.addWidget(self.cell)
        box.addWidget(self.legend)

    # -- showing

    def refresh(self) -> None:
        """Show what is known now; the sheet that is looked at stays."""
        names = [sheet.name for sheet in self._state.book.sheets]
        self.chooser.set_options([Option(sheet.name, self._sheet_words(sheet)) for sheet in self._state.book.sheets])
        read = [one.sheet for one in self._state.review.tables if one.read] if self._state.review else []
        if self._shown not in names:
            self._shown = next(iter([*read, self._state.told.sheet, *names]), "")
        if self._shown not in names:
            self._shown = names[0] if names else ""
        self.show_sheet(self._shown)

    def _sheet_words(self, sheet: Sheet) -> str:
        tables = self._state.tables_of(sheet.name)
        parts = [sheet.name]
        if any(one.read for one in tables):
            parts.append(_("dibaca"))
        elif tables:
            parts.append(_("ada tabel, tidak dibaca"))
        if sheet.hidden:
            parts.append(_("tersembunyi"))
        return " · ".join(parts)

    def show_sheet(self, name: str) -> None:
        """Show a sheet of the book."""
        sheet = self._state.sheet(name)
        if sheet is None:
            return
        self._shown = name
        self.chooser.show_text(name)
        tables = self._state.tables_of(name)
        review = self._state.review
        self.view.show_sheet(sheet, tables, list(review.notices) if review is not None else [])
        is_read = any(one.read for one in tables)
        self.legend.show_families(self.view.cells.families())
        self.read_this.setVisible(bool(tables) and not is_read)
        self.heading.setVisible(not is_read)
        self._tell_refusal()
        here = self.view.currentIndex()
        self._cell_changed(here.row(), here.column())

    def _tell_refusal(self) -> None:
        refused = self._state.refused
        if refused is None:
            self.banner.hide()
            return
        how = refused.next_step  # of a book in which there is nothing to choose
        if any(sheet.rows for sheet in self._state.book.sheets):
            how = _("Pilih baris kepala kolomnya di bawah, lalu tekan Jadikan kepala tabel.")
        self.banner.say("warn", f"{refused.sentence} {how}")

    def go_to(self, place: Place, *, focus: bool) -> None:
        """Show a cell, of whatever sheet."""
        if place.sheet != self._shown:
            self.show_sheet(place.sheet)
        self.view.go_to(place)
        if focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> Place:
        """The current cell."""
        here = self.view.currentIndex()
        return Place(self._shown, max(here.row(), 0), max(here.column(), 0))

    def _cell_changed(self, row: int, column: int) -> None:
        self.matcher.show_column(self.view.cells.column_seen(column, row) if column >= 0 else None, column)
        if row < 0 or column < 0:
            self.cell.setText("")
            return
        place = Place(self._shown, row, column)
        words = cell_words(self.view.cells.sheet.cell(row, column)) or _("kosong")
        told = [_("{cell}: {words}").format(cell=cell_name(row, column), words=_cut(words))]
        if self.view.cells.is_corrected(row, column):
            before = self._state.original(place) or _("kosong")
            told.append(_("Di berkas tertulis: {words}").format(words=_cut(before)))
        told += self.view.cells.doubts(row, column)[:1]
        self.cell.setText(" · ".join(told))

    # -- asking

    def _ask_column(self, column: int) -> None:
        here = self.view.currentIndex()
        if here.column() != column:
            self.view.setCurrentIndex(self.view.cells.index(max(here.row(), 0), column))
        self.matcher.ask()

    def _read_this(self) -> None:
        self._state.answer("sheet", self._shown)

    def _mark_heading(self) -> None:
        self._set_heading(*self.view.rows_chosen())

    def _set_heading(self, top: int, bottom: int) -> None:
        self._state.set_heading(self._shown, (top, bottom))


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


class Legend(QWidget):
    """A square of each colour that the sheet has, with its word."""

    _ORDER: tuple[Family, ...] = (
        "level", "indicator", "figure", "money", "agency", "time", "text", "ignored", "unknown",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._shown: frozenset[Family] = frozenset()
        self.setAccessibleName(_("Arti warna"))
        self.restyle()

    def show_families(self, families: Iterable[Family]) -> None:
        """Tell the colours of these alone."""
        self._shown = frozenset("text" if one == "code" else one for one in families)
        self.setAccessibleDescription(", ".join(family_words(one) for one in self._ORDER if one in self._shown))
        self.update()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setFixedHeight(theme.px(20))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font(12)
        painter.setFont(font)
        x, side = 0.0, theme.px(12)
        for family in (one for one in self._ORDER if one in self._shown):
            words = family_words(family)
            width = side + 5 + painter.fontMetrics().horizontalAdvance(words) + 12
            if x + width > self.width() + 12:
                break
            square = QRectF(x, (self.height() - side) / 2, side, side)
            painter.fillRect(square, ground(family))
            painter.setPen(theme.colour("field"))
            painter.drawRect(square)
            painter.setPen(theme.colour("muted"))
            painter.drawText(QPointF(x + side + 5, self.height() / 2 + painter.fontMetrics().ascent() / 2 - 1), words)
            x += width
