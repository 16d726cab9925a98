"""The paths on which something is written: each done to a data folder by a child that may fail or die at any step."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from gmsc_desktop.desk import handing_in, receiving
from gmsc_desktop.desk.private import Prepared
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports import OUTPUTS, Edition
from gmsc_desktop.models import attachments, backups, library, migrations, restoring
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME
from gmsc_desktop.models.document_mark import drop_mark
from gmsc_desktop.models.migrations import Effect
from gmsc_desktop.package.identity import WORKING_COPY
from gmsc_desktop.package.read import OpenedPackage, open_package
from tests.faults.script import Acknowledged, Person, colleague, digest, make_plan, use_data

Tell = Callable[[Acknowledged], None]


@dataclass
class Stage:
    """Folders of one scenario: what it begins with (copied for each try), and what its tries share."""

    template: Path  # data and keluar, the folder for what leaves
    sources: Path
    plan_id: str
    foreign: HistoryExport | None = None
    package: OpenedPackage | None = None
    seed: int = 1
    closing: ExitStack = field(default_factory=ExitStack)


@dataclass
class Try:
    """One try: ``document`` is what stands open, for whoever wants to compare it with its file."""

    stage: Stage
    place: Path
    tell: Tell
    document: Document | None = None
    after_error: Callable[[Document], None] = lambda _document: None

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
        return self.stage.plan_id

    @property
    def outside(self) -> Path:
        return self.place / "keluar"

    def told(self, **files: str) -> None:
        assert self.document is not None
        with self.document.read():
            self.tell(Acknowledged(digest(self.document.raw), files))


def without_papers() -> Any:
    """Packages without the printed papers: how those are made is another matter, and takes seconds."""
    return patch.object(handing_in, "documents_for", lambda *_given, **_more: ())


def set_stage(folder: Path) -> Stage:
    """A plan in a template, a colleague's history, files to attach."""
    template = folder / "awal"
    plan_id = make_plan(template / "data")
    (template / "keluar").mkdir()
    sources = folder / "sumber"
    sources.mkdir()
    (sources / "laporan.txt").write_bytes(b"Laporan kegiatan.\n" * 4000)
    return Stage(template, sources, plan_id, colleague(plan_id))


# -- what may be done


def save(one: Try) -> None:
    """Six steps of a person at work."""

    chance = random.Random(one.stage.seed)
    person = Person(one.plan_id, chance, one.tell, one.stage.sources, one.stage.foreign, opening=one.opened)
    person.work(6)


def back_up(one: Try) -> None:
    """Two backups with a change between."""
    with one.opened() as document:
        one.told()
        for hours in (1, 2):
            with document.change("Ubah") as db:
                db.exec_driver_sql("UPDATE region SET office_name=?", (f"Kantor {hours}",))
            document.close_open_row()
            one.told()
            library.back_up(document, datetime.now(UTC) + timedelta(hours=hours))
            one.told()


def attach(one: Try) -> None:
    """A file into the store, and its row."""
    from gmsc_desktop.models import evidence

    with one.opened() as document:
        one.told()
        stored = attachments.store(document.folder, one.stage.sources / "laporan.txt", "laporan.txt")
        path = str(attachments.path_of(document.folder, stored.sha256))
        one.told(**{path: stored.sha256})
        with document.change("Tambah bukti dukung") as db:
            evidence.attach(db, stored, title="Laporan")
        one.told(**{path: stored.sha256})


def merge(one: Try) -> None:
    """A backup, a colleague's changes, and one's own after them."""
    assert one.stage.foreign is not None
    with one.opened() as document:
        one.told()
        library.back_up(document)
        document.merge(one.stage.foreign, "Gabung")
        one.told()
        with document.change("Ubah") as db:
            db.exec_driver_sql("UPDATE region SET office_name='Kantor baru'")
        one.told()


