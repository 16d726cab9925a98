"""The colours of the window by their use, for light, dark and high contrast, and the look of the six dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour (#RRGGBB) for each use; widgets name the use, never the colour."""

    window: str
    surface: str
    sidebar: str
    hover: str
    selected: str
    line: str
    border: str
    field: str
    text: str
    muted: str
    faint: str
    disabled: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    primary_off: str
    on_primary_off: str
    focus: str
    ok: str
    ok_ground: str
    warn: str
    warn_ground: str
    error: str
    error_ground: str
    info_ground: str
    seen_level: str  # behind the cells of an imported sheet, by what their column holds
    seen_indicator: str
    seen_figure: str
    seen_money: str
    seen_agency: str
    seen_time: str
    mark: str  # found words on a page, which is white in every look
    mark_edge: str
    SG: str
    SB: str
    SE: str
    SL: str
    SS: str
    SV: str


_DIMENSIONS_LIGHT = {
    "SG": "#1F2F63",
    "SB": "#A0335F",
    "SE": "#BD8008",
    "SL": "#118297",
    "SS": "#6626B6",
    "SV": "#527239",
}
_DIMENSIONS_DARK = {
    "SG": "#7490C0",
    "SB": "#F1729A",
    "SE": "#EEDA5F",
    "SL": "#76D6E5",
    "SS": "#B998FE",
    "SV": "#85C680",
}

LIGHT = Tokens(
    window="#F5F6F8",
    surface="#FFFFFF",
    sidebar="#ECEFF3",
    hover="#E9EDF2",
    selected="#DCE8F8",
    line="#E6EAEF",
    border="#D5DBE3",
    field="#8592A3",
    text="#1A222D",
    muted="#515D6C",
    faint="#5F6B7A",
    disabled="#7C8795",
    accent="#1659B5",
    accent_hover="#114C9E",
    accent_press="#0D3F85",
    on_accent="#FFFFFF",
    primary_off="#C9D3E0",
    on_primary_off="#5B6878",
    focus="#1659B5",
    ok="#1B7340",
    ok_ground="#E5F4EA",
    warn="#8A5300",
    warn_ground="#FDF1DC",
    error="#B3261E",
    error_ground="#FCE9E7",
    info_ground="#E6EFFB",
    seen_level="#DFEAFB",
    seen_indicator="#EBE4FA",
    seen_figure="#DDF1E4",
    seen_money="#FBEBC8",
    seen_agency="#D8EFF1",
    seen_time="#FAE0E8",
    mark="#FFE48A",
    mark_edge="#8A5300",
    **_DIMENSIONS_LIGHT,
)
DARK = Tokens(
    window="#14181E",
    surface="#1B2027",
    sidebar="#101419",
    hover="#262D37",
    selected="#1F3A5F",
    line="#2A313B",
    border="#36404C",
    field="#6F7D8E",
    text="#E7EBF0",
    muted="#A9B4C2",
    faint="#8E9AAA",
    disabled="#75818F",
    accent="#6FA8F5",
    accent_hover="#8AB9F8",
    accent_press="#A3C8FA",
    on_accent="#0B1A2E",
    primary_off="#2C3540",
    on_primary_off="#75818F",
    focus="#8AB9F8",
    ok="#6FCB8F",
    ok_ground="#16301F",
    warn="#F0B95C",
    warn_ground="#36290F",
    error="#FF8F86",
    error_ground="#3D1B1A",
    info_ground="#182B45",
    seen_level="#1B3050",
    seen_indicator="#30264D",
    seen_figure="#183824",
    seen_money="#3B2D10",
    seen_agency="#123A40",
    seen_time="#41202D",
    mark="#FFE48A",
    mark_edge="#8A5300",
    **_DIMENSIONS_DARK,
)
CONTRAST = Tokens(
    window="#FFFFFF",
    surface="#FFFFFF",
    sidebar="#FFFFFF",
    hover="#E6E6E6",
    selected="#CFE3FF",
    line="#BDBDBD",
    border="#4A4A4A",
    field="#000000",
    text="#000000",
    muted="#262626",
    faint="#3D3D3D",
    disabled="#5E5E5E",
    accent="#003E9C",
    accent_hover="#002E75",
    accent_press="#002055",
    on_accent="#FFFFFF",
    primary_off="#E6E6E6",
    on_primary_off="#5E5E5E",
    focus="#000000",
    ok="#00501E",
    ok_ground="#FFFFFF",
    warn="#6B3A00",
    warn_ground="#FFFFFF",
    error="#9B0000",
    error_ground="#FFFFFF",
    info_ground="#FFFFFF",
    seen_level="#D6E6FF",
    seen_indicator="#E9DCFF",
    seen_figure="#CFF3DA",
    seen_money="#FFE9B0",
    seen_agency="#C8F1F5",
    seen_time="#FFD9E4",
    mark="#FFE48A",
    mark_edge="#000000",
    **_DIMENSIONS_LIGHT,
)
SCHEMES: dict[Scheme, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

# Official order on the screen, with the two letters of grey prints and the icon; names come from the paket acuan.
DIMENSION_MARKS = {"SG": "Go", "SB": "Br", "SE": "Ec", "SL": "Li", "SS": "So", "SV": "En"}
DIMENSION_ICONS = {
    "SG": "landmark",
    "SB": "megaphone",
    "SE": "coins",
    "SL": "heart-pulse",
    "SS": "users",
    "SV": "leaf",
}
