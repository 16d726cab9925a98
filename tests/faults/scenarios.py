"""The paths on which something is written, each done to a data folder by a child that may fail or die at any step."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from gmsc_desktop import cli
from gmsc_desktop.desk import handing_in, packages, received, second_copy
from gmsc_desktop.desk.private import Prepared
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.reading import read_book
from gmsc_desktop.exchange.rpjmd.into_plan import to_incoming
from gmsc_desktop.exchange.rpjmd.proposal import propose
from gmsc_desktop.exports import OUTPUTS, Edition
from gmsc_desktop.models import attachments, backups, evidence, library, reference, restoring
from gmsc_desktop.models import plan as plans_of
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME
from gmsc_desktop.models.intake.comparing import compare
from gmsc_desktop.models.intake.writing import write
from gmsc_desktop.models.region import find_region
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, SUFFIXES, WORKING_COPY
from tests.faults import stages
from tests.faults.script import Person
from tests.faults.stages import Stage, Try

# -- in an open plan


def save(one: Try) -> None:
    """Six steps of a person at work, by chance."""
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
    with one.opened() as document:
        one.told()
        _merge(one, document)
        _change(one, document)


def unmerge(one: Try) -> None:
    """A colleague's changes come and go again, then one's own."""
    with one.opened() as document:
        one.told()
        _merge(one, document)
        document.unmerge("Urungkan gabungan")
        one.told()
        _change(one, document)


def _merge(one: Try, document: Document) -> None:
    assert one.stage.foreign is not None
    library.back_up(document)
    document.merge(one.stage.foreign, "Gabung")
    one.told()


def _change(one: Try, document: Document) -> None:
    with document.change("Ubah") as db:
        db.exec_driver_sql("UPDATE region SET office_name='Kantor baru'")
    one.told()


def import_table(one: Try) -> None:
    """An RPJMD comes in as one change after a backup, comes again with another figure, then one's own change."""
    with one.opened() as document:
        one.told()
        for name in stages.RPJMD:
            proposal = propose(read_book(one.stage.sources / name))
            incoming = to_incoming(proposal, document.snapshot().region.name)
            comparison = compare(document.snapshot(), incoming)
            library.back_up(document)
            with document.change("Impor") as db:
                written = write(db, incoming, comparison)
            assert written.added or written.changed
            one.told()
        _change(one, document)


def window(one: Try) -> None:
    """A person at the window: typing, a short change, undo, a draft, each shown before it counts."""
    from PySide6.QtCore import QCoreApplication

    from gmsc_desktop.models import editing
    from gmsc_desktop.models.fields import BY_NAME
    from gmsc_desktop.ui.session import Session

    app = QCoreApplication.instance() or QCoreApplication([])
    with one.opened() as document:
        session = Session(document)

        def screen() -> Snapshot:
            app.processEvents()
            return session.snapshot

        one.screen = screen
        one.told()
        field = BY_NAME["initiative"].field("description")
        rid = str(document.raw.execute("SELECT id FROM initiative ORDER BY id").fetchone()[0])
        steps: list[Callable[[], object]] = [
            lambda: session.set_text(field, rid, "Uraian yang baru diketik"),
            lambda: session.act("Ubah judul", editing.update, "initiative", rid, {"title": "Judul baru"}),
            session.undo,
            lambda: session.keep_draft(BY_NAME["initiative"].field("year_start"), rid, "dua ribu"),
            lambda: session.act("Tambah OPD", editing.insert, "agency", {"name": "Dinas Baru"}),
        ]
        for step in steps:
            step()
            session.flush()
            if session.problem is not None:  # what the status line tells
                raise session.problem
            one.told()


# -- files that leave


def output(code: str) -> Callable[[Try], None]:
    """One kind of file over an older one of the same name."""

    def write(one: Try) -> None:
        with one.opened() as document:
            one.told()
            edition = Edition.of(document.snapshot(), revision_code="uji", made_on=date(2026, 11, 21))
            made = next(output for output in OUTPUTS if output.code == code)
            target = one.outside / f"ekspor{made.suffix}"
            handing_in.write_output(made, edition, Prepared(edition.snapshot), target, document)
            with one.unseen():
                written = attachments.digest_of_file(target)
            one.told(**{str(target): written})

    return write


def package(kind: str) -> Callable[[Try], None]:
    """A package with everything that belongs into it, noted in the plan."""

    def write(one: Try) -> None:
        with one.opened() as document:
            one.told()
            wanted = handing_in.Wanted(kind, "bimtek-1" if kind == SUBMISSION else "")
            written = handing_in.make_package(document, one.outside, wanted)
            one.told(**{str(written.path): ""})  # whether it is whole is looked at afterwards

    return write


def copy_out(one: Try) -> None:
    """``gmsc backup``: the plan with its evidence into a file that a person names."""
    one.told_closed()
    target = one.outside / f"rencana{SUFFIXES[BACKUP]}"
    command("backup", one.plan_id, str(target))
    one.told_closed(**{str(target): ""})


def second(one: Try) -> None:
    """A copy to the second place with evidence that is new there, and one's own work after it."""
    with one.opened() as document:
        one.told()
        _attach_more(one, document)
        _copy_there(one, document)
        _change(one, document)


def second_in_trouble(one: Try) -> None:
    """The same where the second place alone may fail: work and the plan's own backups go on, then it is told."""
    with one.opened() as document:
        one.told()
        _attach_more(one, document)
        problem = None
        try:
            _copy_there(one, document)
        except UserFacingError as error:
            problem = error
        _change(one, document)
        kept = library.back_up(document)
        one.told(**{str(kept): ""})
        if problem is not None:
            raise problem


