"""Whole ZIPs with lists and seals that fit, and a fault further in: each is refused with a sentence of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from gmsc_desktop.package.bag_text import BAGIT
from gmsc_desktop.package.write import Written
from tests.package.conftest import Refusal
from tests.package.packages import FOLDER, Forgery, sample_key

Change = Callable[[Forgery], object]
Plan = dict[str, Any]  # Any: rencana.json
MINISIG = "segel.json.minisig"
ID = "11111111-2222-4333-8444-555555555555"


def drop(name: str) -> Change:
    return lambda forged: forged.files.pop(name)


def put(name: str, data: bytes) -> Change:
    return lambda forged: forged.files.__setitem__(name, data)


def swap(name: str, old: bytes, new: bytes) -> Change:
    def change(forged: Forgery) -> None:
        assert old in forged.files[name]
        forged.files[name] = forged.files[name].replace(old, new, 1)

    return change


def whole(name: str, change: Callable[[bytes], bytes]) -> Change:
    return lambda forged: put(name, change(forged.files[name]))(forged)


def retagged(*changes: Change) -> Change:
    """The changes, with a tag manifest that fits them."""
    return lambda forged: ([change(forged) for change in changes], forged.retag())


def relisted(*changes: Change, **how: bool) -> Change:
    """The changes, with lists, counts and a seal that fit them."""
    return lambda forged: ([change(forged) for change in changes], forged.relist(**how))


# Faults in the bag's own files; nothing is put right again but the tag manifest where the fault is deeper.
BAG: list[tuple[str, str, Change]] = [
    ("no bagit.txt", "missing", drop("bagit.txt")),
    ("no bag-info.txt", "missing", drop("bag-info.txt")),
    ("no manifest", "missing", drop("manifest-sha512.txt")),
    ("no tag manifest", "missing", drop("tagmanifest-sha512.txt")),
    ("no plan", "missing", drop("data/rencana.json")),
    ("a listed tag file is gone", "not-there", drop("segel.json")),
    ("a listed payload file is gone", "not-there", drop("data/index.html")),
    ("a payload file that is not listed", "not-listed", put("data/tabel/lain.csv", b"id\r\n")),
    ("one byte of the plan", "changed", swap("data/rencana.json", b"Luwu", b"Luwi")),
    ("one byte of the page", "changed", swap("data/index.html", b"Rencana", b"rencana")),
    ("one byte of bag-info", "changed", swap("bag-info.txt", b"bimtek-2", b"bimtek-3")),
    ("one byte of the manifest", "changed", swap("manifest-sha512.txt", b"data/rencana", b"data/Rencana")),
    ("one byte of the seal", "changed", swap("segel.json", b'"round": 2', b'"round": 3')),
    ("another name in the tag manifest", "not-there", swap("tagmanifest-sha512.txt", b"  bag-info", b"  Bag-info")),
    ("one space in the tag manifest", "manifest", swap("tagmanifest-sha512.txt", b"  bag-info", b" bag-info")),
    ("no last line break", "manifest", whole("tagmanifest-sha512.txt", lambda data: data[:-1])),
    ("Windows line breaks", "manifest", whole("tagmanifest-sha512.txt", lambda data: data.replace(b"\n", b"\r\n"))),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "reason", "change"), BAG, ids=[case[0] for case in BAG])
def test_a_bag_that_does_not_fit_is_refused(
    submission: Written, refusal: Refusal, fault: str, reason: str, change: Change
) -> None:
    forged = Forgery.of(submission.path)
    change(forged)
    told = refusal(forged.zipped())
    assert told.reason == reason, told.sentence


def manifest_line(change: Callable[[list[str]], object]) -> Change:
    def edit(forged: Forgery) -> None:
        lines = forged.files["manifest-sha512.txt"].decode().splitlines(keepends=True)
        change(lines)
        forged.files["manifest-sha512.txt"] = "".join(lines).encode()
        forged.reseal()

    return edit


def with_bagit(text: bytes) -> Change:
    return relisted(put("bagit.txt", text))


def info(**fields: str) -> Change:
    return lambda forged: forged.set_info(**fields)


def with_info(**fields: str) -> Change:
    return relisted(info(**fields))


def raw_info(old: bytes, new: bytes) -> Change:
    return retagged(swap("bag-info.txt", old, new))


def seal_json(**values: object) -> Change:
    return lambda forged: forged.edit_json(lambda seal: seal.update(values), "segel.json")


SEALED: list[tuple[str, str, Change]] = [
    ("a line twice", "manifest", manifest_line(lambda lines: lines.append(lines[-1]))),
    ("another order", "manifest", manifest_line(lambda lines: lines.reverse())),
    ("a name above the folder", "not-there", manifest_line(lambda lines: lines.insert(0, f"{'0' * 128}  ../x\n"))),
    ("capitals", "manifest", manifest_line(lambda lines: lines.append(lines.pop().upper()))),
    ("BagIt 0.97", "bag-version", with_bagit(BAGIT.replace(b"1.0", b"0.97"))),
    ("a third line", "bag-version", with_bagit(BAGIT + b"X: y\n")),
    ("a byte order mark", "bag-version", with_bagit(b"\xef\xbb\xbf" + BAGIT)),
    ("carriage returns", "bag-version", with_bagit(BAGIT.replace(b"\n", b"\r\n"))),
    ("counts", "count", relisted(info(Payload_Oxum="1.1"), oxum=False)),
    ("a newer format", "newer", with_info(GMSC_Format="2.0")),
    ("format zero", "version", with_info(GMSC_Format="0.9")),
    ("no format", "version", raw_info(b"GMSC-Format: 1.0\n", b"")),
    ("a kind of tomorrow", "kind", with_info(GMSC_Kind="rapor")),
    ("a kind that comes later", "kind", with_info(GMSC_Kind="umpan-balik")),
    ("another plan", "identity", with_info(External_Identifier=ID)),
    ("a day that is none", "bag-info", with_info(Bagging_Date="2026-02-30")),
    ("an example that says it is none", "identity", with_info(GMSC_Contoh="ya")),
    ("another district", "identity", with_info(GMSC_Daerah="Kabupaten Luwu Timur")),
    ("another district's code", "identity", with_info(GMSC_Kode_Wilayah="73.24")),
    ("no purpose", "bag-info", raw_info(b"GMSC-Tahap: bimtek-2\n", b"")),
    ("a purpose that is a path", "bag-info", with_info(GMSC_Tahap="../x")),
    ("a round that is a word", "bag-info", with_info(GMSC_Putaran="dua")),
    ("a negative round", "bag-info", with_info(GMSC_Putaran="-1")),
    ("a package id that is none", "bag-info", with_info(GMSC_Paket="paket-1")),
    ("a label twice", "bag-info", raw_info(b"GMSC-Kind:", b"GMSC-Format: 1.0\nGMSC-Kind:")),
    ("a line without a label", "bag-info", raw_info(b"GMSC-Kind:", b"bebas\nGMSC-Kind:")),
    ("spaces that are not ours", "bag-info", raw_info(b"GMSC-Kind: ", b"GMSC-Kind:   ")),
    ("not UTF-8", "bag-info", raw_info(b"Kabupaten Luwu\n", b"Kabupaten \xff\n")),
    ("fewer evidence files than said", "identity", with_info(GMSC_Bukti_Berkas="3 dari 4")),
    ("more evidence named than said", "identity", with_info(GMSC_Bukti_Berkas="4 dari 5")),
    ("half a seal", "seal-half", retagged(drop("segel.json.minisig"))),
    ("a signature of something else", "seal-signature", retagged(seal_json(version="1.1"))),
    ("a trusted comment of something else", "seal-signature", retagged(swap(MINISIG, b"putaran=2", b"putaran=9"))),
    ("a seal of other files", "seal-content", relisted(put("data/index.html", b"lain"), reseal=False)),
    ("a seal of another package", "seal-content", relisted(info(GMSC_Paket=ID), reseal=False)),
    ("a signature in another form", "seal", retagged(swap(MINISIG, b"\ntrusted", b"\n\ntrusted"))),
    ("a seal that is no JSON", "json", retagged(put("segel.json", b"{"))),
    ("a seal without key", "seal", retagged(put("segel.json", b'{"format":"gmsc-segel"}'))),
    ("a seal with a short key", "seal", retagged(seal_json(public_key="RWQ="))),
    ("a seal that says a thing twice", "json-twice", retagged(swap("segel.json", b'"round"', b'"round": 3, "round"'))),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "reason", "change"), SEALED, ids=[case[0] for case in SEALED])
def test_a_forged_description_is_refused(
    submission: Written, refusal: Refusal, fault: str, reason: str, change: Change
) -> None:
    forged = Forgery.of(submission.path)
    change(forged)
    told = refusal(forged.zipped())
    assert told.reason == reason, told.sentence


def test_a_key_that_calls_itself_by_another_number_is_refused(submission: Written, refusal: Refusal) -> None:
    """Signed by the right key, but with the number of another in the signature's first line."""
    import base64

    forged = Forgery.of(submission.path)
    lines = forged.files["segel.json.minisig"].split(b"\n")
    raw = bytearray(base64.b64decode(lines[1]))
    raw[2] ^= 1
    lines[1] = base64.b64encode(bytes(raw))
    put("segel.json.minisig", b"\n".join(lines))(forged)
    assert refusal(forged.retag().zipped()).reason == "seal-signature"


