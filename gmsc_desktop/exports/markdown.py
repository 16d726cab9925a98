"""Narrative in Markdown as a flat row of blocks, for paper and start page alike; what is not Markdown stays as written.

Emphasis, headings, lists, quotations, tables, links and code are read. Raw HTML, entities, images, backslashes and link
definitions are plain text, and a text of which reading would lose a letter or a digit is shown as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gmsc_desktop.exports.text_clean import clean

LONGEST = 200_000  # characters; the limit of a narrative field
_OFF = ["entity", "html_block", "html_inline", "autolink", "image", "reference", "lheading", "code", "escape"]


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    RULE = "rule"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look; a line break is a run of its own, ``"\\n"``."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``depth`` counts the lists it stands in, ``marker`` is "•" or "1." on the first block of an item."""

    kind: BlockKind
    runs: Runs = ()
    level: int = 0
    depth: int = 0
    marker: str = ""
    quoted: bool = False
    rows: tuple[tuple[Runs, ...], ...] = ()


def blocks(text: str) -> list[Block]:
    """The blocks of a narrative; an empty one has none."""
    plain = clean(text).strip("\n")
    if not plain.strip():
        return []
    read = list(_read(plain)) if len(plain) <= LONGEST else []
    return read if _letters(_shown(read)) == _letters(plain) else [*_as_typed(plain)]


def plain_text(text: str) -> str:
    """A narrative in one line, without its marks: for summaries and cells."""
    return " ".join(_shown(blocks(text)).split())


def _as_typed(text: str) -> Iterator[Block]:
    for part in text.split("\n"):
        if part.strip():
            yield Block(BlockKind.PARAGRAPH, (Run(part),))


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _shown(read: list[Block]) -> str:
    parts = []
    for block in read:
        cells = [run.text for row in block.rows for cell in row for run in (*cell, Run(" "))]
        parts.append(" ".join([block.marker, "".join(run.text for run in block.runs), *cells]))
    return "\n".join(parts)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(_OFF)


def _read(text: str) -> Iterator[Block]:
    lists = 0
    quotes = 0
    marker = ""
    level = 0
    tokens = iter(_parser().parse(text))
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists -= 1
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup}" if token.info else "•"
        elif token.type in {"blockquote_open", "blockquote_close"}:
            quotes += token.nesting
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "table_open":
            yield Block(BlockKind.TABLE, depth=lists, rows=tuple(_table(tokens)))
        else:
            block = _leaf(token, lists, marker, level, quoted=quotes > 0)
            if block is not None:
                yield block
                marker, level = "", 0


def _leaf(token: Token, lists: int, marker: str, level: int, *, quoted: bool) -> Block | None:
    if token.type == "inline":
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        return Block(kind, tuple(_runs(token.children or [])), level, lists, marker, quoted)
    if token.type == "fence":
        code = f"{token.info}\n{token.content}" if token.info.strip() else token.content
        return Block(BlockKind.CODE, (Run(code.rstrip("\n"), code=True),), 0, lists, marker, quoted)
    if token.type == "hr":
        return Block(BlockKind.RULE, (), 0, lists, marker, quoted)
    return None


def _table(tokens: Iterator[Token]) -> Iterator[tuple[Runs, ...]]:
    row: list[Runs] = []
    for token in tokens:
        if token.type == "table_close":
            return
        if token.type == "inline":
            row.append(tuple(_runs(token.children or [])))
        elif token.type == "tr_close":
            yield tuple(row)
            row = []


def _runs(children: list[Token]) -> Iterator[Run]:
    bold = italic = 0
    links: list[str] = []
    for token in children:
        if token.type in {"strong_open", "strong_close"}:
            bold += token.nesting
        elif token.type in {"em_open", "em_close"}:
            italic += token.nesting
        elif token.type == "link_open":
            links.append(" ".join(str(token.attrs[name]) for name in ("href", "title") if token.attrs.get(name)))
        elif token.type == "link_close":
            address = links.pop()
            yield Run(f" ({address})" if address else "", bool(bold), bool(italic))
        elif token.type in {"softbreak", "hardbreak"}:
            yield Run("\n")
        else:
            yield Run(token.content, bool(bold), bool(italic), token.type == "code_inline")
