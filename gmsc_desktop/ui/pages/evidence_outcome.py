"""What came of many files: a sentence in the page, and behind its button the list of those that were refused."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.pages.evidence_intake import Outcome


class RefusedDialog(QDialog):
    """Each refused file with its reason."""

    def __init__(self, parent: QWidget, refused: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Berkas yang tidak ditambahkan"))
        self.resize(theme.px(640), theme.px(360))
        title = Label(_("{count} berkas tidak ditambahkan").format(count=len(refused)), 16, theme.SEMIBOLD)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Berkas yang tidak ditambahkan dan alasannya"))
        self.list.setWordWrap(True)
        self.list.addItems(refused)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(Button(_("Tutup"), "", self.accept, primary=True))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(title)
        box.addWidget(self.list, 1)
        box.addLayout(line)


def tell_outcome(parent: QWidget, banner: Banner, outcome: Outcome) -> None:
    """Say in the banner what is not plain to see; nothing where all came in as it was given."""
    banner.hide()
    told = list(outcome.notes)
    refused = outcome.refused
    if refused:
        told.insert(0, _("{count} berkas tidak ditambahkan: {first}").format(count=len(refused), first=refused[0]))
        banner.say("warn", " ".join(told), _("Lihat daftarnya"), lambda: RefusedDialog(parent, refused).exec())
    elif told:
        banner.say("info", " ".join(told))
