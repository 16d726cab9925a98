"""Reads the words of a document of a stranger: this side asks, a child process behind its fence reads."""

from __future__ import annotations

from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.attachments import digest_of_file
from gmsc_desktop.models.original_texts import (
    BROKEN,
    CHANGED,
    MISSING,
    READABLE,
    SLOW,
    UNREADABLE,
    Text,
    from_json,
    keep,
    kept,
)
from gmsc_desktop.worker.parent import Cancel, call

JOB = "read-text"
MEMORY = 700_000_000
SECONDS, GRACE = 90.0, 20.0  # so long pages are read; so much later the child is ended, where one page never ends


def read_text(path: Path, media_type: str, cancel: Cancel | None = None) -> Text:
    """The words of a file, or the problem with it. Raises ``UserFacingError`` for ``cancel`` alone."""
    if media_type not in READABLE:
        return Text(problem=UNREADABLE)
    if not path.is_file():
        return Text(problem=MISSING)
    request = {"media_type": media_type, "until": SECONDS}
    try:
        told = call(JOB, request, seconds=SECONDS + GRACE, memory_bytes=MEMORY, files={"document": path}, cancel=cancel)
        return from_json(told)
    except UserFacingError:
        if cancel is not None and cancel.is_set():
            raise
        return Text(problem=SLOW)
    except ValueError:
        return Text(problem=BROKEN)


def text_of(
    folder: Path | None, sha256: str, path: Path | None, media_type: str, cancel: Cancel | None = None
) -> Text:  # fmt: skip
    """The words of a stored file: as they were kept in the plan's folder, else read now and kept there.

    Only a file that still holds what its name says is read. Raises ``UserFacingError`` for ``cancel`` alone.
    """
    text = kept(folder, sha256) if folder is not None else None
    if text is not None:
        return text
    if media_type not in READABLE:
        return Text(problem=UNREADABLE)
    try:
        if path is None or digest_of_file(path) != sha256:
            return Text(problem=MISSING if path is None else CHANGED)
    except OSError:
        return Text(problem=MISSING)
    text = read_text(path, media_type, cancel)
    if folder is not None:
        keep(folder, sha256, text)
    return text
