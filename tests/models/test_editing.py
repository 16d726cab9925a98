"""Records of any table: made, changed and deleted by the declarations of their fields."""

from __future__ import annotations

from datetime import date

import pytest

from gmsc_desktop.models import arranging, editing
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checked import Given, checked
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_core import Connection
from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.fields.spec import FIXED_KINDS, REFERENCE_KINDS, Kind, TableSpec
from gmsc_desktop.models.ids import derived_id, is_id, new_id, packed, unpacked
from gmsc_desktop.models.reference import load
from tests.models.plans import foreign_keys_are_whole, memory_document, state
from tests.models.use_cases import begun, count, do, refused, row

PACK = load()
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def document() -> Document:
    return begun()


def insert(document: Document, table: str, **values: Value) -> str:
    return do(document, lambda db: editing.insert(db, table, values))


def set_text(document: Document, table: str, record: str, column: str, text: str) -> None:
    do(document, lambda db: editing.set_text(db, table, record, column, text, PACK))


# -- ids


def test_records_of_their_own_get_random_ids(document: Document) -> None:
    one, two = insert(document, "agency", name="A"), insert(document, "agency", name="A")
    assert one != two
    assert is_id(one)


def test_ids_packed_are_the_same_ids_in_the_same_order() -> None:
    ids = sorted(new_id() for _ in range(100))
    assert [unpacked(kept) for kept in sorted(map(packed, ids))] == ids
    assert {len(packed(one)) for one in ids} == {16}


