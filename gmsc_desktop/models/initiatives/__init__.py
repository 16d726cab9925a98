"""Initiatives (program smart city) and all that is planned for them: plain functions on a connection."""

from gmsc_desktop.models.initiatives.figures import add_indicator, set_budget, set_target
from gmsc_desktop.models.initiatives.initiative import (
    CONTACT_COLUMNS,
    add_initiative,
    add_partner,
    delete_initiative,
    hold_service_contact,
    next_code,
    set_code,
    set_horizon,
    set_service_contact,
    set_subdimensions,
    set_supporting_agencies,
    set_years,
)
from gmsc_desktop.models.initiatives.mapping import (
    map_pairs,
    map_to_indicator,
    map_to_programme,
    mark_inside,
    mark_outside,
    unmap,
    unmap_pairs,
)
from gmsc_desktop.models.initiatives.objectives import (
    add_objective,
    base_objective,
    link_objective,
    unbase_objective,
    unlink_objective,
)
from gmsc_desktop.models.initiatives.quick_wins import (
    STOPPED,
    add_quick_win,
    continue_quick_win,
    stop_quick_win,
    within_a_year,
)
from gmsc_desktop.models.initiatives.steps import add_step, plan_step_quarter

__all__ = [
    "CONTACT_COLUMNS",
    "STOPPED",
    "add_indicator",
    "add_initiative",
    "add_objective",
    "add_partner",
    "add_quick_win",
    "add_step",
    "base_objective",
    "continue_quick_win",
    "delete_initiative",
    "hold_service_contact",
    "link_objective",
    "map_pairs",
    "map_to_indicator",
    "map_to_programme",
    "mark_inside",
    "mark_outside",
    "next_code",
    "plan_step_quarter",
    "set_budget",
    "set_code",
    "set_horizon",
    "set_service_contact",
    "set_subdimensions",
    "set_supporting_agencies",
    "set_target",
    "set_years",
    "stop_quick_win",
    "unbase_objective",
    "unlink_objective",
    "unmap",
    "unmap_pairs",
    "within_a_year",
]
