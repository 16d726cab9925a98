"""Backups of the open plan: on this computer, in the second place, in one file; what there is, and what protects."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.desk import handing_in, second_place
from gmsc_desktop.desk.errands import have_package
from gmsc_desktop.desk.outside_copies import read_outside
from gmsc_desktop.desk.private import backup_words
from gmsc_desktop.desk.second_place import Place
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import backups, library
from gmsc_desktop.models.backups import moment_words
from gmsc_desktop.package.identity import BACKUP, SUFFIXES
from gmsc_desktop.package.names import package_stem
from gmsc_desktop.package.write import Written
from gmsc_desktop.platform_files import is_removable
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Card, Label, scrolled
from gmsc_desktop.ui.jobs import Jobs, Progress
from gmsc_desktop.values import format_size

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow
    from gmsc_desktop.ui.safe_copies import SafeCopies

FOLDER = "folder_cadangan"  # the name of the setting


class BackupsDialog(QDialog):
    """Three sheets, one for each way; what they do is also done by itself, but for the file."""

    def __init__(self, window: MainWindow, copies: SafeCopies) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Cadangan"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 528)
        self._window, self._copies = window, copies
        self.jobs = Jobs(self)
        self._shelter = ""
        self.here, self.place = Label("", wrap=True), Label("", wrap=True)
        self.protects = Label("", 13, tone="muted", wrap=True)
        self.said = Label("", 13, tone="muted", wrap=True)
        self.now = Button(_("Cadangkan sekarang"), "history", self._back_up)
        self.restore = Button(_("Pulihkan dari cadangan…"), on_click=self._restore)
        self.choose = Button(_("Pilih tempat…"), "folder-open", self._choose)
        self.copy = Button(_("Salin sekarang"), "copy", partial(copies.look, now=True))
        self.forget = Button(_("Jangan pakai lagi"), on_click=self._forget)
        self.save = Button(_("Simpan cadangan…"), "hard-drive-download", self._save, primary=True)
        self._build()
        copies.told.connect(self.refresh)
        self.refresh()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building

    def _build(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(4, 4, 4, 4)
        box.setSpacing(10)
        in_file = _(
            "Seluruh rencana dengan riwayat dan buktinya menjadi satu berkas .gmsc, misalnya di flashdisk. Dari berkas "
            "itu rencana dapat dipulihkan di komputer mana pun."
        )
        persons = Label(backup_words(), 13, tone="muted", wrap=True)
        box.addWidget(self._sheet(_("Ke satu berkas"), [Label(in_file, wrap=True), persons], [self.save]))
        second = [self.choose, self.copy, self.forget]
        box.addWidget(self._sheet(_("Tempat kedua"), [self.place, self.protects], second))
        box.addWidget(self._sheet(_("Di komputer ini"), [self.here], [self.now, self.restore]))
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 16)
        whole.setSpacing(10)
        whole.addWidget(scrolled(inside), 1)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(Button(_("Tutup"), on_click=self.close))
        whole.addLayout(foot)

    def _sheet(self, title: str, words: list[Label], buttons: list[Button]) -> QWidget:
        card = Card(padding=10)
        card.box.addWidget(Label(title, 14, theme.SEMIBOLD))
        for label in words:
            card.box.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        card.box.addLayout(row)
        return card

    # -- what is shown

    def refresh(self) -> None:
        """Tell again what there is."""
        document = self._window.session.document
        if document is None:
            return
        kept = backups.list_backups(document.folder)
        newest = backups.moment_of(kept[-1]) if kept else None
        if newest is None:
            self.here.setText(_("Belum ada cadangan di komputer ini. Dibuat sendiri setiap setengah jam saat berubah."))
        else:
            words = _(
                "{count} cadangan, yang terbaru {moment}. Dibuat sendiri setiap setengah jam saat rencana berubah."
            )
            self.here.setText(words.format(count=len(kept), moment=moment_words(newest)))
        place = second_place.read_place()
        for button in (self.copy, self.forget):
            button.setVisible(place is not None)
        self.copy.setEnabled(not self._copies.running)
        self.choose.setText(_("Pilih tempat…") if place is None else _("Ganti tempat…"))
        self.place.setText(self._place_words(place, document.folder))
        self.protects.setText(self._shelter if place is not None else "")
        self.protects.setVisible(bool(self.protects.text()))
        if place is not None and not self._shelter:
            self._ask_shelter(place)

    def _place_words(self, place: Place | None, folder: Path) -> str:
        if place is None:
            return _(
                "Belum dipilih. Pilih flashdisk atau folder lain: cadangan ditulis ke sana dengan sendirinya selama "
                "tempat itu terpasang, dan Anda tidak pernah menunggu."
            )
        if self._copies.running:
            state = _("Sedang disalin…")
        elif self._copies.problem is not None:
            state = f"{self._copies.problem.sentence} {self._copies.problem.next_step}".strip()
        elif self._copies.plugged_in is False:
            state = _("Sedang tidak terpasang; disalin lagi setelah dipasang.")
        else:
            state = _("Terpasang.") if self._copies.plugged_in else ""
        last = read_outside(folder)
        there = last is not None and last.place == place.id
        copied = moment_words(datetime.fromisoformat(last.at)) if last is not None and there else _("belum ada")
        words = _("{name}, folder {folder}. Salinan terakhir: {when}. {state}")
        name = place.name[:1].upper() + place.name[1:]
        return words.format(name=name, folder=place.folder, when=copied, state=state).strip()

    def _ask_shelter(self, place: Place) -> None:
        """The drive may answer late, so it is asked on a thread."""

        def work(_progress: Progress) -> str:
            root = place.find()
            return second_place.shelter_words(second_place.shelter(root)) if root is not None else ""

        def done(words: str) -> None:
            self._shelter = words
            self.protects.setText(words)
            self.protects.setVisible(bool(words))

        self.jobs.start("", work, done, self._tell)

    # -- what can be done

    def _back_up(self) -> None:
        document = self._window.session.document
        if document is None:
            return
        self._window.session.flush()

        def done(path: Path) -> None:
            moment = backups.moment_of(path)
            self.said.setText(_("Cadangan dibuat {moment}.").format(moment=moment_words(moment)) if moment else "")
            self.refresh()

        self.jobs.start("", lambda _progress: library.back_up(document), done, self._tell)

    def _restore(self) -> None:
        self.close()
        self._window.restore_asked.emit()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Tempat kedua untuk cadangan"), str(Path.home()))
        if chosen:
            self.use(Path(chosen))

    def use(self, folder: Path) -> None:
        """Take a folder as the second place, and copy there at once."""

        def done(_place: Place) -> None:
            self._shelter = ""
            self._copies.start_afresh()
            self._copies.look(now=True)
            self.refresh()

        self.jobs.start("", lambda _progress: second_place.choose(folder), done, self._tell)

    def _forget(self) -> None:
        second_place.forget()
        self._copies.start_afresh()
        self.said.setText(_("Tempat kedua tidak dipakai lagi. Salinan yang ada di sana tetap ada."))
        self.refresh()
        self.choose.setFocus()

    def _save(self) -> None:
        kept = self._window.settings.choice(FOLDER)
        suggested = (Path(kept) if kept else Path.home()) / self._name()
        kind = _("Cadangan rencana (*.gmsc)")
        name, _kind = QFileDialog.getSaveFileName(self, _("Simpan cadangan"), str(suggested), kind)
        if name:
            self.save_to(Path(name))

    def _name(self) -> str:
        snapshot = self._window.session.snapshot
        stem = package_stem(
            region_code=snapshot.region.code or "",
            region_name=snapshot.region.name or "",
            what="Cadangan",
            round_number=None,
            made_on=datetime.now().date(),
            example=snapshot.plan.is_example,
        )
        return stem + SUFFIXES[BACKUP]

    def save_to(self, target: Path) -> None:
        """Write the whole plan to one file; the window shows how far it is, and this dialog may be closed."""
        document = self._window.session.document
        if document is None:
            return
        target = (
            target if target.suffix.lower() == SUFFIXES[BACKUP] else target.with_name(target.name + SUFFIXES[BACKUP])
        )
        self._window.settings.keep_choice(FOLDER, str(target.parent))
        self._window.session.flush()
        self._set_busy(True)

        def work(progress: Progress) -> Written:
            wanted = handing_in.backup_named(target)
            return have_package(document, target.parent, wanted, progress=progress, cancel=progress.cancel)

        self._window.session.jobs.start(_("Menyimpan cadangan"), work, self._saved, self._not_saved)

    def _saved(self, written: Written) -> None:
        self._window.status.tell_copy()
        self._copies.ask_politely()
        words = _("Cadangan tersimpan dan sudah dibaca ulang: {name} ({size}).")
        told = words.format(name=written.name, size=format_size(written.size))
        if is_removable(written.path):
            told += " " + _("Flashdisk aman dilepas setelah dikeluarkan dari sistem.")
        self._when_open(told)

    def _not_saved(self, error: UserFacingError) -> None:
        self._when_open(f"{error.sentence} {error.next_step}".strip(), bad=True)

    def _when_open(self, words: str, *, bad: bool = False) -> None:
        """The dialog may be closed by now; then the window's own line says it."""
        import shiboken6

        if shiboken6.isValid(self):
            self._set_busy(False)
            self._say(words, bad=bad)
            self.refresh()
        else:
            self._window.status.say(words)

    def _set_busy(self, busy: bool) -> None:
        for button in (self.save, self.restore):
            button.setEnabled(not busy)
        if busy:
            self._say(_("Menyimpan cadangan…"))

    def _tell(self, error: UserFacingError) -> None:
        self._say(f"{error.sentence} {error.next_step}".strip(), bad=True)

    def _say(self, words: str, *, bad: bool = False) -> None:
        self.said.setText(words)
        self.said.set_tone("error" if bad else "muted")
