"""User text as paragraphs: escaped, drawable, in pieces, so that it is literal and no text is too long to set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.markdown import Block, BlockKind, Run, blocks
from gmsc_desktop.exports.pdf.styles import colour, styles
from gmsc_desktop.exports.text_clean import PIECE, pieces

_MOST_RUNS = 120
_STEP = 18.0  # points of indent of a list within a list


class Ink:
    """Makes paragraphs; remembers through its glyphs what the type cannot draw."""

    def __init__(self) -> None:
        self.glyphs = fonts.Glyphs()

    def markup(self, text: str) -> str:
        """``text`` for a paragraph of reportlab: nothing in it is markup, its line breaks stay."""
        drawable = self.glyphs.drawable(text, beside=True)
        if drawable.isascii():
            return _literal(drawable)
        made = ""
        for piece, font in self.glyphs.pieces(drawable):
            made += f'<font name="{font}">{_literal(piece)}</font>' if font else _literal(piece)
        return made

    def line(self, text: str) -> str:
        """``text`` in one line for where one font alone is used; what that cannot draw becomes a box."""
        return " ".join(self.glyphs.drawable(text).split())

    def spread(self, text: str) -> list[tuple[str, str]]:
        """``text`` in one line for drawing on the canvas: its pieces, each with the font beside the family or ""."""
        return list(self.glyphs.pieces(" ".join(self.glyphs.drawable(text, beside=True).split())))

    def paragraph(self, text: str, style: ParagraphStyle) -> Paragraph:
        """One short text of ours as one paragraph."""
        return Paragraph(self.markup(text), style)

    def paragraphs(self, text: str, style: ParagraphStyle) -> list[Flowable]:
        """Plain text of any length: a paragraph for each line of it, in pieces; blank lines are dropped."""
        return [Paragraph(self.markup(piece), style) for piece in self._lines(text)]

    def _lines(self, text: str) -> list[str]:
        lines = (line for line in self.glyphs.drawable(text, beside=True).split("\n") if line.strip())
        return [piece for line in lines for piece in pieces(line)]

    def cell(self, text: str, style: ParagraphStyle, width: float = 0) -> list[Flowable]:
        """Plain text in a cell; a word wider than ``width`` points is broken after its signs where it has any."""
        if width and len(text) <= PIECE:
            lines = self.glyphs.drawable(text, beside=True).split("\n")
            text = "\n".join(" ".join(_fitted(word, style, width) for word in line.split()) for line in lines)
        return self.paragraphs(text, style)

    def labelled(self, label: str, text: str, style: ParagraphStyle) -> list[Flowable]:
        """A text after its label, the label in semibold."""
        first, *rest = self._lines(text) or [""]
        opening = Paragraph(f"<b>{self.markup(label)}</b> {self.markup(first)}", style)
        return [opening, *(Paragraph(self.markup(piece), style) for piece in rest)]

    def narrative(self, text: str, style: ParagraphStyle | None = None) -> Iterator[Flowable]:
        """Markdown as flowables in the body's style or the one given; tables in it become plain grids."""
        base = style or styles().body
        listed = False
        for block in blocks(text):
            if listed and not block.depth:
                yield Spacer(0, 4)
            listed = block.depth > 0
            if block.kind is BlockKind.RULE:
                yield HRFlowable(width="100%", thickness=0.5, color=colour(palette.BORDER), spaceBefore=4, spaceAfter=8)
            elif block.kind is BlockKind.TABLE:
                yield Spacer(0, 4)
                yield from self._table(block)
            else:
                yield from self._block(block, base)

    def _block(self, block: Block, base: ParagraphStyle) -> Iterator[Flowable]:
        style = styles().heading[2] if block.kind is BlockKind.HEADING else base
        indent = style.leftIndent + _STEP * block.depth + (10 if block.quoted else 0)
        faint = block.quoted or block.kind is BlockKind.CODE
        indented = ParagraphStyle(
            f"{style.name}-{indent}", parent=style, leftIndent=indent, bulletIndent=indent - _STEP,
            bulletFontName=fonts.REGULAR, bulletFontSize=style.fontSize,
            spaceAfter=min(style.spaceAfter, 3) if block.depth else style.spaceAfter,
            textColor=colour(palette.MUTED) if faint else style.textColor,
        )  # fmt: skip
        for number, piece in enumerate(self._pieces(block.runs)):
            marker = self.line(block.marker) if number == 0 else ""
            yield Paragraph(piece, indented, bulletText=marker or None)

    def _pieces(self, runs: tuple[Run, ...]) -> Iterator[str]:
        """The runs as markup of paragraphs, none of more letters or changes of look than can be set quickly."""
        made, length, changes = "", 0, 0
        for run in runs:
            for piece in pieces(run.text):
                if length and (length + len(piece) > PIECE or changes == _MOST_RUNS):
                    yield made
                    made, length, changes = "", 0, 0
                made += self._run(piece, run)
                length += len(piece)
                changes += 1
        yield made

    def _run(self, text: str, run: Run) -> str:
        marked = self.markup(text)
        marked = f"<b>{marked}</b>" if run.bold else marked
        return f"<i>{marked}</i>" if run.italic else marked

    def runs(self, runs: tuple[Run, ...], style: ParagraphStyle) -> list[Flowable]:
        """The runs of a cell of a Markdown table."""
        return [Paragraph(piece, style) for piece in self._pieces(runs)]

    def _table(self, block: Block) -> Iterator[Flowable]:
        from gmsc_desktop.exports.pdf.grid import Column, Grid
        from gmsc_desktop.exports.pdf.styles import LEFT, PORTRAIT, RIGHT, cell_style

        heading, *rows = block.rows
        heads = [self.runs(cell, cell_style(bold=True)) for cell in heading]
        grid = Grid(self, [Column("", 1) for _cell in heading], PORTRAIT[0] - LEFT - RIGHT, [*heads])
        for row in rows:
            grid.row(*(self.runs(cell, cell_style()) for cell in row))
        yield from grid.flowables()
        yield Spacer(0, 8)


def _literal(text: str) -> str:
    return escape(text).replace("\t", " ").replace("\n", "<br/>")


def _fitted(word: str, style: ParagraphStyle, width: float) -> str:
    """The word with line breaks after its slashes, hyphens, dots and underscores, only where it is too wide."""
    if fonts.width(word, style.fontName, style.fontSize) <= width or not any(map(str.isalpha, word)):
        return word
    made = line = ""
    for part in re.findall(r"[^/\-._@?&=]*[/\-._@?&=]?", word):
        if line and fonts.width(line + part, style.fontName, style.fontSize) > width:
            made, line = f"{made}{line}\n", ""
        line += part
    return made + line
