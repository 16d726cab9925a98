"""G8: mutants of good packages of every kind, each refused with a sentence or taken with what it lists and no more.

Most are judged many in one process; some hundreds go the whole way that a person's file goes, a child for each.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, WORKING_COPY
from gmsc_desktop.package.read import open_package
from tests.faults.gates import FULL, amount, count
from tests.package import measured_child
from tests.package.damages import DAMAGES
from tests.package.forgers import FORGERS, forgers_of
from tests.package.packages import Forgery, unzip, written

REPOSITORY = Path(__file__).parents[2]
KINDS = (SUBMISSION, WORKING_COPY, BACKUP)
SEEDS = range(amount(1, 4))
EACH = {
    SUBMISSION: amount(10, 140),
    WORKING_COPY: amount(3, 120),
    BACKUP: amount(2, 120),
}  # by each of the damages and forgers
OPENED = amount(3, 110)  # of each kind


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_mutant_is_taken_with_another_content(kind: str, seed: int) -> None:
    command = [sys.executable, "-m", "tests.faults.mutants_child", kind, str(seed), str(EACH[kind])]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    made = sum(found["made"].values())
    bad = {what: sum(fault.startswith(what) for fault in found["faults"]) for what in ("other", "outside", "unhandled")}
    mutants = {f"mutants_{kind.replace('-', '_')}": made}
    count("G8", **mutants, **bad, seconds=found["seconds"], megabytes=found["megabytes"])
    assert found["faults"] == []
    assert len(found["made"]) == len(DAMAGES) + len(forgers_of(kind))
    assert found["told"]["taken"] > made / 20, "nothing that is taken was judged"
    assert found["megabytes"] < 256
    if FULL:
        assert found["seconds"] < 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_way_into_the_program(kind: str, fast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages with evidence, a child for each: its memory, its time, and every folder beside the one it may fill."""
    good = written(fast, kind).path
    data, same, dice = good.read_bytes(), unzip(good), random.Random(kind)
    hands = [*DAMAGES, *forgers_of(kind)]
    peak, place = fast / "puncak.txt", fast / "masuk"
    monkeypatch.setattr(
        "gmsc_desktop.worker.parent.program", lambda: [sys.executable, measured_child.__file__, str(peak)]
    )
    place.mkdir()
    for number in range(OPENED):
        name = hands[number % len(hands)] if FULL else dice.choice(hands)
        forged = FORGERS[name](Forgery(dict(same)), dice) if name in FORGERS else None
        path = place / "paket.zip"
        path.write_bytes(forged.zipped() if forged else DAMAGES[name](data, dice))
        before, began = set(fast.rglob("*")), _processor()
        other = 0
        try:
            with open_package(path, scratch=fast / "kerja", keys=fast / "kunci") as opened:
                content = {
                    found.relative_to(opened.folder).as_posix(): found.read_bytes()
                    for found in opened.folder.rglob("*")
                    if found.is_file()
                }
            other = int(content != (forged.files if forged else same))
        except UserFacingError as told:
            other = int(not (told.sentence and told.next_step))
        seconds, megabytes = _processor() - began, int(peak.read_text("ascii")) / 1024
        outside = len(set(fast.rglob("*")) - before - {peak, fast / "kerja"})
        count("G8", opened=1, other=other, outside=outside, seconds=seconds, megabytes=megabytes)
        assert (other, outside) == (0, 0), name
        assert megabytes < 256
        if FULL:
            assert seconds < 2


def _processor() -> float:
    """Seconds of the processor that this process and its children have taken."""
    ours, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime
