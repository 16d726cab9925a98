"""Which original documents (dokumen asli) are regulations or decrees, and which of them are recorded as such."""

from __future__ import annotations

from gmsc_desktop.models.records import LegalDocument, OriginalDocument
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Snapshot


def legal_kind(pack: ReferencePack, kind: str) -> str:
    """What a kind of original document is among the legal documents; "" for books and all that has no number."""
    if pack.fact("original_kind", kind, "numbered") is not True:
        return ""
    words = {one.label_text for one in pack.choices("original_kind") if one.code == kind}
    for choice in pack.choices("legal_kind"):
        if choice.code == kind or choice.label_text in words or not words.isdisjoint(choice.also):
            return choice.code
    return ""


def recorded_as(snapshot: Snapshot, pack: ReferencePack, document: OriginalDocument) -> LegalDocument | None:
    """The legal document that says what an original one does: of its kind, with its number."""
    kind, number = legal_kind(pack, document.kind), plain_number(document.number)
    rows = snapshot.where(LegalDocument, "kind", kind) if kind and number else ()
    return next((row for row in rows if plain_number(row.number) == number), None)


def waiting(snapshot: Snapshot, pack: ReferencePack, kinds: tuple[str, ...]) -> OriginalDocument | None:
    """The first original document with a number that is of one of these legal kinds and not recorded as such yet."""
    for row in snapshot.all(OriginalDocument):
        if row.number.strip() and legal_kind(pack, row.kind) in kinds and recorded_as(snapshot, pack, row) is None:
            return row
    return None


def plain_number(number: str) -> str:
    """A number without regard to capitals and spaces."""
    return " ".join(number.casefold().split())
