"""The words of original documents: made from their files, kept beside the plan by content, searched page by page.

They belong neither to the history nor to a package: whoever has the file can make them again.
"""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import BinaryIO

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.search import around
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _

FOLDER = Path("tembolok", "teks")  # in the plan's folder; may be deleted at any time
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READABLE = frozenset({PDF, DOCX})
LOCKED, BROKEN, SLOW, UNREADABLE = "locked", "broken", "slow", "unreadable"
MISSING, CHANGED = "missing", "changed"
PROBLEMS = frozenset({LOCKED, BROKEN, SLOW, UNREADABLE, MISSING, CHANGED})
KEPT_PROBLEMS = frozenset({"", LOCKED, BROKEN})  # of the file itself; the others may be otherwise another time
LEAST_LETTERS = 3
_VERSION = 1
_LONGEST = 16 * 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a file by page, or why there are none (``problem``).

    ``paged``: the pages are those that a person counts. ``pictures``: there are pictures on pages without a word.
    ``cut``: there is more, which was not read.
    """

    pages: tuple[str, ...] = ()
    paged: bool = True
    pictures: bool = False
    cut: bool = False
    problem: str = ""

    @property
    def is_scan(self) -> bool:
        """Whether there are pages, and not one word on them."""
        return bool(self.pages) and not self.problem and not any(self.pages)

    @property
    def silent_pages(self) -> int:
        """How many pages have no word."""
        return sum(not page for page in self.pages)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a file on which all words occur, counted from 0, and the text around the first of them."""

    sha256: str
    page: int
    paged: bool
    around: str


class Searchable:
    """A text made ready for many searches: all pages in one line of folded letters, and where each begins."""

    def __init__(self, sha256: str, text: Text) -> None:
        self.sha256, self.text = sha256, text
        pages = [one_line(page).casefold() for page in text.pages]
        self.whole = "\n".join(pages)
        self.begins = list(accumulate((len(page) + 1 for page in pages), initial=0))

    def pages_with(self, words: Sequence[str]) -> Iterator[int]:
        """The pages, counted from 0, on which every word occurs."""
        if all(word in self.whole for word in words):
            for page, (start, end) in enumerate(pairwise(self.begins)):
                if all(self.whole.find(word, start, end) >= 0 for word in words):
                    yield page


def one_line(page: str) -> str:
    """A page as one line of plain letters: "fi" for the one sign of both."""
    return " ".join(unicodedata.normalize("NFKC", page).split())


def searched_words(typed: str) -> list[str]:
    """The words that are searched for; none for fewer than three letters: nearly every page has two."""
    words = one_line(typed).casefold().split()
    return words if sum(map(len, words)) >= LEAST_LETTERS else []


def search_texts(texts: Iterable[Searchable], typed: str, limit: int = 60) -> tuple[list[Found], int]:
    """Pages that hold every word of ``typed``, in order, at most ``limit``; and how many there are in all."""
    words = searched_words(typed)
    if not words:
        return [], 0
    found: list[Found] = []
    count = 0
    for one in texts:
        for page in one.pages_with(words):
            count += 1
            if len(found) < limit:
                found.append(Found(one.sha256, page, one.text.paged, around(one_line(one.text.pages[page]), words[0])))
    return found, count


# -- kept beside the plan