# -- the plan: everything around it fits -------------------------------------------------------------------------------


def first(table: str, **values: object) -> Callable[[Plan], object]:
    return lambda plan: plan["tables"][table][0].update(values)


def twice(table: str) -> Callable[[Plan], object]:
    return lambda plan: plan["tables"][table].append(plan["tables"][table][0])


def header(**values: object) -> Callable[[Plan], object]:
    return lambda plan: plan.update(values)


def deep(levels: int) -> list[Any]:
    value: list[Any] = []
    for _level in range(levels):
        value = [value]
    return value


JSON: list[tuple[str, str, Callable[[Plan], object]]] = [
    ("another format", "schema", header(format="lain")),
    ("a newer major version", "newer", header(version="2.0")),
    ("no version", "schema", lambda plan: plan.pop("version")),
    ("a version that is none", "version", header(version="satu")),
    ("no tables", "schema", lambda plan: plan.pop("tables")),
    ("tables as a list", "schema", header(tables=[])),
    ("no plan", "schema", lambda plan: plan["tables"].pop("plan")),
    ("an empty plan", "schema", lambda plan: plan["tables"]["plan"].clear()),
    ("two plans", "schema", twice("plan")),
    ("two districts", "schema", twice("region")),
    ("another plan's id", "identity", header(plan_id=ID)),
    ("a plan that calls itself an example", "identity", first("plan", is_example=True)),
    ("a header that calls it an example", "identity", header(is_example=True)),
    ("a text where a number belongs", "schema", first("plan", period_start="2025")),
    ("a number where a text belongs", "schema", first("plan", title=5)),
    ("an object where a text belongs", "schema", first("plan", title={"a": 1})),
    ("yes where a number belongs", "schema", first("plan", period_start=True)),
    ("a fraction where a whole number belongs", "schema", first("plan", period_start=2025.5)),
    ("2025.0 where a whole number belongs", "schema", first("plan", period_start=2025.0)),
    ("one for yes", "schema", first("plan", is_example=0)),
    ("a number beyond 64 bits", "json-number", first("region", population=2**63)),
    ("a number of 5,000 digits", "json-number", first("region", area_km2=10**4000)),
    ("a whole number that a float cannot hold", "schema", first("region", area_km2=2**60 + 1)),
    ("an id in capitals", "schema", first("initiative", id=ID.upper().replace("1", "A"))),
    ("an id that is a path", "schema", first("initiative", id="../../x")),
    ("a row without id", "schema", lambda plan: plan["tables"]["initiative"][0].pop("id")),
    ("a row that is a list", "schema", lambda plan: plan["tables"]["initiative"].append([])),
    ("an owner that is null", "schema", first("progress_year", initiative_id=None)),
    ("an owner that is not there", "reference", first("progress_year", initiative_id=ID)),
    ("a reference to another table", "reference", lambda plan: first("initiative", agency_id=plan["plan_id"])(plan)),
    ("a record twice", "id-twice", twice("initiative")),
    ("one id in two tables", "id-twice", lambda plan: first("section", id=plan["tables"]["body"][0]["id"])(plan)),
    ("30 February", "date", first("head_of_region", from_date="2025-02-30")),
    ("a 29th of February that was none", "date", first("head_of_region", from_date="2025-02-29")),
    ("the year zero", "date", first("head_of_region", from_date="0000-01-01")),
    ("a day that nobody could type", "date", first("head_of_region", from_date="9999-12-31")),
    ("a day before any calendar of ours", "date", first("head_of_region", from_date="0001-01-01")),
    ("a plan without end", "schema", first("plan", period_end=2**62)),
    ("a plan from long ago", "schema", first("plan", period_start=-(2**62))),
    ("a target of the year zero", "schema", first("target", year=0)),
    ("a date with time", "schema", first("head_of_region", from_date="2025-02-20T00:00:00")),
    ("a date in other digits", "schema", first("head_of_region", from_date="٢٠٢٥-02-20")),
    ("a date with a line break", "schema", first("head_of_region", from_date="2025-02-20\n")),
    ("a fingerprint that is none", "schema", first("evidence", sha256="abc")),
    ("a text of two million letters", "json-long", first("plan", title="a" * 2_000_000)),
    ("deep nesting", "json-deep", header(bebas=deep(60))),
    ("a key of two million letters", "json-long", header(**{"a" * 2_000_000: 1})),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "reason", "change"), JSON, ids=[case[0] for case in JSON])
