"""Parts of Ringkasan: the strip of stages with the two counts, and the list of what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.models.reference import Choice
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.controls import Card, ToolButton
from gmsc_desktop.ui.marks import paint_text

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
LINE_STAGES = 5  # the four Bimtek and the final book; what follows is shown once one of it is chosen


class StageStrip(Card):
    """The stages with the present one marked, and how much stands in its way; a click asks for another stage."""

    chosen = Signal(str)

    def __init__(self, open_musts: Callable[[], object], open_warnings: Callable[[], object]) -> None:
        super().__init__(row=True, padding=4)
        self.box.setSpacing(0)
        self._shown: tuple[str, ...] = ()
        self.stages: dict[str, ToolButton] = {}
        self.musts = ToolButton("circle-alert", "", " ", open_musts)
        self.warnings = ToolButton("triangle-alert", "", " ", open_warnings)
        self.box.addStretch(1)
        self.box.addWidget(self.musts)
        self.box.addWidget(self.warnings)

    def show_stages(self, every: Sequence[Choice], present: str, handed_in: frozenset[str]) -> None:
        """Show the stages of the present one's half of the year."""
        codes = [choice.code for choice in every]
        late = present in codes[LINE_STAGES:]
        shown = every[LINE_STAGES:] if late else every[:LINE_STAGES]
        if tuple(choice.code for choice in shown) != self._shown:
            self._build(shown)
        for choice in shown:
            self._dress(self.stages[choice.code], choice, choice.code == present, choice.code in handed_in)

    def _build(self, shown: Sequence[Choice]) -> None:
        for button in self.stages.values():
            button.hide()
            button.deleteLater()
        self._shown = tuple(choice.code for choice in shown)
        self.stages = {}
        for place, choice in enumerate(shown):
            button = ToolButton("circle", choice.label, plain.no_mnemonic(choice.label))
            button.clicked.connect(partial(self._choose, choice.code))
            self.stages[choice.code] = button
            self.box.insertWidget(place, button)

    def _choose(self, code: str, _checked: bool = False) -> None:
        self.chosen.emit(code)

    def _dress(self, button: ToolButton, choice: Choice, present: bool, done: bool) -> None:
        state = _("sudah diserahkan") if done else _("tahap sekarang") if present else _("belum")
        button.set_name(_("{stage}: {state}").format(stage=choice.label, state=state))
        button.set_icon("circle-check" if done else "circle-dot" if present else "circle")
        button.setFont(theme.font(14, theme.SEMIBOLD if present else theme.NORMAL))
        use = "accent" if done or present else "faint"
        button.setIcon(icons.icon("circle-check" if done else "circle-dot" if present else "circle", use))

    def show_counts(self, musts: int, warnings: int, *, known: bool) -> None:
        """How many musts are open and how many warnings there are; nothing before the first check has ended."""
        self.musts.setText(_("{count} wajib").format(count=musts) if known else _("Memeriksa…"))
        self.warnings.setText(_("{count} peringatan").format(count=warnings))
        self.warnings.setVisible(known)
        self.musts.set_name(
            _("{count} hal wajib belum dipenuhi").format(count=musts) if known else _("Pemeriksaan sedang berjalan")
        )
        self.warnings.set_name(_("{count} peringatan").format(count=warnings))
        self.musts.setIcon(icons.icon("circle-alert" if musts or not known else "circle-check", _use(musts, known)))
        self.warnings.setIcon(icons.icon("triangle-alert", "warn" if warnings else "muted"))


def _use(musts: int, known: bool) -> str:
    if not known:
        return "muted"
    return "error" if musts else "ok"


@dataclass(frozen=True, slots=True)
class NextRow:
    """One thing that comes next: its weight, its sentence, where it leads; ``page`` is "" where no page shows it."""

    id: str
    must: bool
    sentence: str
    place: str
    page: str
    record_id: str


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[NextRow] = []

    def set_rows(self, rows: Sequence[NextRow]) -> None:
        self.beginResetModel()
        self.shown = list(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.shown[index.row()]
        weight = _("wajib") if row.must else _("peringatan")
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.sentence
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.sentence}, {weight}, {row.place}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(f"{row.sentence}\n{row.place} ({weight})")
        return None


class _Rows(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, theme.px(68))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: NextRow = index.data(ROW)
        rect, state = QRectF(option.rect), option.state
        on, over = bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if on else "hover" if over else "surface"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        side = theme.px(17)
        icon, use = ("circle-alert", "error") if row.must else ("triangle-alert", "warn")
        icons.paint(painter, QRectF(rect.x() + 14, rect.y() + 8, side, side), icon, theme.colour(use))
        line = QFontMetrics(theme.font(14)).height()
        words = QRectF(rect.x() + 14 + side + 8, rect.y() + 6, rect.width() - side - 56, 2 * line)
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("text"))
        room = int(words.width() * 1.8)  # two lines, of which words that do not fit take a part
        shown = painter.fontMetrics().elidedText(row.sentence, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), shown)
        below = QRectF(words.x(), words.bottom(), words.width(), rect.bottom() - words.bottom() - 4)
        paint_text(painter, below, row.place, theme.font(13), theme.colour("muted"))
        if row.page:
            place = QRectF(rect.right() - 14 - side, rect.center().y() - side / 2, side, side)
            icons.paint(painter, place, "chevron-right", theme.colour("muted"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


class NextList(QListView):
    """What comes next, worst first; Enter or a click goes there."""

    opened = Signal(str, str)  # page key, record id

    def __init__(self) -> None:
        super().__init__()
        self.rows = _Model(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(_("Berikutnya"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)

    def restyle(self) -> None:
        """Follow the size of text."""
        self.doItemsLayout()

    def set_rows(self, rows: Sequence[NextRow]) -> None:
        """Show other rows; the current place stays."""
        if list(rows) == self.rows.shown:
            return
        place = self.currentIndex().row()
        self.rows.set_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(max(place, 0), len(rows) - 1)))

    def go_to_first(self, *, must: bool) -> None:
        """Choose the first row of a weight."""
        place = next((at for at, row in enumerate(self.rows.shown) if row.must == must), -1)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, index: Index) -> None:
        row = self.rows.shown[index.row()] if index.isValid() else None
        if row is not None and row.page:
            self.opened.emit(row.page, row.record_id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
