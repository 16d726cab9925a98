"""What was carried out, year by year: statuses, the four sums, entries with their indicator values, benefits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing, plan
from gmsc_desktop.models.bodies import agency_in_year
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checked import Given, checked
from gmsc_desktop.models.checks.wording import day
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.figures import latest_budget
from gmsc_desktop.models.reading import name_of, one, pack_of, where
from gmsc_desktop.models.records import Initiative, InitiativeIndicator, ProgressEntry, ProgressValue, ProgressYear
from gmsc_desktop.models.snapshot import make_record
from gmsc_desktop.text import _, mark
from gmsc_desktop.values import format_date, format_percent, format_rupiah

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

_STATUS = ("status", "status_reason", "status_on")
_SUMS = ("plan_amount", "budget", "revised_budget", "spending")
_ROMAN = ("I", "II", "III", "IV")

# -- the year of an initiative


def progress_year(db: Connection, initiative_id: str, year: int) -> ProgressYear | None:
    """The year's row of an initiative."""
    return next(iter(where(db, ProgressYear, initiative_id=initiative_id, year=year)), None)


def set_status(
    db: Connection, initiative_id: str, year: int, status: str, reason: str = "", on: date | None = None
) -> None:
    """Set how the year went; the paket acuan tells which statuses need a reason and a date (tertunda …)."""
    initiative = one(db, Initiative, initiative_id)
    plan.require_open(db, year)
    values = checked(db, "progress_year", {"status": status, "status_reason": reason, "status_on": on})
    pack = pack_of(db)
    if pack.fact("progress_status", str(values["status"]), "needs_reason"):
        words = {"name": name_of(db, initiative), "status": pack.label("progress_status", str(values["status"]))}
        next_step = _("Isi alasan dan tanggalnya, lalu simpan lagi.")
        if values["status_reason"] is None:
            raise UserFacingError(_("Status {status} untuk “{name}” perlu alasan.").format(**words), next_step)
        if values["status_on"] is None:
            raise UserFacingError(_("Status {status} untuk “{name}” perlu tanggal.").format(**words), next_step)
    _write_year(db, initiative, year, values)


def set_sums(db: Connection, initiative_id: str, year: int, **sums: int | None) -> None:
    """Set sums of a year in whole Rupiah: ``plan_amount``, ``budget`` (DPA), ``revised_budget`` (DPPA), ``spending``.

    What is not named stays as it is; None empties it, which is not the same as zero. Spending above the year's pagu
    needs a note in an entry of that year.
    """
    initiative = one(db, Initiative, initiative_id)
    plan.require_open(db, year)
    values = checked(db, "progress_year", sums)
    present = progress_year(db, initiative_id, year)
    told = {
        column: getattr(present, column) if present else None for column in ("budget", "revised_budget", "spending")
    }
    told |= values
    pagu = told["revised_budget"] if told["revised_budget"] is not None else told["budget"]
    if pagu is not None and told["spending"] is not None and told["spending"] > pagu:
        _explained_in_an_entry(db, initiative, year, told["spending"], pagu)
    _write_year(db, initiative, year, values)


def _explained_in_an_entry(db: Connection, initiative: Initiative, year: int, spending: int, pagu: int) -> None:
    if not any(entry.note.strip() for entry in entries(db, initiative.id, year)):
        raise UserFacingError(
            _("Realisasi anggaran “{name}” tahun {year}, {spending}, melebihi pagunya {pagu}.").format(
                name=name_of(db, initiative), year=year, spending=format_rupiah(spending), pagu=format_rupiah(pagu)
            ),
            _("Periksa angkanya, atau tulis penjelasan pada entri realisasi tahun itu lebih dahulu."),
        )


