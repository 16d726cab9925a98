"""``ro-crate-metadata.json`` (RO-Crate 1.1): what each file of the package is, for archives and their tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gmsc_desktop.models.records import Evidence, EvidenceLink, OriginalDocument
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.bag import PackedFile
from gmsc_desktop.package.identity import Identity
from gmsc_desktop.package.names import EVIDENCE
from gmsc_desktop.text import _, in_source_language

Json = dict[str, Any]  # Any: JSON-LD

_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "heic": "image/heic",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@in_source_language
def crate_text(identity: Identity, snapshot: Snapshot, files: Iterable[PackedFile]) -> bytes:
    """The file for a package with these payload files; names of evidence are the original ones."""
    titles = {row.sha256: row.title or row.original_name for row in snapshot.all(Evidence) if row.sha256}
    titles |= _titles_of_originals(snapshot)
    parts = [_file(file, titles) for file in files]
    graph = [_descriptor(), _root(identity, parts), _organisation(identity), _terms(), *parts]
    content = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _titles_of_originals(snapshot: Snapshot) -> dict[str, str]:
    """The files of original documents are called by what the documents are called."""
    found = {}
    for link in snapshot.all(EvidenceLink):
        document = snapshot.get(OriginalDocument, link.original_document_id)
        file = snapshot.get(Evidence, link.evidence_id)
        if document is not None and file is not None and file.sha256 and document.title:
            found[file.sha256] = _("Dokumen asli: {name}").format(name=document.title)
    return found


def _descriptor() -> Json:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": _SPECIFICATION},
        "about": {"@id": "./"},
    }


def _root(identity: Identity, parts: list[Json]) -> Json:
    name = identity.title or _("Rencana Induk Smart City {region}").format(region=identity.region_name)
    about = _("Paket rencana induk smart city: rencana, tabel, dokumen, dan bukti dukung.")
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{_('CONTOH – bukan dokumen resmi')}: {name}" if identity.example else name,
        "description": about,
        "datePublished": identity.made_on,
        "identifier": [f"urn:uuid:{identity.plan_id}", f"urn:uuid:{identity.package_id}"],
        "author": {"@id": "#penyusun"},
        "license": {"@id": "#ketentuan"},
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }


def _organisation(identity: Identity) -> Json:
    name = identity.office or identity.region_name or _("Pemerintah daerah")
    return {"@id": "#penyusun", "@type": "Organization", "name": name}


def _terms() -> Json:
    words = _("Dokumen pemerintah daerah. Penggunaannya mengikuti ketentuan pemerintah daerah penyusun.")
    return {"@id": "#ketentuan", "@type": "CreativeWork", "name": _("Ketentuan penggunaan"), "description": words}


def _file(file: PackedFile, titles: dict[str, str]) -> Json:
    path = file.name.removeprefix("data/")
    found = EVIDENCE.fullmatch(file.name)
    entity: Json = {
        "@id": path,
        "@type": "File",
        "name": (titles.get(found["sha256"]) if found else "") or path,
        "contentSize": str(file.size),
        "encodingFormat": _MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream"),
    }
    if found:
        entity["sha256"] = found["sha256"]
    return entity
