"""Rule 14: each initiative is complete and tied to the planning document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import day
from gmsc_desktop.models.figures import span
from gmsc_desktop.models.records import (
    Agency,
    AgencySuccession,
    Initiative,
    InitiativeIndicator,
    InitiativeSubdimension,
    InitiativeTarget,
)
from gmsc_desktop.text import _


def complete(case: Case) -> Iterator[Fault]:
    """Rule 14, for every initiative that was not rejected, in the plan's order."""
    if not case.figures.initiatives:
        sentence = _("Rencana ini belum memuat inisiatif. Tambahkan satu per satu, atau tempel daftar dari Excel.")
        yield Fault((), sentence, Place("initiative", "", "title"))
    for initiative in case.figures.initiatives:
        for part in _PARTS:
            yield from part(case, initiative)


def _fault(case: Case, initiative: Initiative, aspect: str, place: Place, sentence: str, **values: object) -> Fault:
    """A fault of an initiative; the sentence takes its name as ``{name}``, and the other ``values``."""
    return Fault((initiative.id, aspect), sentence.format(name=case.name(initiative), **values), place)


def _value(initiative: Initiative, column: str) -> Place:
    return Place("initiative", initiative.id, column)


def _title(case: Case, initiative: Initiative) -> Iterator[Fault]:
    if not initiative.title.strip():
        code = initiative.code or _("tanpa kode")
        sentence = _("Inisiatif {code} belum bernama. Isi nama program/inisiatifnya.").format(code=code)
        yield Fault((initiative.id, "title"), sentence, Place("initiative", initiative.id, "title"))


def _dimension(case: Case, initiative: Initiative) -> Iterator[Fault]:
    if case.pack.dimension(initiative.dimension) is None:
        sentence = _("Inisiatif “{name}” belum memiliki dimensi utama. Pilih satu dari enam dimensi.")
        yield _fault(case, initiative, "dimension", _value(initiative, "dimension"), sentence)
    if not case.snapshot.where(InitiativeSubdimension, "initiative_id", initiative.id):
        sentence = _("Inisiatif “{name}” belum memiliki sub-dimensi. Pilih sedikitnya satu.")
        place = Place("initiative_subdimension", initiative.id, "subdimension")
        yield _fault(case, initiative, "subdimension", place, sentence)


def _agency(case: Case, initiative: Initiative) -> Iterator[Fault]:
    agency = case.snapshot.get(Agency, initiative.agency_id) if initiative.agency_id else None
    place = _value(initiative, "agency_id")
    if agency is None:
        sentence = _("Inisiatif “{name}” belum memiliki OPD penanggung jawab. Pilih satu OPD.")
        yield _fault(case, initiative, "agency", place, sentence)
        return
    end = span(initiative)[1]
    last_day = case.day if end is None else min(case.day, f"{end:04d}-12-31")  # finished years keep the old name
    if agency.valid_to and agency.valid_to < last_day:
        sentence = _("{agency}, penanggung jawab inisiatif “{name}”, hanya berlaku sampai {date}. Pilih {successor}.")
        values = {"agency": case.name(agency), "date": day(agency.valid_to), "successor": _successor(case, agency)}
        yield _fault(case, initiative, "agency", place, sentence, **values)


def _successor(case: Case, agency: Agency) -> str:
    links = case.snapshot.where(AgencySuccession, "agency_id", agency.id)
    found = (case.snapshot.get(Agency, link.successor_id) for link in links)
    names = [case.name(successor) for successor in found if successor is not None]
    return _(" atau ").join(names) or _("OPD penerusnya")


