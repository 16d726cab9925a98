"""Opens packages of others: a submission beside one's own plans to look at, a team copy as the plan that it is."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.desk.packages import band
from gmsc_desktop.desk.packages import open_package as read_package
from gmsc_desktop.desk.receiving import compare, take_over
from gmsc_desktop.models import library
from gmsc_desktop.models.document import Document
from gmsc_desktop.package.read import OpenedPackage
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Progress

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
            return Looked(package, stack.pop_all(), band(package.identity), package.warnings)
        if not library.is_present(plan_id):
            return take_over(package)
        if plan_id in opened:
            standing = compare(package, opened[plan_id])
        else:
            with library.opened(plan_id) as document:
                standing = compare(package, document)
        notes = (standing.sentence, _("Rencana Anda tidak diubah."), *package.warnings)
        return Looked(package, stack.pop_all(), band(package.identity), notes)


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
