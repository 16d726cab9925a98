"""The bar under a table: how many rows are shown, and the totals of its columns over what is shown."""

from __future__ import annotations

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Label, Surface
from gmsc_desktop.ui.tables.model import RowModel


class Totals(Surface):
    """Count at the left, totals at the right."""

    def __init__(self, rows: RowModel) -> None:
        super().__init__("window", "t", row=True)
        self._rows = rows
        self.box.setContentsMargins(8, 0, 8, 0)
        self.box.setSpacing(16)
        self.count = Label("", 13, tone="muted")
        self.sums = Label("", 13, theme.SEMIBOLD)
        self.box.addWidget(self.count)
        self.box.addStretch(1)
        self.box.addWidget(self.sums)
        rows.shown_changed.connect(self._tell)
        self.restyle()
        self._tell()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setFixedHeight(theme.px(32))

    def _tell(self) -> None:
        shown, whole = len(self._rows.shown), len(self._rows.rows)
        if shown == whole:
            self.count.setText(_("{count} baris").format(count=whole))
        else:
            words = _("{shown} dari {count} baris").format(shown=shown, count=whole)
            if self._rows.strays:
                words = _("{words}; {count} tidak cocok lagi dengan saringan").format(
                    words=words, count=self._rows.strays
                )
            self.count.setText(words)
        sums = [
            _("Jumlah {column}: {total}").format(column=column.title, total=total)
            for column in self._rows.columns
            if column.total is not None and (total := column.total(self._rows.shown))
        ]
        self.sums.setText("   ".join(sums))
