"""What stands in the way of a package, and the cancel button: nothing stays behind, and a sentence says what it was."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.bag import EvidenceFile, Payload
from gmsc_desktop.package.read import open_package
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.write import Written, write_package
from tests.package.packages import evidence_files, plan_and_history, request, sample_key, written


def refused(tmp_path: Path, **more: object) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        written(tmp_path, **more)  # type: ignore[arg-type]
    assert list((tmp_path / "keluar").iterdir()) == []
    return caught.value


def first_evidence(tmp_path: Path) -> EvidenceFile:
    return evidence_files(tmp_path, plan_and_history()[0])[0]


def test_damaged_evidence_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    evidence = first_evidence(tmp_path)
    evidence.path.write_bytes(b"lain")
    told = refused(tmp_path, evidence=(evidence,))
    assert f"“{evidence.title}” rusak" in told.sentence
    assert "cadangan" in told.next_step


def test_lost_evidence_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    evidence = first_evidence(tmp_path)
    evidence.path.unlink()
    assert f"“{evidence.title}” tidak ada lagi" in refused(tmp_path, evidence=(evidence,)).sentence


def test_a_document_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(_file: BinaryIO) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        written(tmp_path, documents=(Payload("dokumen/rencana.pdf", fail),))
    assert list((tmp_path / "keluar").iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="Folder tidak-ada tidak ditemukan"):
        write_package(tmp_path / "tidak-ada", request(), key=sample_key())


def test_a_name_that_no_package_holds_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not on the list"):
        written(tmp_path, documents=(Payload("catatan.txt", lambda file: None),))
    with pytest.raises(PackageRefused):
        written(tmp_path, documents=(Payload("../luar.pdf", lambda file: None),))


def test_a_plan_that_the_reader_would_refuse_is_not_handed_out(tmp_path: Path) -> None:
    snapshot, _history = plan_and_history()
    broken = Snapshot({table.name: snapshot.rows(table.name) for table in TABLES if table.name != "agency"})
    told = refused(tmp_path, snapshot=broken)
    assert "tidak lolos pemeriksaan" in told.sentence
    assert "menunjuk catatan yang tidak ada" in told.sentence


class CountingEvent(threading.Event):
    """A cancel button that is pressed at the n-th look."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    def is_set(self) -> bool:
        self.left -= 1
        return self.left <= 0


@pytest.mark.parametrize("looks", [1, 2, 5, 9, 14, 19, 24, 29])
def test_cancel_at_any_moment_leaves_nothing(tmp_path: Path, looks: int) -> None:
    evidence = evidence_files(tmp_path, plan_and_history()[0])
    (tmp_path / "keluar").mkdir()
    with pytest.raises(UserFacingError, match="Dibatalkan"):
        write_package(tmp_path / "keluar", request(evidence=evidence), key=sample_key(), cancel=CountingEvent(looks))
    assert list((tmp_path / "keluar").iterdir()) == []


def test_a_document_in_the_making_can_be_cancelled(tmp_path: Path) -> None:
    button = threading.Event()

    def slow(file: BinaryIO) -> None:
        file.write(b"halaman 1")
        button.set()
        file.write(b"halaman 2")
        raise AssertionError("it was written on")

    (tmp_path / "keluar").mkdir()
    with pytest.raises(UserFacingError, match="Dibatalkan"):
        write_package(
            tmp_path / "keluar",
            request(documents=(Payload("dokumen/rencana.pdf", slow),)),
            key=sample_key(),
            cancel=button,
        )
    assert list((tmp_path / "keluar").iterdir()) == []


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    evidence = evidence_files(tmp_path, plan_and_history()[0])
    write_package(
        tmp_path, request(evidence=evidence), key=sample_key(), progress=lambda done, total: told.append((done, total))
    )
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def test_opening_can_be_cancelled(submission: Written) -> None:
    button = threading.Event()
    button.set()
    with pytest.raises(UserFacingError, match="Dibatalkan"), open_package(submission.path, cancel=button):
        pytest.fail("it was opened")
