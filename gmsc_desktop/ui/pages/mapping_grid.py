"""The matrix of Pemetaan: a table of sasaran by six dimensions, painted as marks, worked with the keys 1–6 and 0."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.mapping_rows import DIRECT, SUPPORT, CellMark, MapRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SHIFTED = "!@#$%^"  # what Shift with 1 to 6 types
_INDENT = {"mission": 0, "objective": 14, "indicator": 34, "programme": 34}


class MapModel(QAbstractTableModel):
    """Column 0 is the text, then one column a dimension, the last one "tidak terkait"."""

    def __init__(self, dimensions: Sequence[Dimension], parent: QObject) -> None:
        super().__init__(parent)
        self.dimensions = tuple(dimensions)
        self.rows: list[MapRow] = []
        self.shown: list[MapRow] = []
        self._words: list[str] = []
        self._kinds: Collection[str] = frozenset()
        self._waiting_only = False

    def set_rows(self, rows: Sequence[MapRow]) -> None:
        """Show other rows; where only marks differ nothing moves."""
        self.rows = list(rows)
        self._arrange()

    def set_filter(self, text: str, kinds: Collection[str], *, waiting_only: bool) -> None:
        """Show rows of some kinds in which every word occurs, misi only above something."""
        self._words, self._kinds, self._waiting_only = text.casefold().split(), kinds, waiting_only
        self._arrange()

    def _arrange(self) -> None:
        shown: list[MapRow] = []
        for row in reversed(self.rows):
            if row.kind == "mission":
                if shown and shown[-1].kind != "mission":
                    shown.append(row)
            elif self._fits(row):
                shown.append(row)
        shown.reverse()
        if [row.id for row in shown] == [row.id for row in self.shown]:
            self.shown = shown
            if shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def _fits(self, row: MapRow) -> bool:
        if self._kinds and row.kind not in self._kinds:
            return False
        if self._waiting_only and not row.waits:
            return False
        text = f"{row.code} {row.text} {row.detail}".casefold()
        return all(word in text for word in self._words)

    def place_of(self, record_id: str) -> int:
        """Where a row is shown, -1 where it is not."""
        return next((at for at, row in enumerate(self.shown) if row.id == record_id), -1)

    def dimension_at(self, column: int) -> str:
        """The dimension of a column, "" for the others."""
        return self.dimensions[column - 1].code if 0 < column <= len(self.dimensions) else ""

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.dimensions) + 2

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(self._spoken(row, column))
        return None

    def _text(self, row: MapRow, column: int) -> str:
        if column == 0:
            return " ".join(part for part in (row.code, row.text, row.detail) if part)
        if column > len(self.dimensions):
            return _("ya") if row.unrelated else ""
        mark = row.marks.get(self.dimension_at(column))
        return str(mark.count) if mark is not None else ""

    def _spoken(self, row: MapRow, column: int) -> str:
        if column == 0:
            wait = _("belum dipetakan") if row.waits else ""
            return ", ".join(part for part in (self._text(row, 0), wait) if part)
        if column > len(self.dimensions):
            return (
                _("Tidak terkait: {reason}").format(reason=row.reason) if row.unrelated else _("Tidak terkait: tidak")
            )
        mark = row.marks.get(self.dimension_at(column), CellMark())
        name = self.dimensions[column - 1].label
        told = _(mark.strength) or (_("sasaran belum ditandai") if mark.count else _("tidak dipetakan"))
        return _("{dimension}: {strength}, {count} inisiatif").format(dimension=name, strength=told, count=mark.count)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role not in {
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
        }:  # fmt: skip
            return None
        if section == 0:
            return _("Sasaran, indikator, dan program RPJMD")
        return self.dimensions[section - 1].label if section <= len(self.dimensions) else _("Tidak terkait")


class _Header(QHeaderView):
    """A tile and a number for each dimension: the key that maps to it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = cast(MapModel, self.model())
        area, code = QRectF(rect), model.dimension_at(logicalIndex)
        painter.save()
        painter.fillRect(area, theme.colour("window"))
        painter.fillRect(QRectF(area.x(), area.bottom() - 1, area.width(), 1), theme.colour("border"))
        font, ink = theme.font(12), theme.colour("muted")
        if code:
            side = theme.px(20)
            icons.paint_tile(painter, QRectF(area.center().x() - side / 2, area.y() + 5, side, side), code)
            painter.setFont(font)
            painter.setPen(ink)
            words = f"{logicalIndex} {model.dimensions[logicalIndex - 1].mark}"
            painter.drawText(area.adjusted(0, side + 5, 0, -2), int(Qt.AlignmentFlag.AlignCenter), words)
        elif logicalIndex == 0:
            text = str(model.headerData(0, Qt.Orientation.Horizontal))
            paint_text(painter, area.adjusted(20, 0, -8, 0), text, theme.font(13, theme.SEMIBOLD), ink)
        else:
            painter.setFont(font)
            painter.setPen(ink)
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(area.adjusted(2, 0, -2, 0), flags, _("0 Tidak terkait"))
        painter.restore()


