"""The look in force: colours by use, fonts and sizes, and the style of the application."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from gmsc_desktop.paths import resource
from gmsc_desktop.ui.tokens import LIGHT, SCHEMES, Scheme, Tokens

FAMILY = "Source Sans 3"
NARROW = 1150  # at 100 %: a window below this width has a rail and fewer columns
TEXT_SIZES = (90, 100, 115, 130)
NORMAL, MEDIUM, SEMIBOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold


@dataclass
class _Look:
    tokens: Tokens = LIGHT
    scheme: Scheme = "light"
    percent: int = 100
    qlementine: bool = False
    fonts_loaded: bool = False


_look = _Look()


def scheme() -> Scheme:
    """The colours in force."""
    return _look.scheme


def percent() -> int:
    """The size of text in force, one of ``TEXT_SIZES``."""
    return _look.percent


def is_qlementine() -> bool:
    """Whether Qlementine draws; otherwise Fusion does."""
    return _look.qlementine


def colour(use: str) -> QColor:
    """The colour of a use: a field of ``Tokens``, which also has the codes of the six dimensions."""
    return QColor(getattr(_look.tokens, use))


def dimension_colour(code: str) -> QColor:
    """The colour of a dimension; neutral for a code that is none of the six."""
    return QColor(getattr(_look.tokens, code, _look.tokens.faint))


def dimension_ink(code: str) -> QColor:
    """Numerals and icons on a dimension's colour; white on Smart Economy would be only 3.4 : 1."""
    return colour("text") if code == "SE" and _look.scheme != "dark" else colour("surface")


def px(size: float) -> int:
    """Logical pixels of a size at the chosen size of text; distances between things stay as they are."""
    return round(size * _look.percent / 100)


def is_narrow(width: int) -> bool:
    """Whether a window of this width has room for a rail only, at the size of text in force."""
    return width < NARROW * _look.percent / 100


def font(size: float = 14, weight: QFont.Weight = NORMAL, *, italic: bool = False) -> QFont:
    """The font of the window; ``size`` is in logical pixels at 100 %."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(weight)
    made.setItalic(italic)
    return made


def palette() -> QPalette:
    """The tokens in Qt's roles."""
    made = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    uses = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "window",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.Highlight: "selected",
        role.HighlightedText: "text",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.PlaceholderText: "faint",
        role.ToolTipBase: "text",
        role.ToolTipText: "surface",
        role.Mid: "border",
        role.Midlight: "line",
        role.Dark: "field",
        role.Light: "surface",
        role.Shadow: "field",
        role.BrightText: "text",  # of the second sentence in a message box, which is no error
    }
    for one, use in uses.items():
        made.setColor(one, colour(use))
    for one in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(group.Disabled, one, colour("disabled"))
    made.setColor(group.Disabled, role.Base, colour("window"))
    return made


def wanted_scheme(app: QApplication, choice: str) -> Scheme:
    """The colours for a setting: light, dark, contrast, or ``auto`` for what the system asks for."""
    if choice in SCHEMES:
        return choice
    hints = app.styleHints()
    accessibility = hints.accessibility()
    if accessibility is not None and accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, choice: str = "auto", percent: int = 100, style: str = "qlementine") -> None:
    """Dress the application, at start and again when a setting changes; every widget with ``restyle`` is told.

    No application style sheet is ever set: it would wrap the style and hide it.
    """
    _look.scheme = wanted_scheme(app, choice)
    _look.tokens = SCHEMES[_look.scheme]
    _look.percent = percent if percent in TEXT_SIZES else 100
    if not _look.fonts_loaded:
        for path in sorted(resource("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
        _look.fonts_loaded = True
    _look.qlementine = style != "fusion" and _install_qlementine(app)
    if not _look.qlementine:
        app.setStyle("Fusion")
    with _nothing_collected():
        app.setPalette(palette())
        app.setFont(font())
        for widget in app.allWidgets():
            restyle = getattr(widget, "restyle", None)
            if restyle is not None:
                restyle()
            widget.update()


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """While Qt hands out all its widgets, none may go with Python's rubbish: a list of them would point nowhere."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _install_qlementine(app: QApplication) -> bool:
    try:
        from gmsc_desktop.ui import qlementine
    except ImportError:
        return False
    qlementine.install(app)
    return True