def add_year(db: Connection, initiative_id: str, year: int, **values: Given) -> str:
    """Make the year's row of an initiative with any of its ``values`` by column, by the rules of each; the row's id."""
    initiative = one(db, Initiative, initiative_id)
    plan.require_open(db, year)
    if progress_year(db, initiative_id, year) is not None:
        raise UserFacingError(
            _("Pelaksanaan “{name}” tahun {year} sudah tercatat.").format(name=name_of(db, initiative), year=year),
            _("Ubah yang sudah ada."),
        )
    made = checked(db, "progress_year", values)
    _write_year(db, initiative, year, {c: v for c, v in made.items() if c not in {*_STATUS, *_SUMS}})
    if any(made.get(column) is not None for column in _STATUS):
        status, reason, on = (str(made.get(column) or "") for column in _STATUS)
        set_status(db, initiative_id, year, status, reason, date.fromisoformat(on) if on else None)
    set_sums(db, initiative_id, year, **{c: v for c, v in made.items() if c in _SUMS and isinstance(v, int)})
    row = progress_year(db, initiative_id, year)
    assert row is not None
    return row.id


def set_target_text(db: Connection, initiative_id: str, year: int, text: str | None) -> None:
    """Set what the initiative is to reach in the year, in words."""
    initiative = one(db, Initiative, initiative_id)
    plan.require_open(db, year)
    _write_year(db, initiative, year, {"target_text": text})


def _write_year(db: Connection, initiative: Initiative, year: int, values: Mapping[str, Given]) -> None:
    """Make or change the year's row; a new row of a year that belonged to another office names that office."""
    named: dict[str, Given] = {}
    if progress_year(db, initiative.id, year) is None:
        agency = agency_in_year(db, initiative.id, year)
        named = {"agency_id": agency} if agency != initiative.agency_id else {}
    keys: dict[str, Given] = {"initiative_id": initiative.id, "year": year}
    editing.assign(db, "progress_year", keys, {**named, **values})


# -- entries


def entries(db: Connection, initiative_id: str, year: int) -> list[ProgressEntry]:
    """The entries of a year, the earliest as-of date first."""
    rows = where(db, ProgressEntry, initiative_id=initiative_id, year=year)
    return sorted(rows, key=lambda row: (row.as_of, row.id))


def latest_entry(db: Connection, initiative_id: str, year: int) -> ProgressEntry | None:
    """The entry with the latest as-of date of a year: the last value in view; None before the first."""
    return next(reversed(entries(db, initiative_id, year)), None)


def add_entry(
    db: Connection,
    initiative_id: str,
    year: int,
    *,
    as_of: date,
    today: date,
    values: Mapping[str, str] | None = None,
    **told: Given,
) -> str:
    """Record how things stood on a day of the budget year; the entry's id.

    ``told`` by column: period, period_number, physical_percent and spending (cumulative since 1 January), narrative,
    note, obstacle, solution, next_step, verified_by. ``values`` are indicator values at that day, by indicator id, as
    written. An entry of a past year made today says so (``legacy``). A figure that falls, or is over 100 % or over the
    year's pagu, needs a note. Raises ``UserFacingError`` in a closed year and for a day outside the year or ahead.
    """
    one(db, Initiative, initiative_id)
    given = {"initiative_id": initiative_id, "year": year, "as_of": as_of, **told}
    made = _held(db, "", given, today)
    made["legacy"] = int(as_of.year < today.year)
    _own_indicators(db, initiative_id, values or {})
    entry_id = editing.insert(db, "progress_entry", made)
    _write_values(db, entry_id, values or {})
    return entry_id


def change_entry(
    db: Connection, entry_id: str, *, today: date, values: Mapping[str, str | None] | None = None, **told: Given
) -> None:
    """Change an entry by the rules of ``add_entry``; what is not named stays, an indicator value of None goes."""
    entry = one(db, ProgressEntry, entry_id)
    if entry.year is not None:
        plan.require_open(db, entry.year)
    columns = ("initiative_id", "year", "as_of", "period", "period_number", "physical_percent", "spending", "note")
    present = {column: getattr(entry, column) for column in columns}
    made = _held(db, entry_id, {**present, **told}, today)
    _own_indicators(db, entry.initiative_id, values or {})
    del made["initiative_id"]
    editing.update(db, "progress_entry", entry_id, made)
    _write_values(db, entry_id, values or {})


def delete_entry(db: Connection, entry_id: str) -> None:
    """Delete an entry of an open year with its indicator values; its evidence stays in the plan."""
    entry = one(db, ProgressEntry, entry_id)
    if entry.year is not None:
        plan.require_open(db, entry.year)
    editing.delete(db, "progress_entry", entry_id)


