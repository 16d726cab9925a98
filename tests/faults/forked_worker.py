"""The worker of strangers' files as a fork of this process, so that the layer below the files reaches it too.

Limits of memory are left away: this process holds everything that the tests have loaded.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from gmsc_desktop.worker import child, parent


class Forked:
    """What ``subprocess.Popen`` is to the parent's side."""

    def __init__(self, command: list[str], _folder: Path) -> None:
        job, folder = command[-2:]
        self._code: int | None = None
        self._pid = os.fork()
        if self._pid == 0:
            code = 99
            tempfile.tempdir = folder  # as its environment would say
            try:
                code = child.run(job, folder)
            finally:
                os._exit(code)

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        if self._code is None:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code

    def wait(self, timeout: float = 60) -> int:
        """The exit code, once it has ended."""
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("worker", timeout)
            time.sleep(0.002)
        assert self._code is not None
        return self._code

    def kill(self) -> None:
        """End it where it still runs."""
        if self.poll() is None:
            os.kill(self._pid, signal.SIGKILL)


def fork_workers() -> None:
    """From now on, workers of this process are forks of it."""
    modules: Any = (parent, child)
    modules[0].start = lambda command, folder, _environment: Forked(command, folder)
    modules[1].limit_this_process = lambda _memory, _seconds: None
