"""Which windows are open: home, one for each plan, one for each package that is looked at. It brings them up."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.late import bring_in
from gmsc_desktop.text import _
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.jobs import Jobs, Progress
from gmsc_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from gmsc_desktop.desk.received import Received
    from gmsc_desktop.models.cards import Card
    from gmsc_desktop.ui.main_window import MainWindow
    from gmsc_desktop.ui.opening import Backup, OpenPlan
    from gmsc_desktop.ui.receiving import Looked

PAINTED_MS, BUILT_MS = 300, 3000  # by then a window has drawn its chart and made its first check
HEAVY = (
    "gmsc_desktop.models.document",
    "gmsc_desktop.models.figures",
    "gmsc_desktop.ui.main_window",
)


class Windows(QObject):
    """Keeps the windows; the program ends when the last one is closed."""

    built = Signal()  # a plan's window stands on the screen with its first page
    gone = Signal()

    def __init__(self, settings: Settings, *, ended_hard: bool = False) -> None:
        super().__init__()
        self.settings = settings
        self._ended_hard = ended_hard  # the run before this one, and nobody has been told yet
        self.home: HomeWindow | None = None
        self.plans: dict[str, MainWindow] = {}
        self.looked: list[MainWindow] = []
        self.jobs = Jobs(self)
        self.say_when_open: dict[str, str] = {}  # by plan id: what its window tells first
        self._opening: set[str] = set()
        self._quitting = False

    # -- home

    def show_home(self) -> HomeWindow:
        """Show the home page, and fetch what a plan needs once it is painted."""
        if self.home is None:
            self.home = HomeWindow(self.settings)
            self.home.plan_asked.connect(self.open_plan)
            self.home.packages_asked.connect(self.open_packages)
            self.home.received_asked.connect(self.open_received)
            self.home.compare_asked.connect(self.compare_received)
            self.home.backup_asked.connect(self.open_backup)
            self.home.restore_asked.connect(self.restore)
            self.home.quit_asked.connect(self.quit)
            self.home.new_asked.connect(self.new_plan)
            self.home.demo_asked.connect(self.make_example)
            self.home.painted.connect(prefetch)
            self.home.painted.connect(lambda: sweep_outside(self.settings))
            if self._ended_hard:
                self.home.tell_of_crash()
            self.home.show()
        else:
            self.home.refresh()
        raise_window(self.home)
        return self.home

    def bring_up(self, plan: str = "") -> None:
        """What a second start asks for: a plan's window where one is named, else whichever there is."""
        if plan:
            self.open_any(plan)
        elif self.plans:
            raise_window(next(reversed(self.plans.values())))
        else:
            self.show_home()

    def open_any(self, text: str) -> None:
        """Open what the command line named: a package's file, or a plan of this computer."""
        from gmsc_desktop.models import library

        path = Path(text)
        if path.is_file():
            self.open_package(path.absolute())
            return
        try:
            self.open_plan(library.find(text))
        except UserFacingError as error:
            self.show_home().tell(error)

    # -- plans

    def open_plan(self, plan_id: str, *, take_over: bool = False) -> None:
        """Open a plan in a window of its own, or raise the one that shows it; ``take_over``: see ``library.opened``."""
        window = self.plans.get(plan_id) or self._showing(plan_id)
        if window is not None:
            raise_window(window)
            return
        if plan_id in self._opening:
            return
        self._opening.add(plan_id)
        jobs = self.home.jobs if self.home is not None else self.jobs  # straight into a plan: home is not shown first

        def work(_progress: Progress) -> OpenPlan | Backup:
            from gmsc_desktop.ui import opening

            return opening.open_or_look(plan_id, take_over=take_over)

        def done(result: OpenPlan | Backup) -> None:
            from gmsc_desktop.ui.opening import OpenPlan

            self._opening.discard(plan_id)
            if isinstance(result, OpenPlan):
                self._opened(result)
            else:
                self._show_backup(result)

        jobs.start(_("Membuka rencana…"), work, done, lambda error: self._not_opened(plan_id, error))

    def _not_opened(self, plan_id: str, error: UserFacingError) -> None:
        from gmsc_desktop.models.document_errors import PlanDamaged, PlanPerhapsOpen
        from gmsc_desktop.ui.damaged import show_damaged
        from gmsc_desktop.ui.opening import offers_backup

        self._opening.discard(plan_id)
        home = self.show_home()
        if isinstance(error, PlanPerhapsOpen):
            self._ask_whether_open(plan_id, error)
        elif isinstance(error, PlanDamaged):
            show_damaged(self, plan_id, error)
        elif offers_backup(plan_id, error):
            home.tell(error, _("Lihat cadangan terbaru"), lambda: self.open_backup(plan_id))
        else:
            home.tell(error)

    def _ask_whether_open(self, plan_id: str, error: UserFacingError) -> None:
        from gmsc_desktop.ui import starting

        home = self.show_home()
        chosen = starting.ask_perhaps_open(home, error)
        if chosen == starting.CHANGE:
            self.open_plan(plan_id, take_over=True)
        elif chosen == starting.LOOK:

            def work(_progress: Progress) -> Backup:
                from gmsc_desktop.ui import opening

                return opening.look_at_plan(plan_id, error)

            home.jobs.start(_("Membuka rencana…"), work, self._show_backup, home.tell)

    def _opened(self, opened: OpenPlan) -> None:
        self.show_plan(opened)
        if self.home is not None:
            self.home.hide()

    def show_plan(self, opened: OpenPlan) -> MainWindow:
        """A window for an open plan; closing it closes the plan."""
        from gmsc_desktop.ui.main_window import MainWindow
        from gmsc_desktop.ui.session import Session
        from gmsc_desktop.ui.starting import tell_opened

        window = MainWindow(Session(opened.document, opened.snapshot), self.settings)
        self.plans[opened.plan_id] = window
        if self.home is None:
            sweep_outside(self.settings)
        window.restore_asked.connect(lambda: self.restore(opened.plan_id))
        tell_opened(window, opened, self.say_when_open.pop(opened.plan_id, ""), straight=self.home is None)

        def closed() -> None:
            self.plans.pop(opened.plan_id, None)
            opened.closing.close()
            self._gone(window)

        window.closed.connect(closed)
        self._join(window)
        return window

    def _join(self, window: MainWindow) -> None:
        window.home_asked.connect(self.show_home)
        window.new_asked.connect(self.new_plan)
        window.packages_asked.connect(self.open_packages)
        raise_window(window)
        if self.home is None:  # straight into a plan: nobody has fetched the rest yet
            QTimer.singleShot(PAINTED_MS, prefetch)
        QTimer.singleShot(BUILT_MS, self, self.built.emit)

    def _gone(self, window: MainWindow) -> None:
        window.deleteLater()
        self.gone.emit()
        if self.home is not None and self.home.isVisible():
            self.home.refresh()
        if self._quitting:
            self.quit()

    def restore(self, plan_id: str, chosen: Path | None = None) -> None:
        """Make a plan what a backup holds, as the person chooses; ``chosen`` is a file to begin with."""
        from gmsc_desktop.ui.going_back import offer_restore

        offer_restore(self, plan_id, chosen)

    def quit(self) -> None:
        """Close every window; one that still has work says so, and the others follow when it is done."""
        self._quitting = True
        for window in [*self.plans.values(), *self.looked]:
            if not window.close():
                self._quitting = window.closes_later
                return
        self._quitting = False
        if self.home is not None:
            self.home.close()

    # -- what is only looked at

    def show_package(self, looked: Looked) -> MainWindow:
        """A window for a package that is only looked at; it never stands among one's own plans."""
        from gmsc_desktop.ui.looking import Looking
        from gmsc_desktop.ui.main_window import MainWindow
        from gmsc_desktop.ui.session import Session

        package = looked.package
        there = self._showing(package.digest)
        if there is not None:
            looked.closing.close()
            raise_window(there)
            return there
        session = Session(None, package.snapshot, package.evidence.get)
        window = MainWindow(session, self.settings, band=looked.band)
        window.digest = package.digest
        Looking(self, window, looked).tell_first()
        self.looked.append(window)

        def closed() -> None:
            self.looked.remove(window)
            looked.closing.close()
            self._gone(window)

        window.closed.connect(closed)
        self._join(window)
        return window

    def _showing(self, digest: str) -> MainWindow | None:
        return next((window for window in self.looked if digest and window.digest == digest), None)

    def open_received(self, received: Received) -> None:
        """Open a submission from the list; the window that shows it already is raised."""
        there = self._showing(received.digest)
        if there is not None:
            raise_window(there)
        elif received.is_there:
            self.open_package(received.path)
        else:
            self.show_home().tell(
                UserFacingError(
                    _("Berkas paket ini tidak ada lagi di folder data."),
                    _("Buka lagi dari berkas asalnya, atau hapus dari daftar."),
                )
            )

    def compare_received(self, received: Received) -> None:
        """Hold a submission against what came before it from the same plan."""
        from gmsc_desktop.ui.receiving import open_comparison

        open_comparison(self, received)

    def open_backup(self, plan_id: str) -> None:
        """Look at the newest backup of a plan that is open elsewhere or damaged."""
        home = self.show_home()

        def work(_progress: Progress) -> Backup:
            from gmsc_desktop.ui import opening

            return opening.read_backup(plan_id)

        home.jobs.start(_("Membaca cadangan…"), work, self._show_backup, home.tell)

    def _show_backup(self, backup: Backup) -> None:
        from gmsc_desktop.ui.main_window import MainWindow
        from gmsc_desktop.ui.origin import Origin
        from gmsc_desktop.ui.session import Session

        session = Session(None, backup.snapshot, backup.evidence, backup.folder)
        session.origin = Origin(backup.what, note=backup.note)
        window = MainWindow(session, self.settings, band=backup.band)
        window.digest = backup.digest
        window.say_first(backup.note)
        self.looked.append(window)

        def closed() -> None:
            self.looked.remove(window)
            self._gone(window)

        window.closed.connect(closed)
        self._join(window)

    # -- beginning

    def new_plan(self) -> None:
        """Ask how to begin; make the plan that is asked for and open it, or let a package be chosen."""
        home = self.show_home()
        home.with_cards(lambda cards: self._ask_new_plan(home, cards))

    def _ask_new_plan(self, home: HomeWindow, cards: list[Card]) -> None:
        from gmsc_desktop.ui.new_plan import NewPlanDialog
        from gmsc_desktop.ui.new_plan_making import make_asked

        make_asked(self, home, NewPlanDialog(cards, home))

    def make_example(self) -> None:
        """Make the demonstration plan and open it."""

        def work(progress: Progress) -> str:
            from gmsc_desktop.ui import opening

            return opening.make_example(progress)

        home = self.show_home()
        home.jobs.start(_("Menyiapkan rencana contoh…"), work, self.open_plan, home.tell)

    def open_package(self, path: Path) -> None:
        """Open a package: a submission to look at, a team copy as the plan where it is not here yet."""
        from gmsc_desktop.ui.receiving import open_package

        open_package(self, path)

    def open_packages(self, paths: list[Path]) -> None:
        """Open one package, or receive several into the list."""
        from gmsc_desktop.ui.receiving import open_packages

        if len(paths) == 1:
            self.open_package(paths[0])
        elif paths:
            open_packages(self, paths)


def raise_window(window: QMainWindow) -> None:
    """Bring a window before the others."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()


def sweep_outside(settings: Settings) -> None:
    """On a thread, which a slow share may hold: remove what ended processes left half written in other folders."""
    folders = [Path(one) for one in settings.written_into]

    def sweep() -> None:
        from gmsc_desktop.platform_files import clear_leftovers

        for folder in folders:
            clear_leftovers(folder)

    if folders:
        threading.Thread(target=sweep, name="gmsc-sweep", daemon=True).start()


def prefetch() -> None:
    """On a thread: remove what ended processes left, and import what the first plan will need."""

    def fetch() -> None:
        from gmsc_desktop.models.plan_folders import sweep

        sweep()
        for name in HEAVY:
            bring_in(name)
        from gmsc_desktop.ui.pages import PAGES

        for entry in PAGES:
            entry.load()

    threading.Thread(target=fetch, name="gmsc-prefetch", daemon=True).start()
