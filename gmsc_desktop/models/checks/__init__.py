"""What still stands between a plan and a submission: findings, each with its sentence, weight and place."""

from __future__ import annotations

from gmsc_desktop.models.checks.case import Personal
from gmsc_desktop.models.checks.finding import (
    CodeList,
    Counts,
    EvidenceFiles,
    FileState,
    Finding,
    Place,
    Weight,
    summary,
)
from gmsc_desktop.models.checks.places import place_label
from gmsc_desktop.models.checks.privacy import PrivateText, has_consent, private_texts, undecided
from gmsc_desktop.models.checks.rules import RULES, check, purposes, rule_name, unchecked
from gmsc_desktop.models.checks.stages import Unchecked, is_existing, lie_behind, unchecked_stages

__all__ = [
    "RULES",
    "CodeList",
    "Counts",
    "EvidenceFiles",
    "FileState",
    "Finding",
    "Personal",
    "Place",
    "PrivateText",
    "Unchecked",
    "Weight",
    "check",
    "has_consent",
    "is_existing",
    "lie_behind",
    "place_label",
    "private_texts",
    "purposes",
    "rule_name",
    "summary",
    "unchecked",
    "unchecked_stages",
    "undecided",
]
