"""The cover: district, title, period, office and state of the book, over the colours of the six dimensions."""

from __future__ import annotations

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.styles import LEFT, MM, PORTRAIT, RIGHT, colour, style
from gmsc_desktop.exports.pictures import emblem
from gmsc_desktop.exports.text_clean import one_line
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date

EMBLEM_PIXELS = 400
_LONGEST = 400  # letters of a text on the cover; the whole text stands inside the book


def draw_cover(canvas: Canvas, edition: Edition, ink: Ink) -> None:
    """Draw the whole first page."""
    wide, high = PORTRAIT
    room = wide - LEFT - RIGHT
    _strip(canvas, edition, wide)
    y = high - 62 * MM
    image = emblem(edition, EMBLEM_PIXELS)
    if image is not None:
        side = 30 * MM
        canvas.drawImage(
            ImageReader(image), LEFT, y - side + 14, side, side, mask="auto", preserveAspectRatio=True, anchor="nw"
        )
        y -= side + 6 * MM
    region, plan = edition.snapshot.region, edition.snapshot.plan
    name = one_line(region.name)[:_LONGEST] or _("Daerah belum dipilih")
    y = _put(canvas, ink, _("Pemerintah {region}").format(region=name), 14, fonts.SEMIBOLD, palette.MUTED, (y, room))
    title = edition.title[:_LONGEST]
    size = 32 if len(title) <= 120 else 22 if len(title) <= 240 else 16
    y = _put(canvas, ink, title, size, fonts.BOLD, palette.TEXT, (y - 6 * MM, room))
    if edition.period and edition.period not in edition.title:
        y = _put(canvas, ink, edition.period, 20, fonts.REGULAR, palette.TEXT, (y - 4 * MM, room))
    canvas.setFillColor(colour(palette.ACCENT))
    canvas.rect(LEFT, y - 8 * MM, 22 * MM, 1.2 * MM, stroke=0, fill=1)
    y = 60 * MM
    office = [part for part in (region.office_name, region.office_address) if part]
    for number, text in enumerate(office):
        look = (fonts.REGULAR, palette.MUTED) if number else (fonts.SEMIBOLD, palette.TEXT)
        y = _put(canvas, ink, text[:_LONGEST], 11, *look, (y, room))
    state = edition.draft_mark or _final(edition, plan.final_on)
    parts = [state, edition.purpose_label, _("Revisi {code}").format(code=edition.revision_code)]
    line = " · ".join([*(part for part in parts if part), format_date(edition.made_on)])
    _put(canvas, ink, line, 11, fonts.REGULAR, palette.MUTED, (y - 3 * MM, room))


def _final(edition: Edition, final_on: str) -> str:
    from gmsc_desktop.exports.wording import date_text

    return _("Final, ditetapkan {date}").format(date=date_text(final_on)) if final_on else _("Final")


def _strip(canvas: Canvas, edition: Edition, wide: float) -> None:
    """The six colours along the lower edge, each with its letters."""
    dimensions = edition.reference.dimensions
    step = wide / max(len(dimensions), 1)
    for number, dimension in enumerate(dimensions):
        canvas.setFillColor(colour(dimension.colour))
        canvas.rect(step * number, 0, step + 0.5, 20 * MM, stroke=0, fill=1)
        canvas.setFillColor(colour(palette.ink_on(dimension.colour)))
        canvas.setFont(fonts.SEMIBOLD, 11)
        canvas.drawCentredString(step * (number + 0.5), 8.4 * MM, dimension.label.removeprefix("Smart "))


def _put(
    canvas: Canvas, ink: Ink, text: str, size: float, font: str, tone: str, place: tuple[float, float]
) -> float:  # fmt: skip
    """Set a text below ``place``'s height; returns the height below it."""
    y, room = place
    paragraph = Paragraph(ink.markup(text), style(f"cover-{size}-{font}-{tone}", size, size * 1.2, font=font, ink=tone))
    height = paragraph.wrap(room, 1e6)[1]
    paragraph.drawOn(canvas, LEFT, y - height)
    return y - height
