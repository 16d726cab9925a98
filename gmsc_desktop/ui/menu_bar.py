"""The menu bar inside the top row, and the menu of theme and size of text that every window has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction, QActionEvent, QActionGroup, QRegion, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from gmsc_desktop.late import override
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import ToolButton
from gmsc_desktop.ui.settings import Settings

FILE, EDIT, VIEW, SUPPORT = m("&Berkas"), m("&Sunting"), m("&Tampilan"), m("Bant&uan")


def menu_letters() -> str:
    """The letters with which Alt opens a menu of the bar, in the language of the screen."""
    return "".join(_(title).partition("&")[2][:1].lower() for title in (FILE, EDIT, VIEW, SUPPORT))


class MenuBar(QMenuBar):
    """A menu bar in a layout: the lines that styles draw above and below it are masked away."""

    def __init__(self) -> None:
        super().__init__()
        self.setNativeMenuBar(False)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setFixedHeight(max(28, self.sizeHint().height()))

    @override
    def actionEvent(self, event: QActionEvent) -> None:
        super().actionEvent(event)
        self.restyle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMask(QRegion(QRect(0, 2, self.width(), self.height() - 4)))


def dress(settings: Settings) -> None:
    """Give all windows the look that the settings say."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        style = "qlementine" if theme.is_qlementine() else "fusion"
        theme.apply(app, settings.theme, settings.text_percent, style)


def _set_theme(settings: Settings, choice: str) -> None:
    settings.theme = choice
    dress(settings)


def _set_text_percent(settings: Settings, percent: int) -> None:
    settings.text_percent = percent
    dress(settings)


def fill_look(menu: QMenu, settings: Settings) -> None:
    """Theme, size of text and language as three menus in ``menu``."""
    themes = QMenu(_("&Tema"), menu)
    menu.addMenu(themes)
    words = {
        "auto": _("Mengikuti sistem"),
        "light": _("Terang"),
        "dark": _("Gelap"),
        "contrast": _("Kontras tinggi"),
    }
    group = QActionGroup(themes)
    for choice, name in words.items():
        action = themes.addAction(name)
        action.setCheckable(True)
        action.setChecked(settings.theme == choice)
        action.triggered.connect(lambda _checked=False, choice=choice: _set_theme(settings, choice))
        group.addAction(action)
    sizes = QMenu(_("&Ukuran teks"), menu)
    menu.addMenu(sizes)
    group = QActionGroup(sizes)
    for percent in theme.TEXT_SIZES:
        action = sizes.addAction(_("{percent} %").format(percent=percent))
        action.setCheckable(True)
        action.setChecked(settings.text_percent == percent)
        action.triggered.connect(lambda _checked=False, percent=percent: _set_text_percent(settings, percent))
        group.addAction(action)
    _fill_languages(menu, settings)


LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}  # each by its own name
SPOKEN = {"id": m("Indonesia"), "en": m("Inggris")}


def _fill_languages(menu: QMenu, settings: Settings) -> None:
    languages = QMenu(_("Ba&hasa"), menu)
    menu.addMenu(languages)
    group = QActionGroup(languages)
    for code, name in LANGUAGES.items():
        action = languages.addAction(name)
        action.setCheckable(True)
        action.setChecked(settings.language == code)
        action.triggered.connect(lambda _checked=False, code=code: _set_language(menu, settings, code))
        group.addAction(action)


def _set_language(menu: QMenu, settings: Settings, code: str) -> None:
    """Keep the choice; what is open stays as it is, so that no window speaks two languages."""
    if settings.language == code:
        return
    from PySide6.QtWidgets import QMessageBox

    settings.language = code
    settings.sync()
    sentence = _("Layar berbahasa {language} setelah aplikasi ditutup lalu dibuka lagi.")
    box = plain.message(
        menu.window(),
        QMessageBox.Icon.Information,
        sentence.format(language=_(SPOKEN[code])),
        _("Dokumen cetak, Excel, dan paket tetap berbahasa Indonesia. Semua isi rencana tetap seperti Anda tulis."),
    )
    box.addButton(_("Tutup"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


class ThemeButton(ToolButton):
    """From light to dark and back."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("moon", _("Tema gelap"), on_click=self._next)
        self._settings = settings

    def _next(self) -> None:
        _set_theme(self._settings, "light" if theme.scheme() == "dark" else "dark")

    @override
    def restyle(self) -> None:
        dark = theme.scheme() == "dark"
        self._icon = "sun" if dark else "moon"
        self.set_name(_("Tema terang") if dark else _("Tema gelap"))
        super().restyle()


def support_menu(parent: QWidget, helping: Sequence[QAction], settings: Settings) -> QMenu:
    """The menu Bantuan: the help's own actions, a report on a fault, what this program is."""
    menu = QMenu(_(SUPPORT), parent)
    menu.addActions(list(helping))
    menu.addSeparator()
    report = menu.addAction(_("&Laporan masalah…"))
    report.triggered.connect(lambda _checked=False: _report(parent.window(), settings))
    menu.addAction(_("&Tentang GMSC Desktop")).triggered.connect(lambda _checked=False: _about(parent.window()))
    return menu


def _report(parent: QWidget, settings: Settings) -> None:
    from gmsc_desktop.ui.help_report import show_report

    show_report(parent, settings)


def _about(parent: QWidget) -> None:
    from gmsc_desktop.ui.help_about import AboutDialog

    AboutDialog(parent).exec()
