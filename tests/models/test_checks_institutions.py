"""Rules 1-4, 30, 39 and 40: the region, its head, papers and bodies, the narrative, the cover letter."""

from __future__ import annotations

import pytest

from gmsc_desktop.models.checks import Place, check
from gmsc_desktop.models.snapshot import Json, from_json
from tests.models.complete_plan import (
    TODAY,
    YEAR,
    add_evidence,
    complete_tables,
    drop,
    found,
    sentences,
    the,
    weighing,
)
from tests.sample_initiatives import Tables, add


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, 2030, "Periode rencana belum lengkap."),
        (2025, None, "Periode rencana belum lengkap."),
        (2030, 2025, "Tahun akhir rencana (2025) mendahului tahun awalnya (2030)."),
    ],
)
def test_a_missing_or_reversed_period_is_a_fault_of_rule_1(start: int | None, end: int | None, said: str) -> None:
    tables = complete_tables()
    tables["plan"][0].update(period_start=start, period_end=end)
    [finding] = found(tables, "1")
    assert finding.sentence.startswith(said)
    assert finding.place.column == ("period_start" if start is None else "period_end")
    assert sentences(tables, "1b") == []


@pytest.mark.parametrize(("end", "count"), [(2025, 1), (2029, 1), (2030, 0), (2035, 0), (2036, 1)])
def test_a_period_of_five_to_ten_years_passes(end: int, count: int) -> None:
    tables = complete_tables()
    tables["plan"][0]["period_end"] = end
    findings = found(tables, "1b", weight="warning")
    assert len(findings) == count
    assert found(tables, "1") == []
    assert all(f"2025–{end}" in finding.sentence for finding in findings)


def test_the_region_must_be_chosen_and_have_its_code() -> None:
    tables = complete_tables()
    tables["region"][0]["code"] = ""
    assert sentences(tables, "1") == [
        "Kode wilayah Kabupaten Luwu belum diisi. Pilih daerahnya dari daftar, atau isi kodenya."
    ]
    tables["region"][0]["name"] = " "
    [sentence] = sentences(tables, "1")
    assert sentence.startswith("Daerah pemilik rencana belum dipilih.")


def test_a_head_whose_term_ended_is_named_and_an_acting_one_is_enough() -> None:
    tables = complete_tables()
    head = tables["head_of_region"][0]
    head["to_date"] = "2026-11-20"
    [finding] = found(tables, "1")
    assert "Masa jabatan Bupati Luwu tercatat sampai 20 November 2026" in finding.sentence
    assert finding.place == Place("head_of_region", str(head["id"]), "to_date")
    add(tables, "head_of_region", "pj", name="Penjabat", post="bupati", kind="pj", from_date="2026-11-21")
    assert found(tables, "1") == []


@pytest.mark.parametrize("values", [{"from_date": "2026-11-22"}, {"post": "wakil_bupati"}, {"name": " "}])
def test_nobody_is_in_office_before_the_first_day_as_a_deputy_or_without_a_name(values: dict[str, Json]) -> None:
    tables = complete_tables()
    tables["head_of_region"][0].update(values)
    [sentence] = sentences(tables, "1")
    assert sentence.startswith("Kepala daerah yang menjabat hari ini belum tercatat.")


# -- rules 2, 3, 4: papers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "said", "column"),
    [
        ({"number": " "}, "Nota Kesepakatan belum bernomor.", "number"),
        ({"dated": ""}, "Nota Kesepakatan belum bertanggal.", "dated"),
        ({"status": "rancangan"}, "Nota Kesepakatan masih berupa rancangan.", "status"),
        ({"valid_to": "2026-06-30"}, "Nota Kesepakatan berlaku hanya sampai 30 Juni 2026.", "valid_to"),
    ],
)
def test_the_agreement_lacks_something(values: dict[str, Json], said: str, column: str) -> None:
    tables = complete_tables()
    the(tables, "legal_document", kind="nota_kesepakatan").update(values)
    [finding] = found(tables, "2")
    assert finding.sentence.startswith(said)
    assert finding.place.column == column


def test_the_agreement_needs_a_file_or_a_link() -> None:
    tables = complete_tables()
    paper = the(tables, "legal_document", kind="nota_kesepakatan")["id"]
    drop(tables, "evidence_link", legal_document_id=paper)
    add_evidence(tables, "legal_document", str(paper), url="")  # a record of evidence without anything in it
    [finding] = found(tables, "2")
    assert finding.sentence.startswith("Nota Kesepakatan belum memiliki berkas.")
    assert finding.place == Place("evidence_link", str(paper), "evidence_id")
    add_evidence(tables, "legal_document", str(paper), url="", sha256="ab" * 32)
    assert found(tables, "2") == []


def test_a_complete_agreement_is_enough_beside_an_incomplete_and_a_revoked_one() -> None:
    tables = complete_tables()
    add(tables, "legal_document", "second", kind="nota_kesepakatan")
    assert found(tables, "2") == []
    the(tables, "legal_document", kind="nota_kesepakatan", number="50/DJAI/2026")["status"] = "dicabut"
    assert len(found(tables, "2")) == 3  # number, date and file of the one that is left


