"""Regions: complete, found by any name that people use, and no false friend before the right one."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest

from gmsc_desktop.models.region import Match, Region, all_regions, find_region, search_regions
from gmsc_desktop.paths import resource


def names(typed: str) -> list[str]:
    return [match.region.name for match in search_regions(typed)]


def first(typed: str) -> Match:
    found = search_regions(typed)
    assert found, f"nothing found for {typed!r}"
    return found[0]


def table(name: str) -> list[dict[str, str]]:
    with resource(f"reference/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- completeness and codes


def test_every_province_and_district_is_there() -> None:
    kinds = [region.kind for region in all_regions()]
    assert (kinds.count("provinsi"), kinds.count("kabupaten"), kinds.count("kota")) == (38, 416, 98)
    assert len({region.code for region in all_regions()}) == 38 + 514


@pytest.mark.parametrize("code", ["73.17", "7317", " 73.17 ", "73 17"])
def test_a_district_is_found_by_its_code(code: str) -> None:
    assert find_region(code) == Region("73.17", "Kabupaten Luwu", "kabupaten", "73", "Sulawesi Selatan")


def test_a_province_is_found_by_its_code() -> None:
    assert find_region("35") == Region("35", "Provinsi Jawa Timur", "provinsi", "35", "Jawa Timur")
    assert first("34").region.name == "Daerah Istimewa Yogyakarta"


@pytest.mark.parametrize("code", ["", "7", "731", "73.99", "99", "73.17.01", "Luwu", "73-17", "٧٣١٧"])
def test_no_region_has_another_code(code: str) -> None:
    assert find_region(code) is None


@pytest.mark.parametrize(
    ("former", "code", "name"),
    [
        ("91.01", "93.01", "Kabupaten Merauke"),
        ("9109", "94.04", "Kabupaten Mimika"),
        ("91.02", "95.01", "Kabupaten Jayawijaya"),
        ("92.71", "96.71", "Kota Sorong"),
    ],
)
def test_a_former_code_gives_the_present_region_and_says_so(former: str, code: str, name: str) -> None:
    region = find_region(former)
    assert region is not None
    assert (region.code, region.name) == (code, name)
    assert f"kode yang berlaku {code}" in region.note
    assert first(former).reason == region.note


def test_former_codes_are_former_and_lead_somewhere() -> None:
    present = {region.code for region in all_regions()}
    for row in table("kode_lama.csv"):
        assert row["kode_lama"] not in present
        assert row["kode"] in present
        assert row["sumber"]


def test_abbreviations_of_the_official_list_are_written_out() -> None:
    assert [region.name for region in all_regions() if "." in region.name] == []
    assert first("71.09").region.name == "Kabupaten Kepulauan Siau Tagulandang Biaro"


@pytest.mark.parametrize("code", ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"])
def test_the_areas_of_jakarta_have_no_head_of_region_of_their_own(code: str) -> None:
    region = find_region(code)
    assert region is not None
    assert "tanpa kepala daerah sendiri" in region.note
    assert first(code).reason == region.note


def test_codes_are_found_while_they_are_typed() -> None:
    assert names("73")[:2] == ["Provinsi Sulawesi Selatan", "Kabupaten Kepulauan Selayar"]
    assert names("732") == ["Kabupaten Luwu Utara", "Kabupaten Luwu Timur", "Kabupaten Toraja Utara"]
    assert len(search_regions("73")) == 12
    assert len(search_regions("73", limit=100)) == 25


# ---- one name, however it is written


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("luwu", "Kabupaten Luwu"),
        ("LUWU", "Kabupaten Luwu"),
        ("Kab. Luwu", "Kabupaten Luwu"),
        ("kab luwu", "Kabupaten Luwu"),
        ("Kab.Luwu", "Kabupaten Luwu"),
        ("Luwu, Kab.", "Kabupaten Luwu"),
        ("Pemerintah Kabupaten Luwu", "Kabupaten Luwu"),
        ("pematang siantar", "Kota Pematangsiantar"),
        ("Pematangsiantar", "Kota Pematangsiantar"),
        ("siantar", "Kota Pematangsiantar"),
        ("baubau", "Kota Bau Bau"),
        ("Bau-Bau", "Kota Bau Bau"),
        ("kota bau bau", "Kota Bau Bau"),
        ("Sawah Lunto", "Kota Sawahlunto"),
        ("muko-muko", "Kabupaten Mukomuko"),
        ("mukomuko", "Kabupaten Mukomuko"),
        ("tolitoli", "Kabupaten Toli-Toli"),
        ("Fakfak", "Kabupaten Fak Fak"),
        ("Tojo Una-Una", "Kabupaten Tojo Una Una"),
        ("Palangka Raya", "Kota Palangkaraya"),
        ("Gunung Kidul", "Kabupaten Gunungkidul"),
        ("Padang Sidempuan", "Kota Padangsidimpuan"),
        ("Batubara", "Kabupaten Batu Bara"),
        ("Tj. Balai", "Kota Tanjungbalai"),
        ("Kab. Kep. Sangihe", "Kabupaten Kepulauan Sangihe"),
        ("sangihe", "Kabupaten Kepulauan Sangihe"),
        ("morotai", "Kabupaten Pulau Morotai"),
        ("banggai kepulauan", "Kabupaten Banggai Kepulauan"),
        ("lima puluh kota", "Kabupaten Lima Puluh Kota"),
        ("50 Kota", "Kabupaten Lima Puluh Kota"),
        ("kota baru", "Kabupaten Kotabaru"),
        ("Kota Kotamobagu", "Kota Kotamobagu"),
        ("kodya bandung", "Kota Bandung"),
        ("Malang (Kota)", "Kota Malang"),
        ("pemkot solo", "Kota Surakarta"),
        ("Kota Administrasi Jakarta Selatan", "Kota Administrasi Jakarta Selatan"),
        ("pasangkayu", "Kabupaten Pasangkayu"),
        ("muna barat", "Kabupaten Muna Barat"),
        ("bombana", "Kabupaten Bombana"),
        ("Prov. Sulawesi Selatan", "Provinsi Sulawesi Selatan"),
        ("propinsi jambi", "Provinsi Jambi"),
        ("Kabupaten Luwu, Sulawesi Selatan", "Kabupaten Luwu"),
        ("Kabupaten Luwu Provinsi Sulawesi Selatan", "Kabupaten Luwu"),
        ("luwu sulsel", "Kabupaten Luwu"),
        ("Kota Malang, Jatim", "Kota Malang"),
        ("ogan komering ulu sel", "Kabupaten Ogan Komering Ulu Selatan"),
        ("lombok tim", "Kabupaten Lombok Timur"),
    ],
)
def test_spaces_signs_case_and_titles_are_forgiven(typed: str, name: str) -> None:
    assert first(typed).region.name == name


SHORT_FORMS = {
    "Tapanuli Tengah": "tapteng", "Tapanuli Selatan": "tapsel", "Tapanuli Utara": "taput",
    "Serdang Bedagai": "sergai", "Ogan Komering Ulu": "oku", "Ogan Komering Ulu Timur": "okut",
    "Ogan Komering Ilir": "oki", "Ogan Komering Ulu Selatan": "okus", "Musi Banyuasin": "muba", "Musi Rawas": "mura",
    "Musi Rawas Utara": "muratara", "Penukal Abab Lematang Ilir": "pali", "Kutai Kartanegara": "kukar",
    "Kutai Timur": "kutim", "Kutai Barat": "kubar", "Penajam Paser Utara": "ppu", "Kotawaringin Barat": "kobar",
    "Kotawaringin Timur": "kotim", "Hulu Sungai Selatan": "hss", "Hulu Sungai Tengah": "hst",
    "Hulu Sungai Utara": "hsu", "Tanah Laut": "tala", "Tanah Bumbu": "tanbu", "Lombok Barat": "lobar",
    "Lombok Tengah": "loteng", "Lombok Timur": "lotim", "Lombok Utara": "klu", "Sumbawa Barat": "ksb",
    "Manggarai Barat": "mabar", "Manggarai Timur": "matim", "Sumba Barat Daya": "sbd", "Seram Bagian Timur": "sbt",
    "Kepulauan Sula": "kepsul", "Halmahera Barat": "halbar", "Halmahera Timur": "haltim",
    "Halmahera Tengah": "halteng", "Halmahera Utara": "halut", "Halmahera Selatan": "halsel",
    "Bolaang Mongondow": "bolmong", "Bolaang Mongondow Utara": "bolmut", "Bolaang Mongondow Timur": "boltim",
    "Bolaang Mongondow Selatan": "bolsel", "Minahasa Selatan": "minsel", "Minahasa Utara": "minut",
    "Minahasa Tenggara": "mitra", "Kepulauan Siau Tagulandang Biaro": "sitaro", "Parigi Moutong": "parimo",
    "Banggai Kepulauan": "bangkep", "Banggai Laut": "balut", "Polewali Mandar": "polman", "Konawe Selatan": "konsel",
    "Konawe Utara": "konut", "Konawe Kepulauan": "konkep", "Buton Utara": "butur", "Buton Selatan": "busel",
    "Buton Tengah": "buteng", "Muna Barat": "mubar", "Kolaka Timur": "koltim", "Sidenreng Rappang": "sidrap",
    "Pangkajene dan Kepulauan": "pangkep", "Luwu Timur": "lutim", "Luwu Utara": "lutra", "Bandung Barat": "kbb",
}  # fmt: skip


@pytest.mark.parametrize(("short", "name"), [(short, name) for name, short in SHORT_FORMS.items()])
def test_short_forms_lead_to_their_kabupaten(short: str, name: str) -> None:
    match = first(short)
    assert match.region.name == f"Kabupaten {name}"
    assert match.reason.casefold() == f"“{short}” adalah singkatan kabupaten {name}.".casefold()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jogja", ["Kota Yogyakarta", "Daerah Istimewa Yogyakarta"]),
        ("DIY", ["Daerah Istimewa Yogyakarta"]),
        ("solo", ["Kota Surakarta"]),
        ("sby", ["Kota Surabaya"]),
        ("tangsel", ["Kota Tangerang Selatan"]),
        ("jakbar", ["Kota Administrasi Jakarta Barat"]),
        ("jaksel", ["Kota Administrasi Jakarta Selatan"]),
        ("jaktim", ["Kota Administrasi Jakarta Timur"]),
        ("jakut", ["Kota Administrasi Jakarta Utara"]),
        ("jakpus", ["Kota Administrasi Jakarta Pusat"]),
        ("sulsel", ["Provinsi Sulawesi Selatan"]),
        ("NTB", ["Provinsi Nusa Tenggara Barat"]),
        ("dki jakarta", ["Daerah Khusus Ibukota Jakarta"]),
        ("mura", ["Kabupaten Musi Rawas", "Kabupaten Murung Raya"]),
        ("toraja", ["Kabupaten Tana Toraja", "Kabupaten Toraja Utara"]),
    ],
)
def test_everyday_names_lead_to_the_region(typed: str, found: list[str]) -> None:
    assert names(typed)[: len(found)] == found


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Toba Samosir", "Kabupaten Toba"),
        ("mamuju utara", "Kabupaten Pasangkayu"),
        ("Maluku Tenggara Barat", "Kabupaten Kepulauan Tanimbar"),
        ("kab. pontianak", "Kabupaten Mempawah"),
        ("ujung pandang", "Kota Makassar"),
        ("irian jaya", "Provinsi Papua"),
    ],
)
def test_former_names_lead_to_the_present_one_and_say_so(typed: str, name: str) -> None:
    assert first(typed).region.name == name
    assert first(typed).reason.endswith(f"kini bernama {name}.")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Djakarta", "Daerah Khusus Ibukota Jakarta"),
        ("Tjirebon", "Kabupaten Cirebon"),
        ("kota bandoeng", "Kota Bandung"),
        ("Tjilatjap", "Kabupaten Cilacap"),
        ("Soerakarta", "Kota Surakarta"),
        ("Djokjakarta", "Kota Yogyakarta"),
        ("Soerabaja", "Kota Surabaya"),
        ("Banjoewangi", "Kabupaten Banyuwangi"),
    ],
)
def test_old_spelling_is_understood(typed: str, name: str) -> None:
    assert first(typed).region.name == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("pamekesan", "Kabupaten Pamekasan"),
        ("pamekes", "Kabupaten Pamekasan"),
        ("surbaya", "Kota Surabaya"),
        ("suarbaya", "Kota Surabaya"),
        ("makasar", "Kota Makassar"),
        ("lhoksumawe", "Kota Lhokseumawe"),
        ("tanggerang", "Kabupaten Tangerang"),
        ("banyuwagni", "Kabupaten Banyuwangi"),
        ("luwo", "Kabupaten Luwu"),
        ("kab. nunukn", "Kabupaten Nunukan"),
        ("bogro", "Kabupaten Bogor"),
    ],
)
def test_small_slips_are_forgiven_and_asked_about(typed: str, name: str) -> None:
    assert first(typed).region.name == name
    assert first(typed).reason == f"Mungkin yang Anda maksud {name}."


def test_the_name_with_the_fewest_slips_is_meant() -> None:
    assert names("sumbabbarat") == ["Kabupaten Sumba Barat"]


@pytest.mark.parametrize(
    "typed", ["", "   ", " ,, ", "zzzz", "kab", "bdg", "xyz sulsel", "99", "-5", "7-3", "…", "x" * 5000]
)
def test_nothing_is_made_up(typed: str) -> None:
    assert search_regions(typed) == []


# ---- kinds, and names that several have


@pytest.mark.parametrize("name", ["Malang", "Bogor", "Solok", "Bekasi", "Bandung", "Gorontalo", "Bima", "Tegal"])
def test_kabupaten_and_kota_of_one_name_stand_side_by_side(name: str) -> None:
    assert names(name.lower())[:2] == [f"Kabupaten {name}", f"Kota {name}"]
    assert names(f"kota {name}")[:2] == [f"Kota {name}", f"Kabupaten {name}"]
    assert names(f"kab. {name}")[:2] == [f"Kabupaten {name}", f"Kota {name}"]
    assert [match.reason for match in search_regions(f"kota {name}")[:2]] == ["", ""]


@pytest.mark.parametrize(
    ("typed", "name", "reason"),
    [
        ("Kota Nunukan", "Kabupaten Nunukan", "Tidak ada Kota Nunukan; yang ada Kabupaten Nunukan."),
        ("kabupaten surabaya", "Kota Surabaya", "Tidak ada Kabupaten Surabaya; yang ada Kota Surabaya."),
        ("kota oku", "Kabupaten Ogan Komering Ulu", "Tidak ada Kota OKU; yang ada Kabupaten Ogan Komering Ulu."),
    ],
)
def test_the_wrong_kind_leads_to_the_right_one_with_a_word(typed: str, name: str, reason: str) -> None:
    assert first(typed) == Match(first(typed).region, reason)
    assert first(typed).region.name == name


def test_a_province_is_followed_by_what_lies_in_it() -> None:
    found = search_regions("sulawesi selatan", limit=50)
    assert found[0].region.name == "Provinsi Sulawesi Selatan"
    assert {match.region.province_code for match in found} == {"73"}
    assert len(found) == 25


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            "oku",
            ["Kabupaten Ogan Komering Ulu", "Kabupaten Ogan Komering Ulu Timur", "Kabupaten Ogan Komering Ulu Selatan"],
        ),
        ("jambi", ["Kota Jambi", "Provinsi Jambi", "Kabupaten Muaro Jambi"]),
        ("lutim", ["Kabupaten Luwu Timur"]),
        ("kubar", ["Kabupaten Kutai Barat"]),
        ("malang", ["Kabupaten Malang", "Kota Malang"]),
        ("riau", ["Provinsi Riau", "Provinsi Kepulauan Riau"]),
        ("papua", ["Provinsi Papua", "Provinsi Papua Barat"]),
        ("samosir", ["Kabupaten Samosir"]),
        ("batu", ["Kota Batu", "Kabupaten Batu Bara"]),
        ("maluku tenggara", ["Kabupaten Maluku Tenggara", "Kabupaten Kepulauan Tanimbar"]),
        ("banjar", ["Kota Banjar", "Kabupaten Banjar"]),
        ("pati", ["Kabupaten Pati"]),
        ("sumba", ["Kabupaten Sumba Timur", "Kabupaten Sumba Barat", "Kabupaten Sumba Tengah"]),
    ],
)
def test_no_false_friend_comes_first(typed: str, found: list[str]) -> None:
    assert names(typed)[: len(found)] == found


@pytest.mark.parametrize(("typed", "count"), [("lutim", 1), ("kubar", 1), ("malang", 2), ("bogor", 2), ("okut", 1)])
def test_a_name_that_is_met_brings_no_distant_likeness(typed: str, count: int) -> None:
    assert len(search_regions(typed)) == count


def test_a_kind_that_was_typed_comes_before_the_other() -> None:
    assert names("kota band")[:4] == ["Kota Banda Aceh", "Kota Bandar Lampung", "Kota Bandung", "Kabupaten Bandung"]


def test_every_region_is_the_first_answer_to_its_own_name() -> None:
    for region in all_regions():
        assert first(region.name).region == region


def test_every_other_name_leads_to_its_region() -> None:
    present = {region.code for region in all_regions()}
    for row in table("ejaan_daerah.csv"):
        assert row["kode"] in present
        assert row["sumber"]
        assert row["kode"] in [match.region.code for match in search_regions(row["ejaan"])[:3]], row


# ---- speed


def test_the_module_is_imported_without_its_data() -> None:
    program = "import sys, gmsc_desktop.models.region; print('lokal' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"
    )
