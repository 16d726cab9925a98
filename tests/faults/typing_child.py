"""A person who types into a real form while every operation below is recorded, on a drive whose syncs take 40 ms.

``python -m tests.faults.typing_child PLAN DATA LOG SECONDS`` leaves the record as a pickle: operations, and for each
key its moment, the number of its field and that field's text.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gmsc_desktop.models import library
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.session import Session
from tests.faults.layer import Layer

SYNC_SECONDS = 0.04
KEY_SECONDS = 0.09
FIELDS = ("title", "code")


class SlowDrive(Layer):
    """Takes its time for every sync."""

    def before(
        self, kind: str, path: str, offset: int = 0, data: bytes = b"", half: Callable[[], object] | None = None
    ) -> None:
        """As always, after a while."""
        if kind == "sync":
            time.sleep(SYNC_SECONDS)
        super().before(kind, path, offset, data, half)


def main() -> None:
    """Type for so many seconds, half of them in each field."""
    plan_id, data, log, seconds = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])
    app = QApplication(sys.argv[:1])
    with SlowDrive(data, records=True) as layer, library.opened(plan_id) as document:
        session = Session(document, document.snapshot())
        form = RecordForm(session, "initiative")
        form.add(*FIELDS)
        form.show_record(session.snapshot.all(Initiative)[0].id)
        form.show()
        form.activateWindow()
        for place, column in enumerate(FIELDS):
            field = form.rows[column].editor.widget()
            assert isinstance(field, LineField)
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            began, number = time.monotonic(), 0
            while time.monotonic() - began < seconds / 2:
                QTest.keyClicks(field, f"{number % 10}")
                number += 1
                layer.note("key", (time.monotonic(), place, field.text()))
                until = time.monotonic() + KEY_SECONDS
                while time.monotonic() < until:
                    app.processEvents()
                    time.sleep(0.005)
        record = (form.record_id, list(layer.log))
        session.flush()
        form.close()
    log.write_bytes(pickle.dumps(record))


if __name__ == "__main__":
    main()
