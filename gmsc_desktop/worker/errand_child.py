"""The child's side of an errand: work on our own plan, without limits or fence, for whoever asked for it."""

from __future__ import annotations

import faulthandler
import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast

from gmsc_desktop import faults
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import chosen_language, resource
from gmsc_desktop.platform_files import remove_folder
from gmsc_desktop.text import set_language
from gmsc_desktop.worker.child import (
    DONE,
    FATAL,
    FAULT,
    INPUT,
    OUT_OF_MEMORY,
    RESULT,
    TOLD,
    WRONG_USAGE,
    is_waited_for,
    leave,
    load,
)
from gmsc_desktop.worker.jobs import ERRANDS

STOP, FAR = "stop", "far.txt"  # files: to be stopped; how far it is, as "done whole"
_LOOK_EVERY = 0.05  # seconds


class Watch:
    """Tells the parent how far the work is, and the work that it is to stop: asked to, or nobody waits any more."""

    def __init__(self, folder: Path, parent: int) -> None:
        self.cancel = threading.Event()
        self._folder = folder
        self._parent = parent
        threading.Thread(target=self._look, name="gmsc-watch", daemon=True).start()

    def progress(self, done: int, whole: int) -> None:
        """``done`` of ``whole``, as ``package`` and ``exports`` tell it."""
        with suppress(OSError):  # how far it is, is no reason to stop
            (self._folder / FAR).write_text(f"{done} {whole}\n", "ascii")

    def _look(self) -> None:
        while not self.cancel.wait(_LOOK_EVERY):
            if (self._folder / STOP).exists() or not self.is_waited_for():
                self.cancel.set()

    def is_waited_for(self) -> bool:
        """Whether the parent is still there."""
        return is_waited_for(self._parent)


Errand = Callable[[Path, dict[str, object], Watch], dict[str, object]]


def run_errand(name: str, folder: Path) -> int:
    """Do one errand and give the exit code; the result or a sentence lies in ``folder``.

    Where the parent has gone meanwhile, the folder goes too: it holds a copy of the plan, and nobody else removes it.
    """
    try:
        asked = json.loads((folder / INPUT).read_bytes())
        request, parent = dict(asked["request"]), int(asked["parent"])
    except (OSError, ValueError, KeyError, TypeError):
        return WRONG_USAGE
    set_language(chosen_language(), resource("locale"))
    last_words = (folder / FATAL).open("w", encoding="utf-8")  # open until the process dies
    faulthandler.enable(last_words)
    watch = Watch(folder, parent)
    code = _do(name, folder, request, watch)
    if not watch.is_waited_for():
        faulthandler.disable()
        last_words.close()
        os.chdir(folder.parent)  # Windows removes no folder that somebody stands in
        remove_folder(folder)
    return code


def _do(name: str, folder: Path, request: dict[str, object], watch: Watch) -> int:
    try:
        result = cast(Errand, load(ERRANDS[name]))(folder, request, watch)
        (folder / RESULT).write_text(json.dumps(result, allow_nan=False, ensure_ascii=False), "utf-8")
    except UserFacingError as told:
        return leave(folder, TOLD, {"sentence": told.sentence, "next_step": told.next_step})
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as fault:  # told by the parent, in a sentence and in its log
        return leave(folder, FAULT, {"trace": faults.trace(fault)})
    return DONE