def test_each_body_needs_its_decree_and_a_member() -> None:
    tables = complete_tables()
    the(tables, "legal_document", kind="sk_dewan")["dated"] = ""
    tables["body_member"].clear()
    assert [sentence.split(".")[0] for sentence in sentences(tables, "3")] == [
        "SK Dewan Smart City belum bertanggal",
        "Dewan Smart City belum memiliki anggota",
        "Tim Pelaksana belum memiliki anggota",
    ]


def test_one_decree_may_make_both_bodies() -> None:
    tables = complete_tables()
    drop(tables, "legal_document", kind="sk_tim")
    the(tables, "body", kind="tim")["decree_id"] = the(tables, "legal_document", kind="sk_dewan")["id"]
    assert found(tables, "3") == []


def test_a_body_of_a_kind_with_members_is_enough() -> None:
    tables = complete_tables()
    add(tables, "body", "second", kind="tim", name="Tim yang belum diisi")
    assert found(tables, "3") == []


def test_members_from_the_government_alone_are_warned_of() -> None:
    tables = complete_tables()
    the(tables, "body_member", element="akademisi")["element"] = ""
    [sentence] = sentences(tables, "3b")
    assert sentence.startswith("Dewan Smart City belum memiliki anggota dari luar pemerintah.")
    tables["body_member"].clear()  # that is told by rule 3
    assert found(tables, "3b") == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"target_date": "2026-11-21"}, None),
        ({"target_date": ""}, "Rancangan “Rencana Induk Smart City” belum memiliki target penetapan."),
        (
            {"target_date": "2026-11-20"},
            "Target penetapan rancangan “Rencana Induk Smart City” sudah lewat (20 November 2026).",
        ),
        ({"status": "berlaku", "number": " "}, "“Rencana Induk Smart City” belum bernomor."),
        ({"status": "dicabut"}, "Perbup/Perwali atau Perda tentang rencana induk belum tercatat."),
        ({"status": "berlaku", "number": "13 Tahun 2026"}, None),
        ({"kind": "perda", "status": "", "number": "2 Tahun 2026"}, None),
    ],
)
def test_the_regulation_has_a_number_or_a_day_ahead(values: dict[str, Json], said: str | None) -> None:
    tables = complete_tables()
    the(tables, "legal_document", kind="perkada").update(values)
    found_sentences = sentences(tables, "4")
    if said is None:
        assert found_sentences == []
    else:
        assert [sentence.startswith(said) for sentence in found_sentences] == [True]


# -- rule 30: meetings -------------------------------------------------------------------------------------------------


def _meeting(tables: Tables) -> dict[str, Json]:
    return the(tables, "meeting", body_id=the(tables, "body", kind="forum")["id"])


def test_a_meeting_of_another_year_does_not_count() -> None:
    tables = complete_tables()
    _meeting(tables)["held_on"] = "2025-12-31"
    [finding] = found(tables, "30")
    assert finding.sentence.startswith("Rapat Forum Smart City Daerah tahun 2026 belum tercatat.")
    assert finding.place == Place("meeting", str(the(tables, "body", kind="forum")["id"]), "held_on")


def test_minutes_may_be_written_or_linked_as_evidence() -> None:
    tables = complete_tables()
    meeting = _meeting(tables)
    meeting["minutes"] = " "
    [sentence] = sentences(tables, "30")
    assert sentence.startswith("Rapat Forum Smart City Daerah tanggal 7 April 2026 belum memiliki notulen.")
    add_evidence(tables, "meeting", str(meeting["id"]), kind="notulen")
    assert found(tables, "30") == []


# -- rules 39 and 40: the book -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("purpose", "asked"),
    [
        ("bimtek-4", ["Latar Belakang"]),
        ("final", ["Latar Belakang", "Maksud dan Tujuan", "Landasan Hukum", "Penutup"]),
        ("evaluasi-2", []),
    ],
)
def test_the_sections_that_the_template_asks_for_are_asked(purpose: str, asked: list[str]) -> None:
    tables = complete_tables()
    for section in tables["section"]:
        section["body"] = "  \n"
    pack = weighing("must", "39")
    findings = check(from_json(tables), purpose, year=YEAR, today=TODAY, pack=pack)
    assert [finding.sentence.split("”")[0].removeprefix("Bagian “") for finding in findings] == asked


def test_the_cover_letter_needs_office_signature_and_title() -> None:
    tables = complete_tables()
    tables["region"][0]["office_name"] = ""
    tables["head_of_region"][0]["kind"] = ""
    tables["plan"][0]["title"] = ""
    assert [finding.place.column for finding in found(tables, "40")] == ["office_name", "kind", "title"]
    tables["head_of_region"].clear()  # that nobody is in office is told by rule 1
    assert [finding.place.column for finding in found(tables, "40")] == ["office_name", "title"]
