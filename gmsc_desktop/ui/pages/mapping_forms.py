"""The form of one mapping: how strong it is, on which page it stands, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.session import Session

INDICATOR, PROGRAMME = "indicator_mapping", "programme_mapping"


class MappingForms(QWidget):
    """The mapping is of an indicator or of a programme: of the two forms one is shown, or none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.forms = {table: RecordForm(session, table) for table in (INDICATOR, PROGRAMME)}
        for form in self.forms.values():
            form.add("strength", "page")
            form.add("reason")
            form.hide()
            box.addWidget(form)
        self.hide()

    def show_mapping(self, table: str, record_id: str) -> None:
        """Show a mapping of a table, with "" none."""
        for name, form in self.forms.items():
            mine = bool(record_id) and name == table
            form.show_record(record_id if mine else "")
            form.setVisible(mine)
        self.setVisible(bool(record_id))

    def focus_strength(self, table: str) -> None:
        """Put the cursor where the strength is chosen."""
        self.forms[table].rows["strength"].editor.widget().setFocus(Qt.FocusReason.OtherFocusReason)
