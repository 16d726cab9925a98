"""``setempat.json`` of a backup: what a plan has beside its history; written whole, read only when all of it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from gmsc_desktop.models.beside import Beside, ContactRow, DraftRow, Numbers, Outgoing
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package import strict_json
from gmsc_desktop.package.identity import check_format
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.values import is_stored_year

FILE = "setempat.json"
FORMAT, VERSION = "gmsc-setempat", "1.0"
LARGEST = 8 * 1024 * 1024  # bytes of the file; what left first is left out before a backup grows beyond it
LARGEST_NUMBER = 99_999  # a sequence or a round; far below what ``bag-info.txt`` has room for
KINDS = ("telepon", "surel")
LONGEST_CONTACT = 120  # characters, as in ``models.contacts``

_ROOM = LARGEST - 256 * 1024  # for the rows; the rest is for the header
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PLACE = re.compile(r"[!-~]{1,200}")  # table, record and column of an unread text, as the window names them
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_HASH = re.compile(r"(?:[0-9a-f]{64}|[0-9a-f]{128})?")
_SEAL = re.compile(r"(?:[0-9a-f]{128})?")
_LARGEST_SIZE = 2**53
_HEADER = {"format", "version", "plan_id", "numbers", "left_out", "contacts", "drafts", "outgoing"}

Row = TypeVar("Row", ContactRow, DraftRow, Outgoing)


def beside_text(beside: Beside, plan_id: str) -> bytes:
    """The file, one entry a line: contacts and unread texts first; of what left, the newest that there is room for."""
    room = _Room(_ROOM)
    lists = {name: list(room.fill(rows)) for name, rows in _lists(beside)}
    header = {
        "format": FORMAT,
        "version": VERSION,
        "plan_id": plan_id,
        "numbers": asdict(beside.numbers),
        "left_out": beside.left_out + room.left_out,
    }
    text = json.dumps(header, ensure_ascii=False, indent=1)[:-2]
    for name, lines in lists.items():
        inside = ",\n  ".join(lines)
        text += f',\n "{name}": [' + (f"\n  {inside}\n ]" if lines else "]")
    return f"{text}\n}}\n".encode()


def _lists(beside: Beside) -> Iterator[tuple[str, Iterable[ContactRow | DraftRow | Outgoing]]]:
    yield "contacts", beside.contacts
    yield "drafts", beside.drafts
    yield "outgoing", beside.outgoing


class _Room:
    """How much of a file is left."""

    def __init__(self, room: int) -> None:
        self._room = room
        self.left_out = 0

    def fill(self, rows: Iterable[ContactRow | DraftRow | Outgoing]) -> Iterator[str]:
        for row in rows:
            line = json.dumps(asdict(row), ensure_ascii=False)
            self._room -= len(line.encode()) + 8
            if self._room < 0 or len(line) > strict_json.LONGEST_TEXT:
                self.left_out += 1
            else:
                yield line


def read_beside(data: bytes, plan_id: str) -> Beside:
    """What the file says. Raises ``PackageRefused`` unless every value is one that a plan could have.

    What a newer minor version has added is passed over; in this version nothing else may stand there.
    """
    content = strict_json.load(data, FILE)
    if not isinstance(content, dict) or content.get("format") != FORMAT or not isinstance(content.get("version"), str):
        _refuse("format")
    check_format(content["version"])
    if content.get("plan_id") != plan_id:
        raise PackageRefused("identity", what="plan_id")
    strict = content["version"] == VERSION
    if not content.keys() >= _HEADER or (strict and content.keys() != _HEADER):
        _refuse("setempat")
    contacts = [_contact(row) for row in _rows(content, "contacts", ContactRow, strict)]
    if len({(one.person_id, one.kind) for one in contacts}) != len(contacts):
        _refuse("contacts")
    drafts = [_draft(row) for row in _rows(content, "drafts", DraftRow, strict)]
    if len({(one.record_table, one.record_id, one.field) for one in drafts}) != len(drafts):
        _refuse("drafts")
    outgoing = [_entry(row) for row in _rows(content, "outgoing", Outgoing, strict)]
    if len({one.id for one in outgoing}) != len(outgoing):
        _refuse("outgoing")
    left_out = _number(content["left_out"], "left_out", 10**9)
    return Beside(tuple(contacts), tuple(drafts), tuple(outgoing), _numbers(content["numbers"]), left_out)


def check_persons(beside: Beside, snapshot: Snapshot) -> None:
    """Refuse contacts of persons who are not in the plan. Raises ``PackageRefused``."""
    here = {row.id for row in snapshot.rows("person")}
    for one in beside.contacts:
        if one.person_id not in here:
            raise PackageRefused("reference", where=f"{FILE}: contacts ({one.person_id})")


def with_itself(beside: Beside, package_id: str, **known: Any) -> Beside:  # Any: values of an Outgoing
    """What the backup says of itself in the list, with what was not known before it was written."""
    return replace(
        beside, outgoing=tuple(replace(one, **known) if one.id == package_id else one for one in beside.outgoing)
    )


def _rows(content: dict[str, Any], name: str, kind: type[Row], strict: bool) -> Iterator[Row]:
    rows = content[name]
    wanted = {one.name: int if one.type == "int" else str for one in fields(kind)}
    if not isinstance(rows, list):
        _refuse(name)
    for number, row in enumerate(rows):
        if not isinstance(row, dict) or not row.keys() >= wanted.keys() or (strict and row.keys() != wanted.keys()):
            _refuse(f"{name}[{number}]")
        if any(type(row[key]) is not wanted_type for key, wanted_type in wanted.items()):
            _refuse(f"{name}[{number}]")
        yield kind(**{key: row[key] for key in wanted})


def _contact(row: ContactRow) -> ContactRow:
    plain = " ".join(row.value.split())
    good = row.kind in KINDS and row.value and row.value == plain and len(plain) <= LONGEST_CONTACT
    if not (good and _ID.fullmatch(row.person_id)):
        _refuse("contacts")
    return row


def _draft(row: DraftRow) -> DraftRow:
    if not all(map(_PLACE.fullmatch, (row.record_table, row.record_id, row.field))):
        _refuse("drafts")
    return row


def _entry(row: Outgoing) -> Outgoing:
    where = f"outgoing ({row.id})"
    codes = all(_CODE.fullmatch(code) for code in (row.kind, *filter(None, (row.stage, row.contents))))
    if not (codes and _ID.fullmatch(row.id) and _HASH.fullmatch(row.digest) and _SEAL.fullmatch(row.seal_hash)):
        _refuse(where)
    for number in (row.round, row.sequence):
        _number(number, where, LARGEST_NUMBER)
    for number in (row.size, row.contacts, row.masked):
        _number(number, where, _LARGEST_SIZE)
    try:
        moment = datetime.fromisoformat(row.made_at)
    except ValueError:
        _refuse(where)
    if not (is_stored_year(moment.year) and moment.tzinfo is not None and len(row.made_at) <= 40):
        _refuse(where)
    return row


def _numbers(value: Any) -> Numbers:
    if not isinstance(value, dict) or value.keys() != {"sequence", "seal", "rounds"}:
        _refuse("numbers")
    seal, rounds = value["seal"], value["rounds"]
    if not (isinstance(seal, str) and _SEAL.fullmatch(seal) and isinstance(rounds, dict)):
        _refuse("numbers")
    for stage, number in rounds.items():
        if not _CODE.fullmatch(stage):
            _refuse("numbers")
        _number(number, "numbers", LARGEST_NUMBER)
    return Numbers(_number(value["sequence"], "numbers", LARGEST_NUMBER), seal, rounds)


def _number(value: Any, where: str, largest: int) -> int:
    if type(value) is not int or not 0 <= value <= largest:
        _refuse(where)
    return value


def _refuse(where: str) -> NoReturn:
    raise PackageRefused("beside", where=where)
