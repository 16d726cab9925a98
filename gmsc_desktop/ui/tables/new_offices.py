"""Offices that a pasted block names and the plan does not have: proposed, and made in the same change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gmsc_desktop.models.bodies import add_agency
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.intake.agencies import KnownAgencies, is_many, plain_name
from gmsc_desktop.models.records import Agency
from gmsc_desktop.models.snapshot import Snapshot


@dataclass
class NewOffices:
    """The offices that are missing, by their names as they are compared; ``taken`` says that they are to be made."""

    taken: bool = False
    named: dict[str, tuple[str, str]] = field(default_factory=dict)  # name as it is written, id to be
    _read: tuple[Snapshot, KnownAgencies] | None = None

    def find(self, snapshot: Snapshot, text: str) -> str:
        """The id of the office that a text means, among those to be made too; "" where it is refused."""
        if self._read is None or self._read[0] is not snapshot:
            self._read = (snapshot, KnownAgencies(snapshot.all(Agency)))
        known = self._read[1].find(text)
        if known or not _is_one(text):
            return known or ""
        _name, made = self.named.setdefault(plain_name(text), (" ".join(text.split()), new_id()))
        return made if self.taken else ""

    def works(self, texts: Iterable[str] | None = None) -> list[Callable[[Any], object]]:
        """What makes them, of ``texts`` alone where those are told; it stands before what names them."""
        if not self.taken:
            return []
        wanted = self.named.keys() if texts is None else {plain_name(text) for text in texts}
        return [
            partial(add_agency, name=name, record_id=id_) for key, (name, id_) in self.named.items() if key in wanted
        ]


def _is_one(text: str) -> bool:
    """Whether a text is the name of one office, as offices are named."""
    from gmsc_desktop.exchange.tabular.agencies import agencies_in, begins_as_agency  # only where one is missing

    return begins_as_agency(text) and len(agencies_in(text)) == 1 and not is_many(text)
