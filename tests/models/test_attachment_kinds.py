"""What a file is taken for, in what state, and what is refused: told by what it holds."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PIL import Image

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments
from tests.models import attachment_files as make


def words(value: object) -> str:
    """The name of a case: its texts, not its bytes."""
    return value if isinstance(value, str) else "isi"


def keep(folder: Path, name: str, content: bytes) -> attachments.Stored:
    return attachments.store(folder, io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("name", "content", "media_type", "extension"),
    [
        ("foto.png", make.jpeg(), "image/jpeg", "jpg"),
        ("foto", make.png(), "image/png", "png"),
        ("a.gif", b"GIF89a" + bytes(20), "image/gif", "gif"),
        ("a.jpg", make.riff(b"WEBP", (b"VP8 ", bytes(10))), "image/webp", "webp"),
        ("IMG_0001.HEIC", make.heic(make.tiff()), "image/heic", "heic"),
        ("a.avif", make.film(b"avif", b"meta"), "image/avif", "avif"),
        ("scan.tiff", make.tiff(), "image/tiff", "tiff"),
        ("mentah.dng", make.tiff(), "image/tiff", "dng"),
        ("gambar.jpg", make.tiff(), "image/tiff", "tif"),
        ("a.bmp", b"BM\x46\x00\x00\x00\x00\x00\x00\x00" + bytes(60), "image/bmp", "bmp"),
        ("SK Bupati.PDF", make.pdf(), "application/pdf", "pdf"),
        ("surat.doc", make.office("word"), f"{make.OFFICE}wordprocessingml.document", "docx"),
        ("tabel", make.office("xl"), f"{make.OFFICE}spreadsheetml.sheet", "xlsx"),
        ("paparan.pptx", make.office("ppt"), f"{make.OFFICE}presentationml.presentation", "pptx"),
        ("a.odt", make.open_document("text"), "application/vnd.oasis.opendocument.text", "odt"),
        ("a.ods", make.open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("a.odp", make.open_document("presentation"), "application/vnd.oasis.opendocument.presentation", "odp"),
        ("a.odg", make.open_document("graphics"), "application/zip", "odg"),
        ("a.doc", make.ole({"WordDocument": make.word()}), "application/msword", "doc"),
        ("a.xls", make.ole({"Workbook": make.book()}), "application/vnd.ms-excel", "xls"),
        ("a.ppt", make.ole({"PowerPoint Document": bytes(512)}), "application/vnd.ms-powerpoint", "ppt"),
        ("pesan.msg", make.ole({"__properties_version1.0": bytes(512)}), "application/x-ole-storage", "msg"),
        ("bukti.zip", make.zipped({"a.txt": "a"}), "application/zip", "zip"),
        ("kosong.zip", make.zipped({}), "application/zip", "zip"),
        ("peta.kmz", make.zipped({"doc.kml": "<kml/>"}), "application/zip", "kmz"),
        ("a.mp4", make.film(b"isom"), "video/mp4", "mp4"),
        ("a.mov", make.film(b"qt  "), "video/quicktime", "mov"),
        ("a.3gp", make.film(b"3gp4"), "video/3gpp", "3gp"),
        ("a.m4a", make.film(b"M4A "), "audio/mp4", "m4a"),
        ("a.mkv", b"\x1aE\xdf\xa3\x93B\x82\x88matroska" + bytes(20), "video/x-matroska", "mkv"),
        ("a.webm", b"\x1aE\xdf\xa3\x93B\x82\x84webm" + bytes(20), "video/webm", "webm"),
        ("a.mp3", b"ID3\x04" + bytes(20), "audio/mpeg", "mp3"),
        ("b.mp3", b"\xff\xfb\x90\x44" + bytes(100), "audio/mpeg", "mp3"),
        ("PTT-20231105-WA0001.opus", b"OggS" + bytes(30), "audio/ogg", "opus"),
        ("a.wav", make.riff(b"WAVE", (b"fmt ", bytes(16))), "audio/wav", "wav"),
        ("rekaman.amr", b"#!AMR\n" + bytes(20), "audio/amr", "amr"),
        ("a.rtf", b"{\\rtf1\\ansi ...}", "application/rtf", "rtf"),
        ("catatan.txt", "Rapat – 5 peserta".encode(), "text/plain", "txt"),
        ("catatan.txt", "Rapat – 5 peserta".encode("cp1252"), "text/plain", "txt"),
        ("catatan.txt", "Rapat – 5 peserta".encode("utf-16"), "text/plain", "txt"),
        ("README", b"MZ: bukan program, hanya catatan", "text/plain", "txt"),
        ("data.geojson", b'{"type": "FeatureCollection"}', "text/plain", "geojson"),
        ("data.CSV", b"a;b\n1;2\n", "text/csv", "csv"),
        ("halaman.txt", b"\xef\xbb\xbf<!-- x --><!DOCTYPE html><p>", "text/html", "html"),
        ("halaman.htm", b"<p>halo</p>", "text/html", "html"),
        (
            "logo.svg",
            b'<?xml version="1.0"?><!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
            "image/svg+xml",
            "svg",
        ),
        ("logo.txt", b"<svg><script>alert(1)</script></svg>", "image/svg+xml", "svg"),
        ("tulisan.txt", b"<p>tentang svg dan <svg></p>", "text/plain", "txt"),
        ("denah.dwg", b"AC1032\x00\x00" + bytes(range(256)), "application/octet-stream", "dwg"),
        ("aneh.html", b"\x00\x01<script>alert(1)</script>", "application/octet-stream", "bin"),
        ("aneh.htm", b"\x00\x01<script>alert(1)</script>", "application/octet-stream", "bin"),
        ("aneh.jpg", bytes(range(256)), "application/octet-stream", "bin"),
        ("tanpa nama panjang.sangatpanjang", bytes(8), "application/octet-stream", "bin"),
    ],
    ids=words,
)
def test_a_file_is_what_it_holds(tmp_path: Path, name: str, content: bytes, media_type: str, extension: str) -> None:
    stored = keep(tmp_path, name, content)
    assert (stored.media_type, stored.extension, stored.state) == (media_type, extension, "utuh")
    assert attachments.verify(tmp_path, stored.sha256)


def cut(content: bytes, left: int) -> bytes:
    return content[: len(content) - left]


def patched(content: bytes, place: int, data: bytes) -> bytes:
    return content[:place] + data + content[place + len(data) :]


TWO_MEMBERS = make.zipped({"a": "a", "b": "b"})
LONG_TABLE = b"0000000000 65535 f \n" * 5000


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("kosong.pdf", b"", "kosong"),
        ("a.jpg", make.jpeg(end=False), "terpotong"),
        ("a.jpg", make.jpeg(make.tiff(), preview=make.jpeg(), end=False), "terpotong"),
        ("a.jpg", cut(make.jpeg(), 400), "terpotong"),
        ("a.jpg", make.jpeg() + b"trailer of a camera", "utuh"),
        ("a.jpg", make.jpeg(dims=(65_500, 65_500)), "utuh"),
        ("a.jpg", b"\xff\xd8\xff", "terpotong"),
        ("a.png", cut(make.png(), 12), "terpotong"),
        ("a.png", cut(make.png(), 1), "terpotong"),
        ("a.png", make.png(dims=(2**31 - 1, 2**31 - 1)) + b"tambahan", "utuh"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**32 - 1) + b"IDAT", "terpotong"),
        ("a.webp", cut(make.riff(b"WEBP", (b"VP8 ", bytes(10))), 3), "terpotong"),
        ("a.mp4", cut(make.film(b"isom"), 50), "terpotong"),
        ("a.mp4", make.film(b"isom", b"free"), "terpotong"),
        ("a.heic", cut(make.heic(make.tiff()), 5), "terpotong"),
        ("a.pdf", cut(make.pdf(), 6), "terpotong"),
        ("a.pdf", cut(make.pdf(), 25), "terpotong"),
        ("a.pdf", make.pdf() + b"%" + b"x" * 5000, "terpotong"),
        ("a.pdf", make.pdf() + b"\r\n" * 200, "utuh"),
        ("a.pdf", b"sampah\n" + make.pdf(), "utuh"),
        ("a.pdf", make.pdf().replace(b"startxref\n", b"startxref\n9"), "terpotong"),
        ("a.pdf", make.pdf(b"/Encrypt 5 0 R"), "terkunci"),
        ("a.pdf", make.pdf(b"/Encrypt<</V 4>>", as_stream=True), "terkunci"),
        ("a.pdf", make.pdf(b"/EncryptMetadata false"), "utuh"),
        ("a.pdf", make.pdf(before=b"4 0 obj\n(/Encrypt )\nendobj\n"), "utuh"),
        ("a.pdf", make.pdf(b"/Encrypt 5 0 R").replace(b"0000000000 65535 f \n", LONG_TABLE), "terkunci"),
        ("a.zip", cut(make.zipped({"a": "a" * 50, "b": "b"}), 30), "terpotong"),
        ("a.zip", b"PK\x03\x04" + bytes(100), "terpotong"),
        ("a.docx", make.office("word")[:-22], "terpotong"),
        ("a.docx", make.office("word")[:60] + make.office("word")[90:], "terpotong"),
        ("a.zip", patched(TWO_MEMBERS, TWO_MEMBERS.rindex(b"PK\x03\x04"), bytes(4)), "terpotong"),
        ("a.zip", patched(TWO_MEMBERS, TWO_MEMBERS.index(b"PK\x01\x02") + 20, b"\xff\xff\xff\x00"), "terpotong"),
        ("a.zip", make.zipped({"a": "a", "b": "b"}, encrypted=True), "terkunci"),
        ("a.odt", make.open_document("text", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "terkunci"),
        ("a.docx", make.ole({"EncryptionInfo": bytes(512), "EncryptedPackage": bytes(4096)}), "terkunci"),
        ("a.doc", make.ole({"WordDocument": make.word(locked=True)}), "terkunci"),
        ("a.xls", make.ole({"Workbook": make.book(locked=True)}), "terkunci"),
        ("a.ppt", make.ole({"PowerPoint Document": bytes(512), "EncryptedSummary": bytes(512)}), "terkunci"),
        ("a.doc", cut(make.ole({"WordDocument": make.word()}), 1200), "terpotong"),
        ("a.xls", make.ole({"Workbook": make.book()})[:700], "terpotong"),
    ],
    ids=words,
)
def test_empty_cut_off_and_locked_files_are_kept_and_marked(
    tmp_path: Path, name: str, content: bytes, state: str
) -> None:
    stored = keep(tmp_path, name, content)
    assert stored.state == state
    with attachments.open_stored(tmp_path, stored.sha256) as file:
        assert file.read() == content


def test_a_locked_office_file_is_known_by_its_name(tmp_path: Path) -> None:
    stored = keep(tmp_path, "anggaran.xlsx", make.ole({"EncryptedPackage": bytes(4096)}))
    assert (stored.media_type, stored.extension) == (f"{make.OFFICE}spreadsheetml.sheet", "xlsx")


def test_files_that_other_programs_wrote(tmp_path: Path) -> None:
    def written(save: Callable[[io.BytesIO], object]) -> bytes:
        file = io.BytesIO()
        save(file)
        return file.getvalue()

    document, book = pikepdf.new(), openpyxl.Workbook()
    document.add_blank_page()
    picture = Image.effect_noise((640, 480), 50)
    plain = {
        "a.pdf": written(document.save),
        "b.pdf": written(lambda file: document.save(file, linearize=True)),
        "c.pdf": written(lambda file: document.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
        "a.xlsx": written(book.save),
        "a.jpg": written(lambda file: picture.save(file, "JPEG", progressive=True)),
        "b.jpg": written(lambda file: picture.save(file, "JPEG", restart_marker_rows=1)),
        "a.png": written(lambda file: picture.save(file, "PNG")),
        "a.webp": written(lambda file: picture.save(file, "WEBP")),
    }
    for name, content in plain.items():
        assert keep(tmp_path, name, content).state == "utuh", name
        assert keep(tmp_path, name, cut(content, len(content) // 3)).state == "terpotong", name
    for revision in (4, 6):
        lock = pikepdf.Encryption(owner="a", user="b", R=revision)
        locked = written(lambda file, lock=lock: document.save(file, encryption=lock))  # type: ignore[misc]
        assert keep(tmp_path, "a.pdf", locked).state == "terkunci"
    stored = keep(tmp_path, "anggaran", plain["a.xlsx"])
    assert (stored.media_type, stored.extension) == (f"{make.OFFICE}spreadsheetml.sheet", "xlsx")


WINDOWS_PROGRAM = b"MZ\x90\x00\x03" + bytes(59) + b"PE\x00\x00"
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")


@pytest.mark.parametrize(
    "content",
    [
        WINDOWS_PROGRAM,
        b"\x7fELF\x02\x01\x01" + bytes(9),
        b"\xcf\xfa\xed\xfe" + bytes(28),
        b"\xca\xfe\xba\xbe" + bytes(28),
        b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60),
        b"#!/bin/sh\nrm -rf /\n",
        b"\xef\xbb\xbf#! /usr/bin/env python3\n",
        b"\r\n@ECHO OFF\r\nformat c:\r\n",
        "Windows Registry Editor Version 5.00\r\n".encode("utf-16"),
        b"<html><HTA:APPLICATION id=x><script>",
        b"<?php system($_GET['c']);",
        b"[InternetShortcut]\r\nURL=file://server/x.exe\r\n",
        b"[Desktop Entry]\nExec=sh\n",
        b"!<arch>\ndebian-binary   ",
        b"dex\n035\x00",
        make.ole({"\u4840\u3f7f": bytes(512)}, root_class=INSTALLER),
        make.zipped({"AndroidManifest.xml": b"\x03", "classes.dex": b"dex"}),
        make.zipped({"META-INF/MANIFEST.MF": "", "Main.class": b"\xca"}),
    ],
    ids=words,
)
def test_programs_are_told_by_what_they_hold(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserFacingError, match=r"program atau skrip|pintasan") as told:
        keep(tmp_path, "foto kegiatan.jpg", content)
    assert told.value.sentence.startswith("foto kegiatan.jpg ")
    assert told.value.sentence.endswith("Tidak ada yang berubah.")
    assert told.value.next_step.startswith("Pilih ")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "name",
    [
        "setup.exe",
        "a.BAT",
        "a.cmd",
        "a.ps1",
        "a.vbs",
        "a.js",
        "a.jse",
        "a.wsf",
        "a.hta",
        "a.msi",
        "a.scr",
        "a.com",
        "a.lnk",
        "a.reg",
        "a.jar",
        "a.apk",
        "a.sh",
        "a.url",
        "a.py",
        "foto.jpg.exe",
        "foto.exe.",
        "foto.exe…",
        "a.exe\xa0",
        "a.ｅｘｅ",
        "foto\u202egpj.exe",
        "a.exe:x.jpg",
        "a.txt:b.exe",
        "C:\\x\\a.dll",
        "../a.pif",
        "a.iso",
        "a.chm",
    ],
)
def test_programs_are_told_by_their_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserFacingError, match=r"program atau skrip|pintasan"):
        keep(tmp_path, name, b"isi biasa")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "saved_as"),
    [
        ("a.docm", make.office("word"), "docx"),
        ("a.xlsm", b"apa saja", "xlsx"),
        ("a.docx", make.office("word", "word/vbaProject.bin"), "docx"),
        ("a.xlsb", make.office("xl", "xl/vbaProject.bin"), "xlsx"),
        ("a.pptx", make.office("ppt", "ppt/vbaProject.bin"), "pptx"),
        ("a.doc", make.ole({"WordDocument": make.word(), "Macros": b"", "VBA": b""}), "docx"),
        ("a.xls", make.ole({"Workbook": make.book(), "_VBA_PROJECT_CUR": b""}), "xlsx"),
        ("a.odt", make.open_document("text", {"Basic/Standard/Module1.xml": "Sub"}), "odt"),
    ],
    ids=words,
)
def test_macros_are_refused_with_the_way_out(tmp_path: Path, name: str, content: bytes, saved_as: str) -> None:
    with pytest.raises(UserFacingError, match="dapat memuat makro") as told:
        keep(tmp_path, name, content)
    assert f"simpan sebagai .{saved_as}," in told.value.next_step
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_program_inside_a_zip_and_an_empty_macro_library_are_kept(tmp_path: Path) -> None:
    assert keep(tmp_path, "a.zip", make.zipped({"alat.exe": WINDOWS_PROGRAM})).state == "utuh"
    libraries = {"Basic/script-lc.xml": "<x/>", "Basic/Standard/script-lb.xml": "<x/>"}
    assert keep(tmp_path, "a.odt", make.open_document("text", libraries)).state == "utuh"


SAMPLES = [
    make.jpeg(make.tiff(located=True)),
    make.png(make.tiff(order=">")),
    make.riff(b"WEBP", (b"VP8 ", bytes(11)), (b"EXIF", make.tiff())),
    make.heic(make.tiff(located=True)),
    make.tiff(located=True),
    make.film(b"isom"),
    make.pdf(b"/Encrypt 5 0 R"),
    make.pdf(as_stream=True),
    make.office("xl"),
    make.open_document("text"),
    make.ole({"WordDocument": make.word()}),
    make.ole({"Workbook": make.book(locked=True)}),
    b'<?xml version="1.0"?><!-- a --><svg/>',
]


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_a_damaged_file_is_kept_or_refused_but_never_a_fault(tmp_path: Path, number: int) -> None:
    """Bytes overwritten, pieces taken out, ends cut: every one ends in a file in the store or in a sentence."""
    chance = random.Random(number)
    kept = 0
    for _round in range(60):
        content = bytearray(SAMPLES[number])
        for _hit in range(chance.randint(1, 6)):
            place = chance.randrange(len(content))
            match chance.randrange(4):
                case 0:
                    content[place] = chance.choice((0, 0xFF, 0x7F, chance.randrange(256)))
                case 1:
                    content[place : place + 4] = b"\xff\xff\xff\xff"
                case 2:
                    del content[place : place + chance.randint(1, 40)]
                case _:
                    del content[max(place, 8) :]
            content = content or bytearray(b"x")
        try:
            stored = keep(tmp_path, "berkas", bytes(content))
        except UserFacingError:
            continue
        kept += attachments.verify(tmp_path, stored.sha256)
    assert kept > 30


def test_many_comments_and_many_markers_cost_no_time(tmp_path: Path) -> None:
    assert keep(tmp_path, "a.txt", b"<!-- -->" * 8000 + b"<x").media_type == "text/plain"
    assert keep(tmp_path, "a.jpg", b"\xff\xd8" + b"\xff\xe1\x00\x02" * 300_000).state == "terpotong"
    assert keep(tmp_path, "a.zip", b"PK\x03\x04" + b"PK\x05\x06\xff\xff" * 100_000).state == "terpotong"
    assert keep(tmp_path, "a.pdf", b"%PDF-1.4\n" + b"startxref " * 100_000).state == "terpotong"
