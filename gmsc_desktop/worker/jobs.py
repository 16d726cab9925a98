"""The jobs that a child process knows; each is imported by the child alone, when it is asked for."""

from __future__ import annotations

from pathlib import Path

# Name -> "module:function", the function being (folder, request) -> result. It may write into its folder only; the
# paths of the files it was given stand in request["files"] by name. What it returns must be plain JSON.
JOBS: dict[str, str] = {
    "read-book": "gmsc_desktop.exchange.reading:read_book_job",
    "read-text": "gmsc_desktop.exchange.document_text:read_text_job",
    "read-package": "gmsc_desktop.package.read:read_package_job",
    "named-evidence": "gmsc_desktop.package.naming:named_evidence_job",
    "shrink": "gmsc_desktop.worker.viewing:shrink_job",
    "view": "gmsc_desktop.worker.viewing:view_job",
    "self-test": "gmsc_desktop.worker.jobs:echo",
}

# Name -> "module:function", the function being (folder, request, watch) -> result: heavy work on our own plan, which
# reads no file of a stranger. It has neither limits nor fence, and writes where the person asked.
ERRANDS: dict[str, str] = {
    "make-output": "gmsc_desktop.desk.errands:make_output",
    "make-package": "gmsc_desktop.desk.errands:make_package",
    "measure-package": "gmsc_desktop.desk.errands:measure_package",
}


def echo(folder: Path, request: dict[str, object]) -> dict[str, object]:
    """Give back the request, and write one file: the product's self-test sees that a child works here."""
    (folder / "echo.txt").write_text("echo\n", "utf-8")
    return {"request": request}
