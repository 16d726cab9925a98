"""Files of strangers are read by a child process of this program, with limits, behind a fence, in its own folder."""

from gmsc_desktop.worker.child import run
from gmsc_desktop.worker.jobs import JOBS
from gmsc_desktop.worker.parent import call, call_in, private_folder, program

__all__ = ["JOBS", "call", "call_in", "private_folder", "program", "run"]
