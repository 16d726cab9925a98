"""Imported lists: codes in any writing, what a code is, the search by code and words, and what stays when it fails."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gmsc_desktop.desk.findings import find_findings
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.nomenclature import file, lists
from gmsc_desktop.models.nomenclature.codes import Level, code_key, is_code, split_code
from gmsc_desktop.models.nomenclature.contents import Content, Given, Replaced, Scope
from gmsc_desktop.models.nomenclature.lists import Kind, Lists, add_list, folder, remove_list
from gmsc_desktop.models.nomenclature.search import LONGEST_QUERY, search
from gmsc_desktop.models.nomenclature.words import standing_words
from gmsc_desktop.models.snapshot import from_json
from tests.models.complete_plan import complete_tables
from tests.nomenclature_books import HOSTILE
from tests.sample_initiatives import add

BOTH = Scope.PROVINCE | Scope.DISTRICT


def content(
    *extra: Given, replaced: tuple[Replaced, ...] = (Replaced("2.16.03.2.02.0023", "Kota Pintar", 3),)
) -> Content:
    entries = (
        Given(Level.FIELD, "2.16", "BIDANG KOMUNIKASI DAN INFORMATIKA", BOTH),
        Given(Level.PROGRAMME, "2.16.03", "PROGRAM PENGELOLAAN APLIKASI", BOTH, 0),
        Given(Level.ACTIVITY, "2.16.03.2.02", "Pengelolaan E-government", Scope.DISTRICT, 1),
        Given(Level.SUBACTIVITY, "2.16.03.2.02.0038", "Penyelenggaraan Kota Cerdas", Scope.DISTRICT, 2,
              indicator="Jumlah dokumen rencana", unit="Dokumen"),
        Given(Level.SUBACTIVITY, "2.16.03.1.02.0031", "Penyelenggaraan Provinsi Cerdas", Scope.PROVINCE, 1),
        Given(Level.PROGRAMME, "X.XX.01", "PROGRAM PENUNJANG", BOTH),
    )  # fmt: skip
    return Content((*entries, *extra), replaced)


def hostile() -> list[Given]:
    return [Given(Level.SUBACTIVITY, f"2.16.03.2.02.{40 + place:04}", name, Scope.DISTRICT, 2)
            for place, name in enumerate(HOSTILE)]  # fmt: skip


def found(lists: Lists, text: str, prefer: Level | None = None, scope: Scope = Scope.DISTRICT) -> list[str]:
    return [entry.code for entry in search(lists.files[0], text, scope=scope, prefer=prefer).entries]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1.01.02", "1.1.2"),
        ("1 . 01 . 02", "1.1.2"),
        ("1.1.2", "1.1.2"),
        (" 1-01/02 ", "1.1.2"),
        ("1.01.02.", "1.1.2"),
        ("1\u00a0.\u00a001", "1.1"),
        ("X.XX.01", "x.x.1"),
        ("x.xx.1 PROGRAM PENUNJANG", "x.x.1"),
        ("2.16.03.2.02.08", "2.16.3.2.2.8"),
        ("2.16.03.2.02.0008 Nama", "2.16.3.2.2.8"),
        ("Program 1.01", ""),
        ("", ""),
        ("1.01.02abc", ""),
        ("١.٢", ""),
        ("9" * 400, ""),
    ],
)
def test_a_code_is_the_same_in_any_writing(text: str, key: str) -> None:
    assert code_key(text) == key


def test_a_code_keeps_its_print_and_its_words() -> None:
    assert split_code(" 2 . 16 . 03 – PROGRAM PENGELOLAAN ") == ("2 . 16 . 03", "PROGRAM PENGELOLAAN")
    assert is_code("2 16 03")
    assert not is_code("2.16 cerdas")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2.16.03.2.02.0038", ["2.16.03.2.02.0038"]),
        ("2.16.3.2.2.38", ["2.16.03.2.02.0038"]),
        ("2 16 03 2 02", ["2.16.03.2.02", "2.16.03.2.02.0038"]),
        ("2.16.03.2.0", ["2.16.03.2.02.0038", "2.16.03.2.02"]),
        ("21603202003", ["2.16.03.2.02.0038"]),
        ("kota cerdas", ["2.16.03.2.02.0038"]),
        ("CERDAS penyelenggaraan", ["2.16.03.2.02.0038", "2.16.03.1.02.0031"]),
        ("jumlah dokumen", ["2.16.03.2.02.0038"]),
        ("komunikasi cerdas", ["2.16.03.2.02.0038", "2.16.03.1.02.0031"]),
        ("2.16.03 cerdas", ["2.16.03.2.02.0038", "2.16.03.1.02.0031"]),
        ("x.xx", ["X.XX.01"]),
        ("tidak ada", []),
    ],
)
def test_search_finds_codes_in_any_writing_and_words_in_any_order(tmp_path: Path, text: str, codes: list[str]) -> None:
    add_list(content(), name="Daftar 2027", source="a.xlsx", place=tmp_path)
    assert found(Lists(tmp_path), text, Level.SUBACTIVITY) == codes


def test_the_level_that_is_wanted_and_the_plans_own_government_come_first(tmp_path: Path) -> None:
    add_list(content(), name="Daftar 2027", source="a.xlsx", place=tmp_path)
    lists = Lists(tmp_path)
    assert found(lists, "aplikasi", Level.PROGRAMME)[0] == "2.16.03"
    assert found(lists, "aplikasi", Level.SUBACTIVITY)[0] == "2.16.03.2.02.0038"
    assert found(lists, "cerdas", Level.SUBACTIVITY, Scope.PROVINCE)[0] == "2.16.03.1.02.0031"


@pytest.mark.parametrize(
    "text", [*HOSTILE, '"', "'", "*", "%", "_", "a" * 5_000, "\x00", "a\nb", "()", "NEAR", "a* OR b"]
)
def test_hostile_text_is_searched_for_as_it_is(tmp_path: Path, text: str) -> None:
    add_list(content(*hostile()), name="Daftar", source="a.xlsx", place=tmp_path)
    codes = found(Lists(tmp_path), text)
    if text in HOSTILE[:4]:
        assert codes == [f"2.16.03.2.02.{40 + HOSTILE.index(text):04}"]
    elif text in {"%", "_"}:
        assert codes == ["2.16.03.2.02.0043"]
    assert len(text) < LONGEST_QUERY or not codes


def test_a_code_is_known_old_of_another_list_or_unknown_and_never_refused(tmp_path: Path) -> None:
    first = Content((Given(Level.PROGRAMME, "1.01.99", "PROGRAM LAMA", BOTH),), (Replaced("2.10.16", "A", 0),))
    add_list(content(replaced=(Replaced("2.16.03.2.02.0023", "B", 3), Replaced("1.01.99", "C", 1))), name="Tahun 2027",
             source="a.xlsx", place=tmp_path)  # fmt: skip
    add_list(first, name="Tahun 2024", source="b.xlsx", place=tmp_path)
    add_list(Content((Given(Level.PROGRAMME, "1.01.77", "HANYA DULU", BOTH),), ()), name="Tahun 2021", source="c.xlsx",
             place=tmp_path)  # fmt: skip
    lists = Lists(tmp_path)
    assert [one.name for one in lists.versions] == ["Tahun 2027", "Tahun 2024", "Tahun 2021"]
    known = lists.standing("2.16.3.2.2.38 apa pun", Scope.DISTRICT)
    assert known.kind is Kind.KNOWN
    assert known.entry is not None
    assert known.entry.name == "Penyelenggaraan Kota Cerdas"
    old = lists.standing("2 . 16 . 03 . 2 . 02 . 0023", Scope.DISTRICT)
    assert (old.kind, [one.code for one in old.successors]) == (Kind.OLD, ["2.16.03.2.02.0038"])
    assert "2.16.03.2.02.0038" in standing_words(old)
    by_way_of_another = lists.standing("2.10.16", Scope.DISTRICT)
    assert [one.code for one in by_way_of_another.successors] == ["2.16.03"]
    elsewhere = lists.standing("1.01.77", Scope.DISTRICT)
    assert elsewhere.kind is Kind.ELSEWHERE
    assert "Tahun 2021" in standing_words(elsewhere)
    unknown = lists.standing("5.05.05", Scope.DISTRICT)
    assert unknown.kind is Kind.UNKNOWN
    assert "tetap disimpan" in standing_words(unknown)
    assert lists.standing("bukan kode").kind is Kind.UNTOLD
    assert Lists(tmp_path / "tidak ada").standing("2.16.03").kind is Kind.UNTOLD


def test_codes_that_replace_each_other_in_a_circle_end(tmp_path: Path) -> None:
    a, b = Given(Level.PROGRAMME, "1.01.02", "A", BOTH), Given(Level.PROGRAMME, "1.01.03", "B", BOTH)
    add_list(Content((b,), (Replaced("1.01.02", "A", 0),)), name="Tahun 2021", source="b.xlsx", place=tmp_path)
    add_list(Content((a,), (Replaced("1.01.03", "B", 0),)), name="Tahun 2020", source="a.xlsx", place=tmp_path)
    add_list(content(), name="Tahun 2027", source="c.xlsx", place=tmp_path)
    assert Lists(tmp_path).standing("1.01.02").kind is Kind.ELSEWHERE


def test_a_list_of_the_same_name_is_replaced_but_not_by_a_part_of_it(tmp_path: Path) -> None:
    first = add_list(content(), name="Kepmendagri 3406/2024", source="a.xlsx", place=tmp_path)
    again = add_list(content(*hostile()), name="kepmendagri  3406/2024", source="b.xlsx", place=tmp_path)
    assert again.replaced == first.version
    [only] = Lists(tmp_path).versions
    assert only == again.version
    assert len(list(tmp_path.iterdir())) == 1
    part = Content((Given(Level.SUBACTIVITY, "1.01.02.1.01.0001", "Satu", BOTH),), ())
    with pytest.raises(UserFacingError, match="tidak diganti"):
        add_list(part, name="Kepmendagri 3406/2024", source="c.xlsx", place=tmp_path)
    assert Lists(tmp_path).versions == [only]


@pytest.mark.parametrize("damage", ["cut", "empty", "foreign", "other"])
def test_a_damaged_file_is_left_out_and_named(tmp_path: Path, damage: str) -> None:
    good = add_list(content(), name="Tahun 2027", source="a.xlsx", place=tmp_path)
    bad = add_list(content(*hostile() * 400), name="Tahun 2024", source="b.xlsx", place=tmp_path)
    path = tmp_path / f"{bad.version.id}.sqlite3"
    image = path.read_bytes()
    path.write_bytes({
        "cut": image[: len(image) // 2], "empty": b"", "foreign": b"bukan basis data" * 100,
        "other": image[:68] + b"\0\0\0\0" + image[72:],
    }[damage])  # fmt: skip
    lists = Lists(tmp_path)
    assert lists.versions == [good.version]
    assert lists.damaged == [path]


def test_a_removed_list_is_gone_and_a_foreign_name_reaches_nothing(tmp_path: Path) -> None:
    made = add_list(content(), name="Tahun 2027", source="a.xlsx", place=tmp_path / "daftar")
    outside = tmp_path / "luar.sqlite3"
    outside.write_text("tetap")
    remove_list("../luar", tmp_path / "daftar")
    assert outside.exists()
    remove_list(made.version.id, tmp_path / "daftar")
    assert Lists(tmp_path / "daftar").versions == []


def test_a_list_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="belum bernama"):
        add_list(content(), name=" \n ", source="a.xlsx", place=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_check_tells_old_codes_with_their_successor_where_a_list_was_imported(data_dir: Path) -> None:
    tables = complete_tables()
    row = tables["initiative"][0]["id"]
    add(tables, "initiative_code", "x", initiative_id=row, code="2.16.03.2.02.0023")
    snapshot = from_json(tables)
    assert not [one for one in find_findings(snapshot, "final", 2026) if one.rule == "19b"]
    add_list(content(), name="Kepmendagri 2027", source="daftar.xlsx")
    told = [one.sentence for one in find_findings(snapshot, "final", 2026) if one.rule == "19b"]
    assert any("Kode lama." in one and "2.16.03.2.02.0038 Penyelenggaraan Kota Cerdas" in one for one in told)
    assert any("belum ada di daftar Kepmendagri 2027" in one for one in told)


def test_a_list_that_is_damaged_within_keeps_nobody_from_checking_a_plan(data_dir: Path) -> None:
    tables = complete_tables()
    add(tables, "initiative_code", "x", initiative_id=tables["initiative"][0]["id"], code="2.16.03.2.02.0023")
    snapshot = from_json(tables)
    before = find_findings(snapshot, "final", 2026)
    made = add_list(content(), name="Kepmendagri 2027", source="daftar.xlsx")
    path = folder() / f"{made.version.id}.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name='entry_key'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))
    assert find_findings(snapshot, "final", 2026) == before


def test_a_list_that_the_drive_does_not_give_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = file.write_list

    def write(path: Path, *given: object, **more: object) -> None:
        real(path, *given, **more)  # type: ignore[arg-type]
        path.unlink()

    monkeypatch.setattr(lists, "write_list", write)
    with pytest.raises(UserFacingError, match="tidak dapat dibaca kembali") as told:
        add_list(content(), name="Daftar 2027", source="a.xlsx", place=tmp_path)
    assert told.value.next_step
