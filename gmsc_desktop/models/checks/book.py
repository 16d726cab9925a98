"""Rules 39 and 40: the narrative of the book and what its cover letter needs."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.institutions import head_in_office
from gmsc_desktop.models.records import Section
from gmsc_desktop.text import _


def sections(case: Case) -> Iterator[Fault]:
    """Rule 39: the sections that the template requires for this purpose are not empty."""
    written = {section.key: section for section in case.snapshot.all(Section) if section.body.strip()}
    for template in case.pack.sections:
        if case.purpose in template.required_for and template.code not in written:
            stage = case.pack.label("stage", case.purpose)
            sentence = _("Bagian “{section}” masih kosong, padahal wajib untuk {stage}. Tulis isinya.")
            sentence = sentence.format(section=template.label, stage=stage)
            yield Fault((template.code,), sentence, Place("section", template.code, "body"))


def cover_letter(case: Case) -> Iterator[Fault]:
    """Rule 40: the letter has an office that sends it, somebody who signs it, a title. (Nobody in office: rule 1.)"""
    region, plan, head = case.snapshot.region, case.snapshot.plan, head_in_office(case, case.day)
    if not region.office_name.strip():
        sentence = _("Perangkat daerah penyusun belum diisi. Isi namanya untuk surat pengantar.")
        yield Fault(("office",), sentence, Place("region", region.id, "office_name"))
    if head is not None and not head.kind:
        sentence = _("Status jabatan {name} belum diisi. Pilih Definitif, Pj., Plt., atau Plh. untuk surat pengantar.")
        yield Fault((head.id,), sentence.format(name=case.name(head)), Place("head_of_region", head.id, "kind"))
    if not plan.title.strip():
        sentence = _("Judul rencana induk belum diisi. Isi judulnya untuk sampul dan surat pengantar.")
        yield Fault(("title",), sentence, Place("plan", plan.id, "title"))
