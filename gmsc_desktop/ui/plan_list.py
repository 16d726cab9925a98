"""The plans on this computer as rows that can be chosen by keyboard and mouse; read from their cards alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gmsc_desktop.models.cards import Card
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.marks import letters_of, paint_mark, paint_text
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_date, format_time

Index = QModelIndex | QPersistentModelIndex
_CARD, _PINNED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


def is_damaged(card: Card) -> bool:
    """Whether the card only tells why the plan could not be opened."""
    return not card.format


def state_of(card: Card) -> tuple[str, str, str]:
    """Icon, its colour and words for how a plan stands."""
    if is_damaged(card):
        return "circle-alert", "error", _("Tidak dapat dibuka")
    if card.is_example:
        return "info", "muted", _("Rencana contoh, boleh diubah sesuka hati")
    if card.status == "final":
        return "circle-check", "ok", _("Final")
    by = _("Draf · terakhir oleh {person}").format(person=card.last_author) if card.last_author else _("Draf")
    return "circle-dashed", "muted", by


def when_changed(moment: str, today: date | None = None) -> str:
    """The last change in local time: "Hari ini 10.42", "Kemarin 16.05", "18 November 2026"."""
    try:
        at = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return ""
    days = ((today or date.today()) - at.date()).days
    if days == 0:
        return _("Hari ini {time}").format(time=format_time(at))
    if days == 1:
        return _("Kemarin {time}").format(time=format_time(at))
    return format_date(at.date())


class _Cards(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Card] = []
        self.pinned: set[str] = set()

    def show(self, cards: list[Card], pinned: set[str]) -> None:
        self.beginResetModel()
        self.cards, self.pinned = cards, pinned
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.cards)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.cards[index.row()]
        if role == _CARD:
            return card
        if role == _PINNED:
            return card.id in self.pinned
        if role == Qt.ItemDataRole.DisplayRole:
            return card.district_name or card.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(card.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (card.district_name, card.title, state_of(card)[2], when_changed(card.last_change))
            return ", ".join(part for part in parts if part)
        return None


class _Rows(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(82))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(_CARD)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = rect.adjusted(3, 3, -3, -3)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(inside, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(inside, 6, 6)
        side = 42
        mark = QRectF(rect.x() + 15, rect.center().y() - side / 2, side, side)
        ground, ink = ("accent", "on_accent") if chosen else ("hover", "muted")
        paint_mark(painter, mark, letters_of(card.district_name) or "?", ground, ink)
        self._words(painter, rect.adjusted(72, 0, -14, 0), card, pinned=bool(index.data(_PINNED)))
        if index.row() + 1 < index.model().rowCount() and not chosen:
            painter.fillRect(QRectF(rect.x() + 72, rect.bottom(), rect.width() - 86, 1), theme.colour("line"))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRectF, card: Card, *, pinned: bool) -> None:
        line, top = theme.px(20), rect.center().y() - theme.px(31)
        right = 210 if rect.width() > 480 else 0
        room = rect.width() - right - (28 if pinned else 0)
        name = card.district_name or _("Rencana yang rusak")
        paint_text(
            painter, QRectF(rect.x(), top, room, line), name, theme.font(15, theme.SEMIBOLD), theme.colour("text")
        )
        title = QRectF(rect.x(), top + line, room, line)
        paint_text(painter, title, card.title, theme.font(14), theme.colour("muted"))
        icon, use, words = state_of(card)
        side = theme.px(15)
        at = QRectF(rect.x(), top + 2 * line + 3, side, side)
        icons.paint(painter, at, icon, theme.colour(use))
        state = QRectF(rect.x() + side + 6, top + 2 * line, room - side - 6, line)
        paint_text(painter, state, words, theme.font(13), theme.colour("text"))
        end = rect.right() - (26 if pinned else 0)
        if right:
            when = QRectF(end - right, top, right, line)
            paint_text(painter, when, when_changed(card.last_change), theme.font(13), theme.colour("muted"), right=True)
        if pinned:
            icons.paint(painter, QRectF(rect.right() - 16, top + 2, 16, 16), "pin", theme.colour("accent"))


class PlanList(QListView):
    """``opened`` carries the id of the plan that was chosen by Enter or a click."""

    opened = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._all: list[Card] = []
        self._words: list[str] = []
        self._model = _Cards()
        self.setModel(self._model)
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Rencana di komputer ini"))
        self.clicked.connect(self._open)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu().exec(self.viewport().mapToGlobal(place)))

    def set_cards(self, cards: Iterable[Card]) -> None:
        """Show plans, the pinned ones first."""
        self._all = list(cards)
        self._arrange()

    def set_filter(self, text: str) -> None:
        """Show the plans whose district, title or years hold every word."""
        self._words = text.casefold().split()
        self._arrange()

    def _arrange(self) -> None:
        current = self.current_card()
        pinned = set(self._settings.pinned)
        shown = [card for card in self._all if all(word in _searched(card) for word in self._words)]
        shown.sort(key=lambda card: card.id not in pinned)
        self._model.show(shown, pinned)
        at = next((place for place, card in enumerate(shown) if current and card.id == current.id), 0)
        if shown:
            self.setCurrentIndex(self._model.index(at, 0))

    def current_card(self) -> Card | None:
        """The plan in the current row."""
        index = self.currentIndex()
        return self._model.cards[index.row()] if 0 <= index.row() < len(self._model.cards) else None

    def menu(self) -> QMenu:
        """What can be done with the plan in the current row."""
        menu = QMenu(self)
        card = self.current_card()
        if card is not None:
            pinned = card.id in self._settings.pinned
            menu.addAction(_("Buka")).triggered.connect(lambda _checked=False: self._open(self.currentIndex()))
            words = _("Lepaskan dari atas") if pinned else _("Sematkan di atas")
            menu.addAction(words).triggered.connect(lambda _checked=False: self.toggle_pin(card.id))
        return menu

    def toggle_pin(self, plan_id: str) -> None:
        """Keep a plan above the others, or let it go."""
        pinned = self._settings.pinned
        self._settings.pinned = [one for one in pinned if one != plan_id] if plan_id in pinned else [*pinned, plan_id]
        self._arrange()

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._model.cards):
            self.opened.emit(self._model.cards[index.row()].id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _searched(card: Card) -> str:
    return f"{card.district_name} {card.title} {card.period_start} {card.period_end}".casefold()
