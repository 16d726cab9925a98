"""What this person chose for the window, kept in the data folder: look, size of text, window, language, columns."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from gmsc_desktop.paths import SETTINGS_NAME, data_folder

MOST_FOLDERS = 8  # outside the data folder that are looked through for what a crash left


class Settings:
    """The settings of the window; each has one name here and nowhere else."""

    def __init__(self) -> None:
        data_folder().mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(data_folder() / SETTINGS_NAME), QSettings.Format.IniFormat)

    def _text(self, key: str, otherwise: str) -> str:
        return str(self._store.value(key, otherwise))

    @property
    def theme(self) -> str:
        """``auto``, ``light``, ``dark`` or ``contrast``."""
        return self._text("tema", "auto")

    @theme.setter
    def theme(self, choice: str) -> None:
        self._store.setValue("tema", choice)

    @property
    def text_percent(self) -> int:
        """The size of text; 100 where what is kept is no number."""
        kept = self._text("ukuran_teks", "100")
        return int(kept) if kept.isdigit() else 100

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._store.setValue("ukuran_teks", percent)

    @property
    def language(self) -> str:
        """``id`` or ``en``."""
        return self._text("bahasa", "id")

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("bahasa", code)

    @property
    def rail(self) -> bool | None:
        """Whether the navigation is a rail; None while the person has not chosen, so that the width decides."""
        kept = self._text("bilah_sempit", "")
        return None if not kept else kept == "ya"

    @rail.setter
    def rail(self, narrow: bool) -> None:
        self._store.setValue("bilah_sempit", "ya" if narrow else "tidak")

    def state(self, name: str) -> QByteArray:
        """A kept geometry or splitter state; empty where none is kept."""
        kept = self._store.value(f"letak/{name}")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Keep a geometry or splitter state."""
        self._store.setValue(f"letak/{name}", state)

    def columns(self, table: str) -> list[str] | None:
        """The keys of the columns that a person chose to see, None before a choice."""
        kept = self._text(f"kolom/{table}", "")
        return kept.split(" ") if kept else None

    def keep_columns(self, table: str, keys: Iterable[str]) -> None:
        """Keep which columns are seen."""
        self._store.setValue(f"kolom/{table}", " ".join(keys))

    def choice(self, name: str) -> str:
        """What was last chosen somewhere on a page, "" before a choice."""
        return self._text(f"pilihan/{name}", "")

    def keep_choice(self, name: str, value: str) -> None:
        """Keep what was chosen for the next time."""
        self._store.setValue(f"pilihan/{name}", value)

    @property
    def written_into(self) -> list[str]:
        """The folders into which files were written last, the newest first."""
        return [one for one in self._text("ditulis_ke", "").split("\n") if one]

    def writes_into(self, folder: Path) -> None:
        """A file is about to be written into a folder of the person's own: should this be cut off, it is tidied."""
        told = str(folder.absolute())
        kept = [told, *(one for one in self.written_into if one != told)][:MOST_FOLDERS]
        self._store.setValue("ditulis_ke", "\n".join(kept))
        self.sync()

    @property
    def pinned(self) -> list[str]:
        """Ids of the plans that stand first on the home page."""
        return self._text("disematkan", "").split()

    @pinned.setter
    def pinned(self, ids: Iterable[str]) -> None:
        self._store.setValue("disematkan", " ".join(ids))

    def sync(self) -> None:
        """Write what was set to the file now."""
        self._store.sync()
