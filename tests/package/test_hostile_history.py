"""Histories that do not fit together, in packages whose lists and seals fit."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from gmsc_desktop.package.history_lines import read_history
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.write import Written
from tests.package.conftest import Refusal
from tests.package.packages import Forgery

HISTORY = "data/riwayat.jsonl"
ID = "11111111-2222-4333-8444-555555555555"
Lines = list[dict[str, Any]]  # Any: authors and change sets
Edit = Callable[[Lines], object]


def of(lines: Lines, number: int) -> dict[str, Any]:
    """The change set with this number, from 0."""
    return [line["change"] for line in lines if "change" in line][number]  # type: ignore[no-any-return]


def row(change: int = 1, **values: Any) -> Edit:
    """The first row of a change set with other values; change 0 made the plan, 1 and 2 corrected a title."""
    places = {"i": 0, "record": 1, "table": 2, "key": 3, "value": 4, "prev": 5, "parents": 6}

    def edit(lines: Lines) -> None:
        for name, value in values.items():
            of(lines, change)["ops"][0][places[name]] = value

    return edit


def fact(**values: Any) -> Edit:
    return lambda lines: of(lines, 1).update(values)


def author(**values: Any) -> Edit:
    return lambda lines: lines[0]["author"].update(values)


def second_row_as_first(lines: Lines) -> None:
    rows = of(lines, 0)["ops"]
    rows[1][0] = rows[0][0]


EDITS: list[tuple[str, str, Edit]] = [
    ("an empty line of another kind", "history-line", lambda lines: lines.append({})),
    ("two kinds in one line", "history-line", lambda lines: lines[0].update(change={})),
    ("a kind of line that is none", "history-line", lambda lines: lines.append({"rekaman": {}})),
    ("a change that is a list", "history-line", lambda lines: lines.append({"change": []})),
    ("an author without id", "history-line", lambda lines: lines[0]["author"].pop("id")),
    ("an author whose name is a number", "history-line", author(name=5)),
    ("an author without name", "history-line", lambda lines: lines[0]["author"].pop("name")),
    ("an author without computer", "history-line", lambda lines: lines[0]["author"].pop("device")),
    ("an author who is empty", "history-line", lambda lines: lines[0]["author"].clear()),
    ("a moment that is none", "history-line", fact(at="besok")),
    ("a moment before all clocks", "history-line", fact(at="0001-01-01T00:00:00+00:00")),
    ("a moment of no day", "history-line", fact(at="2026-02-30T00:00:00+00:00")),
    ("an author twice", "history-twice", lambda lines: lines.insert(0, lines[0])),
    ("a change by nobody known", "history-line", fact(author=ID)),
    ("a change by a list", "history-line", fact(author=[])),
    ("an author after the change", "history-line", lambda lines: lines.append(lines.pop(0))),
    ("a change without label", "history-line", lambda lines: of(lines, 1).pop("label")),
    ("a label that is a number", "history-line", fact(label=5)),
    ("a change id that is none", "history-line", fact(id="satu")),
    ("rows that are no list", "history-line", fact(ops={})),
    ("a change twice", "history-twice", lambda lines: lines.append(lines[-1])),
    ("a row of six", "history-line", lambda lines: of(lines, 1)["ops"][0].pop()),
    ("a row that is a text", "history-line", lambda lines: of(lines, 1)["ops"].append("baris")),
    ("an ordinal that is yes", "history-line", row(i=True)),
    ("an ordinal below zero", "history-line", row(i=-1)),
    ("an ordinal twice", "history-twice", second_row_as_first),
    ("one field twice", "history-twice", lambda lines: of(lines, 0)["ops"].append([9999, *of(lines, 0)["ops"][0][1:]])),
    ("a record that is none", "history-line", row(record="x")),
    ("a table that is SQL", "history-line", row(table="initiative;DROP TABLE op")),
    ("a key that is a path", "history-line", row(key="../../x")),
    ("a value that is an object", "history-line", row(value={})),
    ("a value that is yes", "history-line", row(value=True)),
    ("parents that are no list", "history-line", row(parents=None)),
    ("a parent that is a text", "history-line", row(prev="x")),
    ("a parent of three", "history-line", row(prev=[ID, 1, 1])),
    ("a parent that is nowhere", "history-parent", row(prev=[ID, 1])),
    ("a further parent that is nowhere", "history-parent", row(parents=[[ID, 1]])),
    ("a parent that its change has not", "history-parent", lambda lines: row(prev=[of(lines, 0)["id"], 99_999])(lines)),
    ("a parent of a later change", "history-parent", lambda lines: row(prev=[of(lines, 2)["id"], 1])(lines)),
    ("itself as parent", "history-parent", lambda lines: row(prev=[of(lines, 1)["id"], 1])(lines)),
    ("changes in another order", "history-parent", lambda lines: lines.insert(1, lines.pop())),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "reason", "edit"), EDITS, ids=[case[0] for case in EDITS])
def test_a_history_that_does_not_fit_together_is_refused(
    working_copy: Written, refusal: Refusal, fault: str, reason: str, edit: Edit
) -> None:
    forged = Forgery.of(working_copy.path)
    lines = [json.loads(line) for line in forged.files[HISTORY].splitlines()]
    edit(lines)
    forged.files[HISTORY] = b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)
    told = refusal(forged.relist().zipped())
    assert told.reason == reason, told.sentence


TEXT: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("an empty line", "json", lambda data: data + b"\n"),
    ("no line break at its end", "history-line", lambda data: data[:-1]),
    ("a line that ends early", "json", lambda data: data[:-20] + b"\n"),
    ("a key twice", "json-twice", lambda data: data.replace(b'"label":', b'"label":"x","label":', 1)),
    ("bytes that are no text", "json-text", lambda data: data.replace(b"Ubah", b"\xff\xfe", 1)),
    ("carriage returns alone", "json", lambda data: data.replace(b"\n", b"\r")[:-1] + b"\n"),
]


@pytest.mark.parametrize(("fault", "reason", "change"), TEXT, ids=[case[0] for case in TEXT])
def test_lines_that_are_no_strict_json_are_refused(
    working_copy: Written, refusal: Refusal, fault: str, reason: str, change: Callable[[bytes], bytes]
) -> None:
    forged = Forgery.of(working_copy.path)
    forged.files[HISTORY] = change(forged.files[HISTORY])
    told = refusal(forged.relist().zipped())
    assert told.reason == reason, told.sentence


def test_a_history_of_another_plan_is_refused(working_copy: Written, refusal: Refusal) -> None:
    """Lists and seal fit the history, but the plan names the digest of another."""
    forged = Forgery.of(working_copy.path)
    mark = {"changes": 3, "sha512": hashlib.sha512(b"").hexdigest()}
    assert refusal(_marked(forged, mark).zipped()).reason == "history-other"
    forged = Forgery.of(working_copy.path)
    mark = {"changes": 4, "sha512": hashlib.sha512(forged.files[HISTORY]).hexdigest()}
    assert refusal(_marked(forged, mark).zipped()).reason == "history-other"
    assert refusal(_marked(Forgery.of(working_copy.path), None).zipped()).reason == "history-other"


def _marked(forged: Forgery, mark: dict[str, object] | None) -> Forgery:
    forged.edit_json(lambda plan: plan.update(history=mark))
    plan = forged.files["data/rencana.json"]
    forged.relist()  # puts the right mark back
    forged.files["data/rencana.json"] = plan
    manifest = forged.files["manifest-sha512.txt"].decode().splitlines()
    digest = hashlib.sha512(plan).hexdigest()
    lines = [f"{digest}  data/rencana.json" if line.endswith("data/rencana.json") else line for line in manifest]
    forged.files["manifest-sha512.txt"] = ("\n".join(lines) + "\n").encode()
    sizes = [len(data) for name, data in forged.files.items() if name.startswith("data/")]
    return forged.set_info(Payload_Oxum=f"{sum(sizes)}.{len(sizes)}").reseal()


def test_a_kind_has_its_own_files(submission: Written, working_copy: Written, refusal: Refusal) -> None:
    forged = Forgery.of(working_copy.path)
    del forged.files[HISTORY]
    assert refusal(forged.relist().zipped()).reason == "kind-files"
    forged = Forgery.of(submission.path)
    forged.files[HISTORY] = Forgery.of(working_copy.path).files[HISTORY]
    assert refusal(forged.relist().zipped()).reason == "kind-files"
    forged = Forgery.of(submission.path).set_info(GMSC_Kind="salinan-kerja")
    assert refusal(forged.relist().zipped()).reason == "kind-files"


def test_keys_of_a_newer_version_stay(working_copy: Written) -> None:
    """Unknown fields of a newer minor format are kept in the history, so that they travel on."""
    text = Forgery.of(working_copy.path).files[HISTORY].replace(b"initiative.title", b"initiative.kelak")
    history = read_history(io.BytesIO(text))
    assert any(op.key == "initiative.kelak" for change in history.changes for op in change.ops)


def test_a_line_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmsc_desktop.package.history_lines.LONGEST_LINE", 1000)
    with pytest.raises(PackageRefused) as caught:
        read_history(io.BytesIO(b'{"author":' + b" " * 5000))
    assert caught.value.reason == "json-long"
