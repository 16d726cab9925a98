"""Counts of each level, and sums by year held against every total that the table prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gmsc_desktop.exchange.review import Review
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.text import _, inside
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.ui.tables.columns import NO_LOOK, Look
from gmsc_desktop.values import format_number


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    label: str
    year: str
    printed: int | None
    computed: int
    agrees: bool | None
    place: Place | None

    @property
    def state(self) -> str:
        if self.agrees is None:
            return ""
        return _("Cocok") if self.agrees else _("Tidak cocok")


class SumsPart(QWidget):
    """One sentence of counts over the list of sums; Enter goes to the cell of a printed total."""

    cell_asked = Signal(object, bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.counts = Label("", wrap=True)
        self.words = Label("", 13, tone="muted", wrap=True)
        self.list = Grid(session, "import-sums", _("Jumlah per tahun"), list(_columns()), opens=True)
        self.list.opened.connect(self._open)
        self.list.row_changed.connect(self._tell)
        self.detail = Label("", 13, wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 0)
        box.setSpacing(6)
        box.addWidget(self.counts)
        box.addWidget(self.words)
        box.addWidget(self.list, 1)
        box.addWidget(self.detail)
        self._lines: dict[str, _Line] = {}

    def show_review(self, review: Review) -> None:
        """Show the counts and sums of a review."""
        self.counts.setText(" · ".join(f"{count} {inside(label)}" for label, count in review.counts))
        lines = list(_lines(review))
        self._lines = {one.id: one for one in lines}
        self.list.rows.set_rows(lines)
        self.list.setVisible(bool(lines))
        self.words.setText(_words(review))
        self._tell(self.list.current_id)

    def _tell(self, line_id: str) -> None:
        """The whole of the current sum, where a narrow list leaves something out."""
        line = self._lines.get(line_id)
        if line is None or line.printed is None:
            self.detail.setText("")
            return
        words = _("{label} {year}: tercetak {printed}, dihitung {computed}, selisih {difference}.")
        self.detail.setText(
            words.format(
                label=line.label[:120],
                year=line.year,
                printed=format_number(line.printed),
                computed=format_number(line.computed),
                difference=format_number(line.printed - line.computed),
            )
        )

    def _open(self, line_id: str) -> None:
        line = self._lines.get(line_id)
        if line is not None and line.place is not None:
            self.cell_asked.emit(line.place, True)


def _words(review: Review) -> str:
    wrong = sum(not one.agrees for one in review.sums)
    if wrong:
        words = _("{count} dari {all} jumlah yang tercetak tidak cocok dengan barisnya. Enter menuju selnya.")
        return words.format(count=wrong, all=len(review.sums))
    if review.sums:
        return _("Semua {all} jumlah yang tercetak cocok dengan barisnya.").format(all=len(review.sums))
    if review.amounts:
        return _("Tabel ini tidak mencetak jumlah yang dapat dibandingkan.")
    return _("Tabel ini tidak memuat jumlah uang.")


def _lines(review: Review) -> Iterator[_Line]:
    for at, one in enumerate(review.sums):
        if not one.agrees:
            yield _Line(f"s{at}", one.label, one.year, one.printed, one.computed, agrees=False, place=one.place)
    for at, amount in enumerate(review.amounts):
        yield _Line(f"a{at}", _("Semua baris"), amount.label, None, amount.amount, None, None)
    for at, one in enumerate(review.sums):
        if one.agrees:
            yield _Line(f"s{at}", one.label, one.year, one.printed, one.computed, agrees=True, place=one.place)


def _state_look(line: _Line) -> Look:
    if line.agrees is None:
        return NO_LOOK
    return Look("check", "ok") if line.agrees else Look("circle-alert", "error")


def _columns() -> Iterator[Column]:
    yield Column("state", _("Keadaan"), lambda row: row.state, width=112, style="state", look=_state_look)
    yield Column("label", _("Uraian"), lambda row: row.label, width=150, style="name", stretch=True)
    yield Column("year", _("Tahun"), lambda row: row.year, width=100)
    yield Column(
        "printed", _("Tercetak"), lambda row: "" if row.printed is None else format_number(row.printed),
        lambda row: row.printed, width=126, style="number", yields=True,
    )  # fmt: skip
    yield Column(
        "computed", _("Dihitung"), lambda row: format_number(row.computed), lambda row: row.computed, width=132,
        style="number",
    )  # fmt: skip
    yield Column(
        "difference", _("Selisih"),
        lambda row: "" if row.printed is None or row.agrees else format_number(row.printed - row.computed),
        width=120, style="number", yields=True,
    )  # fmt: skip
