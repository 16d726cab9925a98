"""G8, the full figure: ten thousand mutants of a package, each refused with a sentence or the same as before."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.faults.gates import FULL, count
from tests.package import test_mutants
from tests.package.packages import unzip, written

DAMAGES = ("flips", "header_flips", "cut", "hole", "spliced", "grown", "shrunk")
EACH = 1500

if FULL:

    @pytest.mark.parametrize("name", DAMAGES)
    def test_no_mutant_is_taken_with_another_content(name: str, fast: Path) -> None:
        damage = getattr(test_mutants, name)
        small = written(fast, "salinan-kerja", evidence=()).path
        data, same, path = small.read_bytes(), unzip(small), fast / "paket.zip"
        dice = random.Random(name)
        bad, longest = 0, 0.0
        for _one in range(EACH):
            path.write_bytes(damage(data, dice))
            began = time.monotonic()
            if test_mutants.taken(path):
                bad += unzip(path) != same
            longest = max(longest, time.monotonic() - began)
        count("G8", mutants=EACH, bad=bad, seconds=longest)
        assert bad == 0
        assert longest < 2
