"""What a row of the home page says of a plan or of a received submission, and how it is painted."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gmsc_desktop.desk.received import Received
from gmsc_desktop.late import override
from gmsc_desktop.models.cards import Card
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.marks import letters_of, paint_bar, paint_mark, paint_text
from gmsc_desktop.values import format_date, format_size, format_time

Index = QModelIndex | QPersistentModelIndex
ENTRY, PINNED, EMBLEM = (Qt.ItemDataRole.UserRole + step for step in range(3))
ROW, HEADING = 82, 38  # heights


class Heading(NamedTuple):
    """Words above the rows of one kind."""

    words: str


Entry = Card | Received | Heading


class Row(NamedTuple):
    """The words of a row. ``icon`` and ``use`` go with ``state``; ``share`` is drawn as a bar over ``measure``."""

    name: str
    title: str
    icon: str
    use: str
    state: str
    when: str
    measure: str = ""
    share: float | None = None
    more: str = ""  # what the measure counts, for the tip

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(part for part in (self.name, self.title, self.state, self.when, self.measure) if part)


def is_damaged(card: Card) -> bool:
    """Whether the card only tells why the plan could not be opened."""
    return not card.format and bool(card.title)


def is_unread(card: Card) -> bool:
    """Whether the plan has lost its card and was not looked into yet."""
    return not card.format and not card.title


def state_of(card: Card) -> tuple[str, str, str]:
    """Icon, its colour and words for how a plan stands."""
    if is_unread(card):
        return "circle-dashed", "muted", _("Keterangannya sedang dibaca…")
    if is_damaged(card):
        return "circle-alert", "error", _("Tidak dapat dibuka. Tekan Enter untuk melihat langkah berikutnya.")
    if card.is_example:
        return "info", "muted", _("Rencana contoh, boleh diubah sesuka hati")
    count = "" if card.initiatives is None else _("{count} inisiatif").format(count=card.initiatives)
    by = _("terakhir oleh {person}").format(person=card.last_author) if card.last_author else ""
    final = card.status == "final"
    words = " · ".join(part for part in (_("Final") if final else _("Draf"), count, by) if part)
    return ("circle-check", "ok", words) if final else ("circle-dashed", "muted", words)


def when_changed(moment: str, today: date | None = None) -> str:
    """A moment in local time: "Hari ini 10.42", "Kemarin 16.05", "18 November 2026"."""
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


def row_of(entry: Card | Received) -> Row:
    """The words of a plan or of a received submission."""
    return _plan_row(entry) if isinstance(entry, Card) else _received_row(entry)


def _plan_row(card: Card) -> Row:
    name = card.district_name or (_("Rencana") if is_unread(card) else _("Rencana yang tidak dapat dibuka"))
    icon, use, words = state_of(card)
    measure, share = "", None
    if card.met is not None and card.asked:
        measure = _("{met} dari {asked} syarat final").format(met=card.met, asked=card.asked)
        share = card.met / card.asked
    more = _(
        "Syarat Masterplan final yang sudah dipenuhi, menurut catatan rencana saat terakhir disimpan; "
        "berkas bukti diperiksa setelah rencana dibuka."
    )
    more = more if measure else ""
    if card.final_unchecked:
        measure = _("rencana lama")
        more = _("Tahap Masterplan final tidak diperiksa, karena rencana ini sudah ada sebelum dicatat di sini.")
    return Row(name, card.title, icon, use, words, when_changed(card.last_change), measure, share, more)


def stage_words(received: Received) -> str:
    """The stage and round of a submission: "Bimtek II, putaran 2"."""
    if not received.stage:
        return ""
    from gmsc_desktop.models import reference

    stage = reference.load().label("stage", received.stage)
    return _("{stage}, putaran {round}").format(stage=stage, round=received.round) if received.round else stage


def seal_words(received: Received) -> tuple[str, str, str]:
    """Icon, its colour and words for what the seal told when the submission came."""
    told = {
        "ok": ("shield-check", "ok", _("Segel sah, komputer yang sama seperti sebelumnya")),
        "unknown": ("shield-check", "muted", _("Segel sah, paket pertama dari komputer itu")),
        "missing": ("triangle-alert", "warn", _("Tanpa segel, padahal dahulu bersegel")),
        "changed": ("triangle-alert", "warn", _("Segel sah, tetapi dari komputer lain")),
    }
    return told.get(received.seal, ("info", "muted", _("Tanpa segel")))


def _received_row(received: Received) -> Row:
    icon, use, words = seal_words(received)
    sender = _("dari {office}").format(office=received.office) if received.office else ""
    words = " · ".join(part for part in (words, sender) if part)
    if not received.is_there:
        icon, use = "circle-alert", "error"
        words = _("Berkasnya tidak ada lagi. Buka lagi dari berkas asalnya, atau hapus dari daftar.")
    elif not received.digest:
        icon, use, words = "circle-alert", "warn", _("Keterangannya hilang. Buka paketnya supaya dibaca kembali.")
    example = _("CONTOH") if received.example else ""
    title = " · ".join(part for part in (example, stage_words(received), received.title) if part)
    name = received.region_name or received.file_name or _("Paket tanpa berkas")
    return Row(name, title, icon, use, words, when_changed(received.received_at), format_size(received.size))


class Rows(QStyledItemDelegate):
    """Paints headings, plans and received submissions."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(ENTRY), Heading)
        return QSize(200, theme.px(HEADING if heading else ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Heading):
            words = rect.adjusted(15, 8, -14, 0)
            paint_text(painter, words, entry.words, theme.font(13, theme.SEMIBOLD), theme.colour("muted"))
        else:
            self._row(painter, rect, index, entry, option)
        painter.restore()

    def _row(
        self, painter: QPainter, rect: QRectF, index: Index, entry: Card | Received, option: QStyleOptionViewItem
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        inside = rect.adjusted(3, 3, -3, -3)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(inside, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(inside, 6, 6)
        self._mark(painter, rect, index, entry, chosen=chosen)
        self._words(painter, rect.adjusted(72, 0, -14, 0), row_of(entry), pinned=bool(index.data(PINNED)))
        if not chosen and _has_row_below(index):
            painter.fillRect(QRectF(rect.x() + 72, rect.bottom(), rect.width() - 86, 1), theme.colour("line"))

    def _mark(self, painter: QPainter, rect: QRectF, index: Index, entry: Card | Received, *, chosen: bool) -> None:
        side = 42.0
        place = QRectF(rect.x() + 15, rect.center().y() - side / 2, side, side)
        emblem = index.data(EMBLEM)
        if isinstance(emblem, QPixmap) and not emblem.isNull():
            paint_emblem(painter, place, emblem)
            return
        district = entry.district_name if isinstance(entry, Card) else entry.region_name
        ground, ink = ("accent", "on_accent") if chosen else ("hover", "muted")
        paint_mark(painter, place, letters_of(district) or "?", ground, ink)
        if isinstance(entry, Received):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("field"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(place.adjusted(-3, -3, 3, 3), 8, 8)

    def _words(self, painter: QPainter, rect: QRectF, row: Row, *, pinned: bool) -> None:
        line, top = theme.px(20), rect.center().y() - theme.px(31)
        right = theme.px(176 if rect.width() > theme.px(560) else 150) if rect.width() > theme.px(400) else 0
        right = right if row.when or row.measure else 0
        room = rect.width() - right - (28 if pinned else 0)
        at = QRectF(rect.x(), top, room, line)
        paint_text(painter, at, row.name, theme.font(15, theme.SEMIBOLD), theme.colour("text"))
        paint_text(painter, at.translated(0, line), row.title, theme.font(14), theme.colour("muted"))
        side = theme.px(15)
        icons.paint(painter, QRectF(rect.x(), top + 2 * line + 3, side, side), row.icon, theme.colour(row.use))
        state = QRectF(rect.x() + side + 6, top + 2 * line, room - side - 6, line)
        paint_text(painter, state, row.state, theme.font(13), theme.colour("text"))
        end = rect.right() - (26 if pinned else 0)
        if right:
            self._measure(painter, QRectF(end - right + 16, top, right - 16, line), row)
        if pinned:
            icons.paint(painter, QRectF(rect.right() - 16, top + 2, 16, 16), "pin", theme.colour("accent"))

    def _measure(self, painter: QPainter, at: QRectF, row: Row) -> None:
        """Right: when, and below it a share as a bar with its words."""
        line = at.height()
        paint_text(painter, at, row.when, theme.font(13), theme.colour("muted"), right=True)
        paint_text(painter, at.translated(0, 2 * line), row.measure, theme.font(13), theme.colour("muted"), right=True)
        if row.share is not None:
            bar = QRectF(at.x(), at.y() + 1.5 * line - 3, at.width(), 6)
            paint_bar(painter, bar, row.share, theme.colour("ok" if row.share >= 1 else "accent"))


def paint_emblem(painter: QPainter, rect: QRectF, emblem: QPixmap) -> None:
    """A district's emblem, whole, on a white sheet: emblems are drawn for paper."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    room = rect.adjusted(3, 3, -3, -3)
    size = emblem.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    inside = QRectF(0, 0, size.width(), size.height())
    inside.moveCenter(room.center())
    painter.drawPixmap(inside, emblem, QRectF(emblem.rect()))
    painter.restore()


def _has_row_below(index: Index) -> bool:
    below = index.model().index(index.row() + 1, 0)
    return below.isValid() and not isinstance(below.data(ENTRY), Heading)
