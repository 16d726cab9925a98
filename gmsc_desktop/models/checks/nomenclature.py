"""Rule 19: codes of the nomenclature have the form of Permendagri, and the lists of this computer know them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.records import Initiative, InitiativeCode, Programme
from gmsc_desktop.text import _

# Urusan, bidang urusan, program, kegiatan, sub kegiatan; the last block of older lists has two figures.
_FORM = re.compile(r"[1-9X](\.(\d{2}|XX)(\.\d{2}(\.[1-8]\.\d{2}(\.\d{2}(\d{2})?)?)?)?)?")


def well_formed(case: Case) -> Iterator[Fault]:
    """Rule 19: the codes of initiatives, and of the programmes of the document in force."""
    for initiative, row in _codes(case):
        if not has_form(row.code):
            sentence = _(
                "Kode nomenklatur {code} pada inisiatif “{name}” tidak berbentuk kode yang dikenal. "
                "Periksa penulisannya, contoh 2.16.03.2.02.0038."
            ).format(code=row.code.strip(), name=case.name(initiative))
            yield Fault((row.id,), sentence, Place("initiative_code", row.id, "code"))
    for programme in _programmes(case):
        if not has_form(programme.code):
            sentence = _(
                "Kode {code} program RPJMD “{name}” tidak berbentuk kode yang dikenal. "
                "Periksa penulisannya, contoh 2.16.03."
            ).format(code=programme.code.strip(), name=case.name(programme))
            yield Fault((programme.id,), sentence, Place("programme", programme.id, "code"))


def known(case: Case) -> Iterator[Fault]:
    """Rule 19b: a code is in the newest imported list; an old one is told with its successors. Without a list: none."""
    if case.codes is None:
        return
    for initiative, row in _codes(case):
        told = case.codes.told(row.code) if has_form(row.code) else ""
        if told:
            sentence = _("Kode nomenklatur {code} pada inisiatif “{name}”: {told}")
            sentence = sentence.format(code=row.code.strip(), name=case.name(initiative), told=told)
            yield Fault((row.id,), sentence, Place("initiative_code", row.id, "code"))
    for programme in _programmes(case):
        told = case.codes.told(programme.code) if has_form(programme.code) else ""
        if told:
            sentence = _("Kode {code} program RPJMD “{name}”: {told}")
            sentence = sentence.format(code=programme.code.strip(), name=case.name(programme), told=told)
            yield Fault((programme.id,), sentence, Place("programme", programme.id, "code"))


def _codes(case: Case) -> Iterator[tuple[Initiative, InitiativeCode]]:
    for initiative in case.figures.initiatives:
        for row in case.snapshot.where(InitiativeCode, "initiative_id", initiative.id):
            if row.code.strip():
                yield initiative, row


def _programmes(case: Case) -> Iterator[Programme]:
    document = case.figures.document_in_force(case.year)
    rows = case.snapshot.where(Programme, "document_id", document.id) if document is not None else ()
    return (row for row in rows if row.code.strip())


def has_form(code: str) -> bool:
    """Whether a code is written as urusan, bidang, program, kegiatan or sub kegiatan; a full stop at its end is let."""
    return _FORM.fullmatch(code.strip().rstrip(".")) is not None