def _held(db: Connection, entry_id: str, given: Mapping[str, Given], today: date) -> dict[str, Value]:
    """The values of an entry as they are stored, held against every rule; ``entry_id`` is "" for a new one."""
    made = checked(db, "progress_entry", given)
    year = made["year"]
    if not isinstance(year, int) or made["as_of"] is None:
        raise UserFacingError(_("Entri realisasi perlu tahun dan tanggal keadaan."), _("Isi keduanya."))
    plan.require_open(db, year)
    _on_a_day_of_the_year(str(made["as_of"]), year, today)
    _period(db, made)
    entry = candidate(entry_id, made)
    others = [row for row in entries(db, entry.initiative_id, year) if row.id != entry_id]
    hold_figures(entry, others, latest_budget(progress_year(db, entry.initiative_id, year)))
    return made


def hold_figures(entry: ProgressEntry, others: Sequence[ProgressEntry], pagu: int | None) -> None:
    """Refuse figures that ask for a note and have none: over 100 %, over the pagu, lower than on an earlier day.

    ``others`` are the other entries of the same initiative and year, ``pagu`` is that year's in whole Rupiah.
    """
    _within_bounds(entry, pagu)
    for figure in _FIGURES:
        _does_not_fall(entry, others, figure)


def candidate(entry_id: str, made: Mapping[str, Value]) -> ProgressEntry:
    """An entry as it would be, from its values by column; what is not named is empty."""
    spec = BY_NAME["progress_entry"]
    record = make_record(spec, entry_id, [made.get(column) for column in spec.columns])
    assert isinstance(record, ProgressEntry)
    return record


def _on_a_day_of_the_year(as_of: str, year: int, today: date) -> None:
    if int(as_of[:4]) != year:
        raise UserFacingError(
            _("Keadaan per {date} berada di luar tahun anggaran {year}.").format(date=day(as_of), year=year),
            _("Isi tanggal dalam tahun {year}, misalnya 31 Desember {year}.").format(year=year),
        )
    if as_of > today.isoformat():
        raise UserFacingError(
            _("Keadaan per {date} belum terjadi; hari ini {today}.").format(date=day(as_of), today=format_date(today)),
            _("Isi tanggal hari ini atau sebelumnya."),
        )


def _period(db: Connection, made: dict[str, Value]) -> None:
    """Hold the period's number against its list; where it is not told it is that of the as-of date."""
    period, number = made.get("period"), made.get("period_number")
    if period is None:
        if number is not None:
            raise UserFacingError(_("Periode entri belum dipilih."), _("Pilih bulan, triwulan, atau semester."))
        return
    pack = pack_of(db)
    count = int(pack.fact("period", str(period), "count") or 1)
    reached = (int(str(made["as_of"])[5:7]) - 1) * count // 12 + 1
    if number is None:
        made["period_number"] = reached
    elif not isinstance(number, int) or not 1 <= number <= count:
        raise UserFacingError(
            _("{period} {number} tidak ada.").format(period=pack.label("period", str(period)), number=number),
            _("Pilih 1 sampai {count}.").format(count=count),
        )
    elif number > reached:
        raise UserFacingError(
            _("{period} {number} belum dimulai pada {date}.").format(
                period=pack.label("period", str(period)),
                number=_ROMAN[number - 1] if count == len(_ROMAN) else number,
                date=day(str(made["as_of"])),
            ),
            _("Periksa periode atau tanggalnya."),
        )


def _within_bounds(entry: ProgressEntry, pagu: int | None) -> None:
    """Over 100 % and over the year's pagu only with a note."""
    if entry.note:
        return
    explain = _("Periksa angkanya, atau tulis penjelasannya lalu simpan lagi.")
    if entry.physical_percent is not None and entry.physical_percent > 100:
        percent = format_percent(entry.physical_percent)
        raise UserFacingError(_("Realisasi fisik {percent} melebihi 100 %.").format(percent=percent), explain)
    if pagu is not None and entry.spending is not None and entry.spending > pagu:
        raise UserFacingError(
            _("Realisasi anggaran {spending} melebihi pagu tahun {year}, {pagu}.").format(
                spending=format_rupiah(entry.spending), year=entry.year, pagu=format_rupiah(pagu)
            ),
            explain,
        )


