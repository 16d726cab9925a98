"""What stands in an open plan's way: locks, a full disk, errors in the middle, threads: nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmsc_desktop.models import editing
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import PlanLocked
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id

PERSON = Author(new_id(), "Kepala Bidang", "laptop")
REPOSITORY = Path(__file__).parents[2]
OPENS = (
    "import sys; from pathlib import Path\n"
    "from gmsc_desktop.models.document import Document\n"
    "from gmsc_desktop.models.history import Author\n"
    "try: Document.open(Path(sys.argv[1]), Author('x','lain','lain'))\n"
    "except Exception as e: print(type(e).__name__, e)\n"
    "else: print('open')\n"
)


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = Document.create(tmp_path, PERSON)
    yield made
    made.close()


def add_agency(document: Document, name: str = "Dinas Kesehatan") -> str:
    with document.change("Tambah OPD") as db:
        return editing.insert(db, "agency", {"name": name})


def names(document: Document) -> list[str]:
    return [row[0] for row in document.raw.execute("SELECT name FROM agency ORDER BY name")]


def opened_elsewhere(folder: Path) -> str:
    command = [sys.executable, "-c", OPENS, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=True).stdout


def test_a_second_try_in_this_process_does_not_give_the_plan_away(document: Document, tmp_path: Path) -> None:
    """POSIX drops all locks of a process on a file when it closes any handle of it, so nothing may even look inside."""
    add_agency(document)
    with pytest.raises(PlanLocked, match="Kepala Bidang"):
        Document.open(tmp_path, PERSON)
    assert opened_elsewhere(tmp_path).startswith("PlanLocked")
    add_agency(document, "Dinas Sosial")
    document.close()
    assert opened_elsewhere(tmp_path) == "open\n"
    with Document.open(tmp_path, PERSON) as again:
        assert names(again) == ["Dinas Kesehatan", "Dinas Sosial"]
