"""Tables of initiatives as offices make them: one for each way in which such a table is laid out."""

from __future__ import annotations

from tests.exchange.books import Rows

# A matrix with two merged heading rows, a letterhead, a row of column numbers, headings of dimensions and subtotals.
MATRIX: Rows = [
    ["PEMERINTAH KABUPATEN X"],
    ["MATRIKS RENCANA AKSI SMART CITY KABUPATEN X TAHUN 2023-2025"],
    [],
    ["No", "Nama Program/Inisiatif", "Deskripsi Singkat", "OPD Penanggung Jawab", "OPD Pendukung",
     "Tahun Pelaksanaan", None, None, "Anggaran (Rp)", None, None, "Sumber Dana"],
    [None, None, None, None, None, 2023, 2024, 2025, 2023, 2024, 2025, None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)"],
    ["A.", "SMART GOVERNANCE"],
    [1, "Mal Pelayanan Publik Digital", "Satu pintu untuk semua izin", "DPMPTSP", "Diskominfo\nDinas Dukcapil",
     "√", "√", None, 500000000, 250000000, None, "APBD"],
    [2, "Satu Data Kabupaten", None, "Diskominfo; Bappeda", None, None, "v", "v", None, 100000000, 100000000, "APBN"],
    [None, "Jumlah", None, None, None, None, None, None, 500000000, 350000000, 100000000],
    ["No", "Nama Program/Inisiatif", "Deskripsi Singkat", "OPD Penanggung Jawab"],
    ["B.", "SMART LIVING"],
    [1, "Ambulans Siaga", "Panggilan darurat", "Dinas Kesehatan / RSUD", "Dinas Pariwisata, Kebudayaan, Pemuda dan "
     "Olahraga", "■", None, None, 75000000, None, None, "APBD dan CSR"],
    [None, "Jumlah seluruhnya", None, None, None, None, None, None, 575000000, 350000000, 90000000],
]  # fmt: skip
MATRIX_MERGED = ("A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "F4:H4", "I4:K4", "L4:L5", "B7:L7", "A2:L2")
MATRIX_TOLD = [
    "SG | Mal Pelayanan Publik Digital | 2023 2024 | DPMPTSP + Diskominfo, Dinas Dukcapil"
    " | 2023 apbd 500000000; 2024 apbd 250000000",
    "SG | Satu Data Kabupaten | 2024 2025 | Diskominfo + Bappeda | 2024 apbn 100000000; 2025 apbn 100000000",
    "SL | Ambulans Siaga | 2023 | Dinas Kesehatan + RSUD, Dinas Pariwisata, Kebudayaan, Pemuda dan Olahraga"
    " | 2023 lainnya 75000000",
]

# One flat table with a column of dimensions, years as a text, the quick win, and what the office calls "status".
FLAT_LIST: Rows = [
    ["No", "Dimensi", "Sub Dimensi", "Nama Aplikasi", "Fungsi", "OPD", "Tahun", "Quick Win", "Status", "Lokasi"],
    ["1", "Smart Governance", "Pelayanan Publik", "SIMPEG", "Data pegawai", "BKPSDM", "2023-2025", "Ya", "Pengembangan",
     "Kab."],
    ["2", None, "Kebijakan Publik", "e-Planning", None, "Bappeda", "2023 s.d. 2024", "-", "Baru", None],
    ["3", "SS", "Learning", "Sekolah Digital", None, "Disdik", "2024, 2026", "2024", "Existing", None],
    ["4", "Dimensi Smart Environment", None, "Bank Sampah", None, "DLH", "2018-sekarang", None, "?", None],
]  # fmt: skip

# One sheet for each dimension, each a road map of its horizons.
ROADMAP: dict[str, Rows] = {
    "Smart Branding": [
        ["PETA JALAN"],
        ["No", "Program", "Jangka Pendek", "Jangka Menengah", "Jangka Panjang", "Pelaksana"],
        [1, "Festival Kota", "x", None, None, "Disparbud"],
        [2, "Kota Kreatif", None, "x", None, "Dinas Pariwisata"],
    ],
    "Smart Economy": [
        ["PETA JALAN"],
        ["No", "Program", "Jangka Pendek", "Jangka Menengah", "Jangka Panjang", "Pelaksana"],
        [1, "Pasar Digital", None, None, "x", "Disperindag"],
    ],
}

# Indicators with targets by year, several rows an initiative, merged titles, a unit of thousands in the heading.
TARGETS: Rows = [
    ["PROGRAM SMART ENVIRONMENT (dalam ribuan rupiah)"],
    ["Kode", "Inisiatif", "Indikator", "Satuan", "Kondisi Awal", 2024, None, 2025, None, "Perangkat Daerah",
     "Kode Nomenklatur"],
    [None, None, None, None, None, "Target", "Rp", "Target", "Rp", None, None],
    ["SV-01", "Energi Bersih", "Lampu surya", "titik", "10", "20", 1500000, "30", 2000000, "Dishub",
     "2.15.02.2.01 - Penyediaan Perlengkapan Jalan"],
    [None, None, "Penghematan", "%", "0", "5", None, "7,5", None, None, None],
    ["SV-02", "Kelola Sampah", "Sampah terkelola", "%", "60", "65", 500000, "70", 500000, "DLH", "2.11.11"],
]  # fmt: skip
TARGETS_MERGED = ("A4:A5", "B4:B5", "J4:J5", "F2:G2", "H2:I2")

# "Tahun 1" to "Tahun 3" without any year, programme and activity beside each other, a column of each dimension.
TICKED: Rows = [
    ["No", "Program", "Kegiatan", "Governance", "Branding", "Economy", "Living", "Society", "Environment", "SKPD",
     "Tahun I", "Tahun II", "Tahun III"],
    [1, "Desa Digital", "Pelatihan perangkat desa", "v", None, None, None, "v", None, "DPMD", "v", None, None],
    [None, None, "Pemasangan internet", None, None, None, None, None, None, None, "v", "v", None],
    [2, "Kampung Wisata", "Penataan", None, "v", None, None, None, None, "Dispar", None, None, "v"],
]  # fmt: skip

# Written in Word: everything a text, headings that come again, a title that a page broke, a group of its own.
BROKEN: Rows = [
    ["No.", "Program Inovasi", "Uraian", "Penanggung Jawab", "Waktu Pelaksanaan", "Estimasi Biaya"],
    ["I", "JANGKA PENDEK (2024)"],
    ["1", "Sistem Informasi Pelayanan", "Layanan desa", "Dinas PMD", "2024", "Rp 150.000.000,-"],
    [None, "dan Pengaduan Terpadu"],
    ["No.", "Program Inovasi", "Uraian", "Penanggung Jawab", "Waktu Pelaksanaan", "Estimasi Biaya"],
    ["2", "Kartu Tani", "Pupuk tepat sasaran", "Dinas Pertanian", "2024/2025", "250 juta"],
    ["II", "JANGKA MENENGAH (2025-2028)"],
    ["1", "Gudang Pangan", "Cadangan pangan", "Dinas Ketahanan Pangan", "Jangka menengah", "Rp1.000.000.000"],
]  # fmt: skip

# Amounts by source of money, sub-dimensions as headings, one year in the letterhead.
BY_SOURCE: Rows = [
    ["RENCANA AKSI SMART SOCIETY TAHUN 2024"],
    ["No", "Nama Inisiatif", "OPD Pelaksana", "Sumber Dana", None, None, "Jumlah", "Mitra"],
    [None, None, None, "APBD", "APBN", "CSR", None, None],
    [None, "1. Ekosistem Belajar yang Efisien"],
    [1, "Perpustakaan Keliling", "Dinas Perpustakaan", 200000000, None, 50000000, 250000000,
     "PT Telkom, Universitas X"],
    [None, "2. Sistem Keamanan Masyarakat"],
    [2, "CCTV Simpang", "Dishub", 300000000, 100000000, None, 450000000, None],
    ["Jumlah", None, None, 500000000, 100000000, 50000000, 650000000, None],
]  # fmt: skip
BY_SOURCE_MERGED = ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3", "A8:C8")

# Headings that nobody knows: only a mapping file tells what the columns mean.
BROKEN_MAPPED: Rows = [["Nama Kegiatan Smart", "Dinasnya", "Pilarnya"], ["Kota Terang", "Dishub", "Smart Environment"]]

# A row for each year and source of an initiative, its code before its name, dimensions merged downwards.
LONG_FORM: Rows = [
    ["Dimensi", "Inisiatif", "Tahun", "Sumber Dana", "Anggaran"],
    ["Smart Governance", "SG-07 Arsip Digital", 2024, "APBD", 100_000_000],
    [None, "SG-07 Arsip Digital", 2025, "APBD", 120_000_000],
    [None, "SG-07 Arsip Digital", 2025, "DAK", 80_000_000],
    ["Smart Society", "SS-02 Kelas Daring", 2025, "Dana Desa", 60_000_000],
]  # fmt: skip
LONG_FORM_MERGED = ("A2:A4",)

# A sheet for each horizon, with years as columns in which words stand; the same initiative goes on in the next one.
HORIZONS: dict[str, Rows] = {
    "Jangka Pendek": [
        ["No", "Program", "Dimensi", "OPD", "2025", "2026"],
        [1, "Kartu Nelayan", "Smart Economy", "Dinas Perikanan", "Penyusunan aturan", None],
    ],
    "Jangka Menengah": [
        ["No", "Program", "Dimensi", "OPD", "2027", "2028"],
        [1, "Kartu Nelayan", "Smart Economy", "Dinas Perikanan", "Pendataan", "Pendataan · quick win"],
        [2, "Pelabuhan Pintar", "Smart Living", "Dishub", None, "Uji coba"],
    ],
}

# The same table on two sheets, and cells that cannot be read.
TWICE: dict[str, Rows] = {
    name: [
        ["Nama Inisiatif", "Dimensi", "OPD", "Tahun", "Anggaran"],
        ["Sistem Antrean", "Smart Living", "RSUD", "awal tahun", "-"],
        ["12", "Smart Living", "Seluruh OPD", 2025, "banyak"],
        ["Parkir Daring", "Smart Kota", "Dishub", 2026, 1_000_000_000],
    ]
    for name in ("Matriks", "Rekap")
}

# Labels of objectives and groups as headings, a lone title across the table, numbers as texts.
GROUPED: Rows = [
    ["No", "Nama Program", "Perangkat Daerah", "Keluaran", "Manfaat"],
    ["SMART LIVING", None, None, None, None],
    ["Sasaran 1: Warga sehat dan terlayani", None, None, None, None],
    ["1", "Posyandu Digital", "Dinkes", "Aplikasi", "Data gizi\nlengkap"],
    ["KELOMPOK PRIORITAS", None, None, None, None],
    ["2", "Ambulans Desa", "Dinkes dan DPMD", "Unit", "-"],
]  # fmt: skip
GROUPED_MERGED = ("A2:E2", "A3:E3", "A5:E5")

# Quarters below years, a name column headed "Quick Win", roman years below one heading, tables of other columns below.
QUARTERS: Rows = [
    ["No", "Quick Win", "OPD", 2024, None, None, None, 2025, None, None, None],
    [None, None, None, "TW I", "TW II", "TW III", "TW IV", "TW I", "TW II", "TW III", "TW IV"],
    [1, "Satu Pintu", "DPMPTSP", None, "v", None, "v", None, None, None, None],
    [2, "Dua Pintu", "DPMPTSP", None, None, None, None, None, "v", None, None],
]  # fmt: skip
QUARTERS_MERGED = ("D1:G1", "H1:K1")
ROMAN: Rows = [
    ["No", "Nama Program", "Leading Sector", "Instansi Terkait", "TAHUN", None, None, "Sumber Pembiayaan"],
    [None, None, None, None, "I", "II", "III", None],
    [None, "DIMENSI SMART ECONOMY"],
    [1, "UMKM Naik Kelas", "Dinas Koperasi dan UMKM", "Diskominfo", "x", "x", None, "APBD"],
]
ROMAN_MERGED = ("E1:G1", "A1:A2")
BELOW: Rows = [
    ["MATRIKS PROGRAM SMART CITY"],
    ["A. SMART GOVERNANCE"],
    ["No", "Program", "OPD", "Tahun"],
    [1, "Satu", "Diskominfo", 2024],
    [],
    ["B. SMART BRANDING"],
    ["No", "Program", "OPD", "Tahun"],
    [1, "Dua", "Dispar", 2025],
    [],
    ["C. SMART LIVING"],
    ["No", "Program Inovasi", "Perangkat Daerah", "Keterangan", "Waktu"],
    [1, "Tiga", "Dinkes", "ok", "2025-2026"],
]
# A sheet of counts, and dimensions whose sheets have other columns each.
COUNTED: dict[str, Rows] = {
    "Rekap": [["No", "Dimensi", "Jumlah Program", "Anggaran"], [1, "Smart Governance", 5, 1_000_000_000]],
    "SG": [["No", "Program", "OPD"], [1, "Layanan Satu", "Dinkes"]],
    "Smart Living": [["No", "Program", "OPD", "Ket"], [1, "Layanan Dua", "Dinkes", "x"]],
}
OUTCOMES: Rows = [
    ["Kode", "Program", "Kegiatan", "Indikator Output", "Target 2024", "Indikator Outcome", "Target 2024", "OPD"],
    ["SL.1", "Rumah Sehat", "Bedah rumah", "Rumah dibedah", "10", "Rumah layak (%)", "50", "Dinas Perkim"],
]
