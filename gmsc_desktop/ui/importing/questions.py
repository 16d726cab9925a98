"""The questions of an import as one row of fields. One that is needed says why, and stays when it was answered; the
others say what happens without an answer."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.exchange.review import Question
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import IconLabel, Label
from gmsc_desktop.ui.editors import ChoiceField, LineField, Option
from gmsc_desktop.ui.importing.state import ReviewState

_MOST_LINES, _GAP = 3, 16


class _Field(QWidget):
    """One question: its label, and a list or a line for the answer."""

    def __init__(self, state: ReviewState, question: Question) -> None:
        super().__init__()
        self._state = state
        self.what = question.what
        self.icon = IconLabel("triangle-alert", "warn", 16)
        self.label = Label("", 13, tone="muted")
        self.editor: ChoiceField | LineField
        if question.choices:
            self.editor = ChoiceField((), question.empty)
            self.editor.keep_room(theme.px(240))
            self.editor.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.editor.typed.connect(self._tell)
        else:
            self.editor = LineField()
            self.editor.setFixedWidth(theme.px(72 if question.year else 120))
            if question.year:
                self.editor.setValidator(QIntValidator(1990, 2100, self.editor))
            self.editor.editingFinished.connect(self._tell)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.icon)
        line.addWidget(self.label)
        line.addWidget(self.editor)
        self.show_question(question)

    def show_question(self, question: Question) -> None:
        """The question as it stands now."""
        self.icon.setVisible(question.needed)
        self.label.setText(question.label)
        self.editor.setAccessibleName(question.label)
        self.label.setToolTip(question.sentence)
        if isinstance(self.editor, ChoiceField):
            self.editor.set_options([Option(code, words) for code, words in question.choices])
        if not self.editor.hasFocus() or isinstance(self.editor, ChoiceField):
            self.editor.show_text(question.answer)

    def _tell(self) -> None:
        text = self.editor.text().strip()
        self._state.answer(self.what, text)


def _weight(question: Question) -> bool:
    return not question.needed


class Questions(QWidget):
    """All questions beside each other; below them the sentence of the first one that is needed, else not answered."""

    def __init__(self, state: ReviewState) -> None:
        super().__init__()
        self._state = state
        self.fields: dict[str, _Field] = {}
        self._lines = [QHBoxLayout() for _line in range(_MOST_LINES)]
        self.words = Label("", 13, tone="warn", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for line in self._lines:
            line.setSpacing(_GAP)
            line.addStretch(1)
            box.addLayout(line)
        box.addWidget(self.words)
        self.words.hide()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def refresh(self) -> None:
        """Show the questions of the review."""
        review = self._state.review
        found = [one for one in review.questions if not one.many] if review is not None else []
        listed = [one for one in found if one.what != "sheet" or one.needed or self._state.told.sheet]
        known = {one.what for one in listed}
        for what in [what for what in self.fields if what not in known]:
            gone = self.fields.pop(what)
            for line in self._lines:
                line.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for question in listed:
            field = self.fields.get(question.what)
            if field is None:
                field = self.fields[question.what] = _Field(self._state, question)
                self._lines[0].insertWidget(0, field)
                field.show()  # at once, so that it can take the focus
            field.show_question(question)
        self.fields = {one.what: self.fields[one.what] for one in listed}
        self._arrange()
        told = sorted((one for one in listed if (one.sentence and not one.answer) or one.needed), key=_weight)
        self.words.setText(told[0].sentence if told else "")
        self.words.set_tone("warn" if told and told[0].needed else "muted")
        self.words.setVisible(bool(self.words.text()))
        self.setVisible(bool(listed))

    def _arrange(self) -> None:
        """As many beside each other as there is room for, the others below."""
        at, taken, places = 0, 0, [0] * _MOST_LINES
        for field in self.fields.values():
            width = field.sizeHint().width() + _GAP
            if taken and taken + width > self.width() and at < _MOST_LINES - 1:
                at, taken = at + 1, 0
            taken += width
            if self._lines[at].indexOf(field) != places[at]:
                for line in self._lines:
                    line.removeWidget(field)
                self._lines[at].insertWidget(places[at], field)
            places[at] += 1

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def first_needed(self) -> QWidget | None:
        """The field of the first question that must be answered."""
        review = self._state.review
        found = next((one.what for one in review.needs if one.what in self.fields), "") if review is not None else ""
        return self.fields[found].editor if found else None

    def why(self) -> str:
        """Why nothing can be written yet; "" where nothing is asked."""
        review = self._state.review
        needs = review.needs if review is not None else []
        if not needs:
            return ""
        return _("Jawab dulu: {questions}.").format(questions=", ".join(one.label for one in needs))
