"""What left this computer in words: the same in the window's list, before erasing, and on the command line."""

from __future__ import annotations

from datetime import datetime

from gmsc_desktop.exports import OUTPUTS
from gmsc_desktop.models.outgoing import (
    BACKUP,
    COPY,
    PRINT_EXCEL,
    PRINT_PAPER,
    PRINT_PDF,
    REPORT,
    SECOND_PLACE,
    SUBMISSION,
    Outgoing,
)
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date


def what_left(sent: Outgoing, pack: ReferencePack) -> str:
    """ "Bimtek I, putaran 1", "Salinan kerja", "Buku kerja seluruh tabel (Excel)", "Cetakan di kertas: Inisiatif"."""
    if sent.kind == SUBMISSION:
        return _("{stage}, putaran {round}").format(stage=pack.label("stage", sent.stage), round=sent.round)
    if sent.kind == BACKUP and sent.title == SECOND_PLACE:
        return _("Cadangan di tempat kedua, mulai hari itu")
    plain = {COPY: _("Salinan kerja"), BACKUP: _("Cadangan")} | {output.code: output.label for output in OUTPUTS}
    if sent.kind in plain:
        return plain[sent.kind]
    printed = {
        PRINT_PDF: _("Halaman ke PDF: {title}"),
        PRINT_EXCEL: _("Halaman ke Excel: {title}"),
        PRINT_PAPER: _("Cetakan di kertas: {title}"),
        REPORT: _("Laporan: {title}"),
    }
    return printed[sent.kind].format(title=sent.title) if sent.kind in printed else sent.title or sent.kind


def when_left(sent: Outgoing) -> datetime:
    """The moment, as the clock of this computer tells it."""
    return datetime.fromisoformat(sent.made_at).astimezone()


def outgoing_words(sent: Outgoing, pack: ReferencePack) -> str:
    """One line: when, what, for whom, under which name, where to."""
    recipient = _("untuk {who}").format(who=sent.recipient) if sent.recipient else ""
    parts = (format_date(when_left(sent).date()), what_left(sent, pack), recipient, sent.file_name, sent.place)
    return " · ".join(part for part in parts if part)
