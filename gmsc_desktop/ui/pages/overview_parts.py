"""Parts of Ringkasan: the strip of stages with the two counts, and the list of what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.models.checks.readiness import Readiness
from gmsc_desktop.models.checks.unchecked_words import SHORT
from gmsc_desktop.models.reference import Choice
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.controls import Card, ToolButton
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.checks_list import GROUPS, Group
from gmsc_desktop.ui.row_list import ROW, WRAPPED, DoorList, Index, RowPainter, RowsModel, wrapped_height

_GAP = 7  # above and below the words of a row
LINE_STAGES = 5  # the four Bimtek and the final book; what follows is shown once one of it is chosen


class StageStrip(Card):
    """The stages with the present one marked, and how much stands in its way; a click asks for another stage."""

    chosen = Signal(str)

    def __init__(self, open_findings: Callable[[Group], object]) -> None:
        super().__init__(row=True, padding=4)
        self.box.setSpacing(0)
        self._shown: tuple[str, ...] = ()
        self.stages: dict[str, ToolButton] = {}
        self.musts = ToolButton("circle-alert", "", " ", partial(open_findings, "must"))
        self.private = ToolButton("user-round", "", " ", partial(open_findings, "private"))
        self.warnings = ToolButton("triangle-alert", "", " ", partial(open_findings, "warning"))
        self.box.addStretch(1)
        for count in (self.musts, self.private, self.warnings):
            self.box.addWidget(count)

    def show_stages(
        self, every: Sequence[Choice], present: str, handed_in: frozenset[str], unchecked: frozenset[str]
    ) -> None:
        """Show the stages of the present one's half of the year."""
        codes = [choice.code for choice in every]
        late = present in codes[LINE_STAGES:]
        shown = every[LINE_STAGES:] if late else every[:LINE_STAGES]
        if tuple(choice.code for choice in shown) != self._shown:
            self._build(shown)
        for choice in shown:
            state = "done" if choice.code in handed_in else "unchecked" if choice.code in unchecked else ""
            self._dress(self.stages[choice.code], choice, state, present=choice.code == present)

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

    def _dress(self, button: ToolButton, choice: Choice, state: str, *, present: bool) -> None:
        words = {"done": _("sudah diserahkan"), "unchecked": _(SHORT)}
        told = words.get(state) or (_("tahap sekarang") if present else _("belum"))
        button.set_name(_("{stage}: {state}").format(stage=choice.label, state=told))
        icon = {"done": "circle-check", "unchecked": "circle-dashed"}.get(state)
        icon = icon or ("circle-dot" if present else "circle")
        button.set_icon(icon)
        button.setFont(theme.font(14, theme.SEMIBOLD if present else theme.NORMAL))
        button.setIcon(icons.icon(icon, "accent" if state == "done" or present else "faint"))

    def show_counts(self, musts: int, private: int, warnings: int, ready: Readiness, *, known: bool) -> None:
        """How many musts are open, and how many private numbers and warnings there are; nothing before it is known."""
        self.musts.setText(_("{count} wajib").format(count=musts) if known else _("Memeriksa…"))
        self.warnings.setText(_("{count} peringatan").format(count=warnings))
        self.warnings.setVisible(known and bool(warnings or not ready.unchecked))
        words = _("{count} hal wajib belum dipenuhi; {met} dari {asked} syarat tahap ini sudah dipenuhi")
        told = words.format(count=musts, met=ready.met, asked=ready.asked)
        passed_over = ready.unchecked and not musts
        if ready.unchecked:
            told = _("Tahap ini tidak diperiksa (rencana lama).")
        if known and passed_over:
            self.musts.setText(_(SHORT))
        self.musts.set_name(told if known else _("Pemeriksaan sedang berjalan"))
        self.private.setText(_("{count} nomor pribadi").format(count=private))
        self.private.set_name(_("{count} nomor pribadi, disamarkan di dalam paket").format(count=private))
        self.private.setIcon(icons.icon("user-round", "warn"))
        self.private.setVisible(known and bool(private))
        self.warnings.set_name(_("{count} peringatan").format(count=warnings))
        self.musts.setIcon(icons.icon(*_look(musts, known=known, passed_over=passed_over)))
        self.warnings.setIcon(icons.icon("triangle-alert", "warn" if warnings else "muted"))


