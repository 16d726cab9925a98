"""Where two states of a plan differ, as a list beside the windows: read, filtered, copied, printed; never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextTableFormat
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.differences import Difference
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.parting import Hand, Outcome, Parted
from gmsc_desktop.models.reference import ReferencePack, for_plan
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Card, Label, SearchField
from gmsc_desktop.ui.editors import TextField
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import record_title, text_to_read
from gmsc_desktop.ui.tables import Column, Grid, Look
from gmsc_desktop.values import format_date_short, format_time

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from gmsc_desktop.ui.receiving import Compared, Looked
    from gmsc_desktop.ui.windows import Windows


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words. ``one`` and ``other`` are the two states; ``by`` says who on which side, and when."""

    id: str
    outcome: Outcome | None
    where: str
    field: str
    one: str
    other: str
    before: str
    by: str


@dataclass(frozen=True, slots=True)
class Sides:
    """What the two states are called in the heads of the columns."""

    one: str
    other: str


def outcome_words(outcome: Outcome | None) -> tuple[str, str, str]:
    """Icon, its colour and words for what a merge would make of a difference."""
    told = {
        Outcome.DECIDE: ("triangle-alert", "warn", _("Perlu diputuskan")),
        Outcome.THEIRS: ("arrow-down", "muted", _("Dari salinan")),
        Outcome.OURS: ("check", "muted", _("Tetap milik Anda")),
    }
    return told[outcome] if outcome is not None else ("", "text", "")


def lines_of_parting(parted: Iterable[Parted], here: Snapshot, there: Snapshot) -> list[Line]:
    """The differences between the plan here and a team copy, in words."""
    words = _Words(here, there)
    return [
        Line(
            str(number),
            one.outcome,
            words.where(one.table, one.record),
            words.field(one.table, one.column),
            words.value(one.table, one.column, one.here, here),
            words.value(one.table, one.column, one.there, there),
            words.value(one.table, one.column, one.before, here),
            words.hands(one.by_here, one.by_there),
        )
        for number, one in enumerate(parted)
    ]


def lines_of(differences: Iterable[Difference], before: Snapshot, after: Snapshot) -> list[Line]:
    """The differences between two submissions, in words."""
    words = _Words(before, after)
    return [
        Line(
            str(number),
            None,
            words.where(one.table, one.record),
            words.field(one.table, one.column),
            words.value(one.table, one.column, one.one, before),
            words.value(one.table, one.column, one.other, after),
            "",
            "",
        )
        for number, one in enumerate(differences)
    ]


class _Words:
    def __init__(self, one: Snapshot, other: Snapshot) -> None:
        self._one, self._other = one, other
        self._pack: ReferencePack = for_plan(one.plan.reference_version)

    def where(self, table: str, record: str) -> str:
        title = record_title(self._one, table, record) or record_title(self._other, table, record)
        kind = BY_NAME[table].singular
        return title if title.startswith("(") else _("{kind}: {title}").format(kind=kind, title=title)

    def field(self, table: str, column: str) -> str:
        return BY_NAME[table].field(column).label if column else _("Seluruh catatan")

    def value(self, table: str, column: str, value: Value, snapshot: Snapshot) -> str:
        if not column:
            return _("Ada") if value else _("Tidak ada")
        return text_to_read(BY_NAME[table].field(column), value, snapshot, self._pack) if value is not None else ""

    def hands(self, here: Hand, there: Hand) -> str:
        told = (_by(_("Di sini {person}, {when}"), here), _by(_("Di salinan {person}, {when}"), there))
        return "; ".join(words for words in told if words)


def _by(words: str, hand: Hand) -> str:
    if not hand.at:
        return ""
    try:
        at = datetime.fromisoformat(hand.at).astimezone()
    except ValueError:
        return words.format(person=hand.person or _("seseorang"), when=hand.at)
    when = f"{format_date_short(at.date())} {format_time(at)}"
    return words.format(person=hand.person or _("seseorang"), when=when)


