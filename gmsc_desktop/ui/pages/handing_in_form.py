"""The choices of a package: for which stage and whom, with which evidence, where to; and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gmsc_desktop.desk.evidence_files import evidence_files, evidence_size
from gmsc_desktop.models.records import Evidence, EvidenceLink, OriginalDocument
from gmsc_desktop.package.identity import ALL_EVIDENCE, CHOSEN_EVIDENCE, NO_EVIDENCE
from gmsc_desktop.package.write import Written
from gmsc_desktop.platform_files import drive_name
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Card, ElidedLabel, IconLabel, Label, Surface, scrolled
from gmsc_desktop.ui.editors import ChoiceField, LineField, Option
from gmsc_desktop.ui.pages.checking import Checking
from gmsc_desktop.ui.pages.checks_stage import stage_options
from gmsc_desktop.ui.pages.handing_in_size import SizeCard
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_size


class PackageForm(Surface):
    """``changed`` tells of another choice. ``folder`` is where the package goes."""

    changed = Signal()

    def __init__(self, session: Session, checking: Checking) -> None:
        super().__init__("surface", "tr")
        self._session, self._checking = session, checking
        self.folder = Path()
        self.result = ResultCard()
        self.result.hide()
        self.stage = ChoiceField()
        self._fill_stages()
        self.stage.typed.connect(lambda: checking.ask(self.stage.text(), checking.year))
        self.recipient = LineField()
        self.recipient.setText(Settings().choice(f"penerima/{session.snapshot.plan.id}"))
        self.scope = ChoiceField()
        self.scope.typed.connect(self._scope_chosen)
        self.files = EvidenceChoice()
        self.files.itemChanged.connect(lambda _item: self.changed.emit())
        self.files.hide()
        self.sizes = SizeCard()
        self._folder_words = ElidedLabel("", 14)
        self.choose = Button(_("Pilih folder…"), "folder-open")
        content = QWidget()
        self._lines = QVBoxLayout(content)
        self._lines.setContentsMargins(20, 12, 16, 16)
        self._lines.setSpacing(8)
        self._fill()
        self._area = scrolled(content)
        self.box.addWidget(self._area, 1)
        self.box.addWidget(self._bar())
        self.setMinimumWidth(360)

    def _fill(self) -> None:
        self._lines.addWidget(self.result)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addLayout(_field(_("Untuk ta&hap"), self.stage), 1)
        pair.addLayout(_field(_("&Penerima"), self.recipient), 1)
        self._lines.addLayout(pair)
        self._lines.addLayout(_field(_("Berkas bu&kti"), self.scope))
        self._lines.addWidget(self.files)
        self._lines.addWidget(self.sizes)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(IconLabel("hard-drive-download"))
        where.addWidget(self._folder_words, 1)
        where.addWidget(self.choose)
        self._lines.addLayout(where)
        self._lines.addStretch(1)

    def _bar(self) -> Surface:
        bar = Surface("window", "t", row=True)
        bar.box.setContentsMargins(20, 8, 16, 8)
        bar.box.setSpacing(8)
        self.why = Label("", 13, tone="muted", wrap=True)
        self.to_checks = Button(_("Lihat"), "shield-check")
        self.to_checks.setAccessibleName(_("Lihat di Pemeriksaan"))
        self.cancel = Button(_("Batalkan"), "x")
        self.make = Button(_("Buat paket pengajuan"), "package", primary=True)
        bar.box.addWidget(self.why, 1)
        for button in (self.to_checks, self.cancel, self.make):
            bar.box.addWidget(button)
        return bar

    def _fill_stages(self) -> None:
        self.stage.set_options(stage_options(self._session))
        if self.stage.itemData(0) == "":
            self.stage.removeItem(0)  # there is always a stage

    # -- what is chosen

    def evidence(self) -> set[str] | None:
        """Ids of the evidence that goes along; None for all."""
        scope = self.scope.text()
        if scope == NO_EVIDENCE:
            return set()
        return self.files.chosen() if scope == CHOSEN_EVIDENCE else None

    def set_folder(self, folder: Path) -> None:
        """Another target folder."""
        self.folder = folder
        self._folder_words.setText(str(folder))

    def _scope_chosen(self) -> None:
        self.files.setVisible(self.scope.text() == CHOSEN_EVIDENCE)
        self.changed.emit()

    # -- what is shown

    def refresh(self) -> None:
        """Follow the plan's evidence and the stage."""
        snapshot, find = self._session.snapshot, self._session.evidence_path
        every = evidence_files(snapshot, find)
        size = format_size(evidence_size(every))
        told = _("Lengkap ({count} berkas, {size})").format(count=len(every), size=size)
        told = told if every else _("Lengkap (belum ada berkas bukti)")
        apart = bool(snapshot.all(OriginalDocument))
        chosen = self.scope.text() or ALL_EVIDENCE
        self.scope.set_options(
            [
                Option(ALL_EVIDENCE, told),
                Option(NO_EVIDENCE, _("Tanpa bukti dan dokumen asli") if apart else _("Tanpa berkas bukti")),
                Option(CHOSEN_EVIDENCE, _("Bukti dan dokumen terpilih") if apart else _("Bukti terpilih")),
            ]
        )
        if self.scope.itemData(0) == "":
            self.scope.removeItem(0)  # there is always a scope
        self.scope.show_text(chosen)
        here = {file.sha256: evidence_size((file,)) for file in every}
        originals = {link.evidence_id for link in snapshot.all(EvidenceLink) if link.original_document_id}
        rows = [(row, here[row.sha256]) for row in snapshot.all(Evidence) if row.sha256 in here]
        self.files.set_rows(rows, originals)

    def why_not(self) -> str:
        """Why the package cannot be made yet, "" where it can."""
        checking = self._checking
        left = len(checking.open_musts)
        if checking.problem:
            return checking.problem
        if not checking.current:
            return _("Rencana sedang diperiksa.")
        if left:
            return _("Masih ada {count} hal wajib.").format(count=left)
        return ""

    def _told(self) -> str:
        """What the package will say of a stage that is not checked."""
        if self._checking.unchecked.stage is None:
            return ""
        return _("Tahap ini tidak diperiksa (rencana lama). Paketnya menyebutkan hal itu dan alasannya.")

    def tell(self, *, busy: bool) -> None:
        """The button, or what stands in its way."""
        self._fill_stages()
        self.stage.show_text(self._checking.purpose)
        why = self.why_not()
        self.why.setText(_("Sedang dibuat…") if busy else why or self._told())
        self.make.setEnabled(not busy and not why)
        self.cancel.setVisible(busy)
        self.to_checks.setVisible(not busy and bool(self._checking.open_musts))

    def show_result(self) -> None:
        """Scroll to what came of it."""
        self.result.show()
        self._area.verticalScrollBar().setValue(0)
        self.result.open.setFocus()


