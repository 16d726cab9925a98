"""Bukti of one initiative: its own evidence, then that of its entries, quick wins and benefits, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.records import Benefit, EvidenceLink, ProgressEntry, QuickWin
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, ElidedLabel, IconLabel, Label, ToolButton
from gmsc_desktop.ui.pages.evidence_panel import ENTRY, EvidencePanel, listen_for
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.progress_due import day_words, period_words
from gmsc_desktop.ui.session import Session

Open = Callable[[str, str], object]  # table, record id: show the record where it is filled in


@dataclass(frozen=True, slots=True)
class _Owner:
    """A record whose evidence is shown here, and under which heading."""

    table: str
    id: str
    title: str
    heading: str
    locked: bool = False


class _Heading(QWidget):
    """A year, or what else its records have in common; beside it how much there is."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.facts = ElidedLabel("", 13, tone="muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 12, 0, 0)
        line.setSpacing(10)
        line.addWidget(Label(title, 16, theme.SEMIBOLD))
        line.addWidget(self.facts, 1)


class _OfRecord(QWidget):
    """The name of a record with the door to it, and its evidence; what is dropped anywhere on it belongs to it."""

    def __init__(self, session: Session, owner: _Owner, go: Open) -> None:
        super().__init__()
        self._title = ElidedLabel("", 14, theme.SEMIBOLD)
        self.door = ToolButton("arrow-right", "", _("Buka"), lambda: go(owner.table, owner.id))
        self.panel = EvidencePanel(session, owner.table, quiet=True)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self.door)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.panel)
        self.setAcceptDrops(True)

    def show_owner(self, owner: _Owner) -> None:
        """The same record, read again."""
        self._title.setText(owner.title)
        place = _("Pelaksanaan") if owner.table in {ENTRY, "benefit"} else _("tab Quick win")
        self.door.set_name(_("Buka {name} di {place}").format(name=owner.title, place=place))
        self.panel.strip.setAccessibleName(_("Bukti dukung: {name}").format(name=owner.title))
        self.panel.show_record(owner.id, locked=owner.locked)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.panel.dragEnterEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.panel.dropEvent(event)


