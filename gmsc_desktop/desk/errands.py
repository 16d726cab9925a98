"""What the window has a child do for it: packages, papers, workbooks, and how large they become.

Making one brings in what sets pages and writes workbooks and leaves tens of megabytes behind, which a window would
keep until it is closed. The child works on a frozen copy of the plan; what came of it is noted here, by the parent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gmsc_desktop.desk import handing_in
from gmsc_desktop.desk.handing_in import Sizes, Wanted
from gmsc_desktop.desk.private import Leaving, Prepared, prepare
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports import OUTPUTS, Edition, Output
from gmsc_desktop.models import attachments, outgoing_pending
from gmsc_desktop.models.contacts import read_contacts
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_freeze import thaw
from gmsc_desktop.models.revision import revision_code
from gmsc_desktop.package.identity import BACKUP, Identity
from gmsc_desktop.package.meter import WorkCancelled
from gmsc_desktop.package.write import Written
from gmsc_desktop.text import _
from gmsc_desktop.worker import private_folder
from gmsc_desktop.worker.errand import send
from gmsc_desktop.worker.paper_pictures import look

if TYPE_CHECKING:
    from gmsc_desktop.worker.errand_child import Watch
    from gmsc_desktop.worker.parent import Cancel

Tell = Callable[[int, int], object]

# -- here


def have_package(document: Document, folder: Path, wanted: Wanted, *, progress: Tell, cancel: Cancel) -> Written:
    """``handing_in.make_package`` by a child. Raises ``UserFacingError``, ``WorkCancelled`` among them."""
    handing_in.make_folder(folder)
    outgoing_pending.settle(document)  # its number is not given twice
    subject = _("berkas cadangan") if wanted.kind == BACKUP else _("paket")
    with _frozen(document) as here:
        request = {**_request(document, wanted), "target": str(folder.absolute())}
        told = _sent(here, "make-package", request, subject, cancel, progress)
    written = Written(**{**told["written"], "path": Path(told["path"]), "identity": Identity(**told["identity"])})
    handing_in.note_package(document, written, wanted, told["contacts"], told["masked"])
    return written


def have_measured(document: Document, wanted: Wanted, cancel: Cancel) -> Sizes:
    """How large the parts beside the evidence become. Raises ``UserFacingError``, ``WorkCancelled`` among them."""
    with _frozen(document) as here:
        request = _request(document, wanted)
        return Sizes(_sent(here, "measure-package", request, _("paket"), cancel, leaves_something=False)["parts"])


def have_output(
    document: Document,
    output: Output,
    edition: Edition,
    prepared: Prepared,
    leaving: Leaving,
    target: Path,
    *,
    progress: Tell,
    cancel: Cancel,
) -> bool:
    """``handing_in.write_output`` by a child, as ``prepared`` by ``leaving``; False where the plan has changed since.

    Raises ``UserFacingError``, ``WorkCancelled`` among them.
    """
    with _frozen(document) as here:
        request = {
            "plan": str(document.folder.absolute()),
            "output": output.code,
            "leaving": asdict(leaving),
            "revision": edition.revision_code,
            "made_on": edition.made_on.isoformat(),
            "target": str(target.absolute()),
        }
        told = _sent(here, "make-output", request, target.name, cancel, progress)
    if told["written"]:
        handing_in.note_output(document, output, target, prepared)
    return bool(told["written"])


@contextmanager
def _frozen(document: Document) -> Iterator[Path]:
    with private_folder() as folder:
        document.freeze(folder).close()
        yield folder


def _request(document: Document, wanted: Wanted) -> dict[str, object]:
    evidence = None if wanted.evidence is None else sorted(wanted.evidence)
    return {"plan": str(document.folder.absolute()), "wanted": {**asdict(wanted), "evidence": evidence}}


def _sent(
    here: Path,
    name: str,
    request: Mapping[str, object],
    subject: str,
    cancel: Cancel,
    progress: Tell | None = None,
    *,
    leaves_something: bool = True,
) -> dict[str, Any]:  # our own program's answer: its form is checked by using it
    try:
        return send(
            here, name, request, subject=subject, cancel=cancel, progress=progress, leaves_something=leaves_something
        )
    except UserFacingError as error:
        if cancel.is_set():
            raise WorkCancelled from error
        raise


# -- in the child


def make_package(folder: Path, request: dict[str, Any], watch: Watch) -> dict[str, object]:
    """The child's part of ``have_package``."""
    with thaw(folder) as frozen:
        written, prepared = handing_in.write_frozen(
            frozen,
            attachments.finder(Path(request["plan"])),
            Path(request["target"]),
            _wanted(request),
            watch.progress,
            watch.cancel,
            plan=Path(request["plan"]),
        )
    plain = asdict(written)
    return {
        "path": str(plain.pop("path")),
        "identity": plain.pop("identity"),
        "written": plain,
        "contacts": len(prepared.contacts or {}),
        "masked": prepared.masked,
    }


def measure_package(folder: Path, request: dict[str, Any], watch: Watch) -> dict[str, object]:
    """The child's part of ``have_measured``."""
    find = attachments.finder(Path(request["plan"]))
    with thaw(folder) as frozen:
        return {"parts": handing_in.measure(frozen, find, _wanted(request), watch.cancel).parts}


def make_output(folder: Path, request: dict[str, Any], watch: Watch) -> dict[str, object]:
    """The child's part of ``have_output``."""
    with thaw(folder) as frozen:
        snapshot, contacts = frozen.snapshot(), read_contacts(frozen.raw)
    prepared = prepare(snapshot, Leaving(**request["leaving"]), contacts)
    if revision_code(prepared.snapshot) != request["revision"]:
        return {"written": False}
    edition = Edition.of(
        prepared.snapshot,
        revision_code=request["revision"],
        made_on=date.fromisoformat(request["made_on"]),
        progress=lambda fraction: watch.progress(round(fraction * 1000), 1000),
        cancelled=watch.cancel.is_set,
        picture=attachments.finder(Path(request["plan"])),
        look=look,
        contacts=prepared.lines,
    )
    output = next(output for output in OUTPUTS if output.code == request["output"])
    handing_in.write_output(output, edition, prepared, Path(request["target"]))
    return {"written": True}


def _wanted(request: Mapping[str, Any]) -> Wanted:
    wanted = request["wanted"]
    return Wanted(**{**wanted, "leaving": Leaving(**wanted["leaving"])})
