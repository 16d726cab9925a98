"""Rows of a sample plan, and its initiatives with their years, progress and evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from gmsc_desktop.models.fields import BY_NAME, Kind, TableSpec
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from gmsc_desktop.models.fields.spec import FIXED_KINDS
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.order import between
from gmsc_desktop.models.snapshot import Json

Tables = dict[str, list[dict[str, Json]]]

# dimension, title, agency, first year, last year, form, yearly budget in million Rupiah, what it brings
INITIATIVES = (
    ("SG", "Mal Pelayanan Publik", "dpmptsp", 2025, 2027, "layanan", 1200, "Layanan perizinan selesai di satu tempat."),
    ("SG", "Satu Data dan Geoportal", "kominfo", 2026, 2028, "aplikasi", 650, "Data sektoral tersedia di satu kanal."),
    (
        "SB",
        "Virtual Tour Latimojong",
        "wisata",
        2026,
        2027,
        "aplikasi",
        180,
        "Wisatawan melihat jalur sebelum berangkat.",
    ),
    ("SB", "Penataan Taman Kota Belopa", "pupr", 2025, 2026, "infrastruktur", 900, "Warga berkumpul di ruang terbuka."),
    ("SE", "Sang Sultan", "pertanian", 2025, 2029, "layanan", 800, "Pembibitan sapi unggul dan layanan dokter hewan."),
    ("SE", "Gerakan Seribu NIB", "dpmptsp", 2025, 2025, "kegiatan", 150, "Usaha mikro memiliki nomor induk berusaha."),
    ("SL", "Rumah Kurcaci", "rsud", 2025, 2027, "layanan", 400, "Rumah singgah gratis bagi keluarga pasien."),
    ("SL", "Antrean Puskesmas Daring", "dinkes", 2026, 2029, "aplikasi", 300, "Warga mendaftar dari rumah."),
    ("SS", "Call Center 112", "bpbd", 2025, 2026, "layanan", 500, "Satu nomor untuk keadaan darurat."),
    ("SS", "1 Desa 1 Tenaga IT", "kominfo", 2026, 2029, "kegiatan", 750, "Setiap desa punya satu tenaga terlatih."),
    ("SV", "BOTAK (Tanpa Plastik)", "dlh", 2025, 2028, "kebijakan", 120, "Sampah plastik berkurang di pasar."),
    (
        "SV",
        "Early Warning System Sungai",
        "bpbd",
        2026,
        2027,
        "infrastruktur",
        600,
        "Warga menerima peringatan banjir.",
    ),
)


def add(tables: Tables, table: str, *keys: str | int, **values: Json) -> str:
    """Append a row, its id derived from ``keys`` (else from its number); returns the id."""
    rows = tables[table]
    spec = BY_NAME[table]
    record_id = _id(spec, keys or (len(rows),), values)
    last = rows[-1]["position"] if rows and "position" in spec.columns else None
    place: dict[str, Json] = (
        {"position": between(str(last) if last else None, None)} if "position" in spec.columns else {}
    )
    rows.append({"id": record_id} | dict.fromkeys(spec.columns) | place | values)
    return record_id


def _id(spec: TableSpec, keys: Sequence[str | int], values: Mapping[str, Json]) -> str:
    """As the product makes them: from the row's keys where its table says so (``editing.row_id``), else any."""
    fixed = [values.get(field.column) for field in spec.fields if field.kind in FIXED_KINDS]
    if spec.name == "evidence_link":
        owner = next(name for name in EVIDENCE_OWNERS if values.get(f"{name}_id"))
        fixed = [values["evidence_id"], owner, values[f"{owner}_id"]]
    elif not spec.derived or None in fixed:
        return derived_id(spec.name, "sample", *keys)
    elif spec.fields[0].kind is not Kind.OWNER:
        fixed.insert(0, derived_id("plan", "sample", 0))
    return derived_id(spec.name, *map(str, fixed))


def add_initiatives(tables: Tables, mapped_dimensions: list[str]) -> None:
    """Every initiative; ``mapped_dimensions`` are those of the planning document's indicators, in order."""
    for number, row in enumerate(INITIATIVES, start=1):
        _initiative(tables, mapped_dimensions, number, *row)
    _evidence(tables)