def export(one: Try) -> None:
    """A file and a team copy to a folder outside; the papers inside are another matter and left out."""
    without_papers().start()
    with one.opened() as document:
        one.told()
        edition = Edition.of(document.snapshot(), revision_code="uji", made_on=date(2026, 11, 21))
        tables = next(output for output in OUTPUTS if output.code == "tabel")
        handing_in.write_output(tables, edition, Prepared(edition.snapshot), one.outside / "tabel.zip")
        written = handing_in.make_package(document, one.outside, handing_in.Wanted(WORKING_COPY))
        one.told(**{str(written.path): ""})  # whether it is whole is looked at afterwards


def take_over(one: Try) -> None:
    """A team copy, opened before, becomes the plan; then it is opened."""
    assert one.stage.package is not None
    receiving.take_over(one.stage.package)
    with one.opened():
        one.told()


def restore(one: Try) -> None:
    """Back to the only backup, then one's own work goes on."""
    (backup,) = backups.list_backups(library.plan_folder(one.plan_id))
    restoring.restore_backup(backup)
    with one.opened() as document:
        one.told()
        with document.change("Ubah") as db:
            db.exec_driver_sql("UPDATE region SET office_name='Kantor baru'")
        one.told()


def migrate(one: Try) -> None:
    """A plan of a made-up format 0 is opened."""
    with one.opened():
        one.told()


# -- what they begin with


def with_package(stage: Stage) -> None:
    """The plan leaves as a team copy with evidence, and is not here any more."""
    use_data(stage.template / "data")
    attach(Try(stage, stage.template, lambda _told: None))
    with without_papers(), library.opened(stage.plan_id) as document:
        written = handing_in.make_package(document, stage.sources, handing_in.Wanted(WORKING_COPY))
    stage.package = stage.closing.enter_context(open_package(written.path))
    shutil.rmtree(library.plan_folder(stage.plan_id))


def with_backup(stage: Stage) -> None:
    """The plan has a backup, and was changed since."""
    use_data(stage.template / "data")
    with library.opened(stage.plan_id) as document:
        for path in backups.list_backups(document.folder):
            path.unlink()
        library.back_up(document, datetime.now(UTC) - timedelta(minutes=10))
        with document.change("Ubah") as db:
            db.exec_driver_sql("UPDATE region SET office_name='Kantor sementara'")


def of_an_older_format(stage: Stage) -> None:
    """The plan is one of format 0, and a migration in several statements knows how to bring it on."""
    raw = sqlite3.connect(stage.template / "data" / "plans" / stage.plan_id / FILE_NAME, isolation_level=None)
    raw.execute("PRAGMA user_version=0")
    raw.close()
    drop_mark(stage.template / "data" / "plans" / stage.plan_id / FILE_NAME)
    migrations.STEPS[0] = made_up_step


def made_up_step(raw: sqlite3.Connection) -> list[Effect]:
    """Values change, a table that others point at is built anew, a column comes and goes."""
    rows = raw.execute("SELECT id,title FROM initiative ORDER BY id").fetchall()
    raw.executemany("UPDATE initiative SET title=? WHERE id=?", [(f"{title} (baru)", rid) for rid, title in rows])
    (ddl,) = raw.execute("SELECT sql FROM sqlite_master WHERE name='agency'").fetchone()
    raw.execute(ddl.replace("CREATE TABLE agency", "CREATE TABLE agency_new"))
    raw.execute("INSERT INTO agency_new SELECT * FROM agency")
    raw.execute("DROP TABLE agency")
    raw.execute("ALTER TABLE agency_new RENAME TO agency")
    raw.execute("CREATE TABLE percobaan(id TEXT)")
    raw.execute("DROP TABLE percobaan")
    return [Effect("initiative", rid, "initiative.title", f"{title} (baru)") for rid, title in rows]


def as_it_is(_stage: Stage) -> None:
    """Nothing more."""


SCENARIOS: dict[str, tuple[Callable[[Stage], None], Callable[[Try], None]]] = {
    "save": (as_it_is, save),
    "backup": (as_it_is, back_up),
    "attach": (as_it_is, attach),
    "merge": (as_it_is, merge),
    "export": (as_it_is, export),
    "import": (with_package, take_over),
    "restore": (with_backup, restore),
    "migrate": (of_an_older_format, migrate),
}
