"""Initiatives and what is planned for them: codes, offices, figures, mapping, steps, quick wins, contacts, deletion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gmsc_desktop.models import bodies, editing, initiatives, plan, progress, rpjmd
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.fields import TABLES
from tests.models.use_cases import begun, count, do, refused, row

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def document() -> Document:
    return begun()


@pytest.fixture
def mpp(document: Document) -> str:
    return initiative(document)


def initiative(document: Document, title: str = "Mal Pelayanan Publik", dimension: str = "SG", **values: Given) -> str:
    return do(document, lambda db: initiatives.add_initiative(db, title, dimension, **values))  # type: ignore[arg-type]


def agency(document: Document, name: str) -> str:
    return do(document, lambda db: bodies.add_agency(db, name))


def ids(document: Document, query: str, *values: str) -> list[object]:
    return [found[0] if len(found) == 1 else found for found in document.raw.execute(query, values)]


# -- the initiative itself


def test_an_initiative_gets_the_next_code_of_its_dimension(document: Document) -> None:
    first, second = initiative(document), initiative(document)
    other = initiative(document, dimension="SV")
    assert [row(document, "initiative", made).code for made in (first, second, other)] == ["SG-01", "SG-02", "SV-01"]
    initiative(document, code="SG-17")
    assert row(document, "initiative", initiative(document)).code == "SG-18"
    do(document, lambda db: initiatives.delete_initiative(db, first))
    assert row(document, "initiative", initiative(document)).code == "SG-19"
    told = row(document, "initiative", second)
    assert (told.title, told.dimension, told.state) == ("Mal Pelayanan Publik", "SG", "usulan")
    assert told.position


def test_no_two_initiatives_share_a_code(document: Document, mpp: str) -> None:
    def add(db: Connection) -> str:
        return initiatives.add_initiative(db, "Lain", "SG", "sg-01")

    refused(document, add, "Kode SG-01 sudah dipakai inisiatif “Mal Pelayanan Publik”")
    other = initiative(document, "Lain")
    refused(document, lambda db: initiatives.set_code(db, other, " SG-01 "), "sudah dipakai")
    do(document, lambda db: initiatives.set_code(db, mpp, "SG-01"))
    do(document, lambda db: initiatives.set_code(db, other, "TIK/7"))
    assert row(document, "initiative", other).code == "TIK/7"


@pytest.mark.parametrize(
    ("title", "dimension", "values", "words"),
    [
        (" ", "SG", {}, "Nama program/inisiatif masih kosong"),
        ("MPP", "", {}, "Dimensi utama belum dipilih"),
        ("MPP", "XX", {}, "“XX” bukan pilihan untuk “Dimensi utama”"),
        ("MPP", "SG", {"year_start": 2025, "year_end": 2024}, "Tahun selesai (2024) mendahului tahun mulai (2025)"),
        ("MPP", "SG", {"year_start": 20255}, "di luar jangkauan 1900 sampai 2100"),
        ("MPP", "SG", {"agency_id": NOBODY}, "Perangkat daerah (OPD) ini sudah tidak ada"),
        ("MPP", "SG", {"kind": "ajaib"}, "“ajaib” bukan pilihan untuk “Jenis”"),
    ],
)
def test_an_initiative_that_is_refused(
    document: Document, title: str, dimension: str, values: dict[str, Given], words: str
) -> None:
    refused(document, lambda db: initiatives.add_initiative(db, title, dimension, **values), words)  # type: ignore[arg-type]


def test_a_label_is_as_good_as_a_code(document: Document) -> None:
    assert row(document, "initiative", initiative(document, dimension="smart living")).code == "SL-01"


def test_years_end_after_they_begin(document: Document, mpp: str) -> None:
    do(document, lambda db: initiatives.set_years(db, mpp, 2025, 2027))
    do(document, lambda db: initiatives.set_years(db, mpp, 2028, None))
    assert (row(document, "initiative", mpp).year_start, row(document, "initiative", mpp).year_end) == (2028, None)
    refused(document, lambda db: initiatives.set_years(db, mpp, 2028, 2027), "Tahun selesai (2027) mendahului")
    refused(document, lambda db: initiatives.set_years(db, NOBODY, 2025, 2026), "Inisiatif ini sudah tidak ada")


def test_subdimensions_are_set_as_a_whole(document: Document, mpp: str) -> None:
    def set_to(*codes: str) -> list[object]:
        do(document, lambda db: initiatives.set_subdimensions(db, mpp, codes))
        return ids(document, "SELECT subdimension FROM initiative_subdimension ORDER BY subdimension")

    assert set_to("SG1", "SG3", "SL2") == ["SG1", "SG3", "SL2"]
    assert set_to("SG1", "SV1") == ["SG1", "SV1"]
    assert set_to() == []
    refused(document, lambda db: initiatives.set_subdimensions(db, mpp, ["SG1", "SG9"]), "“SG9” bukan pilihan")
    refused(document, lambda db: initiatives.set_subdimensions(db, NOBODY, []), "Inisiatif ini sudah tidak ada")


def test_supporting_offices_keep_their_roles(document: Document) -> None:
    lead, one, two = (agency(document, name) for name in ("DPMPTSP", "Diskominfo", "Dinkes"))
    made = initiative(document, agency_id=lead)

    def support(roles: dict[str, str]) -> list[object]:
        do(document, lambda db: initiatives.set_supporting_agencies(db, made, roles))
        return ids(document, "SELECT agency_id,role FROM initiative_agency ORDER BY role")

    assert support({one: "Jaringan", two: "Tenaga"}) == [(one, "Jaringan"), (two, "Tenaga")]
    assert support({two: ""}) == [(two, None)]
    words = "DPMPTSP sudah menjadi OPD penanggung jawab"
    refused(document, lambda db: initiatives.set_supporting_agencies(db, made, {lead: ""}), words)
    refused(document, lambda db: initiatives.set_supporting_agencies(db, made, {NOBODY: ""}), "sudah tidak ada")


def test_partners(document: Document, mpp: str) -> None:
    made = do(document, lambda db: initiatives.add_partner(db, mpp, "Bank Sulselbar", "usaha", "Loket"))
    assert row(document, "initiative_partner", made).kind == "usaha"
    refused(document, lambda db: initiatives.add_partner(db, mpp, " "), "Nama mitra masih kosong")


def test_another_horizon_needs_a_reason(document: Document, mpp: str) -> None:
    refused(document, lambda db: initiatives.set_horizon(db, mpp, "panjang"), "perlu alasan")
    refused(document, lambda db: initiatives.set_horizon(db, mpp, "abadi", "x"), "“abadi” bukan pilihan")
    do(document, lambda db: initiatives.set_horizon(db, mpp, "panjang", "Bertahap sampai 2035"))
    told = row(document, "initiative", mpp)
    assert (told.horizon, told.horizon_reason) == ("panjang", "Bertahap sampai 2035")
    do(document, lambda db: initiatives.set_horizon(db, mpp, None))
    told = row(document, "initiative", mpp)
    assert (told.horizon, told.horizon_reason) == (None, None)


def contact(mpp: str, **values: object) -> Callable[[Connection], str]:
    facts = {"unit": "Loket", "channel": "surel", "value": "mpp@luwukab.go.id", "consent_by": "Kepala DPMPTSP",
             "consent_on": date(2026, 1, 5), "consent_how": "nota dinas"}  # fmt: skip
    return lambda db: initiatives.set_service_contact(db, mpp, **(facts | values))  # type: ignore[arg-type]


def test_a_contact_is_public_by_consent_alone(document: Document, mpp: str) -> None:
    made = do(document, contact(mpp))
    assert do(document, contact(mpp, value="layanan@luwukab.go.id")) == made
    told = row(document, "service_contact", made)
    assert (told.value, told.consent_by, told.consent_on) == ("layanan@luwukab.go.id", "Kepala DPMPTSP", "2026-01-05")
    do(document, contact(mpp, channel="telepon", value="(0471) 21-001"))
    do(document, contact(mpp, channel="whatsapp", value="+62 811-4200-112"))
    do(document, contact(mpp, channel="situs", value="https://mpp.luwukab.go.id"))
    assert count(document, "service_contact") == 4
    refused(document, contact(mpp, consent_by=" "), "hanya dicatat dengan persetujuan")
    refused(document, contact(mpp, consent_how=" "), "hanya dicatat dengan persetujuan")
    refused(document, contact(mpp, unit=""), "Unit atau jabatan")
    refused(document, contact(mpp, value="luwukab.go.id"), "“luwukab.go.id” belum dapat dipakai sebagai Surel dinas")
    refused(document, contact(mpp, channel="situs", value="javascript:alert(1)"), "belum dapat dipakai sebagai Situs")
    refused(document, contact(mpp, channel="telepon", value="belum ada"), "belum dapat dipakai")
    refused(document, contact(mpp, channel=""), "Saluran kontak layanan belum dipilih")
    refused(document, contact(NOBODY), "Inisiatif ini sudah tidak ada")


# -- objectives


def test_a_smart_objective_and_what_it_rests_on(document: Document, mpp: str) -> None:
    made = do(document, lambda db: initiatives.add_objective(db, "SG", "Layanan cepat", "SG1", "Isu strategis"))
    assert row(document, "smart_objective", made).subdimension == "SG1"
    refused(document, lambda db: initiatives.add_objective(db, "SG", "x", "SL1"), "bukan bagian dari Smart Governance")
    refused(document, lambda db: initiatives.add_objective(db, "", "x"), "“Dimensi” tidak boleh kosong")
    refused(document, lambda db: initiatives.add_objective(db, "SG", " "), "masih kosong")
    ladder = Ladder(document)
    do(document, lambda db: initiatives.base_objective(db, made, ladder.objective))
    do(document, lambda db: initiatives.base_objective(db, made, ladder.objective))
    assert count(document, "smart_objective_link") == 1
    do(document, lambda db: initiatives.unbase_objective(db, made, ladder.objective))
    do(document, lambda db: initiatives.link_objective(db, mpp, made))
    assert ids(document, "SELECT initiative_id,smart_objective_id FROM initiative_objective") == [(mpp, made)]
    do(document, lambda db: initiatives.unlink_objective(db, mpp, made))
    assert count(document, "initiative_objective") + count(document, "smart_objective_link") == 0
    refused(document, lambda db: initiatives.link_objective(db, mpp, NOBODY), "Sasaran smart city ini sudah tidak ada")


# -- figures


def test_a_target_keeps_its_text(document: Document, mpp: str) -> None:
    indicator = do(
        document, lambda db: initiatives.add_indicator(db, mpp, "Izin selesai", unit="izin", baseline_text="12")
    )
    assert row(document, "initiative_indicator", indicator).baseline_number == 12
    do(document, lambda db: initiatives.set_target(db, indicator, 2026, "1.500 izin"))
    do(document, lambda db: initiatives.set_target(db, indicator, 2027, "0"))
    query = "SELECT year,text,number FROM initiative_target ORDER BY year"
    assert ids(document, query) == [(2026, "1.500 izin", None), (2027, "0", 0)]
    do(document, lambda db: initiatives.set_target(db, indicator, 2026, ""))
    assert ids(document, query) == [(2027, "0", 0)]
    refused(document, lambda db: initiatives.add_indicator(db, mpp, ""), "Indikator inisiatif masih kosong")
    refused(document, lambda db: initiatives.set_target(db, NOBODY, 2026, "1"), "Indikator inisiatif ini sudah tidak")


def test_a_budget_that_is_empty_is_not_zero(document: Document, mpp: str) -> None:
    for source, amount in (("apbd", 1_200_000_000), ("csr", 0)):
        set_budget(document, mpp, source, amount)
    query = "SELECT year,source,amount FROM initiative_budget ORDER BY source"
    assert ids(document, query) == [(2026, "apbd", 1_200_000_000), (2026, "csr", 0)]
    set_budget(document, mpp, "apbd", 900_000_000)
    set_budget(document, mpp, "csr", None)
    set_budget(document, mpp, "apbn", None)
    assert ids(document, query) == [(2026, "apbd", 900_000_000)]
    refused(document, budget(mpp, "pinjol", 1), "“pinjol” bukan pilihan untuk “Sumber dana”")
    refused(document, budget(mpp, "apbd", -1), "tidak boleh kurang dari nol: -Rp1")
    do(document, lambda db: plan.close_year(db, 2026, "Sekda", date(2027, 1, 5)))
    refused(document, budget(mpp, "apbd", 1), "Tahun 2026 sudah ditutup")
    refused(document, budget(mpp, "apbd", None), "Tahun 2026 sudah ditutup")


def budget(mpp: str, source: str, amount: int | None) -> Callable[[Connection], None]:
    return lambda db: initiatives.set_budget(db, mpp, 2026, source, amount)


def set_budget(document: Document, mpp: str, source: str, amount: int | None) -> None:
    do(document, budget(mpp, source, amount))


# -- mapping


class Ladder:
    """An indicator and a programme of one sasaran."""

    def __init__(self, document: Document) -> None:
        made = do(document, lambda db: rpjmd.add_document(db, "rpjmd", period_start=2025, period_end=2029))
        self.objective = do(document, lambda db: rpjmd.add_objective(db, made, "SPBE"))
        self.indicator = do(document, lambda db: rpjmd.add_indicator(db, made, "Indeks", objective_id=self.objective))
        self.programme = do(document, lambda db: rpjmd.add_programme(db, made, "Program", objective_id=self.objective))


def test_a_mapping_has_strength_and_reason(document: Document, mpp: str) -> None:
    ladder = Ladder(document)
    first = do(document, lambda db: initiatives.map_to_indicator(db, mpp, ladder.indicator))
    assert row(document, "indicator_mapping", first).strength == "langsung"
    again = do(
        document,
        lambda db: initiatives.map_to_indicator(db, mpp, ladder.indicator, "pendukung", "Lewat SPBE", "III-12"),
    )
    assert again == first
    told = row(document, "indicator_mapping", first)
    assert (told.strength, told.reason, told.page) == ("pendukung", "Lewat SPBE", "III-12")
    do(document, lambda db: initiatives.map_to_programme(db, mpp, ladder.programme, "pendukung"))
    refused(
        document, lambda db: initiatives.map_to_programme(db, mpp, ladder.programme, "kuat"), "“kuat” bukan pilihan"
    )
    refused(document, lambda db: initiatives.map_to_indicator(db, mpp, NOBODY), "Indikator RPJMD ini sudah tidak ada")
    do(document, lambda db: initiatives.unmap(db, mpp, ladder.indicator))
    do(document, lambda db: initiatives.unmap(db, mpp, ladder.programme))
    assert count(document, "indicator_mapping") + count(document, "programme_mapping") == 0
    refused(document, lambda db: initiatives.unmap(db, mpp, ladder.programme), "sudah tidak ada")


def test_many_pairs_are_mapped_together_or_not_at_all(document: Document, mpp: str) -> None:
    ladder = Ladder(document)
    other = do(document, lambda db: initiatives.add_initiative(db, "Call Center 112", "SS"))
    first = do(document, lambda db: initiatives.map_to_indicator(db, mpp, ladder.indicator, reason="Lewat SPBE"))
    pairs = [(row_, target) for row_ in (mpp, other) for target in (ladder.indicator, ladder.programme)]
    assert do(document, lambda db: initiatives.map_pairs(db, pairs)) == 3
    assert count(document, "indicator_mapping") + count(document, "programme_mapping") == 4
    assert do(document, lambda db: initiatives.map_pairs(db, pairs[:1], "pendukung")) == 1
    told = row(document, "indicator_mapping", first)
    assert (told.strength, told.reason) == ("pendukung", "Lewat SPBE")
    assert do(document, lambda db: initiatives.unmap_pairs(db, pairs[1:])) == 3
    assert do(document, lambda db: initiatives.unmap_pairs(db, pairs)) == 1
    do(document, lambda db: initiatives.mark_outside(db, other, "Arahan pusat"))
    refused(document, lambda db: initiatives.map_pairs(db, pairs), "“Call Center 112” ditandai di luar RPJMD")
    refused(document, lambda db: initiatives.map_pairs(db, [(mpp, NOBODY)]), "Program RPJMD ini sudah tidak ada")
    assert count(document, "indicator_mapping") + count(document, "programme_mapping") == 0


def test_what_is_outside_the_rpjmd_is_not_mapped(document: Document, mpp: str) -> None:
    ladder = Ladder(document)
    do(document, lambda db: initiatives.map_to_programme(db, mpp, ladder.programme))
    refused(document, lambda db: initiatives.mark_outside(db, mpp, "Arahan pusat"), "masih dipetakan ke RPJMD")
    do(document, lambda db: initiatives.unmap(db, mpp, ladder.programme))
    refused(document, lambda db: initiatives.mark_outside(db, mpp, ""), "perlu alasan")
    do(document, lambda db: initiatives.mark_outside(db, mpp, "Arahan pusat"))
    words = "“Mal Pelayanan Publik” ditandai di luar RPJMD"
    refused(document, lambda db: initiatives.map_to_indicator(db, mpp, ladder.indicator), words)
    refused(document, lambda db: initiatives.map_to_programme(db, mpp, ladder.programme), words)
    do(document, lambda db: initiatives.mark_inside(db, mpp))
    do(document, lambda db: initiatives.map_to_programme(db, mpp, ladder.programme))


# -- steps


def test_steps_and_their_quarters(document: Document, mpp: str) -> None:
    made = do(
        document,
        lambda db: initiatives.add_step(
            db, "Bangun loket", initiative_id=mpp, kind="infrastruktur", start_month="2026-01", end_month="2026-06"
        ),
    )
    general = do(document, lambda db: initiatives.add_step(db, "Literasi warga", kind="literasi"))
    assert (row(document, "action_step", made).initiative_id, row(document, "action_step", general).initiative_id) == (
        mpp,
        None,
    )
    do(document, lambda db: initiatives.plan_step_quarter(db, made, 2026, 1, 40))
    do(document, lambda db: initiatives.plan_step_quarter(db, made, 2026, 2, 100))
    do(document, lambda db: initiatives.plan_step_quarter(db, made, 2026, 1, None))
    assert ids(document, "SELECT year,quarter,percent FROM action_step_plan") == [(2026, 2, 100.0)]

    def quarter(number: int, percent: float) -> Callable[[Connection], None]:
        return lambda db: initiatives.plan_step_quarter(db, made, 2026, number, percent)

    refused(document, quarter(5, 10), "Triwulan 5 tidak ada")
    refused(document, quarter(3, 101), "Rencana 101", "melebihi 100 %")
    refused(document, quarter(3, -1), "tidak boleh kurang dari nol")
    refused(document, lambda db: initiatives.plan_step_quarter(db, NOBODY, 2026, 1, 5), "sudah tidak ada")
    refused(document, lambda db: initiatives.add_step(db, ""), "masih kosong")
    refused(
        document,
        lambda db: initiatives.add_step(db, "x", start_month="2026-06", end_month="2026-05"),
        "Bulan selesai (2026-05) mendahului bulan mulai (2026-06)",
    )
    refused(document, lambda db: initiatives.add_step(db, "x", start_month="Juni 2026"), "tidak terbaca sebagai bulan")


# -- deletion


def test_an_initiative_is_deleted_with_all_that_hangs_on_it(document: Document, mpp: str) -> None:
    ladder = Ladder(document)
    indicator = do(document, lambda db: initiatives.add_indicator(db, mpp, "Izin"))
    step = do(document, lambda db: initiatives.add_step(db, "Langkah", initiative_id=mpp))
    do(document, lambda db: initiatives.add_step(db, "Langkah umum"))
    do(document, lambda db: initiatives.set_target(db, indicator, 2026, "5"))
    do(document, lambda db: initiatives.set_subdimensions(db, mpp, ["SG1"]))
    do(document, lambda db: initiatives.plan_step_quarter(db, step, 2026, 1, 50))
    do(document, lambda db: initiatives.add_quick_win(db, mpp, 2026))
    do(document, lambda db: initiatives.map_to_indicator(db, mpp, ladder.indicator))
    do(document, lambda db: progress.set_status(db, mpp, 2026, "berjalan"))
    do(
        document,
        lambda db: progress.add_entry(
            db, mpp, 2026, as_of=date(2026, 3, 31), today=date(2026, 4, 1), values={indicator: "3"}
        ),
    )
    evidence = do(document, lambda db: editing.insert(db, "evidence", {"title": "Foto", "sha256": "ab"}))
    do(document, lambda db: editing.insert(db, "evidence_link", {"evidence_id": evidence, "initiative_id": mpp}))
    do(document, lambda db: initiatives.delete_initiative(db, mpp))
    left = {spec.name: count(document, spec.name) for spec in TABLES if count(document, spec.name)}
    assert left == {
        "plan": 1, "region": 1, "planning_document": 1, "objective": 1, "programme": 1, "indicator": 1,
        "action_step": 1, "evidence": 1,
    }  # fmt: skip
    refused(document, lambda db: initiatives.delete_initiative(db, mpp), "Inisiatif ini sudah tidak ada")


def test_what_a_closed_year_holds_is_not_deleted(document: Document, mpp: str) -> None:
    do(document, lambda db: progress.set_status(db, mpp, 2025, "terlaksana"))
    do(document, lambda db: plan.close_year(db, 2025, "Sekda", date(2026, 1, 31)))
    refused(
        document,
        lambda db: initiatives.delete_initiative(db, mpp),
        "memuat pelaksanaan tahun 2025 yang sudah ditutup",
        "tidak dilanjutkan",
    )
