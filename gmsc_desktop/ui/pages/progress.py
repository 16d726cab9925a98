"""Pelaksanaan: the initiatives of a year sorted by what is due, and the entry of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import library, plan
from gmsc_desktop.models.records import Initiative, ProgressEntry, YearClosing
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, DimensionTile, ElidedLabel, EmptyPage, SearchField, Surface, scrolled
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.forms import Mnemonics
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.pages.progress_bar import EntryBar
from gmsc_desktop.ui.pages.progress_closing import ReopenDialog, asks_to_close
from gmsc_desktop.ui.pages.progress_due import QUARTERS, due_rows, finished_quarter
from gmsc_desktop.ui.pages.progress_entry import EntryForm
from gmsc_desktop.ui.pages.progress_list import DueList
from gmsc_desktop.ui.pages.progress_tables import BenefitsTable, EntriesTable
from gmsc_desktop.ui.pages.progress_year import YearCard
from gmsc_desktop.ui.session import Session


class ProgressPage(Page):
    """List left, entry right; Enter in a figure saves and goes to the next initiative that waits."""

    key = "progress"
    title = m("Pelaksanaan")
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "initiative", "initiative_indicator", "initiative_target", "initiative_budget", "agency", "progress_year",
            "progress_entry", "progress_value", "benefit", "evidence", "evidence_link", "year_closing", "draft", "plan",
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.today = date.today
        self.year = 0
        self.list = DueList()
        self.filter = SearchField(_("Saring  Ctrl+F"), _("Saring daftar inisiatif"), 400)
        self.years = ChoiceField([], _("Tahun"))
        self.years.setAccessibleName(_("Tahun anggaran"))
        mnemonics = Mnemonics()
        self.entry = EntryForm(session, self._today, mnemonics)
        self.year_card = YearCard(session, self._today, mnemonics)
        self.entries = EntriesTable(session)
        self.benefits = BenefitsTable(session)
        self.close_button = self.add_action(Button("", "", self._close))
        self.bar = EntryBar(self.save, self._cancel, self._delete, self._reopen)
        self._tile = DimensionTile()
        self._name = ElidedLabel("", 16, theme.SEMIBOLD)
        self._second = ElidedLabel("", 13, tone="muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split())
        self._empty = EmptyPage(
            "activity",
            _("Belum ada inisiatif pada tahun ini."),
            _("Isi tahun mulai dan tahun selesai pada daftar inisiatif; yang berjalan muncul di sini."),
            Button(_("Buka daftar inisiatif"), "list-checks", lambda: self.go_to.emit("initiatives", "")),
        )
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.list.set_filter)
        self.years.typed.connect(lambda: self.show_year(int(self.years.text() or 0)))
        self.list.row_changed.connect(self._row_changed)
        self.entry.save_asked.connect(self.save)
        self.list.typed.connect(self._type_percent)
        self.entry.problem_told.connect(self.bar.say)
        self.entries.chosen.connect(self._correct)

    # -- building

    def _split(self) -> QWidget:
        splitter = KeptSplitter("progress")
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([340, 760])
        splitter.restore()
        return splitter

    def _left(self) -> QWidget:
        left = Surface("surface", "tr")
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 9, 12, 9)
        tools.setSpacing(8)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.years, 1)
        left.box.addLayout(tools)
        left.box.addWidget(self.list, 1)
        left.setMinimumWidth(260)
        return left

    def _right(self) -> QWidget:
        content = QWidget()
        self._sheet = content
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(20, 12, 20, 16)
        self._content.setSpacing(12)
        self._content.addLayout(self._heading())
        for part in (self.year_card, self.entry, self.entries, self.benefits):
            self._content.addWidget(part)
        self._content.addStretch(1)
        right = Surface("window", "t")
        self._scroll = scrolled(content)
        right.box.addWidget(self._scroll, 1)
        right.box.addWidget(self.bar)
        right.setMinimumWidth(420)
        return right

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._second)
        line.addWidget(self._tile)
        line.addLayout(words, 1)
        return line

    # -- reading

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read the year again."""
        if not self.year:
            self.year = self._first_year()
        self._show_years()
        rows = due_rows(self.session.figures, self.year, self.today())
        self.list.set_rows(rows)
        self._tell_facts()
        self._stack.setCurrentIndex(0 if rows or self.session.figures.initiatives else 1)
        self._tell_initiative()
        self.entry.lock(locked=self._locked())
        self.entry.refresh()
        self._tell_bar()

    def _today(self) -> date:
        return self.today()

    def _first_year(self) -> int:
        present = self.today().year
        years = self._all_years()
        return present if present in years else max((year for year in years if year < present), default=min(years))

    def _all_years(self) -> list[int]:
        snapshot = self.session.snapshot
        return sorted({*snapshot.years, *self.session.figures.told_years} or {self.today().year})

    def _closing(self, year: int) -> YearClosing | None:
        rows = self.session.snapshot.all(YearClosing)
        return next((row for row in rows if row.year == year and row.closed), None)

    def _show_years(self) -> None:
        words = _("{year} (ditutup)")
        options = [
            Option(str(year), words.format(year=year) if self._closing(year) else str(year))
            for year in self._all_years()
        ]
        self.years.set_options(options)
        self.years.show_text(str(self.year))

    def show_year(self, year: int) -> None:
        """Show another year."""
        if year and year != self.year:
            self.entry.submit_now()
            self.year = year
            self.refresh(None)
            self._show_initiative(self.list.current_id)

    def _tell_facts(self) -> None:
        quarter = finished_quarter(self.year, self.today())
        rows = self.list.rows.rows
        asked = [row for row in rows if row.wait != "rest"]
        late = sum(row.wait == "late" for row in asked)
        if not quarter or not asked:
            self.facts.setText(_("Tahun {year}: {count} inisiatif").format(year=self.year, count=len(rows)))
            return
        self.facts.setText(
            _("s.d. triwulan {quarter} {year}: {told} dari {count} sudah dilaporkan").format(
                quarter=QUARTERS[quarter - 1], year=self.year, told=len(asked) - late, count=len(asked)
            )
        )

    # -- the chosen initiative

    def _row_changed(self, initiative_id: str) -> None:
        if (initiative_id, self.year) != (self.entry.initiative_id, self.entry.year):
            self._show_initiative(initiative_id)

    def _show_initiative(self, initiative_id: str) -> None:
        self.entry.show_entry(initiative_id, self.year, locked=self._locked())
        self._scroll.verticalScrollBar().setValue(0)
        self._tell_initiative()
        self._tell_bar()

    def _locked(self) -> bool:
        return self.session.read_only or bool(self._closing(self.year)) or self.year > self.today().year

    def _tell_initiative(self) -> None:
        row = self.session.snapshot.get(Initiative, self.list.current_id)
        self._sheet.setVisible(row is not None)
        if row is None:
            return
        self._tile.set_dimension(row.dimension)
        self._name.setText(row.title or _("(inisiatif tanpa nama)"))
        self._second.setText(self.session.figures.agency_name(row.agency_id))
        self.year_card.show_year(row.id, self.year, locked=self._locked())
        self.entries.show_year(row.id, self.year)
        self.benefits.show_initiative(row.id)

    def _tell_bar(self) -> None:
        closing = self._closing(self.year)
        self.close_button.setVisible(not self._locked())
        self.close_button.setText(_("Tutup tahun {year}…").format(year=self.year))
        self.bar.setVisible(not self.session.read_only and bool(self.list.current_id))
        self.bar.show_for(
            correcting=bool(self.entry.entry_id),
            closed=self.year if closing else 0,
            locked=self._locked(),
            typed=self.entry.has_typed(),
        )
        self.bar.hint.setText(self._hint(closing))

    def _hint(self, closing: YearClosing | None) -> str:
        if closing is not None:
            return _("Tahun {year} sudah ditutup oleh {person}: hanya dapat dibaca.").format(
                year=self.year, person=closing.person
            )
        if self.year > self.today().year:
            return _("Tahun {year} belum dimulai; belum ada yang dapat dicatat.").format(year=self.year)
        if self.entry.entry_id:
            return _("Enter: simpan perbaikan entri ini")
        following = self.session.snapshot.get(Initiative, self.list.next_due(self.list.current_id))
        if following is None:
            return _("Enter: simpan. Tidak ada lagi yang menunggu.")
        return _("Enter: simpan dan lanjut ke {name}").format(name=following.title)

    def _type_percent(self, figure: str) -> None:
        if self._locked():
            return
        field = self.entry.fields["physical_percent"]
        field.focus()
        widget = field.editor.widget()
        if figure and isinstance(widget, QLineEdit):
            widget.insert(figure)
            field.editor.typed.emit()

    def save(self) -> None:
        """Save the entry; a new one leads on to the next that waits, with the cursor where its percent is typed."""
        correcting = bool(self.entry.entry_id)
        here, following = self.list.current_id, self.list.next_due(self.list.current_id)
        row = self.session.snapshot.get(Initiative, here)
        if not self.entry.save():
            return
        self.said.emit(_("Tercatat: {name}").format(name=row.title if row else ""))
        self.list.go_to(here if correcting else following or here)
        self._show_initiative(self.list.current_id)
        self.entry.fields["physical_percent"].focus()

    def _cancel(self) -> None:
        self.entry.empty()
        self._tell_bar()
        self.entry.fields["physical_percent"].focus()

    def _delete(self) -> None:
        self.entry.delete()
        self._show_initiative(self.list.current_id)

    def _correct(self, entry_id: str) -> None:
        """Show an entry of the year in the form."""
        self.entry.show_entry(self.list.current_id, self.year, entry_id, locked=self._locked())
        self._tell_bar()
        self._scroll.ensureWidgetVisible(self.entry.fields["physical_percent"], 0, 160)
        self.entry.fields["physical_percent"].focus()

    # -- closed years

    def _close(self) -> None:
        if asks_to_close(self, self.year):
            self._decide(_("Tutup tahun {year}"), plan.close_year)

    def _reopen(self) -> None:
        dialog = ReopenDialog(self, self.year)
        if dialog.exec():
            self._decide(_("Buka kembali tahun {year}"), plan.reopen_year, dialog.reason.text())

    def _decide(self, label: str, decide: Callable[..., None], *values: str) -> None:
        person = library.current_author().name
        try:
            self.session.act(label.format(year=self.year), decide, self.year, person, self.today(), *values)
        except UserFacingError as error:
            self.banner.say("error", f"{error.sentence} {error.next_step}".strip())

    # -- what the window asks

    def areas(self) -> list[QWidget]:
        """Filter, list, percent."""
        return [self.filter, self.list, self.entry.fields["physical_percent"].editor.widget()]

    def filter_field(self) -> QLineEdit | None:
        """Where Ctrl+F puts the cursor."""
        return self.filter

    def first_focus(self) -> QWidget | None:
        """The list, or the button that leads to the initiatives."""
        return self.list if self._stack.currentIndex() == 0 else self._empty.findChild(Button)

    def new(self) -> None:
        """A new entry of the chosen initiative."""
        if not self._locked() and self.list.current_id:
            self._show_initiative(self.list.current_id)
            self.entry.fields["physical_percent"].focus()

    def show_record(self, record_id: str) -> bool:
        """Go to an initiative, or to an entry in its year."""
        entry = self.session.snapshot.get(ProgressEntry, record_id)
        if entry is not None and entry.year is not None:
            self.show_year(entry.year)
        self.filter.clear()
        if not self.list.go_to(entry.initiative_id if entry else record_id):
            return False
        if entry is not None:
            self.entry.show_entry(entry.initiative_id, self.year, entry.id, locked=self._locked())
            self._tell_bar()
        return True
