"""The demonstration plan as its tests share it: its tables, its snapshot, its evidence files, made once."""

from __future__ import annotations

from functools import cache

from gmsc_desktop.demo import EvidenceFile, Tables, demo_evidence, demo_tables
from gmsc_desktop.models.snapshot import Snapshot, from_json

PLAN, OTHER = "6f2a1a5e-6f0c-4a4e-9d0e-0d5b0d8f1c11", "6f2a1a5e-6f0c-4a4e-9d0e-0d5b0d8f1c12"
YEARS = (2025, 2026)
DIMENSIONS = ("SG", "SB", "SE", "SL", "SS", "SV")


@cache
def tables() -> Tables:
    """The tables of the demonstration with the plan id ``PLAN``; read only."""
    return demo_tables(PLAN)


@cache
def plan() -> Snapshot:
    """The same as a snapshot."""
    return from_json(tables())


@cache
def evidence_files() -> dict[str, EvidenceFile]:
    """The evidence files by their hash."""
    return {file.sha256: file for file in demo_evidence()}
