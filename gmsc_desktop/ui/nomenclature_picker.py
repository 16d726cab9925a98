"""Choosing a code from an imported list: type a code or words, arrows choose, Enter takes, Esc leaves all as it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.nomenclature.codes import Level, split_code
from gmsc_desktop.models.nomenclature.contents import Detail, Entry
from gmsc_desktop.models.nomenclature.file import ListFile
from gmsc_desktop.models.nomenclature.lists import SHARED
from gmsc_desktop.models.nomenclature.search import Found, search
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, SearchField, scrolled
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.nomenclature import listen, scope_of
from gmsc_desktop.ui.nomenclature_rows import EntryCells, EntryModel
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_number

VERSION = "daftar_nomenklatur"  # the name of the setting: which list is searched
WIDE, HIGH = 820, 500
_PAGE = 6


class CodePicker(QDialog):
    """A sheet over the window. ``taken`` carries the entry; what was typed before stays where nothing is taken."""

    taken = Signal(object)  # Entry

    def __init__(self, session: Session, parent: QWidget, text: str, prefer: Level | None) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(_("Pilih kode nomenklatur"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window = parent.window()
        self.resize(min(theme.px(WIDE), window.width() - 40), min(theme.px(HIGH), window.height() - 40))
        self._before, self._prefer, self._scope = parent, prefer, scope_of(session)
        self._settings = Settings()
        self.field = SearchField(_("Ketik kode atau kata, misalnya 2.16.03 atau aplikasi"), _("Cari kode"), WIDE)
        self.version = ChoiceField((), _("(daftar)"))
        self.version.setAccessibleName(_("Daftar yang dicari"))
        self.model = EntryModel(self._scope, self)
        self.list = self._list()
        self.detail = Label("", 13, tone="muted", wrap=True)
        self.said = Label("", 13, tone="muted")
        self.take_button = Button(_("Ambil kode ini"), "check", self.take, primary=True)
        self._stack = QStackedWidget()
        self._build()
        self.field.setText(_first_query(text))
        self.field.selectAll()
        self.field.textChanged.connect(lambda _text: self.search())
        self.field.installEventFilter(self)
        self.version.typed.connect(self._chosen_version)
        listen(self)
        self.refresh()

    # -- building

    def _list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(EntryCells(view))
        view.setAccessibleName(_("Kode yang cocok"))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.selectionModel().currentChanged.connect(lambda _now, _before: self._show_detail())
        view.doubleClicked.connect(lambda _index: self.take())
        return view

    def _build(self) -> None:
        found = QWidget()
        box = QVBoxLayout(found)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 3)
        line.addWidget(self.version, 2)
        box.addLayout(line)
        box.addWidget(self.list, 1)
        more = scrolled(self.detail)
        more.setFixedHeight(theme.px(58))
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.addWidget(more)
        self.get = Button(_("Impor daftar nomenklatur…"), "folder-open", self.manage, primary=True)
        empty = EmptyPage("list-checks", _("Belum ada daftar nomenklatur di komputer ini."), how_to_get(), self.get)
        self._stack.addWidget(found)
        self._stack.addWidget(empty)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        self.manage_button = Button(_("Kelola daftar…"), on_click=self.manage)
        foot.addWidget(self.manage_button)
        foot.addWidget(Button(_("Batal"), on_click=self.reject))
        foot.addWidget(self.take_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 14)
        whole.setSpacing(10)
        whole.addWidget(self._stack, 1)
        whole.addLayout(foot)

    # -- what is shown

    def lists_changed(self) -> None:
        """A list came or went."""
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """The lists of this computer, or how to get one."""
        versions = SHARED.get().versions
        self._stack.setCurrentIndex(0 if versions else 1)
        self.take_button.setVisible(bool(versions))
        self.manage_button.setVisible(bool(versions))
        self.get.setDefault(not versions)
        self.take_button.setDefault(bool(versions))
        self.version.set_options([Option(version.id, version.name) for version in versions])
        self.version.setVisible(len(versions) > 1)
        kept = self._settings.choice(VERSION)
        known = [version.id for version in versions]
        self.version.show_text(kept if kept in known else (known[0] if known else ""))
        self.said.setText("")
        if versions:
            self.search()
        self._focus_first()

    def _focus_first(self) -> None:
        first = self.field if self._stack.currentIndex() == 0 else self.get
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()

    def _file(self) -> ListFile | None:
        return SHARED.get().file(self.version.text())

    def search(self) -> None:
        """Show what fits what is typed."""
        file = self._file()
        if file is None:
            return
        try:
            found = search(file, self.field.text(), scope=self._scope, prefer=self._prefer)
        except UserFacingError as error:
            found = Found((), 0)
            self.model.show_entries(None, ())
            self.said.setText(f"{error.sentence} {error.next_step}")
            return
        self.model.show_entries(file, found.entries)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.take_button.setEnabled(bool(found.entries))
        self.said.setText(_count_words(found))
        self._show_detail()

    def _show_detail(self) -> None:
        entry, file = self.current(), self._file()
        try:
            detail = file.detail(entry.number) if entry is not None and file is not None else None
        except UserFacingError:
            detail = None
        self.detail.setText(_detail_words(detail) if detail is not None else "")

    def current(self) -> Entry | None:
        """The entry that Enter takes."""
        return self.model.entry(self.list.currentIndex())

    # -- what can be done

    def take(self) -> None:
        """Take the current entry."""
        entry = self.current()
        if entry is not None:
            self.accept()
            self._give_focus_back()
            self.taken.emit(entry)

    @override
    def reject(self) -> None:
        super().reject()
        self._give_focus_back()

    def _give_focus_back(self) -> None:
        import shiboken6

        if shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def manage(self) -> None:
        """The lists of this computer, where one is imported."""
        from gmsc_desktop.ui.nomenclature_dialog import NomenclatureDialog

        NomenclatureDialog(self).open()

    def _chosen_version(self) -> None:
        self._settings.keep_choice(VERSION, self.version.text())
        self.search()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys move in the list; Enter takes, Esc leaves at once."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}
        key = Qt.Key(event.key())
        if key in steps:
            row = self.list.currentIndex().row() + steps[key]
            last = self.model.rowCount() - 1
            self.list.setCurrentIndex(self.model.index(max(0, min(last, row)), 0))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
        elif key == Qt.Key.Key_Escape:
            self.reject()
        else:
            return False
        return True


def pick(session: Session, parent: QWidget, text: str, prefer: Level | None) -> CodePicker:
    """Open the picker over the window of ``parent``, which gets the focus back."""
    picker = CodePicker(session, parent, text, prefer)
    picker.open()
    return picker


def how_to_get() -> str:
    """Where a list comes from, and that nothing waits for it."""
    return _(
        "Unduh daftar nomenklatur urusan, program, kegiatan, dan subkegiatan sebagai Excel dari SIPD Kemendagri, atau "
        "minta berkasnya kepada Bappeda, lalu impor di sini. Tanpa daftar pun kode dapat diketik sendiri."
    )


def _first_query(text: str) -> str:
    """What is searched for at first: the code of a field, without words behind it; or the words."""
    code, words = split_code(text)
    return (code or words).strip()


def _count_words(found: Found) -> str:
    if not found.whole:
        return _("Tidak ada yang cocok. Kode yang Anda ketik tetap dapat dipakai: tekan Esc.")
    shown = len(found.entries)
    if shown < found.whole:
        return _("{shown} dari {whole} yang cocok; ketik lebih banyak untuk menyempitkan.").format(
            shown=format_number(shown), whole=format_number(found.whole)
        )
    return _("{count} cocok · ↑↓ memilih · Enter mengambil · Esc kembali").format(count=format_number(shown))


def _detail_words(detail: Detail) -> str:
    """Indicator, unit and what it replaces, each on a line."""
    lines = []
    if detail.indicator:
        unit = f" ({detail.unit})" if detail.unit else ""
        lines.append(_("Indikator: {indicator}").format(indicator=" ".join(detail.indicator.split())) + unit)
    if detail.performance:
        lines.append(_("Kinerja: {performance}").format(performance=" ".join(detail.performance.split())))
    if detail.replaces:
        lines.append(_("Menggantikan: {codes}").format(codes=", ".join(detail.replaces[:5])))
    if detail.definition:
        lines.append(_("Definisi: {definition}").format(definition=detail.definition.strip()))
    return "\n".join(lines)
