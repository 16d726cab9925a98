"""COMMIT told of an error, and the drive could not be asked: once it can, whoever shows the plan hears what lasted."""

from __future__ import annotations

from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import library
from gmsc_desktop.models.document import Changed, Document
from tests.faults.layer import Layer, Trouble
from tests.faults.script import make_plan


def change(document: Document, office: str) -> None:
    with document.change("Ubah kantor") as db:
        db.exec_driver_sql("UPDATE region SET office_name=?", (office,))
    document.close_open_row()


@pytest.mark.parametrize(("before_the_end", "lasts"), [(0, True), (3, False)])
def test_a_change_that_was_told_as_not_saved_is_shown_where_it_lasted(
    before_the_end: int, lasts: bool, fast: Path
) -> None:
    plan_id = make_plan(fast / "data")
    heard: list[Changed] = []
    with Layer(fast / "data", Trouble(reads=True)) as layer, library.opened(plan_id) as document:
        change(document, "Kantor A")
        begin = layer.count
        change(document, "Kantor B")
        whole = layer.count - begin  # the last operation is the sync of the journal
        document.on_changed(heard.append)
        layer.trouble = Trouble(at=layer.count + whole - before_the_end, how="gone", reads=True)
        with pytest.raises(UserFacingError, match="belum tersimpan"):
            change(document, "Kantor C")
        layer.trouble = Trouble()
        with document.read():
            (office,) = document.raw.execute("SELECT office_name FROM region").fetchone()
    assert office == ("Kantor C" if lasts else "Kantor B")
    assert [(one.label, set(one.tables)) for one in heard] == [("Ubah kantor", {"region"})] * lasts
