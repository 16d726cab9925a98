"""What every page of a plan is: a head with facts and actions, a body that reads again on change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar, Literal, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.several import delete_rows
from gmsc_desktop.text import _, inside, kind_of
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label, Surface, ToolButton, shortcut_words
from gmsc_desktop.ui.deleted import deleted_words
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.field_places import field_place
from gmsc_desktop.ui.session import Session, touches
from gmsc_desktop.ui.settings import Settings

T = TypeVar("T")
_TOOL = 216  # the widest that a list in that row asks to be, at any size of text
Wait = tuple[int, Literal["", "warn", "error"]]  # a count in the navigation: how many there are, or how many wait


class Page(QWidget):
    """A page of the plan. A subclass sets ``key``, ``title`` and ``tables``, builds its body, and reads in ``refresh``.

    ``refresh`` is called when the page is shown and after each change of its tables while it is shown. It reads
    ``session.snapshot`` or ``session.figures`` and sets only what differs.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    tables: ClassVar[frozenset[str]]

    print_choice = ""
    go_to = Signal(str, str)  # page key, record id: a door to another page
    go_to_field = Signal(str, str, str)  # the same, and the column of the field
    part_asked = Signal(str, str)  # page key, source text of a tab
    work_asked = Signal(str, str)  # the same, to what an import left to do there
    command_asked = Signal(str, str)  # page key, source text of a command: the page is shown, its button pressed
    said = Signal(str)  # one line for the status line
    said_undoable = Signal(str)  # the same, of the newest change, with a button that takes it back
    print_asked = Signal()
    excel_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        self.facts = ElidedLabel("", 13, tone="muted")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self.print_button = ToolButton(
            "printer", shortcut_words(_("Cetak halaman ini"), "Ctrl+P"), _("Cetak"), self.print_asked.emit
        )
        self.excel_button = ToolButton(
            "file-spreadsheet",
            shortcut_words(_("Halaman ini ke Excel"), "Ctrl+E"),
            _("Ke Excel"),
            self.excel_asked.emit,
        )
        for quiet in (self.print_button, self.excel_button):
            self._buttons.addWidget(quiet)
        self.banner = Banner(closes=True)
        self.banner.set_below(8)
        self.tools = Surface("window", row=True)
        self.tools.box.setContentsMargins(20, 0, 20, 8)
        self.tools.box.setSpacing(8)
        self.tools.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.head = self._head()
        box.addWidget(self.head)
        banner_room = QVBoxLayout()
        banner_room.setContentsMargins(20, 0, 20, 0)
        banner_room.addWidget(self.banner)
        box.addLayout(banner_room)
        box.addWidget(self.tools)
        box.addLayout(self.body, 1)
        session.changed.connect(self._changed)

    def _head(self) -> Surface:
        head = Surface("window", row=True)
        head.setFixedHeight(theme.px(54))
        head.box.setContentsMargins(20, 0, 20, 0)
        head.box.setSpacing(12)
        head.box.addWidget(Label(_(self.title), 20, theme.SEMIBOLD))
        head.box.addWidget(self.facts, 1)
        head.box.addLayout(self._buttons)
        return head

    def add_action(self, button: Button, *, writes: bool = True) -> Button:
        """A button in the head; one that writes is hidden in a plan that is only looked at."""
        self._buttons.addWidget(button)
        if writes and self.session.read_only:
            button.hide()
        return button

    def add_tool(self, widget: QWidget, stretch: int = 0) -> None:
        """A widget in the row between head and body; a list has room for any of its entries."""
        self.tools.show()
        if isinstance(widget, ChoiceField):
            widget.keep_room(_TOOL)
        self.tools.box.addWidget(widget, stretch)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the quiet buttons are icons alone."""
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (self.print_button, self.excel_button):
            button.setToolButtonStyle(style)

    def act(self, label: str, work: Callable[..., T], *values: object) -> T | None:
        """Do a short change; what stands in its way is told in the page, and None comes back."""
        try:
            result = self.session.act(label, work, *values)
        except UserFacingError as error:
            self.banner.say("error", f"{error.sentence} {error.next_step}".strip())
            return None
        self.banner.hide()
        return result

    def delete_rows(self, table: str, record_ids: Sequence[str], label: str = "") -> bool:
        """Delete records with all that hangs on them as one step; the status line tells what went, and undoes it."""
        if not record_ids or self.session.read_only:
            return False
        before, spec = self.session.snapshot, BY_NAME[table]
        self.session.keep_before_deleting(table, record_ids)
        if len(record_ids) > 1:
            kind = inside(kind_of(spec.singular_text, len(record_ids)))
            label = _("Hapus {count} {kind}").format(count=len(record_ids), kind=kind)
        if self.act(label or _("Hapus {kind}").format(kind=inside(spec.singular)), delete_rows, table, record_ids):
            words = deleted_words(before, self.session.snapshot, table, self.session.pack)
            self.said_undoable.emit(words)
            return True
        return False

    # -- what the window asks

    def show_work_left(self) -> None:
        """Go to what an import left to do, in the tab that is shown."""

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read again; ``changed`` names the tables that changed, None means everything."""
        raise NotImplementedError

    def areas(self) -> list[QWidget]:
        """The parts among which F6 moves, each a widget that takes the focus."""
        return [widget for widget in (self.filter_field(), self.first_focus()) if widget is not None]

    def filter_field(self) -> QLineEdit | None:
        """Where Ctrl+F puts the cursor."""
        return None

    def new(self) -> None:
        """What Ctrl+N does."""

    def print_choices(self) -> list[Option]:
        """What the page can print beside what it shows; the first is what it shows. Nothing where there is no choice.

        ``printable`` follows ``print_choice``, the code of the one that was chosen.
        """
        return []

    def printable(self) -> Printable:
        """What the page shows now, for paper and for a spreadsheet."""
        raise NotImplementedError

    def printable_with(self, contacts: bool) -> Printable:
        """The same, with contacts of persons where the page has them and a person asked for them."""
        return self.printable()

    def contacts_to_print(self) -> int:
        """How many persons' contacts the page could print; it is asked about them, and they stay out by themselves."""
        return 0

    def show_record(self, record_id: str) -> bool:
        """Go to a record, as a search or a finding asks; False where this page does not show it."""
        return False

    def show_field(self, record_id: str, column: str) -> QWidget | None:
        """Show the field of a record after ``show_record``, and give what takes its focus; None where it has none."""
        return field_place(self, record_id, column)

    def unfinished(self) -> tuple[str, str]:
        """What was typed here and waits for a button, as a sentence, and its record; ("", "") where nothing waits."""
        return "", ""

    def leave_unfinished(self, record_id: str) -> None:
        """The person closes without what ``unfinished`` told of a record: its draft goes too."""

    def first_focus(self) -> QWidget | None:
        """Where the focus goes when the page is chosen from the navigation."""
        return None

    def _changed(self, changed: object) -> None:
        tables = changed if isinstance(changed, frozenset) else None
        if not touches(tables, self.tables):
            return
        if self.isVisible():
            self.refresh(tables)
        else:
            self._stale = True

    def read_if_stale(self) -> None:
        """Read again when something changed since the page was last shown."""
        if self._stale:
            self._stale = False
            self.refresh(None)

    @override
    def showEvent(self, event: object) -> None:
        self.read_if_stale()


class KeptSplitter(QSplitter):
    """A splitter that remembers its place and never hides a side completely."""

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._name = name
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.splitterMoved.connect(lambda _place, _index: Settings().keep_state(self._name, self.saveState()))

    def restore(self) -> None:
        """Take the kept place."""
        state = Settings().state(self._name)
        if not state.isEmpty():
            self.restoreState(state)
