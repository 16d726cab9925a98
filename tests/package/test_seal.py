"""The seal: made on first use, kept private, understood by minisign, and told for what it is."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.package import keys
from gmsc_desktop.package.keys import SealState, known_keys, remember_key, seal_state, seal_text, signing_key
from gmsc_desktop.package.read import open_package
from gmsc_desktop.package.verify import verify
from gmsc_desktop.package.write import Written
from tests.package.packages import Forgery, sample_key, unzip, written

ROOT = Path(__file__).resolve().parents[2]
MINISIGN = shutil.which("minisign")
NEEDS_MINISIGN = pytest.mark.skipif(MINISIGN is None, reason="the tool minisign is not installed")


def test_the_key_pair_is_made_once_and_kept_private(tmp_path: Path) -> None:
    folder = tmp_path / "kunci"
    first = signing_key(folder)
    assert signing_key(folder).public_text == first.public_text
    assert (folder / "segel.pub").read_bytes() == first.public_file
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / "segel.pem").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="asks for rights of POSIX")
def test_the_key_is_never_readable_by_others_and_a_copy_is_closed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    fsync = os.fsync

    def look(handle: int) -> None:
        modes.append(os.fstat(handle).st_mode)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", look)
    before = os.umask(0)
    try:
        signing_key(tmp_path / "kunci")
    finally:
        os.umask(before)
    assert next(stat.S_IMODE(mode) for mode in modes if stat.S_ISREG(mode)) == 0o600
    folders = [mode for mode in modes if stat.S_ISDIR(mode)]
    assert len(folders) >= 3  # the folder's own name, the key's, the public key's
    for path, lax in ((tmp_path / "kunci" / "segel.pem", 0o644), (tmp_path / "kunci", 0o755)):
        path.chmod(lax)
    signing_key(tmp_path / "kunci")
    remember_key("kunci lain", "rencana", tmp_path / "kunci")
    assert stat.S_IMODE((tmp_path / "kunci" / "segel.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "kunci").stat().st_mode) == 0o700


MAKER = """
import sys
from pathlib import Path
from gmsc_desktop.package import keys
print("siap", flush=True)
sys.stdin.readline()
print(keys.signing_key(Path(sys.argv[1])).public_text)
"""


def test_of_several_processes_that_make_the_key_at_once_all_have_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "kunci"
    command = [sys.executable, "-c", MAKER, str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    makers = [subprocess.Popen(command, cwd=ROOT, **pipes) for _maker in range(4)]  # type: ignore[call-overload]
    assert [maker.stdout.readline() for maker in makers] == ["siap\n"] * 4
    for maker in makers:
        maker.stdin.write("\n")
        maker.stdin.flush()
    made = {maker.communicate(timeout=60)[0] for maker in makers}
    assert made == {signing_key(folder).public_text + "\n"}
    assert sorted(path.name for path in folder.iterdir()) == ["segel.pem", "segel.pub"]


def test_a_key_that_another_made_in_between_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "kunci"
    make = keys._make_key
    others: list[str] = []

    def later(place: Path) -> None:
        make(place)
        others.append(place.read_text())
        make(place)

    monkeypatch.setattr(keys, "_make_key", later)
    signing_key(folder)
    assert (folder / "segel.pem").read_text() == others[0]


def test_two_computers_have_two_keys(tmp_path: Path) -> None:
    assert signing_key(tmp_path / "a").public_text != signing_key(tmp_path / "b").public_text


def test_the_data_folder_holds_the_keys(data_dir: Path) -> None:
    signing_key()
    assert (data_dir / "kunci" / "segel.pem").is_file()


@pytest.mark.parametrize("content", [b"", b"rusak", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_broken_key_is_told_and_never_replaced_in_silence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "segel.pem").write_bytes(content)
    with pytest.raises(UserFacingError, match="rusak"):
        signing_key(tmp_path)
    assert (tmp_path / "segel.pem").read_bytes() == content


def test_what_a_receiver_learns(tmp_path: Path) -> None:
    plan, one, other = "plan", sample_key().public_text, signing_key(tmp_path / "lain").public_text
    here = tmp_path / "kunci"
    assert seal_state(None, plan, here) is SealState.NONE
    assert seal_state(one, plan, here) is SealState.NEW
    remember_key(one, plan, here)
    remember_key(one, plan, here)
    assert known_keys(here) == {plan: [one]}
    assert seal_state(None, plan, here) is SealState.MISSING
    assert seal_state(one, plan, here) is SealState.SAME
    assert seal_state(other, plan, here) is SealState.CHANGED
    assert seal_state(other, "another plan", here) is SealState.NEW
    remember_key(other, plan, here)
    assert seal_state(other, plan, here) is SealState.SAME
    assert seal_state(signing_key(here).public_text, "another plan", here) is SealState.SAME


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"plan": 5}'])
def test_a_broken_memory_of_keys_stops_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dikenal.json").write_bytes(content)
    assert seal_state("key", "plan", tmp_path) is SealState.NEW


@pytest.mark.parametrize("state", [SealState.SAME, SealState.NEW, SealState.CHANGED])
def test_no_text_promises_a_legal_identity(state: SealState) -> None:
    assert "bukan tanda tangan resmi" in seal_text(state)


def test_the_same_computer_as_before(tmp_path: Path, data_dir: Path) -> None:
    first = written(tmp_path)
    assert verify(first.path).seal_state is SealState.NEW
    with open_package(first.path) as opened:
        assert opened.seal is not None
        remember_key(opened.seal.public_key, opened.identity.plan_id)
    assert "komputer yang sama seperti sebelumnya" in " ".join(verify(first.path).checks)
    other = written(tmp_path, key=signing_key(tmp_path / "komputer lain"))
    report = verify(other.path)
    assert report.seal_state is SealState.CHANGED
    assert any("Tanyakan kepada pengirim" in warning for warning in report.warnings)


def test_seals_form_a_chain(tmp_path: Path) -> None:
    first = written(tmp_path)
    second = written(tmp_path, previous_seal=first.seal_hash)
    with open_package(second.path) as opened:
        assert opened.seal is not None
        assert opened.seal.previous == first.seal_hash


def test_a_package_without_seal_is_taken_with_a_warning(submission: Written, tmp_path: Path) -> None:
    forged = Forgery.of(submission.path)
    del forged.files["segel.json"], forged.files["segel.json.minisig"]
    path = tmp_path / "paket.zip"
    path.write_bytes(forged.retag().zipped())
    report = verify(path)
    assert report.seal_state is SealState.NONE
    assert any("tidak bersegel" in warning for warning in report.warnings)


def test_the_seal_carries_what_it_vouches_for(submission: Written) -> None:
    seal = json.loads(unzip(submission.path)["segel.json"])
    assert (seal["district_code"], seal["round"], seal["sequence"], seal["previous"]) == ("73.17", 2, 5, None)
    assert set(seal["files"]) == {"bagit.txt", "bag-info.txt", "manifest-sha512.txt"}


@NEEDS_MINISIGN
@pytest.mark.parametrize(("kind", "round_number"), [("submission", 2), ("backup", 0)])
def test_minisign_finds_the_signature_good(
    kind: str, round_number: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    submission: Written = request.getfixturevalue(kind)
    files = unzip(submission.path)
    for name in ("segel.json", "segel.json.minisig"):
        (tmp_path / name).write_bytes(files[name])
    (tmp_path / "segel.pub").write_bytes(sample_key().public_file)
    done = minisign(tmp_path, "-V", "-p", "segel.pub", "-m", "segel.json")
    assert done.returncode == 0, done.stderr
    assert f"GMSC daerah=73.17 putaran={round_number} urutan=5" in done.stdout
    assert sample_key().key_id in (tmp_path / "segel.pub").read_text("ascii")
    (tmp_path / "segel.json").write_bytes(files["segel.json"].replace(b'"sequence": 5', b'"sequence": 6'))
    assert minisign(tmp_path, "-V", "-p", "segel.pub", "-m", "segel.json").returncode != 0


@NEEDS_MINISIGN
def test_a_signature_of_minisign_is_found_good_here(submission: Written, tmp_path: Path) -> None:
    """Their key, their signature over our seal, our check."""
    from gmsc_desktop.package import examine, seal

    assert minisign(tmp_path, "-G", "-W", "-p", "their.pub", "-s", "their.key").returncode == 0
    forged = Forgery.of(submission.path)
    public = (tmp_path / "their.pub").read_text("ascii").splitlines()[1]
    forged.edit_json(lambda content: content.update(public_key=public), "segel.json")
    (tmp_path / "segel.json").write_bytes(forged.files["segel.json"])
    comment = "GMSC daerah=73.17 putaran=2 urutan=5"
    assert minisign(tmp_path, "-S", "-W", "-s", "their.key", "-t", comment, "-m", "segel.json").returncode == 0
    forged.files["segel.json.minisig"] = (tmp_path / "segel.json.minisig").read_bytes()
    tags = {name: data for name, data in forged.retag().files.items() if not name.startswith("data/")}
    found = examine.read_bag(tags).seal
    assert found is not None
    assert found.public_key == public
    assert isinstance(found, seal.Seal)


def minisign(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    assert MINISIGN is not None
    return subprocess.run([MINISIGN, *words], cwd=folder, capture_output=True, text=True, check=False)


def test_the_key_number_is_that_of_the_key(submission: Written) -> None:
    assert keys.key_id_of(sample_key().public) == sample_key().key_id == verify(submission.path).key_id
