"""The part of the profile in which the district's emblem is chosen, shown and taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, emblem
from gmsc_desktop.models.attachments import Stored
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.controls import Button, Card, Label
from gmsc_desktop.ui.emblem import Emblem, emblem_of
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.pages.evidence_pictures import SMALL
from gmsc_desktop.ui.plan_rows import paint_emblem
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_size
from gmsc_desktop.worker.views import Wanted, views

MOST_BYTES = 5 * 1024 * 1024
KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".bmp": "image/bmp"}


class _Sheet(QWidget):
    """The emblem on white, or an empty place for it."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: QPixmap | None = None
        self.setAccessibleName(_("Lambang daerah"))
        self.setFixedSize(72, 72)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        if self.picture is not None:
            paint_emblem(painter, rect, self.picture)
        else:
            painter.fillRect(rect, theme.colour("window"))
            icons.paint(painter, rect.adjusted(22, 22, -22, -22), "image", theme.colour("faint"))


class EmblemCard(Card):
    """One picture; it stands on the cover of the book, beside the plan's name and on the home page."""

    def __init__(self, session: Session) -> None:
        super().__init__(row=True)
        self._session = session
        self.sheet = _Sheet()
        self.words = Label("", wrap=True)
        self.problem = Label("", 13, tone="error", wrap=True)
        self.choose = Button(_("Pilih lambang…"), "image", self._ask)
        self.remove = Button(_("Lepas lambang"), on_click=self._remove)
        told = QVBoxLayout()
        told.addWidget(self.words)
        told.addWidget(self.problem)
        self.box.addWidget(self.sheet)
        self.box.addLayout(told, 1)
        self.box.addWidget(self.remove)
        self.box.addWidget(self.choose)
        self._emblem = Emblem(self, session, self._show)

    def _show(self, picture: QPixmap | None) -> None:
        self.sheet.picture = picture
        self.sheet.update()
        there = emblem_of(self._session) is not None
        if there and picture is None:
            self.words.setText(_("Gambar lambang belum dapat ditampilkan di komputer ini. Pilih lagi gambarnya."))
        elif there:
            self.words.setText(_("Lambang ini tampil di sampul buku, di samping nama rencana, dan di Beranda."))
        else:
            words = _("Lambang daerah belum dipilih. Gambar PNG atau JPEG, paling besar {size}.")
            self.words.setText(words.format(size=format_size(MOST_BYTES)))
        self.choose.setHidden(self._session.read_only)
        self.remove.setHidden(self._session.read_only or not there)

    def _ask(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in KINDS)
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Pilih lambang daerah"), str(Path.home()), _("Gambar ({kinds})").format(kinds=kinds)
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Make a picture the emblem, after a look whether it is one."""
        document = self._session.document
        if document is None:
            return
        self.problem.setText("")
        folder = document.folder

        def work(progress: Progress) -> Stored:
            _refuse_no_picture(path)
            return attachments.store(folder, path, path.name, cancel=progress.cancel)

        def stored(file: Stored) -> None:
            self._session.submit(_("Pilih lambang daerah"), emblem.set_emblem, self._region, file, refused=self._tell)

        self._session.jobs.start(_("Menyimpan lambang daerah…"), work, stored, self._tell)

    @property
    def _region(self) -> str:
        return self._session.snapshot.region.id

    def _remove(self) -> None:
        self._session.submit(_("Lepas lambang daerah"), emblem.remove_emblem, self._region, refused=self._tell)

    def _tell(self, error: UserFacingError) -> None:
        self.problem.setText(f"{error.sentence} {error.next_step}".strip())


def _refuse_no_picture(path: Path) -> None:
    """Whether a child process can decode it within bounds; nothing is stored of what is refused."""
    step = _("Pilih gambar PNG atau JPEG, paling besar {size}.").format(size=format_size(MOST_BYTES))
    media_type = KINDS.get(path.suffix.lower(), "")
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    if not media_type or size == 0:
        raise UserFacingError(_("{name} bukan gambar yang dikenal.").format(name=path.name), step)
    if size > MOST_BYTES:
        words = _("{name} terlalu besar ({size}).").format(name=path.name, size=format_size(size))
        raise UserFacingError(words, step)
    if views([Wanted(path, media_type, SMALL)])[0].problem:
        raise UserFacingError(_("Gambar di dalam {name} tidak dapat dibaca.").format(name=path.name), step)
