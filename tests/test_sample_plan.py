"""The sample plan of the tests is one that the product could have made."""

from __future__ import annotations

from gmsc_desktop.models import editing, order
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.fields import BY_NAME
from tests.models.complete_plan import complete_tables
from tests.models.plans import foreign_keys_are_whole, memory_document


def test_its_ids_and_its_order_are_those_of_the_product() -> None:
    document, tables = memory_document(), complete_tables()
    with document.change("Mulai") as db:
        for name, rows in tables.items():
            insert_rows(db, name, rows)
    assert foreign_keys_are_whole(document)
    with document.read() as db:
        for name, rows in tables.items():
            spec = BY_NAME[name]
            for row in rows if spec.derived or name == "evidence_link" else ():
                assert row["id"] == editing.row_id(db, spec, row), f"{name}: {row}"
            places = [str(row["position"]) for row in rows if "position" in row]
            assert places == sorted(set(places)), name
            for place in places:
                assert order.between(place, None)  # a key that is none is a ValueError