def path_of(folder: Path, sha256: str) -> Path:
    """Where the text of a content is kept. Raises ValueError for what is no SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return folder / FOLDER / f"{sha256}.json"


def kept(folder: Path, sha256: str) -> Text | None:
    """The text that was kept, None where there is none that can be used."""
    try:
        path = path_of(folder, sha256)
        if path.stat().st_size > _LONGEST:
            return None
        told = json.loads(path.read_bytes())
        return from_json(told) if told.get("version") == _VERSION else None
    except (OSError, ValueError, AttributeError, RecursionError):
        return None


def keep(folder: Path, sha256: str, text: Text) -> None:
    """Keep a text; where the drive refuses it, it is made again another time."""
    if text.problem not in KEPT_PROBLEMS:
        return
    content = json.dumps({"version": _VERSION, **to_json(text)}, ensure_ascii=False).encode("utf-8")
    target = path_of(folder, sha256)

    def fill(file: BinaryIO) -> None:
        file.write(content)

    with contextlib.suppress(OSError, UserFacingError):
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, fill, read_back=False, size=len(content), private=True)


def sweep(folder: Path, named: Collection[str]) -> int:
    """Remove the texts of files that no original document has any more; how many."""
    removed = 0
    with contextlib.suppress(OSError):
        for path in (folder / FOLDER).glob("*.json"):
            if path.stem not in named:
                with contextlib.suppress(OSError):
                    path.unlink()
                    removed += 1
    return removed


def to_json(text: Text) -> dict[str, object]:
    """Plain JSON of a text."""
    return {
        "pages": list(text.pages),
        "paged": text.paged,
        "pictures": text.pictures,
        "cut": text.cut,
        "problem": text.problem,
    }


def from_json(told: object) -> Text:
    """The text of ``to_json``; ValueError for anything else."""
    told = told if isinstance(told, dict) else {}
    pages, problem = told.get("pages"), told.get("problem")
    flags = [told.get(name) for name in ("paged", "pictures", "cut")]
    good = isinstance(pages, list) and all(isinstance(page, str) for page in pages)
    if not good or not isinstance(pages, list) or not all(isinstance(flag, bool) for flag in flags):
        raise ValueError("no text")
    if problem != "" and problem not in PROBLEMS:
        raise ValueError("no text")
    return Text(tuple(pages), bool(flags[0]), bool(flags[1]), bool(flags[2]), str(problem))


# -- in words


def words(text: Text) -> str:
    """What can be searched of a file, or why nothing can, and what to do."""
    if text.problem:
        return {
            LOCKED: _("Dikunci kata sandi; teksnya tidak dapat dicari. Tambahkan salinan tanpa kata sandi bila ada."),
            BROKEN: _("Berkas ini rusak; teksnya tidak dapat dicari. Tambahkan lagi dari sumbernya."),
            SLOW: _("Teksnya tidak selesai dibaca, jadi tidak dapat dicari. Berkasnya tetap tersimpan utuh."),
            UNREADABLE: _("Jenis berkas ini tidak dapat dicari. Tambahkan juga sebagai PDF atau DOCX bila ada."),
            MISSING: _("Berkasnya tidak ada di komputer ini. Tambahkan lagi berkas yang sama."),
            CHANGED: _("Isi berkasnya tidak sama lagi dengan ketika disimpan. Tambahkan lagi berkas aslinya."),
        }[text.problem]
    if not any(text.pages):
        if text.pictures:
            return _("Berisi gambar pindaian; teksnya tidak dapat dicari.")
        return _("Tidak memuat teks yang dapat dicari.")
    parts = [_("Teksnya dapat dicari.")]
    if text.paged:
        parts = [_("{count} halaman; teksnya dapat dicari.").format(count=len(text.pages))]
        if text.silent_pages and text.pictures:
            parts.append(_("{count} halaman berupa gambar atau kosong.").format(count=text.silent_pages))
    if text.cut:
        parts.append(_("Sisanya terlalu panjang dan tidak ikut dicari."))
    return " ".join(parts)


def short_words(text: Text) -> str:
    """The same in two or three words, for a table."""
    if text.problem:
        return {
            LOCKED: _("Terkunci kata sandi"),
            BROKEN: _("Rusak"),
            SLOW: _("Tidak terbaca"),
            UNREADABLE: _("Tidak dapat dicari"),
            MISSING: _("Berkas tidak ada"),
            CHANGED: _("Berkas berubah"),
        }[text.problem]
    if not any(text.pages):
        return _("Gambar pindaian") if text.pictures else _("Tanpa teks")
    return _("Dapat dicari")


def page_words(found: Found) -> str:
    """Where something was found: "hlm. 12", or "bagian 2" where the document tells no pages."""
    if found.paged:
        return _("hlm. {page}").format(page=found.page + 1)
    return _("bagian {part}").format(part=found.page + 1)
