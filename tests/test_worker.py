"""Child processes: what comes back, what a person is told, and that nothing stays behind."""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from gmsc_desktop import worker
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.worker import parent

ROOT = Path(__file__).resolve().parent.parent
STAND_IN = str(Path(__file__).with_name("worker_jobs.py"))
MEMORY = 400_000_000
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="asks for pipes with names and signals of POSIX")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the private folders are made, to see that they go."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def stand_in(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Children are the stand-in with its badly behaved jobs."""
    monkeypatch.setattr(parent, "program", lambda: [sys.executable, STAND_IN])
    return temporary


@pytest.fixture
def liar(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Children leave what the request says."""
    monkeypatch.setattr(parent, "program", lambda: [sys.executable, STAND_IN, "lie"])
    return temporary


def call(job: str, seconds: float = 20, **request: object) -> dict[str, object]:
    return worker.call(job, request, seconds=seconds, memory_bytes=MEMORY, subject="paket Luwu.zip")


def test_the_program_itself_answers_the_self_test(temporary: Path) -> None:
    assert worker.program() == [sys.executable, str(ROOT / "main.py")]
    answer = worker.call("self-test", {"teks": "é ½ \U0001f600", "n": 1}, seconds=20, memory_bytes=MEMORY)
    assert answer == {"request": {"teks": "é ½ \U0001f600", "n": 1}}
    assert list(temporary.iterdir()) == []


def test_a_wheel_and_a_frozen_build_answer_too(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parent, "__file__", str(tmp_path / "site-packages" / "gmsc_desktop" / "worker" / "parent.py"))
    command = worker.program()
    assert command[0] == sys.executable
    assert "main.py" not in " ".join(command)
    monkeypatch.setattr(parent, "_ENVIRONMENT", (*parent._ENVIRONMENT, "PYTHONPATH"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # as an installed package would be found
    assert worker.call("self-test", {"n": 1}, seconds=20, memory_bytes=MEMORY) == {"request": {"n": 1}}
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker.program() == [sys.executable]


def test_files_go_in_by_name_and_come_out_in_the_callers_folder(stand_in: Path, tmp_path: Path) -> None:
    book = tmp_path / "buku kerja.txt"
    book.write_text("isi buku", "utf-8")
    with worker.private_folder() as folder:
        result = worker.call_in(folder, "read_files", {}, seconds=20, memory_bytes=MEMORY, files={"buku": book})
        assert result == {"letters": 8}
        assert (folder / "hasil" / "salinan.txt").read_text("utf-8") == "isi buku"
    assert list(stand_in.iterdir()) == []
    assert book.read_text("utf-8") == "isi buku"


def test_a_sentence_of_the_job_reaches_the_person(stand_in: Path) -> None:
    with pytest.raises(UserFacingError) as told:
        call("told", sentence="Segel paket\x07 tidak cocok: é.")
    assert told.value.sentence == "Segel paket  tidak cocok: é."
    assert told.value.next_step == "Minta paket baru."
    assert list(stand_in.iterdir()) == []


@pytest.mark.parametrize("job", ["bug", "abort", "nan"])
def test_a_child_that_breaks_is_a_sentence_and_no_word_of_the_file_is_logged(
    stand_in: Path, caplog: pytest.LogCaptureFixture, job: str
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(UserFacingError) as told:
        call(job)
    assert told.value.sentence == "Pembacaan paket Luwu.zip terhenti sebelum selesai. Tidak ada yang berubah."
    assert "Minta pengirimnya membuat ulang" in told.value.next_step
    assert f"worker {job}" in caplog.text
    assert "7317010101900001" not in caplog.text
    assert ("ValueError\n  gmsc_desktop/worker/child.py:" in caplog.text) == (job != "abort")
    assert ("  worker_jobs.py:" in caplog.text) == (job != "nan")
    assert list(stand_in.iterdir()) == []


@POSIX_ONLY
def test_a_child_that_wants_too_much_memory_is_told(stand_in: Path) -> None:
    with pytest.raises(UserFacingError, match="memerlukan memori lebih dari 382 MB") as told:
        call("memory")
    assert told.value.next_step
    assert list(stand_in.iterdir()) == []


def test_a_child_that_does_not_end_is_ended(stand_in: Path) -> None:
    with pytest.raises(UserFacingError, match="belum selesai dalam 1 detik"):
        call("hang", seconds=0.6)
    assert list(stand_in.iterdir()) == []


@POSIX_ONLY
def test_cancel_ends_the_child_at_once_and_leaves_nothing(stand_in: Path) -> None:
    cancel = threading.Event()

    def press(pipe: Path) -> None:
        pipe.read_text()
        cancel.set()

    with worker.private_folder() as folder:
        os.mkfifo(folder / "pipa")
        person = threading.Thread(target=press, args=(folder / "pipa",))
        person.start()
        with pytest.raises(UserFacingError, match=r"^Dibatalkan\. Tidak ada yang berubah\.$"):
            worker.call_in(folder, "hang", {"pipe": "pipa"}, seconds=60, memory_bytes=MEMORY, cancel=cancel)
        person.join()
    assert list(stand_in.iterdir()) == []


ORPHAN = """
import sys
from pathlib import Path
from gmsc_desktop import worker
from gmsc_desktop.worker import parent
parent.program = lambda: [sys.executable, sys.argv[1]]
worker.call_in(Path(sys.argv[2]), "hold", {"pipe": "pipa"}, seconds=300, memory_bytes=400_000_000)
"""


@POSIX_ONLY
def test_a_child_whose_parent_was_killed_ends_by_itself(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa")
    process = subprocess.Popen([sys.executable, "-c", ORPHAN, STAND_IN, str(tmp_path)], cwd=ROOT)
    with (tmp_path / "pipa").open("rb", buffering=0) as pipe:
        child = int(pipe.read(10))
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        ended, _writable, _broken = select.select([pipe], [], [], 20)
        if not ended:
            os.kill(child, signal.SIGKILL)
        assert ended, "the child lived on"
        assert pipe.read(1) == b""  # the end of the pipe is the end of the child


def test_nothing_of_this_computer_is_handed_on_but_what_a_start_needs(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "GMSC_DATA", "PYTHONPATH", "SSH_AUTH_SOCK"):
        monkeypatch.setenv(name, "rahasia")
    seen = call("environment")
    names = seen["names"]
    assert isinstance(names, list)
    assert not {"HTTPS_PROXY", "GMSC_DATA", "PYTHONPATH", "SSH_AUTH_SOCK"} & set(names)
    assert seen["same"] is True
    assert seen["temporary"] == seen["here"]
    assert str(seen["here"]).startswith(str(stand_in.resolve()))


def test_a_child_reaches_no_network_no_program_and_no_file_outside(stand_in: Path, tmp_path: Path) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "ada.txt").write_text("tetap")
    with socket.create_server(("127.0.0.1", 0)) as server:
        came = call("trespass", outside=str(outside), port=server.getsockname()[1])
    assert came.pop("inside") == "boleh"
    assert set(came.values()) == {"refused"}, came
    assert len(came) == 15
    assert [path.read_text() for path in outside.iterdir()] == ["tetap"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[1]",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b'{"a": "\xff"}',
        b'{"a": "\\ud800"}',
        b'{"a": 1} x',
        b"\xef\xbb\xbf{}",
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a": ' + b"9" * 10_000 + b"}",
    ],
)
def test_a_result_is_read_as_a_strangers(liar: Path, content: bytes) -> None:
    with pytest.raises(UserFacingError, match="terhenti sebelum selesai"):
        call("x", content=content.hex())
    assert list(liar.iterdir()) == []


def test_an_honest_result_of_the_same_kind_passes(liar: Path) -> None:
    content = json.dumps({"a": 1.5, "é": ["½", None, {"\U0001f600": -3}]}).encode()
    assert call("x", content=content.hex()) == {"a": 1.5, "é": ["½", None, {"\U0001f600": -3}]}


@POSIX_ONLY
def test_a_result_that_is_no_plain_file_or_too_long_is_refused(liar: Path, tmp_path: Path) -> None:
    (tmp_path / "lain.json").write_text('{"a": 1}')
    for request in ({"link": str(tmp_path / "lain.json")}, {"pipe": 1}, {"size": 17_000_000}, {}):
        with pytest.raises(UserFacingError, match="terhenti sebelum selesai"):
            call("x", **request)
    assert call("x", size=1_000_000) == {"a": 1}
    assert list(liar.iterdir()) == []


@pytest.mark.parametrize("error", ["", "[]", '{"sentence": 7}', '{"sentence": ""}', '{"next_step": "x"}'])
def test_an_error_without_a_sentence_still_gives_one(liar: Path, error: str) -> None:
    with pytest.raises(UserFacingError, match="terhenti sebelum selesai"):
        call("x", error=error)


def test_what_a_child_says_of_its_fault_never_reaches_the_log(liar: Path, caplog: pytest.LogCaptureFixture) -> None:
    error = json.dumps({"trace": "NIK 7317010101900001\n  x.py:1 Kepala Dinas\nKepala Dinas\n  /home/Kepala Dinas:1 f"})
    with caplog.at_level(logging.DEBUG), pytest.raises(UserFacingError, match="terhenti sebelum selesai"):
        call("x", error=error, code=4)
    assert "worker x" in caplog.text
    assert "7317010101900001" not in caplog.text
    assert "Kepala" not in caplog.text


def test_a_sentence_of_any_length_is_bounded(liar: Path) -> None:
    with pytest.raises(UserFacingError) as told:
        call("x", error=json.dumps({"sentence": "a\n" + "b" * 5000, "next_step": ["x"]}))
    assert len(told.value.sentence) == 2_000
    assert "\n" not in told.value.sentence
    assert told.value.next_step == ""


def test_an_unknown_job_and_a_wrong_call_are_our_own_fault(stand_in: Path) -> None:
    with pytest.raises(RuntimeError, match="tidak-ada"):
        call("tidak-ada")
    for arguments in (["self-test", str(stand_in / "tiada")], []):
        done = subprocess.run([*worker.program(), "--worker", *arguments], check=False, timeout=60)
        assert done.returncode == 2


def test_a_program_that_cannot_be_started_is_a_sentence(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "program", lambda: [str(temporary / "tiada")])
    with pytest.raises(UserFacingError, match="tidak dapat memulai proses pembaca berkas") as told:
        call("self-test")
    assert "Tutup beberapa program lain" in told.value.next_step
    assert list(temporary.iterdir()) == []
