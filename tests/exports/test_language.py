"""What leaves the computer is Indonesian whatever the screen speaks: the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from gmsc_desktop import paths
from gmsc_desktop.desk.handing_in import cover_text
from gmsc_desktop.exports import OUTPUTS, Output, charts
from gmsc_desktop.models import library
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.outgoing import Outgoing
from gmsc_desktop.models.recent import recent_changes
from gmsc_desktop.models.reference import load
from gmsc_desktop.package.contents import documents_for
from gmsc_desktop.package.schema import plan_schema, schema_text
from gmsc_desktop.text import _, set_language
from tests.exports.editions import edition
from tests.sample_plan import sample_snapshot, sample_tables

T = TypeVar("T")


def in_english(make: Callable[[], T]) -> T:
    set_language("en", paths.resource("locale"))
    try:
        return make()
    finally:
        set_language("id")


def filled(output: Output) -> bytes:
    stream = io.BytesIO()
    output.function(edition(), stream)
    return stream.getvalue()


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.code)
def test_a_paper_has_the_same_bytes_on_an_english_screen(output: Output) -> None:
    assert in_english(lambda: filled(output)) == filled(output)


def test_what_a_package_carries_has_the_same_bytes_on_an_english_screen() -> None:
    def made() -> dict[str, bytes]:
        at = datetime(2026, 11, 21, tzinfo=UTC)
        files = documents_for(
            sample_snapshot(), made_at=at, stage="bimtek-2", evidence=(), picture=lambda _sha: None, round_number=1
        )
        found = {}
        for file in files:
            stream = io.BytesIO()
            file.write(stream)
            found[file.name] = stream.getvalue()
        return found

    english, indonesian = in_english(made), made()
    assert english.keys() == indonesian.keys()
    assert [name for name in english if english[name] != indonesian[name]] == []


def test_the_schema_and_the_cover_text_are_indonesian() -> None:
    def schema() -> bytes:
        plan_schema.cache_clear()
        return schema_text()

    assert in_english(schema) == schema()
    sent = Outgoing("", "pengajuan", stage="evaluasi-1", round=2, made_at="2026-03-05T08:00:00+08:00",
                    file_name="x.zip", size=5, digest="ab" * 64)  # fmt: skip
    letter = in_english(lambda: cover_text(sample_snapshot(), load().label("stage", sent.stage), sent))
    assert "Paket pengajuan Evaluasi tahap I, putaran 2 – Kabupaten Luwu" in letter
    assert "5 Maret 2026" in letter


def test_a_chart_on_the_screen_is_in_the_language_of_the_screen() -> None:
    titles = in_english(lambda: [chart(edition()).title for chart in charts.CHARTS])
    assert "Master plan budget by dimension" in titles


def test_the_record_of_change_is_indonesian(data_dir: Path) -> None:
    tables = sample_tables()

    def fill(document: Document) -> None:
        with document.change(_("Tambah inisiatif"), source=_("Rencana contoh")) as db:
            for name in ("plan", "region"):
                insert_rows(db, name, tables[name])

    def change() -> tuple[str, str]:
        with library.created(str(tables["plan"][0]["id"]), fill) as document, document.read():
            newest = recent_changes(document.raw)[0]
        return newest.label, newest.source

    assert in_english(change) == ("Tambah inisiatif", "Rencana contoh")
