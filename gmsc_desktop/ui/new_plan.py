""" "Rencana baru": first which of the three ways to begin, then what that way asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.cards import Card
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.controls import Card as Sheet
from gmsc_desktop.ui.new_plan_form import PlanForm, Wanted
from gmsc_desktop.ui.new_plan_ways import EXISTING, PACKAGE, WayList, ways

_WIDTH, _MARGIN = 720, 20


class NewPlanDialog(QDialog):
    """After it was accepted ``wanted`` is the plan to be made, or ``opens_package`` that a package is to be chosen."""

    def __init__(self, cards: list[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Rencana baru"))
        self.setFixedWidth(theme.px(_WIDTH))
        self.wanted: Wanted | None = None
        self.opens_package = False
        self._heading = Label("", 16, theme.SEMIBOLD)
        self.ways = WayList(theme.px(_WIDTH) - 2 * _MARGIN - 4)
        self.ways.entered.connect(lambda way: self.choose(way.code))
        self._sheet = Sheet(padding=2)
        self._sheet.box.addWidget(self.ways)
        self.form = PlanForm(cards)
        self.form.reshaped.connect(self._fit)
        self.back = Button(_("Kem&bali"), "chevron-left", self.ask_way)
        self.make = Button(_("Buat rencana"), on_click=self._accept, primary=True)
        self._build()
        self.ask_way()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        box.setSpacing(8)
        for part in (self._heading, self._sheet, self.form):
            box.addWidget(part)
        box.addSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Batal"), on_click=self.reject))
        buttons.addWidget(self.make)
        box.addLayout(buttons)

    def ask_way(self) -> None:
        """The three ways."""
        self._show(_("Bagaimana Anda memulai?"), asked=False)
        self.ways.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, way: str) -> None:
        """Go on with a way: what it asks for, or the choice of a package."""
        if way == PACKAGE:
            self.opens_package = True
            self.accept()
            return
        self.form.ask(existing=way == EXISTING)
        self._show(next(one.name for one in ways() if one.code == way), asked=True)
        self.form.district.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, heading: str, *, asked: bool) -> None:
        self._heading.setText(heading)
        self._sheet.setVisible(not asked)
        for part in (self.form, self.back, self.make):
            part.setVisible(asked)
        self._fit()

    def _fit(self) -> None:
        """As high as what stands in it: lines that wrap do not make room for themselves."""
        box = self.layout()
        if box is not None:
            box.activate()
            self.setFixedHeight(max(box.totalHeightForWidth(self.width()), box.totalMinimumSize().height()))

    def _accept(self) -> None:
        try:
            self.wanted = self.form.read()
        except UserFacingError as error:
            self.form.refuse(error)
            return
        self.accept()
