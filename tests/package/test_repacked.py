"""Packages that somebody unpacked and packed again: the content counts, and the report says what was done."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from gmsc_desktop.package.examine import examine
from gmsc_desktop.package.read import open_package
from gmsc_desktop.package.verify import verify
from gmsc_desktop.package.write import Written
from tests.package.conftest import Refusal
from tests.package.packages import FOLDER, Forgery, unzip, zip_of

Files = dict[str, bytes]
Packer = Callable[[Files], bytes]


def plainly(files: Files, method: int = zipfile.ZIP_DEFLATED, level: int | None = None) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", method, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return sink.getvalue()


def like_explorer(files: Files) -> bytes:
    """Windows: made by FAT, ZIP 2.0, no folders, the archive bit set."""
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2026, 11, 22, 9, 30, 2))
            info.create_system, info.external_attr, info.compress_type = 0, 0x20, zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return sink.getvalue()


class Pipe(BytesIO):
    """A target that cannot go back, so that check sums and sizes stand behind the data."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *_where: int) -> int:
        raise OSError


def like_finder(files: Files) -> bytes:
    """macOS: entries for folders, sizes behind the data, times as extra fields, its own files among them."""
    sink = Pipe()
    folders = sorted({f"{name[:at]}/" for name in files for at, letter in enumerate(name) if letter == "/"})
    first = next(iter(files))
    strewn = {f"{FOLDER}/.DS_Store": b"\0\0\0\1Bud1", f"__MACOSX/{FOLDER}/._{first.rpartition('/')[2]}": b"\0\5\x16\7"}
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in [*folders, "__MACOSX/", f"__MACOSX/{FOLDER}/"]:
            info = zipfile.ZipInfo(folder, (2026, 11, 22, 9, 30, 2))
            info.external_attr = 0o40755 << 16
            archive.writestr(info, b"")
        for name, data in (files | strewn).items():
            info = zipfile.ZipInfo(name, (2026, 11, 22, 9, 30, 2))
            info.extra, info.compress_type = b"UX\x08\0" + bytes(8), zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return sink.getvalue()


def streamed_wide(files: Files) -> bytes:
    """Sizes behind the data, in eight bytes each."""
    sink = Pipe()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(data)
    return sink.getvalue()


def with_clutter_of_windows(files: Files) -> bytes:
    return plainly(files | {f"{FOLDER}/desktop.ini": b"[.ShellClassInfo]", f"{FOLDER}/data/Thumbs.db": b"\xd0\xcf"})


def turned_round(files: Files) -> bytes:
    return plainly(dict(reversed(files.items())), zipfile.ZIP_STORED)


def renamed(files: Files) -> bytes:
    return plainly({name.replace(FOLDER, "Paket Luwu (2)"): data for name, data in files.items()})


def moved(files: Files, folder: str) -> Files:
    """The same files with another folder, or none, around them."""
    return {f"{folder}/{name.partition('/')[2]}".lstrip("/"): data for name, data in files.items()}


def without_folder(files: Files) -> bytes:
    """All files of the folder were marked and packed, not the folder."""
    return like_explorer(moved(files, ""))


def extracted_and_packed(files: Files) -> bytes:
    """Windows' "Extract all" makes a folder of the file's name around the package's own; that one was packed."""
    return like_explorer(moved(files, f"{FOLDER} (1)/{FOLDER}"))


def nested_by_finder(files: Files) -> bytes:
    inner = f"Paket Luwu (2)/{FOLDER}"
    strewn = {f"__MACOSX/{inner}/._bagit.txt": b"\0\5\x16\7", "Paket Luwu (2)/.DS_Store": b"\0"}
    folders = {f"{folder}/": b"" for folder in ("Paket Luwu (2)", inner, f"{inner}/data")}
    return plainly(folders | moved(files, inner) | strewn)


PACKERS: dict[str, tuple[Packer, int]] = {
    "deflated": (plainly, 0),
    "as hard as can be": (lambda files: plainly(files, level=9), 0),
    "like Explorer": (like_explorer, 0),
    "like Finder": (like_finder, 4),
    "sizes in eight bytes": (streamed_wide, 0),
    "Windows' own files": (with_clutter_of_windows, 2),
    "stored, in another order": (turned_round, 0),
    "under another name": (renamed, 0),
    "without its folder": (without_folder, 0),
    "unpacked into a folder and packed": (extracted_and_packed, 0),
    "in two folders, by Finder": (nested_by_finder, 2),
}


def files_of(made: Written) -> Files:
    return {f"{FOLDER}/{name}": data for name, data in Forgery.of(made.path).files.items()}


@pytest.mark.parametrize(("pack", "ignored"), PACKERS.values(), ids=PACKERS.keys())
def test_a_package_that_was_packed_again_is_taken(
    submission: Written, tmp_path: Path, pack: Packer, ignored: int
) -> None:
    path, into = tmp_path / "lagi.zip", tmp_path / "isi"
    path.write_bytes(pack(files_of(submission)))
    into.mkdir()
    found = examine(path, into=into)
    assert (found.bag.digest, found.repacked, len(found.ignored)) == (submission.digest, True, ignored)
    unpacked = {str(file.relative_to(into)): file.read_bytes() for file in into.rglob("*") if file.is_file()}
    assert unpacked == unzip(submission.path)


def test_our_own_form_is_not_told_as_packed_again(submission: Written) -> None:
    assert not examine(submission.path).repacked
    assert not any("dikemas ulang" in warning for warning in verify(submission.path).warnings)


