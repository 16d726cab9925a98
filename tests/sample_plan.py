"""A small whole plan for tests: one district, all six dimensions, a planning document, two years of progress."""

from __future__ import annotations

from collections.abc import Mapping

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.snapshot import Json, Snapshot, from_json
from tests.sample_initiatives import Tables, add, add_initiatives

YEARS = range(2025, 2030)
DIMENSIONS = ("SG", "SB", "SE", "SL", "SS", "SV")
AGENCIES = {
    "kominfo": ("Dinas Komunikasi dan Informatika", "Diskominfo"),
    "dpmptsp": ("Dinas Penanaman Modal dan PTSP", "DPMPTSP"),
    "wisata": ("Dinas Pariwisata", "Dispar"),
    "pupr": ("Dinas Pekerjaan Umum dan Penataan Ruang", "PUPR"),
    "pertanian": ("Dinas Pertanian", "Distan"),
    "rsud": ("RSUD Batara Guru", "RSUD"),
    "dinkes": ("Dinas Kesehatan", "Dinkes"),
    "bpbd": ("Badan Penanggulangan Bencana Daerah", "BPBD"),
    "dlh": ("Dinas Lingkungan Hidup", "DLH"),
}
# mission, goal, objective, its dimension (empty: unrelated), indicator, unit, baseline, targets of the five years
LADDER = (
    ("Tata kelola pemerintahan yang bersih, melayani, dan digital", "Meningkatnya kualitas tata kelola pemerintahan",
     "Meningkatnya kualitas layanan publik berbasis elektronik", "SG", "Indeks SPBE", "indeks", "2,84",
     ("3,12", "3,40", "3,60", "3,80", "4,10")),
    ("Tata kelola pemerintahan yang bersih, melayani, dan digital", "Meningkatnya kualitas tata kelola pemerintahan",
     "Meningkatnya akuntabilitas kinerja", "SG", "Nilai SAKIP", "predikat", "B", ("B", "BB", "BB", "A", "A")),
    ("Ekonomi rakyat yang tumbuh", "Meningkatnya pertumbuhan ekonomi", "Meningkatnya nilai tambah komoditas unggulan",
     "SE", "Pertumbuhan PDRB subsektor peternakan", "persen", "3,1", ("3,4", "3,8", "4,2", "4,6", "5,0")),
    ("Ekonomi rakyat yang tumbuh", "Meningkatnya pertumbuhan ekonomi", "Meningkatnya kunjungan wisata",
     "SB", "Pertumbuhan kunjungan wisata", "persen", "3,75", ("5", "10", "15", "20", "25")),
    ("Manusia yang sehat dan terlindungi", "Meningkatnya derajat kesehatan", "Menurunnya prevalensi stunting",
     "SL", "Prevalensi stunting", "persen", "11,9", ("10,8", "10,2", "9,6", "9,1", "8,6")),
    ("Manusia yang sehat dan terlindungi", "Meningkatnya derajat kesehatan", "Menurunnya risiko bencana",
     "SS", "Indeks risiko bencana", "indeks", "142", ("138", "134", "130", "126", "<122")),
    ("Manusia yang sehat dan terlindungi", "Meningkatnya derajat kesehatan",
     "Terwujudnya tertib administrasi pertanahan", "", "Bidang tanah bersertifikat", "persen", "61",
     ("63", "65", "67", "69", "71")),
)  # fmt: skip


def sample_tables() -> Tables:
    """The plan as tables in the shape of ``rencana.json``; change rows before making a snapshot of them."""
    tables: Tables = {name: [] for name in BY_NAME}
    _plan(tables)
    _bodies(tables)
    _ladder(tables)
    add_initiatives(tables, [step[3] for step in LADDER])
    return tables


def sample_snapshot(changes: Mapping[str, Mapping[str, Json]] | None = None) -> Snapshot:
    """The plan as a snapshot; ``changes`` sets columns of a table's first row: ``{"plan": {"status": "final"}}``."""
    tables = sample_tables()
    for name, values in (changes or {}).items():
        tables[name][0].update(values)
    return from_json(tables)


