"""Workbooks of the nomenclature as SIPD writes them, small, with the layouts and texts that a stranger may bring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

HEADINGS = (
    "JENIS PEMDA", "BIDANG", "PROGRAM", "KEGIATAN", "SUBKEGIATAN", "KINERJA", "INDIKATOR", "SATUAN", "TAG",
    "DEFINISI OPERASIONAL", "PELAKSANA", "SPM", "JENIS", "SUBKEGIATAN SEBELUMNYA",
)  # fmt: skip

EDUCATION = "1.01 URUSAN PEMERINTAHAN BIDANG PENDIDIKAN"
SCHOOLS = "1.01.02 PROGRAM PENGELOLAAN PENDIDIKAN"
INFORMATICS = "2.16 URUSAN PEMERINTAHAN BIDANG KOMUNIKASI DAN INFORMATIKA"
APPLICATIONS = "2.16.03 PROGRAM PENGELOLAAN APLIKASI INFORMATIKA"
GOVERNMENT = "2.16.03.2.02 Pengelolaan E-government di Lingkup Pemerintah Daerah Kabupaten/Kota"
SMART_CITY = "2.16.03.2.02.0038 Koordinasi dan Fasilitasi Penyelenggaraan Kabupaten atau Kota Cerdas"
OLD_SMART_CITY = "2.16.03.2.02.0023 Koordinasi dan Sinkronisasi Kota Cerdas"
HOSTILE = (
    "=HYPERLINK(\"http://contoh.invalid\",\"klik\")",
    "'; DROP TABLE entry; --",
    "<b>tebal</b> & \"kutip\" OR 1=1 *",
    "100% pasti_aman \\ [x] ? NEAR(a b)",
    "terbalik \u202egnay\u202c baris\nkedua\u200b",
)  # fmt: skip


def row(
    scope: str, field: str, programme: str, activity: str, sub: str, *,
    indicator: str = "", unit: str = "", old: str = "",
) -> tuple[str | None, ...]:  # fmt: skip
    """One line of the export."""
    facts = ("Terlaksananya " + sub.partition(" ")[2], indicator or "Jumlah laporan", unit or "Laporan", "[null]",
             "Cakupan:\n- satu", "Bidang Aplikasi", "NON-SPM", "Layanan")  # fmt: skip
    return (scope, field, programme, activity, sub, *facts, old or None)


def sample_rows() -> list[tuple[str | None, ...]]:
    """Provinces and districts, a code with two names, an old code, a repeated line, hostile names."""
    made = [
        row("PROV", EDUCATION, SCHOOLS, "1.01.02.1.01 Pengelolaan Pendidikan Sekolah Menengah Atas",
            f"1.01.02.1.01.{number:04} Pembangunan Ruang Kelas {number}")
        for number in range(1, 9)
    ]  # fmt: skip
    made += [
        row("KABKOT", EDUCATION, SCHOOLS, "1.01.02.2.01 Pengelolaan Pendidikan Sekolah Dasar",
            f"1.01.02.2.01.{number:04} Rehabilitasi Ruang Kelas {number}")
        for number in range(1, 9)
    ]  # fmt: skip
    made.append(row("KABKOT", INFORMATICS, APPLICATIONS, GOVERNMENT, SMART_CITY,
                    indicator="Jumlah laporan pelaksanaan koordinasi", unit="Dokumen", old=OLD_SMART_CITY))  # fmt: skip
    for scope, name in (("PROV", "Penyusunan Kurikulum Akademi"), ("KABKOT", "Dukungan Pendidikan Nonformal")):
        made.append(row(scope, EDUCATION, SCHOOLS, "1.01.02.3.04 Pengelolaan Pendidikan Lain",
                        f"1.01.02.3.04.0030 {name}"))  # fmt: skip
    for scope in ("PROV", "KABKOT"):
        made.append(row(scope, "X.XX PENUNJANG URUSAN", "X.XX.01 PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH",
                        "X.XX.01.2.05 Administrasi Kepegawaian",
                        "X.XX.01.2.05.0009 Pendidikan dan Pelatihan Pegawai"))  # fmt: skip
    for number, name in enumerate(HOSTILE, start=40):
        made.append(row("KABKOT", INFORMATICS, APPLICATIONS, GOVERNMENT, f"2.16.03.2.02.{number:04} {name}"))
    return made


def many_rows(count: int) -> list[tuple[str | None, ...]]:
    """A made-up list of ``count`` subkegiatan in 50 bidang urusan, texts as long as those of the ministry."""
    made = []
    for number in range(count):
        field, programme, activity = number % 50, number // 50 % 5, number // 250 % 7
        code = f"{1 + field % 9}.{1 + field:02}.{programme + 1:02}.2.{activity + 1:02}"
        subject = f"layanan {_WORDS[number % 12]} dan {_WORDS[number // 12 % 12]} {_WORDS[number // 144 % 12]}"
        broader = f"layanan {_WORDS[field % 12]} dan {_WORDS[activity]}"
        made.append(row(
            "PROV" if number % 2 else "KABKOT", f"{code[:4]} URUSAN PEMERINTAHAN BIDANG {_WORDS[field % 12].upper()}",
            f"{code[:7]} PROGRAM PENGELOLAAN {_WORDS[programme].upper()} DAERAH", f"{code} Pengelolaan {broader}",
            f"{code}.{number:04} Koordinasi, sinkronisasi, dan pelaksanaan {subject} di lingkup kabupaten/kota",
            indicator=f"Jumlah laporan hasil koordinasi, sinkronisasi, dan pelaksanaan {subject} yang tersusun",
        ))  # fmt: skip
    return made


_WORDS = ("pendidikan", "kesehatan", "jalan", "perumahan", "ketertiban", "sosial", "informatika", "statistik", "pangan",
          "pertanahan", "lingkungan", "kependudukan")  # fmt: skip


def write_book(
    path: Path, rows: Iterable[Sequence[str | None]], *, headings: Sequence[str] = HEADINGS,
    letterhead: Sequence[str] = (), numbered: bool = False,
) -> Path:  # fmt: skip
    """Save a workbook with one sheet: letterhead, headings, a row of column numbers where asked, and the rows."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Worksheet"
    for line in letterhead:
        sheet.append([line])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=len(headings))
    sheet.append(list(headings))
    if numbered:
        sheet.append(list(range(1, len(headings) + 1)))
    for one in rows:
        sheet.append([None] * len(one))
        for place, text in enumerate(one, start=1):
            if text is not None:
                cell = sheet.cell(sheet.max_row, place)
                cell.value = text.replace("\x00", "")
                cell.data_type = "s"
    book.save(path)
    return path
