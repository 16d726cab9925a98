"""Digests of bytes that go by, taken beside the other work on them: they cost more than the rest."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

BLOCK = 1024 * 1024  # bytes read at once: large enough to cost nothing, small enough to be cancelled
_WORTH_A_THREAD = 128 * 1024
_BEHIND = 12  # blocks that the threads may be behind the reading: what they cost in memory


class Lane:
    """Threads that hash for one reader or writer, one for each kind of digest; a context manager."""

    def __init__(self) -> None:
        self._threads: dict[str, ThreadPoolExecutor] = {}
        self._running: deque[Future[None]] = deque()

    def __enter__(self) -> Lane:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for thread in self._threads.values():
            thread.shutdown(cancel_futures=error is not None)

    def digests(self, *names: str) -> Digests:
        """New digests, by the names that ``hashlib`` knows; those of other files may still be running."""
        return Digests(self, names)

    def begin(self, name: str, update: Callable[[bytes], None], block: bytes) -> Future[None]:
        """Let the thread of a kind take a block in, after those that it was given before."""
        if name not in self._threads:
            self._threads[name] = ThreadPoolExecutor(1, thread_name_prefix=name)
        running = self._threads[name].submit(update, block)
        self._running.append(running)
        while len(self._running) > _BEHIND:
            self._running.popleft().result()
        return running


class Digests:
    """Digests of the same blocks, given in order; each block must stay as it is."""

    def __init__(self, lane: Lane, names: tuple[str, ...]) -> None:
        self._lane = lane
        self._hashes = {name: hashlib.new(name) for name in names}
        self._last: dict[str, Future[None]] = {}

    def update(self, block: bytes) -> None:
        """Take a block in, now or soon."""
        if len(block) < _WORTH_A_THREAD:
            for name, digest in self._hashes.items():
                self._wait(name)
                digest.update(block)
        else:
            for name, digest in self._hashes.items():
                self._last[name] = self._lane.begin(name, digest.update, block)

    def hexdigest(self, name: str) -> str:
        """A digest of all blocks, in lower case; it is waited for."""
        self._wait(name)
        return self._hashes[name].hexdigest()

    def _wait(self, name: str) -> None:
        if name in self._last:
            self._last.pop(name).result()
