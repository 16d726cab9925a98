"""The form of one entry: an initiative, a year, a period and a day; handed over as a whole, never lost before that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import progress, reporting
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.fields import BY_NAME, Kind
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.records import InitiativeIndicator, ProgressEntry, ProgressValue
from gmsc_desktop.models.reporting import Report
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Card, IconLabel, Label
from gmsc_desktop.ui.editors import ChoiceField, Editor, LineField, TextField
from gmsc_desktop.ui.forms import Mnemonics
from gmsc_desktop.ui.pages.progress_due import day_words, period_words, proposed_quarter
from gmsc_desktop.ui.pages.progress_fields import (
    EntryField,
    day_for_editing,
    period_code,
    period_day,
    period_of,
    period_options,
    typed_texts,
)
from gmsc_desktop.ui.pages.progress_last import LastValues
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import text_for_editing

_TEXTS = ("narrative", "obstacle", "solution", "next_step", "note", "verified_by")
_SPEC, _VALUE_SPEC = BY_NAME["progress_entry"], BY_NAME["progress_value"]
_ACROSS = 3  # indicator fields in a row


class EntryForm(Card):
    """``saved`` carries the entry after COMMIT. A new entry is kept as drafts until it is saved or emptied."""

    saved = Signal(str)
    shown = Signal()  # another entry, or the same one read again
    save_asked = Signal()  # Enter in a field of one line, Ctrl+Enter in any
    problem_told = Signal(str)

    def __init__(self, session: Session, today: Callable[[], date], mnemonics: Mnemonics) -> None:
        super().__init__()
        self.initiative_id, self.year, self.entry_id = "", 0, ""
        self.pending: tuple[str, ...] = ()  # evidence that waits for a new entry
        self.fields: dict[str, EntryField] = {}
        self.values: dict[str, EntryField] = {}
        self._session, self._today = session, today
        self._mnemonics = mnemonics
        self._last: LastValues | None = None
        self._locked = False
        self._dirty = False
        self._shown: tuple[str, int, str] = ("", 0, "")
        self._title = Label("", 16, theme.SEMIBOLD)
        self._meaning = Label("", 13, tone="muted", wrap=True)
        self._grid = QGridLayout()
        self._build()

    # -- building

    def _build(self) -> None:
        self.box.setSpacing(10)
        self.box.addWidget(self._title)
        meaning = QHBoxLayout()
        meaning.setSpacing(6)
        meaning.addWidget(IconLabel("info", "accent", 15))
        meaning.addWidget(self._meaning, 1)
        self.box.addLayout(meaning)
        period = ChoiceField(period_options(self._session.pack))
        self._add_row(self._make("period", period), *(self._make(c) for c in ("as_of", "physical_percent", "spending")))
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.box.addLayout(self._grid)
        self._add_row(self._make("note", TextField(2)))
        self._add_row(self._make("narrative", TextField(2)))
        self._add_row(self._make("obstacle", TextField(2)), self._make("solution", TextField(2)))
        self._add_row(self._make("next_step", TextField(2)), self._make("verified_by"))
        period.typed.connect(self._period_chosen)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save_asked.emit)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make(self, column: str, editor: Editor | None = None) -> EntryField:
        spec = _SPEC.field(column)
        made = EntryField(spec, self._mnemonics.mark(spec.label), editor=editor)
        self.fields[column] = made
        self._follow(made)
        return made

    def _follow(self, field: EntryField) -> None:
        field.typed.connect(self._typed)
        field.left.connect(self._left)
        widget = field.editor.widget()
        widget.setAcceptDrops(False)  # a file that is dropped here is evidence, not the text of its path
        if isinstance(widget, QPlainTextEdit):
            widget.viewport().setAcceptDrops(False)
        if isinstance(widget, LineField):
            widget.returnPressed.connect(self.save_asked)

    def _add_row(self, *fields: EntryField) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for field in fields:
            wide = field.spec.kind is Kind.MONEY or field.spec.column == "period"
            line.addWidget(field, 4 if wide else 3)  # the last sum and "Bulan September" stand whole
        self.box.addLayout(line)

    def add_below(self, widget: QWidget) -> None:
        """A part of the card under the fields."""
        self.box.addWidget(widget)

    def _indicator_fields(self) -> None:
        """One field for each indicator of the initiative, made anew when they differ."""
        rows = self._session.snapshot.where(InitiativeIndicator, "initiative_id", self.initiative_id)
        names = {row.id: f"{row.text} ({row.unit})" if row.unit else row.text for row in rows}
        if {key: field.name for key, field in self.values.items()} == names:
            return
        for old in self.values.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.values = {}
        for place, (indicator_id, name) in enumerate(names.items()):
            field = EntryField(_VALUE_SPEC.field("text"), name.replace("&", "&&"), name)
            self.values[indicator_id] = field
            self._follow(field)
            self._grid.addWidget(field, place // _ACROSS, place % _ACROSS)
        self._order_by_tab()

    def _order_by_tab(self) -> None:
        first = [self.fields[c] for c in ("period", "as_of", "physical_percent", "spending")]
        rest = [self.fields[c] for c in ("note", "narrative", "obstacle", "solution", "next_step", "verified_by")]
        widgets = [field.editor.widget() for field in (*first, *self.values.values(), *rest)]
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)

    # -- showing

    def show_entry(self, initiative_id: str, year: int, entry_id: str = "", *, locked: bool = False) -> None:
        """Show a new entry of an initiative and year, or one that is to be corrected; typed text is kept first."""
        self.submit_now()
        self.initiative_id, self.year, self.entry_id, self._locked = initiative_id, year, entry_id, locked
        self._indicator_fields()
        self.refresh()

    def lock(self, *, locked: bool) -> None:
        """Whether the entries of this year may only be read."""
        self._locked = locked

    def refresh(self) -> None:
        """Read again; what is being typed stays as it is."""
        if not self.initiative_id:
            return
        self._indicator_fields()
        entry = self.entry()
        if self.entry_id and entry is None:  # taken back, or deleted
            self.entry_id = ""
        key = (self.initiative_id, self.year, self.entry_id)
        moved, self._shown = key != self._shown, key
        self._title.setText(self._title_words(entry))
        self._meaning.setText(
            _("Angka kumulatif: sejak 1 Januari {year} sampai tanggal keadaan, bukan hanya periode itu.").format(
                year=self.year
            )
        )
        if moved or not self._dirty:
            self._show_texts(entry)
        if moved:
            self._forget_problems()
        for field in self._all():
            field.editor.set_read_only(self._locked or self._session.read_only)
        self._tell_last(entry)
        self._show_note()
        self.shown.emit()

    def entry(self) -> ProgressEntry | None:
        """The entry that is corrected, None for a new one."""
        return self._session.snapshot.get(ProgressEntry, self.entry_id) if self.entry_id else None

    def _title_words(self, entry: ProgressEntry | None) -> str:
        if entry is not None:
            return _("Entri {period}, keadaan per {day}").format(period=period_words(entry), day=day_words(entry.as_of))
        return _("Entri baru tahun {year}").format(year=self.year)

    def _all(self) -> list[EntryField]:
        return [*self.fields.values(), *self.values.values()]

    def _show_texts(self, entry: ProgressEntry | None) -> None:
        record_id = self.entry_id or derived_id("progress_entry", self.initiative_id, self.year, "baru")
        start = self._defaults() if entry is None else {}
        for column, field in self.fields.items():
            if column == "period":
                base = period_code(entry) if entry else start["period"]
            else:
                value: Value = getattr(entry, column) if entry else None
                base = self._written(field, value) if entry else start.get(column, "")
            self._start(field, ("progress_entry", record_id, column), base)
        rows = self._session.snapshot.where(ProgressValue, "entry_id", self.entry_id) if self.entry_id else ()
        told = {row.indicator_id: row.text for row in rows}
        for indicator_id, field in self.values.items():
            place = ("progress_value", derived_id("progress_value", record_id, indicator_id), "text")
            self._start(field, place, told.get(indicator_id, ""))
        self._set_dirty(False)

    def _forget_problems(self) -> None:
        for field in self._all():
            field.tell("")
        self.problem_told.emit("")

    def _written(self, field: EntryField, value: Value) -> str:
        if field.spec.column == "as_of" and isinstance(value, str):
            try:
                return day_for_editing(date.fromisoformat(value))
            except ValueError:
                return value
        return text_for_editing(field.spec, value, self._session.pack)

    def _start(self, field: EntryField, place: tuple[str, str, str], base: str) -> None:
        field.place = place
        field.show_text(base, self._session.drafts.get(place))

    def _defaults(self) -> dict[str, str]:
        quarter, day = proposed_quarter(self._session.figures, self.initiative_id, self.year, self._today())
        return {"period": f"triwulan:{quarter}" if quarter else "", "as_of": day_for_editing(day) if day else ""}

    # -- last values

    def _tell_last(self, entry: ProgressEntry | None) -> None:
        self._last = LastValues(self._session, self.initiative_id, self.year, entry)
        for column, field in self.fields.items():
            field.set_note(self._last.note_of(column))
        for indicator_id, field in self.values.items():
            field.set_note(self._last.indicator_note(indicator_id))

    def _show_note(self) -> None:
        self.fields["note"].setVisible(self.needs_note() or bool(self.fields["note"].editor.text().strip()))

    def needs_note(self) -> bool:
        """Whether a figure falls, is over 100 % or over the year's pagu."""
        pack = self._session.pack
        figures = {column: self.fields[column].figure(pack) for column in ("physical_percent", "spending")}
        return self._last is not None and self._last.asks_a_note(figures)

    # -- typing

    def _typed(self) -> None:
        if self.initiative_id and not self._locked:
            self._set_dirty(True)

    def _left(self) -> None:
        if not self.initiative_id or self._locked or self._session.read_only:
            return
        sender = self.sender()
        if isinstance(sender, EntryField) and sender.spec.column not in {"period"}:
            with suppress(UserFacingError):
                sender.read(self._session.pack)
        self._show_note()
        self.submit_now()

    def _period_chosen(self) -> None:
        """The day follows the period, unless the person has typed a day."""
        last = period_day(self.year, self.fields["period"].editor.text())
        day = self.fields["as_of"]
        if last is not None and (not day.editor.text() or day.editor.text() == day.base):
            day.base = day_for_editing(min(last, self._today()))
            day.editor.show_text(day.base)

    def submit_now(self) -> None:
        """Keep what was typed beside the plan's values: it is no entry yet, and is not lost."""
        if not self._dirty:
            return
        self._set_dirty(False)
        texts: dict[tuple[str, str, str], str | None] = {}
        for field in self._all():
            text, kept = field.editor.text(), self._session.drafts.get(field.place)
            if text == field.base and kept is not None:
                texts[field.place] = None
            elif text not in (field.base, kept):
                texts[field.place] = text
        if texts:
            self._session.submit(_("Isi entri realisasi"), reporting.keep, texts, refused=self._not_kept)

    def texts(self) -> list[tuple[str, str]]:
        """What stands in the fields and is neither an entry nor kept."""
        return typed_texts(self._title.text(), self._all())

    def _not_kept(self, error: UserFacingError) -> None:
        self._set_dirty(True)  # it stands in the fields still, and is handed over with the next try
        self._refused(error)

    def _set_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self._session.is_typing(self, now=dirty)

    def has_typed(self) -> bool:
        """Whether something stands here that is not saved as an entry."""
        return self._dirty or any(field.place in self._session.drafts for field in self._all())

    def empty(self) -> None:
        """Forget what was typed; the entry that is corrected stays as it is saved."""
        self._set_dirty(False)
        self._session.flush()
        kept = tuple(field.place for field in self._all() if field.place in self._session.drafts)
        if kept:
            self._session.act(_("Kosongkan isian entri"), reporting.forget, kept)
        self.entry_id = ""
        self._shown = ("", 0, "")
        self.refresh()

    # -- saving

    def save(self) -> bool:
        """Save the entry by every rule; False where something is wrong, which is told in place."""
        if self._locked or self._session.read_only or not self.initiative_id:
            return False
        report = self._report()
        if report is None:
            return False
        self._set_dirty(False)
        label = _("Perbaiki entri realisasi") if self.entry_id else _("Catat realisasi")
        try:
            entry_id = self._session.act(label, reporting.save, report, self._today())
        except UserFacingError as error:
            self._set_dirty(True)
            self._refused(error)
            return False
        self.problem_told.emit("")
        self.saved.emit(entry_id)
        return True

    def _refused(self, error: UserFacingError) -> None:
        self.problem_told.emit(f"{error.sentence} {error.next_step}".strip())
        self._show_note()
        if self.needs_note() and not self.fields["note"].editor.text().strip():
            self.fields["note"].focus()

    def _report(self) -> Report | None:
        told: dict[str, Value] = {}
        wrong: EntryField | None = None
        for column, field in self.fields.items():
            if column == "period":
                continue
            try:
                told[column] = field.read(self._session.pack)
            except UserFacingError:
                wrong = wrong or field
        if wrong is not None:
            self.problem_told.emit(_("Ada isian yang belum terbaca. Perbaiki isian yang ditandai."))
            wrong.focus()
            return None
        values = {key: field.editor.text() for key, field in self.values.items()}
        if not self._tells_something(told, values):
            return None
        as_of = told.pop("as_of")
        if not isinstance(as_of, str):
            self.problem_told.emit(_("Tanggal keadaan masih kosong. Isi tanggalnya, misalnya 30/09/{year}.").format(
                year=self.year))  # fmt: skip
            self.fields["as_of"].focus()
            return None
        told["period"], told["period_number"] = period_of(self.fields["period"].editor.text()) or (None, None)
        return Report(
            self.entry_id,
            self.initiative_id,
            self.year,
            date.fromisoformat(as_of),
            told,
            values,
            self.pending if not self.entry_id else (),
            tuple(field.place for field in self._all()),
        )

    def _tells_something(self, told: Mapping[str, Value], values: Mapping[str, str]) -> bool:
        figures = (told["physical_percent"], told["spending"])
        if any(figure is not None for figure in figures) or any(told[column] for column in _TEXTS):
            return True
        if any(text.strip() for text in values.values()) or (self.pending and not self.entry_id):
            return True
        self.problem_told.emit(_("Entri masih kosong. Isi realisasi fisik, anggaran, indikator, atau uraiannya."))
        self.fields["physical_percent"].focus()
        return False

    def delete(self) -> None:
        """Delete the entry that is corrected; its evidence stays in the plan."""
        self._set_dirty(False)
        self._session.act(_("Hapus entri realisasi"), progress.delete_entry, self.entry_id)

    def restyle(self) -> None:
        """Follow the size of text."""
        self.updateGeometry()
