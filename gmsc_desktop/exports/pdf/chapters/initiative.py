"""One initiative in full: what it is, who does it, what it serves, its indicators and its budget."""

from __future__ import annotations

from gmsc_desktop.exports.pdf.book import Book
from gmsc_desktop.exports.pdf.chapters.parts import Fact, facts, year_columns
from gmsc_desktop.exports.pdf.grid import Column
from gmsc_desktop.exports.wording import joined, money_text, years_text
from gmsc_desktop.models.checks import has_consent
from gmsc_desktop.models.records import (
    Alignment,
    Indicator,
    IndicatorMapping,
    Initiative,
    InitiativeAgency,
    InitiativeBudget,
    InitiativeCode,
    InitiativeIndicator,
    InitiativeObjective,
    InitiativePartner,
    InitiativeSubdimension,
    InitiativeTarget,
    PlanningDocument,
    Programme,
    ProgrammeMapping,
    QuickWin,
    ServiceContact,
    SmartObjective,
)
from gmsc_desktop.text import _


def write_initiative(book: Book, row: Initiative) -> None:
    """The block of an initiative under its heading."""
    if row.description:
        book.text(row.description)
    facts(book, [*_nature(book, row), *_offices(book, row), *_links(book, row)])
    _indicators(book, row)
    _budget(book, row)


def _nature(book: Book, row: Initiative) -> list[Fact]:
    reference, snapshot = book.edition.reference, book.edition.snapshot
    subs = snapshot.where(InitiativeSubdimension, "initiative_id", row.id)
    sub_names = [reference.label("subdimension", sub.subdimension) for sub in subs]
    quick = snapshot.where(QuickWin, "initiative_id", row.id)
    horizon = reference.label("horizon", book.edition.figures.horizon(row))
    if row.horizon_reason:
        horizon = f"{horizon} ({row.horizon_reason})"
    return [
        (_("Sub-dimensi"), joined(*sub_names)),
        (_("Jenis dan bentuk"), joined(reference.label("initiative_kind", row.kind) if row.kind else "",
                                       reference.label("initiative_form", row.form) if row.form else "")),
        (_("Status usulan"), reference.label("initiative_state", row.state)),
        (_("Tahun pelaksanaan"), joined(years_text(row.year_start, row.year_end), horizon)),
        (_("Quick win"), joined(*(str(win.year) for win in quick))),
        (_("Latar masalah"), row.background),
        (_("Keluaran"), row.output),
        (_("Dampak yang diharapkan"), row.impact),
    ]  # fmt: skip


def _offices(book: Book, row: Initiative) -> list[Fact]:
    reference, snapshot, figures = book.edition.reference, book.edition.snapshot, book.edition.figures
    supporting = [
        joined(figures.agency_name(link.agency_id), link.role, by=": ")
        for link in snapshot.where(InitiativeAgency, "initiative_id", row.id)
    ]
    partners = [
        joined(partner.name, reference.label("member_element", partner.kind), partner.contribution, by=" · ")
        for partner in snapshot.where(InitiativePartner, "initiative_id", row.id)
    ]
    contacts = [
        joined(contact.unit, reference.label("contact_channel", contact.channel), contact.value, by=" · ")
        for contact in snapshot.where(ServiceContact, "initiative_id", row.id)
        if has_consent(contact)
    ]
    return [
        (_("OPD penanggung jawab"), figures.agency_name(row.agency_id)),
        (_("OPD pendukung"), "\n".join(supporting)),
        (_("Mitra"), "\n".join(partners)),
        (_("Kontak layanan"), "\n".join(contacts)),
    ]


def _links(book: Book, row: Initiative) -> list[Fact]:
    reference, snapshot = book.edition.reference, book.edition.snapshot
    objectives = [
        snapshot.get(SmartObjective, link.smart_objective_id)
        for link in snapshot.where(InitiativeObjective, "initiative_id", row.id)
    ]
    codes = snapshot.where(InitiativeCode, "initiative_id", row.id)
    aligned = [
        _("{framework}: {name}").format(
            framework=reference.label("framework", link.framework), name=alignment_text(book, link)
        )
        for link in snapshot.where(Alignment, "initiative_id", row.id)
    ]
    return [
        (_("Sasaran smart city"), "\n".join(objective.text for objective in objectives if objective)),
        (_("Keterkaitan RPJMD"), "\n".join(mapping_texts(book, row))),
        (_("Alasan di luar RPJMD"), row.outside_reason),
        (_("Kode nomenklatur"), "\n".join(joined(code.code, code.name, by="  ") for code in codes)),
        (_("Keselarasan"), "\n".join(aligned)),
    ]