class DifferencesDialog(QDialog):
    """The list stays open beside the windows. The text of the current row stands below it, whole."""

    def __init__(
        self, session: Session, title: str, sentence: str, lines: Sequence[Line], sides: Sides, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 500)
        self._title, self._sentence, self.sides = title, sentence, sides
        self._parting = any(line.outcome is not None for line in lines)
        self.filter = SearchField(_("Saring"), _("Saring perbedaan"), 200)
        name = "parting" if self._parting else "differences"
        self.grid = Grid(session, name, _("Daftar perbedaan"), self._columns(), opens=True)
        self.grid.rows.set_rows(list(lines))
        self.filter.textChanged.connect(self.grid.rows.set_filter)
        self.grid.row_changed.connect(self._show_line)
        self.texts = [_whole_text(words) for words in (sides.one, sides.other, _("Sebelumnya"))]
        self.by, self.copied = Label("", 13, tone="muted"), Label("", 13, tone="muted")
        self._build()
        if lines:
            self.grid.go_to(lines[0].id)
            self._show_line(lines[0].id)
        self.grid.setFocus()

    def _columns(self) -> list[Column]:
        def look(line: Line) -> Look:
            icon, use, _words = outcome_words(line.outcome)
            return Look(icon=icon, use=use)

        outcome = Column(
            "outcome",
            _("Bila digabung"),
            lambda line: outcome_words(line.outcome)[2],
            lambda line: list(Outcome).index(line.outcome),
            width=160,
            style="state",
            look=look,
        )
        more = [
            Column("before", _("Sebelumnya"), lambda line: line.before, width=110, off=True),
            Column("by", _("Siapa dan kapan"), lambda line: line.by, width=160, style="muted", off=True),
        ]
        return [
            *([outcome] if self._parting else []),
            Column("where", _("Catatan"), lambda line: line.where, width=200, style="name", stretch=True),
            Column("field", _("Isian"), lambda line: line.field, width=120),
            Column("one", self.sides.one, lambda line: line.one, width=120),
            Column("other", self.sides.other, lambda line: line.other, width=120),
            *(more if self._parting else []),
        ]

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        line = QHBoxLayout()
        line.addWidget(Label(self._sentence, wrap=True), 1)
        line.addWidget(self.filter)
        box.addLayout(line)
        card = Card(padding=2)
        card.box.addWidget(self.grid)
        box.addWidget(card, 1)
        whole = QHBoxLayout()
        whole.setSpacing(8)
        shown = self.texts if self._parting else self.texts[:2]
        for text in shown:
            column = QVBoxLayout()
            column.setSpacing(3)
            label = Label(text.accessibleName(), 13, tone="muted")
            label.setBuddy(text)
            column.addWidget(label)
            column.addWidget(text)
            whole.addLayout(column)
        for text in self.texts[len(shown) :]:
            text.setParent(self)
            text.hide()
        box.addLayout(whole)
        foot = QHBoxLayout()
        foot.addWidget(self.by)
        foot.addWidget(self.copied, 1)
        self.copy = Button(_("Salin semua"), "copy", self.copy_all)
        self.print = Button(_("Cetak…"), "file-text", self._ask_printer)
        for button in (self.copy, self.print, Button(_("Tutup"), on_click=self.close)):
            foot.addWidget(button)
        box.addLayout(foot)

    def _show_line(self, line_id: str) -> None:
        line = next((one for one in self.grid.rows.rows if one.id == line_id), None)
        for text, words in zip(self.texts, (line.one, line.other, line.before) if line else ("",) * 3, strict=True):
            text.setPlainText(words)
        self.by.setText(line.by if line is not None else "")

    def table(self) -> list[list[str]]:
        """The rows that are shown, with their headings."""
        columns: list[tuple[str, Callable[[Line], str]]] = [
            (_("Catatan"), lambda line: line.where),
            (_("Isian"), lambda line: line.field),
            (self.sides.one, lambda line: line.one),
            (self.sides.other, lambda line: line.other),
        ]
        if self._parting:
            columns += [
                (_("Sebelumnya"), lambda line: line.before),
                (_("Siapa dan kapan"), lambda line: line.by),
                (_("Bila digabung"), lambda line: outcome_words(line.outcome)[2]),
            ]
        return [[head for head, _text in columns], *([text(line) for _head, text in columns] for line in self._shown())]

    def _shown(self) -> Iterable[Line]:
        return self.grid.rows.shown

    def copy_all(self) -> None:
        """The whole list for a spreadsheet or a letter."""
        lines = ("\t".join(" ".join(cell.split()) for cell in row) for row in self.table())
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.setText(_("Daftar disalin. Tempelkan di Excel atau surat."))

    def _ask_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrinter

        from gmsc_desktop.ui.printing_run import ask_printer

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        try:
            if ask_printer(self, printer):
                self.print_to(printer)
        except UserFacingError as error:
            self.copied.setText(error.sentence)

    def print_to(self, printer: QPrinter) -> None:
        """The list on paper, lying; the heads of the columns on every page."""
        from PySide6.QtGui import QPageLayout

        from gmsc_desktop.ui.quiet_document import QuietDocument

        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        rows = self.table()
        document = QuietDocument()
        font = theme.font()
        font.setPointSizeF(9)  # on paper a size is in points
        document.setDefaultFont(font)
        cursor = QTextCursor(document)
        cursor.insertText(f"{self._title}\n{self._sentence}\n")
        form = QTextTableFormat()
        form.setHeaderRowCount(1)
        form.setCellPadding(3)
        form.setCellSpacing(0)
        form.setBorder(1)
        form.setBorderCollapse(True)
        table = cursor.insertTable(len(rows), len(rows[0]), form)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                table.cellAt(at, place).firstCursorPosition().insertText(cell)
        document.print_(printer)


