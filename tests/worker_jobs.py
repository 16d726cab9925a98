"""A program that stands in for main.py: the product's worker with jobs that behave badly, or a child that lies."""

from __future__ import annotations

import faulthandler
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gmsc_desktop import worker  # noqa: E402 - the path comes first
from gmsc_desktop.errors import UserFacingError  # noqa: E402
from gmsc_desktop.worker.errand_child import Watch  # noqa: E402
from gmsc_desktop.worker.jobs import ERRANDS  # noqa: E402


def told(_folder: Path, request: dict[str, object]) -> dict[str, object]:
    raise UserFacingError(str(request["sentence"]), "Minta paket baru.")


def bug(_folder: Path, _request: dict[str, object]) -> dict[str, object]:
    raise ValueError("NIK 7317010101900001 milik seseorang")


def abort(_folder: Path, _request: dict[str, object]) -> dict[str, object]:
    os.abort()


def segfault(_folder: Path, _request: dict[str, object]) -> dict[str, object]:
    faulthandler._sigsegv()  # type: ignore[attr-defined]  # made for tests
    return {}


def killed(_folder: Path, _request: dict[str, object]) -> dict[str, object]:
    import signal

    signal.raise_signal(signal.SIGKILL)
    return {}


def hang(folder: Path, request: dict[str, object]) -> dict[str, object]:
    if "pipe" in request:
        (folder / str(request["pipe"])).open("w").write("mulai")
    threading.Event().wait()
    return {}


def hold(folder: Path, request: dict[str, object]) -> dict[str, object]:
    """Tell its number, keep the pipe open, and never come back."""
    pipe = (folder / str(request["pipe"])).open("w")
    pipe.write(f"{os.getpid():10}")
    pipe.flush()
    threading.Event().wait()
    return {}


def memory(_folder: Path, _request: dict[str, object]) -> dict[str, object]:
    return {"size": len(bytearray(2_000_000_000))}


def nan(_folder: Path, _request: dict[str, object]) -> dict[str, object]:
    return {"value": float("nan")}


def environment(folder: Path, _request: dict[str, object]) -> dict[str, object]:
    import tempfile

    return {
        "names": sorted(os.environ),
        "here": str(Path.cwd()),
        "temporary": tempfile.gettempdir(),
        "same": str(folder.resolve()) == str(Path.cwd()),
        "argv": sys.argv[1:],
    }


def read_files(folder: Path, request: dict[str, object]) -> dict[str, object]:
    files = request["files"]
    assert isinstance(files, dict)
    text = Path(files["buku"]).read_text("utf-8")
    (folder / "hasil").mkdir()
    (folder / "hasil" / "salinan.txt").write_text(text, "utf-8")
    return {"letters": len(text)}


def trespass(folder: Path, request: dict[str, object]) -> dict[str, object]:
    """Try what the fence forbids, and tell what came of each."""
    import shutil
    import socket
    import sqlite3
    import tempfile

    outside = Path(str(request["outside"]))
    port = request["port"]
    assert isinstance(port, int)

    def connect() -> None:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()

    tries: dict[str, Callable[[], object]] = {
        "connect": connect,
        "resolve": lambda: socket.getaddrinfo("localhost", 80),
        "program": lambda: subprocess.run([sys.executable, "-c", ""], check=False),
        "shell": lambda: os.system("true"),
        "write": lambda: (outside / "baru.txt").write_text("x"),
        "append": lambda: (outside / "ada.txt").open("a").close(),
        "climb": lambda: Path("../baru.txt").write_text("x"),
        "fd": lambda: os.open(outside / "baru.txt", os.O_CREAT | os.O_WRONLY),
        "remove": (outside / "ada.txt").unlink,
        "move in": lambda: (outside / "ada.txt").replace(folder / "ada.txt"),
        "move out": lambda: (folder / "input.json").replace(outside / "input.json"),
        "folder": (outside / "folder").mkdir,
        "link": lambda: (folder / "tautan").symlink_to(outside),
        "hard link": lambda: (folder / "keras").hardlink_to(outside / "ada.txt"),
        "tree": lambda: shutil.rmtree(outside),
    }
    came: dict[str, object] = {}
    for name, attempt in tries.items():
        try:
            attempt()
            came[name] = "done"
        except PermissionError:
            came[name] = "refused"
    with tempfile.TemporaryDirectory() as inner:
        (Path(inner) / "x.txt").write_text("boleh")
        (Path(inner) / "x.txt").replace(folder / "y.txt")
    sqlite3.connect(folder / "dalam.sqlite3").close()
    came["inside"] = (folder / "y.txt").read_text()
    return came


def wait_for_stop(_folder: Path, request: dict[str, object], watch: Watch) -> dict[str, object]:
    """An errand that has begun a file, tells how far it is, and tidies up once it is to stop."""
    begun = Path(str(request["begun"]))
    begun.write_text(str(os.getpid()))
    watch.progress(3, 10)
    watch.cancel.wait()
    begun.unlink()
    raise UserFacingError("Dihentikan.")


def lie() -> int:
    """Leave what a taken-over child might leave, and say that all is well."""
    folder = Path(sys.argv[-1])
    request = json.loads((folder / "input.json").read_text("utf-8"))["request"]
    if "link" in request:
        (folder / "result.json").symlink_to(request["link"])
    elif "pipe" in request:
        os.mkfifo(folder / "result.json")
    elif "size" in request:
        (folder / "result.json").write_text('{"a": 1}' + " " * request["size"])
    elif "content" in request:
        (folder / "result.json").write_bytes(bytes.fromhex(request["content"]))
    if "error" in request:
        (folder / "error.json").write_text(request["error"], "utf-8")
        return int(request.get("code", 3))
    return 0


if __name__ == "__main__":
    if sys.argv[1] == "lie":
        sys.exit(lie())
    for job in (told, bug, abort, segfault, killed, hang, hold, memory, nan, environment, read_files, trespass):
        worker.JOBS[job.__name__] = f"worker_jobs:{job.__name__}"
    ERRANDS["wait"] = "worker_jobs:wait_for_stop"
    if os.environ.get("WORKER_DIES") == "1":  # as an errand that native code ends
        os.abort()
    sys.exit(worker.run(*sys.argv[2:]))
