"""What a package carries beside the plan itself: its papers, its tables, its start page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from gmsc_desktop.exports import OUTPUTS, Cancelled, Edition, Output
from gmsc_desktop.exports.tables import DESCRIPTOR, descriptor, table_path, write_table
from gmsc_desktop.models.fields import TABLES, TableSpec
from gmsc_desktop.models.revision import revision_code
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.bag import EvidenceFile, Payload
from gmsc_desktop.package.meter import WorkCancelled
from gmsc_desktop.package.names import evidence_name
from gmsc_desktop.text import in_source_language
from gmsc_desktop.worker.paper_pictures import look

START_PAGE = "index.html"
PAYLOAD_FOLDER = "data/"
# What a receiver opens with office programs; tables for data programs stand in the package file by file.
PAPERS = frozenset({".pdf", ".docx", ".xlsx", ".pptx"})


@in_source_language
def documents_for(
    snapshot: Snapshot,
    *,
    made_at: datetime,
    stage: str,
    evidence: Iterable[EvidenceFile],
    picture: Callable[[str], Path | None],
    round_number: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    contacts: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Payload, ...]:
    """The files that are made for a package, each written when its turn comes; ``evidence`` is what comes along.

    ``stage`` is "" for a team copy, which has no ``round_number`` either. ``picture`` finds an evidence file by its
    SHA-256 for small pictures on paper. ``contacts`` of persons stand in the papers alone, never on the start page.
    ``cancelled`` is asked while papers are made: ``WorkCancelled``.
    """
    edition = Edition.of(
        snapshot,
        revision_code=revision_code(snapshot),
        made_on=made_at.date(),
        purpose=stage or None,
        cancelled=cancelled,
        picture=picture,
        look=look,
        contacts=contacts,
    )
    made = _payloads(edition, tuple(evidence), round_number)
    return tuple(Payload(payload.name, _stoppable(payload.write)) for payload in made)


@in_source_language
def tables_for(snapshot: Snapshot, made_at: datetime) -> tuple[Payload, ...]:
    """What a backup carries beside the plan: every table for programs that are not ours, and no papers."""
    edition = Edition.of(snapshot, revision_code=revision_code(snapshot), made_on=made_at.date())
    return tuple(_tables(edition))


def _stoppable(write: Callable[[BinaryIO], None]) -> Callable[[BinaryIO], None]:
    """A paper that was stopped stops the package, with the sentence that every cancelled work ends with."""

    def run(stream: BinaryIO) -> None:
        try:
            write(stream)
        except Cancelled as stopped:
            raise WorkCancelled from stopped

    return run


def _payloads(edition: Edition, evidence: tuple[EvidenceFile, ...], round_number: int | None) -> Iterator[Payload]:
    yield _start_page(edition, evidence, round_number)
    for output in OUTPUTS:
        if output.suffix in PAPERS:
            yield _paper(edition, output)
    yield from _tables(edition)


def _tables(edition: Edition) -> Iterator[Payload]:
    for table in TABLES:
        yield _table(edition, table)
    described = json.dumps(descriptor(edition), ensure_ascii=False, indent=1).encode("utf-8")
    yield Payload(DESCRIPTOR, lambda stream: _put(stream, described))


def _start_page(edition: Edition, evidence: tuple[EvidenceFile, ...], round_number: int | None) -> Payload:
    files = {file.sha256: evidence_name(file.sha256, file.suffix).removeprefix(PAYLOAD_FOLDER) for file in evidence}
    papers = [(output.label, _paper_path(output)) for output in OUTPUTS if output.suffix in PAPERS]
    tables = [(table.plural, table_path(table)) for table in TABLES]

    def write(stream: BinaryIO) -> None:
        from gmsc_desktop.exports.start_page import write_start_page

        write_start_page(edition, stream, files, papers, tables=tables, round_number=round_number)

    return Payload(START_PAGE, write)


def _paper_path(output: Output) -> str:
    return f"dokumen/{output.code}{output.suffix}"


def _paper(edition: Edition, output: Output) -> Payload:
    return Payload(_paper_path(output), lambda stream: output.function(edition, stream))


def _table(edition: Edition, table: TableSpec) -> Payload:
    return Payload(table_path(table), lambda stream: write_table(edition.snapshot, table, stream))


def _put(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)
