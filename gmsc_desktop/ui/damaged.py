"""A damaged plan: what still can be done, each step with what it does; nothing is touched until one is chosen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, IconLabel, Label
from gmsc_desktop.ui.going_back import GoodBackup, newest_good
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.values import format_size

if TYPE_CHECKING:
    from gmsc_desktop.ui.windows import Windows


def show_damaged(windows: Windows, plan_id: str, error: UserFacingError) -> None:
    """Look for the newest good backup, then show what can be done."""
    home = windows.show_home()

    def work(_progress: Progress) -> GoodBackup | None:
        try:
            return newest_good(plan_id)
        except UserFacingError:
            return None

    def done(backup: GoodBackup | None) -> None:
        home.tell(UserFacingError(error.sentence), _("Lihat langkahnya"), lambda: show_damaged(windows, plan_id, error))
        DamagedDialog(windows, plan_id, error, backup).open()

    home.jobs.start(_("Mencari cadangan yang utuh…"), work, done, home.tell)


class DamagedDialog(QDialog):
    """Three steps: restore, look at the newest good backup, keep the damaged file for whoever helps."""

    def __init__(self, windows: Windows, plan_id: str, error: UserFacingError, backup: GoodBackup | None) -> None:
        super().__init__(windows.home)
        self.setWindowTitle(_("Rencana tidak dapat dibuka"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 300)
        self._windows, self._plan_id = windows, plan_id
        self.restore = Button(_("Pulihkan dari cadangan…"), primary=True, on_click=self._restore)
        self.look = Button(_("Lihat cadangan terbaru"), on_click=self._look)
        self.copy = Button(_("Simpan salinan berkas rusak…"), on_click=self._copy)
        self.said = Label("", 13, wrap=True)
        self.look.setEnabled(backup is not None)
        self._build(error, backup)
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, error: UserFacingError, backup: GoodBackup | None) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel("circle-alert", "error", 22), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(error.sentence, 16, theme.SEMIBOLD, wrap=True), 1)
        box.addLayout(head)
        told = _(
            "Tidak ada yang diubah sejak itu. Pilih langkah berikutnya; setiap langkah menyimpan berkas yang lama."
        )
        box.addWidget(Label(told, tone="muted", wrap=True))
        steps = QGridLayout()
        steps.setHorizontalSpacing(16)
        steps.setVerticalSpacing(10)
        steps.setColumnStretch(1, 1)
        for row, (button, words) in enumerate(self._words(backup)):
            steps.addWidget(button, row, 0)
            steps.addWidget(Label(words, 13, tone="muted", wrap=True), row, 1)
        box.addLayout(steps)
        box.addStretch(1)
        box.addWidget(self.said)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(_("Tutup"), on_click=self.close))
        box.addLayout(foot)

    def _words(self, backup: GoodBackup | None) -> list[tuple[Button, str]]:
        if backup is None:
            restore = _("Pilih cadangan atau salinan kerja dari tempat kedua, flashdisk, atau rekan.")
            look = _("Belum ada cadangan yang utuh di komputer ini.")
        else:
            restore = _(
                "Rencana menjadi seperti pada {moment} ({count} inisiatif). Berkas yang rusak disimpan di folder "
                "cadangan."
            ).format(moment=backup.moment, count=backup.initiatives)
            look = _("Isinya dibuka untuk dibaca saja, supaya Anda tahu apa yang ada di dalamnya.")
        copy = _(
            "Untuk diserahkan kepada orang yang membantu memperbaikinya. Salinan itu memuat seluruh isi rencana: "
            "berikan hanya kepada orang yang Anda percaya."
        )
        return [(self.restore, restore), (self.look, look), (self.copy, copy)]

    def _restore(self) -> None:
        self.close()
        self._windows.restore(self._plan_id)

    def _look(self) -> None:
        self.close()
        self._windows.open_backup(self._plan_id)

    def _copy(self) -> None:
        name = f"rencana-rusak-{datetime.now().astimezone():%Y%m%d-%H%M}.zip"
        title, kind = _("Simpan salinan berkas rusak"), _("Arsip ZIP (*.zip)")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, str(Path.home() / name), kind)
        if not chosen:
            return
        target = Path(chosen)
        target = target if target.suffix.lower() == ".zip" else target.with_name(target.name + ".zip")
        plan_id = self._plan_id
        self._windows.settings.writes_into(target.parent)

        def work(progress: Progress) -> None:
            from gmsc_desktop.models import damaged, library

            damaged.copy_damaged(library.plan_folder(plan_id), target, progress)

        def done(_nothing: None) -> None:
            words = _("Selesai: {name} ({size}) di {folder}.")
            size = format_size(target.stat().st_size)
            self._say(words.format(name=target.name, size=size, folder=target.parent))

        def failed(error: UserFacingError) -> None:
            self._say(f"{error.sentence} {error.next_step}".strip(), bad=True)

        home = self._windows.show_home()
        home.jobs.start(_("Menyalin berkas rencana…"), work, done, failed)

    def _say(self, words: str, *, bad: bool = False) -> None:
        self.said.setText(words)
        self.said.set_tone("error" if bad else "text")
