"""What a check of the data tells a person: what was looked at, what is sound, what is not, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gmsc_desktop.text import _
from gmsc_desktop.values import format_number, format_size

if TYPE_CHECKING:
    from gmsc_desktop.models.integrity import DataReport, Fault

FILE, RECORDS, EVIDENCE, BACKUPS = "file", "records", "evidence", "backups"
_AREA = {"file": FILE, "pages": FILE, "references": RECORDS, "history": RECORDS, "value": RECORDS,
         "evidence": EVIDENCE, "backup": BACKUPS}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """One part of what was compared: ``looked`` says how much of it, ``faults`` what does not agree."""

    key: str
    title: str
    looked: str
    faults: tuple[Fault, ...]

    @property
    def state(self) -> str:
        """How it stands, in few words."""
        if not self.faults:
            return _("utuh")
        return _("{count} hal perlu diperhatikan").format(count=len(self.faults))


def areas_of(report: DataReport) -> list[Area]:
    """The four parts, in the order in which they were compared."""
    looked = {
        FILE: (_("Berkas rencana"), _("susunan seluruh berkas")),
        RECORDS: (
            _("Catatan dan riwayat"),
            _("{records} catatan, {changes} perubahan").format(
                records=format_number(report.records), changes=format_number(report.changes)
            ),
        ),
        EVIDENCE: (
            _("Berkas bukti"),
            _("{count} berkas, {size}").format(
                count=format_number(report.evidence), size=format_size(report.evidence_size)
            ),
        ),
        BACKUPS: (_("Cadangan"), _("{count} cadangan").format(count=format_number(report.backups))),
    }
    return [
        Area(key, title, words, tuple(fault for fault in report.faults if _AREA[fault.kind] == key))
        for key, (title, words) in looked.items()
    ]


def area_of(fault: Fault) -> str:
    """The part to which a finding belongs."""
    return _AREA[fault.kind]


def meaning(fault: Fault) -> str:
    """What a finding means for the person's work."""
    if fault.kind == "evidence" and fault.missing:
        return _(
            "Berkas ini tercatat sebagai bukti dukung, tetapi tidak tersimpan di komputer ini. Itu wajar bila rencana "
            "ini dibuka dari salinan kerja tanpa berkas bukti. Catatannya sendiri utuh."
        )
    told = {
        "file": _(
            "Berkas rencana tidak lagi sama dengan saat terakhir ditutup: berkasnya diganti dari luar, atau cakram "
            "mulai rusak."
        ),
        "pages": _("Sebagian isi berkas tidak terbaca lagi. Penyebabnya biasanya cakram yang mulai rusak."),
        "references": _("Sebuah catatan menunjuk catatan yang sudah tidak ada."),
        "history": _("Riwayat catatan ini tidak dapat dipercaya lagi, sehingga penggabungan dapat keliru."),
        "value": _(
            "Isi ini berubah tanpa lewat aplikasi. Yang tercatat di riwayat adalah yang terakhir diketik orang."
        ),
        "evidence": _(
            "Isi berkas ini tidak lagi sama dengan saat ditambahkan. Paket yang dibuat sekarang memuat berkas yang "
            "berubah itu."
        ),
        "backup": _("Rencana Anda sendiri tidak tersentuh; hanya cadangan ini yang tidak dapat dipakai lagi."),
    }
    return told[fault.kind]


def next_step(fault: Fault) -> str:
    """What to do about a finding."""
    told = {
        "file": _(
            "Bila bagian lain di daftar ini utuh, isinya tetap sama dengan riwayatnya dan Anda dapat bekerja terus. "
            "Simpan salinan kerja di luar komputer ini, dan minta cakramnya diperiksa."
        ),
        "pages": _("Jangan ubah rencana ini dahulu. Pulihkan dari cadangan terbaru yang utuh."),
        "references": _("Pulihkan dari cadangan terbaru yang utuh."),
        "history": _("Simpan salinan kerja di luar komputer ini, lalu pulihkan dari cadangan terbaru yang utuh."),
        "value": _(
            "Cocokkan dengan dokumen aslinya, lalu pilih isi menurut riwayat atau isi yang sekarang. Bila banyak yang "
            "berubah, pulihkan dari cadangan terbaru yang utuh."
        ),
        "evidence": _(
            "Cari berkas aslinya: pilih berkasnya, folder, atau paket yang memuatnya. Berkas hanya diterima bila "
            "isinya sama persis dengan yang dahulu ditambahkan."
        ),
        "backup": _("Buat cadangan baru sekarang, lalu hapus cadangan yang rusak."),
    }
    return told[fault.kind]


def verdict(report: DataReport) -> str:
    """The report in one sentence."""
    if report.good:
        return _("Semuanya utuh. Tidak ada yang perlu dilakukan.")
    return _(
        "Ada {count} hal yang tidak sama dengan yang tercatat. Tidak ada yang diubah oleh pemeriksaan ini."
    ).format(count=format_number(len(report.faults)))


def what_to_do(report: DataReport) -> str:
    """The next step for the whole report, "" where there is none."""
    kinds = {fault.kind for fault in report.faults}
    if not kinds:
        return ""
    if kinds <= {"evidence"}:
        return _("Cari berkas aslinya, atau tambahkan lagi berkas bukti itu dari salinan kerja rekan.")
    if kinds <= {"backup"}:
        return _("Rencana Anda sendiri utuh. Buat cadangan baru sekarang, lalu hapus cadangan yang rusak.")
    if kinds <= {"file"}:
        return _("Isinya sama dengan riwayatnya. Simpan salinan kerja di luar komputer ini, lalu periksa cakramnya.")
    return _("Buat salinan kerja dari rencana ini, lalu pulihkan dari cadangan terbaru yang utuh.")


def report_lines(report: DataReport) -> list[str]:
    """The whole report as lines of text."""
    lines = [
        _("{records} catatan dibandingkan dengan riwayatnya ({changes} perubahan).").format(
            records=report.records, changes=report.changes
        ),
        _("{count} berkas bukti dan {backups} cadangan dibandingkan dengan sidiknya.").format(
            count=report.evidence, backups=report.backups
        ),
    ]
    if report.good:
        return [*lines, verdict(report)]
    return [*lines, *(fault.sentence for fault in report.faults), what_to_do(report)]
