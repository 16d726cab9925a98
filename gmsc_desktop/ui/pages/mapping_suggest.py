"""Suggestions for the mapping: made on a thread, shown with the words that made them, never applied by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.figures import Figures
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.jobs import Job, Progress
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.row_list import Index, RowList, RowPainter, RowsModel
from gmsc_desktop.ui.session import Session, touches
from gmsc_desktop.ui.shown import present_year

if TYPE_CHECKING:
    from gmsc_desktop.models.suggestions import Suggestion, Suggestions

_TABLES = frozenset(
    {
        "planning_document", "objective", "programme", "programme_agency", "indicator", "initiative",
        "initiative_indicator", "indicator_mapping", "programme_mapping",
    }
)  # fmt: skip
_PLUS = 36  # pixels at the right, in which a click takes a suggestion


class Suggesting(QObject):
    """The suggestions of an open plan. ``found`` tells that they are those of what is shown."""

    found = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._made: Suggestions | None = None
        self._job: Job | None = None
        self._jobs: list[Job] = []  # a job that nobody holds cannot tell its end
        self._stale = True
        session.changed.connect(self._changed)

    def now(self) -> Suggestions | None:
        """What is known; newer ones are made where the plan has changed, and ``found`` tells of them."""
        if self._stale:
            self._make()
        return self._made

    def _changed(self, changed: object) -> None:
        if touches(changed if isinstance(changed, frozenset) else None, _TABLES):
            self._stale = True

    def _make(self) -> None:
        self._stale = False
        snapshot, pack, year = self._session.snapshot, self._session.pack, present_year(self._session.snapshot)

        def work(_progress: Progress) -> Suggestions:
            from gmsc_desktop.models.suggestions import Suggestions

            return Suggestions(Figures(snapshot, pack), year)

        job = self._job = Job("", work, lambda made: self._take(job, made), lambda _error: None)
        self._jobs.append(job)
        job.ended.connect(lambda: self._jobs.remove(job))
        job.start()

    def _take(self, job: Job, made: Suggestions) -> None:
        if shiboken6.isValid(self) and job is self._job and not self._session.is_closed:
            self._made = made
            self.found.emit()


def suggesting_of(session: Session) -> Suggesting:
    """The suggestions of an open plan."""
    found = session.findChild(Suggesting)
    return found if found is not None else Suggesting(session)


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """One suggestion: what would be mapped, and why it is suggested."""

    suggestion: Suggestion
    name: str
    dimension: str = ""

    @property
    def why(self) -> str:
        """The words that both have, and whether one office carries both."""
        parts = [_("kata yang sama: {words}").format(words=", ".join(self.suggestion.words))]
        parts += [_("OPD yang sama")] if self.suggestion.same_agency else []
        return " · ".join(parts)


class _Model(RowsModel[SuggestionRow]):
    @override
    def name(self, row: SuggestionRow) -> str:
        return row.name

    @override
    def spoken(self, row: SuggestionRow) -> str:
        return _("Saran: {name}, {why}").format(name=row.name, why=row.why)


class _Painter(RowPainter):
    height = 48

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, theme.px(self.height))

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: SuggestionRow, *, on: bool) -> None:
        side = theme.px(18)
        inner = rect.adjusted(8, 5, -_PLUS, -5)
        upper = QFontMetrics(theme.font(14)).height()
        if row.dimension:
            place = QRectF(inner.x(), inner.y() + (upper - side) / 2, side, side)
            icons.paint_tile(painter, place, row.dimension)
            inner.setLeft(inner.x() + side + 8)
        first = QRectF(inner.x(), inner.y(), inner.width(), upper)
        paint_text(painter, first, row.name, theme.font(14), theme.colour("text"))
        second = QRectF(inner.x(), first.bottom(), inner.width(), inner.bottom() - first.bottom())
        paint_text(painter, second, row.why, theme.font(12), theme.colour("muted"))
        side = theme.px(16)
        plus = QRectF(rect.right() - _PLUS / 2 - side / 2, rect.center().y() - side / 2, side, side)
        icons.paint(painter, plus, "plus", theme.colour("accent"))


class SuggestionList(RowList):
    """``taken`` carries the suggestions that a person chose: with Enter, a double click or "+"."""

    taken = Signal(object)

    def __init__(self) -> None:
        self.rows = _Model()
        super().__init__(self.rows, _Painter(), _("Saran pemetaan"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _index: self.take())

    @property
    def chosen(self) -> list[Suggestion]:
        """The suggestions that are selected; else the current one."""
        places = sorted(index.row() for index in self.selectedIndexes()) or [self.place]
        return [self.rows.shown[place].suggestion for place in places if 0 <= place < len(self.rows.shown)]

    def take(self) -> None:
        """Take what is chosen."""
        if self.chosen:
            self.taken.emit(self.chosen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Plus}:
            self.take()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        on_plus = index.isValid() and event.position().x() >= self.visualRect(index).right() - _PLUS
        if event.button() == Qt.MouseButton.LeftButton and on_plus:
            self.taken.emit([self.rows.shown[index.row()].suggestion])


class SuggestionBox(QWidget):
    """At most five suggestions under a heading; hidden where there are none, and in a plan that is only looked at."""

    def __init__(self, session: Session, take: Callable[[Sequence[Suggestion]], object]) -> None:
        super().__init__()
        self._session = session
        self.list = SuggestionList()
        self.list.taken.connect(take)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.setSpacing(4)
        box.addWidget(Label(_("Saran"), 14, theme.SEMIBOLD))
        note = _("Hanya saran. Tidak diterapkan sebelum Anda memilihnya: Enter atau “+”; Shift untuk beberapa.")
        box.addWidget(Label(note, 13, tone="faint", wrap=True))
        box.addWidget(self.list)
        self.hide()

    def show_rows(self, rows: Sequence[SuggestionRow]) -> None:
        """Show suggestions."""
        self.list.rows.show(rows)
        self.list.setFixedHeight(theme.px(48) * len(rows) + 2)
        self.setVisible(bool(rows) and not self._session.read_only)
