"""The window of an import: the sheet with its meanings left, what would result right, and one button that writes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange import layouts
from gmsc_desktop.exchange.review import Imported, Importer, Told
from gmsc_desktop.exchange.sheets import Book, Place
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, ElidedLabel
from gmsc_desktop.ui.help_open import show_help
from gmsc_desktop.ui.importing.asked import AskedPart
from gmsc_desktop.ui.importing.begin import BeginPart, file_given
from gmsc_desktop.ui.importing.column_files import LayoutButton
from gmsc_desktop.ui.importing.differing import DifferencesPart
from gmsc_desktop.ui.importing.doubts import DoubtsPart
from gmsc_desktop.ui.importing.leaving import may_leave, work_done
from gmsc_desktop.ui.importing.questions import Questions
from gmsc_desktop.ui.importing.result_tree import ResultTree
from gmsc_desktop.ui.importing.sheet_side import SheetSide
from gmsc_desktop.ui.importing.state import ReviewState
from gmsc_desktop.ui.importing.sums import SumsPart
from gmsc_desktop.ui.pages.page import KeptSplitter
from gmsc_desktop.ui.pages.tabs import Tabs
from gmsc_desktop.ui.session import Session


class ImportWindow(QDialog):
    """Reads a table, shows what it comes to, and writes it when the person agrees. ``imported`` carries what was."""

    imported = Signal(object, str)  # Imported, the label of the change

    def __init__(self, session: Session, importer: Importer, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(importer.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        window = parent.window()
        self.resize(min(theme.px(1400), window.width() - 24), min(theme.px(900), window.height() - 24))
        self._session = session
        self._writing = self._write_when_read = self._first_look = False
        self.state = ReviewState(session, importer, self)
        self.begin = BeginPart(self.state.jobs)
        self.name = ElidedLabel("", 16, theme.SEMIBOLD)
        self.other = Button(_("Berkas lain…"), "folder-open", self._other_file)
        self.layouts = LayoutButton(self.state)
        self.questions = Questions(self.state)
        self.side = SheetSide(self.state)
        self.tree = ResultTree()
        self.sums = SumsPart(session)
        self.doubts = DoubtsPart(self.state)
        self.differences = DifferencesPart(session)
        self.asked = AskedPart(self.state)
        self.tabs = Tabs(_("Yang akan diimpor"), tight=True)
        self.banner = Banner()
        self.why = ElidedLabel("", 13, tone="muted")
        self.bar = QProgressBar()
        self.cancel_button = Button(_("Batal"), on_click=self.reject)
        self.import_button = Button(_("Impor"), "check", self.write, primary=True)
        self._build()
        self._connect()
        self._show_stage()

    # -- building

    def _build(self) -> None:
        for title, part in (
            (_("Hasil"), self.tree),
            (_("Jumlah"), self.sums),
            (_("Perlu dilihat"), self.doubts),
            (_("Perbedaan"), self.differences),
            (_("Pertanyaan"), self.asked),
        ):
            self.tabs.add(title, part)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(_("Sedang bekerja"))
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        foot.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.layouts)
        head.addWidget(self.other)
        foot.addWidget(self.bar)
        foot.addWidget(self.why, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        splitter = KeptSplitter("import-review")
        splitter.addWidget(self.side)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 11)
        splitter.setStretchFactor(1, 10)
        splitter.setSizes([11_000, 10_000])
        splitter.setHandleWidth(13)
        splitter.restore()
        review = QWidget()
        inside = QVBoxLayout(review)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(head)
        inside.addWidget(self.banner)
        inside.addWidget(self.questions)
        inside.addWidget(splitter, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.begin)
        self.stack.addWidget(review)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(8)
        box.addWidget(self.stack, 1)
        box.addLayout(foot)

    def _connect(self) -> None:
        self.begin.book_read.connect(self.show_book)
        self.state.changed.connect(self._show_review)
        self.state.reading_changed.connect(self._tell_state)
        self.state.told_changed.connect(self.doubts.refresh)
        self.side.branch_asked.connect(self._show_branch)
        self.side.view.cell_changed.connect(self._follow_cell)
        for part in (self.tree, self.sums, self.doubts):
            part.cell_asked.connect(lambda place, focus: self.side.go_to(place, focus=focus))
        self.doubts.count_changed.connect(self._name_tabs)
        self.differences.decided.connect(self._tell_state)
        self.layouts.said.connect(self.banner.say)
        for keys, work in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self._step_back),
            (QKeySequence(QKeySequence.StandardKey.Paste), self._paste),
            (QKeySequence("F6"), partial(self._next_area, 1)),
            (QKeySequence("Shift+F6"), partial(self._next_area, -1)),
            (QKeySequence("F1"), self._help),
        ):
            QShortcut(keys, self).activated.connect(work)

    # -- showing

    def show_book(self, book: Book) -> None:
        """Show another book."""
        self.name.setText(book.name)
        self._first_look = True
        self.differences.forget()
        self.doubts.forget()
        self.state.open(book)
        self.side.refresh()
        self._show_stage()

    def _show_stage(self) -> None:
        reviewing = bool(self.state.book.sheets)
        self.stack.setCurrentIndex(1 if reviewing else 0)
        self.import_button.setVisible(reviewing)
        self.import_button.setDefault(reviewing)
        self.begin.choose.setDefault(not reviewing)
        self._tell_state()
        (self.side.view if reviewing else self.begin.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_review(self) -> None:
        review = self.state.review
        self.side.refresh()
        self.questions.refresh()
        if review is not None:
            self.name.setText(_("{file} · {title}").format(file=self.state.book.name, title=review.title))
            self.tree.show_review(review)
            self.sums.show_review(review)
            self.differences.show_review(review)
        self.doubts.refresh()
        self.asked.refresh()
        self.tabs.setEnabled(review is not None)
        if self.state.remembered:
            self.banner.say(
                "info",
                _("Kolomnya dicocokkan seperti terakhir kali untuk tabel seperti ini."),
                _("Baca menurut kepalanya"),
                self.state.read_by_headings,
            )
        else:
            self.banner.hide()
        self._name_tabs()
        self._tell_state()
        needed = self.questions.first_needed()
        if self._first_look:
            self._first_look = False
            if needed is not None:
                needed.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._write_when_read:
            self._write_when_read = False
            self.write()

    def _name_tabs(self, _count: int = 0) -> None:
        review = self.state.review
        waiting = sum(one not in self.doubts.seen_ones for one in review.doubts) if review is not None else 0
        wrong = sum(not one.agrees for one in review.sums) if review is not None else 0
        found = len(review.differences) + len(review.ties) if review is not None else 0
        for at, (title, count) in enumerate(
            (
                (_("Hasil"), 0),
                (_("Jumlah"), wrong),
                (_("Perlu dilihat"), waiting),
                (_("Perbedaan"), found),
                (_("Pertanyaan"), self.asked.open_count),
            )
        ):
            words = _("{title} ({count})").format(title=title, count=count) if count else title
            self.tabs.bar.setTabText(at, plain.no_mnemonic(words))
        again = review is not None and not review.needs and bool(review.again or review.ties)
        self.tabs.bar.setTabVisible(3, again)
        self.tabs.bar.setTabVisible(4, self.asked.any)

    def why_not(self) -> str:
        """Why nothing can be written now; "" where it can."""
        review = self.state.review
        if self._writing:
            return _("Menyimpan…")
        if self.state.reading:
            return _("Membaca tabel…")
        if review is None:
            return _("Tabelnya belum ditemukan.") if self.state.refused is not None else ""
        if review.needs:
            return self.questions.why()
        if review.again and not self._chosen():
            if review.differences:
                return _("Belum ada perbedaan yang dipilih untuk diambil.")
            return _("Isi berkas ini sama dengan isi rencana, sehingga tidak ada yang perlu diimpor.")
        return ""

    def _chosen(self) -> int:
        """How many records would be written."""
        return sum(map(self.differences.taken, ("added", "changed", "removed")))

    def _tell_state(self) -> None:
        reviewing = bool(self.state.book.sheets)
        why = self.why_not()
        ready = reviewing and not why and self.state.review is not None
        self.import_button.setEnabled(ready)
        self.bar.setVisible(reviewing and (self.state.reading or self._writing))
        self.cancel_button.setEnabled(not self._writing)
        for part in (self.stack, self.other):
            part.setEnabled(not self._writing)
        self.why.setText(why or (self._summary() if ready else ""))

    def _summary(self) -> str:
        taken = self.differences.taken
        words = _("{added} catatan akan ditambahkan, {changed} diubah, {removed} dihapus. Dapat diurungkan sekaligus.")
        return words.format(added=taken("added"), changed=taken("changed"), removed=taken("removed"))

    # -- moving about

    def _show_branch(self, place: Place) -> None:
        self.tabs.choose(self.tree)
        if self.tree.show_place(place):
            self.tree.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_cell(self, row: int, column: int) -> None:
        """The tree shows the branch of the cell in which the person moves."""
        if self.side.view.hasFocus() and self.tabs.stack.currentWidget() is self.tree:
            self.tree.show_place(Place(self.side.view.cells.sheet.name, row, column))

    def areas(self) -> list[QWidget]:
        """Questions, sheet, column, result, button: F6 goes round."""
        current = self.tabs.stack.currentWidget()
        lists: dict[QWidget | None, QWidget] = {
            self.tree: self.tree.tree, self.sums: self.sums.list, self.doubts: self.doubts.list,
            self.differences: self.differences.list, self.asked: self.asked.list,
        }  # fmt: skip
        right = lists.get(current)
        listed = [self.questions.first_needed(), self.side.view, self.side.matcher.meaning, self.tabs.bar, right]
        listed.append(self.import_button if self.import_button.isEnabled() else self.cancel_button)
        return [one for one in listed if one is not None and one.isVisible() and one.isEnabled()]

    def _next_area(self, step: int) -> None:
        areas = self.areas() if self.stack.currentIndex() else [self.begin.choose, self.cancel_button]
        here = next((at for at, one in enumerate(areas) if one.hasFocus() or one.isAncestorOf(self.focusWidget())), -1)
        areas[(here + step) % len(areas)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _help(self) -> None:
        menus = getattr(getattr(self.parentWidget(), "top", None), "menus", None)
        if menus is not None:
            show_help(self, menus, "importing")  # over this window: the one below it takes no clicks now

    def _step_back(self) -> None:
        if self.stack.currentIndex() and not self._writing:
            self.state.step_back()

    # -- files

    def _paste(self) -> None:
        if not self.stack.currentIndex():
            self.begin.paste_block()

    def _other_file(self, path: Path | None = None) -> None:
        if self._may_leave():
            self.state.open(Book("", "", ()))
            self._show_stage()
            self.begin.choose_file() if path is None else self.begin.read(path)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_given(event.mimeData()) is not None and not self._writing:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Another file, which takes the place of the one that is reviewed."""
        event.acceptProposedAction()
        self._other_file(file_given(event.mimeData()))

    # -- writing

    def write(self) -> None:
        """Write what was reviewed as one change, and close; what stands in the way is told."""
        if self.why_not() or self.state.review is None:
            return
        self._session.flush()
        if not self.state.is_current:
            self._write_when_read = True
            self.state.read_again()
            return
        review = self.state.review
        self._writing = True
        self._tell_state()
        self._session.keep_before(self._chosen())
        work = partial(
            self.state.importer.write,
            review=review,
            skip=frozenset(self.differences.skip),
            remove=frozenset(self.differences.remove),
        )
        label = review.label
        self._session.submit(label, work, done=lambda result: self._written(result, label), refused=self._refused)

    def _written(self, result: object, label: str) -> None:
        self._writing = False
        assert isinstance(result, Imported)
        review, told = self.state.review, self.state.told
        if review is not None and told.columns and review.fingerprint:
            kept = layouts.remember(review.fingerprint, self.state.importer.mapping(review, Told()))
            if not kept:
                sentence = _("Susunan kolom ini tidak dapat diingat di komputer ini. Simpan sebagai berkas lain kali.")
                result = replace(result, sentences=(*result.sentences, sentence))
        self.imported.emit(result, label)
        self.accept()

    def _refused(self, error: UserFacingError) -> None:
        self._writing = False
        self.banner.say("error", f"{error.sentence} {error.next_step}".strip())
        self._tell_state()

    # -- leaving

    def _may_leave(self) -> bool:
        """Whether what was answered, corrected, looked at and decided may be lost."""
        return may_leave(self, work_done(self.state, self.doubts, self.differences))

    @override
    def reject(self) -> None:
        if not self._writing and self._may_leave():
            super().reject()

    @override
    def done(self, result: int) -> None:
        self.state.close()
        super().done(result)
