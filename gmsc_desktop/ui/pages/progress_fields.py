"""One field of an entry that is handed over as a whole: label, widget, last value below it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import Place
from gmsc_desktop.models.fields import FieldSpec
from gmsc_desktop.models.records import ProgressEntry
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import ElidedLabel, Label
from gmsc_desktop.ui.editors import Editor, LineField, Option
from gmsc_desktop.ui.forms import Problem, make_editor
from gmsc_desktop.ui.pages.progress_due import QUARTERS, period_end
from gmsc_desktop.values import MONTHS, ValueProblem

WHOLE_YEAR = "tahun"  # stands for no period: the figures of a year, as past ones are told


class EntryField(QWidget):
    """A field whose text waits until the whole entry is saved. ``place`` is where its draft is kept."""

    typed = Signal()
    left = Signal()

    def __init__(self, spec: FieldSpec, label: str, name: str = "", editor: Editor | None = None) -> None:
        super().__init__()
        self.spec = spec
        self.place: Place = ("", "", "")
        self.base = ""  # what stands there while nobody has typed
        self.editor = editor or make_editor(spec)
        widget = self.editor.widget()
        self.name = name or spec.label
        widget.setAccessibleName(self.name)
        title = ElidedLabel(label, 13, tone="muted") if name else Label(label, 13, tone="muted")
        title.setBuddy(widget)
        self.note = ElidedLabel("", 13, tone="faint")
        self.problem = Problem()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        for part in (title, widget, self.note, self.problem):
            box.addWidget(part)
        box.addStretch(1)
        self.editor.typed.connect(self.typed)
        self.editor.left.connect(self._leave)

    def _leave(self) -> None:
        self.left.emit()

    def set_note(self, note: str) -> None:
        """What stands below: the last value, the target."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.editor.widget().setAccessibleDescription(self.problem.words.text() or note)

    def show_text(self, base: str, draft: str | None) -> None:
        """Start with a text, or with what was typed before and not saved."""
        self.base = base
        self.editor.show_text(base if draft is None else draft)

    def tell(self, problem: str) -> None:
        """Say below the field what is wrong, or nothing."""
        self.problem.say(problem)
        self.editor.widget().setAccessibleDescription(problem or self.note.text())

    def read(self, pack: ReferencePack) -> Value:
        """The value of what was typed; told below the field and raised where it cannot be read."""
        try:
            value = read_value(self.spec, self.editor.text(), pack)
        except UserFacingError as error:
            self.tell(f"{error.sentence} {error.next_step}".strip())
            raise
        self.tell("")
        return value

    def figure(self, pack: ReferencePack) -> float | None:
        """The number in the field, None where there is none or it cannot be read."""
        try:
            value = read_value(self.spec, self.editor.text(), pack)
        except (UserFacingError, ValueProblem):
            return None
        return float(value) if isinstance(value, int | float) else None

    def focus(self) -> None:
        """Put the cursor here, in view; a line is selected, so that typing replaces it."""
        widget = self.editor.widget()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, LineField):
            widget.selectAll()
        QTimer.singleShot(0, self, self._come_into_view)  # a field that was hidden has its place only then

    def _come_into_view(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, 16)


def period_options(pack: ReferencePack) -> list[Option]:
    """The year and every period of it as one list: quarters, then semesters, then months; the code is "triwulan:3"."""
    made = [Option(WHOLE_YEAR, _("Setahun penuh"))]
    for code in ("triwulan", "semester", "bulan"):
        label = pack.label("period", code)
        for number in range(1, int(pack.fact("period", code, "count") or 0) + 1):
            word = _(MONTHS[number - 1]) if code == "bulan" else QUARTERS[number - 1] if number <= 4 else str(number)
            made.append(Option(f"{code}:{number}", f"{label} {word}"))
    return made


def period_code(entry: ProgressEntry) -> str:
    """The code of an entry's period in ``period_options``, "" for none; one of the year's last day is of the year."""
    if entry.period and entry.period_number:
        return f"{entry.period}:{entry.period_number}"
    return WHOLE_YEAR if entry.as_of == f"{entry.year}-12-31" else ""


def period_of(code: str) -> tuple[str, int] | None:
    """Period and number of a code, None for none."""
    period, _colon, number = code.partition(":")
    return (period, int(number)) if number.isdigit() else None


def period_day(year: int, code: str) -> date | None:
    """The last day of the period of a code, None for none."""
    period = period_of(code)
    return date(year, 12, 31) if code == WHOLE_YEAR else period_end(year, *period) if period else None


def day_for_editing(day: date) -> str:
    """A date as a field shows it, so that reading gives the same: ``30/09/2026``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def typed_texts(title: str, fields: Iterable[EntryField]) -> list[tuple[str, str]]:
    """What a person typed into these fields, with the words over each text."""
    texts = ((field, field.editor.text()) for field in fields)
    return [(f"{title}\n{field.name}", text) for field, text in texts if text.strip() and text != field.base]
