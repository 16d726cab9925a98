"""SHA-512 beside the other work on the same bytes, in a second thread: it takes longer than all the rest."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

BLOCK = 512 * 1024
_WORTH_A_THREAD = 64 * 1024


class Lane:
    """One thread that hashes for one reader or writer at a time; a context manager."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="sha512")

    def __enter__(self) -> Lane:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()

    def sha512(self) -> SideDigest:
        """A new digest."""
        return SideDigest(self._pool)


class SideDigest:
    """SHA-512 of blocks that are given in order; each block must stay as it is."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._digest = hashlib.sha512()
        self._running: Future[None] | None = None

    def update(self, block: bytes) -> None:
        """Begin with the block as soon as the one before is done."""
        self._wait()
        if len(block) < _WORTH_A_THREAD:
            self._digest.update(block)
        else:
            self._running = self._pool.submit(self._digest.update, block)

    def hexdigest(self) -> str:
        """The digest of all blocks, in lower case."""
        self._wait()
        return self._digest.hexdigest()

    def _wait(self) -> None:
        if self._running is not None:
            self._running.result()
            self._running = None
