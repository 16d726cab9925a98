"""The names in the lists of the mapping panel, so that two equal ones are told apart in their rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from gmsc_desktop.models.records import Indicator, IndicatorMapping, Initiative, Programme, ProgrammeMapping
from gmsc_desktop.models.suggestions import Suggestion
from gmsc_desktop.text import _
from gmsc_desktop.ui.apart import words_apart
from gmsc_desktop.ui.editors import Option
from gmsc_desktop.ui.pages.mapping_rows import Link, target_name
from gmsc_desktop.ui.pages.mapping_suggest import SuggestionRow
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import named_apart

_SHORT = 12  # letters of an initiative that is there several times, before what it serves


def link_names(session: Session, links: Sequence[Link]) -> dict[str, str]:
    """What each link is called: its initiative, and what the initiative serves where it is there several times."""
    initiatives = {link.initiative.id: link.initiative for link in links}
    apart = words_apart(session.snapshot, session.pack, Initiative.TABLE, initiatives.values())
    times = Counter(link.initiative.id for link in links)
    made = {}
    for link in links:
        title = named_apart(link.initiative.title, apart.get(link.initiative.id, ""))
        if times[link.initiative.id] > 1:
            short = title if len(title) <= _SHORT else f"{title[: _SHORT - 1].rstrip()}…"
            title = _("{initiative} → {target}").format(initiative=short, target=link.target)
        made[link.id] = title
    return made


def target_options(session: Session, targets: Sequence[str]) -> list[Option]:
    """The indicators and programmes of a row; those of one name with their programme, code or place."""
    names = {target: target_name(session, target) for target in targets}
    same: dict[str, list[str]] = defaultdict(list)
    for target, name in names.items():
        same[name.casefold()].append(target)
    apart: dict[str, str] = {}
    for group in same.values():
        if len(group) > 1:
            apart |= _targets_apart(session, group)
    return [Option(target, named_apart(name, apart.get(target, ""))) for target, name in names.items()]


def _targets_apart(session: Session, group: Sequence[str]) -> dict[str, str]:
    words = {}
    for target in group:
        indicator = session.snapshot.get(Indicator, target)
        if indicator is None:
            programme = session.snapshot.get(Programme, target)
            words[target] = _("Program {code}").format(code=programme.code if programme is not None else "").strip()
        else:
            above = session.snapshot.get(Programme, indicator.programme_id)
            words[target] = _("Indikator {code}").format(code=above.code or above.name if above else "").strip()
    if len({*words.values()}) == len(words):
        return words
    return {target: f"{words[target]} ({place})" for place, target in enumerate(group, 1)}


def map_label(count: int) -> str:
    """How the change is called that maps so many pairs."""
    return (
        _("Petakan inisiatif") if count == 1 else _("Petakan {count} pasangan inisiatif dan RPJMD").format(count=count)
    )


def suggestion_rows(
    session: Session, found: Sequence[Suggestion], *, by_target: bool, one_target: bool = False
) -> list[SuggestionRow]:
    """Suggestions as they are shown: by the target of a known initiative, or by the initiative (with its target)."""
    snapshot, made = session.snapshot, []
    mapped = {(row.initiative_id, row.indicator_id) for row in snapshot.all(IndicatorMapping)}
    mapped |= {(row.initiative_id, row.programme_id) for row in snapshot.all(ProgrammeMapping)}
    for row in found:
        initiative, target = snapshot.get(Initiative, row.initiative_id), target_name(session, row.target_id)
        if initiative is None or not target or (row.initiative_id, row.target_id) in mapped:
            continue
        if by_target:
            kind = _("indikator") if snapshot.get(Indicator, row.target_id) is not None else _("program")
            made.append(SuggestionRow(row, _("{name} ({kind})").format(name=" ".join(target.split()), kind=kind)))
        else:
            words = _("{initiative} → {target}").format(initiative=initiative.title, target=target)
            made.append(SuggestionRow(row, initiative.title if one_target else words, initiative.dimension))
    return made
