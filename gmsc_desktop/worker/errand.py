"""The parent's side of an errand: heavy work on our own plan in a child, which gives its memory back when it ends.

A child that reads files of strangers is bound and fenced in (``parent``); an errand reads none. It writes where the
person asked, uses this computer's key, and starts fenced children for pictures, so it is neither.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import DATA_VARIABLE, LANGUAGE_VARIABLE, data_folder
from gmsc_desktop.platform_files import writing_error
from gmsc_desktop.text import _, language
from gmsc_desktop.worker import parent
from gmsc_desktop.worker.child import ERROR, FATAL, INPUT, RESULT
from gmsc_desktop.worker.errand_child import FAR, STOP
from gmsc_desktop.worker.parent import LOOK_EVERY, Cancel, outcome, plain_file, start

if TYPE_CHECKING:
    import subprocess

_LONGEST_LINE = 64


def send(
    folder: Path,
    name: str,
    request: Mapping[str, object],
    *,
    subject: str,
    cancel: Cancel,
    progress: Callable[[int, int], object] | None = None,
    leaves_something: bool = True,
) -> dict[str, object]:
    """Do an errand in ``folder``, a ``private_folder`` of the caller's, and give its result.

    It has no time limit. Once ``cancel`` is set it is asked to stop and tidies up behind itself; one that
    ``leaves_something`` nowhere but in its folder is ended at once. It stops by itself when this process has gone.
    ``subject`` stands in the sentences: "paket pengajuan". Raises ``UserFacingError``, also where it was stopped.
    """
    asked = json.dumps({"request": request, "parent": os.getpid()}, ensure_ascii=False)
    try:
        for left in (RESULT, ERROR, FATAL, STOP, FAR):
            (folder / left).unlink(missing_ok=True)
        (folder / INPUT).write_text(asked, "utf-8")
    except OSError as error:
        raise writing_error(error, folder / INPUT, len(asked)) from error
    process = start([*parent.program(), "--worker", name, str(folder)], folder, _environment(folder))
    try:
        code = _wait(process, folder, cancel, progress, gently=leaves_something)
    finally:
        process.kill()
        process.wait()
    if code is None:
        raise UserFacingError(_("Dibatalkan. Tidak ada yang berubah."))
    return outcome(folder, name, code, _Words(subject))


def _environment(folder: Path) -> dict[str, str]:
    """Everything as here, the same plans, and what it spools in its own folder, which goes with the errand."""
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    ours = {"PYTHONUTF8": "1", DATA_VARIABLE: str(data_folder()), LANGUAGE_VARIABLE: language()}
    return {**os.environ, **temporary, **ours}


def _wait(
    process: subprocess.Popen[bytes],
    folder: Path,
    cancel: Cancel,
    progress: Callable[[int, int], object] | None,
    *,
    gently: bool,
) -> int | None:
    """The exit code, None where it was ended in the middle."""
    import subprocess

    told = b""
    while True:
        try:
            return process.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            pass
        if cancel.is_set():
            if not gently or not _asked_to_stop(folder):
                return None
        elif progress is not None:
            line = plain_file(folder / FAR, _LONGEST_LINE) or b""
            done, _blank, whole = line.strip().partition(b" ")
            if line != told and line.endswith(b"\n") and done.isdigit() and whole.isdigit():
                told = line
                try:
                    progress(int(done), int(whole))
                except UserFacingError:  # a window's progress refuses as soon as the person asked to stop
                    if not cancel.is_set():
                        raise


def _asked_to_stop(folder: Path) -> bool:
    """Ask the child to stop; False where the drive does not even take an empty file."""
    try:
        (folder / STOP).touch()
    except OSError:
        return False
    return True


class _Words:
    """The sentences for an errand that gave no result."""

    def __init__(self, subject: str) -> None:
        self.subject = subject

    def too_long(self) -> UserFacingError:
        return self.broken_off()

    def too_much(self) -> UserFacingError:
        return UserFacingError(
            _("Pembuatan {subject} terhenti karena memori komputer ini tidak cukup. Rencana tidak berubah.").format(
                subject=self.subject
            ),
            _("Tutup beberapa program lain, lalu coba lagi."),
        )

    def broken_off(self) -> UserFacingError:
        return UserFacingError(
            _("Pembuatan {subject} terhenti sebelum selesai. Rencana tidak berubah.").format(subject=self.subject),
            _("Coba sekali lagi. Bila terulang, tutup beberapa program lain, atau simpan laporan dari menu Bantuan."),
        )
