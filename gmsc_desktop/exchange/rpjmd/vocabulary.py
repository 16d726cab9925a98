"""The words of tables of RPJMD, RPD and Renstra."""

from __future__ import annotations

from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary, load

_LEVELS = (
    "vision", "mission", "goal", "objective", "strategy", "policy", "affair", "field", "programme", "activity",
    "sub_activity",
)  # fmt: skip


def vocabulary() -> Vocabulary:
    """The words of ``resources/import/rpjmd.json``."""
    return load("rpjmd", _LEVELS)
