"""The mapping file of RPJMD, RPD and Renstra tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gmsc_desktop.exchange.rpjmd.columns import MEANINGS
from gmsc_desktop.exchange.rpjmd.proposal import Answers, Proposal
from gmsc_desktop.exchange.rpjmd.settling import SOURCE
from gmsc_desktop.exchange.rpjmd.tree import LEVELS
from gmsc_desktop.exchange.tabular import mapping_file

_KIND = mapping_file.MappingKind(MEANINGS, (*LEVELS, SOURCE))


def to_mapping(proposal: Proposal, *, unit: str = "", first_year: int | None = None) -> dict[str, Any]:
    """The columns of a proposal's table as a file has them; ``unit`` and ``first_year`` only where they were told."""
    return mapping_file.to_mapping(proposal.tables[0], proposal.fingerprint, _KIND, unit=unit, first_year=first_year)


def read_mapping(path: Path) -> dict[str, Any]:
    """A mapping file, checked. Raises ``UserFacingError``."""
    return mapping_file.read_mapping(path, _KIND)


def answers_from(value: Mapping[str, Any], answers: Answers) -> Answers:
    """The answers of a file, where the person has not said otherwise."""
    return mapping_file.answers_from(value, answers)


def other_headings(value: Mapping[str, Any], proposal: Proposal) -> list[str]:
    """The columns whose heading is another one than in the file: the mapping was made for another layout."""
    return mapping_file.other_headings(value, proposal.tables[0])