def _whole_text(name: str) -> TextField:
    text = TextField()
    text.set_read_only(True)
    text.setAccessibleName(name)
    text.setFixedHeight(theme.px(62))
    return text


def summary(lines: Sequence[Line]) -> str:
    """How many differences there are, and how many of them wait for a person."""
    counts = Counter(line.outcome for line in lines)
    decide = counts[Outcome.DECIDE]
    if not lines:
        return _("Isinya sama.")
    if None in counts:
        return _("{count} perbedaan.").format(count=len(lines))
    words = _("{count} perbedaan: {decide} perlu diputuskan, {merge} menyatu dengan sendirinya bila digabung.")
    return words.format(count=len(lines), decide=decide, merge=len(lines) - decide)


def show_parting(looked: Looked, session: Session, parent: QWidget) -> DifferencesDialog | None:
    """The list of differences between a team copy and the plan here, beside the window that shows the copy."""
    standing = looked.standing
    if standing is None or standing.here is None:
        return None
    lines = lines_of_parting(standing.parted, standing.here, looked.package.snapshot)
    sides = Sides(_("Di sini"), _("Di salinan"))
    title = _("Perbedaan dengan salinan kerja {region}").format(region=looked.package.identity.region_name)
    words = f"{standing.sentence} {summary(lines)} {_('Tidak ada yang diubah.')}"
    return _shown(DifferencesDialog(session, title, words, lines, sides, parent))


def show_compared(windows: Windows, compared: Compared) -> DifferencesDialog:
    """The list of differences between two submissions that were received."""
    from gmsc_desktop.ui.plan_rows import stage_words
    from gmsc_desktop.ui.receiving import day_of

    def name(stage: str, day: str) -> str:
        return _("{stage} ({day})").format(stage=stage or _("Pengajuan"), day=day)

    one, other = compared.one, compared.other
    lines = lines_of(compared.differences, compared.before, compared.after)
    names = [stage_words(kept) or _("Pengajuan") for kept in (one, other)]
    if names[0] == names[1]:
        names = [name(stage, day_of(kept.received_at)) for stage, kept in zip(names, (one, other), strict=True)]
    title = _("Perbedaan dua pengajuan {region}").format(region=other.region_name)
    session = Session(None, compared.after)
    dialog = DifferencesDialog(session, title, summary(lines), lines, Sides(*names), windows.home)
    session.setParent(dialog)
    return _shown(dialog)


def _shown(dialog: DifferencesDialog) -> DifferencesDialog:
    dialog.show()
    dialog.raise_()
    return dialog
