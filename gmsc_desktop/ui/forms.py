"""A form made of rows from the fields of a table: label, widget, help, error; it follows one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.fields import BY_NAME, FieldSpec, Kind
from gmsc_desktop.ui.binding import Binding, Write
from gmsc_desktop.ui.controls import ElidedLabel, IconLabel, Label
from gmsc_desktop.ui.editors import ChoiceField, Editor, FlagField, LineField, Option, TextField
from gmsc_desktop.ui.fitting import FittingLine, WholeWords
from gmsc_desktop.ui.menu_bar import menu_letters
from gmsc_desktop.ui.nomenclature_line import CodeLine, holds
from gmsc_desktop.ui.session import Session, touches
from gmsc_desktop.ui.shown import LISTED_KINDS, RIGHT_KINDS, options_for

Options = Callable[[str], Sequence[Option]]  # the entries of a list for the record with this id


class Mnemonics:
    """Gives each label of a form a letter of its own, as long as there are any."""

    def __init__(self) -> None:
        self._taken = set(menu_letters())

    def mark(self, label: str) -> str:
        """The label with "&" before its letter; the label alone when no letter is left."""
        words = [place for place in range(len(label)) if place == 0 or label[place - 1] == " "]
        for place in [*words, *range(len(label))]:
            letter = label[place].casefold()
            if letter.isascii() and letter.isalpha() and letter not in self._taken:
                self._taken.add(letter)
                safe_before, safe_after = label[:place].replace("&", "&&"), label[place:].replace("&", "&&")
                return f"{safe_before}&{safe_after}"
        return label.replace("&", "&&")


def make_editor(field: FieldSpec) -> Editor:
    """The widget in which a field is typed or chosen."""
    if field.kind in {Kind.PROSE, Kind.MARKDOWN}:
        return TextField()
    if field.kind in LISTED_KINDS:
        return ChoiceField()
    if field.kind is Kind.FLAG:
        return FlagField(field.label)
    return LineField(right=field.kind in RIGHT_KINDS)


class FieldRow(QWidget):
    """Label above, the widget, below it the help or what is wrong with what was typed."""

    def __init__(
        self, session: Session, field: FieldSpec, label: str, note: str = "", write: Write | None = None
    ) -> None:
        super().__init__()
        self.field = field
        self.editor = make_editor(field)
        self._reads = session.read_only  # nobody types here: no word of how to
        self.note = "" if self._reads else note or field.help
        widget = self.editor.widget()
        widget.setAccessibleName(field.label)
        widget.setAccessibleDescription(self.note)
        self._label = Label(label, 13, tone="muted")
        self._label.setBuddy(widget)
        self._note = ElidedLabel(self.note, 13, tone="faint")
        if not self.note:  # and never shown here: without a place it would open as a window of its own
            self._note.hide()
        self._problem = Problem()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        if field.kind is not Kind.FLAG:
            box.addWidget(self._label)
        code = widget if isinstance(widget, LineField) and holds(field) else None
        box.addWidget(widget if code is None else CodeLine(session, field, code))
        if isinstance(widget, ChoiceField):
            box.addWidget(WholeWords(widget))
        for part in (self._note, self._problem):
            box.addWidget(part)
        box.addStretch(1)
        self.binding = Binding(session, field, self.editor, write)
        self.binding.problem_changed.connect(self._tell)

    def set_note(self, note: str) -> None:
        """What stands under the field: the last value, the unit, an example; nothing where it is only read."""
        note = "" if self._reads else note
        self.note = note
        self._note.setText(note)
        self._note.setVisible(bool(note) and not self.binding.problem)
        self.editor.widget().setAccessibleDescription(self.binding.problem or note)

    def _tell(self, problem: str) -> None:
        self._problem.say(problem)
        self._note.setVisible(bool(self.note) and not problem)
        self.editor.widget().setAccessibleDescription(problem or self.note)


class Problem(QWidget):
    """Icon and sentence of what is wrong with a field; hidden while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 1, 0, 0)
        box.setSpacing(5)
        self.words = Label("", 13, tone="error", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box.addWidget(IconLabel("circle-alert", "error", 15), 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.words, 1)
        self.hide()

    def say(self, problem: str) -> None:
        """Show a sentence, or nothing."""
        self.words.setText(problem)
        self.setVisible(bool(problem))


class RecordForm(QWidget):
    """The fields of one record of a table, in the order in which they are added; Tab follows that order."""

    def __init__(self, session: Session, table: str, mnemonics: Mnemonics | None = None) -> None:
        super().__init__()
        self.record_id = ""
        self.rows: dict[str, FieldRow] = {}
        self._session = session
        self._spec = BY_NAME[table]
        self._options: dict[str, Options] = {}
        self._mnemonics = mnemonics or Mnemonics()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(4, 4, 4, 4)
        self.box.setSpacing(12)
        session.changed.connect(self._refresh_options)

    def add(
        self,
        *columns: str,
        notes: dict[str, str] | None = None,
        options: dict[str, Options] | None = None,
        write: dict[str, Write] | None = None,
        use: dict[str, UseCase] | None = None,
    ) -> None:
        """One line of the form with a field for each column; ``options`` narrows a list to fit the record.

        ``use`` saves a value through a use case, ``write`` in a way of its own; else it is set by its field.
        """
        line = FittingLine()
        for column in columns:
            field = self._spec.field(column)
            own = (write or {}).get(column)
            if use and column in use:
                own = self._session.writer(field, use[column])
            note = (notes or {}).get(column, "")
            row = FieldRow(self._session, field, self._mnemonics.mark(field.label), note, own)
            self._options[column] = (options or {}).get(column) or self._all_options(field)
            self.rows[column] = row
            line.add(row)
        self.box.addWidget(line)

    def _all_options(self, field: FieldSpec) -> Options:
        return lambda _record_id: options_for(field, self._session.snapshot, self._session.pack)

    def show_record(self, record_id: str) -> None:
        """Show a record, "" for none."""
        self.record_id = record_id
        for column, row in self.rows.items():
            self._give_options(column, row)
            row.binding.show_record(record_id)

    def _give_options(self, column: str, row: FieldRow) -> None:
        if isinstance(row.editor, ChoiceField):
            row.editor.set_options(self._options[column](self.record_id))

    def _refresh_options(self, changed: object) -> None:
        tables = changed if isinstance(changed, frozenset) else None
        for column, row in self.rows.items():
            if touches(tables, {row.field.target or self._spec.name, self._spec.name}):
                self._give_options(column, row)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        for row in self.rows.values():
            row.editor.widget().setFocus(Qt.FocusReason.OtherFocusReason)
            return
