"""What can be done with photos that are evidence already: make them smaller, take the place out of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Label, ToolButton
from gmsc_desktop.ui.pages.evidence_copying import Wish, can_shrink, change_evidence, estimate, shrink_words
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_size


class PhotoActions(QWidget):
    """One or two quiet buttons under the strip, with what they would do; hidden where there is nothing to do."""

    def __init__(
        self, session: Session, done: Callable[[str], object], failed: Callable[[UserFacingError], object]
    ) -> None:
        super().__init__()
        self._session, self._done, self._failed = session, done, failed
        self._rows: tuple[Evidence, ...] = ()
        self.shrink = ToolButton("image", shrink_words(), " ", lambda: self._change(Wish(shrink=True)))
        self.strip = ToolButton("x", _("Hapus lokasi (GPS) dari foto"), " ", lambda: self._change(Wish(strip=True)))
        self.told = Label("", 13, tone="muted", wrap=True)
        self.told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(4)
        for button in (self.shrink, self.strip):
            line.addWidget(button)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(self.told)
        box.addLayout(line)
        self.told.hide()
        self.hide()

    def show_for(self, rows: Sequence[Evidence]) -> None:
        """Offer what fits these pieces of evidence."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.say("")
        large = [row.size or 0 for row in rows if can_shrink(row.media_type, row.size)]
        located = sum(row.has_location for row in rows)
        self.shrink.setVisible(bool(large))
        self.shrink.setText(
            _("Kecilkan {count} foto: kira-kira {before} → {after}").format(
                count=len(large), before=format_size(sum(large)), after=format_size(estimate(large))
            )
        )
        self.strip.setVisible(bool(located))
        self.strip.setText(_("Hapus lokasi dari {count} foto").format(count=located))
        self._show()

    def say(self, sentence: str) -> None:
        """What came of it."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
        self._show()

    def _show(self) -> None:
        self.setHidden(not self.told.text() and self.shrink.isHidden() and self.strip.isHidden())

    def _change(self, wish: Wish) -> None:
        rows = [row for row in self._rows if (wish.strip and row.has_location) or (wish.shrink and _is_large(row))]
        change_evidence(self._session, rows, wish, self._done, self._failed)


def _is_large(row: Evidence) -> bool:
    return can_shrink(row.media_type, row.size)
