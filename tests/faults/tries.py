"""Tries a scenario many times, each in a child of its own that fails or dies somewhere; run as a program by the tests.

``python -m tests.faults.tries SCENARIO SEED KIND=COUNT ...`` prints one JSON value: by kind how many tries there were,
and every fault with its count. Children are forked from this process, which has everything loaded and no threads.
"""

from __future__ import annotations

import errno
import io
import json
import os
import pickle
import random
import re
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, backups, history, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME
from gmsc_desktop.package.examine import examine
from tests.faults.layer import Layer, Trouble
from tests.faults.scenarios import SCENARIOS, Stage, Try, set_stage
from tests.faults.script import Acknowledged, digest, digest_of, use_data

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@dataclass
class Report:
    """What a child told before it ended: what was safe, and how it ended."""

    told: list[Acknowledged] = field(default_factory=list)
    count: int = 0
    struck: bool = False
    faults: list[str] = field(default_factory=list)
    said: str = ""  # the sentence that the person was told
    after: str = ""  # what the plan was after an error, once one more change was made
    killed: bool = False
    seconds: float = 0.0
    log: list[Any] = field(default_factory=list)


class _Pipe:
    """Tells the parent something that outlives the child."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._write = os.write

    def __call__(self, kind: str, value: object) -> None:
        data = pickle.dumps((kind, value))
        data = len(data).to_bytes(8, "big") + data
        while data:
            data = data[self._write(self._handle, data) :]


class Trials:
    """All tries of one scenario, in a folder that goes at the end."""

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        prepare, self.run = SCENARIOS[name]
        self.folder = Path(tempfile.mkdtemp(prefix="gmsc-uji-", dir=MEMORY))
        self.stage: Stage = set_stage(self.folder)
        self.stage.seed = seed
        prepare(self.stage)
        self.place = self.folder / "coba"
        self.dry = self.go(Trouble(), records=False)
        if self.dry.faults or self.dry.said:
            raise RuntimeError(f"{name} fails by itself: {self.dry}")
        file = self.stage.template / "data" / "plans" / self.stage.plan_id / FILE_NAME
        self.before = digest_of(file) if file.exists() else ""

    def close(self) -> None:
        self.stage.closing.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def go(self, trouble: Trouble, *, records: bool = False, after: float | None = None) -> Report:
        """One try from the beginning; ``after`` so many seconds the child is killed from outside."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.stage.template, self.place)
        reading, writing = os.pipe()
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._child(trouble, records, _Pipe(writing))
        os.close(writing)
        report = _listen(reading, child, after)
        _pid, status = os.waitpid(child, 0)
        report.killed = os.WIFSIGNALED(status)
        report.seconds = time.monotonic() - began
        if report.killed and os.WTERMSIG(status) != signal.SIGKILL:
            report.faults.append(f"unhandled: signal {os.WTERMSIG(status)}")
        return report

    def _child(self, trouble: Trouble, records: bool, pipe: _Pipe) -> None:
        """Do the scenario in this process, which never returns."""
        code = 0
        try:
            make_certain()
            use_data(self.place / "data")
            os.environ["TMPDIR"] = tempfile.tempdir = str(self.place / "keluar")
            one = Try(self.stage, self.place, lambda told: pipe("told", told))
            with Layer(self.place, trouble, records) as layer:
                try:
                    self._in_trouble(one, layer, pipe)
                finally:
                    pipe("end", (layer.count, layer.struck, layer.log))
        except BaseException:
            pipe("fault", "unhandled: " + traceback.format_exc(limit=-4))
            code = 1
        os._exit(code)

    def _in_trouble(self, one: Try, layer: Layer, pipe: _Pipe) -> None:
        def after_error(document: Document) -> None:
            layer.trouble = Trouble()
            for fault in screen_and_file(document, self.folder):
                pipe("fault", fault)
            pipe("after", digest(document.raw))

        one.after_error = after_error
        try:
            self.run(one)
        except UserFacingError as error:
            pipe("said", f"{error.sentence} {error.next_step}")
        except OSError as error:
            # What no layer above models turned into a sentence is told by the command line's and the window's last net.
            if error.errno not in {errno.EIO, errno.ENOSPC}:
                raise
            pipe("fault", "unhandled: " + traceback.format_exc(limit=-4))


