"""Keys of an arranged order: always room for one more, and short however one arranges."""

from __future__ import annotations

import random
import sqlite3
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmsc_desktop.models.order import between, n_between

KEYS = st.text(alphabet="019AZaz", max_size=12).map(lambda text: text + "V") | st.from_regex(
    "[0-9A-Za-z]{0,6}[1-9A-Za-z]", fullmatch=True
)


def assert_key(key: str) -> None:
    assert key
    assert key.isascii()
    assert key.isalnum()
    assert not key.endswith("0")


@given(KEYS, KEYS)
def test_a_key_lies_between_its_neighbours(one: str, other: str) -> None:
    if one == other:
        return
    low, high = sorted((one, other))
    key = between(low, high)
    assert_key(key)
    assert low < key < high


@given(KEYS)
def test_there_is_room_at_both_ends(key: str) -> None:
    before, after = between(None, key), between(key, None)
    assert_key(before)
    assert_key(after)
    assert before < key < after


@given(st.none() | KEYS, st.none() | KEYS, st.integers(0, 300))
def test_many_keys_at_once_are_distinct_and_in_order(one: str | None, other: str | None, n: int) -> None:
    if one is not None and other is not None:
        if one == other:
            return
        one, other = sorted((one, other))
    keys = n_between(one, other, n)
    assert len(keys) == n
    for key in keys:
        assert_key(key)
    for left, right in pairwise(keys):
        assert left < right
    assert not keys or one is None or one < keys[0]
    assert not keys or other is None or keys[-1] < other


def test_keys_made_at_once_are_short_and_evenly_spread() -> None:
    keys = n_between(None, None, 500)
    assert max(map(len, keys)) == 2
    assert next(i for i, key in enumerate(keys) if key >= "V") == pytest.approx(250, abs=5)
    assert max(map(len, n_between("V", "W", 500))) <= 4


def test_two_thousand_rows_added_at_the_end_or_the_beginning_keep_short_keys() -> None:
    last = first = between(None, None)
    for _row in range(2000):
        last, first = between(last, None), between(None, first)
    assert len(last) <= 4
    assert len(first) <= 4


@pytest.mark.parametrize("side", ["left", "right", "alternating", "smaller"])
def test_two_thousand_inserts_at_one_spot_keep_keys_below_400_characters(side: str) -> None:
    low, high = "V", "W"
    for i in range(2000):
        key = between(low, high)
        assert low < key < high
        if side == "right" or (side == "alternating" and i % 2) or (side == "smaller" and key < high[: len(key)]):
            low = key
        else:
            high = key
    assert len(key) < 400


def test_ten_thousand_random_inserts_stay_short() -> None:
    choice = random.Random(7)
    keys = [between(None, None)]
    for _row in range(10_000):
        place = choice.randrange(len(keys) + 1)
        keys.insert(place, between(keys[place - 1] if place else None, keys[place] if place < len(keys) else None))
    assert keys == sorted(set(keys))
    assert max(map(len, keys)) < 20


def test_sqlite_sorts_keys_as_they_were_made() -> None:
    keys = n_between(None, None, 2000)
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE t(k TEXT)")
    db.executemany("INSERT INTO t VALUES(?)", [(key,) for key in sorted(keys, key=hash)])
    assert [key for (key,) in db.execute("SELECT k FROM t ORDER BY k")] == keys
    db.close()


@pytest.mark.parametrize(
    ("a", "b"), [("V", "V"), ("W", "V"), ("V0", "W"), ("", "V"), ("V", "v-"), ("é", None), (None, "0")]
)
def test_what_leaves_no_room_or_is_no_key_is_refused(a: str | None, b: str | None) -> None:
    with pytest.raises(ValueError, match=r"order key|no room"):
        between(a, b)
