"""The names of our family of type, for whoever draws with it; the faces themselves are in ``fonts``."""

from __future__ import annotations

REGULAR, ITALIC, MEDIUM = "SourceSans3", "SourceSans3-Italic", "SourceSans3-Medium"
SEMIBOLD, BOLD = "SourceSans3-Semibold", "SourceSans3-Bold"