class EvidenceChoice(QListWidget):
    """The plan's evidence with a tick for each file that goes along; Space sets it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Bukti yang ikut"))
        self.setMinimumHeight(theme.px(140))

    def chosen(self) -> set[str]:
        """Ids of what is ticked."""
        items = (self.item(place) for place in range(self.count()))
        return {
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        }

    def set_rows(self, rows: list[tuple[Evidence, int]], originals: set[str]) -> None:
        """Show the evidence that is here with its size, original documents as such; what was ticked stays ticked."""
        ticked = self.chosen()
        self.blockSignals(True)
        self.clear()
        for row, size in rows:
            name = row.title or row.original_name
            name = _("Dokumen asli: {name}").format(name=name) if row.id in originals else name
            item = QListWidgetItem(f"{name} ({format_size(size)})", self)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.id in ticked else Qt.CheckState.Unchecked)
        self.blockSignals(False)


class ResultCard(Card):
    """The package that was just made: its name, size and code, its folder, the words that go along."""

    def __init__(self) -> None:
        super().__init__("ok_ground", padding=12)
        self.package_id = ""
        self._folder = Path()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("circle-check", "ok", 18))
        self.name = ElidedLabel("", 14, theme.SEMIBOLD)
        head.addWidget(self.name, 1)
        self.facts = Label("", 13, wrap=True)
        self.safe = Label("", 13, theme.SEMIBOLD, "ok", wrap=True)
        self.open = Button(_("Buka folder"), "folder-open", lambda: self.open_folder(self._folder))
        self.copy = Button(_("Salin teks pengantar"), "copy")
        buttons = QHBoxLayout()
        buttons.addWidget(self.open)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        self.box.addLayout(head)
        self.box.addWidget(self.facts)
        self.box.addWidget(self.safe)
        self.box.addLayout(buttons)

    def show_package(self, written: Written, *, removable: bool) -> None:
        """Tell of a package that is in its place."""
        self.package_id, self._folder = written.identity.package_id, written.path.parent
        self.name.setText(written.name)
        self.facts.setText(_("{size}, kode {code}").format(size=format_size(written.size), code=written.code))
        if removable:
            drive = drive_name(written.path.parent)
            self.safe.setText(_("Sudah dibaca ulang dari {drive} dan utuh: aman dilepas.").format(drive=drive))
        else:
            self.safe.setText(_("Sudah dibaca ulang dan utuh."))

    def open_folder(self, folder: Path) -> None:
        """Show the folder in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _field(label: str, widget: QWidget) -> QVBoxLayout:
    words = Label(label, 13, tone="muted")
    words.setBuddy(widget)
    widget.setAccessibleName(label.replace("&", ""))
    box = QVBoxLayout()
    box.setSpacing(3)
    box.addWidget(words)
    box.addWidget(widget)
    return box