def _initiative(
    tables: Tables,
    mapped_dimensions: list[str],
    number: int,
    dimension: str,
    title: str,
    agency: str,
    start: int,
    end: int,
    form: str,
    million: int,
    impact: str,
) -> None:
    row = add(
        tables,
        "initiative",
        number,
        code=f"{dimension}-{2 - number % 2:02d}",
        title=title,
        dimension=dimension,
        description=f"{title}: {impact}",
        background="Warga menempuh jarak jauh untuk layanan dasar.",
        kind="existing" if start == 2025 else "baru",
        form=form,
        state="disetujui",
        year_start=start,
        year_end=end,
        agency_id=derived_id("agency", "sample", agency),
        output="Layanan berjalan",
        impact=impact,
    )
    add(tables, "initiative_subdimension", row, initiative_id=row, subdimension=f"{dimension}{1 + number % 3}")
    add(
        tables,
        "initiative_objective",
        row,
        initiative_id=row,
        smart_objective_id=derived_id("smart_objective", "sample", dimension),
    )
    add(tables, "initiative_agency", row, initiative_id=row, agency_id=derived_id("agency", "sample", "kominfo"))
    add(tables, "initiative_partner", initiative_id=row, name="Universitas Cokroaminoto Palopo", kind="akademisi")
    indicator = add(
        tables,
        "initiative_indicator",
        row,
        initiative_id=row,
        kind="keluaran",
        text="Pengguna layanan",
        unit="orang",
        direction="naik",
        baseline_text="0",
        baseline_number=0.0,
    )
    for year in range(start, end + 1):
        add(
            tables,
            "initiative_target",
            indicator,
            year,
            indicator_id=indicator,
            year=year,
            text=f"{(year - start + 1)}.000",
        )
        add(
            tables,
            "initiative_budget",
            row,
            year,
            "apbd",
            initiative_id=row,
            year=year,
            source="apbd",
            amount=million * 1_000_000,
        )
    if number % 2:
        add(
            tables,
            "initiative_budget",
            row,
            start,
            "csr",
            initiative_id=row,
            year=start,
            source="csr",
            amount=50_000_000,
        )
        _quick_win(tables, row, impact)
    mapped = mapped_dimensions.index(dimension) + 1 if dimension in mapped_dimensions else 0
    if mapped:
        add(
            tables,
            "indicator_mapping",
            row,
            initiative_id=row,
            indicator_id=derived_id("indicator", "sample", mapped),
            strength="langsung",
            reason="Mendukung capaian indikator.",
        )
    elif number % 2:
        tables["initiative"][-1]["outside_reason"] = "Arahan pengelolaan sampah nasional."
    add(tables, "alignment", row, initiative_id=row, framework="tpb", code="TPB 09")
    step = add(
        tables,
        "action_step",
        initiative_id=row,
        kind="aplikasi" if form == "aplikasi" else "sdm",
        text=f"Pelatihan petugas {title}",
        agency_id=derived_id("agency", "sample", agency),
        start_month=f"{start}-02",
        end_month=f"{start}-08",
        output="30 petugas terlatih",
        amount=25_000_000,
    )
    for quarter in range(1, 5):
        add(
            tables,
            "action_step_plan",
            step,
            start,
            quarter,
            step_id=step,
            year=start,
            quarter=quarter,
            percent=25.0 * quarter,
        )
    for year in range(start, min(end, 2026) + 1):
        _progress(tables, row, indicator, number, year, million)


def _quick_win(tables: Tables, row: str, impact: str) -> None:
    for year, status in ((2025, "baru"), (2026, "lanjut")):
        add(
            tables,
            "quick_win",
            row,
            year,
            initiative_id=row,
            year=year,
            status=status,
            problem="Layanan jauh dari warga.",
            beneficiaries="Warga di 22 kecamatan",
            benefit_indicator="Waktu layanan (hari)",
            before_text="7",
            after_text="1",
            start_on=f"{year}-02-01",
            end_on=f"{year}-11-30",
            sustainability=impact,
        )


def _progress(tables: Tables, row: str, indicator: str, number: int, year: int, million: int) -> None:
    stopped = number == 4 and year == 2026
    plan = million * 1_000_000
    add(
        tables,
        "progress_year",
        row,
        year,
        initiative_id=row,
        year=year,
        status="tertunda" if stopped else "terlaksana" if year == 2025 else "berjalan",
        status_reason="Lahan belum siap." if stopped else "",
        status_on=f"{year}-12-20",
        plan_amount=plan,
        budget=plan - 20_000_000,
        revised_budget=None if number % 3 else plan - 30_000_000,
        spending=None if stopped else plan // 2 if year == 2026 else plan - 40_000_000,
    )
    if stopped:
        return
    for quarter, day in ((2, "06-30"), (3, "09-30")):
        entry = add(
            tables,
            "progress_entry",
            row,
            year,
            quarter,
            initiative_id=row,
            year=year,
            as_of=f"{year}-{day}",
            period="triwulan",
            period_number=quarter,
            physical_percent=30.0 * quarter - number,
            spending=plan // 4 * (quarter - 1),
            narrative="Pelatihan selesai di **tiga** kecamatan.",
            obstacle="Jaringan terputus-putus.",
            solution="Memakai jaringan cadangan.",
            next_step="Perluasan ke kecamatan berikut.",
        )
        add(tables, "progress_value", entry, entry_id=entry, indicator_id=indicator, text="1.250")
    add(
        tables,
        "benefit",
        initiative_id=row,
        kind="waktu",
        who="Pelaku usaha mikro",
        count=1250,
        count_unit="orang",
        measure="Waktu pengurusan",
        before_text="7",
        after_text="1",
        unit="hari",
        source="Survei kepuasan",
        dated=f"{year}-10-01",
    )


def _evidence(tables: Tables) -> None:
    for number, entry in enumerate(list(tables["progress_entry"])[:4]):
        evidence = add(
            tables,
            "evidence",
            kind="foto",
            title=f"Foto pelatihan {number + 1}",
            size=245_760 + number,
            original_name=f"IMG-2025063{number}-WA0012.jpg",
            sha256=hashlib.sha256(b"%d" % number).hexdigest(),
            media_type="image/jpeg",
            state="utuh",
            dated=f"2025-06-{number + 1:02d}",
            dated_from="nama",
        )
        add(tables, "evidence_link", evidence_id=evidence, progress_entry_id=str(entry["id"]), page="")
    link = add(
        tables,
        "evidence",
        kind="berita",
        title="Berita peresmian",
        url="https://luwukab.go.id/berita/112",
        seen_on="2026-05-02",
    )
    add(tables, "evidence_link", evidence_id=link, initiative_id=str(tables["initiative"][0]["id"]), page="alinea 2")
