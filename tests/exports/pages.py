"""What a reader finds in the start page: its elements, its text, its links, its headings."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from gmsc_desktop.exports import Edition
from gmsc_desktop.exports.start_page import File, write_start_page

VOID = {"meta", "hr", "img"}
PAPERS: Sequence[File] = (("Rencana induk, siap cetak (PDF)", "dokumen/rencana-induk.pdf"),)


@dataclass
class Element:
    """One element with its attributes and all text in it."""

    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


class Reading(HTMLParser):
    """A page as an independent parser reads it; every fault of form is noted in ``faults``."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.content = content
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self.styles: list[str] = []
        self.texts: list[str] = []
        self._open: list[Element] = []
        self._style = False
        self.feed(content.decode("utf-8"))
        self.close()
        self.faults += [f"never closed: {element.tag}" for element in self._open]

    @classmethod
    def of(cls, edition: Edition, evidence: Mapping[str, str] | None = None, **more: Any) -> Reading:
        stream = io.BytesIO()
        write_start_page(edition, stream, evidence or {}, more.pop("papers", PAPERS), **more)
        return cls(stream.getvalue())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        if len(set(names)) != len(names):
            self.faults.append(f"an attribute twice in {tag}")
        if tag == "style":
            self._style = True
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        self._style = False
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(f"unexpected end of {tag}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._style:
            self.styles.append(data)
            return
        self.texts.append(data)
        for element in self._open:
            element.parts.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment: {data}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration: {data}")

    @property
    def text(self) -> str:
        """All text, that of the head included."""
        return "".join(self.texts)

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def of_class(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.classes]

    def at(self, place: str) -> Element:
        return next(element for element in self.elements if element.attributes.get("id") == place)

    @property
    def links(self) -> list[str]:
        return [element.attributes["href"] for element in self.elements if "href" in element.attributes]


def squeezed(text: str) -> str:
    """Without white space."""
    return re.sub(r"\s+", "", text)
