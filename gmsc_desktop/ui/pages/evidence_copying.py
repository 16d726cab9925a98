"""Changed copies of photos: smaller, or without the place where they were taken. Made on a thread, stored, told."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, evidence_copies, reporting
from gmsc_desktop.models.attachments import Stored
from gmsc_desktop.models.attachments.places import without_place
from gmsc_desktop.models.evidence_copies import KEPT_DAYS
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.text import _
from gmsc_desktop.ui.jobs import Progress
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_size
from gmsc_desktop.worker.viewing import SMALL_SIDE
from gmsc_desktop.worker.views import SHRINKABLE, Photo, shrunk

LARGE_PHOTO = 1_400_000  # bytes: a smaller photo is not worth the change
_USUAL = 700_000  # bytes of a photo of 1,920 × 1,440 points, for what is told before
_WORTH = 0.8  # a copy has to be smaller than this share of its original
_BATCH = 6


@dataclass(frozen=True)
class Wish:
    """What is to happen to photos."""

    shrink: bool = False
    strip: bool = False


@dataclass(frozen=True)
class Source:
    """A photo in the store."""

    sha256: str
    path: Path
    name: str
    media_type: str
    size: int
    located: bool


@dataclass
class Copies:
    """The copies by the hash of the photo, and the photos whose place could not be taken out."""

    made: dict[str, Stored] = field(default_factory=dict)
    located: list[str] = field(default_factory=list)


def can_shrink(media_type: str, size: int | None) -> bool:
    """Whether a file is a photo that is worth being made smaller."""
    return media_type in SHRINKABLE and (size or 0) >= LARGE_PHOTO


def estimate(sizes: Iterable[int]) -> int:
    """About how many bytes photos have afterwards."""
    return sum(min(int(size * _WORTH), _USUAL) for size in sizes)


def shrink_words() -> str:
    """What the choice is called."""
    side = f"{SMALL_SIDE:,}".replace(",", ".")
    return _("Kecilkan foto (sisi terpanjang {side} px)").format(side=side)


def make_copies(folder: Path, sources: Sequence[Source], wish: Wish, progress: Progress) -> Copies:
    """Make and store what is wished of photos in the store; a photo of which nothing is gained has no copy."""
    copies = Copies()
    shrinking = [one for one in sources if wish.shrink and can_shrink(one.media_type, one.size)]
    for begin in range(0, len(shrinking), _BATCH):
        progress(begin, len(sources), _("Mengecilkan foto {count} dari {whole}").format(
            count=begin + 1, whole=len(shrinking)))  # fmt: skip
        _shrink(folder, shrinking[begin : begin + _BATCH], wish, copies, progress)
    left = [one for one in sources if wish.strip and one.located and one.sha256 not in copies.made]
    for number, one in enumerate(left):
        progress(len(shrinking) + number, len(sources), _("Menghapus lokasi dari {name}").format(name=one.name))
        content = without_place(one.path.read_bytes(), one.media_type)
        if content is None:
            copies.located.append(one.name)
        else:
            copies.made[one.sha256] = attachments.store(folder, io.BytesIO(content), one.name, cancel=progress.cancel)
    return copies


def _shrink(folder: Path, batch: Sequence[Source], wish: Wish, copies: Copies, progress: Progress) -> None:
    def take(number: int, content: bytes) -> None:
        one = batch[number]
        if len(content) < one.size * _WORTH:
            copies.made[one.sha256] = attachments.store(folder, io.BytesIO(content), one.name, cancel=progress.cancel)

    shrunk([Photo(one.path, one.media_type, not wish.strip) for one in batch], take, progress.cancel)


def with_facts(copy: Stored, original: Stored) -> Stored:
    """A copy with the name and the date of the file that came in."""
    return replace(
        copy,
        original_name=original.original_name,
        proposed_date=original.proposed_date,
        date_source=original.date_source,
    )


def saving_words(count: int, before: int, after: int) -> str:
    """What was saved: "8 foto dikecilkan: 42 MB → 6 MB."."""
    words = _("{count} foto dikecilkan: {before} → {after}.")
    return words.format(count=count, before=format_size(before), after=format_size(after))


def located_words(names: Sequence[str]) -> str:
    """Which photos keep their place against the wish, and what to do."""
    if not names:
        return ""
    return _(
        "Lokasi dalam {count} foto (antara lain {name}) tidak dapat dihapus di sini; foto itu disimpan utuh. "
        "Hapus lokasinya di ponsel, lalu tambahkan lagi."
    ).format(count=len(names), name=names[0])


def change_evidence(
    session: Session,
    rows: Sequence[Evidence],
    wish: Wish,
    done: Callable[[str], object],
    failed: Callable[[UserFacingError], object],
) -> None:
    """Put changed copies in the place of evidence files; ``done`` gets the sentence that tells it."""
    document = session.document
    if document is None:
        return
    folder = document.folder
    sources = [
        Source(row.sha256, path, row.original_name, row.media_type, row.size or 0, row.has_location)
        for row in rows
        if row.sha256 and (path := session.evidence_path(row.sha256)) is not None
    ]

    def made(copies: Copies) -> None:
        changed = {row.id: copies.made[row.sha256] for row in rows if row.sha256 in copies.made}
        if not changed:
            done(located_words(copies.located) or _("Foto ini sudah kecil; tidak ada yang berubah."))
            return
        for row in rows:
            evidence_copies.put_aside(folder, row.sha256)
        label = _("Kecilkan foto bukti") if wish.shrink else _("Hapus lokasi dari foto bukti")
        words = _told(rows, copies, wish)
        session.submit(label, reporting.replace_files, changed, done=lambda _nothing: done(words), refused=failed)

    sentence = _("Mengecilkan foto…") if wish.shrink else _("Menghapus lokasi dari foto…")
    session.jobs.start(sentence, lambda progress: make_copies(folder, sources, wish, progress), made, failed)


def _told(rows: Sequence[Evidence], copies: Copies, wish: Wish) -> str:
    changed = [row for row in rows if row.sha256 in copies.made]
    before, after = sum(row.size or 0 for row in changed), sum(copies.made[row.sha256].size for row in changed)
    first = (
        saving_words(len(changed), before, after)
        if wish.shrink
        else _("Lokasi dihapus dari {count} foto.").format(count=len(changed))
    )
    undo = _(
        "Ctrl+Z mengembalikannya; berkas aslinya dihapus dari komputer ini setelah {days} hari."
    ).format(days=KEPT_DAYS)  # fmt: skip
    return " ".join(part for part in (first, undo, located_words(copies.located)) if part)
