"""Faults as they are kept: kinds and places, numbers of the system, and never a word of what they were about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gmsc_desktop import cli, faults
from gmsc_desktop.cli import plan_commands

SECRET = "Rumah Kurcaci Belopa 7317010101900001"
USER = "siti.aminah"


def test_what_caused_an_error_is_told_with_the_number_of_the_system(tmp_path: Path) -> None:
    try:
        try:
            (tmp_path / SECRET / "tiada").read_bytes()
        except OSError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        found = faults.trace(error)
    assert re.fullmatch(
        r"RuntimeError\n  test_faults\.py:\d+ \w+\ncaused by FileNotFoundError\(2\)(\n  [\w./]+:\d+ \w+)+", found
    )


def test_a_trace_of_any_depth_is_bounded() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as told:
        deeper()
    found = faults.trace(told.value)
    assert found.count("\n") < 60
    assert "  … " in found


def test_of_a_fatal_file_the_form_alone_is_taken() -> None:
    left = "\n".join(
        (
            "Fatal Python error: Segmentation fault",
            SECRET,
            "Current thread 0x00007f12 (most recent call first):",
            f'  File "/home/{USER}/gmsc/gmsc_desktop/ui/home.py", line 12 in refresh',
            f'  File "C:\\Users\\{USER}\\x.py", line 3 in <module>',
            f'  File "/tmp/{SECRET}", line 3 in {SECRET}',
            "Extension modules: PySide6.QtCore",
        )
    )
    assert faults.plain_fatal(left).split("\n") == [
        "Fatal Python error: Segmentation fault",
        "Current thread 0x00007f12",
        "  gmsc_desktop/ui/home.py:12 refresh",
        "  x.py:3 <module>",
        "  ?:3 ?",
    ]


def test_a_trace_of_another_process_keeps_its_form_alone() -> None:
    left = f"ValueError\n  worker_jobs.py:12 bug\n{SECRET}\n  {SECRET}:1 f\ncaused by OSError(28)\n  /etc/x:1 {SECRET}"
    assert faults.plain_trace(left).split("\n") == ["ValueError", "  worker_jobs.py:12 bug", "caused by OSError(28)"]
    assert faults.plain_trace(["ValueError"]) == ""
    assert faults.plain_trace("\n".join(["ValueError"] * 1000)).count("\n") < 60


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "QPainter::begin: Paint device returned engine == 0, type: 2",
            "QPainter::begin Paint device returned engine · 0 type 2",
        ),
        (f'QObject::setParent: "{SECRET}"', "QObject::setParent ·"),
        (f"qt.qpa.plugin: Could not load {SECRET}\n{SECRET}", "qt.qpa.plugin Could not load ·"),
        ("", ""),
    ],
)
def test_of_a_message_of_qt_its_own_words_stay(message: str, told: str) -> None:
    assert faults.plain_qt(message) == told


@pytest.mark.parametrize("as_json", [False, True])
def test_a_command_that_breaks_tells_where_and_not_what(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    def broken(_chosen: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr(plan_commands, "plans", broken)
    assert cli.main(["plans", *(["--json"] if as_json else [])]) == cli.FAULT == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "Semua yang sudah tersimpan tetap aman." in told.err
    assert "KeyError\n" in told.err
    written = (data_dir / "log" / faults.LOG_NAME).read_text(encoding="utf-8")
    [number] = re.findall(r"unhandled ([0-9A-F]{6})\nKeyError\n  gmsc_desktop/cli/__init__\.py:", written)
    assert number in told.err
    assert SECRET not in told.err + written
    assert "Traceback" not in told.err
