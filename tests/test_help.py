"""The help has a text for every page in each language, names only what the program really says, and leads somewhere."""

from __future__ import annotations

import re
from functools import cache

import pytest

from gmsc_desktop import paths
from gmsc_desktop.text import read_catalogue
from gmsc_desktop.ui import help_texts
from gmsc_desktop.ui.help_texts import PAGE_LINK, SHORTCUTS, TOPIC_LINK, TOPICS
from gmsc_desktop.ui.pages import PAGES
from tools import catalogue

CODES = sorted(folder.name for folder in paths.resource("help").iterdir() if folder.is_dir())
WRITTEN = [topic for topic in TOPICS if topic != SHORTCUTS]
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\((\w+):(\w+)\)")
KEY = re.compile(r"`((?:Ctrl|Alt|Shift)\+[^`]+|F\d+)`")
PLACEHOLDER = re.compile(r"\\\{\w+\\\}")


@cache
def spoken_texts(code: str) -> list[re.Pattern[str]]:
    """Everything that the program says in a language, with its placeholders open."""
    sources = catalogue.sources()
    words = list(sources)
    if code != "id":
        words = list(read_catalogue((catalogue.LOCALE / code / "LC_MESSAGES" / "gmsc.po").read_text("utf-8")).values())
    shown = {text.replace("&&", "\0").replace("&", "").replace("\0", "&").strip() for text in words} | set(words)
    return [re.compile(PLACEHOLDER.sub(".+", re.escape(text))) for text in shown if not text.startswith("{")]


def test_help_is_there_in_every_language_of_the_screen() -> None:
    assert sorted(["id", *(path.parent.parent.name for path in catalogue.LOCALE.glob("*/LC_MESSAGES/*.po"))]) == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_page_has_its_help(code: str) -> None:
    folder = paths.resource(f"help/{code}")
    missing = [entry.key for entry in PAGES if not (folder / f"{entry.key}.md").is_file()]
    assert not missing, f"write resources/help/{code}/<page>.md"
    assert sorted(path.stem for path in folder.glob("*.md")) == sorted(WRITTEN)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("topic", WRITTEN)
def test_a_help_text_names_what_the_program_says_and_leads_to_what_is_there(code: str, topic: str) -> None:
    text = help_texts.read(topic, code)
    assert text.startswith("# ")
    assert len(text.split()) > 80
    assert "<" not in text.replace("<22", "")
    known = spoken_texts(code)
    unknown = [name for name in BOLD.findall(text) if not any(pattern.fullmatch(name) for pattern in known)]
    assert not unknown, "no button, menu or tab is called so"
    keys = {PAGE_LINK: {entry.key for entry in PAGES}, TOPIC_LINK: set(TOPICS)}
    assert [link for link in LINK.findall(text) if link[2] not in keys.get(link[1], ())] == []


@pytest.mark.parametrize("code", CODES)
def test_the_help_of_a_page_is_titled_as_the_page(code: str) -> None:
    words = (
        {} if code == "id" else read_catalogue((catalogue.LOCALE / code / "LC_MESSAGES" / "gmsc.po").read_text("utf-8"))
    )
    for entry in PAGES:
        title = help_texts.read(entry.key, code).partition("\n")[0].removeprefix("# ")
        assert title == words.get(entry.name_text, entry.name_text)


@pytest.mark.parametrize("topic", WRITTEN)
def test_the_languages_tell_the_same_parts(topic: str) -> None:
    shapes = {
        code: [line.partition(" ")[0] for line in help_texts.read(topic, code).splitlines() if line.startswith("#")]
        for code in CODES
    }
    assert len({tuple(shape) for shape in shapes.values()}) == 1, shapes
    keys = {code: sorted(KEY.findall(help_texts.read(topic, code))) for code in CODES}
    assert len({tuple(found) for found in keys.values()}) == 1, keys
