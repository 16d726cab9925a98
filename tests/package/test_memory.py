"""What a hostile package can make the reading process hold: measured in the child itself, bomb by bomb."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.package import strict_json
from gmsc_desktop.package.read import open_package
from gmsc_desktop.package.refusals import PackageRefused
from tests.package.packages import Forgery, written

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system tells a process's peak in /proc there")

MEGABYTE = 1024 * 1024
ALLOWED = 256 * MEGABYTE
Measured = Callable[[bytes], tuple[str, int]]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Forgery:
    """A submission without evidence and wide letters, to be filled with a bomb."""
    forged = Forgery.of(written(tmp_path_factory.mktemp("polos"), evidence=()).path)
    plan = re.sub(r"\\\\u[0-9a-f]{4}", "", forged.files["data/rencana.json"].decode()).encode("ascii", "replace")
    forged.files["data/rencana.json"] = plan
    assert strict_json.memory_for(plan) < 20 * len(plan)
    return forged


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Measured:
    """Open a package; what became of it, and the most bytes that the child held."""
    peak = tmp_path / "puncak.txt"
    child = [sys.executable, str(Path(__file__).with_name("measured_child.py")), str(peak)]
    monkeypatch.setattr("gmsc_desktop.worker.parent.program", lambda: child)

    def opened(data: bytes) -> tuple[str, int]:
        path = tmp_path / "paket.zip"
        path.write_bytes(data)
        try:
            with open_package(path, scratch=tmp_path):
                became = "taken"
        except PackageRefused as refused:
            became = refused.reason
        except UserFacingError as told:
            became = told.sentence
        return became, int(peak.read_text("ascii")) * 1024

    return opened


def many(item: str) -> Callable[[int], str]:
    """A list of the same item, as long as a text of so many bytes."""
    return lambda size: "[" + ",".join([item] * (size // (len(item.encode()) + 1))) + "]"


def keys(size: int) -> str:
    return "{" + ",".join(f'"{number:07x}":1' for number in range(size // 12)) + "}"


SHAPES = {
    "empty lists": many("[]"),
    "lists in lists": many("[[[[[[]]]]]]"),
    "objects of one key": many('{"a":1}'),
    "different keys": keys,
    "short texts": many('"ab"'),
    "widest letters": many('"😀"'),
    "long texts, widened by one letter": many('"' + "a" * 900_000 + '😀"'),
    "long texts": many('"' + "a" * 900_000 + '"'),
    "large numbers": many("9223372036854775807"),
}


def bomb(bare: Forgery, text: str) -> bytes:
    plan = bare.files["data/rencana.json"]
    files = dict(bare.files)
    files["data/rencana.json"] = plan.replace(b"{", b'{"bebas":' + text.encode() + b",", 1)
    return Forgery(files).relist().zipped()


def sized(bare: Forgery, shape: Callable[[int], str], share: float) -> str:
    """A text of this shape with which the plan is estimated at a share of what is allowed."""
    plan = bare.files["data/rencana.json"]
    alone, sample = strict_json.memory_for(plan), shape(MEGABYTE).encode()
    each = (strict_json.memory_for(plan + sample) - alone) / len(sample)
    return shape(int((share * strict_json.MOST_MEMORY - alone) / each))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_the_largest_json_that_is_read_fits(bare: Forgery, measured: Measured, shape: Callable[[int], str]) -> None:
    became, peak = measured(bomb(bare, sized(bare, shape, 0.95)))
    assert became == "taken"
    assert peak < ALLOWED


BOMBS = {
    "empty lists": ("json-big", many("[]")),
    "objects of one key": ("json-big", many('{"a":1}')),
    "one number": ("json-number", lambda size: "1" * size),
    "opening brackets": ("json-deep", lambda size: "[" * (size // 40)),
    "one text": ("json-long", lambda size: '"' + "a" * size + '"'),
}


@pytest.mark.parametrize(("reason", "shape"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_before_it_swells(
    bare: Forgery, measured: Measured, reason: str, shape: Callable[[int], str]
) -> None:
    became, peak = measured(bomb(bare, shape(40 * MEGABYTE)))
    assert became == reason
    assert peak < ALLOWED
