"""The child's side: read what is asked, bind this process, do the job, leave the result or a sentence."""

from __future__ import annotations

import faulthandler
import importlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

from gmsc_desktop import faults
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import chosen_language, resource
from gmsc_desktop.platform_files import limit_this_process, process_is_alive
from gmsc_desktop.text import set_language
from gmsc_desktop.worker.fence import enclose
from gmsc_desktop.worker.jobs import ERRANDS, JOBS

INPUT, RESULT, ERROR, FATAL = "input.json", "result.json", "error.json", "fatal.log"
DONE, WRONG_USAGE, TOLD, FAULT, OUT_OF_MEMORY, LEFT_ALONE = 0, 2, 3, 4, 5, 6
_LOOK_EVERY = 0.25  # seconds between two looks at the parent
_SMALL_STACK = 128 * 1024  # bytes

Job = Callable[[Path, dict[str, object]], dict[str, object]]


def run(job: str = "", folder: str = "") -> int:
    """Do one job or errand and give the exit code; for ``main.py --worker JOB FOLDER`` only.

    A job binds the process it runs in, for good: limits, fence, no byte code written.
    """
    place = Path(folder)
    if job in ERRANDS:
        from gmsc_desktop.worker.errand_child import run_errand

        return run_errand(job, place)
    try:
        asked = json.loads((place / INPUT).read_bytes())
        request, memory_bytes, seconds = asked["request"], int(asked["memory_bytes"]), float(asked["seconds"])
        parent = int(asked["parent"])
    except FileNotFoundError:
        return WRONG_USAGE
    except OSError:  # the drive does not give back what the parent has just written
        return FAULT
    except (ValueError, KeyError, TypeError):
        return WRONG_USAGE
    if job not in JOBS:
        return WRONG_USAGE
    set_language(chosen_language(), resource("locale"))  # before the fence: it tells why in the screen's language
    end_with(parent)
    _bind(place, memory_bytes, seconds)
    try:
        result = cast(Job, load(JOBS[job]))(place, request)
        (place / RESULT).write_text(json.dumps(result, allow_nan=False, ensure_ascii=False), "utf-8")
    except UserFacingError as told:
        return leave(place, TOLD, {"sentence": told.sentence, "next_step": told.next_step})
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as fault:  # a stranger's file may bring any library to any error: never a box on the screen
        return leave(place, FAULT, {"trace": faults.trace(fault)})
    return DONE


def is_waited_for(parent: int) -> bool:
    """Whether the process that started this one is still there."""
    return process_is_alive(parent) if sys.platform == "win32" else os.getppid() == parent


def end_with(parent: int) -> None:
    """End this process soon after the one that started it: nobody waits for what it reads any more."""

    def look() -> None:
        while is_waited_for(parent):
            time.sleep(_LOOK_EVERY)
        os._exit(LEFT_ALONE)

    before = threading.stack_size(_SMALL_STACK)  # the whole address space is bounded
    try:
        threading.Thread(target=look, name="gmsc-watch", daemon=True).start()
    finally:
        threading.stack_size(before)


def _bind(folder: Path, memory_bytes: int, seconds: float) -> None:
    last_words = (folder / FATAL).open("w", encoding="utf-8")  # open until the process dies
    faulthandler.enable(last_words)
    # Ends this process also where the parent is gone and native code never comes back.
    faulthandler.dump_traceback_later(seconds + 2, exit=True, file=last_words)
    sys.dont_write_bytecode = True
    limit_this_process(memory_bytes, int(seconds) + 2)
    enclose(folder)


def load(place: str) -> object:
    """The function at "module:name"."""
    module, _colon, name = place.partition(":")
    found: object = getattr(importlib.import_module(module), name)
    return found


def leave(folder: Path, code: int, what: dict[str, str]) -> int:
    """Leave the sentence or the trace for the parent; the exit code, another one where that cannot be."""
    try:
        (folder / ERROR).write_text(json.dumps(what), "utf-8")
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError:
        return FAULT
    return code
