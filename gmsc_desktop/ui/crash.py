"""What happens on a fault of ours: it is logged without a word of the plan, and told once, on the GUI thread."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QMessageBox
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import logs_folder
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain

LOG_NAME, FAULTS_NAME = "gmsc.log", "gmsc-fatal.log"
LOG_BYTES, LOG_FILES = 512 * 1024, 3
# Said of every window where there is no screen.
HARMLESS = {f"This plugin does not support {what}" for what in ("propagateSizeHints()", "raise()")}

_log = logging.getLogger("gmsc")


def where(error: BaseException) -> str:
    """Kind and place of an error: never its message, which may quote the plan."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([type(error).__qualname__, *lines])


class _LateLog(logging.Handler):
    """The rotating log, opened with its first line: most starts have nothing to write."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
            )
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._file.emit(record)

    @override
    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


class CrashHook(QObject):
    """Takes every unhandled error of every thread; the first is told in a dialog, the others go to the log alone."""

    _raised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.told = False
        self.log_path = logs_folder() / LOG_NAME
        self._faults: IO[str] | None = None
        self._before: tuple[Any, Any, Any] | None = None  # Any: the hooks as they were, handed back untouched
        self._raised.connect(self._tell)

    def install(self) -> None:
        """Log to the logs folder and hook into Python and Qt; no log is no reason not to start."""
        try:
            self.log_path.parent.mkdir(parents=True, exist_ok=True)
            _log.addHandler(_LateLog(self.log_path))
            self._faults = (self.log_path.parent / FAULTS_NAME).open("a", encoding="utf-8")
            faulthandler.enable(self._faults)
        except OSError:
            _log.addHandler(logging.NullHandler())
        _log.setLevel(logging.INFO)
        _log.propagate = False
        self._before = sys.excepthook, threading.excepthook, qInstallMessageHandler(_qt_message)
        sys.excepthook = self._excepthook
        threading.excepthook = lambda args: self.take(args.exc_value) if args.exc_value else None

    def remove(self) -> None:
        """Give the hooks back and close the logs, as the program ends."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before[:2]
            qInstallMessageHandler(self._before[2])
        for handler in list(_log.handlers):
            _log.removeHandler(handler)
            handler.close()
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()

    def _excepthook(self, _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
        self.take(error)

    def take(self, error: BaseException) -> None:
        """Log an error and have it told; may be called on any thread."""
        if isinstance(error, KeyboardInterrupt | SystemExit):
            return
        _log.error("unhandled %s", where(error))
        self._raised.emit(error)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self._show(error.sentence, error.next_step)
        elif not self.told:
            self.told = True
            self._show(
                _("Ada kesalahan dalam aplikasi ini. Semua yang bertanda tersimpan tetap aman."),
                _(
                    "Tutup lalu buka lagi aplikasinya. Bila terulang, sampaikan berkas catatan ini: {path}. "
                    "Catatan itu tidak memuat isi rencana Anda."
                ).format(path=self.log_path),
            )

    def _show(self, sentence: str, next_step: str) -> None:
        box = plain.message(None, QMessageBox.Icon.Warning, sentence, next_step)
        box.addButton(_("Tutup pesan ini"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if message in HARMLESS:
        return
    if kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
        _log.warning("qt %s", message.split("\n", maxsplit=1)[0][:300])
