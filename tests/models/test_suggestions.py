"""Suggestions for the mapping: rough roots, common words, at most five, with the words that made them."""

from __future__ import annotations

import pytest

from gmsc_desktop.models.figures import Figures
from gmsc_desktop.models.likeness import Likeness, common_words, root, words_of
from gmsc_desktop.models.records import IndicatorMapping, ProgrammeMapping
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.snapshot import from_json
from gmsc_desktop.models.suggestions import MOST, Suggestions
from tests.demo_plan import plan
from tests.models.complete_plan import Row, the, titled
from tests.sample_initiatives import Tables, add
from tests.sample_plan import sample_tables


def suggestions(tables: Tables) -> Suggestions:
    return Suggestions(Figures(from_json(tables), load()), 2026)


def clinic() -> tuple[Tables, str, Row]:
    """A plan with one initiative about mothers and children, mapped to nothing, and a target that is about the same."""
    tables = sample_tables()
    tables["indicator_mapping"].clear()
    row = add(tables, "initiative", "ibu", title="Siaga ibu hamil dan balita", dimension="SL", state="disetujui")
    tables["initiative"][-1]["description"] = "Pendampingan keluarga berisiko."
    objective = tables["objective"][4]
    target = add(tables, "indicator", "ibu", document_id=objective["document_id"], objective_id=objective["id"])
    tables["indicator"][-1]["text"] = "Kematian ibu dan balita"
    return tables, row, the(tables, "indicator", id=target)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("layanan", "pelayanan"),
        ("penduduk", "kependudukan"),
        ("izin", "perizinan"),
        ("petani", "pertanian"),
        ("kesehatan", "sehat"),
        ("pendidikan", "mendidik"),
        ("usaha", "berusaha"),
        ("ikan", "perikanan"),
        ("miskin", "kemiskinan"),
    ],
)
def test_forms_of_one_word_have_one_root(one: str, other: str) -> None:
    assert root(one) == root(other)


@pytest.mark.parametrize(("one", "other"), [("jalan", "jaringan"), ("desa", "data"), ("sampah", "sawah")])
def test_other_words_have_other_roots(one: str, other: str) -> None:
    assert root(one) != root(other)


def test_words_that_stand_everywhere_do_not_count() -> None:
    assert words_of("Meningkatnya kualitas pelayanan publik dan SPBE 2026") == ["pelayanan", "publik", "spbe"]
    assert "dan" in common_words()
    assert not any(word.startswith("#") for word in common_words())


def test_rare_words_count_more_than_frequent_ones_and_are_told_first() -> None:
    texts = {name: [(f"layanan {name}", 1.0)] for name in ("pasar", "sekolah", "terminal", "taman")}
    texts["tanya"] = [("layanan pasar", 1.0)]
    found = Likeness(texts).like("tanya", texts.keys())
    assert (found[0].id, found[0].words) == ("pasar", ("pasar", "layanan"))
    assert all(found[0].score > row.score for row in found[1:])
    assert Likeness(texts).like("tanya", {"taman"})[0].words == ("layanan",)
    assert Likeness(texts).like("tanya", texts.keys(), least=2) == []


def test_from_the_initiative_and_from_the_target_the_pair_is_found_with_its_words() -> None:
    tables, row, indicator = clinic()
    first = suggestions(tables).for_initiative(row)[0]
    assert (first.target_id, first.words) == (indicator["id"], ("balita", "ibu"))
    first = suggestions(tables).for_targets([str(indicator["id"])])[0]
    assert (first.initiative_id, first.target_id) == (row, indicator["id"])
    assert set(first.words) == {"balita", "ibu"}


def test_what_is_mapped_is_not_suggested_again() -> None:
    tables, row, indicator = clinic()
    add(tables, "indicator_mapping", "x", initiative_id=row, indicator_id=indicator["id"])
    made = suggestions(tables)
    assert indicator["id"] not in {found.target_id for found in made.for_initiative(row)}
    assert row not in {found.initiative_id for found in made.for_targets([str(indicator["id"])])}


def test_nothing_is_suggested_for_what_is_outside_unrelated_or_rejected() -> None:
    tables, row, indicator = clinic()
    the(tables, "initiative", id=row)["outside_reason"] = "Arahan nasional."
    assert suggestions(tables).for_initiative(row) == []
    assert suggestions(tables).for_targets([str(indicator["id"])]) == []
    the(tables, "initiative", id=row).update(outside_reason="", state="ditolak")
    assert suggestions(tables).for_initiative(row) == []
    the(tables, "initiative", id=row).update(state="disetujui")
    the(tables, "objective", id=indicator["objective_id"]).update(unrelated=True)
    assert indicator["id"] not in {found.target_id for found in suggestions(tables).for_initiative(row)}


def test_one_office_for_both_counts_and_is_told() -> None:
    tables, row, indicator = clinic()
    before = suggestions(tables).for_initiative(row)[0]
    office = titled(tables, "Rumah Kurcaci")["agency_id"]
    the(tables, "initiative", id=row)["agency_id"] = office
    indicator["agency_id"] = office
    after = suggestions(tables).for_initiative(row)[0]
    assert (before.same_agency, after.same_agency) == (False, True)
    assert after.score > before.score


def test_there_are_at_most_five_and_each_initiative_once() -> None:
    tables, _row, indicator = clinic()
    for number in range(9):
        add(tables, "initiative", f"n{number}", title=f"Kelas ibu balita {number}", dimension="SL", state="disetujui")
    found = suggestions(tables).for_targets([str(indicator["id"]), str(tables["programme"][4]["id"])])
    assert len(found) == MOST
    assert len({row.initiative_id for row in found}) == MOST


def test_the_demonstration_is_mapped_again_by_its_words() -> None:
    """Two of three initiatives find a target that people mapped among the five, from their words alone."""
    snapshot = plan()
    figures = Figures(snapshot, load())
    mapped: dict[str, set[str]] = {}
    for one in snapshot.all(IndicatorMapping):
        mapped.setdefault(one.initiative_id, set()).add(one.indicator_id)
    for other in snapshot.all(ProgrammeMapping):
        mapped.setdefault(other.initiative_id, set()).add(other.programme_id)
    made = Suggestions(figures, 2026)
    made._mapped = set()  # as if nobody had mapped yet
    found = [bool(targets & {row.target_id for row in made.for_initiative(row)}) for row, targets in mapped.items()]
    assert sum(found) >= len(found) * 2 / 3
