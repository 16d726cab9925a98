"""What a person did in the window of an import, and the question before it is lost."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.importing.differing import DifferencesPart
from gmsc_desktop.ui.importing.doubts import DoubtsPart
from gmsc_desktop.ui.importing.state import ReviewState


def work_done(state: ReviewState, doubts: DoubtsPart, differences: DifferencesPart) -> list[str]:
    """What would have to be done again, each sort with its count; empty where nothing was done."""
    seen = doubts.seen_ones.intersection(state.review.doubts if state.review is not None else ())
    counted = (
        (_("{count} perbaikan sel dan kolom"), state.edits),
        (_("{count} jawaban"), state.answers),
        (_("{count} tanda “Sudah dilihat”"), len(seen)),
        (_("{count} pilihan di Perbedaan"), len(differences.skip) + len(differences.remove)),
    )
    return [words.format(count=count) for words, count in counted if count]


def may_leave(parent: QWidget, done: list[str]) -> bool:
    """Whether a person who did something may go without it; asked only where there is something."""
    if not done:
        return True
    words = _("Yang tidak disimpan dari jendela ini: {done}. Rencana Anda tidak berubah.")
    told = words.format(done=", ".join(done))
    box = plain.message(parent, QMessageBox.Icon.Question, _("Tutup tanpa mengimpor?"), told)
    leave = box.addButton(_("Tutup tanpa mengimpor"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(_("Lanjutkan memeriksa"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is leave
