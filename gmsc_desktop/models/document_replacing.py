"""Another file in the place of an open plan's, which stays locked until it lies there, and is then open again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_errors import PlanClosed

T = TypeVar("T")


def replace_file(document: Document, work: Callable[[sqlite3.Connection], T]) -> T:
    """Let ``work(connection)`` put the other file in its place; where it raises, the plan is as it was.

    Nothing is undone behind it. Listeners hear nothing: whoever shows the plan reads all of it again.
    """
    with document._lock:
        if document._over:
            raise PlanClosed
        if document._changing:
            raise RuntimeError("replacing the file inside a change")
        document._reconnect()
        document.close_open_row()
        document.checkpoint()
        try:
            result = work(document._raw)
            document.forget_steps()
            document.changed_outside = False
        finally:
            document._raw.close()
            document._lost = True
            document._reconnect()
    return result