def test_a_hostile_plan_is_refused(
    submission: Written, refusal: Refusal, fault: str, reason: str, change: Callable[[Plan], object]
) -> None:
    forged = Forgery.of(submission.path).edit_json(change).relist()
    told = refusal(forged.zipped())
    assert told.reason == reason, told.sentence


TEXT: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("nothing", "json", lambda data: b""),
    ("half", "json", lambda data: data[: len(data) // 2]),
    ("Latin-1", "json-text", lambda data: data.decode().encode("latin-1", "replace").replace(b"Luwu", b"Luw\xfc")),
    ("a byte order mark", "json-text", lambda data: b"\xef\xbb\xbf" + data),
    ("UTF-16", "json-text", lambda data: data.decode().encode("utf-16")),
    ("a key twice", "json-twice", lambda data: data.replace(b'"format":', b'"format": "x", "format":', 1)),
    ("NaN", "json-number", lambda data: data.replace(b'"period_start": 2025', b'"period_start": NaN', 1)),
    ("Infinity", "json-number", lambda data: data.replace(b'"period_start": 2025', b'"period_start": -Infinity', 1)),
    ("1e999", "json-number", lambda data: data.replace(b'"area_km2": 3000.25', b'"area_km2": 1e999', 1)),
    ("half a surrogate pair", "json-letters", lambda data: data.replace(b"Kabupaten Luwu", b"Kabupaten \\ud83d", 1)),
    ("100,000 brackets", "json-deep", lambda data: b"[" * 100_000),
    ("seven million commas", "json-big", lambda data: b"[" + b"0," * 7_000_000 + b"0]"),
    ("a list", "schema", lambda data: b"[]"),
    ("a number", "schema", lambda data: b"7"),
    ("something behind", "json", lambda data: data + b"{}"),
    ("a comment", "json", lambda data: b"/* rencana */" + data),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "reason", "change"), TEXT, ids=[case[0] for case in TEXT])