def test_the_report_tells_it_as_a_note(submission: Written, tmp_path: Path) -> None:
    path = tmp_path / "lagi.zip"
    path.write_bytes(like_finder(files_of(submission)))
    report = verify(path)
    assert report.digest == submission.digest
    assert report.seal_state == verify(submission.path).seal_state
    notes = "\n".join(report.warnings)
    assert "sudah dikemas ulang dengan program lain" in notes
    assert "4 berkas titipan sistem komputer" in notes
    assert "__MACOSX/" in notes
    with open_package(path) as opened:
        assert not (opened.folder / ".DS_Store").exists()


def test_changed_content_is_refused_however_it_is_packed(submission: Written, refusal: Refusal) -> None:
    files = files_of(submission)
    name = f"{FOLDER}/data/index.html"
    for pack, _ignored in PACKERS.values():
        assert refusal(pack(files | {name: files[name] + b" "})).reason in {"changed", "count"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (f"{FOLDER}/rahasia/", "name-unknown"),
        (f"{FOLDER}/data/bukti/desktop.ini.exe", "program"),
        (f"{FOLDER}/.DS_Store2", "name-unknown"),
        ("__MACOSX/../luar", "name-parent"),
        ("__MACOSX/CON", "name-device"),
        ("lain/", "two-folders"),
        (f"{FOLDER}/bagit.txt/", "name-twice"),
        (f"{FOLDER}/DATA/", "name-twice"),
        (f"__macosx/{FOLDER}/._bagit.txt", "no-folder"),
    ],
)
def test_nothing_hides_among_a_system_s_files(submission: Written, refusal: Refusal, name: str, reason: str) -> None:
    files = files_of(submission) | {f"{FOLDER}/data/": b""}
    assert refusal(plainly(files | {name: b""})).reason == reason


def test_our_own_form_without_its_folder_is_told_as_packed_again(submission: Written, tmp_path: Path) -> None:
    path = tmp_path / "lagi.zip"
    for folder in ("", f"{FOLDER}/{FOLDER}"):
        path.write_bytes(zip_of(moved(files_of(submission), folder)))
        found = examine(path)
        assert (found.bag.digest, found.repacked, found.folder) == (submission.digest, True, folder)
        assert any("dikemas ulang" in warning for warning in verify(path).warnings)


@pytest.mark.parametrize("folder", ["", f"{FOLDER} (1)/{FOLDER}"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("rahasia.txt", "name-unknown"),
        ("data/rahasia.exe", "program"),
        ("data/rahasia", "name-unknown"),
        ("data/dokumen/a b.pdf", "name-letters"),
        ("data/../../luar", "name-parent"),
        ("data/bukti/ab/CON", "name-device"),
        ("kosong/", "name-unknown"),
        ("data/BAGIT.TXT", "name-unknown"),
        ("lain/bagit.txt", "name-unknown"),
    ],
)
def test_nothing_hides_in_a_package_without_its_folder_or_with_two(
    submission: Written, refusal: Refusal, folder: str, name: str, reason: str
) -> None:
    files = moved(files_of(submission), folder) | {f"{folder}/{name}".lstrip("/"): b""}
    found = refusal(plainly(files)).reason
    assert found == reason or (name == "lain/bagit.txt" and found in {"no-folder", "two-folders"})


@pytest.mark.parametrize(
    "beside", ["lain.txt", "lain/", f"{FOLDER} (1)/lain.txt", f"{FOLDER}/data/index.html", "data/"]
)
def test_nothing_lies_beside_the_package_in_its_outer_folder(
    submission: Written, refusal: Refusal, beside: str
) -> None:
    files = moved(files_of(submission), f"{FOLDER} (1)/{FOLDER}")
    told = refusal(plainly(files | {beside: b""}))
    assert told.reason in {"no-folder", "two-folders"}
    assert "kemas lagi satu folder yang memuat bagit.txt menjadi satu berkas .zip" in told.next_step


def test_more_folders_are_refused_with_how_to_pack_it_right(submission: Written, refusal: Refusal) -> None:
    told = refusal(plainly(moved(files_of(submission), f"a/b/{FOLDER}")))
    assert told.sentence == "Isi paket ini terbungkus 3 folder di dalam berkas .zip."
    assert "kemas lagi satu folder yang memuat bagit.txt" in told.next_step


@pytest.mark.parametrize("words", [("zip", "-q", "-r"), ("zip", "-q", "-r", "-0"), ("zip", "-q", "-D", "-r", "-9")])
def test_zip_packs_it_again(submission: Written, tmp_path: Path, words: tuple[str, ...]) -> None:
    if shutil.which(words[0]) is None:
        pytest.skip("no zip here")
    packed_by(submission, tmp_path, *words, "lagi.zip", FOLDER)


def test_zip_streams_it(submission: Written, tmp_path: Path) -> None:
    if shutil.which("zip") is None:
        pytest.skip("no zip here")
    packed_by(submission, tmp_path, "sh", "-c", f"zip -q -r - {FOLDER} | cat > lagi.zip")


@pytest.mark.parametrize("program", ["7z", "7za", "7zz"])
def test_7_zip_packs_it_again(submission: Written, tmp_path: Path, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"no {program} here")
    packed_by(submission, tmp_path, program, "a", "-tzip", "-mx=9", "lagi.zip", FOLDER)


def packed_by(made: Written, folder: Path, *words: str) -> None:
    for name, data in files_of(made).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    found = examine(folder / "lagi.zip")
    assert (found.bag.digest, found.repacked) == (made.digest, True)
