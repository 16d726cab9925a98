"""What may leave: private numbers are found before anything is written, contacts go along only where a person asks.

Every output asks here: packages, papers, workbooks, tables and prints, from the window and from the command line. The
plan itself is never touched, and nothing that is decided here is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import checks
from gmsc_desktop.models.checks import PrivateText
from gmsc_desktop.models.checks.masking import masked
from gmsc_desktop.models.contacts import Contacts
from gmsc_desktop.models.records import ServiceContact
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.values.personal import digits_of, find_personal_numbers, mask_personal_numbers, personal_digits

TOLD = 10  # fields that a refusal names; the window lists them all


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a person decided at one output: go on with private numbers masked, take contacts of persons along."""

    mask: bool = False
    contacts: bool = False


class PrivateNumbers(UserFacingError):
    """Private numbers stand in what was to leave, and nobody has decided about them; ``texts`` are their fields."""

    def __init__(self, texts: Iterable[PrivateText], places: Iterable[str]) -> None:
        self.texts = tuple(texts)
        named = list(places)
        lines = "".join(f"\n- {line}" for line in named[:TOLD])
        more = _("… dan {count} lagi").format(count=len(named) - TOLD) if len(named) > TOLD else ""
        super().__init__(
            _("Ada {count} isian dengan nomor yang tampak pribadi:{lines}").format(
                count=len(named), lines=f"{lines}\n{more}".rstrip()
            ),
            _(
                "Hapus nomornya dari isian itu, atau lanjutkan dengan nomor disamarkan di dalam berkas "
                "(baris perintah: --mask). Rencana sendiri tidak berubah."
            ),
        )


def private_texts(snapshot: Snapshot) -> list[PrivateText]:
    """Every field with private numbers that nobody has decided, with a reason, to leave as it is."""
    return checks.undecided(snapshot, checks.private_texts(snapshot, find_personal_numbers))


def place_and_numbers(snapshot: Snapshot, text: PrivateText) -> str:
    """Which private number, masked, and where it stands: "NIK 7317************: Profil & Lembaga › Visi"."""
    return f"{', '.join(text.numbers)}: {checks.place_label(snapshot, text.place)}"


def whole_plan_words(count: int) -> str:
    """What is said of a team copy or backup of a plan with private numbers in ``count`` fields: it is the plan."""
    return _(
        "Salinan kerja dan cadangan memuat rencana dan riwayatnya apa adanya, termasuk {count} isian dengan nomor yang "
        "tampak pribadi. Berikan hanya kepada orang yang menyusun rencana ini."
    ).format(count=count)


def backup_words() -> str:
    """What is said of every backup: it is all that the plan has, persons among it."""
    return _(
        "Cadangan memuat segalanya: rencana, riwayat dengan nama penyusun, bukti, kontak kantor orang, dan daftar yang "
        "sudah keluar. Simpan di tempat yang hanya terbuka bagi penyusun rencana ini."
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan as it may leave, in how many fields numbers were masked, and the contacts that go along."""

    snapshot: Snapshot
    masked: int = 0
    contacts: Contacts | None = None

    @property
    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """The contacts as they are told on paper."""
        return {person: contact.told for person, contact in (self.contacts or {}).items()}


def prepare(snapshot: Snapshot, leaving: Leaving, contacts: Contacts | None = None) -> Prepared:
    """The plan as it may leave. Raises ``PrivateNumbers`` where numbers stand in it that are not to be masked."""
    texts = private_texts(snapshot)
    if texts and not leaving.mask:
        raise PrivateNumbers(texts, [place_and_numbers(snapshot, text) for text in texts])
    made = masked(snapshot, texts, mask_personal_numbers)
    return Prepared(made, len(texts), contacts if leaving.contacts else None)


def as_printed(snapshot: Snapshot) -> Snapshot:
    """The plan behind a printout: whoever was to be asked was asked about the printout itself."""
    return prepare(snapshot, Leaving(mask=True)).snapshot


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """Private numbers in what a page shows: their fields in the plan, and the places of the printout, masked."""

    texts: Sequence[PrivateText]
    lines: Sequence[str]


def mask_for(snapshot: Snapshot) -> Callable[[str], str]:
    """Masks private numbers in what a page shows of a plan, but those that are public by consent or by decision."""
    stays = {digits_of(row.value) for row in snapshot.all(ServiceContact) if checks.has_consent(row)}
    every = list(checks.private_texts(snapshot, find_personal_numbers))
    undecided = {text.finding_key for text in checks.undecided(snapshot, iter(every))}
    left = [text for text in every if text.finding_key not in undecided]
    stays |= {digits for text in left for digits in _digits(text)}
    keep = frozenset(stays)
    return lambda text: mask_personal_numbers(text, keep)


def printed_numbers(snapshot: Snapshot, shown: Iterable[str]) -> PrintedNumbers:
    """What of a printout's texts is private, and where in the plan the same numbers stand."""
    mask = mask_for(snapshot)
    hidden = {text: made for text in dict.fromkeys(shown) if (made := mask(text)) != text}
    numbers = {digits for text in hidden for digits in personal_digits(text)}
    texts = [text for text in private_texts(snapshot) if not numbers.isdisjoint(_digits(text))]
    return PrintedNumbers(texts, list(hidden.values()))


def _digits(text: PrivateText) -> list[str]:
    return personal_digits(str(getattr(text.record, text.field.column)))
