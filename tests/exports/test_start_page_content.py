"""The whole plan stands on the start page: every value of every record, also of those that hang on nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from gmsc_desktop.demo import demo_tables
from gmsc_desktop.exports import Edition
from gmsc_desktop.exports.wording import date_text, money_text, month_text, percent_text, short_date
from gmsc_desktop.models.fields import BY_NAME, TABLES, FieldSpec
from gmsc_desktop.models.fields.spec import Kind
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Json, Snapshot, from_json
from gmsc_desktop.package.contents import documents_for
from gmsc_desktop.values import format_number, format_size
from tests.exports.editions import MADE_ON, edition, is_free_text
from tests.exports.pages import Reading, squeezed
from tests.package.packages import MADE_AT, evidence_files, plan_and_history, written
from tests.sample_initiatives import Tables, add
from tests.sample_plan import sample_tables

PLAN_ID = "11111111-1111-4111-8111-111111111111"


def demo_edition(tables: Tables) -> Edition:
    return Edition.of(from_json(tables), revision_code="7F3A-09C2", made_on=MADE_ON, purpose="bimtek-2")


# -- every value ------------------------------------------------------------------------------------------------------


def test_every_value_of_the_demonstration_plan_is_told() -> None:
    tables = demo_tables(PLAN_ID)
    text = squeezed(Reading.of(demo_edition(tables)).text)
    missing = {(key, told) for key, told in values(from_json(tables)) if not any(squeezed(t) in text for t in told)}
    assert missing == set()


def values(snapshot: Snapshot) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every value that is there, with the ways in which it may be told."""
    for table in TABLES:
        for row in snapshot.rows(table.name):
            if table.name == "service_contact" and not getattr(row, "consent_by", ""):
                continue
            for field in table.fields:
                value = getattr(row, field.column)
                told = ways(field, value) if value not in ("", None, False) else ()
                if told:
                    yield field.key, told


def ways(field: FieldSpec, value: Json) -> tuple[str, ...]:
    text = str(value)
    if field.choices:
        label = for_plan("2026.1").label(field.choices, text)
        return label, label.lower(), "TW" if label == "Triwulan" else label
    if field.key in {"evidence.sha256", "finding_override.finding_key"} or field.kind in {Kind.ORDER, Kind.PARSED}:
        return ()
    if field.key == "alignment.code" or field.kind in {Kind.TEXT, Kind.PROSE, Kind.CODE, Kind.WRITTEN}:
        return (text,)
    if field.kind is Kind.MARKDOWN:
        return ()  # held by its marks below
    if field.kind is Kind.DATE:
        return date_text(text), short_date(text)
    if field.kind is Kind.MONTH:
        return (month_text(text),)
    if field.kind is Kind.MONEY:
        return (money_text(int(text)),)
    if field.kind is Kind.PERCENT:
        return (percent_text(float(text)),)
    if field.key == "evidence.size":
        return (format_size(int(text)),)
    if field.kind in {Kind.INTEGER, Kind.NUMBER}:
        return (format_number(float(text)), text)
    return (text,) if field.kind in {Kind.YEAR, Kind.KEY_YEAR} else ()


def test_no_text_of_any_record_is_left_out() -> None:
    """Each text of each row is made one of its own, so that none can stand for another."""
    tables = demo_tables(PLAN_ID)
    _add_override(tables)
    told, kept_back = _marked(tables)
    text = Reading.of(demo_edition(tables)).text
    found = set(re.findall(r"q\d+z", text))
    assert len(told) > 5000
    assert sorted(key for mark, key in told.items() if mark not in found) == []
    assert len(kept_back) == 3
    assert not kept_back & found


def _add_override(tables: Tables) -> None:
    add(tables, "finding_override", finding_key="14:x:agency", rule="14", decided_on="2026-11-01")
    add(tables, "original_document", kind="perkada", title="Perbup", number="12", dated="2026-11-02", note="Salinan")


