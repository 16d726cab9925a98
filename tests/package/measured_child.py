"""Stands in for the program's start as a child: does the same, and leaves how much memory it held at most."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from gmsc_desktop.worker import run


def main() -> int:
    """``PEAK --worker JOB FOLDER``: the exit code of the job; the peak in kB goes into the file PEAK."""
    with Path(sys.argv[1]).open("w", encoding="ascii") as peak:  # opened before the fence stands
        code = run(*sys.argv[3:])
        status = Path("/proc/self/status").read_text("ascii", "replace")
        peak.write(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1])
    return code


if __name__ == "__main__":
    sys.exit(main())
