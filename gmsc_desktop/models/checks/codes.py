"""Rule 19: codes of the nomenclature have the form that Permendagri gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.records import InitiativeCode, Programme
from gmsc_desktop.text import _

# Urusan, bidang urusan, program, kegiatan, sub kegiatan; the last block of older lists has two figures.
_FORM = re.compile(r"[1-9X](\.(\d{2}|XX)(\.\d{2}(\.[1-8]\.\d{2}(\.\d{2}(\d{2})?)?)?)?)?")


def well_formed(case: Case) -> Iterator[Fault]:
    """Rule 19: the codes of initiatives, and of the programmes of the document in force."""
    for initiative in case.figures.initiatives:
        for row in case.snapshot.where(InitiativeCode, "initiative_id", initiative.id):
            if row.code.strip() and not has_form(row.code):
                sentence = _(
                    "Kode nomenklatur {code} pada inisiatif “{name}” tidak berbentuk kode yang dikenal. "
                    "Periksa penulisannya, contoh 2.16.03.2.02.0038."
                ).format(code=row.code.strip(), name=case.name(initiative))
                yield Fault((row.id,), sentence, Place("initiative_code", row.id, "code"))
    document = case.figures.document_in_force(case.year)
    for programme in case.snapshot.where(Programme, "document_id", document.id) if document is not None else ():
        if programme.code.strip() and not has_form(programme.code):
            sentence = _(
                "Kode {code} program RPJMD “{name}” tidak berbentuk kode yang dikenal. "
                "Periksa penulisannya, contoh 2.16.03."
            ).format(code=programme.code.strip(), name=case.name(programme))
            yield Fault((programme.id,), sentence, Place("programme", programme.id, "code"))


def has_form(code: str) -> bool:
    """Whether a code is written as urusan, bidang, program, kegiatan or sub kegiatan; a full stop at its end is let."""
    return _FORM.fullmatch(code.strip().rstrip(".")) is not None
