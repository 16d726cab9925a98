"""What README.md and docs/ say is there: links, paths, commands, and one identifier for each term."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GLOSSARY = ROOT / "docs" / "glossary.md"
PACKAGE = ROOT / "gmsc_desktop"

# A word in backticks is held to be a path of the repository when it begins with one of these.
TOP_LEVEL = {"gmsc_desktop", "resources", "installer", "tests", "tools", "requirements", "benchmarks", "docs", ".ci"}
FILES = {"main.py", "setup.py", "pyproject.toml", "Makefile", "make.cmd", "README.md", ".editorconfig"}
PLACEHOLDER = re.compile(r"[<>{}…\s]|\.\.\.|\bN\b")

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The names that a link may point to inside a page, made as code forges make them."""
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in HEADING.findall(FENCE.sub("", text)))
    return {heading.strip().replace(" ", "-") for heading in plain}


def dead_links(page: Path, text: str) -> Iterator[str]:
    for target in LINK.findall(FENCE.sub("", text)):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        if not place.exists():
            yield f"{target}: there is no such file"
        elif anchor and anchor not in anchors(text if place == page else place.read_text(encoding="utf-8")):
            yield f"{target}: that page has no such heading"


def named_paths(text: str) -> Iterator[str]:
    """Words in backticks that name a file or folder of the repository, without a line or test name behind it."""
    for word in IN_BACKTICKS.findall(FENCE.sub("", text)):
        name = word.split("::")[0]
        top, slash, _rest = name.partition("/")
        inside_package = slash and name.endswith(".py") and (PACKAGE / top).is_dir()
        if not PLACEHOLDER.search(name) and (name in FILES or (slash and top in TOP_LEVEL) or inside_package):
            yield name


def missing_paths(text: str) -> list[str]:
    def there(name: str) -> bool:
        return any(next(folder.glob(name.rstrip("/")), None) for folder in (ROOT, PACKAGE))

    return [name for name in named_paths(text) if not there(name)]


def commands(text: str, program: str) -> set[str]:
    """The first words behind a program's name, in backticks and in blocks of code."""
    code = "\n".join([*FENCE.findall(text), *IN_BACKTICKS.findall(FENCE.sub("", text))])
    code = re.sub(r"# .*$", "", code, flags=re.MULTILINE)
    return set(re.findall(rf"(?:^|[\s/\\]){re.escape(program)}(?:\.exe)? +([a-z][a-z-]*)", code, re.MULTILINE))


def identifiers(text: str) -> list[str]:
    """What stands in backticks in the second column of the glossary's tables."""
    rows = [line.split("|") for line in text.splitlines() if line.startswith("|")]
    return [name for row in rows if len(row) > 3 for name in IN_BACKTICKS.findall(row[2])]


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page: Path) -> None:
    assert list(dead_links(page, page.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_named_paths_exist(page: Path) -> None:
    assert missing_paths(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_targets_that_a_page_names_exist_on_every_system(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = commands(text, "make") | commands(text, "make.cmd") | commands(text, "tools/dev.py")
    assert named <= make_targets()


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_makefile_make_cmd_and_the_tool_have_the_same_targets() -> None:
    assert {"run", "test"} <= make_targets()
    windows = set(re.findall(r'"%~1"=="([a-z]+)"', (ROOT / "make.cmd").read_text(encoding="utf-8")))
    usage = subprocess.run([sys.executable, "tools/dev.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert usage.returncode == 2
    assert windows == make_targets() == set(usage.stderr.split()[-1].split("|"))


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_commands_that_a_page_names_are_the_program_s(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = commands(text, "gmsc") | commands(text, "main.py")
    told = subprocess.run([sys.executable, "main.py", "--help"], cwd=ROOT, capture_output=True, check=True)
    known = set(re.findall(r"[a-z][a-z-]+", told.stdout.decode("utf-8")))
    assert named <= known


@pytest.mark.skipif(not GLOSSARY.is_file(), reason="the glossary is not there yet")
def test_the_glossary_has_one_identifier_for_each_term() -> None:
    names = identifiers(GLOSSARY.read_text(encoding="utf-8"))
    assert len(names) > 20
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)] == []
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_readers_of_pages_see_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# One thing\n", encoding="utf-8")
    page = tmp_path / "other.md"
    text = "# Two\n[a](gone.md) [b](#two) [c](page.md#one-thing) [d](page.md#two) [e](https://example.org/x)"
    page.write_text(text, encoding="utf-8")
    assert list(dead_links(page, text)) == [
        "gone.md: there is no such file",
        "page.md#two: that page has no such heading",
    ]
    prose = "`main.py` `tests/test_docs.py::test_x` `tests/gone.py` `models/gone.py` `data/rencana.json` `docs/<n>.md`"
    assert missing_paths(prose) == ["tests/gone.py", "models/gone.py"]
    assert commands("`make run`\n```\nmake test   # so\n  py make.cmd bench\n```\nto make sense", "make") == {
        "run",
        "test",
    }
    assert commands("`.venv/bin/gmsc self-test` and `gmsc --help`", "gmsc") == {"self-test"}
    assert identifiers("| a | `one`, `two_b` | note `three` |\n| b | x | y |") == ["one", "two_b"]
