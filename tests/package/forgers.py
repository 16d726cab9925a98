"""Attackers who know the format: the content is changed, and every list, count and seal is made anew to fit.

Nothing can tell such a package from an honest one by its sums; what it says must be read as if anything were possible.
"""

from __future__ import annotations

import base64
import copy
import json
import random
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gmsc_desktop.package.bag_text import manifest_text
from tests.package.damages import flips
from tests.package.packages import Forgery, sample_key

Json = Any
Path = tuple[Any, ...]  # keys and places, from the root
Forger = Callable[[Forgery, random.Random], Forgery]
PLAN, HISTORY, BESIDE = "data/rencana.json", "data/riwayat.jsonl", "data/setempat.json"
# fmt: off
VALUES: tuple[Json, ...] = (
    None, True, False, 0, 1, -1, 2, 7, 1900, 2025, 9999, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 2**63, 10**30,
    0.5, 2025.0, -0.0, 1e308, 5e-324,
    "", " ", "x", "x" * 5000, "kata " * 4000, "\0", "\u202e", "\ud800", "😀", "../x", "a/b\\c", "=1+1", "<b>x</b>",
    "{x}", "{0}", "%s", "%(x)s", "2025-02-29", "2025-02-30", "0000-00-00", "9999-12-31", "2025-13", "1e400", "NaN",
    "-1", "00000000-0000-4000-8000-000000000000", "bimtek-2", "SG", "draf", "rpjmd", "|||", "\n\n", "- a\n" * 300,
    [], {}, [[]], {"a": 1},
)
# fmt: on


def places(value: Json, path: Path = ()) -> Iterator[Path]:
    """Every place of a JSON value but the root."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key)
        yield from places(part, (*path, key))


def at(value: Json, path: Path) -> Json:
    """What stands at a place."""
    for key in path:
        value = value[key]
    return value


def mutate(value: Json, dice: random.Random) -> None:
    """One change somewhere in a JSON value that has places; what it becomes may or may not make sense."""
    every = list(places(value))
    if not every:
        return
    path = dice.choice(every)
    owner, key = at(value, path[:-1]), path[-1]
    how = dice.randrange(9)
    if how <= 2:
        owner[key] = copy.deepcopy(dice.choice(VALUES))
    elif how == 3:
        owner[key] = copy.deepcopy(at(value, dice.choice(every)))  # a value that is right somewhere else
    elif how == 4:
        del owner[key]
    elif how == 5 and isinstance(owner, list):
        owner.insert(dice.randrange(len(owner) + 1), copy.deepcopy(owner[key]))
    elif how == 5:
        owner[f"{key}_baru"] = owner.pop(key)
    elif how == 6 and isinstance(owner, list):
        dice.shuffle(owner)
    elif how == 6:
        owner["tambahan"] = copy.deepcopy(dice.choice(VALUES))
    elif isinstance(owner[key], str):
        owner[key] = flips(owner[key].encode("utf-8", "surrogatepass"), dice).decode("utf-8", "surrogateescape")
    elif isinstance(owner[key], int | float) and not isinstance(owner[key], bool):
        owner[key] += dice.choice((-1, 1, 1000, 2**40, -(2**40)))
    else:
        owner[key] = copy.deepcopy(dice.choice(VALUES))


def changes(dice: random.Random) -> range:
    return range(dice.choice((1, 1, 1, 2, 4)))


def text_of(value: Json) -> bytes:
    """JSON as Python writes it, halves of pairs and all."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def plan(forged: Forgery, dice: random.Random) -> Forgery:
    """The plan's tables and its header."""
    content = json.loads(forged.files[PLAN])
    target = (
        content
        if dice.random() < 0.1
        else content["tables"][dice.choice([n for n, r in content["tables"].items() if r])]
    )
    for _change in changes(dice):
        mutate(target, dice)
    forged.files[PLAN] = text_of(content)
    return forged.relist()


def rows(forged: Forgery, dice: random.Random) -> Forgery:
    """One value of one record at a time: what passes schemas most often."""
    content = json.loads(forged.files[PLAN])
    filled = [table for table in content["tables"].values() if table]
    for _change in changes(dice):
        row = dice.choice(dice.choice(filled))
        column = dice.choice(sorted(row))
        fitting = [value for value in VALUES if type(value) is type(row[column])] or list(VALUES)
        row[column] = dice.choice(fitting)
    forged.files[PLAN] = text_of(content)
    return forged.relist()