def _attach_more(one: Try, document: Document) -> None:
    with one.unseen():
        source = one.stage.sources / "foto.txt"
        source.write_bytes(b"Foto kegiatan.\n" * 4000)
    stored = attachments.store(document.folder, source, source.name)
    with document.change("Tambah bukti dukung") as db:
        evidence.attach(db, stored, title="Foto")
    one.told()


def _copy_there(one: Try, document: Document) -> None:
    copied = second_copy.copy_if_there(document).copied
    if copied is None:
        raise UserFacingError("Tempat kedua tidak ditemukan.")  # the window says that it is not plugged in
    with one.unseen():
        here = set(attachments.list_stored(document.folder))
        beside = [path for path in copied.path.parent.rglob("*.txt") if path.stem in here]
    one.told(**{str(copied.path): "", **{str(path): path.stem for path in beside}})


# -- files that come, and going back


def open_package(one: Try) -> None:
    """``gmsc open``: a team copy is checked by a child and becomes the plan."""
    command("open", str(one.outside / "rencana.gmsc"))
    one.told_closed()


def receive(one: Try) -> None:
    """A submission is checked by a child and kept in the list."""
    path = one.outside / "pengajuan.zip"
    with packages.open_package(path) as opened:
        kept = received.keep(path, opened).path
    with one.unseen():
        written = attachments.digest_of_file(kept)
    one.told_closed(**{str(kept): written})


def restore_backup(one: Try) -> None:
    """Back to the only backup, then one's own work goes on."""
    one.told_closed()
    (backup,) = backups.list_backups(library.plan_folder(one.plan_id))
    restoring.restore_backup(backup)
    one.told_closed()
    with one.opened() as document:
        _change(one, document)


def restore_damaged(one: Try) -> None:
    """The same where the plan's file is damaged: what is left of it is kept aside."""
    file = library.plan_folder(one.plan_id) / FILE_NAME
    with one.unseen():
        damaged = attachments.digest_of_file(file)
    one.told_closed()
    (backup,) = backups.list_backups(file.parent)
    kept = restoring.restore_backup(backup).replaced
    assert kept is not None
    one.told_closed(**{str(kept / FILE_NAME): damaged})


def restore_open(one: Try) -> None:
    """The same of a plan that stays open."""
    (backup,) = backups.list_backups(library.plan_folder(one.plan_id))
    with one.opened() as document:
        one.told()
        restoring.restore_backup(backup, document)
        one.told()
        _change(one, document)


def restore_copy(one: Try) -> None:
    """``gmsc restore``: a team copy is checked by a child and takes the place of the plan."""
    one.told_closed()
    command("restore", str(one.outside / "rencana.gmsc"))
    one.told_closed()


def restore_file(one: Try) -> None:
    """``gmsc restore``: a backup file brings contacts and the list of what left, too, and what left since stays."""
    one.told_closed()
    command("restore", str(one.outside / "rencana.gmsc"))
    one.told_closed()


def migrate(one: Try) -> None:
    """A plan of an older format is opened."""
    with one.opened() as document:
        one.told()
        _change(one, document)


def new(one: Try) -> None:
    """A plan is begun, and changed."""
    region = find_region("73.17")
    assert region is not None

    def fill(document: Document) -> None:
        with document.change("Mulai rencana baru") as db:
            plans_of.begin(
                db,
                plan_id=one.plan_id,
                title="Rencana Induk Smart City",
                region=region,
                period_start=2026,
                period_end=2030,
                reference_version=reference.CURRENT_VERSION,
            )

    with library.created(one.plan_id, fill) as one.document:
        one.told()
        _change(one, one.document)


def command(*words: str) -> None:
    """A command as a person types it; what it refuses is raised as it was told."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        code = cli.main(words)
    if code:
        raise UserFacingError(said.getvalue().strip())


SCENARIOS: dict[str, tuple[Callable[[Stage], None], Callable[[Try], None]]] = {
    "save": (stages.with_colleague, save),
    "window": (stages.with_window, window),
    "backup": (stages.as_it_is, back_up),
    "attach": (stages.as_it_is, attach),
    "merge": (stages.with_colleague, merge),
    "unmerge": (stages.with_colleague, unmerge),
    "import": (stages.with_rpjmd, import_table),
    "pdf": (stages.with_old_files, output("rencana-induk")),
    "xlsx": (stages.with_old_files, output("buku-kerja")),
    "csv": (stages.with_old_files, output("tabel")),
    "copy": (stages.with_evidence, package(WORKING_COPY)),
    "submit": (stages.with_evidence, package(SUBMISSION)),
    "copy-out": (stages.with_evidence, copy_out),
    "second": (stages.with_second_place, second),
    "second-alone": (stages.with_second_place_in_trouble, second_in_trouble),
    "open": (stages.with_package, open_package),
    "receive": (stages.with_submission, receive),
    "restore": (stages.with_backup, restore_backup),
    "restore-damaged": (stages.with_damaged_plan, restore_damaged),
    "restore-open": (stages.with_backup, restore_open),
    "restore-copy": (stages.with_copy, restore_copy),
    "restore-file": (stages.with_backup_file, restore_file),
    "new": (stages.without_plan, new),
    "migrate": (stages.of_made_up_format, migrate),
    **{f"migrate-{number}": (stages.of_released_format(number), migrate) for number in stages.NUMBERS},
}
SMALL = {
    "pdf",
    "xlsx",
    "csv",
    "copy",
    "submit",
    "copy-out",
    "second",
    "second-alone",
}  # papers of a large plan take seconds


def set_up(name: str, folder: Path, seed: int) -> tuple[Stage, Callable[[Try], None]]:
    """The stage of a scenario, and what is done on it."""
    prepare, run = SCENARIOS[name]
    stage = stages.set_stage(folder, small=name in SMALL)
    stage.seed = seed
    prepare(stage)
    return stage, run
