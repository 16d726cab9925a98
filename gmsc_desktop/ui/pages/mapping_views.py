"""The views of Pemetaan beside the matrix: gaps with their questions, ceilings against budgets, the flow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models.checks import Place
from gmsc_desktop.models.gaps import CeilingLine, GapReport, gap_report
from gmsc_desktop.models.records import Objective
from gmsc_desktop.text import _
from gmsc_desktop.ui.chart_view import ChartPanel
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, SearchField, scrolled
from gmsc_desktop.ui.jobs import Job, Progress
from gmsc_desktop.ui.pages.checks import door_of
from gmsc_desktop.ui.pages.import_first import import_first
from gmsc_desktop.ui.pages.mapping_flow import FlowDrawing
from gmsc_desktop.ui.pages.mapping_gaps import GapList, gap_rows
from gmsc_desktop.ui.pages.mapping_print import ceilings_printable, flow_printable, gaps_printable
from gmsc_desktop.ui.pages.mapping_rows import document_of
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.tables import Column, Grid, Look, Totals
from gmsc_desktop.values import format_rupiah


class MappingView(QWidget):
    """One view of the page: its tools, what it reads, where its focus goes, what it prints."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page, self.session = page, page.session
        self.tools: list[QWidget] = []
        self.facts = ""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)

    def read(self) -> None:
        """Read the plan again and show it."""
        raise NotImplementedError

    def printable(self) -> Printable:
        """What is shown now."""
        raise NotImplementedError

    def filter_field(self) -> QLineEdit | None:
        """Where Ctrl+F puts the cursor."""
        return None

    def first_focus(self) -> QWidget | None:
        """Where the focus begins."""
        return None

    def areas(self) -> list[QWidget]:
        """The parts among which F6 moves, after the tools."""
        first = self.first_focus()
        return [first] if first is not None else []

    def begin_page(self) -> EmptyPage:
        """What is shown where there is nothing to map to."""
        return EmptyPage(
            "waypoints",
            _("Belum ada sasaran RPJMD yang dapat dipetakan."),
            _("Impor dahulu tabel RPJMD dari Excel atau Word, atau ketik misi, tujuan, dan sasarannya."),
            import_first(self.page, "rpjmd"),
            Button(_("Buka RPJMD"), "target", lambda: self.page.go_to.emit("rpjmd", "")),
        )

    def go_to(self, table: str, record_id: str) -> None:
        """Go to a record, on this page or another one."""
        door = door_of(self.session.snapshot, Place(table, record_id, ""))
        if door is not None:
            self.page.go_to.emit(*door)


class GapsView(MappingView):
    """Gaps from both sides, with the question of a reviewer; Enter goes where it is answered."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.report: GapReport | None = None
        self.filter = SearchField(_("Saring kesenjangan  Ctrl+F"), _("Saring kesenjangan"), 260)
        self.open_only = QCheckBox(_("Hanya yang terbuka"))
        self.tools = [self.filter, self.open_only]
        self.list = GapList()
        self.list.opened.connect(self._open)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(EmptyPage("circle-check", _("Tidak ada kesenjangan yang ditemukan."), ""))
        self._begin = self.begin_page()
        self._stack.addWidget(self._begin)
        self.box.addWidget(self._stack)
        self.filter.textChanged.connect(lambda _text: self._show())
        self.open_only.toggled.connect(lambda _on: self._show())

    def read(self) -> None:
        """Make the report anew."""
        self.report = gap_report(self.session.figures, date.today())
        self.facts = self.report.sentence
        self._show()

    def _show(self) -> None:
        if self.report is None:
            return
        words = self.filter.text().casefold().split()
        rows = gap_rows(self.report, words, open_only=self.open_only.isChecked())
        self.list.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1 if self.report.document is not None else 2)

    def show_group(self, group: str) -> None:
        """Go to the first gap of a group, its heading above it at the top; without one all stays where it is."""
        self.filter.clear()
        self.list.go_to_group(group)

    def _open(self) -> None:
        gap = self.list.current
        if gap is not None:
            door = door_of(self.session.snapshot, gap.place)
            if door is not None:
                self.page.go_to_field.emit(*door, gap.place.column if gap.group == "agency" else "")

    def printable(self) -> Printable:
        """The gaps as they are shown, and the ceilings."""
        assert self.report is not None
        return gaps_printable(self)

    def filter_field(self) -> QLineEdit | None:
        """The filter of gaps."""
        return self.filter

    def first_focus(self) -> QWidget | None:
        """The list, or the button that begins."""
        return self._begin.findChild(Button) if self._stack.currentIndex() == 2 else self.list


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """A programme and year in the table."""

    id: str
    line: CeilingLine


class CeilingsView(MappingView):
    """Ceilings of the programmes against what APBD is to pay for the initiatives mapped to them, year by year."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.filter = SearchField(_("Saring program  Ctrl+F"), _("Saring program"), 260)
        self.above_only = QCheckBox(_("Hanya yang melebihi pagu"))
        self.tools = [self.filter, self.above_only]
        self.grid = Grid(
            self.session, "mapping-ceilings", _("Pagu program dan anggaran inisiatif"), _columns(), opens=True
        )
        self.grid.opened.connect(self._open)
        self._empty = EmptyPage(
            "coins",
            _("Belum ada anggaran inisiatif yang dapat dibandingkan dengan pagu."),
            _("Petakan inisiatif ke program RPJMD, dan isi anggaran APBD-nya."),
            Button(_("Buka Inisiatif"), "list-checks", lambda: self.page.go_to.emit("initiatives", "")),
        )
        self._stack = QStackedWidget()
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.grid, 1)
        box.addWidget(Totals(self.grid.rows))
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)
        self.box.addWidget(self._stack)
        self.lines: tuple[CeilingLine, ...] = ()
        self.filter.textChanged.connect(lambda _text: self._show())
        self.above_only.toggled.connect(lambda _on: self._show())

    def read(self) -> None:
        """Compare again."""
        self.lines = gap_report(self.session.figures, date.today()).ceilings
        above = sum(bool(line.above) for line in self.lines)
        self.facts = _("{count} program dan tahun dengan anggaran APBD; {above} melebihi pagu").format(
            count=len(self.lines), above=above
        )
        self._show()

    def _show(self) -> None:
        words = self.filter.text().casefold().split()
        shown = [line for line in self.lines if line.above or not self.above_only.isChecked()]
        shown = [
            line
            for line in shown
            if all(word in f"{line.programme.code} {line.programme.name} {line.year}".casefold() for word in words)
        ]
        self.grid.rows.set_rows([CeilingRow(f"{line.programme.id}:{line.year}", line) for line in shown])
        self._stack.setCurrentIndex(0 if self.lines else 1)

    def _open(self, row_id: str) -> None:
        row = next((row for row in self.grid.rows.shown if row.id == row_id), None)
        if row is not None:
            self.go_to("programme_mapping", row.line.programme.id)

    def printable(self) -> Printable:
        """The rows that the filter leaves."""
        return ceilings_printable(self)

    def filter_field(self) -> QLineEdit | None:
        """The filter of programmes."""
        return self.filter

    def first_focus(self) -> QWidget | None:
        """The table, or the button that begins."""
        return self.grid if self.lines else self._empty.findChild(Button)


