"""RPJMD: planning documents as trees of misi, tujuan, sasaran and program, with indicators, targets and ceilings."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models import rows
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import Goal, Indicator, Mission, Objective, PlanningDocument, Programme
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, SearchField, Surface, ToolButton
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.importing.doors import ImportByHand, import_button
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.pages.rpjmd_forms import NewDocumentDialog, RungForms
from gmsc_desktop.ui.pages.rpjmd_indicators import OWNER_COLUMNS, IndicatorsPart, target_years
from gmsc_desktop.ui.pages.rpjmd_ladder import (
    DOCUMENT,
    TEXT_COLUMN,
    Node,
    add_rung,
    below,
    document_name,
    move_rung,
    nodes_of,
    rung_name,
)
from gmsc_desktop.ui.pages.rpjmd_print import rpjmd_printable
from gmsc_desktop.ui.pages.rpjmd_tree import LadderTree, Written
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import present_year

LADDER = (Mission, Goal, Objective, Programme)


class RpjmdPage(Page):
    """The tree left; right the form of its current row and the table of that row's indicators."""

    key = "rpjmd"
    title = m("RPJMD")
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            *(DOCUMENT, "mission", "goal", "objective", "programme", "programme_agency", "indicator"),
            *("target", "ceiling", "agency"),
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._document = ""
        self._years: tuple[int, ...] | None = None
        self.indicators: IndicatorsPart | None = None
        self._new_row = self.add_action(Button(_("Baris baru"), "plus", self.new, primary=True))
        self._add_tools()
        self.tree = LadderTree(self._below, read_only=session.read_only)
        self.forms = RungForms(session, self)
        self._under_form = QVBoxLayout()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split())
        begin = Button(_("Dokumen baru…"), "plus", self.new_document)
        if session.read_only:
            begin.hide()
        self._empty = EmptyPage(
            "target",
            _("Belum ada dokumen perencanaan."),
            _("Impor tabel RPJMD atau RPD yang berlaku dari Excel atau Word, atau buat dokumennya lalu ketik misi, "
              "tujuan, sasaran, dan program."),
            import_button(self, "rpjmd", primary=True),
            begin,
        )  # fmt: skip
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack)
        self.tree.row_changed.connect(self._show_node)
        self.tree.written.connect(self._write)
        self.tree.move_asked.connect(self.move_current)
        self.tree.delete_asked.connect(self.delete_current)
        self.tree.edit_asked.connect(self._edit_in_form)
        ImportByHand(self, "rpjmd")

    # -- building

    def _add_tools(self) -> None:
        self.document = ChoiceField((), _("(belum ada dokumen)"))
        self.document.setAccessibleName(_("Dokumen perencanaan yang ditampilkan"))
        self.document.typed.connect(lambda: self._choose(self.document.text()))
        self.filter = SearchField(_("Saring pohon  Ctrl+F"), _("Saring misi, tujuan, sasaran, dan program"))
        self.filter.textChanged.connect(self._filter)
        self.add_tool(self.document, 2)
        self.document.keep_room(340)  # period, state and year of use, without a title of its own
        new_document = Button(_("Dokumen baru…"), "plus", self.new_document)
        if self.session.read_only:
            new_document.hide()
        self.add_tool(new_document)
        self.add_tool(import_button(self, "rpjmd"))
        self.add_tool(self.filter, 1)
        self.tools.box.addStretch(1)

    def _split(self) -> QWidget:
        left = Surface("surface")
        left.box.addWidget(self.tree, 1)
        left.box.addWidget(self._tree_bar())
        left.setMinimumWidth(280)
        right = KeptSplitter("rpjmd-right")
        right.setOrientation(Qt.Orientation.Vertical)
        form = Surface("surface", "l")
        form.box.addWidget(self.forms, 1)
        form.setMinimumHeight(120)
        self._indicators = Surface("surface", "lt")
        self._indicators.setMinimumHeight(130)
        right.addWidget(form)
        right.addWidget(self._indicators)
        right.setSizes([220, 220])
        right.restore()
        splitter = KeptSplitter("rpjmd")
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([420, 580])
        splitter.setStretchFactor(1, 1)
        splitter.restore()
        return splitter

    def _tree_bar(self) -> QWidget:
        bar = Surface("window", "t")
        line = QHBoxLayout()
        line.setContentsMargins(8, 4, 8, 0)
        line.setSpacing(4)
        for icon, name, work in (
            ("plus", _("Baris baru sesudah ini (Enter)"), self._sibling),
            ("arrow-right", _("Baris baru di bawah ini (Tab atau Ctrl+→)"), self._child),
            ("arrow-up", _("Pindah ke atas (Alt+↑)"), lambda: self.move_current(-1)),
            ("arrow-down", _("Pindah ke bawah (Alt+↓)"), lambda: self.move_current(1)),
            ("trash-2", _("Hapus beserta isinya (Delete)"), self.delete_current),
        ):
            line.addWidget(ToolButton(icon, name, on_click=work))
        line.addStretch(1)
        bar.box.addLayout(line)
        keys = Label(
            _("Enter baris baru · Tab di bawahnya · F2 ubah · Alt+↑↓ pindah · Delete hapus · F6 ke bagian lain"),
            12, tone="faint", wrap=True,
        )  # fmt: skip
        keys.setContentsMargins(10, 2, 10, 6)
        bar.box.addWidget(keys)
        if self.session.read_only:
            bar.hide()
        return bar

    # -- reading

    def shown_document(self) -> PlanningDocument | None:
        """The document that is shown."""
        return self.session.snapshot.get(PlanningDocument, self._document)

    def _below(self, table: str) -> str:
        document = self.shown_document()
        return below(table, document) if document is not None else ""

    def refresh(self, changed: Collection[str] | None) -> None:
        """Read the documents and the tree of the one that is shown."""
        documents = self.session.snapshot.all(PlanningDocument)
        if self.shown_document() is None:
            now = self.session.figures.document_in_force(present_year(self.session.snapshot))
            self._document = now.id if now is not None else documents[-1].id if documents else ""
        self.document.set_options([Option(row.id, self.document_words(row)) for row in documents])
        if self.document.text() != self._document:
            self.document.show_text(self._document)
        self._stack.setCurrentIndex(0 if documents else 1)
        self.tools.setVisible(bool(documents))
        self._new_row.setVisible(bool(documents) and not self.session.read_only)
        self._show_document()

    def document_words(self, row: PlanningDocument) -> str:
        """Kind, period and status of a document."""
        parts = [document_name(row, self.session.pack), self.session.pack.label("planning_status", row.status)]
        in_force = self.session.figures.document_in_force(present_year(self.session.snapshot))
        if in_force is not None and in_force.id == row.id:
            parts.append(_("dipakai tahun {year}").format(year=present_year(self.session.snapshot)))
        return " · ".join(part for part in parts if part)

    def _show_document(self) -> None:
        document = self.shown_document()
        if document is None:
            self.facts.setText("")
            self.tree.show_nodes([])
            return
        years = target_years(document)
        if years != self._years:
            self._set_years(years)
        nodes = list(nodes_of(self.session.snapshot, document, self.session.pack))
        self.facts.setText(self.facts_of(document, nodes, years))
        self.tree.show_nodes(nodes)
        self.tree.filter(self.filter.text())
        if self.tree.node is not None:
            self._show_node(self.tree.node)

    def facts_of(self, document: PlanningDocument, nodes: list[Node], years: tuple[int, ...]) -> str:
        """How much a document holds, and where it is decided."""
        counts = [(sum(node.table == kind.TABLE for node in nodes), rung_name(kind.TABLE).lower()) for kind in LADDER]
        counts.append((len(self.session.snapshot.where(Indicator, "document_id", document.id)), _("indikator")))
        parts = [_("{count} {kind}").format(count=count, kind=kind) for count, kind in counts if count]
        if years:
            parts.append(_("target {first}–{last}").format(first=years[0], last=years[-1]))
        if document.regulation:
            parts.append(document.regulation)
        return " · ".join(parts)

    def _set_years(self, years: tuple[int, ...]) -> None:
        self._years = years
        self.forms.set_years(years)
        if self.indicators is not None:
            self._indicators.box.removeWidget(self.indicators)
            self.indicators.hide()
            self.indicators.deleteLater()
        self.indicators = IndicatorsPart(self.session, self, years)
        self._indicators.box.addWidget(self.indicators)

    def _show_node(self, node: object) -> None:
        if not isinstance(node, Node):
            return
        self.forms.show_node(node)
        has_indicators = node.table in OWNER_COLUMNS
        self._indicators.setVisible(has_indicators)
        if has_indicators and self.indicators is not None:
            self.indicators.show_node(self._document, node)

    def _choose(self, document_id: str) -> None:
        if document_id and document_id != self._document:
            self.session.flush()
            self._document = document_id
            self.filter.clear()
        self.document.show_text(self._document)
        self._show_document()

    def _filter(self, words: str) -> None:
        self.tree.filter(words)

    def _sibling(self) -> None:
        self.tree.new_sibling()

    def _child(self) -> None:
        self.tree.new_child()

    # -- changing

    def new_document(self) -> None:
        """Ask for kind and years, then show the new document with its first row begun."""
        dialog = NewDocumentDialog(self.session, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._choose(dialog.made)
            self.tree.go_to(dialog.made)
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tree.new_child()

    def _write(self, written: Written) -> None:
        node = written.node
        name = rung_name(node.table).lower()
        if self.session.snapshot.get(_kind(node.table), node.id) is not None:
            field = BY_NAME[node.table].field(TEXT_COLUMN[node.table])
            self.session.set_text(field, node.id, written.text)
            self.session.flush()
            made: str | None = node.id
        else:
            parent = node.parent_id if node.parent_id != self._document else None
            made = self.act(
                _("Tambah {rung}").format(rung=name),
                add_rung, node.table, self._document, written.text, parent, written.after,
            )  # fmt: skip
        if made is not None:
            self.tree.go_to(made)
            if written.then_below:
                self.tree.new_child()

    def move_current(self, step: int) -> None:
        """Move the current row among its siblings; past the first or last of them, to the neighbouring parent."""
        node = self.tree.node
        if node is None or node.table == DOCUMENT or self.session.read_only:
            return
        siblings = [row.id for row in self.tree.siblings(node)]
        place = siblings.index(node.id)
        rest = [record_id for record_id in siblings if record_id != node.id]
        parent = node.parent_id
        if 0 <= place + step < len(siblings):
            after = rest[place + step - 1] if place + step else None
        else:
            parent = self.tree.beside(node, step)
            if not parent:
                return
            there = [row.id for row in self.tree.siblings(Node(node.table, "", parent, "", ""))]
            after = there[-1] if step < 0 and there else None
        wanted = parent if parent != self._document else None
        label = _("Pindah {rung}").format(rung=rung_name(node.table).lower())
        self.act(label, move_rung, node.table, node.id, wanted, after)
        self.tree.go_to(node.id)

    def delete_current(self) -> None:
        """Delete the current row with all below it; undo brings it back."""
        node = self.tree.node
        if node is None or self.session.read_only:
            return
        count = self.tree.branch(node.id)
        name = _("Dokumen") if node.table == DOCUMENT else rung_name(node.table)
        self.act(_("Hapus {rung}").format(rung=name.lower()), rows.delete_row, node.table, node.id)
        if self.session.record(node.table, node.id) is None:
            words = _("{rung} dihapus beserta {count} baris di bawahnya. Ctrl+Z mengembalikannya.")
            self.said.emit(words.format(rung=name, count=count))

    def _edit_in_form(self) -> None:
        node = self.tree.node
        if node is not None:
            self.forms.form_of(node.table).focus_first()

    # -- what the window asks

    def areas(self) -> list[QWidget]:
        """Document, tree, form, indicators."""
        if self._stack.currentIndex():
            return super().areas()
        found: list[QWidget] = [self.document, self.tree]
        node = self.tree.node
        if node is not None:
            found.append(next(iter(self.forms.form_of(node.table).rows.values())).editor.widget())
            focus = self.indicators.first_focus() if self.indicators is not None else None
            if node.table in OWNER_COLUMNS and focus is not None:
                found.append(focus)
        return found

    @property
    def years(self) -> tuple[int, ...]:
        """The target years of the document that is shown."""
        return self._years or ()

    def printable(self) -> Printable:
        """The tree as it is shown, with targets and ceilings."""
        return rpjmd_printable(self)

    def filter_field(self) -> QLineEdit | None:
        """Where Ctrl+F puts the cursor."""
        return self.filter

    def first_focus(self) -> QWidget | None:
        """The tree, or the button that begins."""
        return self._empty.findChild(Button) if self._stack.currentIndex() else self.tree

    def new(self) -> None:
        """A new row after the current one; a new indicator where the focus is among those; else the first document."""
        if self.session.read_only:
            return
        inside = self.focusWidget()
        if self._stack.currentIndex():
            self.new_document()
        elif inside is not None and self._indicators.isAncestorOf(inside) and self.indicators is not None:
            self.indicators.new_row.start_row()
        else:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tree.new_sibling()

    def show_record(self, record_id: str) -> bool:
        """Go to a document, a rung of its tree, or an indicator."""
        snapshot = self.session.snapshot
        if snapshot.get(PlanningDocument, record_id) is not None:
            self._choose(record_id)
            return self.tree.go_to(record_id)
        indicator = snapshot.get(Indicator, record_id)
        if indicator is not None:
            self._choose(indicator.document_id)
            self.filter.clear()
            self.tree.go_to(indicator.programme_id or indicator.objective_id or indicator.goal_id)
            return self.indicators is not None and self.indicators.grid.go_to(record_id)
        found = next((row for kind in LADDER for row in snapshot.rows(kind.TABLE) if row.id == record_id), None)
        if not isinstance(found, LADDER):
            return False
        self._choose(found.document_id)
        self.filter.clear()
        return self.tree.go_to(record_id)


def _kind(table: str) -> type[Mission] | type[Goal] | type[Objective] | type[Programme]:
    return next(kind for kind in LADDER if table == kind.TABLE)
