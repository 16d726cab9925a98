"""The questions of which there may be many: an initiative that is not known, a status that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gmsc_desktop.exchange.review import Question
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.importing.state import ReviewState
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.ui.tables.columns import Look


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    label: str
    answer: str
    needed: bool

    @property
    def state(self) -> str:
        if self.answer:
            return _("Dijawab")
        return _("Perlu dijawab") if self.needed else _("Belum dijawab")

    @property
    def look(self) -> Look:
        if self.answer:
            return Look("check", "ok")
        return Look("triangle-alert", "warn") if self.needed else Look("circle", "muted")


class AskedPart(QWidget):
    """A list of questions; the current one is answered below it, Enter goes there."""

    count_changed = Signal()

    def __init__(self, state: ReviewState) -> None:
        super().__init__()
        self._state = state
        self._questions: dict[str, Question] = {}
        self.words = Label("", 13, tone="muted", wrap=True)
        self.list = Grid(state.session, "import-asked", _("Pertanyaan"), list(_columns()), opens=True)
        self.sentence = Label("", 13, wrap=True)
        self.answer = ChoiceField()
        self.list.opened.connect(lambda _id: self.answer.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.row_changed.connect(self._show)
        self.answer.typed.connect(self._tell)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 0)
        box.setSpacing(6)
        box.addWidget(self.words)
        box.addWidget(self.list, 1)
        box.addWidget(self.sentence)
        box.addWidget(self.answer)

    def refresh(self) -> None:
        """Show the questions of the review."""
        review = self._state.review
        found = [one for one in review.questions if one.many] if review is not None else []
        self._questions = {one.what: one for one in found}
        self.list.rows.set_rows([_Line(one.what, one.label, _answer(one), one.needed) for one in found])
        self.words.setText(_("{count} belum dijawab. Enter menuju jawabannya.").format(count=self.open_count))
        self.words.setVisible(bool(self.open_count))
        self._show(self.list.current_id)

    @property
    def open_count(self) -> int:
        """How many have no answer."""
        return sum(not one.answer for one in self._questions.values())

    @property
    def any(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self._questions)

    def _show(self, what: str) -> None:
        question = self._questions.get(what)
        self.answer.setEnabled(question is not None)
        self.sentence.setText(" ".join((question.label, question.sentence)).strip() if question is not None else "")
        if question is not None:
            self.answer.setAccessibleName(question.label)
            self.answer.set_options([Option(code, words) for code, words in question.choices])
            self.answer.show_text(question.answer)

    def _tell(self) -> None:
        if self.list.current_id in self._questions:
            self._state.answer(self.list.current_id, self.answer.text())


def _answer(question: Question) -> str:
    return next((words for code, words in question.choices if code == question.answer), question.answer)


def _columns() -> Iterator[Column]:
    yield Column("state", _("Keadaan"), lambda row: row.state, width=132, style="state", look=lambda row: row.look)
    yield Column("label", _("Pertanyaan"), lambda row: row.label, width=180, stretch=True)
    yield Column("answer", _("Jawaban"), lambda row: row.answer, width=160, yields=True)
