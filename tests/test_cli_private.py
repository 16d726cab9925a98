"""Private numbers and contacts on the command line: found before anything is written, masked or refused, noted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gmsc_desktop.desk import private
from gmsc_desktop.models import library
from gmsc_desktop.models import plan as plans
from gmsc_desktop.models.contacts import set_contact
from gmsc_desktop.models.records import Person
from tests.commands import Run, new_plan
from tests.found_in_files import places_of

NIK, MOBILE, OFFICE = "7317011203900001", "0812-3456-7890", "(0471) 387654"
SUBMIT = ("--for", "bimtek-1", "--override", "SK menyusul")


@pytest.fixture
def plan(run: Run) -> str:
    """A plan with numbers in a narrative and in a title, and a person with an office contact."""
    made = new_plan(run)
    run("set", made, "plan", "vision", f"Luwu cerdas; hubungi NIK {NIK} atau {MOBILE}.")
    run("add", made, "initiative", f"title=Rumah Kurcaci {MOBILE}", "dimension=SL")
    run("add", made, "body", "kind=dewan", "name=Dewan Smart City")
    run("add", made, "person", "name=Sekretaris Daerah", "post=Sekda")
    with library.opened(made) as document, document.change("Isi kontak") as db:
        person, body = (str(db.exec_driver_sql(f"SELECT id FROM {table}").scalar_one()) for table in ("person", "body"))
        set_contact(db, person, "telepon", OFFICE)
    run("add", made, "body_member", f"body_id={body}", f"person_id={person}", "role=Ketua")
    return made


def sent(run: Run, plan: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("sent", plan, "--json")[1])
    return rows


def test_an_export_with_private_numbers_is_refused_and_names_the_fields(run: Run, plan: str, tmp_path: Path) -> None:
    code, _out, err = run("export", plan, str(tmp_path / "keluar"))
    assert code == 1
    assert "2 isian dengan nomor yang tampak pribadi" in err
    assert "Visi" in err
    assert "NIK 7317************" in err
    assert "--mask" in err
    assert NIK not in err
    assert not (tmp_path / "keluar").exists()
    assert sent(run, plan) == []


def test_a_masked_export_holds_the_masked_text_and_the_plan_its_own(run: Run, plan: str, tmp_path: Path) -> None:
    folder = tmp_path / "keluar"
    code, out, err = run("export", plan, str(folder), "--mask", "--recipient", "Bappeda", "--json")
    assert (code, json.loads(out)["masked"]) == (0, 2)
    assert "Nomor pribadi disamarkan pada 2 isian" in err
    assert [places_of(number, folder) for number in (NIK, MOBILE, OFFICE)] == [[], [], []]
    assert len(places_of("7317************", folder)) >= 3, "book, workbook and tables tell it masked"
    assert NIK in run("show", plan, "--json")[1]
    rows = sent(run, plan)
    assert {row["kind"] for row in rows} == {"rencana-induk", "buku-kerja", "tabel"}
    assert {(row["masked"], row["contacts"], row["recipient"]) for row in rows} == {(2, 0, "Bappeda")}
    assert all(row["digest"] and row["size"] and row["place"] == str(folder) for row in rows)


def test_a_submission_is_masked_from_start_page_to_tables(run: Run, plan: str, tmp_path: Path) -> None:
    folder = tmp_path / "keluar"
    code, _out, err = run("submit", plan, str(folder), *SUBMIT)
    assert (code, "--mask" in err) == (1, True), "no reason for everything lets private numbers out"
    assert run("submit", plan, str(folder), *SUBMIT, "--mask")[0] == 0
    assert [places_of(number, folder) for number in (NIK, MOBILE, OFFICE)] == [[], [], []]
    masked = places_of("7317************", folder)
    for part in ("index.html", "rencana.json", "rencana-induk.pdf", "buku-kerja.xlsx", "plan.csv"):
        assert any(part in name for name in masked), part
    [package] = folder.iterdir()
    assert run("verify", str(package))[0] == 0
    assert [(row["kind"], row["masked"]) for row in sent(run, plan)] == [("pengajuan", 2)]


def test_contacts_go_along_only_where_asked_and_never_on_public_pages(run: Run, plan: str, tmp_path: Path) -> None:
    assert run("export", plan, str(tmp_path / "ekspor"), "--mask", "--contacts")[0] == 0
    assert {Path(name.split("/")[0]).suffix for name in places_of(OFFICE, tmp_path / "ekspor")} == {".pdf", ".xlsx"}
    assert run("submit", plan, str(tmp_path / "paket"), *SUBMIT, "--mask", "--contacts")[0] == 0
    inside = {name.partition("data/")[2].split("/xl")[0] for name in places_of(OFFICE, tmp_path / "paket")}
    assert inside == {"dokumen/rencana-induk.pdf", "dokumen/buku-kerja.xlsx"}
    assert {row["kind"]: row["contacts"] for row in sent(run, plan)} == {
        "pengajuan": 1, "rencana-induk": 1, "buku-kerja": 1, "tabel": 0,
    }  # fmt: skip


def test_a_team_copy_is_the_plan_without_contacts_and_a_backup_tells_that_it_has_them(
    run: Run, plan: str, tmp_path: Path
) -> None:
    code, _out, err = run("copy", plan, str(tmp_path / "tim"))
    assert code == 0
    assert "apa adanya, termasuk 2 isian" in err
    code, out, _err = run("backup", plan, str(tmp_path / "cadangan.gmsc"))
    assert code == 0
    assert "kontak kantor orang" in out
    assert places_of(NIK, tmp_path / "tim")
    assert places_of(OFFICE, tmp_path / "tim") == []
    assert [name.rpartition("/")[2] for name in places_of(OFFICE, tmp_path / "cadangan.gmsc")] == ["setempat.json"]
    code, out, _err = run("verify", str(tmp_path / "cadangan.gmsc"))
    assert "✓ Ikut kembali: kontak kantor 1 orang" in out
    assert {row["kind"] for row in sent(run, plan)} == {"salinan-kerja", "cadangan"}


def test_a_field_that_a_person_decided_to_leave_stays_as_it_is(run: Run, plan: str, tmp_path: Path) -> None:
    with library.opened(plan) as document:
        [vision] = [text for text in private.private_texts(document.snapshot()) if text.field.column == "vision"]
        with document.change("Putuskan") as db:
            plans.override(db, vision.finding_key, "41", "Nomor contoh", "Sari", date(2026, 11, 21))
    assert run("export", plan, str(tmp_path / "keluar"), "--mask")[0] == 0
    assert places_of(NIK, tmp_path / "keluar")
    assert not any("initiative" in name for name in places_of(MOBILE, tmp_path / "keluar"))


def test_erasing_without_a_choice_tells_whose_there_are(run: Run, plan: str) -> None:
    told = json.loads(run("erase", plan, "--json")[1])
    assert list(told["contacts"].values()) == ["Sekretaris Daerah"]
    assert len(told["authors"]) == 1
    code, _out, err = run("erase", plan, "--person", "zzzz")
    assert (code, "tidak menunjuk tepat satu orang" in err) == (1, True)


def test_what_is_erased_is_in_no_file_and_what_left_is_named(
    run: Run, plan: str, data_dir: Path, tmp_path: Path
) -> None:
    run("export", plan, str(tmp_path / "ekspor"), "--mask", "--contacts")
    run("set", plan, "region", "office_name", "Diskominfo")  # a backup with the contact in it
    assert places_of(OFFICE, data_dir)
    code, out, _err = run("erase", plan, "--person", "all", "--backups")
    assert code == 0
    assert "Kontak kantor 1 orang sudah dihapus untuk selamanya." in out
    assert out.count("Tidak terjangkau lagi") == 2
    assert str(tmp_path / "ekspor") in out
    assert places_of(OFFICE, data_dir) == []
    run("undo", plan)
    run("export", plan, str(tmp_path / "lagi"), "--mask", "--contacts")
    assert places_of(OFFICE, data_dir, tmp_path / "lagi") == []
    with library.opened(plan) as document:
        assert document.snapshot().all(Person), "the person is in the plan as before"
