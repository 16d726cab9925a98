"""What a scenario begins with: a data folder with a plan, a folder outside, a colleague's history, packages."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from gmsc_desktop.desk import handing_in, second_copy, second_place
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import (
    attachments,
    backups,
    contacts,
    document_file,
    evidence,
    library,
    migrations,
    rows,
    schema,
)
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME
from gmsc_desktop.models.document_mark import drop_mark
from gmsc_desktop.models.migrations import Effect
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, WORKING_COPY
from tests.faults.script import Acknowledged, colleague, digest, digest_of, make_plan, trimmed, use_data
from tests.models.complete_plan import complete_tables

FORMATS = Path(__file__).parents[1] / "formats"
NUMBERS = sorted(int(path.name) for path in FORMATS.iterdir() if path.name.isdigit())
DATA, OUTSIDE, TEMPORARY = "data", "keluar", "sementara"
PLACE = "coba"  # where the tries of a scenario are made, beside its template
PAGE = 4096
RPJMD = ("rpjmd.csv", "rpjmd-lagi.csv")
OLD = b"Berkas lama.\n" * 500


@dataclass
class Stage:
    """Folders of one scenario: ``template`` is copied for each try, ``sources`` are shared by all."""

    template: Path  # with the data folder, the folder outside, and that for temporary files
    sources: Path
    plan_id: str
    foreign: HistoryExport | None = None
    seed: int = 1
    format: int = schema.FORMAT  # that a plan has once it was opened
    drive: str = ""  # the folder whose drive alone is in trouble; "" where all of them are

    @property
    def file(self) -> Path:
        """The plan's file as every try begins with it."""
        return self.template / DATA / "plans" / self.plan_id / FILE_NAME


@dataclass
class Try:
    """One try. ``tell`` says what is safe from now on; ``after_error`` looks at a plan that is open when one comes."""

    stage: Stage
    place: Path
    tell: Callable[[Acknowledged], None]
    after_error: Callable[[Document], None] = lambda _document: None
    document: Document | None = None
    screen: Callable[[], Snapshot] | None = None  # what a window shows of the open plan
    unseen: Callable[[], AbstractContextManager[None]] = nullcontext  # for what the test itself reads

    @contextmanager
    def opened(self) -> Iterator[Document]:
        """The plan, open; what stands on the screen after an error is compared before it is closed."""
        with library.opened(self.plan_id) as self.document:
            try:
                yield self.document
            except UserFacingError:
                self.after_error(self.document)
                raise

    @property
    def plan_id(self) -> str:
        """The plan that the scenario is about."""
        return self.stage.plan_id

    @property
    def outside(self) -> Path:
        """A folder that is not the application's."""
        return self.place / OUTSIDE

    def told(self, **files: str) -> None:
        """The open plan is safe as it is now, and so are these files by their SHA-256."""
        assert self.document is not None
        with self.document.read():
            self.tell(Acknowledged(digest(self.document.raw), files))

    def told_closed(self, **files: str) -> None:
        """The same of the plan's file, after a command."""
        file = self.place / DATA / "plans" / self.plan_id / FILE_NAME
        with self.unseen():
            found = digest_of(file) if file.exists() else ""
        self.tell(Acknowledged(found, files))


def set_stage(folder: Path, *, small: bool = False) -> Stage:
    """A plan in a template, files to attach; a small one has its title and district alone."""
    template = folder / "awal"
    tables = trimmed(complete_tables())
    if small:
        tables = {name: rows if name in {"plan", "region"} else [] for name, rows in tables.items()}
    plan_id = make_plan(template / DATA, tables)
    with library.opened(plan_id):  # which makes its first backup
        pass
    for name in (OUTSIDE, TEMPORARY):
        (template / name).mkdir()
    sources = folder / "sumber"
    sources.mkdir()
    (sources / "laporan.txt").write_bytes(b"Laporan kegiatan.\n" * 4000)
    return Stage(template, sources, plan_id)


# -- what more a scenario may begin with


def as_it_is(_stage: Stage) -> None:
    """Nothing more."""


def with_colleague(stage: Stage) -> None:
    """A colleague has written in a copy of the plan."""
    stage.foreign = colleague(stage.plan_id)


def with_window(_stage: Stage) -> None:
    """What every window needs is loaded."""
    import gmsc_desktop.ui.session  # noqa: F401


def with_old_files(stage: Stage) -> None:
    """Where files go to, older ones of the same names lie already."""
    for suffix in ("zip", "xlsx", "pdf"):
        (stage.template / OUTSIDE / f"ekspor.{suffix}").write_bytes(OLD)


