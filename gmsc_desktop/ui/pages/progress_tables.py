"""The tables under the form of an entry: the entries of the year so far, and the benefits that people feel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models import editing, progress
from gmsc_desktop.models.records import Benefit, EvidenceLink, ProgressEntry
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.pages.evidence_panel import EvidencePanel
from gmsc_desktop.ui.pages.progress_due import day_words, period_words
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid, Look, field_column
from gmsc_desktop.values import format_number, format_percent

_MOST_ROWS = 8


class _Section(QWidget):
    """A heading with buttons, a table that is as high as its rows, and a sentence while there are none."""

    def __init__(self, title: str, grid: Grid, empty: str) -> None:
        super().__init__()
        self.grid = grid
        self._empty = Label(empty, 14, tone="muted", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Label(title, 16, theme.SEMIBOLD))
        head.addStretch(1)
        head.addLayout(self._buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self._empty)
        box.addWidget(grid)
        grid.horizontalScrollBar().installEventFilter(self)

    def restyle(self) -> None:
        """Follow the size of text."""
        self.fit()

    def fit(self) -> None:
        """Make the table as high as its rows, to a limit."""
        rows = len(self.grid.rows.shown)
        self.grid.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        bar = self.grid.horizontalScrollBar()
        room = bar.height() if bar.isVisible() else 0
        self.grid.setFixedHeight(theme.px(32) * (1 + min(rows, _MOST_ROWS)) + room + 4)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self.fit()
        return False


class EntriesTable(_Section):
    """``chosen`` carries the entry that is to be corrected."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        self._session = session
        super().__init__(
            _("Entri tahun ini"),
            Grid(session, "progress_entries", _("Entri tahun ini"), self._columns()),
            _("Belum ada entri pada tahun ini.")
            if session.read_only
            else _("Belum ada entri. Yang Anda simpan di atas muncul di sini."),
        )
        words = _("Lihat entri ini") if session.read_only else _("Perbaiki entri ini")
        self.correct = Button(words, "", self._choose)
        self._buttons.addWidget(self.correct)
        self.grid.form_asked.connect(self._choose)
        self.grid.doubleClicked.connect(lambda _index: self._choose())

    def _columns(self) -> list[Column]:
        return [
            Column("as_of", _("Keadaan per"), lambda row: day_words(row.as_of), lambda row: row.as_of, width=100,
                   kind="date", raw=lambda row: row.as_of),
            Column("period", _("Periode"), period_of, lambda row: row.as_of, width=132),
            Column("percent", _("Fisik"), self._percent, lambda row: row.physical_percent, width=70, style="number",
                   kind="percent"),
            Column("spending", _("Realisasi (Rp)"), self._rupiah, lambda row: row.spending, width=120, style="number",
                   kind="money"),
            Column("narrative", _("Uraian"), self._words, width=140, stretch=True),
            Column("evidence", _("Bukti"), self._evidence, self._count, width=60, style="number"),
        ]  # fmt: skip

    def _percent(self, row: ProgressEntry) -> str:
        return "" if row.physical_percent is None else format_percent(row.physical_percent)

    def _rupiah(self, row: ProgressEntry) -> str:
        return "" if row.spending is None else format_number(row.spending)

    def _words(self, row: ProgressEntry) -> str:
        return " ".join((row.narrative or row.obstacle or row.note).split())

    def _count(self, row: ProgressEntry) -> int:
        return len(self._session.snapshot.where(EvidenceLink, "progress_entry_id", row.id))

    def _evidence(self, row: ProgressEntry) -> str:
        return str(self._count(row) or "")

    def show_year(self, initiative_id: str, year: int) -> None:
        """The entries of an initiative in a year, the latest first."""
        self.grid.rows.set_rows(reversed(self._session.figures.entries(initiative_id, year)))
        self.correct.setEnabled(bool(self.grid.rows.shown))
        if not self.grid.currentIndex().isValid() and self.grid.rows.shown:
            self.grid.go_to(self.grid.rows.shown[0].id)
        self.fit()

    def _choose(self) -> None:
        if self.grid.current_id:
            self.chosen.emit(self.grid.current_id)


def period_of(row: ProgressEntry) -> str:
    """The period of an entry, marked where it was entered after its year."""
    words, past = period_words(row), _("riwayat")
    return (
        words if not row.legacy or past in words.casefold() else _("{period}, {past}").format(period=words, past=past)
    )


class BenefitsTable(_Section):
    """Benefits of an initiative, typed into the cells."""

    def __init__(self, session: Session) -> None:
        self._session, self._initiative = session, ""
        columns = [
            field_column(session, "benefit", "kind", _("Jenis"), width=150),
            field_column(session, "benefit", "who", _("Penerima"), width=150, style="name"),
            field_column(session, "benefit", "count", _("Jumlah"), width=72),
            field_column(session, "benefit", "count_unit", _("Satuan penerima"), width=112),
            field_column(session, "benefit", "measure", _("Yang diukur"), width=130),
            field_column(session, "benefit", "before_text", _("Sebelum"), width=76),
            field_column(session, "benefit", "after_text", _("Sesudah"), width=76),
            field_column(session, "benefit", "unit", _("Satuan"), width=76),
            field_column(session, "benefit", "dated", _("Tanggal"), width=130),
            field_column(session, "benefit", "source", _("Sumber"), width=140),
            field_column(session, "benefit", "note", _("Uraian"), width=200),
            Column("evidence", _("Bukti"), self._evidence, width=60, style="number", look=lambda _row: Look()),
        ]
        super().__init__(
            _("Manfaat yang dirasakan masyarakat"),
            Grid(session, "benefits", _("Manfaat yang dirasakan masyarakat"), columns),
            _("Belum ada manfaat yang tercatat: siapa penerimanya, berapa, apa bedanya sebelum dan sesudah."),
        )
        self.evidence = EvidencePanel(session, "benefit")
        box = self.layout()
        assert box is not None
        box.addWidget(self.evidence)
        self.grid.row_changed.connect(lambda _id: self._show_evidence())
        self.remove = Button(_("Hapus baris"), "", self._remove)
        self.add = Button(_("Tambah manfaat"), "plus", self._add)
        for button in (self.remove, self.add):
            self._buttons.addWidget(button)
            button.setHidden(session.read_only)

    def _evidence(self, row: Benefit) -> str:
        return str(len(self._session.snapshot.where(EvidenceLink, "benefit_id", row.id)) or "")

    def show_initiative(self, initiative_id: str) -> None:
        """The benefits of an initiative."""
        self._initiative = initiative_id
        self.grid.rows.set_rows(self._session.snapshot.where(Benefit, "initiative_id", initiative_id))
        self.remove.setVisible(bool(self.grid.rows.shown) and not self._session.read_only)
        if self.grid.rows.shown and not self.grid.currentIndex().isValid():
            self.grid.go_to(self.grid.rows.shown[0].id)
        self._show_evidence()
        self.fit()

    def _show_evidence(self) -> None:
        row = self._session.snapshot.get(Benefit, self.grid.current_id)
        self.evidence.setHidden(row is None)
        self.evidence.show_record(row.id if row else "")
        self.evidence.set_title(_("Bukti manfaat: {name}").format(name=row.measure or row.who) if row else "")

    def _add(self) -> None:
        benefit_id = self._session.act(_("Tambah manfaat"), progress.add_benefit, self._initiative)
        self.grid.go_to(benefit_id, "who")
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        if self.grid.current_id:
            self._session.act(_("Hapus manfaat"), editing.delete, "benefit", self.grid.current_id)
