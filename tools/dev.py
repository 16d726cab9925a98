"""Sets the project up and runs its targets, with the standard library alone: ``python3 tools/dev.py TARGET``.

Everything that is installed goes into ``.venv``; the system's package tool is asked only for what cannot be loaded.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "gmsc-setup.sha256"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OUT = ROOT / "out"
SUPPORTED = ((3, 11), (3, 12))
LOCKS = ("run", "style", "build", "test")

# Shared library -> Debian package. Qt loads the first table even without a screen, the second for a window.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# Command -> Debian package: tools that are not ours, with which tests look at what the program wrote.
TEST_TOOLS = {"qpdf": "qpdf", "pdftotext": "poppler-utils", "unzip": "unzip", "minisign": "minisign"}
WINDOW_TOOLS = {"xvfb-run": "xvfb", "xauth": "xauth", "strace": "strace"}  # a real window; what the window's tests call


class Stop(Exception):
    """Something stands in the way; the text says what, and what to type."""


def say(text: str) -> None:
    print(f"-- {text}", file=sys.stderr, flush=True)


def run(*command: str | Path, check: bool = True) -> int:
    """Run a command in the project's folder; its exit code, or ``Stop`` when it fails and ``check`` is on."""
    code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if check and code:
        raise Stop(f"This command failed with exit code {code}: {' '.join(map(str, command))}")
    return code


def answers(*command: str | Path) -> bool:
    """Whether a command can be started and succeeds, without a word."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


# -- what the system must have ------------------------------------------------------------------------------------


def install_system_packages(packages: list[str], reason: str) -> None:
    """Install Debian packages as root; for anybody else ``Stop`` with the exact command."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    environment["PATH"] = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    if shutil.which("apt-get") is None:
        raise Stop(f"{reason} Install what your system calls these Debian packages: {' '.join(packages)}")
    if os.geteuid() != 0:  # type: ignore[attr-defined,unused-ignore]  # absent on Windows, which has no apt-get
        raise Stop(f"{reason} Type this, then start again:\n    sudo {' '.join(command)}")
    say(f"{reason} Installing {' '.join(packages)}")
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    if subprocess.run([*command[:1], "-qq", *command[1:]], env=environment, stdout=sys.stderr, check=False).returncode:
        raise Stop(f"This command failed: {' '.join(command)}")


