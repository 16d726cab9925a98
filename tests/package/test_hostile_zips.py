"""ZIPs that strangers make: each is refused with a sentence of its own, quickly, with nothing outside the folder."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from gmsc_desktop.package.bag_text import BAGIT
from gmsc_desktop.package.examine import Caps
from gmsc_desktop.package.refusals import REASONS
from gmsc_desktop.package.write import Written
from gmsc_desktop.package.zip_form import DEFLATED, Entry, central_header, local_header
from tests.package.conftest import Refusal
from tests.package.packages import FOLDER, Forgery, plain_entry, raw_zip, zip_of

Builder = Callable[[bytes], bytes]
FIRST = f"{FOLDER}/bagit.txt"


def patched(data: bytes, at: int, form: str, value: int) -> bytes:
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


def central_at(data: bytes) -> int:
    """Where the directory begins."""
    return int(struct.unpack_from("<L", data, len(data) - 6)[0])


def both(data: bytes, local: int, central: int, value: int) -> bytes:
    """The same two bytes of the first entry changed in both its headers."""
    return patched(patched(data, local, "<H", value), central_at(data) + central, "<H", value)


def shifted(data: bytes, front: bytes) -> bytes:
    """Something put in front, with every place in the ZIP moved accordingly, as self-extracting programs do."""
    begin, end = central_at(data), len(data) - 22
    directory, at = bytearray(data[begin:end]), 0
    while at < len(directory):
        name, extra, comment = struct.unpack_from("<3H", directory, at + 28)
        struct.pack_into("<L", directory, at + 42, struct.unpack_from("<L", directory, at + 42)[0] + len(front))
        at += 46 + name + extra + comment
    return front + data[:begin] + bytes(directory) + patched(data[end:], 16, "<L", begin + len(front))


def hidden(data: bytes) -> bytes:
    """Bytes between the last entry and the directory."""
    begin = central_at(data)
    return patched(data[:begin] + b"rahasia" + data[begin:], len(data) + 7 - 6, "<L", begin + 7)


def gap(_data: bytes) -> bytes:
    (one, content), (two, more) = plain_entry(FIRST, b"a"), plain_entry(f"{FOLDER}/bag-info.txt", b"b")
    body = local_header(one) + content + b"sisipan"
    second = replace(two, at=len(body))
    body += local_header(second) + more
    directory = central_header(one) + central_header(second)
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(directory), len(body), 0)


def overlap(_data: bytes) -> bytes:
    """Two names for one and the same entry, as bombs do that need no large file."""
    one, content = plain_entry(FIRST, b"a" * 100)
    directory = central_header(one) + central_header(replace(one, name=f"{FOLDER}/bag-info.txt"))
    body = local_header(one) + content
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(directory), len(body), 0)


def bomb(_data: bytes) -> bytes:
    """20 MB of zeros in 20 kB."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeeze.compress(bytes(20_000_000)) + squeeze.flush()
    name = f"{FOLDER}/data/rencana.json"
    return raw_zip(
        [(Entry(name, DEFLATED, (0, 33), zlib.crc32(bytes(20_000_000)), len(packed), 20_000_000, 0), packed)]
    )


