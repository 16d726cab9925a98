"""Pelaksanaan: the initiatives of a year sorted by what is due, and the entry of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models import library, plan
from gmsc_desktop.models.records import Initiative, ProgressEntry, ProgressYear, YearClosing
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui.controls import Button, EmptyPage, SearchField, Surface
from gmsc_desktop.ui.doors import entry_proved_by
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.importing.doors import import_button
from gmsc_desktop.ui.pages.evidence_assign import AssignFiles, untied
from gmsc_desktop.ui.pages.evidence_intake import Given, Outcome, given_by, has_files, take_in
from gmsc_desktop.ui.pages.evidence_outcome import tell_outcome
from gmsc_desktop.ui.pages.evidence_pictures import pictures_of
from gmsc_desktop.ui.pages.import_first import import_first
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.pages.progress_bar import EntryBar
from gmsc_desktop.ui.pages.progress_closing import ReopenDialog, asks_to_close
from gmsc_desktop.ui.pages.progress_due import FINISHED, QUARTERS, DueRow, due_rows, finished_quarter
from gmsc_desktop.ui.pages.progress_list import DueList
from gmsc_desktop.ui.pages.progress_print import progress_printable
from gmsc_desktop.ui.pages.progress_sheet import ProgressSheet
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
        self._jumped: QWidget | None = None  # where a jump to a year ends, until the window asks for the focus
        self.list = DueList()
        self.filter = SearchField(_("Saring  Ctrl+F"), _("Saring daftar inisiatif"), 150)
        self.years = ChoiceField([], _("Tahun"))
        self.years.setAccessibleName(_("Tahun anggaran"))
        self.pictures = pictures_of(session)
        self.sheet = ProgressSheet(session, self._today)
        self.entry, self.evidence = self.sheet.entry, self.sheet.evidence
        self.waiting_button = self.add_action(Button("", "paperclip", self.show_assign))
        self.folder_button = self.add_action(Button(_("Folder foto…"), "folder-open", self._ask_folder))
        self.import_button = self.add_action(import_button(self, "progress"))
        self.close_button = self.add_action(Button("", "", self._close))
        self.bar = EntryBar(self.save, self.sheet.cancel, self.sheet.delete, self._reopen)
        self.sheet.box.addWidget(self.bar)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split())
        self._empty = EmptyPage(
            "activity",
            _("Belum ada inisiatif."),
            _("Yang tahun mulai dan tahun selesainya terisi muncul di sini untuk dicatat pelaksanaannya."),
            import_first(self, "initiatives"),
            Button(_("Buka daftar inisiatif"), "list-checks", lambda: self.go_to.emit("initiatives", "")),
        )
        self._stack.addWidget(self._empty)
        self.assign = AssignFiles(session, self.pictures)
        self._stack.addWidget(self.assign)
        self.body.addWidget(self._stack)
        self.setAcceptDrops(True)
        self._connect()

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.list.set_filter)
        self.years.typed.connect(lambda: self.show_year(int(self.years.text() or 0)))
        self.list.row_changed.connect(self._row_changed)
        self.entry.save_asked.connect(self.save)
        self.list.typed.connect(self._type_percent)
        self.entry.problem_told.connect(self.bar.say)
        self.assign.finished.connect(self._leave_assign)
        self.evidence.many_given.connect(self._take_many)
        self.sheet.changed.connect(self._tell_bar)
        self.sheet.changed.connect(lambda: self._tell_waiting(self.list.rows.rows))
        self.evidence.listen(self)

    # -- building

    def _split(self) -> QWidget:
        splitter = KeptSplitter("progress")
        splitter.addWidget(self._left())
        splitter.addWidget(self.sheet)
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

    # -- reading

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read the year again."""
        if not self.year:
            self.year = self._first_year()
        self._show_years()
        rows = due_rows(self.session.figures, self.year, self.today())
        self.list.set_rows(rows)
        self._tell_facts()
        if self._stack.currentWidget() is not self.assign:
            self._stack.setCurrentIndex(0 if rows or self.session.figures.initiatives else 1)
        self._tell_waiting(rows)
        self.sheet.refresh(locked=self._locked())
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
        return self.session.figures.closing(year)

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
        asked = [row for row in rows if row.wait != "rest" or row.status == FINISHED]  # what is done was told too
        late = sum(row.wait == "late" for row in asked)
        if not quarter or not asked:
            self.facts.setText(_("Tahun {year}: {count} inisiatif").format(year=self.year, count=len(rows)))
            return
        self.facts.setText(
            _("TW {quarter} {year}: {told} dari {count} dilaporkan").format(
                quarter=QUARTERS[quarter - 1], year=self.year, told=len(asked) - late, count=len(asked)
            )
        )

    # -- the chosen initiative

    def _row_changed(self, initiative_id: str) -> None:
        if (initiative_id, self.year) != (self.entry.initiative_id, self.entry.year):
            self._show_initiative(initiative_id)

    def _show_initiative(self, initiative_id: str) -> None:
        self.sheet.show_initiative(initiative_id, self.year, locked=self._locked())
        self._tell_bar()

    def _locked(self) -> bool:
        return self.session.read_only or bool(self._closing(self.year)) or self.year > self.today().year

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

    # -- evidence

    def _tell_waiting(self, rows: Sequence[DueRow]) -> None:
        waiting = self.evidence.waiting()
        kept = frozenset(one for ids in waiting.values() for one in ids)
        count = sum(row.id not in kept for row in untied(self.session))
        elsewhere = sum(len(ids) for key, ids in waiting.items() if key != (self.entry.initiative_id, self.entry.year))
        self.waiting_button.setVisible(bool(count or elsewhere) and not self.session.read_only)
        words = _("{count} berkas belum ditautkan") if count else _("{count} bukti menunggu entrinya disimpan")
        self.waiting_button.setText(words.format(count=count or elsewhere))
        tip = _("{count} bukti menunggu entrinya disimpan") if elsewhere else ""
        self.waiting_button.setToolTip(tip.format(count=elsewhere))
        if self._stack.currentWidget() is self.assign:
            self.assign.show_year(self.year, rows, kept)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Pilih folder foto"), str(Path.home()))
        if folder:
            self._take_many([Given(Path(folder).name, Path(folder))])

    def _take_many(self, given: Sequence[Given]) -> None:
        """Store the files and show them where each is given to its initiative."""

        def done(outcome: Outcome) -> None:
            tell_outcome(self, self.banner, outcome)
            self.show_assign()

        take_in(self, self.session, given, None, done, self._tell_error)

    def show_assign(self) -> None:
        """The files that prove nothing yet, to be given to initiatives."""
        self.entry.submit_now()
        waiting = self.evidence.waiting()
        kept = frozenset(one for ids in waiting.values() for one in ids)
        others = [key for key in waiting if key != (self.entry.initiative_id, self.entry.year)]
        if others and not any(row.id not in kept for row in untied(self.session)):
            self._show_unsaved(*others[0])
            return
        self._stack.setCurrentWidget(self.assign)
        self.assign.show_year(self.year, self.list.rows.rows, kept)
        self.assign.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_unsaved(self, initiative_id: str, year: int) -> None:
        """The entry that is not saved yet, for which evidence waits already."""
        self.show_year(year)
        self.filter.clear()
        if self.list.go_to(initiative_id):
            self.entry.fields["physical_percent"].focus()

    def _leave_assign(self) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh(None)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._locked() and has_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.evidence.take(given_by(event.mimeData()))

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
            self._tell_error(error)

    def _tell_error(self, error: UserFacingError) -> None:
        self.banner.say("error", f"{error.sentence} {error.next_step}".strip())

    # -- what the window asks

    def areas(self) -> list[QWidget]:
        """Filter, list, percent, evidence; or those of the files that are assigned."""
        if self._stack.currentWidget() is self.assign:
            return self.assign.areas()
        parts = [self.filter, self.list, self.entry.fields["physical_percent"].editor.widget(), self.evidence.strip]
        return [part for part in parts if part.isVisible()]

    def printable(self) -> Printable:
        """The list of the year, and the chosen initiative."""
        return progress_printable(self)

    def filter_field(self) -> QLineEdit | None:
        """Where Ctrl+F puts the cursor."""
        return self.filter

    def first_focus(self) -> QWidget | None:
        """The list, or the button that leads to the initiatives."""
        if self._stack.currentWidget() is self.assign:
            return self.assign.search
        jumped, self._jumped = self._jumped, None
        if jumped is not None:
            return jumped
        return self.list if self._stack.currentIndex() == 0 else self._empty.findChild(Button)

    def new(self) -> None:
        """A new entry of the chosen initiative."""
        if not self._locked() and self.list.current_id:
            self._show_initiative(self.list.current_id)
            self.entry.fields["physical_percent"].focus()

    def show_record(self, record_id: str) -> bool:
        """Go to an initiative, to an entry or its evidence in its year, or to the status and sums of a year."""
        if self._stack.currentWidget() is self.assign:
            self._leave_assign()
        if self.assign.offers(record_id):
            self.show_assign()
            return self.assign.show_file(record_id)
        proved = entry_proved_by(self.session.snapshot, record_id)
        entry = proved or self.session.snapshot.get(ProgressEntry, record_id)
        told = self.session.snapshot.get(ProgressYear, record_id)
        row = entry or told
        if row is not None and row.year is not None:
            self.show_year(row.year)
        self.filter.clear()
        if not self.list.go_to(row.initiative_id if row else record_id):
            return False
        if told is not None:
            self._jumped = self.sheet.open_year()
        if entry is not None:
            self.sheet.show_entry(entry.id)
        if proved is not None and self.evidence.strip.go_to(record_id):
            self._jumped = self.evidence.strip
        return True
