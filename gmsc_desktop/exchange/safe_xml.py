"""XML of strangers, element by element: no document types, no entities, bounded depth, count and length."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from gmsc_desktop.exchange.limits import DEEPEST, MOST_TAGS

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,60})["']""")
Begin = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Unsafe(Exception):
    """Something that no program writes into these files: a document type, endless nesting, endless elements."""


class Broken(Exception):
    """The XML does not hold together."""


def parse(blocks: Iterable[bytes], begin: Begin, end: End, text: Text) -> None:
    """Call back for each element, by its name without prefix, and for the texts between.

    Attributes keep their prefix. Raises ``Unsafe`` and ``Broken``; what the callbacks raise passes through.
    """
    parser = expat.ParserCreate()
    blocks = _in_known_encoding(blocks)
    depth = tags = 0

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, tags
        depth += 1
        tags += 1
        if depth > DEEPEST or tags > MOST_TAGS:
            raise Unsafe
        begin(name.rpartition(":")[2] if ":" in name else name, attributes)

    def ends(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2] if ":" in name else name)

    def refuse(*_told: object) -> None:
        raise Unsafe

    parser.StartElementHandler = begins
    parser.EndElementHandler = ends
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Broken from error


def _in_known_encoding(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same blocks, once the encoding that the first of them names is one that there is."""
    for number, block in enumerate(blocks):
        told = None if number else _ENCODING.match(block.lstrip()[:300])
        if told:
            try:
                codecs.lookup(told[1].decode("ascii", "replace"))
            except LookupError as error:
                raise Broken from error
        yield block
