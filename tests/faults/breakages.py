"""Ways in which the product is broken on purpose, in the child alone, so that the tries are seen to notice."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from gmsc_desktop.errors import UserFacingError


def writes_in_place() -> None:
    """Files that leave are written over the old one."""

    def write(target: Path, fill: Callable[[BinaryIO], None], **_more: Any) -> None:
        with target.open("wb") as stream:
            fill(stream)

    _everywhere("platform_files.durable", "write_atomically", write)


def syncs_no_content() -> None:
    """Files get their name before their content is on the drive."""

    class Lazy:
        def __getattr__(self, name: str) -> Any:
            return (lambda _handle: None) if name == "fsync" else getattr(os, name)

    _module("platform_files.durable").os = Lazy()
    _everywhere("platform_files.durable", "fsync_file", lambda _file: None)


def syncs_no_names() -> None:
    """What was renamed may be back under its old name after a power cut."""
    _everywhere("platform_files.folders", "fsync_folder", lambda _folder: None)


def saves_lazily() -> None:
    """SQLite does not wait for the drive at COMMIT."""
    module = _module("models.document_file")
    module.PRAGMAS = tuple((name, 1 if name == "synchronous" else value) for name, value in module.PRAGMAS)


def migrates_piecemeal() -> None:
    """A migration is no transaction: each statement stands for itself."""
    module = _module("models.document_file")
    real = module._run_steps

    def run(raw: Any, version: int) -> None:
        raw.execute("COMMIT")
        real(raw, version)
        raw.execute("BEGIN IMMEDIATE")

    module._run_steps = run


def restores_in_place() -> None:
    """The restored file is copied over the plan's."""
    module = _module("models.restoring")

    def put(draft: Path, target: Path) -> None:
        module.clear_place(target.parent)
        shutil.copyfile(draft / target.name, target)

    module._put = put


def attaches_at_once() -> None:
    """Evidence is copied under its last name."""
    module = _module("models.attachments.store")

    def new_temporary(folder: Path, _name: str) -> Path:
        place: Path = folder / module.FOLDER / "aa"
        place.mkdir(parents=True, exist_ok=True)
        return place / ("a" * 64)

    module._new_temporary = new_temporary


def tells_no_drive() -> None:
    """A full drive is told without its name and room."""
    told = UserFacingError("Penyimpanan penuh.", "Coba lagi.")
    _everywhere("platform_files.disk_errors", "disk_full", lambda *_given, **_more: told)
    _module("models.document_errors")._full = lambda _folder: "Penyimpanan penuh."


def hides_errors() -> None:
    """A change that the drive refuses is taken back without a word."""
    kind = _module("models.document").Document
    real = kind._commit

    def commit(self: Any, *given: object) -> None:
        try:
            real(self, *given)
        except (UserFacingError, sqlite3.Error):
            self._roll_back(self._history.ghosts)

    kind._commit = commit


def sweeps_nothing() -> None:
    """What ended processes leave stays."""
    _everywhere("platform_files.temporary", "clear_leftovers", lambda *_given, **_more: 0)


def counts_before_its_evidence() -> None:
    """A package stands in the second place before the evidence that it names."""
    kind = _module("desk.second_copy")._Copying
    copy_evidence, write_package = kind.copy_evidence, kind.write_package
    asked: list[Any] = []

    def later(self: Any, *given: Any) -> str:
        asked.extend(given)
        return ""

    def write(self: Any) -> Path:
        path: Path = write_package(self)
        copy_evidence(self, *asked)
        return path

    kind.copy_evidence, kind.write_package = later, write


def passes_over_evidence() -> None:
    """Evidence that the second place does not take is left away without a word."""
    kind = _module("desk.second_copy")._Copying
    real = kind._copy

    def copy(self: Any, file: Any) -> None:
        with suppress(UserFacingError):
            real(self, file)

    kind._copy = copy


def sweeps_what_is_named() -> None:
    """Evidence that only older packages of the second place name is removed there."""
    _module("desk.second_evidence").evidence_named_in = lambda *_given: set()


def sweeps_at_once() -> None:
    """Evidence goes from the second place while the package that named it may still come back."""
    _module("desk.second_evidence").fsync_folder = lambda _folder: None


def trusts_any_sender() -> None:
    """Another computer's key is taken for the one that came before."""
    keys = _module("package.keys")
    _everywhere("package.keys", "seal_state", lambda *_given, **_more: keys.SealState.SAME)


def settles_nothing() -> None:
    """What left without being noted is not looked for."""
    _everywhere("models.outgoing_pending", "settle", lambda _document: 0)


def leaves_contacts_behind() -> None:
    """A backup carries the plan and its history alone."""
    empty = _module("models.beside").Beside
    _everywhere("models.beside", "read", lambda *_given: empty())


def counts_anew() -> None:
    """What left since a backup was made is forgotten by going back to it."""
    _everywhere("models.beside", "carry_over", lambda *_given, **_more: None)


def takes_it_from_anybody() -> None:
    """What only a backup may carry is taken from a team copy or a submission too."""
    kinds = _module("package.identity").SUFFIXES

    class AnyKind(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return other in kinds

        def __ne__(self, other: object) -> bool:
            return other not in kinds

        __hash__ = str.__hash__

    _module("package.examine").BACKUP = AnyKind("cadangan")


def keeps_second_place() -> None:
    """Erasing leaves the older backups of the second place alone."""
    _everywhere("desk.forgetting", "_sweep", lambda *_given: (0, 0))


def _module(name: str) -> Any:
    return import_module(f"gmsc_desktop.{name}")


def _everywhere(place: str, name: str, other: object) -> None:
    """Replace a function in every module that has taken it by name."""
    real = getattr(_module(place), name)
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("gmsc_desktop") and getattr(module, name, None) is real:
            setattr(module, name, other)


BREAKAGES: dict[str, Callable[[], None]] = {
    function.__name__: function
    for function in (
        writes_in_place,
        syncs_no_content,
        syncs_no_names,
        saves_lazily,
        migrates_piecemeal,
        restores_in_place,
        attaches_at_once,
        tells_no_drive,
        hides_errors,
        sweeps_nothing,
        counts_before_its_evidence,
        passes_over_evidence,
        sweeps_what_is_named,
        sweeps_at_once,
    )
}
# What no try of a fault sees: the tests that are for it turn red in a process of their own.
UNSEEN_BY_TRIES: dict[str, Callable[[], None]] = {
    function.__name__: function
    for function in (
        trusts_any_sender,
        settles_nothing,
        leaves_contacts_behind,
        counts_anew,
        takes_it_from_anybody,
        keeps_second_place,
    )
}
ALSO_AFTERWARDS = {"sweeps_nothing"}  # broken where the next start is judged, too
