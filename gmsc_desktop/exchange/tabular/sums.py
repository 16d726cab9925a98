"""Sums as a table prints them beside what its rows come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.text import _
from gmsc_desktop.values import format_rupiah

END = "end"  # stands beside the years: the condition at the end of the period
Money = dict[int | str, Decimal]  # by year, exactly, in Rupiah


def whole(amount: Decimal) -> int:
    """Whole Rupiah, half up."""
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A total as it is printed beside what the rows come to, in whole Rupiah; ``year`` 0 is the end of the period."""

    label: str
    place: Place
    year: int
    printed: int
    computed: int

    @property
    def agrees(self) -> bool:
        """Within what rounding each row can make."""
        return abs(self.printed - self.computed) <= 2


def sum_notices(checks: Sequence[SumCheck]) -> list[Notice]:
    """A doubt for each total that does not agree."""
    made = []
    for check in checks:
        if not check.agrees:
            sentence = _(
                "Jumlah “{label}” tahun {year} tercetak {printed}, sedangkan barisnya berjumlah {computed}; "
                "selisih {difference}."
            )
            told = sentence.format(
                label=check.label[:60],
                year=check.year or _("akhir"),
                printed=format_rupiah(check.printed),
                computed=format_rupiah(check.computed),
                difference=format_rupiah(abs(check.printed - check.computed)),
            )
            made.append(Notice("sum", told, check.place, doubt=True))
    return made
