"""What a new plan is asked for: district and years; of one that exists its title too, of a second how they relate."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
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
from gmsc_desktop.ui.controls import Card as Sheet
from gmsc_desktop.ui.controls import Label
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.row_list import WRAPPED
from gmsc_desktop.values import parse_year

_REGION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person asked for; ``ancestor`` is the plan that is revised, ``reason`` of a separate second plan.

    ``existing`` is a plan that was there before the application, ``own_title`` the one on its cover.
    """

    region: Region
    start: int
    end: int
    ancestor: str = ""
    reason: str = ""
    existing: bool = False
    own_title: str = ""

    @property
    def title(self) -> str:
        """The title that the plan begins with; it can be changed later."""
        return self.own_title or default_title(self.region.name, self.start, self.end)

    @property
    def kind(self) -> str:
        """A code of the list ``plan_kind``."""
        return "revisi" if self.ancestor else "terpisah" if self.reason else "induk"


class MatchList(QListWidget):
    """What was found; while there is nothing it says how to find something."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setAccessibleDescription(hint)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("faint"))
            room = self.viewport().rect().adjusted(10, 8, -10, -8)
            painter.drawText(room, WRAPPED, self._hint)


class PlanForm(QWidget):
    """District by typing, and years: with a sensible start for a new plan, as on its cover for one that exists."""

    reshaped = Signal()  # more or less stands in it than before

    def __init__(self, cards: list[Card]) -> None:
        super().__init__()
        self.existing = False
        self._cards = [card for card in cards if not card.is_example]
        self.district = LineField()
        self.district.setPlaceholderText(_("Contoh: Luwu, 73.17, atau Luwu, Sulsel"))
        self.district.textEdited.connect(lambda _text: self._search())
        self.district.installEventFilter(self)
        self.found = MatchList(_("Ketik nama atau kode daerah. Yang cocok tampil di sini; pilih dengan panah."))
        self.found.setAccessibleName(_("Daerah yang cocok"))
        self.found.setMinimumHeight(theme.px(150))
        self.found.currentItemChanged.connect(lambda _now, _before: self._chosen())
        self.start, self.end, self.title = LineField(), LineField(), LineField()
        self.found.itemActivated.connect(lambda _item: self.start.setFocus())
        self.hint = Label("", 13, tone="warn", wrap=True)
        for field in (self.start, self.end):
            field.textEdited.connect(lambda _text: self._tell_period())
        self.problem = Label("", 13, tone="error", wrap=True)
        self.note = Label("", 13, tone="faint", wrap=True)
        self._unchecked = Label("", 13, tone="muted", wrap=True)
        self._asked_again = self.district  # what has the focus when something is refused
        self._relation = self._ask_relation()
        self._fetching = threading.Thread(target=search_regions, args=("a", 1), name="gmsc-regions", daemon=True)
        self._fetching.start()  # what the first letter would otherwise wait for
        self._build()
        self.ask(existing=False)

    def _build(self) -> None:
        """The district at the left, what the cover says at the right, how two plans relate below both."""
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(3)
        _labelled(left, _("&Daerah"), self.district)
        left.addSpacing(3)
        sheet = Sheet(padding=2)
        sheet.box.addWidget(self.found)
        left.addWidget(sheet, 1)
        left.addWidget(self.note)
        years = QHBoxLayout()
        years.setSpacing(12)
        for words, field in ((_("Tahun &awal"), self.start), (_("Tahun a&khir"), self.end)):
            column = QVBoxLayout()
            column.setSpacing(3)
            _labelled(column, words, field)
            years.addLayout(column)
        right.addLayout(years)
        right.addWidget(self.hint)
        right.addSpacing(6)
        self._title_label = _labelled(right, _("&Judul pada sampulnya"), self.title)
        right.addSpacing(6)
        right.addWidget(self._unchecked)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addLayout(columns, 1)
        box.addWidget(self._relation)
        box.addWidget(self.problem)
        for quiet in (self.hint, self.note, self.problem):
            quiet.hide()

    def _ask_relation(self) -> QWidget:
        area = QWidget()
        box = QVBoxLayout(area)
        box.setContentsMargins(0, 8, 0, 0)
        self._there = Label("", wrap=True)
        self.revises = QRadioButton(_("Ini &revisi dari rencana itu"))
        self.separate = QRadioButton(_("Ini rencana &terpisah, dengan alasan:"))
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

    def ask(self, *, existing: bool) -> None:
        """Ask for a plan that begins now, or for one that exists: of that one nothing is guessed."""
        self.existing = existing
        year = date.today().year
        examples = (year - 4, year + 1) if existing else (year, year + SHORTEST_SPAN)
        for field, example in zip((self.start, self.end), examples, strict=True):
            field.setText("" if existing else str(example))
            field.setPlaceholderText(_("Contoh: {year}").format(year=example) if existing else "")
        self.title.clear()
        self.title.setVisible(existing)
        self._title_label.setVisible(existing)
        self.revises.setChecked(not existing)
        self.separate.setChecked(existing)
        self.reason.setText(_("Rencana lama dari periode sebelumnya") if existing else "")
        self._tell_unchecked()
        self._search()
        self._tell_period()

    def _tell_unchecked(self) -> None:
        from gmsc_desktop.models.checks.stages import lie_behind
        from gmsc_desktop.models.checks.wording import listed
        from gmsc_desktop.models.reference import load

        pack = load()
        names = listed(pack.label("stage", stage) for stage in lie_behind(pack))
        words = _("{stages} tidak diperiksa (rencana lama), sampai Anda menyalakannya di Pemeriksaan.")
        self._unchecked.setText(words.format(stages=names))
        self._unchecked.setVisible(self.existing)

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
        if text and not self.found.count():
            _say(self.note, _("Tidak ada daerah yang cocok. Periksa ejaannya."))
            self.reshaped.emit()

    @property
    def region(self) -> Region | None:
        """The district in the current row."""
        item = self.found.currentItem()
        found: Region | None = item.data(_REGION) if item is not None else None
        return found

    def _chosen(self) -> None:
        region = self.region
        _say(self.problem, "")
        item = self.found.currentItem()
        _say(self.note, region.note or (item.toolTip() if item else "") if region else "")
        there = self._there_already()
        self._relation.setVisible(there is not None)
        if there is not None and region is not None:
            words = _("{name} sudah memiliki rencana di komputer ini: {title}.")
            self._there.setText(words.format(name=region.name, title=there.title))
        self._tell_title()
        self.reshaped.emit()

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

    # -- years and title

    def _years(self) -> tuple[int, int] | None:
        with suppress(UserFacingError):
            start, end = parse_year(self.start.text()), parse_year(self.end.text())
            return (start, end) if end >= start else None
        return None

    def _tell_period(self) -> None:
        """What the guide says of a new period that is shorter or longer; no refusal, and nothing while it is typed."""
        from gmsc_desktop.models.plan import period_hint  # brings in the database

        years = self._years()
        words = period_hint(*years) if years and not self.existing else ""
        _say(self.hint, words)
        self._tell_title()
        self.reshaped.emit()

    def _tell_title(self) -> None:
        """The title that it gets where nobody writes one."""
        years, region = self._years(), self.region
        self.title.setPlaceholderText(default_title(region.name, *years) if years and region else "")

    # -- what was asked for

    def refuse(self, error: UserFacingError) -> None:
        """Say what is missing, and wait for it there."""
        _say(self.problem, f"{error.sentence} {error.next_step}".strip())
        self._asked_again.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asked_again.selectAll()
        self.reshaped.emit()

    def read(self) -> Wanted:
        """What was asked for. Raises ``UserFacingError`` for what is missing or cannot be."""
        region = self.region
        self._asked_again = self.district
        if region is None:
            raise UserFacingError(_("Daerah belum dipilih."), _("Ketik nama atau kodenya, lalu pilih dari daftar."))
        start, end = self._read_year(self.start), self._read_year(self.end)
        if end < start:
            raise UserFacingError(
                _("Tahun akhir ({end}) mendahului tahun awal ({start}).").format(start=start, end=end),
                _("Ubah salah satunya."),
            )
        self._asked_again = self.reason
        ancestor, reason = self._related()
        title = self.title.text().strip() if self.existing else ""
        return Wanted(region, start, end, ancestor, reason, self.existing, title)

    def _read_year(self, field: LineField) -> int:
        self._asked_again = field
        if not field.text().strip():
            words = _("{field} masih kosong.").format(field=field.accessibleName())
            raise UserFacingError(words, _("Tulis tahunnya, seperti pada sampul rencananya."))
        return parse_year(field.text())

    def _related(self) -> tuple[str, str]:
        """The plan that is revised and the reason of a separate one; both "" for a district without a plan here."""
        there = self._there_already()
        if there is None:
            return "", ""
        if self.revises.isChecked():
            return there.id, ""
        reason = self.reason.text().strip()
        if not reason:
            raise UserFacingError(
                _("Rencana terpisah perlu alasan."), _("Tulis mengapa daerah memerlukan rencana kedua.")
            )
        return "", reason


def _say(label: Label, words: str) -> None:
    """Words that take room only where there are any."""
    label.setText(words)
    label.setVisible(bool(words))


def _labelled(box: QBoxLayout, words: str, field: QLineEdit) -> Label:
    label = Label(words, 13, tone="muted")
    label.setBuddy(field)
    field.setAccessibleName(words.replace("&", ""))
    box.addWidget(label)
    box.addWidget(field)
    return label
