"""Digests that are taken beside other work are those of the bytes in their order, whoever else hashes meanwhile."""

from __future__ import annotations

import hashlib
import os

from gmsc_desktop.package.hashing import BLOCK, Lane


def test_files_that_are_hashed_together_keep_their_own_digests() -> None:
    files = [[os.urandom(size) for size in (BLOCK, 100, BLOCK, BLOCK // 4, 0, 7)] for _file in range(9)]
    with Lane() as lane:
        running = [lane.digests("sha512", "sha256") for _file in files]
        for turn in range(len(files[0])):
            for digests, blocks in zip(running, files, strict=True):
                digests.update(blocks[turn])
        made = [(digests.hexdigest("sha512"), digests.hexdigest("sha256")) for digests in running]
    wholes = [b"".join(blocks) for blocks in files]
    assert made == [(hashlib.sha512(whole).hexdigest(), hashlib.sha256(whole).hexdigest()) for whole in wholes]
