"""What is said of a piece of evidence: its name, date and size, what is wrong with its file, which icon it has."""

from __future__ import annotations

from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui.pages.progress_due import day_words
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_size


def name_of(row: Evidence) -> str:
    """How a person knows it."""
    return row.title or row.original_name or row.url or _("(bukti tanpa nama)")


def icon_of(row: Evidence) -> str:
    """The icon of its kind of file."""
    if row.url:
        return "link-2"
    if row.media_type.startswith("image/"):
        return "image"
    if "sheet" in row.media_type or "excel" in row.media_type or row.media_type == "text/csv":
        return "file-spreadsheet"
    return "file-text" if row.media_type else "paperclip"


def date_of(session: Session, row: Evidence) -> str:
    """Its date and where that comes from: "30 Sep 2026 (data foto)"."""
    if row.url and row.seen_on:
        return _("dilihat {day}").format(day=day_words(row.seen_on))
    if not row.dated:
        return _("tanpa tanggal")
    source = session.pack.label("date_source", row.dated_from).lower() if row.dated_from else ""
    return f"{day_words(row.dated)} ({source})" if source else day_words(row.dated)


def trouble_of(session: Session, row: Evidence) -> str:
    """What is wrong with its file, "" for nothing."""
    if row.url:
        return ""
    if row.state and row.state != "utuh":
        return session.pack.label("evidence_state", row.state)
    return "" if session.evidence_path(row.sha256) else _("Berkas tidak ada di sini")


def second_line(session: Session, row: Evidence) -> str:
    """Trouble, else the size; for an address that it is one."""
    if row.url:
        return _("Tautan")
    return trouble_of(session, row) or (format_size(row.size) if row.size is not None else "")


def whole_words(session: Session, row: Evidence) -> str:
    """Everything in one sentence, for a tip and a screen reader."""
    located = _("memuat lokasi (GPS)") if row.has_location else ""
    parts = (name_of(row), date_of(session, row), second_line(session, row), located)
    return ", ".join(part for part in parts if part)
