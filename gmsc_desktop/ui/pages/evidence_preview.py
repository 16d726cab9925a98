"""A look at one piece of evidence, with its title and date to correct, and the way to the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label, ToolButton
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.evidence_outside import open_outside
from gmsc_desktop.ui.pages.evidence_pictures import Pictures, is_picture
from gmsc_desktop.ui.pages.evidence_words import date_of, icon_of, name_of, second_line
from gmsc_desktop.ui.pages.progress_fields import Problem
from gmsc_desktop.ui.session import Session

_LARGE = 1_600  # the longer side of what is decoded to look at


class _Sheet(QWidget):
    """The picture as large as there is room, or the icon of what cannot be shown here, with the reason."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture = QPixmap()
        self._icon, self._words = "", ""

    def show_picture(self, picture: QPixmap) -> None:
        """Show a picture."""
        self._picture, self._words = picture, ""
        self.update()

    def show_words(self, icon: str, words: str) -> None:
        """Show an icon and a sentence."""
        self._picture, self._icon, self._words = QPixmap(), icon, words
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("hover"))
        if self._picture.isNull():
            centre = QRectF(self.rect()).center()
            icons.paint(painter, QRectF(centre.x() - 20, centre.y() - 40, 40, 40), self._icon, theme.colour("muted"))
            painter.setFont(theme.font(14))
            painter.setPen(theme.colour("muted"))
            below = QRectF(16, centre.y() + 8, self.width() - 32, self.height() / 2 - 16)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(below, int(flags), self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(self._picture.size())
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawPixmap(QRectF(left, top, size.width(), size.height()), self._picture, QRectF(self._picture.rect()))


class PreviewDialog(QDialog):
    """Left and Right go through the pieces, Esc closes."""

    def __init__(
        self, parent: QWidget, session: Session, pictures: Pictures, rows: Sequence[Evidence], first: Evidence
    ) -> None:
        super().__init__(parent)
        self._session, self._pictures = session, pictures
        self._ids = [row.id for row in rows]
        self._place = self._ids.index(first.id)
        self.setWindowTitle(_("Bukti dukung"))
        self.resize(960, 480)
        self.sheet = _Sheet()
        self.name = ElidedLabel("", 16, theme.SEMIBOLD)
        self.facts = Label("", 13, tone="muted", wrap=True)
        self.form = RecordForm(session, "evidence")
        self.problem = Problem()
        for columns in (("title",), ("kind", "dated"), ("number",), ("note",)):
            self.form.add(*columns)
        self._build()
        pictures.ready.connect(self._ready)
        self._show()

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.name)
        side.addWidget(self.facts)
        side.addWidget(self.form)
        side.addStretch(1)
        side.addWidget(self.problem)
        buttons = QHBoxLayout()
        self.back = ToolButton("arrow-up", _("Bukti sebelumnya (Page Up)"), "", lambda: self._go(-1))
        self.forth = ToolButton("arrow-down", _("Bukti berikutnya (Page Down)"), "", lambda: self._go(1))
        buttons.addWidget(self.back)
        buttons.addWidget(self.forth)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Buka…"), "external-link", self._open))
        buttons.addWidget(Button(_("Tutup"), "", self.accept))
        side.addLayout(buttons)
        holder = QWidget()
        holder.setLayout(side)
        holder.setFixedWidth(theme.px(320))
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(16)
        box.addWidget(self.sheet, 1)
        box.addWidget(holder)

    @property
    def row(self) -> Evidence | None:
        """The piece that is looked at."""
        return self._session.snapshot.get(Evidence, self._ids[self._place])

    def _show(self) -> None:
        row = self.row
        if row is None:
            self.reject()
            return
        self.name.setText(name_of(row))
        located = _("Foto ini memuat lokasi (GPS); ikut terbaca bila berkasnya diserahkan.") if row.has_location else ""
        facts = " · ".join(part for part in (date_of(self._session, row), second_line(self._session, row)) if part)
        self.facts.setText(f"{facts}\n{located}".strip())
        self.form.show_record(row.id)
        self.back.setEnabled(self._place > 0)
        self.forth.setEnabled(self._place < len(self._ids) - 1)
        self._show_picture(row)

    def _show_picture(self, row: Evidence) -> None:
        path = self._session.evidence_path(row.sha256) if row.sha256 else None
        picture = self._pictures.picture(row, path, _LARGE)
        if picture is None:
            self.sheet.show_words("image", _("Membuka gambar…"))
        elif not picture.isNull():
            self.sheet.show_picture(picture)
        elif row.url:
            self.sheet.show_words("link-2", row.url)
        elif path is None:
            self.sheet.show_words(icon_of(row), _("Berkas bukti ini tidak ada di komputer ini. Catatannya tersimpan."))
        elif is_picture(row):
            self.sheet.show_words("image", _("Gambar ini terlalu besar atau rusak untuk ditampilkan di sini."))
        else:
            self.sheet.show_words(icon_of(row), _("{name}\nBuka dengan program lain untuk membacanya.").format(
                name=row.original_name or name_of(row)))  # fmt: skip

    def _ready(self, sha256: str) -> None:
        row = self.row
        if row is not None and row.sha256 == sha256:
            self._show_picture(row)

    def _go(self, step: int) -> None:
        if 0 <= self._place + step < len(self._ids):
            self._place += step
            self._show()

    def _open(self) -> None:
        row = self.row
        if row is not None:
            self.problem.say(open_outside(self, self._session, row))

    @override
    def done(self, result: int) -> None:
        self._session.flush()
        super().done(result)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._go(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)
