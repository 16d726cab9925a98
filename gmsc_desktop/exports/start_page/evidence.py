"""Evidence by what it proves, and the register of every piece with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gmsc_desktop.exports.html import Content, Html, el, is_web_address
from gmsc_desktop.exports.proof import Proof, evidence_title, only_originals
from gmsc_desktop.exports.start_page.parts import Column, Table, fold, hint, labelled, stacked
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import date_text, joined, short_date
from gmsc_desktop.models.records import Evidence, Initiative
from gmsc_desktop.text import _
from gmsc_desktop.values import format_size

# A browser runs what these hold; they are named, never one click away.
_PAGES = frozenset("html htm xhtml xht shtml svg svgz xml xsl xslt mht mhtml".split())  # noqa: SIM905 - one line


def evidence(view: View) -> Iterator[Html]:
    """By initiative in the order of the dimensions, then bodies and documents, then what proves nothing yet."""
    proofs = view.proofs
    if not view.snapshot.all(Evidence):
        yield hint(_("Belum ada bukti dukung."))
        return
    for dimension in view.reference.dimensions:
        rows = view.snapshot.where(Initiative, "dimension", dimension.code)
        yield from _fold_of(view, view.dimension_name(dimension), rows)
    others = [row for row in view.snapshot.all(Initiative) if view.reference.dimension(row.dimension) is None]
    yield from _fold_of(view, _("Inisiatif tanpa dimensi"), others)
    apart = proofs.by_initiative.get("", [])
    if apart:
        table = _table(_("Bukti menurut yang dibuktikan"))
        for proof in _ordered(view, apart):
            _row(view, table, proof, proof.name)
        yield fold(_("Lembaga, rapat, dan dokumen"), table.html(), note=_note(apart))
    if proofs.unlinked:
        names = [el("li", view.evidence_link(row), " ", evidence_title(row)) for row in proofs.unlinked]
        heading = _("Belum ditautkan ke apa pun")
        yield fold(heading, el("ul", names, cls="plain"), note=_("{count} bukti").format(count=len(names)))
    every, originals = view.snapshot.all(Evidence), only_originals(view.snapshot)
    kept = sum(row.sha256 in originals for row in every)
    count = _("{count} bukti, {originals} dokumen asli") if kept else _("{count} bukti")
    count = count.format(count=len(every) - kept, originals=kept)
    yield fold(_("Daftar seluruh bukti dengan keterangannya"), _register(view).html(), note=count)


def _fold_of(view: View, name: Content, rows: Iterable[Initiative]) -> Iterator[Html]:
    table = _table(_("Bukti menurut yang dibuktikan"))
    shown: list[Proof] = []
    for row in rows:
        own = view.proofs.by_initiative.get(row.id, [])
        if own:
            table.band(view.initiative_link(row.id))
        title = joined(row.code, row.title, by=" ")
        for proof in _ordered(view, own):
            _row(view, table, proof, proof.name.removeprefix(title).removeprefix(", "))
        shown += own
    if shown:
        yield fold(name, table.html(), note=_note(shown))


def _ordered(view: View, proofs: Iterable[Proof]) -> list[Proof]:
    numbers = view.proofs.number
    return sorted(proofs, key=lambda proof: (proof.subject, proof.evidence.dated, numbers[proof.evidence.id]))


def _note(proofs: Iterable[Proof]) -> str:
    return _("{count} bukti").format(count=len({proof.evidence.id for proof in proofs}))


def _table(caption: str) -> Table:
    return Table(
        caption,
        Column(_("Membuktikan"), "head"),
        Column(_("Bukti dukung")),
        Column(_("Nama berkas asli atau tautan")),
        Column(_("Jenis")),
        Column(_("Tanggal")),
        Column(_("Ukuran"), "num"),
        Column(_("Halaman atau pasal")),
        look="alone",
    )


def _row(view: View, table: Table, proof: Proof, name: str) -> None:
    row = proof.evidence
    table.row(
        stacked(proof.subject, name),
        [view.evidence_link(row), " ", evidence_title(row)],
        evidence_file(view, row),
        view.label("evidence_kind", row.kind),
        short_date(row.dated),
        "" if row.size is None else format_size(row.size),
        proof.page,
    )


def evidence_file(view: View, row: Evidence) -> list[Content]:
    """The file under its original name, a link where it comes along; the address of a link with the day it was seen."""
    made: list[Content] = []
    if row.sha256 or row.original_name:
        made += _stored(row, view.evidence.get(row.sha256, ""))
    if row.url:
        seen = (
            _("dilihat {date}").format(date=date_text(row.seen_on)) if row.seen_on else _("tanggal lihat belum diisi")
        )
        address = el("a", row.url, href=row.url, rel="noreferrer") if is_web_address(row.url) else row.url
        made += [el("div", address, cls="address"), el("div", seen, cls="sub")]
    return made


def _stored(row: Evidence, path: str) -> list[Content]:
    name = row.original_name or evidence_title(row) or _("berkas tanpa nama")
    if not path:
        return [el("div", name, cls="address"), el("div", _("tidak disertakan"), cls="sub")]
    if path.rpartition(".")[2] in _PAGES:
        return [el("div", name, cls="address"), el("div", _("di {path}").format(path=path), cls="sub address")]
    return [el("div", el("a", name, href=path), cls="address")]


def _register(view: View) -> Table:
    table = Table(
        _("Daftar bukti dukung"),
        Column(_("No."), "num"),
        Column(_("Bukti dukung"), "head"),
        Column(_("Jenis dan tanggal")),
        Column(_("Berkas atau tautan")),
        Column(_("Keterangan")),
        Column(_("Membuktikan")),
        look="alone",
    )
    for row in view.snapshot.all(Evidence):
        proofs = view.proofs.by_evidence.get(row.id, [])
        table.row(
            view.proofs.number[row.id],
            stacked(evidence_title(row), row.number),
            stacked(view.label("evidence_kind", row.kind), date_text(row.dated), _date_source(view, row)),
            [*evidence_file(view, row), *_content(view, row)],
            _more(view, row),
            _counted(proofs),
            place=view.evidence_place(row.id),
        )
    return table


def _date_source(view: View, row: Evidence) -> str:
    source = view.label("date_source", row.dated_from)
    return _("tanggal dari: {source}").format(source=source) if source else ""


def _content(view: View, row: Evidence) -> list[Content]:
    size = "" if row.size is None else format_size(row.size)
    told = joined(row.media_type, size, by=" · ")
    state = view.label("evidence_state", row.state)
    look = "ok" if row.state == "utuh" else "warn"
    return [el("div", told, cls="sub") if told else "", el("div", state, cls=look) if state else ""]


def _more(view: View, row: Evidence) -> list[Content]:
    return [
        el("div", row.note) if row.note else "",
        labelled(_("OPD"), view.figures.agency_name(row.agency_id)),
        labelled(_("Dilihat tanggal"), "" if row.url else date_text(row.seen_on)),
        labelled(_("Berlaku sampai"), date_text(row.expires_on)),
        el("div", _("Memuat lokasi"), cls="sub") if row.has_location else "",
        _original(row),
    ]


def _original(row: Evidence) -> Content:
    """Size and hash of the file that came in, where a smaller copy or one without its place was kept."""
    size = "" if row.original_size is None else format_size(row.original_size)
    facts = joined(size, row.original_sha256, by=" · ")
    return el("div", _("Diubah dari berkas asli: {facts}").format(facts=facts), cls="sub address") if facts else ""


def _counted(proofs: list[Proof]) -> Content:
    """How often it proves each kind of thing: "Realisasi (3)"; the things themselves stand in the folds above."""
    counts: dict[str, int] = {}
    for proof in proofs:
        counts[proof.subject] = counts.get(proof.subject, 0) + 1
    told = joined(*(subject if n == 1 else f"{subject} ({n})" for subject, n in sorted(counts.items())))
    return told or el("span", _("belum ditautkan"), cls="warn")
