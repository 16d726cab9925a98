"""Evidence (bukti dukung): files by hash and links by address, tied to whatever they prove, with page or article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing
from gmsc_desktop.models.checked import Given, checked, need
from gmsc_desktop.models.checks.wording import shortened
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.progress import EVIDENCE_OWNERS
from gmsc_desktop.models.reading import find, gone, one, where
from gmsc_desktop.models.records import RECORDS, Evidence, EvidenceLink
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

TYPED_DATE = "isian"


class StoredFile(Protocol):
    """What is known of a file that lies in the plan's folder, as ``attachments.store`` tells it."""

    @property
    def sha256(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def original_name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def proposed_date(self) -> date | None: ...
    @property
    def date_source(self) -> str: ...
    @property
    def has_location(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Original:
    """The file that came in, where a smaller copy or one without location was stored in its place."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Owner:
    """What evidence proves: a record of one of the tables of ``EVIDENCE_OWNERS``, and the page or article."""

    table: str
    id: str
    page: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Evidence of a record, and the page or article that is meant."""

    evidence: Evidence
    page: str


def attach(
    db: Connection,
    stored: StoredFile,
    *,
    owner_table: str | None = None,
    owner_id: str | None = None,
    page: str = "",
    **values: Given,
) -> str:
    """Tie a stored file to a record, or to none yet; the evidence's id. The same content is recorded once.

    ``values`` by column: title, kind, agency_id, number, dated, expires_on, note. A date that is given counts as typed;
    else the file's own proposal stands. What is given for a file that is there already fills what is empty there.
    """
    evidence_id = _attached(db, stored, None, _dated(values))
    _tie(db, evidence_id, owner_table, owner_id, page)
    return evidence_id


def attach_copy(
    db: Connection,
    stored: StoredFile,
    original: Original,
    *,
    owner_table: str | None = None,
    owner_id: str | None = None,
) -> str:
    """``attach`` for a changed copy of ``original``; one that has come in before, whole or so, is the same evidence."""
    evidence_id = _attached(db, stored, original, {})
    _tie(db, evidence_id, owner_table, owner_id, "")
    return evidence_id


def _attached(db: Connection, stored: StoredFile, original: Original | None, given: dict[str, Given]) -> str:
    same = _same(db, stored.sha256) or (_same(db, original.sha256) if original else None)
    if same is not None:
        _fill(db, same, given)
        return same.id
    facts: dict[str, Given] = {
        "sha256": stored.sha256,
        "size": stored.size,
        "original_name": stored.original_name,
        "media_type": stored.media_type,
        "state": stored.state,
        "dated": stored.proposed_date,
        "dated_from": stored.date_source,
        "has_location": stored.has_location,
        "title": stored.original_name,
        "original_sha256": original.sha256 if original else "",
        "original_size": original.size if original else None,
    }
    return editing.add(db, "evidence", facts | {key: value for key, value in given.items() if value})


def _same(db: Connection, sha256: str) -> Evidence | None:
    """The evidence that has this content, or had it before its copy was made smaller."""
    here = where(db, Evidence, sha256=sha256) or where(db, Evidence, original_sha256=sha256)
    return next(iter(here), None)


def replace_file(db: Connection, evidence_id: str, stored: StoredFile) -> None:
    """Put a changed copy in the place of a file: smaller, or without location. The first original stays known."""
    row = one(db, Evidence, evidence_id)
    if row.sha256 == stored.sha256:
        return
    facts: dict[str, Given] = {
        "sha256": stored.sha256,
        "size": stored.size,
        "media_type": stored.media_type,
        "state": stored.state,
        "has_location": stored.has_location,
        "original_sha256": row.original_sha256 or row.sha256,
        "original_size": row.original_size if row.original_sha256 else row.size,
    }
    editing.change(db, "evidence", evidence_id, facts)


def attach_link(
    db: Connection,
    url: str,
    seen_on: date,
    *,
    owner_table: str | None = None,
    owner_id: str | None = None,
    page: str = "",
    **values: Given,
) -> str:
    """Tie an address (http or https) to a record, or to none yet, with the day it was seen; the evidence's id.

    An address that the plan has already is tied, and its day moves on. ``values`` as in ``attach``.
    """
    given = _dated(values)
    opened = address(url)
    same = next(iter(where(db, Evidence, url=opened)), None)
    if same is not None:
        _fill(db, same, given)
        editing.change(db, "evidence", same.id, {"seen_on": max(seen_on.isoformat(), same.seen_on)})
        _tie(db, same.id, owner_table, owner_id, page)
        return same.id
    facts: dict[str, Given] = {"url": opened, "seen_on": seen_on, "title": shortened(opened)}
    evidence_id = editing.add(db, "evidence", facts | {key: value for key, value in given.items() if value})
    _tie(db, evidence_id, owner_table, owner_id, page)
    return evidence_id


def _tie(db: Connection, evidence_id: str, owner_table: str | None, owner_id: str | None, page: str) -> None:
    if owner_table is not None and owner_id is not None:
        link(db, evidence_id, owner_table, owner_id, page)


def _dated(values: dict[str, Given]) -> dict[str, Given]:
    return {**values, "dated_from": TYPED_DATE} if values.get("dated") else values


def _fill(db: Connection, evidence: Evidence, given: dict[str, Given]) -> None:
    """What is told now fills what nobody had told; a date from the file gives way to a typed one."""
    empty: dict[str, Given] = {
        column: value for column, value in given.items() if value and not getattr(evidence, column)
    }
    if given.get("dated") and evidence.dated_from != TYPED_DATE:
        empty["dated"], empty["dated_from"] = given["dated"], TYPED_DATE
    if empty:
        editing.change(db, "evidence", evidence.id, empty)


def address(url: str) -> str:
    """The address as it is kept; refused where a browser could not open it or where it carries a password."""
    opened = need(url, _("Tautan masih kosong."), _("Salin alamatnya dari peramban."))
    next_step = _("Salin alamat lengkapnya dari peramban; awalnya https:// atau http://.")
    try:
        parts = urlsplit(opened)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or any(letter.isspace() or not letter.isprintable() for letter in opened):
        raise UserFacingError(_("“{url}” bukan tautan yang dapat dibuka.").format(url=shortened(opened)), next_step)
    if parts.username is not None or parts.password is not None:
        raise UserFacingError(
            _("Tautan ini memuat nama pengguna atau kata sandi, sehingga tidak disimpan."),
            _("Salin tautan yang dapat dibuka tanpa itu."),
        )
    return opened


def _owner_exists(db: Connection, owner_table: str, owner_id: str) -> None:
    if owner_table not in EVIDENCE_OWNERS:
        raise ValueError(f"{owner_table} takes no evidence")
    one(db, RECORDS[owner_table], owner_id)


def link(db: Connection, evidence_id: str, owner_table: str, owner_id: str, page: str = "") -> str:
    """Tie evidence to a record, once; tying again changes the page or article. The link's id."""
    _owner_exists(db, owner_table, owner_id)
    one(db, Evidence, evidence_id)
    keys = {"evidence_id": evidence_id, f"{owner_table}_id": owner_id}
    values = checked(db, "evidence_link", {**keys, "page": page})
    rid = editing.row_id(db, BY_NAME["evidence_link"], keys)
    if find(db, EvidenceLink, rid) is None:
        return editing.insert(db, "evidence_link", values, rid)
    editing.update(db, "evidence_link", rid, {"page": values["page"]})
    return rid


def unlink(db: Connection, evidence_id: str, owner_table: str, owner_id: str) -> None:
    """Untie evidence from a record; the evidence and its file stay in the plan."""
    for row in where(db, EvidenceLink, evidence_id=evidence_id, **{f"{owner_table}_id": owner_id}):
        editing.delete(db, "evidence_link", row.id)
        return
    raise gone("evidence_link")


def owners_of(db: Connection, evidence_id: str) -> list[Owner]:
    """Everything that a piece of evidence proves."""
    owners = []
    for row in where(db, EvidenceLink, evidence_id=evidence_id):
        for table in EVIDENCE_OWNERS:
            if owner_id := getattr(row, f"{table}_id"):
                owners.append(Owner(table, owner_id, row.page))
    return owners


def evidence_of(db: Connection, owner_table: str, owner_id: str) -> list[Linked]:
    """The evidence of a record, the earliest date first; what has no date comes last."""
    links = where(db, EvidenceLink, **{f"{owner_table}_id": owner_id})
    linked = [Linked(one(db, Evidence, row.evidence_id), row.page) for row in links]
    return sorted(linked, key=lambda item: (item.evidence.dated or "~", item.evidence.title, item.evidence.id))
