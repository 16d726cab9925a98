"""Rule 41: no personal number stands in any text of the plan; a service contact may, by recorded consent.

What the rule finds is what every output finds before it leaves (``private_texts``): one search, told in two places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gmsc_desktop.models.checks.case import Case, Fault, Personal
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import listed
from gmsc_desktop.models.fields import BY_NAME, TABLES, FieldSpec, Kind
from gmsc_desktop.models.records import FindingOverride, ServiceContact
from gmsc_desktop.models.snapshot import Record, Snapshot
from gmsc_desktop.text import _

RULE = "41"
_FREE_TEXT = frozenset({Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.WRITTEN})
_FEWEST_DIGITS = 9  # of a phone number; shorter texts need no look
_SEARCHED = {spec.name: tuple(field for field in spec.fields if field.kind in _FREE_TEXT) for spec in TABLES}


@dataclass(frozen=True, slots=True)
class PrivateText:
    """A field of a record in which private numbers stand; ``numbers`` are told masked."""

    record: Record
    field: FieldSpec
    numbers: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where a person finds it."""
        return Place(self.record.TABLE, self.record.id, self.field.column)

    @property
    def finding_key(self) -> str:
        """The key of the finding of rule 41 that tells of it, by which a decision to leave it is kept."""
        return ":".join((RULE, self.record.id, self.field.column))


def has_consent(contact: ServiceContact) -> bool:
    """Whether it is recorded who agreed to this contact being public, when, and how; only then is it shown to all."""
    return bool(contact.consent_by.strip() and contact.consent_on and contact.consent_how.strip())


def private_texts(snapshot: Snapshot, personal: Personal) -> Iterator[PrivateText]:
    """Every field with a private number, in the order of the tables; the address of a consented contact is none."""
    for name, fields in _SEARCHED.items():
        for record in snapshot.rows(name):
            for field in fields:
                text = getattr(record, field.column)
                if len(text) < _FEWEST_DIGITS or sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
                    continue
                if _is_address(record, field) and has_consent(record):  # type: ignore[arg-type]  # is one
                    continue
                numbers = personal(text)
                if numbers:
                    yield PrivateText(record, field, tuple(dict.fromkeys(numbers)))


def undecided(snapshot: Snapshot, found: Iterator[PrivateText]) -> list[PrivateText]:
    """What nobody has decided, with a reason, to leave as it is."""
    decided = {row.finding_key for row in snapshot.all(FindingOverride) if row.reason.strip()}
    return [text for text in found if text.finding_key not in decided]


def no_personal_numbers(case: Case) -> Iterator[Fault]:
    """Rule 41, one finding for each field of a record; the number itself is only ever told masked."""
    if case.personal is None:
        return
    told: set[str] = set()
    for text in private_texts(case.snapshot, case.personal):
        told.add(text.finding_key)
        yield _fault(case, text)
    for contact in case.snapshot.all(ServiceContact):
        silent = PrivateText(contact, BY_NAME[ServiceContact.TABLE].field("value"), ())
        if contact.value and not has_consent(contact) and silent.finding_key not in told:
            yield _without_consent(case, silent)


def _fault(case: Case, text: PrivateText) -> Fault:
    if _is_address(text.record, text.field):
        sentence = _(
            "{field} pada “{owner}” tampak sebagai nomor pribadi ({numbers}) tanpa persetujuan tercatat. "
            "Isi siapa yang menyetujui, tanggalnya, dan caranya, atau pakai nomor kantor."
        )
    else:
        sentence = _(
            "{field} pada “{owner}” memuat nomor yang tampak pribadi ({numbers}). "
            "Hapus nomor itu; nomor layanan dicatat pada kontak layanan dengan persetujuan."
        )
    owner = case.whereabouts(text.record)
    sentence = sentence.format(field=text.field.label, owner=owner, numbers=listed(text.numbers))
    return Fault((text.record.id, text.field.column), sentence, text.place)


def _without_consent(case: Case, text: PrivateText) -> Fault:
    sentence = _(
        "Kontak layanan pada “{owner}” belum memuat persetujuan yang lengkap, jadi tidak ditampilkan di halaman awal "
        "paket dan di buku. Isi siapa yang menyetujui, tanggalnya, dan caranya, atau hapus kontaknya."
    ).format(owner=case.whereabouts(text.record))
    return Fault((text.record.id, text.field.column), sentence, text.place)


def _is_address(record: Record, field: FieldSpec) -> bool:
    return isinstance(record, ServiceContact) and field.column == "value"
