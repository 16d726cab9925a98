"""The help: one text for each page and a few more, in the language of the screen, and the keys as they really are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from gmsc_desktop.paths import resource
from gmsc_desktop.text import SOURCE_LANGUAGE, _, language
from gmsc_desktop.ui.pages import PAGES

HOME, SHORTCUTS, GLOSSARY = "home", "shortcuts", "glossary"
COMMON = ("tables", "printing", "moving")  # what is the same on every page
# In the order of the list: home, the pages, then what concerns several of them.
TOPICS = (
    HOME,
    *(entry.key for entry in PAGES),
    "importing",
    "package",
    "evidence",
    "backup",
    *COMMON,
    SHORTCUTS,
    GLOSSARY,
)
PAGE_LINK, TOPIC_LINK = "halaman", "bantuan"  # schemes of links: halaman:mapping, bantuan:backup


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """One help text in Markdown; ``title`` is its first heading."""

    key: str
    title: str
    text: str

    def holds(self, words: Iterable[str]) -> bool:
        """Whether every word stands in the text, without regard to case."""
        text = self.text.casefold()
        return all(word in text for word in words)


def topics(shortcuts: str) -> list[HelpTopic]:
    """All topics; ``shortcuts`` is the text of the list of keys, which is made from a window."""
    return [_topic(key, shortcuts if key == SHORTCUTS else read(key, language())) for key in TOPICS]


def read(key: str, code: str) -> str:
    """The text of a topic in a language; in Indonesian where that language has none."""
    path = resource(f"help/{code}/{key}.md")
    if not path.is_file():
        path = resource(f"help/{SOURCE_LANGUAGE}/{key}.md")
    return path.read_text(encoding="utf-8")


def _topic(key: str, text: str) -> HelpTopic:
    return HelpTopic(key, text.partition("\n")[0].removeprefix("# ").strip(), text)


def shortcuts_text(bar: QMenuBar) -> str:
    """The keys of every action in the menus of a window, menu by menu."""
    parts = [f"# {_('Pintasan papan ketik')}"]
    for entry in bar.actions():
        menu = entry.menu()
        lines = _lines(menu) if isinstance(menu, QMenu) else []
        if lines:
            parts += [f"## {_plain(entry.text())}", "\n".join(lines)]
    parts.append(_("Pintasan tabel, pemetaan, dan pelaksanaan ada pada bantuan halamannya masing-masing."))
    return "\n\n".join(parts) + "\n"


def _lines(menu: QMenu) -> list[str]:
    lines = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            lines += _lines(inner)
            continue
        name, _tab, told = action.text().partition("\t")
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()] or [told]
        if any(keys):
            lines.append(f"- {' / '.join(f'`{key}`' for key in keys)} {_escaped(_plain(name))}")
    return lines


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#" else letter for letter in text)