def lacks(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def need_libraries(libraries: dict[str, str]) -> None:
    """See that shared libraries of Linux can be loaded."""
    missing = {library: package for library, package in libraries.items() if lacks(library)}
    if sys.platform.startswith("linux") and missing:
        install_system_packages(sorted(missing.values()), f"Qt needs {', '.join(missing)}.")


def want_test_tools() -> None:
    """Tests skip where such a tool is missing; root on Debian gets them, nobody is stopped."""
    tools = TEST_TOOLS | (WINDOW_TOOLS if sys.platform.startswith("linux") else {})
    missing = {tool: package for tool, package in tools.items() if shutil.which(tool) is None}
    if sys.platform.startswith("linux"):
        missing |= {library: package for library, package in WINDOW_LIBRARIES.items() if lacks(library)}
    if not missing or WINDOWS:
        return
    try:
        install_system_packages(sorted(missing.values()), f"Some tests need {', '.join(missing)}.")
    except Stop as stop:
        say(f"{stop}\n   Until then those tests are skipped.")


# -- the environment of the project -------------------------------------------------------------------------------


def find_python() -> str:
    """A Python that we support: the one that runs this file, or another on PATH."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for major, minor in SUPPORTED:
        found = shutil.which(f"python{major}.{minor}")
        if found:
            return found
    have = f"{sys.version_info[0]}.{sys.version_info[1]}"
    raise Stop(f"GMSC Desktop needs Python 3.11 or 3.12; this is {have}. On Debian 12: sudo apt-get install python3")


def make_venv() -> None:
    """Make ``.venv``, or make it anew where its Python is gone or one that we do not support."""
    wanted = f"import sys, pip; sys.exit(sys.version_info[:2] not in {SUPPORTED})"
    if answers(PYTHON, "-c", wanted):
        return
    python = find_python()
    if not answers(python, "-c", "import venv, ensurepip"):
        version = subprocess.run(
            [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        install_system_packages([f"python{version}-venv"], f"{python} cannot make a virtual environment.")
    say(f"Making .venv with {python}")
    run(python, "-m", "venv", "--clear", VENV)


def fingerprint() -> str:
    """Changes whenever what must be installed changes."""
    digest = hashlib.sha256()
    sources = [ROOT / "pyproject.toml", ROOT / "setup.py", *(ROOT / "requirements" / f"{name}.txt" for name in LOCKS)]
    for path in sources:
        digest.update(path.read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def remove_strangers() -> None:
    """Uninstall what no lock names, so that nothing works by accident."""
    listed = subprocess.run(
        [PYTHON, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    plain = {package["name"].lower().replace("_", "-").replace(".", "-") for package in json.loads(listed)}
    known = {"pip", "gmsc-desktop"}
    for name in LOCKS:
        lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        known |= {line.split("==")[0] for line in lines if "==" in line}
    strangers = sorted(plain - known)
    if strangers:
        run(PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes", *strangers)


def setup() -> None:
    """Bring ``.venv`` to what the locks say; nothing is done where it is there already."""
    make_venv()
    need_libraries(QT_LIBRARIES)
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted:
        return
    STAMP.unlink(missing_ok=True)
    say("Installing the locked packages into .venv")
    quiet = ("-qq", "--disable-pip-version-check", "--no-deps", "--no-build-isolation")
    pip = (PYTHON, "-m", "pip", "install", *quiet)
    for name in LOCKS:
        run(*pip, "--require-hashes", "-r", ROOT / "requirements" / f"{name}.txt")
    remove_strangers()
    run(*pip, "--editable", ROOT)
    run(PYTHON, "-c", "import gmsc_desktop, PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtPrintSupport, PySide6.QtTest")
    STAMP.write_text(wanted, encoding="ascii")


# -- targets ------------------------------------------------------------------------------------------------------


def check() -> None:
    """The style and the types of the code."""
    setup()
    run(PYTHON, "-m", "ruff", "check")
    run(PYTHON, "-m", "ruff", "format", "--check")
    run(PYTHON, "-m", "mypy")


def test() -> None:
    """Everything that must pass; pytest's closing line comes last."""
    want_test_tools()
    check()
    if run(PYTHON, "-m", "pytest", "-n", "3", *sys.argv[2:], check=False):
        say("Running what failed once more, alone: a crowded machine is no fault of the program")
        run(PYTHON, "-m", "pytest", "--last-failed", "--last-failed-no-failures", "none", *sys.argv[2:])


def faults() -> None:
    """The full figures of reliability, and the table of gates with what was reached; takes about an hour."""
    setup()
    report = OUT / "faults"
    shutil.rmtree(report, ignore_errors=True)
    report.mkdir(parents=True)
    os.environ |= {"GMSC_FAULTS": "full", "GMSC_FAULTS_REPORT": str(report)}
    patient = ("-o", "faulthandler_timeout=7200")
    hostile = (
        "tests/package",
        "tests/exports",
        "tests/exchange/test_hostile.py",
        "tests/ui/test_walk.py",
        "tests/ui/test_printing.py",
        "tests/ui/test_hostile_screens.py",
    )
    counted = (
        *hostile,
        "tests/test_network.py",
        "tests/models/test_random_histories.py",
        "-k",
        "hostile or histories or faults or network",
    )
    wanted = sys.argv[2:] or ["tests/faults", *counted]
    run(PYTHON, "-m", "pytest", "-n", "2", "-p", "tests.faults.counting", *patient, *wanted, check=False)
    run(PYTHON, "-m", "tests.faults.gates", report)


def bench() -> None:
    """The measurements, with what they are compared to."""
    setup()
    run(PYTHON, "-m", "benchmarks", *sys.argv[2:])


def screenshots() -> None:
    """Pictures of every page in every look, in ``out/screenshots``."""
    setup()
    run(PYTHON, ROOT / "tools" / "screenshots.py", *sys.argv[2:])


def lock() -> None:
    """Write requirements/*.txt anew from pyproject.toml; ``--upgrade`` takes newer versions too."""
    with tempfile.TemporaryDirectory() as scratch:
        run(find_python(), "-m", "venv", scratch)
        python = Path(scratch, "Scripts/python.exe" if WINDOWS else "bin/python")
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", "pip", "packaging")
        run(python, ROOT / "tools" / "lock.py", *sys.argv[2:])


def has_screen() -> bool:
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def demonstrate() -> None:
    """Open the window on the demonstration plan; where there is none, make, check and hand in that plan."""
    setup()
    os.environ["GMSC_DATA"] = str(OUT / "data")
    plan = demonstration_plan()
    if has_screen() and (ROOT / "gmsc_desktop" / "ui").is_dir():
        need_libraries(WINDOW_LIBRARIES)
        run(PYTHON, ROOT / "main.py", plan)
        return
    stage = ("--for", "bimtek-2")
    passed = run(PYTHON, ROOT / "main.py", "check", plan, *stage, check=False) == 0
    override = () if passed else ("--override", "Contoh: temuan di atas dibiarkan terbuka.")
    package = json.loads(gmsc("submit", plan, str(OUT), *stage, *override, "--json"))["path"]
    run(PYTHON, ROOT / "main.py", "verify", package)
    print(f"The demonstration plan lies in {OUT / 'data'}, its package is {package}")


def gmsc(*words: str) -> str:
    """Run one command of the program; what it printed on standard output."""
    done = subprocess.run([str(PYTHON), str(ROOT / "main.py"), *words], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise Stop(f"gmsc {words[0]} ended with exit code {done.returncode}. To begin afresh, delete {OUT / 'data'}")
    return done.stdout.decode("utf-8").strip()


def demonstration_plan() -> str:
    """The id of the demonstration plan in ``out/data``, made where it is not there yet."""
    plans = json.loads(gmsc("plans", "--json"))
    return str(plans[0]["id"] if plans else json.loads(gmsc("demo", "--json"))["id"])


TARGETS = {
    "run": demonstrate,
    "test": test,
    "setup": setup,
    "check": check,
    "lock": lock,
    "bench": bench,
    "faults": faults,
    "screenshots": screenshots,
}


def main() -> int:
    target = TARGETS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if target is None:
        print(f"usage: python3 tools/dev.py {'|'.join(TARGETS)}", file=sys.stderr)
        return 2
    os.environ.setdefault("PYTHONUTF8", "1")  # what children print has one encoding on every system
    try:
        target()
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