def test_a_plan_that_is_no_strict_json_is_refused(
    submission: Written, refusal: Refusal, fault: str, reason: str, change: Callable[[bytes], bytes]
) -> None:
    forged = Forgery.of(submission.path)
    before = forged.files["data/rencana.json"]
    forged.files["data/rencana.json"] = change(before)
    assert forged.files["data/rencana.json"] != before
    told = refusal(forged.relist().zipped())
    assert told.reason == reason, told.sentence


# -- the evidence ------------------------------------------------------------------------------------------------------


def evidence_name(forged: Forgery, suffix: str = "jpg") -> str:
    return next(name for name in forged.files if name.startswith("data/bukti/") and name.endswith(suffix))


def stranger(forged: Forgery) -> None:
    sha256 = hashlib.sha256(b"asing").hexdigest()
    forged.files[f"data/bukti/{sha256[:2]}/{sha256}.jpg"] = b"asing"
    forged.set_info(GMSC_Bukti_Berkas="5 dari 4")


def one_less(forged: Forgery) -> None:
    del forged.files[evidence_name(forged)]
    forged.set_info(GMSC_Bukti_Berkas="3 dari 4")


EVIDENCE: list[tuple[str, str, Change]] = [
    ("another content", "evidence-changed", lambda f: put(evidence_name(f), b"lain")(f)),
    ("another name for it", "evidence-changed", lambda f: put(evidence_name(f, "mp4"), f.files[evidence_name(f)])(f)),
    ("a stranger", "evidence-extra", stranger),
    ("one that was to be there", "evidence-missing", one_less),
    ("one twice", "evidence-twice", lambda f: put(evidence_name(f)[:-3] + "png", f.files[evidence_name(f)])(f)),
    ("none, it says", "identity", lambda f: f.set_info(GMSC_Bukti="tanpa")),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "reason", "change"), EVIDENCE, ids=[case[0] for case in EVIDENCE])
