"""The form of the current row of a planning document, and the dialog that begins a document."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import drafts, rpjmd
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import UseCase
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import Programme
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, Label, scrolled
from gmsc_desktop.ui.editors import ChoiceField, LineField
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.evidence_panel import EvidencePanel
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.rpjmd_indicators import CeilingsPart, OfficesPart
from gmsc_desktop.ui.pages.rpjmd_ladder import DOCUMENT, Node
from gmsc_desktop.ui.pages.rules import all_by_rules, by_rules
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import options_for


class RungForms(QStackedWidget):
    """One form for each kind of row; the current row decides which is shown."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session = session
        self.forms = {
            DOCUMENT: _document_form(session),
            "mission": _rung_form(session, "mission", "number", "text"),
            "goal": _rung_form(session, "goal", "code", "text"),
            "objective": _objective_form(session),
            "programme": _programme_form(session),
        }
        self.offices = OfficesPart(session, page.act)
        self.evidence = EvidencePanel(session, DOCUMENT)
        self.ceilings = QVBoxLayout()
        self._ceilings: CeilingsPart | None = None
        for table, form in self.forms.items():
            content = QWidget()
            box = QVBoxLayout(content)
            box.setContentsMargins(16, 8, 16, 12)
            box.addWidget(form)
            if table == DOCUMENT:
                box.addWidget(self.evidence)
                self.evidence.listen(content)
            if table == "programme":
                box.addWidget(self.offices)
                box.addLayout(self.ceilings)
            box.addStretch(1)
            self.addWidget(scrolled(content))

    def set_years(self, years: tuple[int, ...]) -> None:
        """The target years of the document that is shown."""
        if self._ceilings is not None:
            self.ceilings.removeWidget(self._ceilings)
            self._ceilings.hide()
            self._ceilings.deleteLater()
        self._ceilings = CeilingsPart(self._session, years)
        self.ceilings.addWidget(self._ceilings)

    @property
    def ceilings_part(self) -> CeilingsPart | None:
        """The ceilings of the program that is shown."""
        return self._ceilings

    def show_node(self, node: Node) -> None:
        """Show the form of a row."""
        self.setCurrentIndex(list(self.forms).index(node.table))
        for table, form in self.forms.items():
            form.show_record(node.id if table == node.table else "")
        self.evidence.show_record(node.id if node.table == DOCUMENT else "")
        if node.table == "programme":
            self.offices.show_programme(node.id)
            if self._ceilings is not None:
                self._ceilings.show_programme(self._session.snapshot.get(Programme, node.id))

    def form_of(self, table: str) -> RecordForm:
        """The form of a kind of row."""
        return self.forms[table]


def _document_form(session: Session) -> RecordForm:
    form = RecordForm(session, DOCUMENT)
    form.add("kind", "status")
    form.add("title")
    form.add("period_start", "period_end", use=all_by_rules(DOCUMENT, "period_start", "period_end"))
    form.add("target_start", "target_end", use=all_by_rules(DOCUMENT, "target_start", "target_end"))
    form.add("in_force_from", "in_force_to", use=all_by_rules(DOCUMENT, "in_force_from", "in_force_to"))
    form.add("regulation", "regulated_on")
    form.add("vision")
    return form


def _rung_form(session: Session, table: str, code: str, text: str) -> RecordForm:
    form = RecordForm(session, table)
    form.add(text)
    form.add(code)
    return form


def _objective_form(session: Session) -> RecordForm:
    form = _rung_form(session, "objective", "code", "text")
    form.add("unrelated", use=all_by_rules("objective", "unrelated"))
    form.add("unrelated_reason", use={"unrelated_reason": _reason(session)})
    return form


def _reason(session: Session) -> UseCase:
    """The reason, and with it the mark that waits for it."""
    plain = by_rules("objective", "unrelated_reason")

    def use(db: Any, record_id: str, value: Value) -> None:  # Any: a connection, which ui does not name
        if value and session.drafts.get(("objective", record_id, "unrelated")) == "1":
            rpjmd.mark_unrelated(db, record_id, str(value))
            drafts.clear(db, "objective", record_id, "unrelated")
        else:
            plain(db, record_id, value)

    return use


def _programme_form(session: Session) -> RecordForm:
    form = RecordForm(session, "programme")
    form.add("name")
    form.add("code", "priority")
    form.add("outcome")
    return form


class NewDocumentDialog(QDialog):
    """Kind, period and target years of a new planning document; what is wrong is told in the dialog."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.made = ""
        self.setWindowTitle(_("Dokumen perencanaan baru"))
        self.setMinimumWidth(480)
        spec = BY_NAME[DOCUMENT]
        self.kind = ChoiceField(options_for(spec.field("kind"), session.snapshot, session.pack))
        self.kind.show_text("rpjmd")
        self.years = {name: LineField() for name in ("period_start", "period_end", "target_start", "target_end")}
        plan = session.snapshot.plan
        for name, year in (("period_start", plan.period_start), ("period_end", plan.period_end)):
            self.years[name].setText(str(year or ""))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        self._field(box, spec.field("kind").label, self.kind)
        for pair in (("period_start", "period_end"), ("target_start", "target_end")):
            line = QHBoxLayout()
            line.setSpacing(12)
            for name in pair:
                part = QVBoxLayout()
                self._field(part, spec.field(name).label, self.years[name])
                line.addLayout(part)
            box.addLayout(line)
        note = _(
            "Yang tertulis adalah periode rencana induk ini; ubah bila periode dokumennya lain. Tahun target seperti "
            "pada tabel dokumennya; kosongkan bila sama dengan periode."
        )
        box.addWidget(Label(note, 13, tone="faint", wrap=True))
        self.problem = Label("", 13, tone="error", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Batal"), on_click=self.reject))
        self.make_button = Button(_("Buat dokumen"), "plus", self._make, primary=True)
        buttons.addWidget(self.make_button)
        box.addLayout(buttons)

    def _field(self, box: QVBoxLayout, words: str, field: QWidget) -> None:
        label = Label(words, 13, tone="muted")
        label.setBuddy(field)
        field.setAccessibleName(words)
        part = QVBoxLayout()
        part.setSpacing(3)
        part.addWidget(label)
        part.addWidget(field)
        box.addLayout(part)

    def _make(self) -> None:
        try:
            self.made = self._session.act(_("Tambah dokumen perencanaan"), self._add)
        except UserFacingError as error:
            self.problem.setText(f"{error.sentence} {error.next_step}".strip())
            self.problem.show()
            return
        self.accept()

    def _add(self, db: Any) -> str:  # Any: a connection, which ui does not name
        spec = BY_NAME[DOCUMENT]
        given = {name: read_value(spec.field(name), field.text(), self._session.pack)
                 for name, field in self.years.items()}  # fmt: skip
        first, last = given["period_start"], given["period_end"]
        if not isinstance(first, int) or not isinstance(last, int):
            raise UserFacingError(_("Periode dokumen belum diisi."), _("Isi tahun awal dan tahun akhirnya."))
        return rpjmd.add_document(
            db, self.kind.text() or "rpjmd", period_start=first, period_end=last,
            target_start=given["target_start"] or first, target_end=given["target_end"] or last,
        )  # fmt: skip
