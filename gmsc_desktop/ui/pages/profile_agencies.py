"""Two parts of the profile: heads of the region, and offices (OPD) with their validity and successors."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import bodies, rows
from gmsc_desktop.models.records import Agency, AgencySuccession, HeadOfRegion, Initiative
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, EmptyPage, Label
from gmsc_desktop.ui.editors import ChoiceField, LineField, Option
from gmsc_desktop.ui.pages.new_row import EditedTable, NewRow
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.rules import by_rules
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import record_title
from gmsc_desktop.ui.tables import Column, Grid, NewRows, field_column
from gmsc_desktop.values import format_date, parse_date


def dated_column(session: Session, table: str, column: str, width: int = 130, *, off: bool = False) -> Column:
    """A date that is saved by the rules of its record: an end never before its beginning."""
    use = by_rules(table, column)
    return field_column(
        session, table, column, width=width, off=off, value=lambda row: getattr(row, column), use=lambda _row: use
    )


class HeadsPart(EditedTable):
    """Heads and deputies with their time in office."""

    def __init__(self, session: Session, page: Page) -> None:
        self._session, self._page = session, page
        posts = [Option(choice.code, choice.label) for choice in session.pack.choices("head_post")]
        columns = [
            field_column(session, "head_of_region", "name", width=240, style="name", stretch=True),
            field_column(session, "head_of_region", "post", width=150),
            field_column(session, "head_of_region", "kind", width=120),
            dated_column(session, "head_of_region", "from_date"),
            dated_column(session, "head_of_region", "to_date"),
            field_column(session, "head_of_region", "note", width=180),
        ]
        super().__init__(
            Grid(session, "heads", _("Daftar kepala daerah"), columns),
            NewRow(_("Nama kepala daerah baru"), self._add, posts, read_only=session.read_only),
            EmptyPage(
                "user-round",
                _("Belum ada kepala daerah."),
                _("Tuliskan nama kepala daerah dan wakilnya di baris bawah, lalu isi sejak kapan menjabat."),
            ),
            lambda ids: page.delete_rows(HeadOfRegion.TABLE, ids),
            _("Hapus baris kepala daerah"),
            NewRows(HeadOfRegion.TABLE, "name", lambda: {"kind": "definitif"}, "post", lambda: posts[0].code),
        )

    def _add(self, name: str, post: str) -> str | None:
        given = {"name": name, "post": post, "kind": "definitif"}
        record_id = self._page.act(_("Tambah kepala daerah"), rows.add_row, HeadOfRegion.TABLE, given, date.today())
        if record_id is not None:
            self.grid.go_to(record_id, "from_date")
        return record_id

    def read(self) -> None:
        """Read the heads again."""
        self.grid.rows.set_rows(self._session.snapshot.all(HeadOfRegion))


class AgenciesPart(EditedTable):
    """Offices with the days from and to which they exist, who succeeded them, and how many initiatives they carry."""

    def __init__(self, session: Session, page: Page) -> None:
        self._session, self._page = session, page
        super().__init__(
            Grid(session, "agencies", _("Daftar OPD"), self._columns()),
            NewRow(_("Nama OPD baru"), self._add, read_only=session.read_only),
            EmptyPage(
                "landmark",
                _("Belum ada perangkat daerah (OPD)."),
                _(
                    "Mulai dari OPD yang menjalankan program: ketik namanya di baris bawah, lalu tekan Enter. "
                    "OPD juga ikut masuk ketika tabel RPJMD diimpor."
                ),
            ),
            lambda ids: page.delete_rows(Agency.TABLE, ids, _("Hapus OPD")),
            _("Hapus OPD"),
            NewRows(Agency.TABLE, "name"),
        )
        self.succession = Button(_("Alihkan ke OPD penerus…"), "arrow-right", self.succeed)
        self.new_row.put(self.succession)
        self.grid.rows.shown_changed.connect(lambda: self.succession.setEnabled(len(self.grid.rows.rows) > 1))

    def _columns(self) -> list[Column]:
        session = self._session
        return [
            field_column(session, "agency", "name", width=240, style="name", stretch=True),
            field_column(session, "agency", "short_name", width=120),
            field_column(session, "agency", "code", width=150, wide_only=True),
            field_column(session, "agency", "affairs", width=110, wide_only=True),
            field_column(session, "agency", "head", width=150, wide_only=True),
            dated_column(session, "agency", "valid_from", 120),
            dated_column(session, "agency", "valid_to", 120),
            Column("successor", _("Penerus"), self._successors, width=130),
            Column("initiatives", _("Inisiatif"), self._count_text, self._count, width=80, style="number"),
            field_column(session, "agency", "no_initiative_reason", width=150),
        ]

    def _successors(self, row: Agency) -> str:
        links = self._session.snapshot.where(AgencySuccession, "agency_id", row.id)
        found = [self._session.snapshot.get(Agency, link.successor_id) for link in links]
        return ", ".join(office.short_name or office.name for office in found if office is not None)

    def _count(self, row: Agency) -> int:
        return len(self._session.snapshot.where(Initiative, "agency_id", row.id))

    def _count_text(self, row: Agency) -> str:
        count = self._count(row)
        return str(count) if count else ""

    def _add(self, name: str, _kind: str) -> str | None:
        record_id = self._page.act(_("Tambah OPD"), bodies.add_agency, name)
        if record_id is not None:
            self.grid.go_to(record_id)
        return record_id

    def succeed(self) -> None:
        """Ask who takes over from the current office, since when and why."""
        row = self._session.snapshot.get(Agency, self.grid.current_id)
        if row is None:
            return
        dialog = SuccessionDialog(self._session, row, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._page.said.emit(dialog.told)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read the offices again."""
        self.grid.rows.set_rows(self._session.snapshot.all(Agency))