def _listen(reading: int, child: int, after: float | None) -> Report:
    report, data = Report(), b""
    end = None if after is None else time.monotonic() + after
    with io.FileIO(reading) as pipe:
        while True:
            if end is not None and not select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                end = None
            piece = pipe.read(1 << 20)
            if not piece:
                return report
            data += piece
            while len(data) >= 8 and len(data) >= 8 + int.from_bytes(data[:8], "big"):
                size = int.from_bytes(data[:8], "big")
                _take(report, *pickle.loads(data[8 : 8 + size]))
                data = data[8 + size :]


def _take(report: Report, kind: str, value: Any) -> None:
    if kind == "told":
        report.told.append(value)
    elif kind == "end":
        report.count, report.struck, report.log = value
    elif kind in {"said", "after"}:
        setattr(report, kind, value)
    else:
        report.faults.append(value)


def make_certain() -> None:
    """The same ids and moments in every try, so that a try that ends early is the beginning of one that did not."""
    chance = random.Random(7)
    uuid.uuid4 = lambda: uuid.UUID(int=chance.getrandbits(128), version=4)
    history.now_utc = lambda: "2026-11-21T09:30:00+00:00"


# -- what is right afterwards


def screen_and_file(document: Document, scratch: Path) -> list[str]:
    """Whether what the open plan shows is what its file says, now and after one more change."""
    faults = []
    for again in (False, True):
        if again:
            with document.change("Ubah lagi") as db:
                db.exec_driver_sql("UPDATE region SET office_name='Kantor sesudahnya'")
        copy = Path(tempfile.mkdtemp(dir=scratch))
        with document.read():
            for name in (FILE_NAME, f"{FILE_NAME}-wal"):
                if (document.folder / name).exists():
                    shutil.copyfile(document.folder / name, copy / name)
            shown = digest(document.raw)
        raw = sqlite3.connect(copy / FILE_NAME)
        if digest(raw) != shown:
            faults.append("lost: the screen shows what the file does not say")
        raw.close()
    return faults


def judge(trials: Trials, report: Report) -> list[str]:
    """What is wrong in the place of a try that was killed or failed; also starts the application there once more."""
    place = trials.place
    faults = list(report.faults)
    dry = trials.dry.told
    allowed = {told.digest for told in dry[len(report.told) - 1 if report.told else 0 : len(report.told) + 1]}
    if len(report.told) <= 1:
        allowed.add(trials.before)  # ended before anything was told
    if not report.killed:
        allowed = {trials.before, dry[0].digest}  # opening brings an older plan on, and may fail after that
        if report.told:
            allowed = {report.after or dry[len(report.told) - 1].digest}
    promised = report.told[-1].files if report.told else {}
    for name, sha256 in promised.items():
        path = Path(name)
        if not path.exists() or (sha256 and attachments.digest_of_file(path) != sha256):
            faults.append(f"lost: {path.name}")
    faults += partial_files(place, {told.digest for told in dry} | {trials.before})
    faults += _next_start(trials, allowed)
    faults += leftovers(place / "data")
    return faults


def _next_start(trials: Trials, allowed: set[str]) -> list[str]:
    """Open the plan as the application does."""
    use_data(trials.place / "data")
    folder = library.plan_folder(trials.stage.plan_id)
    if not (folder / FILE_NAME).exists():
        library.list_plans()
        return [] if "" in allowed else ["lost: the plan"]
    faults = []
    try:
        with library.opened(trials.stage.plan_id) as document:
            found = digest(document.raw)
            if document.raw.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                faults.append("corrupt: integrity")
            if document.notices:
                faults.append(f"asked: {document.notices[0].sentence}")
    except UserFacingError as error:
        return [f"corrupt: {error.sentence}"]
    if found not in allowed:
        faults.append("lost: what was told to be saved" if found != trials.before else "lost: all")
    return faults


