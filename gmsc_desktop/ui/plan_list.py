"""The plans on this computer and the received submissions, as rows for keyboard and mouse; from their cards alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QMenu

from gmsc_desktop.desk.received import Received
from gmsc_desktop.late import override
from gmsc_desktop.models.cards import Card
from gmsc_desktop.paths import plans_folder
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.plan_rows import (
    EMBLEM,
    ENTRY,
    PINNED,
    Entry,
    Heading,
    Index,
    Rows,
    is_damaged,
    is_unread,
    row_of,
    stage_words,
)
from gmsc_desktop.ui.settings import Settings

_ROOT = QModelIndex()
ORDER = "urutan_beranda"  # the name of the setting
NEWEST, BY_NAME, BY_SHARE = "terbaru", "nama", "kelengkapan"


def orders() -> dict[str, str]:
    """In which orders the rows can stand, with their words."""
    return {NEWEST: _("Terbaru dahulu"), BY_NAME: _("Menurut nama daerah"), BY_SHARE: _("Paling lengkap dahulu")}


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.pinned: set[str] = set()
        self.emblems: dict[str, QPixmap] = {}  # by plan id

    def show(self, entries: list[Entry], pinned: set[str]) -> None:
        self.beginResetModel()
        self.entries, self.pinned = entries, pinned
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags  # arrows pass over it
        return super().flags(index)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if isinstance(entry, Heading):
            return entry.words if role == Qt.ItemDataRole.DisplayRole else None
        if isinstance(entry, Card) and role == PINNED:
            return entry.id in self.pinned
        if isinstance(entry, Card) and role == EMBLEM:
            return self.emblems.get(entry.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return row_of(entry).name
        if role == Qt.ItemDataRole.ToolTipRole:
            row = row_of(entry)
            return plain.tip("\n".join(part for part in (row.title, row.state, row.more) if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row_of(entry).spoken
        return None


class PlanList(QListView):
    """``opened`` carries the id of a plan, ``received_opened`` a submission: chosen by Enter or a click."""

    opened = Signal(str)
    received_opened = Signal(object)
    compare_asked = Signal(object)
    remove_asked = Signal(object)
    backup_asked = Signal(str)
    restore_asked = Signal(str)
    said = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._cards: list[Card] = []
        self._received: list[Received] = []
        self._words: list[str] = []
        self._model = _Entries()
        self.setModel(self._model)
        self.setItemDelegate(Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Rencana dan pengajuan di komputer ini"))
        self.clicked.connect(self._open)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu().exec(self.viewport().mapToGlobal(place)))

    def set_entries(self, cards: Iterable[Card], received: Iterable[Received] = ()) -> None:
        """Show plans, the pinned ones first, and below them what was received."""
        self._cards, self._received = list(cards), list(received)
        self._arrange()

    def set_filter(self, text: str) -> None:
        """Show what holds every word in district, title, years, stage or sender."""
        self._words = text.casefold().split()
        self._arrange()

    def set_order(self, order: str) -> None:
        """Another order from now on, kept for the next time."""
        self._settings.keep_choice(ORDER, order)
        self._arrange()

    def set_emblem(self, plan_id: str, emblem: QPixmap) -> None:
        """Show a plan's emblem instead of its letters."""
        self._model.emblems[plan_id] = emblem
        self.viewport().update()

    @property
    def order(self) -> str:
        """The order in which the rows stand."""
        kept = self._settings.choice(ORDER)
        return kept if kept in orders() else NEWEST

    @property
    def count(self) -> int:
        """How many plans and submissions there are, shown or filtered away."""
        return len(self._cards) + len(self._received)

    def _arrange(self) -> None:
        current = _key(self.current_entry())
        pinned = set(self._settings.pinned)
        cards = [card for card in self._cards if self._matches(_searched_card(card))]
        cards.sort(key=_SORTS[self.order])
        cards.sort(key=lambda card: card.id not in pinned)
        received = [one for one in self._received if self._matches(_searched_received(one))]
        if self.order == BY_NAME:
            received.sort(key=lambda one: one.region_name.casefold())
        entries: list[Entry] = []
        if cards and self._received:
            entries.append(Heading(_("Rencana saya")))
        entries += cards
        if received:
            entries += [Heading(_("Pengajuan yang diterima")), *received]
        self._model.show(entries, pinned)
        rows = [place for place, entry in enumerate(entries) if not isinstance(entry, Heading)]
        current = current or _newest(cards)
        at = next((place for place in rows if current and _key(entries[place]) == current), rows[0] if rows else None)
        if at is not None:
            self.setCurrentIndex(self._model.index(at, 0))
            if at == rows[0]:
                self.scrollToTop()

    def _matches(self, text: str) -> bool:
        return all(word in text for word in self._words)

    def current_entry(self) -> Card | Received | None:
        """The plan or submission in the current row."""
        index = self.currentIndex()
        entry = self._model.entries[index.row()] if 0 <= index.row() < len(self._model.entries) else None
        return None if isinstance(entry, Heading) else entry

    # -- what can be done with a row

    def menu(self) -> QMenu:
        """What can be done with the current row."""
        menu = QMenu(self)
        entry = self.current_entry()
        if entry is not None:
            _add(menu, _("Buka"), lambda: self._open(self.currentIndex()))
        if isinstance(entry, Card):
            self._plan_menu(menu, entry)
        elif isinstance(entry, Received):
            self._received_menu(menu, entry)
        return menu

    def _plan_menu(self, menu: QMenu, card: Card) -> None:
        if is_damaged(card):
            _add(menu, _("Lihat cadangan terbaru"), lambda: self.backup_asked.emit(card.id))
        _add(menu, _("Pulihkan dari cadangan…"), lambda: self.restore_asked.emit(card.id))
        pinned = card.id in self._settings.pinned
        _add(menu, _("Lepas sematan") if pinned else _("Sematkan di atas"), lambda: self.toggle_pin(card.id))
        menu.addSeparator()
        folder = plans_folder() / card.id
        self._place_menu(menu, folder, folder)

    def _received_menu(self, menu: QMenu, received: Received) -> None:
        if received.is_there:
            _add(menu, _("Bandingkan dengan yang sebelumnya…"), lambda: self.compare_asked.emit(received))
            menu.addSeparator()
            self._place_menu(menu, received.path.parent, received.path)
        menu.addSeparator()
        _add(menu, _("Hapus dari daftar…"), lambda: self.remove_asked.emit(received))

    def _place_menu(self, menu: QMenu, folder: Path, path: Path) -> None:
        _add(menu, _("Buka folder"), lambda: _open_folder(folder))
        _add(menu, _("Salin lokasi"), lambda: self._copy(str(path)))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(_("Lokasinya disalin: {path}").format(path=text))

    def toggle_pin(self, plan_id: str) -> None:
        """Keep a plan above the others, or let it go."""
        pinned = self._settings.pinned
        self._settings.pinned = [one for one in pinned if one != plan_id] if plan_id in pinned else [*pinned, plan_id]
        self._arrange()

    def _open(self, index: QModelIndex) -> None:
        entry = self._model.entries[index.row()] if 0 <= index.row() < len(self._model.entries) else None
        if isinstance(entry, Card):
            self.opened.emit(entry.id)
        elif isinstance(entry, Received):
            self.received_opened.emit(entry)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current_entry()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and isinstance(entry, Received):
            self.remove_asked.emit(entry)
        else:
            super().keyPressEvent(event)


