"""Original documents (dokumen asli): books, regulations, decrees; their files are kept byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gmsc_desktop.models import bodies, editing, evidence
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.originals_as_law import legal_kind, plain_number
from gmsc_desktop.models.reading import find, one, pack_of, where
from gmsc_desktop.models.records import Evidence, EvidenceLink, LegalDocument, OriginalDocument, Region
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Snapshot

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

TABLE = OriginalDocument.TABLE
KINDS, OTHER = "original_kind", "lainnya"
_LOOKED_AT = 4_000  # letters of the first pages from which a kind or number is guessed
_LONGEST_NUMBER = 60
_TOLD_OF_FILES = ("kind", "title", "number", "dated")  # what the record of a file says of its document
_NUMBER = re.compile(r"\bNOMOR\s*:?\s*([\w./-]{1,40}(?:\s+TAHUN\s+\d{4})?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file in the store, and what it is taken in as."""

    file: evidence.StoredFile
    kind: str
    title: str
    number: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """An original document and one of its files; ``file`` is None for a document whose file is not named yet."""

    document: OriginalDocument
    file: Evidence | None


def add(db: Connection, taken: Taken) -> str:
    """Record a stored file as an original document; its id. The same content stands in the list once.

    Evidence that has this content already is the document's file too: nothing is stored twice.
    """
    same = recorded(db, taken.file.sha256)
    if same is not None:
        return same
    told: dict[str, Given] = {"title": taken.title, "number": taken.number, "dated": taken.dated}
    made = editing.add(db, TABLE, {"kind": taken.kind, **told})
    give_file(db, made, taken.file)
    return made


def give_file(db: Connection, record_id: str, file: evidence.StoredFile) -> str:
    """Tie a stored file to an original document, with its title and number; the evidence's id."""
    row = one(db, OriginalDocument, record_id)
    kind = _evidence_kind(db, row.kind)
    return evidence.attach(
        db, file, owner_table=TABLE, owner_id=record_id, kind=kind, title=row.title, number=row.number, dated=row.dated
    )


def change(db: Connection, record_id: str, column: str, value: Given) -> None:
    """Change one value of an original document, and with it that of its files which said the same."""
    before = one(db, OriginalDocument, record_id)
    editing.change(db, TABLE, record_id, {column: value})
    if column not in _TOLD_OF_FILES:
        return
    after = one(db, OriginalDocument, record_id)
    old, new = str(getattr(before, column)), str(getattr(after, column))
    if column == "kind":
        old, new = _evidence_kind(db, old), _evidence_kind(db, new)
    for link in where(db, EvidenceLink, original_document_id=record_id):
        file = find(db, Evidence, link.evidence_id)
        guessed = column == "dated" and file is not None and file.dated_from != evidence.TYPED_DATE
        if file is not None and old != new and (guessed or getattr(file, column) == old):
            told = {"dated_from": evidence.TYPED_DATE if new else None} if column == "dated" else {}
            editing.change(db, "evidence", file.id, {column: new or None, **told})


def add_all(db: Connection, files: Iterable[Taken]) -> list[str]:
    """``add`` for several; their ids in order."""
    return [add(db, taken) for taken in files]


def _evidence_kind(db: Connection, kind: str) -> str:
    return str(pack_of(db).fact(KINDS, kind, "evidence") or "dokumen")


def recorded(db: Connection, sha256: str) -> str | None:
    """The original document that has this content."""
    for row in where(db, Evidence, sha256=sha256):
        for link in where(db, EvidenceLink, evidence_id=row.id):
            if link.original_document_id:
                return link.original_document_id
    return None


def remove(db: Connection, record_id: str) -> None:
    """Delete an original document and the records of its files, unless something else is proven by them.

    The files themselves stay in the store, so that undo brings everything back.
    """
    one(db, OriginalDocument, record_id)
    files = [link.evidence_id for link in where(db, EvidenceLink, original_document_id=record_id)]
    editing.delete(db, TABLE, record_id)
    emblems = {row.logo_evidence_id for row in where(db, Region)}
    for evidence_id in files:
        used = where(db, EvidenceLink, evidence_id=evidence_id) or evidence_id in emblems
        if not used and find(db, Evidence, evidence_id) is not None:
            editing.delete(db, "evidence", evidence_id)


def record_as_law(db: Connection, document_id: str) -> str:
    """Record an original document as a legal one with its number, title, date and files; the legal document's id.

    One of this kind that has this number is the same, and gets the files.
    """
    document = one(db, OriginalDocument, document_id)
    kind, number = legal_kind(pack_of(db), document.kind), plain_number(document.number)
    known = [row for row in where(db, LegalDocument) if row.kind == kind]
    same = [row for row in known if number and plain_number(row.number) == number]
    told: dict[str, Given] = {"number": document.number, "title": document.title, "dated": document.dated or None}
    made = same[0].id if same else bodies.add_legal_document(db, kind, **told)
    for link in where(db, EvidenceLink, original_document_id=document_id):
        evidence.link(db, link.evidence_id, LegalDocument.TABLE, made)
    return made


# -- reading


def held(snapshot: Snapshot) -> list[Held]:
    """Every original document with each of its files, in the order of the list."""
    found = []
    for document in snapshot.all(OriginalDocument):
        files = files_of(snapshot, document.id)
        found += [Held(document, file) for file in files] or [Held(document, None)]
    return found


def files_of(snapshot: Snapshot, record_id: str) -> list[Evidence]:
    """The files of an original document."""
    links = snapshot.where(EvidenceLink, "original_document_id", record_id)
    return [row for link in links if (row := snapshot.get(Evidence, link.evidence_id)) is not None]


# -- guessing, always to be changed by a person


def title_of(name: str) -> str:
    """A file's name as a title: without its suffix, with blanks for underscores."""
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split())


def guess_kind(pack: ReferencePack, name: str, pages: Sequence[str] = ()) -> str:
    """The kind that a file's name tells, else its first pages; ``OTHER`` where neither does.

    The words are those of the list ``original_kind``; what stands first counts, of two at one place the longer.
    """
    for text in (re.sub(r"[_.\-]+", " ", title_of(name)), " ".join(pages)[:_LOOKED_AT]):
        found = min(_words_in(pack, text), default=None)
        if found is not None:
            return found[2]
    return OTHER


def _words_in(pack: ReferencePack, text: str) -> Iterable[tuple[int, int, str]]:
    """Where words of a kind begin in a text, the longest of one place first, and the kind."""
    text = " ".join(text.split()).casefold()
    for choice in pack.choices(KINDS):
        label = choice.label_text
        for word in (*choice.also, label, *label.split("/")) if choice.code != OTHER else ():
            found = re.search(rf"\b{re.escape(word.casefold())}\b", text)
            if found is not None:
                yield found.start(), -len(word), choice.code


def guess_number(kind: str, pack: ReferencePack, pages: Sequence[str]) -> str:
    """The number of a regulation or decree as its first page has it: "12 Tahun 2021"; "" where it has none."""
    if not pack.fact(KINDS, kind, "numbered"):
        return ""
    found = _NUMBER.search(" ".join(pages[:1])[:_LOOKED_AT])
    words = " ".join(found[1].split()).rstrip(".") if found and any(map(str.isdigit, found[1])) else ""
    return re.sub(r"\btahun\b", "Tahun", words, flags=re.IGNORECASE)[:_LONGEST_NUMBER]
