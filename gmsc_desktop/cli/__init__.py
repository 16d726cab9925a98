"""Every job of the window that makes sense without one: ``gmsc`` and ``python main.py``."""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from gmsc_desktop import __version__, faults
from gmsc_desktop.cli import commands
from gmsc_desktop.cli.outcome import Outcome, tell
from gmsc_desktop.cli.usage import WRONG_USAGE, Parser
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import DATA_VARIABLE, chosen_language, data_folder, resource
from gmsc_desktop.text import _, set_language

__all__ = ["DONE", "FAULT", "REFUSED", "WRONG_USAGE", "main", "parser"]

DONE, REFUSED, FAULT = 0, 1, 3
_UNKNOWN = "unrecognized arguments: {words}"  # as argparse says it
_PLAN_BEGINNING = re.compile(r"[0-9a-f]{4,8}(-[0-9a-f-]*)?")  # an id, or enough of one


def parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    root = Parser(
        prog="gmsc",
        description=_("GMSC Desktop: rencana induk smart city, tanpa jaringan. Tanpa perintah: membuka jendela."),
    )
    version = f"GMSC Desktop {__version__}"
    root.add_argument("--version", action="version", version=version, help=_("tampilkan versi aplikasi"))
    root.add_argument("--style", default="", metavar="STYLE", help=_("gaya jendela: qlementine atau fusion"))
    _common(root, first=True)
    subs = root.add_subparsers(dest="command", metavar=_("PERINTAH"), parser_class=Parser)
    for command in commands.COMMANDS:
        sub = subs.add_parser(command.name, help=_(command.help_text), description=_(command.help_text))
        for names, options in command.arguments:
            sub.add_argument(*names, **{k: _(v) if k == "help" else v for k, v in options.items()})  # type: ignore[arg-type]
        _common(sub, first=False)
        sub.set_defaults(run=command.run, parser=sub)
    return root


def _common(target: argparse.ArgumentParser, *, first: bool) -> None:
    default = None if first else argparse.SUPPRESS
    target.add_argument("--data", metavar="DIR", default=default, help=_("folder data (atau isi variabel GMSC_DATA)"))
    target.add_argument(
        "--json", action="store_true", default=False if first else argparse.SUPPRESS, help=_("cetak satu nilai JSON")
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 refused or musts open, 2 wrong usage, 3 a fault of the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    _choose_language(words)
    plan = _plan_named(words)
    if plan:
        words.remove(plan)
    reader = parser()
    try:
        chosen, unknown = reader.parse_known_args(words)
        if unknown:  # told with the help of the command, not with that of all
            getattr(chosen, "parser", reader).error(_UNKNOWN.format(words=" ".join(unknown)))
        if chosen.data is not None and not chosen.data.strip():
            reader.error(_("--data memerlukan nama folder"))
    except SystemExit as end:
        return int(end.code or 0)
    if chosen.data:
        os.environ[DATA_VARIABLE] = chosen.data
    if chosen.command is None:
        return _window(plan, chosen.style)
    return _run(chosen.run, chosen)


def _window(plan: str, style: str) -> int:
    from gmsc_desktop import app

    if app.has_screen():
        return app.run(plan, style)
    tell(_("Tidak ada layar untuk membuka jendela. Semua pekerjaan dapat dilakukan dengan perintah."))
    tell(_("Lihat gmsc --help."))
    return REFUSED


def _choose_language(words: Sequence[str]) -> None:
    """The language is chosen before the words are read, so ``--data`` is looked for by hand."""
    folders = [after for word, after in pairwise(words) if word == "--data"]
    folders += [word.partition("=")[2] for word in words if word.startswith("--data=")]
    set_language(chosen_language(folders[-1] if folders else ""), resource("locale"))


def _plan_named(arguments: Sequence[str]) -> str:
    """The plan or package that stands where a command would: ``main.py PLAN`` opens the window on it."""
    values = iter(arguments)
    for word in values:
        if word in {"--data", "--style"}:
            next(values, None)
        elif not word.startswith("-"):
            known = {command.name for command in commands.COMMANDS}
            is_plan = _PLAN_BEGINNING.fullmatch(word) or Path(word).is_file()
            return word if word not in known and is_plan else ""
    return ""


def _run(run: Callable[[argparse.Namespace], Outcome], chosen: argparse.Namespace) -> int:
    log = faults.FaultLog()
    log.start()
    try:
        return _told(run, chosen)
    finally:
        log.stop()


def _told(run: Callable[[argparse.Namespace], Outcome], chosen: argparse.Namespace) -> int:
    """Print what the command came to, or why it did not; the exit code."""
    try:
        outcome = _outcome(run, chosen)
        if chosen.json:
            sys.stdout.write(json.dumps(outcome.value, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
        else:
            sys.stdout.writelines(line + "\n" for line in outcome.lines)
        sys.stdout.flush()
    except UserFacingError as problem:
        tell(problem.sentence)
        if problem.next_step:
            tell(problem.next_step)
        return REFUSED
    except KeyboardInterrupt:
        tell(_("Dihentikan. Yang belum selesai tidak meninggalkan berkas."))
        return REFUSED
    except BrokenPipeError:  # who read the output has left; what is still to be written goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as fault:
        return _tell_fault(fault)
    for line in outcome.warnings:
        tell(line)
    return DONE if outcome.good else REFUSED


def _tell_fault(fault: Exception) -> int:
    """Our own mistake: where it is, without its message, which may quote the plan."""
    number = faults.note("unhandled", fault)
    tell(_("Ada kesalahan dalam aplikasi ini. Semua yang sudah tersimpan tetap aman."))
    words = _("Serahkan baris berikut kepada pengelola aplikasi; nomor kesalahannya {number}.")
    tell(words.format(number=number))
    tell(faults.trace(fault))
    return FAULT


def _outcome(run: Callable[[argparse.Namespace], Outcome], chosen: argparse.Namespace) -> Outcome:
    """What the command came to; what the world did to it becomes a sentence."""
    try:
        data_folder()
    except RuntimeError as error:  # "~name" of a person whom this computer does not know
        raise UserFacingError(
            _("Folder data {folder} tidak dikenal di komputer ini.").format(folder=os.environ.get(DATA_VARIABLE)),
            _("Tulis letak folder yang lengkap dengan --data atau GMSC_DATA."),
        ) from error
    try:
        return run(chosen)
    except UnicodeEncodeError as error:
        raise UserFacingError(
            _("Ada huruf di dalam perintah ini yang tidak terbaca. Tidak ada yang berubah."),
            _("Tulis ulang perintahnya dalam UTF-8."),
        ) from error
    except sqlite3.DatabaseError as error:
        from gmsc_desktop.models.document_errors import damaged, of_damage

        if of_damage(error):
            raise damaged() from error
        raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserFacingError(
            _("{name} tidak dapat dibaca atau ditulis: {detail}.").format(
                name=error.filename or _("Sebuah berkas"), detail=error.strerror or error
            ),
            _("Periksa letak, izin, dan ruang kosongnya, lalu coba lagi."),
        ) from error
