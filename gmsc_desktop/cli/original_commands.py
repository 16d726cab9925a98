"""Commands about original documents (dokumen asli): the list with what can be searched, and one more."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import Source, pack_of, reading
from gmsc_desktop.cli.selecting import editing as open_for_editing
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, original_texts, originals
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.original_texts import Searchable, Text
from gmsc_desktop.models.originals import Held
from gmsc_desktop.models.reference import ReferencePack, for_plan
from gmsc_desktop.models.typed import read_value
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, format_size


def original_documents(chosen: argparse.Namespace) -> Outcome:
    """List the original documents of a plan or package; with words to search, the pages that hold them."""
    with reading(chosen.plan, from_backup=chosen.from_backup) as source:
        listed = originals.held(source.snapshot)
        texts = {held.file.sha256: _text(source, held) for held in listed if held.file is not None}
        pack = for_plan(source.snapshot.plan.reference_version)
    lines = [line for held in listed for line in _lines(pack, held, texts)] or [_("Belum ada dokumen asli.")]
    value: dict[str, object] = {"documents": [_json(held, texts) for held in listed]}
    if chosen.search is not None:
        lines, found = _search(chosen.search, listed, texts)
        value["found"] = found
    return Outcome(lines, value)


def _text(source: Source, held: Held) -> Text:
    from gmsc_desktop.exchange.text_reading import text_of

    assert held.file is not None
    file, folder = held.file, source.document.folder if source.document is not None else None
    return text_of(folder, file.sha256, source.evidence(file.sha256), file.media_type)


def _lines(pack: ReferencePack, held: Held, texts: dict[str, Text]) -> Iterable[str]:
    row = held.document
    kind = pack.label(originals.KINDS, row.kind)
    dated = format_date(date.fromisoformat(row.dated)) if row.dated else ""
    yield f"{row.id[:8]}  {', '.join(part for part in (kind, row.title, row.number, dated) if part)}"
    if held.file is None:
        yield "          " + _("Berkas belum ada.")
    else:
        size = format_size(held.file.size or 0)
        yield f"          {held.file.original_name} ({size}). {original_texts.words(texts[held.file.sha256])}"


def _json(held: Held, texts: dict[str, Text]) -> dict[str, object]:
    row, file = held.document, held.file
    text = texts[file.sha256] if file is not None else Text(problem=original_texts.MISSING)
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "number": row.number or None,
        "dated": row.dated or None,
        "file": file.original_name if file is not None else None,
        "sha256": file.sha256 if file is not None else None,
        "size": file.size if file is not None else None,
        "state": file.state if file is not None else None,
        "pages": len(text.pages) if text.paged else None,
        "searchable": any(text.pages),
        "problem": "scan" if text.is_scan else text.problem or None,
    }


def _search(
    words: str, listed: list[Held], texts: dict[str, Text]
) -> tuple[list[str], list[dict[str, object]]]:  # fmt: skip
    names = {held.file.sha256: held.document for held in reversed(listed) if held.file is not None}
    found, count = original_texts.search_texts([Searchable(one, texts[one]) for one in names], words, 400)
    value: list[dict[str, object]] = [
        {
            "id": names[one.sha256].id,
            "page": one.page + 1 if one.paged else None,
            "around": one.around,
        }
        for one in found
    ]
    lines = [f"{names[one.sha256].title}, {original_texts.page_words(one)}: {one.around}" for one in found]
    if count > len(found):
        lines.append(_("{count} cocok, {shown} pertama ditampilkan.").format(count=count, shown=len(found)))
    return lines or [_("Tidak ada yang cocok di dokumen asli.")], value


def add_original(chosen: argparse.Namespace) -> Outcome:
    """Take a file in as an original document: kept byte for byte, its kind guessed where none is told."""
    from gmsc_desktop.exchange.text_reading import text_of

    path = Path(chosen.file)
    with open_for_editing(chosen.plan) as document:
        pack = pack_of(document)
        told = {column: _typed(pack, column, getattr(chosen, column) or "") for column in ("kind", "number", "dated")}
        stored = attachments.store(document.folder, path, path.name)
        if stored.state == "kosong":
            attachments.path_of(document.folder, stored.sha256).unlink(missing_ok=True)
            raise UserFacingError(
                _("{name} kosong (0 bita), jadi tidak ditambahkan.").format(name=path.name),
                _("Ambil lagi dari sumbernya, lalu tambahkan berkas yang utuh."),
            )
        at = attachments.path_of(document.folder, stored.sha256)
        text = text_of(document.folder, stored.sha256, at, stored.media_type)
        kind = told["kind"] or originals.guess_kind(pack, stored.original_name, text.pages)
        number = told["number"] or originals.guess_number(kind, pack, text.pages)
        title = chosen.title or originals.title_of(stored.original_name)
        taken = originals.Taken(stored, kind, title, number, told["dated"])
        with document.change(_("Tambah dokumen asli")) as db:
            before = originals.recorded(db, stored.sha256)
            rid = originals.add(db, taken)
    label = pack.label(originals.KINDS, kind)
    lines = [_("Dokumen asli ditambahkan: {id} ({kind})").format(id=rid, kind=label)]
    if before is not None:
        lines = [_("Berkas ini sudah ada di dokumen asli: {id}. Tidak digandakan.").format(id=rid)]
    trouble = stored.state != "utuh" or not any(text.pages)
    warnings = (original_texts.words(text),) if trouble else ()
    return Outcome(lines, {"id": rid, "sha256": stored.sha256, "added": before is None}, warnings=warnings)


def _typed(pack: ReferencePack, column: str, text: str) -> str:
    """A told value by the rules of its field: a code, label or other word of a kind; a date in any usual writing."""
    return str(read_value(BY_NAME[originals.TABLE].field(column), text, pack) or "") if text else ""