def _amount(value: int | None) -> str:
    return "" if value is None else format_rupiah(value).removeprefix("Rp")


def _columns() -> list[Column]:
    def money(key: str, title: str, read: Callable[[CeilingLine], int | None], width: int = 140) -> Column:
        def text(row: CeilingRow) -> str:
            return _amount(read(row.line))

        def value(row: CeilingRow) -> int | None:
            return read(row.line)

        return Column(key, title, text, value, width=width, style="number", kind="money")

    def state(row: CeilingRow) -> str:
        if row.line.ceiling is None:
            return _("pagu kosong")
        return _("melebihi pagu") if row.line.above else _("tertampung")

    def look(row: CeilingRow) -> Look:
        good = row.line.ceiling is not None and not row.line.above
        tip = "; ".join(initiative.title for initiative in row.line.initiatives)
        return Look(icon="circle-check" if good else "circle-alert", use="ok" if good else "warn", tip=tip)

    return [
        Column("code", _("Kode"), lambda row: row.line.programme.code, width=88, style="muted"),
        Column("name", _("Program"), lambda row: row.line.programme.name, width=220, style="name", stretch=True),
        Column("year", _("Tahun"), lambda row: str(row.line.year), lambda row: row.line.year, width=64, kind="year"),
        money("ceiling", _("Pagu (Rp)"), lambda line: line.ceiling),
        money("mapped", _("Anggaran APBD (Rp)"), lambda line: line.mapped, 150),
        money("above", _("Di atas pagu (Rp)"), lambda line: line.above or None),
        Column("state", _("Keadaan"), state, width=160, style="state", look=look),
    ]


def _bring_in(_progress: Progress) -> None:
    """What draws, and the fonts it measures with, on a thread."""
    from gmsc_desktop.exports import flow_chart, fonts  # brings in what draws

    assert flow_chart
    fonts.register()


class FlowView(MappingView):
    """The picture misi – sasaran – dimension – initiative; T shows its table, arrows and Enter go through it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.drawing = FlowDrawing()
        self.drawing.opened.connect(self._open)
        self.panel = ChartPanel(self.session, "mapping-flow", self.drawing)
        hint = Label(_("Klik bagian gambar, atau panah dan Enter, untuk membukanya."), 13, tone="muted")
        self.tools = [hint]
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(16, 4, 16, 16)
        row.addWidget(self.panel, 1, Qt.AlignmentFlag.AlignTop)
        self._begin = self.begin_page()
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(content))
        self._stack.addWidget(self._begin)
        self.box.addWidget(self._stack, 1)
        self._job: Job | None = None

    def _open(self, table: str, record_id: str) -> None:
        """A sasaran is mapped in the matrix; a dimension has its own page."""
        if table == "objective":
            self.page.show_record(record_id)
        elif table == "dimension":
            self.page.go_to.emit("dimensions", record_id)
        else:
            self.go_to(table, record_id)

    def edition(self) -> Edition:
        """The plan as it is now, for the screen."""
        return Edition.of(self.session.snapshot, revision_code="", made_on=date.today())

    def printed_edition(self) -> Edition:
        """The same for paper, with private numbers masked: once drawn, a picture cannot be."""
        from gmsc_desktop.desk.private import as_printed

        return Edition.of(as_printed(self.session.snapshot), revision_code="", made_on=date.today())

    def read(self) -> None:
        """Draw; what draws is brought in on a thread, the first time."""
        document = document_of(self.session)
        there = document is not None and bool(self.session.snapshot.where(Objective, "document_id", document.id))
        self._stack.setCurrentIndex(0 if there else 1)
        if self._job is None:
            self._job = Job("", _bring_in, self._draw, lambda _error: None, self)
            self._job.start()
        elif not self._job.running:
            self._draw(None)

    def _draw(self, _nothing: object) -> None:
        from gmsc_desktop.exports.flow_chart import flow_chart

        self.panel.set_chart(partial(flow_chart, self.edition()))

    def printable(self) -> Printable:
        """The picture and its table."""
        return flow_printable(self)

    def first_focus(self) -> QWidget | None:
        """The picture, or the button that begins."""
        return self._begin.findChild(Button) if self._stack.currentIndex() == 1 else self.drawing
