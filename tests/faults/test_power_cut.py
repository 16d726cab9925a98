"""G2: the power goes at any moment; what was told to be saved is there, and nothing is broken."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, document_file
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME
from tests.faults.disk import Disk, lay_out
from tests.faults.gates import amount, count
from tests.faults.layer import Layer, Operation
from tests.faults.script import AUTHOR, Acknowledged, Person, colleague, digest, make_plan
from tests.models.plans import foreign_keys_are_whole, heads_are_right

RUNS, STATES, STEPS = amount(1, 20), amount(60, 260), amount(30, 60)
NOTHING = Acknowledged("")


@dataclass
class Session:
    """What one person did to a data folder, and how the drive was before."""

    plan_id: str
    disk: Disk
    log: list[Operation]

    @property
    def told(self) -> list[Acknowledged]:
        return [NOTHING, *(entry[1] for entry in self.log if entry[0] == "ack")]


def session(folder: Path, seed: int, steps: int = STEPS) -> Session:
    """Record a session that begins with the making of the plan."""
    plan_id = make_plan(folder / "sebelum")
    foreign = colleague(plan_id)
    data = folder / "data"
    data.mkdir()
    (folder / "sumber").mkdir()
    disk = Disk(data)
    with Layer(data, records=True) as layer:
        make_plan(data)
        person = Person(plan_id, random.Random(seed), lambda told: layer.note("ack", told), folder / "sumber", foreign)
        person.work(steps)
    return Session(plan_id, disk, layer.log)


def states(played: Session, rng: random.Random, wanted: int) -> list[tuple[int, dict[str, bytes | None]]]:
    """So many moments at which the power goes: how many steps were told to be safe, and what the drive holds then."""
    moments = set(rng.sample(range(len(played.log)), min(wanted, len(played.log))))
    extra = wanted - len(moments)
    found, told = [], 0
    for i, entry in enumerate(played.log):
        if entry[0] == "ack":
            told += 1
        else:
            played.disk.do(entry)
        for _again in range((i in moments) + (extra * (i in moments) // max(1, len(moments)))):
            found.append((told, played.disk.after_power_cut(rng)))
    return found


def judge(played: Session, told: int, state: dict[str, bytes | None], target: Path) -> list[str]:
    """What is wrong with a state; nothing where all is well."""
    shutil.rmtree(target, ignore_errors=True)
    lay_out(state, played.disk.root, target)
    promised = played.told[told]
    faults = [f"lost: {fault}" for fault in missing(promised.files, played.disk.root, target)]
    folder = target / "plans" / played.plan_id
    if not (folder / FILE_NAME).exists():
        return [*faults, "lost: the plan"] if promised.digest else faults
    allowed = {entry.digest for entry in played.told[told : told + 2]}
    try:
        with Document.open(folder, AUTHOR) as document:
            if document.raw.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                faults.append("corrupt: pages")
            if not (heads_are_right(document) and foreign_keys_are_whole(document)):
                faults.append("corrupt: history")
            if digest(document.raw) not in allowed:
                faults.append("lost: a change that was told to be saved")
    except UserFacingError as error:
        faults.append(f"corrupt: {error.sentence}")
    return faults


def missing(files: dict[str, str], root: Path, target: Path) -> list[str]:
    """The files that were told to be safe and are not there as they were."""
    faults = []
    for name, sha256 in files.items():
        place = target / Path(name).relative_to(root)
        if not place.exists():
            faults.append(f"{place.parent.name}/{place.name}")
        elif attachments.digest_of_file(place) != sha256:
            faults.append(f"content of {place.parent.name}/{place.name}")
    return faults


def faults_of(played: Session, seed: int, wanted: int, target: Path) -> tuple[int, Counter[str]]:
    found: Counter[str] = Counter()
    chosen = states(played, random.Random(seed), wanted)
    for told, state in chosen:
        found.update(judge(played, told, state, target))
    return len(chosen), found


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_power_cut_loses_nothing_that_was_told_to_be_saved(seed: int, fast: Path) -> None:
    played = session(fast, seed)
    tried, found = faults_of(played, seed, STATES, fast / "sesudah")
    lost = sum(number for fault, number in found.items() if fault.startswith("lost"))
    count("G2", states=tried, lost=lost, bad=found.total() - lost)
    assert not found
    assert tried >= STATES


def _normal(monkeypatch: pytest.MonkeyPatch) -> None:
    pragmas = tuple((name, 1 if name == "synchronous" else value) for name, value in document_file.PRAGMAS)
    monkeypatch.setattr(document_file, "PRAGMAS", pragmas)


def _names_not_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmsc_desktop.platform_files.durable.fsync_folder", lambda folder: None)


def _files_not_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmsc_desktop.platform_files.fsync_file", lambda file: None)


@pytest.mark.parametrize("breakage", [_normal, _names_not_synced, _files_not_synced])
def test_the_simulation_sees_what_is_not_safe(
    breakage: Callable[[pytest.MonkeyPatch], None], fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each guard is taken away in turn: the drive that drops and tears must then lose something."""
    breakage(monkeypatch)
    played = session(fast, 1, steps=20)
    _tried, found = faults_of(played, 1, 60, fast / "sesudah")
    assert any(fault.startswith("lost") for fault in found)


def test_a_folder_that_was_renamed_takes_its_files_along(fast: Path) -> None:
    (fast / "data").mkdir()
    disk = Disk(fast / "data")
    old, new = f"{fast}/data/lama", f"{fast}/data/baru"
    for operation in (
        ("mkdir", old, 0, b""),
        ("create", f"{old}/isi", 0, b""),
        ("write", f"{old}/isi", 0, b"isi"),
        ("sync", f"{old}/isi", 0, b""),
        ("syncdir", old, 0, b""),
        ("rename", old, 0, new),
        ("syncdir", f"{fast}/data", 0, b""),
    ):
        disk.do(operation)
    assert disk.after_power_cut(random.Random(1)) == disk.after_kill()
    assert disk.after_kill() == {f"{fast}/data": None, new: None, f"{new}/isi": b"isi"}
