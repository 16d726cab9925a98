"""The title that a plan begins with, made of its region and period; one that a person wrote is their own."""

from __future__ import annotations

import re

from gmsc_desktop.text import _, in_source_language


@in_source_language
def default_title(region: str, start: int, end: int) -> str:
    """The title of a plan before anybody has written another one; Indonesian, as on the book."""
    return _("Rencana Induk Smart City {name} {start}–{end}").format(name=region, start=start, end=end)


def renewed_title(title: str, region: str, start: int | None, end: int | None) -> str:
    """The default title for the present period, where ``title`` still is the default of another one; else ""."""
    if start is None or end is None:
        return ""
    now = default_title(region, start, end)
    form = re.escape(default_title(region, 0, 0)).replace("0–0", r"\d{4}\s*[–-]\s*\d{4}")
    return now if title.strip() != now and re.fullmatch(form, title.strip()) else ""
