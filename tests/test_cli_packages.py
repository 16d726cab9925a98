"""Packages on the command line in words: what one is, and what a file is that is none."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from gmsc_desktop.desk.foreign import foreign
from tests.commands import Run, new_plan

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(300) + b"\xff\xd9"
ADVICE = "Pilih berkas .zip atau .gmsc yang dibuat GMSC Desktop.\n"


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> str:
    made = new_plan(run)
    run("set", made, "region", "office_name", "Diskominfo")
    (tmp_path / "foto.jpg").write_bytes(PHOTO)
    run("attach", made, str(tmp_path / "foto.jpg"))
    return made


def path_of(run: Run, *words: str) -> str:
    return str(json.loads(run(*words, "--json")[1])["path"])


def test_verify_says_what_a_submission_is(run: Run, plan: str, tmp_path: Path) -> None:
    package = path_of(run, "submit", plan, str(tmp_path / "keluar"), "--for", "evaluasi-1", "--override", "SK menyusul")
    code, out, err = run("verify", package)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:3] == [
        "Jenis: Paket pengajuan Evaluasi tahap I, putaran 1",
        "Daerah: Kabupaten Luwu (73.17)",
        "Rencana: Rencana Induk Smart City Kabupaten Luwu 2026–2031",
    ]
    assert lines[3].startswith("Dibuat: ")
    assert lines[3].endswith(" oleh Diskominfo")
    assert lines[4] == "Isi: rencana dengan semua berkas bukti dan dokumen aslinya (1)"
    assert out.count("Segel sah, dari komputer yang sama") == 1
    assert "evaluasi-1" not in out
    assert "-11-" not in out.replace(package, ""), "a day as it is stored"


def test_verify_tells_in_words_that_no_evidence_came_along(run: Run, plan: str, tmp_path: Path) -> None:
    def told(plan: str, *words: str) -> str:
        return run("verify", path_of(run, "copy", plan, str(tmp_path / "keluar"), *words))[1]

    assert "1 dari 1 berkas bukti disertakan, semuanya sama dengan sidiknya." in told(plan)
    bare = told(plan, "--evidence", "none")
    assert "Tidak satu pun dari 1 berkas bukti disertakan" in bare
    made = json.loads(run("new", "--district", "73.18", "--start", "2026", "--end", "2030", "--json")[1])
    empty = told(made["id"])
    assert "Rencana ini belum mempunyai berkas bukti, jadi tidak ada yang disertakan." in empty
    assert "0 dari 0" not in empty


def test_open_says_what_it_opens(run: Run, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = path_of(run, "submit", plan, str(tmp_path), "--for", "bimtek-2", "--override", "x", "--evidence", "none")
    code, out, _err = run("open", package)
    assert (code, out.splitlines()[0]) == (0, "HANYA BACA: paket ini dapat dilihat, tidak dapat diubah.")
    assert "Jenis: Paket pengajuan Bimtek II, putaran 1\n" in out
    assert "Isi: rencana tanpa berkas bukti dan dokumen asli (1 tercatat)\n" in out
    copy = path_of(run, "copy", plan, str(tmp_path))
    code, out, _err = run("open", copy)
    assert (code, "Jenis: Salinan kerja untuk tim\n" in out) == (0, True)
    assert "Rencana Anda tidak diubah." in out
    monkeypatch.setenv("GMSC_DATA", str(tmp_path / "laptop lain"))
    code, out, _err = run("open", copy)
    assert (code, "Segel sah. Ini paket pertama" in out, f"Nomor: {plan}" in out) == (0, True, True)


def test_check_says_for_what_and_for_which_year(run: Run, plan: str) -> None:
    assert run("check", plan, "--year", "2027")[1].splitlines()[0] == "Diperiksa untuk Masterplan final, tahun 2027."
    told = json.loads(run("check", plan, "--for", "bimtek-1", "--year", "2027", "--json")[1])
    assert (told["stage"], told["year"]) == ("bimtek-1", 2027)
    for year in ("0", "1", "20260", "-4"):
        code, out, err = run("check", plan, "--year", year)
        assert (code, out) == (1, "")
        assert err.startswith(f"Tahun {year} di luar jangkauan 1900 sampai 2100.\n")


def test_a_workbook_or_book_of_ours_is_told_as_what_it_is(run: Run, plan: str, tmp_path: Path) -> None:
    for file in json.loads(run("export", plan, str(tmp_path / "cetak"), "--json")[1])["files"]:
        kind = {".xlsx": "berkas Excel", ".pdf": "dokumen PDF", ".zip": "berkas ZIP biasa"}[Path(file).suffix]
        for command in ("verify", "open", "show", "check"):
            assert run(command, file) == (1, "", f"{Path(file).name} adalah {kind}, bukan paket GMSC.\n{ADVICE}")


def office(path: Path, *names: str) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("foto.zip", PHOTO, "gambar"),
        ("unduhan.zip", b"<!DOCTYPE html><html><body>404", "halaman web"),
        ("surat.gmsc", b"Yth. Bapak", "berkas teks"),
        ("daftar.csv", b"a;b\n1;2\n", "tabel CSV"),
        ("arsip.zip", b"Rar!\x1a\x07\x00" + bytes(50), "arsip RAR"),
        ("pasang.gmsc", b"MZ" + bytes(500), "program atau skrip"),
    ],
)
def test_other_files_are_told_by_what_they_hold(run: Run, tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert run("verify", str(tmp_path / name)) == (1, "", f"{name} adalah {kind}, bukan paket GMSC.\n{ADVICE}")


@pytest.mark.parametrize(
    ("member", "kind"), [("word/document.xml", "dokumen Word"), ("ppt/presentation.xml", "presentasi PowerPoint")]
)
def test_office_files_are_told_whatever_they_are_called(run: Run, tmp_path: Path, member: str, kind: str) -> None:
    office(tmp_path / "paket.gmsc", member, "embeddings/lampiran.zip")
    assert f"paket.gmsc adalah {kind}, bukan paket GMSC." in run("verify", str(tmp_path / "paket.gmsc"))[2]


def test_a_package_that_a_chat_program_packed_again_is_named(run: Run, plan: str, tmp_path: Path) -> None:
    copy = Path(path_of(run, "copy", plan, str(tmp_path)))
    with zipfile.ZipFile(tmp_path / "kiriman.zip", "w") as archive:
        archive.write(copy, f"kiriman/{copy.name}")
    code, _out, err = run("open", str(tmp_path / "kiriman.zip"))
    assert code == 1
    assert err == (
        f"kiriman.zip bukan paket GMSC, melainkan ZIP yang memuat {copy.name}.\n"
        f"Keluarkan {copy.name} dari ZIP itu, lalu buka berkas tersebut.\n"
    )


def test_a_damaged_or_disguised_package_is_told_as_that(run: Run, plan: str, tmp_path: Path) -> None:
    good = Path(path_of(run, "copy", plan, str(tmp_path))).read_bytes()
    bad = tmp_path / "rusak.gmsc"
    for content, told in (
        (good[: len(good) // 2], "terpotong"),
        (good[:900] + bytes([good[900] ^ 1]) + good[901:], "paket ini"),
        (b"MZ" + bytes(600) + good, "di depan isi paket ini"),
        (b"%PDF-1.7\n" + good, "di depan isi paket ini"),
        (b"", "kosong"),
    ):
        bad.write_bytes(content)
        assert foreign(bad) is None
        code, out, err = run("verify", str(bad))
        assert (code, out) == (1, "")
        assert told in err.lower()


def test_folders_are_told(run: Run, plan: str, tmp_path: Path) -> None:
    (tmp_path / "isi").mkdir()
    code, _out, err = run("verify", str(tmp_path / "isi"))
    assert (code, err.splitlines()[0]) == (1, "isi adalah folder, bukan paket GMSC.")
    with zipfile.ZipFile(path_of(run, "copy", plan, str(tmp_path))) as archive:
        archive.extractall(tmp_path / "isi")
    (folder,) = (tmp_path / "isi").iterdir()
    assert "sudah dikeluarkan" in run("open", str(folder))[2]


def test_the_data_file_of_a_plan_is_told(run: Run, plan: str, data_dir: Path) -> None:
    code, _out, err = run("open", str(data_dir / "plans" / plan / "plan.sqlite3"))
    assert (code, "plan.sqlite3 adalah berkas data rencana" in err, "salinan kerja" in err) == (1, True, True)


def test_a_missing_file_is_told_by_where_it_was_looked_for(run: Run, tmp_path: Path) -> None:
    code, _out, err = run("verify", str(tmp_path / "tiada.zip"))
    assert (code, err.splitlines()[0]) == (
        1, f"tiada.zip tidak ditemukan di folder {tmp_path}. Tidak ada yang berubah.",
    )  # fmt: skip
    assert "flashdisk" not in err
    err = run("verify", str(tmp_path / "salah" / "tiada.zip"))[2]
    assert f"folder {tmp_path / 'salah'} tidak ada" in err
