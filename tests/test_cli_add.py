"""``gmsc add`` for somebody who uses it the first time: each refusal says what would do, and that does."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from gmsc_desktop import cli
from gmsc_desktop.cli.record_commands import _OTHER_WAYS
from gmsc_desktop.models.fields import BY_NAME, TABLES, Kind
from tests.commands import Run, new_plan


@pytest.fixture
def plan(run: Run) -> str:
    return new_plan(run, 2025, 2030)


def example(err: str) -> list[str]:
    (line,) = (line for line in err.splitlines() if line.startswith("Contoh: gmsc add PLAN "))
    return shlex.split(line.removeprefix("Contoh: gmsc add PLAN "))


def test_every_example_works_as_it_stands(run: Run, plan: str) -> None:
    made: dict[str, str] = {}
    waiting = [spec.name for spec in TABLES if spec.name not in {*_OTHER_WAYS, "finding_override"}]
    waiting.sort(key=lambda table: table == "year_closing")  # it closes the year of the examples
    for _round in range(len(waiting)):
        table = next((name for name in waiting if _owners(name) <= set(made) | {"evidence"}), "")
        waiting.remove(table)
        if table == "evidence_link":
            continue
        code, out, err = run("add", plan, table)
        assert (code, out) == (1, ""), table
        words = [_filled(word, table, made) for word in example(err)]
        if table == "unchecked_stage":  # of plans that existed before alone
            assert run("set", plan, "plan", "origin", "lama")[0] == 0
        if table == "agency_succession":
            second = json.loads(run("add", plan, "agency", "name=Dinas Baru", "--json")[1])["id"]
            words = [re.sub("successor_id=.*", f"successor_id={second}", word) for word in words]
        code, out, err = run("add", plan, *words, "--json")
        assert code == 0, f"{table}: {words} {err}"
        made[table] = json.loads(out)["id"]
    assert len(made) == len(TABLES) - len(_OTHER_WAYS) - 2


def _owners(table: str) -> set[str]:
    spec = BY_NAME[table]
    wanted = {field.target for field in spec.fields if field.kind is Kind.OWNER}
    return wanted | ({"objective"} if table == "indicator" else set())


def _filled(word: str, table: str, made: dict[str, str]) -> str:
    column, found, value = word.partition("=")
    if not found:
        return word
    if value == "NOMOR":
        return f"{column}={made[BY_NAME[table].field(column).target]}"
    if table == "service_contact" and column == "value":
        return "value=0471-21001"
    return word


def test_what_is_missing_is_told_at_once_with_column_and_label(run: Run, plan: str) -> None:
    code, out, err = run("add", plan, "initiative_budget", "amount=5")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "“Anggaran inisiatif” belum lengkap. Yang masih diperlukan: "
        "initiative_id (Inisiatif), year (Tahun), source (Sumber dana).",
        "Contoh: gmsc add PLAN initiative_budget initiative_id=NOMOR year=2026 source=apbd",
        "Isian lain: note (Catatan).",
    ]
    told = run("add", plan, "evidence_link")[2]
    assert "initiative_id (Inisiatif) atau progress_entry_id (Entri realisasi) atau" in told


def test_a_record_with_nothing_in_it_is_not_made(run: Run, plan: str) -> None:
    for words in (("person",), ("person", "name= "), ("head_of_region",)):
        code, out, err = run("add", plan, *words)
        assert (code, out) == (1, "")
        assert "tanpa isi tidak dicatat" in err
    tables = json.loads(run("show", plan, "--json")[1])["tables"]
    assert (tables["person"], tables["head_of_region"]) == ([], [])


def test_tables_are_found_by_their_label_and_slips_are_told(run: Run, plan: str) -> None:
    code, out, _err = run("add", plan, "Inisiatif", "title=MPP", "dimension=SG")
    assert (code, out.startswith("Inisiatif ditambahkan")) == (0, True)
    assert "Mungkin maksudnya:\n- initiative (Inisiatif)" in run("add", plan, "inititive", "title=x")[2]
    err = run("add", plan, "xyz")[2]
    assert "- agency (Perangkat daerah (OPD))" in err
    assert "- plan " not in err
    for table, other in (("plan", "perintah new"), ("region", "perintah set"), ("evidence", "perintah attach")):
        assert other in run("add", plan, table, "title=x")[2]


def test_a_field_that_is_not_there_lists_those_that_are(run: Run, plan: str) -> None:
    err = run("add", plan, "initiative_budget", "jumlah=5")[2]
    assert "initiative_id (Inisiatif), year (Tahun), source (Sumber dana), amount (Anggaran (Rp))" in err
    assert 'Contoh: gmsc add PLAN agency name="Nama OPD"' in run("add", plan, "agency", "Dinas Kesehatan")[2]


def test_a_reference_may_be_a_name_that_one_record_has(run: Run, plan: str) -> None:
    agency = json.loads(run("add", plan, "agency", "name=Dinas Kesehatan", "short_name=Dinkes", "--json")[1])["id"]
    for name in ("Dinkes", "dinas  kesehatan", agency[:5]):
        code, _out, err = run("add", plan, "initiative", "title=MPP", "dimension=SG", f"agency_id={name}")
        assert code == 0, err
    tables = json.loads(run("show", plan, "--json")[1])["tables"]
    assert {row["agency_id"] for row in tables["initiative"]} == {agency}
    assert run("add", plan, "quick_win", "initiative_id=SG-02", "year=2026")[0] == 0
    code, _out, err = run("add", plan, "quick_win", "initiative_id=MPP", "year=2027")
    assert code == 1
    assert "adalah nama 3 catatan" in err
    assert "sedikitnya 4 huruf" in run("add", plan, "quick_win", "initiative_id=zz", "year=2027")[2]


def test_help_does_not_offer_packages_where_they_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for command, offered in (("add", False), ("set", False), ("submit", False), ("show", True), ("check", True)):
        assert cli.main([command, "--help"]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert ("atau berkas paket" in out) == offered, command
        assert "Isian: PLAN" in out


def test_a_span_that_the_guide_does_not_have_is_told_and_made(run: Run) -> None:
    for start, end, hint in ((2026, 2029, True), (2026, 2031, False), (2026, 2036, False), (2026, 2037, True)):
        code, out, err = run(
            "new", "--district", "73.17", "--start", str(start), "--end", str(end), "--separate", "Uji"
        )
        assert (code, err) == (0, "")
        told = f"Periode {start}–{end} berselisih {end - start} tahun; pedoman menganjurkan 5 sampai 10 tahun."
        assert (told in out) == hint, (start, end)


def test_a_second_example_has_a_name_of_its_own_and_tells_of_the_first(run: Run) -> None:
    first = json.loads(run("demo", "--json")[1])
    code, out, _err = run("demo")
    assert code == 0
    assert f"Contoh yang sudah ada tetap ada: {first['title']} ({first['id'][:8]}).\n" in out
    third = json.loads(run("demo", "--json")[1])
    titles = [card["title"] for card in json.loads(run("plans", "--json")[1])]
    assert sorted(titles) == [first["title"], f"{first['title']} (2)", f"{first['title']} (3)"]
    assert third["title"].endswith(" (3)")
