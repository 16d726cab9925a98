"""What a package says of itself in its few plain words: kind, purpose, plan, district, round, format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gmsc_desktop.package.refusals import PackageRefused

FORMAT = "1.0"
SUBMISSION, WORKING_COPY, BACKUP = "pengajuan", "salinan-kerja", "cadangan"
SUFFIXES = {SUBMISSION: ".zip", WORKING_COPY: ".gmsc", BACKUP: ".gmsc"}
WITH_HISTORY = frozenset((WORKING_COPY, BACKUP))  # the others carry its digest alone
ALL_EVIDENCE, NO_EVIDENCE, CHOSEN_EVIDENCE = "lengkap", "tanpa", "terpilih"

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_STAGE = re.compile(r"[a-z]+(?:-[0-9a-z]+)*")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")
_COUNTS = re.compile(r"[0-9]{1,6} dari [0-9]{1,6}")
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Identity:
    """``stage`` and ``round`` are of submissions; ``sequence`` counts the packages of a plan on one computer."""

    kind: str
    plan_id: str
    package_id: str
    made_on: str  # YYYY-MM-DD
    stage: str = ""
    round: int | None = None
    sequence: int | None = None
    region_code: str = ""
    region_name: str = ""
    office: str = ""
    title: str = ""
    example: bool = False
    evidence: str = NO_EVIDENCE
    evidence_here: int = 0  # files in the package
    evidence_named: int = 0  # files that the plan names
    application: str = ""
    format: str = FORMAT

    def fields(self) -> list[tuple[str, str]]:
        """The elements of ``bag-info.txt``; empty ones are left out there."""
        return [
            ("Bag-Software-Agent", self.application),
            ("Bagging-Date", self.made_on),
            ("Source-Organization", self.office),
            ("External-Description", self.title),
            ("External-Identifier", self.plan_id),
            ("GMSC-Format", self.format),
            ("GMSC-Kind", self.kind),
            ("GMSC-Tahap", self.stage),
            ("GMSC-Putaran", _number_text(self.round)),
            ("GMSC-Urutan", _number_text(self.sequence)),
            ("GMSC-Paket", self.package_id),
            ("GMSC-Kode-Wilayah", self.region_code),
            ("GMSC-Daerah", self.region_name),
            ("GMSC-Bukti", self.evidence),
            ("GMSC-Bukti-Berkas", f"{self.evidence_here} dari {self.evidence_named}"),
            ("GMSC-Contoh", "CONTOH - bukan dokumen resmi" if self.example else "tidak"),
        ]


def from_fields(fields: Mapping[str, str]) -> Identity:
    """What ``bag-info.txt`` says, every value checked. Raises ``PackageRefused``; a newer format is told as such."""
    check_format(fields.get("GMSC-Format", ""))
    here, _of, named = _need(fields, "GMSC-Bukti-Berkas", _COUNTS).split(" ")
    kind = fields.get("GMSC-Kind", "")
    if kind not in SUFFIXES:
        raise PackageRefused("kind", kind=kind)
    return Identity(
        kind=kind,
        plan_id=_need(fields, "External-Identifier", _ID),
        package_id=_need(fields, "GMSC-Paket", _ID),
        made_on=_need_day(fields, "Bagging-Date"),
        stage=_need(fields, "GMSC-Tahap", _STAGE) if kind == SUBMISSION else "",
        round=_number(fields, "GMSC-Putaran"),
        sequence=_number(fields, "GMSC-Urutan"),
        region_code=fields.get("GMSC-Kode-Wilayah", ""),
        region_name=fields.get("GMSC-Daerah", ""),
        office=fields.get("Source-Organization", ""),
        title=fields.get("External-Description", ""),
        example=fields.get("GMSC-Contoh", "") != "tidak",
        evidence=_need(fields, "GMSC-Bukti", re.compile(f"{ALL_EVIDENCE}|{NO_EVIDENCE}|{CHOSEN_EVIDENCE}")),
        evidence_here=int(here),
        evidence_named=int(named),
        application=fields.get("Bag-Software-Agent", ""),
        format=fields["GMSC-Format"],
    )


def check_format(version: str) -> None:
    """Refuse what a newer application has written in a way that we cannot know. Raises ``PackageRefused``."""
    found = _VERSION.fullmatch(version)
    if found is None or int(found[1]) < 1:
        raise PackageRefused("version", version=version)
    if int(found[1]) > int(FORMAT.partition(".")[0]):
        raise PackageRefused("newer", version=version)


def agree(what: str, *values: Any) -> None:  # Any: whatever two places say
    """Refuse a package whose places contradict each other. Raises ``PackageRefused``."""
    if any(value != values[0] for value in values):
        raise PackageRefused("identity", what=what)


def _number_text(number: int | None) -> str:
    return "" if number is None else str(number)


def _need(fields: Mapping[str, str], label: str, pattern: re.Pattern[str]) -> str:
    value = fields.get(label, "")
    if not pattern.fullmatch(value):
        raise PackageRefused("bag-info", what=f"{label}: {value}")
    return value


def _need_day(fields: Mapping[str, str], label: str) -> str:
    value = _need(fields, label, re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"))
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise PackageRefused("bag-info", what=f"{label}: {value}") from error
    return value


def _number(fields: Mapping[str, str], label: str) -> int | None:
    return int(_need(fields, label, _NUMBER)) if label in fields else None
