"""What a command came to: lines for a person, one value for a program, and whether it is good."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outcome:
    """``value`` is any JSON value; ``warnings`` go to standard error; not ``good`` ends with exit code 1."""

    lines: Sequence[str]
    value: object
    good: bool = True
    warnings: Sequence[str] = field(default=())


def tell(line: str) -> None:
    """A line for the person, on standard error."""
    sys.stderr.write(line + "\n")
