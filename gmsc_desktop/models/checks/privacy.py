"""Rule 41: no personal number stands in any text of the plan; a service contact may, by recorded consent."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import listed
from gmsc_desktop.models.fields import TABLES, FieldSpec, Kind
from gmsc_desktop.models.records import ServiceContact
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.text import _

_FREE_TEXT = frozenset({Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.WRITTEN})
_FEWEST_DIGITS = 9  # of a phone number; shorter texts need no look


def no_personal_numbers(case: Case) -> Iterator[Fault]:
    """Rule 41, one finding for each field of a record; the number itself is only ever told masked."""
    if case.personal is None:
        return
    for spec in TABLES:
        fields = [field for field in spec.fields if field.kind in _FREE_TEXT]
        for record in case.snapshot.rows(spec.name):
            for field in fields:
                yield from _field(case, record, field)


def _field(case: Case, record: Record, field: FieldSpec) -> Iterator[Fault]:
    text = getattr(record, field.column)
    if case.personal is None or sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return
    is_contact = isinstance(record, ServiceContact) and field.column == "value"
    if is_contact and _consented(record):
        return
    masked = case.personal(text)
    if not masked:
        return
    if is_contact:
        sentence = _(
            "{field} pada “{owner}” tampak sebagai nomor pribadi ({numbers}) tanpa persetujuan tercatat. "
            "Isi siapa yang menyetujui dan tanggalnya, atau pakai nomor kantor."
        )
    else:
        sentence = _(
            "{field} pada “{owner}” memuat nomor yang tampak pribadi ({numbers}). "
            "Hapus nomor itu; nomor layanan dicatat pada kontak layanan dengan persetujuan."
        )
    sentence = sentence.format(field=field.label, owner=case.whereabouts(record), numbers=listed(dict.fromkeys(masked)))
    yield Fault((record.id, field.column), sentence, Place(record.TABLE, record.id, field.column))


def _consented(record: Record) -> bool:
    return isinstance(record, ServiceContact) and bool(record.consent_by.strip() and record.consent_on)