class SuccessionDialog(QDialog):
    """Successor, day and basis; what stands in the way is told under them and nothing is changed."""

    def __init__(self, session: Session, agency: Agency, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._agency = session, agency
        self.told = ""
        self.setWindowTitle(_("Alihkan ke OPD penerus"))
        self.setMinimumWidth(480)
        others = [row for row in session.snapshot.all(Agency) if row.id != agency.id]
        self.successor = ChoiceField([Option(row.id, row.name) for row in others])
        self.on, self.basis = LineField(), LineField()
        self.on.setText(format_date(date.today()))
        self.problem = Label("", 13, tone="error", wrap=True)
        self.problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        box.addWidget(Label(agency.name, 16, wrap=True))
        box.addWidget(
            Label(
                _("Inisiatif yang masih berjalan pindah ke OPD penerus. Yang sudah selesai dan tahun-tahun sebelumnya "
                  "tetap atas nama OPD lama."),
                tone="muted", wrap=True,
            )
        )  # fmt: skip
        fields = ((_("OPD penerus"), self.successor), (_("Sejak tanggal"), self.on), (_("Dasar"), self.basis))
        for words, field in fields:
            label = Label(words, 13, tone="muted")
            label.setBuddy(field)
            field.setAccessibleName(words)
            box.addWidget(label)
            box.addWidget(field)
        self.basis.setPlaceholderText(_("Contoh: Perda Nomor 2 Tahun 2026"))
        box.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Batal"), on_click=self.reject))
        self.go = Button(_("Alihkan"), "arrow-right", self._go, primary=True)
        buttons.addWidget(self.go)
        box.addLayout(buttons)

    def _go(self) -> None:
        if not self.successor.text():
            self.problem.setText(_("OPD penerus belum dipilih. Pilih dari daftar."))
            self.problem.show()
            return
        try:
            on = parse_date(self.on.text())
            moved = self._session.act(
                _("Alihkan ke OPD penerus"),
                bodies.succeed, self._agency.id, self.successor.text(), on, self.basis.text(),
            )  # fmt: skip
        except UserFacingError as error:
            self.problem.setText(f"{error.sentence} {error.next_step}".strip())
            self.problem.show()
            return
        name = record_title(self._session.snapshot, Agency.TABLE, self.successor.text())
        self.told = _("{count} inisiatif dialihkan ke {agency}.").format(count=len(moved), agency=name)
        self.accept()
