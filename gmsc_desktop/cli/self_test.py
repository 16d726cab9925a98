"""Tries this very installation: a plan is made, edited, undone, exported, packed, verified and reopened elsewhere."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import DATA_VARIABLE
from gmsc_desktop.text import _

TITLE = "Uji <b>mandiri</b> & «kutipan»"


def run(_chosen: argparse.Namespace) -> Outcome:
    """Run all steps in a temporary folder; the first that fails is named."""
    done: list[str] = []
    with tempfile.TemporaryDirectory(prefix="gmsc-") as name, _data_folder(Path(name) / "satu"):
        for step in _steps(Path(name)):
            done.append(step)
    lines = [*(f"✓ {step}" for step in done), _("Semua uji berhasil.")]
    return Outcome(lines, {"ok": True, "steps": done})


@contextmanager
def _data_folder(folder: Path) -> Iterator[None]:
    before = os.environ.get(DATA_VARIABLE)
    os.environ[DATA_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[DATA_VARIABLE]
        else:
            os.environ[DATA_VARIABLE] = before


def _steps(folder: Path) -> Iterator[str]:
    made = _command("new", "--district", "73.17", "--start", "2026", "--end", "2031")
    plan = str(made["id"])
    yield _("Rencana dibuat")
    first = _command("show", plan)
    _command("set", plan, "plan", "title", TITLE)
    changed = _command("show", plan)
    _expect(_title(changed) == TITLE, "set")
    yield _("Isian diubah dan tersimpan")
    _command("undo", plan)
    _expect(_command("show", plan)["tables"] == first["tables"], "undo")
    yield _("Perubahan diurungkan")
    _command("set", plan, "plan", "title", TITLE)
    files = _command("export", plan, str(folder / "cetak"))["files"]
    _expect(isinstance(files, list) and all(Path(file).stat().st_size > 0 for file in files), "export")
    yield _("Dokumen dicetak")
    package = str(_command("copy", plan, str(folder / "paket"))["path"])
    _expect(_command("verify", package)["valid"] is True, "verify")
    yield _("Paket dibuat dan diperiksa oleh proses terpisah")
    wanted = _command("show", plan)
    with _data_folder(folder / "dua"):
        _expect(_command("open", package)["state"] == "new", "open")
        _expect(_command("show", plan)["tables"] == wanted["tables"], "reopen")
    yield _("Rencana dibuka kembali di tempat lain dengan isi yang sama")


def _title(shown: dict[str, object]) -> object:
    tables = shown["tables"]
    return tables["plan"][0]["title"] if isinstance(tables, dict) else None


def _command(*words: str) -> dict[str, object]:
    from gmsc_desktop.cli import parser

    chosen = parser().parse_args(words)
    outcome: Outcome = chosen.run(chosen)
    if not isinstance(outcome.value, dict):
        raise TypeError(words[0])
    return outcome.value


def _expect(holds: bool, step: str) -> None:
    if not holds:
        raise UserFacingError(
            _("Uji mandiri gagal pada langkah {step}.").format(step=step),
            _("Pasang ulang aplikasi. Rencana Anda tidak disentuh."),
        )