_Figure = tuple[str, str, Callable[[float], str]]  # column, label, how it is written

_FIGURES: tuple[_Figure, ...] = (
    ("physical_percent", mark("Realisasi fisik"), format_percent),
    ("spending", mark("Realisasi anggaran"), lambda amount: format_rupiah(int(amount))),
)


def _does_not_fall(entry: ProgressEntry, others: Sequence[ProgressEntry], figure: _Figure) -> None:
    """Cumulative figures do not fall, from the last earlier day to this one and from this one to the next later day.

    Each fall needs a note in the entry that is lower. Of one day the lowest figure counts: no order is known.
    """
    column = figure[0]
    value = getattr(entry, column)
    if value is None:
        return
    told = [row for row in others if getattr(row, column) is not None]
    earlier = _day(told, max((row.as_of for row in told if row.as_of < entry.as_of), default=""))
    before = min(earlier, key=lambda row: (getattr(row, column), row.id), default=None)
    if before is not None and value < getattr(before, column) and not entry.note:
        raise _falls(figure, before, value)
    lowest = min([value, *(getattr(row, column) for row in _day(told, entry.as_of))])
    later = _day(told, min((row.as_of for row in told if row.as_of > entry.as_of), default=""))
    for after in later:
        if getattr(after, column) < lowest and not after.note.strip():
            raise _rises_above(figure, value, after)


def _day(rows: Sequence[ProgressEntry], as_of: str) -> list[ProgressEntry]:
    return [row for row in rows if row.as_of == as_of]


def _falls(figure: _Figure, before: ProgressEntry, value: float) -> UserFacingError:
    column, label, written = figure
    return UserFacingError(
        _("{figure} turun dari {before} (per {date}) menjadi {now}.").format(
            figure=_(label), before=written(getattr(before, column)), date=day(before.as_of), now=written(value)
        ),
        _("Angkanya kumulatif sejak 1 Januari. Periksa angkanya, atau tulis penjelasannya lalu simpan lagi."),
    )


def _rises_above(figure: _Figure, value: float, after: ProgressEntry) -> UserFacingError:
    column, label, written = figure
    return UserFacingError(
        _("{figure} {now} lebih besar daripada {after} yang tercatat kemudian (per {date}).").format(
            figure=_(label), now=written(value), after=written(getattr(after, column)), date=day(after.as_of)
        ),
        _("Angkanya kumulatif sejak 1 Januari. Periksa angkanya, atau tulis penjelasan pada entri {date}.").format(
            date=day(after.as_of)
        ),
    )


def _own_indicators(db: Connection, initiative_id: str, values: Mapping[str, str | None]) -> None:
    for indicator_id in values:
        indicator = one(db, InitiativeIndicator, indicator_id)
        if indicator.initiative_id != initiative_id:
            raise UserFacingError(
                _("Indikator “{name}” milik inisiatif lain.").format(name=name_of(db, indicator)),
                _("Pilih indikator dari inisiatif ini."),
            )


def _write_values(db: Connection, entry_id: str, values: Mapping[str, str | None]) -> None:
    for indicator_id, text in values.items():
        keys: dict[str, Given] = {"entry_id": entry_id, "indicator_id": indicator_id}
        if text is None or not text.strip():
            editing.clear(db, "progress_value", keys)
        else:
            editing.assign(db, "progress_value", keys, {"text": text})


def values_of(db: Connection, entry_id: str) -> dict[str, str]:
    """The indicator values of an entry, by indicator id, as written."""
    return {row.indicator_id: row.text for row in where(db, ProgressValue, entry_id=entry_id)}


# -- benefits


def add_benefit(db: Connection, initiative_id: str, **values: Given) -> str:
    """Record a benefit that people feel, one of the environment too; the benefit's id.

    ``values`` by column: kind, who, count, count_unit, measure, before_text, after_text, unit, source, dated, note.
    What is written before and after is kept; its numbers are read beside it where they are certain.
    """
    return editing.add(db, "benefit", {"initiative_id": initiative_id, **values})
