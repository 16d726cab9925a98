"""What would change in the plan: each record can be left out, and nothing goes that nobody chose to delete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.exchange.review import Difference, Review, Tied
from gmsc_desktop.text import _
from gmsc_desktop.ui.controls import Button, Label
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.ui.tables.columns import Look

_Kind = Literal["added", "changed", "removed", "tied"]


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    kind: _Kind
    what: str
    name: str
    told: str
    chosen: bool
    ties: int = 0
    along: str = ""  # what stands above it and is deleted: it goes along, whatever is decided of itself

    @property
    def decision(self) -> str:
        """What happens with it."""
        if self.kind == "removed":
            return _("Ikut dihapus") if self.along else _("Dihapus") if self.chosen else _("Tetap disimpan")
        if self.kind == "tied":
            return _("Ikut") if self.chosen else _("Petakan lagi")
        return _("Diambil") if self.chosen else _("Dilewati")

    @property
    def look(self) -> Look:
        """The decision as an icon."""
        if self.kind == "removed":
            return Look("trash-2", "error") if self.chosen else Look("circle", "muted")
        if self.kind == "tied":
            return Look("check", "ok") if self.chosen else Look("triangle-alert", "warn")
        return Look("check", "ok") if self.chosen else Look("minus", "muted")


class _List(Grid):
    toggled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, "import-differences", _("Perbedaan dengan rencana ini"), list(_columns()))
        self.doubleClicked.connect(lambda _index: self.toggled.emit())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class DifferencesPart(QWidget):
    """Added, changed and removed records with their values before and after, and the mappings to an older document."""

    decided = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.skip: set[str] = set()
        self.remove: set[str] = set()
        self._lines: list[_Line] = []
        self._names: dict[str, str] = {}
        self._below: dict[str, list[Difference]] = {}  # by a record that the file does not have: what goes with it
        self._review: Review | None = None
        self.words = Label("", 13, tone="muted", wrap=True)
        self.kind = ChoiceField((), _("Semua perbedaan"))
        self.kind.setAccessibleName(_("Perbedaan yang ditampilkan"))
        self.kind.typed.connect(self._filter)
        self.list = _List(session)
        self.list.toggled.connect(self.toggle)
        self.list.row_changed.connect(self._tell)
        self.detail = Label("", 13, wrap=True)
        self.change = Button("", on_click=self.toggle)
        foot = QHBoxLayout()
        foot.addWidget(self.detail, 1)
        foot.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 0)
        box.setSpacing(6)
        box.addWidget(self.words)
        box.addWidget(self.kind)
        box.addWidget(self.list, 1)
        box.addLayout(foot)

    def forget(self) -> None:
        """Nothing is decided: another file is another question, also about the same records."""
        self.skip, self.remove = set(), set()

    def taken(self, kind: str) -> int:
        """How many records would be "added", "changed" or "removed", as it is decided now."""
        found = [] if self._review is None else [one.id for one in self._review.differences if one.kind == kind]
        if kind == "removed":
            return sum(line.chosen for line in self._lines if line.kind == kind)
        return sum(one not in self.skip for one in found)

    # -- showing

    def show_review(self, review: Review) -> None:
        """Show the differences of a review; what was decided of those that are still there stays."""
        self._review = review
        self._names, self._below = {one.id: one.name for one in review.differences}, {}
        for one in review.differences:
            for owner in one.above:
                self._below.setdefault(owner, []).append(one)
        self.skip &= {one.id for one in review.differences if one.kind != "removed"}
        self.remove &= {one.id for one in review.differences if one.kind == "removed"}
        self._read()
        options = [
            Option(kind, f"{words} ({count})")
            for kind, words in _kinds()
            if (count := sum(line.kind == kind for line in self._lines))
        ]
        self.kind.set_options(options)
        self.words.setText(self._sentence(review))
        if not self.list.currentIndex().isValid() and self.list.rows.shown:
            self.list.go_to(self.list.rows.shown[0].id)

    def _read(self) -> None:
        review = self._review
        if review is None:
            return
        order = {"changed": 0, "removed": 1, "added": 2}
        ranked = sorted(review.differences, key=lambda one: order[one.kind])
        ties = sorted(enumerate(review.ties), key=lambda pair: pair[1].goes_over)
        self._lines = [_of_tie(at, tie) for at, tie in ties] + [self._line(one) for one in ranked]
        self.list.rows.set_rows(self._lines)
        self._tell(self.list.current_id)

    def _line(self, one: Difference) -> _Line:
        if one.kind == "removed":
            return self._gone(one)
        told = "; ".join(
            _("{field}: {before} → {after}").format(field=label, before=before or _("kosong"), after=after)
            for label, before, after in one.fields
        )
        return _Line(one.id, one.kind, one.label, one.short_name, told or one.owner, one.id not in self.skip)

    def _gone(self, one: Difference) -> _Line:
        """A record that the file does not have: with the mappings of all that would go with it."""
        above = next((self._names[owner] for owner in one.above if owner in self.remove), "")
        below = self._below.get(one.id, [])
        told = _("Ikut “{name}”.").format(name=above) if above else _("Tidak ada di berkas ini.")
        if below:
            told += " " + _("{count} di bawahnya ikut bila dihapus.").format(count=len(below))
        chosen, ties = bool(above) or one.id in self.remove, one.ties + sum(other.ties for other in below)
        return _Line(one.id, one.kind, one.label, one.short_name, told, chosen, ties, above)

    def _sentence(self, review: Review) -> str:
        parts = []
        if review.again:
            parts.append(_("Rencana ini sudah memuat {name}.").format(name=review.again))
        if any(one.kind == "removed" for one in review.differences):
            parts.append(_("Yang tidak ada di berkas ini tetap disimpan, kecuali Anda memilih menghapusnya."))
        if any(not one.goes_over for one in review.ties):
            parts.append(_("Pemetaan yang tidak menemukan padanannya perlu dipetakan lagi."))
        return " ".join(parts)

    def _filter(self) -> None:
        kind = self.kind.text()
        self.list.rows.set_filter("", (lambda line: line.kind == kind) if kind else None)

    def _tell(self, line_id: str) -> None:
        line = next((one for one in self._lines if one.id == line_id), None)
        self.change.setVisible(line is not None and line.kind != "tied" and not line.along)
        self.detail.setVisible(line is not None)
        if line is None:
            return
        told = line.told
        if line.ties and line.kind == "removed":
            words = _("{count} pemetaan terkait padanya, dan ikut terhapus bila ini dihapus.")
            told = f"{told} {words.format(count=line.ties)}".strip()
        self.detail.setText(" · ".join(part for part in (line.name, told) if part)[:500])
        take, leave = {
            "added": (_("Ambil"), _("Lewati")), "changed": (_("Ambil"), _("Lewati")),
            "removed": (_("Hapus"), _("Tetap simpan")), "tied": ("", ""),
        }[line.kind]  # fmt: skip
        self.change.setText(leave if line.chosen else take)

    # -- deciding

    def toggle(self) -> None:
        """Decide the other way about the current record, and about all selected ones of its sort as about it."""
        line = next((one for one in self._lines if one.id == self.list.current_id), None)
        if line is None or line.kind == "tied" or line.along:
            return
        goes = line.kind == "removed"
        selected = {*self.list.chosen_ids, line.id}
        ids = {one.id for one in self._lines if one.id in selected and (one.kind == "removed") == goes}
        if goes:
            self.remove = self.remove - ids if line.chosen else self.remove | ids
        else:
            ids -= {one.id for one in self._lines if one.kind == "tied"}
            self.skip = self.skip | ids if line.chosen else self.skip - ids
        self._read()
        self.decided.emit()


def _of_tie(at: int, tie: Tied) -> _Line:
    told = _("Ikut ke dokumen yang baru.") if tie.goes_over else _("Tidak ada padanannya di dokumen yang baru.")
    return _Line(f"tie{at}", "tied", tie.label, tie.name, told, tie.goes_over)


def _kinds() -> Iterator[tuple[_Kind, str]]:
    yield "changed", _("Berubah")
    yield "removed", _("Tidak ada di berkas")
    yield "added", _("Baru")
    yield "tied", _("Pemetaan")


def _columns() -> Iterator[Column]:
    kinds = dict(_kinds())
    yield Column(
        "decision", _("Keputusan"), lambda row: row.decision, width=132, style="state", look=lambda row: row.look
    )
    yield Column("kind", _("Perbedaan"), lambda row: kinds[row.kind], width=108, style="muted", yields=True)
    yield Column("what", _("Jenis"), lambda row: row.what, width=124, style="muted", yields=True)
    yield Column("name", _("Nama"), lambda row: row.name, width=160, style="name")
    yield Column("told", _("Sebelum → sesudah"), lambda row: row.told, width=180, stretch=True)
