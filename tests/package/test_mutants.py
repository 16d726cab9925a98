"""Hundreds of damaged packages, the same in every run: none is taken for another, none brings the reader down."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmsc_desktop.package.examine import examine
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.write import Written
from gmsc_desktop.package.zip_form import DEFLATED
from gmsc_desktop.package.zip_reading import ZipCaps, read_directory
from tests.package.damages import Damage, cut, flips, grown, header_flips, hole, shrunk, spliced
from tests.package.packages import Forgery, unzip, zip_of

ROUNDS = 60


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that is small, so that most of its bytes are headers, lists and the plan."""
    from tests.package.packages import written

    return written(tmp_path_factory.mktemp("kecil"), "salinan-kerja", evidence=()).path


@pytest.mark.parametrize("damage", [flips, header_flips, cut, hole, spliced, grown, shrunk], ids=lambda f: f.__name__)
def test_a_damaged_package_is_refused_or_the_same(small: Path, tmp_path: Path, damage: Damage) -> None:
    data, path = small.read_bytes(), tmp_path / "paket.zip"
    for number, mutant in enumerate(mutants(data, damage)):
        path.write_bytes(mutant)
        if taken(path):
            assert unzip(path) == unzip(small), f"mutant {number} was taken with another content"


def taken(path: Path) -> bool:
    """Whether a package is taken; whatever is not a refusal with a sentence and a next step fails the test."""
    try:
        examine(path)
    except PackageRefused as refused:
        if refused.sentence and refused.next_step:
            return False
        raise
    return True


def mutants(data: bytes, damage: Damage) -> Iterator[bytes]:
    dice = random.Random(f"{damage.__name__} 20261121")
    for _round in range(ROUNDS):
        mutant = damage(data, dice)
        if mutant != data:
            yield mutant


def test_every_single_bit_of_headers_lists_and_seal_counts(small: Path, tmp_path: Path) -> None:
    """All of the directory's bits that a reader acts upon, one at a time, and each is noticed or told."""
    data, path = small.read_bytes(), tmp_path / "paket.zip"
    begin = int.from_bytes(data[-6:-2], "little")
    places = [*range(begin, begin + 100), *range(len(data) - 22, len(data)), *range(60)]
    for place in places:
        mutant = bytearray(data)
        mutant[place] ^= 1 << (place % 8)
        path.write_bytes(bytes(mutant))
        if taken(path):  # a time, a permission, the program's number: another's form with our content
            assert examine(path).repacked
            assert unzip(path) == unzip(small)


def test_every_bit_of_stored_evidence_counts(submission: Written, tmp_path: Path) -> None:
    data, path = submission.path.read_bytes(), tmp_path / "paket.zip"
    with submission.path.open("rb") as file:
        entry = next(one for one in read_directory(file, ZipCaps()).entries if one.name.endswith(".jpg"))
    dice = random.Random(7)
    for _round in range(20):
        place = entry.data_at + dice.randrange(entry.packed)
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :])
        with pytest.raises(PackageRefused) as caught:
            examine(path)
        assert caught.value.reason == "changed"


def test_mutants_whose_check_sums_were_put_right_are_refused_too(small: Path, tmp_path: Path) -> None:
    """One letter of one file changed, with the ZIP's own check sums right: the lists and the seal see it."""
    path, dice = tmp_path / "paket.zip", random.Random(11)
    for _round in range(40):
        files = dict(Forgery.of(small).files)
        name = dice.choice(sorted(files))
        content = bytearray(files[name])
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(7)
        path.write_bytes(
            zip_of({f"GMSC_x/{one}": bytes(content) if one == name else data for one, data in files.items()})
        )
        with pytest.raises(PackageRefused):
            examine(path)


def test_mutants_whose_lists_and_seal_were_put_right_bring_nothing_down(small: Path, tmp_path: Path) -> None:
    """The plan or the history changed by a forger who signs again: refused with a sentence, or a plan that holds."""
    path, dice = tmp_path / "paket.zip", random.Random(13)
    count = 0
    for _round in range(ROUNDS // 2):
        forged = Forgery.of(small)
        name = dice.choice(("data/rencana.json", "data/riwayat.jsonl"))
        forged.files[name] = flips(forged.files[name], dice)
        path.write_bytes(forged.relist().zipped())
        count += taken(path)
    assert count < ROUNDS / 2


def test_the_small_package_is_what_the_mutants_are_made_of(small: Path) -> None:
    with small.open("rb") as file:
        methods = {entry.method for entry in read_directory(file, ZipCaps()).entries}
    assert DEFLATED in methods
    assert examine(small).content.changes == 3
