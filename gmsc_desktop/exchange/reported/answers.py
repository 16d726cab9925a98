"""What a person has said about a report, beside what is said about any table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gmsc_desktop.exchange.tabular.answers import TableAnswers

YEAR, FIGURES_ARE, DIMENSION = "year", "figures", "dimension"
CUMULATIVE, OF_EACH = "cumulative", "each"
STATUSES, PROPOSED = "statuses", "figures"  # whether statuses that are not told follow from the figures
INITIATIVE, STATUS = "initiative ", "status "  # before what is asked about


@dataclass(frozen=True)
class ReportAnswers(TableAnswers):
    """``more`` has the answers by what was asked: the year, the initiative that a row means, …"""

    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The year of a table that names none."""
        told = self.more.get(YEAR, "")
        return int(told) if told.isdecimal() and len(told) == 4 else None

    def about(self, prefix: str) -> dict[str, str]:
        """The answers about many things of one kind, by the thing."""
        return {what.removeprefix(prefix): answer for what, answer in self.more.items() if what.startswith(prefix)}
