"""Packages as they are made and opened again: what comes out is what went in, or nothing was made."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import library
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package import zip_form
from gmsc_desktop.package.bag import EvidenceFile
from gmsc_desktop.package.examine import examine
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, WORKING_COPY
from gmsc_desktop.package.read import open_package
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.verify import verify
from gmsc_desktop.package.write import Written, write_package
from tests.package.packages import (
    MADE_AT,
    PACKAGE_ID,
    Forgery,
    evidence_contents,
    evidence_files,
    page,
    plan_and_history,
    request,
    sample_key,
    unzip,
    written,
)


def rows(snapshot: Snapshot) -> dict[str, object]:
    return {table.name: snapshot.rows(table.name) for table in TABLES}


def test_a_submission_comes_back_as_it_went(submission: Written) -> None:
    snapshot, _history = plan_and_history()
    with open_package(submission.path) as opened:
        assert rows(opened.snapshot) == rows(snapshot)
        assert opened.history is None
        assert opened.header.history is not None
        assert opened.header.history.changes == 3
        assert (opened.identity.kind, opened.identity.stage, opened.identity.round) == ("pengajuan", "bimtek-2", 2)
        assert opened.identity.plan_id == snapshot.plan.id
        assert opened.identity.package_id == PACKAGE_ID
        assert (opened.digest, opened.code) == (submission.digest, submission.code)
        assert opened.seal is not None
        assert opened.seal.hash == submission.seal_hash
        contents = {hashlib.sha256(content).hexdigest(): content for content, _name in evidence_contents()}
        assert {sha256: path.read_bytes() for sha256, path in opened.evidence.items()} == contents
        assert (opened.folder / "data" / "index.html").read_text("utf-8").startswith("<!doctype html>")
        folder = opened.folder
    assert not folder.exists()


def test_a_team_copy_brings_its_history(working_copy: Written) -> None:
    snapshot, history = plan_and_history()
    with open_package(working_copy.path) as opened:
        assert opened.history == history
        assert rows(opened.snapshot) == rows(snapshot)
        assert opened.identity.kind == "salinan-kerja"
        assert opened.identity.stage == ""


def test_a_team_copy_becomes_the_plan_on_another_computer(working_copy: Written, data_dir: Path) -> None:
    snapshot, _history = plan_and_history()
    with open_package(working_copy.path) as opened:
        assert opened.history is not None
        library.create_from(opened.identity.plan_id, opened.history, lambda folder: None, opened.snapshot)
    with library.opened(snapshot.plan.id) as document:
        assert rows(document.snapshot()) == rows(snapshot)
        with document.freeze() as frozen:
            again = write_package(data_dir, request(WORKING_COPY, history=frozen.history()), key=sample_key())
    assert unzip(again.path)["data/rencana.json"] == unzip(working_copy.path)["data/rencana.json"]


def test_a_backup_brings_plan_history_and_evidence(backup: Written) -> None:
    snapshot, history = plan_and_history()
    assert "GMSC-Kind: cadangan" in unzip(backup.path)["bag-info.txt"].decode()
    with open_package(backup.path) as opened:
        assert opened.history == history
        assert rows(opened.snapshot) == rows(snapshot)
        assert {path.stat().st_size for path in opened.evidence.values()} == {
            len(c) for c, _name in evidence_contents()
        }


def test_a_backup_without_its_history_is_no_backup(backup: Written, tmp_path: Path) -> None:
    forged = Forgery.of(backup.path)
    del forged.files["data/riwayat.jsonl"]
    path = tmp_path / "tanpa-riwayat.gmsc"
    path.write_bytes(forged.relist().zipped())
    with pytest.raises(PackageRefused, match="tidak sesuai dengan jenisnya"), open_package(path):
        pass


def test_a_submission_keeps_its_history_to_itself(submission: Written) -> None:
    assert "data/riwayat.jsonl" not in unzip(submission.path)
    assert b"Dinas Kesehatan, WhatsApp" not in b"".join(unzip(submission.path).values())


@pytest.mark.parametrize(
    ("kind", "example", "name"),
    [
        (SUBMISSION, False, "GMSC_73.17_Kab-Luwu_Bimtek-2_r2_20261121.zip"),
        (WORKING_COPY, False, "GMSC_73.17_Kab-Luwu_Salinan-kerja_20261121.gmsc"),
        (BACKUP, False, "GMSC_73.17_Kab-Luwu_Cadangan_20261121.gmsc"),
        (SUBMISSION, True, "GMSC_CONTOH_73.17_Kab-Luwu_Bimtek-2_r2_20261121.zip"),
    ],
)
def test_the_name_tells_a_person_what_it_is(tmp_path: Path, kind: str, example: bool, name: str) -> None:
    made = written(tmp_path, kind, example=example)
    assert made.name == name
    assert {entry.partition("/")[0] for entry in zipfile.ZipFile(made.path).namelist()} == {name.rpartition(".")[0]}


def test_an_example_says_so_to_whoever_receives_it(tmp_path: Path) -> None:
    made = written(tmp_path, example=True)
    assert "CONTOH" in unzip(made.path)["bag-info.txt"].decode()
    with open_package(made.path) as opened:
        assert opened.identity.example
        assert any("contoh" in warning for warning in opened.warnings)


def test_a_package_never_replaces_another(tmp_path: Path) -> None:
    first, second = written(tmp_path), written(tmp_path)
    assert second.name == "GMSC_73.17_Kab-Luwu_Bimtek-2_r2_20261121-2.zip"
    assert first.path.exists()
    assert verify(second.path).digest == second.digest


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = written(tmp_path / "a"), written(tmp_path / "b")
    assert one.path.read_bytes() == other.path.read_bytes()
    later = written(tmp_path / "b", made_at=datetime(2026, 11, 22))
    assert later.digest != one.digest


def test_the_suffix_decides_nothing(working_copy: Written, submission: Written, tmp_path: Path) -> None:
    for number, made in enumerate((working_copy, submission)):
        renamed = tmp_path / f"{number}.rapor lama (1).docx"
        renamed.write_bytes(made.path.read_bytes())
        with open_package(renamed) as opened:
            assert opened.identity.kind == made.identity.kind


def test_a_package_without_evidence_says_so_and_is_whole(tmp_path: Path) -> None:
    made = written(tmp_path, evidence=())
    with open_package(made.path) as opened:
        assert opened.evidence == {}
        assert (opened.identity.evidence, opened.identity.evidence_here, opened.identity.evidence_named) == (
            "tanpa",
            0,
            4,
        )
        assert "0 dari 4 berkas bukti" in " ".join(opened.warnings)


def test_chosen_evidence_is_counted(tmp_path: Path) -> None:
    chosen = evidence_files(tmp_path, plan_and_history()[0])[1:3]
    made = written(tmp_path, evidence=chosen)
    with open_package(made.path) as opened:
        assert set(opened.evidence) == {file.sha256 for file in chosen}
        assert opened.identity.evidence == "terpilih"
    assert "2 dari 4 berkas bukti" in " ".join(verify(made.path).checks)


def test_pictures_are_stored_and_texts_shrunk(submission: Written) -> None:
    methods = {
        info.filename.rpartition(".")[2]: info.compress_type for info in zipfile.ZipFile(submission.path).infolist()
    }
    assert methods["jpg"] == methods["mp4"] == zipfile.ZIP_STORED
    assert methods["txt"] == methods["json"] == zipfile.ZIP_DEFLATED
    assert methods["bmp"] == zipfile.ZIP_STORED  # it shrinks so well that readers would take it for a bomb


def test_original_names_stand_in_the_metadata_alone(submission: Written) -> None:
    names = zipfile.ZipFile(submission.path).namelist()
    assert all(name.isascii() and "%" not in name and " " not in name for name in names)
    assert all(len(name.partition("/")[2]) <= 100 for name in names)
    assert not any("WA0012" in name for name in names)
    assert b"IMG-20250630-WA0012.JPG" in unzip(submission.path)["data/rencana.json"]


# -- through the child -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda data: b"", "kosong"),
        (lambda data: data[:-1000], "terpotong"),
        (lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], "1 berkas berubah"),
        (lambda data: b"MZ" + data, "program yang menyamar"),
    ],
    ids=["empty", "cut off", "one bit", "a program"],
)
def test_a_refusal_comes_out_of_the_child_as_a_sentence(
    submission: Written, tmp_path: Path, damage: Callable[[bytes], bytes], sentence: str
) -> None:
    path = tmp_path / "paket.zip"
    path.write_bytes(damage(submission.path.read_bytes()))
    with pytest.raises(PackageRefused) as caught:
        verify(path)
    assert sentence in caught.value.sentence
    assert caught.value.next_step
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="tidak ditemukan"):
        verify(tmp_path / "tidak-ada.zip")
    with pytest.raises(UserFacingError, match="folder"):
        verify(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="asks for pipes with names of POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "paket.zip"
    os.mkfifo(pipe)
    with pytest.raises(PackageRefused, match="bukan paket"):
        verify(pipe)


# -- places beyond four gigabytes --------------------------------------------------------------------------------------


def test_places_beyond_the_limit_are_written_as_zip64(
    submission: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is lowered, so that a small package has places beyond it; other readers follow the ZIP64 fields."""
    monkeypatch.setattr(zip_form, "LIMIT32", 100_000)
    made = written(tmp_path)
    assert examine(made.path).bag.digest == submission.digest
    assert b"PK\6\6" in made.path.read_bytes()
    assert unzip(made.path) == unzip(submission.path)
    cut = tmp_path / "potongan.zip"
    cut.write_bytes(made.path.read_bytes().replace(b"PK\6\6", b"PK\6\5"))
    with pytest.raises(PackageRefused) as caught:
        examine(cut)
    assert caught.value.reason == "directory"


