"""Rules 38 and 41: evidence that is whole and readable, texts without personal numbers; and where findings lead."""

from __future__ import annotations

import pytest

from gmsc_desktop.models.checks import FileState, Finding, Place, check, place_label
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.snapshot import Json, from_json
from gmsc_desktop.values.personal import find_personal_numbers
from tests.models.complete_plan import (
    TODAY,
    YEAR,
    Files,
    Row,
    complete_tables,
    found,
    sentences,
    the,
    titled,
    weighing,
)
from tests.sample_initiatives import Tables, add

NIK = "7317014101900001"
PHONE = "081234567890"


def _photo(tables: Tables) -> Row:
    return the(tables, "evidence", title="Foto pelatihan 1")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": "kosong"}, "Berkas bukti “Foto pelatihan 1” kosong (0 bita)."),
        ({"size": 0}, "Berkas bukti “Foto pelatihan 1” kosong (0 bita)."),
        ({"state": "terpotong"}, "Berkas bukti “Foto pelatihan 1” terpotong."),
        ({"sha256": ""}, "Bukti “Foto pelatihan 1” belum memiliki berkas atau tautan."),
        ({"sha256": "", "url": "https://luwukab.go.id"}, None),
        ({"title": "", "sha256": ""}, "Bukti “IMG-20250630-WA0012.jpg” belum memiliki berkas atau tautan."),
    ],
)
def test_evidence_is_there_and_whole(values: dict[str, Json], said: str | None) -> None:
    tables = complete_tables()
    _photo(tables).update(values)
    assert [sentence.startswith(str(said)) for sentence in sentences(tables, "38")] == [True] * (said is not None)


@pytest.mark.parametrize(
    ("state", "said"),
    [("missing", "tidak ditemukan"), ("changed", "tidak lagi seperti semula"), ("unchecked", None), ("ok", None)],
)
def test_the_files_themselves_are_asked(state: FileState, said: str | None) -> None:
    tables = complete_tables()
    photo = _photo(tables)
    findings = found(tables, "38", files=Files({str(photo["sha256"]): state}))
    assert [str(said) in finding.sentence for finding in findings] == [True] * (said is not None)
    assert all(finding.place == Place("evidence", str(photo["id"]), "sha256") for finding in findings)


def test_without_files_the_records_alone_are_judged() -> None:
    tables = complete_tables()
    _photo(tables)["state"] = "kosong"
    findings = check(from_json(tables), "final", year=YEAR, today=TODAY, pack=weighing("must", "38"))
    assert [finding.key for finding in findings] == [f"38:{_photo(tables)['id']}:empty"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": "terkunci"}, "Berkas bukti “Foto pelatihan 1” terkunci kata sandi."),
        ({"media_type": "video/mp4", "size": 90 * 2**20}, "Bukti “Foto pelatihan 1” adalah berkas video (90\u00a0MB)."),
        ({"size": 26 * 2**20}, "Berkas bukti “Foto pelatihan 1” sangat besar (26\u00a0MB)."),
        ({"size": 25 * 2**20}, None),
    ],
)
def test_files_that_a_reader_cannot_use_well_are_warned_of(values: dict[str, Json], said: str | None) -> None:
    tables = complete_tables()
    _photo(tables).update(values)
    assert [sentence.startswith(str(said)) for sentence in sentences(tables, "38b")] == [True] * (said is not None)


def test_the_same_file_twice_and_a_link_without_a_day_are_warned_of() -> None:
    tables = complete_tables()
    the(tables, "evidence", title="Foto pelatihan 3")["sha256"] = _photo(tables)["sha256"]
    the(tables, "evidence", title="Berita peresmian")["seen_on"] = ""
    assert [sentence.split(".")[0] for sentence in sentences(tables, "38b")] == [
        "Bukti “Foto pelatihan 3” berisi berkas yang sama dengan “Foto pelatihan 1”",
        "Tautan bukti “Berita peresmian” belum menyebut kapan dilihat",
    ]


# -- rule 41: personal numbers -----------------------------------------------------------------------------------------


