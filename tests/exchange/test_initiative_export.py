"""What our own workbook says of initiatives comes in again without a difference, whatever is in the plan."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.review import Difference, Told
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.xlsx import write_xlsx
from gmsc_desktop.models import bodies, initiatives
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Snapshot
from tests import demo_plan
from tests.exports.editions import edition
from tests.models.use_cases import begun

_NAMES = (
    "Mal Pelayanan Publik", "100% Bersih", "Satu Desa Satu Tenaga TI", "E-Tani (Kartu, Pupuk & Panen)", "Kota #1",
    "SIM-RS: rujukan daring", "Jalan 24/7", "“Luwu Menyala”", "Sampah → Energi", "Ruang Baca\u00a0Desa",
)  # fmt: skip
_OFFICES = ("Dinas Kesehatan", "Dinas Pariwisata, Kebudayaan, Pemuda dan Olahraga", "Diskominfo", "RSUD Batara Guru",
            "Sekretariat Daerah", "Kecamatan Belopa Utara")  # fmt: skip


def differences(folder: Path, made: Edition, snapshot: Snapshot, sheet: str) -> list[Difference]:
    """What the workbook of an edition would change in the very same plan."""
    path = folder / "rencana.xlsx"
    with path.open("wb") as stream:
        write_xlsx(made, stream)
    review = importer("initiatives").review(read_here(path, path.name), Told(sheet=sheet), snapshot)
    assert review.needs == []
    return list(review.differences)


@pytest.mark.parametrize("sheet", ["", "Peta jalan", "Inisiatif", "Anggaran inisiatif"])
def test_the_workbook_of_the_demonstration_changes_nothing(tmp_path: Path, sheet: str) -> None:
    snapshot = demo_plan.plan()
    assert differences(tmp_path, edition(snapshot), snapshot, sheet) == []


@pytest.mark.parametrize("seed", range(8))
def test_the_workbook_of_any_plan_changes_nothing(tmp_path: Path, seed: int) -> None:
    document = begun()
    fill(document, random.Random(seed))
    snapshot = document.snapshot()
    assert differences(tmp_path, edition(snapshot), snapshot, "") == []


def fill(document: Document, chance: random.Random) -> None:
    """Initiatives of every kind, with and without what they may have."""
    pack = for_plan(document.snapshot().plan.reference_version)
    with document.change("Isi") as db:
        offices = [bodies.add_agency(db, name) for name in _OFFICES]
        for number in range(chance.randint(1, 12)):
            dimension = chance.choice(pack.dimensions)
            name = f"{chance.choice(_NAMES)} {number}"
            start = chance.randint(2025, 2028)
            told: dict[str, Any] = {
                "year_start": start, "year_end": chance.randint(start, 2030), "agency_id": chance.choice(offices),
                "kind": chance.choice(pack.choices("initiative_kind")).code,
                "form": chance.choice(pack.choices("initiative_form")).code,
                "state": chance.choice(pack.choices("initiative_state")).code,
            }  # fmt: skip
            kept = {column: value for column, value in told.items() if chance.random() < 0.7}
            if "year_start" not in kept or "year_end" not in kept:
                kept.pop("year_end", None)
            made = initiatives.add_initiative(db, name, dimension.code, **kept)
            subs = chance.sample([one.code for one in dimension.subdimensions], chance.randint(0, 3))
            initiatives.set_subdimensions(db, made, subs)
            free = [office for office in offices if office != kept.get("agency_id")]
            helpers = chance.sample(free, chance.randint(0, 2)) if "agency_id" in kept else []
            initiatives.set_supporting_agencies(db, made, dict.fromkeys(helpers, ""))
            for year in range(2025, 2031):
                for source in chance.sample(pack.choices("funding_source"), chance.choice((0, 0, 1, 2))):
                    initiatives.set_budget(db, made, year, source.code, chance.randint(0, 90) * 12_345_678)
            if chance.random() < 0.4:
                text = f"Sasaran {re.sub('[^a-z ]', '', name.lower())} tercapai"
                objective = initiatives.add_objective(db, dimension.code, text)
                initiatives.link_objective(db, made, objective)
