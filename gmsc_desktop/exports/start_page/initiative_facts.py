"""The facts of one initiative: what it is, who carries it, what it is aligned with, whom to ask."""

from __future__ import annotations

from gmsc_desktop.exports.html import Content, Html
from gmsc_desktop.exports.start_page.parts import Fact, bullets, facts
from gmsc_desktop.exports.start_page.view import View
from gmsc_desktop.exports.wording import date_text, joined, years_text
from gmsc_desktop.models.checks import has_consent
from gmsc_desktop.models.records import (
    Alignment,
    Initiative,
    InitiativeAgency,
    InitiativeCode,
    InitiativeObjective,
    InitiativePartner,
    InitiativeSubdimension,
    QuickWin,
    ServiceContact,
    SmartObjective,
)
from gmsc_desktop.text import _


def initiative_facts(view: View, row: Initiative) -> Html | None:
    """Labels and values; what is empty is left out."""
    return facts(*_nature(view, row), *_offices(view, row), *_aims(view, row))


def _nature(view: View, row: Initiative) -> list[Fact]:
    subs = view.snapshot.where(InitiativeSubdimension, "initiative_id", row.id)
    horizon = view.label("horizon", view.figures.horizon(row))
    if row.horizon_reason:
        horizon = _("{horizon} ({reason})").format(horizon=horizon, reason=row.horizon_reason)
    kind = joined(view.label("initiative_kind", row.kind), view.label("initiative_form", row.form))
    wins = view.snapshot.where(QuickWin, "initiative_id", row.id)
    return [
        (_("Dimensi"), view.label("dimension", row.dimension)),
        (_("Sub-dimensi"), bullets(view.label("subdimension", sub.subdimension) for sub in subs)),
        (_("Jenis dan bentuk"), kind),
        (_("Status usulan"), view.label("initiative_state", row.state)),
        (_("Tahun pelaksanaan"), joined(years_text(row.year_start, row.year_end), horizon)),
        (_("Quick win"), joined(*(str(win.year) for win in wins))),
        (_("Latar masalah"), row.background),
        (_("Keluaran"), row.output),
        (_("Dampak yang diharapkan"), row.impact),
    ]


def _offices(view: View, row: Initiative) -> list[Fact]:
    snapshot = view.snapshot
    supporting = [
        joined(view.figures.agency_name(link.agency_id), link.role, by=": ")
        for link in snapshot.where(InitiativeAgency, "initiative_id", row.id)
    ]
    partners = [
        joined(partner.name, view.label("member_element", partner.kind), partner.contribution, by=" · ")
        for partner in snapshot.where(InitiativePartner, "initiative_id", row.id)
    ]
    return [
        (_("OPD penanggung jawab"), view.figures.agency_name(row.agency_id)),
        (_("OPD pendukung"), bullets(supporting)),
        (_("Mitra"), bullets(partners)),
        (_("Kontak layanan"), bullets(_contacts(view, row))),
    ]


def _contacts(view: View, row: Initiative) -> list[Content]:
    """Contacts of the service, shown by recorded consent alone."""
    told: list[Content] = []
    for contact in view.snapshot.where(ServiceContact, "initiative_id", row.id):
        if has_consent(contact):
            given = joined(contact.consent_by, date_text(contact.consent_on), contact.consent_how)
            consent = _("persetujuan {who}").format(who=given)
            channel = view.label("contact_channel", contact.channel)
            told.append(joined(contact.unit, channel, contact.value, consent, by=" · "))
    return told


def _aims(view: View, row: Initiative) -> list[Fact]:
    snapshot = view.snapshot
    links = snapshot.where(InitiativeObjective, "initiative_id", row.id)
    objectives = [snapshot.get(SmartObjective, link.smart_objective_id) for link in links]
    codes = snapshot.where(InitiativeCode, "initiative_id", row.id)
    aligned = [_alignment(view, link) for link in snapshot.where(Alignment, "initiative_id", row.id)]
    proofs = {proof.evidence.id: proof.evidence for proof in view.proofs.by_initiative.get(row.id, [])}
    return [
        (_("Sasaran smart city"), bullets(objective.text for objective in objectives if objective)),
        (_("Alasan di luar RPJMD"), row.outside_reason),
        (_("Kode nomenklatur"), bullets(joined(code.code, code.name, by=" ") for code in codes)),
        (_("Keselarasan"), bullets(aligned)),
        (_("Bukti dukung"), view.evidence_links(proofs.values())),
    ]


def _alignment(view: View, link: Alignment) -> str:
    name = view.reference.label(link.framework, link.code)
    told = link.code if name == link.code else joined(link.code, name, by=" ")
    return _("{framework}: {name}").format(framework=view.label("framework", link.framework), name=told)