def _leaks(findings: list[Finding], tables: Tables) -> bool:
    snapshot = from_json(tables)
    told = [text for f in findings for text in (f.sentence, f.key, place_label(snapshot, f.place))]
    return any(number in text for text in told for number in (NIK, PHONE))


@pytest.mark.parametrize("number", [NIK, PHONE])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("plan", "vision"),
        ("section", "body"),
        ("initiative", "title"),
        ("initiative", "description"),
        ("initiative_target", "text"),
        ("progress_entry", "narrative"),
        ("progress_entry", "note"),
        ("evidence", "original_name"),
        ("evidence", "title"),
        ("meeting", "minutes"),
        ("person", "organisation"),
        ("benefit", "who"),
    ],
)
def test_a_personal_number_in_any_text_is_found_and_never_repeated(table: str, column: str, number: str) -> None:
    tables = complete_tables()
    row = tables[table][0]
    row[column] = f"Hubungi {number} untuk data."
    findings = found(tables, "41")
    assert [finding.place for finding in findings] == [Place(table, str(row["id"]), column)]
    assert f"{number[:4]}****" in findings[0].sentence
    assert not _leaks(findings, tables)


def test_no_other_finding_repeats_a_number_that_stands_in_a_name() -> None:
    tables = complete_tables()
    titled(tables, "Rumah Kurcaci").update(title=f"Rumah Kurcaci {PHONE[:4]} 5678 90 dan {NIK}", agency_id="")
    _photo(tables).update(title=f"KTP {NIK}", state="kosong")
    for check_personal in (find_personal_numbers, None):
        findings = check(
            from_json(tables), "final", year=YEAR, today=TODAY, personal=check_personal, pack=weighing("must")
        )
        assert {"14", "38"} <= {finding.rule for finding in findings}
        assert not _leaks(findings, tables)
        assert not any("5678 90" in finding.sentence for finding in findings)
        assert any("Rumah Kurcaci" in finding.sentence for finding in findings)


def test_a_service_contact_needs_recorded_consent() -> None:
    tables = complete_tables()
    kurcaci = titled(tables, "Rumah Kurcaci")["id"]
    add(tables, "service_contact", initiative_id=kurcaci, unit="Pengelola", channel="whatsapp", value=PHONE)
    contact = tables["service_contact"][-1]
    contact["consent_by"] = " "
    contact["consent_on"] = "2026-03-01"
    assert len(found(tables, "41")) == 1
    contact.update(consent_by="Direktur RSUD", consent_on="")
    [finding] = found(tables, "41")
    assert "tanpa persetujuan tercatat" in finding.sentence
    assert not _leaks([finding], tables)
    contact["consent_on"] = "2026-03-01"
    assert len(found(tables, "41")) == 1  # how it was given is missing
    contact["consent_how"] = "Surat pernyataan"
    assert found(tables, "41") == []
    contact["unit"] = f"Pengelola {PHONE}"  # consent is to the one value
    assert len(found(tables, "41")) == 1


def test_an_office_number_without_consent_is_told_too_as_it_is_not_shown() -> None:
    tables = complete_tables()
    kurcaci = titled(tables, "Rumah Kurcaci")["id"]
    add(tables, "service_contact", initiative_id=kurcaci, unit="Loket", channel="telepon", value="(0471) 21001")
    [finding] = found(tables, "41")
    assert "tidak ditampilkan di halaman awal" in finding.sentence
    assert finding.place.column == "value"


def test_every_free_text_of_every_table_is_looked_at() -> None:
    kinds = {"text", "prose", "markdown", "written"}
    for spec in TABLES:
        for field in spec.fields:
            row: Row = {"id": "one", field.column: NIK}
            tables: dict[str, list[Row]] = {"plan": [{"id": "p"}], "region": [{"id": "r"}], spec.name: [row]}
            asked = field.kind in kinds
            if not asked:
                continue
            findings = check(
                from_json(tables),
                "final",
                year=YEAR,
                today=TODAY,
                personal=find_personal_numbers,
                pack=weighing("must", "41"),
            )
            assert [finding.place for finding in findings] == [Place(spec.name, "one", field.column)]