def _marked(tables: Tables) -> tuple[dict[str, str], set[str]]:
    """Marks that must be told, with their fields; marks of contacts without consent, which must not."""
    told: dict[str, str] = {}
    kept_back: set[str] = set()
    for name, rows in tables.items():
        fields = [field for field in BY_NAME[name].fields if is_free_text(field) and field.key != "alignment.code"]
        for number, row in enumerate(rows):
            silent = name == "service_contact" and number == 0
            for field in fields:
                mark = f"q{len(told) + len(kept_back)}z"
                row[field.column] = mark
                if silent and field.column != "consent_by":
                    kept_back.add(mark)
                elif not silent:
                    told[mark] = field.key
            if silent:
                row["consent_by"], row["consent_on"] = None, None
    return told, kept_back


def test_no_sum_percentage_or_day_is_left_out() -> None:
    tables = demo_tables(PLAN_ID)
    _add_override(tables)
    told = _marked_figures(tables)
    text = squeezed(Reading.of(demo_edition(tables)).text)
    assert len(told) > 2000
    assert {(key, way) for key, way in told if not any(squeezed(form) in text for form in way)} == set()


def _marked_figures(tables: Tables) -> list[tuple[str, tuple[str, ...]]]:
    told: list[tuple[str, tuple[str, ...]]] = []
    number = 0
    for name, rows in tables.items():
        for row in rows:
            for field in BY_NAME[name].fields:
                number += 1
                if field.kind is Kind.MONEY:
                    row[field.column] = 9_000_000_000 + number
                elif field.kind is Kind.PERCENT:
                    row[field.column] = number / 1000
                elif field.kind is Kind.DATE:
                    row[field.column] = (date(2001, 1, 1) + timedelta(days=number % 9000)).isoformat()
                else:
                    continue
                told.append((field.key, ways(field, row[field.column])))
    return told


# -- what hangs on nothing --------------------------------------------------------------------------------------------


def test_records_that_hang_on_nothing_have_their_place() -> None:
    tables = sample_tables()
    document = str(tables["planning_document"][0]["id"])
    initiative = str(tables["initiative"][0]["id"])
    add(tables, "initiative", "a", title="Tanpa dimensi sama sekali")
    add(tables, "initiative", "b", title="Usulan yang ditolak", dimension="SG", state="ditolak")
    add(tables, "initiative", "c", title="Dimensi dari paket lain", dimension="SX")
    add(tables, "goal", "g", document_id=document, text="Tujuan tanpa misi")
    add(tables, "objective", "o", document_id=document, text="Sasaran tanpa tujuan")
    add(tables, "programme", "p", document_id=document, name="Program tanpa sasaran")
    add(tables, "indicator", "i", document_id=document, text="Indikator tanpa induk", end_text="77,7")
    add(tables, "action_step", text="Langkah tanpa inisiatif")
    add(tables, "person", name="Orang di luar lembaga", organisation="Perguruan tinggi")
    add(tables, "evidence", kind="foto", title="Bukti tanpa tautan", original_name="lepas.jpg")
    add(tables, "section", "s", key="bagian-baru", body="Bagian yang tidak dikenal.")
    add(tables, "progress_entry", initiative_id=initiative, narrative="Entri tanpa tahun")
    add(tables, "benefit", initiative_id=initiative, measure="Manfaat tanpa tanggal")
    add(tables, "smart_objective", dimension="SX", text="Sasaran dimensi lain")
    add(tables, "dimension_plan", dimension="SX", condition="Kondisi dimensi lain")
    add(tables, "year_closing", year=2031, closed=False, reason="Dibuka untuk koreksi")
    page = Reading.of(edition(from_json(tables)))
    assert page.faults == []
    for told in (
        "Tanpa dimensi sama sekali", "Usulan yang tidak dilanjutkan", "Usulan yang ditolak", "Dimensi dari paket lain",
        "Tujuan tanpa misi", "Sasaran tanpa tujuan", "Program tanpa sasaran", "Indikator tanpa induk", "77,7",
        "Langkah tanpa inisiatif", "Orang di luar lembaga", "Bukti tanpa tautan", "lepas.jpg",
        "Bagian yang tidak dikenal.", "Entri tanpa tahun", "Manfaat tanpa tanggal", "Sasaran dimensi lain",
        "Kondisi dimensi lain", "Tahun ini dibuka kembali.", "Dibuka untuk koreksi",
    ):  # fmt: skip
        assert told in page.text, told


