"""The three ways to begin a plan, each with a sentence that says for whom it is."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui.step_list import Look, StepList, StepRows

FRESH, EXISTING, PACKAGE = "fresh", "existing", "package"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to begin: its name, and for whom it is."""

    code: str
    icon: str
    name: str
    sentence: str


def ways() -> list[Way]:
    """Every way, the most usual one first."""
    return [
        Way(
            FRESH,
            "plus",
            _("Mulai dari nol"),
            _("Untuk daerah yang baru menyusun rencana induknya. Anda mengisi bagian demi bagian di aplikasi ini."),
        ),
        Way(
            EXISTING,
            "file-text",
            _("Masterplan sudah ada"),
            _(
                "Untuk daerah yang sudah memiliki rencana induk di Word, Excel, atau PDF. "
                "Aplikasi ini memandu Anda memasukkannya langkah demi langkah."
            ),
        ),
        Way(
            PACKAGE,
            "folder-open",
            _("Buka paket"),
            _("Untuk yang menerima berkas .zip atau .gmsc dari rekan, dari daerah, atau dari cadangan."),
        ),
    ]


class WayList(StepList[Way]):
    """Arrows and Enter, or a click: ``entered`` carries the way."""

    def __init__(self, width: int) -> None:
        super().__init__(StepRows[Way](), _("Cara memulai"), gap=10, side=18)
        self.rows.show(ways())
        self.fit(width)
        self.go_to_place(0)

    @override
    def look_of(self, row: Way, *, on: bool) -> Look:
        return Look(row.icon, "accent" if on else "muted")
