"""Whoever sent a package before is known again; another computer is told until a person accepts it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gmsc_desktop import cli
from gmsc_desktop.desk.receiving import meet_sender
from gmsc_desktop.package import keys
from gmsc_desktop.package.keys import SealState, signing_key
from gmsc_desktop.package.read import open_package
from tests.package.packages import Forgery, sample_key, written

Open = Callable[..., tuple[dict[str, object], str]]


@pytest.fixture
def opened(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Open:
    def command(path: Path, *more: str) -> tuple[dict[str, object], str]:
        assert cli.main(["open", str(path), "--json", *more]) == 0
        value = json.loads(capsys.readouterr().out)
        assert cli.main(["open", str(path)]) == 0
        return value, capsys.readouterr().out

    return command


def test_the_first_sender_is_remembered_and_another_told_until_accepted(opened: Open, tmp_path: Path) -> None:
    first = written(tmp_path).path
    value, _again = opened(first)
    assert (value["seal"], value["key"]) == ("unknown", sample_key().key_id)
    assert opened(first)[0]["seal"] == "ok"
    other = written(tmp_path, key=signing_key(tmp_path / "komputer lain")).path
    for _time in range(2):
        value, text = opened(other)
        assert value["seal"] == "changed"
        assert "komputer yang lain dari sebelumnya" in text
        assert "--accept" in text
    value, text = opened(other, "--accept")
    assert value["seal"] == "changed"
    assert "komputer yang sama seperti sebelumnya" in text
    assert opened(first)[0]["seal"] == "ok"


def test_a_seal_that_is_gone_is_told(opened: Open, tmp_path: Path) -> None:
    made = written(tmp_path).path
    forged = Forgery.of(made)
    del forged.files["segel.json"], forged.files["segel.json.minisig"]
    bare = tmp_path / "polos.zip"
    bare.write_bytes(forged.retag().zipped())
    assert opened(bare)[0]["seal"] == "none"
    opened(made)
    value, text = opened(bare)
    assert (value["seal"], value["key"]) == ("missing", None)
    assert "padahal paket sebelumnya" in text


def test_what_cannot_be_remembered_stops_nothing(tmp_path: Path, data_dir: Path) -> None:
    """The folder of the keys is a file: the package opens, and the note says what was not done."""
    with open_package(written(tmp_path).path) as package:
        keys.keys_folder().write_text("x")
        sender = meet_sender(package)
    assert (sender.state, sender.changed) == (SealState.NEW, False)
    assert "tidak dapat diingat" in sender.note


def test_looking_at_a_package_remembers_nothing(tmp_path: Path, data_dir: Path) -> None:
    path = written(tmp_path).path
    assert cli.main(["verify", str(path)]) == 0
    assert keys.known_keys() == {}