def test_an_override_names_its_rule_and_its_record() -> None:
    tables = sample_tables()
    key = f"14:{tables['initiative'][0]['id']}:agency:2026:SL"
    add(tables, "finding_override", finding_key=key, rule="14", reason="Disepakati", person="Sekda")
    text = Reading.of(edition(from_json(tables))).at("catatan").text
    assert str(tables["initiative"][0]["title"]) in text
    for told in ("Aturan 14", "2026", "Smart Living", "Disepakati", "Sekda"):
        assert told in text, told
    assert "agency" not in text


def test_contacts_are_told_by_recorded_consent_alone() -> None:
    tables = sample_tables()
    initiative = str(tables["initiative"][0]["id"])
    add(tables, "service_contact", initiative_id=initiative, unit="Loket A", value="0471-111", consent_by="Kadis",
        consent_on="2026-01-05", consent_how="nota dinas")  # fmt: skip
    add(tables, "service_contact", initiative_id=initiative, unit="Loket B", value="0471-222")
    add(tables, "service_contact", initiative_id=initiative, unit="Loket C", value="0471-333", consent_by="Kadis",
        consent_on="2026-01-05")  # fmt: skip
    text = Reading.of(edition(from_json(tables))).text
    assert "Loket A · 0471-111 · persetujuan Kadis, 5 Januari 2026, nota dinas" in text
    for kept_back in ("Loket B", "0471-222", "Loket C", "0471-333"):
        assert kept_back not in text


def test_the_matrix_counts_and_leads_to_the_initiatives() -> None:
    page = Reading.of(edition())
    matrix = page.at("pemetaan").text
    assert "langsung" in matrix
    assert "SG-01" in matrix
    assert "Tidak terkait" in matrix
    assert "Kewenangan pemerintah pusat." in matrix


def test_what_runs_is_told_as_running_everywhere() -> None:
    text = Reading.of(edition()).text
    assert edition().figures.rate_sentence(2026) in text
    assert text.count("berjalan atau terlaksana") > 10, "the road map's cells, its legend and the chart"


# -- in a package -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("paket")
    (folder / "lampiran").mkdir()
    snapshot, _history = plan_and_history()
    some = evidence_files(folder / "lampiran", snapshot)[:2]
    documents = documents_for(
        snapshot, made_at=MADE_AT, stage="bimtek-2", round_number=2, evidence=some, picture=lambda sha256: None
    )
    made = written(folder, evidence=some, documents=documents)
    return zipfile.ZipFile(io.BytesIO(Path(made.path).read_bytes()))


def test_every_link_leads_to_a_file_of_the_package(package: zipfile.ZipFile) -> None:
    names = {name.partition("/data/")[2] for name in package.namelist()}
    page = _page(package)
    files = {link for link in page.links if not link.startswith(("#", "http"))}
    assert files <= names
    assert "dokumen/rencana-induk.pdf" in files
    assert {name for name in names if name.startswith(("dokumen/", "tabel/", "bukti/"))} == files


def test_the_page_of_a_package_tells_round_and_evidence(package: zipfile.ZipFile) -> None:
    page = _page(package)
    head = next(element for element in page.elements if element.tag == "header").text
    assert "TahapBimtek II" in head
    assert "Putaran2" in head
    assert "2 dari 4 berkas bukti ikut serta" in page.text
    snapshot, _history = plan_and_history()
    for row in snapshot.all(Evidence):
        assert (row.original_name or row.url) in page.text


def test_a_team_copy_has_a_start_page_too() -> None:
    snapshot, _history = plan_and_history()
    documents = documents_for(snapshot, made_at=MADE_AT, stage="", evidence=(), picture=lambda sha256: None)
    start = next(document for document in documents if document.name == "index.html")
    stream = io.BytesIO()
    start.write(stream)
    assert "Salinan kerja tim" in Reading(stream.getvalue()).text


def _page(package: zipfile.ZipFile) -> Reading:
    [name] = [name for name in package.namelist() if name.endswith("/data/index.html")]
    return Reading(package.read(name))