def partial_files(place: Path, known: set[str]) -> list[str]:
    """Files under their own name that are not whole."""
    faults = []
    for path in place.rglob("*"):
        if path.name.startswith(".~") or not path.is_file() or "gmsc-" in str(path.relative_to(place)):
            continue
        if path.parent.name == backups.FOLDER and path.suffix == backups.SUFFIX:
            good = digest_of(path) in known
        elif path.suffix in {".gmsc", ".zip"}:
            good = _is_whole(path)
        elif path.parent.parent.name == attachments_folder():
            good = path.parent.name == "tmp" or attachments.digest_of_file(path) == path.name
        else:
            continue
        if not good:
            faults.append(f"partial: {path.relative_to(place)}")
    return faults


def attachments_folder() -> str:
    """The name of the store."""
    from gmsc_desktop.models.attachments.store import FOLDER

    return FOLDER


def _is_whole(path: Path) -> bool:
    import zipfile

    try:
        if path.suffix == ".gmsc":
            examine(path)
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    except (UserFacingError, zipfile.BadZipFile):
        return False


def leftovers(data: Path) -> list[str]:
    """What an ended process left in the data folder and the next start did not remove."""
    found = [path for path in data.rglob("*") if path.name.startswith((".~", "gmsc-")) or path.name == "lock"]
    return [f"leftover: {path.parent.name}/{path.name[:12]}" for path in found]


# -- the kinds of trouble


def kills(trials: Trials, count: int, rng: random.Random) -> tuple[int, Counter[str]]:
    """Killed at every step of the path as far as ``count`` allows, and by the clock."""
    found: Counter[str] = Counter()
    killed = 0
    steps = list(range(1, trials.dry.count + 1))
    rng.shuffle(steps)
    while killed < count:
        if steps and rng.random() < 0.85:
            report = trials.go(Trouble(at=steps.pop(), how=rng.choice(("kill", "kill", "torn"))))
        else:
            report = trials.go(Trouble(), after=rng.random() * trials.dry.seconds)
            if not report.killed:
                continue
        killed += 1
        found.update(judge(trials, report))
        if not steps:
            steps = list(range(1, trials.dry.count + 1))
    return killed, found


def failures(trials: Trials, count: int, rng: random.Random) -> tuple[int, Counter[str]]:
    """An error of the drive at the n-th operation, reading or writing: once, or from there on."""
    found: Counter[str] = Counter()
    whole = trials.go(Trouble(reads=True)).count
    steps: list[int] = []
    for _one in range(count):
        if not steps:
            steps = list(range(1, whole + 1))
            rng.shuffle(steps)
        report = trials.go(Trouble(at=steps.pop(), how=rng.choice(("fail", "gone")), reads=True))
        found.update(judge(trials, report))
    return count, found


def full_drives(trials: Trials, count: int, rng: random.Random) -> tuple[int, Counter[str]]:
    """A drive with room for ever less of what is to be written."""
    found: Counter[str] = Counter()
    with Layer(trials.place) as layer:
        trials.go(Trouble())
        room = layer.used()
    shutil.rmtree(trials.place)
    shutil.copytree(trials.stage.template, trials.place)
    begin = layer.used()
    tried = struck = 0
    while tried < count:
        report = trials.go(Trouble(budget=begin + int((room - begin) * 1.3 * rng.random() ** 2)))
        tried += 1
        struck += report.struck or "penuh" in report.said
        found.update(judge(trials, report))
        if report.said and report.struck and not re.search(r"(drive|cakram|flashdisk).* [0-9.]+ MB", report.said, re.I):
            found[f"unclear: {report.said}"] += 1
    if struck < count // 3:
        found[f"harmless: only {struck} drives were full"] += 1
    return tried, found


KINDS = {"kill": kills, "fail": failures, "full": full_drives}


def main() -> None:
    """Print what came of the tries, by kind."""
    name, seed, wanted = sys.argv[1], int(sys.argv[2]), [word.split("=") for word in sys.argv[3:]]
    trials = Trials(name, seed)
    done: dict[str, object] = {}
    try:
        for kind, count in wanted:
            tried, found = KINDS[kind](trials, int(count), random.Random(seed))
            done[kind] = {"tries": tried, "faults": found}
    finally:
        trials.close()
    print(json.dumps(done, indent=1))


if __name__ == "__main__":
    main()
