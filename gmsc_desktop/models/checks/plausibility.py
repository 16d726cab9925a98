"""Rule 28: the figures, states and dates of what was carried out can be true, or a note says why they are so."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import day
from gmsc_desktop.models.fields import TABLES, Kind
from gmsc_desktop.models.figures import latest_budget
from gmsc_desktop.models.records import Benefit, Evidence, Initiative, Meeting, ProgressEntry, ProgressYear
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.text import _
from gmsc_desktop.values import format_percent, format_rupiah

# What happened cannot lie ahead: dates of deeds. Dates of plans and validities may.
_DATES_OF_DEEDS: tuple[tuple[type[Benefit | Evidence | Meeting], str], ...] = (
    (Benefit, "dated"),
    (Evidence, "dated"),
    (Evidence, "seen_on"),
    (Meeting, "held_on"),
)


def plausible(case: Case) -> Iterator[Fault]:
    """Rule 28, over every year of the plan: a wrong figure is wrong in whichever year it stands."""
    for initiative in case.figures.initiatives:
        for row in case.snapshot.where(ProgressYear, "initiative_id", initiative.id):
            yield from _status(case, initiative, row)
            yield from _year_spending(case, initiative, row)
        entries = case.figures.entries(initiative.id)
        for entry in entries:
            yield from _entry_date(case, initiative, entry)
            yield from _entry_bounds(case, initiative, entry)
        for year in sorted({entry.year for entry in entries if entry.year is not None}):
            yield from _falls(case, initiative, year, "physical_percent")
            yield from _falls(case, initiative, year, "spending")
    for record_type, column in _DATES_OF_DEEDS:
        yield from _ahead(case, record_type, column)
    yield from _negative_money(case)


def _entry_words(case: Case, initiative: Initiative, entry: ProgressEntry) -> dict[str, str]:
    date = day(entry.as_of) if entry.as_of else _("tanpa tanggal")
    return {"name": case.name(initiative), "date": date, "year": str(entry.year or "")}


def _status(case: Case, initiative: Initiative, row: ProgressYear) -> Iterator[Fault]:
    words = {
        "name": case.name(initiative),
        "year": row.year,
        "status": case.pack.label("progress_status", row.status),
        "date": day(row.status_on),
    }
    if case.pack.fact("progress_status", row.status, "needs_reason"):
        if not row.status_reason.strip():
            sentence = _("Inisiatif “{name}” tahun {year} berstatus {status} tanpa alasan. Tulis alasannya.")
            place = Place("progress_year", row.id, "status_reason")
            yield Fault((row.id, "reason"), sentence.format(**words), place)
        if not row.status_on:
            sentence = _("Inisiatif “{name}” tahun {year} berstatus {status} tanpa tanggal. Isi tanggal statusnya.")
            place = Place("progress_year", row.id, "status_on")
            yield Fault((row.id, "status_on"), sentence.format(**words), place)
    if row.status_on > case.day:
        sentence = _("Tanggal status inisiatif “{name}” tahun {year} belum tiba ({date}). Perbaiki tanggalnya.")
        yield Fault((row.id, "ahead"), sentence.format(**words), Place("progress_year", row.id, "status_on"))


def _year_spending(case: Case, initiative: Initiative, row: ProgressYear) -> Iterator[Fault]:
    """The year's own sum above its budget; a note in any entry of the year explains it."""
    budget = latest_budget(row)
    if budget is None or row.spending is None or row.spending <= budget:
        return
    if any(entry.note.strip() for entry in case.figures.entries(initiative.id, row.year)):
        return
    sentence = _(
        "Realisasi anggaran inisiatif “{name}” tahun {year} {spending} melebihi pagunya {budget} tanpa penjelasan. "
        "Periksa angkanya, atau tulis penjelasan pada entri tahun itu."
    ).format(
        name=case.name(initiative), year=row.year, spending=format_rupiah(row.spending), budget=format_rupiah(budget)
    )
    yield Fault((row.id, "spending"), sentence, Place("progress_year", row.id, "spending"))


def _entry_date(case: Case, initiative: Initiative, entry: ProgressEntry) -> Iterator[Fault]:
    words = _entry_words(case, initiative, entry)
    place = Place("progress_entry", entry.id, "as_of")
    if not entry.as_of:
        sentence = _("Sebuah entri realisasi inisiatif “{name}” belum bertanggal. Isi keadaan per tanggal berapa.")
        yield Fault((entry.id, "as_of"), sentence.format(**words), place)
    elif entry.as_of > case.day:
        sentence = _("Entri realisasi inisiatif “{name}” per {date} mendahului hari ini. Perbaiki tanggalnya.")
        yield Fault((entry.id, "ahead"), sentence.format(**words), place)
    if entry.year is None:
        sentence = _("Entri realisasi inisiatif “{name}” per {date} belum memiliki tahun anggaran. Isi tahunnya.")
        yield Fault((entry.id, "year"), sentence.format(**words), Place("progress_entry", entry.id, "year"))
    elif entry.as_of and entry.as_of[:4] != str(entry.year):
        sentence = _(
            "Entri realisasi inisiatif “{name}” per {date} berada di luar tahun anggaran {year}. "
            "Perbaiki tanggal atau tahunnya."
        )
        yield Fault((entry.id, "outside"), sentence.format(**words), place)


