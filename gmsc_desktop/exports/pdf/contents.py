"""Contents and list of tables: each line with its page, a click away."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.pages import Entry
from gmsc_desktop.exports.pdf.styles import colour, styles

_PAGE_ROOM = 30.0


class ContentsLine(Flowable):
    """One entry: its text, dots, its page number at the right edge once ``page`` is set."""

    def __init__(self, ink: Ink, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.page = 0
        style = styles().contents[0 if entry.level == 0 else 1]
        self._text = ink.paragraph(entry.text, style)
        self.spaceBefore = style.spaceBefore

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        _wide, self.height = self._text.wrap(available_width - _PAGE_ROOM, available_height)
        return available_width, self.height

    def draw(self) -> None:
        canvas, style = self.canv, self._text.style
        self._text.drawOn(canvas, 0, 0)
        base = style.leading - style.fontSize
        start = style.leftIndent + self._last_width() + 5
        canvas.setFillColor(colour(palette.TEXT))
        canvas.setFont(style.fontName, style.fontSize)
        number = str(self.page) if self.page else ""
        canvas.drawRightString(self.width, base, number)
        canvas.setFont(fonts.REGULAR, 9)
        canvas.setFillColor(colour(palette.FAINT))
        step, end = 5.0, self.width - fonts.width(number, style.fontName, style.fontSize) - 5
        x = start + (-start) % step
        while x < end:
            canvas.drawString(x, base, ".")
            x += step
        self._link()

    def _last_width(self) -> float:
        """How far the last line of the text reaches."""
        line = self._text.blPara.lines[-1]  # type: ignore[attr-defined]  # the lines as they were broken
        words = line[1] if isinstance(line, tuple) else [part.text for part in line.words]
        return fonts.width(" ".join(words), self._text.style.fontName, self._text.style.fontSize)

    def _link(self) -> None:
        self.canv.linkRect("", self.entry.key, (0, 0, self.width, self.height), relative=1, Border="[0 0 0]")


def contents(ink: Ink, entries: Sequence[Entry], listing: str) -> list[ContentsLine]:
    """The lines of a listing (contents or tables), their pages not yet known."""
    return [ContentsLine(ink, entry) for entry in entries if entry.listing == listing]