def _years(case: Case, initiative: Initiative) -> Iterator[Fault]:
    start, end = initiative.year_start, initiative.year_end
    if start is None or end is None:
        column = "year_start" if start is None else "year_end"
        sentence = _("Tahun pelaksanaan inisiatif “{name}” belum lengkap. Isi tahun mulai dan tahun selesainya.")
        yield _fault(case, initiative, "years", _value(initiative, column), sentence)
    elif end < start:
        sentence = _(
            "Tahun selesai inisiatif “{name}” ({end}) mendahului tahun mulainya ({start}). Perbaiki salah satunya."
        )
        yield _fault(case, initiative, "years", _value(initiative, "year_end"), sentence, start=start, end=end)
    elif case.snapshot.years and not (start in case.snapshot.years and end in case.snapshot.years):
        column = "year_end" if start in case.snapshot.years else "year_start"
        sentence = _(
            "Inisiatif “{name}” berlangsung {start}–{end}, di luar periode rencana {first}–{last}. "
            "Sesuaikan tahun inisiatif atau periode rencana."
        )
        values = {"start": start, "end": end, "first": case.snapshot.years[0], "last": case.snapshot.years[-1]}
        yield _fault(case, initiative, "years", _value(initiative, column), sentence, **values)


def _indicator(case: Case, initiative: Initiative) -> Iterator[Fault]:
    indicators = case.snapshot.where(InitiativeIndicator, "initiative_id", initiative.id)
    lacks = [_indicator_lack(case, indicator) for indicator in indicators]
    if indicators and not all(lacks):
        return
    if not indicators:
        sentence = _(
            "Inisiatif “{name}” belum memiliki indikator. Tambahkan sedikitnya satu, dengan satuan dan target."
        )
        place = Place("initiative_indicator", initiative.id, "text")
        yield _fault(case, initiative, "indicator", place, sentence)
        return
    text = {
        "text": _("Indikator inisiatif “{name}” belum bernama. Tulis apa yang diukur."),
        "unit": _("Indikator inisiatif “{name}” belum memiliki satuan. Isi satuannya."),
        "target": _("Indikator inisiatif “{name}” belum memiliki target. Isi target sedikitnya satu tahun."),
    }[lacks[0]]
    table = "initiative_target" if lacks[0] == "target" else "initiative_indicator"
    place = Place(table, indicators[0].id, "text" if lacks[0] == "target" else lacks[0])
    yield _fault(case, initiative, "indicator", place, text)


def _indicator_lack(case: Case, indicator: InitiativeIndicator) -> str:
    """What an indicator lacks first; "" where nothing."""
    if not indicator.text.strip():
        return "text"
    if not indicator.unit.strip():
        return "unit"
    targets = case.snapshot.where(InitiativeTarget, "indicator_id", indicator.id)
    return "" if any(target.text.strip() for target in targets) else "target"


def _mapped(case: Case, initiative: Initiative) -> Iterator[Fault]:
    """A link to the document in force in the year looked at; for an initiative of other years, in its nearest year."""
    if initiative.outside_reason.strip():
        return
    start, end = span(initiative)
    year = case.year if start is None or end is None else min(max(case.year, start), end)
    document = case.figures.document_for(initiative, case.year)
    if case.figures.is_mapped(initiative.id, document.id if document else ""):
        return
    place = Place("indicator_mapping", initiative.id, "indicator_id")
    if document is not None and case.figures.is_mapped(initiative.id):
        sentence = _(
            "Inisiatif “{name}” belum dipetakan ke {document}, yang berlaku pada tahun {year}. "
            "Petakan ke indikator atau programnya, atau isi alasan di luar RPJMD."
        )
        yield _fault(case, initiative, "mapping", place, sentence, document=case.name(document), year=year)
    else:
        sentence = _(
            "Inisiatif “{name}” belum dipetakan ke RPJMD. "
            "Petakan ke indikator atau program RPJMD, atau isi alasan di luar RPJMD."
        )
        yield _fault(case, initiative, "mapping", place, sentence)


_Part = Callable[[Case, Initiative], Iterator[Fault]]
_PARTS: tuple[_Part, ...] = (_title, _dimension, _agency, _years, _indicator, _mapped)
