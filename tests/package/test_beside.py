"""What a backup carries beside the history: it comes back as it went, in a backup alone, and nothing else is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.models.beside import Beside, ContactRow
from gmsc_desktop.package import beside_json
from gmsc_desktop.package.beside_json import beside_text, read_beside
from gmsc_desktop.package.examine import Caps
from gmsc_desktop.package.read import open_package
from gmsc_desktop.package.verify import verify
from gmsc_desktop.package.write import Written
from tests.package.conftest import Refusal
from tests.package.packages import PACKAGE_ID, Forgery, request, sample_beside, unzip, written

FILE = "data/setempat.json"
PLAN = "0b0c0d0e-1111-4222-8333-000000000000"
Edit = Callable[[dict[str, Any]], object]  # Any: the file's JSON


def test_what_a_plan_has_beside_its_history_comes_back(backup: Written) -> None:
    sample = sample_beside()
    with open_package(backup.path) as opened:
        assert opened.beside is not None
        itself, *others = opened.beside.outgoing
        assert opened.beside == replace(sample, outgoing=(itself, *sample.outgoing[1:]))
        assert [one.id for one in others] == [sample.outgoing[1].id]
        assert (itself.id, itself.file_name, itself.size) == (PACKAGE_ID, backup.name, backup.size)
        assert (itself.digest, itself.seal_hash, itself.contents) == (backup.digest, backup.seal_hash, "lengkap")


def test_it_is_listed_with_its_hash_and_told(backup: Written) -> None:
    assert f"  {FILE}\n" in unzip(backup.path)["manifest-sha512.txt"].decode()
    told = "Ikut kembali: kontak kantor 2 orang, 2 catatan tentang yang sudah keluar, 1 isian yang belum terbaca."
    assert told in verify(backup.path).checks


def test_the_same_content_gives_the_same_bytes_one_entry_a_line(backup: Written) -> None:
    text = unzip(backup.path)[FILE]
    with open_package(backup.path) as opened:
        assert beside_text(sample_beside(), opened.identity.plan_id) == text
    assert all(len(text.splitlines()) > 10 and line.startswith(b" ") for line in text.splitlines()[1:-1])


@pytest.mark.parametrize("kind", ["pengajuan", "salinan-kerja"])
def test_other_kinds_do_not_take_it(
    kind: str, submission: Written, working_copy: Written, backup: Written, refusal: Refusal
) -> None:
    good = submission if kind == "pengajuan" else working_copy
    assert FILE not in unzip(good.path)
    forged = Forgery.of(good.path)
    forged.files[FILE] = unzip(backup.path)[FILE]
    refused = refusal(forged.relist().zipped())
    assert refused.reason == "kind-files"
    assert "setempat.json" in refused.sentence


@pytest.mark.parametrize("kind", ["pengajuan", "salinan-kerja"])
def test_other_kinds_are_not_made_with_it(kind: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="backups alone"):
        written(tmp_path, kind, beside=sample_beside())
    assert list((tmp_path / "keluar").iterdir()) == []


def test_a_backup_that_was_made_without_it_is_still_a_backup(tmp_path: Path, backup: Written) -> None:
    forged = Forgery.of(backup.path)
    del forged.files[FILE]
    path = tmp_path / "lama.gmsc"
    path.write_bytes(forged.relist().zipped())
    with open_package(path) as opened:
        assert opened.beside is None
    assert any("yang ada di komputer ini tetap" in check for check in verify(path).checks)


def first(part: str, **values: Any) -> Edit:
    return lambda content: content[part][0].update(values)


def twice(name: str) -> Edit:
    return lambda content: content[name].append(dict(content[name][0]))


def top(**values: Any) -> Edit:
    return lambda content: content.update(values)


def number(**values: Any) -> Edit:
    return lambda content: content["numbers"].update(values)


STRANGE = "11111111-2222-4333-8444-555555555555"
EDITS: list[tuple[str, str, Edit]] = [
    ("another format", "beside", top(format="gmsc-rencana")),
    ("no format", "beside", lambda content: content.pop("format")),
    ("no version", "beside", lambda content: content.pop("version")),
    ("a version that is a number", "beside", top(version=1.0)),
    ("a version that is none", "version", top(version="satu")),
    ("a newer format", "newer", top(version="2.0")),
    ("another plan", "identity", top(plan_id=STRANGE)),
    ("no plan", "identity", lambda content: content.pop("plan_id")),
    ("a key that this version does not know", "beside", top(secret="x")),
    ("no contacts", "beside", lambda content: content.pop("contacts")),
    ("contacts that are an object", "beside", top(contacts={})),
    ("a contact that is a list", "beside", top(contacts=[[]])),
    ("a contact with more than a contact", "beside", first("contacts", name="Sri")),
    ("a contact without its kind", "beside", lambda content: content["contacts"][0].pop("kind")),
    ("a contact of another kind", "beside", first("contacts", kind="nik")),
    ("a contact that is a number", "beside", first("contacts", value=7)),
    ("a contact that is empty", "beside", first("contacts", value="")),
    ("a contact of two lines", "beside", first("contacts", value="a@b.id\nKepala")),
    ("a contact that is a book", "beside", first("contacts", value="a" * 121)),
    ("a contact of nobody", "reference", first("contacts", person_id=STRANGE)),
    ("a contact of what is no id", "beside", first("contacts", person_id="../x")),
    ("two contacts of one kind", "beside", twice("contacts")),
    ("a text of no place", "beside", first("drafts", record_id="")),
    ("a text of a place with a blank", "beside", first("drafts", field="a b")),
    ("two texts of one place", "beside", twice("drafts")),
    ("an entry twice", "beside", twice("outgoing")),
    ("an entry without id", "beside", first("outgoing", id="")),
    ("an entry of no kind", "beside", first("outgoing", kind="")),
    ("an entry whose kind is a path", "beside", first("outgoing", kind="../x")),
    ("an entry whose stage is a sentence", "beside", first("outgoing", stage="Bimtek 1")),
    ("an entry of no moment", "beside", first("outgoing", made_at="kemarin")),
    ("an entry of an unplaced moment", "beside", first("outgoing", made_at="2026-11-20T09:30:14")),
    ("an entry of another age", "beside", first("outgoing", made_at="1026-11-20T09:30:14+08:00")),
    ("a sequence below nothing", "beside", first("outgoing", sequence=-1)),
    ("a sequence that uses all numbers up", "beside", first("outgoing", sequence=999_999)),
    ("a round that is true", "beside", first("outgoing", round=True)),
    ("a size that is half", "beside", first("outgoing", size=1.5)),
    ("a size that no drive has", "beside", first("outgoing", size=2**62)),
    ("a digest that is none", "beside", first("outgoing", digest="xyz")),
    ("a seal that is none", "beside", first("outgoing", seal_hash="ab")),
    ("a recipient that is none", "beside", first("outgoing", recipient=None)),
    ("numbers that are a list", "beside", top(numbers=[])),
    ("a number that no package can have", "beside", number(sequence=100_000)),
    ("a number that is a text", "beside", number(sequence="5")),
    ("a seal before that is none", "beside", number(seal="x")),
    ("rounds that are a list", "beside", number(rounds=[])),
    ("a round that no package can have", "beside", number(rounds={"bimtek-1": 100_000})),
    ("a round of a sentence", "beside", number(rounds={"Bimtek 1": 1})),
    ("a number more", "beside", number(more=1)),
    ("what was left out is unknown", "beside", top(left_out=None)),
]


@pytest.mark.parametrize(
    ("reason", "edit"), [(reason, edit) for _words, reason, edit in EDITS], ids=[e[0] for e in EDITS]
)
def test_what_no_plan_has_is_refused(reason: str, edit: Edit, backup: Written, refusal: Refusal) -> None:
    forged = Forgery.of(backup.path)
    forged.edit_json(edit, FILE)
    assert refusal(forged.relist().zipped()).reason == reason


@pytest.mark.parametrize(
    ("reason", "data"),
    [("json", b"{"), ("json-text", b"\xff{}"), ("json-twice", b'{"format": 1, "format": 2}'), ("beside", b"[]")],
)
def test_a_file_that_is_not_even_json_is_refused(reason: str, data: bytes, backup: Written, refusal: Refusal) -> None:
    forged = Forgery.of(backup.path)
    forged.files[FILE] = data
    assert refusal(forged.relist().zipped()).reason == reason


def test_a_file_that_is_too_large_is_refused_before_it_is_read(backup: Written, refusal: Refusal) -> None:
    refused = refusal(backup.path.read_bytes(), Caps(beside_bytes=200))
    assert refused.reason == "file-too-big"
    assert "setempat.json" in refused.sentence


def test_a_newer_minor_version_may_say_more() -> None:
    content = json.loads(beside_text(sample_beside(), PLAN)) | {"version": "1.7", "more": {"x": 1}}
    content["outgoing"][0]["colour"] = "biru"
    assert read_beside(json.dumps(content).encode(), PLAN) == sample_beside()


def test_what_there_is_no_room_for_are_the_oldest_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that has grown for years never keeps a plan from being backed up."""
    sample = sample_beside()
    one = sample.outgoing[1]
    many = tuple(replace(one, id=f"{number:08x}{one.id[8:]}", sequence=0) for number in range(500))
    monkeypatch.setattr(beside_json, "_ROOM", 100_000)
    found = read_beside(beside_text(replace(sample, outgoing=many), PLAN), PLAN)
    assert found.contacts == sample.contacts
    assert found.drafts == sample.drafts
    assert found.numbers == sample.numbers
    assert found.outgoing == many[: len(found.outgoing)]
    assert 50 < len(found.outgoing) < 500
    assert found.left_out == 500 - len(found.outgoing)


def test_an_empty_one_is_one() -> None:
    assert read_beside(beside_text(Beside(), PLAN), PLAN) == Beside()


def test_a_package_that_its_own_reader_would_refuse_is_not_left_behind(tmp_path: Path) -> None:
    from gmsc_desktop.errors import UserFacingError

    strange = Beside((ContactRow(STRANGE, "telepon", "(0471) 21001"),))
    with pytest.raises(UserFacingError, match="tidak lolos pemeriksaan"):
        written(tmp_path, "cadangan", beside=strange)
    assert list((tmp_path / "keluar").iterdir()) == []
    assert request("cadangan").beside is not None