def test_the_forms_of_a_request_are_held_to(tmp_path: Path) -> None:
    snapshot, _history = plan_and_history()
    stranger = EvidenceFile("0" * 64, "jpg", tmp_path / "x", "Asing")
    evidence = evidence_files(tmp_path, snapshot)
    for wrong in (
        request(stage=""),
        replace(request(WORKING_COPY), stage="bimtek-1"),
        request(evidence=(stranger,)),
        request(evidence=(evidence[0], evidence[0])),
    ):
        with pytest.raises(ValueError, match=r"submission|named"):
            write_package(tmp_path, wrong, key=sample_key())


def test_a_link_needs_no_file(submission: Written) -> None:
    """Evidence that is a web address has no fingerprint, and is neither named nor missed."""
    snapshot, _history = plan_and_history()
    assert any(not row.sha256 and row.url for row in snapshot.all(Evidence))
    assert submission.identity.evidence == "lengkap"


@pytest.mark.parametrize(
    "text",
    [
        "Kabupaten\nGMSC-Kind: cadangan",
        "a\r\n\r\nb\x00c\u2028d\u202ee",
        "=HYPERLINK(\"http://x\")",
        "<script>alert(1)</script> & {name} %s ${jndi}",
        "😀 é ½ ﷽ \u202eterbalik",
        "panjang " * 400,
        "p" * 5000,
        "'; DROP TABLE plan; --",
    ],
)  # fmt: skip
def test_hostile_text_is_literal(tmp_path: Path, text: str) -> None:
    snapshot, history = plan_and_history()
    tables = {table.name: snapshot.rows(table.name) for table in TABLES}
    tables["plan"] = (replace(snapshot.plan, title=text, vision=text),)
    tables["region"] = (replace(snapshot.region, name=text, code=text[:20], office_name=text),)
    made = write_package(tmp_path, request(snapshot=Snapshot(tables), history=history), key=sample_key())
    found = examine(made.path)
    assert found.content.snapshot.plan.title == text
    assert found.content.snapshot.region.name == text
    assert found.bag.identity.kind == "pengajuan"
    info = Forgery.of(made.path).files["bag-info.txt"].decode().split("\n")
    assert all(line.isprintable() for line in info)
    assert sum(line.startswith("GMSC-Kind:") for line in info) == 1
    assert made.name.isascii()
    assert len(made.name) < 100


def test_a_page_may_say_what_it_likes(tmp_path: Path) -> None:
    made = written(tmp_path, documents=(page("x" * 3_000_000),), evidence=())
    assert len(unzip(made.path)["data/index.html"]) == 3_000_000
    assert made.identity.made_on == MADE_AT.date().isoformat()
