"""Why a file is not taken: one sentence and one way on for each reason, in one table."""

from __future__ import annotations

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_SAVE_AS = m(
    "Buka berkas itu di Excel atau LibreOffice, pilih Simpan Sebagai, jenis “Buku Kerja Excel (*.xlsx)”, lalu impor "
    "berkas yang baru itu."
)
_ASK_FOR_WORKBOOK = m(
    "Mintalah berkas Excel atau Word aslinya kepada Bappeda atau penyusun dokumen itu, lalu impor berkas aslinya."
)
_KEEP_ONE_SHEET = m(
    "Salin lembar yang berisi tabelnya saja ke buku kerja baru, simpan sebagai .xlsx, lalu impor berkas itu."
)

REASONS: dict[str, tuple[str, str]] = {
    "empty": (m("Berkas “{name}” kosong."), m("Pilih berkas lain, atau minta dikirim ulang.")),
    "locked": (
        m("Berkas “{name}” dikunci dengan kata sandi, sehingga isinya tidak dapat dibaca."),
        m("Buka berkas itu dengan kata sandinya, hapus kata sandinya lewat Simpan Sebagai, lalu impor lagi."),
    ),
    "cut-off": (
        m("Berkas “{name}” tidak utuh: bagian akhirnya hilang, mungkin karena unduhan terputus."),
        m("Unduh atau salin ulang berkas itu dari asalnya, lalu impor lagi."),
    ),
    "broken": (m("Berkas “{name}” rusak: isinya tidak tersusun seperti jenis berkasnya."), _SAVE_AS),
    "doc": (
        m("Berkas “{name}” berjenis Word lama (.doc), yang tidak dapat dibaca di sini."),
        m("Buka berkas itu di Word, pilih Simpan Sebagai, jenis “Dokumen Word (*.docx)”, lalu impor berkas itu."),
    ),
    "pdf": (m("Berkas “{name}” adalah PDF; tabel di dalam PDF tidak dapat dibaca dengan pasti."), _ASK_FOR_WORKBOOK),
    "picture": (m("Berkas “{name}” adalah gambar; tabel di dalam gambar tidak dapat dibaca."), _ASK_FOR_WORKBOOK),
    "slides": (m("Berkas “{name}” adalah salindia, bukan tabel."), _ASK_FOR_WORKBOOK),
    "binary-workbook": (m("Berkas “{name}” berjenis buku kerja biner (.xlsb), yang tidak dibaca di sini."), _SAVE_AS),
    "old-workbook": (m("Berkas “{name}” berjenis Excel yang sangat lama, yang tidak dibaca di sini."), _SAVE_AS),
    "archive": (
        m("Berkas “{name}” adalah arsip, bukan buku kerja."),
        m("Keluarkan isinya lebih dahulu, lalu impor berkas Excel, Word, atau CSV di dalamnya."),
    ),
    "mail-page": (m("Berkas “{name}” adalah halaman web yang disimpan sebagai satu berkas (.mht)."), _SAVE_AS),
    "frames": (
        m("Berkas “{name}” hanya menunjuk ke berkas lain yang tersimpan di folder di sebelahnya."),
        _SAVE_AS,
    ),
    "unknown": (
        m("Berkas “{name}” bukan jenis berkas yang dapat dibaca di sini."),
        m("Yang dapat dibaca: .xlsx, .xlsm, .xls, .ods, .csv, .docx, dan tabel HTML."),
    ),
    "unsafe": (
        m("Berkas “{name}” memuat perintah yang tidak lazim pada buku kerja, sehingga tidak dibuka."),
        m("Minta berkas itu disimpan ulang dari Excel, lalu impor lagi."),
    ),
    "large-file": (m("Berkas “{name}” lebih besar daripada {limit} MB, batas untuk impor."), _KEEP_ONE_SHEET),
    "swells": (
        m("Berkas “{name}” memuai menjadi lebih dari {limit} MB saat dibuka; itu tidak wajar."),
        _KEEP_ONE_SHEET,
    ),
    "many-cells": (m("Berkas “{name}” memuat lebih dari {limit} sel berisi, batas untuk impor."), _KEEP_ONE_SHEET),
    "many-letters": (m("Teks di dalam berkas “{name}” terlalu panjang untuk diimpor."), _KEEP_ONE_SHEET),
    "no-sheet": (
        m("Lembar “{sheet}” tidak ada di berkas “{name}”."),
        m("Pilih salah satu lembar yang ada: {sheets}."),
    ),
    "no-table": (
        m("Dokumen “{name}” tidak memuat tabel."),
        m("Pilih dokumen yang tabelnya dapat disalin sebagai tabel, bukan gambar."),
    ),
}


class FileRefused(UserFacingError):
    """A file that is not taken; ``reason`` is a key of ``REASONS``."""

    def __init__(self, reason: str, **facts: object) -> None:
        self.reason = reason
        self.facts = facts
        sentence, step = REASONS[reason]
        super().__init__(_(sentence).format(**facts), _(step).format(**facts))
