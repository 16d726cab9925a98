"""Why a package is not taken: one sentence and one next step for each reason, in one table."""

from __future__ import annotations

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_AGAIN = m("Minta pengirim mengirim ulang paketnya. Tidak ada yang berubah di komputer ini.")
_ORIGINAL = m("Minta paket asli yang belum dibuka atau dikemas ulang. Tidak ada yang berubah di komputer ini.")
_PACK_RIGHT = m(
    "Minta paket asli. Bila hanya ada foldernya, kemas lagi satu folder yang memuat bagit.txt menjadi satu berkas "
    ".zip, tanpa berkas atau folder lain. Tidak ada yang berubah di komputer ini."
)
_SUSPECT = m("Jangan dibuka dengan program lain. Tanyakan kepada pengirim, lalu minta paket asli dari aplikasi GMSC.")
_UPDATE = m("Perbarui aplikasi, lalu buka lagi. Tidak ada yang berubah di komputer ini.")
_SENDER = m("Minta pengirim memperbarui aplikasinya, lalu membuat paket baru. Tidak ada yang berubah di komputer ini.")

# Each reason: (what is wrong, what to do). Placeholders are filled by the place that found it.
REASONS: dict[str, tuple[str, str]] = {
    # the file as a whole
    "not-a-package": (m("Berkas ini bukan paket GMSC."), m("Pilih berkas .zip atau .gmsc dari aplikasi GMSC.")),
    "empty-file": (m("Berkas paket ini kosong, isinya 0 bita."), _AGAIN),
    "cut-off": (m("Paket ini terpotong: bagian akhirnya tidak ada."), _AGAIN),
    "before": (m("Ada data lain di depan isi paket ini, seperti pada program yang menyamar."), _SUSPECT),
    "after": (m("Ada data lain di belakang isi paket ini."), _SUSPECT),
    "between": (m("Ada data tersembunyi di antara berkas-berkas paket ini."), _SUSPECT),
    "overlap": (m("Dua berkas di dalam paket ini menempati tempat yang sama."), _SUSPECT),
    "several-disks": (m("Paket ini hanya sepotong dari ZIP yang dibagi-bagi."), _ORIGINAL),
    "directory": (m("Daftar isi ZIP paket ini rusak."), _AGAIN),
    "header": (m("Keterangan berkas {name} di dalam paket ini saling bertentangan."), _SUSPECT),
    "form": (m("Berkas {name} di dalam paket ini ditulis dengan cara yang tidak dipakai ZIP biasa."), _ORIGINAL),
    "encrypted": (m("Isi paket ini dikunci dengan kata sandi ZIP."), _ORIGINAL),
    "method": (m("Berkas {name} di dalam paket ini dimampatkan dengan cara yang tidak dipakai paket GMSC."), _ORIGINAL),
    "link": (m("Paket ini memuat pintasan ({name}), bukan berkas biasa."), _SUSPECT),
    # sizes
    "too-many": (m("Paket ini memuat {count} berkas, lebih dari batas {limit} berkas."), _SUSPECT),
    "file-too-big": (m("Berkas {name} di dalam paket ini terlalu besar ({size} MB)."), _SUSPECT),
    "too-big": (m("Isi paket ini terlalu besar: {size} MB setelah dibuka."), _SUSPECT),
    "ratio": (m("Berkas {name} membengkak tidak wajar saat dibuka, seperti bom ZIP."), _SUSPECT),
    # names
    "name-parent": (m("Paket ini mencoba menulis di luar foldernya ({name})."), _SUSPECT),
    "name-absolute": (m("Paket ini menunjuk tempat tertentu di komputer ({name})."), _SUSPECT),
    "name-backslash": (m("Nama berkas di dalam paket ini memakai garis miring terbalik ({name})."), _ORIGINAL),
    "name-device": (m("Nama berkas di dalam paket ini adalah nama perangkat Windows ({name})."), _SUSPECT),
    "name-ending": (m("Nama berkas di dalam paket ini berakhir dengan titik atau spasi ({name})."), _SUSPECT),
    "name-control": (m("Nama berkas di dalam paket ini memuat huruf yang tidak terlihat ({name})."), _SUSPECT),
    "name-letters": (
        m("Nama berkas di dalam paket ini memuat huruf yang tidak dipakai paket GMSC ({name})."),
        _ORIGINAL,
    ),
    "name-long": (m("Nama berkas di dalam paket ini terlalu panjang ({name})."), _SUSPECT),
    "name-twice": (m("Dua berkas di dalam paket ini bernama sama ({name})."), _SUSPECT),
    "no-folder": (m("Berkas {name} tidak berada di dalam folder paket."), _PACK_RIGHT),
    "two-folders": (m("Paket ini memuat lebih dari satu folder ({name})."), _PACK_RIGHT),
    "nested": (m("Isi paket ini terbungkus {count} folder di dalam berkas .zip."), _PACK_RIGHT),
    "name-unknown": (m("Paket ini memuat berkas yang bukan bagian dari paket GMSC ({name})."), _SUSPECT),
    # the bag
    "missing": (m("Paket ini tidak lengkap: {name} tidak ada."), _AGAIN),
    "bag-version": (m("Berkas bagit.txt di dalam paket ini bukan BagIt 1.0."), _ORIGINAL),
    "bag-info": (m("Keterangan paket (bag-info.txt) tidak dapat dibaca: {what}."), _ORIGINAL),
    "manifest": (m("Daftar sidik {name} tidak dapat dibaca pada baris {line}."), _ORIGINAL),
    "not-listed": (m("Paket ini memuat berkas yang tidak ada di daftar sidiknya ({name})."), _SUSPECT),
    "not-there": (m("Paket ini tidak lengkap: {count} berkas di daftarnya tidak ada ({name})."), _AGAIN),
    "changed": (m("Paket ini rusak saat disalin: {count} berkas berubah ({name})."), _AGAIN),
    "count": (m("Jumlah berkas atau ukuran isi paket ini tidak sama dengan yang tertulis di keterangannya."), _AGAIN),
    # what it says it is
    "newer": (m("Paket ini dibuat dengan aplikasi yang lebih baru (format {version})."), _UPDATE),
    "version": (m("Nomor format paket ini tidak dikenal ({version})."), _ORIGINAL),
    "kind": (m("Jenis paket ini tidak dikenal ({kind})."), _UPDATE),
    "kind-files": (m("Isi paket ini tidak sesuai dengan jenisnya ({kind}): {name}."), _ORIGINAL),
    "identity": (m("Keterangan paket dan isinya tidak sejalan: {what} berbeda."), _SUSPECT),
    # JSON
    "json-text": (m("Berkas {file} di dalam paket ini bukan teks UTF-8 yang benar."), _SENDER),
    "json": (m("Berkas {file} di dalam paket ini bukan JSON yang benar (baris {line})."), _SENDER),
    "json-twice": (m("Berkas {file} di dalam paket ini menyebut {name} dua kali."), _SUSPECT),
    "json-number": (m("Berkas {file} di dalam paket ini memuat angka yang tidak sah ({name})."), _SENDER),
    "json-deep": (m("Berkas {file} di dalam paket ini bersarang terlalu dalam."), _SUSPECT),
    "json-big": (m("Berkas {file} di dalam paket ini terlalu besar."), _SUSPECT),
    "json-long": (m("Berkas {file} di dalam paket ini memuat teks yang terlalu panjang."), _SUSPECT),
    "json-letters": (m("Berkas {file} di dalam paket ini memuat huruf yang rusak."), _SENDER),
    # the plan
    "schema": (m("Isi rencana di dalam paket ini tidak sesuai susunannya: {where}."), _SENDER),
    "date": (m("Isi rencana di dalam paket ini memuat tanggal yang tidak ada: {name} pada {where}."), _SENDER),
    "id-twice": (m("Isi rencana di dalam paket ini memuat dua catatan dengan nomor yang sama ({name})."), _SENDER),
    "reference": (m("Isi rencana di dalam paket ini menunjuk catatan yang tidak ada: {where}."), _SENDER),
    "one-plan": (m("Paket ini harus memuat tepat satu rencana dan satu daerah."), _SENDER),
    # the evidence
    "evidence-changed": (m("Bukti {name} di dalam paket ini tidak sama dengan sidiknya."), _AGAIN),
    "evidence-missing": (m("Paket ini tidak lengkap: {count} berkas bukti tidak ada ({name})."), _AGAIN),
    "evidence-extra": (m("Paket ini memuat berkas bukti yang tidak tercatat di rencananya ({name})."), _SUSPECT),
    "evidence-twice": (m("Paket ini memuat berkas bukti yang sama dua kali ({name})."), _SENDER),
    "program": (m("Paket ini memuat program atau skrip ({name})."), _SUSPECT),
    # the history
    "history-line": (m("Riwayat di dalam paket ini tidak sesuai susunannya pada baris {line}."), _SENDER),
    "history-parent": (m("Riwayat di dalam paket ini menunjuk perubahan yang tidak ada (baris {line})."), _SENDER),
    "history-twice": (m("Riwayat di dalam paket ini memuat perubahan yang sama dua kali (baris {line})."), _SENDER),
    "history-other": (m("Riwayat di dalam paket ini tidak cocok dengan rencananya."), _SUSPECT),
    # what a backup carries beside the history
    "beside": (m("Catatan setempat di dalam cadangan ini tidak sesuai susunannya: {where}."), _SENDER),
    # the seal
    "seal": (m("Segel paket ini tidak dapat dibaca."), _SUSPECT),
    "seal-half": (m("Segel paket ini tidak lengkap."), _SUSPECT),
    "seal-signature": (m("Tanda tangan segel paket ini tidak sah."), _SUSPECT),
    "seal-content": (m("Segel paket ini tidak cocok dengan isinya: {what} berbeda."), _SUSPECT),
    # the reading itself
    "limits": (m("Paket ini terlalu besar atau terlalu rumit untuk dibuka dengan aman."), _SUSPECT),
    "unreadable": (m("Paket ini tidak dapat dibaca."), _AGAIN),
}


class PackageRefused(UserFacingError):
    """A package that is not taken. ``reason`` is a key of ``REASONS``, ``facts`` fill its placeholders."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        sentence, next_step = REASONS[reason]
        self.reason = reason
        self.facts = {key: shown(value) for key, value in facts.items()}
        super().__init__(_(sentence).format(**self.facts), _(next_step))


def shown(value: str | int) -> str:
    """A stranger's text made fit for a sentence: printable ASCII letters as they are, others as numbers, 80 at most."""
    text = str(value)
    plain = "".join(letter if " " <= letter <= "~" else f"\\x{ord(letter):02x}" for letter in text[:200])
    return plain if len(plain) <= 80 else f"{plain[:50]}…{plain[-25:]}"
