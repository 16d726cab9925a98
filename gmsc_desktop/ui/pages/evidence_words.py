"""What is said of a piece of evidence: its name, date and size, what is wrong with its file, which icon it has."""

from __future__ import annotations

from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui.pages.evidence_pictures import CHANGED
from gmsc_desktop.ui.pages.progress_due import day_words
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_size
from gmsc_desktop.worker.viewing import PDF


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


def is_missing(session: Session, row: Evidence) -> bool:
    """Whether its file ought to be here and is not."""
    return bool(row.sha256) and session.evidence_path(row.sha256) is None


def is_changed(session: Session, row: Evidence) -> bool:
    """Whether its file has another size than it was stored with."""
    path = session.evidence_path(row.sha256) if row.sha256 else None
    try:
        return path is not None and row.size is not None and path.stat().st_size != row.size
    except OSError:
        return True


def trouble_of(session: Session, row: Evidence, problem: str = "") -> str:
    """What is wrong with its file in two or three words, "" for nothing; ``problem`` as ``Pictures`` tells it."""
    if row.url:
        return ""
    if is_missing(session, row):
        return _("Berkas tidak ada")
    if problem == CHANGED or is_changed(session, row):
        return _("Berkas berubah")
    if row.state and row.state != "utuh":
        return session.pack.label("evidence_state", row.state)
    return {"locked": _("Berkata sandi"), "broken": _("Rusak"), "empty": _("Tanpa halaman")}.get(problem, "")


def advice_of(session: Session, row: Evidence, problem: str = "") -> str:
    """Where the file is gone or is another one: what happened and what to do, else ""."""
    if row.url:
        return ""
    if is_missing(session, row):
        step = (
            _("Buka paket yang memuat berkas buktinya.")
            if session.read_only
            else _("Tambahkan lagi berkas yang sama; catatan dan tautannya tetap ada.")
        )
        return _("Berkas “{name}” tidak ada di komputer ini. {step}").format(name=name_of(row), step=step)
    if problem == CHANGED or is_changed(session, row):
        return _(
            "Isi berkas “{name}” tidak sama lagi dengan ketika disimpan. "
            "Tambahkan lagi berkas aslinya, atau ambil dari salinan kerja."
        ).format(name=name_of(row))
    return ""


def place_words(place: tuple[float, float] | None) -> str:
    """Degrees as on Indonesian maps: "3,37500° LS, 120,25000° BT"."""
    if place is None:
        return ""
    halves = (_("LS") if place[0] < 0 else _("LU"), _("BB") if place[1] < 0 else _("BT"))
    return ", ".join(f"{abs(part):.5f}° {half}".replace(".", ",") for part, half in zip(place, halves, strict=True))


def hidden_words(row: Evidence, problem: str) -> str:
    """Why nothing of a file is shown here, and what to do."""
    if row.media_type == "image/heic" and problem == "unknown":
        return _("Foto HEIC disimpan utuh; pratinjau tidak tersedia.\nBuka dengan program lain untuk melihatnya.")
    if row.media_type == PDF:
        told = {
            "locked": _("PDF ini dikunci kata sandi.\nBuka dengan program lain, atau minta salinan tanpa kata sandi."),
            "broken": _("PDF ini rusak dan tidak dapat ditampilkan.\nMinta pengirimnya mengirim ulang berkasnya."),
            "empty": _("PDF ini tidak berisi halaman.\nPeriksa berkas aslinya, lalu tambahkan lagi."),
        }
        if problem in told:
            return told[problem]
    if problem == "large":
        return _("Gambar ini terlalu besar untuk ditampilkan di sini.\nBuka dengan program lain untuk melihatnya.")
    if problem == "broken":
        return _("Berkas ini rusak dan tidak dapat ditampilkan.\nTambahkan lagi dari sumbernya bila masih ada.")
    if row.state == "kosong":
        return _("Berkas ini kosong (0 bita).\nTambahkan lagi dari sumbernya.")
    return _("{name}\nBuka dengan program lain untuk membacanya.").format(name=row.original_name or name_of(row))


def second_line(session: Session, row: Evidence, problem: str = "") -> str:
    """Trouble, else the size; for an address that it is one."""
    if row.url:
        return _("Tautan")
    return trouble_of(session, row, problem) or (format_size(row.size) if row.size is not None else "")


def whole_words(session: Session, row: Evidence, problem: str = "") -> str:
    """Everything in one sentence, for a tip and a screen reader."""
    located = _("memuat lokasi (GPS)") if row.has_location else ""
    smaller = ""
    if row.original_size is not None:
        smaller = _("diubah dari berkas asli {size}").format(size=format_size(row.original_size))
    parts = (name_of(row), date_of(session, row), second_line(session, row, problem), smaller, located)
    return ", ".join(part for part in parts if part)
