"""What a jump ends at comes into sight: every area that scrolls around it moves there."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_ABOVE = 48  # pixels that stay free around it, so that its label is seen too


def bring_into_sight(widget: QWidget) -> None:
    """Scroll to a widget, now and once more when what was just built beside it has its place."""
    _scroll_to(widget)
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and above.isVisible():
            above.ensureWidgetVisible(widget, 0, _ABOVE)
        above = above.parentWidget()
