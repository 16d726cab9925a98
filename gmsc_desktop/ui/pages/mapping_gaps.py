"""Kesenjangan: what RPJMD and initiatives lack of each other, with a reviewer's question; each leads to its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.models.gaps import GROUPS, Gap, GapReport, group_name
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.row_list import ROW, Index, RowList, RowPainter, RowsModel

_LEFT, _RIGHT, _GAP = 42, 16, 8
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class GapRow:
    """One line of the list; without a gap it is the heading of a group."""

    group: str
    heading: str = ""
    gap: Gap | None = None

    @property
    def name(self) -> str:
        """What lacks its counterpart, with its code."""
        if self.gap is None:
            return self.heading
        return " ".join(part for part in (self.gap.code, " ".join(self.gap.name.split())) if part)

    @property
    def told(self) -> str:
        """The question, or the answer that the plan gives."""
        if self.gap is None:
            return ""
        return _("Dijawab: {reason}").format(reason=self.gap.reason) if self.gap.reason else self.gap.question


def gap_rows(report: GapReport, words: Sequence[str] = (), *, open_only: bool = False) -> list[GapRow]:
    """The gaps in which every word occurs, open ones before answered ones, each group under its heading."""
    made: list[GapRow] = []
    for group in GROUPS:
        rows = [GapRow(group, gap=gap) for gap in report.of(group) if gap.open or not open_only]
        rows = [row for row in rows if all(word in f"{row.name} {row.told}".casefold() for word in words)]
        rows.sort(key=lambda row: row.gap is not None and not row.gap.open)
        if rows:
            waiting = sum(row.gap is not None and row.gap.open for row in rows)
            made += [GapRow(group, _heading(group, waiting, len(rows) - waiting)), *rows]
    return made


def _heading(group: str, waiting: int, answered: int) -> str:
    parts = [_("{count} terbuka").format(count=waiting)] if waiting else []
    parts += [_("{count} dijawab").format(count=answered)] if answered else []
    return _("{group}: {counts}").format(group=group_name(group), counts=", ".join(parts))


class GapModel(RowsModel[GapRow]):
    """Headings and gaps; a heading cannot be chosen."""

    def place_of(self, gap_id: str) -> int:
        """Where a gap is shown, -1 where it is not."""
        return next((at for at, row in enumerate(self.shown) if row.gap is not None and row.gap.id == gap_id), -1)

    @override
    def name(self, row: GapRow) -> str:
        return row.name

    @override
    def spoken(self, row: GapRow) -> str:
        return ". ".join(part for part in (row.name.rstrip("."), row.told) if part)

    @override
    def tip(self, row: GapRow) -> str:
        return self.spoken(row) if row.gap is not None else ""

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.shown[index.row()].gap is not None else Qt.ItemFlag.ItemIsEnabled


class _Painter(RowPainter):
    """A heading in 16; a gap by its name and, below it, the whole question."""

    def __init__(self, view: GapList) -> None:
        super().__init__()
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: GapRow = index.data(ROW)
        width = self._view.viewport().width()
        if row.gap is None:
            return QSize(width, theme.px(44))
        upper = QFontMetrics(theme.font(14, theme.SEMIBOLD)).height()
        return QSize(width, upper + self._told_height(row.told, width) + 2 * _GAP + 2)

    def _told_height(self, text: str, width: int) -> int:
        room = QRect(0, 0, max(80, width - _LEFT - _RIGHT - theme.px(28)), 10_000)
        return QFontMetrics(theme.font(14)).boundingRect(room, _WRAP, text).height()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: GapRow = index.data(ROW)
        if row.gap is not None:
            super().paint(painter, option, index)
            return
        painter.save()
        rect = QRectF(option.rect)
        painter.fillRect(rect, theme.colour("surface"))
        room = rect.adjusted(14, 0, -_RIGHT, 0)
        paint_text(painter, room, row.heading, theme.font(16, theme.SEMIBOLD), theme.colour("text"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        painter.restore()

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: GapRow, *, on: bool) -> None:
        assert row.gap is not None
        side = theme.px(16)
        icon, use = ("circle-alert", "warn") if row.gap.open else ("circle-check", "muted")
        inner = rect.adjusted(_LEFT, _GAP, -_RIGHT - theme.px(28), -_GAP)
        upper = QFontMetrics(theme.font(14, theme.SEMIBOLD)).height()
        icons.paint(painter, QRectF(16, inner.y() + (upper - side) / 2, side, side), icon, theme.colour(use))
        first = QRectF(inner.x(), inner.y(), inner.width(), upper)
        paint_text(painter, first, row.name, theme.font(14, theme.SEMIBOLD), theme.colour("text"))
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("text" if row.gap.open else "muted"))
        painter.drawText(inner.adjusted(0, upper + 2, 0, 2), _WRAP, row.told)
        place = QRectF(rect.right() - _RIGHT - side, rect.center().y() - side / 2, side, side)
        icons.paint(painter, place, "arrow-right", theme.colour("accent"))


class GapList(RowList):
    """``opened`` asks to go where the chosen gap is mended: Enter, a double click, or a click on its arrow."""

    opened = Signal()

    def __init__(self) -> None:
        self.rows = GapModel()
        super().__init__(self.rows, _Painter(self), _("Kesenjangan RPJMD dan inisiatif"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def current(self) -> Gap | None:
        """The chosen gap."""
        return self.rows.shown[self.place].gap if 0 <= self.place < len(self.rows.shown) else None

    def go_to_group(self, group: str) -> None:
        """Choose the first gap of a group and show it from its heading on."""
        found = next((at for at, row in enumerate(self.rows.shown) if row.group == group), -1)
        if self.go_to_place(found + 1 if found >= 0 else -1):
            self.scrollTo(self.rows.index(found, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def set_rows(self, rows: Sequence[GapRow]) -> None:
        """Show other gaps; the chosen one stays chosen, else the one that takes its place."""
        before, place = self.current, self.place
        self.rows.show(rows)
        self.scheduleDelayedItemsLayout()
        if before is not None and self.go_to_place(self.rows.place_of(before.id)):
            return
        places = [at for at, row in enumerate(self.rows.shown) if row.gap is not None]
        if places:
            self.go_to_place(next((at for at in places if at >= place), places[-1]))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or self.current is None:
            return
        if event.position().x() >= self.visualRect(index).right() - _RIGHT - theme.px(28):
            self.opened.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