class _Cells(QStyledItemDelegate):
    def __init__(self, grid: MapGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect, column = self._grid.rows.shown[index.row()], QRectF(option.rect), index.column()
        current = self._grid.currentIndex()
        here = current.row() == index.row()
        chosen = here or self._grid.selectionModel().isRowSelected(index.row())
        ground = "window" if row.kind == "mission" else "warn_ground" if row.waits else "surface"
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("selected" if chosen else ground))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        code = self._grid.rows.dimension_at(column)
        if row.kind == "mission":
            model = self._grid.rows
            last = self._grid.visualRect(model.index(index.row(), model.columnCount() - 1))
            first = self._grid.visualRect(model.index(index.row(), 0))
            self._text(painter, QRectF(first.united(last)), row)  # it runs over the columns
        elif column == 0:
            self._text(painter, rect, row)
        elif code and row.waits:
            words = _("Belum dipetakan. Tekan 1–6, atau 0")
            self._across(painter, index.row(), words, theme.colour("warn"), "circle-dashed")
        elif code and row.unrelated:
            self._across(painter, index.row(), row.reason, theme.colour("muted"), "")
        elif code:
            _paint_mark(painter, rect, row.marks.get(code, CellMark()), code)
        elif row.unrelated:
            side = theme.px(16)
            place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            icons.paint(painter, place, "check", theme.colour("text"))
        if here and current.column() == column:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus" if self._grid.hasFocus() else "field"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _text(self, painter: QPainter, rect: QRectF, row: MapRow) -> None:
        strong = row.kind == "mission"
        inner = rect.adjusted(20 + _INDENT[row.kind], 0, -8, 0)
        if row.code:
            ink = theme.colour("muted")
            inner.setLeft(inner.x() + paint_text(painter, inner, row.code, theme.font(13), ink) + 8)
        font = theme.font(14, theme.SEMIBOLD if strong else theme.NORMAL)
        wide = paint_text(painter, inner, row.text, font, theme.colour("text"))
        if row.detail and inner.width() - wide > 60:
            paint_text(painter, inner.adjusted(wide + 12, 0, 0, 0), row.detail, theme.font(13), theme.colour("muted"))

    def _across(self, painter: QPainter, row: int, words: str, ink: QColor, icon: str) -> None:
        """One line over the six columns; each cell paints its part of it."""
        model = self._grid.rows
        first = self._grid.visualRect(model.index(row, 1))
        last = self._grid.visualRect(model.index(row, len(model.dimensions)))
        whole = QRectF(first.united(last)).adjusted(8, 0, -4, 0)
        if icon:
            side = theme.px(16)
            icons.paint(painter, QRectF(whole.x(), whole.center().y() - side / 2, side, side), icon, ink)
            whole.setLeft(whole.x() + side + 6)
        paint_text(painter, whole, words, theme.font(13, italic=not icon), ink)


def _paint_mark(painter: QPainter, rect: QRectF, mark: CellMark, code: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = rect.center()
    if not mark.strength and not mark.count:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("border"))
        painter.drawEllipse(centre, 2, 2)
        return
    wide, high = theme.px(30), theme.px(20)
    pill = QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)
    colour = theme.dimension_colour(code)
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine if mark.strength else Qt.PenStyle.DotLine))
    painter.setBrush(colour if mark.strength == DIRECT else theme.colour("surface"))
    painter.drawRoundedRect(pill.adjusted(1, 1, -1, -1), 5, 5)
    painter.setPen(theme.dimension_ink(code) if mark.strength == DIRECT else theme.colour("text"))
    painter.setFont(theme.font(13, theme.SEMIBOLD))
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), str(mark.count))


