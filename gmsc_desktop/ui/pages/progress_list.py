"""The list of the initiatives of a year, sorted by what is due: mark, name, last value, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.progress_due import DueRow
from gmsc_desktop.ui.row_list import Index, RowList, RowPainter, RowsModel


class DueModel(RowsModel[DueRow]):
    """Rows of the year; ``shown`` are those in which every word of the filter occurs."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DueRow] = []
        self._words: list[str] = []

    def set_rows(self, rows: Sequence[DueRow]) -> None:
        """Show other rows; where only values differ nothing moves."""
        self.rows = list(rows)
        self._arrange()

    def set_filter(self, text: str) -> None:
        """Show the rows in which every word occurs."""
        self._words = text.casefold().split()
        self._arrange()

    def _arrange(self) -> None:
        shown = [
            row
            for row in self.rows
            if all(word in f"{row.name}\n{row.agency}\n{row.words}".casefold() for word in self._words)
        ]
        if [row.id for row in shown] == [row.id for row in self.shown]:
            self.shown = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.show(shown)

    def place_of(self, initiative_id: str) -> int:
        """Where an initiative is shown, -1 where it is not."""
        return next((place for place, row in enumerate(self.shown) if row.id == initiative_id), -1)

    @override
    def name(self, row: DueRow) -> str:
        return row.name

    @override
    def spoken(self, row: DueRow) -> str:
        return row.spoken

    @override
    def tip(self, row: DueRow) -> str:
        return "\n".join(part for part in (row.name, row.agency, row.words) if part)


class _Painter(RowPainter):
    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: DueRow, *, on: bool) -> None:
        if on:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), theme.colour("accent"))
        _content(painter, rect.adjusted(14, 0, -14, 0), row)


def _content(painter: QPainter, rect: QRectF, row: DueRow) -> None:
    side, gap = theme.px(24), 12
    icons.paint_tile(painter, QRectF(rect.x(), rect.center().y() - side / 2, side, side), row.dimension)
    left, half = rect.x() + side + gap, rect.height() / 2
    upper = QRectF(left, rect.y() + 6, rect.right() - left, half - 6)
    lower = QRectF(left, rect.y() + half, rect.right() - left, half - 6)
    strong, small = theme.font(14, theme.SEMIBOLD), theme.font(13)
    figure = theme.px(70)
    paint_text(
        painter, upper.adjusted(upper.width() - figure, 0, 0, 0), row.last, strong, theme.colour("text"), right=True
    )
    paint_text(painter, upper.adjusted(0, 0, -figure, 0), row.name, strong, theme.colour("text"))
    wanted = theme.px(15) + 18 + QFontMetrics(small).horizontalAdvance(row.words)
    fits = wanted + theme.px(92) <= lower.width()
    room = theme.px(92) if row.last_period and fits else 0
    paint_text(
        painter,
        lower.adjusted(lower.width() - room, 0, 0, 0),
        row.last_period if room else "",
        small,
        theme.colour("muted"),
        right=True,
    )
    icon, use = row.icon
    mark = theme.px(15)
    icons.paint(painter, QRectF(left, lower.center().y() - mark / 2, mark, mark), icon, theme.colour(use))
    words = lower.adjusted(mark + 6, 0, -room - 6, 0)
    paint_text(painter, words, row.words, small, theme.colour("text" if row.wait == "late" else "muted"))


class DueList(RowList):
    """``row_changed`` carries the initiative; typing a figure or Enter asks for the form with that key."""

    row_changed = Signal(str)
    typed = Signal(str)  # a figure that was typed here, or "" for Enter

    def __init__(self) -> None:
        self.rows = DueModel()
        super().__init__(self.rows, _Painter(), _("Inisiatif menurut yang perlu dilaporkan"))
        self.setUniformItemSizes(True)

    @property
    def current_id(self) -> str:
        """The chosen initiative, "" for none."""
        return self.rows.shown[self.place].id if 0 <= self.place < len(self.rows.shown) else ""

    def set_rows(self, rows: Sequence[DueRow]) -> None:
        """Show other rows; the chosen initiative stays chosen where it is still shown."""
        chosen = self.current_id
        self.rows.set_rows(rows)
        self._choose_again(chosen)

    def set_filter(self, text: str) -> None:
        """Show the rows in which every word occurs."""
        chosen = self.current_id
        self.rows.set_filter(text)
        self._choose_again(chosen)

    def _choose_again(self, chosen: str) -> None:
        if self.current_id == chosen and chosen:
            return
        if not self.go_to(chosen):
            self.go_to_place(0)
        if not self.rows.shown:
            self.row_changed.emit("")

    def go_to(self, initiative_id: str) -> bool:
        """Choose an initiative; False where it is not shown."""
        return self.go_to_place(self.rows.place_of(initiative_id))

    def next_due(self, after: str) -> str:
        """The next initiative below that waits for an entry, else the first that does; "" where none does.

        Those that are late come before those of the running quarter.
        """
        place = self.rows.place_of(after)
        for wait in ("late", "open"):
            waiting = [row.id for row in self.rows.shown if row.wait == wait and row.id != after]
            below = [row for row in waiting if self.rows.place_of(row) > place]
            if waiting:
                return (below or waiting)[0]
        return ""

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.row_changed.emit(self.current_id)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to_place(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.typed.emit("")
        elif event.text().isdigit():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
