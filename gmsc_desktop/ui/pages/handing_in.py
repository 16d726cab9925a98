"""Pengajuan & Cetak: the package with its choices and size, prints and tables, and the list of what went out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from typing_extensions import override

from gmsc_desktop.desk.evidence_files import evidence_files, evidence_size, proofs_and_originals
from gmsc_desktop.desk.handing_in import Wanted
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports import OUTPUTS, Output
from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.package.contents import PAPERS
from gmsc_desktop.package.identity import SUBMISSION, WORKING_COPY
from gmsc_desktop.package.write import Written
from gmsc_desktop.platform_files import is_removable
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui.controls import Button
from gmsc_desktop.ui.jobs import Job
from gmsc_desktop.ui.pages.checking import checking_of
from gmsc_desktop.ui.pages.handing_in_form import PackageForm
from gmsc_desktop.ui.pages.handing_in_origin import OriginSheet
from gmsc_desktop.ui.pages.handing_in_sent import SentList
from gmsc_desktop.ui.pages.handing_in_work import Measuring, export_work, package_work
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.printing_parts import grid_table, heading_facts
from gmsc_desktop.ui.private_question import agree_whole, ask_leaving
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_size

FOLDER = "folder_paket"
WORDS = {".pdf": (m("Buku rencana (PDF)…"), "file-text"), ".xlsx": (m("Buku kerja (Excel)…"), "file-spreadsheet")}


class HandingInPage(Page):
    """The package left, what went out right; what can always be made stands above both."""

    key = "handing_in"
    title = m("Pengajuan & Cetak")
    tables: ClassVar[frozenset[str]] = frozenset({"evidence", "plan", "region", "finding_override", "unchecked_stage"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.checking = checking_of(session)
        self.measuring = Measuring(session, self)
        self._job: Job | None = None
        self._add_tools()
        self.form = PackageForm(session, self.checking)
        self.sent = SentList(session)
        self.origin = OriginSheet(session) if session.read_only else None
        if self.origin is not None:  # what left this computer says nothing of a package of others
            self.body.addWidget(self.origin, 1)
        else:
            self.body.addWidget(self._split())
        self.form.make.clicked.connect(lambda _checked=False: self.make_submission())
        self.form.cancel.clicked.connect(lambda _checked=False: self._cancel())
        self.form.choose.clicked.connect(lambda _checked=False: self._choose_folder())
        self.form.to_checks.clicked.connect(partial(self.go_to.emit, "checks", ""))
        self.form.changed.connect(self._tell)
        self.sent.changed.connect(self._tell)
        self.form.result.copy.clicked.connect(lambda _checked=False: self.sent.copy_for(self.form.result.package_id))
        self.checking.found.connect(self._tell)
        self.measuring.measured.connect(self._tell)
        self.form.set_folder(self._kept_folder())

    def _split(self) -> QWidget:
        splitter = KeptSplitter("handing_in")
        splitter.addWidget(self.form)
        splitter.addWidget(self.sent)
        splitter.setSizes([470, 560])
        splitter.restore()
        return splitter

    def _add_tools(self) -> None:
        self.copy = Button(_("Buat salinan kerja…"), "copy", self.make_copy)
        words = _("Memuat rencana, riwayat dengan nama penyusun, dan bukti; kontak kantor orang tidak ikut.")
        self.copy.setToolTip(words)
        self.add_tool(self.copy)
        self.copy.setVisible(not self.session.read_only)
        self.outputs: dict[str, Button] = {}
        for output in OUTPUTS:
            words, icon = WORDS.get(output.suffix, (m("Data terbuka (CSV)…"), "table-2"))
            button = Button(_(words), icon, partial(self.export, output))
            button.setToolTip(output.label)
            self.outputs[output.code] = button
            self.add_tool(button)
        self.tools.box.addStretch(1)

    # -- reading

    @override
    def refresh(self, changed: Collection[str] | None) -> None:
        """Show choices, sizes and the list again."""
        if self.checking.at is None:
            self.checking.check_now()
        if self.origin is not None:
            self.origin.read()
        self.form.refresh()
        self.sent.refresh()
        self.measuring.ask(Wanted(SUBMISSION, self.checking.purpose))
        self._tell()

    @override
    def hideEvent(self, event: object) -> None:
        """Nothing is measured for a page that nobody sees."""
        self.measuring.stop()
        self._stale = True

    def _tell(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        if self.form.stage.text() != self.measuring.stage:
            self.measuring.ask(Wanted(SUBMISSION, self.checking.purpose))
        files = evidence_files(self.session.snapshot, self.session.evidence_path, self.form.evidence())
        proofs, originals = proofs_and_originals(self.session.snapshot, files)
        self.form.sizes.tell(self.measuring.sizes, evidence_size(proofs), evidence_size(originals))
        self.form.tell(busy=self._job is not None)
        for button in (self.copy, *self.outputs.values()):
            button.setEnabled(self._job is None)
        self.facts.setText(self._facts())

    def _facts(self) -> str:
        if self.session.read_only:
            return _("Rencana ini hanya dibuka untuk dibaca.")
        count = len(self.sent.grid.rows.rows)
        return _("{count} kali keluar dari komputer ini").format(count=count) if count else ""

    @override
    def filter_field(self) -> QLineEdit | None:
        """The filter of the list, where there is anything in it."""
        return self.sent.filter if self.sent.grid.rows.rows and not self.session.read_only else None

    # -- where to

    def _kept_folder(self) -> Path:
        kept = Settings().choice(FOLDER)
        standard = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(kept) if kept else Path(standard or Path.home())

    def ask_folder(self, title: str) -> Path | None:
        """A folder that the person chooses, None where they changed their mind; it is kept for the next time."""
        chosen = QFileDialog.getExistingDirectory(self, title, str(self._kept_folder()))
        if not chosen:
            return None
        Settings().keep_choice(FOLDER, chosen)
        return Path(chosen)

    def ask_file(self, title: str, name: str, suffix: str) -> Path | None:
        """A file that the person names, None where they changed their mind."""
        kinds = f"*{suffix}"
        chosen, _kind = QFileDialog.getSaveFileName(self, title, str(self._kept_folder() / name), kinds)
        if not chosen:
            return None
        path = Path(chosen)
        Settings().keep_choice(FOLDER, str(path.parent))
        Settings().writes_into(path.parent)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def _choose_folder(self) -> None:
        folder = self.ask_folder(_("Folder untuk paket"))
        if folder is not None:
            self.form.set_folder(folder)
            self._tell()

    # -- making

    def make_submission(self) -> None:
        """Make the package for the chosen stage; while musts are open the reason stands beside the button."""
        if self.form.why_not():
            return
        self.session.flush()
        leaving = ask_leaving(self, self.session, self.go_to_field.emit, contacts=True)
        if leaving is None:
            return
        form = self.form
        reasons = dict.fromkeys(f.override.reason for f in self.checking.findings if f.override is not None)
        wanted = Wanted(
            SUBMISSION, form.stage.text(), form.recipient.text().strip(), form.evidence(), "; ".join(reasons),
            leaving=leaving,
        )  # fmt: skip
        Settings().keep_choice(f"penerima/{self.session.snapshot.plan.id}", wanted.recipient)
        self._make(_("Membuat paket pengajuan"), wanted, form.folder)

    def make_copy(self) -> None:
        """Make a team copy with everything in it."""
        self.session.flush()
        if not agree_whole(self, self.session, self.go_to_field.emit):
            return
        folder = self.ask_folder(_("Folder untuk salinan kerja"))
        if folder is not None:
            self._make(_("Membuat salinan kerja"), Wanted(WORKING_COPY, "", self.form.recipient.text().strip()), folder)

    def _make(self, sentence: str, wanted: Wanted, folder: Path) -> None:
        self.session.flush()
        Settings().writes_into(folder)
        work = package_work(self.session, folder, wanted, self.checking.year)
        self._start(sentence, work, partial(self._made, folder))

    def _made(self, folder: Path, written: object) -> None:
        assert isinstance(written, Written)
        self._job = None
        self.sent.refresh()
        self.sent.grid.go_to(written.identity.package_id)
        self.form.result.show_package(written, removable=is_removable(folder))
        self.form.show_result()
        self.said.emit(_("Paket selesai: {name}").format(name=written.name))
        self._ended()

    def export(self, output: Output) -> None:
        """Write one file of the plan where the person wants it."""
        self.session.flush()
        leaving = ask_leaving(self, self.session, self.go_to_field.emit, contacts=output.suffix in PAPERS)
        if leaving is None:
            return
        edition, work = export_work(self.session, output, leaving)
        target = self.ask_file(output.label, output.file_name(edition), output.suffix)
        if target is not None:
            self._start(
                _("Menulis {name}").format(name=target.name), partial(work, target), partial(self._exported, target)
            )

    def _exported(self, target: Path, _result: object) -> None:
        self._job = None
        self.sent.refresh()
        size = format_size(target.stat().st_size) if target.exists() else ""
        words = _("Selesai: {name} ({size}) di {folder}.").format(name=target.name, size=size, folder=target.parent)
        self.banner.say("info", words, _("Buka folder"), partial(self.form.result.open_folder, target.parent))
        self._ended()

    def _start(self, sentence: str, work: Callable[..., object], done: Callable[[object], object]) -> None:
        self.banner.hide()
        self.form.result.hide()
        self.measuring.stop()
        self._job = self.session.jobs.start(sentence, work, done, self._failed)
        self._tell()

    def _failed(self, error: UserFacingError) -> None:
        self._job = None
        self.banner.say("error", f"{error.sentence} {error.next_step}".strip())
        self._ended()

    def _ended(self) -> None:
        if self.isVisible():
            self.measuring.ask(Wanted(SUBMISSION, self.checking.purpose))
        self._tell()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # -- what the window asks

    @override
    def printable(self) -> Printable:
        """What left this computer; of a plan that is only looked at, what it was read from."""
        if self.origin is not None:
            facts = heading_facts(self.session, self.facts.said)
            return Printable("asal-paket", _("Asal rencana ini"), facts, self.origin.printed())
        table = grid_table(self.sent.grid, _("Yang sudah keluar"), empty=_("Belum ada yang keluar."))
        return Printable(
            "paket-keluar", _("Paket yang sudah keluar"), heading_facts(self.session, self.facts.said), (table,)
        )

    @override
    def areas(self) -> list[QWidget]:
        """Tools, form, list."""
        tools = next(iter(self.outputs.values()))
        return [tools] if self.session.read_only else [self.copy, self.form.stage, self.sent.grid]

    @override
    def first_focus(self) -> QWidget | None:
        """The stage; in a plan that is only looked at, the prints."""
        return next(iter(self.outputs.values())) if self.session.read_only else self.form.stage