@pytest.mark.parametrize(
    "text", ["", "kemarin", NOBODY.replace("-", ""), "A" + NOBODY[1:], NOBODY + "\n", "{" + NOBODY]
)
def test_what_is_no_id_of_ours_is_not_packed(text: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        packed(text)


def test_rows_of_a_pair_or_a_cell_get_the_id_of_their_keys(document: Document) -> None:
    with document.read() as db:
        plan = editing.plan_id(db)
    initiative = insert(document, "initiative", title="MPP")
    cell = insert(document, "initiative_budget", initiative_id=initiative, year=2026, source="apbd", amount=5)
    assert cell == derived_id("initiative_budget", initiative, 2026, "apbd")
    assert insert(document, "section", key="penutup") == derived_id("section", plan, "penutup")
    assert insert(document, "year_closing", year=2026) == derived_id("year_closing", plan, 2026)
    evidence = insert(document, "evidence", title="Foto")
    link = insert(document, "evidence_link", evidence_id=evidence, initiative_id=initiative)
    assert link == derived_id("evidence_link", evidence, "initiative", initiative)


def test_two_people_make_the_same_row() -> None:
    made = []
    for _person in range(2):
        document = memory_document()
        with document.change("Isi") as db:
            editing.insert(db, "plan", {"title": "Rencana"}, derived_id("plan", "x"))
            editing.insert(db, "initiative", {"title": "MPP"}, derived_id("initiative", "x"))
            keys: dict[str, Value] = {"initiative_id": derived_id("initiative", "x"), "year": 2026}
            made.append(
                (editing.put(db, "progress_year", keys, {}), editing.put(db, "section", {"key": "penutup"}, {}))
            )
    assert made[0] == made[1]


def test_a_cell_without_its_keys_is_a_bug(document: Document) -> None:
    with pytest.raises((ValueError, KeyError)), document.change("Isi") as db:
        editing.put(db, "progress_year", {"year": 2026}, {})
    with pytest.raises(ValueError, match="progress_year"), document.change("Isi") as db:
        editing.put(db, "progress_year", {"initiative_id": None, "year": 2026}, {})


# -- insert, update, put


def test_a_written_figure_gets_its_number(document: Document) -> None:
    made = insert(document, "benefit", initiative_id=insert(document, "initiative", title="MPP"), before_text="3,12")
    assert row(document, "benefit", made).before_number == 3.12
    do(document, lambda db: editing.update(db, "benefit", made, {"before_text": "BB"}))
    assert row(document, "benefit", made).before_number is None
    do(document, lambda db: editing.update(db, "benefit", made, {"before_text": "7"}))
    do(document, lambda db: editing.update(db, "benefit", made, {"before_text": ""}))
    assert (row(document, "benefit", made).before_text, row(document, "benefit", made).before_number) == (None, None)


def test_records_stand_in_the_order_in_which_they_are_made(document: Document) -> None:
    for name in ("A", "B", "C"):
        insert(document, "agency", name=name)
    names = document.raw.execute("SELECT name FROM agency ORDER BY position").fetchall()
    assert names == [("A",), ("B",), ("C",)]


def test_keys_and_owners_never_change(document: Document) -> None:
    initiative = insert(document, "initiative", title="MPP")
    year = insert(document, "progress_year", initiative_id=initiative, year=2026)
    for column, value in (("year", 2027), ("initiative_id", NOBODY)):
        with pytest.raises(ValueError, match=f"progress_year.{column} is a key"), document.change("Ubah") as db:
            editing.update(db, "progress_year", year, {column: value})
    with pytest.raises(KeyError), document.change("Ubah") as db:
        editing.update(db, "progress_year", year, {"colour": "merah"})
    assert row(document, "progress_year", year).year == 2026


def test_putting_twice_changes_the_same_row(document: Document) -> None:
    initiative = insert(document, "initiative", title="MPP")
    keys: dict[str, Value] = {"initiative_id": initiative, "year": 2026}
    one = do(document, lambda db: editing.put(db, "progress_year", keys, {"budget": 5, "spending": 3}))
    two = do(document, lambda db: editing.put(db, "progress_year", keys, {"spending": None}))
    assert one == two
    assert (row(document, "progress_year", one).budget, row(document, "progress_year", one).spending) == (5, None)


def test_what_is_gone_is_told(document: Document) -> None:
    refused(document, lambda db: editing.update(db, "agency", NOBODY, {"name": "A"}), "(OPD) ini sudah tidak ada")
    refused(document, lambda db: editing.set_text(db, "agency", NOBODY, "name", "A", PACK), "sudah tidak ada")


def test_the_table_of_a_record(document: Document) -> None:
    agency = insert(document, "agency", name="A")
    with document.read() as db:
        assert editing.table_of(db, agency) == "agency"
        assert editing.table_of(db, editing.plan_id(db)) == "plan"
        assert editing.table_of(db, NOBODY) is None


# -- values held against their fields


def test_added_records_are_held_against_their_fields(document: Document) -> None:
    made = do(document, lambda db: editing.add(db, "agency", {"name": " Dinas \n A ", "valid_from": date(2026, 1, 1)}))
    told = row(document, "agency", made)
    assert (told.name, told.valid_from, told.head) == ("Dinas A", "2026-01-01", None)
    refused(document, lambda db: editing.add(db, "agency", {}), "“Nama OPD” tidak boleh kosong")
    refused(document, lambda db: editing.change(db, "agency", made, {"name": ""}), "“Nama OPD” tidak boleh kosong")


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("agency", "valid_from", "1 Januari", "“Berlaku sejak” tidak terbaca sebagai tanggal: 1 Januari"),
        ("agency", "valid_from", "2026-02-30", "tidak terbaca sebagai tanggal"),
        ("agency", "valid_from", date(1, 1, 1), "di luar jangkauan 1900 sampai 2100"),
        ("agency", "name", "x" * 301, "paling panjang 300 huruf"),
        ("region", "population", -1, "“Jumlah penduduk (jiwa)” tidak boleh kurang dari nol: -1"),
        ("plan", "period_start", 26, "“Tahun awal” 26 di luar jangkauan"),
        ("plan", "status", "basi", "“basi” bukan pilihan untuk “Status buku”"),
        ("action_step", "start_month", "2026-13", "tidak terbaca sebagai bulan"),
        ("action_step", "start_month", "1026-01", "di luar jangkauan"),
        ("action_step", "amount", 10**18 + 1, "terlalu besar untuk dicatat"),
        ("action_step", "amount", -5, "tidak boleh kurang dari nol: -Rp5"),
        ("action_step", "agency_id", NOBODY, "Perangkat daerah (OPD) ini sudah tidak ada"),
    ],
)
def test_values_that_a_person_must_mend(document: Document, table: str, column: str, value: Given, words: str) -> None:
    refused(document, lambda db: checked(db, table, {column: value}), words)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("agency", "name", 5),
        ("plan", "period_start", "2026"),
        ("plan", "period_start", True),
        ("action_step", "amount", 1.5),
        ("region", "area_km2", "luas"),
        ("region", "area_km2", float("nan")),
        ("plan", "is_example", 2),
        ("progress_entry", "physical_percent", float("inf")),
    ],
)
def test_values_of_a_wrong_type_are_a_bug(document: Document, table: str, column: str, value: Given) -> None:
    with pytest.raises(TypeError), document.read() as db:
        checked(db, table, {column: value})


def test_typed_texts_are_set_by_the_rules_of_their_field(document: Document) -> None:
    step = insert(document, "action_step", text="Langkah")
    set_text(document, "action_step", step, "amount", "Rp 2,5 M")
    set_text(document, "action_step", step, "start_month", "Maret 2026")
    agency = insert(document, "agency", name="Diskominfo")
    set_text(document, "action_step", step, "agency_id", agency)
    told = row(document, "action_step", step)
    assert (told.amount, told.start_month, told.agency_id) == (2_500_000_000, "2026-03", agency)
    set_text(document, "action_step", step, "amount", "")
    assert row(document, "action_step", step).amount is None


