"""A printout as a file or in memory: the work for a job, and where the person wants the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal

import shiboken6
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from gmsc_desktop.desk.handing_in import LEAST_ROOM, note_file
from gmsc_desktop.desk.private import as_printed
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports import Cancelled as ExportCancelled
from gmsc_desktop.exports import Edition
from gmsc_desktop.exports.printouts import Layout, Printable, file_name, write_print_pdf, write_print_xlsx
from gmsc_desktop.models.outgoing import PRINT_EXCEL, Outgoing
from gmsc_desktop.models.revision import revision_code
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.jobs import Cancelled, Job, Progress
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.private_question import Printout, ask_printout, prepared_of
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_size

# Kind of the sentence, the sentence, and the file where one came out.
Tell = Callable[[Literal["info", "error"], str, Path | None], object]
_FOLDER = "folder_cetakan"


def edition_maker(session: Session) -> Callable[[Progress | None], Edition]:
    """Makes editions of what is shown now, also when the plan has changed since: all of the same moment."""
    snapshot, today = as_printed(session.snapshot), date.today()
    code = revision_code(snapshot)

    def make(progress: Progress | None = None) -> Edition:
        if progress is None:
            return Edition.of(snapshot, revision_code=code, made_on=today)
        return Edition.of(
            snapshot,
            revision_code=code,
            made_on=today,
            progress=lambda share: progress(round(share * 1000), 1000),
            cancelled=progress.cancel.is_set,
        )

    return make


def pdf_work(
    make: Callable[[Progress | None], Edition], printable: Printable, layout: Layout
) -> Callable[[Progress], bytes]:  # fmt: skip
    """Sets the pages; gives the PDF."""

    def work(progress: Progress) -> bytes:
        stream = io.BytesIO()
        try:
            write_print_pdf(make(progress), printable, layout, stream)
        except ExportCancelled as stopped:
            raise Cancelled from stopped
        return stream.getvalue()

    return work


def save_work(content: bytes, target: Path) -> Callable[[Progress], None]:
    """Writes what is shown to a file, whole or not at all."""

    def fill(stream: BinaryIO) -> None:
        stream.write(content)

    return lambda _progress: write_atomically(target, fill, size=len(content))


def excel_work(
    make: Callable[[Progress | None], Edition], printable: Printable, target: Path
) -> Callable[[Progress], None]:  # fmt: skip
    """Writes the workbook, whole or not at all."""

    def work(progress: Progress) -> None:
        edition = make(progress)
        try:
            write_atomically(target, lambda stream: write_print_xlsx(edition, printable, stream), least=LEAST_ROOM)
        except ExportCancelled as stopped:
            raise Cancelled from stopped

    return work


def ask_target(parent: QWidget, edition: Edition, printable: Printable, suffix: str) -> Path | None:
    """A file that the person names, None where they changed their mind; its folder is kept for the next time."""
    settings = Settings()
    standard = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(settings.choice(_FOLDER) or standard or Path.home())
    title = _("Simpan ke Excel") if suffix == ".xlsx" else _("Simpan sebagai PDF")
    name = str(folder / file_name(edition, printable, suffix))
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, name, f"*{suffix}")
    if not chosen:
        return None
    path = Path(chosen)
    settings.keep_choice(_FOLDER, str(path.parent))
    settings.writes_into(path.parent)
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def saved_words(target: Path) -> str:
    """The sentence that tells where a file went and how large it is."""
    size = format_size(target.stat().st_size) if target.exists() else ""
    return _("Selesai: {name} ({size}) di {folder}.").format(name=target.name, size=size, folder=target.parent)


def open_folder(target: Path) -> None:
    """Show the file's folder in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))


def noted(
    work: Callable[[Progress], None], session: Session, printout: Printout, kind: str, target: Path
) -> Callable[[Progress], None]:
    """The same work, and a note in the plan that its file left this computer."""
    document, entry = session.document, Outgoing("", kind, printout.printable.title)
    prepared = prepared_of(printout, session.snapshot, session)

    def run(progress: Progress) -> None:
        work(progress)
        if document is not None:
            note_file(document, target, entry, prepared)

    return run


def list_to_excel(parent: QWidget, session: Session, printout: Printout, tell: Tell) -> Job | None:
    """What is shown as a workbook where the person wants it; ``tell`` hears what came of it."""
    make, printable = edition_maker(session), printout.printable
    target = ask_target(parent, make(None), printable, ".xlsx")
    if target is None:
        return None

    def done(_result: object) -> None:
        if shiboken6.isValid(parent):
            tell("info", saved_words(target), target)

    def failed(error: UserFacingError) -> None:
        if shiboken6.isValid(parent):
            words = f"{error.sentence} {error.next_step}".strip()
            tell("info" if isinstance(error, Cancelled) else "error", words, None)

    words = _("Menulis {name}").format(name=target.name)
    work = noted(excel_work(make, printable, target), session, printout, PRINT_EXCEL, target)
    return session.jobs.start(words, work, done, failed)


def page_to_excel(page: Page) -> None:
    """What a page shows, as a workbook; where it can print more than that, the person is asked which, as for paper."""
    choices = page.print_choices()
    if not choices:
        _page_to_excel(page, "")
        return
    menu = QMenu(page)
    menu.setAccessibleName(_("Yang masuk ke Excel"))
    menu.aboutToHide.connect(menu.deleteLater)
    for choice in choices:
        action = menu.addAction(plain.no_mnemonic(choice.label))
        action.triggered.connect(lambda _checked=False, code=choice.code: _page_to_excel(page, code))
    menu.setActiveAction(menu.actions()[0])
    menu.popup(page.excel_button.mapToGlobal(page.excel_button.rect().bottomLeft()))


def _page_to_excel(page: Page, choice: str) -> Job | None:
    """One of the page's choices as a workbook; its banner tells what came of it."""

    def tell(kind: Literal["info", "error"], words: str, target: Path | None) -> None:
        run = partial(open_folder, target) if target is not None else None
        page.banner.say(kind, words, _("Buka folder") if run is not None else "", run)

    page.banner.hide()
    before, page.print_choice = page.print_choice, choice
    try:
        printout = printout_of(page)
    finally:
        page.print_choice = before
    return list_to_excel(page, page.session, printout, tell) if printout is not None else None


def printout_of(page: Page) -> Printout | None:
    """What a page shows, as it may leave; None where the person would rather not."""
    return ask_printout(
        page, page.session, page.printable_with, page.go_to_field.emit, contacts=page.contacts_to_print()
    )
