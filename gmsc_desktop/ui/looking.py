"""What a window tells of the package that it shows, and the step by which a sender's other computer is accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject

from gmsc_desktop.desk import packages, received
from gmsc_desktop.desk.receiving import accept_sender
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.package.identity import BACKUP
from gmsc_desktop.package.keys import SealState
from gmsc_desktop.text import _
from gmsc_desktop.ui.differences import show_parting
from gmsc_desktop.ui.opening import moment_words
from gmsc_desktop.ui.origin import Origin
from gmsc_desktop.ui.sender import SenderDialog
from gmsc_desktop.values import format_size

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow
    from gmsc_desktop.ui.receiving import Looked
    from gmsc_desktop.ui.windows import Windows

_SEALS = {
    SealState.SAME: ("shield-check", "ok"),
    SealState.NEW: ("shield-check", "muted"),
    SealState.CHANGED: ("triangle-alert", "warn"),
    SealState.MISSING: ("triangle-alert", "warn"),
    SealState.NONE: ("info", "muted"),
}


class Looking(QObject):
    """Belongs to the window of one package and goes with it."""

    def __init__(self, windows: Windows, window: MainWindow, looked: Looked) -> None:
        super().__init__(window)
        self._windows, self._window, self._looked = windows, window, looked
        window.session.origin = self._origin()

    def tell_first(self) -> None:
        """What there is to know before reading on, with the steps that lead on."""
        self._say(" ".join(self._looked.notes), "warn" if self._looked.sender.changed else "info")

    def _say(self, words: str, kind: Literal["info", "warn"]) -> None:
        if self._looked.package.identity.kind == BACKUP:
            self._window.say_first(words, _("Pulihkan dari cadangan ini…"), self._restore, kind)
            return
        differences = self._differences()
        accept = (_("Terima komputer pengirim…"), self.ask_to_accept) if self._can_accept else None
        if differences is not None:
            self._window.say_first(words, _("Lihat perbedaan"), differences, kind, accept)
        else:
            action, run = accept or ("", None)
            self._window.say_first(words, action, run, kind)

    def _restore(self) -> None:
        self._windows.restore(self._looked.package.identity.plan_id, self._looked.path)

    @property
    def _can_accept(self) -> bool:
        return self._looked.sender.state is SealState.CHANGED

    def _differences(self) -> Callable[[], object] | None:
        looked = self._looked
        kept = looked.received
        if looked.standing is not None and looked.standing.parted:
            return lambda: show_parting(looked, self._window.session, self._window)
        if kept is not None and looked.earlier is not None:
            return lambda: self._windows.compare_received(kept)
        return None

    def _origin(self) -> Origin:
        looked, identity = self._looked, self._looked.package.identity
        (_label, what), *facts = packages.facts(identity)
        if identity.example:
            facts.append((_("Contoh"), _("bukan dokumen resmi")))
        if looked.received is not None:
            facts.append((_("Diterima"), moment_words(looked.received.received_at)))
        facts.append((_("Berkas"), f"{looked.path.name} ({_size(looked)})"))
        return Origin(
            what,
            tuple(facts),
            seal=(*_SEALS[looked.sender.state], looked.sender.sentence),
            code=looked.package.code,
            digest=looked.package.digest,
            path=looked.received.path if looked.received is not None else looked.path,
            accept=self.ask_to_accept if self._can_accept else None,
            differences=self._differences(),
        )

    # -- the sender

    def ask_to_accept(self) -> None:
        """Say what accepting means and what to ask first; accept where the person says so."""
        if SenderDialog(self._looked, self._window).exec() == SenderDialog.DialogCode.Accepted:
            self.accept()

    def accept(self) -> None:
        """Remember the sender's computer beside the others; the warning goes."""
        looked = self._looked
        try:
            looked.sender = accept_sender(looked.package)
            if looked.received is not None:
                looked.received = received.accept_seal(looked.received)
        except UserFacingError as error:
            self._window.page.banner.say("error", f"{error.sentence} {error.next_step}".strip())
            return
        self._window.session.origin = self._origin()
        self._window.session.changed.emit(frozenset({"plan"}))  # whoever tells of the plan reads again
        words = _("Komputer pengirim diterima. Paket berikutnya dari komputer itu tidak lagi ditandai.")
        self._say(words, "info")
        if self._windows.home is not None:
            self._windows.home.refresh()


def _size(looked: Looked) -> str:
    if looked.received is not None:
        return format_size(looked.received.size)
    try:
        return format_size(looked.path.stat().st_size)
    except OSError:  # the stick was taken out meanwhile
        return _("berkas asalnya tidak terbaca lagi")
