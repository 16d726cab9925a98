"""Writes the catalogues of resources/locale anew from the texts of the program: ``python tools/catalogue.py``.

A text is a literal inside ``_()``, ``mark()`` or ``ngettext()``, and a label of the paket acuan. What is translated
stays, what the program does not say any more goes, what is new has an empty ``msgstr`` and is printed. ``--missing``
prints only, and ends with 1 where something is missing.
"""

from __future__ import annotations

import ast
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gmsc_desktop"
LOCALE = ROOT / "resources" / "locale"
REFERENCE = ROOT / "resources" / "reference"
sys.path.insert(0, str(ROOT))

from gmsc_desktop.models.fields import TABLES  # noqa: E402 - the checkout comes first
from gmsc_desktop.text import DOMAIN, MANY, ONE, read_catalogue  # noqa: E402 - the checkout comes first

HEADER = """msgid ""
msgstr ""
"Project-Id-Version: GMSC Desktop\\n"
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def sources() -> dict[str, list[str]]:
    """Every source text and where it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for text in texts_of(path.read_text(encoding="utf-8")):
            found[text].add(place)
    for place, text in reference_texts():
        found[text].add(place)
    for spec in TABLES:
        found[ONE + spec.singular_text].add("models/fields")
        found[MANY + spec.singular_text].add("models/fields")
    found.pop("", None)
    return {text: sorted(places) for text, places in sorted(found.items())}


def texts_of(code: str) -> Iterator[str]:
    """The marked texts of one module."""
    tree = ast.parse(code)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "gmsc_desktop.text":
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            wanted = {"_": 1, "mark": 1, "ngettext": 2}.get(names.get(node.func.id, ""), 0)
            for value in node.args[:wanted]:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


def reference_texts() -> Iterator[tuple[str, str]]:
    """The labels of every version of the paket acuan that a window shows."""
    for folder in sorted(REFERENCE.glob("*/")):
        place = f"reference/{folder.name}"
        lists = json.loads((folder / "lists.json").read_text(encoding="utf-8"))
        for items in lists.values():
            yield from ((f"{place}/lists.json", item["label"]) for item in items)
        for dimension in json.loads((folder / "dimensions.json").read_text(encoding="utf-8")):
            for text in (dimension["label"], dimension["goal"]):
                yield f"{place}/dimensions.json", text
            yield from ((f"{place}/dimensions.json", sub["label"]) for sub in dimension["subdimensions"])
        for section in json.loads((folder / "sections.json").read_text(encoding="utf-8")):
            yield f"{place}/sections.json", section["label"]
        for name, column in (("tpb", "nama"), ("asta_cita", "uraian_perlu_verifikasi"), ("rules", "uraian")):
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                yield from ((f"{place}/{name}.csv", row[column]) for row in csv.DictReader(file))


def write(path: Path, words: dict[str, str], texts: dict[str, list[str]]) -> None:
    """One catalogue, its entries in the order of their source texts."""
    code = path.parent.parent.name
    parts = [HEADER.format(code=code)]
    for text, places in texts.items():
        where = "".join(f"#: {place}\n" for place in places[:3])
        parts.append(f"{where}msgid {_quoted(text)}\nmsgstr {_quoted(words.get(text, ''))}\n")
    path.write_text("\n".join(parts), encoding="utf-8", newline="\n")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def missing(words: dict[str, str], texts: dict[str, list[str]]) -> list[str]:
    """The texts that a catalogue does not translate."""
    return [text for text in texts if not words.get(text)]


def main() -> int:
    """Write all catalogues; tell what is missing."""
    texts = sources()
    lacking = 0
    for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        words = read_catalogue(path.read_text(encoding="utf-8"))
        if "--missing" not in sys.argv[1:]:
            write(path, words, texts)
        for text in missing(words, texts):
            print(f"{path.relative_to(ROOT)}: {_quoted(text)}")
            lacking += 1
    print(f"{len(texts)} texts, {lacking} not translated")
    return 1 if lacking and "--missing" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