def test_numbers_of_papers_and_money_are_no_personal_numbers() -> None:
    tables = complete_tables()
    asked: list[str] = []
    check(
        from_json(tables),
        "final",
        year=YEAR,
        today=TODAY,
        personal=lambda text: asked.append(text) or [],  # type: ignore[func-returns-value]  # notes what is looked at
        pack=weighing("must", "41"),
    )
    assert all(sum(map(str.isdigit, text)) >= 9 for text in asked)


# -- where a finding leads ---------------------------------------------------------------------------------------------


def _label(tables: Tables, table: str, record_id: Json, column: str) -> str:
    return place_label(from_json(tables), Place(table, str(record_id), column))


def test_places_are_told_in_words() -> None:
    tables = complete_tables()
    kurcaci = titled(tables, "Rumah Kurcaci")["id"]
    year = the(tables, "progress_year", initiative_id=kurcaci, year=2026)["id"]
    entry = the(tables, "progress_entry", initiative_id=kurcaci, as_of="2026-09-30")["id"]
    indicator = the(tables, "indicator", text="Prevalensi stunting")["id"]
    forum = the(tables, "body", kind="forum")["id"]
    labels = {
        ("initiative", kurcaci, "agency_id"): "Program/Inisiatif › Rumah Kurcaci › OPD penanggung jawab",
        ("initiative_indicator", kurcaci, "text"): "Program/Inisiatif › Rumah Kurcaci › Indikator",
        ("initiative", "SL", "horizon"): "Program/Inisiatif › Smart Living › Jangka waktu",
        ("progress_year", year, "status"): "Pelaksanaan › Rumah Kurcaci › 2026 › Status",
        (
            "progress_entry",
            entry,
            "spending",
        ): "Pelaksanaan › Rumah Kurcaci › 30 September 2026 › Realisasi anggaran (Rp)",
        ("indicator", indicator, "unit"): (
            "RPJMD › RPJMD Kabupaten Luwu 2025–2029 › Menurunnya prevalensi stunting › Prevalensi stunting › Satuan"
        ),
        ("evidence_link", entry, "evidence_id"): "Pelaksanaan › Rumah Kurcaci › 30 September 2026 › Bukti dukung",
        ("legal_document", "nota_kesepakatan", "number"): "Profil & Lembaga › Nota Kesepakatan › Nomor",
        ("meeting", forum, "held_on"): "Profil & Lembaga › Forum Smart City Kabupaten Luwu › Tanggal",
        ("section", "penutup", "body"): "Bagian Naskah › Penutup › Isi",
        ("quick_win", "SV", "year"): "Quick Win › Smart Environment › Tahun",
        ("plan", tables["plan"][0]["id"], "period_end"): "Profil & Lembaga › Tahun akhir",
        ("initiative", "", ""): "Program/Inisiatif › Inisiatif",
        ("initiative", "gone", "title"): "Program/Inisiatif › Nama program/inisiatif",
    }
    assert {place: _label(tables, *place) for place in labels} == labels


def test_every_field_of_every_table_has_a_place_in_words() -> None:
    tables = complete_tables()
    for spec in TABLES:
        for field in spec.fields:
            label = _label(tables, spec.name, tables[spec.name][0]["id"] if tables[spec.name] else "", field.column)
            assert label.endswith(field.label)


def test_a_long_name_is_cut_at_a_word() -> None:
    tables = complete_tables()
    kurcaci = titled(tables, "Rumah Kurcaci")
    kurcaci.update(title="Penyediaan rumah singgah gratis\n" * 5, agency_id="")
    label = _label(tables, "initiative", kurcaci["id"], "title")
    assert (
        label
        == "Program/Inisiatif › Penyediaan rumah singgah gratis Penyediaan rumah singgah… › Nama program/inisiatif"
    )
    [sentence] = sentences(tables, "14")
    assert "\n" not in sentence
    assert len(sentence) < 200
