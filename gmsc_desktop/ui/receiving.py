"""Opens packages of others: a submission beside one's own plans to look at, a team copy as the plan that it is."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.desk.receiving import compare, take_over
from gmsc_desktop.models import library, reference
from gmsc_desktop.models.document import Document
from gmsc_desktop.package.identity import SUBMISSION
from gmsc_desktop.package.read import OpenedPackage
from gmsc_desktop.package.read import open_package as read_package
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.values import format_date

if TYPE_CHECKING:
    from gmsc_desktop.ui.windows import Windows


@dataclass
class Looked:
    """A package that is shown as it is; its files go when the window closes."""

    package: OpenedPackage
    closing: ExitStack
    band: str
    notes: tuple[str, ...]


def receive(path: Path, progress: Progress, opened: dict[str, Document]) -> str | Looked:
    """Read and check a package: the id of the plan that it became, or what is looked at; ``opened`` by plan id."""
    with ExitStack() as stack:
        package = stack.enter_context(read_package(path, cancel=progress.cancel))
        plan_id = package.identity.plan_id
        if package.history is None:
            return Looked(package, stack.pop_all(), band_of(package), package.warnings)
        if not library.is_present(plan_id):
            return take_over(package)
        if plan_id in opened:
            standing = compare(package, opened[plan_id])
        else:
            with library.opened(plan_id) as document:
                standing = compare(package, document)
        notes = (standing.sentence, _("Rencana Anda tidak diubah."), *package.warnings)
        return Looked(package, stack.pop_all(), band_of(package), notes)


def band_of(package: OpenedPackage) -> str:
    """What stands above every page of a package that is looked at: whose it is, and from which stage and day."""
    identity = package.identity
    stage = reference.load().label("stage", identity.stage) if identity.stage else ""
    if stage and identity.round:
        stage = _("{stage}, putaran {round}").format(stage=stage, round=identity.round)
    kind = stage if identity.kind == SUBMISSION else _("Salinan kerja")
    made = format_date(date.fromisoformat(identity.made_on))
    return " · ".join(part for part in (_("HANYA BACA"), identity.region_name, kind, made) if part)


def open_package(windows: Windows, path: Path) -> None:
    """Open a package from home; the window that shows it already is raised."""
    home = windows.home or windows.show_home()
    opened = {
        plan_id: window.session.document
        for plan_id, window in windows.plans.items()
        if window.session.document is not None
    }

    def done(result: str | Looked) -> None:
        if isinstance(result, str):
            windows.open_plan(result)
        else:
            windows.show_package(result)

    sentence = _("Memeriksa {name}…").format(name=path.name)
    home.jobs.start(sentence, lambda progress: receive(path, progress, opened), done, home.tell)
