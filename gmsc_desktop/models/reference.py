"""The paket acuan: versioned lists, dimensions, document template and rule weights; data, not code."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import resource
from gmsc_desktop.text import _

CURRENT_VERSION = "2026.1"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: the code that is stored, the Indonesian label, and further facts of that list."""

    code: str
    label_text: str
    facts: Mapping[str, str | int | bool]
    also: tuple[str, ...] = ()  # other words by which people write it, such as a long form

    @property
    def label(self) -> str:
        """The label in the chosen language."""
        return _(self.label_text)

    def named(self, text: str) -> bool:
        """Whether a typed text is its code, its label, a part of a label like Perbup/Perwali, or another word of it."""
        words = {self.code, self.label_text, self.label, *self.also}
        words |= {part for label in (self.label_text, self.label) if " " not in label for part in label.split("/")}
        return " ".join(text.split()).casefold() in {word.casefold() for word in words}


@dataclass(frozen=True, slots=True)
class Subdimension:
    """A sub-dimension; ``code`` is SG1 … SV3."""

    code: str
    label_text: str
    english: str
    dimension: str

    @property
    def label(self) -> str:
        """The label in the chosen language."""
        return _(self.label_text)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the six dimensions in their official order; ``colour`` is RRGGBB, ``mark`` two letters for grey prints."""

    code: str
    mark: str
    label: str
    colour: str
    icon: str
    goal_text: str
    subdimensions: tuple[Subdimension, ...]

    @property
    def goal(self) -> str:
        """What the dimension is for, in the chosen language."""
        return _(self.goal_text)


@dataclass(frozen=True, slots=True)
class SectionTemplate:
    """A narrative section of the book; ``required_for`` are the purposes for which it may not be empty."""

    code: str
    label_text: str
    chapter: str
    required_for: tuple[str, ...]

    @property
    def label(self) -> str:
        """The heading in the chosen language."""
        return _(self.label_text)


@dataclass(frozen=True, slots=True)
class ReferencePack:
    """One version of the paket acuan; a plan records the version that it uses."""

    version: str
    title: str
    dimensions: tuple[Dimension, ...]
    sections: tuple[SectionTemplate, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    rule_weights: Mapping[str, Mapping[str, str]]  # rule -> purpose -> must | warning | silent

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The entries of a list; an unknown list has none."""
        return self.lists.get(name, ())

    def label(self, name: str, code: str) -> str:
        """The label of a code, or the code itself where the list does not know it (an older or newer paket acuan)."""
        for choice in self.choices(name):
            if choice.code == code:
                return choice.label
        return code

    def fact(self, name: str, code: str, fact: str) -> str | int | bool | None:
        """A further fact of an entry, such as whether a status needs a reason."""
        for choice in self.choices(name):
            if choice.code == code:
                return choice.facts.get(fact)
        return None

    def dimension(self, code: str) -> Dimension | None:
        """The dimension with this code."""
        return next((d for d in self.dimensions if d.code == code), None)

    def subdimension(self, code: str) -> Subdimension | None:
        """The sub-dimension with this code."""
        return next((s for d in self.dimensions for s in d.subdimensions if s.code == code), None)


def versions() -> list[str]:
    """The versions that this installation carries, oldest first."""
    return sorted(path.parent.name for path in resource("reference").glob("*/pack.json"))


@cache
def load(version: str = CURRENT_VERSION) -> ReferencePack:
    """The paket acuan of a version; ``UserFacingError`` where this installation does not carry it."""
    folder = resource("reference") / version
    if version not in versions():
        raise UserFacingError(
            _("Rencana ini memakai paket acuan {version} yang belum ada di komputer ini.").format(version=version),
            _("Perbarui aplikasi, lalu buka lagi. Tidak ada yang berubah."),
        )
    pack = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
    dimensions = tuple(_dimension(item) for item in _json(folder / "dimensions.json"))
    lists = _lists(folder, dimensions)
    sections = tuple(
        SectionTemplate(item["code"], item["label"], item["chapter"], tuple(item["required_for"]))
        for item in _json(folder / "sections.json")
    )
    lists["section"] = tuple(Choice(s.code, s.label_text, {}) for s in sections)
    return ReferencePack(version, pack["title"], dimensions, sections, lists, _rules(folder / "rules.csv"))


@cache
def for_plan(version: str) -> ReferencePack:
    """The paket acuan that a plan names; the present one where the plan names none or one that is not here."""
    return load(version if version in versions() else CURRENT_VERSION)


def _json(path: Path) -> list[dict]:  # type: ignore[type-arg]  # entries of our own files; each reader names what it takes
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return list(loaded)


def _dimension(item: dict) -> Dimension:  # type: ignore[type-arg]
    subs = tuple(Subdimension(s["code"], s["label"], s["english"], item["code"]) for s in item["subdimensions"])
    return Dimension(item["code"], item["mark"], item["label"], item["colour"], item["icon"], item["goal"], subs)


def _lists(folder: Path, dimensions: tuple[Dimension, ...]) -> dict[str, tuple[Choice, ...]]:
    raw = json.loads((folder / "lists.json").read_text(encoding="utf-8"))
    lists = {name: tuple(_choice(item) for item in items) for name, items in raw.items()}
    lists["dimension"] = tuple(Choice(d.code, d.label, {}) for d in dimensions)
    lists["subdimension"] = tuple(
        Choice(s.code, s.label_text, {"dimension": d.code}) for d in dimensions for s in d.subdimensions
    )
    for name, column in (("tpb", "nama"), ("asta_cita", "uraian_perlu_verifikasi")):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lists[name] = tuple(Choice(row["kode"], row[column], {}) for row in csv.DictReader(file))
    return lists


def _choice(item: dict) -> Choice:  # type: ignore[type-arg]
    facts = {k: v for k, v in item.items() if k not in {"code", "label", "also"}}
    return Choice(item["code"], item["label"], facts, tuple(item.get("also", ())))


def _rules(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row.pop("aturan"): dict(row) for row in csv.DictReader(file)}
