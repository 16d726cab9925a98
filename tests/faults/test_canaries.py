"""G17: names, personal numbers and titles in every text of a plan, and not one of them where nobody looks for them.

Looked at: the log and what a crash leaves, the names of all files and folders that are ever made, the parts of
documents that describe them, and what ZIPs say of themselves. The district's name and code may stand in file names,
in descriptions of documents and in ``bag-info.txt``, which also names the plan and the office, as its format says.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from gmsc_desktop.models import attachments, evidence, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.fields.spec import Kind
from gmsc_desktop.models.history import Author
from gmsc_desktop.paths import logs_folder
from tests.faults.gates import FULL, count
from tests.faults.script import put
from tests.models.complete_plan import complete_tables
from tests.sample_initiatives import Tables

REPOSITORY = Path(__file__).parents[2]
NAME, NIK, PHONE, TITLE = "Zulkarnain Kenariwati", "7317064512870003", "081277889900", "Rahasia Burungbeo"
CANARY = f"{NAME} NIK {NIK} HP {PHONE} {TITLE}"
WORDS = re.compile(r"zulkarnain|kenariwati|7317064512870003|81277889900|burungbeo", re.IGNORECASE)
TEXTS = {Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.WRITTEN}
ALLOWED = {("region", "name"), ("region", "code"), ("region", "capital"), ("region", "province_name")}

# Begins every child: notes the name of each file and folder that is made, of every thread, to its very end.
NOTING = """
import os, sys
sys.path.insert(0, {root!r})
notes = os.open(os.environ["GMSC_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
PLACES = {{"os.mkdir": 0, "os.rename": 1, "os.symlink": 1, "os.link": 1, "shutil.copyfile": 1, "shutil.move": 1}}
def note(event, given):
    path = given[0] if event == "open" and isinstance(given[2], int) and given[2] & 3 else None
    path = given[PLACES[event]] if event in PLACES else path
    if isinstance(path, (str, bytes, os.PathLike)):
        os.write(notes, os.fsencode(path) + b"\\n")
sys.addaudithook(note)
"""
COMMAND = "import main\nsys.argv[0] = 'gmsc'\nsys.exit(main.main())\n"
WINDOW = """
import threading
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QMessageBox
app = QApplication(sys.argv[:1])
from gmsc_desktop.app import compose
from gmsc_desktop.models import editing
QMessageBox.exec = lambda box: 0
hook, windows = compose(app)
windows.open_any(sys.argv[1])
while not windows.plans:
    app.processEvents()
session = next(iter(windows.plans.values())).session
row = session.snapshot.rows("initiative")[0]
text = " ".join((row.title, row.description))
def fail(*given):
    raise ValueError(f"nothing fits {text}")
QTimer.singleShot(0, fail)
thread = threading.Thread(target=fail)
thread.start()
thread.join()
qWarning(text)
future = session.document.submit("Ubah " + text, fail)
while not future.done():
    app.processEvents()
try:
    future.result()
except ValueError as error:
    sys.excepthook(type(error), error, error.__traceback__)
session.document.submit("Ubah", lambda db: editing.update(db, "initiative", row.id, {"title": text + " lagi"})).result()
for _round in range(50):
    app.processEvents()
from gmsc_desktop.ui.help_report import report_text
from gmsc_desktop.ui.settings import Settings
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(report_text(Settings()))
import faulthandler
faulthandler._sigsegv()
"""


def canaries() -> Tables:
    """A complete plan in which every text that a person types holds all the words."""
    tables = complete_tables()
    for spec in TABLES:
        for field in spec.fields:
            if field.kind in TEXTS and field.editable and (spec.name, field.column) not in ALLOWED:
                for number, row in enumerate(tables[spec.name]):
                    row[field.column] = f"{CANARY} {field.column} {number}"
    for row in tables["evidence"]:
        row |= {"sha256": None, "size": None, "url": None}
    return tables


@pytest.fixture
def plan(fast: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The plan with evidence and contacts, of an author who is called so too; its id."""
    monkeypatch.setenv("GMSC_DATA", str(fast / "data"))
    monkeypatch.setenv("GMSC_NOTES", str(fast / "catatan.txt"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    (fast / "data").mkdir()
    library.remember_author(Author("aaaaaaaa-0000-4000-8000-000000000001", NAME, "laptop"))
    tables = canaries()
    made = str(tables["plan"][0]["id"])

    def fill(document: Document) -> None:
        with document.change(f"Mulai {CANARY}") as db:
            for table in TABLES:
                put(db, table.name, tables[table.name])
            person = tables["person"][0]["id"]
            db.exec_driver_sql(
                f"INSERT INTO contact(id,person_id,kind,value) VALUES('k','{person}','telepon','{PHONE}')"
            )
        source = fast / f"{CANARY}.txt"  # a person's own name for a file
        source.write_text(CANARY, encoding="utf-8")
        stored = attachments.store(document.folder, source, source.name)
        with document.change("Tambah bukti") as db:
            evidence.attach(db, stored, title=CANARY)
        source.unlink()

    with library.created(made, fill):
        pass
    return made


def child(program: str, *words: str, code: int | None = 0) -> str:
    """Run a program whose made names are noted; what it printed."""
    command = [sys.executable, "-c", NOTING.format(root=str(REPOSITORY)) + program, *words]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if code is not None:
        assert done.returncode == code, done.stderr[-3000:]
    return done.stdout


def used(plan: str, folder: Path) -> None:
    """What a person does with a plan from the command line and in its window, and what goes wrong with it."""
    stage = ("--for", "bimtek-2", "--override", CANARY, "--recipient", CANARY, "--mask", "--contacts")
    package = json.loads(child(COMMAND, "submit", plan, str(folder), *stage, "--json"))["path"]
    if FULL:
        child(COMMAND, "export", plan, str(folder), "--mask", "--contacts")
        child(COMMAND, "copy", plan, str(folder))
        child(COMMAND, "backup", plan, str(folder / "cadangan.gmsc"))
        child(COMMAND, "check-data", plan)
        child(COMMAND, "verify", package)
        child(COMMAND, "open", package)
        child(COMMAND, "set", plan, "plan", "title", f"{CANARY} lain")
    child(COMMAND, "set", plan, "plan", "period_start", CANARY, code=1)
    broken = folder / "rusak.zip"
    data = bytearray(Path(package).read_bytes())
    data[len(data) // 2] ^= 1
    broken.write_bytes(bytes(data))
    child(COMMAND, "open", str(broken), code=1)
    child(WINDOW, plan, str(folder / "laporan.txt"), code=-11)
    if FULL:
        child(COMMAND, "show", plan)  # after the crash


def test_no_personal_word_is_where_nobody_looks_for_it(plan: str, fast: Path) -> None:
    folder = fast / "keluar"
    folder.mkdir()
    used(plan, folder)
    found: list[str] = []
    logs = [path for path in logs_folder().rglob("*") if path.is_file()] + [folder / "laporan.txt"]
    assert any("unhandled" in path.read_text(errors="replace") for path in logs)
    lines = [(path.name, line) for path in logs for line in path.read_text(errors="replace").splitlines()]
    found += [f"log {name}: {line}" for name, line in lines if WORDS.search(line)]
    made = (fast / "catatan.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    made += [str(path.relative_to(fast)) for path in fast.rglob("*")]
    assert any(Path(name).name.startswith("GMSC") for name in made)
    found += [f"name {name}" for name in made if WORDS.search(Path(name).as_posix().replace(str(fast), ""))]
    told = list(descriptions(folder))
    kinds = {kind for kind, _name, _text in told}
    assert kinds == {"pdf", "xmp", "office", "zip"}
    found += [f"{kind} of {name}: {text[:200]}" for kind, name, text in told if WORDS.search(text)]
    with zipfile.ZipFile(next(folder.glob("GMSC*.zip"))) as archive:  # else nothing here would prove anything
        assert WORDS.search(archive.read(next(n for n in archive.namelist() if n.endswith("index.html"))).decode())
    count("G17", logs=len(logs), names=len(set(made)), descriptions=len(told), found=len(found))
    assert not found, "\n".join(found)


def descriptions(folder: Path) -> Iterator[tuple[str, str, str]]:
    """What documents and ZIPs say of themselves: kind, file, text; those inside packages too."""
    for path in sorted(folder.iterdir()):
        if path.suffix in {".zip", ".gmsc"} and path.name != "rusak.zip":
            yield from _zip(path)
            inside = folder / f"isi-{path.stem}"
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith((".pdf", ".xlsx", ".docx", ".pptx")):
                        archive.extract(name, inside)
            for document in sorted(inside.rglob("*.*")):
                yield from _document(document)
        else:
            yield from _document(path)


def _document(path: Path) -> Iterator[tuple[str, str, str]]:
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            yield "pdf", path.name, " ".join(str(value) for value in pdf.docinfo.values())
            metadata = pdf.Root.get("/Metadata")
            yield "xmp", path.name, metadata.read_bytes().decode("utf-8", "replace") if metadata is not None else ""
            yield "pdf", path.name, " ".join(str(name) for name in pdf.attachments)
    elif path.suffix in {".xlsx", ".docx", ".pptx"}:
        yield from _zip(path)
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("docProps/"):
                    yield "office", f"{path.name}/{name}", archive.read(name).decode("utf-8")


def _zip(path: Path) -> Iterator[tuple[str, str, str]]:
    with zipfile.ZipFile(path) as archive:
        said = [archive.comment, *(part for entry in archive.infolist() for part in (entry.comment, entry.extra))]
        names = " ".join(archive.namelist())
    yield "zip", path.name, names + " " + " ".join(part.decode("utf-8", "replace") for part in said)
