"""What a person reads of a backup before going back to it, and after."""

from __future__ import annotations

from datetime import UTC, datetime

from gmsc_desktop.desk.kept_backups import Contents, Kept
from gmsc_desktop.models import backups
from gmsc_desktop.models.backups import moment_words
from gmsc_desktop.models.beside import carries_words
from gmsc_desktop.models.records import Evidence, Initiative, ProgressEntry
from gmsc_desktop.models.restoring import Restored
from gmsc_desktop.text import _


def age_words(moment: datetime, now: datetime | None = None) -> str:
    """How long ago something was, in the largest unit that says it."""
    minutes = int(((now or datetime.now(UTC)) - moment).total_seconds() // 60)
    if minutes < 0:
        return _("waktunya belum tiba")  # a clock was wrong
    if minutes < 1:
        return _("baru saja")
    if minutes < 60:
        return _("{count} menit lalu").format(count=minutes)
    if minutes < 48 * 60:
        return _("{count} jam lalu").format(count=minutes // 60)
    if minutes < 60 * 24 * 60:
        return _("{count} hari lalu").format(count=minutes // (24 * 60))
    return _("{count} bulan lalu").format(count=minutes // (30 * 24 * 60))


def holds_words(contents: Contents) -> str:
    """How much a backup holds."""
    snapshot = contents.snapshot
    return _("Berisi {initiatives} inisiatif, {entries} entri realisasi, dan {evidence} bukti.").format(
        initiatives=len(snapshot.all(Initiative)),
        entries=len(snapshot.all(ProgressEntry)),
        evidence=len(snapshot.all(Evidence)),
    )


def carried_words(contents: Contents) -> str:
    """What it brings back beside plan and history."""
    return carries_words(contents.carried)


def last_words(contents: Contents) -> str:
    """Who changed what it holds last, and when."""
    try:
        at = moment_words(datetime.fromisoformat(contents.last_at))
    except ValueError:
        return _("Perubahan terakhir di dalamnya tidak tercatat.")
    return _("Perubahan terakhir di dalamnya: {moment}, oleh {person}.").format(
        moment=at, person=contents.last_by or _("seseorang")
    )


def missing_words(contents: Contents) -> str:
    """What a person should know of evidence that cannot come back; "" where all is there."""
    if not contents.missing:
        return ""
    return _("{count} berkas bukti yang disebutnya tidak ada di komputer ini; catatannya tetap kembali.").format(
        count=contents.missing
    )


def after_words(kept: Kept, done: Restored) -> str:
    """What has been done, what is kept of before, and how to go back to it."""
    words = [_("Rencana ini dipulihkan dari cadangan {moment}.").format(moment=moment_words(kept.moment))]
    if done.replaced is not None:
        moment = backups.moment_of(done.replaced)
        if moment is None:
            words.append(_("Berkas sebelumnya, yang rusak, disimpan di {path}.").format(path=done.replaced))
        else:
            words.append(
                _(
                    "Keadaan sebelumnya disimpan sebagai cadangan {moment}; kembali ke sana lewat Berkas, Pulihkan."
                ).format(moment=moment_words(moment))
            )
    words.append(_("Urungkan mulai dari awal."))
    if done.note:
        words.append(done.note)
    return " ".join(words)