def with_rpjmd(stage: Stage) -> None:
    """Two tables of an RPJMD of other years; the second one has another target."""
    lines = ["RPJMD TAHUN 2031-2035", "Misi;Tujuan;Sasaran;Program;Indikator;Satuan;Kondisi Awal;2031;2032;OPD"]
    for number in range(1, 13):
        rung = f"Misi {number % 3};Tujuan {number % 4};Sasaran {number}"
        lines.append(f"{rung};;Indeks {number};Indeks;2;{number},5;{number + 1},5;Dinas Kesehatan")
        lines.append(f"{rung};Program {number};Cakupan {number};%;5;{number};{number + 2};Dinas Baru {number}")
    for name, target in zip(RPJMD, ("12,5", "99,5"), strict=True):
        text = "\n".join(lines).replace("12,5;13,5", f"{target};13,5")
        (stage.sources / name).write_text(text, "utf-8")


def with_evidence(stage: Stage) -> None:
    """The plan has a file among its evidence, and a backup with it."""
    use_data(stage.template / DATA)
    with library.opened(stage.plan_id) as document:
        stored = attachments.store(document.folder, stage.sources / "laporan.txt", "laporan.txt")
        with document.change("Tambah bukti dukung") as db:
            evidence.attach(db, stored, title="Laporan")


def with_package(stage: Stage) -> None:
    """A team copy with evidence has left, and the plan is not here any more."""
    _leave(stage, WORKING_COPY, "rencana.gmsc")
    shutil.rmtree(library.plan_folder(stage.plan_id))


def with_submission(stage: Stage) -> None:
    """A submission has come from somebody else: its plan is not here."""
    _leave(stage, SUBMISSION, "pengajuan.zip")
    shutil.rmtree(library.plan_folder(stage.plan_id))


def with_copy(stage: Stage) -> None:
    """A team copy has left, and the plan was changed since."""
    _leave(stage, WORKING_COPY, "rencana.gmsc")
    _change(stage)


def with_backup_file(stage: Stage) -> None:
    """A backup file with the contact of a person has left, and the plan and the contact were changed since."""
    use_data(stage.template / DATA)
    set_phone(stage, "(0471) 21001")
    _leave(stage, BACKUP, "rencana.gmsc")
    set_phone(stage, "(0471) 387654")
    _change(stage)


def set_phone(stage: Stage, text: str) -> None:
    """Another office phone of the first person of the plan."""
    with library.opened(stage.plan_id) as document:
        person = document.snapshot().rows("person")[0].id
        with document.change("Ubah kontak kantor") as db:
            contacts.set_contact(db, person, contacts.PHONE, text)


def _leave(stage: Stage, kind: str, name: str) -> None:
    with_evidence(stage)
    place = stage.template / OUTSIDE
    no_papers = patch.object(handing_in, "documents_for", lambda *_given, **_more: ())
    with no_papers, library.opened(stage.plan_id) as document:
        wanted = handing_in.Wanted(kind, "bimtek-1" if kind == SUBMISSION else "")
        handing_in.make_package(document, place, wanted).path.rename(place / name)


def with_backup(stage: Stage) -> None:
    """The plan has one backup, and was changed since."""
    use_data(stage.template / DATA)
    with library.opened(stage.plan_id) as document:
        for path in backups.list_backups(document.folder):
            path.unlink()
        library.back_up(document, datetime.now(UTC) - timedelta(minutes=10))
    _change(stage)


def with_damaged_plan(stage: Stage) -> None:
    """The plan has a backup, and its file does not hold together any more; a journal lies beside it."""
    with_backup(stage)
    content = bytearray(stage.file.read_bytes())
    content[200 : 200 + 6 * PAGE] = b"rusak " * PAGE
    stage.file.write_bytes(content)
    drop_mark(stage.file)
    stage.file.with_name(f"{FILE_NAME}-wal").write_bytes(b"rusak" * PAGE)


