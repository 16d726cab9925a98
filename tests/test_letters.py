"""Where the letters of a page stand, as a child tells it: words are marked where they are, whatever it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from gmsc_desktop.worker.letters import MOST_LETTERS, WIDE, Letters, letters_told, marks
from gmsc_desktop.worker.viewing import PDF
from gmsc_desktop.worker.views import Wanted, views
from tests.documents import pdf, turned


def seen(path: Path) -> Letters:
    [view] = views([Wanted(path, PDF, 800, 0, letters=True)])
    assert view.letters is not None
    return view.letters


def test_words_stand_where_the_page_has_them_and_twice_where_they_do_twice(tmp_path: Path) -> None:
    told = seen(pdf(tmp_path / "a.pdf", ["Rumah Kurcaci\nrumah sakit"]))
    first, second = marks(told, ["rumah"])
    assert first[0] == pytest.approx(second[0], abs=20)
    assert first[0] == pytest.approx(30 / 400 * WIDE, abs=40), "30 points from the left of 400"
    assert first[1] < first[3] <= second[1] < second[3]
    assert first[3] == pytest.approx((500 - 460) / 500 * WIDE, abs=60), "on the line at 460 points of 500"
    assert marks(told, ["kurc", "sakit"])[0][0] > first[2]
    assert marks(told, ["rumah kurcaci"]) != []
    assert marks(told, ["tidak"]) == []
    assert len(marks(told, ["a"], most=2)) == 2


def test_a_page_that_is_turned_is_marked_as_it_is_seen(tmp_path: Path) -> None:
    told = seen(turned(pdf(tmp_path / "a.pdf", ["Rumah Kurcaci"]), tmp_path / "b.pdf"))
    [mark] = marks(told, ["rumah"])
    assert mark[3] - mark[1] > mark[2] - mark[0], "the line runs down the page"
    assert mark[0] > WIDE * 0.85


def test_a_word_over_two_lines_and_a_joined_letter_are_found_as_the_search_finds_them() -> None:
    text = "Ran\x02\r\ncangan e\ufb03sien"
    boxes = [(at * 10, 0, at * 10 + 8, 9) for at in range(len(text))]
    boxes[6:12] = [(at * 10, 20, at * 10 + 8, 29) for at in range(6)]
    told = Letters(text, tuple(boxes))
    assert marks(told, ["rancangan"]) == [(0, 0, 28, 9), (0, 20, 58, 29)]
    assert len(marks(told, ["efisien", "effisien"])) == 1


@pytest.mark.parametrize(
    "told",
    [
        None, [], {}, {"text": "a", "boxes": [0, 0, 1]}, {"text": "a", "boxes": [0, 0, 1, WIDE + 1]},
        {"text": "a", "boxes": [0, 0, 1, True]}, {"text": 1, "boxes": []},
        {"text": "a" * (MOST_LETTERS + 1), "boxes": [0] * 4 * (MOST_LETTERS + 1)},
    ],
)  # fmt: skip
def test_what_a_child_tells_otherwise_is_not_taken(told: object) -> None:
    assert letters_told(told) is None