def _entry_bounds(case: Case, initiative: Initiative, entry: ProgressEntry) -> Iterator[Fault]:
    words = _entry_words(case, initiative, entry)
    explained = bool(entry.note.strip())
    percent = entry.physical_percent
    if percent is not None and (percent < 0 or (percent > 100 and not explained)):
        sentence = _(
            "Realisasi fisik inisiatif “{name}” per {date} tertulis {percent}. "
            "Isi angka 0 sampai 100, atau jelaskan mengapa melebihi 100 %."
        ).format(percent=format_percent(percent), **words)
        yield Fault((entry.id, "percent"), sentence, Place("progress_entry", entry.id, "physical_percent"))
    row = case.figures.progress(initiative.id, entry.year) if entry.year is not None else None
    budget = latest_budget(row)
    if budget is not None and entry.spending is not None and entry.spending > budget and not explained:
        sentence = _(
            "Realisasi anggaran inisiatif “{name}” per {date} {spending} melebihi pagu {year} {budget} "
            "tanpa penjelasan. Periksa angkanya, atau tulis penjelasannya."
        ).format(spending=format_rupiah(entry.spending), budget=format_rupiah(budget), **words)
        yield Fault((entry.id, "spending"), sentence, Place("progress_entry", entry.id, "spending"))


def _falls(case: Case, initiative: Initiative, year: int, column: str) -> Iterator[Fault]:
    """A cumulative figure below the last one of an earlier day. Of one day the lowest counts: no order is known."""
    last: dict[str, float] = {}
    for entry in case.figures.entries(initiative.id, year):
        value = getattr(entry, column)
        if value is None or not entry.as_of:
            continue
        before = next((figure for as_of, figure in reversed(last.items()) if as_of < entry.as_of), None)
        if before is not None and value < before and not entry.note.strip():
            yield _fall(case, initiative, entry, column, before)
        last[entry.as_of] = min(value, last.get(entry.as_of, value))


def _fall(case: Case, initiative: Initiative, entry: ProgressEntry, column: str, before: float) -> Fault:
    words = _entry_words(case, initiative, entry)
    if column == "spending":
        words |= {"before": format_rupiah(int(before)), "now": format_rupiah(entry.spending or 0)}
        sentence = _(
            "Realisasi anggaran inisiatif “{name}” per {date} turun dari {before} menjadi {now} tanpa penjelasan. "
            "Periksa angkanya, atau tulis penjelasannya."
        )
    else:
        words |= {"before": format_percent(before), "now": format_percent(entry.physical_percent or 0)}
        sentence = _(
            "Realisasi fisik inisiatif “{name}” per {date} turun dari {before} menjadi {now} tanpa penjelasan. "
            "Periksa angkanya, atau tulis penjelasannya."
        )
    return Fault((entry.id, "falls", column), sentence.format(**words), Place("progress_entry", entry.id, column))


def _ahead(case: Case, record_type: type[Benefit | Evidence | Meeting], column: str) -> Iterator[Fault]:
    for record in case.snapshot.all(record_type):
        value = getattr(record, column)
        if value > case.day:
            sentence = _("Tanggal pada “{name}” belum tiba ({date}). Perbaiki tanggalnya.")
            sentence = sentence.format(name=case.name(record), date=day(value))
            yield Fault((record.id, "ahead", column), sentence, Place(record.TABLE, record.id, column))


def _negative_money(case: Case) -> Iterator[Fault]:
    for spec in TABLES:
        for field in spec.fields:
            if field.kind is Kind.MONEY:
                for record in case.snapshot.rows(spec.name):
                    yield from _negative(case, record, field.column, field.label)


def _negative(case: Case, record: Record, column: str, label: str) -> Iterator[Fault]:
    amount = getattr(record, column)
    if amount is not None and amount < 0:
        sentence = _(
            "{label} pada “{owner}” tertulis {amount}. Jumlah uang tidak boleh kurang dari nol; perbaiki angkanya."
        )
        sentence = sentence.format(label=label, owner=case.whereabouts(record), amount=format_rupiah(amount))
        yield Fault((record.id, "negative", column), sentence, Place(record.TABLE, record.id, column))
