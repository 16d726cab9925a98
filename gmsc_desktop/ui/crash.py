"""What happens on a fault of ours: it is logged without a word of the plan, and told once, on the GUI thread."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gmsc_desktop import faults
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain

if TYPE_CHECKING:
    from gmsc_desktop.ui.settings import Settings

# Said of every window where there is no screen.
HARMLESS = {f"This plugin does not support {what}" for what in ("propagateSizeHints()", "raise()")}

_QT_KINDS = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}


class CrashHook(QObject):
    """Takes every unhandled error of every thread; the first is told in a dialog, the others go to the log alone."""

    _raised = Signal(object, str)

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.told = False
        self.log = faults.FaultLog()
        self._settings = settings
        self._fatal = faults.FatalFile()
        self._before: tuple[Any, Any, Any, Any] | None = None  # Any: the hooks as they were, handed back untouched
        # Queued: a fault may come out of the middle of painting, where no dialog can be shown.
        self._raised.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def ended_hard(self) -> bool:
        """Whether the run before this one broke off in native code, and nobody could be told then."""
        return self._fatal.ended_hard

    def install(self) -> None:
        """Log to the logs folder and hook into Python and Qt; no log is no reason not to start."""
        self.log.start()
        try:
            self._fatal.start()
        except OSError as error:
            faults.note("no file of fatal faults", error)
        before_qt = qInstallMessageHandler(self._take_qt)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook, before_qt
        sys.excepthook = self._excepthook
        threading.excepthook = self._thread_hook
        sys.unraisablehook = self._unraisable_hook

    def remove(self) -> None:
        """Give the hooks back and close the logs, as the program ends."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before[:3]
            qInstallMessageHandler(self._before[3])
            self._before = None
        self.log.stop()
        self._fatal.stop()

    def _excepthook(self, _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
        self.take(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_value)

    def _unraisable_hook(self, args: sys.UnraisableHookArgs) -> None:
        """An error from where nobody can be told, as objects are taken down: for the log alone."""
        if args.exc_value is not None:
            faults.note("unraisable", args.exc_value)

    def _take_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind in _QT_KINDS and message not in HARMLESS:
            self.log.take_qt(_QT_KINDS[kind], message, faults.here(sys._getframe(1)))

    def take(self, error: BaseException) -> None:
        """Log an error and have it told; may be called on any thread."""
        if isinstance(error, KeyboardInterrupt | SystemExit):
            return
        self._raised.emit(error, faults.note("unhandled", error))

    def _tell(self, error: BaseException, number: str) -> None:
        if isinstance(error, UserFacingError):
            self._show(error.sentence, error.next_step, with_report=False)
        elif not self.told:
            self.told = True
            self._show(
                _("Ada kesalahan dalam aplikasi ini. Semua yang bertanda tersimpan tetap aman."),
                _(
                    "Tutup semua jendela GMSC Desktop, lalu buka lagi. Bila terulang, simpan laporannya ke berkas dan "
                    "serahkan kepada pengelola aplikasi; nomornya {number}. Laporan itu tidak memuat isi rencana."
                ).format(number=number),
                with_report=True,
            )

    def _show(self, sentence: str, next_step: str, *, with_report: bool) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = plain.message(QApplication.activeWindow(), QMessageBox.Icon.Warning, sentence, next_step)
        view = box.addButton(_("Lihat laporan…"), QMessageBox.ButtonRole.ActionRole) if with_report else None
        close = box.addButton(_("Tutup pesan ini"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.exec()
        if view is not None and box.clickedButton() is view:
            from gmsc_desktop.ui.help_report import show_report
            from gmsc_desktop.ui.settings import Settings

            show_report(QApplication.activeWindow(), self._settings or Settings())
