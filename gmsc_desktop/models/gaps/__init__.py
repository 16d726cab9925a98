"""What is still open between the planning document and the initiatives, seen from both sides."""

from __future__ import annotations

from gmsc_desktop.models.gaps.gap import GROUPS, Gap, group_name
from gmsc_desktop.models.gaps.money import CeilingLine, ceiling_lines
from gmsc_desktop.models.gaps.report import GapReport, gap_report

__all__ = ["GROUPS", "CeilingLine", "Gap", "GapReport", "ceiling_lines", "gap_report", "group_name"]
