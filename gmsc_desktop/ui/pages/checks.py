"""Pemeriksaan: what still stands between the plan and a submission; every finding leads to its place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.desk.evidence_files import evidence_files, evidence_size, proofs_and_originals
from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models import checks
from gmsc_desktop.models import plan as plans
from gmsc_desktop.models.checks import Finding, Place
from gmsc_desktop.models.checks.unchecked_words import SHORT
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.records import RECORDS, FindingOverride
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import (
    Button,
    Card,
    ElidedLabel,
    EmptyPage,
    IconLabel,
    Label,
    SearchField,
    Surface,
    scrolled,
)
from gmsc_desktop.ui.doors import Door, cell_door, column_behind, door_to
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.pages.checking import checking_of
from gmsc_desktop.ui.pages.checks_list import FindingList, FindingRow, group_of, with_headings
from gmsc_desktop.ui.pages.checks_print import checks_printable
from gmsc_desktop.ui.pages.checks_reason import ReasonDialog
from gmsc_desktop.ui.pages.checks_stage import StageNote, stage_options
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_date, format_size, format_time

HANDING_IN = "handing_in"


class ChecksPage(Page):
    """Findings left, what the package would hold right."""

    key = "checks"
    title = m("Pemeriksaan")
    tables: ClassVar[frozenset[str]] = frozenset({"finding_override", "evidence", "unchecked_stage", "plan"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.checking = checking_of(session)
        self._add_tools()
        self.list = FindingList()
        self.bar = FindingActions(self)
        self.card = PackageCard(self)
        self.note = StageNote(self, self.checking)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        for empty in (
            EmptyPage("shield-check", _("Memeriksa rencana…"), _("Temuan muncul di sini sebentar lagi.")),
            EmptyPage("shield-check", _("Tidak ada temuan untuk tahap ini."), _("Paket pengajuan dapat dibuat.")),
            EmptyPage("search", _("Tidak ada temuan dengan kata itu."), _("Kosongkan saringan untuk melihat semua.")),
            EmptyPage(
                "circle-dashed",
                _("Tahap ini tidak diperiksa (rencana lama)."),
                _("Pilih tahap lain, atau tekan “Periksa tahap ini” bila Anda memerlukan temuannya."),
            ),
        ):
            self._stack.addWidget(empty)
        room = QVBoxLayout()
        room.setContentsMargins(20, 0, 20, 0)
        room.addWidget(self.note)
        self.body.addLayout(room)
        self.body.addWidget(self._split(), 1)
        self.list.opened.connect(self._open)
        self.list.row_changed.connect(lambda: self.bar.show_row(self.list.current))
        self.checking.found.connect(self._found)

    def _add_tools(self) -> None:
        self.purpose = ChoiceField(stage_options(self.session))
        self.purpose.removeItem(0)  # there is always a purpose
        self.purpose.setAccessibleName(_("Tahap yang dituju"))
        self.purpose.show_text(self.checking.purpose)
        self.purpose.typed.connect(self._ask)
        self.year = ChoiceField([Option(str(year), str(year)) for year in self._years()])
        self.year.removeItem(0)
        self.year.setAccessibleName(_("Tahun yang diperiksa"))
        self.year.show_text(str(self.checking.year))
        self.year.typed.connect(self._ask)
        self.restyle()
        self.filter = SearchField(_("Saring temuan  Ctrl+F"), _("Saring daftar temuan"))
        self.filter.textChanged.connect(lambda _text: self._show())
        self.add_tool(Label(_("Untuk tahap"), 13, tone="muted"))
        self.add_tool(self.purpose, 2)
        self.add_tool(Label(_("Tahun"), 13, tone="muted"))
        self.add_tool(self.year, 1)
        self.add_tool(self.filter, 2)
        self.tools.box.addStretch(1)

    def restyle(self) -> None:
        """Follow the size of text."""
        self.purpose.setMaximumWidth(theme.px(270))
        self.year.setMaximumWidth(theme.px(110))

    def _years(self) -> list[int]:
        years, today = self.session.snapshot.years, date.today().year
        return sorted({*years, *(year for year in (today - 1, today) if not years or year <= years[-1])})

    def _split(self) -> QWidget:
        left = Surface("surface", "t")
        left.box.addWidget(self._stack, 1)
        left.box.addWidget(self.bar)
        splitter = KeptSplitter("checks")
        splitter.addWidget(left)
        splitter.addWidget(self.card)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([760, 340])
        splitter.restore()
        return splitter

    # -- reading

    def _ask(self) -> None:
        self.checking.ask(self.purpose.text(), int(self.year.text()))

    def _found(self) -> None:
        if self.isVisible():
            self._show()
        else:
            self._stale = True

    @override
    def refresh(self, changed: Collection[str] | None) -> None:
        """Show what was found; look now where nothing was found yet."""
        if self.checking.at is None:
            self.checking.check_now()
        self._show()

    def _show(self) -> None:
        checking = self.checking
        self.purpose.set_options(stage_options(self.session))
        if self.purpose.itemData(0) == "":
            self.purpose.removeItem(0)
        self.purpose.show_text(checking.purpose)
        self.year.show_text(str(checking.year))
        words = self.filter.text().casefold().split()
        rows = [row for row in map(self._row, checking.findings) if _fits(row, words)]
        doors = frozenset(f.key for f in checking.findings if door_of(self.session.snapshot, f.place) is not None)
        self.list.set_rows(with_headings(rows), doors)
        nothing = 4 if checking.unchecked.stage is not None else 2
        self._stack.setCurrentIndex(0 if rows else 1 if checking.at is None else 3 if checking.findings else nothing)
        self.note.tell()
        self._tell_facts()
        self.bar.setVisible(bool(rows))
        self.bar.show_row(self.list.current)
        self.card.tell()

    def _row(self, finding: Finding) -> FindingRow:
        rule = checks.rule_name(self.session.pack, finding.rule)
        place = checks.place_label(self.session.snapshot, finding.place)
        reason = _reason(finding.override) if finding.override is not None else ""
        group = group_of(finding, private=self.checking.is_private(finding))
        return FindingRow(group, finding.sentence, place, rule, reason, finding)

    def _tell_facts(self) -> None:
        if self.checking.problem:
            self.banner.say("error", self.checking.problem)
        if self.checking.at is None:
            self.facts.setText(_("Memeriksa…"))
            return
        self.facts.setText(self._facts(self.checking.at))
        stage, ready = self.checking.purpose_name, self.checking.readiness
        if ready.unchecked:
            self.facts.setToolTip(plain.tip(f"{self.facts.text()}\n{self.note.words.text()}"))
            return
        words = _("Satu syarat dapat memuat beberapa hal wajib. {met} dari {asked} syarat {stage} sudah dipenuhi.")
        told = words.format(met=ready.met, asked=ready.asked, stage=stage)
        self.facts.setToolTip(plain.tip(f"{self.facts.text()}\n{told}"))

    def _facts(self, at: datetime) -> str:
        """The counts as the navigation, Ringkasan and Pengajuan tell them too."""
        checking, counts = self.checking, checks.summary(self.checking.findings)
        ready = checking.readiness
        parts = [_("{count} wajib").format(count=len(checking.open_musts))]
        if ready.unchecked:
            parts = [_(SHORT), *(parts if checking.open_musts else [])]
        if checking.private:
            parts.append(_("{count} nomor pribadi").format(count=len(checking.private)))
        if counts.overridden:
            parts.append(_("{count} dengan alasan").format(count=counts.overridden))
        if counts.warnings or not ready.unchecked:
            parts.append(_("{count} peringatan").format(count=counts.warnings))
        if not ready.unchecked:
            parts.append(_("{met} dari {asked} syarat dipenuhi").format(met=ready.met, asked=ready.asked))
        return _("Diperiksa {time}: {counts}").format(time=format_time(at), counts=", ".join(parts))

    # -- doing

    def _open(self) -> None:
        row = self.list.current
        if row is None or row.finding is None:
            return
        door = door_of(self.session.snapshot, row.finding.place)
        if door is not None:
            place = row.finding.place
            self.go_to_field.emit(*door, column_behind(door, place.record_id, place.column))
        else:
            self.banner.say("info", _("Lengkapi di {place}.").format(place=row.place))

    def give_reason(self) -> None:
        """Ask why the chosen must, or every open one, is left as it is, and keep the answer."""
        row = self.list.current
        if row is None or row.finding is None or not row.finding.open or self.session.read_only:
            return
        others = [finding for finding in self.checking.open_musts if finding.key != row.finding.key]
        person, today = self.session.author_name, date.today()
        finding, following = row.finding, self.list.following_open()

        def save(reason: str, for_all: bool) -> None:
            chosen = [finding, *others] if for_all else [finding]
            self.session.act(_("Serahkan dengan alasan"), _override_all, chosen, reason, person, today)

        dialog = ReasonDialog(self, row.sentence, person, format_date(today), len(others), save)
        if dialog.exec() != ReasonDialog.DialogCode.Accepted:
            return
        if following:  # the one that was decided goes to another group; the person goes on with the next
            self.list.go_to(following)
        self.checking.check_now()

    def withdraw(self) -> None:
        """The chosen finding counts again."""
        row = self.list.current
        if row is not None and row.finding is not None and row.finding.override is not None:
            self.act(_("Cabut alasan"), plans.withdraw_override, row.finding.key)
            self.checking.check_now()

    # -- what the window asks

    @override
    def areas(self) -> list[QWidget]:
        """Purpose, findings, package."""
        return [self.purpose, self.list, self.card.make]

    @override
    def printable(self) -> Printable:
        """The findings that the filter leaves."""
        return checks_printable(self)

    @override
    def filter_field(self) -> QLineEdit | None:
        return self.filter

    @override
    def first_focus(self) -> QWidget | None:
        """The findings, or the purpose where there are none."""
        return self.list if self.list.rows.shown else self.purpose


class FindingActions(Surface):
    """The bar under the list: the rule of the chosen finding, and what can be done with it."""

    def __init__(self, page: ChecksPage) -> None:
        super().__init__("surface", "t", row=True)
        self.box.setContentsMargins(14, 6, 16, 6)
        self.box.setSpacing(8)
        self._read_only = page.session.read_only
        self._page = page
        self._rule = ElidedLabel("", 13, tone="muted")
        self.reason = Button(_("Serahkan dengan alasan…"), "", page.give_reason)
        self.withdraw = Button(_("Cabut alasan"), "", page.withdraw)
        self.open = Button(_("Ke tempatnya"), "arrow-right", page._open)
        self.box.addWidget(self._rule, 1)
        for button in (self.reason, self.withdraw, self.open):
            self.box.addWidget(button)

    def show_row(self, row: FindingRow | None) -> None:
        """Follow the chosen finding."""
        finding = row.finding if row is not None else None
        rule = _("Aturan {number}: {rule}").format(number=finding.rule, rule=row.rule) if finding and row else ""
        self._rule.setText(rule)
        self.reason.setVisible(finding is not None and finding.open and not self._read_only)
        self.withdraw.setVisible(finding is not None and finding.override is not None and not self._read_only)
        self.open.setVisible(row is not None and self._page.list.leads(row))


class PackageCard(Surface):
    """What the package would hold, why it cannot be made yet, and the door to making it."""

    def __init__(self, page: ChecksPage) -> None:
        super().__init__("window", "l")
        self._page = page
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(16, 4, 20, 16)
        self._sheet = Card()
        self._sheet.box.addWidget(Label(_("Paket pengajuan"), 16, theme.SEMIBOLD))
        self._stage = Label("", 13, tone="muted", wrap=True)
        self._sheet.box.addWidget(self._stage)
        self._book = self._line("file-text", _("Rencana induk (PDF)"))
        self._line("file-spreadsheet", _("Buku kerja (Excel)"))
        self._evidence = self._line("paperclip", _("Bukti dukung"))
        self._originals = self._line("file-text", _("Dokumen asli"))
        self._line("table-2", _("Data terbuka (CSV, JSON)"))
        self._line("shield-check", _("Sidik dan segel"))
        self.make = Button(_("Buat paket pengajuan"), "package", partial(page.go_to.emit, HANDING_IN, ""), primary=True)
        self.why = Label("", 13, tone="muted", wrap=True)
        self._sheet.box.addWidget(self.make)
        self._sheet.box.addWidget(self.why)
        box.addWidget(self._sheet)
        box.addStretch(1)
        self.box.addWidget(scrolled(content))
        self.setMinimumWidth(280)

    def _line(self, icon: str, words: str) -> Label:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(IconLabel(icon))
        line.addWidget(Label(words), 1)
        value = Label("", 13, tone="muted")
        line.addWidget(value)
        self._sheet.box.addLayout(line)
        return value

    def tell(self) -> None:
        """Follow plan and findings."""
        session, checking = self._page.session, self._page.checking
        files = evidence_files(session.snapshot, session.evidence_path)
        self._stage.setText(_("Untuk {stage}").format(stage=checking.purpose_name))
        self._book.setText(_("draf") if session.snapshot.plan.status != "final" else _("final"))
        for value, part in zip(
            (self._evidence, self._originals), proofs_and_originals(session.snapshot, files), strict=True
        ):
            told = _("{count} berkas, {size}").format(count=len(part), size=format_size(evidence_size(part)))
            value.setText(told if part else _("belum ada"))
        self._tell_way()

    def _tell_way(self) -> None:
        session, checking = self._page.session, self._page.checking
        left = len(checking.open_musts)
        masked = len(checking.private)
        self.make.setVisible(not session.read_only)
        self.make.setEnabled(checking.at is not None and not left)
        if session.read_only:
            self.why.setText(_("Rencana ini hanya dibuka untuk dibaca."))
        elif checking.at is None:
            self.why.setText(_("Rencana sedang diperiksa."))
        elif left:
            words = _("Masih ada {count} hal wajib. Penuhi, atau serahkan dengan alasan tertulis yang ikut di paket.")
            self.why.setText(words.format(count=left))
        elif checking.unchecked.stage is not None:
            self.why.setText(_("Tahap ini tidak diperiksa (rencana lama). Paketnya menyebutkan hal itu dan alasannya."))
        elif masked:
            words = _(
                "Hal wajib lainnya sudah dipenuhi atau diberi alasan. {count} tempat memuat nomor yang tampak pribadi: "
                "di dalam paket nomornya disamarkan. Buka temuannya bila ingin menghapusnya dahulu."
            )
            self.why.setText(words.format(count=masked))
        else:
            self.why.setText(_("Semua hal wajib sudah dipenuhi atau diberi alasan."))


def door_of(snapshot: Snapshot, place: Place) -> Door | None:
    """Page and record to which a finding leads; by way of its owner where the record itself is still missing."""
    door = cell_door(snapshot, place.table, place.record_id)
    if door is not None or not place.record_id:
        return door
    for field in BY_NAME[place.table].fields:
        if field.target and snapshot.get(RECORDS[field.target], place.record_id) is not None:
            return door_to(snapshot, field.target, place.record_id)
    return None


def _fits(row: FindingRow, words: list[str]) -> bool:
    text = f"{row.sentence} {row.place} {row.rule} {row.reason}".casefold()
    return all(word in text for word in words)


def _reason(override: FindingOverride) -> str:
    when = format_date(date.fromisoformat(override.decided_on)) if override.decided_on else ""
    who = ", ".join(part for part in (override.person, when) if part)
    return _("Alasan: {reason} ({who})").format(reason=override.reason, who=who)


def _override_all(db: Any, findings: list[Finding], reason: str, person: str, on: date) -> None:  # Any: a connection
    for finding in findings:
        plans.override(db, finding.key, finding.rule, reason, person, on)
