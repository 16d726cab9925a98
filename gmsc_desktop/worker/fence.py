"""What a child process may not do: reach a network, start programs, write outside its folder.

An audit hook of Python: it stops our own code and Python libraries, not native code that has been taken over. A refusal
is a ``PermissionError``, which libraries that merely try something already expect.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_FORBIDDEN = frozenset(
    (
        "ftplib.connect",
        "http.client.connect",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.kill",
        "os.link",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.startfile/2",
        "os.symlink",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
        "webbrowser.open",
    )
)
# Event -> where a path stands among its arguments and where the open folder that it counts from, if any.
_CHANGES: dict[str, tuple[tuple[int, int | None], ...]] = {
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.truncate": ((0, None),),
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def enclose(folder: Path) -> None:
    """Hold this process to ``folder`` for the rest of its life; there is no way back."""
    inside = os.path.realpath(folder)

    def check(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            if isinstance(flags, int) and flags & _WRITING:
                _stay(arguments[0], None, inside)
        elif event in _FORBIDDEN or (event.startswith("socket.") and event != "socket.gethostname"):
            raise PermissionError(event)
        elif event in _CHANGES:
            for path, counted_from in _CHANGES[event]:
                _stay(arguments[path], None if counted_from is None else arguments[counted_from], inside)

    sys.addaudithook(check)


def _stay(path: object, counted_from: object, inside: str) -> None:
    """Raise unless ``path`` lies inside; it counts from an open folder (``shutil.rmtree``) or from where we are."""
    if isinstance(path, int) or path == os.devnull:
        return
    if not isinstance(path, str | bytes | os.PathLike):
        raise PermissionError("path")
    begin = Path()
    if isinstance(counted_from, int) and counted_from >= 0:
        begin = Path(f"/proc/self/fd/{counted_from}").readlink()
    real = os.path.realpath(begin / os.fsdecode(path))
    if real != inside and not real.startswith(inside + os.sep):
        raise PermissionError("outside")