def _add(menu: QMenu, words: str, run: Callable[[], object]) -> None:
    menu.addAction(plain.no_mnemonic(words)).triggered.connect(lambda _checked=False: run())


def _open_folder(folder: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _key(entry: Entry | None) -> str:
    if isinstance(entry, Card):
        return entry.id
    return entry.room if isinstance(entry, Received) else ""


def _newest(cards: list[Card]) -> str:
    """The id of the plan that was changed last: where the focus begins."""
    return max(cards, key=lambda card: card.last_change).id if cards else ""


def _share(card: Card) -> float:
    return card.met / card.asked if card.met is not None and card.asked else -1.0


# The cards come with the newest first, and sorting keeps the order of what is equal.
_SORTS: dict[str, Callable[[Card], tuple[object, ...]]] = {
    NEWEST: lambda card: (is_unread(card),),
    BY_NAME: lambda card: (not card.district_name, card.district_name.casefold(), card.title.casefold()),
    BY_SHARE: lambda card: (-_share(card),),
}


def _searched_card(card: Card) -> str:
    return f"{card.district_name} {card.title} {card.period_start} {card.period_end}".casefold()


def _searched_received(one: Received) -> str:
    parts = (one.region_name, one.title, stage_words(one), one.office, one.made_on, one.file_name)
    return " ".join(parts).casefold()