def test_hostile_evidence_is_refused(
    submission: Written, refusal: Refusal, fault: str, reason: str, change: Change
) -> None:
    forged = Forgery.of(submission.path)
    change(forged)
    told = refusal(forged.relist().zipped())
    assert told.reason == reason, told.sentence


def test_the_count_of_changed_files_is_told(submission: Written, refusal: Refusal) -> None:
    forged = Forgery.of(submission.path)
    for name in ("data/index.html", "data/rencana.json", evidence_name(forged)):
        forged.files[name] = forged.files[name][:-1] + b"?"
    told = refusal(forged.zipped())
    assert "3 berkas berubah" in told.sentence
    assert "mengirim ulang" in told.next_step


def test_a_stranger_s_words_are_shown_in_plain_letters(submission: Written, refusal: Refusal) -> None:
    forged = Forgery.of(submission.path).edit_json(header(version="<b>\u202e\n" + "x" * 500)).relist()
    sentence = refusal(forged.zipped()).sentence
    assert "\u202e" not in sentence
    assert "\n" not in sentence
    assert len(sentence) < 200


def test_the_forger_s_tools_make_packages_that_are_taken(submission: Written) -> None:
    """Else every test above would pass for the wrong reason."""
    import tempfile
    from pathlib import Path

    from gmsc_desktop.package.examine import examine

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paket.zip"
        path.write_bytes(Forgery.of(submission.path).relist().zipped())
        assert examine(path).folder == FOLDER
        assert json.loads(Forgery.of(path).files["segel.json"])["public_key"] == sample_key().public_text
