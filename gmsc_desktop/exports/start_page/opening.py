"""The head of the start page: how to extract, what this is, what the package holds and what it proves."""

from __future__ import annotations

import base64
import math

from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.pictures import emblem
from gmsc_desktop.exports.proof import only_originals
from gmsc_desktop.exports.start_page.parts import labelled
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.unchecked import stage_told
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.models.records import Evidence, Initiative, ProgressEntry
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, format_number

_EMBLEM_PIXELS = 176


def marks(view: View) -> str:
    """DRAF and CONTOH as the page repeats them; empty for a final, real plan."""
    return joined(view.edition.draft_mark, view.edition.example_mark, by=" · ")


def ribbon(view: View) -> Html | None:
    """The marks, always in view."""
    return el("p", marks(view), cls="ribbon") if marks(view) else None


def badges(view: View) -> Content:
    """The marks in short, repeated at each section."""
    told = [view.edition.draft_mark, _("CONTOH") if view.edition.example else ""]
    return [el("span", mark, cls="badge") for mark in told if mark]


def extracting(view: View) -> Html:
    """How to come to the whole package; said first, because links lead nowhere before."""
    if view.edition.purpose:
        first = _("Ekstrak dahulu seluruh paket ini.")
        why = _(
            "Windows menampilkan berkas ZIP seperti folder, tetapi hanya membongkar halaman yang diklik dua kali. "
            "Tautan ke dokumen dan bukti baru berfungsi setelah semuanya diekstrak."
        )
        how = _("Klik kanan berkas ZIP, pilih “Ekstrak Semua…” (Extract All…), lalu buka index.html di folder data.")
    else:
        first = _("Salinan kerja ini dibuka dengan GMSC Desktop.")
        why = _("Halaman ini hanya untuk dibaca. Tautannya berfungsi setelah seluruh isi berkas .gmsc diekstrak.")
        how = _("Berkas .gmsc adalah ZIP biasa: ekstrak seluruhnya, lalu buka index.html di folder data.")
    return el("aside", el("p", el("strong", first), " ", why), el("p", how), cls="extract", aria_label=first)


def masthead(view: View) -> Html:
    """District, title, and the facts by which one package is told from another."""
    edition, region = view.edition, view.snapshot.region
    state = view.label("book_status", view.snapshot.plan.status or "draf")
    stage = edition.purpose_label or _("Salinan kerja tim")
    pairs: list[tuple[str, Content]] = [
        (_("Periode"), edition.period or _("belum diisi")),
        (_("Tahap"), stage),
        (_("Pemeriksaan tahap ini"), stage_told(edition)),
        (_("Putaran"), "" if view.round_number is None else str(view.round_number)),
        (_("Dibuat"), format_date(edition.made_on)),
        (_("Revisi"), edition.revision_code),
        (_("Status buku"), state),
    ]
    told = [el("div", el("dt", label), el("dd", value)) for label, value in pairs if value]
    where = joined(region.name, region.province_name, region.code, by=" · ")
    name = [el("p", where, cls="over"), el("h1", edition.title)]
    return el("header", _emblem(view), el("div", name, badges(view), el("dl", told, cls="head-facts")), cls="mast")


def _emblem(view: View) -> Html:
    """The district's own emblem where the plan names one, else our plain mark of six dimensions."""
    picture = emblem(view.edition, _EMBLEM_PIXELS)
    if picture is not None:
        coded = base64.b64encode(picture.getvalue()).decode("ascii")
        about = _("Lambang {region}").format(region=view.snapshot.region.name)
        return el("img", src=f"data:image/png;base64,{coded}", alt=about, cls="emblem")
    return mark(view)


def mark(view: View) -> Html:
    """Six points around a ring: a mark that belongs to no one."""
    ring = el("circle", cx=32, cy=32, r=20, fill="none", cls="ring")
    points = []
    for number, dimension in enumerate(view.reference.dimensions):
        angle = math.radians(60 * number - 90)
        x, y = 32 + 20 * math.cos(angle), 32 + 20 * math.sin(angle)
        points.append(el("circle", cx=x, cy=y, r=7.5, cls=view.colour_class(dimension.code)))
    centre = el("circle", cx=32, cy=32, r=5, cls="hub")
    return el("svg", ring, points, centre, viewbox="0 0 64 64", cls="emblem", aria_hidden="true")


# -- what the package holds -------------------------------------------------------------------------------------------


def holdings(view: View) -> list[Html]:
    """Two columns: the papers with what else is there, and what the package proves."""
    here, proves = _("Isi paket"), _("Yang dapat dibuktikan paket ini")
    left = el("div", el("h2", here), _papers(view), _counts(view), cls="sheet")
    right = el("div", el("h2", proves), el("ul", _proven(), cls="proof"), cls="sheet")
    return [left, right]


def _papers(view: View) -> Content:
    if not view.papers:
        return el("p", _("Paket ini tidak memuat dokumen cetak."), cls="hint")
    links = [
        el("li", el("a", el("span", label), el("small", path), href=path, cls="paper")) for label, path in view.papers
    ]
    return el("ul", links, cls="papers")


def _counts(view: View) -> Html:
    originals = only_originals(view.snapshot)
    named = {row.sha256 for row in view.snapshot.all(Evidence) if row.sha256} - originals
    told = _("{initiatives} inisiatif dan {entries} entri realisasi, seluruhnya dapat dibaca di halaman ini").format(
        initiatives=format_number(len(view.snapshot.all(Initiative))),
        entries=format_number(len(view.snapshot.all(ProgressEntry))),
    )
    proofs = _evidence_sentence(len(named & view.evidence.keys()), len(named))
    lines = [labelled(_("Rencana"), told), labelled(_("Bukti dukung"), proofs)]
    if originals:
        told = _originals_sentence(len(originals & view.evidence.keys()), len(originals))
        lines.append(labelled(_("Dokumen asli"), told))
    if view.tables:
        told = _("{count} tabel untuk pengolah data di folder tabel").format(count=len(view.tables))
        lines.append(labelled(_("Data"), told))
    return el("div", lines, cls="counts")


def _evidence_sentence(here: int, named: int) -> str:
    if not named:
        return _("rencana ini belum menyebut berkas bukti")
    if here == named:
        return _("semua berkas bukti ikut serta ({named})").format(named=named)
    if not here:
        return _("{named} berkas bukti disebut tanpa disertakan").format(named=named)
    told = _("{here} dari {named} berkas bukti ikut serta; yang lain ditandai “tidak disertakan”")
    return told.format(here=here, named=named)


def _originals_sentence(here: int, named: int) -> str:
    if here == named:
        return _("semua berkasnya ikut serta ({named})").format(named=named)
    if not here:
        return _("{named} berkas disebut tanpa disertakan").format(named=named)
    return _("{here} dari {named} berkas ikut serta").format(here=here, named=named)


def _proven() -> list[Html]:
    told = (
        (
            _("Isinya utuh."),
            _("Sidik SHA-512 setiap berkas tercatat di manifest-sha512.txt: satu huruf yang berubah akan ketahuan."),
        ),
        (
            _("Segelnya dari komputer yang sama seperti sebelumnya, bukan identitas hukum."),
            _("Penerima diperingatkan bila paket berikutnya disegel komputer lain."),
        ),
        (
            _("Halaman ini sendiri tidak memeriksa apa pun."),
            _("Periksa paket dengan GMSC Desktop, atau dengan alat BagIt mana pun, sebelum dijadikan dasar keputusan."),
        ),
    )
    return [el("li", el("strong", first), " ", second) for first, second in told]
