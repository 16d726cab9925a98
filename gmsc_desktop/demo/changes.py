"""The demonstration as a district would have worked on it: portions in order, labelled as the history shows them."""

from __future__ import annotations

from collections.abc import Callable

from gmsc_desktop.demo.cells import Line
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

Portion = Callable[[Line], bool]

DIMENSIONS = {
    "SG": m("Isi inisiatif Smart Governance"),
    "SB": m("Isi inisiatif Smart Branding"),
    "SE": m("Isi inisiatif Smart Economy"),
    "SL": m("Isi inisiatif Smart Living"),
    "SS": m("Isi inisiatif Smart Society"),
    "SV": m("Isi inisiatif Smart Environment"),
}
_PROFILE = frozenset({"plan", "region", "head_of_region", "agency", "agency_succession"})
_BODIES = frozenset({"person", "legal_document", "body", "body_member"})
_LADDER = frozenset(
    {
        "planning_document", "mission", "goal", "objective", "strategy",
        "programme", "programme_agency", "indicator", "target", "ceiling",
    }
)  # fmt: skip
_AIMS = frozenset({"smart_mission", "smart_objective", "smart_objective_link", "objective_dimension", "dimension_plan"})
_MAPPINGS = frozenset({"indicator_mapping", "programme_mapping"})
_STEPS = frozenset({"action_step", "action_step_plan"})
_INITIATIVES = frozenset(
    {
        "initiative", "initiative_subdimension", "initiative_objective", "initiative_agency", "initiative_partner",
        "initiative_indicator", "initiative_target", "initiative_budget", "initiative_code", "alignment",
        "service_contact",
    }
)  # fmt: skip
_YEARLY = frozenset({"progress_year", "progress_entry", "progress_value", "benefit", "meeting", "year_closing"})
_EVIDENCE = frozenset({"original_document", "evidence", "evidence_link"})


def portions() -> list[tuple[str, Portion]]:
    """Labels in the chosen language, in working order, each with the test for the lines that belong to it."""
    return [
        (_("Isi profil daerah dan perangkat daerah"), _of(_PROFILE)),
        (_("Isi lembaga dan dokumen hukum"), _of(_BODIES)),
        (_("Isi RPD dan RPJMD"), _of(_LADDER)),
        (_("Isi misi dan sasaran smart city"), _of(_AIMS)),
        *((_(label), _initiatives_of(code)) for code, label in DIMENSIONS.items()),
        (_("Petakan inisiatif ke RPJMD"), _of(_MAPPINGS)),
        (_("Isi rencana aksi"), _of(_STEPS)),
        (_("Isi quick win"), _of(frozenset({"quick_win"}))),
        (_("Isi naskah rencana induk"), _of(frozenset({"section"}))),
        (_("Catat pelaksanaan tahun 2025"), _carried_out("2025")),
        (_("Catat pelaksanaan tahun 2026"), _carried_out("2026")),
        (_("Tambahkan bukti dukung dan dokumen asli"), _of(_EVIDENCE)),
    ]


def _of(tables: frozenset[str]) -> Portion:
    return lambda line: line.table in tables


def _initiatives_of(dimension: str) -> Portion:
    return lambda line: line.table in _INITIATIVES and line.key.startswith(f"{dimension}-")


def _carried_out(year: str) -> Portion:
    return lambda line: line.table in _YEARLY and _year(line) == year


def _year(line: Line) -> str:
    cells = line.cells
    if line.table == "progress_value":
        return cells["entry_id"].split("/")[1]
    return (cells.get("year") or cells.get("dated") or cells["held_on"])[:4]