def lying_bomb(_data: bytes) -> bytes:
    """As ``bomb``, but its headers speak of 100 bytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeeze.compress(bytes(20_000_000)) + squeeze.flush()
    name = f"{FOLDER}/bagit.txt"
    return raw_zip([(Entry(name, DEFLATED, (0, 33), zlib.crc32(bytes(100)), len(packed), 100, 0), packed), *tags()])


def tags() -> list[tuple[Entry, bytes]]:
    names = ("bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "data/rencana.json")
    return [plain_entry(f"{FOLDER}/{name}", b"x") for name in names]


def other_attributes(mode: int) -> Builder:
    def build(_data: bytes) -> bytes:
        def central(entry: Entry) -> bytes:
            return patched(central_header(entry), 38, "<L", mode << 16)

        return raw_zip([plain_entry(FIRST, b"../../etc/passwd")], central=central)

    return build


def by_zipfile(write: Callable[[zipfile.ZipFile], object]) -> Builder:
    """A ZIP as another program makes it."""

    def build(_data: bytes) -> bytes:
        sink = BytesIO()
        with zipfile.ZipFile(sink, "w") as archive:
            write(archive)
        return sink.getvalue()

    return build


def raw_extra(raw: bytes) -> Builder:
    """A file with these bytes as its extra fields in the directory."""

    def central(entry: Entry) -> bytes:
        return patched(central_header(entry), 30, "<H", len(raw)) + raw

    return lambda data: raw_zip([plain_entry(FIRST, b"x")], central=central)


def extra(kind: int, content: bytes) -> Builder:
    return raw_extra(struct.pack("<2H", kind, len(content)) + content)


def wide_place(_data: bytes) -> bytes:
    """A place that is told in a ZIP64 field which does not hold it."""

    def central(entry: Entry) -> bytes:
        header = patched(central_header(entry), 42, "<L", 0xFFFFFFFF)
        return patched(header, 30, "<H", 8) + struct.pack("<2HL", 1, 4, 0)

    return raw_zip([plain_entry(FIRST, b"x")], central=central)


def piped(crc: int = 0, gap: bytes = b"") -> bytes:
    """A file whose check sum and sizes stand behind it, with an error in the sum, or something in between."""
    entry, content = plain_entry(FIRST, b"x")
    body = patched(local_header(replace(entry, crc=0, packed=0, size=0)), 6, "<H", 8) + content + gap
    body += struct.pack("<4s3L", b"PK\7\10", entry.crc ^ crc, 1, 1)
    directory = patched(central_header(entry), 8, "<H", 8)
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(directory), len(body), 0)


def windows_link(_data: bytes) -> bytes:
    def central(entry: Entry) -> bytes:
        return patched(patched(central_header(entry), 4, "<H", 20), 38, "<L", 0x420)

    return raw_zip([plain_entry(FIRST, b"C:\\Windows")], central=central)


def entry_comment(_data: bytes) -> bytes:
    def central(entry: Entry) -> bytes:
        return patched(central_header(entry), 32, "<H", 1) + b"!"

    return raw_zip([plain_entry(FIRST, b"x")], central=central)


def packed_as(packed: bytes, size: int) -> Builder:
    """A first entry whose compressed bytes are these."""
    entry = Entry(FIRST, DEFLATED, (0, 33), zlib.crc32(bytes(size)), len(packed), size, 0)
    return lambda data: raw_zip([(entry, packed), *tags()])


def wrong_check_sum(_data: bytes) -> bytes:
    entry, content = plain_entry(FIRST, BAGIT)
    return raw_zip([(replace(entry, crc=entry.crc ^ 1), content), *tags()])


def local_says(change: Callable[[Entry], Entry]) -> Builder:
    def build(_data: bytes) -> bytes:
        return raw_zip([plain_entry(FIRST, b"x" * 20)], local=lambda entry: local_header(change(entry)))

    return build


def claims(**what: int) -> Builder:
    """Headers that promise something else than there is."""

    def build(_data: bytes) -> bytes:
        entry, data = plain_entry(FIRST, b"x" * 20)
        return raw_zip([(replace(entry, **what), data)])  # type: ignore[arg-type]

    return build


CASES: list[tuple[str, str, Builder]] = [
    ("text", "not-a-package", lambda data: b"Ini bukan paket."),
    ("a page", "not-a-package", lambda data: b"<!doctype html>" + b" " * 500),
    ("a picture", "not-a-package", lambda data: b"\xff\xd8\xff\xe0" + bytes(5000)),
    ("nothing", "empty-file", lambda data: b""),
    ("one byte", "not-a-package", lambda data: b"P"),
    ("half", "cut-off", lambda data: data[: len(data) // 2]),
    ("without its last byte", "cut-off", lambda data: data[:-1]),
    ("without its directory", "cut-off", lambda data: data[: central_at(data)]),
    ("the directory alone", "before", lambda data: data[central_at(data) :]),
    ("a program in front", "before", lambda data: b"MZ" + bytes(500) + data),
    ("a program in front, places moved", "before", lambda data: shifted(data, b"MZ" + bytes(500))),
    ("another ZIP in front, places moved", "before", lambda data: shifted(data, zip_of({FIRST: b"x"}))),
    ("something behind", "after", lambda data: data + b"\n"),
    ("another ZIP behind", "directory", lambda data: data + zip_of({FIRST: b"x"})),
    ("a comment", "after", lambda data: patched(data, len(data) - 2, "<H", 5) + b"pesan"),
    ("a comment that is not there", "directory", lambda data: patched(data, len(data) - 2, "<H", 5)),
    ("hidden before the directory", "between", hidden),
    ("hidden between two files", "between", gap),
    ("two names for one place", "overlap", overlap),
    ("a second disk", "several-disks", lambda data: patched(data, len(data) - 18, "<H", 1)),
    ("an entry on another disk", "several-disks", lambda data: patched(data, central_at(data) + 34, "<H", 1)),
    ("fewer entries than told", "directory", lambda data: data[:-14] + struct.pack("<2H", 999, 999) + data[-10:]),
    ("encrypted", "encrypted", lambda data: both(data, 6, 8, 1)),
    ("strongly encrypted", "encrypted", lambda data: both(data, 6, 8, 0x40)),
    ("encrypted directory", "encrypted", lambda data: both(data, 6, 8, 0x2000)),
    ("bzip2", "method", lambda data: both(data, 8, 10, 12)),
    ("lzma", "method", lambda data: both(data, 8, 10, 14)),
    ("WinZip AES", "method", lambda data: both(data, 8, 10, 99)),
    ("another local name", "header", local_says(lambda entry: replace(entry, name=FIRST[:-3] + "exe"))),
    ("another local size", "header", local_says(lambda entry: replace(entry, size=entry.size + 1))),
    ("another local check sum", "header", local_says(lambda entry: replace(entry, crc=1))),
    ("another local method", "header", local_says(lambda entry: replace(entry, method=DEFLATED))),
    ("another local time", "header", local_says(lambda entry: replace(entry, stamp=(1, 33)))),
    ("local flags", "header", lambda data: patched(data, 6, "<H", 1)),
    ("stored, yet of two sizes", "header", claims(size=21)),
    ("a folder that holds nothing", "name-unknown", by_zipfile(lambda archive: archive.mkdir(FOLDER))),
    ("a file's comment", "form", entry_comment),
    ("patched data", "form", lambda data: both(data, 6, 8, 0x20)),
    ("UTF-8 flag in the directory alone", "header", lambda data: patched(data, central_at(data) + 8, "<H", 0x800)),
    ("a form of ZIP to come", "form", lambda data: patched(data, central_at(data) + 6, "<H", 84)),
    ("a form of ZIP to come, in the file", "form", lambda data: patched(data, 4, "<H", 84)),
    ("a folder that is no folder", "header", other_attributes(stat.S_IFDIR | 0o755)),
    ("a folder with content", "header", lambda data: zip_of({f"{FOLDER}/data/": b"x"})),
    ("another name in an extra field", "header", extra(0x7075, b"\1" + bytes(4) + b"lain.txt")),
    ("an extra field that is cut off", "header", raw_extra(struct.pack("<2HB", 0x5455, 5, 0))),
    ("an extra field twice", "header", raw_extra(2 * struct.pack("<2HB", 0x5455, 1, 0))),
    ("three bytes of an extra field", "header", raw_extra(b"UT\0")),
    ("a ZIP64 field that is too short", "header", wide_place),
    ("sizes behind the data that are wrong", "header", lambda data: piped(crc=1)),
    ("something before the sizes behind the data", "between", lambda data: piped(gap=b"rahasia")),
    ("a Windows link", "link", windows_link),
    ("a link", "link", other_attributes(stat.S_IFLNK | 0o777)),
    ("a pipe", "link", other_attributes(stat.S_IFIFO | 0o644)),
    ("a device", "link", other_attributes(stat.S_IFBLK | 0o644)),
    ("a bomb", "ratio", bomb),
    ("sizes from nothing", "ratio", claims(method=DEFLATED, packed=0, size=10)),
    ("a check sum that is wrong in both headers", "changed", wrong_check_sum),
    ("a bomb that lies", "changed", lying_bomb),
    ("compressed rubbish", "changed", packed_as(b"\xff" * 9, 9)),
    ("something behind the compressed data", "changed", packed_as(b"\x03\x00!", 0)),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "reason", "build"), CASES, ids=[case[0] for case in CASES])
def test_a_hostile_zip_is_refused(
    submission: Written, refusal: Refusal, fault: str, reason: str, build: Builder
) -> None:
    told = refusal(build(submission.path.read_bytes()))
    assert told.reason == reason, told.sentence
    assert told.next_step


NAMES: list[tuple[str, str]] = [
    ("../rencana.json", "name-parent"),
    (f"{FOLDER}/../../rencana.json", "name-parent"),
    (f"{FOLDER}/data/../../../etc/cron.d/x", "name-parent"),
    (f"{FOLDER}\\..\\x", "name-parent"),
    ("..", "name-parent"),
    ("/etc/passwd", "name-absolute"),
    ("//server/share/x", "name-absolute"),
    ("\\\\server\\share\\x", "name-absolute"),
    ("C:/Windows/x", "name-absolute"),
    ("c:x", "name-absolute"),
    (f"{FOLDER}\\data\\rencana.json", "name-backslash"),
    (f"{FOLDER}/data/dokumen/CON.pdf", "name-device"),
    (f"{FOLDER}/data/dokumen/nul", "name-device"),
    (f"{FOLDER}/data/dokumen/com1.tar.pdf", "name-device"),
    (f"{FOLDER}/data/dokumen/LPT9 .pdf", "name-letters"),
    ("aux/data/rencana.json", "name-device"),
    (f"{FOLDER}/data/rencana.json.", "name-ending"),
    (f"{FOLDER}/data/rencana.json ", "name-ending"),
    (f"{FOLDER}./data/rencana.json", "name-ending"),
    (f"{FOLDER}/data/./rencana.json", "name-ending"),
    (f"{FOLDER}/data/renc\nana.json", "name-control"),
    (f"{FOLDER}/data/rencana.json\0.pdf", "name-control"),
    (f"{FOLDER}/data/dokumen/rencana\x7f.pdf", "name-control"),
    (f"{FOLDER}/data/dokumen/a b.pdf", "name-letters"),
    (f"{FOLDER}/data/dokumen/a%2e.pdf", "name-letters"),
    (f"{FOLDER}/data/rencana.json:tersembunyi", "name-letters"),
    (f"{FOLDER}/data/dokumen/a~1.pdf", "name-letters"),
    (f"{FOLDER}/data//rencana.json", "name-letters"),
    (f"{FOLDER}/data/dokumen/{'a' * 300}.pdf", "name-long"),
    (f"{FOLDER}/data/dokumen/{'a' * 90}.pdf", "name-unknown"),
    ("bagit.txt", "no-folder"),
    (".tersembunyi/bagit.txt", "no-folder"),
    (f"{'a' * 95}/bagit.txt", "no-folder"),
    (f"{FOLDER}/autorun.inf", "name-unknown"),
    (f"{FOLDER}/fetch.txt", "name-unknown"),
    (f"{FOLDER}/manifest-md5.txt", "name-unknown"),
    (f"{FOLDER}/data/plan.sqlite3", "name-unknown"),
    (f"{FOLDER}/data/.htaccess", "name-unknown"),
    (f"{FOLDER}/data/tabel/Plan.csv", "name-unknown"),
    (f"{FOLDER}/data/bukti/00/{'ab' * 32}.jpg", "name-unknown"),
    (f"{FOLDER}/data/bukti/ab/{'ab' * 32}", "name-unknown"),
    (f"{FOLDER}/data/bukti/ab/{'AB' * 32}.jpg", "name-unknown"),
    (f"{FOLDER}/data/bukti/ab/{'ab' * 32}.exe", "program"),
    (f"{FOLDER}/data/bukti/ab/{'ab' * 32}.vbs", "program"),
    (f"{FOLDER}/data/dokumen/rencana.docm", "program"),
    (f"{FOLDER}/data/dokumen/rencana.pdf.lnk", "program"),
]


@pytest.mark.parametrize(("name", "reason"), NAMES)
def test_a_hostile_name_is_refused(refusal: Refusal, name: str, reason: str) -> None:
    assert refusal(zip_of({FIRST: b"x", name: b"x"})).reason == reason


@pytest.mark.parametrize("name", ["\u00e9.pdf", "e\u0301.pdf", "rencana\u202efdp.exe", "\u2215etc.pdf", "\uff11.pdf"])
def test_a_name_that_is_not_ascii_is_refused(refusal: Refusal, name: str) -> None:
    """Composed and decomposed letters, text turned round, signs that look like slashes and digits."""

    def named(entry: Entry) -> bytes:
        raw = f"{FOLDER}/data/dokumen/{name}".encode()
        return patched(
            central_header(replace(entry, name="x" * len(raw))).replace(b"x" * len(raw), raw), 8, "<H", 0x800
        )

    entry = replace(plain_entry("x", b"")[0])
    assert refusal(raw_zip([(entry, b"")], central=named)).reason == "name-letters"


def test_names_that_only_some_systems_tell_apart_are_refused(refusal: Refusal) -> None:
    one, other = f"{FOLDER}/data/dokumen/Rencana.pdf", f"{FOLDER}/data/dokumen/rencana.PDF"
    assert refusal(zip_of({one: b"x", other: b"x"})).reason == "name-twice"
    entry = plain_entry(FIRST, b"x")
    assert refusal(raw_zip([entry, entry])).reason == "name-twice"


def test_a_second_folder_is_refused(submission: Written, refusal: Refusal) -> None:
    files = {f"{FOLDER}/{name}": data for name, data in Forgery.of(submission.path).files.items()}
    assert refusal(zip_of(files | {"GMSC_lain/bagit.txt": b"x"})).reason == "two-folders"


def test_caps_are_told_with_their_numbers(submission: Written, refusal: Refusal) -> None:
    data = submission.path.read_bytes()
    assert "lebih dari batas 5 berkas" in refusal(data, Caps(files=5)).sentence
    assert refusal(data, Caps(file_bytes=300_000)).reason == "file-too-big"
    assert refusal(data, Caps(total_bytes=500_000)).reason == "too-big"
    assert refusal(data, Caps(ratio=2, ratio_from=0)).reason == "ratio"
    assert refusal(data, Caps(plan_bytes=1000)).reason == "file-too-big"


def test_every_reason_has_a_sentence_of_its_own() -> None:
    sentences = [sentence for sentence, _next in REASONS.values()]
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") and step for sentence, step in REASONS.values())