def test_typed_texts_that_are_refused(document: Document) -> None:
    initiative = insert(document, "initiative", title="MPP")
    year = insert(document, "progress_year", initiative_id=initiative, year=2026)

    def setting(table: str, record: str, column: str, text: str, *words: str) -> None:
        refused(document, lambda db: editing.set_text(db, table, record, column, text, PACK), *words)

    setting("initiative", initiative, "title", " ", "“Nama program/inisiatif” tidak boleh kosong")
    setting("initiative", initiative, "position", "U", "“Urutan” tidak dapat diubah langsung")
    setting("progress_year", year, "year", "2027", "“Tahun” tidak dapat diubah langsung")
    setting("initiative", initiative, "agency_id", NOBODY, "Perangkat daerah (OPD) ini sudah tidak ada")
    setting("progress_year", year, "budget", "(1.000)", "tidak boleh kurang dari nol: -Rp1.000")


# -- deletion


def fill(db: Connection, spec: TableSpec, made: dict[str, str]) -> str:
    """A row of a table with every reference set to a row made before."""
    values: dict[str, Value] = {}
    for field in spec.fields:
        if field.kind in REFERENCE_KINDS:
            values[field.column] = made.get(field.target)
        elif field.kind is Kind.KEY_CODE:
            values[field.column] = "x"
        elif field.kind in FIXED_KINDS:
            values[field.column] = 2026
    if spec.name == "evidence_link":
        values = {column: value for column, value in values.items() if column in {"evidence_id", "initiative_id"}}
    return editing.insert(db, spec.name, values)


def whole(document: Document) -> dict[str, str]:
    """One row of every table, each pointing at the others; the plan and its region are there already."""
    made: dict[str, str] = {}
    with document.change("Isi semua") as db:
        for spec in TABLES:
            if spec.name not in {"plan", "region"}:
                made[spec.name] = fill(db, spec, made)
    return made


@pytest.mark.parametrize("table", [spec.name for spec in TABLES if spec.name not in {"plan", "region"}])
def test_whatever_is_deleted_leaves_nothing_dangling(document: Document, table: str) -> None:
    made = whole(document)
    before = state(document)
    do(document, lambda db: editing.delete(db, table, made[table]))
    assert count(document, table) == 0
    assert foreign_keys_are_whole(document)
    for spec in TABLES:
        for field in spec.fields:
            if field.target != table or spec.name not in made:
                continue
            left = document.raw.execute(f"SELECT {field.column} FROM {spec.name}").fetchall()
            if field.kind is Kind.OWNER or (spec.name == "evidence_link" and table in {"evidence", "initiative"}):
                assert left == [], f"{spec.name} belongs to {table}"
            else:
                assert set(left) <= {(None,)}, f"{spec.name}.{field.column} names a deleted {table}"
    document.undo()
    assert state(document) == before


def test_a_cell_is_cleared_where_it_is(document: Document) -> None:
    initiative = insert(document, "initiative", title="MPP")
    keys: dict[str, Given] = {"initiative_id": initiative, "year": 2026}
    do(document, lambda db: editing.assign(db, "progress_year", keys, {"budget": 5}))
    do(document, lambda db: editing.clear(db, "progress_year", keys))
    do(document, lambda db: editing.clear(db, "progress_year", keys))
    assert count(document, "progress_year") == 0


# -- order


def test_a_record_is_put_in_its_place(document: Document) -> None:
    made = [insert(document, "agency", name=name) for name in "ABCD"]

    def put(record: str, after: str | None) -> str:
        shown = [found for (found,) in document.raw.execute("SELECT id FROM agency ORDER BY position,id")]
        siblings = [found for found in shown if found != record]
        do(document, lambda db: arranging.place(db, "agency", record, siblings, after))
        return "".join(name for (name,) in document.raw.execute("SELECT name FROM agency ORDER BY position,id"))

    a, b, _c, d = made
    assert put(d, None) == "DABC"
    assert put(a, made[2]) == "DBCA"
    assert put(d, b) == "BDCA"
    with document.change("Kosongkan urutan") as db:
        editing.update(db, "agency", b, {"position": None})
    assert put(a, None) == "ABDC"
    refused(document, lambda db: arranging.place(db, "agency", a, [b, d], NOBODY), "sudah tidak ada")


def test_every_table_can_be_filled_and_read_back(document: Document) -> None:
    whole(document)
    snapshot = document.snapshot()
    for spec in TABLES:
        assert len(snapshot.rows(spec.name)) == 1, spec.name
        assert set(BY_NAME[spec.name].columns) <= set(dir(snapshot.rows(spec.name)[0]))
