"""Reads one package after another as the program does, and holds what came of each against what it was made of.

Whatever is not a refusal with a sentence and a next step, or exactly the content that was listed, is a fault.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from gmsc_desktop.desk.packages import band, described
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import library
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.checks.rules import check
from gmsc_desktop.models.differences import between
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.outgoing import read_numbers
from gmsc_desktop.models.parting import parted
from gmsc_desktop.package.examine import Examined, examine
from gmsc_desktop.package.history_lines import read_history
from gmsc_desktop.package.identity import SUBMISSION
from gmsc_desktop.package.keys import SealState
from tests.models.plans import foreign_keys_are_whole, heads_are_right, memory_document
from tests.package.packages import plan_and_history

TODAY = date(2026, 11, 21)
CHANGES = {  # what changes a folder: where the path stands among the event's arguments
    "os.mkdir": 0, "os.remove": 0, "os.rename": 1, "os.rmdir": 0, "os.truncate": 0, "os.symlink": 1, "os.link": 1,
    "os.chmod": 0,
}  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass
class Judge:
    """``root`` is an empty folder of its own; whatever is written beside ``root/isi`` while reading is a fault.

    What is taken and is not ``good`` is also told, checked, compared, made a plan of and merged, as a person would.
    """

    root: Path
    good: Mapping[str, bytes]
    told: Counter[str] = field(default_factory=Counter)  # by what came of the package
    faults: list[str] = field(default_factory=list)
    seconds: float = 0  # of the processor, that the slowest took
    _inside: str = ""

    def __post_init__(self) -> None:
        sys.addaudithook(self._watch)
        self._path, self._into = self.root / "masuk" / "paket.zip", self.root / "isi"
        self._path.parent.mkdir()

    def judge(self, name: str, mutant: bytes, content: Mapping[str, bytes]) -> None:
        """``content`` are the files that a package with these bytes may hold if it is taken, by name."""
        shutil.rmtree(self._into, ignore_errors=True)
        self._into.mkdir()
        self._path.write_bytes(mutant)
        began = time.process_time()
        try:
            self._inside = str(self._into)
            found = examine(self._path, into=self._into)
            self._inside = ""
            self.told["taken"] += 1
            self._hold(name, found, content)
        except UserFacingError as refused:
            self._refused(name, refused)
        except Exception as error:  # whatever a stranger's file brings the program to
            self.faults.append(f"unhandled: {name}: {_where(error)}")
        finally:
            self._inside = ""
        self.seconds = max(self.seconds, time.process_time() - began)

    def _refused(self, name: str, refused: UserFacingError) -> None:
        self.told[getattr(refused, "reason", type(refused).__name__)] += 1
        if not refused.sentence or not refused.next_step:
            self.faults.append(f"unhandled: {name}: refused without a word: {refused!r}")

    def _hold(self, name: str, found: Examined, content: Mapping[str, bytes]) -> None:
        unpacked = {
            path.relative_to(self._into).as_posix(): path.read_bytes()
            for path in self._into.rglob("*")
            if path.is_file()
        }
        if unpacked != content:
            different = sorted(set(unpacked.items()) ^ set(content.items()))
            self.faults.append(f"other: {name}: {[one[0] for one in different][:4]}")
        elif unpacked != self.good:  # another plan than the good one, whose way on is known
            self._go_on(name, found)

    def _go_on(self, name: str, found: Examined) -> None:
        snapshot, who = found.content.snapshot, found.bag.identity
        described(who, SealState.NEW)
        band(who)
        check(snapshot, "final", year=TODAY.year, today=TODAY)
        between(plan_and_history()[0], snapshot)
        if who.kind != SUBMISSION:
            with (self._into / "data" / "riwayat.jsonl").open("rb") as file:
                history = read_history(file)
            self._on_a_plan(lambda plan: _fill(plan, found, history), whole=False)
            self._on_a_plan(lambda plan: plan.merge(history, "Gabung"))
            with _plan() as plan, plan.freeze() as frozen:
                parted(frozen, history, snapshot)

    def _on_a_plan(self, work: Callable[[Document], object], *, whole: bool = True) -> None:
        """A plan that knows the beginning of the good history, or nothing, takes the rest from a stranger."""
        with _plan() if whole else memory_document() as plan:
            try:
                work(plan)
            except UserFacingError as told:
                self.told[f"then {type(told).__name__}"] += 1
                return
            self.told["then taken over"] += 1
            if not (foreign_keys_are_whole(plan) and heads_are_right(plan)):
                self.faults.append("other: what was taken over does not hold together")
            plan.snapshot()

    def _watch(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._inside:
            return
        path: object = None
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            path = arguments[0]
        elif event in CHANGES:
            path = arguments[CHANGES[event]]
        if isinstance(path, str | bytes | os.PathLike):
            real = os.path.realpath(os.fsdecode(path))
            if real != self._inside and not real.startswith(self._inside + os.sep):
                self.faults.append(f"outside: {event} {real}")


def _fill(plan: Document, found: Examined, history: HistoryExport) -> None:
    """Make a plan of it; the numbers that it goes on from fit into the next package, and contacts have a person."""
    content = found.content
    library.fill_from(plan, found.bag.identity.plan_id, history, content.snapshot, content.beside)
    numbers = read_numbers(plan.raw)
    assert max(numbers.sequence, *numbers.rounds.values(), 0) < 999_999
    orphans = "SELECT count(*) FROM contact WHERE person_id NOT IN (SELECT id FROM person)"
    assert plan.raw.execute(orphans).fetchone() == (0,)


def _plan() -> Document:
    """The sample plan as it stood after its first change set."""
    return memory_document(image=_beginning())


@cache
def _beginning() -> bytes:
    history = plan_and_history()[1]
    with memory_document() as plan:
        plan.merge(replace(history, changes=history.changes[:1]), "Mulai")
        return plan.raw.serialize()


def _where(error: Exception) -> str:
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "gmsc_desktop" in frame.filename]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__} at {place}: {str(error)[:100]}"
