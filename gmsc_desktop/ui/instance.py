"""One program for each data folder: a second start raises the first one's window, and says which plan is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer

from gmsc_desktop import platform_files as files
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.late import bring_in
from gmsc_desktop.paths import data_folder
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Job

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

LOCK_NAME = "jendela.lock"
WAIT_MS = 3000
LONGEST = 4096  # bytes of a message
AFTER_PAINT_MS, PAUSE_MS = 50, 100


class Instance(QObject):
    """``is_first`` is decided by a lock of the operating system; the local socket only carries the message."""

    def __init__(self) -> None:
        super().__init__()
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = QLockFile(str(folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)
        self.is_first = self._lock.tryLock(0)
        self._server: QLocalServer | None = None
        self._job: Job | None = None  # that makes ready for it

    @property
    def serving(self) -> bool:
        """Whether other starts are heard."""
        return self._server is not None

    def _name(self) -> str:
        """The name of the socket, one for each data folder."""
        from PySide6.QtCore import QCryptographicHash

        digest = QCryptographicHash.hash(str(self._folder).encode(), QCryptographicHash.Algorithm.Sha256)
        return "gmsc-" + digest.toHex().toStdString()[:24]

    def holder(self) -> tuple[int, str]:
        """Process number and computer of the first program, as its lock file names them; (0, "") where it does not."""
        told = self._lock.getLockInfo()
        numbers = [part for part in told if isinstance(part, int) and not isinstance(part, bool)]
        names = [part for part in told if isinstance(part, str)]
        return (numbers[0], names[0]) if numbers and names else (0, "")

    def call_first(self, plan: str) -> bool:
        """Ask the running program to come up; whether it heard. One that is just starting is waited for."""
        from PySide6.QtCore import QElapsedTimer, QThread
        from PySide6.QtNetwork import QLocalSocket

        name, socket, waited = self._name(), QLocalSocket(), QElapsedTimer()
        waited.start()
        socket.connectToServer(name)
        while not socket.waitForConnected(WAIT_MS):
            if waited.hasExpired(WAIT_MS):
                return False
            QThread.msleep(PAUSE_MS)
            socket.connectToServer(name)
        socket.write(plan.encode()[:LONGEST] + b"\n")
        heard = socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()
        return heard

    def listen(self, bring_up: Callable[[str], object]) -> None:
        """Hear other starts from now on; a thread fetches the network library after the first paint."""

        def serve(_library: object) -> None:
            self._serve(bring_up)

        self._job = Job("", lambda _progress: bring_in("PySide6.QtNetwork"), serve, lambda _error: None, self)
        QTimer.singleShot(AFTER_PAINT_MS, self._job, self._job.start)

    def _serve(self, bring_up: Callable[[str], object]) -> None:
        from PySide6.QtNetwork import QLocalServer

        name = self._name()
        QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._hear(bring_up))
        if server.listen(name):
            self._server = server

    def _hear(self, bring_up: Callable[[str], object]) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()
        if socket is not None and (socket.canReadLine() or socket.waitForReadyRead(WAIT_MS)):
            line = bytes(socket.readLine(LONGEST + 1).data()).decode("utf-8", "replace").strip()
            bring_up(line)
        if socket is not None:
            socket.deleteLater()

    def close(self) -> None:
        """Stop listening and let the next start be the first."""
        if self._job is not None:
            self._job.forget()
        if self._server is not None:
            self._server.close()
        self._lock.unlock()


def not_heard(instance: Instance) -> UserFacingError:
    """The data folder is in use by a program that does not answer: a hung one, or one on another computer."""
    process, computer = instance.holder()
    here = files.computer_name().casefold().partition(".")[0]
    if computer and computer.casefold().partition(".")[0] != here:
        return UserFacingError(
            _("Folder data ini sedang dipakai GMSC Desktop di komputer {computer}.").format(computer=computer),
            _(
                "Tutup dahulu di sana. Bila komputer itu mati mendadak, hapus berkas {name} di {folder}, lalu buka "
                "lagi. Sebaiknya setiap komputer memakai folder datanya sendiri dan bertukar salinan kerja."
            ).format(name=LOCK_NAME, folder=data_folder()),
        )
    return UserFacingError(
        _("GMSC Desktop sudah berjalan di komputer ini, tetapi tidak menjawab."),
        _(
            "Tunggu sebentar, lalu coba lagi. Bila tetap begitu, akhiri proses bernomor {process} di Pengelola Tugas. "
            "Semua yang tersimpan tetap aman."
        ).format(process=process),
    )
