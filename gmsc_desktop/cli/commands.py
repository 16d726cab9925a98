"""The table of commands: name, help, arguments, and the function that runs it."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.text import mark as m

Argument = tuple[tuple[str, ...], Mapping[str, object]]


@dataclass(frozen=True)
class Command:
    """One command; ``place`` names its function as ``module:function`` below this package, imported when it runs."""

    name: str
    help_text: str
    place: str
    arguments: Sequence[Argument] = ()

    def run(self, chosen: argparse.Namespace) -> Outcome:
        """Run the command with its parsed arguments."""
        module, function = self.place.split(":")
        run: Callable[[argparse.Namespace], Outcome] = getattr(
            importlib.import_module(f"gmsc_desktop.cli.{module}"), function
        )
        return run(chosen)


def _positional(name: str, help_text: str, **more: object) -> Argument:
    return (name,), {"help": help_text, "metavar": name.upper(), **more}


def _option(name: str, help_text: str, **more: object) -> Argument:
    return (name,), {"help": help_text, **more}


_PLAN = _positional("plan", m("nomor rencana, awal nomornya yang tidak rancu, atau berkas paket"))
READ = (  # what every command that reads takes
    _PLAN,
    _option(
        "--from-backup",
        m("baca cadangan terbaru yang utuh, misalnya selama rencana dibuka di tempat lain"),
        action="store_true",
    ),
)
_OWN = _positional("plan", m("nomor rencana di komputer ini, atau awal nomornya yang tidak rancu"))
_FOLDER = _positional("folder", m("folder tujuan"))
_PACKAGE = _positional("package", m("berkas paket"))
_ACCEPT = _option("--accept", m("ingat komputer pengirim yang lain dari sebelumnya"), action="store_true")
_STAGE = _option(
    "--for",
    m("tahap: bimtek-1 … bimtek-4, final, evaluasi-1, evaluasi-2, pameran, laporan"),
    dest="stage",
    metavar="STAGE",
    default="final",
)
_YEAR = _option(
    "--year",
    m("tahun yang dilihat (bila tidak ditulis: tahun ini, atau tahun rencana yang terdekat)"),
    type=int,
    metavar="YEAR",
)
_SOURCE = _option("--source", m('asal keterangan, misalnya "Dinas Kesehatan, WhatsApp, 12 Juni 2026"'), metavar="TEXT")
_EVIDENCE = _option(
    "--evidence", m("berkas bukti: all, none, atau nomor bukti dipisah koma"), default="all", metavar="all|none|ID,…"
)
_MASK = _option("--mask", m("samarkan nomor pribadi di dalam berkas; rencana tidak berubah"), action="store_true")
_CONTACTS = _option(
    "--contacts", m("sertakan kontak kantor anggota lembaga di buku dan buku kerja"), action="store_true"
)
_RECIPIENT = _option("--recipient", m("penerima"), metavar="TEXT", default="")

COMMANDS: tuple[Command, ...] = (
    Command("demo", m("buat rencana contoh"), "plan_commands:demo"),
    Command(
        "new",
        m("buat rencana baru"),
        "plan_commands:new",
        (
            _option("--district", m("kode atau nama daerah, misalnya 73.17"), required=True, metavar="CODE"),
            _option("--start", m("tahun awal"), required=True, type=int, metavar="YEAR"),
            _option("--end", m("tahun akhir"), required=True, type=int, metavar="YEAR"),
            _option("--title", m("judul rencana"), metavar="TEXT"),
            _option("--unlisted", m("nama daerah yang kodenya belum dikenal"), metavar="NAME"),
            _option("--revises", m("rencana yang direvisi"), metavar="PLAN"),
            _option("--separate", m("alasan rencana terpisah untuk daerah yang sama"), metavar="TEXT"),
            _option(
                "--existing",
                m("rencananya sudah ada sebelum dicatat di sini; tahap sampai buku final tidak diperiksa"),
                action="store_true",
            ),
        ),
    ),
    Command("plans", m("daftar rencana di komputer ini"), "plan_commands:plans"),
    Command("show", m("tampilkan isi rencana"), "plan_commands:show", READ),
    Command("check", m("periksa kelengkapan untuk satu tahap"), "paper_commands:check", (*READ, _STAGE, _YEAR)),
    Command(
        "stages",
        m("tahap yang tidak diperiksa pada rencana lama: lihat, nyalakan, atau lewati"),
        "stage_commands:stages",
        (
            *READ,
            _option("--check", m("periksa tahap ini mulai sekarang"), metavar="STAGE", action="append", default=[]),
            _option("--leave", m("jangan periksa tahap ini"), metavar="STAGE", action="append", default=[]),
            _option("--reason", m("alasan tahap tidak diperiksa"), metavar="TEXT"),
        ),
    ),
    Command("gaps", m("bandingkan RPJMD dengan inisiatif dari kedua sisi"), "mapping_commands:gaps", (*READ, _YEAR)),
    Command(
        "set",
        m("ubah satu isian"),
        "record_commands:set_field",
        (
            _OWN,
            _positional("record", m("nomor catatan atau awalannya; plan atau region untuk rencana dan daerahnya")),
            _positional("field", m("nama isian, misalnya title")),
            _positional("value", m("nilai; kosong untuk menghapus isinya")),
            _SOURCE,
        ),
    ),
    Command(
        "add",
        m("tambah satu catatan"),
        "record_commands:add",
        (
            _OWN,
            _positional("table", m("nama tabel, misalnya agency, initiative, initiative_budget")),
            _positional(
                "values",
                m('isian, misalnya title="Rumah Kurcaci"; tanpa isian: yang diperlukan disebut'),
                nargs="*",
                default=[],
                metavar="FIELD=VALUE",
            ),
            _SOURCE,
        ),
    ),
    Command(
        "remove",
        m("hapus satu catatan dengan yang melekat padanya"),
        "record_commands:remove",
        (_OWN, _positional("record", m("nomor catatan atau awalannya"))),
    ),
    Command(
        "attach",
        m("tambahkan berkas bukti"),
        "plan_commands:attach",
        (
            _OWN,
            _positional("file", m("berkas bukti")),
            _option("--to", m("catatan yang dibuktikan"), metavar="RECORD", dest="record"),
            _option("--title", m("judul bukti"), metavar="TEXT"),
            _option("--page", m("halaman atau pasal"), metavar="TEXT"),
        ),
    ),
    Command(
        "original-documents",
        m("daftar dokumen asli rencana, atau halaman yang memuat kata"),
        "original_commands:original_documents",
        (*READ, _option("--search", m("kata yang dicari di dalamnya"), metavar="WORDS")),
    ),
    Command(
        "add-original",
        m("simpan buku, peraturan, atau SK yang sudah ada sebagai dokumen asli"),
        "original_commands:add_original",
        (
            _OWN,
            _positional("file", m("berkas PDF, DOCX, atau lainnya")),
            _option("--kind", m("jenisnya, misalnya buku_2 atau perkada; tanpa ini ditebak"), metavar="KIND"),
            _option("--title", m("judulnya; tanpa ini nama berkasnya"), metavar="TEXT"),
            _option("--number", m("nomor peraturan atau keputusan"), metavar="TEXT"),
            _option("--dated", m("tanggalnya"), metavar="DATE"),
        ),
    ),
    Command("undo", m("urungkan perubahan terakhir"), "plan_commands:undo", (_OWN,)),
    Command(
        "check-data", m("bandingkan seluruh data dengan riwayat dan sidiknya"), "data_commands:check_data", (_OWN,)
    ),
    Command(
        "backup",
        m("simpan rencana dengan riwayat dan bukti ke satu berkas"),
        "data_commands:backup",
        (
            _OWN,
            _positional("file", m("berkas .gmsc yang dibuat; tanpa ini: ke tempat kedua"), nargs="?", default=""),
            _option("--place", m("pilih folder atau flashdisk sebagai tempat kedua untuk cadangan"), metavar="FOLDER"),
        ),
    ),
    Command("backups", m("daftar cadangan di komputer ini dan di tempat kedua"), "data_commands:list_backups", (_OWN,)),
    Command(
        "restore",
        m("pulihkan rencana dari cadangan; keadaan sekarang disimpan"),
        "data_commands:restore",
        (
            _positional(
                "file", m("cadangan .sqlite3 dari folder cadangan rencana, atau cadangan atau salinan kerja .gmsc")
            ),
        ),
    ),
    Command("sent", m("daftar yang sudah keluar dari komputer ini"), "data_commands:sent", (_OWN,)),
    Command(
        "erase",
        m("hapus kontak orang dan nama penyusun; tanpa pilihan: sebutkan apa yang ada"),
        "data_commands:erase",
        (
            _OWN,
            _option("--person", m("nomor orang, awalannya, atau all"), metavar="ID", action="append", default=[]),
            _option("--author", m("nomor penyusun, awalannya, atau all"), metavar="ID", action="append", default=[]),
            _option("--backups", m("hapus juga cadangan yang lebih lama"), action="store_true"),
        ),
    ),
    Command(
        "export",
        m("cetak rencana ke PDF dan Excel"),
        "paper_commands:export",
        (*READ, _FOLDER, _MASK, _CONTACTS, _RECIPIENT),
    ),
    Command(
        "submit",
        m("buat paket pengajuan"),
        "package_commands:submit",
        (
            _OWN,
            _FOLDER,
            _STAGE,
            _option("--override", m("alasan tetap diserahkan meski masih ada hal wajib"), metavar="TEXT"),
            _RECIPIENT,
            _EVIDENCE,
            _MASK,
            _CONTACTS,
        ),
    ),
    Command(
        "copy", m("buat salinan kerja untuk rekan"), "package_commands:copy", (_OWN, _FOLDER, _EVIDENCE, _RECIPIENT)
    ),
    Command("verify", m("periksa keutuhan paket"), "package_commands:verify", (_PACKAGE,)),
    Command("open", m("buka paket"), "package_commands:open_package", (_PACKAGE, _ACCEPT)),
    Command(
        "import-nomenclature",
        m("impor daftar nomenklatur dari buku kerja SIPD ke komputer ini"),
        "nomenclature_commands:import_nomenclature",
        (
            _positional("file", m("buku kerja nomenklatur yang diunduh dari SIPD")),
            _option("--name", m("nama peraturannya; tanpa ini diambil dari isi atau nama berkas"), metavar="TEXT"),
        ),
    ),
    Command(
        "import-rpjmd",
        m("ambil tabel RPJMD, RPD, atau Renstra dari berkas Excel, Word, atau CSV"),
        "rpjmd_import:import_rpjmd",
        (
            _OWN,
            _positional("file", m("berkas .xlsx, .xlsm, .xls, .ods, .csv, .docx, atau tabel HTML")),
            _option("--sheet", m("lembar yang dibaca"), metavar="NAME"),
            _option("--unit", m("satuan uang di tabel itu"), choices=("rupiah", "ribu", "juta", "miliar")),
            _option("--mapping", m("berkas susunan kolom"), metavar="FILE"),
            _option("--first-year", m("tahun dari “Tahun 1”"), type=int, metavar="YEAR"),
            _option("--level", m("tingkat baris yang tidak menunjukkannya, misalnya sasaran"), metavar="LEVEL"),
            _option("--kind", m("jenis dokumen"), choices=("rpjmd", "perubahan_rpjmd", "rpd", "renstra")),
            _option("--period", m("periode dokumen, misalnya 2025-2029"), metavar="YEARS"),
            _option("--dry-run", m("tunjukkan hasilnya saja; tidak ada yang berubah"), action="store_true"),
        ),
    ),
    Command(
        "import-table",
        m("ambil tabel lain dari berkas Excel, Word, atau CSV: inisiatif, realisasi, quick win, kertas kerja"),
        "table_import:import_table",
        (
            _OWN,
            _positional("file", m("berkas .xlsx, .xlsm, .xls, .ods, .csv, .docx, atau tabel HTML")),
            _option(
                "--as",
                m("isi tabelnya"),
                dest="kind",
                choices=("initiatives", "progress", "quickwins", "worksheets"),
                required=True,
            ),
            _option("--sheet", m("lembar yang dibaca"), metavar="NAME"),
            _option("--unit", m("satuan uang di tabel itu"), choices=("rupiah", "ribu", "juta", "miliar")),
            _option(
                "--year",
                m("tahun isi tabel yang tidak menyebutnya; untuk inisiatif tahun dari “Tahun 1”"),
                type=int,
                metavar="YEAR",
            ),
            _option("--dimension", m("dimensi inisiatif baru yang tidak menyebutnya"), metavar="CODE"),
            _option(
                "--answer",
                m("jawaban atas pertanyaan lain, boleh berulang"),
                metavar="QUESTION=ANSWER",
                action="append",
            ),
            _option("--mapping", m("berkas susunan kolom"), metavar="FILE"),
            _option("--dry-run", m("tunjukkan hasilnya saja; tidak ada yang berubah"), action="store_true"),
        ),
    ),
    Command("self-test", m("uji aplikasi ini di folder sementara"), "self_test:run"),
)