def text(forged: Forgery, dice: random.Random) -> Forgery:
    """Bits of the plan's or the history's text."""
    name = dice.choice([name for name in (PLAN, HISTORY) if name in forged.files])
    forged.files[name] = flips(forged.files[name], dice)
    return forged.relist()


def history(forged: Forgery, dice: random.Random) -> Forgery:
    """The record of change: its lines, rows, parents, and their order."""
    lines = [json.loads(line) for line in forged.files[HISTORY].splitlines()]
    for _change in changes(dice):
        how = dice.randrange(6)
        if how == 0:
            lines.insert(dice.randrange(len(lines) + 1), copy.deepcopy(dice.choice(lines)))
        elif how == 1 and len(lines) > 1:
            del lines[dice.randrange(len(lines))]
        elif how == 2:
            dice.shuffle(lines)
        else:
            mutate_line(dice.choice(lines), dice)
    forged.files[HISTORY] = b"".join(text_of(line).replace(b"\n", b" ") + b"\n" for line in lines)
    return forged.relist()


def mutate_line(line: Json, dice: random.Random) -> None:
    """A line of the history; a row of a change set as often as the rest."""
    change = line.get("change")
    found = change.get("ops") if isinstance(change, dict) else None
    if isinstance(found, list) and found and dice.random() < 0.7:
        row = dice.choice(found)
        if isinstance(row, list) and row:
            row[dice.randrange(len(row))] = copy.deepcopy(dice.choice([*VALUES, *dice.choice(found)]))
            return
    mutate(line, dice)


def beside(forged: Forgery, dice: random.Random) -> Forgery:
    """What a backup carries beside the history: contacts, unread texts, what left, numbers."""
    content = json.loads(forged.files[BESIDE])
    for _change in changes(dice):
        part = content[dice.choice(("contacts", "drafts", "outgoing", "numbers"))]
        mutate(content if dice.random() < 0.2 or not part else part, dice)
        if not {"contacts", "drafts", "outgoing", "numbers"} <= content.keys():
            break
    forged.files[BESIDE] = text_of(content)
    if dice.random() < 0.1:
        forged.files[BESIDE] = flips(forged.files[BESIDE], dice)
    return forged.relist()


def both(forged: Forgery, dice: random.Random) -> Forgery:
    """The same value in the plan and in its history: a forged plan whose history rebuilds it."""
    content = json.loads(forged.files[PLAN])
    lines = [json.loads(line) for line in forged.files[HISTORY].splitlines()]
    ops = [op for line in lines for op in line.get("change", {}).get("ops", ()) if not op[3].endswith(".*")]
    for _change in changes(dice):
        op = dice.choice(ops)
        table, column = op[3].split(".")
        wanted = [value for value in VALUES if type(value) is type(op[4])] or list(VALUES)
        value = dice.choice(wanted)
        for other in ops:
            if other[1] == op[1] and other[3] == op[3]:
                other[4] = value
        for row in content["tables"].get(table, ()):
            if row["id"] == op[1] and column in row:
                row[column] = bool(value) if isinstance(row[column], bool) else value
    forged.files[PLAN] = text_of(content)
    forged.files[HISTORY] = b"".join(text_of(line) + b"\n" for line in lines)
    return forged.relist()


def added(forged: Forgery, dice: random.Random) -> Forgery:
    """A change set of the attacker's own behind the others: any record, any field, any parents."""
    lines = [json.loads(line) for line in forged.files[HISTORY].splitlines()]
    sets = [line["change"] for line in lines if "change" in line]
    known = [(change["id"], op) for change in sets for op in change["ops"]]
    ops: list[Json] = []
    for number in range(dice.choice((1, 2, 5))):
        change, like = dice.choice(known)
        _i, record, table, key, value, _prev, _parents = like
        if dice.random() < 0.2:
            record = _some_id(dice)
        if dice.random() < 0.2:
            key = dice.choice((f"{table}.*", f"{table}.kelak", dice.choice(known)[1][3]))
        value = dice.choice((value, dice.choice(known)[1][4], dice.choice(VALUES), 0))
        other, op = dice.choice(known)
        prev = dice.choice((None, [change, like[0]], [change, like[0]], [other, op[0]]))
        parents = [[one, row[0]] for one, row in dice.sample(known, dice.choice((0, 0, 1, 3)))]
        ops.append([number, record, table, key, value, prev, parents])
    lines.append({"change": {**sets[-1], "id": _some_id(dice), "ops": ops}})
    forged.files[HISTORY] = b"".join(text_of(line) + b"\n" for line in lines)
    return forged.relist()


