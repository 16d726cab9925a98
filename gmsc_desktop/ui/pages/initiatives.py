"""Program/Inisiatif: the table of all initiatives, and the form of the one in the current row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models.checks import is_existing
from gmsc_desktop.models.initiatives import add_initiative
from gmsc_desktop.models.records import ActionStep, Initiative, InitiativeBudget, InitiativeIndicator, QuickWin
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui.controls import (
    Button,
    EmptyPage,
    SearchField,
    ToolButton,
    shortcut_words,
)
from gmsc_desktop.ui.doors import initiative_proved_by
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.importing.doors import ImportByHand, import_button, import_tool
from gmsc_desktop.ui.pages.initiatives_form import InitiativeForm, Inside
from gmsc_desktop.ui.pages.initiatives_general import by_code, set_end, set_start
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.printing_parts import filter_words, grid_table, heading_facts
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid, Look, NewRows, Totals, field_column
from gmsc_desktop.ui.tokens import DIMENSION_MARKS
from gmsc_desktop.values import format_number, format_rupiah

_MORE = (("kind", 120), ("form", 120), ("description", 240), ("background", 200), ("output", 200), ("impact", 200))
STATES = {"usulan": ("circle-dashed", "muted"), "disetujui": ("circle-check", "ok"), "ditolak": ("x", "error")}

INSIDE: tuple[type[Inside], ...] = (InitiativeBudget, QuickWin, InitiativeIndicator, ActionStep)


class InitiativesPage(Page):
    """Table left, form right following the current row."""

    key = "initiatives"
    title = m("Inisiatif")
    tables: ClassVar[frozenset[str]] = frozenset({"initiative", "initiative_budget", "quick_win", "agency"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._jumped: QWidget | None = None  # where a jump to a row inside ends, until the window asks for the focus
        self.add_action(Button(_("Inisiatif baru"), "plus", self.new, primary=True))
        self.grid = Grid(session, "initiatives", _("Daftar inisiatif"), self._columns())
        self._add_tools()
        self.grid.adds = NewRows("initiative", "title", ask="dimension", asked=self._dimension)
        self.form = InitiativeForm(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split())
        begin, bring = Button(_("Inisiatif baru"), "plus", self.new), import_button(self, "initiatives")
        self._begin = {False: begin, True: bring}  # with what a plan begins that was there before, and another one
        paste = Button(_("Tempel dari Excel…"), "clipboard-paste", self.grid.paste_as_new)
        if session.read_only:
            begin.hide()
            paste.hide()
        self._empty = EmptyPage(
            "list-checks",
            _("Belum ada inisiatif."),
            _("Impor tabelnya dari Excel atau Word, tempel daftar dari Excel, atau mulai dari satu program yang sudah "
              "berjalan."),
            *((bring, begin) if is_existing(session.snapshot) else (begin, bring)),
            paste,
        )  # fmt: skip
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack)
        self.grid.row_changed.connect(self.form.show_record)
        self.grid.delete_asked.connect(self._delete)
        self.grid.form_asked.connect(self.form.focus_first)
        ImportByHand(self, "initiatives")

    # -- building

    def _add_tools(self) -> None:
        self.filter = SearchField(_("Saring tabel  Ctrl+F"), _("Saring daftar inisiatif"))
        self.filter.textChanged.connect(lambda _text: self._filter())
        dimensions = [Option(d.code, d.label) for d in self.session.pack.dimensions]
        self.dimension = ChoiceField(dimensions, _("Semua dimensi"))
        self.dimension.setAccessibleName(_("Dimensi yang ditampilkan"))
        self.dimension.typed.connect(self._filter)
        states = [Option(choice.code, choice.label) for choice in self.session.pack.choices("initiative_state")]
        self.state = ChoiceField(states, _("Semua status"))
        self.state.setAccessibleName(_("Status yang ditampilkan"))
        self.state.typed.connect(self._filter)
        for widget in (self.filter, self.dimension, self.state):
            self.add_tool(widget, 1)
        self.tools.box.addStretch(2)
        paste = ToolButton("clipboard-paste", shortcut_words(_("Tempel dari Excel sebagai baris baru"), "Ctrl+Shift+V"),
                           on_click=self.grid.paste_as_new)  # fmt: skip
        remove = ToolButton("trash-2", shortcut_words(_("Hapus inisiatif yang dipilih"), "Ctrl+Del"),
                            on_click=self.grid.ask_delete)  # fmt: skip
        bring = [import_tool(self, key) for key in ("initiatives", "quickwins")]
        for button in () if self.session.read_only else (paste, *bring, remove):
            self.add_tool(button)
        self._columns_button = Button(_("Kolom"), "table-2", self._choose_columns)
        self._columns_button.setFlat(True)
        self.add_tool(self._columns_button)

    def _choose_columns(self) -> None:
        button = self._columns_button
        self.grid.column_menu().exec(button.mapToGlobal(button.rect().bottomLeft()))

    def _columns(self) -> list[Column]:
        session = self.session
        return [
            field_column(
                session, "initiative", "code", _("Kode"), width=62, style="muted", use=lambda _row: by_code
            ),
            field_column(
                session, "initiative", "title", _("Nama inisiatif"), width=240, style="name", stretch=True,
                look=self._quick_win,
            ),
            field_column(
                session, "initiative", "dimension", _("Dimensi"), width=160, style="dimension",
                look=lambda row: Look(dimension=row.dimension),
                short=lambda row: DIMENSION_MARKS.get(row.dimension, ""),
            ),
            field_column(session, "initiative", "agency_id", _("OPD"), width=180, off=True),
            field_column(
                session, "initiative", "year_start", _("Mulai"), width=64, off=True, use=lambda _row: set_start
            ),
            field_column(
                session, "initiative", "year_end", _("Selesai"), width=70, off=True, use=lambda _row: set_end
            ),
            *(field_column(session, "initiative", column, width=width, off=True) for column, width in _MORE),
            Column(
                "budget", _("Anggaran (Rp)"), self._budget_text, self._budget, width=118, style="number",
                total=self._budget_total, kind="money",
            ),
            field_column(
                session, "initiative", "state", _("Status"), width=120, style="state", yields=True,
                look=lambda row: Look(*STATES.get(row.state, ("", "text"))),
            ),
        ]  # fmt: skip

    def _split(self) -> QWidget:
        table = QWidget()
        box = QVBoxLayout(table)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.grid, 1)
        box.addWidget(Totals(self.grid.rows))
        splitter = KeptSplitter("initiatives")
        splitter.addWidget(table)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([690, 460])
        splitter.restore()
        return splitter

    # -- what a row shows

    def _quick_win(self, row: Initiative) -> Look:
        years = [str(win.year) for win in self.session.snapshot.where(QuickWin, "initiative_id", row.id)]
        return Look(after="zap", tip=_("Quick win {years}").format(years=", ".join(years))) if years else Look()

    def _budget(self, row: Initiative) -> int | None:
        rows = self.session.snapshot.where(InitiativeBudget, "initiative_id", row.id)
        amounts = [budget.amount for budget in rows if budget.amount is not None]
        return sum(amounts) if amounts else None

    def _budget_text(self, row: Initiative) -> str:
        amount = self._budget(row)
        return "" if amount is None else format_number(amount)

    def _budget_total(self, rows: Sequence[Initiative]) -> str:
        known = [amount for row in rows if (amount := self._budget(row)) is not None]
        return format_rupiah(sum(known)) if known else ""

    # -- what the window asks

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read the initiatives again."""
        rows = self.session.snapshot.all(Initiative)
        wins = {win.initiative_id for win in self.session.snapshot.all(QuickWin)}
        self.facts.setText(
            _("{count} inisiatif, {wins} quick win").format(count=len(rows), wins=len(wins)) if rows else ""
        )
        self._stack.setCurrentIndex(0 if rows else 1)
        self.tools.setVisible(bool(rows))
        self.grid.rows.set_rows(rows)
        if rows and not self.grid.currentIndex().isValid():
            self.grid.go_to(self.grid.rows.shown[0].id if self.grid.rows.shown else "")

    def _filter(self) -> None:
        dimension, state = self.dimension.text(), self.state.text()
        self.grid.rows.set_filter(
            self.filter.text(), lambda row: dimension in ("", row.dimension) and state in ("", row.state)
        )

    def areas(self) -> list[QWidget]:
        """Tools, table, form."""
        if not self.grid.rows.rows:
            return super().areas()
        return [self.filter, self.grid, self.form.tabs.bar]

    def printable(self) -> Printable:
        """The rows that the filters leave, with their total."""
        table = grid_table(self.grid, _("Daftar inisiatif"), empty=_("Belum ada inisiatif."))
        narrowed = filter_words(self.filter, self.dimension, self.state)
        facts = heading_facts(self.session, self.facts.said, narrowed)
        return Printable("inisiatif", _(self.title), facts, (table,))

    def filter_field(self) -> QLineEdit | None:
        """Where Ctrl+F puts the cursor."""
        return self.filter

    def unfinished(self) -> tuple[str, str]:
        """A service contact that was typed and not added."""
        contacts = self.form.general.contacts_typed()
        row = next((row for row in self.session.snapshot.all(Initiative) if row.id in contacts), None)
        if row is None:
            return "", ""
        return _("Kontak layanan baru untuk “{name}” belum ditambahkan.").format(name=row.title), row.id

    def leave_unfinished(self, record_id: str) -> None:
        """Forget the contact that was typed and not added."""
        self.form.general.contacts.forget(record_id)

    def first_focus(self) -> QWidget | None:
        """The table, or the button that begins."""
        jumped, self._jumped = self._jumped, None
        return jumped or (self.grid if self.grid.rows.rows else self._begin[is_existing(self.session.snapshot)])

    def new(self) -> None:
        """A new initiative in the chosen dimension, else in that of the current row; the cursor goes to its name."""
        if self.session.read_only:
            return
        dimension = self._dimension() or self.session.pack.dimensions[0].code
        record_id = self.act(_("Tambah inisiatif"), add_initiative, _("Inisiatif baru"), dimension)
        if record_id is not None:
            self.show_record(record_id)
            self.form.select_title()

    def _dimension(self) -> str:
        """The dimension of what is new: the chosen one, else that of the current row."""
        current = self.session.record("initiative", self.grid.current_id)
        return self.dimension.text() or str(getattr(current, "dimension", ""))

    def _delete(self, record_ids: list[str]) -> None:
        """Delete initiatives with all that hangs on them; after the last one the focus goes to how to begin."""
        if self.delete_rows("initiative", record_ids) and not self.grid.rows.rows:
            begin = self.first_focus()
            if begin is not None:
                begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_field(self, record_id: str, column: str) -> QWidget | None:
        """A field of an initiative stands in the tab Umum, which reads only while it is shown."""
        if record_id == self.grid.current_id and column in self.form.form.rows:
            self.form.tabs.bar.setCurrentIndex(0)
        return super().show_field(record_id, column)

    def show_record(self, record_id: str) -> bool:
        """Go to an initiative, letting filters go that hide it, to a row or evidence inside, or to a dimension's."""
        if self.session.pack.dimension(record_id) is not None:
            self.filter.clear()
            self.state.show_text("")
            self.dimension.show_text(record_id)
            self._filter()
            return True
        inside = next((row for kind in INSIDE if (row := self.session.snapshot.get(kind, record_id))), None)
        if inside is not None:
            shown = self.show_record(inside.initiative_id)
            self._jumped = self.form.show_inside(inside) if shown else None
            return shown
        proved = initiative_proved_by(self.session.snapshot, record_id)
        if proved:
            shown = self.show_record(proved)
            self._jumped = self.form.open_evidence().show_piece(record_id) if shown else None
            return shown
        if self.grid.rows.place_of(record_id) < 0:
            self.filter.clear()
            self.dimension.show_text("")
            self.state.show_text("")
            self._filter()
        return self.grid.go_to(record_id)
