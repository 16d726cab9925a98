"""What the plan is, of which district, and what it says of itself: identity, vision, missions, narrative."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exports import unchecked
from gmsc_desktop.exports.html import Content, Html, el
from gmsc_desktop.exports.start_page.parts import Column, Fact, Table, bullets, facts, fold, hint, narrative, time_text
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import date_text, joined
from gmsc_desktop.models.records import HeadOfRegion, Section, SmartMission
from gmsc_desktop.text import _
from gmsc_desktop.values import format_number


def identity(view: View) -> Iterator[Html]:
    """The facts of the plan and the district."""
    told = facts(*_plan(view), *_region(view))
    if told is not None:
        yield fold(_("Identitas dokumen dan daerah"), told)
    table = Table(
        _("Kepala daerah dan wakilnya"),
        Column(_("Nama"), "head"),
        Column(_("Jabatan")),
        Column(_("Status jabatan")),
        Column(_("Masa jabatan")),
        Column(_("Catatan")),
        look="alone",
    )
    for head in view.snapshot.all(HeadOfRegion):
        post, kind = view.label("head_post", head.post), view.label("head_kind", head.kind)
        table.row(head.name, post, kind, time_text(head.from_date, head.to_date), head.note)
    yield fold(_("Kepala daerah"), table.html(_("Kepala daerah belum dicatat.")))


def _plan(view: View) -> list[Fact]:
    plan, edition = view.snapshot.plan, view.edition
    document = view.figures.document_in_force(edition.year)
    return [
        (_("Judul"), edition.title),
        (_("Jenis rencana"), view.label("plan_kind", plan.kind)),
        (_("Rencana yang direvisi"), plan.ancestor_plan),
        (_("Alasan rencana terpisah"), plan.kind_reason),
        (_("Asal rencana"), unchecked.origin_told(edition)),
        (_("Periode rencana"), edition.period),
        (_("Status buku"), view.label("book_status", plan.status or "draf")),
        (_("Ditetapkan final"), joined(plan.final_by, date_text(plan.final_on))),
        (_("Reviu terakhir"), date_text(plan.reviewed_on)),
        (_("Dokumen perencanaan {year}").format(year=edition.year), document.title if document else ""),
        (_("Paket acuan"), _once(view.reference.title, plan.reference_version)),
    ]


def _region(view: View) -> list[Fact]:
    region = view.snapshot.region
    area = "" if region.area_km2 is None else _("{area} km²").format(area=format_number(region.area_km2))
    people = "" if region.population is None else _("{count} jiwa").format(count=format_number(region.population))
    if people and region.population_year:
        people = _("{people} ({year})").format(people=people, year=region.population_year)
    return [
        (_("Daerah"), joined(_once(region.name, view.label("region_kind", region.kind)), region.code)),
        (_("Provinsi"), joined(region.province_name, region.province_code)),
        (_("Ibu kota"), region.capital),
        (_("Luas wilayah"), area),
        (_("Jumlah penduduk"), people),
        (_("Angkatan GMSC"), str(region.cohort_year or "")),
        (_("Skema evaluasi"), view.label("evaluation_scheme", region.evaluation_scheme)),
        (_("Kawasan prioritas"), region.zone),
        (_("Perangkat daerah penyusun"), joined(region.office_name, region.office_address)),
    ]


def _once(name: str, more: str) -> str:
    """``more`` beside a name, unless the name says it already."""
    return name if more in name else joined(name, more)


def vision(view: View) -> Iterator[Html]:
    """Vision, keywords and missions, unfolded: they are short and everything else rests on them."""
    plan = view.snapshot.plan
    yield el("h3", _("Visi"))
    yield el("div", narrative(plan.vision), cls="lead") if plan.vision else hint(_("Visi smart city belum diisi."))
    if plan.vision_keywords:
        yield el("p", _("Kata kunci: {words}").format(words=plan.vision_keywords), cls="quieter")
    yield el("h3", _("Misi"))
    missions = [el("li", mission.text) for mission in view.snapshot.all(SmartMission)]
    yield el("ol", missions, cls="missions") if missions else hint(_("Misi smart city belum diisi."))


def sections(view: View) -> Iterator[Html]:
    """The narrative of the book, in the order of the template; a section that it does not know comes last."""
    written = {row.key: row for row in view.snapshot.all(Section) if row.body.strip()}
    known = [template.code for template in view.reference.sections]
    for key in [*known, *(key for key in written if key not in known)]:
        if key in written:
            yield fold(view.label("section", key), el("div", narrative(written[key].body), cls="prose"))
    missing: list[Content] = [t.label for t in view.reference.sections if t.code not in written]
    if missing:
        yield fold(_("Bagian yang belum ditulis"), bullets(missing), note=len(missing))
