"""What the current column means: a list of meanings, its year, and the way back to what was read by itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gmsc_desktop.exchange.review import ColumnSeen
from gmsc_desktop.exchange.sheets import column_name
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import ElidedLabel, ToolButton
from gmsc_desktop.ui.editors import ChoiceField, LineField, Option
from gmsc_desktop.ui.importing.state import ReviewState

_LATEST = 2_100
_FEWEST = 1_000  # a smaller number is the n of "Tahun n"


class Matcher(QWidget):
    """Follows the current column of the sheet."""

    def __init__(self, state: ReviewState) -> None:
        super().__init__()
        self._state = state
        self._column: ColumnSeen | None = None
        self._levels: tuple[tuple[str, str], ...] = ()  # of which one may be chosen for the meaning that is shown
        self._awaits = ""  # a meaning that was chosen and says nothing without its year
        self.name = ElidedLabel("", 13, tone="muted")
        self.meaning = ChoiceField(
            [Option(one.key, one.label) for one in state.meanings.values()], _("(belum dikenali)")
        )
        self.level = ChoiceField([], _("(menurut kepala)"))
        self.year = LineField()
        self.year.setValidator(QIntValidator(0, _LATEST, self.year))
        self.year.setPlaceholderText(_("Tahun"))
        self.back = ToolButton("undo-2", _("Baca kolom ini menurut kepalanya"), on_click=self._take_back)
        self.meaning.typed.connect(self._tell)
        self.level.typed.connect(self._tell)
        self.year.editingFinished.connect(self._tell)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.name, 2)
        line.addWidget(self.meaning, 3)
        line.addWidget(self.level, 2)
        line.addWidget(self.year)
        line.addWidget(self.back)
        self.restyle()
        self.show_column(None, -1)

    def restyle(self) -> None:
        """Follow the size of text."""
        self.year.setFixedWidth(theme.px(64))
        self.meaning.setMinimumWidth(theme.px(150))
        self.level.setMinimumWidth(theme.px(96))

    def show_column(self, column: ColumnSeen | None, index: int) -> None:
        """Show another column, or the same as it is read now; None where no table is read there."""
        if self._column is None or self._column.index != index:
            self._awaits = ""
        self._column = column
        letter = column_name(index) if index >= 0 else ""
        words = _("Kolom {column}").format(column=letter) if letter else ""
        header = column.header if column is not None else ""
        self.name.setText(_("{column}: {header}").format(column=words, header=header) if header else words)
        self.meaning.setAccessibleName(_("Arti kolom {column}").format(column=letter))
        self.level.setAccessibleName(_("Tingkat kolom {column}").format(column=letter))
        self.year.setAccessibleName(_("Tahun kolom {column}").format(column=letter))
        self.meaning.setEnabled(column is not None)
        self.meaning.show_text(self._awaits or (column.meaning if column is not None else ""))
        number = (column.year or column.ordinal) if column is not None else None
        if not self.year.hasFocus():
            self.year.show_text("" if number is None else str(number))
        self._show_parts()
        told = column.levels if column is not None and self.level.isVisibleTo(self) else ()
        self.level.show_text(told[0] if len(told) == 1 else "")

    def _show_parts(self) -> None:
        found = self._state.meanings.get(self.meaning.text())
        self.year.setVisible(found is not None and found.dated)
        levels = found.levels if found is not None else ()
        if levels != self._levels:
            self._levels = levels
            self.level.show_text("")
            self.level.set_options([Option(code, label) for code, label in levels])
        self.level.setVisible(bool(levels))
        told = self._state.told.columns
        self.back.setVisible(self._column is not None and self._column.index in told)

    def ask(self) -> None:
        """Open the list of meanings."""
        if self.meaning.isEnabled():
            self.meaning.setFocus(Qt.FocusReason.OtherFocusReason)
            self.meaning.showPopup()

    def _tell(self) -> None:
        column = self._column
        if column is None:
            return
        self._show_parts()
        meaning = self.meaning.text()
        found = self._state.meanings.get(meaning)
        number = int(self.year.text()) if self.year.text().isdigit() and found is not None and found.dated else None
        self._awaits = ""
        if found is not None and found.needs_year and number is None:
            self._awaits = meaning
            self.year.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        told = replace(
            column,
            meaning=meaning,
            year=number if number is not None and number >= _FEWEST else None,
            ordinal=number if number is not None and number < _FEWEST else None,
            levels=self._levels_of(column, meaning),
        )
        if told != column:
            self._state.set_column(told, column.index)
            self._column = told

    def _levels_of(self, column: ColumnSeen, meaning: str) -> tuple[str, ...]:
        """The level that was chosen; the levels of other columns stay as they were read."""
        if not self._levels:
            return column.levels if meaning == column.meaning else ()
        level = self.level.text() if meaning == column.meaning else ""
        return (level,) if level else ()

    def _take_back(self) -> None:
        if self._column is not None:
            self._state.set_column(None, self._column.index)
