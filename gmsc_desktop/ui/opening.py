"""Making and opening plans on a thread, away from the window: new, example, from this computer, from a package."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from gmsc_desktop.models import library, plan, reference
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.new_plan import Wanted


@dataclass
class OpenPlan:
    """A plan that was opened, with what must be closed after it."""

    plan_id: str
    document: Document
    snapshot: Snapshot  # read here already, so that the window need not
    closing: ExitStack


def make_new(wanted: Wanted) -> str:
    """A new plan; its id."""
    plan_id = new_id()

    def fill(document: Document) -> None:
        with document.change(_("Mulai rencana baru")) as db:
            plan.begin(
                db,
                plan_id=plan_id,
                title=wanted.title,
                region=wanted.region,
                period_start=wanted.start,
                period_end=wanted.end,
                kind=wanted.kind,
                ancestor_plan=wanted.ancestor or None,
                kind_reason=wanted.reason or None,
                reference_version=reference.CURRENT_VERSION,
            )

    with library.created(plan_id, fill):
        pass
    return plan_id


def make_example(_progress: Progress) -> str:
    """The demonstration plan; its id."""
    from gmsc_desktop.demo.loading import make_demo

    return make_demo()


def open_plan(plan_id: str) -> OpenPlan:
    """Open a plan of this computer; it is backed up first when that is due, and carded when it closes."""
    with ExitStack() as stack:
        document = stack.enter_context(library.opened(plan_id))
        return OpenPlan(plan_id, document, document.snapshot(), stack.pop_all())
