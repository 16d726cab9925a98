"""The three ways to begin a plan, each with a sentence that says for whom it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.row_list import ROW, WRAPPED, Index, RowList, RowPainter, RowsModel, wrapped_height

FRESH, EXISTING, PACKAGE = "fresh", "existing", "package"
_GAP, _ICON, _LEFT = 10, 20, 14


@dataclass(frozen=True, slots=True)
class Way:
    """One way to begin: its name, and for whom it is."""

    code: str
    icon: str
    name: str
    sentence: str


def ways() -> list[Way]:
    """Every way, the most usual one first."""
    return [
        Way(
            FRESH,
            "plus",
            _("Mulai dari nol"),
            _("Untuk daerah yang baru menyusun rencana induknya. Anda mengisi bagian demi bagian di aplikasi ini."),
        ),
        Way(
            EXISTING,
            "file-text",
            _("Masterplan sudah ada"),
            _(
                "Untuk daerah yang sudah memiliki rencana induk di Word, Excel, atau PDF. "
                "Aplikasi ini memandu Anda memasukkannya langkah demi langkah."
            ),
        ),
        Way(
            PACKAGE,
            "folder-open",
            _("Buka paket"),
            _("Untuk yang menerima berkas .zip atau .gmsc dari rekan, dari daerah, atau dari cadangan."),
        ),
    ]


class _Rows(RowsModel[Way]):
    @override
    def name(self, row: Way) -> str:
        return row.name

    @override
    def spoken(self, row: Way) -> str:
        return f"{row.name}. {row.sentence}"

    @override
    def tip(self, row: Way) -> str:
        return ""


class _Painter(RowPainter):
    """The name, and its whole sentence below it."""

    def __init__(self, view: WayList) -> None:
        super().__init__()
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, height_of(index.data(ROW), self._view.viewport().width()))

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: Way, *, on: bool) -> None:
        side, name_font = theme.px(_ICON), theme.font(14, theme.SEMIBOLD)
        upper = QFontMetrics(name_font).height()
        icon = QRectF(rect.x() + _LEFT, rect.y() + _GAP + (upper - side) / 2, side, side)
        icons.paint(painter, icon, row.icon, theme.colour("accent" if on else "muted"))
        name = QRectF(icon.right() + 12, rect.y() + _GAP, _room(rect.width()), upper)
        paint_text(painter, name, row.name, name_font, theme.colour("text"))
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("muted"))
        words = QRectF(name.x(), name.bottom() + 2, name.width(), rect.bottom() - name.bottom() - _GAP)
        painter.drawText(words, WRAPPED, row.sentence)
        arrow = QRectF(rect.right() - _LEFT - theme.px(16), rect.center().y() - theme.px(8), theme.px(16), theme.px(16))
        icons.paint(painter, arrow, "chevron-right", theme.colour("muted"))


def _room(width: float) -> float:
    """How wide the words are, between the icon and the arrow."""
    return width - 2 * _LEFT - theme.px(_ICON) - theme.px(16) - 12 - 8


def height_of(way: Way, width: int) -> int:
    """How high a way stands in a list of this width."""
    upper = QFontMetrics(theme.font(14, theme.SEMIBOLD)).height()
    return upper + 2 + wrapped_height(way.sentence, 13, _room(width)) + 2 * _GAP


class WayList(RowList):
    """Arrows and Enter, or a click: ``chosen`` carries the code of the way."""

    chosen = Signal(str)

    def __init__(self, width: int) -> None:
        self.rows = _Rows()
        super().__init__(self.rows, _Painter(self), _("Cara memulai"))
        self.rows.show(ways())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(sum(height_of(way, width) for way in self.rows.shown))
        self.go_to_place(0)
        self.clicked.connect(self._choose)

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.shown[index.row()].code)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)
