"""Initiatives and offices that a table names and the plan does not have: proposed as new, marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gmsc_desktop.models.intake.agencies import KnownAgencies, is_many, plain_name
from gmsc_desktop.models.intake.known import LIKE, Found, KnownInitiatives, compared_code, compared_title
from gmsc_desktop.models.intake.wanted import Told, Wanted, fitted
from gmsc_desktop.models.records import Agency
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.text import _


@dataclass(frozen=True)
class Named:
    """An initiative as a row names it; ``facts`` are further values by column for one that is new."""

    row: str
    title: str
    code: str = ""
    dimension: str = ""
    agencies: tuple[str, ...] = ()
    facts: Mapping[str, Json] | None = None

    @property
    def key(self) -> str:
        """What tells it from the others of the table; an answer about it has this key."""
        return compared_title(self.title) or compared_code(self.code)


ADD, LEAVE = "new", "leave"  # answers about an initiative that is not known; any other is the id of one of the plan


class Newcomers:
    """Finds the initiative of each row, and keeps those that are to be made.

    ``answers`` are by ``Named.key``; ``add`` says that what is not known is new, ``dimension`` is that of a new one
    whose row names none.
    """

    def __init__(
        self, snapshot: Snapshot, answers: Mapping[str, str], *, add: bool = False, dimension: str = ""
    ) -> None:
        self.known = KnownInitiatives(snapshot)
        self._answers = answers
        self._add = add
        self._dimension = dimension
        self._agencies = KnownAgencies(snapshot.all(Agency))
        self._new: dict[str, Wanted] = {}
        self._offices: dict[str, Wanted] = {}
        self.unknown: dict[str, tuple[Named, Found]] = {}
        self.homeless: list[Named] = []  # new ones without a dimension
        self.told: list[Told] = []
        self._said: set[str] = set()

    @property
    def wanted(self) -> Iterator[Wanted]:
        """What is to be made, offices first."""
        yield from self._offices.values()
        yield from self._new.values()

    def answer(self, key: str) -> str:
        """What was answered about an initiative, "" where nothing was."""
        return self._answers.get(key, "")

    def find(self, named: Named) -> str:
        """The id of the initiative, that of one of ``wanted``, or "" where the row is not taken, which is told."""
        answer = self._answers.get(named.key, "")
        if answer in self.known.titles:
            return answer
        as_stored = fitted("initiative", {"title": named.title}).get("title")
        found = self.known.find(named.code, str(as_stored or ""))
        if answer not in {ADD, LEAVE} and found.id:
            self._tell_how(named, found)
            return found.id
        if found.id and answer == LEAVE:
            return ""
        if named.key not in self.unknown:
            self.unknown[named.key] = (named, found)
        if answer == ADD or (self._add and answer != LEAVE):
            return self._made(named)
        if answer != LEAVE:
            sentence = _(
                "Inisiatif “{title}” tidak ditemukan di rencana, sehingga barisnya tidak diambil. Pilih "
                "inisiatifnya, atau tambahkan sebagai inisiatif baru."
            )
            self._tell(named, "unknown", sentence.format(title=named.title[:80]))
        return ""

    def _tell(self, named: Named, kind: str, sentence: str, *, doubt: bool = True) -> None:
        if named.key not in self._said:
            self._said.add(named.key)
            self.told.append(Told(kind, sentence, named.row, doubt))

    def _tell_how(self, named: Named, found: Found) -> None:
        words = {"title": named.title[:80], "own": self.known.titles[found.id][:80], "code": self.known.codes[found.id]}
        if found.how == "alike":
            sentence = _("“{title}” dianggap inisiatif “{own}” karena namanya {percent} % mirip. Periksa.")
            self._tell(named, "alike", sentence.format(percent=round(100 * found.likeness), **words))
        elif found.how == "short":
            sentence = _("“{title}” dianggap inisiatif “{own}”, yang memuat nama itu. Periksa.")
            self._tell(named, "alike", sentence.format(**words))
        elif found.how == "code" and found.likeness < LIKE and not self._is_part(named.title, found.id):
            sentence = _("“{title}” berkode {code}, yang di rencana bernama “{own}”; dicatat pada kode itu. Periksa.")
            self._tell(named, "strange-code", sentence.format(**words))

    def _is_part(self, title: str, id_: str) -> bool:
        """Whether a title says the other one in fewer words, or in more: "Parkir" of "Parkir Elektronik Terpadu"."""
        one, other = (set(compared_title(text).split()) for text in (title, self.known.titles[id_]))
        return one <= other or other <= one

    def _made(self, named: Named) -> str:
        there = self._new.get(named.key)
        if there is not None:
            return there.id
        dimension = named.dimension or self._dimension
        if not dimension:
            self.homeless.append(named)
        values: dict[str, Json] = {"title": named.title, "dimension": dimension or None, **(named.facts or {})}
        code = named.code if compared_code(named.code) else ""
        if code and code.casefold() not in {one.casefold() for one in self.known.codes.values()}:
            values["code"] = code
        if named.agencies and (office := self.office(named.agencies[0])):
            values["agency_id"] = office
        made = Wanted("initiative", f"new {named.key}", fitted("initiative", values), named.title)
        self._new[named.key] = made
        sentence = _("Inisiatif “{title}” belum ada di rencana dan akan ditambahkan.")
        self._tell(named, "new", sentence.format(title=named.title[:80]))
        return made.id

    def office(self, name: str) -> str:
        """The id of an office of the plan, or of one that is to be made; "" for a text that means many."""
        found = self._agencies.find(name)
        if found:
            return found
        if is_many(name):
            return ""
        plain = plain_name(name)
        if plain not in self._offices:
            self._offices[plain] = Wanted("agency", f"office {plain}", fitted("agency", {"name": name}), name)
        return self._offices[plain].id
