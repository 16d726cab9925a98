"""The colours of paper, start page and charts: the light tokens of the look, as RRGGBB."""

from __future__ import annotations

TEXT = "1A222D"
MUTED = "515D6C"
FAINT = "5F6B7A"
BORDER = "D5DBE3"
LINE = "E6EAEF"
GROUND = "F5F6F8"
ACCENT = "1659B5"
ACCENT_GROUND = "E6EEF9"
OK = "1B7340"
WARN = "8A5300"
WARN_GROUND = "FDF1DC"
ERROR = "B3261E"
WHITE = "FFFFFF"
RIBBON = 0.34  # of a dimension's colour, in what flows to it


def ink_on(colour: str) -> str:
    """White where letters on this ground reach 4.5 : 1 (WCAG 2.1, 1.4.3), else the text colour."""
    return WHITE if 1.05 / (_luminance(colour) + 0.05) >= 4.5 else TEXT


def tint(colour: str, share: float) -> str:
    """The colour mixed with white; ``share`` 1 is the colour itself, 0 is white."""
    return mixed(colour, WHITE, share)


def mixed(colour: str, ground: str, share: float) -> str:
    """The colour mixed with a ground; ``share`` 1 is the colour itself, 0 is the ground."""
    parts = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (0, 2, 4))
    return "".join(f"{round(under - (under - part) * share):02X}" for part, under in parts)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
