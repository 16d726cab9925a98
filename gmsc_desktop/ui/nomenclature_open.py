"""The way from a menu to the lists of the nomenclature; what shows them is imported when it is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def show_lists(parent: QWidget) -> None:
    """The lists of this computer, over a window."""
    from gmsc_desktop.ui.nomenclature_dialog import NomenclatureDialog

    NomenclatureDialog(parent).open()
