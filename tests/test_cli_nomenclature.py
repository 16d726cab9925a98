"""``import-nomenclature``: what it tells, and that a file which is none leaves the lists of this computer alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from gmsc_desktop.models.nomenclature.lists import Lists, folder
from tests.commands import Run, refused, value
from tests.nomenclature_books import HOSTILE, sample_rows, write_book


def test_a_workbook_becomes_a_list_of_this_computer(run: Run, tmp_path: Path) -> None:
    path = write_book(tmp_path / "nomenklatur-sipd-2027.xlsx", sample_rows())
    told = value(run, "import-nomenclature", str(path))
    assert told["name"] == "Nomenklatur SIPD 2027"
    rows = len(sample_rows())
    assert told["counts"] == {"urusan": 0, "bidang_urusan": 3, "program": 3, "kegiatan": 5, "subkegiatan": rows}
    assert (told["subkegiatan_provinsi"], told["subkegiatan_kabupaten_kota"]) == (10, rows - 10)
    assert (told["rows"], told["skipped"], told["old_codes"], told["replaced"]) == (rows, 0, 1, None)
    assert [one.id for one in Lists().versions] == [told["id"]]
    code, out, err = run("import-nomenclature", str(path), "--name", "Kepmendagri 3406 Tahun 2024")
    assert (code, err) == (0, "")
    assert out.startswith("Daftar nomenklatur “Kepmendagri 3406 Tahun 2024” diimpor.\n")
    assert f"{rows} subkegiatan dalam 5 kegiatan, 3 program, dan 3 bidang urusan." in out
    assert len(Lists().versions) == 2


def test_imported_again_it_takes_the_place_of_the_one_before(run: Run, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", sample_rows())
    first = value(run, "import-nomenclature", str(path))
    assert value(run, "import-nomenclature", str(path))["replaced"] == first["id"]
    assert len(Lists().versions) == 1


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "folder", "absent", "foreign"])
def test_a_file_that_is_none_is_refused_and_the_list_stays(run: Run, tmp_path: Path, damage: str) -> None:
    path = write_book(tmp_path / "a.xlsx", sample_rows())
    kept = value(run, "import-nomenclature", str(path))
    bad = tmp_path / "lain.xlsx"
    if damage == "folder":
        bad.mkdir()
    elif damage == "foreign":
        write_book(bad, [("a", "b")], headings=("Nama", "Alamat"))
    elif damage != "absent":
        whole = path.read_bytes()
        bad.write_bytes({"cut": whole[: len(whole) // 2], "text": HOSTILE[2].encode(), "empty": b""}[damage])
    refused(run("import-nomenclature", str(bad)))
    assert [one.id for one in Lists().versions] == [kept["id"]]
    assert len(list(folder().iterdir())) == 1
