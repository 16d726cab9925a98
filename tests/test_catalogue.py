"""The catalogues say everything that the program says, with the same placeholders, and papers stay Indonesian."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmsc_desktop import cli, paths, text
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.reference import load
from gmsc_desktop.package.verify import verify
from gmsc_desktop.text import (
    _,
    in_source_language,
    ngettext,
    read_catalogue,
    set_language,
    source_of,
    spoken,
)
from gmsc_desktop.values import format_rupiah_short
from tools import catalogue

LOCALE = paths.resource("locale")
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/gmsc.po"))
CODES = [path.parent.parent.name for path in CATALOGUES]
MANY = re.compile(r"\{(\w+)\|[^|{}]*\|[^|{}]*\}")


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en", LOCALE)
    yield
    set_language("id")


def words_of(code: str) -> dict[str, str]:
    return read_catalogue((LOCALE / code / "LC_MESSAGES" / "gmsc.po").read_text(encoding="utf-8"))


def placeholders(words: str) -> set[str]:
    return {name for _text, name, _form, _conversion in string.Formatter().parse(words) if name is not None}


def test_there_is_english() -> None:
    assert "en" in CODES


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_says_all_that_the_program_says(code: str) -> None:
    words = words_of(code)
    missing = [source for source in catalogue.sources() if source not in words]
    assert not missing, f"run tools/catalogue.py and translate in resources/locale/{code}: {missing[:5]}"


@pytest.mark.parametrize("code", CODES)
def test_placeholders_mnemonics_and_line_ends_agree(code: str) -> None:
    wrong = []
    for source, words in words_of(code).items():
        chosen = set(MANY.findall(words))
        plain = MANY.sub("", words)
        if placeholders(source) != placeholders(plain) | chosen:
            wrong.append((source, words))
        same_end = source[-1] == words[-1] or source[-1] not in ".…:?"
        if source.count("&") != words.count("&") or source.count("\n") != words.count("\n") or not same_end:
            wrong.append((source, words))
    assert not wrong


def test_a_text_is_told_in_the_chosen_language(english: None) -> None:
    assert _("Simpan dan lanjut") == "Save and go on"
    assert _("{count} peringatan").format(count=1) == "1 warning"
    assert _("{count} peringatan").format(count=12) == "12 warnings"
    assert _("Teks yang tidak ada di katalog") == "Teks yang tidak ada di katalog"
    assert load().label("progress_status", "berjalan") == "Running"
    set_language("id")
    assert _("Simpan dan lanjut") == "Simpan dan lanjut"
    assert load().label("progress_status", "berjalan") == "Berjalan"


def test_a_language_without_a_catalogue_leaves_the_source_texts() -> None:
    set_language("jv", LOCALE)
    assert _("Simpan dan lanjut") == "Simpan dan lanjut"
    assert text.language() == "id"


def test_a_translated_text_knows_its_source_when_filled_in(english: None) -> None:
    label = _("Petakan ke {dimension}").format(dimension=_("Lingkungan"))
    assert label == "Map to Environment"
    assert source_of(label) == "Petakan ke Lingkungan"


def test_what_runs_in_the_source_language_is_indonesian_and_gives_the_language_back(english: None) -> None:
    def fail() -> None:
        assert (_("Simpan dan lanjut"), text.language()) == ("Simpan dan lanjut", "id")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        in_source_language(fail)()
    assert (_("Simpan dan lanjut"), text.language()) == ("Save and go on", "en")


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("Tambah inisiatif", "Add initiative"),
        ("Hapus inisiatif", "Delete initiative"),
        ("Hapus 3 inisiatif", "Delete 3 initiatives"),
        ("Hapus anggota lembaga", "Delete member of a body"),
        ("Ubah nama OPD", "Change name of the agency"),
        ("Petakan ke Smart Living", "Map to Smart Living"),
        ("Sesuatu dari versi lain", "Sesuatu dari versi lain"),
        ("", ""),
    ],
)
def test_the_name_of_a_change_is_told_in_the_chosen_language(english: None, kept: str, told: str) -> None:
    assert spoken(kept) == told
    set_language("id")
    assert spoken(kept) == kept


def test_numbers_choose_between_two_texts(english: None) -> None:
    assert ngettext("satu", "banyak", 1) == "satu"
    assert ngettext("satu", "banyak", 2) == "banyak"


def test_the_setting_and_the_variable_choose_the_language(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.LANGUAGE_VARIABLE, raising=False)
    assert paths.chosen_language() == "id"
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / paths.SETTINGS_NAME).write_text("[General]\ntema=dark\nbahasa=en\n", encoding="utf-8")
    assert paths.chosen_language() == "en"
    assert paths.chosen_language(str(data_dir / "lain")) == "id"
    monkeypatch.setenv(paths.LANGUAGE_VARIABLE, "id_ID.UTF-8")
    assert paths.chosen_language() == "id"


def test_a_command_tells_in_the_chosen_language(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(paths.LANGUAGE_VARIABLE, "en")
    try:
        assert cli.main(["plans"]) == 0
        assert "There are no plans yet." in capsys.readouterr().out
        assert cli.main(["show", "deadbeef"]) == 1
        assert "is not on this computer." in capsys.readouterr().err
    finally:
        set_language("id")


def test_a_child_process_tells_in_the_chosen_language(tmp_path: Path, english: None, data_dir: Path) -> None:
    file = tmp_path / "paket.zip"
    file.write_bytes(b"not a package")
    with pytest.raises(UserFacingError) as refused:
        verify(file)
    assert refused.value.sentence == "This file is not a GMSC package."


# Words that officials read as mistakes or that the product does not use, and marks that are not ours.
UNWANTED = re.compile(
    r"[«»„]|\.\.\.|(?<!=)(?<!override )(?<!misalnya )\"\w"
    r"|\b(error|submit|unggah|kuartal|baseline|gol|objektif|analisa|resiko|aktifitas|notulensi|jadual|ijin|praktek"
    r"|walikota|progres|kemajuan|review|reviewer|fasilitator|departemen|instansi|skpd|silahkan|merubah|dimana"
    r"|kota cerdas|email|e-mail)\b",
    re.IGNORECASE,
)


def test_the_texts_use_the_words_of_officials() -> None:
    assert UNWANTED.search("Progres kuartal ini")
    assert UNWANTED.search("Berkas «Notulen»")
    wrong = {text: places for text, places in catalogue.sources().items() if UNWANTED.search(text)}
    assert not wrong


@pytest.mark.parametrize("table", [spec.name for spec in TABLES])
def test_one_record_of_a_kind_is_told_as_one(english: None, table: str) -> None:
    spec = BY_NAME[table]
    assert source_of(spec.singular) == spec.singular_text
    assert spec.counted(1).startswith("1 ")
    irregular = {"Strategi dan arah kebijakan", "Pelaksanaan tahunan"}
    if spec.singular_text not in irregular:
        assert spec.counted(1)[2:] != spec.counted(2)[2:]


def test_short_money_is_billions_in_english_and_miliar_in_indonesian(english: None) -> None:
    assert format_rupiah_short(1_900_000_000) == "Rp1,9\N{NO-BREAK SPACE}bn"
    set_language("id")
    assert format_rupiah_short(1_900_000_000) == "Rp1,9\N{NO-BREAK SPACE}M"