class EvidencePart(QWidget):
    """Evidence of an initiative and of all that is told of it; entries of a closed year may only be looked at."""

    def __init__(self, page: Page, go: Open) -> None:
        super().__init__()
        self._page, self._session, self._go, self._initiative = page, page.session, go, ""
        self.own = EvidencePanel(self._session, "initiative")
        self.own.set_title(_("Bukti inisiatif ini"))
        self.own.strip.items.hint = "Ctrl+Shift+B"
        self.records: dict[tuple[str, str], _OfRecord] = {}
        self._headings: dict[str, _Heading] = {}
        self._tell = Button(_("Catat pelaksanaan"), "activity", self._tell_progress)
        self.empty = self._nothing_yet()
        self._no_entries = Label("", 13, tone="muted", wrap=True)
        self._below = QVBoxLayout()
        self._below.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.empty, self.own, self._no_entries, self._tell):
            box.addWidget(part)
        box.addLayout(self._below)
        self.setAcceptDrops(True)

    def _nothing_yet(self) -> QWidget:
        """That there is no evidence, and how to begin; in a column this narrow the words are as wide as it is."""
        read_only = self._session.read_only
        how = (
            _("Rencana ini hanya dibuka untuk dibaca; tidak ada bukti yang ikut dengan inisiatif ini.")
            if read_only
            else _("Seret atau tempel berkas ke kotak di bawah, atau catat pelaksanaannya: buktinya tampil di sini.")
        )
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 16, 0, 8)
        box.setSpacing(8)
        box.addWidget(IconLabel("paperclip", "faint", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (
            Label(_("Belum ada bukti dukung."), 16, theme.SEMIBOLD, wrap=True),
            Label(how, tone="muted", wrap=True),
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        if not read_only:
            begin = Button(_("Tambah berkas bukti…"), "paperclip", self.own.ask_files)
            box.addWidget(begin, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    # -- what is shown

    def show_initiative(self, initiative_id: str) -> None:
        """Show the evidence of an initiative and of its records."""
        if initiative_id != self._initiative:
            self._drop(self.records, self.records)
        self._initiative = initiative_id
        self.own.show_record(initiative_id)
        owners = list(self._owners()) if initiative_id else []
        counts = self._counts(owners)
        self._arrange(owners, counts)
        anything = bool(owners or counts["initiative", initiative_id])
        told = any(owner.table == ENTRY for owner in owners)
        self.empty.setHidden(anything)
        self.own.setHidden(self._session.read_only and not counts["initiative", initiative_id])
        self._no_entries.setText(_("Belum ada entri pelaksanaan. Bukti tiap entri tampil di sini menurut tahunnya."))
        self._no_entries.setHidden(told or not anything)
        self._tell.setHidden(told or self._session.read_only)

    def show_piece(self, evidence_id: str) -> QWidget | None:
        """Choose a piece of evidence; the strip in which it stands."""
        panels = (self.own, *(shown.panel for shown in self.records.values()))
        return next((panel.strip for panel in panels if panel.strip.go_to(evidence_id)), None)

    def _owners(self) -> Iterator[_Owner]:
        """Entries and quick wins by year, the latest first; then benefits. Without evidence only entries are shown."""
        snapshot, figures = self._session.snapshot, self._session.figures
        entries = [row for row in figures.entries(self._initiative) if row.year]
        wins = [row for row in snapshot.where(QuickWin, "initiative_id", self._initiative) if self._has(row)]
        for year in sorted({row.year or 0 for row in entries} | {row.year for row in wins}, reverse=True):
            closed = figures.closing(year) is not None
            heading = _("Tahun {year} (ditutup)") if closed else _("Tahun {year}")
            told = heading.format(year=year)
            for entry in reversed([row for row in entries if row.year == year]):
                yield _Owner(ENTRY, entry.id, _entry_words(entry), told, closed)
            for win in (row for row in wins if row.year == year):
                yield _Owner("quick_win", win.id, _("Quick win {year}").format(year=year), told)
        for benefit in snapshot.where(Benefit, "initiative_id", self._initiative):
            if self._has(benefit):
                name = benefit.measure or benefit.who or _("(tanpa nama)")
                yield _Owner("benefit", benefit.id, name, _("Manfaat"))

    def _has(self, row: QuickWin | Benefit) -> bool:
        return bool(self._session.snapshot.where(EvidenceLink, f"{row.TABLE}_id", row.id))

    def _counts(self, owners: Sequence[_Owner]) -> Counter[tuple[str, str]]:
        keys = [("initiative", self._initiative), *((owner.table, owner.id) for owner in owners)]
        where = self._session.snapshot.where
        return Counter({key: len(where(EvidenceLink, f"{key[0]}_id", key[1])) if key[1] else 0 for key in keys})

    def _arrange(self, owners: Sequence[_Owner], counts: Counter[tuple[str, str]]) -> None:
        """Put the records under their headings; those that are shown already keep focus and chosen piece."""
        while self._below.takeAt(0) is not None:
            pass
        self._drop(self.records, set(self.records) - {(owner.table, owner.id) for owner in owners})
        self._drop(self._headings, set(self._headings) - {owner.heading for owner in owners})
        heading = ""
        for owner in owners:
            if owner.heading != heading:
                heading = owner.heading
                self._put(self._heading(heading, _facts(heading, owners, counts)))
            self._put(self._record(owner))

    def _heading(self, words: str, facts: str) -> _Heading:
        if words not in self._headings:
            self._headings[words] = _Heading(words)
        self._headings[words].facts.setText(facts)
        return self._headings[words]

    def _record(self, owner: _Owner) -> _OfRecord:
        key = (owner.table, owner.id)
        if key not in self.records:
            self.records[key] = _OfRecord(self._session, owner, self._go)
        self.records[key].show_owner(owner)
        return self.records[key]

    def _put(self, part: QWidget) -> None:
        self._below.addWidget(part)
        part.show()

    def _drop(self, shown: dict[Any, Any], keys: Iterable[Any]) -> None:  # Any: records by key, headings by words
        for key in list(keys):
            part = shown.pop(key)
            part.hide()
            part.deleteLater()

    # -- what a person does

    def listen(self, area: QWidget) -> None:
        """Ctrl+Shift+B adds files and Ctrl+Shift+V what was copied, to the record in which the cursor is."""
        listen_for(area, self._here)

    def _here(self) -> EvidencePanel:
        focus = QApplication.focusWidget()
        inside = (shown.panel for shown in self.records.values() if focus is not None and shown.isAncestorOf(focus))
        return next(inside, self.own)

    def _tell_progress(self) -> None:
        self._page.go_to.emit("progress", self._initiative)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.own.dragEnterEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.own.dropEvent(event)


def _entry_words(entry: ProgressEntry) -> str:
    """ "TW III 2026, keadaan per 30 Sep 2026"; the day alone where no period is told."""
    period, day = period_words(entry), day_words(entry.as_of)
    if period == day:
        return _("Keadaan per {day}").format(day=day)
    return _("{period}, per {day}").format(period=period, day=day)


def _facts(heading: str, owners: Sequence[_Owner], counts: Counter[tuple[str, str]]) -> str:
    own = [owner for owner in owners if owner.heading == heading]
    entries = sum(owner.table == ENTRY for owner in own)
    pieces = sum(counts[owner.table, owner.id] for owner in own)
    if entries:
        return _("{entries} entri, {count} bukti").format(entries=entries, count=pieces)
    return _("{count} bukti").format(count=pieces)