def _plan(tables: Tables) -> None:
    add(
        tables,
        "plan",
        title="Rencana Induk Smart City Kabupaten Luwu 2025–2029",
        kind="induk",
        period_start=2025,
        period_end=2029,
        vision="Luwu yang **melayani**, sejahtera, dan lestari melalui tata kelola cerdas.",
        vision_keywords="melayani; sejahtera; lestari",
        status="draf",
        reference_version="2026.1",
        is_example=True,
    )
    add(
        tables,
        "region",
        code="73.17",
        name="Kabupaten Luwu",
        kind="kabupaten",
        province_code="73",
        province_name="Sulawesi Selatan",
        capital="Belopa",
        area_km2=3000.25,
        population=373_234,
        population_year=2024,
        cohort_year=2023,
        evaluation_scheme="reguler",
        office_name="Dinas Komunikasi dan Informatika",
        office_address="Jalan Jenderal Sudirman, Belopa",
    )
    add(tables, "head_of_region", name="Bupati Luwu", post="bupati", kind="definitif", from_date="2025-02-20")
    for text in ("Mewujudkan layanan publik yang cepat dan terbuka.", "Menumbuhkan ekonomi rakyat berbasis digital."):
        add(tables, "smart_mission", text=text)
    for key, body in (
        ("kata-pengantar", "Puji syukur atas selesainya rencana induk ini."),
        (
            "latar-belakang",
            "Kabupaten Luwu menghadapi **tiga tantangan**:\n\n- layanan tersebar;\n- data belum terpadu;\n"
            "- jangkauan internet.\n\n| Tantangan | Wilayah |\n|---|---|\n| Internet | 13 desa |",
        ),
        ("landasan-hukum", "1. Undang-Undang Nomor 23 Tahun 2014;\n2. Peraturan Presiden Nomor 95 Tahun 2018."),
        ("penutup", "Rencana induk ini ditinjau setiap tahun."),
    ):
        add(tables, "section", key, key=key, body=body)
    for code in DIMENSIONS:
        add(
            tables,
            "dimension_plan",
            code,
            dimension=code,
            condition=f"Keadaan {code} menurut data tahun 2024.",
            gap="Layanan belum merata di kecamatan terluar.",
            strategy="Mulai dari layanan yang paling banyak dipakai.",
        )
        add(
            tables,
            "smart_objective",
            code,
            dimension=code,
            subdimension=f"{code}1",
            text=f"Meningkatnya mutu layanan dimensi {code}",
            basis="Sasaran RPJMD",
        )
    add(tables, "year_closing", 2025, year=2025, closed=True, decided_on="2026-01-31", person="Kepala Diskominfo")


def _bodies(tables: Tables) -> None:
    for key, (name, short) in AGENCIES.items():
        add(tables, "agency", key, name=name, short_name=short, head=f"Kepala {name}")
    decree = add(
        tables,
        "legal_document",
        kind="sk_dewan",
        number="188/45/2025",
        dated="2025-03-14",
        title="Pembentukan Dewan Smart City",
        signatory="Bupati Luwu",
        status="berlaku",
    )
    add(
        tables,
        "legal_document",
        kind="perkada",
        title="Rencana Induk Smart City",
        status="rancangan",
        target_date="2026-12-15",
    )
    body = add(tables, "body", kind="dewan", name="Dewan Smart City Kabupaten Luwu", decree_id=decree)
    for role, post, element in (
        ("Ketua", "Bupati Luwu", "pemerintah"),
        ("Anggota", "Dosen ilmu komputer", "akademisi"),
    ):
        person = add(tables, "person", post, name=post, post=post)
        add(tables, "body_member", body_id=body, person_id=person, element=element, role=role)
    add(
        tables,
        "meeting",
        body_id=body,
        held_on="2026-03-05",
        subject="Peninjauan program 2026",
        participants=24,
        decisions="Quick win 2026 ditetapkan enam program.",
    )


def _ladder(tables: Tables) -> None:
    document = add(
        tables,
        "planning_document",
        "rpjmd",
        kind="rpjmd",
        title="RPJMD Kabupaten Luwu 2025–2029",
        period_start=2025,
        period_end=2029,
        target_start=2025,
        target_end=2029,
        status="berlaku",
        regulation="Perda Nomor 3 Tahun 2025",
        regulated_on="2025-08-20",
        in_force_from=2025,
        vision="Luwu maju, sehat, dan berkarakter.",
    )
    seen: dict[str, str] = {}
    for number, (mission, goal, objective, dimension, indicator, unit, baseline, targets) in enumerate(LADDER, start=1):
        if mission not in seen:
            seen[mission] = add(tables, "mission", document_id=document, number=str(len(seen) // 2 + 1), text=mission)
        if goal not in seen:
            seen[goal] = add(tables, "goal", document_id=document, mission_id=seen[mission], text=goal)
        objective_id = add(
            tables,
            "objective",
            number,
            document_id=document,
            goal_id=seen[goal],
            text=objective,
            unrelated=not dimension,
            code=f"S{number}",
            unrelated_reason="" if dimension else "Kewenangan pemerintah pusat.",
        )
        if dimension:
            add(
                tables,
                "objective_dimension",
                number,
                objective_id=objective_id,
                dimension=dimension,
                strength="langsung",
            )
        programme = add(
            tables,
            "programme",
            number,
            document_id=document,
            objective_id=objective_id,
            code=f"2.16.0{number}",
            name=f"Program {indicator}",
            priority=True,
        )
        row = add(
            tables,
            "indicator",
            number,
            document_id=document,
            objective_id=objective_id,
            text=indicator,
            unit=unit,
            direction="turun" if indicator.startswith(("Prevalensi", "Indeks risiko")) else "naik",
            baseline_text=baseline,
            baseline_year=2024,
            end_text=targets[-1],
        )
        for year, text in zip(YEARS, targets, strict=True):
            add(tables, "target", row, year, indicator_id=row, year=year, text=text)
            add(tables, "ceiling", programme, year, programme_id=programme, year=year, amount=1_000_000_000 + year)