def _some_id(dice: random.Random) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def info(forged: Forgery, dice: random.Random) -> Forgery:
    """What the package says of itself."""
    lines = forged.files["bag-info.txt"].decode().splitlines()
    for _change in changes(dice):
        number = dice.randrange(len(lines)) if lines else 0
        label, _colon, value = lines[number].partition(": ") if lines else ("", "", "")
        how = dice.randrange(6)
        if how == 0 and lines:
            del lines[number]
        elif how == 1:
            lines.insert(number, dice.choice(lines) if lines else "")
        elif how == 2 and lines:
            dice.shuffle(lines)
        elif how == 3 and lines:
            lines[number] = flips(lines[number].encode(), dice).decode("utf-8", "replace")
        elif lines:
            other = dice.choice(lines).partition(": ")[2]
            lines[number] = (
                f"{label}: {dice.choice([str(one) for one in VALUES if one != chr(0xD800)] + [other, value * 2])}"
            )
    forged.files["bag-info.txt"] = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    return forged.reseal()


def seal(forged: Forgery, dice: random.Random) -> Forgery:
    """The seal's own words, signed anew."""
    from gmsc_desktop.package.seal import _sign

    content = json.loads(forged.files["segel.json"])
    for _change in changes(dice):
        mutate(content, dice)
    made = text_of(content)
    comment = forged.files["segel.json.minisig"].decode().splitlines()[2].removeprefix("trusted comment: ")
    if dice.random() < 0.2:
        comment = dice.choice(("", "GMSC", comment + " ", comment.replace("=", "=9"), "x" * 500))
    forged.files |= {"segel.json": made, "segel.json.minisig": _sign(made, comment, sample_key())}
    if dice.random() < 0.2:
        lines = forged.files["segel.json.minisig"].split(b"\n")
        lines[dice.randrange(len(lines))] = base64.b64encode(dice.randbytes(dice.choice((0, 32, 64, 74))))
        forged.files["segel.json.minisig"] = b"\n".join(lines)
    return forged.retag()


def lists(forged: Forgery, dice: random.Random) -> Forgery:
    """Payload files that come, go and are renamed, listed as they are; and lists that say something else."""
    names = sorted(name for name in forged.files if name.startswith("data/"))
    name, how = dice.choice(names), dice.randrange(5)
    if how == 0:
        del forged.files[name]
    elif how == 1:
        forged.files[_listed_name(dice)] = dice.randbytes(20)
    elif how == 2:
        forged.files[_listed_name(dice)] = forged.files.pop(name)
    elif how == 3:
        other = dice.choice(names)
        forged.files[name], forged.files[other] = forged.files[other], forged.files[name]
    forged.relist()
    if how == 4:
        digests = {line[130:]: line[:128] for line in forged.files["manifest-sha512.txt"].decode().splitlines()}
        digests[dice.choice([*names, _listed_name(dice)])] = dice.choice([*digests.values(), "0" * 128])
        forged.files["manifest-sha512.txt"] = manifest_text(digests)
        forged.reseal()
    return forged


def _listed_name(dice: random.Random) -> str:
    some = f"{dice.getrandbits(256):064x}"
    names = (
        f"bukti/{some[:2]}/{some}.jpg", f"bukti/aa/{some}.jpg", "tabel/lain.csv", "tabel/initiative.csv", "../x", "x",
        "dokumen/lain.pdf", "dokumen/lain.exe", "skema/rencana.schema.json", "index.html", "riwayat.jsonl",
        "setempat.json", "RENCANA.json",
    )  # fmt: skip
    return f"data/{dice.choice(names)}"


FORGERS: Mapping[str, Forger] = {
    forger.__name__: forger for forger in (plan, rows, text, history, beside, both, added, info, seal, lists)
}
OF_A_HISTORY = frozenset({"history", "both", "added"})


def forgers_of(kind: str) -> list[str]:
    """The forgers that have something to forge in packages of a kind."""
    without = OF_A_HISTORY if kind == "pengajuan" else frozenset()
    return sorted(FORGERS.keys() - without - (frozenset() if kind == "cadangan" else {"beside"}))
