"""The parent's side: start a child, wait as long as allowed, read what it left as if a stranger had written it."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gmsc_desktop import faults
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import LANGUAGE_VARIABLE
from gmsc_desktop.platform_files import make_private_folder, megabytes, remove_folder, writing_error
from gmsc_desktop.text import _, language
from gmsc_desktop.worker.child import DONE, ERROR, FATAL, FAULT, INPUT, OUT_OF_MEMORY, RESULT, TOLD, WRONG_USAGE

if TYPE_CHECKING:
    import subprocess


class Cancel(Protocol):
    """Who says that a person asked to stop; a ``threading.Event`` does."""

    def is_set(self) -> bool:
        """Whether to stop."""


_log = logging.getLogger(__name__)
_LONGEST_RESULT = 16 * 1024 * 1024
_LONGEST_ERROR = 64 * 1024
_LONGEST_SENTENCE = 2_000
LOOK_EVERY = 0.05  # seconds between two looks at the cancel button
_STEPS_OF_A_WHEEL = "import sys; from gmsc_desktop.worker import run; sys.exit(run(*sys.argv[2:]))"
# No proxy, no data folder, no PYTHONPATH: what the system and the interpreter need to start, and no more.
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR")
_ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}  # else the GNU C library lays claim to 64 MB of addresses for each thread
_ENVIRONMENT_FOR_PACKAGES_OF_ONE_USER = ("APPDATA", "USERPROFILE")


def program() -> list[str]:
    """The command that starts this program again, to be followed by ``--worker JOB FOLDER``."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    checkout = Path(__file__).resolve().parent.parent.parent
    if (checkout / "main.py").is_file() and (checkout / "pyproject.toml").is_file():
        return [sys.executable, str(checkout / "main.py")]
    return [sys.executable, "-P", "-c", _STEPS_OF_A_WHEEL]  # a wheel brings no main.py


@contextlib.contextmanager
def private_folder(parent: Path | None = None) -> Iterator[Path]:
    """A fresh folder for ``call_in``, in ``parent`` or among the system's temporary files; it goes with the block."""
    try:
        folder = make_private_folder(parent)
    except OSError as error:
        raise writing_error(error, (parent or Path.home()) / "sementara") from error
    try:
        yield folder
    finally:
        remove_folder(folder)


def call(
    job: str,
    request: Mapping[str, object],
    *,
    seconds: float,
    memory_bytes: int,
    files: Mapping[str, Path] | None = None,
    cancel: Cancel | None = None,
    subject: str = "",
) -> dict[str, object]:
    """Let a child do ``job`` in a fresh folder, which is gone afterwards, and give its result.

    ``files`` are what the child reads, by a name of its own; ``memory_bytes`` counts the whole address space (Python
    alone takes some 40 MB); ``subject`` stands in the sentences: "paket Luwu.zip". Raises ``UserFacingError`` for what
    the job tells, for a child that takes too long or too much or breaks off, and for ``cancel``; nothing has changed.
    """
    with private_folder() as folder:
        return call_in(
            folder,
            job,
            request,
            seconds=seconds,
            memory_bytes=memory_bytes,
            files=files,
            cancel=cancel,
            subject=subject,
        )


def call_in(
    folder: Path,
    job: str,
    request: Mapping[str, object],
    *,
    seconds: float,
    memory_bytes: int,
    files: Mapping[str, Path] | None = None,
    cancel: Cancel | None = None,
    subject: str = "",
) -> dict[str, object]:
    """``call`` in a folder of the caller's, who then finds there what the job wrote and trusts none of it."""
    asked = {**request, **({"files": {name: str(path.absolute()) for name, path in files.items()}} if files else {})}
    _prepare(folder, asked, seconds, memory_bytes)
    process = start([*program(), "--worker", job, str(folder)], folder, _environment(folder))
    try:
        code = _wait(process, seconds, cancel)
    finally:
        process.kill()
        process.wait()
    return outcome(folder, job, code, _Words(subject or _("berkas ini"), seconds, memory_bytes))


def _prepare(folder: Path, request: Mapping[str, object], seconds: float, memory_bytes: int) -> None:
    bounds = {"seconds": seconds, "memory_bytes": memory_bytes, "parent": os.getpid()}
    asked = json.dumps({"request": request, **bounds}, ensure_ascii=False)
    try:
        for name in (RESULT, ERROR, FATAL):
            (folder / name).unlink(missing_ok=True)
        (folder / INPUT).write_text(asked, "utf-8")
    except OSError as error:
        raise writing_error(error, folder / INPUT, len(asked)) from error


