"""The one place that makes HTML: elements from a closed list, and everything that is told is escaped by construction.

What a person wrote is ``str`` and comes out as text; markup is ``Html``, which only this module makes. Elements,
attributes and addresses that are not on the lists below raise ``ValueError``: a fault of ours, never of the plan's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from typing import BinaryIO, final

from gmsc_desktop.exports.text_clean import clean

_TAGS = frozenset(
    (
        *("html", "head", "meta", "title", "body", "header", "main", "nav", "section", "aside", "footer"),
        *("div", "span", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "details", "summary"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "blockquote"),
        *("a", "strong", "em", "code", "small", "hr", "img"),
        *("svg", "g", "rect", "line", "circle", "polygon", "polyline", "path", "text", "desc"),
    )
)
_VOID = frozenset({"meta", "hr", "img"})
# The name in Python, the name in the page.
_ATTRIBUTES = {
    name.replace("-", "_").lower(): name
    for name in (
        *("id", "lang", "rel", "scope", "colspan", "open", "role", "tabindex", "name", "content", "charset", "alt"),
        *("http-equiv", "aria-label", "aria-labelledby", "aria-hidden", "width", "height", "viewBox", "transform"),
        *("preserveAspectRatio", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "points", "d"),
        *("stroke-linejoin", "fill-opacity", "font-size", "font-weight", "font-style", "text-anchor", "focusable"),
        *("textLength", "lengthAdjust", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx"),
    )
} | {"cls": "class", "href": "href", "src": "src"}
_CHECKED = {
    "class": re.compile(r"[A-Za-z0-9_-]+(?: [A-Za-z0-9_-]+)*"),
    "id": re.compile(r"[a-z][a-z0-9-]*"),
    # A place on the page, a file below its folder, or an address of the web.
    "href": re.compile(
        r"#[a-z][a-z0-9-]*|[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*|(?i:https?)://\S+"
    ),
    "src": re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+"),
}
_WEB = re.compile(r"https?://[^\s\\\"'<>`]+", re.IGNORECASE)
# Everything but letters and signs that stand for themselves in text and attributes.
_CARE = re.compile("[^ -!#-%(-;=?-~\u00a0\u00b7\u00c0-\u024f\u2013\u2014\u201c\u201d\u2026\n]")
_BLOCK = 1 << 16  # characters kept before they are written


@final
class Html:
    """Markup made by this module; everywhere else it is only passed on."""

    __slots__ = ("_markup",)

    def __init__(self, markup: str) -> None:
        self._markup = markup


Content = str | int | Html | None | Iterable["Content"]
Attribute = str | int | float | bool | None


def el(tag: str, *content: Content, **attributes: Attribute) -> Html:
    """One element. Text is escaped; ``cls`` is the class, ``aria_label`` is ``aria-label``; None and False are out."""
    opened = _opening(tag, tuple(attributes.items()))
    return Html(opened if tag in _VOID else f"{opened}{_markup(content)}</{tag}>")


def join(*content: Content) -> Html:
    """Several pieces as one."""
    return Html(_markup(content))


def stylesheet(rules: str) -> Html:
    """A style element of rules of ours; they may not end it."""
    if "<" in rules or "@import" in rules or "url(" in rules:
        raise ValueError("a style sheet neither ends its element nor names other files")
    return Html(f"<style>{rules}</style>")


def is_web_address(text: str) -> bool:
    """Whether an address that a person noted may be a link: plain http or https, nothing hidden in it."""
    return bool(_WEB.fullmatch(text)) and clean(text, keep="") == text


class Page:
    """A page on its way into a stream, written in blocks."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept: list[str] = ["<!doctype html>\n"]
        self._size = 0

    def add(self, *content: Content) -> None:
        """Put content where the page now is."""
        self._put(_markup(content))

    @contextmanager
    def inside(self, tag: str, **attributes: Attribute) -> Iterator[None]:
        """An element whose content is added until the block ends."""
        self._put(_opening(tag, tuple(attributes.items())))
        yield
        self._put(f"</{tag}>\n")

    def finish(self) -> None:
        """Write what is still kept."""
        self._stream.write("".join(self._kept).encode("utf-8"))
        self._kept, self._size = [], 0

    def _put(self, markup: str) -> None:
        self._kept.append(markup)
        self._size += len(markup)
        if self._size > _BLOCK:
            self.finish()


@lru_cache(maxsize=1024)
def _opening(tag: str, attributes: tuple[tuple[str, Attribute], ...]) -> str:
    if tag not in _TAGS:
        raise ValueError(f"not an element of ours: {tag}")
    told = [_attribute(name, value) for name, value in attributes if value is not None and value is not False]
    return f"<{tag}{''.join(told)}>"


def _attribute(python_name: str, value: Attribute) -> str:
    name = _ATTRIBUTES.get(python_name)
    if name is None:
        raise ValueError(f"not an attribute of ours: {python_name}")
    if value is True:
        return f" {name}"
    text = value if isinstance(value, str) else number(value or 0)
    allowed = _CHECKED.get(name)
    if allowed is not None and not allowed.fullmatch(text):
        raise ValueError(f"{name} may not be {text!r}")
    return f' {name}="{_escaped(text)}"'


def number(value: float) -> str:
    """A length or place in a drawing, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _markup(content: Content) -> str:
    if isinstance(content, Html):
        return content._markup
    if isinstance(content, str):
        return _escaped(content)
    if content is None:
        return ""
    if isinstance(content, int):
        return str(content)
    return "".join(map(_markup, content))


def _escaped(text: str) -> str:
    return escape(clean(text)) if _CARE.search(text) else text
