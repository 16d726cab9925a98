"""Visi and misi of the smart city, above the six dimensions: one line to read, opened to be written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gmsc_desktop.models.plan import add_smart_mission
from gmsc_desktop.models.records import SmartMission
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Card, ElidedLabel, EmptyPage, ToolButton
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.new_row import EditedTable, NewRow
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.tables import Grid, NewRows, field_column


class VisionCard(Card):
    """Closed it shows the vision in one line; open it holds the form and the list of misi."""

    def __init__(self, page: Page) -> None:
        super().__init__(padding=4)
        session = page.session
        self._page, self._session = page, session
        self._line = ElidedLabel("", 14)
        self.button = ToolButton("chevron-right", _("Tulis visi dan misi"), _("Visi dan misi"), self.toggle)
        head = QHBoxLayout()
        head.addWidget(self.button)
        head.addWidget(self._line, 1)
        self.box.addLayout(head)
        self.form = RecordForm(session, "plan")
        self.form.add("vision")
        self.form.add("vision_keywords")
        self.missions = EditedTable(
            Grid(session, "smart-missions", _("Misi smart city"), [
                field_column(session, "smart_mission", "text", _("Misi smart city"), width=300, style="name",
                             stretch=True),
            ]),
            NewRow(_("Misi baru"), self._add, read_only=session.read_only),
            EmptyPage("target", _("Belum ada misi smart city."), _("Ketik misi pertama di bawah, lalu tekan Enter.")),
            lambda ids: page.delete_rows(SmartMission.TABLE, ids),
            _("Hapus misi smart city"),
            NewRows(SmartMission.TABLE, "text"),
        )  # fmt: skip
        self._inside = QWidget(self)
        inside = QHBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.form, 1)
        inside.addWidget(self.missions, 1)
        self.box.addWidget(self._inside)
        self._inside.hide()
        self.restyle()

    def restyle(self) -> None:
        """Room for a few misi."""
        self.missions.setFixedHeight(theme.px(210))

    def _add(self, text: str, _kind: str) -> str | None:
        return self._page.act(_("Tambah misi smart city"), add_smart_mission, text)

    def refresh(self) -> None:
        """Read vision and misi again."""
        plan, missions = self._session.snapshot.plan, self._session.snapshot.all(SmartMission)
        told = " ".join(plan.vision.split()) or _("Visi smart city belum ditulis.")
        self._line.setText(_("{vision}  ({count} misi)").format(vision=told, count=len(missions)))
        self.form.show_record(plan.id)
        self.missions.grid.rows.set_rows(missions)

    def toggle(self) -> None:
        """Open or close."""
        self.open(self._inside.isHidden())

    def open(self, on: bool = True) -> None:
        """Open it, or close it; the cursor goes along."""
        self._inside.setVisible(on)
        self._line.setVisible(not on)
        self.button.set_icon("chevron-down" if on else "chevron-right")
        if on:
            self.form.focus_first()
        else:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
