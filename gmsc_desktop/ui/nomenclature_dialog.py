"""The lists of the nomenclature on this computer: which there are, importing one, deleting one."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMessageBox, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange import nomenclature_import
from gmsc_desktop.exchange.nomenclature_import import Proposal
from gmsc_desktop.models.nomenclature.contents import Version
from gmsc_desktop.models.nomenclature.lists import SHARED, Added, remove_list
from gmsc_desktop.models.nomenclature.words import contents_words
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Card, EmptyPage, Label, ToolButton, scrolled
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.jobs import Job, Jobs, Progress
from gmsc_desktop.ui.nomenclature import ring
from gmsc_desktop.ui.nomenclature_picker import how_to_get
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_date, format_number

FOLDER = "folder_nomenklatur"  # the name of the setting


class NomenclatureDialog(QDialog):
    """A card for each list, newest regulation first; under them importing, with progress and its cancel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(_("Daftar nomenklatur"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window = parent.window()
        self.resize(min(theme.px(720), window.width() - 40), min(theme.px(470), window.height() - 40))
        self.jobs = Jobs(self)
        self._job: Job | None = None
        self._proposal: Proposal | None = None
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.said = Label("", 13, tone="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Jalannya impor"))
        self.bar.setTextVisible(False)
        self.stop = Button(_("Batalkan"), on_click=self._cancel)
        self.name = LineField()
        self.keep_button = Button(_("Simpan daftar"), "check", self._keep, primary=True)
        self.add = Button(_("Impor daftar nomenklatur…"), "folder-open", self._choose, primary=True)
        self._build()
        self._set_stage("")
        ring()  # a command may have brought a list since they were read
        self.refresh()

    # -- building

    def _build(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(4, 4, 4, 4)
        box.addLayout(self._cards)
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 16)
        whole.setSpacing(10)
        whole.addWidget(scrolled(inside), 1)
        whole.addWidget(self.said)
        self._naming = self._naming_line()
        whole.addWidget(self._naming)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.stop)
        foot.addStretch(1)
        foot.addWidget(Button(_("Tutup"), on_click=self.close))
        foot.addWidget(self.add)
        whole.addLayout(foot)

    def _naming_line(self) -> QWidget:
        naming = QWidget()
        line = QHBoxLayout(naming)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        label = Label(_("Nama peraturan"), 13, tone="muted")
        label.setBuddy(self.name)
        self.name.setAccessibleName(_("Nama peraturan"))
        self.name.returnPressed.connect(self._keep)
        line.addWidget(label)
        line.addWidget(self.name, 1)
        line.addWidget(Button(_("Batal"), on_click=self._drop))
        line.addWidget(self.keep_button)
        return naming

    # -- what is shown

    def refresh(self) -> None:
        """Tell again which lists there are."""
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lists = SHARED.get()
        for version in lists.versions:
            self._cards.addWidget(self._card(version.name, _about(version), partial(self._delete, version)))
        for path in lists.damaged:
            words = _("Berkas daftar ini rusak, sehingga tidak dibaca. Hapus, lalu impor lagi dari SIPD.")
            self._cards.addWidget(self._card(path.name, words, partial(self._delete_damaged, path)))
        if not lists.versions and not lists.damaged:
            empty = EmptyPage("list-checks", _("Belum ada daftar nomenklatur di komputer ini."), how_to_get())
            self._cards.addWidget(empty)

    def _card(self, name: str, words: str, delete: partial[None]) -> QWidget:
        card = Card(padding=10)
        head = QHBoxLayout()
        head.addWidget(Label(name, 14, theme.SEMIBOLD, wrap=True), 1)
        head.addWidget(ToolButton("trash-2", _("Hapus {name}").format(name=plain.no_mnemonic(name)), on_click=delete))
        card.box.addLayout(head)
        card.box.addWidget(Label(words, 13, tone="muted", wrap=True))
        return card

    def _set_stage(self, stage: str) -> None:
        """What the lower part shows: "" nothing runs, "reading", "naming" or "keeping"."""
        self._stage = stage
        working = stage in {"reading", "keeping"}
        self.bar.setVisible(working)
        self.stop.setVisible(stage == "reading")
        self._naming.setVisible(stage == "naming")
        self.add.setVisible(not stage)
        self.add.setDefault(not stage)
        self.keep_button.setDefault(stage == "naming")
        if working:
            self.bar.setRange(0, 0)

    def _say(self, words: str, *, bad: bool = False) -> None:
        self.said.set_tone("error" if bad else "muted")
        self.said.setText(words)
        self.said.setVisible(bool(words))

    # -- importing

    def _choose(self) -> None:
        kept = Settings().choice(FOLDER)
        kinds = _("Buku kerja Excel (*.xlsx *.xlsm *.xls *.ods);;Semua berkas (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Buku kerja nomenklatur dari SIPD"), kept, kinds)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a workbook beside the work; then its name is asked for."""
        Settings().keep_choice(FOLDER, str(path.parent))
        self._say(_("Membaca {name}…").format(name=path.name))
        self._set_stage("reading")

        def work(progress: Progress) -> Proposal:
            return nomenclature_import.propose(path, progress, progress.cancel)

        self._job = self.jobs.start("", work, self._was_read, self._refused)
        self._job.progressed.connect(self._tell_progress)

    def _tell_progress(self, share: float, _words: str) -> None:
        if share > 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(int(share * 1000))

    def _was_read(self, proposal: Proposal) -> None:
        self._proposal = proposal
        words = _(
            "{name} memuat {rows} baris, {subactivities} subkegiatan, {old} kode lama. Periksa namanya, lalu simpan."
        )
        told = words.format(
            name=proposal.source,
            rows=format_number(proposal.found.rows),
            subactivities=format_number(proposal.found.subactivities),
            old=format_number(len(proposal.found.content.replaced)),
        )
        if proposal.found.skipped:
            skipped = _("{count} baris tanpa kode dilewati.").format(count=format_number(proposal.found.skipped))
            told = f"{told} {skipped}"
        self._say(told)
        self._set_stage("naming")
        self.name.setText(proposal.name)
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        name = self.name.text()
        self._set_stage("keeping")

        def work(_progress: Progress) -> Added:
            return nomenclature_import.keep(proposal, name or " ")

        self.jobs.start("", work, self._kept, self._not_kept)

    def _kept(self, added: Added) -> None:
        self._proposal = None
        ring()
        self.refresh()
        self._set_stage("")
        words = _("Daftar {name} diganti.") if added.replaced else _("Daftar {name} siap dipakai di semua rencana.")
        self._say(words.format(name=added.version.name))
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_kept(self, error: UserFacingError) -> None:
        self._set_stage("naming")
        self._say(f"{error.sentence} {error.next_step}".strip(), bad=True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: UserFacingError) -> None:
        self._set_stage("")
        self._say(f"{error.sentence} {error.next_step}".strip(), bad=True)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _drop(self) -> None:
        self._proposal = None
        self._set_stage("")
        self._say("")

    # -- deleting

    def _delete(self, version: Version) -> None:
        box = plain.message(
            self,
            QMessageBox.Icon.Question,
            _("Hapus daftar {name}?").format(name=version.name),
            _("Kode di rencana tidak berubah. Daftar ini dapat diimpor lagi dari buku kerjanya."),
        )
        agree = box.addButton(_("Hapus daftar"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(_("Batal"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is agree:
            self.delete(version)

    def delete(self, version: Version) -> None:
        """Take a list away."""
        SHARED.let_go()
        self._take_away(partial(remove_list, version.id))

    def _delete_damaged(self, path: Path) -> None:
        SHARED.let_go()
        self._take_away(partial(remove_list, path.stem))

    def _take_away(self, remove: partial[None]) -> None:
        try:
            remove()
        except UserFacingError as error:
            self._say(f"{error.sentence} {error.next_step}".strip(), bad=True)
        else:
            self._say("")
        ring()
        self.refresh()

    @override
    def done(self, result: int) -> None:
        if self._stage == "keeping" and self.jobs.running:  # a moment, and every window is to hear of the list
            return
        self.jobs.close()
        super().done(result)


def _about(version: Version) -> str:
    """What a list holds, what it came from, and when."""
    moment = format_date(datetime.fromisoformat(version.imported_at).astimezone().date())
    came = _("Diimpor {date} dari {source}.").format(date=moment, source=version.source)
    return " ".join([*contents_words(version), came])
