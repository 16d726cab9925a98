"""Small things that several widgets paint: one line of text, a share as a bar, two letters on a square."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from gmsc_desktop.ui import theme

_NO_NAMES = {"kabupaten", "kota", "provinsi", "daerah"}


def paint_text(
    painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor, *, right: bool = False
) -> float:
    """One line of plain text, "…" where it does not fit; the width that it takes."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    return QFontMetrics(font).horizontalAdvance(shown)


def paint_bar(painter: QPainter, rect: QRectF, share: float, colour: QColor, tick: float | None = None) -> None:
    """A share from 0 to 1 as a bar, with the plan as a tick on it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line" if theme.scheme() == "light" else "border"))
    painter.drawRoundedRect(rect, 3, 3)
    if share > 0:
        painter.setBrush(colour)
        width = max(rect.height(), rect.width() * min(1.0, share))
        painter.drawRoundedRect(QRectF(rect.x(), rect.y(), width, rect.height()), 3, 3)
    if tick is not None:
        x = round(rect.x() + rect.width() * min(1.0, tick))
        painter.fillRect(QRectF(x - 1, rect.y() - 3, 2, rect.height() + 6), theme.colour("text"))
    painter.restore()


def paint_mark(painter: QPainter, rect: QRectF, letters: str, ground: str, ink: str) -> None:
    """Two letters on a rounded square; ``ground`` and ``ink`` are uses of colours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(rect, 7, 7)
    painter.setPen(theme.colour(ink))
    painter.setFont(theme.font(14, theme.SEMIBOLD))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), letters)
    painter.restore()


def letters_of(district: str) -> str:
    """Two letters that tell a district from others: of its one word, or of its first two."""
    words = [word for word in district.split() if word.casefold() not in _NO_NAMES]
    if len(words) > 1:
        return (words[0][:1] + words[1][:1]).upper()
    return words[0][:2].upper() if words else ""
