"""What the demonstration leaves undone on purpose, so that the check page has something to show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing left undone: the rule that finds it, table and key of its line in resources/demo, and what it is."""

    rule: str
    table: str
    key: str
    what: str


# Held on 21 November 2026 against the year 2026: two musts at Bimtek II, five at Bimtek III.
DELIBERATE_GAPS: tuple[Gap, ...] = (
    Gap("6", "indicator", "i-bumdes", "no baseline"),
    Gap("6", "indicator", "i-iku", "no target for 2030"),
    Gap("7b", "objective", "s6", "mapped to a dimension, but served by no initiative"),
    Gap("14", "initiative", "SE-07", "no indicator"),
    Gap("14", "initiative", "SS-06", "no responsible office"),
    Gap("14", "initiative", "SV-08", "neither mapped to the RPJMD nor outside it with a reason"),
    Gap("15", "dimension", "SL", "no initiative of the short term"),
    Gap("15", "dimension", "SS", "no initiative of the short term"),
    Gap("16b", "initiative", "SE-07", "no budget"),
    Gap("16b", "initiative", "SS-06", "no budget"),
    Gap("16b", "initiative", "SV-06", "no budget"),
    Gap("16c", "initiative", "SG-05", "costs more in 2026 and 2027 than the ceiling of its programme"),
    Gap("21", "agency", "bpkd", "neither carries nor supports an initiative, and does not say why"),
    Gap("21", "agency", "kesbangpol", "neither carries nor supports an initiative, and does not say why"),
    Gap("24", "dimension", "SB", "its quick win of 2026 was stopped, none took its place"),
    Gap("27", "initiative", "SB-05", "no entry for the third quarter of 2026"),
    Gap("27", "initiative", "SE-05", "no entry for the third quarter of 2026"),
    Gap("27b", "initiative", "SG-03", "no evidence for 2026"),
    Gap("27b", "initiative", "SL-09", "no evidence for 2026"),
    Gap("29", "initiative", "SG-07", "no benefit for 2026"),
    Gap("29", "initiative", "SV-02", "no benefit for 2026"),
    Gap("30", "body", "forum", "has not met in 2026"),
    Gap("38b", "evidence", "l-sultan", "a link without the day on which it was seen"),
)
