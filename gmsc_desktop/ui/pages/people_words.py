"""What columns of lists of people usually say, by which they are known where no heading names them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache

from gmsc_desktop.paths import resource


@cache
def _words() -> Mapping[str, frozenset[str]]:
    read = json.loads(resource("import/people.json").read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in read.items()}


def usual_words() -> dict[str, Callable[[str], bool]]:
    """A role is one of the usual ones; a post begins with the words of one."""
    return {"role": _is_role, "post": _is_post}


def _is_role(text: str) -> bool:
    return " ".join(text.split()).casefold() in _words()["role"]


def _is_post(text: str) -> bool:
    words = text.replace(".", " ").casefold().split()
    return any(" ".join(words[:count]) in _words()["post"] for count in range(1, len(words) + 1))
