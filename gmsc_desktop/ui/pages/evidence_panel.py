"""Evidence of a record: the strip, what can be done with a piece of it, and what is to be known of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import evidence
from gmsc_desktop.models.records import Evidence, EvidenceLink
from gmsc_desktop.text import _, ngettext
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import ElidedLabel, Label, ToolButton, shortcut_words
from gmsc_desktop.ui.forms import Problem
from gmsc_desktop.ui.pages.evidence_address import AddressDialog
from gmsc_desktop.ui.pages.evidence_intake import Given, Outcome, given_by, has_files, is_many, take_in
from gmsc_desktop.ui.pages.evidence_outside import open_outside
from gmsc_desktop.ui.pages.evidence_photos import PhotoActions
from gmsc_desktop.ui.pages.evidence_pictures import pictures_of
from gmsc_desktop.ui.pages.evidence_preview import PreviewDialog
from gmsc_desktop.ui.pages.evidence_strip import EvidenceStrip, in_order
from gmsc_desktop.ui.pages.evidence_words import advice_of
from gmsc_desktop.ui.session import Session, touches
from gmsc_desktop.values import format_size

ENTRY = "progress_entry"
_WIDE = 400  # below this width the buttons that add are icons alone, so that the title keeps its room


def listen_for(area: QWidget, panel: Callable[[], EvidencePanel]) -> None:
    """Ctrl+Shift+B adds files and Ctrl+Shift+V what was copied, wherever in ``area`` the cursor is."""

    def ask() -> None:
        panel().ask_files()

    def paste() -> None:
        panel().paste()

    for keys, work in (("Ctrl+Shift+B", ask), ("Ctrl+Shift+V", paste)):
        shortcut = QShortcut(QKeySequence(keys), area, work)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


class EvidencePanel(QWidget):
    """Evidence of a record of a table.

    With ``drafts`` it is that of an entry also while it is not saved yet: ``pending`` then names it, ``many_given``
    carries files that are too many for one entry, and the page reads it again. With ``quiet`` the place to add shows
    only behind other pieces: one of many panels on a page.
    """

    many_given = Signal(object)
    pending_changed = Signal()

    def __init__(
        self,
        session: Session,
        table: str = ENTRY,
        today: Callable[[], date] = date.today,
        *,
        drafts: bool = False,
        quiet: bool = False,
    ) -> None:
        super().__init__()
        self._session, self._table, self._today = session, table, today
        self._drafts, self._quiet = drafts, quiet
        self._pictures = pictures = pictures_of(session)
        self._owner_id, self._locked = "", False
        self._new: dict[tuple[str, int], tuple[str, ...]] = {}  # evidence of entries that are not saved yet
        self._key = ("", 0)
        self.strip = EvidenceStrip(session, pictures)
        self._title = ElidedLabel(_("Bukti dukung"), 13, tone="muted")
        self.notice = Label("", 13, tone="muted", wrap=True)
        self.problem = Problem()
        self.add_file = ToolButton("paperclip", _("Tambah berkas bukti"), _("Berkas…"), self.ask_files)
        self.add_link = ToolButton("link-2", _("Tambah tautan bukti"), _("Tautan…"), self.ask_link)
        self.look = ToolButton("image", _("Lihat bukti ini (Enter)"), "", self._look_at_current)
        self.open = ToolButton("external-link", _("Buka dengan program lain…"), "", self._open_current)
        self.remove = ToolButton("x", _("Lepas bukti ini (Delete)"), "", self.remove_current)
        self.photos = PhotoActions(session, self._changed_photos, self._failed)
        self.setAcceptDrops(True)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        for button in (self.look, self.open, self.remove, self.add_file, self.add_link):
            head.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addLayout(head)
        for part in (self.strip, self.notice, self.photos, self.problem):
            box.addWidget(part)
        self.strip.opened.connect(lambda _id: self._look_at_current())
        self.strip.add_asked.connect(self.ask_files)
        self.strip.paste_asked.connect(self.paste)
        self.strip.remove_asked.connect(self.remove_current)
        self.strip.current_changed.connect(self._tell_current)
        self._pictures.ready.connect(self._seen)
        if not self._drafts:
            self._session.changed.connect(self._changed)

    def _changed(self, changed: object) -> None:
        tables = changed if isinstance(changed, frozenset) else None
        if self._owner_id and touches(tables, ("evidence", "evidence_link")):
            self.refresh()

    def set_title(self, title: str) -> None:
        """Another heading than "Bukti dukung"."""
        self._title.setText(title)
        self.strip.setAccessibleName(title)

    def listen(self, page: QWidget) -> None:
        """Ctrl+Shift+B adds files and Ctrl+Shift+V what was copied, wherever in ``page`` the cursor is."""
        self.strip.items.hint = "Ctrl+Shift+B"
        self.add_file.set_name(shortcut_words(_("Tambah berkas bukti"), "Ctrl+Shift+B"))
        listen_for(page, lambda: self)

    # -- showing

    def show_entry(self, initiative_id: str, year: int, entry_id: str, *, locked: bool) -> None:
        """The evidence of an entry, or with "" of the new entry of an initiative and year."""
        if (initiative_id, year, entry_id) != (*self._key, self._owner_id):
            self.problem.say("")
        self._key, self._owner_id = (initiative_id, year), entry_id
        self._locked = locked or self._session.read_only
        self.refresh()

    def show_record(self, record_id: str, *, locked: bool = False) -> None:
        """The evidence of a record of the table; with "" there is none to show."""
        if record_id != self._owner_id:
            self.problem.say("")
        self._owner_id = record_id
        self._locked = locked or self._session.read_only or not record_id
        self.refresh()

    @property
    def pending(self) -> tuple[str, ...]:
        """Evidence that waits for the new entry; what was tied or taken back meanwhile is left out."""
        return self.waiting().get(self._key, ())

    def waiting(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """Evidence that waits for entries that are not saved yet, by initiative and year."""
        snapshot = self._session.snapshot
        tied = {link.evidence_id for link in snapshot.all(EvidenceLink)}
        found = {
            key: tuple(one for one in ids if snapshot.get(Evidence, one) is not None and one not in tied)
            for key, ids in self._new.items()
        }
        return {key: ids for key, ids in found.items() if ids}

    def refresh(self) -> None:
        """Read again."""
        rows = in_order(self._rows())
        for button in (self.add_file, self.add_link):
            button.setHidden(self._locked)
        nothing = not rows and (self._locked or self._quiet)
        if nothing and self.strip.hasFocus() and not self._locked:
            self.add_file.setFocus(Qt.FocusReason.OtherFocusReason)
        self.strip.setHidden(nothing)
        self.strip.show_evidence(rows, adds=not self._locked)
        self._tell(rows)
        self._tell_current()

    def _rows(self) -> list[Evidence]:
        snapshot = self._session.snapshot
        if self._owner_id:
            ids = [link.evidence_id for link in snapshot.where(EvidenceLink, f"{self._table}_id", self._owner_id)]
        else:
            ids = list(self.pending)
        return [row for one in ids if (row := snapshot.get(Evidence, one)) is not None]

    def _tell(self, rows: Sequence[Evidence]) -> None:
        parts = []
        if rows:
            size = sum(row.size or 0 for row in rows)
            words = _("{count} bukti, {size}.") if size else _("{count} bukti.")
            parts.append(words.format(count=len(rows), size=format_size(size)))
        elif self._locked or self._quiet:
            parts.append(_("Belum ada bukti."))
        if self._quiet:
            self._title.setText(parts.pop(0))
        located = sum(row.has_location for row in rows)
        if located:
            words = ngettext(
                "{count} foto memuat lokasi (GPS), yang ikut bila berkasnya diserahkan.",
                "{count} foto memuat lokasi (GPS), yang ikut bila berkasnya diserahkan.",
                located,
            )
            parts.append(words.format(count=located))
        parts += self._advice(rows)
        self.notice.setText(" ".join(parts))
        self.notice.setVisible(bool(parts))

    def _advice(self, rows: Sequence[Evidence]) -> list[str]:
        """What to do about files that are gone or changed: the first by name, then how many more."""
        told = [words for row in rows if (words := advice_of(self._session, row, self._pictures.problem(row)))]
        more = _("Demikian juga {count} berkas lain yang ditandai.").format(count=len(told) - 1)
        return told[:1] + ([more] if len(told) > 1 else [])

    def _tell_current(self) -> None:
        chosen = self.strip.current is not None
        self.look.setVisible(chosen)
        self.open.setVisible(chosen)
        self.remove.setVisible(chosen and not self._locked)
        rows = (self.strip.current,) if self.strip.current is not None else self.strip.items.shown
        self.photos.show_for(() if self._locked else rows)

    def _seen(self, _sha256: str) -> None:
        rows = self.strip.items.shown
        if any(self._pictures.problem(row) for row in rows):
            self._tell(rows)

    def _changed_photos(self, sentence: str) -> None:
        self.problem.say("")
        self.refresh()
        self.photos.say(sentence)

    # -- adding

    def ask_files(self) -> None:
        """Choose files in a dialog."""
        if self._locked:
            return
        names, _filter = QFileDialog.getOpenFileNames(self, _("Tambah berkas bukti"), str(Path.home()))
        self.take([Given(Path(name).name, Path(name)) for name in names])

    def paste(self) -> None:
        """Take the files or the picture of the clipboard."""
        if self._locked:
            return
        given = given_by(QGuiApplication.clipboard().mimeData())
        if given:
            self.take(given)
        else:
            self.problem.say(_("Papan klip tidak memuat berkas atau gambar. Salin berkasnya lebih dahulu."))

    def take(self, given: Sequence[Given]) -> None:
        """Take files in as evidence of the entry; too many go where they are assigned one by one."""
        if self._locked or not given:
            return
        if is_many(given) and self._drafts:
            self.many_given.emit(list(given))
            return
        self.problem.say("")
        owner = (self._table, self._owner_id) if self._owner_id else None
        key = self._key

        def done(outcome: Outcome) -> None:
            for row in (self._session.snapshot.get(Evidence, one) for one in outcome.ids):
                self._pictures.forget(row.sha256 if row is not None else "")
            if owner is None:
                self._new[key] = tuple(dict.fromkeys((*self._new.get(key, ()), *outcome.ids)))
                self.pending_changed.emit()
            self.problem.say(" ".join((*outcome.refused, *outcome.notes)))
            self.refresh()

        take_in(self, self._session, given, owner, done, self._failed)

    def ask_link(self) -> None:
        """Ask for an address and the day on which it was seen."""
        AddressDialog(self, self._session, self._today(), self._keep_link).exec()
        self.refresh()

    def take_link(self, url: str, seen_on: date | None = None) -> None:
        """Tie an address to the record; told in place where it cannot be opened."""
        try:
            self._keep_link(url, seen_on or self._today())
        except UserFacingError as error:
            self._failed(error)
        self.refresh()

    def _keep_link(self, url: str, seen_on: date) -> None:
        """The address and its tie to the record, as one change. Raises ``UserFacingError``."""
        label = _("Tambah tautan bukti")
        if self._owner_id:
            attach = partial(evidence.attach_link, owner_table=self._table, owner_id=self._owner_id)
            self._session.act(label, attach, url, seen_on)
            return
        made = self._session.act(label, evidence.attach_link, url, seen_on)
        self._new[self._key] = (*self._new.get(self._key, ()), made)
        self.pending_changed.emit()

    def _failed(self, error: UserFacingError) -> None:
        self.problem.say(f"{error.sentence} {error.next_step}".strip())

    # -- one piece

    def _look_at_current(self) -> None:
        row = self.strip.current
        if row is not None:
            owner = (self._table, self._owner_id) if self._owner_id else None
            PreviewDialog(self, self._session, self._pictures, self.strip.items.shown, row, owner).exec()
            self.refresh()

    def _open_current(self) -> None:
        row = self.strip.current
        if row is not None:
            self.problem.say(open_outside(self, self._session, row))

    def remove_current(self) -> None:
        """Untie the chosen piece; its file and its record stay in the plan."""
        row = self.strip.current
        if row is None or self._locked:
            return
        if self._owner_id:
            try:
                self._session.act(_("Lepas bukti dukung"), evidence.unlink, row.id, self._table, self._owner_id)
            except UserFacingError as error:
                self._failed(error)
        else:
            self._new[self._key] = tuple(one for one in self._new.get(self._key, ()) if one != row.id)
            self.pending_changed.emit()
        self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (self.add_file, self.add_link):
            button.setToolButtonStyle(style)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._locked and has_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(given_by(event.mimeData()))
