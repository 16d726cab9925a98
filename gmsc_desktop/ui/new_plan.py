"""A new plan asks for district and years, no more; where the district has a plan, also how the two relate."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.cards import Card
from gmsc_desktop.models.checks.institutions import SHORTEST_SPAN
from gmsc_desktop.models.plan_title import default_title
from gmsc_desktop.models.region import Region, search_regions
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.values import parse_year

_REGION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person asked for; ``ancestor`` is the plan that is revised, ``reason`` of a separate second plan."""

    region: Region
    start: int
    end: int
    ancestor: str = ""
    reason: str = ""

    @property
    def title(self) -> str:
        """The title that the plan begins with; it can be changed later."""
        return default_title(self.region.name, self.start, self.end)

    @property
    def kind(self) -> str:
        """A code of the list ``plan_kind``."""
        return "revisi" if self.ancestor else "terpisah" if self.reason else "induk"


class NewPlanDialog(QDialog):
    """District by typing, years with a sensible start; Enter makes the plan."""

    def __init__(self, cards: list[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Rencana baru"))
        self.setFixedWidth(theme.px(480))
        self.wanted: Wanted | None = None
        self._cards = [card for card in cards if not card.is_example]
        self.district = LineField()
        self.district.setPlaceholderText(_("Contoh: Luwu, 73.17, atau Luwu, Sulsel"))
        self.district.textEdited.connect(lambda _text: self._search())
        self.district.installEventFilter(self)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Daerah yang cocok"))
        self.found.setFixedHeight(theme.px(150))
        self.found.currentItemChanged.connect(lambda _now, _before: self._chosen())
        year = date.today().year
        self.start, self.end = LineField(), LineField()
        self.found.itemActivated.connect(lambda _item: self.start.setFocus())
        self.hint = Label("", 13, tone="warn", wrap=True)
        for field in (self.start, self.end):
            field.textEdited.connect(lambda _text: self._tell_period())
        self.start.setText(str(year))
        self.end.setText(str(year + SHORTEST_SPAN))
        self.problem = Label("", 13, tone="error", wrap=True)
        self.note = Label("", 13, tone="faint", wrap=True)
        self._relation = self._ask_relation()
        self.make = Button(_("Buat rencana"), on_click=self._accept, primary=True)
        self._fetching = threading.Thread(target=search_regions, args=("a", 1), name="gmsc-regions", daemon=True)
        self._fetching.start()  # what the first letter would otherwise wait for
        self._build()
        self._search()
        self.district.setFocus()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(3)
        self._labelled(box, _("&Daerah"), self.district)
        box.addWidget(self.found)
        box.addWidget(self.note)
        box.addSpacing(9)
        years = QHBoxLayout()
        years.setSpacing(12)
        for words, field in ((_("Tahun &awal"), self.start), (_("Tahun a&khir"), self.end)):
            column = QVBoxLayout()
            column.setSpacing(3)
            self._labelled(column, words, field)
            years.addLayout(column)
        box.addLayout(years)
        self.hint.hide()
        box.addWidget(self.hint)
        box.addWidget(self._relation)
        box.addWidget(self.problem)
        box.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Batal"), on_click=self.reject))
        buttons.addWidget(self.make)
        box.addLayout(buttons)

    def _labelled(self, box: QVBoxLayout, words: str, field: QLineEdit) -> None:
        label = Label(words, 13, tone="muted")
        label.setBuddy(field)
        field.setAccessibleName(words.replace("&", ""))
        box.addWidget(label)
        box.addWidget(field)

    def _ask_relation(self) -> QWidget:
        area = QWidget()
        box = QVBoxLayout(area)
        box.setContentsMargins(0, 8, 0, 0)
        self._there = Label("", wrap=True)
        self.revises = QRadioButton(_("Ini &revisi dari rencana itu"))
        self.separate = QRadioButton(_("Ini rencana &terpisah, dengan alasan:"))
        self.revises.setChecked(True)
        group = QButtonGroup(area)
        self.reason = LineField()
        self.reason.setAccessibleName(_("Alasan rencana terpisah"))
        self.reason.textEdited.connect(lambda _text: self.separate.setChecked(True))
        box.addWidget(self._there)
        for button in (self.revises, self.separate):
            group.addButton(button)
            box.addWidget(button)
        box.addWidget(self.reason)
        area.hide()
        return area

    # -- district

    def _search(self) -> None:
        self._fetching.join()
        self.found.clear()
        text = self.district.text().strip()
        for match in search_regions(text, 8) if text else ():
            region = match.region
            label = f"{region.name}  ·  {region.province_name or region.code}"
            item = QListWidgetItem(label)
            item.setData(_REGION, region)
            item.setData(Qt.ItemDataRole.ToolTipRole, plain.tip(match.reason or region.note))
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        self._chosen()
        self.note.setText("" if self.found.count() or not text else _("Tidak ada daerah yang cocok. Periksa ejaannya."))

    @property
    def region(self) -> Region | None:
        """The district in the current row."""
        item = self.found.currentItem()
        found: Region | None = item.data(_REGION) if item is not None else None
        return found

    def _chosen(self) -> None:
        region = self.region
        self.problem.setText("")
        item = self.found.currentItem()
        self.note.setText(region.note or (item.toolTip() if item else "") if region else "")
        there = self._there_already()
        self._relation.setVisible(there is not None)
        if there is not None and region is not None:
            words = _("{name} sudah memiliki rencana di komputer ini: {title}.")
            self._there.setText(words.format(name=region.name, title=there.title))

    def _there_already(self) -> Card | None:
        region = self.region
        return next((card for card in self._cards if region and card.district_code == region.code), None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move in the list below it."""
        moves = {Qt.Key.Key_Down, Qt.Key.Key_Up}
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in moves:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            last = self.found.count() - 1
            self.found.setCurrentRow(max(0, min(last, self.found.currentRow() + step)))
            return True
        return super().eventFilter(watched, event)

    # -- years

    def _tell_period(self) -> None:
        """What the guide says of a period that is shorter or longer; no refusal, and nothing while a year is typed."""
        from gmsc_desktop.models.plan import period_hint  # brings in the database

        words = ""
        with suppress(UserFacingError):
            start, end = parse_year(self.start.text()), parse_year(self.end.text())
            words = period_hint(start, end) if end >= start else ""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    # -- making

    def _accept(self) -> None:
        try:
            self.wanted = self._read()
        except UserFacingError as error:
            self.problem.setText(f"{error.sentence} {error.next_step}".strip())
            return
        self.accept()

    def _read(self) -> Wanted:
        region = self.region
        if region is None:
            raise UserFacingError(_("Daerah belum dipilih."), _("Ketik nama atau kodenya, lalu pilih dari daftar."))
        start, end = parse_year(self.start.text()), parse_year(self.end.text())
        if end < start:
            raise UserFacingError(
                _("Tahun akhir ({end}) mendahului tahun awal ({start}).").format(start=start, end=end),
                _("Ubah salah satunya."),
            )
        there = self._there_already()
        if there is None:
            return Wanted(region, start, end)
        if self.revises.isChecked():
            return Wanted(region, start, end, ancestor=there.id)
        reason = self.reason.text().strip()
        if not reason:
            raise UserFacingError(
                _("Rencana terpisah perlu alasan."), _("Tulis mengapa daerah memerlukan rencana kedua.")
            )
        return Wanted(region, start, end, reason=reason)