def alignment_text(book: Book, link: Alignment) -> str:
    """The code of an alignment with its name where the framework has a list."""
    label = book.edition.reference.label(link.framework, link.code)
    return link.code if label == link.code else f"{link.code} {label}"


def mapping_texts(book: Book, row: Initiative) -> list[str]:
    """What the initiative serves in the planning documents, one line each."""
    snapshot = book.edition.snapshot
    made = []
    for link in snapshot.where(IndicatorMapping, "initiative_id", row.id):
        indicator = snapshot.get(Indicator, link.indicator_id)
        if indicator is not None:
            told = _strength(book, indicator.document_id, link.strength)
            made.append(_("Indikator: {name} ({told})").format(name=indicator.text, told=told))
    for mapping in snapshot.where(ProgrammeMapping, "initiative_id", row.id):
        programme = snapshot.get(Programme, mapping.programme_id)
        if programme is not None:
            told = _strength(book, programme.document_id, mapping.strength)
            name = joined(programme.code, programme.name, by=" ")
            made.append(_("Program: {name} ({told})").format(name=name, told=told))
    return made


def _strength(book: Book, document_id: str, strength: str) -> str:
    """The strength, after the kind of the document where the plan knows more than one."""
    documents = book.edition.snapshot.all(PlanningDocument)
    kind = next((row.kind for row in documents if row.id == document_id), "") if len(documents) > 1 else ""
    label = book.edition.reference.label("planning_kind", kind) if kind else ""
    return joined(label, book.edition.reference.label("strength", strength).lower())


def _indicators(book: Book, row: Initiative) -> None:
    snapshot, reference = book.edition.snapshot, book.edition.reference
    indicators = snapshot.where(InitiativeIndicator, "initiative_id", row.id)
    targets = {
        i.id: {t.year: t.text for t in snapshot.where(InitiativeTarget, "indicator_id", i.id)} for i in indicators
    }
    years = sorted({year for told in targets.values() for year in told})
    columns = [Column(_("Indikator"), 50), Column(_("Satuan"), 20)]
    columns.append(Column(_("Kondisi awal"), 20, "right"))
    grid = book.grid([*columns, *year_columns(years, 75 / max(len(years), 5))])
    for indicator in indicators:
        kind = reference.label("indicator_kind", indicator.kind) if indicator.kind else ""
        name = f"{indicator.text}\n{kind}" if kind else indicator.text
        baseline = indicator.baseline_text
        if indicator.baseline_year:
            baseline = f"{baseline} ({indicator.baseline_year})"
        grid.row(name, indicator.unit, baseline, *(targets[indicator.id].get(year, "") for year in years))
    book.table(grid, empty=_("Indikator inisiatif ini belum diisi."))


def _budget(book: Book, row: Initiative) -> None:
    reference, figures = book.edition.reference, book.edition.figures
    cells = {(b.year, b.source): b for b in book.edition.snapshot.where(InitiativeBudget, "initiative_id", row.id)}
    sources = [source for source in figures.sources(row.id) if any(key[1] == source for key in cells)]
    columns = [Column(_("Anggaran (Rp)"), 26, muted=True)]
    columns += [Column(reference.label("funding_source", source), 26, "right") for source in sources]
    noted = [Column(_("Catatan"), 40)] if any(cell.note for cell in cells.values()) else []
    grid = book.grid([*columns, Column(_("Jumlah"), 28, "right", bold=True), *noted])
    for year in sorted({year for year, _source in cells}):
        amounts = [money_text(cells[year, s].amount) if (year, s) in cells else "" for s in sources]
        notes = [joined(*(cells[year, s].note for s in sources if (year, s) in cells), by="\n")] if noted else []
        grid.row(str(year), *amounts, money_text(figures.budget(row.id, year).amount), *notes)
    if len(grid) > 1:
        totals = [money_text(figures.budget(row.id, None, source).amount) for source in sources]
        grid.foot(_("Jumlah"), *totals, money_text(figures.budget(row.id).amount))
    book.table(grid, empty=_("Anggaran inisiatif ini belum diisi."))
