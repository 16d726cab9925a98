"""Many files to the initiatives that they prove, one after the other: type to find, Enter assigns, next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.models import reporting
from gmsc_desktop.models.records import Evidence, EvidenceLink, Initiative, ProgressEntry
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label, SearchField, Surface
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.evidence_pictures import Pictures, paint_cropped
from gmsc_desktop.ui.pages.evidence_preview import PreviewDialog
from gmsc_desktop.ui.pages.evidence_strip import in_order
from gmsc_desktop.ui.pages.evidence_words import date_of, icon_of, name_of, second_line, whole_words
from gmsc_desktop.ui.pages.progress_due import DueRow, day_words
from gmsc_desktop.ui.pages.progress_list import DueList
from gmsc_desktop.ui.session import Session
from gmsc_desktop.worker.viewing import PDF

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


def untied(session: Session) -> list[Evidence]:
    """The evidence that proves nothing yet, the earliest first."""
    tied = {link.evidence_id for link in session.snapshot.all(EvidenceLink)}
    tied.add(session.snapshot.region.logo_evidence_id)  # the emblem proves nothing and waits for nothing
    return in_order([row for row in session.snapshot.all(Evidence) if row.id not in tied])


class _Files(QAbstractListModel):
    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.shown: tuple[Evidence, ...] = ()

    def show(self, rows: Sequence[Evidence]) -> None:
        if tuple(rows) != self.shown:
            self.beginResetModel()
            self.shown = tuple(rows)
            self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return name_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return whole_words(self._session, row)
        return plain.tip(whole_words(self._session, row)) if role == Qt.ItemDataRole.ToolTipRole else None


class _FileRows(QStyledItemDelegate):
    def __init__(self, session: Session, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._pictures = session, pictures

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.px(66))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Evidence = index.data(ROW)
        rect, state = QRectF(option.rect), option.state
        painter.save()
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.colour("selected" if on else "surface"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        place = QRectF(rect.x() + 14, rect.center().y() - 26, 78, 52)
        path = self._session.evidence_path(row.sha256) if row.sha256 else None
        picture = self._pictures.picture(row, path)
        if picture is not None and not picture.isNull():
            paint_cropped(painter, place, picture, top=row.media_type == PDF)
        else:
            side = theme.px(24)
            centre = place.center()
            icon = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            icons.paint(painter, icon, icon_of(row), theme.colour("muted"))
        words = rect.adjusted(104, 8, -12, -8)
        half = words.height() / 2
        upper, lower = words.adjusted(0, 0, 0, -half), words.adjusted(0, half, 0, 0)
        paint_text(painter, upper, name_of(row), theme.font(14, theme.SEMIBOLD), theme.colour("text"))
        facts = " · ".join((date_of(self._session, row), second_line(self._session, row, self._pictures.problem(row))))
        paint_text(painter, lower, facts, theme.font(13), theme.colour("muted"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


class AssignFiles(Surface):
    """Left the files that prove nothing yet, right the initiatives of the year; ``finished`` leads back."""

    finished = Signal()

    def __init__(self, session: Session, pictures: Pictures) -> None:
        super().__init__("window", "t")
        self._session, self._pictures, self._year = session, pictures, 0
        self.files = QListView()
        self.model = _Files(session, self.files)
        self.search = SearchField(_("Cari inisiatif"), _("Cari inisiatif untuk berkas ini"), 1000)
        self.targets = DueList()
        self.hint = ElidedLabel("", 13, tone="muted")
        self.state = Label("", 13, theme.SEMIBOLD)
        self.assign_button = Button(_("Tautkan dan lanjut"), "", self.assign, primary=True)
        self._dress_files()
        self._build()
        pictures.ready.connect(self._repaint)
        self.search.textChanged.connect(self.targets.set_filter)
        self.search.installEventFilter(self)
        self.targets.typed.connect(lambda figure: None if figure else self.assign())
        self.targets.row_changed.connect(lambda _id: self._tell())

    def _dress_files(self) -> None:
        files = self.files
        files.setModel(self.model)
        files.setItemDelegate(_FileRows(self._session, self._pictures, files))
        files.setAccessibleName(_("Berkas yang belum ditautkan"))
        files.setFrameShape(QFrame.Shape.NoFrame)
        files.setUniformItemSizes(True)
        files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        files.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        files.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        files.doubleClicked.connect(lambda _index: self.look())
        files.selectionModel().selectionChanged.connect(lambda _on, _off: self._tell())
        files.installEventFilter(self)

    def _build(self) -> None:
        left, right = Surface("surface", "r"), Surface("surface")
        left.box.setContentsMargins(0, 0, 1, 0)
        left.box.addWidget(self.files)
        line = QHBoxLayout()
        line.setContentsMargins(12, 9, 12, 9)
        line.addWidget(self.search)
        right.box.addLayout(line)
        right.box.addWidget(self.targets, 1)
        sides = QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(left, 1)
        sides.addWidget(right, 1)
        self.box.addLayout(sides, 1)
        bar = Surface("surface", "t", row=True)
        bar.box.setContentsMargins(20, 8, 20, 8)
        bar.box.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.state)
        words.addWidget(self.hint)
        bar.box.addLayout(words, 1)
        bar.box.addWidget(Button(_("Lihat"), "image", self.look))
        bar.box.addWidget(Button(_("Kembali ke pelaksanaan"), "", self.finished.emit))
        bar.box.addWidget(self.assign_button)
        self.box.addWidget(bar)

    # -- showing

    def _repaint(self) -> None:
        self.files.viewport().update()

    def show_year(self, year: int, rows: Sequence[DueRow]) -> None:
        """The initiatives of a year, and the files that wait."""
        self._year = year
        self.targets.set_rows(rows)
        place = self.files.currentIndex().row()
        waiting = untied(self._session)
        if tuple(waiting) != self.model.shown:
            self.model.show(waiting)
            self._choose(max(place, 0))
        self._tell()

    def _choose(self, place: int) -> None:
        if self.model.shown:
            self.files.setCurrentIndex(self.model.index(min(place, len(self.model.shown) - 1)))

    def chosen(self) -> list[Evidence]:
        """The files that are chosen."""
        places = sorted(index.row() for index in self.files.selectionModel().selectedIndexes())
        return [self.model.shown[place] for place in places]

    def _entry_for(self, row: Evidence) -> ProgressEntry | None:
        """The entry that a file proves: the first of the file's year since its day, else the latest of the year."""
        figures, target = self._session.figures, self.targets.current_id
        own = figures.entries(target, int(row.dated[:4])) if row.dated[:4].isdigit() else ()
        if own:
            return next((entry for entry in own if entry.as_of >= row.dated), own[-1])
        return figures.latest_entry(target, self._year)

    def _tell(self) -> None:
        chosen, target = self.chosen(), self._session.snapshot.get(Initiative, self.targets.current_id)
        self.state.setText(
            _("{count} berkas belum ditautkan · Page Up dan Page Down: berkas lain").format(count=len(self.model.shown))
            if self.model.shown
            else _("Semua berkas sudah ditautkan.")
        )
        self.assign_button.setEnabled(bool(chosen) and target is not None)
        if not chosen or target is None:
            self.hint.setText(_("Pilih berkas dan inisiatifnya.") if self.model.shown else "")
            return
        entry = self._entry_for(chosen[0])
        where = _("entri per {day}").format(day=day_words(entry.as_of)) if entry else _("inisiatifnya, belum ada entri")
        self.hint.setText(
            _("Enter: tautkan {count} berkas ke {name} ({where})").format(
                count=len(chosen), name=target.title, where=where
            )
        )

    # -- working

    def assign(self) -> None:
        """Tie the chosen files to the chosen initiative and go to the next file."""
        chosen = self.chosen()
        if not chosen or not self.targets.current_id or self._session.read_only:
            return
        place = self.files.currentIndex().row()
        owners = {row.id: self._entry_for(row) for row in chosen}
        self._session.act(
            _("Tautkan bukti dukung"),
            reporting.tie,
            {key: entry.id if entry else "" for key, entry in owners.items()},
            self.targets.current_id,
        )
        self._choose(max(0, place - len(chosen) + 1))
        self.search.clear()
        if not self.model.shown:
            self.search.setFocus()
        self._tell()

    def look(self) -> None:
        """Look at the current file."""
        row = next(iter(self.chosen()), None)
        if row is not None:
            PreviewDialog(self, self._session, self._pictures, self.model.shown, row).exec()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field: arrows choose an initiative, pages a file, Enter assigns."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.assign()
        elif key == Qt.Key.Key_Escape:
            if not self.search.text():
                self.finished.emit()
            self.search.clear()
        elif watched is self.search and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            _step(self.targets, 1 if key == Qt.Key.Key_Down else -1)
        elif watched is self.search and key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            _step(self.files, 1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    def areas(self) -> list[QWidget]:
        """Files, search, initiatives."""
        return [self.files, self.search, self.targets]


def _step(view: QListView, step: int) -> None:
    place = view.currentIndex().row() + step
    if 0 <= place < view.model().rowCount():
        view.setCurrentIndex(view.model().index(place, 0))