def with_second_place(stage: Stage) -> None:
    """A stick is the second place: older copies lie there, also of evidence that the plan does not name any more."""
    with_evidence(stage)
    stick = stage.template / OUTSIDE / "flashdisk"
    stick.mkdir()
    place = second_place.choose(stick)
    day = timedelta(days=1)
    _copy_there(stage, place, 90 * day)
    for name in ("dicabut", "diganti"):
        (stage.sources / f"{name}.txt").write_bytes(name.encode() * 9000)
    for name, age in (("dicabut", 40 * day + timedelta(seconds=1)), ("diganti", 40 * day)):  # the first is to go
        with library.opened(stage.plan_id) as document:
            stored = attachments.store(document.folder, stage.sources / f"{name}.txt", f"{name}.txt")
            with document.change("Tambah bukti dukung") as db:
                added = evidence.attach(db, stored, title=name)
        _copy_there(stage, place, age)
        with library.opened(stage.plan_id) as document, document.change("Hapus bukti dukung") as db:
            rows.delete_row(db, "evidence", added)
    _more_copies(place.folder)
    for path in place.folder.rglob("*.txt"):  # as old as their packages
        os.utime(path, (path.stat().st_mtime - 40 * 86400,) * 2)
    setting = Path(stage.template, DATA, second_place.SETTING)
    setting.write_text(setting.read_text().replace(str(stage.template), str(stage.template.parent / PLACE)))


def with_second_place_in_trouble(stage: Stage) -> None:
    """The same, and nothing but the stick fails."""
    with_second_place(stage)
    stage.drive = f"{OUTSIDE}/flashdisk"


def _copy_there(stage: Stage, place: second_place.Place, age: timedelta) -> None:
    with library.opened(stage.plan_id) as document:
        second_copy.copy_there(document, place.folder, place.id, now=datetime.now(UTC) - age)


def _more_copies(folder: Path) -> None:
    """Copies of days on which nothing changed, so that the next one pushes some out."""
    newest = max(folder.rglob("*.gmsc"))
    made = second_copy.moment_of(newest)
    assert made is not None
    for days in range(1, 10):
        name = (made + timedelta(days=days)).strftime("%Y%m%dT%H%M%S%fZ")
        shutil.copyfile(newest, newest.with_name(f"{name}_{newest.name.partition('_')[2]}"))


def _change(stage: Stage) -> None:
    with library.opened(stage.plan_id) as document, document.change("Ubah") as db:
        db.exec_driver_sql("UPDATE region SET office_name='Kantor sementara'")


def without_plan(stage: Stage) -> None:
    """Nobody has made a plan on this computer yet."""
    shutil.rmtree(library.plan_folder(stage.plan_id))


# -- older formats


def of_made_up_format(stage: Stage) -> None:
    """The plan is one of format 0, and a migration in several statements knows how to bring it on."""
    with sqlite3.connect(stage.file, isolation_level=None) as raw:
        raw.execute("PRAGMA user_version=0")
    raw.close()
    drop_mark(stage.file)
    migrations.STEPS[0] = made_up_step


def of_released_format(number: int) -> Callable[[Stage], None]:
    """The plan is the golden one of a released format; after the present format a made-up one comes."""

    def prepare(stage: Stage) -> None:
        shutil.rmtree(stage.file.parent)
        golden = gzip.decompress((FORMATS / str(number) / "plan.sqlite3.gz").read_bytes())
        file = stage.sources / FILE_NAME
        file.write_bytes(golden)
        with sqlite3.connect(file) as raw:
            stage.plan_id = str(raw.execute("SELECT id FROM plan").fetchone()[0])
        raw.close()
        stage.file.parent.mkdir()
        file.rename(stage.file)
        migrations.STEPS[schema.FORMAT] = made_up_step
        stage.format = schema.FORMAT + 1
        for module in (schema, document_file):
            setattr(module, "FORMAT", stage.format)  # noqa: B010

    return prepare


def made_up_step(raw: sqlite3.Connection) -> list[Effect]:
    """Values change, a table that others point at is built anew, tables and columns come and go."""
    rows = raw.execute("SELECT id,title FROM initiative ORDER BY id").fetchall()
    raw.executemany("UPDATE initiative SET title=? WHERE id=?", [(f"{title} (baru)", rid) for rid, title in rows])
    (ddl,) = raw.execute("SELECT sql FROM sqlite_master WHERE name='agency'").fetchone()
    raw.execute(ddl.replace("CREATE TABLE agency", "CREATE TABLE agency_new"))
    raw.execute("INSERT INTO agency_new SELECT * FROM agency")
    raw.execute("DROP TABLE agency")
    raw.execute("ALTER TABLE agency_new RENAME TO agency")
    raw.execute("CREATE TABLE percobaan(id TEXT)")
    raw.execute("DROP TABLE percobaan")
    raw.execute("ALTER TABLE region ADD COLUMN motto TEXT")
    return [Effect("initiative", rid, "initiative.title", f"{title} (baru)") for rid, title in rows]
