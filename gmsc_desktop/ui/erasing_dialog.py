"""Erases what is known of persons beside the plan: whose, which older backups too, and what nothing here can reach."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gmsc_desktop.desk import forgetting
from gmsc_desktop.desk.outgoing_words import outgoing_words
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import erasing, library
from gmsc_desktop.models.document import Document
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Label, scrolled
from gmsc_desktop.ui.editors import FlagField
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.session import Session

_PERSON, _AUTHOR = "orang", "penyusun"
_WHOSE = Qt.ItemDataRole.UserRole


class ErasingDialog(QDialog):
    """``persons``, ``authors`` and ``backups`` say what was chosen, after it was accepted."""

    def __init__(self, parent: QWidget, session: Session, person_id: str = "") -> None:
        super().__init__(parent)
        document = session.document
        assert document is not None
        self._session, self._document = session, document
        self.setWindowTitle(_("Hapus data pribadi"))
        self.setMinimumWidth(theme.px(640))
        with document.reading():
            people, authors = erasing.people_with_contacts(document.raw), erasing.authors(document.raw)
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(20, 16, 20, 8)
        box.setSpacing(8)
        box.addWidget(Label(_("Hapus data pribadi"), 16, theme.SEMIBOLD))
        told = _(
            "Yang dicentang dihapus untuk selamanya dari rencana ini: Urungkan tidak dapat mengembalikannya, dan tidak "
            "ada sisanya di dalam berkas rencana. Nama dan jabatan anggota di dalam rencana sendiri tetap."
        )
        box.addWidget(Label(told, wrap=True))
        self.list = self._list(people, authors, person_id)
        box.addWidget(self.list)
        self.nothing = Label(_("Tidak ada kontak dan nama penyusun yang tercatat."), tone="muted", wrap=True)
        box.addWidget(self.nothing)
        self.list.setVisible(bool(self.list.count()))
        self.nothing.setVisible(not self.list.count())
        self._add_backups(box)
        self.away = Label("", wrap=True)
        box.addWidget(self.away)
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(self._buttons())
        self.resize(theme.px(660), min(theme.px(560), max(parent.window().height() - 60, 420)))
        self._tell()
        (self.list if self.list.count() else self.cancel).setFocus()

    def _list(
        self, people: list[tuple[str, str]], authors: list[erasing.KnownAuthor], person_id: str
    ) -> QListWidget:  # fmt: skip
        rows = QListWidget()
        rows.setAccessibleName(_("Data pribadi yang dapat dihapus"))
        for one, name in people:
            _add(rows, _("Kontak kantor: {name}").format(name=name), (_PERSON, one), chosen=one == person_id)
        present = library.current_author().id
        for author in authors:
            words = _("Nama penyusun di riwayat: {name} ({count} perubahan, komputer {device})")
            if author.id == present:
                words = _(
                    "Nama penyusun di riwayat: {name}, yang sedang mengetik ({count} perubahan, komputer {device})"
                )
            told = words.format(name=author.name or "–", count=author.changes, device=author.device or "–")
            _add(rows, told, (_AUTHOR, author.id), chosen=False)
        rows.setFixedHeight(theme.px(34 * min(max(rows.count(), 2), 6) + 8))
        rows.itemChanged.connect(lambda _item: self._tell())
        return rows

    def _add_backups(self, box: QVBoxLayout) -> None:
        count = len(erasing.states_kept(self._document.folder))
        outside = forgetting.is_in_second_place(self._document)
        words = _("Hapus juga {count} cadangan yang lebih lama").format(count=count)
        if outside:
            words = _("Hapus juga {count} cadangan yang lebih lama dan yang di tempat kedua").format(count=count)
        self.with_backups = FlagField(words)
        self.with_backups.toggled.connect(lambda _on: self._tell())
        box.addWidget(self.with_backups)
        told = _(
            "Cadangan itu mungkin masih memuat yang dihapus. Bila ikut dihapus, rencana tidak dapat lagi dikembalikan "
            "ke keadaan sebelum sekarang; satu cadangan baru dibuat lebih dahulu. Cadangan komputer ini di tempat "
            "kedua ikut dihapus bila terpasang; berkas cadangan di tempat lain harus Anda hapus sendiri."
        )
        note = Label(told, 13, tone="muted", wrap=True)
        box.addWidget(note)
        if not (count or outside):
            self.with_backups.hide()
            note.hide()

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 4, 20, 16)
        self.missing = Label("", 13, tone="muted", wrap=True)
        buttons.addWidget(self.missing, 1)
        self.cancel = Button(_("Batal"), "", self.reject)
        self.agree = Button(_("Hapus selamanya"), "trash-2", self.accept, primary=True)
        for button in (self.cancel, self.agree):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        return buttons

    def _chosen(self, kind: str) -> list[str]:
        items = (self.list.item(place) for place in range(self.list.count()))
        ticked = (item.data(_WHOSE) for item in items if item.checkState() is Qt.CheckState.Checked)
        return [str(whose[1]) for whose in ticked if whose[0] == kind]

    @property
    def persons(self) -> list[str]:
        """Ids of the persons whose contacts go."""
        return self._chosen(_PERSON)

    @property
    def authors(self) -> list[str]:
        """Ids of the authors whose names go."""
        return self._chosen(_AUTHOR)

    @property
    def backups(self) -> bool:
        """Whether the older backups go too."""
        return self.with_backups.isChecked()

    def _tell(self) -> None:
        persons, authors = bool(self.persons), bool(self.authors)
        chosen = persons or authors or self.backups
        self.agree.setEnabled(chosen)
        self.missing.setText("" if chosen or not self.list.count() else _("Centang dahulu yang akan dihapus."))
        with self._document.reading():
            away = erasing.out_of_reach(self._document.raw, contacts=persons, names=authors)
        lines = [f"• {outgoing_words(one, self._session.pack)}" for one in away]
        words = _(
            "Sudah keluar dari komputer ini dan tidak dapat dihapus dari sini; mintalah penerimanya menghapusnya:"
        )
        self.away.setText("\n".join([words, *lines]) if lines else "")
        self.away.setVisible(bool(lines))


def _add(rows: QListWidget, words: str, whose: tuple[str, str], *, chosen: bool) -> None:
    item = QListWidgetItem(words, rows)
    item.setToolTip(plain.tip(words))
    item.setData(_WHOSE, list(whose))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
    if chosen:
        rows.setCurrentItem(item)


def ask_and_erase(
    parent: QWidget, session: Session, tell: Callable[[Literal["info", "error"], str], object], person_id: str = ""
) -> None:  # fmt: skip
    """Ask what is to be erased, erase it beside the work, and ``tell`` (kind, sentence) what came of it."""
    session.flush()
    document = session.document
    if document is None:
        return
    dialog = ErasingDialog(parent, session, person_id)
    agreed = dialog.exec() == ErasingDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not agreed:
        return
    work = partial(_erase, document, dialog.persons, dialog.authors, dialog.backups)

    def done(result: object) -> None:
        assert isinstance(result, forgetting.Forgotten)
        session.author_name = library.current_author().name
        if shiboken6.isValid(parent):
            tell("error" if result.problem else "info", result.sentence)

    def failed(error: UserFacingError) -> None:
        if shiboken6.isValid(parent):
            tell("error", f"{error.sentence} {error.next_step}".strip())

    session.jobs.start(
        _("Menghapus data pribadi…"),
        work,
        done,
        failed,
    )


def _erase(
    document: Document, persons: list[str], authors: list[str], backups: bool, _progress: Progress
) -> forgetting.Forgotten:  # fmt: skip
    return forgetting.erase(document, persons, authors, older_backups=backups)
