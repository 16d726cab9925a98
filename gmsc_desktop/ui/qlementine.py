"""Qlementine in our colours and fonts; without the library this module cannot be imported and Fusion draws."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from PySide6Qlementine import AutoIconColor, QlementineStyle, Theme

from gmsc_desktop.ui import theme

_COLOURS = {
    "backgroundColorMain1": "surface",
    "backgroundColorMain2": "window",
    "backgroundColorMain3": "line",
    "backgroundColorMain4": "border",
    "backgroundColorWorkspace": "sidebar",
    "backgroundColorTabBar": "sidebar",
    "borderColor": "border",
    "borderColorHovered": "field",
    "borderColorPressed": "field",
    "borderColorDisabled": "line",
    "focusColor": "focus",
    "primaryColor": "accent",
    "primaryColorHovered": "accent_hover",
    "primaryColorPressed": "accent_press",
    "primaryColorDisabled": "primary_off",
    "primaryColorForeground": "on_accent",
    "primaryColorForegroundHovered": "on_accent",
    "primaryColorForegroundPressed": "on_accent",
    "primaryColorForegroundDisabled": "on_primary_off",
    "primaryAlternativeColor": "accent",
    "primaryAlternativeColorHovered": "accent_hover",
    "primaryAlternativeColorPressed": "accent_press",
    "secondaryColor": "text",
    "secondaryColorHovered": "text",
    "secondaryColorPressed": "text",
    "secondaryColorDisabled": "disabled",
    "secondaryAlternativeColor": "muted",
    "secondaryAlternativeColorHovered": "text",
    "secondaryAlternativeColorPressed": "text",
    "secondaryAlternativeColorDisabled": "disabled",
    "neutralColor": "hover",
    "neutralColorHovered": "line",
    "neutralColorPressed": "border",
    "neutralColorDisabled": "window",
    "statusColorError": "error",
    "statusColorWarning": "warn",
    "statusColorSuccess": "ok",
    "statusColorInfo": "accent",
}


def _theme() -> Theme:
    made = Theme.makeDark() if theme.scheme() == "dark" else Theme.makeLight()
    for attribute, use in _COLOURS.items():
        setattr(made, attribute, theme.colour(use))
    made.fontSize, made.fontSizeS1 = theme.px(14), theme.px(12)
    made.fontRegular, made.fontBold, made.fontCaption = theme.font(), theme.font(14, theme.MEDIUM), theme.font(12)
    for number, size in enumerate((24, 20, 16, 15, 14), start=1):
        setattr(made, f"fontH{number}", theme.font(size, theme.SEMIBOLD))
    made.controlHeightLarge, made.controlHeightMedium = theme.px(32), theme.px(28)
    made.borderRadius, made.menuItemBorderRadius, made.checkBoxBorderRadius = 6.0, 4.0, 4.0
    made.focusBorderWidth, made.animationDuration, made.focusAnimationDuration = 2, 0, 0
    made.palette = theme.palette()
    return made


def install(app: QApplication) -> None:
    """Make the style, or give the present one the tokens in force. A theme is a copy: it is set anew each time."""
    style = app.style()
    if not isinstance(style, QlementineStyle):
        style = QlementineStyle(app)
        style.setAnimationsEnabled(False)
        style.setTheme(_theme())
        app.setStyle(style)
        return
    style.setTheme(_theme())


def keep_icon_colours(widget: QWidget) -> None:
    """Leave our own tint on the widget's icon."""
    QlementineStyle.setAutoIconColor(widget, AutoIconColor.None_)
