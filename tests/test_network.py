"""G18: no program of ours reaches for a network, and the guard that watches every test sees one that does."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.gates import FULL, count
from tests.network import GUARD

REPOSITORY = Path(__file__).parents[1]
# Runs the program as a child in which everything that leaves this computer is told on its last line.
COMMAND = """
import sys
sys.path.insert(0, {root!r})
from tests.network import GUARD
sys.argv[0] = "gmsc"
import main
code = 1
try:
    code = main.main()
except SystemExit as end:
    code = end.code or 0
print("SOCKETS", len(GUARD.taken()), flush=True)
sys.exit(code)
"""
# A call that names an address elsewhere; on this computer itself Qt asks the print service (CUPS) for printers.
_OUTSIDE = re.compile(
    r"\b(?:connect|bind|sendto|sendmsg|sendmmsg)\((?=.*sa_family=AF_(?!UNIX|NETLINK|UNSPEC))"
    r'(?!.*(?:inet_addr\("127\.|"::1"))'
)


@pytest.fixture(autouse=True)
def nothing_is_left_to_tell() -> None:
    GUARD.taken()


def datagram() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.sendto(b"x", ("192.0.2.1", 53))


def listening() -> None:
    with socket.socket() as made:
        made.bind(("0.0.0.0", 0))


TRACED = {
    '7 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 0': True,
    '7 connect(3, {sa_family=AF_INET6, sin6_port=htons(80), inet_pton(AF_INET6, "2001:db8::1", &a)}, 28) = 0': True,
    '7 bind(3, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("0.0.0.0")}, 16) = 0': True,
    '7 connect(3, {sa_family=AF_INET6, sin6_port=htons(631), inet_pton(AF_INET6, "::1", &a)}, 28) = -1': False,
    '7 connect(3, {sa_family=AF_INET, sin_port=htons(631), sin_addr=inet_addr("127.0.0.1")}, 16) = -1': False,
    '7 connect(3, {sa_family=AF_UNIX, sun_path="/run/user/0/bus"}, 110) = 0': False,
}


@pytest.mark.parametrize(("line", "outside"), TRACED.items())
def test_what_a_trace_tells_is_read(line: str, outside: bool) -> None:
    assert bool(_OUTSIDE.search(line)) == outside


TRIES: dict[str, Callable[[], object]] = {
    "connect": lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
    "a datagram": datagram,
    "listening for anybody": listening,
    "a name": lambda: socket.getaddrinfo("contoh.invalid", 80),
}


@pytest.mark.parametrize("what", TRIES)
def test_the_guard_sees_what_leaves_this_computer(what: str) -> None:
    with pytest.raises(PermissionError):
        TRIES[what]()
    assert len(GUARD.taken()) == 1


def test_the_guard_sees_what_somebody_swallows() -> None:
    from urllib.request import urlopen

    with pytest.raises(OSError, match="contoh"):
        urlopen("http://contoh.invalid/")
    assert GUARD.taken()


def test_local_sockets_are_not_told(tmp_path: Path) -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
    if hasattr(socket, "AF_UNIX"):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(tmp_path / "s"))
    assert GUARD.taken() == []


def test_a_test_that_reaches_out_fails(pytester_folder: Path) -> None:
    (pytester_folder / "test_out.py").write_text(
        "import socket\n\ndef test_out():\n    try:\n        socket.getaddrinfo('contoh.invalid', 80)\n"
        "    except OSError:\n        pass\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.conftest", "-c",
         str(REPOSITORY / "pyproject.toml"), "--rootdir", str(pytester_folder), str(pytester_folder)],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "contoh.invalid" in done.stdout
    assert any(line.startswith("ERROR ") for line in done.stdout.splitlines())
    assert done.returncode == 1


@pytest.fixture
def pytester_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "uji"
    folder.mkdir()
    return folder


def run(*words: str) -> str:
    command = [sys.executable, "-c", COMMAND.format(root=str(REPOSITORY)), *words]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    last = done.stdout.rstrip().rpartition("\n")[2]
    assert last.startswith("SOCKETS"), done.stderr
    count("G18", commands=1, sockets=int(last.split()[1]))
    assert last == "SOCKETS 0"
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_command_reaches_for_a_network(data_dir: Path, tmp_path: Path) -> None:
    """From a new plan to a package that is read again: the command itself here, its children by their fence."""
    plan = json.loads(run("demo", "--json").rpartition("SOCKETS")[0])["id"]
    run("plans")
    run("show", plan)
    run("export", plan, str(tmp_path))
    run("copy", plan, str(tmp_path))
    package = next(tmp_path.glob("*.gmsc"))
    run("verify", str(package))


PATIENT = ("-o", "faulthandler_timeout=3600")  # traced, a test takes many times as long


@pytest.mark.skipif(not FULL, reason="the whole suite of the window: with make faults")
def test_no_test_of_the_window_opens_a_socket_to_elsewhere(tmp_path: Path) -> None:
    """Every system call of the suite and of all its children, Qt's own among them."""
    tracer, told = shutil.which("strace"), tmp_path / "panggilan.txt"
    assert tracer, "strace is wanted to see what native code does: apt-get install strace"
    trace = [tracer, "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", str(told)]
    suite = ["tests/ui", "tests/test_views.py", "tests/test_cli.py", "tests/test_cli_packages.py", "-n", "0"]
    done = subprocess.run(
        [*trace, sys.executable, "-m", "pytest", *suite, "-p", "no:cacheprovider", *PATIENT],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    passed = int(found[1]) if (found := re.search(r"(\d+) passed", done.stdout)) else 0
    outside = [line for line in told.read_text(errors="replace").splitlines() if _OUTSIDE.search(line)]
    count("G18", tests=passed, sockets=len(outside))
    assert outside == []
    assert passed > 400, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
