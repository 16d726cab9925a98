"""What files cost the child that reads them; run as a program, so that no other child is counted.

``python -m tests.exchange.costs FILE ...`` prints as JSON how many there were, the longest seconds, the largest child
in megabytes, and what came out that is no sentence with a next step. The files are made elsewhere: a child counts with
what its parent holds when it begins.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reading import read_book


def main() -> None:
    """Read each file as the application does."""
    seconds, unhandled = 0.0, []
    for path in sys.argv[1:]:
        begin = time.monotonic()
        try:
            read_book(Path(path))
        except UserFacingError as refused:
            if not refused.next_step:
                unhandled.append(path)
        except Exception as error:
            unhandled.append(f"{path}: {error!r}")
        seconds = max(seconds, time.monotonic() - begin)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"files": len(sys.argv) - 1, "seconds": seconds, "megabytes": largest, "unhandled": unhandled}))


if __name__ == "__main__":
    main()