def _look(musts: int, *, known: bool, passed_over: bool) -> tuple[str, str]:
    """Icon and colour of the count of musts; what was not checked is never shown as good."""
    if known and passed_over:
        return "circle-dashed", "muted"
    icon = "circle-alert" if musts or not known else "circle-check"
    return icon, "muted" if not known else "error" if musts else "ok"


@dataclass(frozen=True, slots=True)
class NextRow:
    """One thing that comes next: its weight, its sentence, where it leads; ``page`` is "" where no page shows it."""

    id: str
    weight: Group
    sentence: str
    place: str
    page: str
    record_id: str


class _Rows(RowsModel[NextRow]):
    @override
    def name(self, row: NextRow) -> str:
        return row.sentence

    @override
    def spoken(self, row: NextRow) -> str:
        return f"{row.sentence}, {_weight(row)}, {row.place}"

    @override
    def tip(self, row: NextRow) -> str:
        return f"{row.sentence}\n{row.place} ({_weight(row)})"


def _weight(row: NextRow) -> str:
    return {"must": _("wajib"), "private": _("nomor pribadi")}.get(row.weight, _("peringatan"))


class _Painter(RowPainter):
    """A row is as high as its whole sentence needs, and one line below it."""

    def __init__(self, view: NextList) -> None:
        super().__init__()
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: NextRow = index.data(ROW)
        width = self._view.viewport().width()
        lower = QFontMetrics(theme.font(13)).height()
        return QSize(width, wrapped_height(row.sentence, 14, _room(width)) + lower + 2 * _GAP)

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: NextRow, *, on: bool) -> None:
        side = theme.px(17)
        icon, use = GROUPS[row.weight]
        icons.paint(painter, QRectF(rect.x() + 14, rect.y() + 8, side, side), icon, theme.colour(use))
        lower = QFontMetrics(theme.font(13)).height()
        words = QRectF(rect.x() + 14 + side + 8, rect.y() + _GAP, _room(rect.width()), rect.height() - lower - 2 * _GAP)
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("text"))
        painter.drawText(words, WRAPPED, row.sentence)
        below = QRectF(words.x(), words.bottom(), words.width(), lower)
        paint_text(painter, below, row.place, theme.font(13), theme.colour("muted"))
        if row.page:
            place = QRectF(rect.right() - 14 - side, rect.center().y() - side / 2, side, side)
            icons.paint(painter, place, "chevron-right", theme.colour("muted"))


def _room(width: float) -> float:
    """How wide the words of a row are."""
    return width - theme.px(17) - 56


class NextList(DoorList):
    """What comes next, worst first; Enter or a click goes there."""

    opened = Signal(str, str)  # page key, record id

    def __init__(self) -> None:
        self.rows = _Rows()
        super().__init__(self.rows, _Painter(self), _("Berikutnya"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else its coming changes the lines
        self.entered.connect(self._open)

    def set_rows(self, rows: Sequence[NextRow]) -> None:
        """Show other rows; the current place stays."""
        if list(rows) == self.rows.shown:
            return
        place = self.place
        self.rows.show(rows)
        self.scheduleDelayedItemsLayout()
        self.go_to_place(min(max(place, 0), len(rows) - 1))

    def go_to_first(self, weight: Group) -> None:
        """Choose the first row of a weight."""
        self.go_to_place(next((at for at, row in enumerate(self.rows.shown) if row.weight == weight), -1))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, row: NextRow) -> None:
        if row.page:
            self.opened.emit(row.page, row.record_id)
