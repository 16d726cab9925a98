"""The evidence files of a plan: stored once by what they hold, judged by it, never deleted by themselves."""

from gmsc_desktop.models.attachments.store import (
    FOLDER,
    Stored,
    bring_back,
    clear_leftovers,
    digest_of_file,
    finder,
    list_stored,
    open_stored,
    path_of,
    store,
    verify,
)

__all__ = [
    "FOLDER",
    "Stored",
    "bring_back",
    "clear_leftovers",
    "digest_of_file",
    "finder",
    "list_stored",
    "open_stored",
    "path_of",
    "store",
    "verify",
]