def start(command: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A child in ``folder``, with no window and nothing to read from. ``UserFacingError`` where none can be started."""
    import subprocess

    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    try:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            start_new_session=True,
            creationflags=flags,
        )
    except OSError as error:
        raise UserFacingError(
            _("Komputer ini tidak dapat memulai proses pembaca berkas. Tidak ada yang berubah."),
            _("Tutup beberapa program lain, lalu coba lagi."),
        ) from error


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    kept |= {name: os.environ[name] for name in _ENVIRONMENT_FOR_PACKAGES_OF_ONE_USER if name in os.environ}
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    ours = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", LANGUAGE_VARIABLE: language()}
    return kept | temporary | ours | _ONE_HEAP


def _wait(process: subprocess.Popen[bytes], seconds: float, cancel: Cancel | None) -> int | None:
    """The exit code; None when the time is over."""
    import subprocess

    end = time.monotonic() + seconds
    while True:
        if cancel is not None and cancel.is_set():
            raise UserFacingError(_("Dibatalkan. Tidak ada yang berubah."))
        left = end - time.monotonic()
        if left <= 0:
            return process.poll()
        try:
            return process.wait(min(left, LOOK_EVERY))
        except subprocess.TimeoutExpired:
            continue


class Words(Protocol):
    """The sentences for a child that gave no result."""

    def too_long(self) -> UserFacingError:
        """It took longer than allowed."""

    def too_much(self) -> UserFacingError:
        """It needed more memory than it was given, or than there is."""

    def broken_off(self) -> UserFacingError:
        """Anything else."""


class _Words:
    """The sentences for a file that could not be read."""

    def __init__(self, subject: str, seconds: float, memory_bytes: int) -> None:
        self.subject = subject
        self.seconds = math.ceil(seconds)
        self.memory = megabytes(memory_bytes)

    def too_long(self) -> UserFacingError:
        return UserFacingError(
            _(
                "Pembacaan {subject} dihentikan karena belum selesai dalam {seconds} detik. Tidak ada yang berubah."
            ).format(subject=self.subject, seconds=self.seconds),
            _("Berkas itu mungkin terlalu besar atau rusak. Coba sekali lagi, atau minta pengirimnya membuat ulang."),
        )

    def too_much(self) -> UserFacingError:
        return UserFacingError(
            _(
                "Pembacaan {subject} dihentikan karena memerlukan memori lebih dari {memory} MB. "
                "Tidak ada yang berubah."
            ).format(subject=self.subject, memory=self.memory),
            _("Berkas itu mungkin terlalu besar atau rusak. Minta pengirimnya membagi atau membuat ulang berkas itu."),
        )

    def broken_off(self) -> UserFacingError:
        return UserFacingError(
            _("Pembacaan {subject} terhenti sebelum selesai. Tidak ada yang berubah.").format(subject=self.subject),
            _("Berkas itu mungkin rusak. Minta pengirimnya membuat ulang, atau pilih berkas lain."),
        )


def outcome(folder: Path, job: str, code: int | None, words: Words) -> dict[str, object]:
    """What a child left that ended with ``code``, None after too long; raises what it tells, or one of ``words``."""
    if code == WRONG_USAGE:
        raise RuntimeError(f"worker refused job {job}")
    if code == DONE:
        result = _strict_json(folder / RESULT, _LONGEST_RESULT)
        if result is not None:
            return result
    elif code in (TOLD, FAULT):
        left = _strict_json(folder / ERROR, _LONGEST_ERROR) or {}
        if code == TOLD and _sentence(left.get("sentence")):
            raise UserFacingError(_sentence(left["sentence"]), _sentence(left.get("next_step")))
        _log.warning("worker %s: a fault\n%s", job, faults.plain_trace(left.get("trace")) or "?")
    _log.warning("worker %s", "\n".join(filter(None, [f"{job} ended with {code}", _last_words(folder)])))
    if code is None or _is_signal(code, "SIGXCPU"):
        raise words.too_long()
    if code == OUT_OF_MEMORY or _is_signal(code, "SIGKILL"):  # not by us: the system ran out of memory
        raise words.too_much()
    raise words.broken_off()


def _last_words(folder: Path) -> str:
    """What ``faulthandler`` wrote as the child died, held to its form: never a stranger's words."""
    return faults.plain_fatal((plain_file(folder / FATAL, _LONGEST_ERROR) or b"").decode("utf-8", "replace"))


def _is_signal(code: int, name: str) -> bool:
    import signal

    return code < 0 and -code == getattr(signal, name, None)


def _strict_json(path: Path, longest: int) -> dict[str, object] | None:
    """An object of strict JSON from a plain file of bounded length; None for anything else."""
    content = plain_file(path, longest)
    if content is None:
        return None
    try:
        text = content.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite)
        if "\\u" in text:  # half of a surrogate pair would break whoever writes it next
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def plain_file(path: Path, longest: int) -> bytes | None:
    """The bytes of a plain file of bounded length; None for anything else."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            content = file.read(longest + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    except OSError:
        return None
    return None if content is None or len(content) > longest else content


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("the same key twice")
    return value


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _sentence(value: object) -> str:
    """A text as it may be shown: no control characters, bounded."""
    plain = "".join(letter if letter.isprintable() else " " for letter in value) if isinstance(value, str) else ""
    return plain[:_LONGEST_SENTENCE].strip()
