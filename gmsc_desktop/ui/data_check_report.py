"""The report of "Periksa data" as a file: PDF in the look of the printouts, or plain text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from gmsc_desktop.desk.private import mask_for
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports.printouts import Layout, Printable
from gmsc_desktop.exports.printouts.masking import masked_printable
from gmsc_desktop.exports.printouts.printable import PrintCell, PrintColumn, PrintLine, PrintTable, Prose
from gmsc_desktop.models.integrity import DataReport
from gmsc_desktop.models.integrity_words import areas_of, meaning, next_step, verdict, what_to_do
from gmsc_desktop.models.outgoing import PRINT_PDF, REPORT
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _, in_source_language, source_of
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.printing_files import edition_maker, noted, pdf_work, saved_words
from gmsc_desktop.ui.private_question import Printout
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_date, format_time

Say = Callable[[str, bool], object]  # a sentence, whether something stood in the way


@in_source_language
def printable(session: Session, report: DataReport) -> Printable:
    """The report for paper."""
    at = report.at.astimezone()
    moment = _("{date} pukul {time}").format(date=format_date(at.date()), time=format_time(at))
    areas = areas_of(report)
    looked = PrintTable(
        _("Yang dibandingkan"),
        [PrintColumn(_("Bagian"), "name"), PrintColumn(_("Yang dilihat")), PrintColumn(_("Keadaan"))],
        [PrintLine([PrintCell(area.title), PrintCell(area.looked), PrintCell(area.state)]) for area in areas],
    )
    found = PrintTable(
        _("Yang ditemukan"),
        [PrintColumn(_("Yang ditemukan"), "name"), PrintColumn(_("Artinya")), PrintColumn(_("Langkah berikutnya"))],
        [
            PrintLine(
                [PrintCell(fault.sentence), PrintCell(meaning(fault)), PrintCell(next_step(fault))], group=area.title
            )
            for area in areas
            for fault in area.faults
        ],
        group_title=_("Bagian"),
        empty=_("Tidak ada. Semuanya utuh."),
    )
    facts = [session.snapshot.region.name, session.snapshot.plan.title, moment]
    words = " ".join(part for part in (verdict(report), what_to_do(report)) if part)
    title = _("Laporan pemeriksaan data")
    return Printable("periksa-data", title, facts, [Prose(_("Kesimpulan"), words), looked, found])


@in_source_language
def report_text(session: Session, report: DataReport) -> str:
    """The report as plain text."""
    sheet = printable(session, report)
    lines = [sheet.title, *sheet.facts, "", verdict(report), what_to_do(report)]
    for area in areas_of(report):
        lines += ["", f"{area.title}: {area.looked}: {area.state}"]
        for fault in area.faults:
            lines += [f"- {source_of(fault.sentence)}", f"  {meaning(fault)}", f"  {next_step(fault)}"]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def save_report(parent: QWidget, session: Session, report: DataReport, say: Say) -> None:
    """Ask where, and write the report whole or not at all; ``say`` hears what came of it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
    name = f"periksa-data-{report.at.astimezone():%Y%m%d-%H%M}.pdf"
    kinds = _("Dokumen PDF (*.pdf);;Berkas teks (*.txt)")
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Simpan laporan"), str(Path(folder) / name), kinds)
    if not chosen:
        return
    target = Path(chosen)
    if target.suffix.lower() not in {".pdf", ".txt"}:
        target = target.with_name(target.name + (".txt" if "*.txt" in _kind else ".pdf"))
    Settings().writes_into(target.parent)
    mask = mask_for(session.snapshot)  # a report goes to whoever helps: records are known by their names without it
    make, sheet = edition_maker(session), masked_printable(printable(session, report), mask)

    def work(progress: Progress) -> None:
        if target.suffix.lower() == ".txt":
            content = mask(report_text(session, report)).encode("utf-8")
        else:
            content = pdf_work(make, sheet, Layout())(progress)

        def fill(stream: BinaryIO) -> None:
            stream.write(content)

        write_atomically(target, fill, size=len(content))

    def failed(error: UserFacingError) -> None:
        say(f"{error.sentence} {error.next_step}".strip(), True)

    kept = noted(work, session, Printout(sheet), PRINT_PDF if target.suffix.lower() == ".pdf" else REPORT, target)
    session.jobs.start(_("Menulis laporan…"), kept, lambda _done: say(saved_words(target), False), failed)
