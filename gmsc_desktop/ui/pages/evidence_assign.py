"""Many files to the initiatives that they prove, one after the other: type to find, Enter assigns, next."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import reporting
from gmsc_desktop.models.records import Evidence, EvidenceLink, Initiative, ProgressEntry
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label, SearchField, Surface
from gmsc_desktop.ui.marks import paint_text
from gmsc_desktop.ui.pages.evidence_photos import PhotoActions
from gmsc_desktop.ui.pages.evidence_pictures import Pictures, paint_cropped
from gmsc_desktop.ui.pages.evidence_preview import PreviewDialog
from gmsc_desktop.ui.pages.evidence_strip import in_order
from gmsc_desktop.ui.pages.evidence_words import date_of, icon_of, name_of, second_line, whole_words
from gmsc_desktop.ui.pages.progress_due import DueRow, day_words
from gmsc_desktop.ui.pages.progress_list import DueList
from gmsc_desktop.ui.row_list import RowList, RowPainter, RowsModel
from gmsc_desktop.ui.session import Session
from gmsc_desktop.worker.viewing import PDF


def untied(session: Session) -> list[Evidence]:
    """The evidence that proves nothing yet, the earliest first."""
    tied = {link.evidence_id for link in session.snapshot.all(EvidenceLink)}
    tied.add(session.snapshot.region.logo_evidence_id)  # the emblem proves nothing and waits for nothing
    return in_order([row for row in session.snapshot.all(Evidence) if row.id not in tied])


class _Files(RowsModel[Evidence]):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    @override
    def name(self, row: Evidence) -> str:
        return name_of(row)

    @override
    def spoken(self, row: Evidence) -> str:
        return whole_words(self._session, row)


class _Painter(RowPainter):
    height = 66

    def __init__(self, session: Session, pictures: Pictures) -> None:
        super().__init__()
        self._session, self._pictures = session, pictures

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, row: Evidence, *, on: bool) -> None:
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


class AssignFiles(Surface):
    """Left the files that prove nothing yet, right the initiatives of the year; ``finished`` leads back."""

    finished = Signal()

    def __init__(self, session: Session, pictures: Pictures) -> None:
        super().__init__("window", "t")
        self._session, self._pictures, self._year = session, pictures, 0
        self.model = _Files(session)
        self.files = RowList(self.model, _Painter(session, pictures), _("Berkas yang belum ditautkan"))
        self.search = SearchField(_("Cari inisiatif"), _("Cari inisiatif untuk berkas ini"), 1000)
        self.targets = DueList()
        self.hint = ElidedLabel("", 13, tone="muted")
        self.state = Label("", 13, theme.SEMIBOLD)
        self.photos = PhotoActions(session, self._changed_photos, self._failed)
        self.assign_button = Button(_("Tautkan dan lanjut"), "", self.assign, primary=True)
        self._dress_files()
        self._build()
        self.assign_button.setHidden(session.read_only)
        pictures.ready.connect(self._repaint)
        self.search.textChanged.connect(self.targets.set_filter)
        self.search.installEventFilter(self)
        self.targets.typed.connect(lambda figure: None if figure else self.assign())
        self.targets.row_changed.connect(lambda _id: self._tell())

    def _dress_files(self) -> None:
        files = self.files
        files.setUniformItemSizes(True)
        files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        self._photo_room = Surface("surface", "t")
        self._photo_room.box.setContentsMargins(20, 6, 20, 6)
        self._photo_room.box.addWidget(self.photos)
        self.box.addWidget(self._photo_room)
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

    def show_year(self, year: int, rows: Sequence[DueRow], kept: Collection[str] = ()) -> None:
        """The initiatives of a year, and the files that wait; not those that are ``kept`` for an unsaved entry."""
        self._year = year
        self.targets.set_rows(rows)
        place = self.files.place
        waiting = [row for row in untied(self._session) if row.id not in kept]
        if waiting != self.model.shown:
            self.model.show(waiting)
            self._choose(max(place, 0))
        self._tell()

    def _choose(self, place: int) -> None:
        self.files.go_to_place(min(place, len(self.model.shown) - 1))

    def offers(self, evidence_id: str) -> bool:
        """Whether a piece of evidence proves nothing yet, so that it is given to an initiative here."""
        return any(row.id == evidence_id for row in untied(self._session))

    def show_file(self, evidence_id: str) -> bool:
        """Choose a file that waits; False where it does not."""
        ids = [row.id for row in self.model.shown]
        return evidence_id in ids and self.files.go_to_place(ids.index(evidence_id))

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
        self.photos.show_for(self.model.shown)
        self._show_room()
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

    # -- photos

    def _changed_photos(self, sentence: str) -> None:
        """The files are smaller ones now; the words stay until other files wait."""
        shown = {row.id for row in self.model.shown}
        self.model.show([row for row in untied(self._session) if row.id in shown])
        self._choose(0)
        self._tell()
        self._say_of_photos(sentence)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: UserFacingError) -> None:
        self._say_of_photos(f"{error.sentence} {error.next_step}".strip())

    def _say_of_photos(self, sentence: str) -> None:
        self.photos.say(sentence)
        self._show_room()

    def _show_room(self) -> None:
        self._photo_room.setHidden(self.photos.isHidden() or self._session.read_only)

    # -- working

    def assign(self) -> None:
        """Tie the chosen files to the chosen initiative and go to the next file."""
        chosen = self.chosen()
        if not chosen or not self.targets.current_id or self._session.read_only:
            return
        place = self.files.place
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
            self.targets.go_to_place(self.targets.place + (1 if key == Qt.Key.Key_Down else -1))
        elif watched is self.search and key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.files.go_to_place(self.files.place + (1 if key == Qt.Key.Key_PageDown else -1))
        else:
            return False
        return True

    def areas(self) -> list[QWidget]:
        """Files, search, initiatives."""
        return [self.files, self.search, self.targets]
