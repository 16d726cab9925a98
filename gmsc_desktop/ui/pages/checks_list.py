"""The list of findings: what must be, what was left with a reason, what only warns; each with where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.models.checks import Finding
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.row_list import ROW, WRAPPED, Index, RowList, RowPainter, RowsModel, wrapped_height

Group = Literal["must", "private", "overridden", "warning"]
_LEFT, _RIGHT, _GAP = 42, 16, 9
GROUPS: dict[Group, tuple[str, str]] = {
    "must": ("circle-alert", "error"),
    "private": ("user-round", "warn"),
    "overridden": ("circle-check", "muted"),
    "warning": ("triangle-alert", "warn"),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line of the list; without a finding it is the heading of a group."""

    group: Group
    sentence: str
    place: str = ""
    rule: str = ""
    reason: str = ""  # with person and date, where it was left with a reason
    finding: Finding | None = None

    @property
    def second(self) -> str:
        """The second line: the reason it was left so, else where it leads."""
        return self.reason or self.place


def group_of(finding: Finding, *, private: bool) -> Group:
    """Where a finding stands in the list; ``private`` tells of a number that is masked in what leaves."""
    if finding.weight == "warning":
        return "warning"
    if finding.override is not None:
        return "overridden"
    return "private" if private else "must"


def heading(group: Group, count: int) -> str:
    """What stands over a group."""
    if group == "must":
        return _("{count} wajib dipenuhi sebelum diserahkan").format(count=count)
    if group == "private":
        return _("{count} nomor pribadi, disamarkan di dalam paket").format(count=count)
    if group == "overridden":
        return _("{count} diserahkan dengan alasan").format(count=count)
    return _("{count} peringatan, paket tetap dapat diserahkan").format(count=count)


def with_headings(rows: Sequence[FindingRow]) -> list[FindingRow]:
    """The rows group by group, each under its heading."""
    found: list[FindingRow] = []
    for group in GROUPS:
        members = [row for row in rows if row.group == group]
        if members:
            found += [FindingRow(group, heading(group, len(members))), *members]
    return found


class FindingModel(RowsModel[FindingRow]):
    """Headings and findings; a heading cannot be chosen."""

    def place_of(self, key: str) -> int:
        """Where the finding with a key is shown, -1 where it is not."""
        return next((at for at, row in enumerate(self.shown) if row.finding and row.finding.key == key), -1)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.shown[index.row()].finding else Qt.ItemFlag.ItemIsEnabled

    @override
    def name(self, row: FindingRow) -> str:
        return row.sentence

    @override
    def spoken(self, row: FindingRow) -> str:
        return ", ".join(part for part in (row.sentence, row.place, row.reason) if part)

    @override
    def tip(self, row: FindingRow) -> str:
        if row.finding is None:
            return ""
        rule = _("Aturan {number}: {rule}").format(number=row.finding.rule, rule=row.rule)
        return "\n".join(part for part in (row.sentence, row.place, row.reason, rule) if part)


class _Painter(RowPainter):
    """A heading in 16, a finding with its whole sentence and one line below it."""

    def __init__(self, view: FindingList) -> None:
        super().__init__()
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: FindingRow = index.data(ROW)
        width = self._view.viewport().width()
        if row.finding is None:
            return QSize(width, theme.px(44))
        lower = QFontMetrics(theme.font(13)).height()
        room = width - _LEFT - _RIGHT - theme.px(28)
        return QSize(width, wrapped_height(row.sentence, 14, room) + lower + 2 * _GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FindingRow = index.data(ROW)
        if row.finding is not None:
            super().paint(painter, option, index)
            return
        painter.save()
        self._paint_heading(painter, QRectF(option.rect), row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, row: FindingRow) -> None:
        painter.fillRect(rect, theme.colour("surface"))
        icon, use = GROUPS[row.group]
        side = theme.px(18)
        icons.paint(painter, QRectF(14, rect.center().y() - side / 2, side, side), icon, theme.colour(use))
        paint_text(
            painter, rect.adjusted(_LEFT, 0, -_RIGHT, 0), row.sentence, theme.font(16, theme.SEMIBOLD),
            theme.colour("text"),
        )  # fmt: skip
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: FindingRow, *, on: bool) -> None:
        inner = rect.adjusted(_LEFT, _GAP, -_RIGHT - theme.px(28), -_GAP)
        lower = QFontMetrics(theme.font(13)).height()
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("text"))
        painter.drawText(inner.adjusted(0, 0, 0, -lower), WRAPPED, row.sentence)
        second = QRectF(inner.x(), inner.bottom() - lower, inner.width(), lower)
        paint_text(painter, second, row.second, theme.font(13), theme.colour("muted"))
        if self._view.leads(row):
            side = theme.px(16)
            place = QRectF(rect.right() - _RIGHT - side, rect.center().y() - side / 2, side, side)
            icons.paint(painter, place, "arrow-right", theme.colour("accent"))


class FindingList(RowList):
    """``opened`` asks to go where the chosen finding leads; ``row_changed`` tells that another one is chosen."""

    opened = Signal()
    row_changed = Signal()

    def __init__(self) -> None:
        self.doors: frozenset[str] = frozenset()  # keys of findings that lead to a page
        self.rows = FindingModel()
        super().__init__(self.rows, _Painter(self), _("Temuan pemeriksaan"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def leads(self, row: FindingRow) -> bool:
        """Whether Enter goes to a page."""
        return row.finding is not None and row.finding.key in self.doors

    @property
    def current(self) -> FindingRow | None:
        """The chosen finding."""
        row = self.rows.shown[self.place] if 0 <= self.place < len(self.rows.shown) else None
        return row if row is not None and row.finding is not None else None

    def set_rows(self, rows: Sequence[FindingRow], doors: frozenset[str]) -> None:
        """Show other findings; the chosen one stays chosen, else the one that takes its place."""
        if list(rows) == self.rows.shown and doors == self.doors:
            return
        self.doors = doors
        before, place = self.current, self.place
        self.rows.show(rows)
        self.scheduleDelayedItemsLayout()
        if before is None or before.finding is None or not self.go_to(before.finding.key):
            self._choose_near(place)
        self.row_changed.emit()

    def _choose_near(self, place: int) -> None:
        findings = [at for at, row in enumerate(self.rows.shown) if row.finding is not None]
        if findings:
            self.go_to_place(next((at for at in findings if at >= place), findings[-1]))

    def go_to(self, key: str) -> bool:
        """Choose a finding; False where it is not shown."""
        return self.go_to_place(self.rows.place_of(key))

    def following_open(self) -> str:
        """The key of the next must that is open, after the chosen one, else before it; "" for none."""
        here = self.place
        places = [at for at, row in enumerate(self.rows.shown) if row.finding and row.finding.open and at != here]
        near = next((at for at in places if at > here), places[-1] if places else -1)
        finding = self.rows.shown[near].finding if near >= 0 else None
        return finding.key if finding is not None else ""

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.row_changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the arrow or on the line that names the place goes there; elsewhere it only chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or self.current is None:
            return
        rect = self.visualRect(index)
        lower = rect.bottom() - _GAP - QFontMetrics(theme.font(13)).height()
        on_arrow = event.position().x() >= rect.right() - _RIGHT - theme.px(28)
        if self.leads(self.current) and (on_arrow or (event.position().y() >= lower and not self.current.reason)):
            self.opened.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