class MapGrid(QTableView):
    """``toggled`` asks to map a row to a dimension, ``unrelated_asked`` to say that it is not related."""

    cell_changed = Signal()
    toggled = Signal(str, str)  # dimension, strength
    unrelated_asked = Signal()
    panel_asked = Signal()

    def __init__(self, dimensions: Sequence[Dimension]) -> None:
        super().__init__()
        self.rows = MapModel(dimensions, self)
        self.setModel(self.rows)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(_("Pemetaan sasaran ke enam dimensi"))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        self.doubleClicked.connect(lambda _index: self._toggle_here(DIRECT))
        self._kept = ("", 0)
        self.rows.modelAboutToBeReset.connect(self._remember)
        self.rows.modelReset.connect(self._restore)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.verticalHeader().setDefaultSectionSize(theme.px(29))
        self.horizontalHeader().setFixedHeight(theme.px(48))
        self._fit()

    def _fit(self) -> None:
        each = theme.px(46 if theme.is_narrow(self.window().width()) else 56)
        others = each * (len(self.rows.dimensions) + 1)
        self.horizontalHeader().setMinimumSectionSize(24)
        for column in range(1, self.rows.columnCount()):
            self.setColumnWidth(column, each)
        self.setColumnWidth(0, max(theme.px(160), self.viewport().width() - others))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- where we are

    @property
    def current(self) -> MapRow | None:
        """The row in which the current cell stands."""
        place = self.currentIndex().row()
        return self.rows.shown[place] if 0 <= place < len(self.rows.shown) else None

    @property
    def dimension(self) -> str:
        """The dimension of the current cell, "" for none."""
        return self.rows.dimension_at(self.currentIndex().column())

    def go_to(self, record_id: str, column: int = 0) -> bool:
        """Make a row the current one; False where it is not shown."""
        place = self.rows.place_of(record_id)
        if place < 0:
            return False
        model = self.selectionModel()
        flags = model.SelectionFlag.ClearAndSelect | model.SelectionFlag.Rows  # whatever keys are held
        model.setCurrentIndex(self.rows.index(place, column), flags)
        self.scrollTo(self.currentIndex())
        return True

    @property
    def chosen(self) -> list[MapRow]:
        """The rows that are selected, the current one among them, in their order."""
        places = {index.row() for index in self.selectionModel().selectedRows()} | {self.currentIndex().row()}
        return [self.rows.shown[place] for place in sorted(places) if 0 <= place < len(self.rows.shown)]

    def _remember(self) -> None:
        row = self.current
        self._kept = (row.id if row else "", max(self.currentIndex().column(), 0))

    def _restore(self) -> None:
        record_id, column = self._kept
        if not self.go_to(record_id, column):
            first = next((row.id for row in self.rows.shown if row.kind != "mission"), "")
            self.go_to(first, column)
        self.cell_changed.emit()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.cell_changed.emit()

    # -- keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        plain_key = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        number = _number(event)
        if plain_key and 1 <= number <= len(self.rows.dimensions):
            support = shift or event.text() in tuple(_SHIFTED)
            self.toggled.emit(self.rows.dimensions[number - 1].code, SUPPORT if support else DIRECT)
        elif plain_key and number == 0:
            self.unrelated_asked.emit()
        elif plain_key and event.key() == Qt.Key.Key_Space:
            self._toggle_here(SUPPORT if shift else DIRECT)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.panel_asked.emit()
        else:
            super().keyPressEvent(event)

    def _toggle_here(self, strength: str) -> None:
        if self.dimension:
            self.toggled.emit(self.dimension, strength)
        elif self.currentIndex().column() > len(self.rows.dimensions):
            self.unrelated_asked.emit()


def _number(event: QKeyEvent) -> int:
    """The figure of a key, also where Shift makes another sign of it; -1 for other keys."""
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return int(event.key()) - int(Qt.Key.Key_0)
    return _SHIFTED.index(event.text()) + 1 if len(event.text()) == 1 and event.text() in _SHIFTED else -1
