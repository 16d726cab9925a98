"""Digests of bytes that go by, taken in a second thread beside the other work on them: they cost more than the rest."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

BLOCK = 1024 * 1024  # bytes read at once: large enough to cost nothing, small enough to be cancelled
_WORTH_A_THREAD = 128 * 1024


class Lane:
    """One thread that hashes for one reader or writer at a time; a context manager."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="hashing")

    def __enter__(self) -> Lane:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()

    def digests(self, *names: str) -> Digests:
        """New digests, by the names that ``hashlib`` knows."""
        return Digests(self._pool, names)


class Digests:
    """Digests of the same blocks, given in order; each block must stay as it is."""

    def __init__(self, pool: ThreadPoolExecutor, names: tuple[str, ...]) -> None:
        self._pool = pool
        self._hashes = {name: hashlib.new(name) for name in names}
        self._running: Future[None] | None = None

    def update(self, block: bytes) -> None:
        """Begin with the block as soon as the one before is done."""
        self._wait()
        if len(block) < _WORTH_A_THREAD:
            self._hash(block)
        else:
            self._running = self._pool.submit(self._hash, block)

    def hexdigest(self, name: str) -> str:
        """A digest of all blocks, in lower case."""
        self._wait()
        return self._hashes[name].hexdigest()

    def _hash(self, block: bytes) -> None:
        for digest in self._hashes.values():
            digest.update(block)

    def _wait(self) -> None:
        if self._running is not None:
            self._running.result()
            self._running = None
