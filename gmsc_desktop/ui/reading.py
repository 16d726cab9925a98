"""How a field looks in which nothing can be typed: a quiet ground without an edge, its words as dark as any other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyle, QStyleFactory, QWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme

RADIUS = 6


def _plain_style(field: QLineEdit) -> QStyle:
    """A style of the field's own, made once: a style that fields share would end with the first of them."""
    found = field.findChild(QStyle)
    if found is None:
        found = QStyleFactory.create("Fusion")
        found.setParent(field)
    return found


def clear_line(field: QLineEdit, *, read_only: bool) -> None:
    """Take frame and ground of a line away, or give them back: Qlementine fills a line even without a frame."""
    field.setStyle(_plain_style(field) if read_only else None)  # type: ignore[arg-type]  # None: that of the application
    field.setFrame(not read_only)
    if read_only:
        field.ensurePolished()  # Fusion then takes a line for opaque, which without its ground it is not
        field.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)
    inside = 6 if read_only else 0  # so that the words stand where they do in a field
    field.setTextMargins(inside, 0, inside, 0)
    clear_ground(field, read_only=read_only)


def nothing() -> str:
    """What an empty field says where it is only read."""
    return _("belum diisi")


def swap_hint(field: QLineEdit | QPlainTextEdit, other: str) -> str:
    """Put other words into the empty field; those that stood there."""
    before = field.placeholderText()
    field.setPlaceholderText(other)
    return before


def clear_ground(field: QWidget, *, read_only: bool) -> None:
    """Take the field's own ground away, so that ``paint_ground`` shows through; or give it back."""
    made = QPalette()
    if read_only:
        made.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    field.setPalette(made)


def paint_ground(field: QWidget, rect: QRect, *, focused: bool) -> None:
    """The ground, and inside it the ring of the focus: words that are only read can be selected and copied."""
    painter = QPainter(field)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("window"))
    painter.drawRoundedRect(QRectF(rect), RADIUS, RADIUS)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    painter.end()


def paint_words(field: QWidget, words: str) -> None:
    """What is chosen in a list from which nothing else can be chosen now, as a field shows its text."""
    painter = QPainter(field)
    painter.setPen(theme.colour("text" if words else "faint"))
    words = words or nothing()
    room = field.rect().adjusted(8, 0, -8, 0)
    shown = field.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.end()
