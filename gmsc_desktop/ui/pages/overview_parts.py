"""Parts of Ringkasan: the strip of stages with the two counts, and the list of what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from typing_extensions import override

from gmsc_desktop.models.reference import Choice
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.controls import Card, ToolButton
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.row_list import Index, RowList, RowPainter, RowsModel

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
    return _("wajib") if row.must else _("peringatan")


class _Painter(RowPainter):
    height = 68

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: NextRow, *, on: bool) -> None:
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


class NextList(RowList):
    """What comes next, worst first; Enter or a click goes there."""

    opened = Signal(str, str)  # page key, record id

    def __init__(self) -> None:
        self.rows = _Rows()
        super().__init__(self.rows, _Painter(), _("Berikutnya"))
        self.setUniformItemSizes(True)
        self.clicked.connect(self._open)

    def set_rows(self, rows: Sequence[NextRow]) -> None:
        """Show other rows; the current place stays."""
        if list(rows) == self.rows.shown:
            return
        place = self.place
        self.rows.show(rows)
        self.go_to_place(min(max(place, 0), len(rows) - 1))

    def go_to_first(self, *, must: bool) -> None:
        """Choose the first row of a weight."""
        self.go_to_place(next((at for at, row in enumerate(self.rows.shown) if row.must == must), -1))
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
