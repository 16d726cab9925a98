"""Asks before a package of another computer becomes a plan of this one: from whom it is, and from when."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from gmsc_desktop.desk.kept_backups import at_hand
from gmsc_desktop.desk.packages import facts
from gmsc_desktop.desk.receiving import Sender, take_over
from gmsc_desktop.models.beside import carries_words
from gmsc_desktop.package.identity import BACKUP
from gmsc_desktop.package.read import OpenedPackage
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.opening import moment_words

if TYPE_CHECKING:
    from gmsc_desktop.ui.windows import Windows

_LONGEST = 120  # letters of a stranger's word in the question


@dataclass
class Offered:
    """A package that would become a plan of this computer; nothing is written before the person agrees."""

    package: OpenedPackage
    closing: ExitStack
    path: Path
    sender: Sender

    @property
    def origin(self) -> str:
        """What it is, from whom and when, line by line, and what its seal says."""
        lines = [f"{label}: {_on_one_line(words)}" for label, words in facts(self.package.identity)]
        file = f"{_on_one_line(self.path.name)}. {self.sender.sentence}"
        if self.package.identity.kind == BACKUP:
            lines.append(carries_words(self.package.beside))
        return "\n".join((*lines, *_last_change(self.package), file))


def _on_one_line(words: str) -> str:
    """What a stranger wrote, such that it cannot be taken for a line of ours: no breaks, nothing unseen, bounded."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _last_change(package: OpenedPackage) -> list[str]:
    """Who wrote last in it, on which computer, and when; nothing where the history does not tell it."""
    history = package.history
    last = history.changes[-1] if history is not None and history.changes else None
    author = next((one for one in history.authors if one.id == last.author), None) if history and last else None
    if last is None or author is None:
        return []
    words = _("Perubahan terakhir: {moment} oleh {name} di komputer {device}")
    name, device = _on_one_line(author.name or ""), _on_one_line(author.device or "")
    told = {"name": name or _("seseorang"), "device": device or _("lain")}
    return [words.format(moment=moment_words(last.at), **told)]


def ask_to_take(windows: Windows, offered: Offered) -> None:
    """Tell from whom it is; where the person agrees it becomes a plan and is opened, else nothing of it stays."""
    home = windows.home or windows.show_home()
    sentence = _("Jadikan paket ini rencana di komputer ini?")
    step = _("Sesudah itu rencana ini milik Anda untuk diubah. Bila pengirimnya tidak Anda kenal, tanyakan dahulu.")
    kind = QMessageBox.Icon.Warning if offered.sender.changed else QMessageBox.Icon.Question
    box = plain.message(home, kind, sentence, f"{offered.origin}\n\n{step}")
    take = box.addButton(_("Jadikan rencana"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(_("Jangan dahulu"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    if box.clickedButton() is not take:
        offered.closing.close()
        return

    def work(_progress: object) -> str:
        with offered.closing:
            return take_over(offered.package, at_hand(offered.path, offered.package))

    def done(plan_id: str) -> None:
        windows.open_plan(plan_id)
        home.refresh()

    home.jobs.start(_("Menyalin rencana…"), work, done, home.tell)
