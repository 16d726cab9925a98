"""Starts the window on a plan as a person would, answers a question where one is asked, and tells what was seen.

``python -m tests.faults.start_child PLAN [BUTTON]`` prints one JSON value.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main(plan: str, button: str) -> None:
    began = time.monotonic()
    from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton

    app = QApplication(sys.argv[:1])
    from PySide6.QtCore import QTimer

    from gmsc_desktop.app import compose

    _hook, windows = compose(app)
    asked: list[str] = []

    def answer() -> None:
        for box in [w for w in app.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]:
            asked.extend([box.text(), box.informativeText()])
            next(one for one in box.findChildren(QPushButton) if one.text() == button).click()

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(20)
    windows.open_any(plan)

    def dialogs() -> list[QDialog]:
        return [w for w in app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]

    def idle() -> bool:
        return not windows.jobs.running and (windows.home is None or not windows.home.jobs.running)

    while not (idle() and (windows.plans or windows.looked or dialogs() or asked or windows.home)):
        app.processEvents()
    app.processEvents()
    seconds = time.monotonic() - began
    rows: list[object] = []
    window = next(iter([*windows.plans.values(), *windows.looked]), None)
    banner = window.page.banner if window is not None else None
    if window is not None:
        rows += window.session.snapshot.rows("agency")
    home = windows.home
    told = {
        "seconds": seconds,
        "opened": bool(windows.plans),
        "looked": bool(windows.looked),
        "banner": banner.words.text() if banner is not None and not banner.isHidden() else "",
        "action": banner._action.text() if banner is not None and not banner.isHidden() else "",
        "home": home.banner.words.text() if home is not None and not home.banner.isHidden() else "",
        "asked": asked,
        "dialog": [label.text() for dialog in dialogs() for label in dialog.findChildren(QLabel)],
        "buttons": [one.text() for dialog in dialogs() for one in dialog.findChildren(QPushButton) if one.isEnabled()],
        "agencies": [getattr(row, "name", "") for row in rows],
    }
    if os.environ.get("CLOSE"):
        windows.quit()
    print(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
